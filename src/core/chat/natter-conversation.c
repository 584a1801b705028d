/* natter-conversation.c: a tree of messages. Each message but the first has a parent; a retry adds
 * a sibling. At each fork one child is chosen; the chosen messages from the root on are the
 * visible path, and that is what the conversation is as a GListModel. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation.h"

#include "natter-generation.h"

#define TITLE_MAX_CHARS 80

typedef struct _Node Node;

struct _Node
{
  NatterMessage *message;
  Node          *parent;     /* NULL for the root alone */
  GPtrArray     *children;   /* of Node, owned */
  guint          chosen;     /* which child is on the path */
};

struct _NatterConversation
{
  GObject           parent_instance;

  char             *id;
  char             *title;
  gboolean          title_is_own;   /* given by a person, not taken from the first message */
  GDateTime        *updated;
  char             *model_key;
  char             *draft;          /* what is being written */
  Node             *root;           /* stands above the first messages, has none itself */
  GHashTable       *nodes;          /* NatterMessage → Node, both borrowed */
  GPtrArray        *messages;       /* of NatterMessage, in the order in which they were made */
  GPtrArray        *path;           /* of Node, borrowed */
  NatterGeneration *generation;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterConversation, natter_conversation, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

typedef enum
{
  PROP_TITLE = 1,
  PROP_UPDATED,
  PROP_MODEL_KEY,
  PROP_BUSY,
} NatterConversationProps;

static GParamSpec *properties[PROP_BUSY + 1];

static void
node_free (Node *node)
{
  g_ptr_array_unref (node->children);
  g_clear_object (&node->message);
  g_free (node);
}

static Node *
node_new (Node          *parent,
          NatterMessage *message)
{
  Node *node = g_new0 (Node, 1);

  node->children = g_ptr_array_new_with_free_func ((GDestroyNotify) node_free);
  node->parent = parent;
  if (message)
    node->message = g_object_ref (message);

  return node;
}

static GType
get_item_type (GListModel *model)
{
  return NATTER_TYPE_MESSAGE;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_CONVERSATION (model)->path->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  NatterConversation *self = NATTER_CONVERSATION (model);
  Node *node = NULL;

  if (position >= self->path->len)
    return NULL;

  node = g_ptr_array_index (self->path, position);

  return g_object_ref (node->message);
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

/* Walks the path anew from the root and tells only what differs. */
static void
rebuild_path (NatterConversation *self)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->path);
  Node *node = self->root;
  guint same = 0;

  self->path = g_ptr_array_new ();
  while (node->children->len > 0)
    {
      node = g_ptr_array_index (node->children, node->chosen);
      g_ptr_array_add (self->path, node);
    }

  while (same < old->len && same < self->path->len &&
         g_ptr_array_index (old, same) == g_ptr_array_index (self->path, same))
    same++;

  if (same < old->len || same < self->path->len)
    g_list_model_items_changed (G_LIST_MODEL (self), same, old->len - same, self->path->len - same);
}

static Node *
find_node (NatterConversation *self,
           NatterMessage      *message)
{
  return g_hash_table_lookup (self->nodes, message);
}

