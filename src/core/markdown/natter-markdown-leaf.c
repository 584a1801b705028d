/* natter-markdown-leaf.c: the text and styles of the leaf that is being parsed. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-leaf.h"

#include <string.h>

#include "natter-fence.h"
#include "natter-link.h"
#include "natter-markdown-entities.h"

/* A longer paragraph is cut at a blank: a row of the view must not be much taller than a screen. */
#define MAX_PARAGRAPH 8000

#define REPLACEMENT_CHARACTER "\357\277\275"

typedef struct
{
  MD_SPANTYPE type;
  int         index;         /* in spans, -1: it has no style */
  guint       start;
  gboolean    single_tilde;  /* not struck out: "(~$5) and (~$6)" is about money */
  gboolean    autolink;
} OpenSpan;

static void
clear_span (gpointer data)
{
  NatterSpan *span = data;

  g_clear_pointer (&span->target, g_free);
}

void
natter_leaf_init (NatterLeaf *self,
                  const char *input,
                  gsize       input_length)
{
  *self = (NatterLeaf) {
    .input = input,
    .input_length = input_length,
    .language = g_string_new (NULL),
    .text = g_string_sized_new (1024),
    .target = g_string_new (NULL),
    .spans = g_array_new (FALSE, FALSE, sizeof (NatterSpan)),
    .stack = g_array_new (FALSE, FALSE, sizeof (OpenSpan)),
    .cells = g_array_new (FALSE, FALSE, sizeof (NatterTableCell)),
  };
  g_array_set_clear_func (self->spans, clear_span);
}

void
natter_leaf_clear (NatterLeaf *self)
{
  g_string_free (self->language, TRUE);
  g_string_free (self->text, TRUE);
  g_string_free (self->target, TRUE);
  g_array_unref (self->spans);
  g_array_unref (self->stack);
  g_array_unref (self->cells);
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
  g_string_truncate (self->language, 0);
}

/* An attribute is pieces of text, entities and NULs; its text is not NUL-terminated. */
void
natter_leaf_add_attribute (GString            *out,
                           const MD_ATTRIBUTE *attribute)
{
  for (guint i = 0; attribute->size > 0 && attribute->substr_offsets[i] < attribute->size; i++)
    {
      const char *piece = attribute->text + attribute->substr_offsets[i];
      gsize length = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];

      if (attribute->substr_types[i] == MD_TEXT_ENTITY)
        natter_markdown_append_entity (out, piece, length);
      else
        natter_fence_append_text (out, piece, length);
    }
}

static void
add_span (NatterLeaf     *self,
          OpenSpan       *open,
          NatterSpanKind  kind,
          char           *target)
{
  NatterSpan span = { .kind = kind, .start = open->start, .end = open->start, .target = target };

  open->index = (int) self->spans->len;
  g_array_append_val (self->spans, span);
}

static void
add_link (NatterLeaf         *self,
          OpenSpan           *open,
          const MD_ATTRIBUTE *attribute)
{
  g_string_truncate (self->target, 0);
  natter_leaf_add_attribute (self->target, attribute);
  if (natter_link_is_allowed (self->target->str))
    add_span (self, open, NATTER_SPAN_LINK, g_strndup (self->target->str, self->target->len));
}

static void
style_span (NatterLeaf  *self,
            OpenSpan    *open,
            void        *detail)
{
  switch (open->type)
    {
    case MD_SPAN_EM:
      add_span (self, open, NATTER_SPAN_EMPHASIS, NULL);
      break;

    case MD_SPAN_STRONG:
      add_span (self, open, NATTER_SPAN_STRONG, NULL);
      break;

    case MD_SPAN_CODE:
      add_span (self, open, NATTER_SPAN_CODE, NULL);
      break;

    case MD_SPAN_DEL:
      add_span (self, open, NATTER_SPAN_STRIKE, NULL);
      break;

    case MD_SPAN_A:
      open->autolink = ((MD_SPAN_A_DETAIL *) detail)->is_autolink != 0;
      add_link (self, open, &((MD_SPAN_A_DETAIL *) detail)->href);
      break;

    case MD_SPAN_IMG:
      /* A picture in a link leads where the link leads. */
      if (self->n_links == 0)
        add_link (self, open, &((MD_SPAN_IMG_DETAIL *) detail)->src);
      break;

    case MD_SPAN_LATEXMATH:
    case MD_SPAN_LATEXMATH_DISPLAY:
    case MD_SPAN_WIKILINK:
    case MD_SPAN_U:
    default:
      break;
    }
}

