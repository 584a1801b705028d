/* test-discovery.c: finding model servers, and nothing else, on loopback ports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-discovery.h"
#include "natter-test-async.h"
#include "natter-test-models-server.h"

typedef struct
{
  NatterTestModelsServer *one;
  NatterTestModelsServer *two;
  NatterHttp             *http;
  NatterDiscovery        *discovery;
  GString                *changes;
} Fixture;

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  g_string_append_printf (changes, "%u-%u+%u ", position, removed, added);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->one = natter_test_models_server_new ();
  fixture->two = natter_test_models_server_new ();
  fixture->http = natter_http_new ();
  fixture->discovery = natter_discovery_new (fixture->http);
  natter_discovery_add_place (fixture->discovery, "One", fixture->one->url);
  natter_discovery_add_place (fixture->discovery, "Two", fixture->two->url);
  fixture->changes = g_string_new (NULL);
  g_signal_connect (fixture->discovery, "items-changed", G_CALLBACK (items_changed_cb),
                    fixture->changes);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->discovery);
  g_clear_object (&fixture->http);
  natter_test_models_server_free (fixture->one);
  natter_test_models_server_free (fixture->two);
  g_string_free (fixture->changes, TRUE);
}

static void
finish (Fixture       *fixture,
        GAsyncResult **result)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_discovery_scan_finish (fixture->discovery, natter_test_async_wait (result),
                                               &error));
  g_assert_no_error (error);
}

static void
scan (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_discovery_scan_async (fixture->discovery, NULL, natter_test_async_cb, &result);
  g_assert_null (result);
  finish (fixture, &result);
}

static char *
list_names (Fixture *fixture)
{
  GListModel *list = G_LIST_MODEL (fixture->discovery);
  g_autoptr(GString) names = g_string_new (NULL);
  guint i;

  for (i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (list, i);

      g_string_append_printf (names, i > 0 ? " %s" : "%s", natter_provider_get_name (provider));
    }
  g_assert_null (g_list_model_get_item (list, i));

  return g_string_free_and_steal (g_steal_pointer (&names));
}

#define assert_names(fixture, expected)                    \
  G_STMT_START                                             \
    {                                                      \
      g_autofree char *names_ = list_names (fixture);      \
      g_assert_cmpstr (names_, ==, (expected));            \
    }                                                      \
  G_STMT_END

static gboolean
has_one (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (data)) == 1;
}

static gboolean
were_both_asked (gpointer data)
{
  Fixture *fixture = data;

  return fixture->one->n_requests > 0 && fixture->two->n_requests > 0;
}

static void
test_found (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterProvider) provider = NULL;
  GListModel *models;

  scan (fixture);
  assert_names (fixture, "One Two");

  provider = g_list_model_get_item (G_LIST_MODEL (fixture->discovery), 0);
  models = natter_provider_get_models (provider);
  g_assert_cmpstr (natter_provider_get_base_url (provider), ==, fixture->one->url);
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_READY);
  g_assert_cmpuint (g_list_model_get_n_items (models), ==, 2);
  g_assert_cmpstr (fixture->one->path, ==, "/v1/models");
  g_assert_null (fixture->one->authorization);
}

static const struct
{
  const char *name;
  guint       status;
  const char *type;
  const char *body;
} other_cases[] = {
  { "web page", 200, "text/html", "<!doctype html><title>My router</title>" },
  { "unnamed web page", 200, "application/json", "<!doctype html>" },
  { "other JSON", 200, "application/json", "{\"status\":\"UP\"}" },
  { "string", 200, "application/json", "\"hello\"" },
  { "empty", 200, "application/json", "" },
  { "not found", 404, "application/json", NATTER_TEST_TWO_MODELS },
  { "asks for a key", 401, "application/json", "{\"error\":{\"message\":\"No key.\"}}" },
  { "elsewhere", 302, "application/json", NATTER_TEST_TWO_MODELS },
};

static void
test_other_program (Fixture       *fixture,
                    gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);

  fixture->one->status = other_cases[i].status;
  fixture->one->type = other_cases[i].type;
  fixture->one->body = other_cases[i].body;
  scan (fixture);
  assert_names (fixture, "Two");
}

static void
test_nobody_there (Fixture       *fixture,
                   gconstpointer  data)
{
  soup_server_disconnect (fixture->two->soup);
  scan (fixture);
  assert_names (fixture, "One");
}

static void
test_no_places (Fixture       *fixture,
                gconstpointer  data)
{
  NatterDiscovery *discovery = natter_discovery_new (fixture->http);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_discovery_scan_async (discovery, NULL, natter_test_async_cb, &result);
  g_assert_null (result);
  g_assert_true (natter_discovery_scan_finish (discovery, natter_test_async_wait (&result),
                                               &error));
  g_assert_no_error (error);
  g_clear_object (&result);

  g_assert_finalize_object (discovery);
}

/* All are asked at once, and one that answers late holds up nobody. */
static void
test_as_soon_as (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;

  fixture->one->hold = TRUE;
  natter_discovery_scan_async (fixture->discovery, NULL, natter_test_async_cb, &result);
  natter_test_run_until (has_one, fixture->discovery);
  assert_names (fixture, "Two");
  g_assert_null (result);

  natter_test_models_server_release (fixture->one);
  finish (fixture, &result);
  assert_names (fixture, "One Two");
  g_assert_cmpstr (fixture->changes->str, ==, "0-0+1 0-0+1 ");
}

