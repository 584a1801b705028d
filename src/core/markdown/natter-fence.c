/* natter-fence.c: the code of a fence that is still open, read without parsing. Each byte is looked
 * at a bounded number of times however long the block gets. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-fence.h"

#include <string.h>

#define TAB_WIDTH 4
#define MAX_CLOSING_INDENT 3

static guint
next_column (guint column,
             char  c)
{
  return c == '\t' ? (column / TAB_WIDTH + 1) * TAB_WIDTH : column + 1;
}

static gsize
skip_blanks (const char *line,
             gsize       length,
             guint      *columns)
{
  gsize i;

  *columns = 0;
  for (i = 0; i < length && (line[i] == ' ' || line[i] == '\t'); i++)
    *columns = next_column (*columns, line[i]);

  return i;
}

static gsize
skip_run (const char *line,
          gsize       length,
          gsize       from,
          char        c)
{
  while (from < length && line[from] == c)
    from++;

  return from;
}

/**
 * natter_fence_opens:
 * @self: (out): filled when it does
 * @line: a line, without its break
 * @length: bytes in @line
 *
 * Whether @line would open a code block where one may begin, whatever its indentation.
 *
 * Returns: %TRUE when it looks like an opening fence
 */
gboolean
natter_fence_opens (NatterFence *self,
                    const char  *line,
                    gsize        length)
{
  guint indent;
  gsize start = skip_blanks (line, length, &indent);
  gsize end;

  if (start == length || (line[start] != '`' && line[start] != '~'))
    return FALSE;

  end = skip_run (line, length, start, line[start]);
  if (end - start < 3)
    return FALSE;
  if (line[start] == '`' && memchr (line + end, '`', length - end))
    return FALSE;

  *self = (NatterFence) {
    .character = line[start],
    .length = (guint) (end - start),
    .indent = indent,
  };

  return TRUE;
}

/**
 * natter_fence_closes:
 * @self: an open fence
 * @line: a line, without its break
 * @length: bytes in @line
 *
 * Whether @line ends the code block. Inside of a list item only the parser can tell how far a
 * closing fence may be indented; there any indentation is taken for one.
 *
 * Returns: %TRUE when it does
 */
gboolean
natter_fence_closes (NatterFence *self,
                     const char  *line,
                     gsize        length)
{
  guint indent;
  gsize start = skip_blanks (line, length, &indent);
  gsize end = skip_run (line, length, start, self->character);

  return (self->nested || indent <= MAX_CLOSING_INDENT) &&
         end - start >= self->length &&
         skip_run (line, length, end, ' ') == length;
}

/* Whether a line that is not all here yet may become the closing fence. */
static gboolean
may_close (NatterFence *self,
           const char  *line,
           gsize        length)
{
  guint indent;
  gsize start = skip_blanks (line, length, &indent);
  gsize end = skip_run (line, length, start, self->character);

  return (self->nested || indent <= MAX_CLOSING_INDENT) &&
         (end == length || natter_fence_closes (self, line, length));
}

/**
 * natter_fence_append_indent:
 * @out: where it goes
 * @blanks: spaces and tabs
 * @length: bytes in @blanks
 * @column: where the first of them stands in its line
 * @target: the column at which the code begins
 *
 * Appends the part of @blanks that is right of @target: a tab stays a tab, but for one that
 * straddles @target, of which spaces remain.
 */
void
natter_fence_append_indent (GString    *out,
                            const char *blanks,
                            gsize       length,
                            guint       column,
                            guint       target)
{
  for (gsize i = 0; i < length; i++)
    {
      guint next = next_column (column, blanks[i]);

      if (column >= target)
        {
          g_string_append_len (out, blanks + i, (gssize) (length - i));
          return;
        }
      for (guint j = target; j < next; j++)
        g_string_append_c (out, ' ');
      column = next;
    }
}

/**
 * natter_fence_append_text:
 * @out: where it goes
 * @text: any valid UTF-8
 * @length: bytes in @text
 *
 * Appends @text with U+FFFD for each NUL, as CommonMark 2.3 asks.
 */
