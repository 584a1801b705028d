/* test-models-load.c: asking a real server on a loopback port for its models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-provider.h"
#include "natter-secrets-memory.h"
#include "natter-test-async.h"
#include "natter-test-models-server.h"

typedef struct
{
  NatterTestModelsServer *server;
  NatterHttp             *http;
  NatterSecrets          *secrets;
  NatterProvider         *provider;
  GString                *states;     /* every one that was notified */
} Fixture;

static void
state_cb (NatterProvider *provider,
          GParamSpec     *pspec,
          Fixture        *fixture)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (NATTER_TYPE_MODELS_STATE);
  NatterModelsState state = natter_provider_get_models_state (provider);

  g_string_append_printf (fixture->states, "%s ",
                          g_enum_get_value (klass, (int) state)->value_nick);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->server = natter_test_models_server_new ();
  fixture->http = natter_http_new ();
  fixture->secrets = natter_secrets_memory_new ();
  fixture->provider = natter_provider_new ("Test", "openai-chat", fixture->server->url);
  fixture->states = g_string_new (NULL);
  g_signal_connect (fixture->provider, "notify::models-state", G_CALLBACK (state_cb), fixture);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

/* That the provider goes is the proof that no load is left; one that was withdrawn still has to
 * hear that its request is over. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer provider = fixture->provider;

  g_object_add_weak_pointer (provider, &provider);
  g_object_unref (fixture->provider);
  natter_test_run_until (is_gone, &provider);
  g_assert_finalize_object (fixture->secrets);
  g_clear_object (&fixture->http);
  natter_test_models_server_free (fixture->server);
  g_string_free (fixture->states, TRUE);
}

static void
store_key (Fixture    *fixture,
           const char *endpoint)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_secrets_store_async (fixture->secrets, natter_provider_get_id (fixture->provider),
                              endpoint, "Test", "sk-secret", NULL, natter_test_async_cb, &result);
  natter_secrets_store_finish (fixture->secrets, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
}

static void
start (Fixture       *fixture,
       GCancellable  *cancellable,
       GAsyncResult **result)
{
  natter_provider_load_models_async (fixture->provider, fixture->http, fixture->secrets,
                                     cancellable, natter_test_async_cb, result);
  g_assert_null (*result);
}

static void
finish (Fixture       *fixture,
        GAsyncResult **result,
        GError       **error)
{
  gboolean loaded = natter_provider_load_models_finish (fixture->provider,
                                                        natter_test_async_wait (result), error);

  g_assert_cmpint (loaded, ==, *error == NULL);
}

static void
load (Fixture  *fixture,
      GError  **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  start (fixture, NULL, &result);
  finish (fixture, &result, error);
}

static guint
get_n_models (Fixture *fixture)
{
  return g_list_model_get_n_items (natter_provider_get_models (fixture->provider));
}

static gboolean
was_asked (gpointer data)
{
  return ((NatterTestModelsServer *) data)->n_requests > 0;
}

static gboolean
was_left (gpointer data)
{
  return natter_test_models_server_is_left (data);
}

static void
test_ready (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterModel) second = NULL;

  load (fixture, &error);
  g_assert_no_error (error);

  g_assert_cmpstr (fixture->states->str, ==, "loading ready ");
  g_assert_null (natter_provider_get_models_error (fixture->provider));
  g_assert_cmpuint (get_n_models (fixture), ==, 2);
  second = g_list_model_get_item (natter_provider_get_models (fixture->provider), 1);
  g_assert_cmpstr (natter_model_get_id (second), ==, "org/large");

  g_assert_cmpstr (fixture->server->method, ==, "GET");
  g_assert_cmpstr (fixture->server->path, ==, "/v1/models");
  g_assert_null (fixture->server->authorization);
}

static void
test_key (Fixture       *fixture,
          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  store_key (fixture, fixture->server->url);
  load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->server->authorization, ==, "Bearer sk-secret");
}

/* Changing the address must not send the old server's key to the new one. */
static void
test_key_of_another_address (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  store_key (fixture, "https://api.example.com/v1");
  load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
  g_assert_null (fixture->server->authorization);
}

