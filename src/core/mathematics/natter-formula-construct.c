/* natter-formula-construct.c: commands with something behind them: fractions, roots, words. Pure,
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula-reader.h"

#include <string.h>

#define MAX_FRACTIONS 2            /* in one another */
#define NOT           "\314\270"   /* strikes the character before it through */

/* "dx" and "∂x" are one thing below a fraction's line. */
static gboolean
is_differential (const char                 *text,
                 const NatterFormulaMeasure *measure)
{
  return measure->n_signs == 2 && !measure->is_sum && !measure->has_fraction &&
         (g_str_has_prefix (text, "d") || g_str_has_prefix (text, "∂"));
}

static void
read_fraction (NatterFormulaReader *self)
{
  NatterFormulaRow *row = &self->row;
  gboolean beside = natter_formula_row_is_beside (row) || row->loose >= 0;
  NatterFormulaMeasure measure;
  gsize start, part;

  if (++self->n_fractions > MAX_FRACTIONS)
    natter_formula_fail (self);

  natter_formula_row_place (row, NATTER_SIGN_ORDINARY);
  start = part = row->text->len;
  measure = natter_formula_read_part (self);
  if (measure.is_sum || measure.has_fraction)
    natter_formula_row_bracket (row, part);

  g_string_append_c (row->text, '/');
  part = row->text->len;
  measure = natter_formula_read_part (self);
  if (measure.is_sum || measure.has_fraction ||
      (measure.n_signs > 1 && !is_differential (row->text->str + part, &measure)))
    natter_formula_row_bracket (row, part);

  self->n_fractions--;
  row->before = NATTER_SIGN_ORDINARY;
  row->loose = (gssize) start;
  if (beside)
    natter_formula_row_tighten (row);
  else if (row->measure.depth == 0)
    row->measure.has_fraction = TRUE;
}

static void
read_root (NatterFormulaReader *self)
{
  NatterFormulaRow *row = &self->row;
  NatterFormulaMeasure measure;
  gsize start, part;

  natter_formula_row_place (row, NATTER_SIGN_ORDINARY);
  start = row->text->len;
  if (natter_formula_peek (self) == '[')
    {
      guint first_run = row->runs->len;
      NatterFormulaMeasure outer = row->measure;

      self->at++;
      row->level++;
      row->before = NATTER_SIGN_NONE;
      natter_formula_read_row (self, NATTER_FORMULA_UNTIL_BRACKET);
      row->level--;
      row->measure = outer;
      row->loose = -1;
      natter_formula_row_script (row, start, first_run, NATTER_FORMULA_SUPERSCRIPT);
    }
  if (g_str_equal (row->text->str + start, "²"))
    g_string_truncate (row->text, start);
  g_string_append (row->text, "√");

  part = row->text->len;
  measure = natter_formula_read_part (self);
  row->before = NATTER_SIGN_ORDINARY;
  if (measure.is_sum || measure.has_fraction || measure.n_signs > 1)
    natter_formula_row_bracket (row, part);
  else
    row->loose = (gssize) start;
}

static void
read_accent (NatterFormulaReader *self,
             gunichar             accent)
{
  gsize start;

  natter_formula_row_place (&self->row, NATTER_SIGN_ORDINARY);
  start = self->row.text->len;
  natter_formula_read_part (self);
  self->row.before = NATTER_SIGN_ORDINARY;
  if (!self->failed && !natter_formula_row_accent (&self->row, start, accent))
    natter_formula_fail (self);
}

