/* natter-search-term.c: one word or phrase that is looked for, and where it is found. This alone
 * decides: the index only says where to look. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-term.h"

#include <string.h>

#include "natter-search-text.h"

#define ATTACHED_MIN 3 /* letters of a word that others may be written onto */
#define PREFIX_MIN   2 /* letters; a single one is a word of its own */

static gboolean
is_kind (gunichar         c,
         NatterSearchKind kind)
{
  return c != NATTER_SEARCH_ANY_GAP && natter_search_get_kind (c) == kind;
}

/* Articles, particles and pronouns are written onto their words there. */
static gboolean
is_attaching (gunichar c)
{
  int script = (int) g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_ARABIC || script == G_UNICODE_SCRIPT_HEBREW;
}

/* C++, C#: what is written onto the end of a word belongs to it. */
static gsize
count_signs (const gunichar *chars,
             gsize           length)
{
  gsize n = 0;

  while (n < length && (chars[n] == '+' || chars[n] == '#'))
    n++;

  return n == length || natter_search_get_kind (chars[n]) == NATTER_SEARCH_GAP ? n : 0;
}

static void
compile (NatterSearchTerm *self,
         const gunichar   *chars,
         gsize             length)
{
  gboolean in_gap = FALSE;

  for (gsize i = 0; i < length; i++)
    {
      gboolean is_gap = natter_search_get_kind (chars[i]) == NATTER_SEARCH_GAP;
      gsize n_signs = 0;

      if (is_gap && i > 0 && natter_search_get_kind (chars[i - 1]) == NATTER_SEARCH_WORD)
        n_signs = count_signs (chars + i, length - i);
      if (is_gap && n_signs == 0)
        {
          in_gap = TRUE;
          continue;
        }

      if (in_gap && self->length > 0)
        self->pattern[self->length++] = NATTER_SEARCH_ANY_GAP;
      in_gap = FALSE;
      self->pattern[self->length++] = chars[i];
      for (; n_signs > 1; n_signs--)
        self->pattern[self->length++] = chars[++i];
    }
}

/* Nothing but punctuation: found as it is written. */
static void
compile_literally (NatterSearchTerm *self,
                   const gunichar   *chars,
                   gsize             length)
{
  while (length > 0 && g_unichar_isspace (chars[length - 1]))
    length--;
  while (length > 0 && g_unichar_isspace (*chars))
    {
      chars++;
      length--;
    }

  memcpy (self->pattern, chars, length * sizeof *chars);
  self->length = length;
}

static gboolean
is_attached (const NatterSearchTerm *self,
             gsize                   run)
{
  return run >= ATTACHED_MIN &&
         (is_attaching (self->pattern[0]) || is_attaching (self->pattern[self->length - 1]));
}

static void
set_ends (NatterSearchTerm *self,
          gboolean          is_prefix)
{
  gsize first = 0;
  gsize last = 0;

  while (first < self->length && is_kind (self->pattern[first], NATTER_SEARCH_WORD))
    first++;
  while (last < self->length &&
         is_kind (self->pattern[self->length - 1 - last], NATTER_SEARCH_WORD))
    last++;

  self->begins_word = first > 0 && !is_attached (self, first);
  self->is_prefix = is_prefix && last >= PREFIX_MIN && !is_attached (self, last);
  self->ends_word = last > 0 && !self->is_prefix && !is_attached (self, last);
}

/**
 * natter_search_term_new:
 * @text: (transfer none): a word or phrase; punctuation only divides words, but what is written
 *   onto the end of one as in C++, and where there is nothing else
 * @length: its bytes
 * @is_prefix: whether its last word may go on
 *
 * Returns: (transfer full) (nullable): what is looked for; %NULL when it is nothing
 */
NatterSearchTerm *
natter_search_term_new (const char *text,
                        gsize       length,
                        gboolean    is_prefix)
{
  g_autoptr(NatterSearchTerm) self = g_new0 (NatterSearchTerm, 1);
  g_autofree char *folded = natter_search_fold (text, (gssize) length);
  g_autofree gunichar *chars = NULL;
  glong n_chars = 0;

  chars = g_utf8_to_ucs4_fast (folded, -1, &n_chars);
  self->pattern = g_new (gunichar, (gsize) n_chars + 1);
  compile (self, chars, (gsize) n_chars);
  if (self->length == 0)
    compile_literally (self, chars, (gsize) n_chars);
  if (self->length == 0)
    return NULL;

  set_ends (self, is_prefix);
  return g_steal_pointer (&self);
}

void
natter_search_term_free (NatterSearchTerm *self)
{
  g_free (self->pattern);
  g_free (self);
}

gboolean
natter_search_term_equal (const NatterSearchTerm *self,
                          const NatterSearchTerm *other)
{
  return self->length == other->length && self->is_prefix == other->is_prefix &&
         memcmp (self->pattern, other->pattern, self->length * sizeof *self->pattern) == 0;
}

/* Returns: where it ends; 0 when it is not here */
static gsize
match_at (const NatterSearchTerm   *self,
          const NatterSearchFolded *folded,
          gsize                     at)
{
  const gunichar *chars = folded->chars;
  gsize begin = at;

  if (self->begins_word && at > 0 && is_kind (chars[at - 1], NATTER_SEARCH_WORD))
    return 0;

  for (gsize i = 0; i < self->length; i++)
    {
      if (self->pattern[i] == NATTER_SEARCH_ANY_GAP)
        {
          begin = at;
          while (at < folded->length && is_kind (chars[at], NATTER_SEARCH_GAP))
            at++;
          if (at == begin)
            return 0;
        }
      else if (at == folded->length || chars[at++] != self->pattern[i])
        return 0;
    }

  if (self->ends_word && at < folded->length && is_kind (chars[at], NATTER_SEARCH_WORD))
    return 0;

  return at;
}

/**
 * natter_search_term_find:
 * @folded: where to look
 * @from: (inout): the first character to look at; then where it begins
 * @to: (out): where it ends
 *
 * Returns: whether it is there
 */
gboolean
natter_search_term_find (const NatterSearchTerm   *self,
                         const NatterSearchFolded *folded,
                         gsize                    *from,
                         gsize                    *to)
{
  for (gsize i = *from; i + self->length <= folded->length; i++)
    {
      if (folded->chars[i] != self->pattern[0])
        continue;

      *to = match_at (self, folded, i);
      if (*to > 0)
        {
          *from = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* How often it is there. */
guint
natter_search_term_count (const NatterSearchTerm   *self,
                          const NatterSearchFolded *folded)
{
  guint n = 0;
  gsize from = 0;
  gsize to = 0;

  while (natter_search_term_find (self, folded, &from, &to))
    {
      n++;
      from = to;
    }

  return n;
}
