/* natter-markdown-spans.c: the styles of the leaf that is being parsed: those that are open, and
 * what stands for them in the source. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-leaf.h"

#include "natter-fence.h"
#include "natter-link.h"
#include "natter-markdown-entities.h"

/* An attribute is pieces of text, entities and NULs; its text is not NUL-terminated. */
void
natter_leaf_add_attribute (NatterLeaf         *self,
                           GString            *out,
                           const MD_ATTRIBUTE *attribute)
{
  const char *text = attribute->text;

  /* A simple one lies in the text that was parsed, in which formulas are hidden. */
  if (text >= self->input && text < self->input + self->input_length)
    text = self->original + (text - self->input);

  for (guint i = 0; attribute->size > 0 && attribute->substr_offsets[i] < attribute->size; i++)
    {
      const char *piece = text + attribute->substr_offsets[i];
      gsize length = attribute->substr_offsets[i + 1] - attribute->substr_offsets[i];

      if (attribute->substr_types[i] == MD_TEXT_ENTITY)
        natter_markdown_append_entity (out, piece, length);
      else
        natter_fence_append_text (out, piece, length);
    }
}

static void
add_span (NatterLeaf     *self,
          NatterOpenSpan *open,
          NatterSpanKind  kind,
          char           *target)
{
  NatterSpan span = { .kind = kind, .start = open->start, .end = open->start, .target = target };

  open->index = (int) self->spans->len;
  g_array_append_val (self->spans, span);
}

static void
add_link (NatterLeaf         *self,
          NatterOpenSpan     *open,
          const MD_ATTRIBUTE *attribute)
{
  g_string_truncate (self->target, 0);
  natter_leaf_add_attribute (self, self->target, attribute);
  if (natter_link_is_allowed (self->target->str))
    add_span (self, open, NATTER_SPAN_LINK, g_strndup (self->target->str, self->target->len));
}

/* It may be all that the paragraph has; not in a link, which would be lost. */
static void
add_image (NatterLeaf         *self,
           NatterOpenSpan     *open,
           const MD_ATTRIBUTE *attribute)
{
  g_string_truncate (self->image, 0);
  natter_leaf_add_attribute (self, self->image, attribute);
  self->image_start = open->start;
  self->image_count += self->n_links > 0 ? 2 : 1;
}

static void
style_span (NatterLeaf     *self,
            NatterOpenSpan *open,
            void           *detail)
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
      add_image (self, open, &((MD_SPAN_IMG_DETAIL *) detail)->src);
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
  NatterOpenSpan open = { .type = type, .index = -1 };

  natter_leaf_go_on (self);
  open.start = (guint) self->text->len;
  if (self->n_images == 0)
    style_span (self, &open, detail);

  self->has_tilde |= type == MD_SPAN_DEL;
  self->n_images += type == MD_SPAN_IMG;
  self->n_links += type == MD_SPAN_A;
  g_array_append_val (self->stack, open);
}

/* The source before @mark is the mark that opened @open; returns where that begins. */
static const char *
step_over_mark (NatterLeaf     *self,
                NatterOpenSpan *open,
                const char     *mark)
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
    mark = step_over_mark (self, &g_array_index (self->stack, NatterOpenSpan, i - 1), mark);

  for (guint i = self->n_settled; i < self->stack->len; i++)
    {
      NatterOpenSpan *open = &g_array_index (self->stack, NatterOpenSpan, i);
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

void
natter_leaf_settle (NatterLeaf *self,
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
  NatterOpenSpan open;

  natter_leaf_settle (self, NULL);
  open = g_array_index (self->stack, NatterOpenSpan, self->stack->len - 1);
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
  if (open.type == MD_SPAN_IMG && self->n_images == 0)
    self->image_end = (guint) self->text->len;
}

/* Between links and bare addresses md4c 0.5 may leave a span that it did not enter, or the outer
 * one first: what stands inside of a span ends with it at the latest. */
void
natter_leaf_leave_span (NatterLeaf  *self,
                        MD_SPANTYPE  type)
{
  guint n = self->stack->len;

  natter_leaf_drop_formula (self);
  while (n > 0 && g_array_index (self->stack, NatterOpenSpan, n - 1).type != type)
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