static void
read_letters (NatterFormulaReader *self)
{
  g_autofree char *alphabet = g_strdup (self->name);
  char single[2] = { natter_formula_peek (self), '\0' };
  g_autofree char *letters = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  if (g_ascii_isalnum (single[0]))
    {
      letters = g_strdup (single);
      self->at++;
    }
  else
    letters = natter_formula_read_raw_group (self);

  for (const char *p = letters; p && *p; p++)
    {
      gunichar letter = natter_formula_find_letter (alphabet, (guchar) *p);

      if (letter == 0)
        {
          natter_formula_fail (self);
          return;
        }
      g_string_append_unichar (text, letter);
    }
  if (text->len == 0)
    natter_formula_fail (self);
  else
    natter_formula_row_add (&self->row, text->str, NATTER_SIGN_ORDINARY);
}

/* \text{…}: prose; TeX's own characters are escaped in it. */
static void
read_words (NatterFormulaReader *self)
{
  g_autofree char *raw = natter_formula_read_raw_group (self);
  g_autoptr(GString) words = g_string_new (NULL);

  for (const char *p = raw; p && *p; p++)
    {
      if (*p == '\\' && p[1] != '\0' && strchr ("$%&_# ", p[1]))
        g_string_append_c (words, *++p);
      else if (*p == '\\' || *p == '$')
        natter_formula_fail (self);
      else
        g_string_append_c (words, *p == '~' || g_ascii_isspace (*p) ? ' ' : *p);
    }
  natter_formula_row_add_words (&self->row, words->str);
}

static void
read_function (NatterFormulaReader *self)
{
  g_autofree char *raw = natter_formula_read_raw_group (self);

  if (!raw || *raw == '\0' || strpbrk (raw, "\\$^_&"))
    natter_formula_fail (self);
  else
    natter_formula_row_add (&self->row, raw, NATTER_SIGN_FUNCTION);
}

static void
read_styled (NatterFormulaReader *self,
             gboolean             upright,
             gboolean             strong)
{
  NatterFormulaRow *row = &self->row;
  gboolean was_upright = row->upright;
  gboolean was_strong = row->strong;
  guint n_signs = row->measure.n_signs;

  row->upright |= upright;
  row->strong |= strong;
  natter_formula_read_argument (self);
  row->upright = was_upright;
  row->strong = was_strong;
  row->measure.n_signs = n_signs + 1;
}

/* What may stand behind \left and \right. */
static void
read_delimiter (NatterFormulaReader *self,
                NatterSign           sign)
{
  char text[2] = { natter_formula_peek (self), '\0' };
  const NatterFormulaSymbol *symbol;

  if (text[0] == '.')
    {
      self->at++;
      return;
    }
  if (text[0] != '\0' && strchr ("()[]|/<>", text[0]))
    {
      self->at++;
      natter_formula_row_add (&self->row, text[0] == '<' ? "⟨" : text[0] == '>' ? "⟩" : text, sign);
      return;
    }
  if (text[0] != '\\')
    {
      natter_formula_fail (self);
      return;
    }

  natter_formula_read_name (self);
  symbol = natter_formula_find_symbol (self->name);
  if (natter_formula_is_named (self, "{ }"))
    natter_formula_row_add (&self->row, self->name, sign);
  else if (natter_formula_is_named (self, "|"))
    natter_formula_row_add (&self->row, "‖", sign);
  else if (symbol)
    natter_formula_row_add (&self->row, symbol->text, sign);
  else
    natter_formula_fail (self);
}

static void
read_left (NatterFormulaReader *self)
{
  if (++self->depth > NATTER_FORMULA_MAX_DEPTH)
    {
      natter_formula_fail (self);
      return;
    }
  read_delimiter (self, NATTER_SIGN_OPENING);
  natter_formula_read_row (self, NATTER_FORMULA_UNTIL_RIGHT);
  self->depth--;
  if (!self->failed)
    read_delimiter (self, NATTER_SIGN_CLOSING);
}

