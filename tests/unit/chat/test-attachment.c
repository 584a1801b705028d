/* test-attachment.c: an attachment that is stored has its bytes loaded when they are needed, and a
 * snapshot of a message stays as the message was.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "natter-error.h"
#include "natter-message.h"
#include "natter-store-error.h"
#include "natter-test-async.h"

typedef struct
{
  char        *folder;
  NatterBlobs *blobs;
  char        *blob;
  char        *path;   /* of the blob's file */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("picture", 7);
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("natter-attachment-XXXXXX", NULL);
  fixture->blobs = natter_blobs_new (fixture->folder);
  fixture->blob = natter_blobs_store (fixture->blobs, bytes, &error);
  g_assert_no_error (error);
  fixture->path = g_strdup_printf ("%s/%.2s/%s", fixture->folder, fixture->blob,
                                   fixture->blob + 2);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *inner = g_path_get_dirname (fixture->path);

  g_unlink (fixture->path);
  g_rmdir (inner);
  g_rmdir (fixture->folder);
  natter_blobs_unref (fixture->blobs);
  g_free (fixture->folder);
  g_free (fixture->blob);
  g_free (fixture->path);
}

static NatterAttachment *
new_stored (Fixture *fixture)
{
  return natter_attachment_new_stored ("image/PNG", "a.png", 7, fixture->blobs, fixture->blob);
}

static void
test_stored (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(NatterAttachment) attachment = new_stored (fixture);
  g_autoptr(NatterAttachment) loaded = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *url = NULL;

  g_assert_null (natter_attachment_get_data (attachment));
  g_assert_cmpuint (natter_attachment_get_size (attachment), ==, 7);
  g_assert_cmpstr (natter_attachment_get_blob (attachment), ==, fixture->blob);

  natter_attachment_load_async (attachment, NULL, natter_test_async_cb, &result);
  bytes = natter_attachment_load_finish (natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_cmpmem (g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes), "picture", 7);
  /* it keeps nothing of them */
  g_assert_null (natter_attachment_get_data (attachment));

  loaded = natter_attachment_dup_loaded (attachment, &error);
  g_assert_no_error (error);
  url = natter_attachment_dup_data_url (loaded);
  g_assert_cmpstr (url, ==, "data:image/png;base64,cGljdHVyZQ==");
  g_assert_cmpstr (natter_attachment_get_name (loaded), ==, "a.png");
  g_assert_null (natter_attachment_get_blob (loaded));
}