void
natter_fence_append_text (GString    *out,
                          const char *text,
                          gsize       length)
{
  const char *nul;

  while (length > 0 && (nul = memchr (text, '\0', length)))
    {
      gsize before = (gsize) (nul - text);

      g_string_append_len (out, text, (gssize) before);
      g_string_append (out, "\357\277\275");
      text += before + 1;
      length -= before + 1;
    }
  g_string_append_len (out, text, (gssize) length);
}

/**
 * natter_fence_line_length:
 * @line: the beginning of a line
 * @length: bytes that are there
 *
 * Lines end in LF, CR LF or CR alone.
 *
 * Returns: the bytes before the line's break, @length if none is there yet
 */
gsize
natter_fence_line_length (const char *line,
                          gsize       length)
{
  gsize step;

  /* By steps: looked for to the end at once, a break that never comes would cost a whole pass for
   * each of the other. */
  for (gsize from = 0; from < length; from += step)
    {
      const char *newline;
      const char *carriage;

      step = MIN (length - from, 512);
      newline = memchr (line + from, '\n', step);
      carriage = memchr (line + from, '\r', newline ? (gsize) (newline - line) - from : step);
      if (carriage || newline)
        return (gsize) ((carriage ? carriage : newline) - line);
    }

  return length;
}

/**
 * natter_fence_break_length:
 * @line: the beginning of a line
 * @length: bytes that are there
 * @end: what natter_fence_line_length() returned
 *
 * A CR that is the last byte may be half of a CR LF.
 *
 * Returns: the bytes of the line's break; 0 while it is not known to be whole
 */
gsize
natter_fence_break_length (const char *line,
                           gsize       length,
                           gsize       end)
{
  if (end == length)
    return 0;
  if (line[end] == '\n')
    return 1;
  if (end + 1 == length)
    return 0;

  return line[end + 1] == '\n' ? 2 : 1;
}

typedef enum
{
  LINE_BEGUN,
  LINE_HELD,      /* more of it must be seen first */
  LINE_FOREIGN,   /* this is not code */
} LineStart;

static LineStart
begin_line (NatterFence *self,
            const char  *line,
            gsize        length,
            gboolean     whole,
            GString     *code)
{
  guint columns;
  gsize blanks = skip_blanks (line, length, &columns);
  gboolean blank = blanks == length;

  /* It may be outside of the item, a block of its own that cannot be held back. */
  if (self->nested && !blank && columns < self->indent)
    return LINE_FOREIGN;
  if (!whole && (blank || may_close (self, line, length)))
    return LINE_HELD;
  if (self->nested && blank && columns > 0 && columns < self->indent)
    return LINE_FOREIGN;
  if (whole && !blank && natter_fence_closes (self, line, length))
    return LINE_FOREIGN;

  if (self->n_lines++ > 0)
    g_string_append_c (code, '\n');
  if (!blank)
    natter_fence_append_indent (code, line, blanks, 0, self->indent);
  else
    for (guint i = self->indent; i < columns; i++)
      g_string_append_c (code, ' ');

  self->offset += blanks;
  self->in_line = TRUE;

  return LINE_BEGUN;
}

/**
 * natter_fence_feed:
 * @self: an open fence; its offset is the end of what was read
 * @text: the whole text so far
 * @length: bytes in @text
 * @code: where new code is appended
 *
 * Reads on. A last line that could still become the closing fence is held back, so that what was
 * appended never has to be taken back.
 *
 * Returns: %FALSE when a line is not code any more, or only the parser can tell
 */
gboolean
natter_fence_feed (NatterFence *self,
                   const char  *text,
                   gsize        length,
                   GString     *code)
{
  while (self->offset < length)
    {
      const char *line = text + self->offset;
      gsize rest = length - self->offset;
      gsize end = natter_fence_line_length (line, rest);
      gsize line_break = natter_fence_break_length (line, rest, end);

      if (!self->in_line)
        {
          LineStart start = begin_line (self, line, end, line_break > 0, code);

          if (start != LINE_BEGUN)
            return start == LINE_HELD;
        }

      natter_fence_append_text (code, text + self->offset,
                                (gsize) (line + end - (text + self->offset)));
      self->offset = (gsize) (line + end - text) + line_break;
      if (line_break == 0)
        return TRUE;
      self->in_line = FALSE;
    }

  return TRUE;
}
