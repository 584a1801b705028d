/* test-provider-cache.c: an account's list of models from the disk and from a real server: which
 * one is used, when the server is asked, and what stays on disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-model-cache.h"
#include "natter-provider-list.h"
#include "natter-secrets-memory.h"
#include "natter-test-async.h"
#include "natter-test-facts.h"
#include "natter-test-models-server.h"
#include "natter-test-network.h"

#define MINUTE G_GINT64_CONSTANT (60000)
#define HOUR (60 * MINUTE)

typedef struct
{
  char                   *folder;
  NatterTestModelsServer *server;
  NatterHttp             *http;
  NatterSecrets          *secrets;
  NatterModelCache       *cache;
  NatterProviderList     *list;
  NatterProvider         *provider;
} Fixture;

static gint64
now (void)
{
  return g_get_real_time () / 1000;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("natter-cache-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->server = natter_test_models_server_new ();
  fixture->http = natter_http_new ();
  fixture->secrets = natter_secrets_memory_new ();
  fixture->cache = natter_model_cache_new (fixture->folder);
  fixture->list = natter_provider_list_new ("/nonexistent/providers.json");
  fixture->provider = natter_provider_new ("Test", "openai-chat", fixture->server->url);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
assert_freed (gpointer object)
{
  gpointer pointer = object;

  g_object_add_weak_pointer (object, &pointer);
  g_object_unref (object);
  natter_test_run_until (is_gone, &pointer);
}

static char *
dup_path (Fixture *fixture)
{
  g_autofree char *name = g_strconcat (natter_provider_get_id (fixture->provider), ".json", NULL);

  return g_build_filename (fixture->folder, name, NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *path = dup_path (fixture);

  g_assert_finalize_object (fixture->list);
  assert_freed (fixture->provider);
  assert_freed (fixture->cache);
  g_assert_finalize_object (fixture->secrets);
  g_clear_object (&fixture->http);
  natter_test_models_server_free (fixture->server);
  g_remove (path);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
}

/* What an earlier run of the program left. */
static void
leave (Fixture    *fixture,
       const char *base_url,
       gint64      time)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListStore) models = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(NatterModel) model = natter_model_new ("kept", NULL);
  g_autoptr(GError) error = NULL;

  g_list_store_append (models, model);
  natter_model_cache_store_async (fixture->cache, natter_provider_get_id (fixture->provider),
                                  base_url, G_LIST_MODEL (models), time, NULL,
                                  natter_test_async_cb, &result);
  natter_model_cache_store_finish (fixture->cache, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
}

/* Everything that was asked of the disk is done when a later question is answered. */
static char *
read_disk (Fixture *fixture)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) models = NULL;
  gint64 time = 0;

  natter_model_cache_load_async (fixture->cache, natter_provider_get_id (fixture->provider),
                                 natter_provider_get_base_url (fixture->provider), NULL,
                                 natter_test_async_cb, &result);
  models = natter_model_cache_load_finish (fixture->cache, natter_test_async_wait (&result), &time,
                                           NULL);

  return models != NULL ? natter_test_facts_describe (models) : NULL;
}

static void
add (Fixture *fixture)
{
  natter_provider_list_set_cache (fixture->list, fixture->cache);
  natter_provider_list_add (fixture->list, fixture->provider);
}

static void
refresh (Fixture *fixture)
{
  natter_provider_refresh_models (fixture->provider, fixture->http, fixture->secrets, NULL);
}

static gboolean
is_ready (gpointer provider)
{
  return natter_provider_get_models_state (provider) == NATTER_MODELS_READY;
}

static gboolean
is_failed (gpointer provider)
{
  return natter_provider_get_models_state (provider) == NATTER_MODELS_FAILED;
}

static gboolean
is_loading (gpointer provider)
{
  return natter_provider_get_models_state (provider) == NATTER_MODELS_LOADING;
}

static void
assert_models (Fixture    *fixture,
               const char *expected)
{
  g_autofree char *found =
    natter_test_facts_describe (natter_provider_get_models (fixture->provider));

  g_assert_cmpstr (found, ==, expected);
}

/* Nothing is read before somebody looks, and looking asks no server. */
static void
test_recall (Fixture       *fixture,
             gconstpointer  data)
{
  gint64 time = now () - HOUR;
  g_autofree char *disk = NULL;

  leave (fixture, fixture->server->url, time);
  add (fixture);
  disk = read_disk (fixture);
  g_assert_cmpstr (disk, ==, "kept; ");
  g_assert_cmpint (natter_provider_get_models_time (fixture->provider), ==, 0);

  assert_models (fixture, "");
  natter_test_run_until (is_ready, fixture->provider);
  assert_models (fixture, "kept; ");
  g_assert_cmpint (natter_provider_get_models_time (fixture->provider), ==, time);
  g_assert_false (natter_provider_models_are_stale (fixture->provider));
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);
}

