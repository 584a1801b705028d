/* test-search-text.c: what is folded away, what is a pair, what is code; and that the index built
 * of it finds words of all kinds of scripts.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-text.h"
#include "store-run.h"

static const struct
{
  const char *name;
  const char *text;
  const char *folded;
} fold_cases[] = {
  { "case",        "Straße ISTANBUL",            "strasse istanbul" },
  { "accents",     "Ångström déjà vu",           "angstrom deja vu" },
  { "decomposed",  "e\xcc\x81t\xcc\x81",         "et" },
  { "ligature",    "of\xef\xac\x81" "ce",        "office" },
  { "full-width",  "ＡＢＣ１２",                    "abc12" },
  { "half-width",  "ｶﾞ",                          "ガ" },
  { "dakuten",     "がぎ",                        "がぎ" },
  { "cyrillic",    "Ёлка Й",                     "елка и" },
  { "greek",       "ΆΛΦΑ ς",                     "αλφα σ" },
  { "arabic",      "كِتَابٌ ـــ",                   "كتاب " },
  { "hebrew",      "שָׁלוֹם",                        "שלום" },
  { "devanagari",  "हिन्दी",                        "हिन्दी" },
  { "thai",        "ภาษาไทย",                    "ภาษาไทย" },
  { "emoji",       "👍🏽 ❤️ 👩‍💻",                   "👍 ❤ 👩💻" },
  { "broken",      "a\xff" "b",                  "a\xef\xbf\xbd" "b" },
};

static void
test_fold (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *folded = natter_search_fold (fold_cases[i].text, -1);
  g_autofree char *again = natter_search_fold (folded, -1);

  g_assert_cmpstr (folded, ==, fold_cases[i].folded);
  g_assert_cmpstr (again, ==, folded);
}

static void
test_fold_nul (void)
{
  g_autofree char *folded = natter_search_fold ("A\0B", 3);

  g_assert_cmpstr (folded, ==, "a b");
}

static void
test_pairs (void)
{
  g_autofree char *none = natter_search_pairs ("only latin 123");
  g_autofree char *some = natter_search_pairs ("x今日は 今日👍");

  g_assert_cmpstr (none, ==, "");
  g_assert_cmpstr (some, ==, "004eca0065e5 0065e500306f 00306f 0065e5 01f44d");
}

static void
test_code (void)
{
  g_assert_true (natter_search_has_code ("```c\nint x;\n```"));
  g_assert_true (natter_search_has_code ("text\n  - > ~~~\n"));
  g_assert_true (natter_search_has_code ("1. ```\n"));
  g_assert_false (natter_search_has_code ("inline ```code``` only"));
  g_assert_false (natter_search_has_code (""));
  g_assert_false (natter_search_has_code ("\n\n"));
}

static const struct
{
  const char *name;
  const char *text;
  const char *query;
  const char *expected;
} index_cases[] = {
  { "word", "An Ångström unit", "words WHERE words MATCH 'angstrom'", "1" },
  { "beginning", "An Ångström unit", "words WHERE words MATCH 'angs*'", "1" },
  { "phrase", "the quick brown fox", "words WHERE words MATCH '\"quick brown\"'", "1" },
  { "no-phrase", "the quick brown fox", "words WHERE words MATCH '\"brown quick\"'", "0" },
  { "within", "Natter", "grams WHERE grams MATCH 'att AND tte'", "1" },
  { "two-characters", "今日は良い天気です", "pairs WHERE pairs MATCH '005929006c17'", "1" },
  { "one-character", "良い天気", "pairs WHERE pairs MATCH '006c17*'", "1" },
  { "three-characters", "今日は良い", "grams WHERE grams MATCH '\"日は良\"'", "1" },
  { "emoji", "well 👍🏽", "pairs WHERE pairs MATCH '01f44d'", "1" },
  { "code", "```\nx\n```", "words WHERE words MATCH 'marks : code'", "1" },
  { "no-code", "code", "words WHERE words MATCH 'marks : code'", "0" },
};

static void
test_index (StoreRun      *run,
            gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = store_run_message ("a", "q", "assistant",
                                                              index_cases[i].text);
  g_autofree char *sql = g_strconcat ("SELECT count(*) FROM ", index_cases[i].query, NULL);
  g_autofree char *found = NULL;
  g_autofree char *former = NULL;

  store_run_put_talk (run);
  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);
  found = store_run_sql (run, sql);
  g_assert_cmpstr (found, ==, index_cases[i].expected);
  former = store_run_sql (run, "SELECT count(*) FROM words WHERE words MATCH 'because'");
  g_assert_cmpstr (former, ==, "0");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (fold_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search-text/fold/", fold_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fold);
    }
  g_test_add_func ("/search-text/fold/nul", test_fold_nul);
  g_test_add_func ("/search-text/pairs", test_pairs);
  g_test_add_func ("/search-text/code", test_code);
  for (guint i = 0; i < G_N_ELEMENTS (index_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/search-text/index/", index_cases[i].name, NULL);

      g_test_add (path, StoreRun, GUINT_TO_POINTER (i), store_run_set_up, test_index,
                  store_run_tear_down);
    }

  return g_test_run ();
}
