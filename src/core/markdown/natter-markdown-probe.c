/* natter-markdown-probe.c: questions that only the parser can answer for sure. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-private.h"

#include <md4c.h>
#include <string.h>

#define PROBE "x\n"

typedef struct
{
  const char *probe;      /* where the probe stands in the text that is parsed */
  gboolean    in_fence;
  gboolean    found;      /* the probe came out as code of a fence */
  guint       n_blocks;
} Probe;

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Probe *self = user_data;

  self->in_fence = type == MD_BLOCK_CODE && ((MD_BLOCK_CODE_DETAIL *) detail)->fence_char != '\0';
  self->n_blocks += type != MD_BLOCK_DOC;

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  ((Probe *) user_data)->in_fence = FALSE;

  return 0;
}

static int
span_cb (MD_SPANTYPE  type,
         void        *detail,
         void        *user_data)
{
  return 0;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        length,
         void          *user_data)
{
  Probe *self = user_data;

  if (text == self->probe && self->in_fence)
    self->found = TRUE;

  return 0;
}

static const MD_PARSER probe_parser = {
  .flags = MD_DIALECT_GITHUB | MD_FLAG_NOHTML,
  .enter_block = enter_block_cb,
  .leave_block = leave_block_cb,
  .enter_span = span_cb,
  .leave_span = span_cb,
  .text = text_cb,
};

/**
 * natter_markdown_get_padding:
 * @offset: where a piece begins in the whole text
 * @before: bytes of another kind that are to stand before it, or 0
 *
 * How many line breaks to put before a piece so that the parser makes of it what it makes of it in
 * the whole text. To md4c (0.4 to 0.5.2) a line whose offset is 4 modulo 256 may look like an item
 * of its own, and end the list at the next blank line: its md_analyze_line() takes the line's
 * record for a block's. So a piece keeps its offset modulo 256.
 *
 * Returns: the number of line breaks; with something @before, one at least
 */
gsize
natter_markdown_get_padding (gsize offset,
                             gsize before)
{
  gsize padding = (offset - before) % 256;

  return padding == 0 && before > 0 ? 256 : padding;
}

/**
 * natter_markdown_is_code_after:
 * @text: Markdown
 * @start: where a top-level block, or an item of a top-level list, begins
 * @end: where a line begins, behind @start
 * @indent: spaces
 *
 * Whether a line at @end, indented by @indent, would be code in a fence.
 *
 * Returns: %TRUE when it would
 */
gboolean
natter_markdown_is_code_after (const char *text,
                               gsize       start,
                               gsize       end,
                               guint       indent)
{
  gsize padding = natter_markdown_get_padding (start, 0);
  g_autoptr(GString) probed = g_string_sized_new (padding + end - start + indent + sizeof (PROBE));
  Probe self = { 0 };

  for (gsize i = 0; i < padding; i++)
    g_string_append_c (probed, '\n');
  g_string_append_len (probed, text + start, (gssize) (end - start));
  for (guint i = 0; i < indent; i++)
    g_string_append_c (probed, ' ');
  g_string_append (probed, PROBE);
  self.probe = probed->str + probed->len - strlen (PROBE);

  md_parse (probed->str, (MD_SIZE) probed->len, &probe_parser, &self);

  return self.found;
}

/**
 * natter_markdown_is_definition:
 * @line: a line that begins a paragraph
 * @length: bytes in @line
 *
 * Whether @line as a whole defines the target of a link, "[label]: target".
 *
 * Returns: %TRUE when it does
 */
gboolean
natter_markdown_is_definition (const char *line,
                               gsize       length)
{
  Probe self = { 0 };

  md_parse (line, (MD_SIZE) length, &probe_parser, &self);

  return self.n_blocks == 0;
}
