/* test-export-many.c: conversations become files in a folder: names, what is there already, what
 * can't be written, and what is given up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "natter-export-many.h"
#include "natter-json.h"
#include "natter-test-async.h"
#include "natter-test-schema.h"
#include "natter-test-talk.h"

typedef struct
{
  char      *folder;
  GPtrArray *conversations;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-export-XXXXXX", NULL);
  fixture->conversations = g_ptr_array_new_with_free_func (g_object_unref);
}

static void
add_talk (Fixture    *fixture,
          const char *title)
{
  NatterConversation *conversation = natter_conversation_new ();

  natter_test_talk_ask (conversation, title);
  natter_test_talk_answer (conversation, "hi", NATTER_END_COMPLETE);
  g_ptr_array_add (fixture->conversations, conversation);
}

static char *
dup_path (Fixture    *fixture,
          const char *name)
{
  return g_build_filename (fixture->folder, name, NULL);
}

static void
put (Fixture    *fixture,
     const char *name,
     const char *text)
{
  g_autofree char *path = dup_path (fixture, name);

  g_assert_true (g_file_set_contents (path, text, -1, NULL));
}

static void
assert_file (Fixture    *fixture,
             const char *name,
             const char *expected)
{
  g_autofree char *path = dup_path (fixture, name);
  g_autofree char *text = NULL;

  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_cmpstr (text, ==, expected);
}

static guint
count_files (Fixture *fixture)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  guint n = 0;

  while (g_dir_read_name (dir))
    n++;

  return n;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GDir) dir = g_dir_open (fixture->folder, 0, NULL);
  const char *name = NULL;

  while ((name = g_dir_read_name (dir)))
    {
      g_autofree char *path = dup_path (fixture, name);

      g_assert_no_errno (g_remove (path));
    }
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_ptr_array_unref (fixture->conversations);
}

static gboolean
run (NatterExportMany  *export,
     const char        *folder,
     GCancellable      *cancellable,
     GError           **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (folder);
  g_autoptr(GAsyncResult) result = NULL;

  natter_export_many_run_async (export, NATTER_EXPORT_TEXT, NULL, file, cancellable,
                                natter_test_async_cb, &result);

  return natter_export_many_run_finish (export, natter_test_async_wait (&result), error);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_names (Fixture       *fixture,
            gconstpointer  data)
{
  NatterExportMany *export = NULL;
  g_autoptr(GError) error = NULL;
  guint n_told = 0;

  put (fixture, "cats.txt", "mine");
  add_talk (fixture, "Cats");
  add_talk (fixture, "Dogs");
  add_talk (fixture, "dogs");
  add_talk (fixture, "a/b: c?");
  add_talk (fixture, "CATS");
  export = natter_export_many_new (fixture->conversations, NULL);
  g_signal_connect_swapped (export, "notify::n-done", G_CALLBACK (count_cb), &n_told);
  g_assert_true (run (export, fixture->folder, NULL, &error));
  g_assert_no_error (error);

  g_assert_cmpuint (n_told, ==, 5);
  g_assert_cmpuint (natter_export_many_get_n_done (export), ==, 5);
  g_assert_cmpuint (natter_export_many_get_n_failed (export), ==, 0);
  g_assert_null (natter_export_many_get_failure (export));
  g_assert_cmpuint (count_files (fixture), ==, 6);
  assert_file (fixture, "cats.txt", "mine");
  assert_file (fixture, "Cats (2).txt", "You: Cats\nLLM: hi");
  assert_file (fixture, "CATS (3).txt", "You: CATS\nLLM: hi");
  assert_file (fixture, "Dogs.txt", "You: Dogs\nLLM: hi");
  assert_file (fixture, "dogs (2).txt", "You: dogs\nLLM: hi");
  assert_file (fixture, "a-b- c.txt", "You: a/b: c?\nLLM: hi");
  g_assert_finalize_object (export);
}

static void
cancel_cb (GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gboolean
run_file (NatterExportMany  *export,
          const char        *path,
          GCancellable      *cancellable,
          GError           **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  natter_export_many_run_file_async (export, NULL, file, cancellable, natter_test_async_cb,
                                     &result);

  return natter_export_many_run_finish (export, natter_test_async_wait (&result), error);
}

static void
test_one_file (Fixture       *fixture,
               gconstpointer  data)
{
  NatterExportMany *export = NULL;
  g_autofree char *path = dup_path (fixture, "all.json");
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GError) error = NULL;
  JsonArray *array = NULL;
  gsize length = 0;

  put (fixture, "all.json", "old");
  add_talk (fixture, "Cats");
  add_talk (fixture, "Dogs");
  export = natter_export_many_new (fixture->conversations, NULL);
  g_assert_true (run_file (export, path, NULL, &error));
  g_assert_no_error (error);

  g_assert_true (g_file_get_contents (path, &text, &length, NULL));
  node = natter_json_parse (text, length, &error);
  g_assert_no_error (error);
  natter_test_schema_check (node);
  array = natter_json_get_array (natter_json_as_object (node), "conversations");
  g_assert_cmpuint (json_array_get_length (array), ==, 2);
  g_assert_cmpstr (natter_json_get_string (json_array_get_object_element (array, 1), "title"), ==,
                   "Dogs");
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_finalize_object (export);
}

/* In the middle: what was there is there again, and nothing else. */
static void
test_one_file_cancelled (Fixture       *fixture,
                         gconstpointer  data)
{
  NatterExportMany *export = NULL;
  g_autofree char *path = dup_path (fixture, "all.json");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  put (fixture, "all.json", "old");
  add_talk (fixture, "Cats");
  add_talk (fixture, "Dogs");
  export = natter_export_many_new (fixture->conversations, NULL);
  g_signal_connect_swapped (export, "notify::n-done", G_CALLBACK (cancel_cb), cancellable);
  g_assert_false (run_file (export, path, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_file (fixture, "all.json", "old");
  g_assert_cmpuint (count_files (fixture), ==, 1);
  g_assert_finalize_object (export);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  NatterExportMany *export = NULL;
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  add_talk (fixture, "one");
  add_talk (fixture, "two");
  export = natter_export_many_new (fixture->conversations, NULL);
  g_signal_connect_swapped (export, "notify::n-done", G_CALLBACK (cancel_cb), cancellable);
  g_assert_false (run (export, fixture->folder, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_assert_cmpuint (count_files (fixture), ==, 1);
  assert_file (fixture, "one.txt", "You: one\nLLM: hi");
  g_assert_finalize_object (export);
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  NatterExportMany *export = NULL;
  g_autofree char *nowhere = dup_path (fixture, "nowhere");
  g_autoptr(GError) error = NULL;

  add_talk (fixture, "one");
  export = natter_export_many_new (fixture->conversations, NULL);
  g_assert_false (run (export, nowhere, NULL, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND);
  g_assert_finalize_object (export);
}

/* Taken away while it is written to. */
static void
remove_cb (Fixture *fixture)
{
  g_autofree char *path = dup_path (fixture, "one.txt");

  g_remove (path);
  g_rmdir (fixture->folder);
}

static void
test_failure (Fixture       *fixture,
              gconstpointer  data)
{
  NatterExportMany *export = NULL;
  g_autoptr(GError) error = NULL;
  gulong id = 0;

  add_talk (fixture, "one");
  add_talk (fixture, "two");
  add_talk (fixture, "three");
  export = natter_export_many_new (fixture->conversations, NULL);
  id = g_signal_connect_swapped (export, "notify::n-done", G_CALLBACK (remove_cb), fixture);
  g_assert_true (run (export, fixture->folder, NULL, &error));
  g_assert_no_error (error);
  g_signal_handler_disconnect (export, id);
  g_assert_cmpuint (natter_export_many_get_n_failed (export), ==, 2);
  g_assert_nonnull (natter_export_many_get_failure (export));
  g_assert_nonnull (strstr (natter_export_many_get_failure (export)->message, "two.txt"));
  g_assert_finalize_object (export);
  g_assert_no_errno (g_mkdir (fixture->folder, 0700));
}

static void
test_none (Fixture       *fixture,
           gconstpointer  data)
{
  NatterExportMany *export = natter_export_many_new (fixture->conversations, NULL);

  g_assert_true (run (export, fixture->folder, NULL, NULL));
  g_assert_cmpuint (count_files (fixture), ==, 0);
  g_assert_finalize_object (export);
}

static void
add (const char *path,
     void      (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/export-many/names", test_names);
  add ("/export-many/cancelled", test_cancelled);
  add ("/export-many/no-folder", test_no_folder);
  add ("/export-many/failure", test_failure);
  add ("/export-many/none", test_none);
  add ("/export-many/one-file", test_one_file);
  add ("/export-many/one-file-cancelled", test_one_file_cancelled);

  return g_test_run ();
}
