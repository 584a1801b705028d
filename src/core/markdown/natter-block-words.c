/* natter-block-words.c: a block's text for other places than the page: as it was written, to be
 * copied, and in words alone, to be read aloud. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-block-private.h"

/* Whether something else was written than what @span shows. */
static gboolean
stands_for (const NatterSpan *span)
{
  return span->target && (span->kind == NATTER_SPAN_MATH || span->kind == NATTER_SPAN_TEX ||
                          span->kind == NATTER_SPAN_HIDDEN);
}

/**
 * natter_span_dup_original:
 * @text: a text that is shown
 * @spans: (array length=n_spans): its styles
 * @n_spans: their number
 * @start: bytes of @text
 * @end: as @start, not behind the end of @text
 *
 * As natter_block_dup_original(), for a text that has no block.
 *
 * Returns: (transfer full): a text to be copied
 */
char *
natter_span_dup_original (const char       *text,
                          const NatterSpan *spans,
                          guint             n_spans,
                          gsize             start,
                          gsize             end)
{
  GString *original;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (start <= end, NULL);

  original = g_string_sized_new (end - start + 1);
  for (guint i = 0; i < n_spans && spans[i].start < end; i++)
    {
      const NatterSpan *span = &spans[i];

      if (!stands_for (span) || span->end <= start)
        continue;
      if (span->start > start)
        g_string_append_len (original, text + start, (gssize) (span->start - start));
      g_string_append (original, span->target);
      start = span->end;
    }
  if (start < end)
    g_string_append_len (original, text + start, (gssize) (end - start));

  return g_string_free_and_steal (original);
}

/**
 * natter_block_dup_original:
 * @self: a block
 * @start: bytes of its text
 * @end: as @start; behind the end of the text for all of it
 *
 * What was written where the part of the text between @start and @end is shown: a formula is TeX
 * with the signs around it, whole even if only a part of it is meant, and a hidden character is
 * itself again.
 *
 * Returns: (transfer full): a text to be copied
 */
char *
natter_block_dup_original (NatterBlock *self,
                           gsize        start,
                           gsize        end)
{
  const NatterSpan *spans;
  guint n_spans;

  g_return_val_if_fail (NATTER_IS_BLOCK (self), NULL);
  g_return_val_if_fail (start <= end, NULL);

  spans = natter_block_get_spans (self, &n_spans);
  end = MIN (end, natter_block_get_length (self));

  return natter_span_dup_original (natter_block_get_text (self), spans, n_spans, MIN (start, end),
                                   end);
}

static void
append_script (GString          *readable,
               const NatterSpan *span,
               const char       *text)
{
  gboolean one = g_utf8_strlen (text + span->start, (gssize) (span->end - span->start)) == 1;

  g_string_append_c (readable, span->kind == NATTER_SPAN_SUPERSCRIPT ? '^' : '_');
  if (!one)
    g_string_append_c (readable, '(');
}

/**
 * natter_block_dup_readable:
 * @self: a block
 *
 * The text with what only its look tells written out: what stands higher or lower is behind "^" or
 * "_", in brackets unless it is one letter.
 *
 * Returns: (transfer full): a text to be read aloud
 */
char *
natter_block_dup_readable (NatterBlock *self)
{
  GString *readable;
  g_autoptr(GArray) closing = NULL;   /* guint: ends of what was opened, the innermost last */
  const char *text;
  const NatterSpan *spans;
  guint n_spans;
  guint next = 0;

  g_return_val_if_fail (NATTER_IS_BLOCK (self), NULL);

  text = natter_block_get_text (self);
  spans = natter_block_get_spans (self, &n_spans);
  readable = g_string_sized_new (natter_block_get_length (self) + 1);
  closing = g_array_new (FALSE, FALSE, sizeof (guint));

  for (guint i = 0; i <= natter_block_get_length (self); i++)
    {
      while (closing->len > 0 && g_array_index (closing, guint, closing->len - 1) <= i)
        {
          g_string_append_c (readable, ')');
          g_array_set_size (closing, closing->len - 1);
        }
      for (; next < n_spans && spans[next].start == i; next++)
        {
          const NatterSpan *span = &spans[next];

          if (span->kind != NATTER_SPAN_SUPERSCRIPT && span->kind != NATTER_SPAN_SUBSCRIPT)
            continue;
          append_script (readable, span, text);
          if (readable->str[readable->len - 1] == '(')
            g_array_append_val (closing, span->end);
        }
      if (text[i] != '\0')
        g_string_append_c (readable, text[i]);
    }

  return g_string_free_and_steal (readable);
}
