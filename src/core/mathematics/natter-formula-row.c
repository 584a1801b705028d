/* natter-formula-row.c: the text of a formula while it is put together, sign by sign, with the
 * space between them and the brackets that a flat line needs. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula-row.h"

#include <string.h>

#define OVERLINE  0x0305
#define UNDERLINE 0x0332

static gboolean
ends_in_space (NatterFormulaRow *self)
{
  const char *last;

  if (self->text->len == 0)
    return TRUE;
  last = g_utf8_find_prev_char (self->text->str, self->text->str + self->text->len);

  return g_unichar_isspace (g_utf8_get_char (last));
}

static void
need_space (NatterFormulaRow *self)
{
  if (!ends_in_space (self))
    g_string_append_c (self->text, ' ');
}

/* Whether a sign put here stands right beside another that could be multiplied with it. */
gboolean
natter_formula_row_is_beside (NatterFormulaRow *self)
{
  return !self->wants_space && (self->before == NATTER_SIGN_ORDINARY ||
                                self->before == NATTER_SIGN_VARIABLE ||
                                self->before == NATTER_SIGN_DIGIT ||
                                self->before == NATTER_SIGN_CLOSING ||
                                self->before == NATTER_SIGN_FUNCTION);
}

static gboolean
is_name (NatterSign sign)
{
  return sign == NATTER_SIGN_FUNCTION || sign == NATTER_SIGN_OPERATOR;
}

static gboolean
is_between (NatterSign sign)
{
  return sign == NATTER_SIGN_BINARY || sign == NATTER_SIGN_RELATION;
}

/* Whether there is space between what stands at the end and @sign. */
static gboolean
is_apart (NatterFormulaRow *self,
          NatterSign        sign)
{
  if (sign == NATTER_SIGN_CLOSING || sign == NATTER_SIGN_PUNCTUATION)
    return FALSE;
  if (sign == NATTER_SIGN_FUNCTION && natter_formula_row_is_beside (self))
    return TRUE;
  if (self->before == NATTER_SIGN_FUNCTION && sign != NATTER_SIGN_OPENING)
    return TRUE;
  if (self->level > 0)
    return FALSE;

  return self->wants_space || (is_between (sign) && self->before != NATTER_SIGN_NONE) ||
         (is_name (sign) && natter_formula_row_is_beside (self)) ||
         self->before == NATTER_SIGN_OPERATOR;
}

static void
measure (NatterFormulaRow *self,
         NatterSign        sign)
{
  NatterFormulaMeasure *whole = &self->measure;

  if (sign == NATTER_SIGN_CLOSING && whole->depth > 0)
    {
      whole->depth--;
      return;
    }

  if (whole->depth == 0)
    {
      /* "sin x" is one word too many for the one side of a fraction. */
      whole->is_sum |= is_between (sign) || sign == NATTER_SIGN_PUNCTUATION ||
                       (self->before == NATTER_SIGN_FUNCTION && sign != NATTER_SIGN_OPENING);
      whole->n_signs += sign != NATTER_SIGN_DIGIT || self->before != NATTER_SIGN_DIGIT;
    }
  whole->depth += sign == NATTER_SIGN_OPENING;
}

/* Prepares the end for @sign: space, and brackets around what would be read together with it. */
void
natter_formula_row_place (NatterFormulaRow *self,
                          NatterSign        sign)
{
  if (self->loose >= 0 && !self->wants_space && !is_between (sign) &&
      sign != NATTER_SIGN_CLOSING && sign != NATTER_SIGN_PUNCTUATION)
    natter_formula_row_tighten (self);
  self->loose = -1;

  if (is_apart (self, sign))
    need_space (self);
  self->wants_space = sign == NATTER_SIGN_PUNCTUATION || is_between (sign);

  measure (self, sign);
  self->before = sign;
}

/* A sign that usually stands between two others stands before one: "−1". */
static gboolean
is_unary (NatterFormulaRow *self)
{
  return self->before == NATTER_SIGN_NONE || self->before == NATTER_SIGN_OPENING ||
         self->before == NATTER_SIGN_PUNCTUATION || is_between (self->before) ||
         is_name (self->before);
}

static void
style (NatterFormulaRow   *self,
       NatterFormulaStyle  kind,
       gsize               start)
{
  NatterFormulaRun run = { kind, start, self->text->len };
  NatterFormulaRun *last = self->runs->len > 0
                             ? &g_array_index (self->runs, NatterFormulaRun, self->runs->len - 1)
                             : NULL;

  if (last && last->style == kind && last->end == start)
    last->end = run.end;
  else
    g_array_append_val (self->runs, run);
}

/* A sign, or the name of a function. */
void
natter_formula_row_add (NatterFormulaRow *self,
                        const char       *text,
                        NatterSign        sign)
{
  gboolean unary = sign == NATTER_SIGN_BINARY && is_unary (self);
  gsize start;

  natter_formula_row_place (self, unary ? NATTER_SIGN_ORDINARY : sign);
  /* What comes behind it stands alone: "−1/2" needs no brackets. */
  if (unary)
    {
      self->before = NATTER_SIGN_OPENING;
      self->measure.n_signs -= self->measure.depth == 0;
    }

  start = self->text->len;
  g_string_append (self->text, text);
  if (self->strong)
    style (self, NATTER_FORMULA_STRONG, start);
  else if (sign == NATTER_SIGN_VARIABLE && !self->upright)
    style (self, NATTER_FORMULA_VARIABLE, start);
}

