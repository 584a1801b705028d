/* test-export-write.c: a file that is whole or as it was, and a failure in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <signal.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <unistd.h>

#include "natter-export.h"
#include "natter-test-async.h"
#include "natter-test-talk.h"

#define OLD "You: old\nLLM: old"
#define NEW "You: hello\nLLM: hi"

typedef struct
{
  NatterConversation *conversation;
  char               *folder;
  char               *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->conversation = natter_conversation_new ();
  natter_test_talk_ask (fixture->conversation, "hello");
  natter_test_talk_answer (fixture->conversation, "hi", NATTER_END_COMPLETE);
  fixture->folder = g_dir_make_tmp ("natter-export-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "talk.txt", NULL);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  return names;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) names = list_files (fixture->folder);
  guint i;

  for (i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, g_ptr_array_index (names, i),
                                                NULL);

      g_assert_no_errno (g_remove (path));
    }
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->path);
  g_assert_finalize_object (fixture->conversation);
}

static gboolean
write_to (Fixture     *fixture,
          const char  *path,
          GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  natter_export_write_async (fixture->conversation, NULL, NATTER_EXPORT_TEXT, NULL, file, NULL,
                             natter_test_async_cb, &result);
  g_assert_null (result);

  return natter_export_write_finish (natter_test_async_wait (&result), error);
}

static void
put (const char *path,
     const char *text)
{
  g_autoptr(GError) error = NULL;

  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);
}

static void
assert_contents (const char *path,
                 const char *expected)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (text, ==, expected);
}

static void
assert_n_files (Fixture *fixture,
                guint    expected)
{
  g_autoptr(GPtrArray) names = list_files (fixture->folder);

  g_assert_cmpuint (names->len, ==, expected);
}

static void
test_new_file (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (write_to (fixture, fixture->path, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, NEW);
  assert_n_files (fixture, 1);
}

static void
test_replace (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  put (fixture->path, OLD);
  g_assert_no_errno (g_chmod (fixture->path, 0600));
  g_assert_true (write_to (fixture, fixture->path, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, NEW);
  assert_n_files (fixture, 1);

  /* What nobody else could read stays so. */
  g_assert_no_errno (g_stat (fixture->path, &status));
  g_assert_cmphex (status.st_mode & 0777, ==, 0600);
}

static void
test_link (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *link = g_build_filename (fixture->folder, "link.txt", NULL);
  g_autoptr(GError) error = NULL;

  put (fixture->path, OLD);
  g_assert_no_errno (symlink (fixture->path, link));
  g_assert_true (write_to (fixture, link, &error));
  g_assert_no_error (error);
  assert_contents (fixture->path, NEW);
  g_assert_true (g_file_test (link, G_FILE_TEST_IS_SYMLINK));
}

/* The text is that of the moment when it was asked for. */
static void
test_snapshot (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_export_write_async (fixture->conversation, NULL, NATTER_EXPORT_TEXT, NULL, file, NULL,
                             natter_test_async_cb, &result);
  natter_test_talk_ask (fixture->conversation, "later");
  natter_export_write_finish (natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  assert_contents (fixture->path, NEW);
}

static void
assert_failed (const GError *error,
               const char   *name)
{
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, name));
  g_assert_nonnull (strstr (error->message, "could not be saved: "));
}

static void
test_no_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "missing", "talk.txt", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_false (write_to (fixture, path, &error));
  assert_failed (error, "talk.txt");
  g_assert_nonnull (strstr (error->message, "Save it in another folder."));
}

static void
test_is_folder (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_no_errno (g_mkdir (fixture->path, 0700));
  g_assert_false (write_to (fixture, fixture->path, &error));
  assert_failed (error, "talk.txt");
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));
}

/* The device that is always full is also not to be replaced by a file. */
static void
test_device (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  GStatBuf status;

  if (g_stat ("/dev/full", &status) != 0)
    {
      g_test_skip ("There is no /dev/full");
      return;
    }

  g_assert_false (write_to (fixture, "/dev/full", &error));
  assert_failed (error, "full");
  g_assert_no_errno (g_stat ("/dev/full", &status));
  g_assert_true (S_ISCHR (status.st_mode));
}

/* A limit of the process stands for a disk that is full in the middle of a long text. */
static void
fill_disk (struct rlimit *before)
{
  struct rlimit small;

  g_assert_no_errno (getrlimit (RLIMIT_FSIZE, before));
  small = *before;
  small.rlim_cur = 64 * 1024;
  signal (SIGXFSZ, SIG_IGN);
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, &small));
}

static void
make_room (const struct rlimit *before)
{
  g_assert_no_errno (setrlimit (RLIMIT_FSIZE, before));
  signal (SIGXFSZ, SIG_DFL);
}

/* What is not there yet is not there half. */
static void
test_disk_full_new (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *long_text = g_strnfill (1024 * 1024, 'x');
  g_autoptr(GError) error = NULL;
  struct rlimit before;

  natter_test_talk_answer (fixture->conversation, long_text, NATTER_END_COMPLETE);
  fill_disk (&before);
  g_assert_false (write_to (fixture, fixture->path, &error));
  make_room (&before);

  assert_failed (error, "talk.txt");
  assert_n_files (fixture, 0);
}

static void
test_disk_full (Fixture       *fixture,
                gconstpointer  data)
{
  g_autofree char *long_text = g_strnfill (1024 * 1024, 'x');
  g_autoptr(GError) error = NULL;
  struct rlimit before;

  put (fixture->path, OLD);
  natter_test_talk_answer (fixture->conversation, long_text, NATTER_END_COMPLETE);

  fill_disk (&before);
  g_assert_false (write_to (fixture, fixture->path, &error));
  make_room (&before);

  assert_failed (error, "talk.txt");
  assert_contents (fixture->path, OLD);
  assert_n_files (fixture, 1);
}

