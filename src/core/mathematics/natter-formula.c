/* natter-formula.c: a formula in TeX as text that people can read. What a line of text cannot show
 * as it is meant, such as a matrix, is refused as a whole: better the source than half a formula.
 * Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula.h"

#include <string.h>

#include "natter-formula-reader.h"

#define MAX_LENGTH 8192   /* bytes of TeX */

/* They change how TeX sets what follows, and nothing here. */
#define EMPTY_COMMANDS                                                                        \
  "! limits nolimits displaystyle textstyle scriptstyle nonumber notag strut mathstrut relax " \
  "middle big Big bigg Bigg bigl bigr bigm Bigl Bigr Bigm biggl biggr biggm Biggl Biggr Biggm " \
  "mathord"

static void read_command (NatterFormulaReader *self);

static void
read_character (NatterFormulaReader *self)
{
  const char *next = g_utf8_next_char (self->at);
  g_autofree char *text = g_strndup (self->at, (gsize) (next - self->at));
  NatterSign sign = natter_formula_get_sign (g_utf8_get_char (self->at));
  gboolean in_number = self->row.before == NATTER_SIGN_DIGIT && next < self->end &&
                       g_ascii_isdigit (*next);

  self->at = next;
  if (sign == NATTER_SIGN_NONE)
    natter_formula_fail (self);
  else if (g_str_equal (text, "-"))
    natter_formula_row_add (&self->row, "−", sign);
  else if (g_str_equal (text, "*"))
    natter_formula_row_add (&self->row, "∗", sign);
  else if (in_number && (*text == '.' || *text == ','))
    natter_formula_row_add (&self->row, text, NATTER_SIGN_DIGIT);
  else if (*text == ':' && self->at < self->end && *self->at == '=')
    {
      self->at++;
      natter_formula_row_add (&self->row, ":=", NATTER_SIGN_RELATION);
    }
  else
    natter_formula_row_add (&self->row, text, sign);
}

/* What a command, a script or a fraction is about: a group, or the next character or command. */
void
natter_formula_read_argument (NatterFormulaReader *self)
{
  char c = natter_formula_peek (self);

  if (c == '\0' || c == '}' || c == '^' || c == '_' || c == '&' ||
      self->depth >= NATTER_FORMULA_MAX_DEPTH)
    {
      natter_formula_fail (self);
      return;
    }

  self->depth++;
  if (c == '{')
    {
      self->at++;
      natter_formula_read_row (self, NATTER_FORMULA_UNTIL_BRACE);
    }
  else if (c == '\\')
    {
      natter_formula_read_name (self);
      read_command (self);
    }
  else
    {
      read_character (self);
    }
  self->depth--;
}

/* As read_argument(), for what stands on its own: tells how much of it there is. */
NatterFormulaMeasure
natter_formula_read_part (NatterFormulaReader *self)
{
  NatterFormulaRow *row = &self->row;
  NatterFormulaMeasure outer = row->measure;
  NatterFormulaMeasure inner;

  row->measure = (NatterFormulaMeasure) { 0 };
  row->before = NATTER_SIGN_NONE;
  row->wants_space = FALSE;
  row->loose = -1;
  natter_formula_read_argument (self);
  row->loose = -1;
  row->wants_space = FALSE;
  inner = row->measure;
  row->measure = outer;

  return inner;
}

static void
read_script (NatterFormulaReader *self,
             NatterFormulaStyle   style)
{
  NatterFormulaRow *row = &self->row;
  NatterSign before;
  gboolean wants_space = row->wants_space;
  gsize start;
  guint first_run;

  natter_formula_row_tighten (row);
  before = row->before;
  start = row->text->len;
  first_run = row->runs->len;

  row->level++;
  natter_formula_read_part (self);
  row->level--;
  row->before = before == NATTER_SIGN_NONE ? NATTER_SIGN_ORDINARY : before;
  row->wants_space = wants_space;
  if (row->text->len == start)
    natter_formula_fail (self);
  else
    natter_formula_row_script (row, start, first_run, style);
}

/* Commands that are space or nothing; returns FALSE for others. */
static gboolean
read_space (NatterFormulaReader *self)
{
  if (natter_formula_is_named (self, EMPTY_COMMANDS))
    return TRUE;

  if (natter_formula_is_named (self, ", : ; > thinspace"))
    natter_formula_row_add_space (&self->row, NATTER_FORMULA_THIN_SPACE);
  else if (g_ascii_isspace (self->name[0]) || natter_formula_is_named (self, "enspace space"))
    natter_formula_row_add_space (&self->row, " ");
  else if (natter_formula_is_named (self, "quad"))
    natter_formula_row_add_space (&self->row, NATTER_FORMULA_EM_SPACE);
  else if (natter_formula_is_named (self, "qquad"))
    natter_formula_row_add_space (&self->row, NATTER_FORMULA_EM_SPACE NATTER_FORMULA_EM_SPACE);
  else if (natter_formula_is_named (self, "label"))
    g_free (natter_formula_read_raw_group (self));
  else
    return FALSE;

  return TRUE;
}

