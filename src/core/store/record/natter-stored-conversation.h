/* natter-stored-conversation.h: what is stored of a conversation beside its messages. Immutable,
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/* Times are milliseconds since 1970, UTC. */
typedef struct
{
  const char *id;
  const char *title;
  gboolean    title_is_own;  /* given by a person or a model, not taken from the first message */
  gint64      created;
  gint64      updated;
  gboolean    pinned;
  gboolean    archived;
  gboolean    unread;
  const char *folder_id;     /* or NULL */
  const char *model_key;     /* or NULL */
  const char *scroll_id;     /* or NULL: the message at the top of the window */
  const char *draft;         /* only read: see natter_store_batch_set_draft() */
  gint64      trashed;       /* only read: 0, or when */
  const char *unreadable;    /* only read: NULL, or why not all of it could be read */
} NatterStoredConversation;

#define NATTER_TYPE_STORED_CONVERSATION (natter_stored_conversation_get_type ())
GType                     natter_stored_conversation_get_type (void);
NatterStoredConversation *natter_stored_conversation_new   (const NatterStoredConversation *values);
NatterStoredConversation *natter_stored_conversation_ref   (NatterStoredConversation       *self);
void                      natter_stored_conversation_unref (NatterStoredConversation       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoredConversation, natter_stored_conversation_unref)

G_END_DECLS
