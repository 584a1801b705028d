/* natter-cut-scanner.c: where a growing Markdown text may be cut, so that its pieces, parsed one by
 * one, give the same blocks as the whole. It looks at whole lines only, once each, and cuts only
 * where CommonMark and md4c leave no doubt; md4c itself is asked where a fence is in doubt.
 * Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-cut-scanner.h"

#include <string.h>

#include "natter-line.h"
#include "natter-markdown-private.h"

/* Asking the parser costs as much as the text since the last cut is long. */
#define MAX_PROBES 4

/* What is prepended to each piece. Later definitions take effect when the text is whole. */
#define MAX_DEFINITIONS (16 * 1024)

void
natter_cut_scanner_init (NatterCutScanner *self)
{
  *self = (NatterCutScanner) {
    .after_blank = TRUE,
    .definitions = g_string_new (NULL),
  };
}

void
natter_cut_scanner_clear (NatterCutScanner *self)
{
  g_string_free (self->definitions, TRUE);
  self->definitions = NULL;
}

static void
cut_at (NatterCutScanner *self,
        gsize             offset)
{
  self->cut = offset;
  self->item_end = 0;
  self->inner.length = 0;
}

/* After a line that surely ends what it belongs to. */
static void
cut_behind (NatterCutScanner *self,
            const NatterLine *line)
{
  cut_at (self, line->next);
  self->list = NATTER_CUT_NO_LIST;
  self->after_blank = TRUE;
}

static gboolean
is_in_item (NatterCutScanner *self,
            const NatterLine *line)
{
  return self->list == NATTER_CUT_LIST && line->indent >= self->item_column;
}

static void
scan_heading (NatterCutScanner *self,
              const NatterLine *line)
{
  /* Directly behind a table's row it is one more row. */
  if (line->indent == 0 && (self->after_blank || self->list == NATTER_CUT_LIST))
    {
      cut_behind (self, line);
      return;
    }

  if (line->indent == 0 || self->list == NATTER_CUT_LIST)
    self->list = NATTER_CUT_NO_LIST;
  self->after_blank = FALSE;
}

static void
scan_rule (NatterCutScanner *self,
           const NatterLine *line)
{
  /* "---" may also be the line under a heading. */
  if (line->indent == 0 &&
      (line->mark != '-' || self->after_blank || self->list == NATTER_CUT_LIST))
    {
      cut_behind (self, line);
      return;
    }

  if (line->indent == 0 || self->list == NATTER_CUT_LIST)
    self->list = NATTER_CUT_NO_LIST;
  self->after_blank = FALSE;
}

static void
scan_quote (NatterCutScanner *self,
            const NatterLine *line)
{
  if (line->indent == 0 && self->after_blank)
    cut_at (self, line->offset);
  if (line->indent == 0 || self->list == NATTER_CUT_LIST)
    self->list = NATTER_CUT_NO_LIST;
  self->after_blank = FALSE;
}

static void
scan_item (NatterCutScanner *self,
           const NatterLine *line)
{
  gboolean sure = self->after_blank || line->interrupts || self->list == NATTER_CUT_LIST;

  if (line->indent > 0 && self->list == NATTER_CUT_MAYBE_LIST)
    sure = FALSE;

  /* Behind a quote in the item before, md4c takes no "[ ]" for a task. */
  if (sure && line->indent == 0 && !(self->in_quote && line->may_be_task))
    {
      cut_at (self, line->offset);
      self->item_end = line->next;
    }
  self->list = sure && !natter_line_is_bare (line) && line->column > 0 ? NATTER_CUT_LIST
                                                                   : NATTER_CUT_MAYBE_LIST;
  self->item_column = line->column;
  self->after_blank = FALSE;
}

/* Behind an open fence in an item or quote, md4c skips what looks like the beginning of a closing
 * fence even if it is none: "`- a" becomes an item, "~~~~ ```" a fence of ticks, "~" a blank line.
 * Returns what it sees then, 0 at the line's end. */
static char
behind_fence (const NatterLine *line)
{
  gsize i = line->start;

  while (i < line->length && line->text[i] == line->text[line->start])
    i++;
  while (i < line->length && (line->text[i] == ' ' || line->text[i] == '\t'))
    i++;

  return i < line->length ? line->text[i] : '\0';
}

