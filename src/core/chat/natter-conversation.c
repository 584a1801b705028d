/* natter-conversation.c: a tree of messages, whose visible path is what the conversation is as a
 * GListModel, and the answer in flight. What is known of it beside its messages is in
 * natter-conversation-facts.c. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation-private.h"

#include "natter-generation.h"
#include "natter-uuid.h"

#define TITLE_MAX_CHARS 80

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterConversation, natter_conversation, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static GType
get_item_type (GListModel *model)
{
  return NATTER_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return natter_message_tree_get_path (NATTER_CONVERSATION (model)->tree)->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  GPtrArray *path = natter_message_tree_get_path (NATTER_CONVERSATION (model)->tree);

  return position < path->len ? g_object_ref (g_ptr_array_index (path, position)) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
update_path (NatterConversation *self)
{
  guint position = 0;
  guint n_removed = 0;
  guint n_added = 0;

  if (natter_message_tree_update_path (self->tree, &position, &n_removed, &n_added))
    g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* The title of a conversation that has none of its own: its first words. */
static void
take_title (NatterConversation *self,
            NatterMessage      *message)
{
  g_autofree char *line = NULL;
  g_autofree char *title = NULL;

  if (self->title_is_own || natter_message_get_role (message) != NATTER_ROLE_USER ||
      natter_message_tree_get_messages (self->tree)->len > 1)
    return;

  line = g_strndup (natter_message_get_text (message),
                    MIN (natter_message_get_length (message), TITLE_MAX_CHARS * 6));
  for (char *c = line; *c; c++)
    if (g_ascii_iscntrl (*c))
      *c = ' ';
  title = g_utf8_make_valid (g_strstrip (line), -1);
  if (g_utf8_strlen (title, -1) > TITLE_MAX_CHARS)
    {
      *g_utf8_offset_to_pointer (title, TITLE_MAX_CHARS) = '\0';
      g_strchomp (title);
    }

  natter_conversation_take_title (self, title);
}

static void
add (NatterConversation *self,
     NatterMessage      *parent,
     NatterMessage      *message)
{
  natter_message_tree_add (self->tree, parent, message, TRUE);
  update_path (self);
  take_title (self, message);
  natter_conversation_touch (self);
}

static void
natter_conversation_finalize (GObject *object)
{
  NatterConversation *self = NATTER_CONVERSATION (object);

  g_clear_object (&self->generation);
  natter_message_tree_free (self->tree);
  natter_conversation_facts_clear (self);

  G_OBJECT_CLASS (natter_conversation_parent_class)->finalize (object);
}

static void
natter_conversation_class_init (NatterConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = natter_conversation_finalize;
  natter_conversation_install_facts (object_class);

  /**
   * NatterConversation::chosen:
   * @self: the conversation
   * @message: what is shown in its place from now on
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_MESSAGE);
}

static void
natter_conversation_init (NatterConversation *self)
{
  self->id = natter_uuid_new ();
  self->title = g_strdup ("");
  self->created = g_date_time_new_now_utc ();
  self->updated = g_date_time_ref (self->created);
  self->is_loaded = TRUE;
  self->tree = natter_message_tree_new ();
}

/**
 * natter_conversation_new:
 *
 * Returns: (transfer full): a conversation in which nothing was said yet
 */
NatterConversation *
natter_conversation_new (void)
{
  return g_object_new (NATTER_TYPE_CONVERSATION, NULL);
}

/**
 * natter_conversation_is_empty:
 *
 * Returns: whether nothing is shown; so it is, too, as long as the messages are not loaded
 */
gboolean
natter_conversation_is_empty (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), TRUE);

  return natter_message_tree_get_path (self->tree)->len == 0;
}

/**
 * natter_conversation_get_last:
 *
 * Returns: (transfer none) (nullable): the last message of the visible path
 */
NatterMessage *
natter_conversation_get_last (NatterConversation *self)
{
  GPtrArray *path = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  path = natter_message_tree_get_path (self->tree);

  return path->len > 0 ? g_ptr_array_index (path, path->len - 1) : NULL;
}

