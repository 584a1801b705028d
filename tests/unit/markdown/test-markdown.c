/* test-markdown.c: every construct of Markdown, and texts that were made to hurt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "block-dump.h"
#include "markdown-block-cases.h"
#include "markdown-formula-cases.h"
#include "markdown-span-cases.h"

/* Generous: for a slow machine and a build with sanitizers. None takes over two without. */
#define MAX_SECONDS 15

static void
test_case (gconstpointer data)
{
  const MarkdownCase *test = data;
  g_autofree char *blocks = block_dump_parse (test->text, test->length);

  g_assert_cmpstr (blocks, ==, test->blocks);
}

static const struct
{
  const char *name;
  const char *prefix;
  const char *repeated;
  guint       n;
} hostile_cases[] = {
  { "quotes",              "",                        "> ",           20000 },
  { "quotes on lines",     "",                        "> > > > > x\n", 50000 },
  { "lists",               "",                        "+ ",           20000 },
  { "lists on lines",      "",                        "+ + + + x\n",  30000 },
  { "indented lists",      "- a\n",                   "                          - x\n", 10000 },
  { "brackets",            "",                        "[",            100000 },
  { "pictures",            "",                        "![a](",        50000 },
  { "links",               "",                        "[a](http://b.c) ", 50000 },
  { "link to all",         "[a]: http://b.c\n\n",     "[a] ",         100000 },
  { "definitions",         "",                        "[a]: /b\n",    50000 },
  { "stars",               "",                        "*a ",          100000 },
  { "stars and lines",     "",                        "*a _b ",       50000 },
  { "strong",              "",                        "**a** ",       200000 },
  { "backticks",           "",                        "`a``b",        100000 },
  { "tildes",              "",                        "~a ~~b ",      50000 },
  { "entities",            "",                        "&amp;",        100000 },
  { "one line of words",   "",                        "word ",        200000 },
  { "one word",            "",                        "x",            1000000 },
  { "one line of code",    "```\n",                   "x ",           500000 },
  { "carriage returns",    "",                        "\r",           500000 },
  { "unclosed fences",     "",                        "- a\n  ```\n", 20000 },
  { "fences that are code", "",                       "    ```\n",    100000 },
  { "fences in doubt",     "",                        "- a\nb\n   ```\n", 20000 },
  { "marks behind ticks",  "",                        "`- a\n",       50000 },
  { "loose items",         "",                        "- a\n\n",      30000 },
  { "tall table",          "a|b|c\n-|-|-\n",          "1|2|3\n",      50000 },
  { "wide table",          "a|b\n-|-\n",              "|||||||||||",  50000 },
  { "dollars",             "",                        "$a ",          300000 },
  { "formulas",            "",                        "$a$ ",         100000 },
  { "formulas on lines",   "",                        "$$\nx\n$$\n", 50000 },
  { "formulas not closed", "",                        "\\[\n",       200000 },
  { "openings",            "",                        "\\(",          500000 },
  { "all in braces",       "$",                       "{",            500000 },
  { "overrides",           "",                        "\342\200\256", 100000 },
  { "isolates",            "שלום",                    "\342\201\246x", 100000 },
  { "overrides in code",   "```\n",                   "a\342\200\256\n", 50000 },
  { "line of 10 MB",       "",                        "word ",        2000000 },
  { "padded table",        "",                        NULL,           0 },
  { "nul",                 "",                        NULL,           0 },
};

/* A header of 128 columns of 40, then rows of two bytes: 5 KiB of blanks for each. */
static void
append_padded_table (GString *text)
{
  for (guint i = 0; i < 128; i++)
    g_string_append (text, "|aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");
  g_string_append_c (text, '\n');
  for (guint i = 0; i < 128; i++)
    g_string_append (text, "|---");
  g_string_append_c (text, '\n');
  for (guint i = 0; i < 3000; i++)
    {
      for (guint j = 0; j < 127; j++)
        g_string_append_c (text, '|');
      g_string_append (text, "x\n");
    }
}

static void
test_hostile (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GString) text = g_string_new (hostile_cases[i].prefix);
  NatterBlockList *list = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);
  g_autoptr(GPtrArray) blocks = NULL;
  gsize size = 0;

  for (guint j = 0; j < hostile_cases[i].n; j++)
    g_string_append (text, hostile_cases[i].repeated);
  if (g_str_equal (hostile_cases[i].name, "padded table"))
    append_padded_table (text);
  else if (g_str_equal (hostile_cases[i].name, "nul"))
    for (guint j = 0; j < 100000; j++)
      g_string_append_len (text, "a\0", 2);

  g_test_timer_start ();
  blocks = natter_markdown_parse (text->str, text->len);
  for (guint j = 1; j <= 10; j++)
    natter_block_list_update (list, text->str, text->len * j / 10);
  natter_block_list_finish (list, text->str, text->len);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, MAX_SECONDS);

  for (guint j = 0; j < blocks->len; j++)
    {
      NatterBlock *block = g_ptr_array_index (blocks, j);

      size += natter_block_get_length (block);
      g_assert_cmpuint (natter_block_get_list_depth (block), <=, 32);
      g_assert_cmpuint (natter_block_get_quote_depth (block), <=, 32);
    }
  g_assert_cmpuint (size, <=, 4 * 1024 * 1024 + text->len);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, blocks->len);

  g_assert_finalize_object (list);
}