static gboolean
is_fence_character (char c)
{
  return c == '`' || c == '~';
}

static gboolean
is_doubtful (const NatterLine *line)
{
  char behind = behind_fence (line);

  return is_fence_character (line->text[line->start]) &&
         !(g_ascii_isalpha (behind) || (guchar) behind >= 0x80);
}

static void
scan_text (NatterCutScanner *self,
           const NatterLine *line)
{
  gboolean is_outside = line->indent == 0 || self->list != NATTER_CUT_MAYBE_LIST;
  gboolean may_follow_fence = !self->after_blank || self->list != NATTER_CUT_NO_LIST;

  if (may_follow_fence && is_doubtful (line))
    {
      self->in_doubt = TRUE;
    }
  else if (self->after_blank && is_outside)
    {
      cut_at (self, line->offset);
      self->list = NATTER_CUT_NO_LIST;
    }
  else if (self->list != NATTER_CUT_NO_LIST)
    {
      /* It continues the item's paragraph, or begins one behind the list. */
      self->list = NATTER_CUT_MAYBE_LIST;
    }
  self->after_blank = FALSE;
}

static void
open_fence (NatterCutScanner *self,
            const NatterLine *line)
{
  /* Cut there, a fence that stands far to the right would become indented code. */
  if (line->indent < NATTER_LINE_CODE_INDENT)
    cut_at (self, line->offset);
  self->list = NATTER_CUT_NO_LIST;
  self->after_blank = FALSE;
  self->inner.length = 0;
  self->fence = line->fence;
  self->fence.start = line->offset;
  self->fence.offset = line->next;
}

/* Returns %FALSE when the question is to be asked again later. */
static gboolean
scan_fence (NatterCutScanner *self,
            const char       *text,
            const NatterLine *line,
            guint            *n_probes)
{
  if (self->after_blank && self->list == NATTER_CUT_NO_LIST &&
      line->indent < NATTER_LINE_CODE_INDENT)
    {
      open_fence (self, line);
      return TRUE;
    }

  if (!is_in_item (self, line) && is_fence_character (behind_fence (line)))
    {
      self->in_doubt = TRUE;
    }
  else if (!is_in_item (self, line))
    {
      if ((*n_probes += 2) > MAX_PROBES)
        return FALSE;
      self->in_doubt = natter_markdown_is_code_after (text, self->cut, line->offset, 0);
      if (!self->in_doubt && natter_markdown_is_code_after (text, self->cut, line->next, 0))
        {
          open_fence (self, line);
          return TRUE;
        }
      self->list = NATTER_CUT_MAYBE_LIST;
    }

  self->inner = line->fence;
  self->inner.nested = TRUE;
  self->inner.start = line->offset;
  self->inner.offset = line->next;
  self->after_blank = FALSE;

  return TRUE;
}

/* A paragraph behind a blank line is the place to find out where we are. */
static gboolean
scan_in_doubt (NatterCutScanner *self,
               const char       *text,
               const NatterLine *line,
               guint            *n_probes)
{
  if (self->after_blank && line->kind == NATTER_LINE_TEXT && line->indent == 0 &&
      !is_doubtful (line))
    {
      if (++*n_probes > MAX_PROBES)
        return FALSE;
      self->in_doubt = natter_markdown_is_code_after (text, self->cut, line->offset, 0);
      if (!self->in_doubt)
        {
          cut_at (self, line->offset);
          self->list = NATTER_CUT_NO_LIST;
        }
    }
  self->after_blank = line->kind == NATTER_LINE_BLANK;

  return TRUE;
}

/* Lines like "[label]: target" are kept for the pieces that come after them, unless there may have
 * been a formula in them: here it is hidden. */
