/* backup-run.h: backups and restores of a store, made one at a time. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gstdio.h>

#include "natter-backup-make.h"
#include "natter-restore.h"
#include "store-run.h"

G_BEGIN_DECLS

#define PLENTY (G_GINT64_CONSTANT (1) << 40)

static inline NatterBackupOutcome *
backup_run_try (StoreRun  *run,
                gint64     limit,
                gboolean   only_when_due,
                GError   **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_backup_make_async (run->store, limit, only_when_due, NULL, NULL, natter_test_async_cb,
                            &result);

  return natter_backup_finish (run->store, natter_test_async_wait (&result), error);
}

static inline NatterBackupOutcome *
backup_run_make (StoreRun *run,
                 gint64    limit)
{
  g_autoptr(GError) error = NULL;
  NatterBackupOutcome *outcome = backup_run_try (run, limit, FALSE, &error);

  g_assert_no_error (error);
  g_assert_true (outcome->made);

  return outcome;
}

static inline NatterBackupOutcome *
backup_run_list (StoreRun *run)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  NatterBackupOutcome *outcome = NULL;

  natter_backup_list_async (run->store, NULL, natter_test_async_cb, &result);
  outcome = natter_backup_finish (run->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_false (outcome->made);

  return outcome;
}

static inline const NatterBackup *
backup_run_get (NatterBackupOutcome *outcome,
                guint                i)
{
  g_assert_cmpuint (i, <, outcome->backups->len);

  return g_ptr_array_index (outcome->backups, i);
}

/* Returns: where the one file is */
static inline char *
backup_run_save (StoreRun *run)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterBackupOutcome) outcome = NULL;
  char *path = g_build_filename (run->root, "mine.natter-backup", NULL);

  natter_backup_save_async (run->store, path, NULL, NULL, natter_test_async_cb, &result);
  outcome = natter_backup_finish (run->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_true (outcome->made);
  g_assert_cmpuint (outcome->n_missing, ==, 0);

  return path;
}

static inline NatterRestoreReport *
backup_run_try_restore (StoreRun    *run,
                        const char  *path,
                        GError     **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_restore_async (run->store, path, NULL, NULL, natter_test_async_cb, &result);

  return natter_restore_finish (run->store, natter_test_async_wait (&result), error);
}

static inline NatterRestoreReport *
backup_run_restore (StoreRun   *run,
                    const char *path)
{
  g_autoptr(GError) error = NULL;
  NatterRestoreReport *report = backup_run_try_restore (run, path, &error);

  g_assert_no_error (error);
  store_run_assert_whole (run);

  return report;
}

static inline void
backup_run_assert_nothing_added (const NatterRestoreReport *report)
{
  g_assert_cmpuint (report->n_folders, ==, 0);
  g_assert_cmpuint (report->n_conversations, ==, 0);
  g_assert_cmpuint (report->n_messages, ==, 0);
  g_assert_cmpuint (report->n_edits, ==, 0);
  g_assert_cmpuint (report->n_drafts, ==, 0);
  g_assert_cmpuint (report->n_attachments, ==, 0);
}

/* "f", an attachment of a question in the conversation "c". */
static inline void
backup_run_put_attachment (StoreRun   *run,
                           const char *id,
                           const char *content)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(GBytes) data = g_bytes_new (content, strlen (content));
  g_autoptr(NatterStoredMessage) message = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new (&(NatterStoredPart) {
    .kind = NATTER_PART_FILE, .name = "notes.txt", .mime_type = "text/plain", .data = data,
    .size = (gint64) g_bytes_get_size (data),
  }));
  message = natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT,
    .id = id, .conversation_id = "c", .role = "user", .time = 1780000000123, .parts = parts,
  });
  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);
}

static inline char *
backup_run_make_blob_path (const char *folder,
                           const char *content)
{
  g_autofree char *name = g_compute_checksum_for_string (G_CHECKSUM_SHA256, content, -1);
  g_autofree char *prefix = g_strndup (name, 2);

  return g_build_filename (folder, "blobs", prefix, name + 2, NULL);
}

/* Conversations "c0", "c1", …, with messages "c0-m00", "c0-m01", … that follow each other. */
static inline void
backup_run_put_many (StoreRun *run,
                     guint     n_talks,
                     guint     n_messages,
                     gsize     filler_length)
{
  g_autofree char *filler = g_strnfill (filler_length, '.');

  for (guint i = 0; i < n_talks; i++)
    {
      g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
      g_autofree char *talk = g_strdup_printf ("c%u", i);
      g_autoptr(NatterStoredConversation) conversation = store_run_conversation (talk, talk);

      natter_store_batch_put_conversation (batch, conversation);
      for (guint j = 0; j < n_messages; j++)
        {
          g_autofree char *id = g_strdup_printf ("%s-m%02u", talk, j);
          g_autofree char *parent = j ? g_strdup_printf ("%s-m%02u", talk, j - 1) : NULL;
          g_autofree char *text = g_strdup_printf ("word%u %s", i * n_messages + j, filler);
          g_autoptr(GPtrArray) parts = NULL;
          g_autoptr(NatterStoredMessage) message = NULL;

          parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
          g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, text));
          message = natter_stored_message_new (&(NatterStoredMessage) {
            NATTER_STORED_MESSAGE_INIT,
            .id = id, .conversation_id = talk, .parent_id = parent,
            .role = j % 2 ? "assistant" : "user", .time = 1780000000000 + j, .parts = parts,
          });
          natter_store_batch_put_message (batch, message);
        }
      store_run_commit (run, batch);
    }
}

static inline void
backup_run_write_at (const char *path,
                     gsize       offset,
                     gsize       length)
{
  g_autofree char *garbage = g_strnfill (length, (char) 0xa5);
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, (long) offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (garbage, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

G_END_DECLS