/* Prose inside of a formula, with the blanks it has. */
void
natter_formula_row_add_words (NatterFormulaRow *self,
                              const char       *words)
{
  natter_formula_row_place (self, NATTER_SIGN_ORDINARY);
  if (ends_in_space (self))
    words += strspn (words, " ");
  g_string_append (self->text, words);
}

void
natter_formula_row_add_space (NatterFormulaRow *self,
                              const char       *space)
{
  if (self->level > 0)
    return;

  while (self->text->len > 0 && self->text->str[self->text->len - 1] == ' ')
    g_string_truncate (self->text, self->text->len - 1);
  if (!ends_in_space (self) || strlen (space) > 3)
    g_string_append (self->text, space);
  self->loose = -1;
}

void
natter_formula_row_end_line (NatterFormulaRow *self)
{
  while (self->text->len > 0 && self->text->str[self->text->len - 1] == ' ')
    g_string_truncate (self->text, self->text->len - 1);
  g_string_append_c (self->text, '\n');
  self->before = NATTER_SIGN_NONE;
  self->wants_space = FALSE;
  self->loose = -1;
}

static void
insert (NatterFormulaRow *self,
        gsize             offset,
        char              bracket)
{
  g_string_insert_c (self->text, (gssize) offset, bracket);
  for (guint i = 0; i < self->runs->len; i++)
    {
      NatterFormulaRun *run = &g_array_index (self->runs, NatterFormulaRun, i);

      if (run->start >= offset)
        run->start++;
      if (run->end > offset)
        run->end++;
    }
}

/* Puts what was added since @start into brackets. */
void
natter_formula_row_bracket (NatterFormulaRow *self,
                            gsize             start)
{
  insert (self, start, '(');
  g_string_append_c (self->text, ')');
}

/* Puts what is loose into brackets, so that a sign can be put right behind it. */
void
natter_formula_row_tighten (NatterFormulaRow *self)
{
  if (self->loose < 0)
    return;

  natter_formula_row_bracket (self, (gsize) self->loose);
  self->loose = -1;
  self->before = NATTER_SIGN_CLOSING;
}

/* The other characters for those since @start, if all have one. */
static char *
find_script (NatterFormulaRow   *self,
             gsize               start,
             NatterFormulaStyle  kind)
{
  g_autoptr(GString) other = g_string_new (NULL);
  const char *content = self->text->str + start;

  if (kind == NATTER_FORMULA_SUPERSCRIPT && g_str_equal (content, "∘"))
    return g_strdup ("°");

  for (const char *p = content; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar script = kind == NATTER_FORMULA_SUPERSCRIPT ? natter_formula_raise (c)
                                                           : natter_formula_lower (c);

      /* Primes are raised as they are. */
      if (script == 0 && kind == NATTER_FORMULA_SUPERSCRIPT && c == 0x2032)
        script = c;
      if (script == 0)
        return NULL;
      g_string_append_unichar (other, script);
    }

  return g_string_free_and_steal (g_steal_pointer (&other));
}

/* Raises or lowers what was added since @start: by other characters where there are such for all of
 * it, else by a run. */
void
natter_formula_row_script (NatterFormulaRow   *self,
                           gsize               start,
                           guint               first_run,
                           NatterFormulaStyle  kind)
{
  g_autofree char *other = find_script (self, start, kind);
  NatterFormulaRun run = { kind, start, self->text->len };

  if (!other)
    {
      g_array_insert_val (self->runs, first_run, run);
      return;
    }

  g_array_set_size (self->runs, first_run);
  g_string_truncate (self->text, start);
  g_string_append (self->text, other);
  for (guint i = 0; i < first_run; i++)
    {
      NatterFormulaRun *before = &g_array_index (self->runs, NatterFormulaRun, i);

      /* One that had grown into the script does not end in the middle of a character. */
      if (before->end > start)
        before->end = self->text->len;
    }
}

/* Puts an accent on what was added since @start; returns FALSE if that is too much for one. */
gboolean
natter_formula_row_accent (NatterFormulaRow *self,
                           gsize             start,
                           gunichar          accent)
{
  g_autofree char *content = g_strdup (self->text->str + start);
  glong n = g_utf8_strlen (content, -1);
  gsize first_run;

  if (n == 0 || (n > 1 && accent != OVERLINE && accent != UNDERLINE))
    return FALSE;

  for (first_run = self->runs->len; first_run > 0; first_run--)
    {
      if (g_array_index (self->runs, NatterFormulaRun, first_run - 1).end <= start)
        break;
    }
  /* Each run would have to grow by the accents in it: one over all is what is meant. */
  if (self->runs->len > first_run + 1)
    return FALSE;

  g_string_truncate (self->text, start);
  for (const char *p = content; *p; p = g_utf8_next_char (p))
    {
      g_string_append_len (self->text, p, g_utf8_next_char (p) - p);
      g_string_append_unichar (self->text, accent);
    }
  if (self->runs->len > first_run)
    {
      NatterFormulaRun *run = &g_array_index (self->runs, NatterFormulaRun, first_run);

      run->end = self->text->len;
    }

  return TRUE;
}