/* The title of a conversation that has none of its own: its first words. */
static void
take_title (NatterConversation *self,
            NatterMessage      *message)
{
  g_autofree char *line = NULL;
  g_autofree char *title = NULL;

  if (self->title_is_own || natter_message_get_role (message) != NATTER_ROLE_USER ||
      self->messages->len > 1)
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

  if (g_set_str (&self->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
add_child (NatterConversation *self,
           Node               *parent,
           NatterMessage      *message)
{
  Node *node = node_new (parent, message);

  g_ptr_array_add (parent->children, node);
  parent->chosen = parent->children->len - 1;
  g_hash_table_insert (self->nodes, message, node);
  g_ptr_array_add (self->messages, g_object_ref (message));
  rebuild_path (self);

  take_title (self, message);
  g_date_time_unref (self->updated);
  self->updated = g_date_time_new_now_utc ();
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_UPDATED]);
}

static void
natter_conversation_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  NatterConversation *self = NATTER_CONVERSATION (object);

  switch ((NatterConversationProps) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_UPDATED:
      g_value_set_boxed (value, self->updated);
      break;

    case PROP_MODEL_KEY:
      g_value_set_string (value, self->model_key);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, natter_conversation_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_conversation_finalize (GObject *object)
{
  NatterConversation *self = NATTER_CONVERSATION (object);

  g_clear_object (&self->generation);
  g_ptr_array_unref (self->path);
  g_hash_table_unref (self->nodes);
  g_ptr_array_unref (self->messages);
  node_free (self->root);
  g_date_time_unref (self->updated);
  g_free (self->model_key);
  g_free (self->draft);
  g_free (self->title);
  g_free (self->id);

  G_OBJECT_CLASS (natter_conversation_parent_class)->finalize (object);
}

static void
natter_conversation_class_init (NatterConversationClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_conversation_get_property;
  object_class->finalize = natter_conversation_finalize;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_UPDATED] =
    g_param_spec_boxed ("updated", NULL, NULL, G_TYPE_DATE_TIME,
                        G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODEL_KEY] =
    g_param_spec_string ("model-key", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_conversation_init (NatterConversation *self)
{
  self->id = g_uuid_string_random ();
  self->title = g_strdup ("");
  self->updated = g_date_time_new_now_utc ();
  self->root = node_new (NULL, NULL);
  self->nodes = g_hash_table_new (NULL, NULL);
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->path = g_ptr_array_new ();
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

const char *
natter_conversation_get_id (NatterConversation *self)
{
  return self->id;
}

/**
 * natter_conversation_get_title:
 *
 * Returns: the title, "" before anything was said
 */
const char *
natter_conversation_get_title (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->title;
}

/**
 * natter_conversation_set_title:
 * @title: the person's own title
 */
void
natter_conversation_set_title (NatterConversation *self,
                               const char         *title)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (title != NULL);

  self->title_is_own = TRUE;
  if (g_set_str (&self->title, title))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/**
 * natter_conversation_get_updated:
 *
 * Returns: (transfer none): when a message was last added, in UTC
 */
GDateTime *
natter_conversation_get_updated (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->updated;
}

gboolean
natter_conversation_is_empty (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), TRUE);

  return self->path->len == 0;
}

/**
 * natter_conversation_get_last:
 *
 * Returns: (transfer none) (nullable): the last message of the visible path
 */
NatterMessage *
natter_conversation_get_last (NatterConversation *self)
{
  Node *node = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  if (self->path->len == 0)
    return NULL;

  node = g_ptr_array_index (self->path, self->path->len - 1);

  return node->message;
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
  Node *parent = NULL;

  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (NATTER_IS_MESSAGE (message));

  parent = self->path->len > 0 ? g_ptr_array_index (self->path, self->path->len - 1) : self->root;
  add_child (self, parent, message);
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
  Node *node = NULL;

  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (NATTER_IS_MESSAGE (message));

  node = find_node (self, of);
  g_return_if_fail (node != NULL);

  add_child (self, node->parent, message);
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
  Node *node = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  node = find_node (self, message);
  g_return_val_if_fail (node != NULL, NULL);

  return node->parent->message;
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
  Node *node = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), 0);

  node = find_node (self, message);
  if (!node)
    return 0;

  if (index)
    g_ptr_array_find (node->parent->children, node, index);

  return node->parent->children->len;
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
  Node *node = NULL;
  guint index = 0;
  gint64 wanted = 0;

  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  node = find_node (self, message);
  g_return_if_fail (node != NULL);

  g_ptr_array_find (node->parent->children, node, &index);
  wanted = (gint64) index + step;
  if (wanted < 0 || wanted >= node->parent->children->len)
    return;

  node->parent->chosen = (guint) wanted;
  rebuild_path (self);
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
  g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func (g_object_unref);
  Node *node = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  if (until)
    node = find_node (self, until);
  else if (self->path->len > 0)
    node = g_ptr_array_index (self->path, self->path->len - 1);

  for (; node && node->message; node = node->parent)
    g_ptr_array_insert (path, 0, g_object_ref (node->message));

  return g_steal_pointer (&path);
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

  return g_ptr_array_copy (self->messages, (GCopyFunc) (void (*) (void)) g_object_ref, NULL);
}

/**
 * natter_conversation_get_model_key:
 *
 * Returns: (nullable): "provider-id/model-id" of the model that answers here
 */
const char *
natter_conversation_get_model_key (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->model_key;
}

void
natter_conversation_set_model_key (NatterConversation *self,
                                   const char         *model_key)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  if (g_set_str (&self->model_key, model_key))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL_KEY]);
}

/**
 * natter_conversation_get_draft:
 *
 * Returns: what was being written here when it was left, "" for nothing
 */
const char *
natter_conversation_get_draft (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->draft ? self->draft : "";
}

void
natter_conversation_set_draft (NatterConversation *self,
                               const char         *draft)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  g_set_str (&self->draft, draft);
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
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
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
