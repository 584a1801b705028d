/* natter-markdown-leaf.c: the text and styles of the leaf that is being parsed. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-leaf.h"

#include <string.h>

#include "natter-fence.h"
#include "natter-markdown-entities.h"
#include "natter-markdown-reveal.h"

/* A longer paragraph is cut at a blank: a row of the view must not be much taller than a screen. */
#define MAX_PARAGRAPH 8000

#define REPLACEMENT_CHARACTER "\357\277\275"

static void
clear_span (gpointer data)
{
  NatterSpan *span = data;

  g_clear_pointer (&span->target, g_free);
}

/* Starts with no leaf. The parser is given @input, which is @original with the formulas at @places
 * hidden; finished leaves are appended to @blocks. */
void
natter_leaf_init (NatterLeaf   *self,
                  const char   *input,
                  gsize         input_length,
                  const char   *original,
                  const GArray *places,
                  GPtrArray    *blocks)
{
  *self = (NatterLeaf) {
    .input = input,
    .input_length = input_length,
    .original = original,
    .places = places,
    .blocks = blocks,
    .formula = g_string_new (NULL),
    .language = g_string_new (NULL),
    .text = g_string_sized_new (1024),
    .target = g_string_new (NULL),
    .spans = g_array_new (FALSE, FALSE, sizeof (NatterSpan)),
    .stack = g_array_new (FALSE, FALSE, sizeof (NatterOpenSpan)),
    .cells = g_array_new (FALSE, FALSE, sizeof (NatterTableCell)),
    .aligns = g_array_new (FALSE, FALSE, sizeof (NatterAlign)),
    .image = g_string_new (NULL),
  };
  g_array_set_clear_func (self->spans, clear_span);
}

void
natter_leaf_clear (NatterLeaf *self)
{
  g_string_free (self->language, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->target, TRUE);
  g_string_free (self->formula, TRUE);
  g_array_unref (self->spans);
  g_array_unref (self->stack);
  g_array_unref (self->cells);
  g_array_unref (self->aligns);
  g_string_free (self->image, TRUE);
}

/* Begins a leaf; the caller fills in the rest of the shape. */
void
natter_leaf_begin (NatterLeaf      *self,
                   NatterBlockKind  kind)
{
  g_assert (!self->open);

  self->open = TRUE;
  self->shape = (NatterBlockShape) { .kind = kind };
  self->code_indent = 0;
  self->rtl_seen = 0;
  self->has_rtl = FALSE;
  self->image_start = self->image_end = 0;
  self->image_count = 0;
  g_string_truncate (self->language, 0);
}

/* What was written where the parser found @text. */
static const char *
get_original (NatterLeaf *self,
              const char *text)
{
  if (text < self->input || text >= self->input + self->input_length)
    return text;

  return self->original + (text - self->input);
}

/* The parser turns the blanks before a line of code into spaces. A Makefile needs its tabs back:
 * they stand in the source before @text. */
static void
restore_indent (NatterLeaf *self,
                const char *text)
{
  const char *blanks = text;
  const char *line;
  guint start = 0;
  guint column;

  while (blanks > self->input && (blanks[-1] == ' ' || blanks[-1] == '\t'))
    blanks--;
  for (line = blanks; line > self->input && line[-1] != '\n' && line[-1] != '\r'; line--)
    ;

  for (; line < blanks; line++)
    start = *line == '\t' ? (start / 4 + 1) * 4 : start + 1;
  column = start;
  for (const char *p = blanks; p < text; p++)
    column = *p == '\t' ? (column / 4 + 1) * 4 : column + 1;

  natter_fence_append_indent (self->text, blanks, (gsize) (text - blanks), start,
                              column - MIN (self->code_indent, column));
}

static void
add_code (NatterLeaf *self,
          const char *text,
          gsize       length)
{
  gboolean in_source = text >= self->input && text < self->input + self->input_length;

  if (!in_source && text[0] == ' ')
    {
      self->code_indent += (guint) length;
      return;
    }

  if (self->code_indent > 0 && in_source && text > self->input &&
      memchr (text - MIN (self->code_indent, (gsize) (text - self->input)), '\t',
              MIN (self->code_indent, (gsize) (text - self->input))))
    restore_indent (self, text);
  else
    for (guint i = 0; i < self->code_indent; i++)
      g_string_append_c (self->text, ' ');
  self->code_indent = 0;
  g_string_append_len (self->text, get_original (self, text), (gssize) length);
}

/* In a table's cell a bar inside of code is written "\|": the parser keeps the backslash. */
static void
add_code_span (NatterLeaf *self,
               const char *text,
               gsize       length)
{
  gsize start = 0;

  text = get_original (self, text);
  for (gsize i = 0; self->shape.kind == NATTER_BLOCK_TABLE && i + 1 < length; i++)
    {
      if (text[i] != '\\' || text[i + 1] != '|')
        continue;
      g_string_append_len (self->text, text + start, (gssize) (i - start));
      start = i + 1;
    }
  g_string_append_len (self->text, text + start, (gssize) (length - start));
}

