/* block-dump.h: blocks as text that a test can compare and a person can read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>
#include <string.h>

#include "natter-block-list.h"
#include "natter-markdown.h"

static inline void
block_dump_append_spans (GString     *out,
                         NatterBlock *block)
{
  static const char *const kinds[] = {
    "emphasis", "strong", "code", "strike", "link", "math", "tex", "variable", "super", "sub",
    "hidden",
  };
  const char *text = natter_block_get_text (block);
  guint n_spans;
  const NatterSpan *span = natter_block_get_spans (block, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    {
      g_assert_cmpuint (span[i].start, <, span[i].end);
      g_assert_cmpuint (span[i].end, <=, natter_block_get_length (block));
      g_assert_true (i == 0 || span[i - 1].start <= span[i].start);
      g_assert_true (((guchar) text[span[i].start] & 0xC0) != 0x80);
      g_assert_true (((guchar) text[span[i].end] & 0xC0) != 0x80);

      g_string_append_printf (out, " %s %u-%u", kinds[span[i].kind], span[i].start, span[i].end);
      if (span[i].target)
        g_string_append_printf (out, " %s", span[i].target);
    }
}

/* One line a block: kind and level, depths where there are any, marker, "loose" or "tight" in a
 * list, how columns are aligned, where an image is, language, text with visible line breaks and
 * tabs, then its spans:
 *   P l1 • tight |read this| strong 0-4 link 5-9 https://a.example */
static inline void
block_dump_append (GString     *out,
                   NatterBlock *block)
{
  static const char kinds[] = "PHCRTMI";
  const char *marker = natter_block_get_marker (block);

  g_string_append_c (out, kinds[natter_block_get_kind (block)]);
  if (natter_block_get_level (block) > 0)
    g_string_append_printf (out, "%u", natter_block_get_level (block));
  if (natter_block_get_quote_depth (block) > 0)
    g_string_append_printf (out, " q%u", natter_block_get_quote_depth (block));
  if (natter_block_get_list_depth (block) > 0)
    g_string_append_printf (out, " l%u %s%s%s", natter_block_get_list_depth (block), marker,
                            marker[0] != '\0' ? " " : "",
                            natter_block_is_tight (block) ? "tight" : "loose");
  if (natter_block_get_n_columns (block) > 0)
    g_string_append_c (out, ' ');
  for (guint i = 0; i < natter_block_get_n_columns (block); i++)
    g_string_append_c (out, "<=>"[natter_block_get_align (block, i)]);
  if (natter_block_get_target (block)[0] != '\0')
    g_string_append_printf (out, " <%s>", natter_block_get_target (block));
  if (natter_block_get_language (block)[0] != '\0')
    g_string_append_printf (out, " (%s)", natter_block_get_language (block));

  g_assert_cmpuint (strlen (natter_block_get_text (block)), ==, natter_block_get_length (block));
  g_string_append (out, " |");
  for (const char *p = natter_block_get_text (block); *p; p++)
    {
      if (*p == '\n')
        g_string_append (out, "↵");
      else if (*p == '\t' && natter_block_get_n_columns (block) > 0)
        g_string_append (out, "→");
      else
        g_string_append_c (out, *p);
    }
  g_string_append_c (out, '|');

  block_dump_append_spans (out, block);
  g_string_append_c (out, '\n');
}

static inline char *
block_dump_array (GPtrArray *blocks)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < blocks->len; i++)
    block_dump_append (out, g_ptr_array_index (blocks, i));

  return g_string_free (g_steal_pointer (&out), FALSE);
}

static inline char *
block_dump_parse (const char *text,
                  gsize       length)
{
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, length);

  return block_dump_array (blocks);
}

static inline char *
block_dump_model (GListModel *model)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (model); i++)
    {
      g_autoptr(NatterBlock) block = g_list_model_get_item (model, i);

      block_dump_append (out, block);
    }

  return g_string_free (g_steal_pointer (&out), FALSE);
}

/* What an open code block may hold back: a line that could still become the closing fence. */
static inline gboolean
block_dump_is_held_back (const char *rest)
{
  gboolean first = *rest == '\n';

  rest += first;
  rest += strspn (rest, " \t");
  rest += *rest == '`' ? strspn (rest, "`") : strspn (rest, "~");
  rest += strspn (rest, " ");

  return *rest == '\0';
}

/* Whether the two are the same blocks, with what natter_block_list_update() may hold back. */
static inline gboolean
block_dump_matches (GListModel *model,
                    GPtrArray  *blocks,
                    gboolean    compare_text)
{
  if (g_list_model_get_n_items (model) != blocks->len)
    return FALSE;

  for (guint i = 0; i < blocks->len; i++)
    {
      g_autoptr(NatterBlock) block = g_list_model_get_item (model, i);
      NatterBlock *other = g_ptr_array_index (blocks, i);
      g_autoptr(GString) mine = g_string_new (NULL);
      g_autoptr(GString) theirs = g_string_new (NULL);

      if (natter_block_get_kind (block) != natter_block_get_kind (other) ||
          natter_block_get_list_depth (block) != natter_block_get_list_depth (other) ||
          natter_block_get_quote_depth (block) != natter_block_get_quote_depth (other) ||
          strcmp (natter_block_get_marker (block), natter_block_get_marker (other)) != 0 ||
          natter_block_is_tight (block) != natter_block_is_tight (other))
        return FALSE;
      if (!compare_text)
        continue;

      block_dump_append (mine, block);
      block_dump_append (theirs, other);
      if (strcmp (mine->str, theirs->str) == 0)
        continue;

      if (!natter_block_is_open (block) || i + 1 < blocks->len ||
          strcmp (natter_block_get_language (block), natter_block_get_language (other)) != 0 ||
          !g_str_has_prefix (natter_block_get_text (other), natter_block_get_text (block)) ||
          !block_dump_is_held_back (natter_block_get_text (other) +
                                    natter_block_get_length (block)))
        return FALSE;
    }

  return TRUE;
}
