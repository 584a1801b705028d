/* natter-search-text.c: text as the search index sees it: without case, accents and differences of
 * form, so that a word is found however it was typed. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-text.h"

#include <string.h>

/* Scripts whose points and accents people leave out when they search. In others a mark is a letter
 * of its own right. */
static gboolean
has_optional_marks (gunichar c)
{
  switch ((int) g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_LATIN:
    case G_UNICODE_SCRIPT_GREEK:
    case G_UNICODE_SCRIPT_CYRILLIC:
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_HEBREW:
      return TRUE;

    default:
      return FALSE;
    }
}

static gboolean
is_dropped (gunichar c,
            gunichar base)
{
  GUnicodeType type = g_unichar_type (c);

  if (type == G_UNICODE_NON_SPACING_MARK || type == G_UNICODE_ENCLOSING_MARK)
    return has_optional_marks (base) || (c >= 0xfe00 && c <= 0xfe0f);

  /* joiners, directions, skin tones, the Arabic stretching stroke */
  return type == G_UNICODE_FORMAT || (c >= 0x1f3fb && c <= 0x1f3ff) || c == 0x0640;
}

/* NULs and broken bytes become spaces and replacement characters. */
static char *
make_valid (const char *text,
            gssize      length)
{
  gsize size = length < 0 ? strlen (text) : (gsize) length;
  g_autofree char *copy = g_malloc (size + 1);

  memcpy (copy, text, size);
  copy[size] = '\0';
  for (gsize i = 0; i < size; i++)
    if (copy[i] == '\0')
      copy[i] = ' ';

  return g_utf8_make_valid (copy, (gssize) size);
}

/**
 * natter_search_fold:
 * @text: any text
 * @length: its bytes, -1 when it ends with a NUL
 *
 * What is written into the index and what is looked for both go through this.
 *
 * Returns: (transfer full): the text without case, width, ligatures, optional accents and joiners
 */
char *
natter_search_fold (const char *text,
                    gssize      length)
{
  g_autofree char *valid = make_valid (text, length);
  g_autofree char *caseless = g_utf8_casefold (valid, -1);
  g_autofree char *apart = g_utf8_normalize (caseless, -1, G_NORMALIZE_NFKD);
  g_autofree char *again = g_utf8_casefold (apart, -1);
  g_autoptr(GString) bare = g_string_sized_new (strlen (again));
  gunichar base = ' ';

  for (const char *p = again; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (is_dropped (c, base))
        continue;
      if (!g_unichar_ismark (c))
        base = c;
      g_string_append_unichar (bare, c);
    }

  return g_utf8_normalize (bare->str, (gssize) bare->len, G_NORMALIZE_NFKC);
}

/* Scripts that put no space between words. */
static gboolean
is_unspaced (gunichar c)
{
  switch ((int) g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_HAN:
    case G_UNICODE_SCRIPT_HIRAGANA:
    case G_UNICODE_SCRIPT_KATAKANA:
    case G_UNICODE_SCRIPT_BOPOMOFO:
    case G_UNICODE_SCRIPT_HANGUL:
    case G_UNICODE_SCRIPT_THAI:
    case G_UNICODE_SCRIPT_LAO:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN:
      return TRUE;

    default:
      return c == 0x30fc || c == 0x3005;   /* prolonged sound, iteration: common to scripts */
    }
}

static gboolean
is_symbol (gunichar c)
{
  GUnicodeType type = g_unichar_type (c);

  return c >= 0x2000 && (type == G_UNICODE_OTHER_SYMBOL || type == G_UNICODE_UNASSIGNED);
}

/**
 * natter_search_get_kind:
 * @c: a character of what natter_search_fold() made
 *
 * Returns: what it is to the index
 */
NatterSearchKind
natter_search_get_kind (gunichar c)
{
  if (c < 0x80)
    return g_ascii_isalnum ((char) c) ? NATTER_SEARCH_WORD : NATTER_SEARCH_GAP;
  if (is_symbol (c))
    return NATTER_SEARCH_SYMBOL;
  if (is_unspaced (c))
    return NATTER_SEARCH_UNSPACED;

  return g_unichar_isalnum (c) || g_unichar_ismark (c) ? NATTER_SEARCH_WORD : NATTER_SEARCH_GAP;
}

/**
 * natter_search_words:
 * @folded: what natter_search_fold() made
 *
 * So that a word is found that stands between characters of a script without spaces, and so that
 * what is a letter is decided here alone.
 *
 * Returns: (transfer full): the text with spaces in place of all that is no letter or digit of a
 *   script with spaces
 */
char *
natter_search_words (const char *folded)
{
  g_autoptr(GString) words = g_string_sized_new (strlen (folded));

  for (const char *p = folded; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (natter_search_get_kind (c) == NATTER_SEARCH_WORD)
        g_string_append_unichar (words, c);
      else if (words->len && words->str[words->len - 1] != ' ')
        g_string_append_c (words, ' ');
    }

  return g_string_free_and_steal (g_steal_pointer (&words));
}

static void
add_pair (GHashTable *seen,
          GString    *pairs,
          gunichar    first,
          gunichar    second)
{
  guint64 pair = ((guint64) first << 32) | second;

  if (!g_hash_table_add (seen, g_memdup2 (&pair, sizeof pair)))
    return;

  g_string_append_printf (pairs, "%s%06x", pairs->len ? " " : "", first);
  if (second)
    g_string_append_printf (pairs, "%06x", second);
}

/**
 * natter_search_pairs:
 * @folded: what natter_search_fold() made
 *
 * In scripts without spaces most words have two characters, which an index of three characters
 * does not find; the same holds for emoji. Each such character is named with the one after it, the
 * last of a run alone, a symbol always alone: so one character is found as the beginning of a pair.
 *
 * Returns: (transfer full): each pair once, six hexadecimal digits a character, with spaces between
 */
char *
natter_search_pairs (const char *folded)
{
  g_autoptr(GHashTable) seen = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  g_autoptr(GString) pairs = g_string_new (NULL);

  for (const char *p = folded; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);
      gunichar next = g_utf8_get_char (g_utf8_next_char (p));

      if (is_symbol (c))
        add_pair (seen, pairs, c, 0);
      else if (is_unspaced (c))
        add_pair (seen, pairs, c, is_unspaced (next) ? next : 0);
    }

  return g_string_free_and_steal (g_steal_pointer (&pairs));
}

/**
 * natter_search_has_code:
 * @text: Markdown
 *
 * Returns: whether a fence of code begins in it, in a list or quote as well
 */
gboolean
natter_search_has_code (const char *text)
{
  for (const char *line = text; line; line = strchr (line, '\n'))
    {
      line += *line == '\n' ? 1 : 0;
      line += strspn (line, " \t>*-+0123456789.)");
      if (g_str_has_prefix (line, "```") || g_str_has_prefix (line, "~~~"))
        return TRUE;
    }

  return FALSE;
}
