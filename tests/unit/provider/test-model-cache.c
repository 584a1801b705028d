/* test-model-cache.c: lists of models on disk: written, read, broken, removed, nowhere to write.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-model-cache.h"
#include "natter-test-async.h"
#include "natter-test-facts.h"

#define URL "https://example.com/v1"
#define TIME G_GINT64_CONSTANT (1780000000123)

typedef struct
{
  char             *root;
  char             *folder;   /* in it, made by storing */
  char             *path;     /* of the list of "one" */
  NatterModelCache *cache;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->root = g_dir_make_tmp ("natter-cache-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->folder = g_build_filename (fixture->root, "models", NULL);
  fixture->path = g_build_filename (fixture->folder, "one.json", NULL);
  fixture->cache = natter_model_cache_new (fixture->folder);
}

static gboolean
is_gone (gpointer data)
{
  return *(gpointer *) data == NULL;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  gpointer cache = fixture->cache;

  /* the worker lets go of its task a moment after the answer */
  g_object_add_weak_pointer (cache, &cache);
  g_object_unref (fixture->cache);
  natter_test_run_until (is_gone, &cache);

  g_remove (fixture->path);
  g_rmdir (fixture->folder);
  g_assert_no_errno (g_rmdir (fixture->root));
  g_free (fixture->root);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static GListModel *
list_new (const char *id)
{
  NatterModelFacts facts = { .context_length = 8192 };
  GListStore *models = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(NatterModel) model = natter_model_new_with_facts (id, NULL, &facts);

  g_list_store_append (models, model);

  return G_LIST_MODEL (models);
}

static gboolean
store (Fixture     *fixture,
       const char  *id,
       GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) models = list_new (id);

  natter_model_cache_store_async (fixture->cache, "one", URL, models, TIME, NULL,
                                  natter_test_async_cb, &result);
  g_assert_null (result);

  return natter_model_cache_store_finish (fixture->cache, natter_test_async_wait (&result), error);
}

static char *
load (Fixture     *fixture,
      const char  *base_url,
      GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GListModel) models = NULL;
  gint64 time = 0;

  natter_model_cache_load_async (fixture->cache, "one", base_url, NULL, natter_test_async_cb,
                                 &result);
  g_assert_null (result);
  models = natter_model_cache_load_finish (fixture->cache, natter_test_async_wait (&result), &time,
                                           error);
  if (models == NULL)
    return NULL;

  g_assert_cmpint (time, ==, TIME);

  return natter_test_facts_describe (models);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *first = NULL;
  g_autofree char *second = NULL;

  store (fixture, "a", &error);
  g_assert_no_error (error);
  first = load (fixture, URL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first, ==, "a c=8192; ");

  store (fixture, "b", &error);
  g_assert_no_error (error);
  second = load (fixture, URL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (second, ==, "b c=8192; ");
}

static void
test_modes (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  store (fixture, "a", &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_stat (fixture->path, &status));
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
  g_assert_no_errno (g_stat (fixture->folder, &status));
  g_assert_cmphex (status.st_mode & 0777, ==, 0700);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (load (fixture, URL, &error));
  g_assert_error (error, G_FILE_ERROR, G_FILE_ERROR_NOENT);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));
}

static void
test_other_address (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  store (fixture, "a", &error);
  g_assert_no_error (error);
  g_assert_null (load (fixture, "https://example.org/v1", &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
}

static void
test_broken (Fixture       *fixture,
             gconstpointer  data)
{
  static const char *const texts[] = { "", "{\"version\":1,\"models\":[{\"id\":", "\001\002" };
  gsize i;

  g_assert_no_errno (g_mkdir (fixture->folder, 0700));
  for (i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *found = NULL;

      g_file_set_contents (fixture->path, texts[i], -1, &error);
      g_assert_no_error (error);
      g_assert_null (load (fixture, URL, &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA);
      g_clear_error (&error);

      /* and is written over */
      store (fixture, "a", &error);
      g_assert_no_error (error);
      found = load (fixture, URL, &error);
      g_assert_no_error (error);
    }
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  guint i;

  for (i = 0; i < 2; i++)
    {
      g_autoptr(GAsyncResult) stored = NULL;
      g_autoptr(GAsyncResult) removed = NULL;
      g_autoptr(GListModel) models = list_new ("a");
      g_autoptr(GError) error = NULL;

      /* in the order of asking, though neither is waited for */
      natter_model_cache_store_async (fixture->cache, "one", URL, models, TIME, NULL,
                                      natter_test_async_cb, &stored);
      natter_model_cache_remove_async (fixture->cache, "one", NULL, natter_test_async_cb, &removed);
      natter_model_cache_remove_finish (fixture->cache, natter_test_async_wait (&removed), &error);
      g_assert_no_error (error);
      natter_model_cache_store_finish (fixture->cache, natter_test_async_wait (&stored), &error);
      g_assert_no_error (error);
      g_assert_false (g_file_test (fixture->path, G_FILE_TEST_EXISTS));
    }
}

/* A list that is not there is removed. */
static void
test_remove_nothing (Fixture       *fixture,
                     gconstpointer  data)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_model_cache_remove_async (fixture->cache, "one", NULL, natter_test_async_cb, &result);
  natter_model_cache_remove_finish (fixture->cache, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
}

/* Not even the administrator makes a folder below a file. */
static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (fixture->folder, "x", -1, &error);
  g_assert_no_error (error);
  g_assert_false (store (fixture, "a", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);
  g_assert_null (load (fixture, URL, &error));
  g_assert_nonnull (error);
  g_assert_no_errno (g_remove (fixture->folder));
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  gint64 time = 0;

  g_cancellable_cancel (cancellable);
  natter_model_cache_load_async (fixture->cache, "one", URL, cancellable, natter_test_async_cb,
                                 &result);
  g_assert_null (natter_model_cache_load_finish (fixture->cache, natter_test_async_wait (&result),
                                                 &time, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add ("/model-cache/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("modes", test_modes);
  ADD ("nothing", test_nothing);
  ADD ("other-address", test_other_address);
  ADD ("broken", test_broken);
  ADD ("remove", test_remove);
  ADD ("remove-nothing", test_remove_nothing);
  ADD ("unwritable", test_unwritable);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