static void
test_keep (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *disk = NULL;

  add (fixture);
  refresh (fixture);
  natter_test_run_until (is_ready, fixture->provider);
  assert_models (fixture, "small; org/large; ");
  g_assert_cmpint (ABS (now () - natter_provider_get_models_time (fixture->provider)), <, MINUTE);

  /* what was entered by hand is the account's, not the server's */
  natter_provider_add_manual_model (fixture->provider, "by-hand");
  disk = read_disk (fixture);
  g_assert_cmpstr (disk, ==, "small; org/large; ");
}

/* A server that was found and asked before it was an account. */
static void
test_keep_what_is_there (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(GListStore) models = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(NatterModel) model = natter_model_new ("found", NULL);
  g_autofree char *disk = NULL;

  g_list_store_append (models, model);
  natter_provider_set_fetched_models (fixture->provider, G_LIST_MODEL (models));
  add (fixture);
  disk = read_disk (fixture);
  g_assert_cmpstr (disk, ==, "found; ");
}

static const struct
{
  const char *name;
  gint64      age;
  guint       n_requests;
} ages[] = {
  { "young", HOUR, 0 },
  { "almost a day", 24 * HOUR - MINUTE, 0 },
  { "more than a day", 24 * HOUR + MINUTE, 1 },
  { "from the future", -HOUR, 1 },
};

static void
test_refresh (Fixture       *fixture,
              gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);

  leave (fixture, fixture->server->url, now () - ages[i].age);
  add (fixture);
  refresh (fixture);
  refresh (fixture);
  if (ages[i].n_requests > 0)
    natter_test_run_until (is_loading, fixture->provider);
  natter_test_run_until (is_ready, fixture->provider);

  assert_models (fixture, ages[i].n_requests > 0 ? "small; org/large; " : "kept; ");
  g_assert_cmpuint (fixture->server->n_requests, ==, ages[i].n_requests);

  refresh (fixture);
  g_assert_true (is_ready (fixture->provider));
}

/* An old list will do where a new one costs money; none at all will not. */
static void
test_metered (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GNetworkMonitor) monitor = natter_test_network_new ();
  g_autoptr(NatterNetwork) network = natter_network_new (monitor);
  gint64 time = now () - 48 * HOUR;

  natter_http_set_network (fixture->http, network);
  natter_test_network_set_metered (monitor, TRUE);
  leave (fixture, fixture->server->url, time);
  add (fixture);
  refresh (fixture);
  natter_test_run_until (is_ready, fixture->provider);
  assert_models (fixture, "kept; ");
  g_assert_cmpuint (fixture->server->n_requests, ==, 0);

  natter_test_network_set_metered (monitor, FALSE);
  refresh (fixture);
  g_assert_true (is_loading (fixture->provider));
  natter_test_run_until (is_ready, fixture->provider);
  assert_models (fixture, "small; org/large; ");

  natter_test_network_set_metered (monitor, TRUE);
  natter_provider_set_base_url (fixture->provider, "http://127.0.0.1:1/v1");
  natter_provider_set_base_url (fixture->provider, fixture->server->url);
  refresh (fixture);
  natter_test_run_until (is_ready, fixture->provider);
  g_assert_cmpuint (fixture->server->n_requests, ==, 2);
}

/* The old list stays, with its age, and the failure is told. */
static void
test_refresh_fails (Fixture       *fixture,
                    gconstpointer  data)
{
  gint64 time = now () - 48 * HOUR;
  g_autofree char *disk = NULL;

  leave (fixture, fixture->server->url, time);
  add (fixture);
  fixture->server->status = 500;
  fixture->server->body = "{}";
  refresh (fixture);
  natter_test_run_until (is_failed, fixture->provider);

  assert_models (fixture, "kept; ");
  g_assert_nonnull (natter_provider_get_models_error (fixture->provider));
  g_assert_cmpint (natter_provider_get_models_time (fixture->provider), ==, time);
  g_assert_true (natter_provider_models_are_stale (fixture->provider));
  disk = read_disk (fixture);
  g_assert_cmpstr (disk, ==, "kept; ");
}

static void
test_other_address (Fixture       *fixture,
                    gconstpointer  data)
{
  leave (fixture, "https://example.com/v1", now () - HOUR);
  add (fixture);
  refresh (fixture);
  natter_test_run_until (is_ready, fixture->provider);
  assert_models (fixture, "small; org/large; ");
  g_assert_cmpuint (fixture->server->n_requests, ==, 1);
}

