/* restore-run.h: a store with everything there can be, and what is in it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "backup-run.h"

G_BEGIN_DECLS

/* A store without anything, in another folder. */
static inline void
restore_run_move_to_empty (StoreRun          *run,
               NatterStoreReport **report)
{
  store_run_end (run);
  g_free (run->folder);
  g_free (run->database);
  run->folder = g_build_filename (run->root, "other", "natter", NULL);
  run->database = g_build_filename (run->folder, "conversations.db", NULL);
  g_clear_pointer (report, natter_store_report_unref);
  *report = store_run_open (run);
}

static inline void
restore_run_assert_sql (StoreRun   *run,
            const char *expected,
            const char *sql)
{
  g_autofree char *found = store_run_sql (run, sql);

  g_assert_cmpstr (found, ==, expected);
}

static inline void
restore_run_put_folder (StoreRun *run)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredFolder) folder = natter_stored_folder_new (&(NatterStoredFolder) {
    .id = "work", .name = "Work", .colour = "red", .emoji = "🔧", .position = 3,
    .created = 1780000000000,
  });
  g_autoptr(NatterStoredConversation) filed =
    natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = "filed", .title = "Filed", .title_is_own = TRUE, .created = 1, .updated = 2,
    .pinned = TRUE, .archived = TRUE, .unread = TRUE, .folder_id = "work", .model_key = "m",
    .scroll_id = "q",
  });

  natter_store_batch_put_folder (batch, folder);
  natter_store_batch_put_conversation (batch, filed);
  natter_store_batch_set_draft (batch, NULL, "a new thought");
  natter_store_batch_set_draft (batch, "filed", "half a thought");
  store_run_commit (run, batch);
}

static inline char *
restore_run_dump (StoreRun *run)
{
  return store_run_sql (run, "SELECT group_concat (line, x'0a') FROM ("
                        "SELECT 'm ' || id || ' ' || conversation || ' ' || ifnull (parent, '-')"
                        " || ' ' || chosen || ' ' || role || ' ' || time || ' ' ||"
                        " ifnull (ending, '-') || ' ' || ifnull (model, '-') || ' ' ||"
                        " (trashed IS NOT NULL) || ' ' || ifnull (trashed_with, '-') || ' ' ||"
                        " (SELECT ifnull (group_concat (kind || ifnull (text, blob)), '')"
                        " FROM part WHERE message = m.key) || ' ' ||"
                        " (SELECT ifnull (group_concat (time || text), '') FROM edit"
                        " WHERE message = m.key) AS line FROM message m UNION ALL"
                        " SELECT 'c ' || id || title || title_is_own || created || updated ||"
                        " pinned || archived || unread || ifnull (folder, '-') ||"
                        " ifnull (model_key, '-') || ifnull (scroll, '-') ||"
                        " (trashed IS NOT NULL) FROM conversation UNION ALL"
                        " SELECT 'f ' || id || name || colour || emoji || position || created ||"
                        " (trashed IS NOT NULL) FROM folder UNION ALL"
                        " SELECT 'd ' || conversation || text FROM draft ORDER BY line)");
}

static inline void
restore_run_commit_one (StoreRun   *run,
            void      (*add) (NatterStoreBatch *batch, const char *id),
            const char *id)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  add (batch, id);
  store_run_commit (run, batch);
}

static inline void
restore_run_put (StoreRun   *run,
     const char *id,
     const char *parent,
     const char *text)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = store_run_message (id, parent, "assistant", text);

  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);
}

static inline void
restore_run_edit (StoreRun   *run,
      const char *id,
      const char *parent,
      const char *text)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = store_run_message (id, parent, "assistant", text);

  natter_store_batch_edit_message (batch, message);
  store_run_commit (run, batch);
}

/* Everything there can be. */
static inline void
restore_run_put_all (StoreRun *run)
{
  store_run_put_talk (run);
  restore_run_put (run, "b", "q", "Or because.");
  restore_run_edit (run, "a", "q", "Because of that.");
  restore_run_put (run, "gone", "b", "Deleted.");
  restore_run_commit_one (run, natter_store_batch_trash_branch, "gone");
  backup_run_put_attachment (run, "f", "the file");
  restore_run_put_folder (run);
}

G_END_DECLS
