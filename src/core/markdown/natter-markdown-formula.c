/* natter-markdown-formula.c: the formulas of the leaf that is being parsed. The parser saw letters
 * in their place; here their source is put together again and becomes readable text, or a leaf of
 * its own. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-leaf.h"

#include <string.h>

#include "natter-formula-place.h"
#include "natter-formula.h"
#include "natter-hidden.h"

static const NatterSpanKind run_kinds[] = {
  [NATTER_FORMULA_VARIABLE] = NATTER_SPAN_VARIABLE,
  [NATTER_FORMULA_STRONG] = NATTER_SPAN_STRONG,
  [NATTER_FORMULA_SUPERSCRIPT] = NATTER_SPAN_SUPERSCRIPT,
  [NATTER_FORMULA_SUBSCRIPT] = NATTER_SPAN_SUBSCRIPT,
};

/* Ends the leaf and begins another one in the same place of the document. */
static void
restart (NatterLeaf      *self,
         NatterBlockKind  kind)
{
  NatterBlockShape shape = self->shape;

  natter_leaf_end (self);
  natter_leaf_begin (self, kind);
  self->shape.list_depth = shape.list_depth;
  self->shape.quote_depth = shape.quote_depth;
  self->shape.is_tight = shape.is_tight;
}

/* Behind a formula on lines of its own comes something else: a further paragraph. A formula that is
 * not whole is none. */
void
natter_leaf_go_on (NatterLeaf *self)
{
  natter_leaf_drop_formula (self);
  if (self->open && self->shape.kind == NATTER_BLOCK_MATH)
    restart (self, NATTER_BLOCK_PARAGRAPH);
}

/* Shows what was read of a formula as it was written. */
void
natter_leaf_drop_formula (NatterLeaf *self)
{
  g_autofree char *source = NULL;

  if (self->formula_end == 0)
    return;

  self->formula_end = 0;
  source = g_strdelimit (g_strdup (self->formula->str), "\n", ' ');
  natter_leaf_add_words (self, source, strlen (source));
}

/* The full stop of a sentence that ends in a formula belongs to the formula's line. */
static gsize
count_stops (NatterLeaf *self,
             const char *text,
             gsize       length)
{
  gsize n = 0;

  if (self->spans->len == 0 ||
      g_array_index (self->spans, NatterSpan, 0).end != self->text->len)
    return 0;

  while (n < length && strchr (".,;:!?", text[n]) && text[n] != '\0')
    n++;

  return n == length || text[n] == ' ' ? n : 0;
}

/* Adds text in which there is no formula. */
void
natter_leaf_add_words (NatterLeaf *self,
                       const char *text,
                       gsize       length)
{
  if (self->shape.kind == NATTER_BLOCK_MATH)
    {
      gsize n = count_stops (self, text, length);

      g_string_append_len (self->text, text, (gssize) n);
      while (n < length && text[n] == ' ')
        n++;
      text += n;
      length -= n;
      if (length == 0)
        return;
      restart (self, NATTER_BLOCK_PARAGRAPH);
    }

  g_string_append_len (self->text, text, (gssize) length);
}

/* Beside letters that are read from right to left, or where no letter tells the direction, the
 * parts of a formula would change places. */
static gboolean
may_turn (NatterLeaf    *self,
          const GString *formula)
{
  gsize seen = MIN (self->rtl_seen, self->text->len);
  gboolean is_plain = TRUE;

  for (gsize i = 0; i < formula->len && is_plain; i++)
    is_plain = g_ascii_isalnum (formula->str[i]);
  if (is_plain || g_utf8_strlen (formula->str, (gssize) formula->len) < 2)
    return FALSE;

  self->has_rtl |= natter_hidden_has_rtl (self->text->str + seen, self->text->len - seen);
  self->rtl_seen = self->text->len;

  return self->has_rtl || !g_unichar_isalpha (g_utf8_get_char (formula->str));
}

static void
append_readable (NatterLeaf    *self,
                 const GString *readable,
                 const GArray  *runs,
                 gboolean       isolate)
{
  gsize start;

  if (isolate)
    g_string_append_unichar (self->text, NATTER_HIDDEN_ISOLATE);
  start = self->text->len;
  g_string_append_len (self->text, readable->str, (gssize) readable->len);
  if (isolate)
    g_string_append_unichar (self->text, NATTER_HIDDEN_END_ISOLATE);

  for (guint i = 0; i < runs->len && self->n_images == 0; i++)
    {
      NatterFormulaRun run = g_array_index (runs, NatterFormulaRun, i);
      NatterSpan span = {
        .kind = run_kinds[run.style],
        .start = (guint) (start + run.start),
        .end = (guint) (start + run.end),
      };

      g_array_append_val (self->spans, span);
    }
}

