/* natter-line.c: what a line of Markdown may begin, as far as the line alone can tell. Pure, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-line.h"

#include <string.h>

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t';
}

/* The end of a list mark at @from: "-", "7." or "7)" before a blank or the end; 0: there is
 * none. */
static gsize
find_mark (const char *line,
           gsize       length,
           gsize       from)
{
  gsize i = from;

  if (i < length && strchr ("-+*", line[i]) && line[i] != '\0')
    {
      i++;
    }
  else
    {
      while (i < length && i < from + 9 && g_ascii_isdigit (line[i]))
        i++;
      if (i == from || i == length || (line[i] != '.' && line[i] != ')'))
        return 0;
      i++;
    }

  return i == length || is_blank (line[i]) ? i : 0;
}

static void
read_item (NatterLine *line)
{
  gsize text = line->mark_end;
  gboolean has_tab = FALSE;
  guint blanks;

  for (; text < line->length && is_blank (line->text[text]); text++)
    has_tab |= line->text[text] == '\t';
  blanks = (guint) (text - line->mark_end);

  line->kind = NATTER_LINE_ITEM;
  line->mark = line->text[line->mark_end - 1];
  line->column = line->indent + (guint) (line->mark_end - line->start) +
                 (blanks > NATTER_LINE_CODE_INDENT ? 1 : blanks);
  if (has_tab || text == line->length)
    line->column = 0;
  line->may_be_task = text < line->length && line->text[text] == '[';
  line->interrupts = text < line->length &&
                     (line->mark_end - line->start == 1 ||
                      (line->mark_end - line->start == 2 && line->text[line->start] == '1'));
}

static gboolean
is_rule (const NatterLine *line)
{
  char mark = line->text[line->start];
  guint n = 0;

  for (gsize i = line->start; i < line->length; i++)
    {
      if (line->text[i] == mark)
        n++;
      else if (!is_blank (line->text[i]))
        return FALSE;
    }

  return n >= 3;
}

static gboolean
is_heading (const NatterLine *line)
{
  gsize i = line->start;

  while (i < line->length && line->text[i] == '#')
    i++;

  return i - line->start <= 6 && (i == line->length || is_blank (line->text[i]));
}

static void
skip_marks (NatterLine *line)
{
  gsize i = line->start;

  while (i < line->length)
    {
      gsize end = find_mark (line->text, line->length, i);

      if (end == 0 && line->text[i] != '>')
        break;
      line->has_item |= end > 0;
      line->has_quote |= end == 0;
      for (i = end > 0 ? end : i + 1; i < line->length && is_blank (line->text[i]); i++)
        ;
    }
  line->rest = i;
}

/**
 * natter_line_classify:
 * @line: a line of which text and length are filled in
 *
 * Fills in the rest: what the line would begin where any block may begin.
 */
void
natter_line_classify (NatterLine *line)
{
  char first;

  for (line->start = 0; line->start < line->length && is_blank (line->text[line->start]);
       line->start++)
    line->indent = line->text[line->start] == '\t' ? (line->indent / 4 + 1) * 4 : line->indent + 1;

  if (line->start == line->length)
    {
      line->kind = NATTER_LINE_BLANK;
      return;
    }

  skip_marks (line);
  first = line->text[line->start];
  line->kind = line->indent >= NATTER_LINE_CODE_INDENT ? NATTER_LINE_INDENTED : NATTER_LINE_TEXT;
  if (natter_fence_opens (&line->fence, line->text, line->length))
    line->kind = NATTER_LINE_FENCE;
  else if (line->kind == NATTER_LINE_INDENTED)
    return;
  else if (first == '>')
    line->kind = NATTER_LINE_QUOTE;
  else if (first == '#' && is_heading (line))
    line->kind = NATTER_LINE_HEADING;
  else if ((first == '-' || first == '*' || first == '_') && is_rule (line))
    {
      line->kind = NATTER_LINE_RULE;
      line->mark = first;
    }
  else if ((line->mark_end = find_mark (line->text, line->length, line->start)) > 0)
    read_item (line);
}

/**
 * natter_line_is_bare:
 * @line: a line
 *
 * Whether nothing but marks stands on the line, an item's among them. What such an item contains,
 * only the parser can tell.
 *
 * Returns: %TRUE when it is
 */
gboolean
natter_line_is_bare (const NatterLine *line)
{
  return line->has_item && line->rest == line->length;
}

/**
 * natter_line_may_end_block:
 * @line: a line
 *
 * Whether the line may be a heading, a rule or a fence, in a list item or not: a block that ends
 * with it.
 *
 * Returns: %TRUE when it may
 */
gboolean
natter_line_may_end_block (const NatterLine *line)
{
  const char *rest = line->text + line->rest;
  gsize length = line->length - line->rest;

  if (length > 0 && rest[0] == '#')
    return TRUE;
  if (length >= 3 && (memcmp (rest, "```", 3) == 0 || memcmp (rest, "~~~", 3) == 0))
    return TRUE;

  for (gsize i = 0; i < length; i++)
    {
      if (rest[i] == '\0' || !strchr ("-=_* \t", rest[i]))
        return FALSE;
    }

  return TRUE;
}
