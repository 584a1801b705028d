/* test-markdown-write.c: what a block is written as is read as the same block.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "block-dump.h"
#include "natter-markdown-write.h"

static const struct
{
  const char *name;
  const char *source;
} cases[] = {
  { "paragraph", "Some words." },
  { "styles", "A *soft*, **loud** and ~~gone~~ word, ***both***, **outer *inner* outer**." },
  { "code-span", "Call `f (x)` and ``a`b`` and `` `x` ``." },
  { "signs", "2\\*3\\*4 \\`x\\` \\[a\\](b) \\<b> a_b_c \\_d\\_ \\~\\~e\\~\\~ back\\\\slash" },
  { "no-list", "1\\. one\\\n\\- two" },
  { "no-list-but-begins-so", "\\- two" },
  { "no-heading", "\\# not a heading" },
  { "no-quote", "\\> not a quote" },
  { "hard-break", "one\\\ntwo" },
  { "link", "See [the *page*](https://a.example/b_(c)) and <https://b.example>." },
  { "heading", "### A *third* level" },
  { "rule", "---" },
  { "fence", "```c\nint a;\n\nint b;\n```" },
  { "fence-in-fence", "````\n```\ncode\n```\n````" },
  { "empty-fence", "```\n```" },
  { "bullet", "- one *item*" },
  { "number", "7. seventh" },
  { "task", "- [x] done" },
  { "open-task", "- [ ] not done" },
  { "quote", "> said" },
  { "quoted-item", "> - said" },
  { "quoted-fence", "> ```py\n> a\n> b\n> ```" },
  { "table", "| a | b | c |\n|---|:-:|--:|\n| *1* | 2 \\| 3 | `x` |\n|  | y |  |" },
  { "formula", "So $a^2$ is it." },
  { "other-scripts", "Größe *é* 漢字 **שלום** 🎈" },
};

static void
test_round_trip (gconstpointer data)
{
  const char *source = data;
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (source, strlen (source));
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GString) written = g_string_new (NULL);
  g_autofree char *expected = block_dump_array (blocks);
  g_autofree char *dump = NULL;

  g_assert_cmpuint (blocks->len, ==, 1);
  natter_markdown_write_block (g_ptr_array_index (blocks, 0), written);
  again = natter_markdown_parse (written->str, written->len);
  dump = block_dump_array (again);
  if (!g_str_equal (dump, expected))
    g_test_message ("%s\nwas written as\n%s", source, written->str);
  g_assert_cmpstr (dump, ==, expected);
}

/* Blocks that are copied together stand in one list again. */
static void
test_nested_list (void)
{
  const char *source = "- a\n    - b\n        1. c\n    - d\n- e\n\n      more of e";
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (source, strlen (source));
  g_autoptr(GPtrArray) again = NULL;
  g_autoptr(GString) written = g_string_new (NULL);
  g_autofree char *expected = block_dump_array (blocks);
  g_autofree char *dump = NULL;

  for (guint i = 0; i < blocks->len; i++)
    {
      g_string_append (written, i > 0 ? "\n\n" : "");
      natter_markdown_write_block (g_ptr_array_index (blocks, i), written);
    }
  again = natter_markdown_parse (written->str, written->len);
  dump = block_dump_array (again);
  g_assert_cmpuint (again->len, ==, blocks->len);
  for (guint i = 0; i < blocks->len; i++)
    {
      NatterBlock *one = g_ptr_array_index (blocks, i);
      NatterBlock *other = g_ptr_array_index (again, i);

      g_assert_cmpstr (natter_block_get_text (other), ==, natter_block_get_text (one));
      g_assert_cmpstr (natter_block_get_marker (other), ==, natter_block_get_marker (one));
      g_assert_cmpuint (natter_block_get_list_depth (other), ==,
                        natter_block_get_list_depth (one));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/markdown-write/", cases[i].name, NULL);

      g_test_add_data_func (path, cases[i].source, test_round_trip);
    }
  g_test_add_func ("/markdown-write/nested-list", test_nested_list);

  return g_test_run ();
}
