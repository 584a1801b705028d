/* natter-html-blocks.c: the blocks of a message as HTML: leaves with depths become lists and quotes
 * in one another again. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-html-blocks.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-block.h"
#include "natter-html-spans.h"
#include "natter-link.h"

typedef enum
{
  NEST_QUOTE,
  NEST_BULLETS,
  NEST_NUMBERS,
  NEST_CONTINUED,   /* an item's further blocks, where its list had to be closed */
} NestKind;

typedef struct
{
  NestKind kind;
  guint64  next;    /* of numbers: what the next item is expected to be */
} Nest;

typedef struct
{
  GString *out;
  GArray  *nests;     /* Nest, the outermost first; in a list, an item is open */
  guint    n_quotes;
  guint    n_lists;
} Writer;

/* There is one whenever it is asked for. */
static Nest *
get_top (Writer *self)
{
  return &g_array_index (self->nests, Nest, self->nests->len - 1);
}

static void
pop (Writer *self)
{
  static const char *const ends[] = {
    "</blockquote>\n", "</li></ul>\n", "</li></ol>\n", "</li></ul>\n",
  };
  NestKind kind = get_top (self)->kind;

  g_string_append (self->out, ends[kind]);
  if (kind == NEST_QUOTE)
    self->n_quotes--;
  else
    self->n_lists--;
  g_array_set_size (self->nests, self->nests->len - 1);
}

static void
push (Writer  *self,
      NestKind kind)
{
  Nest nest = { kind, 0 };

  g_array_append_val (self->nests, nest);
  if (kind == NEST_QUOTE)
    self->n_quotes++;
  else
    self->n_lists++;
}

static void
push_quote (Writer *self)
{
  g_string_append (self->out, "<blockquote>\n");
  push (self, NEST_QUOTE);
}

static gboolean
is_number (const char *marker,
           guint64    *number)
{
  char *end = NULL;

  *number = g_ascii_strtoull (marker, &end, 10);

  return end != marker;
}

static void
begin_item (Writer     *self,
            const char *marker)
{
  guint64 number = 0;
  gboolean is_task = g_str_equal (marker, "☐") || g_str_equal (marker, "☑");

  if (is_number (marker, &number))
    get_top (self)->next = number + 1;
  g_string_append (self->out, is_task ? "<li class=\"task\">" : "<li>");
  if (is_task)
    g_string_append_printf (self->out, "<span class=\"box\">%s</span>", marker);
}

static void
push_list (Writer     *self,
           const char *marker)
{
  guint64 number = 0;

  if (is_number (marker, &number))
    {
      g_string_append_printf (self->out, "<ol start=\"%" G_GUINT64_FORMAT "\">", number);
      push (self, NEST_NUMBERS);
    }
  else
    {
      g_string_append (self->out, *marker ? "<ul>" : "<ul class=\"continued\">");
      push (self, *marker ? NEST_BULLETS : NEST_CONTINUED);
    }
  begin_item (self, marker);
}

/* Whether an item with this marker is the next one of the list that is open. */
static gboolean
goes_on (Writer     *self,
         const char *marker)
{
  const Nest *top = get_top (self);
  guint64 number = 0;

  if (is_number (marker, &number))
    return top->kind == NEST_NUMBERS && top->next == number;

  return top->kind == NEST_BULLETS;
}

/* Opens and closes what is around the block. Which of a quote and a list is within the other, when
 * both begin at once, a block does not tell: the quote is outside. */
static void
place (Writer      *self,
       NatterBlock *block)
{
  const char *marker = natter_block_get_marker (block);
  guint n_quotes = natter_block_get_quote_depth (block);
  guint n_lists = natter_block_get_list_depth (block);
  gboolean begun = FALSE;

  while (self->n_quotes > n_quotes || self->n_lists > n_lists)
    pop (self);
  while (*marker && n_lists > 0 && self->n_lists == n_lists && !begun)
    {
      if (get_top (self)->kind != NEST_QUOTE && goes_on (self, marker))
        {
          g_string_append (self->out, "</li>\n");
          begin_item (self, marker);
          begun = TRUE;
        }
      else
        pop (self);
    }

  while (self->n_quotes < n_quotes)
    push_quote (self);
  while (self->n_lists < n_lists)
    push_list (self, self->n_lists + 1 == n_lists ? marker : "");
}

static void
append_all (Writer      *self,
            NatterBlock *block,
            const char  *line_break)
{
  NatterHtmlSpans spans = { block, line_break, 0 };

  natter_html_spans_append (&spans, self->out, 0, natter_block_get_length (block));
}

static void
append_heading (Writer      *self,
                NatterBlock *block)
{
  /* The title is 1, authors are 2. */
  guint level = CLAMP (natter_block_get_level (block), 1, 6);

  g_string_append_printf (self->out, "<h%u class=\"level-%u\" dir=\"auto\">", MIN (level + 2, 6),
                          level);
  append_all (self, block, "<br>\n");
  g_string_append_printf (self->out, "</h%u>\n", MIN (level + 2, 6));
}