/* Refused before anything is sent: the address is one that no packet reaches. */
static void
test_key_over_plain_http (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  natter_provider_set_base_url (fixture->provider, "http://192.0.2.1/v1");
  store_key (fixture, "http://192.0.2.1/v1");
  load (fixture, &error);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP);
  g_assert_nonnull (strstr (error->message, "https://"));
  g_assert_cmpstr (fixture->states->str, ==, "loading failed ");
}

static const struct
{
  const char *name;
  guint       status;
  const char *type;
  const char *body;
  int         code;
} failure_cases[] = {
  { "bad key", 401, "application/json", "{\"error\":{\"message\":\"Incorrect API key.\"}}",
    NATTER_ERROR_BAD_KEY },
  { "server error", 500, "application/json", "{\"error\":{\"message\":\"Oops.\"}}",
    NATTER_ERROR_SERVER },
  { "web page", 200, "text/html", "<!doctype html><title>Router</title>", NATTER_ERROR_NOT_AN_API },
  { "other JSON", 200, "application/json", "{\"status\":\"ok\"}", -1 },
  { "empty", 200, "application/json", "", -1 },
};

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;

  fixture->server->status = failure_cases[i].status;
  fixture->server->type = failure_cases[i].type;
  fixture->server->body = failure_cases[i].body;
  load (fixture, &error);
  g_assert_nonnull (error);
  g_assert_true (error->domain == NATTER_ERROR);
  if (failure_cases[i].code >= 0)
    g_assert_cmpint (error->code, ==, failure_cases[i].code);

  g_assert_cmpstr (fixture->states->str, ==, "loading failed ");
  g_assert_error (natter_provider_get_models_error (fixture->provider), NATTER_ERROR, error->code);
  g_assert_cmpuint (get_n_models (fixture), ==, 0);
}

static void
test_nobody_there (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  soup_server_disconnect (fixture->server->soup);
  load (fixture, &error);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NETWORK);
  g_assert_cmpstr (fixture->states->str, ==, "loading failed ");
}

/* A list that was there is better than none, and a later success takes the error away. */
static void
test_failure_keeps_models (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  load (fixture, &error);
  g_assert_no_error (error);

  fixture->server->status = 503;
  load (fixture, &error);
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_cmpuint (get_n_models (fixture), ==, 2);
  g_assert_nonnull (natter_provider_get_models_error (fixture->provider));

  fixture->server->status = 200;
  load (fixture, &error);
  g_assert_no_error (error);
  g_assert_null (natter_provider_get_models_error (fixture->provider));
  g_assert_cmpstr (fixture->states->str, ==, "loading ready loading failed loading ready ");
}

