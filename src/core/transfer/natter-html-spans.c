/* natter-html-spans.c: the styled text of a block as HTML, in which nothing is markup but what is
 * written here. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-html-spans.h"

#include <string.h>

#include "natter-html-blocks.h"
#include "natter-link.h"

/* An open span; what it goes on to is cut at the end of a cell. */
typedef struct
{
  const NatterSpan *span;
  gsize             end;
} Open;

/**
 * natter_html_append_escaped:
 * @text: what is not markup, valid UTF-8
 * @length: bytes in @text, or -1
 *
 * Fit for text and for an attribute in double quotes.
 */
void
natter_html_append_escaped (GString    *out,
                            const char *text,
                            gssize      length)
{
  const char *end = text + (length < 0 ? strlen (text) : (gsize) length);

  while (text < end)
    {
      gsize run = 0;

      while (text + run < end && !strchr ("&<>\"'", text[run]))
        run++;
      g_string_append_len (out, text, (gssize) run);
      text += run;
      if (text >= end)
        break;

      g_string_append_printf (out, "&#%d;", *text);
      text++;
    }
}

static void
append_text (NatterHtmlSpans *self,
             GString         *out,
             gsize            start,
             gsize            end)
{
  const char *text = natter_block_get_text (self->block);

  while (start < end)
    {
      const char *newline = memchr (text + start, '\n', end - start);
      gsize until = newline ? (gsize) (newline - text) : end;

      natter_html_append_escaped (out, text + start, (gssize) (until - start));
      if (newline)
        g_string_append (out, self->line_break);
      start = newline ? until + 1 : until;
    }
}

static gboolean
is_link (const NatterSpan *span)
{
  return span->target && natter_link_is_allowed (span->target);
}

static void
append_titled (GString    *out,
               const char *start,
               const char *title)
{
  g_string_append (out, start);
  if (title)
    {
      g_string_append (out, " title=\"");
      natter_html_append_escaped (out, title, -1);
      g_string_append_c (out, '"');
    }
  g_string_append_c (out, '>');
}

static void
open_span (GString          *out,
           const NatterSpan *span)
{
  static const char *const tags[] = {
    [NATTER_SPAN_EMPHASIS] = "<em>",
    [NATTER_SPAN_STRONG] = "<strong>",
    [NATTER_SPAN_CODE] = "<code dir=\"auto\">",
    [NATTER_SPAN_STRIKE] = "<s>",
    [NATTER_SPAN_LINK] = "",
    [NATTER_SPAN_MATH] = "<span class=\"math\" dir=\"ltr\"",
    [NATTER_SPAN_TEX] = "<code class=\"math\" dir=\"ltr\"",
    [NATTER_SPAN_VARIABLE] = "<var>",
    [NATTER_SPAN_SUPERSCRIPT] = "<sup>",
    [NATTER_SPAN_SUBSCRIPT] = "<sub>",
    [NATTER_SPAN_HIDDEN] = "<span class=\"hidden\">",
  };

  if (span->kind == NATTER_SPAN_LINK && is_link (span))
    {
      g_string_append (out, "<a rel=\"noopener noreferrer\" href=\"");
      natter_html_append_escaped (out, span->target, -1);
      g_string_append (out, "\">");
    }
  else if (span->kind == NATTER_SPAN_MATH || span->kind == NATTER_SPAN_TEX)
    append_titled (out, tags[span->kind], span->target);
  else
    g_string_append (out, tags[span->kind]);
}

static void
close_span (GString          *out,
            const NatterSpan *span)
{
  static const char *const tags[] = {
    [NATTER_SPAN_EMPHASIS] = "</em>",
    [NATTER_SPAN_STRONG] = "</strong>",
    [NATTER_SPAN_CODE] = "</code>",
    [NATTER_SPAN_STRIKE] = "</s>",
    [NATTER_SPAN_LINK] = "",
    [NATTER_SPAN_MATH] = "</span>",
    [NATTER_SPAN_TEX] = "</code>",
    [NATTER_SPAN_VARIABLE] = "</var>",
    [NATTER_SPAN_SUPERSCRIPT] = "</sup>",
    [NATTER_SPAN_SUBSCRIPT] = "</sub>",
    [NATTER_SPAN_HIDDEN] = "</span>",
  };

  g_string_append (out, span->kind == NATTER_SPAN_LINK && is_link (span) ? "</a>"
                                                                         : tags[span->kind]);
}

/* Closes what ends until @at; returns where the text goes on. */
static gsize
close_until (NatterHtmlSpans *self,
             GString         *out,
             GArray          *open,
             gsize            from,
             gsize            at)
{
  while (open->len > 0)
    {
      Open *top = &g_array_index (open, Open, open->len - 1);

      if (top->end > at)
        break;
      append_text (self, out, from, top->end);
      from = MAX (from, top->end);
      close_span (out, top->span);
      g_array_set_size (open, open->len - 1);
    }

  return from;
}

/* Of what is open, that which ends before @next does is closed and opened again within it: elements
 * are never across one another. */
static void
open_within (GString *out,
             GArray  *open,
             Open     next)
{
  guint first = open->len;

  while (first > 0 && g_array_index (open, Open, first - 1).end < next.end)
    {
      first--;
      close_span (out, g_array_index (open, Open, first).span);
    }

  open_span (out, next.span);
  g_array_insert_val (open, first, next);
  for (guint i = first + 1; i < open->len; i++)
    open_span (out, g_array_index (open, Open, i).span);
}

/**
 * natter_html_spans_append:
 * @start: where what is wanted begins: not before what was written last
 * @end: where it ends
 *
 * Appends a part of the block's text with its styles.
 */
void
natter_html_spans_append (NatterHtmlSpans *self,
                          GString         *out,
                          gsize            start,
                          gsize            end)
{
  guint n_spans = 0;
  const NatterSpan *spans = natter_block_get_spans (self->block, &n_spans);
  g_autoptr(GArray) open = g_array_new (FALSE, FALSE, sizeof (Open));
  gsize from = start;

  while (self->n_done < n_spans && spans[self->n_done].end <= start)
    self->n_done++;

  for (guint i = self->n_done; i < n_spans && spans[i].start < end; i++)
    {
      gsize at = MAX (spans[i].start, start);
      Open next = { &spans[i], MIN (spans[i].end, end) };

      if (spans[i].end <= start)
        continue;
      from = close_until (self, out, open, from, at);
      append_text (self, out, from, at);
      from = MAX (from, at);
      open_within (out, open, next);
    }
  from = close_until (self, out, open, from, end);
  append_text (self, out, from, end);
}
