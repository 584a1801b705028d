/* natter-store.h: where conversations are kept: a database and the attachments beside it. Main
 * thread only; all that takes time happens on threads of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-blobs.h"
#include "natter-delta.h"
#include "natter-store-batch.h"
#include "natter-store-error.h"
#include "natter-store-report.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_STORE_CLOSED,
  NATTER_STORE_READY,
  NATTER_STORE_DISK_FULL,   /* from here on: read-only for a while, what is new waits in memory */
  NATTER_STORE_READ_ONLY,
  NATTER_STORE_BUSY,
  NATTER_STORE_DISK_ERROR,
  NATTER_STORE_NEWER,       /* from here on: read-only for good, what is new is refused */
  NATTER_STORE_IN_USE,
  NATTER_STORE_FAILED,
} NatterStoreState;

#define NATTER_TYPE_STORE_STATE (natter_store_state_get_type ())
GType natter_store_state_get_type (void);

#define NATTER_TYPE_STORE (natter_store_get_type ())
G_DECLARE_FINAL_TYPE (NatterStore, natter_store, NATTER, STORE, GObject)

/* properties "state" and "n-unsaved"; signal "report" (NatterStoreReport *report): something was
 * recovered, migrated or found interrupted later than at the start */
NatterStore      *natter_store_new               (const char  *folder);
const char       *natter_store_get_folder        (NatterStore *self);
NatterStoreState  natter_store_get_state         (NatterStore *self);
guint             natter_store_get_n_unsaved     (NatterStore *self);
guint64           natter_store_get_bytes_written (NatterStore *self);
void              natter_store_retry             (NatterStore *self);

void               natter_store_open_async   (NatterStore          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
NatterStoreReport *natter_store_open_finish  (NatterStore          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void               natter_store_close_async  (NatterStore          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
gboolean           natter_store_close_finish (NatterStore          *self,
                                              GAsyncResult         *result,
                                              GError              **error);

/* natter-store-commit.c */
void     natter_store_commit_async  (NatterStore          *self,
                                     NatterStoreBatch     *batch,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean natter_store_commit_finish (NatterStore          *self,
                                     GAsyncResult         *result,
                                     GError              **error);
void     natter_store_sweep_async   (NatterStore          *self,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gssize   natter_store_sweep_finish  (NatterStore          *self,
                                     GAsyncResult         *result,
                                     GError              **error);

void     natter_store_begin_answer_async   (NatterStore               *self,
                                            NatterStoredConversation  *conversation,
                                            NatterStoredMessage       *question,
                                            NatterStoredMessage       *answer,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
gboolean natter_store_begin_answer_finish  (NatterStore               *self,
                                            GAsyncResult              *result,
                                            GError                   **error);
void     natter_store_append               (NatterStore               *self,
                                            const char                *message_id,
                                            const NatterDelta         *delta);
void     natter_store_flush                (NatterStore               *self);
void     natter_store_finish_answer_async  (NatterStore               *self,
                                            NatterStoredMessage       *answer,
                                            GCancellable              *cancellable,
                                            GAsyncReadyCallback        callback,
                                            gpointer                   user_data);
gboolean natter_store_finish_answer_finish (NatterStore               *self,
                                            GAsyncResult              *result,
                                            GError                   **error);

/* natter-store-read.c */
void       natter_store_list_conversations_async  (NatterStore          *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray *natter_store_list_conversations_finish (NatterStore          *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void       natter_store_list_folders_async        (NatterStore          *self,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GPtrArray *natter_store_list_folders_finish       (NatterStore          *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);

void       natter_store_load_messages_async  (NatterStore          *self,
                                              const char           *conversation_id,
                                              gboolean              with_data,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray *natter_store_load_messages_finish (NatterStore          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
NatterBlobs *natter_store_dup_blobs          (NatterStore          *self);
void       natter_store_load_blob_async      (NatterStore          *self,
                                              const char           *blob,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GBytes    *natter_store_load_blob_finish     (NatterStore          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       natter_store_load_draft_async     (NatterStore          *self,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
char      *natter_store_load_draft_finish    (NatterStore          *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void       natter_store_load_edits_async     (NatterStore          *self,
                                              const char           *message_id,
                                              GCancellable         *cancellable,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
GPtrArray *natter_store_load_edits_finish    (NatterStore          *self,
                                              GAsyncResult         *result,
                                              GError              **error);

G_END_DECLS