static void
test_at_hand (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("abc", 3);
  g_autoptr(NatterAttachment) attachment = natter_attachment_new ("text/plain", NULL, bytes);
  g_autoptr(NatterAttachment) loaded = natter_attachment_dup_loaded (attachment, NULL);
  g_autoptr(GBytes) same = natter_attachment_load (attachment, NULL);

  g_assert_true (same == bytes);
  g_assert_true (loaded == attachment);
  g_assert_cmpuint (natter_attachment_get_size (attachment), ==, 3);
  g_assert_null (natter_attachment_get_blob (attachment));
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterAttachment) attachment = new_stored (fixture);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "pictura", 7, NULL));
  natter_attachment_load_async (attachment, NULL, natter_test_async_cb, &result);
  g_assert_null (natter_attachment_load_finish (natter_test_async_wait (&result), &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(NatterAttachment) attachment = new_stored (fixture);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_attachment_load_async (attachment, cancellable, natter_test_async_cb, &result);
  g_cancellable_cancel (cancellable);
  g_assert_null (natter_attachment_load_finish (natter_test_async_wait (&result), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_snapshot_is_loaded (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "what is it?");
  g_autoptr(NatterAttachment) attachment = new_stored (fixture);
  g_autoptr(NatterMessage) snapshot = NULL;
  g_autoptr(NatterMessage) loaded = NULL;
  g_autoptr(NatterMessage) again = NULL;
  g_autoptr(GError) error = NULL;

  natter_message_add_attachment (message, attachment);
  snapshot = natter_message_dup_snapshot (message);
  loaded = natter_message_dup_loaded (snapshot, &error);
  g_assert_no_error (error);
  g_assert_true (loaded != snapshot);
  g_assert_nonnull (natter_attachment_get_data (
    g_ptr_array_index (natter_message_get_attachments (loaded), 0)));
  g_assert_cmpstr (natter_message_get_text (loaded), ==, "what is it?");
  again = natter_message_dup_loaded (loaded, &error);
  g_assert_true (again == loaded);

  /* the message itself still has them where they are stored */
  g_assert_cmpuint (natter_message_get_attachments (message)->len, ==, 1);
  g_assert_true (g_ptr_array_index (natter_message_get_attachments (message), 0) == attachment);

  g_clear_object (&loaded);
  g_unlink (fixture->path);
  loaded = natter_message_dup_loaded (snapshot, &error);
  g_assert_null (loaded);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_FAILED);
  g_assert_nonnull (strstr (error->message, "a.png"));
}

static void
append (NatterMessage   *message,
        NatterDeltaKind  kind,
        const char      *text)
{
  natter_message_append (message, &(NatterDelta) { .kind = kind, .text = text,
                                                   .length = strlen (text), .name = "test",
                                                   .id = "https://a.example" });
}

static void
test_snapshot_stays (void)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_ASSISTANT, "one");
  g_autoptr(NatterMessage) snapshot = NULL;
  g_autoptr(NatterMessage) same = NULL;
  g_autoptr(NatterMessage) copy = NULL;

  natter_message_set_model (message, "m");
  append (message, NATTER_DELTA_CARRY, "{}");
  snapshot = natter_message_dup_snapshot (message);
  same = natter_message_dup_snapshot (snapshot);
  copy = natter_message_copy (message);

  /* nothing is copied before it has to be */
  g_assert_true (same == snapshot);
  g_assert_true (natter_message_get_text (snapshot) == natter_message_get_text (message));
  g_assert_true (natter_message_get_text (copy) == natter_message_get_text (message));

  append (message, NATTER_DELTA_TEXT, " two");
  append (message, NATTER_DELTA_REFUSAL, "no");
  append (message, NATTER_DELTA_REASONING, "hm");
  append (message, NATTER_DELTA_TOOL_CALL, "{}");
  append (message, NATTER_DELTA_CITATION, "");
  g_assert_cmpstr (natter_message_get_text (message), ==, "one two");
  natter_message_set_model (message, "n");
  natter_message_set_text (message, "three");
  g_assert_cmpuint (natter_message_get_carries (message)->len, ==, 0);

  g_assert_cmpstr (natter_message_get_text (snapshot), ==, "one");
  g_assert_cmpint (natter_message_get_role (snapshot), ==, NATTER_ROLE_ASSISTANT);
  g_assert_cmpstr (natter_message_get_model (snapshot), ==, "m");
  g_assert_cmpstr (natter_message_get_refusal (snapshot), ==, "");
  g_assert_cmpstr (natter_message_get_reasoning (snapshot), ==, "");
  g_assert_cmpuint (natter_message_get_tool_calls (snapshot)->len, ==, 0);
  g_assert_cmpuint (natter_message_get_citations (snapshot)->len, ==, 0);
  g_assert_cmpuint (natter_message_get_carries (snapshot)->len, ==, 1);

  /* a copy goes its own way */
  append (copy, NATTER_DELTA_TEXT, " more");
  g_assert_cmpstr (natter_message_get_text (copy), ==, "one more");
  g_assert_cmpstr (natter_message_get_text (message), ==, "three");
  g_assert_cmpstr (natter_message_get_text (snapshot), ==, "one");
}

static gpointer
count_words (gpointer data)
{
  const char *text = natter_message_get_text (data);
  gsize n = 0;

  for (const char *p = text; *p; p++)
    n += *p == ' ';

  return GSIZE_TO_POINTER (n);
}

/* One thread reads what it was given while the answer grows on. */
static void
test_snapshot_on_a_thread (void)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_ASSISTANT, "");
  gsize n = 0;

  for (guint i = 0; i < 1000; i++)
    append (message, NATTER_DELTA_TEXT, "word ");
  for (guint i = 0; i < 20; i++)
    {
      NatterMessage *snapshot = natter_message_dup_snapshot (message);
      GThread *thread = g_thread_new ("reader", count_words, snapshot);

      for (guint j = 0; j < 50; j++)
        append (message, NATTER_DELTA_TEXT, "word ");
      n = GPOINTER_TO_SIZE (g_thread_join (thread));
      g_assert_cmpuint (n, ==, 1000 + 50 * i);
      g_object_unref (snapshot);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/attachment/stored", Fixture, NULL, set_up, test_stored, tear_down);
  g_test_add_func ("/attachment/at-hand", test_at_hand);
  g_test_add ("/attachment/damaged", Fixture, NULL, set_up, test_damaged, tear_down);
  g_test_add ("/attachment/cancelled", Fixture, NULL, set_up, test_cancelled, tear_down);
  g_test_add ("/snapshot/is-loaded", Fixture, NULL, set_up, test_snapshot_is_loaded, tear_down);
  g_test_add_func ("/snapshot/stays", test_snapshot_stays);
  g_test_add_func ("/snapshot/on-a-thread", test_snapshot_on_a_thread);

  return g_test_run ();
}