/**
 * natter_conversation_append:
 * @message: a message that is in no conversation
 *
 * Adds it at the end of the visible path.
 */
void
natter_conversation_append (NatterConversation *self,
                            NatterMessage      *message)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (NATTER_IS_MESSAGE (message));

  add (self, natter_conversation_get_last (self), message);
}

/**
 * natter_conversation_add_sibling:
 * @of: a message of the conversation
 * @message: a message that is in no conversation
 *
 * Adds another message in the place of @of and shows it; @of and all below it stay in the tree.
 */
void
natter_conversation_add_sibling (NatterConversation *self,
                                 NatterMessage      *of,
                                 NatterMessage      *message)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (NATTER_IS_MESSAGE (message));

  add (self, natter_message_tree_get_parent (self->tree, of), message);
}

/**
 * natter_conversation_restore:
 * @parent: (nullable): a message of the conversation
 * @message: a message that is in no conversation
 * @chosen: whether it is the one shown among its siblings
 * @trashed_with: (nullable): the id of the message that was deleted, and this with it
 *
 * Puts a message where it was; natter_conversation_finish_restore() shows all of them at once.
 */
void
natter_conversation_restore (NatterConversation *self,
                             NatterMessage      *parent,
                             NatterMessage      *message,
                             gboolean            chosen,
                             const char         *trashed_with)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (NATTER_IS_MESSAGE (message));

  natter_message_tree_add (self->tree, parent, message, chosen);
  natter_message_tree_set_trashed (self->tree, message, trashed_with);
}

void
natter_conversation_finish_restore (NatterConversation *self)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  update_path (self);
  natter_conversation_set_loaded (self, TRUE);
}

/**
 * natter_conversation_find:
 * @id: of a message
 *
 * Returns: (transfer none) (nullable): the message, shown or not
 */
NatterMessage *
natter_conversation_find (NatterConversation *self,
                          const char         *id)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  return natter_message_tree_find (self->tree, id);
}

/**
 * natter_conversation_get_parent:
 *
 * Returns: (transfer none) (nullable): the message that @message answers or follows
 */
NatterMessage *
natter_conversation_get_parent (NatterConversation *self,
                                NatterMessage      *message)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return natter_message_tree_get_parent (self->tree, message);
}

/**
 * natter_conversation_get_place:
 * @chosen: (out): whether it is the one shown among its siblings
 *
 * Returns: the place of @message among all that were written under the same one
 */
guint
natter_conversation_get_place (NatterConversation *self,
                               NatterMessage      *message,
                               gboolean           *chosen)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), 0);

  *chosen = natter_message_tree_is_chosen (self->tree, message);

  return natter_message_tree_get_position (self->tree, message);
}

/**
 * natter_conversation_get_n_siblings:
 * @index: (out) (optional): which of them @message is, from 0
 *
 * Returns: how many messages stand in the same place, @message included; 0 when it is not here
 */
guint
natter_conversation_get_n_siblings (NatterConversation *self,
                                    NatterMessage      *message,
                                    guint              *index)
{
  g_autoptr(GPtrArray) siblings = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), 0);

  if (!natter_message_tree_contains (self->tree, message))
    return 0;

  siblings = natter_message_tree_dup_siblings (self->tree, message);
  if (index)
    g_ptr_array_find (siblings, message, index);

  return siblings->len;
}

/**
 * natter_conversation_show_sibling:
 * @step: how many siblings further, negative for earlier ones
 *
 * Shows another message in the place of @message, with what follows it. Does nothing at the ends.
 */
void
natter_conversation_show_sibling (NatterConversation *self,
                                  NatterMessage      *message,
                                  int                 step)
{
  g_autoptr(GPtrArray) siblings = NULL;
  guint index = 0;
  gint64 wanted = 0;

  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  siblings = natter_message_tree_dup_siblings (self->tree, message);
  if (!g_ptr_array_find (siblings, message, &index))
    return;

  wanted = (gint64) index + step;
  if (wanted >= 0 && wanted < siblings->len)
    natter_conversation_show (self, g_ptr_array_index (siblings, (guint) wanted));
}

