/* test-search-scan.c: the index finds what looking at every message finds: random texts and queries
 * in several scripts, compared with regular expressions over the folded texts. And nothing that is
 * typed reaches the index's own language.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-search-plan.h"
#include "natter-search-text.h"
#include "search-run.h"

#define MESSAGES 120 /* of each script */
#define QUERIES  150 /* of each script */

/* The alphabets are small, so that words and parts of them meet. */
static const struct
{
  const char *name;
  const char *letters;
  const char *between;
} scripts[] = {
  { "latin", "aaeeinstÉßﬁ", "     ,.-'\n" },
  { "cyrillic", "аеинтЁй", "    ,—\n" },
  { "arabic", "البتكمِـ", "    ،\n" },
  { "chinese", "今日天气很好我们去公园的", "    ，。\n" },
  { "japanese", "今日はガｶﾞ気ーGTKがか", "   、。\n" },
  { "thai", "กาเมืองไทยี่", "   \n" },
  { "hindi", "हिन्दीकमल", "    ।\n" },
  { "emoji", "👍🏽❤️👩‍💻a今🎉", "   !\n" },
  { "mixed", "abc今日гд👍ا", "    ,.()\"+#*:^-_\n" },
};


static gunichar
pick (GRand      *rand,
      const char *letters)
{
  glong n = g_utf8_strlen (letters, -1);

  return g_utf8_get_char (g_utf8_offset_to_pointer (letters, g_rand_int_range (rand, 0, (int) n)));
}

static char *
make_text (GRand *rand,
           guint  script,
           int    max_words)
{
  g_autoptr(GString) text = g_string_new (NULL);
  int n = g_rand_int_range (rand, 1, max_words + 1);

  for (int i = 0; i < n; i++)
    {
      int length = g_rand_int_range (rand, 1, 6);

      for (int j = 0; j < length; j++)
        g_string_append_unichar (text, pick (rand, scripts[script].letters));
      if (i + 1 < n)
        g_string_append_unichar (text, pick (rand, scripts[script].between));
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/* What is looked for is a piece of what is there, or made the same way; as words or as a phrase. */
static char *
make_query (GRand     *rand,
            guint      script,
            GPtrArray *texts)
{
  const char *text = g_ptr_array_index (texts, g_rand_int_range (rand, 0, (int) texts->len));
  g_autofree char *piece = NULL;
  glong n = g_utf8_strlen (text, -1);
  int from = g_rand_int_range (rand, 0, (int) n);
  int to = MIN ((int) n, from + g_rand_int_range (rand, 1, 9));

  if (g_rand_int_range (rand, 0, 4) == 0)
    piece = make_text (rand, script, 2);
  else
    piece = g_utf8_substring (text, from, to);

  switch (g_rand_int_range (rand, 0, 4))
    {
    case 0:
      return g_strdup_printf ("\"%s\"", piece);
    case 1:
      return g_strdup_printf ("\"%s", piece);
    case 2:
      return g_strdup_printf ("%s ", piece);
    default:
      return g_steal_pointer (&piece);
    }
}

/* The script that a character is of, not those it is used in. */
#define UNSPACED "\\p{sc:Han}\\p{sc:Hiragana}\\p{sc:Katakana}\\p{sc:Thai}ー"
#define SYMBOL   "\\x{2764}\\x{1f000}-\\x{1faff}"
#define WORD     "(?:(?![" UNSPACED SYMBOL "])[\\p{L}\\p{N}\\p{M}])"
#define GAP      "(?:(?![" UNSPACED SYMBOL "])[^\\p{L}\\p{N}\\p{M}])"

/* The same term in another language, from its pattern. */
static GRegex *
make_regex (const NatterSearchTerm *term)
{
  g_autoptr(GString) pattern = g_string_new (term->begins_word ? "(?<!" WORD ")" : "");
  g_autoptr(GError) error = NULL;
  GRegex *regex = NULL;

  for (gsize i = 0; i < term->length; i++)
    if (term->pattern[i] == NATTER_SEARCH_ANY_GAP)
      g_string_append (pattern, GAP "++");
    else
      g_string_append_printf (pattern, "\\x{%x}", term->pattern[i]);
  g_string_append (pattern, term->ends_word ? "(?!" WORD ")" : "");
  regex = g_regex_new (pattern->str, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, &error);
  g_assert_no_error (error);

  return regex;
}

/* Numbers of the texts that hold all terms. */
static char *
scan (const NatterSearchQuery *query,
      GPtrArray               *folded)
{
  g_autoptr(GPtrArray) regexes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_regex_unref);
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < query->terms->len; i++)
    g_ptr_array_add (regexes, make_regex (g_ptr_array_index (query->terms, i)));

  for (guint i = 0; i < folded->len; i++)
    {
      gboolean has_all = regexes->len > 0;

      for (guint j = 0; j < regexes->len && has_all; j++)
        has_all = g_regex_match (g_ptr_array_index (regexes, j), g_ptr_array_index (folded, i),
                                 G_REGEX_MATCH_DEFAULT, NULL);
      if (has_all)
        g_string_append_printf (found, "m%04u ", i);
    }

  return g_string_free_and_steal (g_steal_pointer (&found));
}