/* A line's end within the leaf: in a formula, behind one on lines of its own, or in words. */
static void
add_break (NatterLeaf *self,
           char        mark)
{
  if (self->formula_end > 0)
    g_string_append_c (self->formula, '\n');
  else if (self->shape.kind != NATTER_BLOCK_MATH)
    g_string_append_c (self->text, mark);
}

void
natter_leaf_add_text (NatterLeaf  *self,
                      MD_TEXTTYPE  type,
                      const char  *text,
                      gsize        length)
{
  natter_leaf_settle (self, text);
  if (type != MD_TEXT_NORMAL && type != MD_TEXT_BR && type != MD_TEXT_SOFTBR)
    natter_leaf_go_on (self);

  switch (type)
    {
    case MD_TEXT_NULLCHAR:
      g_string_append (self->text, REPLACEMENT_CHARACTER);
      break;

    case MD_TEXT_BR:
      add_break (self, '\n');
      break;

    case MD_TEXT_SOFTBR:
      add_break (self, ' ');
      break;

    case MD_TEXT_ENTITY:
      natter_markdown_append_entity (self->text, text, length);
      break;

    case MD_TEXT_CODE:
      if (self->shape.kind == NATTER_BLOCK_CODE)
        add_code (self, text, length);
      else
        add_code_span (self, text, length);
      break;

    case MD_TEXT_NORMAL:
    case MD_TEXT_HTML:
    case MD_TEXT_LATEXMATH:
    default:
      if (self->places && self->places->len > 0 && get_original (self, text) != text)
        natter_leaf_add_normal (self, text, length);
      else
        natter_leaf_add_words (self, text, length);
    }
}

/* Spans that came out empty have nothing to style. */
static void
drop_empty_spans (GArray *spans)
{
  guint kept = 0;

  for (guint i = 0; i < spans->len; i++)
    {
      NatterSpan *span = &g_array_index (spans, NatterSpan, i);

      if (span->end <= span->start)
        g_clear_pointer (&span->target, g_free);
      else
        g_array_index (spans, NatterSpan, kept++) = *span;
    }

  /* The targets behind the end have moved or are gone: not to be freed. */
  for (guint i = kept; i < spans->len; i++)
    g_array_index (spans, NatterSpan, i).target = NULL;
  g_array_set_size (spans, kept);
}

static void
take_spans (NatterLeaf *self)
{
  for (guint i = 0; i < self->spans->len; i++)
    g_array_index (self->spans, NatterSpan, i).target = NULL;
  g_array_set_size (self->spans, 0);
}

/* The part of @span between @start and @end, if any, becomes one of @piece. */
static void
clip_span (GArray           *piece,
           const NatterSpan *span,
           gsize             start,
           gsize             end)
{
  NatterSpan part = *span;

  part.start = (guint) (MAX (span->start, start) - start);
  part.end = (guint) (MIN (span->end, end) - start);
  if (span->start >= end || span->end <= start)
    return;

  part.target = g_strdup (span->target);
  g_array_append_val (piece, part);
}

/* The formula, or the name of a hidden character, that would be cut at @offset. */
static const NatterSpan *
find_whole (NatterLeaf *self,
            gsize       offset)
{
  guint low = 0;
  guint high = self->spans->len;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->spans, NatterSpan, middle).start < offset)
        low = middle + 1;
      else
        high = middle;
    }

  for (; low > 0; low--)
    {
      const NatterSpan *span = &g_array_index (self->spans, NatterSpan, low - 1);

      if (span->start + MAX_PARAGRAPH < offset)
        break;
      if (span->end > offset && (span->kind == NATTER_SPAN_MATH || span->kind == NATTER_SPAN_TEX ||
                                 span->kind == NATTER_SPAN_HIDDEN))
        return span;
    }

  return NULL;
}

/* Where the piece that begins at @start ends, and where the next one begins. */
static gsize
end_of_piece (NatterLeaf *self,
              gsize       start,
              gsize      *resume)
{
  const char *text = self->text->str;
  gsize end = start + MAX_PARAGRAPH;
  const NatterSpan *whole;
  gsize blank;

  *resume = self->text->len;
  if (end >= self->text->len)
    return self->text->len;

  for (blank = end; blank > start; blank--)
    {
      if ((text[blank] == ' ' || text[blank] == '\n') && !find_whole (self, blank))
        {
          *resume = blank + 1;
          return blank;
        }
    }

  while (((guchar) text[end] & 0xC0) == 0x80)
    end--;
  whole = find_whole (self, end);
  if (whole)
    end = whole->start > start ? whole->start : whole->end;
  *resume = end;

  return end;
}

