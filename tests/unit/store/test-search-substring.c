/* test-search-substring.c: letters as typed are found wherever they stand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-search-substring.h"

static const struct
{
  const char *name;
  const char *letters;
  const char *text;
  const char *marked;   /* the text with what is found in brackets */
} cases[] = {
  { "in-word", "pp", "apple, App", "a[pp]le, A[pp]" },
  { "case", "STRASSE", "Straße strasse", "[Straße] [strasse]" },
  { "accent-in-text", "cafe", "Café CAFE\xcc\x81", "[Café] [CAFE\xcc\x81]" },
  { "accent-typed", "é", "e é", "[e] [é]" },
  { "across-words", "b c", "a b c", "a [b c]" },
  { "punctuation", "(x)", "f (x) x", "f [(x)] x" },
  { "blank-at-the-end", "a ", "a b a", "[a ]b a" },
  { "no-overlap", "aa", "aaaaa", "[aa][aa]a" },
  { "chinese", "文字", "漢文字列", "漢[文字]列" },
  { "arabic-points", "مرحبا", "مَرْحَبًا", "[مَرْحَبًا]" },
  { "ligature", "fi", "ﬁre", "[ﬁ]re" },
  { "emoji", "🎈", "a🎈b", "a[🎈]b" },
  { "none", "z", "abc", "abc" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *text = cases[i].text;
  g_autoptr(NatterSearchSubstring) letters = natter_search_substring_new (cases[i].letters);
  g_autoptr(GArray) matches = natter_search_substring_find (letters, text, strlen (text));
  g_autoptr(GString) marked = g_string_new (NULL);
  gsize done = 0;

  for (guint j = 0; j < matches->len; j++)
    {
      const NatterSearchMatch *match = &g_array_index (matches, NatterSearchMatch, j);

      g_string_append_len (marked, text + done, (gssize) (match->start - done));
      g_string_append_c (marked, '[');
      g_string_append_len (marked, text + match->start, (gssize) (match->end - match->start));
      g_string_append_c (marked, ']');
      done = match->end;
    }
  g_string_append (marked, text + done);

  g_assert_cmpstr (marked->str, ==, cases[i].marked);
  g_assert_cmpuint (natter_search_substring_count (letters, text, strlen (text)), ==,
                    matches->len);
}

static void
test_nothing (void)
{
  g_assert_null (natter_search_substring_new (""));
  g_assert_null (natter_search_substring_new ("\xe2\x80\x8d"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search-substring/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/search-substring/nothing", test_nothing);

  return g_test_run ();
}
