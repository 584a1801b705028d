/* natter-markdown-reveal.c: hidden characters of a text become names that are seen, and everything
 * that points into the text moves along. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-reveal.h"

typedef struct
{
  const GArray *found;    /* NatterHidden, in the text as it was */
  GArray       *starts;   /* guint: where the name of each begins */
  GArray       *ends;
} Move;

/* Where a place of the text as it was is now. */
static guint
move (const Move *self,
      guint       offset)
{
  guint low = 0;
  guint high = self->found->len;

  /* How many end at or before the place. */
  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->found, NatterHidden, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }
  if (low == 0)
    return offset;

  return g_array_index (self->ends, guint, low - 1) +
         (offset - (guint) g_array_index (self->found, NatterHidden, low - 1).end);
}

static gboolean
is_formula (const NatterSpan *span)
{
  return span->kind == NATTER_SPAN_MATH || span->kind == NATTER_SPAN_TEX;
}

/* A formula is kept apart from what is written around it by isolates of our own. */
static void
drop_own (GArray       *found,
          const GArray *spans,
          const char   *text)
{
  guint kept = 0;
  guint next = 0;

  for (guint i = 0; i < found->len; i++)
    {
      NatterHidden hidden = g_array_index (found, NatterHidden, i);
      gboolean own = FALSE;

      /* Formulas do not nest; those that end before cannot be meant. */
      while (next < spans->len &&
             (!is_formula (&g_array_index (spans, NatterSpan, next)) ||
              g_array_index (spans, NatterSpan, next).end < hidden.end))
        next++;
      if (next < spans->len)
        {
          const NatterSpan *span = &g_array_index (spans, NatterSpan, next);
          gunichar c = g_utf8_get_char (text + hidden.start);

          own = (c == NATTER_HIDDEN_ISOLATE && hidden.start == span->start) ||
                (c == NATTER_HIDDEN_END_ISOLATE && hidden.end == span->end);
        }
      if (!own)
        g_array_index (found, NatterHidden, kept++) = hidden;
    }
  g_array_set_size (found, kept);
}

static void
replace_text (Move       *self,
              const char *old,
              gsize       length,
              GString    *text)
{
  gsize done = 0;

  g_string_truncate (text, 0);
  for (guint i = 0; i < self->found->len; i++)
    {
      NatterHidden hidden = g_array_index (self->found, NatterHidden, i);
      guint offset;

      g_string_append_len (text, old + done, (gssize) (hidden.start - done));
      offset = (guint) text->len;
      g_array_append_val (self->starts, offset);
      natter_hidden_append_name (text, g_utf8_get_char (old + hidden.start));
      offset = (guint) text->len;
      g_array_append_val (self->ends, offset);
      done = hidden.end;
    }
  g_string_append_len (text, old + done, (gssize) (length - done));
}

static NatterSpan
make_span (const Move *self,
           const char *old,
           guint       i)
{
  NatterHidden hidden = g_array_index (self->found, NatterHidden, i);

  return (NatterSpan) {
    .kind = NATTER_SPAN_HIDDEN,
    .start = g_array_index (self->starts, guint, i),
    .end = g_array_index (self->ends, guint, i),
    .target = g_strndup (old + hidden.start, hidden.end - hidden.start),
  };
}

/* The old ones moved, and one for each name; those that begin at one place contain the name. */
static void
replace_spans (const Move *self,
               const char *old,
               GArray     *spans)
{
  g_autofree NatterSpan *before = NULL;
  guint n_before = spans->len;
  guint next = 0;

  if (n_before > 0)
    before = g_memdup2 (spans->data, n_before * sizeof (NatterSpan));
  for (guint i = 0; i < n_before; i++)
    {
      g_array_index (spans, NatterSpan, i).target = NULL;
      before[i].start = move (self, before[i].start);
      before[i].end = move (self, before[i].end);
    }
  g_array_set_size (spans, 0);

  for (guint i = 0; i < self->found->len; i++)
    {
      NatterSpan name = make_span (self, old, i);

      for (; next < n_before && before[next].start <= name.start; next++)
        g_array_append_val (spans, before[next]);
      g_array_append_val (spans, name);
    }
  for (; next < n_before; next++)
    g_array_append_val (spans, before[next]);
}

/**
 * natter_reveal_hidden:
 * @text: a paragraph, all cells of a table, or code
 * @spans: (element-type NatterSpan): its styles, by start
 * @cells: (element-type NatterTableCell) (nullable): where its cells are
 * @before: the character that stands before it, or 0
 * @place: how strict to be
 *
 * Replaces what natter_hidden_find() finds by names, each with a span that knows what was written.
 *
 * Returns: whether there was anything to replace
 */
gboolean
natter_reveal_hidden (GString           *text,
                      GArray            *spans,
                      GArray            *cells,
                      gunichar           before,
                      NatterHiddenPlace  place)
{
  g_autoptr(GArray) found = NULL;
  g_autoptr(GArray) starts = NULL;
  g_autoptr(GArray) ends = NULL;
  g_autofree char *old = NULL;
  Move self = { 0 };
  gsize length;

  if (!natter_hidden_may_find (text->str, text->len))
    return FALSE;

  self.found = found = g_array_new (FALSE, FALSE, sizeof (NatterHidden));
  natter_hidden_find (text->str, text->len, before, place, found);
  drop_own (found, spans, text->str);
  if (found->len == 0)
    return FALSE;

  self.starts = starts = g_array_sized_new (FALSE, FALSE, sizeof (guint), found->len);
  self.ends = ends = g_array_sized_new (FALSE, FALSE, sizeof (guint), found->len);
  length = text->len;
  old = g_strndup (text->str, length);
  replace_text (&self, old, length, text);
  replace_spans (&self, old, spans);
  for (guint i = 0; cells && i < cells->len; i++)
    {
      NatterTableCell *cell = &g_array_index (cells, NatterTableCell, i);

      cell->start = move (&self, cell->start);
      cell->end = move (&self, cell->end);
    }

  return TRUE;
}
