/* test-search-query.c: what a person types is read as it is meant, and nothing is a mistake.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-search-query.h"
#include "natter-search-term.h"

#define ZONE "+02:00"

static GDateTime *
get_now (void)
{
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier (ZONE);

  return g_date_time_new (zone, 2026, 11, 24, 0, 30, 0);
}

static void
describe_term (GString                *words,
               const NatterSearchTerm *term)
{
  g_string_append (words, words->len > 0 ? " " : "");
  g_string_append (words, term->begins_word ? "[" : "");
  for (gsize i = 0; i < term->length; i++)
    g_string_append_unichar (words, term->pattern[i] ? term->pattern[i] : '_');
  g_string_append (words, term->ends_word ? "]" : "");
  g_string_append (words, term->is_prefix ? "*" : "");
}

static void
describe_names (GString    *words,
                const char *name,
                GPtrArray  *values)
{
  for (guint i = 0; i < values->len; i++)
    g_string_append_printf (words, "%s%s=%s", words->len > 0 ? " " : "", name,
                            (const char *) g_ptr_array_index (values, i));
}

static void
describe_time (GString    *words,
               const char *name,
               gint64      time)
{
  g_autoptr(GDateTime) then = NULL;
  g_autofree char *text = NULL;

  if (time == G_MININT64 || time == G_MAXINT64)
    return;

  then = g_date_time_new_from_unix_utc (time / 1000);
  text = g_date_time_format (then, "%Y-%m-%dT%H");
  g_string_append_printf (words, "%s%s=%s", words->len > 0 ? " " : "", name, text);
}

/* [word] stands by itself, word* goes on, _ is a gap. */
static char *
describe (const char *text)
{
  g_autoptr(GDateTime) now = get_now ();
  g_autoptr(NatterSearchQuery) query = NULL;
  g_autoptr(GString) words = g_string_new (NULL);

  query = natter_search_query_new_at (text, NATTER_SEARCH_DEFAULT, now);
  for (guint i = 0; i < query->terms->len; i++)
    describe_term (words, g_ptr_array_index (query->terms, i));
  if (query->from)
    g_string_append_printf (words, "%sfrom=%d", words->len > 0 ? " " : "", (int) query->from);
  if (query->has)
    g_string_append_printf (words, "%shas=%d", words->len > 0 ? " " : "", (int) query->has);
  describe_names (words, "in", query->folders);
  describe_names (words, "model", query->models);
  describe_time (words, "after", query->after);
  describe_time (words, "before", query->before);
  g_assert_true (natter_search_query_is_empty (query) == (words->len == 0));

  return g_string_free_and_steal (g_steal_pointer (&words));
}