/* What stands for a picture is its description alone: styles inside of it are dropped. */
void
natter_leaf_enter_span (NatterLeaf  *self,
                        MD_SPANTYPE  type,
                        void        *detail)
{
  OpenSpan open = { .type = type, .index = -1, .start = (guint) self->text->len };

  if (self->n_images == 0)
    style_span (self, &open, detail);

  self->has_tilde |= type == MD_SPAN_DEL;
  self->n_images += type == MD_SPAN_IMG;
  self->n_links += type == MD_SPAN_A;
  g_array_append_val (self->stack, open);
}

/* The source before @mark is the mark that opened @open; returns where that begins. */
static const char *
step_over_mark (NatterLeaf *self,
                OpenSpan   *open,
                const char *mark)
{
  gsize before = (gsize) (mark - self->input);
  gsize n = 1;

  if (before == 0)
    return mark;

  if (open->type == MD_SPAN_STRONG || open->type == MD_SPAN_IMG)
    n = 2;
  else if (open->autolink)
    n = mark[-1] == '<' ? 1 : 0;
  else if (open->type == MD_SPAN_DEL)
    n = before >= 2 && mark[-2] == '~' ? 2 : 1;
  else if (open->type == MD_SPAN_CODE)
    for (n = mark[-1] == '`' ? 0 : 1; n < before && *(mark - n - 1) == '`'; n++)
      ;

  if (open->type == MD_SPAN_DEL)
    open->single_tilde = n == 1;

  return mark - MIN (n, before);
}

/* The parser does not tell ~ from ~~. The first text inside stands right behind the marks, so
 * they are counted backwards from there. @text is NULL where it does not lie in the source. */
static void
settle_tildes (NatterLeaf *self,
               const char *text)
{
  const char *mark = text;

  if (mark && mark > self->input && mark[-1] == '\\' && g_ascii_ispunct (*mark))
    mark--;
  for (guint i = self->stack->len; mark && i > self->n_settled; i--)
    mark = step_over_mark (self, &g_array_index (self->stack, OpenSpan, i - 1), mark);

  for (guint i = self->n_settled; i < self->stack->len; i++)
    {
      OpenSpan *open = &g_array_index (self->stack, OpenSpan, i);
      NatterSpan *span = open->index >= 0 ? &g_array_index (self->spans, NatterSpan, open->index)
                                          : NULL;

      open->start = (guint) self->text->len;
      if (span)
        span->start = open->start;
      if (open->single_tilde)
        {
          if (span)
            span->end = span->start;
          open->index = -1;
          g_string_append_c (self->text, '~');
        }
    }
  self->has_tilde = FALSE;
}

static void
settle (NatterLeaf *self,
        const char *text)
{
  if (self->has_tilde)
    {
      gboolean in_source = text >= self->input && text < self->input + self->input_length;

      settle_tildes (self, in_source ? text : NULL);
    }
  self->n_settled = self->stack->len;
}

static void
close_innermost_span (NatterLeaf *self)
{
  OpenSpan open;

  settle (self, NULL);
  open = g_array_index (self->stack, OpenSpan, self->stack->len - 1);
  g_array_set_size (self->stack, self->stack->len - 1);
  self->n_settled = self->stack->len;
  self->n_images -= open.type == MD_SPAN_IMG;
  self->n_links -= open.type == MD_SPAN_A;

  if (open.single_tilde)
    g_string_append_c (self->text, '~');

  if (open.index >= 0)
    {
      NatterSpan *span = &g_array_index (self->spans, NatterSpan, open.index);

      /* A link without a text, or a picture without a description, is at least an address. */
      if (span->target && self->text->len == open.start)
        g_string_append (self->text, span->target);
      span->end = (guint) self->text->len;
    }
}

/* Between links and bare addresses md4c 0.5 may leave a span that it did not enter, or the outer
 * one first: what stands inside of a span ends with it at the latest. */
void
natter_leaf_leave_span (NatterLeaf  *self,
                        MD_SPANTYPE  type)
{
  guint n = self->stack->len;

  while (n > 0 && g_array_index (self->stack, OpenSpan, n - 1).type != type)
    n--;
  while (n > 0 && self->stack->len >= n)
    close_innermost_span (self);
}