static void
test_shared (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;

  fixture->server->hold = TRUE;
  start (fixture, NULL, &first);
  natter_test_run_until (was_asked, fixture->server);
  start (fixture, NULL, &second);
  natter_test_models_server_release (fixture->server);

  finish (fixture, &first, &error);
  g_assert_no_error (error);
  finish (fixture, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
  g_assert_cmpstr (fixture->states->str, ==, "loading ready ");
}

/* Who gives up waiting does not take the answer from the others. */
static void
test_one_of_two_cancelled (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) first = NULL;
  g_autoptr(GAsyncResult) second = NULL;
  g_autoptr(GError) error = NULL;

  fixture->server->hold = TRUE;
  start (fixture, cancellable, &first);
  start (fixture, NULL, &second);
  natter_test_run_until (was_asked, fixture->server);

  g_cancellable_cancel (cancellable);
  finish (fixture, &first, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);
  g_assert_cmpint (natter_provider_get_models_state (fixture->provider), ==, NATTER_MODELS_LOADING);

  natter_test_models_server_release (fixture->server);
  finish (fixture, &second, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->states->str, ==, "loading ready ");
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->server->hold = TRUE;
  start (fixture, cancellable, &result);
  natter_test_run_until (was_asked, fixture->server);

  g_cancellable_cancel (cancellable);
  finish (fixture, &result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpstr (fixture->states->str, ==, "loading unknown ");
  g_assert_null (natter_provider_get_models_error (fixture->provider));

  /* The request is withdrawn, not only forgotten. */
  natter_test_run_until (was_left, fixture->server);
}

static void
test_cancelled_before (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  start (fixture, cancellable, &result);
  finish (fixture, &result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);
  g_assert_cmpstr (fixture->states->str, ==, "");
}

/* The answer of the old address must not fill the list of the new one. */
static void
test_address_changes (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  fixture->server->hold = TRUE;
  start (fixture, NULL, &result);
  natter_test_run_until (was_asked, fixture->server);

  natter_provider_set_base_url (fixture->provider, "http://127.0.0.1:1/v1");
  finish (fixture, &result, &error);
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  natter_test_run_until (was_left, fixture->server);
  g_assert_cmpuint (get_n_models (fixture), ==, 0);
  g_assert_cmpint (natter_provider_get_models_state (fixture->provider), ==, NATTER_MODELS_UNKNOWN);
}

/* A provider whose lists come in pages. */
static void
use_pages (Fixture           *fixture,
           const char *const *pages)
{
  g_signal_handlers_disconnect_by_func (fixture->provider, state_cb, fixture);
  g_object_unref (fixture->provider);
  fixture->provider = natter_provider_new ("Test", "gemini", fixture->server->url);
  g_signal_connect (fixture->provider, "notify::models-state", G_CALLBACK (state_cb), fixture);
  fixture->server->pages = pages;
}

#define PAGE(id, rest) "{\"models\": [{\"name\": \"models/" id "\"}]" rest "}"

static void
test_pages (Fixture       *fixture,
            gconstpointer  data)
{
  static const char *const pages[] = {
    PAGE ("a", ", \"nextPageToken\": \"2 b\""), PAGE ("b", ", \"nextPageToken\": \"3\""),
    PAGE ("a", ""), NULL
  };
  g_autoptr(GError) error = NULL;

  use_pages (fixture, pages);
  store_key (fixture, fixture->server->url);
  load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (fixture->server->queries->str, ==,
                   "pageSize=1000 pageSize=1000&pageToken=2%20b pageSize=1000&pageToken=3 ");
  g_assert_cmpuint (get_n_models (fixture), ==, 2);
  g_assert_cmpstr (fixture->states->str, ==, "loading ready ");
}

static void
test_pages_without_end (Fixture       *fixture,
                        gconstpointer  data)
{
  static const char *const pages[] = { PAGE ("a", ", \"nextPageToken\": \"2\""), NULL };
  g_autoptr(GError) error = NULL;

  use_pages (fixture, pages);
  load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (fixture->server->n_requests, ==, 20);
  g_assert_cmpuint (get_n_models (fixture), ==, 1);
}

/* Half a list is none. */
static void
test_page_fails (Fixture       *fixture,
                 gconstpointer  data)
{
  static const char *const pages[] = {
    PAGE ("a", ", \"nextPageToken\": \"2\""), "{\"error\": {\"message\": \"Oops.\"}}", NULL
  };
  g_autoptr(GError) error = NULL;

  use_pages (fixture, pages);
  load (fixture, &error);
  g_assert_nonnull (error);
  g_assert_cmpstr (error->message, ==, "Oops.");
  g_assert_cmpuint (get_n_models (fixture), ==, 0);
  g_assert_cmpstr (fixture->states->str, ==, "loading failed ");
}

#define ADD(path, func) \
  g_test_add ("/models-load/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  ADD ("ready", test_ready);
  ADD ("key", test_key);
  ADD ("key-of-another-address", test_key_of_another_address);
  ADD ("key-over-plain-http", test_key_over_plain_http);
  for (i = 0; i < G_N_ELEMENTS (failure_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/models-load/failure/", failure_cases[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_failure, tear_down);
    }
  ADD ("nobody-there", test_nobody_there);
  ADD ("failure-keeps-models", test_failure_keeps_models);
  ADD ("shared", test_shared);
  ADD ("one-of-two-cancelled", test_one_of_two_cancelled);
  ADD ("cancelled", test_cancelled);
  ADD ("cancelled-before", test_cancelled_before);
  ADD ("address-changes", test_address_changes);
  ADD ("pages", test_pages);
  ADD ("pages-without-end", test_pages_without_end);
  ADD ("page-fails", test_page_fails);

  return g_test_run ();
}