static int
compare_ids (gconstpointer a,
             gconstpointer b)
{
  return strcmp (*(const char *const *) a, *(const char *const *) b);
}

static char *
search (StoreRun          *run,
        NatterSearchQuery *query)
{
  g_autoptr(GPtrArray) results = search_run_query (run, query, 100000);
  g_autoptr(GPtrArray) ids = g_ptr_array_new ();
  g_autoptr(GString) found = g_string_new (NULL);

  for (guint i = 0; i < results->len; i++)
    g_ptr_array_add (ids, (gpointer) ((NatterSearchResult *) results->pdata[i])->message_id);
  g_ptr_array_sort (ids, compare_ids);
  for (guint i = 0; i < ids->len; i++)
    g_string_append_printf (found, "%s ", (const char *) g_ptr_array_index (ids, i));

  return g_string_free_and_steal (g_steal_pointer (&found));
}

static void
fill (StoreRun  *run,
      GRand     *rand,
      guint      script,
      GPtrArray *texts,
      GPtrArray *folded)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", "");

  natter_store_batch_put_conversation (batch, conversation);
  for (guint i = 0; i < MESSAGES; i++)
    {
      char *text = make_text (rand, script, 20);
      g_autofree char *id = g_strdup_printf ("m%04u", i);
      g_autoptr(NatterStoredMessage) message = store_run_message (id, NULL, "user", text);

      natter_store_batch_put_message (batch, message);
      g_ptr_array_add (texts, text);
      g_ptr_array_add (folded, natter_search_fold (text, -1));
    }
  store_run_commit (run, batch);
}

static void
test_script (StoreRun      *run,
             gconstpointer  data)
{
  guint script = GPOINTER_TO_UINT (data);
  g_autoptr(GRand) rand = g_rand_new_with_seed (script + 1);
  g_autoptr(GPtrArray) texts = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GPtrArray) folded = g_ptr_array_new_with_free_func (g_free);
  guint n_found = 0;

  fill (run, rand, script, texts, folded);
  for (int i = 0; i < QUERIES; i++)
    {
      g_autofree char *typed = make_query (rand, script, texts);
      g_autoptr(NatterSearchQuery) query = natter_search_query_new (typed, NATTER_SEARCH_DEFAULT);
      g_autofree char *expected = scan (query, folded);
      g_autofree char *found = search (run, query);

      if (!g_str_equal (found, expected))
        {
          g_autofree char *escaped = g_strescape (typed, NULL);

          g_error ("%s: \"%s\" finds %s, not %s", scripts[script].name, escaped, found, expected);
        }
      n_found += *found ? 1 : 0;
    }
  /* Most find something, or nothing was tested. */
  g_assert_cmpuint (n_found, >, QUERIES / 2);
}

static const char *const hostile[] = {
  "\"", "\"\"\"", "'", "''", "\\", "*", "**", "a*", "*a", "^a", "(", ")", "()", "(a", "a)",
  "((a) AND", "AND", "OR", "NOT", "a AND", "NOT a", "a NOT b", "NEAR", "NEAR(", "NEAR(a b)",
  "NEAR/2", "a + b", "+", "-a", "- a", "text:", "text:a", "text : a", "{text marks}:a",
  "marks:code", "words", "rowid:1", "; DROP TABLE message; --", "') OR 1=1 --", "%", "_", "?",
  "?1", ":a", "@a", "$a", "a\"b\"c\"", "\"a\" *", "\"a\"\"b\"", "[a]", "`a`", "a,b", "a;b", "<>",
  "{}", "{", "}", ":", "::", "-:a", "a:b:c", "\t\v\f", "\xc2\xa0", "\xe2\x80\x8b", "\xef\xbb\xbf",
  "\xff\xfe", "\xcc\x81", "\xcc\x81\xcc\x81\xcc\x81", "\xf0\x9f\x8f\xbd", "\x01\x02\x03",
  "'''\"\"\"", "\"*\"", "\"(\" OR \")\"", "in:\"", "in:'x') --", "model:\"%\"", "from:\"", "fts5",
  "rank", "delete-all", "integrity-check", "\xf4\x8f\xbf\xbf", "\xed\xa0\x80", "\u2029\u2028",
};

