/* natter-selection-text.c: what is selected, as text to be copied: the words alone, without what
 * the window draws around them; or their Markdown, the very source where a whole message is
 * selected. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-selection-text.h"

#include "natter-markdown-write.h"

typedef struct
{
  NatterSelection *selection;
  GString         *out;
  NatterRow       *before;   /* the last row that was written; owned */
} Writer;

static NatterRow *
dup_row (NatterSelection *self,
         guint            position)
{
  return g_list_model_get_item (natter_selection_get_rows (self), position);
}

static gboolean
is_tight_item (NatterRow *row)
{
  NatterBlock *block = natter_row_get_block (row);

  return block && natter_block_get_list_depth (block) > 0 && natter_block_is_tight (block);
}

static const char *
get_gap (NatterRow *before,
         NatterRow *row)
{
  NatterMessage *message = natter_row_get_message (row);

  if (!before)
    return "";
  if (natter_row_get_message (before) != message)
    return "\n\n";
  /* The text of a person is cut at its line breaks. */
  if (natter_row_get_block (row) && natter_message_get_role (message) == NATTER_ROLE_USER)
    return "\n";

  return is_tight_item (before) && is_tight_item (row) ? "\n" : "\n\n";
}

static void
begin_row (Writer    *writer,
           NatterRow *row)
{
  g_string_append (writer->out, get_gap (writer->before, row));
  g_set_object (&writer->before, row);
}

static void
write_plain (Writer    *writer,
             NatterRow *row,
             gsize      start,
             gsize      end)
{
  NatterBlock *block = natter_row_get_block (row);
  g_autofree char *original = block ? natter_block_dup_original (block, start, end) : NULL;
  gsize length = 0;
  const char *text = natter_row_get_text (row, &length);

  begin_row (writer, row);
  if (original)
    g_string_append (writer->out, original);
  else
    g_string_append_len (writer->out, text + start, (gssize) (end - start));
}

static void
write_markdown (Writer    *writer,
                NatterRow *row,
                gsize      start,
                gsize      end)
{
  NatterBlock *block = natter_row_get_block (row);
  gboolean is_user =
    natter_message_get_role (natter_row_get_message (row)) == NATTER_ROLE_USER;

  if (!block || is_user || start > 0 || end < natter_block_get_length (block))
    {
      write_plain (writer, row, start, end);
      return;
    }

  begin_row (writer, row);
  natter_markdown_write_block (block, writer->out);
}

/* Whether a message is selected from its first word to its last; *last is where it ends. */
static gboolean
is_whole_message (NatterSelection   *self,
                  guint              position,
                  const NatterPoint *first_point,
                  const NatterPoint *last_point,
                  guint             *last)
{
  NatterPoint start;
  NatterPoint end;

  if (!natter_selection_get_message (self, position, &start, &end) ||
      natter_point_compare (first_point, &start) > 0 ||
      natter_point_compare (last_point, &end) < 0)
    return FALSE;

  *last = end.position;

  return start.position == position;
}

static gboolean
get_points (NatterSelection *self,
            NatterPoint     *first,
            NatterPoint     *last)
{
  NatterPoint swap;

  if (!natter_selection_get_ends (self, first, last))
    return FALSE;

  if (natter_point_compare (first, last) > 0)
    {
      swap = *first;
      *first = *last;
      *last = swap;
    }

  return TRUE;
}

/**
 * natter_selection_dup_text:
 *
 * Returns: (transfer full): the words that are selected: no markers, no names, no line numbers
 */
char *
natter_selection_dup_text (NatterSelection *self)
{
  Writer writer = { .selection = self, .out = g_string_new (NULL) };
  NatterPoint first;
  NatterPoint last;

  g_return_val_if_fail (NATTER_IS_SELECTION (self), NULL);

  if (!get_points (self, &first, &last))
    return g_string_free_and_steal (writer.out);

  for (guint i = first.position; i <= last.position; i++)
    {
      g_autoptr(NatterRow) row = dup_row (self, i);
      gsize start = 0;
      gsize end = 0;

      if (natter_selection_get_range (self, i, &start, &end))
        write_plain (&writer, row, start, end);
    }
  g_clear_object (&writer.before);

  return g_string_free_and_steal (writer.out);
}

/**
 * natter_selection_dup_markdown:
 *
 * Returns: (transfer full): what is selected as Markdown: the source of a whole message, a block's
 *   own where it is whole, else the words alone
 */
char *
natter_selection_dup_markdown (NatterSelection *self)
{
  Writer writer = { .selection = self, .out = g_string_new (NULL) };
  NatterPoint first;
  NatterPoint last;

  g_return_val_if_fail (NATTER_IS_SELECTION (self), NULL);

  if (!get_points (self, &first, &last))
    return g_string_free_and_steal (writer.out);

  for (guint i = first.position; i <= last.position; i++)
    {
      g_autoptr(NatterRow) row = dup_row (self, i);
      gsize start = 0;
      gsize end = 0;

      if (!natter_selection_get_range (self, i, &start, &end))
        continue;

      if (natter_row_get_block (row) && is_whole_message (self, i, &first, &last, &i))
        {
          begin_row (&writer, row);
          g_string_append (writer.out, natter_message_get_text (natter_row_get_message (row)));
        }
      else
        write_markdown (&writer, row, start, end);
    }
  g_clear_object (&writer.before);

  return g_string_free_and_steal (writer.out);
}
