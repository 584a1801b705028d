/* test-cut-scanner.c: a text that grows, parsed in the pieces that the scanner cuts, gives at every
 * step the blocks of the whole. The texts made up by chance are the same in each run; with -m slow
 * come new ones, other ones each time; the seed of one that fails is printed and belongs in the
 * list below.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>

#include "list-watch.h"
#include "markdown-block-cases.h"
#include "markdown-formula-cases.h"
#include "markdown-span-cases.h"
#include "split-check.h"
#include "streaming-cases.h"

/* Each gives JOINED_TEXTS and SYNTAX_TEXTS. */
static const guint32 seeds[] = {
  0x95e5926b, 0xc8333910, 0x86d9a649, 0x474f3b94, 0xfbeb85f9, 0x3c9db1e4, 0x1b7f0d52, 0x62a8c1f7,
  0xfa7576c5, 0x44b06bad, 0x0df53245, 0xe149bd09, 0xb9c4f771, 0x8338ed48, 0x7bde5cf6, 0xdae986e7,
  0xf114c653, 0x5efb4f12, 0x68279da5, 0x08b7c285, 0xeb53825f, 0x23e8c5ff, 0x28bde8ff, 0xfb7e85ec,
  0xfea9e9ff, 0xcc798bc1, 0x69b906e3, 0xd49f93bd, 0x2ee2d18c, 0xf71af8d7, 0x5899f364, 0x708783d5,
  0xa17bd6ac, 0x004a1ede, 0x08c0f3a4, 0x8b4c750b, 0x631e7da6, 0x701cd368, 0x02d7a7da, 0x3cbc19ac,
};

static const char *const example_files[] = {
  "code.md",  "formulas.md",   "headings.md", "links.md",  "lists.md",
  "paragraphs.md", "quotes.md", "styles.md",  "tables.md",
};

#define JOINED_TEXTS 15
#define SYNTAX_TEXTS 100
#define SLOW_SEEDS 2000

static void
test_markdown_case (gconstpointer data)
{
  const MarkdownCase *test = data;

  check_every_prefix (test->text, test->length);
}

static void
test_streaming_case (gconstpointer data)
{
  const char *text = data;

  check_every_prefix (text, strlen (text));
}

/* To the parser some lines differ by where they stand: pieces must not move them, nor what is put
 * for a NUL. */
static void
test_every_offset (void)
{
  static const char end[] = "\n\n2. u\n\n\n   a\n-\n\n3. b\n";
  g_autoptr(GRand) rand = g_rand_new_with_seed (seeds[0]);

  for (guint i = 0; i < 2 * 256; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      g_string_append_len (text, "a\0b\n\n", i % 2 == 0 ? 1 : 5);
      for (guint j = 0; j < i / 2; j++)
        g_string_append_c (text, 'x');
      g_string_append (text, end);
      check_random_splits (rand, text->str, text->len, 6, 100);
    }
}

static void
append_any_case (GRand   *rand,
                 GString *text)
{
  guint n_blocks = G_N_ELEMENTS (markdown_block_cases);
  guint n_spans = G_N_ELEMENTS (markdown_span_cases);
  guint n_formulas = G_N_ELEMENTS (markdown_formula_cases);
  guint n_cases = n_blocks + n_spans + n_formulas;
  guint n = n_cases + G_N_ELEMENTS (streaming_cases);
  guint i = (guint) g_rand_int_range (rand, 0, (gint32) n);
  const MarkdownCase *test;

  if (i >= n_cases)
    {
      g_string_append (text, streaming_cases[i - n_cases].text);
      return;
    }

  test = i < n_blocks             ? &markdown_block_cases[i]
         : i < n_blocks + n_spans ? &markdown_span_cases[i - n_blocks]
                                  : &markdown_formula_cases[i - n_blocks - n_spans];
  g_string_append_len (text, test->text, (gssize) test->length);
}

/* Cases one behind the other, with and without blank lines between them. */
static void
check_joined_cases (guint32 seed)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < JOINED_TEXTS; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);

      for (guint j = 0; j < 12; j++)
        {
          append_any_case (rand, text);
          if (g_rand_boolean (rand))
            g_string_append (text, "\n\n");
        }
      check_random_splits (rand, text->str, text->len, 12, 60);
    }
}

/* Pieces of syntax in any order: what no person would write, and a model may. */
static void
check_random_syntax (guint32 seed)
{
  static const char *const pieces[] = {
    "\n", "\n", "\n", "\n\n", "\n\n", "- ", "* ", "+ ", "1. ", "2. ", "7) ", "-", "1.", "> ", ">",
    "  ", "   ", "    ", " ", "\t", "```", "```\n", "~~~\n", "```py\n", "````\n", "# ", "## x\n",
    "---\n", "***\n", "===\n", "- - -\n", "a", "b c", "text\n", "a | b\n", "--|--\n", "| x | y |\n",
    "**", "*", "_", "`", "~", "~~", "[x]", "(http://a.b)", "[ ] ", "[x] ", "\\", "&amp;", "<b>",
    "é", "  \n", "\r\n", "\r", "!", "100. ", "lazy\n", "- item\n", "1. one\n", "   more\n",
    "  ```\n", "   ```\n", "\n\n   para\n", "- ```\n", "> ```\n", "$", "$x$", "$$", "$$\n",
    "$$ y $$", "\\(", "\\)", "\\[\n", "\\]\n", "$a\nb$", "= 1\n", "+ c\n", "$5 ", "> $$\n",
    "\342\200\256", "[r]: http://a.b\n",
  };

  g_autoptr(GRand) rand = g_rand_new_with_seed (seed);

  for (guint i = 0; i < SYNTAX_TEXTS; i++)
    {
      g_autoptr(GString) text = g_string_new (NULL);
      gint32 n = g_rand_int_range (rand, 2, 25);

      for (gint32 j = 0; j < n; j++)
        g_string_append (text, pieces[g_rand_int_range (rand, 0, G_N_ELEMENTS (pieces))]);
      if (g_rand_boolean (rand))
        check_every_prefix (text->str, text->len);
      else
        check_random_splits (rand, text->str, text->len, 12, 100);
    }
}

