/* natter-message-tree.c: messages as a tree. Each but the first has a parent; a retry or an edit
 * adds a sibling. At each fork one child is chosen; the chosen ones from the root on are the path
 * that is shown. What is in the trash keeps its place: what answers it is shown after the nearest
 * message above that is not. Owned by its conversation; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-tree.h"

typedef struct _Node Node;

struct _Node
{
  NatterMessage *message;    /* NULL for the root alone */
  Node          *parent;
  GPtrArray     *children;   /* of Node, borrowed */
  Node          *chosen;     /* the child that is shown */
  char          *trashed;    /* NULL, or the id of the message that was deleted, and this with it */
};

struct _NatterMessageTree
{
  Node       *root;
  GHashTable *nodes;      /* NatterMessage → Node, which is owned: a line may be too long to be
                           * freed from child to child */
  GHashTable *ids;        /* id → Node, both borrowed */
  GPtrArray  *messages;
  GPtrArray  *path;       /* of NatterMessage */
};

static void
node_free (Node *node)
{
  g_ptr_array_unref (node->children);
  g_clear_object (&node->message);
  g_free (node->trashed);
  g_free (node);
}

static Node *
node_new (Node          *parent,
          NatterMessage *message)
{
  Node *node = g_new0 (Node, 1);

  node->children = g_ptr_array_new ();
  node->parent = parent;
  if (message)
    node->message = g_object_ref (message);

  return node;
}

static Node *
find_node (NatterMessageTree *self,
           NatterMessage     *message)
{
  return message ? g_hash_table_lookup (self->nodes, message) : self->root;
}

static gboolean
is_shown (const Node *node)
{
  return node->message && !node->trashed;
}

/* What is shown after a node: its chosen child, or what follows that in turn where it is in the
 * trash; another child where nothing is left of the chosen one. */
static Node *
find_next (const Node *node)
{
  Node *next = NULL;

  if (node->chosen)
    next = is_shown (node->chosen) ? node->chosen : find_next (node->chosen);

  for (guint i = node->children->len; !next && i > 0; i--)
    {
      Node *child = g_ptr_array_index (node->children, i - 1);

      next = is_shown (child) ? child : find_next (child);
    }

  return next;
}

/* The nearest one above that is shown, or the root. */
static Node *
find_above (const Node *node)
{
  Node *above = node->parent;

  while (above->parent && !is_shown (above))
    above = above->parent;

  return above;
}

static void
collect_shown_children (const Node *node,
                        GPtrArray  *found)
{
  for (guint i = 0; i < node->children->len; i++)
    {
      Node *child = g_ptr_array_index (node->children, i);

      if (is_shown (child))
        g_ptr_array_add (found, g_object_ref (child->message));
      else
        collect_shown_children (child, found);
    }
}

static void
collect_branch (Node      *top,
                GPtrArray *found)
{
  g_autoptr(GPtrArray) waiting = g_ptr_array_new ();

  g_ptr_array_add (waiting, top);
  while (waiting->len > 0)
    {
      Node *node = g_ptr_array_steal_index (waiting, waiting->len - 1);

      g_ptr_array_add (found, g_object_ref (node->message));
      for (guint i = node->children->len; i > 0; i--)
        g_ptr_array_add (waiting, g_ptr_array_index (node->children, i - 1));
    }
}

/**
 * natter_message_tree_new:
 *
 * Returns: (transfer full): a tree without messages
 */
NatterMessageTree *
natter_message_tree_new (void)
{
  NatterMessageTree *self = g_new0 (NatterMessageTree, 1);

  self->root = node_new (NULL, NULL);
  self->nodes = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) node_free);
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  self->messages = g_ptr_array_new_with_free_func (g_object_unref);
  self->path = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
natter_message_tree_free (NatterMessageTree *self)
{
  g_ptr_array_unref (self->path);
  g_hash_table_unref (self->ids);
  g_hash_table_unref (self->nodes);
  g_ptr_array_unref (self->messages);
  node_free (self->root);
  g_free (self);
}

/**
 * natter_message_tree_add:
 * @self: a tree
 * @parent: (nullable): a message of the tree, or %NULL for a first one
 * @message: a message that is not in the tree; it becomes the last of its siblings
 * @chosen: whether it is the one that is shown
 */
void
natter_message_tree_add (NatterMessageTree *self,
                         NatterMessage     *parent,
                         NatterMessage     *message,
                         gboolean           chosen)
{
  Node *above = find_node (self, parent);
  Node *node = NULL;

  g_return_if_fail (above != NULL);
  g_return_if_fail (!natter_message_tree_contains (self, message));

  node = node_new (above, message);
  g_ptr_array_add (above->children, node);
  if (chosen)
    above->chosen = node;
  g_hash_table_insert (self->nodes, message, node);
  g_hash_table_insert (self->ids, (gpointer) natter_message_get_id (message), node);
  g_ptr_array_add (self->messages, g_object_ref (message));
}

gboolean
natter_message_tree_contains (NatterMessageTree *self,
                              NatterMessage     *message)
{
  return g_hash_table_contains (self->nodes, message);
}

/**
 * natter_message_tree_find:
 * @id: of a message
 *
 * Returns: (transfer none) (nullable): the message, in the trash or not
 */
NatterMessage *
natter_message_tree_find (NatterMessageTree *self,
                          const char        *id)
{
  Node *node = g_hash_table_lookup (self->ids, id);

  return node ? node->message : NULL;
}