static void
read_command (NatterFormulaReader *self)
{
  const NatterFormulaSymbol *symbol = natter_formula_find_symbol (self->name);

  if (symbol)
    natter_formula_row_add (&self->row, symbol->text, symbol->sign);
  else if (natter_formula_is_named (self, "{"))
    natter_formula_row_add (&self->row, "{", NATTER_SIGN_OPENING);
  else if (natter_formula_is_named (self, "}"))
    natter_formula_row_add (&self->row, "}", NATTER_SIGN_CLOSING);
  else if (natter_formula_is_named (self, "|"))
    natter_formula_row_add (&self->row, "‖", NATTER_SIGN_ORDINARY);
  else if (natter_formula_is_named (self, "% $ # & _"))
    natter_formula_row_add (&self->row, self->name, NATTER_SIGN_ORDINARY);
  else if (!read_space (self) && !natter_formula_read_construct (self))
    natter_formula_fail (self);
}

/* What ends a row, or only stands in one that has lines; returns FALSE for other commands. */
static gboolean
read_row_command (NatterFormulaReader *self,
                  NatterFormulaUntil   until,
                  gboolean            *ended)
{
  if (natter_formula_is_named (self, "\\"))
    {
      natter_formula_skip_option (self);
      if (!self->display || self->depth > 0)
        natter_formula_fail (self);
      else
        natter_formula_row_end_line (&self->row);
    }
  else if (natter_formula_is_named (self, "right"))
    {
      *ended = until == NATTER_FORMULA_UNTIL_RIGHT;
      if (!*ended)
        natter_formula_fail (self);
    }
  else if (natter_formula_is_named (self, "end"))
    {
      *ended = until == NATTER_FORMULA_UNTIL_ENVIRONMENT;
      if (!*ended)
        natter_formula_fail (self);
    }
  else
    return FALSE;

  return TRUE;
}

/* A prime, a blank, or what lines are aligned at; returns FALSE for other characters. */
static gboolean
read_mark (NatterFormulaReader *self,
           NatterFormulaUntil   until)
{
  if (*self->at == '\'')
    {
      natter_formula_row_tighten (&self->row);
      g_string_append (self->row.text, "′");
      return TRUE;
    }
  if (*self->at == '~')
    {
      natter_formula_row_add_space (&self->row, " ");
      return TRUE;
    }

  return *self->at == '&' && until == NATTER_FORMULA_UNTIL_ENVIRONMENT;
}

/* Returns TRUE when that was the row's end. */
static gboolean
read_item (NatterFormulaReader *self,
           NatterFormulaUntil   until)
{
  char c = *self->at;
  gboolean ended = FALSE;

  if (c == '\\')
    {
      natter_formula_read_name (self);
      if (!read_row_command (self, until, &ended))
        read_command (self);
    }
  else if (c == '{')
    {
      natter_formula_read_argument (self);
    }
  else if (c == '^' || c == '_')
    {
      self->at++;
      read_script (self, c == '^' ? NATTER_FORMULA_SUPERSCRIPT : NATTER_FORMULA_SUBSCRIPT);
    }
  else if (read_mark (self, until))
    {
      self->at++;
    }
  else if ((c == '}' && until == NATTER_FORMULA_UNTIL_BRACE) ||
           (c == ']' && until == NATTER_FORMULA_UNTIL_BRACKET))
    {
      self->at++;
      ended = TRUE;
    }
  else
    {
      read_character (self);
    }

  return ended;
}

void
natter_formula_read_row (NatterFormulaReader *self,
                         NatterFormulaUntil   until)
{
  gboolean ended = FALSE;

  while (!ended && natter_formula_peek (self) != '\0')
    ended = read_item (self, until);
  if (!ended && until != NATTER_FORMULA_UNTIL_END)
    natter_formula_fail (self);
}

/**
 * natter_formula_read:
 * @tex: a formula without the signs around it, valid UTF-8
 * @length: bytes in @tex
 * @display: whether it stands on lines of its own
 * @text: where the readable text is appended
 * @runs: (element-type NatterFormulaRun): where its styles are appended, by start, outer ones first
 *
 * Reads the part of TeX's mathematics that a line of text can show: letters and signs, scripts,
 * simple fractions and roots (flat, in brackets where they are needed), accents, names of
 * functions, sums and integrals with their limits, words, lines below each other.
 *
 * Returns: %TRUE if @text shows all of it; if not, nothing is appended
 */
gboolean
natter_formula_read (const char *tex,
                     gsize       length,
                     gboolean    display,
                     GString    *text,
                     GArray     *runs)
{
  g_autoptr(GString) own_text = g_string_sized_new (length);
  g_autoptr(GArray) own_runs = g_array_new (FALSE, FALSE, sizeof (NatterFormulaRun));
  NatterFormulaReader self = {
    .at = tex,
    .end = tex + length,
    .row = { .text = own_text, .runs = own_runs, .loose = -1 },
    .display = display,
  };

  if (length > MAX_LENGTH || memchr (tex, '\0', length))
    return FALSE;

  natter_formula_read_row (&self, NATTER_FORMULA_UNTIL_END);
  while (own_text->len > 0 && g_ascii_isspace (own_text->str[own_text->len - 1]))
    g_string_truncate (own_text, own_text->len - 1);
  if (self.failed || own_text->len == 0)
    return FALSE;

  for (guint i = 0; i < own_runs->len; i++)
    {
      NatterFormulaRun run = g_array_index (own_runs, NatterFormulaRun, i);

      run.start += text->len;
      run.end = MIN (run.end, own_text->len) + text->len;
      if (run.start < run.end)
        g_array_append_val (runs, run);
    }
  g_string_append_len (text, own_text->str, (gssize) own_text->len);

  return TRUE;
}
