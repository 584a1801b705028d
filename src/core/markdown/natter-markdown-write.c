/* natter-markdown-write.c: a block as Markdown again, for those who copy a part of an answer: where
 * a block's own bytes in the source are is not known. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-write.h"

#include <string.h>

#define TASK_OPEN "☐"
#define TASK_DONE "☑"

/* Deep enough below any marker, and not so deep that it were code. */
#define ITEM_INDENT "    "

#define NOWHERE (G_MAXSIZE / 2)

typedef struct
{
  NatterBlock *block;
  const char  *text;
  GString     *out;
  const char  *indent;   /* before each line but the first */
  GPtrArray   *open;     /* of NatterSpan, borrowed, the innermost last */
  guint        n_rows;   /* of a table: written so far */
  gsize        block_sign;
} Writer;

static const char *
get_sign (NatterSpanKind kind)
{
  switch ((int) kind)
    {
    case NATTER_SPAN_EMPHASIS:
      return "*";

    case NATTER_SPAN_STRONG:
      return "**";

    case NATTER_SPAN_STRIKE:
      return "~~";

    default:
      return "";
    }
}

static gboolean
is_link (const NatterSpan *span)
{
  return span->kind == NATTER_SPAN_LINK && span->target;
}

static void
open_span (Writer           *writer,
           const NatterSpan *span)
{
  g_string_append (writer->out, is_link (span) ? "[" : get_sign (span->kind));
  g_ptr_array_add (writer->open, (gpointer) span);
}

static void
close_spans (Writer *writer,
             gsize   at)
{
  while (writer->open->len > 0)
    {
      const NatterSpan *span = g_ptr_array_index (writer->open, writer->open->len - 1);

      if (span->end > at)
        break;

      if (is_link (span))
        g_string_append_printf (writer->out, "](<%s>)", span->target);
      else
        g_string_append (writer->out, get_sign (span->kind));
      g_ptr_array_set_size (writer->open, (int) writer->open->len - 1);
    }
}

static guint
longest_run (const char *text,
             gsize       length,
             char        sign)
{
  guint longest = 0;
  guint run = 0;

  for (gsize i = 0; i < length; i++)
    {
      run = text[i] == sign ? run + 1 : 0;
      longest = MAX (longest, run);
    }

  return longest;
}

static void
append_signs (GString *out,
              char     sign,
              guint    n)
{
  for (; n > 0; n--)
    g_string_append_c (out, sign);
}

static gboolean
is_table (Writer *writer)
{
  return natter_block_get_kind (writer->block) == NATTER_BLOCK_TABLE;
}

static void
write_code (Writer           *writer,
            const NatterSpan *span)
{
  g_autofree char *code = natter_block_dup_original (writer->block, span->start, span->end);
  gsize length = strlen (code);
  guint n = longest_run (code, length, '`') + 1;
  gboolean padded = length > 0 && (code[0] == '`' || code[length - 1] == '`');

  append_signs (writer->out, '`', n);
  g_string_append (writer->out, padded ? " " : "");
  for (gsize i = 0; i < length; i++)
    {
      /* Code needs no escape, but a cell does. */
      if (code[i] == '|' && is_table (writer))
        g_string_append_c (writer->out, '\\');
      g_string_append_c (writer->out, code[i]);
    }
  g_string_append (writer->out, padded ? " " : "");
  append_signs (writer->out, '`', n);
}

/* Lines as they are, each but the first behind the indentation. */
static void
append_lines (Writer     *writer,
              const char *lines)
{
  for (const char *line = lines; *line;)
    {
      gsize length = strcspn (line, "\n");

      g_string_append_len (writer->out, line, (gssize) length);
      line += length;
      if (*line == '\n')
        {
          g_string_append_printf (writer->out, "\n%s", writer->indent);
          line++;
        }
    }
}

/* Whether the span's text is written by other rules, at once. */
static gboolean
write_whole (Writer           *writer,
             const NatterSpan *span)
{
  g_autofree char *original = NULL;

  if (span->kind == NATTER_SPAN_CODE)
    {
      write_code (writer, span);
      return TRUE;
    }
  if (!span->target || span->kind == NATTER_SPAN_LINK)
    return FALSE;

  original = natter_block_dup_original (writer->block, span->start, span->end);
  append_lines (writer, original);

  return TRUE;
}

/* A sign that would be read as one. */
static gboolean
is_sign (const char *text,
         gsize       at)
{
  gboolean in_word = at > 0 && g_ascii_isalnum (text[at - 1]) && g_ascii_isalnum (text[at + 1]);

  if (text[at] == '_')
    return !in_word;
  if (text[at] == '<')
    return g_ascii_isalpha (text[at + 1]) || text[at + 1] == '/' || text[at + 1] == '!';

  return strchr ("\\`*[]~", text[at]) != NULL;
}

/* How far into a line the sign stands that would make it something else than text: what begins an
 * item, a quote, a heading. */
static gsize
find_block_sign (const char *line)
{
  gsize digits = strspn (line, "0123456789");

  if (digits > 0 && (line[digits] == '.' || line[digits] == ')') && line[digits + 1] == ' ')
    return digits;
  if (*line == '>' || ((*line == '-' || *line == '+') && line[1] == ' '))
    return 0;
  if (*line == '#' && line[strspn (line, "#")] == ' ')
    return 0;

  return NOWHERE;
}

/* The row under the header. */
static void
write_aligns (Writer *writer)
{
  static const char *const signs[] = { " --- |", " :-: |", " --: |" };

  g_string_append_printf (writer->out, "\n%s|", writer->indent);
  for (guint i = 0; i < natter_block_get_n_columns (writer->block); i++)
    g_string_append (writer->out, signs[natter_block_get_align (writer->block, i)]);
}

