/* natter-formula-prose.c: whether what stands between two signs is a formula or words: "$5 (that is
 * 10$ in …)", "\[citation needed\]", "cheap ($$) to dear ($$$)". Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula-prose.h"

#include <string.h>

/* What was seen in it. */
typedef struct
{
  gboolean is_empty;
  gboolean has_blank;
  gboolean has_word;        /* of two letters, not in braces, not a command */
  gboolean has_digit;
  gboolean has_tex;         /* what only TeX has */
  gboolean has_operator;
  gboolean only_numbers;    /* and what stands between them in a list */
} Contents;

static Contents
look (const char *content,
      gsize       length)
{
  Contents self = { .is_empty = TRUE, .only_numbers = TRUE };
  gsize n_letters = 0;
  guint depth = 0;

  for (gsize i = 0; i < length; i++)
    {
      char c = content[i];

      if (g_ascii_isspace (c))
        self.has_blank = TRUE;
      else
        self.is_empty = FALSE;
      self.has_digit |= g_ascii_isdigit (c);
      self.has_tex |= strchr ("\\^_={}", c) && c != '\0';
      self.has_operator |= strchr ("+<>|*/!()[]", c) && c != '\0';
      self.only_numbers &= g_ascii_isdigit (c) || g_ascii_isspace (c) || strchr (",-–", c);

      depth += c == '{';
      depth -= c == '}' && depth > 0;
      if (c == '\\')
        while (i + 1 < length && g_ascii_isalpha (content[i + 1]))
          i++;
      n_letters = g_ascii_isalpha (c) && depth == 0 ? n_letters + 1 : 0;
      self.has_word |= n_letters >= 2;
    }

  return self;
}

/* An amount and what follows it, up to the next amount. */
static gboolean
is_money (const char     *content,
          const Contents *contents,
          gboolean        has_money)
{
  if (!g_ascii_isdigit (content[0]))
    return FALSE;
  if (has_money && !contents->has_tex)
    return TRUE;

  return contents->has_blank && !strchr (content, '\\') &&
         (contents->has_word || !(contents->has_tex || contents->has_operator ||
                                  strchr (content, '-')));
}

/**
 * natter_formula_prose_is:
 * @content: what stands between the signs, valid UTF-8
 * @length: bytes in @content
 * @kind: which signs
 * @has_money: whether an amount of money stands before it in its line
 *
 * Returns: %TRUE when it is no formula
 */
gboolean
natter_formula_prose_is (const char         *content,
                         gsize               length,
                         NatterFormulaProse  kind,
                         gboolean            has_money)
{
  g_autofree char *copy = g_strndup (content, length);
  Contents contents = look (content, length);
  gboolean is_words = !contents.has_tex && !contents.has_operator;

  if (contents.is_empty)
    return TRUE;

  switch (kind)
    {
    case NATTER_FORMULA_PROSE_DOLLAR:
      return is_money (copy, &contents, has_money);

    case NATTER_FORMULA_PROSE_DOLLARS:
      g_strchug (copy);
      return (copy[0] != '\0' && strchr (")],.;:!?", copy[0])) ||
             (is_words && contents.has_word && !contents.has_digit);

    case NATTER_FORMULA_PROSE_PAREN:
      return is_words && contents.has_blank && contents.has_word;

    case NATTER_FORMULA_PROSE_BRACKET:
      return contents.only_numbers || (is_words && !contents.has_digit);

    default:
      return FALSE;
    }
}
