/* natter-stored-conversation.c: what is stored of a conversation beside its messages. Immutable,
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-stored-conversation.h"

G_DEFINE_BOXED_TYPE (NatterStoredConversation, natter_stored_conversation,
                     natter_stored_conversation_ref, natter_stored_conversation_unref)

static void
clear (NatterStoredConversation *self)
{
  g_free ((gpointer) self->id);
  g_free ((gpointer) self->title);
  g_free ((gpointer) self->folder_id);
  g_free ((gpointer) self->model_key);
  g_free ((gpointer) self->scroll_id);
  g_free ((gpointer) self->draft);
  g_free ((gpointer) self->unreadable);
}

/**
 * natter_stored_conversation_new:
 * @values: what it holds; everything is copied
 *
 * Returns: (transfer full): a record that nobody changes
 */
NatterStoredConversation *
natter_stored_conversation_new (const NatterStoredConversation *values)
{
  NatterStoredConversation *self = g_atomic_rc_box_new (NatterStoredConversation);

  *self = *values;
  self->id = g_strdup (values->id);
  self->title = g_strdup (values->title);
  self->folder_id = g_strdup (values->folder_id);
  self->model_key = g_strdup (values->model_key);
  self->scroll_id = g_strdup (values->scroll_id);
  self->draft = g_strdup (values->draft);
  self->unreadable = g_strdup (values->unreadable);

  return self;
}

NatterStoredConversation *
natter_stored_conversation_ref (NatterStoredConversation *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_stored_conversation_unref (NatterStoredConversation *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}