/* A place that never answers ends the scan after its two seconds, not after the HTTP layer's
 * minutes. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 start = g_get_monotonic_time ();

  fixture->one->hold = TRUE;
  scan (fixture);
  assert_names (fixture, "Two");
  g_assert_cmpint (g_get_monotonic_time () - start, <, 5 * G_USEC_PER_SEC);
}

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterProvider) before = NULL;
  g_autoptr(NatterProvider) after = NULL;

  scan (fixture);
  before = g_list_model_get_item (G_LIST_MODEL (fixture->discovery), 0);

  /* The same server is the same object, with the models that it has now. */
  fixture->one->body = "{\"data\":[{\"id\":\"new\"}]}";
  scan (fixture);
  assert_names (fixture, "One Two");
  after = g_list_model_get_item (G_LIST_MODEL (fixture->discovery), 0);
  g_assert_true (after == before);
  g_assert_cmpuint (g_list_model_get_n_items (natter_provider_get_models (after)), ==, 1);
  g_clear_object (&before);
  g_clear_object (&after);

  /* One that has gone is no longer listed, and is again when it is back. */
  fixture->one->status = 404;
  scan (fixture);
  assert_names (fixture, "Two");
  fixture->one->status = 200;
  scan (fixture);
  assert_names (fixture, "One Two");
}

/* Two at a time: the later one decides, whoever answers last. */
static void
test_overlapping (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;

  fixture->one->hold = TRUE;
  natter_discovery_scan_async (fixture->discovery, NULL, natter_test_async_cb, &first);
  natter_test_run_until (were_both_asked, fixture);
  fixture->one->hold = FALSE;
  natter_discovery_scan_async (fixture->discovery, NULL, natter_test_async_cb, &second);
  finish (fixture, &second);
  assert_names (fixture, "One Two");

  fixture->one->status = 500;
  natter_test_models_server_release (fixture->one);
  finish (fixture, &first);
  assert_names (fixture, "One Two");
  g_assert_cmpuint (strlen (fixture->changes->str), ==, strlen ("0-0+1 0-0+1 "));
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  scan (fixture);
  fixture->one->hold = TRUE;
  fixture->two->hold = TRUE;
  fixture->one->n_requests = 0;
  fixture->two->n_requests = 0;
  natter_discovery_scan_async (fixture->discovery, cancellable, natter_test_async_cb, &result);
  natter_test_run_until (were_both_asked, fixture);
  g_cancellable_cancel (cancellable);
  g_assert_false (natter_discovery_scan_finish (fixture->discovery,
                                                natter_test_async_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);

  /* What was found before is not gone because nobody asked to the end. */
  assert_names (fixture, "One Two");
}

static void
test_same_place (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *slash = g_strconcat (fixture->one->url, "/", NULL);

  natter_discovery_add_place (fixture->discovery, "One again", slash);
  scan (fixture);
  assert_names (fixture, "One Two");
  g_assert_cmpuint (fixture->one->n_requests, ==, 1);
}

/* The default places are where other programs may really listen: only that there are any is
 * certain. */
static void
test_default_places (void)
{
  g_autoptr(NatterHttp) http = natter_http_new ();
  NatterDiscovery *discovery = natter_discovery_new (http);

  natter_discovery_add_default_places (discovery);
  natter_discovery_add_default_places (discovery);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (discovery)), ==, 0);

  g_assert_finalize_object (discovery);
}

#define ADD(path, func) \
  g_test_add ("/discovery/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  ADD ("found", test_found);
  for (i = 0; i < G_N_ELEMENTS (other_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/discovery/other-program/", other_cases[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_other_program, tear_down);
    }
  ADD ("nobody-there", test_nobody_there);
  ADD ("no-places", test_no_places);
  ADD ("as-soon-as", test_as_soon_as);
  ADD ("silent", test_silent);
  ADD ("again", test_again);
  ADD ("overlapping", test_overlapping);
  ADD ("cancelled", test_cancelled);
  ADD ("same-place", test_same_place);
  g_test_add_func ("/discovery/default-places", test_default_places);

  return g_test_run ();
}