/**
 * natter_message_tree_get_parent:
 *
 * Returns: (transfer none) (nullable): what @message was written under, in the trash or not
 */
NatterMessage *
natter_message_tree_get_parent (NatterMessageTree *self,
                                NatterMessage     *message)
{
  Node *node = find_node (self, message);

  g_return_val_if_fail (node && node->parent, NULL);

  return node->parent->message;
}

/**
 * natter_message_tree_get_position:
 *
 * Returns: the place among all that were written under the same message
 */
guint
natter_message_tree_get_position (NatterMessageTree *self,
                                  NatterMessage     *message)
{
  Node *node = find_node (self, message);
  guint position = 0;

  g_return_val_if_fail (node && node->parent, 0);

  g_ptr_array_find (node->parent->children, node, &position);

  return position;
}

gboolean
natter_message_tree_is_chosen (NatterMessageTree *self,
                               NatterMessage     *message)
{
  Node *node = find_node (self, message);

  g_return_val_if_fail (node && node->parent, FALSE);

  return node->parent->chosen == node;
}

/**
 * natter_message_tree_dup_siblings:
 * @message: one that is not in the trash
 *
 * Returns: (transfer full) (element-type NatterMessage): what may be shown in the place of
 *   @message, itself included
 */
GPtrArray *
natter_message_tree_dup_siblings (NatterMessageTree *self,
                                  NatterMessage     *message)
{
  GPtrArray *siblings = g_ptr_array_new_with_free_func (g_object_unref);
  Node *node = find_node (self, message);

  g_return_val_if_fail (node && node->parent, siblings);

  collect_shown_children (find_above (node), siblings);

  return siblings;
}

/**
 * natter_message_tree_dup_branch:
 *
 * Returns: (transfer full) (element-type NatterMessage): @message and all below it
 */
GPtrArray *
natter_message_tree_dup_branch (NatterMessageTree *self,
                                NatterMessage     *message)
{
  GPtrArray *branch = g_ptr_array_new_with_free_func (g_object_unref);
  Node *node = find_node (self, message);

  g_return_val_if_fail (node && node->parent, branch);

  collect_branch (node, branch);

  return branch;
}

/**
 * natter_message_tree_dup_line:
 * @message: a message of the tree
 *
 * Returns: (transfer full) (element-type NatterMessage): what is read from the first message to
 *   @message; what is in the trash is left out
 */
GPtrArray *
natter_message_tree_dup_line (NatterMessageTree *self,
                              NatterMessage     *message)
{
  GPtrArray *line = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) upwards = g_ptr_array_new ();

  for (Node *node = find_node (self, message); node && node->parent; node = node->parent)
    if (is_shown (node))
      g_ptr_array_add (upwards, node->message);
  for (guint i = upwards->len; i > 0; i--)
    g_ptr_array_add (line, g_object_ref (g_ptr_array_index (upwards, i - 1)));

  return line;
}

/**
 * natter_message_tree_choose:
 *
 * From now on @message is shown in its place.
 */
void
natter_message_tree_choose (NatterMessageTree *self,
                            NatterMessage     *message)
{
  Node *node = find_node (self, message);
  Node *above = NULL;

  g_return_if_fail (node && node->parent);

  above = find_above (node);
  for (; node != above; node = node->parent)
    node->parent->chosen = node;
}

/**
 * natter_message_tree_set_trashed:
 * @with: (nullable): the id of the message that was deleted, and @message with it, or %NULL to
 *   bring it back
 */
void
natter_message_tree_set_trashed (NatterMessageTree *self,
                                 NatterMessage     *message,
                                 const char        *with)
{
  Node *node = find_node (self, message);

  g_return_if_fail (node && node->parent);

  g_set_str (&node->trashed, with);
}

/**
 * natter_message_tree_get_trashed:
 *
 * Returns: (nullable): the id of the message that was deleted, and @message with it
 */
const char *
natter_message_tree_get_trashed (NatterMessageTree *self,
                                 NatterMessage     *message)
{
  Node *node = find_node (self, message);

  g_return_val_if_fail (node && node->parent, NULL);

  return node->trashed;
}

GPtrArray *
natter_message_tree_get_messages (NatterMessageTree *self)
{
  return self->messages;
}

GPtrArray *
natter_message_tree_get_path (NatterMessageTree *self)
{
  return self->path;
}

/**
 * natter_message_tree_update_path:
 * @position: (out): where the path differs from before
 * @n_removed: (out): how many messages are no longer shown from there on
 * @n_added: (out): how many are shown instead
 *
 * Returns: whether it differs
 */
gboolean
natter_message_tree_update_path (NatterMessageTree *self,
                                 guint             *position,
                                 guint             *n_removed,
                                 guint             *n_added)
{
  g_autoptr(GPtrArray) old = g_steal_pointer (&self->path);
  guint same = 0;
  guint end = 0;

  self->path = g_ptr_array_new_with_free_func (g_object_unref);
  for (Node *node = find_next (self->root); node; node = find_next (node))
    g_ptr_array_add (self->path, g_object_ref (node->message));

  while (same < old->len && same < self->path->len &&
         g_ptr_array_index (old, same) == g_ptr_array_index (self->path, same))
    same++;
  while (end < MIN (old->len, self->path->len) - same &&
         g_ptr_array_index (old, old->len - 1 - end) ==
           g_ptr_array_index (self->path, self->path->len - 1 - end))
    end++;

  *position = same;
  *n_removed = old->len - same - end;
  *n_added = self->path->len - same - end;

  return *n_removed > 0 || *n_added > 0;
}