static void
assert_searches (StoreRun   *run,
                 const char *typed)
{
  g_autoptr(NatterSearchQuery) query = natter_search_query_new (typed, NATTER_SEARCH_DEFAULT);
  g_autoptr(GPtrArray) results = search_run_query (run, query, 10);
  g_autoptr(GArray) matches = natter_search_find_matches ("a \"b\" (c) 今日 👍", -1, query);

  g_assert_cmpuint (results->len, <=, 10);
  g_assert_nonnull (matches);
}

static void
test_hostile (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GRand) rand = g_rand_new_with_seed (7);

  store_run_put_talk (run);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *typed = g_strconcat (hostile[i], " ", NULL);
      g_autofree char *repeated = g_strconcat (hostile[i], "because", hostile[i], hostile[i], NULL);

      assert_searches (run, hostile[i]);
      assert_searches (run, typed);
      assert_searches (run, repeated);
    }
  for (int i = 0; i < 300; i++)
    {
      g_autoptr(GString) typed = g_string_new (NULL);
      int n = g_rand_int_range (rand, 1, 8);

      for (int j = 0; j < n; j++)
        g_string_append (typed, hostile[g_rand_int_range (rand, 0, G_N_ELEMENTS (hostile))]);
      assert_searches (run, typed->str);
    }
  store_run_assert_whole (run);
}

static void
test_huge (StoreRun      *run,
           gconstpointer  data)
{
  static const char *const pieces[] = { "(", "( ", "\"", "a", "a ", "今", "👍 ", "'\" AND ", "+" };
  g_autoptr(NatterStoreReport) report = store_run_open (run);

  store_run_put_talk (run);
  for (guint i = 0; i < G_N_ELEMENTS (pieces); i++)
    {
      g_autoptr(GString) typed = g_string_new (NULL);

      while (typed->len < 10000)
        g_string_append (typed, pieces[i]);
      assert_searches (run, typed->str);
    }
}

/* Every string in an expression is closed, and between strings stands nothing that was typed. */
static void
test_quoted (void)
{
  static const char outside[] = "^(?:(?:text|marks) : |\"(?:[^\"]|\"\")*\"|  ?\\*| AND )*$";
  g_autoptr(GRegex) regex = g_regex_new (outside, G_REGEX_DEFAULT, G_REGEX_MATCH_DEFAULT, NULL);

  g_assert_nonnull (regex);
  for (guint i = 0; i < G_N_ELEMENTS (hostile); i++)
    {
      g_autofree char *typed = g_strconcat (hostile[i], hostile[i], "abcd\"", hostile[i], NULL);
      g_autoptr(NatterSearchQuery) query = natter_search_query_new (typed, NATTER_SEARCH_DEFAULT);
      g_autoptr(NatterSearchPlan) plan = natter_search_plan_new (query, i % 2);

      for (int j = 0; j < NATTER_SEARCH_N_INDEXES; j++)
        if (plan->expressions[j])
          g_assert_true (g_regex_match (regex, plan->expressions[j], G_REGEX_MATCH_DEFAULT, NULL));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (scripts); i++)
    {
      g_autofree char *path = g_strconcat ("/search-scan/", scripts[i].name, NULL);

      g_test_add (path, StoreRun, GUINT_TO_POINTER (i), store_run_set_up, test_script,
                  store_run_tear_down);
    }
  g_test_add ("/search-scan/hostile", StoreRun, NULL, store_run_set_up, test_hostile,
              store_run_tear_down);
  g_test_add ("/search-scan/huge", StoreRun, NULL, store_run_set_up, test_huge,
              store_run_tear_down);
  g_test_add_func ("/search-scan/quoted", test_quoted);

  return g_test_run ();
}