/* Lines below each other, whose alignment is all that is lost. */
static void
read_environment (NatterFormulaReader *self)
{
  g_autofree char *name = natter_formula_read_raw_group (self);

  if (name)
    {
      g_strlcpy (self->name, name, sizeof (self->name));
      if (g_str_has_suffix (self->name, "*"))
        self->name[strlen (self->name) - 1] = '\0';
    }
  if (!name || !self->display || self->depth > 0 || self->in_environment ||
      !natter_formula_is_named (self, "align aligned gather gathered split equation multline"))
    {
      natter_formula_fail (self);
      return;
    }

  natter_formula_skip_option (self);
  self->in_environment = TRUE;
  natter_formula_read_row (self, NATTER_FORMULA_UNTIL_ENVIRONMENT);
  self->in_environment = FALSE;
  g_free (natter_formula_read_raw_group (self));
}

/* \not= and \not\in */
static void
read_negation (NatterFormulaReader *self)
{
  char c = natter_formula_peek (self);
  const NatterFormulaSymbol *symbol = NULL;

  if (c == '\\')
    {
      g_autofree char *text = NULL;

      natter_formula_read_name (self);
      symbol = natter_formula_find_symbol (self->name);
      if (!symbol || symbol->sign != NATTER_SIGN_RELATION)
        {
          natter_formula_fail (self);
          return;
        }
      text = g_strconcat (symbol->text, NOT, NULL);
      natter_formula_row_add (&self->row, text, NATTER_SIGN_RELATION);
    }
  else if (c == '=')
    {
      self->at++;
      natter_formula_row_add (&self->row, "≠", NATTER_SIGN_RELATION);
    }
  else
    natter_formula_fail (self);
}

static void
read_modulus (NatterFormulaReader *self)
{
  NatterFormulaRow *row = &self->row;

  natter_formula_row_add_space (row, NATTER_FORMULA_EM_SPACE);
  natter_formula_row_add (row, "(", NATTER_SIGN_OPENING);
  natter_formula_row_add (row, "mod", NATTER_SIGN_FUNCTION);
  natter_formula_read_argument (self);
  natter_formula_row_add (row, ")", NATTER_SIGN_CLOSING);
}

static void
read_tag (NatterFormulaReader *self)
{
  g_autofree char *tag = natter_formula_read_raw_group (self);
  g_autofree char *text = g_strdup_printf ("(%s)", tag ? tag : "");

  natter_formula_row_add_space (&self->row, NATTER_FORMULA_EM_SPACE NATTER_FORMULA_EM_SPACE);
  natter_formula_row_add_words (&self->row, text);
}

/* Commands with something behind them; returns FALSE for others. */
gboolean
natter_formula_read_construct (NatterFormulaReader *self)
{
  gunichar accent = natter_formula_find_accent (self->name);

  if (accent != 0)
    read_accent (self, accent);
  else if (natter_formula_is_alphabet (self->name))
    read_letters (self);
  else if (natter_formula_is_named (self, "frac dfrac tfrac cfrac"))
    read_fraction (self);
  else if (natter_formula_is_named (self, "sqrt"))
    read_root (self);
  else if (natter_formula_is_named (self, "text textrm textnormal textit textsf mbox hbox"))
    read_words (self);
  else if (natter_formula_is_named (self, "operatorname"))
    read_function (self);
  else if (natter_formula_is_named (self, "mathrm mathsf mathtt mathop mathbin mathrel rm"))
    read_styled (self, TRUE, FALSE);
  else if (natter_formula_is_named (self, "mathbf boldsymbol bm pmb textbf"))
    read_styled (self, TRUE, TRUE);
  else if (natter_formula_is_named (self, "mathit mathnormal"))
    read_styled (self, FALSE, FALSE);
  else if (natter_formula_is_named (self, "left"))
    read_left (self);
  else if (natter_formula_is_named (self, "begin"))
    read_environment (self);
  else if (natter_formula_is_named (self, "not"))
    read_negation (self);
  else if (natter_formula_is_named (self, "pmod"))
    read_modulus (self);
  else if (natter_formula_is_named (self, "tag"))
    read_tag (self);
  else
    return FALSE;

  return TRUE;
}
