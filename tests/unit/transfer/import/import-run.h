/* import-run.h: a keeper with an empty store into which exports are imported, and what is in it
 * then, in few words. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-import.h"
#include "store-run.h"

G_BEGIN_DECLS

typedef struct
{
  StoreRun                base;
  NatterConversationList *conversations;
  NatterFolderList       *folders;
  NatterKeeper           *keeper;
  NatterImportReport     *report;   /* of the last import */
} ImportRun;

/* Around each test. */
void   import_run_set_up    (ImportRun     *self,
                             gconstpointer  data);
void   import_run_tear_down (ImportRun     *self,
                             gconstpointer  data);
/* Another store, without anything. */
void   import_run_move      (ImportRun     *self);

/* Returns: (transfer full): its path */
char  *import_run_write     (ImportRun     *self,
                             const char    *name,
                             const char    *text);
/* An archive of pairs of names and texts, ended by NULL. */
char  *import_run_zip       (ImportRun     *self,
                             const char    *name,
                             ...) G_GNUC_NULL_TERMINATED;
void   import_run_import    (ImportRun     *self,
                             const char    *path);
/* A file of tests/data/import. */
void   import_run_fixture   (ImportRun     *self,
                             const char    *name);
void   import_run_text      (ImportRun     *self,
                             const char    *json);
void   import_run_counts    (ImportRun     *self,
                             guint          n_imported,
                             guint          n_updated,
                             guint          n_skipped,
                             guint          n_failed);
/* A line for each conversation, by title, and one for each message below it: two blanks for each
 * message above it, "*" for one that is chosen and "-" for others, who says it, and what. */
char  *import_run_dump      (ImportRun     *self);
void   import_run_check     (ImportRun     *self,
                             const char    *expected);
/* The first column of the first row. */
void   import_run_sql       (ImportRun     *self,
                             const char    *expected,
                             const char    *sql);

#define import_run_add(path, func) \
  g_test_add (path, ImportRun, NULL, import_run_set_up, func, import_run_tear_down)

G_END_DECLS
