/* natter-formula-letters.c: letters of other alphabets, raised and lowered ones, accents, and what
 * single characters are in a formula. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula-symbols.h"

#include <string.h>

/* Each letter as Unicode's "Mathematical Alphanumeric Symbols" has it, or where that leaves a gap
 * for one that was there before. */
typedef struct
{
  const char *name;
  gunichar    capital;
  gunichar    small;      /* 0: there are none */
  gunichar    digit;
  const char *gaps;       /* letters, each followed by what stands for it */
} Alphabet;

static const Alphabet alphabets[] = {
  { "mathbb",   0x1D538, 0x1D552, 0x1D7D8, "CℂHℍNℕPℙQℚRℝZℤ" },
  { "Bbb",      0x1D538, 0x1D552, 0x1D7D8, "CℂHℍNℕPℙQℚRℝZℤ" },
  { "mathcal",  0x1D49C, 0,       0,       "BℬEℰFℱHℋIℐLℒMℳRℛ" },
  { "cal",      0x1D49C, 0,       0,       "BℬEℰFℱHℋIℐLℒMℳRℛ" },
  { "mathscr",  0x1D49C, 0,       0,       "BℬEℰFℱHℋIℐLℒMℳRℛ" },
  { "mathfrak", 0x1D504, 0x1D51E, 0,       "CℭHℌIℑRℜZℨ" },
};

static const struct
{
  const char *name;
  gunichar    accent;
} accents[] = {
  { "acute", 0x0301 },     { "bar", 0x0304 },       { "breve", 0x0306 },  { "check", 0x030C },
  { "dddot", 0x20DB },     { "ddot", 0x0308 },      { "dot", 0x0307 },    { "grave", 0x0300 },
  { "hat", 0x0302 },       { "mathring", 0x030A },  { "overline", 0x0305 }, { "tilde", 0x0303 },
  { "underline", 0x0332 }, { "vec", 0x20D7 },       { "widehat", 0x0302 }, { "widetilde", 0x0303 },
};

static const char raised_from[] = "0123456789+−=()";
static const char raised_to[] = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾";
static const char lowered_to[] = "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎";

/**
 * natter_formula_find_accent:
 * @name: a command, without its backslash
 *
 * Returns: the character that puts the accent on the one before it, 0 if @name is no accent
 */
gunichar
natter_formula_find_accent (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (accents); i++)
    {
      if (g_str_equal (accents[i].name, name))
        return accents[i].accent;
    }

  return 0;
}

static const Alphabet *
find_alphabet (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (alphabets); i++)
    {
      if (g_str_equal (alphabets[i].name, name))
        return &alphabets[i];
    }

  return NULL;
}

/**
 * natter_formula_is_alphabet:
 * @name: a command, without its backslash
 *
 * Returns: whether it puts letters of another alphabet for Latin ones
 */
gboolean
natter_formula_is_alphabet (const char *name)
{
  return find_alphabet (name) != NULL;
}

/**
 * natter_formula_find_letter:
 * @alphabet: a command that natter_formula_is_alphabet()
 * @letter: a Latin letter or digit
 *
 * Returns: the letter of that alphabet, 0 if it has none
 */
gunichar
natter_formula_find_letter (const char *alphabet,
                            gunichar    letter)
{
  const Alphabet *found = find_alphabet (alphabet);

  g_return_val_if_fail (found != NULL, 0);

  for (const char *p = found->gaps; *p; p = g_utf8_next_char (g_utf8_next_char (p)))
    {
      if (g_utf8_get_char (p) == letter)
        return g_utf8_get_char (g_utf8_next_char (p));
    }

  if (letter >= 'A' && letter <= 'Z')
    return found->capital + (letter - 'A');
  if (letter >= 'a' && letter <= 'z' && found->small != 0)
    return found->small + (letter - 'a');
  if (letter >= '0' && letter <= '9' && found->digit != 0)
    return found->digit + (letter - '0');

  return 0;
}

static gunichar
find_other (gunichar    c,
            const char *to)
{
  const char *from = raised_from;

  for (; *from; from = g_utf8_next_char (from), to = g_utf8_next_char (to))
    {
      if (g_utf8_get_char (from) == c)
        return g_utf8_get_char (to);
    }

  return 0;
}

/**
 * natter_formula_raise:
 * @c: a character
 *
 * Only digits and the signs that go with them: the raised letters that Unicode has are in few
 * fonts, and do not match.
 *
 * Returns: the character for @c as a superscript, 0 if there is none
 */
gunichar
natter_formula_raise (gunichar c)
{
  return find_other (c, raised_to);
}

/**
 * natter_formula_lower:
 * @c: a character
 *
 * Returns: the character for @c as a subscript, 0 if there is none; see natter_formula_raise()
 */
gunichar
natter_formula_lower (gunichar c)
{
  return find_other (c, lowered_to);
}

/**
 * natter_formula_get_sign:
 * @c: a character that stands in a formula for itself
 *
 * Returns: what it is, %NATTER_SIGN_NONE if it cannot stand there
 */
NatterSign
natter_formula_get_sign (gunichar c)
{
  if (c >= 0x80)
    return g_unichar_isspace (c) || g_unichar_iscntrl (c) ? NATTER_SIGN_NONE : NATTER_SIGN_ORDINARY;
  if (g_ascii_isalpha ((char) c))
    return NATTER_SIGN_VARIABLE;
  if (g_ascii_isdigit ((char) c))
    return NATTER_SIGN_DIGIT;
  if (strchr ("+-*", (int) c))
    return NATTER_SIGN_BINARY;
  if (strchr ("=<>", (int) c))
    return NATTER_SIGN_RELATION;
  if (strchr ("([", (int) c))
    return NATTER_SIGN_OPENING;
  if (strchr (")]!", (int) c))
    return NATTER_SIGN_CLOSING;
  if (strchr (".,;:", (int) c))
    return NATTER_SIGN_PUNCTUATION;
  if (strchr ("/|?\"@", (int) c))
    return NATTER_SIGN_ORDINARY;

  return NATTER_SIGN_NONE;
}
