/* list-watch.h: a list of blocks and one who looks at it as the window does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "block-dump.h"

/* Holds what each row shows and counts what happens to it. */
typedef struct
{
  NatterBlockList *list;
  GPtrArray       *rows;          /* a reference to what each row shows */
  guint            n_items_changed;
  guint            n_changed;
  guint            n_appended;
  guint            first_touched;
} Watch;

static inline void
row_touched (Watch *self,
             guint  row)
{
  self->first_touched = MIN (self->first_touched, row);
}

static inline void
block_changed_cb (NatterBlock *block,
                  Watch       *self)
{
  guint row;

  g_assert_true (g_ptr_array_find (self->rows, block, &row));
  row_touched (self, row);
  self->n_changed++;
}

static inline void
block_appended_cb (NatterBlock *block,
                   Watch       *self)
{
  guint row;

  g_assert_true (g_ptr_array_find (self->rows, block, &row));
  g_assert_cmpuint (row, ==, self->rows->len - 1);
  g_assert_true (natter_block_is_open (block));
  row_touched (self, row);
  self->n_appended++;
}

static inline void
items_changed_cb (GListModel *model,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Watch      *self)
{
  for (guint i = 0; i < removed; i++)
    {
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->rows, position), self);
      g_ptr_array_remove_index (self->rows, position);
    }
  for (guint i = 0; i < added; i++)
    {
      NatterBlock *block = g_list_model_get_item (model, position + i);

      g_signal_connect (block, "changed", G_CALLBACK (block_changed_cb), self);
      g_signal_connect (block, "appended", G_CALLBACK (block_appended_cb), self);
      g_ptr_array_insert (self->rows, (int) (position + i), block);
    }
  row_touched (self, position);
  self->n_items_changed++;

  g_assert_cmpuint (self->rows->len, ==, g_list_model_get_n_items (model));
}

static inline void
watch_init (Watch                 *self,
            NatterBlockListSyntax  syntax)
{
  *self = (Watch) {
    .list = natter_block_list_new (syntax),
    .rows = g_ptr_array_new_with_free_func (g_object_unref),
    .first_touched = G_MAXUINT,
  };
  g_signal_connect (self->list, "items-changed", G_CALLBACK (items_changed_cb), self);
}

static inline void
watch_reset (Watch *self)
{
  self->n_items_changed = 0;
  self->n_changed = 0;
  self->n_appended = 0;
  self->first_touched = G_MAXUINT;
}

/* What the rows show is what the list holds: no change went by without a signal. */
static inline void
watch_check (Watch *self)
{
  g_assert_cmpuint (self->rows->len, ==, g_list_model_get_n_items (G_LIST_MODEL (self->list)));
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autoptr(NatterBlock) block = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      g_assert_true (block == g_ptr_array_index (self->rows, i));
    }
}

static inline void
watch_clear (Watch *self)
{
  watch_check (self);
  for (guint i = 0; i < self->rows->len; i++)
    g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->rows, i), self);
  g_ptr_array_unref (self->rows);
  g_assert_finalize_object (self->list);
}

/* Targets may be known to the whole and not to a piece of it. */
static inline gboolean
may_define_links (const char *text,
                  gsize       length)
{
  for (gsize i = 1; i < length; i++)
    {
      if (text[i - 1] == ']' && text[i] == ':')
        return TRUE;
    }

  return FALSE;
}

static inline void
check_prefix (NatterBlockList *list,
              const char      *text,
              gsize            length)
{
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, length);

  if (!block_dump_matches (G_LIST_MODEL (list), blocks, !may_define_links (text, length)))
    {
      g_autofree char *prefix = g_strndup (text, length);
      g_autofree char *escaped = g_strescape (prefix, NULL);
      g_autofree char *mine = block_dump_model (G_LIST_MODEL (list));
      g_autofree char *theirs = block_dump_array (blocks);

      g_test_message ("after \"%s\"", escaped);
      g_assert_cmpstr (mine, ==, theirs);
    }
}

/* What a row shows, all of it. */
static inline char *
dump_row (NatterBlock *block)
{
  g_autoptr(GString) out = g_string_new (natter_block_is_open (block) ? "open " : "");

  block_dump_append (out, block);

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* Finishes the text: the rows are those of a full parse, and of those that were there before only
 * the ones were told to change that show something else now. */
static inline void
check_finish (Watch      *watch,
              const char *text,
              gsize       length)
{
  g_autofree char *expected = block_dump_parse (text, length);
  g_autofree char *found = NULL;
  g_autoptr(GHashTable) before = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  guint n_before = watch->n_changed;
  guint n_differ = 0;

  for (guint i = 0; i < watch->rows->len; i++)
    g_hash_table_insert (before, g_ptr_array_index (watch->rows, i),
                         dump_row (g_ptr_array_index (watch->rows, i)));

  natter_block_list_finish (watch->list, text, length);
  found = block_dump_model (G_LIST_MODEL (watch->list));
  g_assert_cmpstr (found, ==, expected);

  for (guint i = 0; i < watch->rows->len; i++)
    {
      NatterBlock *block = g_ptr_array_index (watch->rows, i);
      g_autofree char *shown = dump_row (block);
      const char *old = g_hash_table_lookup (before, block);

      g_assert_false (natter_block_is_open (block));
      n_differ += old && !g_str_equal (old, shown);
    }
  g_assert_cmpuint (watch->n_changed - n_before, ==, n_differ);
}
