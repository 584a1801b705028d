/* test-search-match.c: the very bytes that are found in a text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-search-match.h"

static const struct
{
  const char *name;
  const char *query;
  const char *text;
  const char *expected;   /* what is found, each in brackets */
} cases[] = {
  { "word", "foo ", "foo Foo food xfoo", "[foo] [Foo] food xfoo" },
  { "typed", "foo", "foo food xfoo", "[foo] [foo]d xfoo" },
  { "all-terms", "foo bar ", "bar, foo; baz", "[bar], [foo]; baz" },
  { "one-is-enough", "foo nowhere ", "foo", "[foo]" },
  { "overlap", "\"a b\" \"b c\" ", "a b c", "[a b c]" },
  { "adjacent", "今日 天気 ", "今日天気", "[今日][天気]" },
  { "phrase", "\"quick fox\"", "quick,\n fox quickfox quick brown fox",
    "[quick,\n fox] quickfox quick brown fox" },
  { "phrase-typed", "\"quick fo", "quick foxes", "[quick fo]xes" },
  { "phrase-emoji", "\"good job\"", "good 👍 job", "good 👍 job" },
  { "apostrophe", "don't ", "I don’t, don't.", "I [don’t], [don't]." },
  { "accents", "cafe ", "un café, CAFE\xcc\x81!", "un [café], [CAFE\xcc\x81]!" },
  { "ligature", "fi", "oﬃce ﬁne", "oﬃce [ﬁ]ne" },
  { "sharp-s", "strasse ", "Straße", "[Straße]" },
  { "wide", "abc ", "ＡＢＣ", "[ＡＢＣ]" },
  { "signs", "c++ ", "C, C++ and c++20 c+", "C, [C++] and [c++]20 c+" },
  { "sharp", "c# ", "c c#.", "c [c#]." },
  { "embedded", "gtk ", "使用GTK开发 gtkx", "使用[GTK]开发 gtkx" },
  { "mixed", "gtkの設定 ", "GTKの設定を xgtkの設定", "[GTKの設定]を xgtkの設定" },
  { "one-character", "気 ", "天気と気分", "天[気]と[気]分" },
  { "half-width", "ガ ", "ｶﾞｶ", "[ｶﾞ]ｶ" },
  { "no-dakuten", "か ", "がか", "が[か]" },
  { "thai", "ไทย ", "ภาษาไทยดี", "ภาษา[ไทย]ดี" },
  { "hindi", "हिन्द ", "हिन्दी हिन्द", "हिन्दी [हिन्द]" },
  { "arabic", "كتاب ", "الكِتَابُ", "ال[كِتَابُ]" },
  { "arabic-short", "من ", "من زمن", "[من] زمن" },
  { "emoji", "👍 ", "👍🏽👍x👎", "[👍🏽][👍]x👎" },
  { "punctuation", "-> ", "a->b - >", "a[->]b - >" },
  { "parentheses", "((( ", "f(((x)))((", "f[(((]x)))((" },
  { "nothing", "", "abc", "abc" },
  { "empty", "abc", "", "" },
};

static char *
mark (const char *text,
      GArray     *matches)
{
  GString *marked = g_string_new (NULL);
  gsize at = 0;

  for (guint i = 0; i < matches->len; i++)
    {
      const NatterSearchMatch *match = &g_array_index (matches, NatterSearchMatch, i);

      g_assert_cmpuint (match->start, >=, at);
      g_assert_cmpuint (match->end, >, match->start);
      g_string_append_len (marked, text + at, (gssize) (match->start - at));
      g_string_append_printf (marked, "[%.*s]", (int) (match->end - match->start),
                              text + match->start);
      at = match->end;
    }
  g_string_append (marked, text + at);

  return g_string_free_and_steal (marked);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterSearchQuery) query = natter_search_query_new (cases[i].query,
                                                                NATTER_SEARCH_DEFAULT);
  g_autoptr(GArray) matches = natter_search_find_matches (cases[i].text, -1, query);
  g_autofree char *marked = mark (cases[i].text, matches);

  g_assert_cmpstr (marked, ==, cases[i].expected);
}

/* Where every place nearly fits, it still takes no time. */
static void
test_slow (void)
{
  g_autofree char *pattern = g_strnfill (10000, '(');
  g_autofree char *text = g_strnfill (15000, '(');
  g_autoptr(NatterSearchQuery) query = natter_search_query_new (pattern, NATTER_SEARCH_DEFAULT);
  g_autoptr(GArray) matches = NULL;

  text[9999] = ')';
  matches = natter_search_find_matches (text, -1, query);
  g_assert_cmpuint (matches->len, ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search-match/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/search-match/slow", test_slow);

  return g_test_run ();
}