static void
note_definition (NatterCutScanner *self,
                 const NatterLine *line)
{
  gboolean may_begin = self->after_blank || self->after_definition;

  self->after_definition = may_begin && line->text[line->start] == '[' &&
                           self->definitions->len + line->length < MAX_DEFINITIONS &&
                           g_strstr_len (line->text, (gssize) line->length, "]:") &&
                           !memchr (line->text, '$', line->length) &&
                           natter_markdown_is_definition (line->text, line->length);
  if (!self->after_definition)
    return;

  g_string_append_len (self->definitions, line->text, (gssize) line->length);
  g_string_append_c (self->definitions, '\n');
}

/* A line outside of any fence that is not blank. */
static void
scan_block (NatterCutScanner *self,
            const NatterLine *line)
{
  switch (line->kind)
    {
    case NATTER_LINE_TEXT:
      note_definition (self, line);
      scan_text (self, line);
      break;

    case NATTER_LINE_HEADING:
      scan_heading (self, line);
      break;

    case NATTER_LINE_RULE:
      scan_rule (self, line);
      break;

    case NATTER_LINE_QUOTE:
      scan_quote (self, line);
      break;

    case NATTER_LINE_ITEM:
      scan_item (self, line);
      break;

    case NATTER_LINE_INDENTED:
      if (self->list != NATTER_CUT_NO_LIST)
        self->list = NATTER_CUT_MAYBE_LIST;
      self->after_blank = FALSE;
      break;

    case NATTER_LINE_BLANK:
    case NATTER_LINE_FENCE:
    default:
      g_assert_not_reached ();
    }
}

/* For md4c an item's text may end at a blank line where a block had ended already, see
 * natter_markdown_get_padding(); two blank lines behind a definition are such a place, too. */
static void
note_line (NatterCutScanner *self,
           const NatterLine *line)
{
  if (line->kind == NATTER_LINE_BLANK)
    {
      self->n_blank++;
      self->in_quote = FALSE;
      return;
    }

  if (self->n_blank > (self->after_end ? 0 : 1) && is_in_item (self, line))
    self->list = NATTER_CUT_MAYBE_LIST;
  self->n_blank = 0;

  self->after_end = natter_line_may_end_block (line);
  if (line->has_quote)
    self->in_quote = TRUE;
  else if (line->kind == NATTER_LINE_ITEM && line->indent == 0 && !line->may_be_task)
    self->in_quote = FALSE;
}

/* Returns %FALSE when the line is to be looked at again later. */
static gboolean
scan_line (NatterCutScanner *self,
           const char       *text,
           NatterLine       *line,
           guint            *n_probes)
{
  if (self->fence.length > 0)
    {
      if (natter_fence_closes (&self->fence, line->text, line->length))
        {
          self->fence.length = 0;
          cut_behind (self, line);
        }
      return TRUE;
    }

  natter_line_classify (line);
  note_line (self, line);
  if (self->in_doubt)
    return scan_in_doubt (self, text, line, n_probes);
  if (line->kind == NATTER_LINE_FENCE)
    return scan_fence (self, text, line, n_probes);

  if (line->kind == NATTER_LINE_BLANK)
    {
      self->after_blank = TRUE;
    }
  else if (is_in_item (self, line))
    {
      if (natter_line_is_bare (line))
        self->list = NATTER_CUT_MAYBE_LIST;
      self->after_blank = FALSE;
    }
  else
    {
      scan_block (self, line);
    }

  return TRUE;
}

/**
 * natter_cut_scanner_feed:
 * @self: a scanner
 * @text: the whole text so far, its formulas hidden
 * @length: bytes in @text that cannot change any more
 *
 * Looks at the lines that are whole now and were not before. An unfinished last line decides
 * nothing: "2" after a list is a paragraph, "2." one byte later an item of it.
 */
void
natter_cut_scanner_feed (NatterCutScanner *self,
                         const char       *text,
                         gsize             length)
{
  guint n_probes = 0;

  while (self->offset < length)
    {
      const char *start = text + self->offset;
      NatterLine line = { .text = start, .offset = self->offset };
      gsize rest = length - self->offset;
      gsize line_break;

      line.length = natter_fence_line_length (start, rest);
      line_break = natter_fence_break_length (start, rest, line.length);
      if (line_break == 0)
        return;

      line.next = line.offset + line.length + line_break;
      if (!scan_line (self, text, &line, &n_probes))
        return;
      self->offset = line.next;
    }
}
