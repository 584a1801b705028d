/* natter-formula-reader.c: the words that TeX is made of. Pure, any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula-reader.h"

#include <string.h>

void
natter_formula_fail (NatterFormulaReader *self)
{
  self->failed = TRUE;
  self->at = self->end;
}

static void
skip_blanks (NatterFormulaReader *self)
{
  while (self->at < self->end && g_ascii_isspace (*self->at))
    self->at++;
}

char
natter_formula_peek (NatterFormulaReader *self)
{
  skip_blanks (self);

  return self->at < self->end ? *self->at : '\0';
}

/* A command is a backslash before letters, or before one character of any other kind. */
void
natter_formula_read_name (NatterFormulaReader *self)
{
  const char *start = ++self->at;
  gsize length;

  while (self->at < self->end && g_ascii_isalpha (*self->at))
    self->at++;
  if (self->at == start && self->at < self->end)
    self->at = g_utf8_next_char (self->at);

  length = MIN ((gsize) (self->at - start), sizeof (self->name) - 1);
  memcpy (self->name, start, length);
  self->name[length] = '\0';
  if (length > 0 && g_ascii_isalpha (self->name[0]) && self->at < self->end && *self->at == '*')
    self->at++;
}

gboolean
natter_formula_is_named (NatterFormulaReader *self,
                         const char          *names)
{
  gsize length = strlen (self->name);

  for (const char *p = names; *p; p += strspn (p, " "))
    {
      gsize word = strcspn (p, " ");

      if (word == length && memcmp (p, self->name, length) == 0)
        return TRUE;
      p += word;
    }

  return FALSE;
}

/* The text of a group, which is not read as mathematics. */
char *
natter_formula_read_raw_group (NatterFormulaReader *self)
{
  const char *start;
  char *text;

  if (natter_formula_peek (self) != '{')
    {
      natter_formula_fail (self);
      return NULL;
    }

  start = ++self->at;
  while (self->at < self->end && *self->at != '}' && *self->at != '{')
    self->at++;
  if (self->at == self->end || *self->at == '{')
    {
      natter_formula_fail (self);
      return NULL;
    }
  text = g_strndup (start, (gsize) (self->at - start));
  self->at++;

  return text;
}

/* Skips "[4pt]". */
void
natter_formula_skip_option (NatterFormulaReader *self)
{
  const char *end;

  if (self->at == self->end || *self->at != '[')
    return;
  end = memchr (self->at, ']', (gsize) (self->end - self->at));
  if (end)
    self->at = end + 1;
}
