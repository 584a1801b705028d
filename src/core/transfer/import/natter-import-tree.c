/* natter-import-tree.c: the nodes of a foreign conversation become a tree, whatever they say of one
 * another: an id that is there twice, parents that are missing, that go round in a circle or are
 * not shown, times that run backwards. Pure, one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-tree.h"

enum
{
  STATE_NEW,
  STATE_WALKED,   /* by the walk that is under way */
  STATE_DONE,
};

/* The second one with an id stays a node of its own. */
static GHashTable *
index_nodes (GPtrArray *nodes)
{
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; i < nodes->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (nodes, i);

      if (g_hash_table_contains (index, node->id))
        {
          g_autofree char *id = g_steal_pointer (&node->id);

          node->id = g_strdup_printf ("%s#%u", id, i);
        }
      g_hash_table_insert (index, node->id, node);
    }

  return index;
}

static void
find_parents (GPtrArray  *nodes,
              GHashTable *index)
{
  for (guint i = 0; i < nodes->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (nodes, i);

      node->parent = node->parent_id ? g_hash_table_lookup (index, node->parent_id) : NULL;
    }
}

/* The one at which the walk meets itself becomes a first message. */
static void
break_circle (NatterImportNode *start)
{
  NatterImportNode *node = start;

  while (node && node->state == STATE_NEW)
    {
      node->state = STATE_WALKED;
      if (node->parent && node->parent->state == STATE_WALKED)
        node->parent = NULL;
      node = node->parent;
    }

  for (node = start; node && node->state == STATE_WALKED; node = node->parent)
    node->state = STATE_DONE;
}

/* A node that says nothing and tells of no end has nothing to show. */
static gboolean
is_hidden (NatterImportChat *chat,
           NatterImportNode *node)
{
  if (chat->is_own)
    return FALSE;

  return node->role == NATTER_IMPORT_HIDDEN ||
         (node->parts->len == 0 && node->originals->len == 0 &&
          node->end != NATTER_END_PROVIDER_ERROR && node->end != NATTER_END_STOPPED &&
          node->end != NATTER_END_INTERRUPTED);
}

static void
take_originals (NatterImportNode *from,
                NatterImportNode *into)
{
  for (guint i = 0; i < from->originals->len; i++)
    g_ptr_array_add (into->originals, g_strdup (g_ptr_array_index (from->originals, i)));
  g_ptr_array_set_size (from->originals, 0);
  into->n_unknown += from->n_unknown;
  from->n_unknown = 0;
}

/* Long chains of hidden nodes are climbed once: what they lead to is remembered. */
static void
climb (NatterImportChat *chat,
       NatterImportNode *node)
{
  NatterImportNode *parent = node->parent;

  while (parent && is_hidden (chat, parent))
    {
      NatterImportNode *next = parent->parent;

      take_originals (parent, node);
      if (next && is_hidden (chat, next))
        {
          take_originals (next, node);
          parent->parent = next->parent;
        }
      parent = parent->parent;
    }

  node->parent = parent;
}

static int
compare_siblings (gconstpointer a,
                  gconstpointer b)
{
  const NatterImportNode *one = *(NatterImportNode *const *) a;
  const NatterImportNode *two = *(NatterImportNode *const *) b;

  if (one->order != two->order)
    return one->order < two->order ? -1 : 1;
  if (one->time != two->time)
    return one->time < two->time ? -1 : 1;

  return one->index < two->index ? -1 : one->index > two->index;
}

/* Returns: (transfer full): those that are shown, each below its parent */
static GHashTable *
sort_children (NatterImportChat *chat)
{
  GHashTable *children = g_hash_table_new_full (NULL, NULL, NULL,
                                                (GDestroyNotify) g_ptr_array_unref);
  GHashTableIter iter;
  gpointer list = NULL;

  for (guint i = 0; i < chat->nodes->len; i++)
    {
      NatterImportNode *node = g_ptr_array_index (chat->nodes, i);

      if (is_hidden (chat, node))
        continue;

      list = g_hash_table_lookup (children, node->parent);
      if (!list)
        {
          list = g_ptr_array_new ();
          g_hash_table_insert (children, node->parent, list);
        }
      g_ptr_array_add (list, node);
      if (node->parent)
        node->parent->n_children++;
    }

  g_hash_table_iter_init (&iter, children);
  while (g_hash_table_iter_next (&iter, NULL, &list))
    g_ptr_array_sort (list, compare_siblings);

  return children;
}

static gint64
find_first_time (NatterImportChat *chat)
{
  gint64 first = chat->created;

  for (guint i = 0; first == 0 && i < chat->nodes->len; i++)
    first = ((NatterImportNode *) g_ptr_array_index (chat->nodes, i))->time;
  if (first == 0)
    first = chat->updated;

  return first ? first : g_get_real_time () / 1000;
}