static const struct
{
  const char *name;
  const char *text;
  const char *expected;
} cases[] = {
  { "nothing", "", "" },
  { "blanks", " \t\n ", "" },
  { "word", "Foo ", "[foo]" },
  { "typed", "Foo", "[foo*" },
  { "two", "foo bar", "[foo] [bar*" },
  { "twice", "foo FOO foo ", "[foo]" },
  { "one-letter", "a", "[a]" },
  { "two-letters", "ab", "[ab*" },
  { "phrase", "\"foo bar\"", "[foo_bar]" },
  { "phrase-typed", "\"foo bar", "[foo_bar*" },
  { "phrase-blanks", "\"  foo,  bar \"", "[foo_bar]" },
  { "phrase-empty", "\"\" \"", "" },
  { "phrase-curly", "“foo bar” „baz qux“", "[foo_bar] [baz_qux]" },
  { "phrase-joined", "foo\"bar baz\"qux ", "[foo] [bar_baz] [qux]" },
  { "apostrophe", "don't don’t ", "[don_t]" },
  { "hyphen", "well-known ", "[well_known]" },
  { "signs", "C++ C# a+b #tag ", "[c++ [c# [a_b] [tag]" },
  { "sign-first", "--force ", "[force]" },
  { "path", "src/main.c ", "[src_main_c]" },
  { "address", "https://a.b/c ", "[https_a_b_c]" },
  { "punctuation", "-> ??? ", "-> ???" },
  { "punctuation-one", "(", "(" },
  { "accents", "Ångström ", "[angstrom]" },
  { "chinese", "今日 天气", "今日 天气" },
  { "mixed", "GTKの設定", "[gtkの設定" },
  { "mixed-end", "使用GTK ", "使用gtk]" },
  { "emoji", "👍🏽 ok ", "👍 [ok]" },
  { "arabic", "كتاب من ", "كتاب [من]" },
  { "hebrew", "שלום", "שלום" },
  { "cyrillic", "Ёлка", "[елка*" },
  { "and", "AND OR NOT NEAR ", "[and] [or] [not] [near]" },
  { "near", "NEAR(a b, 3) ", "[near_a] [b] [3]" },
  { "column", "text:foo marks:code {text}: ^foo foo* ",
    "[text_foo] [marks_code] [text] [foo]" },
  { "from-me", "from:me", "from=1" },
  { "from-model", "FROM:Model", "from=2" },
  { "from-both", "from:me from:model x ", "[x] from=3" },
  { "from-unknown", "from:you ", "[from_you]" },
  { "from-nothing", "from: ", "[from]" },
  { "from-quoted", "from:\"me\"", "from=1" },
  { "from-wide", "from：me", "from=1" },
  { "in", "in:Work x ", "[x] in=work" },
  { "in-quoted", "in:\"My  Work\" x ", "[x] in=my  work" },
  { "in-open", "in:\"my work", "in=my work" },
  { "in-two", "in:a in:b", "in=a in=b" },
  { "in-empty", "in:\"\" ", "[in]" },
  { "model", "model:gpt-4 model:\"Claude 3\"", "model=gpt-4 model=claude 3" },
  { "has", "has:image has:code has:file", "has=7" },
  { "has-unknown", "has:fun ", "[has_fun]" },
  { "after-day", "after:2026-11-05", "after=2026-11-04T22" },
  { "after-month", "after:2026-11", "after=2026-10-31T22" },
  { "after-year", "after:2026", "after=2025-12-31T22" },
  { "before-day", "before:2024-02-29", "before=2024-02-28T22" },
  { "before-both", "before:2024 before:2023", "before=2022-12-31T22" },
  { "after-both", "after:2022 after:2023", "after=2022-12-31T22" },
  { "today", "after:today", "after=2026-11-23T22" },
  { "yesterday", "before:Yesterday", "before=2026-11-22T22" },
  { "digits", "after:２０２６ before:٢٠٢٦-٠٢", "after=2025-12-31T22 before=2026-01-31T22" },
  { "date-wrong", "after:2026-13 ", "[after_2026_13]" },
  { "date-no-day", "before:2023-02-29 ", "[before_2023_02_29]" },
  { "date-short", "before:202 ", "[before_202]" },
  { "date-long", "before:2026-01-01-01 ", "[before_2026_01_01_01]" },
  { "date-word", "before:noon ", "[before_noon]" },
  { "unknown", "lang:c ", "[lang_c]" },
  { "colon", ": :: a: :b ", ": :: [a] [b]" },
  { "broken", "a\xff" "b ", "[a\xef\xbf\xbd" "b]" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *found = describe (cases[i].text);

  g_assert_cmpstr (found, ==, cases[i].expected);
}

/* Very many words are no more work than many. */
static void
test_many (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(NatterSearchQuery) query = NULL;

  for (int i = 0; i < 5000; i++)
    g_string_append_printf (text, "w%d ", i);
  query = natter_search_query_new (text->str, NATTER_SEARCH_DEFAULT);
  g_assert_cmpuint (query->terms->len, ==, 32);
}

static void
test_long (void)
{
  g_autofree char *parentheses = g_strnfill (10000, '(');
  g_autoptr(NatterSearchQuery) query = NULL;
  const NatterSearchTerm *term = NULL;

  query = natter_search_query_new (parentheses, NATTER_SEARCH_DEFAULT);
  g_assert_cmpuint (query->terms->len, ==, 1);
  term = g_ptr_array_index (query->terms, 0);
  g_assert_cmpuint (term->length, ==, 10000);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search-query/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/search-query/many", test_many);
  g_test_add_func ("/search-query/long", test_long);

  return g_test_run ();
}