/* Ends what is open at the end of a leaf or a cell. */
void
natter_leaf_leave_all_spans (NatterLeaf *self)
{
  while (self->stack->len > 0)
    close_innermost_span (self);
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
  g_string_append_len (self->text, text, (gssize) length);
}

/* In a table's cell a bar inside of code is written "\|": the parser keeps the backslash. */
static void
add_code_span (NatterLeaf *self,
               const char *text,
               gsize       length)
{
  gsize start = 0;

  for (gsize i = 0; self->shape.kind == NATTER_BLOCK_TABLE && i + 1 < length; i++)
    {
      if (text[i] != '\\' || text[i + 1] != '|')
        continue;
      g_string_append_len (self->text, text + start, (gssize) (i - start));
      start = i + 1;
    }
  g_string_append_len (self->text, text + start, (gssize) (length - start));
}

void
natter_leaf_add_text (NatterLeaf  *self,
                      MD_TEXTTYPE  type,
                      const char  *text,
                      gsize        length)
{
  settle (self, text);

  switch (type)
    {
    case MD_TEXT_NULLCHAR:
      g_string_append (self->text, REPLACEMENT_CHARACTER);
      break;

    case MD_TEXT_BR:
      g_string_append_c (self->text, '\n');
      break;

    case MD_TEXT_SOFTBR:
      g_string_append_c (self->text, ' ');
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
      g_string_append_len (self->text, text, (gssize) length);
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

/* Where the piece that begins at @start ends, and where the next one begins. */
static gsize
end_of_piece (NatterLeaf *self,
              gsize       start,
              gsize      *resume)
{
  const char *text = self->text->str;
  gsize end = start + MAX_PARAGRAPH;
  gsize blank;

  *resume = self->text->len;
  if (end >= self->text->len)
    return self->text->len;

  for (blank = end; blank > start; blank--)
    {
      if (text[blank] == ' ' || text[blank] == '\n')
        {
          *resume = blank + 1;
          return blank;
        }
    }

  while (((guchar) text[end] & 0xC0) == 0x80)
    end--;
  *resume = end;

  return end;
}

/* Cuts a very long paragraph; a span goes on in the next piece. */
static void
end_long_paragraph (NatterLeaf *self,
                    GPtrArray  *blocks)
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

      g_ptr_array_add (blocks,
                       natter_block_new (&self->shape, self->text->str + start, end - start,
                                         (NatterSpan *) (void *) piece->data, piece->len));
      g_array_set_size (piece, 0);
      self->shape.marker[0] = '\0';
    }
}

static void
lay_out_table (NatterLeaf *self)
{
  g_autoptr(GString) lines = g_string_sized_new (self->text->len * 2);

  natter_markdown_table_lay_out (self->text->str, (NatterTableCell *) (void *) self->cells->data,
                                 self->cells->len, self->n_columns,
                                 (NatterSpan *) (void *) self->spans->data, self->spans->len,
                                 lines);
  g_string_truncate (self->text, 0);
  g_string_append_len (self->text, lines->str, (gssize) lines->len);
  g_array_set_size (self->cells, 0);
}

/* Makes the leaf one block, or several of a very long paragraph. */
void
natter_leaf_end (NatterLeaf *self,
                 GPtrArray  *blocks)
{
  NatterBlockKind kind = self->shape.kind;

  g_assert (self->open);

  natter_leaf_leave_all_spans (self);
  self->open = FALSE;
  self->shape.language = self->language->str;
  if (kind == NATTER_BLOCK_CODE && self->text->len > 0)
    g_string_truncate (self->text, self->text->len - 1);
  if (self->spans->len > 0)
    drop_empty_spans (self->spans);
  if (kind == NATTER_BLOCK_TABLE && self->n_columns > 0)
    lay_out_table (self);

  if (kind == NATTER_BLOCK_PARAGRAPH && self->text->len > MAX_PARAGRAPH)
    {
      end_long_paragraph (self, blocks);
      g_array_set_size (self->spans, 0);
    }
  else
    {
      g_ptr_array_add (blocks, natter_block_new (&self->shape, self->text->str, self->text->len,
                                                 (NatterSpan *) (void *) self->spans->data,
                                                 self->spans->len));
      take_spans (self);
    }
  g_string_truncate (self->text, 0);
}