static void
fit_time (NatterImportChat *chat,
          NatterImportNode *node,
          gint64            first)
{
  gint64 floor = node->parent ? node->parent->time + 1 : 0;

  if (chat->is_own && node->time > 0)
    return;
  if (node->time <= 0)
    node->time = node->parent ? floor : first;
  node->time = MAX (node->time, floor);
}

/* An answer is one message however many nodes it took: thoughts, calls, what tools answered, text.
 * Where it forks the branches are messages of their own. */
static void
join_answer (NatterImportChat *chat,
             NatterImportNode *node)
{
  NatterImportNode *parent = node->parent;
  NatterImportNode *group = NULL;

  node->group = node;
  if (chat->is_own || !parent || node->role != NATTER_IMPORT_ASSISTANT ||
      parent->role != NATTER_IMPORT_ASSISTANT || parent->n_children != 1 ||
      parent->end == NATTER_END_PROVIDER_ERROR)
    return;

  group = parent->group;
  node->group = group;
  g_ptr_array_extend (group->parts, node->parts, (GCopyFunc) (void (*) (void))
                      natter_stored_part_ref, NULL);
  g_ptr_array_set_size (node->parts, 0);
  take_originals (node, group);
  group->end = node->end;
  if (node->model)
    g_set_str (&group->model, node->model);
  if (node->finish_reason)
    g_set_str (&group->finish_reason, node->finish_reason);
  if (node->error)
    g_set_str (&group->error, node->error);
  if (node->error_category)
    g_set_str (&group->error_category, node->error_category);
  if (natter_usage_is_known (&node->usage))
    group->usage = node->usage;
  if (node->text_after >= 0)
    {
      group->reasoning_after = node->reasoning_after;
      group->text_after = node->text_after;
    }
}

/* The last of its siblings is shown where nothing else is said. */
static void
choose_path (NatterImportChat *chat,
             GPtrArray        *ordered,
             GHashTable       *index)
{
  NatterImportNode *node = chat->current_id ? g_hash_table_lookup (index, chat->current_id) : NULL;

  for (guint i = 0; i < ordered->len; i++)
    {
      NatterImportNode *one = g_ptr_array_index (ordered, i);

      if (one->parent)
        one->parent->group->chosen = one;
    }

  while (node)
    {
      if (!is_hidden (chat, node))
        {
          node = node->group;
          if (node->parent)
            node->parent->group->chosen = node;
          node->is_on_path = TRUE;
        }
      node = node->parent;
    }
}

/* Depth first, without the depth of the stack. */
static GPtrArray *
order_nodes (NatterImportChat *chat,
             GHashTable       *children)
{
  GPtrArray *ordered = g_ptr_array_sized_new (chat->nodes->len);
  g_autoptr(GPtrArray) stack = g_ptr_array_new ();
  GPtrArray *list = g_hash_table_lookup (children, NULL);
  gint64 first = find_first_time (chat);

  while (list || stack->len > 0)
    {
      NatterImportNode *node = NULL;

      for (guint i = list ? list->len : 0; i > 0; i--)
        {
          node = g_ptr_array_index (list, i - 1);
          node->position = i - 1;
          g_ptr_array_add (stack, node);
        }

      node = g_ptr_array_steal_index (stack, stack->len - 1);
      fit_time (chat, node, first);
      join_answer (chat, node);
      if (node->group == node)
        g_ptr_array_add (ordered, node);
      list = g_hash_table_lookup (children, node);
    }

  return ordered;
}

/**
 * natter_import_tree_grow:
 * @chat: a conversation whose nodes say what they are
 *
 * Returns: (transfer container) (element-type NatterImportNode): those that become messages,
 *   parents before their children; the group of each node's parent is what it hangs on
 */
GPtrArray *
natter_import_tree_grow (NatterImportChat *chat)
{
  g_autoptr(GHashTable) index = index_nodes (chat->nodes);
  g_autoptr(GHashTable) children = NULL;
  GPtrArray *ordered = NULL;

  find_parents (chat->nodes, index);
  for (guint i = 0; i < chat->nodes->len; i++)
    break_circle (g_ptr_array_index (chat->nodes, i));
  for (guint i = 0; i < chat->nodes->len; i++)
    if (!is_hidden (chat, g_ptr_array_index (chat->nodes, i)))
      climb (chat, g_ptr_array_index (chat->nodes, i));

  children = sort_children (chat);
  ordered = order_nodes (chat, children);
  choose_path (chat, ordered, index);

  return ordered;
}