/* Says which seed it is before it can fail. */
static void
check_seed (guint32 seed,
            void  (*check) (guint32 seed))
{
  g_test_message ("seed 0x%08x", seed);
  check (seed);
}

static void
check_seeds (void (*check) (guint32 seed))
{
  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    check_seed (seeds[i], check);
  for (guint i = 0; g_test_slow () && i < SLOW_SEEDS; i++)
    check_seed ((guint32) g_test_rand_int (), check);
}

static void
test_joined_cases (void)
{
  check_seeds (check_joined_cases);
}

static void
test_random_syntax (void)
{
  check_seeds (check_random_syntax);
}

/* What providers really sent. */
static void
test_recorded_answers (void)
{
  const char *folder = g_getenv ("NATTER_STREAMS");
  g_autofree char *path = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GHashTable) seen = g_hash_table_new (g_str_hash, g_str_equal);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seeds[0]);
  JsonArray *entries;

  path = g_build_filename (folder ? folder : "", "streams", "MANIFEST.json", NULL);
  if (!folder || !g_file_test (path, G_FILE_TEST_EXISTS))
    {
      g_test_skip ("no recorded answers here");
      return;
    }

  g_assert_true (json_parser_load_from_file (parser, path, NULL));
  entries = json_node_get_array (json_parser_get_root (parser));
  for (guint i = 0; i < json_array_get_length (entries); i++)
    {
      JsonObject *entry = json_array_get_object_element (entries, i);
      const char *text = json_object_get_string_member_with_default (entry, "expected_text", NULL);

      if (!text || strlen (text) < 40 || !g_hash_table_add (seen, (char *) text))
        continue;
      check_random_splits (rand, text, strlen (text), 12, 50);
    }
  g_test_message ("%u answers", g_hash_table_size (seen));
  g_assert_cmpuint (g_hash_table_size (seen), >, 0);
}

/* One example of each construct, of a file of many. */
static void
test_examples (gconstpointer data)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "markdown", data, NULL);
  g_autoptr(GRand) rand = g_rand_new_with_seed (seeds[0]);
  g_autoptr(GString) all = g_string_new (NULL);
  g_auto(GStrv) examples = NULL;
  g_autofree char *contents = NULL;
  GError *error = NULL;

  g_file_get_contents (path, &contents, NULL, &error);
  g_assert_no_error (error);
  examples = g_strsplit (contents, "%%%% ", -1);
  g_assert_cmpuint (g_strv_length (examples), >, 5);
  for (guint i = 1; examples[i]; i++)
    {
      const char *text = strchr (examples[i], '\n') + 1;

      g_test_message ("%.*s", (int) (text - examples[i] - 1), examples[i]);
      check_every_prefix (text, strlen (text));
      g_string_append_printf (all, "%s%s", text, i % 2 == 0 ? "\n" : "");
    }
  for (guint i = 0; i < 5; i++)
    check_random_splits (rand, all->str, all->len, 12, 60);
}

static void
add_markdown_cases (const char         *folder,
                    const MarkdownCase *cases,
                    guint               n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *path = g_strdup_printf ("/cut-scanner/%s/%s", folder, cases[i].name);

      g_test_add_data_func (path, &cases[i], test_markdown_case);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  add_markdown_cases ("block", markdown_block_cases, G_N_ELEMENTS (markdown_block_cases));
  add_markdown_cases ("formula", markdown_formula_cases,
                      G_N_ELEMENTS (markdown_formula_cases));
  add_markdown_cases ("span", markdown_span_cases, G_N_ELEMENTS (markdown_span_cases));
  for (guint i = 0; i < G_N_ELEMENTS (streaming_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cut-scanner/streaming/%s",
                                               streaming_cases[i].name);

      g_test_add_data_func (path, streaming_cases[i].text, test_streaming_case);
    }
  for (guint i = 0; i < G_N_ELEMENTS (example_files); i++)
    {
      g_autofree char *path = g_strdup_printf ("/cut-scanner/examples/%s", example_files[i]);

      g_test_add_data_func (path, example_files[i], test_examples);
    }
  g_test_add_func ("/cut-scanner/every offset", test_every_offset);
  g_test_add_func ("/cut-scanner/joined cases", test_joined_cases);
  g_test_add_func ("/cut-scanner/random syntax", test_random_syntax);
  g_test_add_func ("/cut-scanner/recorded answers", test_recorded_answers);

  return g_test_run ();
}
