/* test-search-snippet.c: the line that is shown of what was found, and where in it that is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-search-snippet.h"

#define FORTY "0123456789 012345678 012345678 012345678 "

static const struct
{
  const char *name;
  const char *query;
  const char *text;
  const char *expected;   /* what was found, in brackets */
} cases[] = {
  { "short", "foo ", "a foo b", "a [foo] b" },
  { "none", "", "some text", "some text" },
  { "empty", "foo ", "", "" },
  { "blanks", "foo ", " \n a \n\n  foo\tb\n", "a [foo] b " },
  { "phrase", "\"foo bar\"", "x foo,\n\n bar y", "x [foo,   bar] y" },
  { "marks", "foo ", "# Title\n> *one* **foo** `x`\n```c\nint y;\n```\n",
    "Title *one* [foo] x c int y; " },
  { "no-marks", "include ", "#include <x> a ** b", "#[include] <x> a b" },
  { "mark-sought", "``` ", "a ```c\n", "a [```]c " },
  { "late", "foo ", FORTY FORTY "foo", "…012345678 012345678 012345678 [foo]" },
  { "late-unspaced", "天気 ",
    "今日は良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い天気です",
    "…良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い良い[天気]です" },
  { "cut", "foo ", "foo " FORTY FORTY FORTY FORTY FORTY,
    "[foo] " FORTY FORTY FORTY "0123456789 012345678…" },
  { "several", "foo ", "foo foo food foo", "[foo] [foo] food [foo]" },
  { "adjacent", "今日 天気 ", "今日天気", "[今日][天気]" },
  { "overlap", "fo foo ", "foo", "[foo]" },
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
      g_assert_cmpuint (match->end, <=, strlen (text));
      g_string_append_len (marked, text + at, (gssize) (match->start - at));
      g_string_append_printf (marked, "[%.*s]", (int) (match->end - match->start),
                              text + match->start);
      at = match->end;
    }
  g_string_append (marked, text + at);

  return g_string_free_and_steal (marked);
}

static char *
make (const char *text,
      const char *typed,
      GArray     *places)
{
  g_autoptr(NatterSearchQuery) query = natter_search_query_new (typed, NATTER_SEARCH_DEFAULT);
  g_autoptr(GArray) matches = natter_search_find_matches (text, -1, query);

  return natter_search_snippet_new (text, strlen (text), matches, places);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (NatterSearchMatch));
  g_autofree char *snippet = make (cases[i].text, cases[i].query, places);
  g_autofree char *marked = mark (snippet, places);

  g_assert_cmpstr (marked, ==, cases[i].expected);
}

/* A match longer than the line ends with it. */
static void
test_long (void)
{
  g_autofree char *signs = g_strnfill (1000, '=');
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (NatterSearchMatch));
  g_autofree char *snippet = make (signs, signs, places);
  const NatterSearchMatch *place = &g_array_index (places, NatterSearchMatch, 0);

  g_assert_cmpuint (places->len, ==, 1);
  g_assert_cmpuint (place->start, ==, 0);
  g_assert_cmpuint (place->end, ==, 160);
  g_assert_true (g_str_has_suffix (snippet, "=…"));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search-snippet/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/search-snippet/long", test_long);

  return g_test_run ();
}
