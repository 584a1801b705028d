/* fuzz-markdown.c: any text becomes blocks without harm, and the same ones however it arrives.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "../unit/markdown/block-dump.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
check_same (NatterBlockList *list,
            const char      *text,
            gsize            length,
            gboolean         compare_text)
{
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, length);

  g_assert (block_dump_matches (G_LIST_MODEL (list), blocks, compare_text));
}

/* Link targets that are defined later reach the blocks before them when the text is whole. */
static gboolean
is_exact (const char *text,
          gsize       length)
{
  return !g_strstr_len (text, (gssize) length, "]:");
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(NatterBlockList) list = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);
  g_autofree char *text = NULL;
  g_autofree char *shown = NULL;
  g_autofree char *whole = NULL;
  gsize length;
  guint step = size > 0 ? data[size - 1] : 0;

  text = g_utf8_make_valid ((const char *) data, (gssize) size);
  length = strlen (text);

  for (gsize end = 0; end < length;)
    {
      step = (step * 5 + 3) % 16;
      end = MIN (end + 1 + step, length);
      while (((guchar) text[end] & 0xC0) == 0x80)
        end++;
      natter_block_list_update (list, text, end);
      if (is_exact (text, end))
        check_same (list, text, end, TRUE);
    }

  natter_block_list_finish (list, text, length);
  shown = block_dump_model (G_LIST_MODEL (list));
  whole = block_dump_parse (text, length);
  g_assert_cmpstr (shown, ==, whole);

  return 0;
}
