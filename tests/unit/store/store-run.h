/* store-run.h: a store in a folder of its own, its asynchronous calls made one at a time, and its
 * database as it is on the disk. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-store.h"
#include "natter-test-async.h"

G_BEGIN_DECLS

typedef struct
{
  char        *root;     /* removed in the end */
  char        *folder;   /* in it, made by opening */
  char        *database;
  NatterStore *store;
} StoreRun;

/* Around each test. */
void                      store_run_set_up        (StoreRun             *self,
                                                   gconstpointer         data);
void                      store_run_tear_down     (StoreRun             *self,
                                                   gconstpointer         data);

NatterStoreReport        *store_run_try_open      (StoreRun             *self,
                                                   GError              **error);
/* These fail the test on an error. */
NatterStoreReport        *store_run_open          (StoreRun             *self);
void                      store_run_close         (StoreRun             *self);
/* The store is closed and let go of; the next opening makes another one. */
void                      store_run_end           (StoreRun             *self);
gboolean                  store_run_try_commit    (StoreRun             *self,
                                                   NatterStoreBatch     *batch,
                                                   GError              **error);
void                      store_run_commit        (StoreRun             *self,
                                                   NatterStoreBatch     *batch);
GPtrArray                *store_run_conversations (StoreRun             *self);
GPtrArray                *store_run_folders       (StoreRun             *self);
GPtrArray                *store_run_messages      (StoreRun             *self,
                                                   const char           *conversation_id,
                                                   gboolean              with_data);
void                      store_run_wait_state    (StoreRun             *self,
                                                   NatterStoreState      state);

/* Records. */
NatterStoredConversation *store_run_conversation  (const char           *id,
                                                   const char           *title);
NatterStoredMessage      *store_run_message       (const char           *id,
                                                   const char           *parent_id,
                                                   const char           *role,
                                                   const char           *text);
NatterStoredMessage      *store_run_streaming     (const char           *id,
                                                   const char           *parent_id);
/* The conversation "c" with the question "q" and the answer "a". */
void                      store_run_put_talk      (StoreRun             *self);
void                      store_run_begin         (StoreRun             *self);
void                      store_run_append        (StoreRun             *self,
                                                   const char           *text);
NatterStoredMessage      *store_run_find          (GPtrArray            *messages,
                                                   const char           *id);

/* The file behind the store's back; the result is the first column of the first row. */
char                     *store_run_sql           (StoreRun             *self,
                                                   const char           *sql);
void                      store_run_exec          (StoreRun             *self,
                                                   const char           *sql);
void                      store_run_assert_whole  (StoreRun             *self);

G_END_DECLS