/* Adds the formula that was read, @sign bytes at each end of it being the signs around it. */
static void
append_formula (NatterLeaf *self,
                guint       sign,
                gboolean    display)
{
  g_autofree char *tex = g_strndup (self->formula->str + sign, self->formula->len - 2 * sign);
  g_autoptr(GString) readable = g_string_new (NULL);
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (NatterFormulaRun));
  NatterSpan span = { .kind = NATTER_SPAN_MATH, .start = (guint) self->text->len };
  guint index = self->spans->len;

  g_strstrip (tex);
  if (!natter_formula_read (tex, strlen (tex), display, readable, runs))
    {
      span.kind = NATTER_SPAN_TEX;
      g_string_append (readable, display ? tex : g_strdelimit (tex, "\n", ' '));
    }
  if (self->n_images == 0)
    {
      span.target = g_strdup (self->formula->str);
      g_array_append_val (self->spans, span);
    }

  append_readable (self, readable, runs, !display && may_turn (self, readable));
  if (self->n_images == 0)
    g_array_index (self->spans, NatterSpan, index).end = (guint) self->text->len;
}

static void
trim_end (NatterLeaf *self)
{
  while (self->text->len > 0 && strchr (" \n", self->text->str[self->text->len - 1]))
    g_string_truncate (self->text, self->text->len - 1);
  for (guint i = 0; i < self->spans->len; i++)
    {
      NatterSpan *span = &g_array_index (self->spans, NatterSpan, i);

      span->end = MIN (span->end, (guint) self->text->len);
    }
}

/* A formula on lines of its own ends the paragraph that it was written in. */
static void
begin_math (NatterLeaf *self)
{
  if (self->shape.kind == NATTER_BLOCK_PARAGRAPH)
    trim_end (self);
  if (self->text->len > 0)
    restart (self, NATTER_BLOCK_MATH);
  self->shape.kind = NATTER_BLOCK_MATH;
  g_array_set_size (self->spans, 0);
}

static void
end_formula (NatterLeaf               *self,
             const NatterFormulaPlace *place)
{
  gboolean is_block = place->display && self->stack->len == 0 &&
                      (self->shape.kind == NATTER_BLOCK_PARAGRAPH ||
                       self->shape.kind == NATTER_BLOCK_MATH);

  self->formula_end = 0;
  if (is_block)
    begin_math (self);
  else
    natter_leaf_go_on (self);
  append_formula (self, place->sign, is_block);
}

/* The first formula that ends behind @offset of the source. */
static guint
find_place (NatterLeaf *self,
            gsize       offset)
{
  guint low = 0;
  guint high = self->places->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->places, NatterFormulaPlace, middle).end <= offset)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

/* The text of a bare address is the address. */
static gboolean
is_in_address (NatterLeaf *self)
{
  return self->stack->len > 0 &&
         g_array_index (self->stack, NatterOpenSpan, self->stack->len - 1).autolink;
}

/* Adds text that lies in the source: words, formulas, and parts of formulas. */
void
natter_leaf_add_normal (NatterLeaf *self,
                        const char *text,
                        gsize       length)
{
  gsize at = (gsize) (text - self->input);
  gsize end = at + length;

  for (guint i = find_place (self, at); at < end; i++)
    {
      const NatterFormulaPlace *place = NULL;
      gsize stop;

      if (i < self->places->len)
        place = &g_array_index (self->places, NatterFormulaPlace, i);
      stop = place ? MIN (place->start, end) : end;
      if (at < stop)
        {
          natter_leaf_drop_formula (self);
          natter_leaf_add_words (self, self->original + at, stop - at);
          at = stop;
        }
      if (at == end || !place)
        continue;

      stop = MIN (place->end, end);
      if (at == place->start && !is_in_address (self))
        {
          natter_leaf_drop_formula (self);
          self->formula_end = place->end;
          g_string_truncate (self->formula, 0);
        }
      if (self->formula_end != place->end)
        natter_leaf_add_words (self, self->original + at, stop - at);
      else
        g_string_append_len (self->formula, self->original + at, (gssize) (stop - at));
      if (self->formula_end == place->end && stop == place->end)
        end_formula (self, place);
      at = stop;
    }
}