/* Nothing that a list marker stands for is lost down to the deepest level that is shown. */
static void
test_deep_list (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GPtrArray) blocks = NULL;
  NatterBlock *last;

  for (guint i = 0; i < 100; i++)
    g_string_append (text, "+ ");
  g_string_append (text, "a\n");

  blocks = natter_markdown_parse (text->str, text->len);
  g_assert_cmpuint (blocks->len, ==, 33);
  last = g_ptr_array_index (blocks, 32);
  g_assert_cmpstr (natter_block_get_text (last), ==, "a");
  g_assert_cmpstr (natter_block_get_marker (last), ==, "•");
  g_assert_cmpuint (natter_block_get_list_depth (last), ==, 32);
}

static void
append_words (GString    *text,
              const char *word,
              gsize       size)
{
  while (text->len < size)
    g_string_append (text, word);
}

/* Pieces joined by the blanks they were cut at are the paragraph, and every piece keeps the style
 * of its part. */
static void
test_long_paragraph (void)
{
  g_autoptr(GString) text = g_string_new ("1. ");
  g_autoptr(GString) joined = g_string_new (NULL);
  g_autoptr(GPtrArray) blocks = NULL;

  append_words (text, "Straße ", 9000);
  g_string_append (text, "**");
  append_words (text, "漢字 *and* ", 30000);
  g_string_append (text, "[end](https://a.example)**");

  blocks = natter_markdown_parse (text->str, text->len);
  g_assert_cmpuint (blocks->len, >=, 3);
  for (guint i = 0; i < blocks->len; i++)
    {
      NatterBlock *block = g_ptr_array_index (blocks, i);
      guint n_spans;
      const NatterSpan *spans = natter_block_get_spans (block, &n_spans);

      g_assert_cmpuint (natter_block_get_length (block), <=, 8000);
      g_assert_cmpuint (natter_block_get_length (block), >, i + 1 < blocks->len ? 7900 : 0);
      g_assert_cmpstr (natter_block_get_marker (block), ==, i == 0 ? "1." : "");
      g_assert_true (g_utf8_validate (natter_block_get_text (block), -1, NULL));
      if (i > 1)
        {
          g_assert_cmpint (spans[0].kind, ==, NATTER_SPAN_STRONG);
          g_assert_cmpuint (spans[0].start, ==, 0);
          g_assert_cmpuint (spans[0].end, ==, natter_block_get_length (block));
        }
      if (i + 1 == blocks->len)
        {
          g_assert_cmpint (spans[n_spans - 1].kind, ==, NATTER_SPAN_LINK);
          g_assert_cmpstr (spans[n_spans - 1].target, ==, "https://a.example");
        }
      g_string_append_printf (joined, "%s%s", i > 0 ? " " : "", natter_block_get_text (block));
    }
  g_assert_true (g_str_has_prefix (joined->str, "Straße Straße "));
  g_assert_true (g_str_has_suffix (joined->str, "漢字 and end"));
  g_assert_null (strstr (joined->str, "  "));
}

/* Without a blank it is cut between characters. */
static void
test_long_word (void)
{
  g_autoptr(GString) text = g_string_new ("x");
  g_autoptr(GString) joined = g_string_new (NULL);
  g_autoptr(GPtrArray) blocks = NULL;

  append_words (text, "漢", 30000);
  blocks = natter_markdown_parse (text->str, text->len);
  g_assert_cmpuint (blocks->len, ==, 4);
  for (guint i = 0; i < blocks->len; i++)
    {
      const char *piece = natter_block_get_text (g_ptr_array_index (blocks, i));

      g_assert_true (g_utf8_validate (piece, -1, NULL));
      g_string_append (joined, piece);
    }
  g_assert_cmpstr (joined->str, ==, text->str);
}

static void
add_cases (const char         *folder,
           const MarkdownCase *cases,
           guint               n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/markdown/%s/%s", folder, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_case);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_cases ("block", markdown_block_cases, G_N_ELEMENTS (markdown_block_cases));
  add_cases ("formula", markdown_formula_cases, G_N_ELEMENTS (markdown_formula_cases));
  add_cases ("span", markdown_span_cases, G_N_ELEMENTS (markdown_span_cases));
  g_test_add_func ("/markdown/deep list", test_deep_list);
  g_test_add_func ("/markdown/long paragraph", test_long_paragraph);
  g_test_add_func ("/markdown/long word", test_long_word);
  for (guint i = 0; i < G_N_ELEMENTS (hostile_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/markdown/hostile/%s", hostile_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_hostile);
    }

  return g_test_run ();
}