/**
 * natter_conversation_show:
 * @message: a message that is not in the trash
 *
 * Makes @message part of the visible path.
 */
void
natter_conversation_show (NatterConversation *self,
                          NatterMessage      *message)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (natter_message_tree_contains (self->tree, message));

  /* What is in the trash on the way up leads here, too: without it the way is lost. */
  for (NatterMessage *at = message; at; at = natter_message_tree_get_parent (self->tree, at))
    {
      natter_message_tree_choose (self->tree, at);
      g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, at);
    }

  update_path (self);
}

/**
 * natter_conversation_trash:
 * @message: a message
 * @branch: whether all below it goes with it; else that is shown in its place
 */
void
natter_conversation_trash (NatterConversation *self,
                           NatterMessage      *message,
                           gboolean            branch)
{
  g_autoptr(GPtrArray) gone = NULL;

  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  gone = natter_message_tree_dup_branch (self->tree, message);
  for (guint i = 0; i < (branch ? gone->len : MIN (1, gone->len)); i++)
    if (!natter_message_tree_get_trashed (self->tree, g_ptr_array_index (gone, i)))
      natter_message_tree_set_trashed (self->tree, g_ptr_array_index (gone, i),
                                       natter_message_get_id (message));
  update_path (self);
}

/**
 * natter_conversation_untrash:
 * @message: a message that was given to natter_conversation_trash()
 *
 * Brings it back, and what went with it.
 */
void
natter_conversation_untrash (NatterConversation *self,
                             NatterMessage      *message)
{
  g_autoptr(GPtrArray) branch = NULL;

  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  branch = natter_message_tree_dup_branch (self->tree, message);
  for (guint i = 0; i < branch->len; i++)
    if (g_strcmp0 (natter_message_tree_get_trashed (self->tree, g_ptr_array_index (branch, i)),
                   natter_message_get_id (message)) == 0)
      natter_message_tree_set_trashed (self->tree, g_ptr_array_index (branch, i), NULL);
  update_path (self);
}

/**
 * natter_conversation_is_deleted:
 *
 * Returns: whether @message is in the trash, by itself or with what it was written under
 */
gboolean
natter_conversation_is_deleted (NatterConversation *self,
                                NatterMessage      *message)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return natter_message_tree_get_trashed (self->tree, message) != NULL;
}

/**
 * natter_conversation_edit:
 * @message: a message of the conversation that has its end
 * @text: what stands there from now on
 */
void
natter_conversation_edit (NatterConversation *self,
                          NatterMessage      *message,
                          const char         *text)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (natter_message_tree_contains (self->tree, message));

  natter_message_set_text (message, text);
  natter_conversation_touch (self);
}

/**
 * natter_conversation_dup_path:
 * @until: (nullable): the last message wanted, which need not be visible, or NULL for the visible
 *   path
 *
 * Returns: (transfer full) (element-type NatterMessage): the messages from the first one to @until
 */
GPtrArray *
natter_conversation_dup_path (NatterConversation *self,
                              NatterMessage      *until)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  if (until)
    return natter_message_tree_dup_line (self->tree, until);

  return g_ptr_array_copy (natter_message_tree_get_path (self->tree),
                           (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
}

/**
 * natter_conversation_dup_messages:
 *
 * Returns: (transfer full) (element-type NatterMessage): all messages of the tree, oldest first
 */
GPtrArray *
natter_conversation_dup_messages (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return g_ptr_array_copy (natter_message_tree_get_messages (self->tree),
                           (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
}

/**
 * natter_conversation_get_generation:
 *
 * Returns: (transfer none) (nullable): the answer in flight
 */
NatterGeneration *
natter_conversation_get_generation (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->generation;
}

void
natter_conversation_set_generation (NatterConversation *self,
                                    NatterGeneration   *generation)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (!generation || !self->generation);

  if (g_set_object (&self->generation, generation))
    natter_conversation_notify_busy (self);
}

/**
 * natter_conversation_is_busy:
 *
 * Returns: whether an answer is in flight; there is never more than one
 */
gboolean
natter_conversation_is_busy (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->generation != NULL;
}