/* In a folder that takes no new file the old one could only be written over: it is left alone. */
static void
test_read_only_folder (Fixture       *fixture,
                       gconstpointer  data)
{
  gboolean is_root = geteuid () == 0;
  g_autoptr(GError) error = NULL;
  gboolean written;

  put (fixture->path, OLD);
  g_assert_no_errno (g_chmod (fixture->path, 0666));
  g_assert_no_errno (g_chmod (fixture->folder, 0555));

  /* Nothing is read-only for root. */
  if (is_root && seteuid (65534) != 0)
    {
      g_assert_no_errno (g_chmod (fixture->folder, 0755));
      g_test_skip ("Runs as root and can't become another user");
      return;
    }

  written = write_to (fixture, fixture->path, &error);
  if (is_root)
    g_assert_no_errno (seteuid (0));
  g_assert_no_errno (g_chmod (fixture->folder, 0755));

  g_assert_false (written);
  assert_failed (error, "talk.txt");
  g_assert_nonnull (strstr (error->message, "Save it in another folder."));
  assert_contents (fixture->path, OLD);
  assert_n_files (fixture, 1);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  put (fixture->path, OLD);
  g_cancellable_cancel (cancellable);
  natter_export_write_async (fixture->conversation, NULL, NATTER_EXPORT_TEXT, NULL, file,
                             cancellable, natter_test_async_cb, &result);
  g_assert_false (natter_export_write_finish (natter_test_async_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  assert_contents (fixture->path, OLD);
}

static void
add_picture (Fixture *fixture)
{
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "Look");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\211PNG", 4);
  g_autoptr(NatterAttachment) first = natter_attachment_new ("image/png", "../a cat.png", bytes);
  g_autoptr(NatterAttachment) second = natter_attachment_new ("image/png", "../a cat.png", bytes);

  natter_message_add_attachment (question, first);
  natter_message_add_attachment (question, second);
  natter_conversation_append (fixture->conversation, question);
}

static gboolean
write_markdown (Fixture     *fixture,
                const char  *path,
                GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GAsyncResult) result = NULL;

  natter_export_write_async (fixture->conversation, NULL, NATTER_EXPORT_MARKDOWN, NULL, file, NULL,
                             natter_test_async_cb, &result);

  return natter_export_write_finish (natter_test_async_wait (&result), error);
}

static void
remove_folder (Fixture    *fixture,
               const char *name)
{
  g_autofree char *folder = g_build_filename (fixture->folder, name, NULL);
  g_autoptr(GPtrArray) names = list_files (folder);

  for (guint i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (folder, g_ptr_array_index (names, i), NULL);

      g_assert_no_errno (g_remove (path));
    }
  g_assert_no_errno (g_rmdir (folder));
}

/* Markdown has them beside it: never in the place of what is there, never elsewhere. */
static void
test_attachments (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "talk.md", NULL);
  g_autofree char *taken = g_build_filename (fixture->folder, "talk files", NULL);
  g_autofree char *cat = g_build_filename (fixture->folder, "talk files 2", "-a cat.png", NULL);
  g_autofree char *again = g_build_filename (fixture->folder, "talk files 2", "-a cat (2).png",
                                             NULL);
  g_autofree char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_no_errno (g_mkdir (taken, 0755));
  add_picture (fixture);
  g_assert_true (write_markdown (fixture, path, &error));
  g_assert_no_error (error);
  g_assert_true (g_file_get_contents (path, &text, NULL, NULL));
  g_assert_nonnull (strstr (text, "![../a cat.png](<talk%20files%202/-a%20cat.png>)"));
  g_assert_nonnull (strstr (text, "![../a cat.png](<talk%20files%202/-a%20cat%20%282%29.png>)"));
  assert_contents (cat, "\211PNG");
  assert_contents (again, "\211PNG");
  remove_folder (fixture, "talk files 2");
  g_assert_no_errno (g_rmdir (taken));
}

/* What can't be written to its end leaves nothing beside it. */
static void
test_attachments_taken_back (Fixture       *fixture,
                             gconstpointer  data)
{
  g_autofree char *path = g_build_filename (fixture->folder, "talk.md", NULL);
  g_autofree char *long_text = g_strnfill (1024 * 1024, 'x');
  g_autoptr(GError) error = NULL;
  struct rlimit before;

  add_picture (fixture);
  natter_test_talk_answer (fixture->conversation, long_text, NATTER_END_COMPLETE);
  fill_disk (&before);
  g_assert_false (write_markdown (fixture, path, &error));
  make_room (&before);

  assert_failed (error, "talk.md");
  assert_n_files (fixture, 0);
}

#define ADD(path, func) \
  g_test_add ("/export-write/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("new-file", test_new_file);
  ADD ("replace", test_replace);
  ADD ("link", test_link);
  ADD ("snapshot", test_snapshot);
  ADD ("no-folder", test_no_folder);
  ADD ("is-folder", test_is_folder);
  ADD ("device", test_device);
  ADD ("disk-full", test_disk_full);
  ADD ("read-only-folder", test_read_only_folder);
  ADD ("cancelled", test_cancelled);
  ADD ("disk-full-new", test_disk_full_new);
  ADD ("attachments", test_attachments);
  ADD ("attachments-taken-back", test_attachments_taken_back);

  return g_test_run ();
}
