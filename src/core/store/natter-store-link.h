/* natter-store-link.h: the way from the store's threads to the main thread. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-hand-over.h"

G_BEGIN_DECLS

typedef struct _NatterStoreLink NatterStoreLink;

/* What a task is told. Made by a thread, delivered and freed by the main thread, which alone
 * touches the task. */
typedef struct
{
  GTask          *task;
  GError         *error;
  gpointer        result;        /* NULL: TRUE, or the number */
  GDestroyNotify  free_result;
  gssize          number;        /* -1: there is none */
} NatterStoreReply;

NatterStoreLink  *natter_store_link_new      (gpointer           store);
NatterStoreLink  *natter_store_link_ref      (NatterStoreLink   *self);
void              natter_store_link_unref    (NatterStoreLink   *self);
void              natter_store_link_cut      (NatterStoreLink   *self);
gpointer          natter_store_link_get      (NatterStoreLink   *self);
void              natter_store_link_post     (NatterStoreLink   *self,
                                              GSourceFunc        function,
                                              gpointer           data,
                                              GDestroyNotify     free_data);
void              natter_store_link_reply    (NatterStoreLink   *self,
                                              NatterStoreReply  *reply);
NatterStoreReply *natter_store_reply_new     (GTask             *task,
                                              GError            *error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoreLink, natter_store_link_unref)

G_END_DECLS