static void
end_row (Writer *writer)
{
  g_string_append (writer->out, " |");
  if (writer->n_rows++ == 0)
    write_aligns (writer);
}

/* Returns whether the character only divides. */
static gboolean
write_division (Writer *writer,
                char    c)
{
  gboolean in_table = natter_block_get_kind (writer->block) == NATTER_BLOCK_TABLE;

  if (c == '\n' && in_table)
    {
      end_row (writer);
      g_string_append_printf (writer->out, "\n%s| ", writer->indent);
      return TRUE;
    }
  if (c == '\n')
    {
      g_string_append_printf (writer->out, "\\\n%s", writer->indent);
      return TRUE;
    }
  if (c == '\t' && in_table)
    g_string_append (writer->out, " | ");

  return c == '\t' && in_table;
}

static void
write_character (Writer *writer,
                 gsize   at)
{
  char c = writer->text[at];

  if (at == 0 || writer->text[at - 1] == '\n')
    writer->block_sign = at + find_block_sign (writer->text + at);

  if (write_division (writer, c))
    return;

  if (at == writer->block_sign || is_sign (writer->text, at) ||
      (c == '|' && natter_block_get_kind (writer->block) == NATTER_BLOCK_TABLE))
    g_string_append_c (writer->out, '\\');
  g_string_append_c (writer->out, c);
}

static void
write_inline (Writer *writer)
{
  guint n_spans = 0;
  const NatterSpan *spans = natter_block_get_spans (writer->block, &n_spans);
  gsize length = natter_block_get_length (writer->block);
  guint next = 0;

  for (gsize at = 0; at < length;)
    {
      gsize whole_end = 0;

      close_spans (writer, at);
      for (; next < n_spans && spans[next].start <= at; next++)
        {
          if (spans[next].start < at)
            continue;
          if (whole_end == 0 && write_whole (writer, &spans[next]))
            whole_end = spans[next].end;
          else if (whole_end == 0)
            open_span (writer, &spans[next]);
        }

      if (whole_end > at)
        at = whole_end;
      else
        write_character (writer, at++);
    }
  close_spans (writer, length);
}

static void
write_fence (Writer *writer)
{
  gsize length = natter_block_get_length (writer->block);
  guint n = MAX (longest_run (writer->text, length, '`') + 1, 3);

  append_signs (writer->out, '`', n);
  g_string_append_printf (writer->out, "%s\n%s", natter_block_get_language (writer->block),
                          writer->indent);
  append_lines (writer, writer->text);
  if (length > 0 && writer->text[length - 1] != '\n')
    g_string_append_printf (writer->out, "\n%s", writer->indent);
  append_signs (writer->out, '`', n);
}

static void
write_table (Writer *writer)
{
  g_string_append (writer->out, "| ");
  write_inline (writer);
  end_row (writer);
}

static void
write_image (Writer *writer)
{
  g_string_append (writer->out, "![");
  write_inline (writer);
  g_string_append_printf (writer->out, "](<%s>)", natter_block_get_target (writer->block));
}

static const char *
get_marker (NatterBlock *block)
{
  const char *marker = natter_block_get_marker (block);

  if (g_str_equal (marker, TASK_OPEN))
    return "- [ ] ";
  if (g_str_equal (marker, TASK_DONE))
    return "- [x] ";

  return "- ";
}

/* Writes what stands before the block; returns (transfer full) what stands before its other
 * lines. */
static char *
write_nesting (Writer *writer)
{
  NatterBlock *block = writer->block;
  const char *marker = natter_block_get_marker (block);
  guint list_depth = natter_block_get_list_depth (block);
  GString *indent = g_string_new (NULL);

  for (guint i = natter_block_get_quote_depth (block); i > 0; i--)
    g_string_append (indent, "> ");
  for (guint i = 1; i < list_depth; i++)
    g_string_append (indent, ITEM_INDENT);

  g_string_append (writer->out, indent->str);
  if (list_depth > 0)
    g_string_append (indent, ITEM_INDENT);
  if (list_depth > 0 && !*marker)
    g_string_append (writer->out, ITEM_INDENT);
  else if (g_ascii_isdigit (*marker))
    g_string_append_printf (writer->out, "%s ", marker);
  else if (*marker)
    g_string_append (writer->out, get_marker (block));

  return g_string_free_and_steal (indent);
}

static void
write_content (Writer *writer)
{
  switch (natter_block_get_kind (writer->block))
    {
    case NATTER_BLOCK_CODE:
      write_fence (writer);
      break;

    case NATTER_BLOCK_TABLE:
      write_table (writer);
      break;

    case NATTER_BLOCK_IMAGE:
      write_image (writer);
      break;

    case NATTER_BLOCK_RULE:
      g_string_append (writer->out, "---");
      break;

    case NATTER_BLOCK_HEADING:
      append_signs (writer->out, '#', natter_block_get_level (writer->block));
      g_string_append_c (writer->out, ' ');
      write_inline (writer);
      break;

    case NATTER_BLOCK_PARAGRAPH:
    case NATTER_BLOCK_MATH:
    default:
      write_inline (writer);
      break;
    }
}

/**
 * natter_markdown_write_block:
 * @block: any block
 * @out: what is written to, without a line break at its end
 *
 * Writes Markdown that is read as @block again, with its marker and its quotes.
 */
void
natter_markdown_write_block (NatterBlock *block,
                             GString     *out)
{
  Writer writer = { .block = block, .text = natter_block_get_text (block), .out = out };
  g_autoptr(GPtrArray) open = g_ptr_array_new ();
  g_autofree char *indent = NULL;

  g_return_if_fail (NATTER_IS_BLOCK (block));

  writer.open = open;
  indent = write_nesting (&writer);
  writer.indent = indent;
  write_content (&writer);
}