/* Cuts a very long paragraph; a span goes on in the next piece. */
static void
end_long_paragraph (NatterLeaf *self)
{
  g_autoptr(GArray) going_on = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  g_autoptr(GArray) piece = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  gsize resume;
  guint next = 0;

  for (gsize start = 0; start < self->text->len; start = resume)
    {
      gsize end = end_of_piece (self, start, &resume);
      guint kept = 0;

      for (; next < self->spans->len; next++)
        {
          if (g_array_index (self->spans, NatterSpan, next).start >= resume)
            break;
          g_array_append_val (going_on, g_array_index (self->spans, NatterSpan, next));
        }
      for (guint i = 0; i < going_on->len; i++)
        {
          NatterSpan span = g_array_index (going_on, NatterSpan, i);

          clip_span (piece, &span, start, end);
          if (span.end > resume)
            g_array_index (going_on, NatterSpan, kept++) = span;
        }
      g_array_set_size (going_on, kept);

      g_ptr_array_add (self->blocks,
                       natter_block_new (&self->shape, self->text->str + start, end - start,
                                         (NatterSpan *) (void *) piece->data, piece->len));
      g_array_set_size (piece, 0);
      self->shape.marker[0] = '\0';
    }
}

static void
join_table (NatterLeaf *self)
{
  g_autoptr(GString) lines = g_string_sized_new (self->text->len + self->cells->len);
  const NatterTableCell *cells = (NatterTableCell *) (void *) self->cells->data;

  natter_markdown_table_join (self->text->str, cells, self->cells->len, self->n_columns,
                              (NatterSpan *) (void *) self->spans->data, self->spans->len, lines);
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, lines->str, (gssize) lines->len);

  self->shape.n_columns = MIN (self->n_columns, self->cells->len);
  g_array_set_size (self->aligns, 0);
  for (guint i = 0; i < self->shape.n_columns; i++)
    g_array_append_val (self->aligns, cells[i].align);
  self->shape.aligns = (NatterAlign *) (void *) self->aligns->data;
  g_array_set_size (self->cells, 0);
}

/* Nothing is shown of which a part is not seen; a fence's language is shown, too. */
static void
reveal_hidden (NatterLeaf *self)
{
  NatterHiddenPlace place = self->shape.kind == NATTER_BLOCK_CODE ? NATTER_HIDDEN_IN_CODE
                                                                  : NATTER_HIDDEN_IN_PROSE;

  if (self->language->len > 0)
    {
      g_autoptr(GArray) none = g_array_new (FALSE, FALSE, sizeof (NatterSpan));

      g_array_set_clear_func (none, clear_span);
      natter_reveal_hidden (self->language, none, NULL, 0, NATTER_HIDDEN_IN_CODE);
    }
  natter_reveal_hidden (self->text, self->spans, self->cells, 0, place);
  self->shape.language = self->language->str;
}

/* A paragraph that is a picture and nothing else. */
static gboolean
is_image (NatterLeaf *self)
{
  return self->shape.kind == NATTER_BLOCK_PARAGRAPH && self->image_count == 1 &&
         self->image->len > 0 && self->image_start == 0 && self->image_end == self->text->len;
}

/* What an image needs is its description and its address; that it is a link to it is dropped. */
static void
become_image (NatterLeaf *self)
{
  self->shape.kind = NATTER_BLOCK_IMAGE;
  self->shape.target = self->image->str;
  g_array_set_size (self->spans, 0);
}

/* Makes the leaf one block, or several of a very long paragraph. */
void
natter_leaf_end (NatterLeaf *self)
{
  NatterBlockKind kind;

  g_assert (self->open);

  natter_leaf_drop_formula (self);
  natter_leaf_leave_all_spans (self);
  self->open = FALSE;
  if (is_image (self))
    become_image (self);
  kind = self->shape.kind;
  if (kind == NATTER_BLOCK_CODE && self->text->len > 0)
    g_string_truncate (self->text, self->text->len - 1);
  if (self->spans->len > 0)
    drop_empty_spans (self->spans);
  reveal_hidden (self);
  if (kind == NATTER_BLOCK_TABLE && self->n_columns > 0)
    join_table (self);

  if (kind == NATTER_BLOCK_PARAGRAPH && self->text->len > MAX_PARAGRAPH)
    {
      end_long_paragraph (self);
      g_array_set_size (self->spans, 0);
    }
  else
    {
      g_ptr_array_add (self->blocks,
                       natter_block_new (&self->shape, self->text->str, self->text->len,
                                         (NatterSpan *) (void *) self->spans->data,
                                         self->spans->len));
      take_spans (self);
    }
  g_string_truncate (self->text, 0);
}