static void
append_code (Writer      *self,
             NatterBlock *block)
{
  const char *language = natter_block_get_language (block);

  g_string_append (self->out, "<figure class=\"code\">");
  if (language && *language)
    {
      g_string_append (self->out, "<figcaption>");
      natter_html_append_escaped (self->out, language, -1);
      g_string_append (self->out, "</figcaption>");
    }
  g_string_append (self->out, "<pre dir=\"ltr\" tabindex=\"0\"><code>");
  append_all (self, block, "\n");
  g_string_append (self->out, "</code></pre></figure>\n");
}

static void
append_cell (Writer          *self,
             NatterHtmlSpans *spans,
             guint            column,
             gsize            start,
             gsize            end,
             const char      *tag)
{
  static const char *const aligns[] = { "", " class=\"center\"", " class=\"end\"" };
  NatterAlign align = column < natter_block_get_n_columns (spans->block)
                        ? natter_block_get_align (spans->block, column) : NATTER_ALIGN_START;

  g_string_append_printf (self->out, "<%s dir=\"auto\"%s>", tag, aligns[align]);
  natter_html_spans_append (spans, self->out, start, end);
  g_string_append_printf (self->out, "</%s>", tag);
}

static void
append_table (Writer      *self,
              NatterBlock *block)
{
  NatterHtmlSpans spans = { block, " ", 0 };
  const char *text = natter_block_get_text (block);
  gsize length = natter_block_get_length (block);
  gboolean is_header = TRUE;
  gsize at = 0;

  g_string_append (self->out, "<div class=\"table\" tabindex=\"0\"><table>\n<thead>\n");
  while (at <= length)
    {
      guint column = 0;

      g_string_append (self->out, "<tr>");
      for (gboolean more = TRUE; more; at++)
        {
          gsize end = at + strcspn (text + at, "\t\n");

          append_cell (self, &spans, column++, at, end, is_header ? "th" : "td");
          more = text[end] == '\t';
          at = end;
        }
      g_string_append (self->out, is_header ? "</tr>\n</thead>\n<tbody>\n" : "</tr>\n");
      is_header = FALSE;
    }
  g_string_append (self->out, "</tbody>\n</table></div>\n");
}

/* Never fetched: a link, which somebody may follow. */
static void
append_image (Writer      *self,
              NatterBlock *block)
{
  const char *target = natter_block_get_target (block);
  gboolean is_link = target && natter_link_is_allowed (target);

  g_string_append_printf (self->out, "<p class=\"image\" dir=\"auto\">%s: ", _("Image"));
  if (is_link)
    {
      g_string_append (self->out, "<a rel=\"noopener noreferrer\" href=\"");
      natter_html_append_escaped (self->out, target, -1);
      g_string_append (self->out, "\">");
    }
  if (natter_block_get_length (block) > 0)
    append_all (self, block, " ");
  else if (target)
    natter_html_append_escaped (self->out, target, -1);
  g_string_append (self->out, is_link ? "</a></p>\n" : "</p>\n");
}

static void
append_block (Writer      *self,
              NatterBlock *block)
{
  switch (natter_block_get_kind (block))
    {
    case NATTER_BLOCK_HEADING:
      append_heading (self, block);
      break;

    case NATTER_BLOCK_CODE:
      append_code (self, block);
      break;

    case NATTER_BLOCK_RULE:
      g_string_append (self->out, "<hr>\n");
      break;

    case NATTER_BLOCK_TABLE:
      append_table (self, block);
      break;

    case NATTER_BLOCK_MATH:
      g_string_append (self->out, "<div class=\"formula\" dir=\"ltr\">");
      append_all (self, block, "<br>\n");
      g_string_append (self->out, "</div>\n");
      break;

    case NATTER_BLOCK_IMAGE:
      append_image (self, block);
      break;

    case NATTER_BLOCK_PARAGRAPH:
    default:
      g_string_append (self->out, natter_block_is_tight (block) ? "<p class=\"tight\" dir=\"auto\">"
                                                                : "<p dir=\"auto\">");
      append_all (self, block, "<br>\n");
      g_string_append (self->out, "</p>\n");
    }
}

/**
 * natter_html_append_blocks:
 * @blocks: (element-type NatterBlock): a message's, in their order
 *
 * Appends them as the content of an element.
 */
void
natter_html_append_blocks (GString   *out,
                           GPtrArray *blocks)
{
  g_autoptr(GArray) nests = g_array_new (FALSE, FALSE, sizeof (Nest));
  Writer self = { out, nests, 0, 0 };

  for (guint i = 0; i < blocks->len; i++)
    {
      place (&self, g_ptr_array_index (blocks, i));
      append_block (&self, g_ptr_array_index (blocks, i));
    }
  while (nests->len > 0)
    pop (&self);
}