static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *path = dup_path (fixture);
  g_autofree char *disk = NULL;
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, "{\"version\":1,", -1, &error);
  g_assert_no_error (error);
  add (fixture);
  refresh (fixture);
  natter_test_run_until (is_ready, fixture->provider);
  assert_models (fixture, "small; org/large; ");
  g_assert_null (natter_provider_get_models_error (fixture->provider));
  disk = read_disk (fixture);
  g_assert_cmpstr (disk, ==, "small; org/large; ");
}

/* Another address is another server, also while the file is read. */
static void
test_address_changes (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autofree char *disk = NULL;

  leave (fixture, fixture->server->url, now () - HOUR);
  add (fixture);
  natter_provider_get_models (fixture->provider);
  natter_provider_set_base_url (fixture->provider, "https://example.com/v1");
  disk = read_disk (fixture);
  assert_models (fixture, "");
  g_assert_cmpint (natter_provider_get_models_state (fixture->provider), ==, NATTER_MODELS_UNKNOWN);
  g_assert_cmpint (natter_provider_get_models_time (fixture->provider), ==, 0);
  g_assert_null (disk);
}

static void
count_cb (guint *count)
{
  *count += 1;
}

static void
test_time_is_notified (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GListStore) models = g_list_store_new (NATTER_TYPE_MODEL);
  guint notified = 0;
  gint64 time = 0;

  g_signal_connect_swapped (fixture->provider, "notify::models-time", G_CALLBACK (count_cb),
                            &notified);
  natter_provider_set_fetched_models (fixture->provider, G_LIST_MODEL (models));
  g_object_get (fixture->provider, "models-time", &time, NULL);
  g_assert_cmpint (time, ==, natter_provider_get_models_time (fixture->provider));
  g_assert_cmpuint (notified, ==, 1);

  natter_provider_set_base_url (fixture->provider, "https://example.com/v1");
  g_assert_cmpint (natter_provider_get_models_time (fixture->provider), ==, 0);
  g_assert_cmpuint (notified, ==, 2);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  g_autofree char *disk = NULL;
  g_autofree char *again = NULL;

  leave (fixture, fixture->server->url, now () - 48 * HOUR);
  add (fixture);
  refresh (fixture);
  natter_provider_list_remove (fixture->list, fixture->provider);
  disk = read_disk (fixture);
  g_assert_null (disk);

  /* the answer that comes afterwards leaves nothing behind */
  natter_test_run_until (is_ready, fixture->provider);
  again = read_disk (fixture);
  g_assert_null (again);
}

/* --endpoint is for one run: nothing of it is on disk, nothing on disk is of it. */
static void
test_transient (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *disk = NULL;

  natter_provider_set_transient (fixture->provider, TRUE);
  add (fixture);
  refresh (fixture);
  natter_test_run_until (is_ready, fixture->provider);
  disk = read_disk (fixture);
  g_assert_null (disk);

  natter_provider_list_remove (fixture->list, fixture->provider);
}

/* Not even the administrator makes a folder below a file. */
static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autofree char *file = g_build_filename (fixture->folder, "file", NULL);
  g_autofree char *below = g_build_filename (file, "models", NULL);
  NatterModelCache *cache = natter_model_cache_new (below);
  g_autoptr(GError) error = NULL;

  g_file_set_contents (file, "x", -1, &error);
  g_assert_no_error (error);

  natter_provider_list_set_cache (fixture->list, cache);
  natter_provider_list_add (fixture->list, fixture->provider);
  refresh (fixture);
  natter_test_run_until (is_ready, fixture->provider);
  assert_models (fixture, "small; org/large; ");
  g_assert_null (natter_provider_get_models_error (fixture->provider));

  natter_provider_list_set_cache (fixture->list, NULL);
  assert_freed (cache);
  g_assert_no_errno (g_remove (file));
}

#define ADD(path, func) g_test_add ("/provider-cache/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  ADD ("recall", test_recall);
  ADD ("keep", test_keep);
  ADD ("keep-what-is-there", test_keep_what_is_there);
  for (i = 0; i < G_N_ELEMENTS (ages); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-cache/refresh/", ages[i].name, NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_refresh, tear_down);
    }
  ADD ("metered", test_metered);
  ADD ("refresh-fails", test_refresh_fails);
  ADD ("other-address", test_other_address);
  ADD ("broken", test_broken);
  ADD ("address-changes", test_address_changes);
  ADD ("time-is-notified", test_time_is_notified);
  ADD ("remove", test_remove);
  ADD ("transient", test_transient);
  ADD ("unwritable", test_unwritable);

  return g_test_run ();
}
