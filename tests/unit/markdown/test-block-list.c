/* test-block-list.c: a text that grows changes no more of its blocks than it has to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "list-watch.h"

/* While a text streams in, no row before the last top-level block is touched, and nothing at all
 * when it is finished. @leaves is how many rows each top-level block has at most. */
static void
check_identity (const char *text,
                guint       leaves)
{
  Watch watch;
  g_autoptr(GPtrArray) before = g_ptr_array_new ();

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  for (gsize i = 1; text[i - 1] != '\0'; i++)
    {
      guint n = watch.rows->len;

      watch_reset (&watch);
      natter_block_list_update (watch.list, text, i);
      g_assert_cmpuint (watch.first_touched, >=, n > leaves ? n - leaves : 0);
      g_assert_cmpuint (watch.n_items_changed, <=, 1);
      g_assert_cmpuint (watch.n_changed, <=, leaves + 1);
    }

  watch_reset (&watch);
  for (guint i = 0; i < watch.rows->len; i++)
    g_ptr_array_add (before, g_ptr_array_index (watch.rows, i));
  check_finish (&watch, text, strlen (text));
  g_assert_cmpuint (watch.n_items_changed, ==, 0);
  g_assert_cmpuint (watch.n_changed, ==, 0);
  g_assert_cmpuint (before->len, ==, watch.rows->len);
  for (guint i = 0; i < before->len; i++)
    g_assert_true (g_ptr_array_index (before, i) == g_ptr_array_index (watch.rows, i));

  watch_clear (&watch);
}

static void
test_identity (void)
{
  check_identity ("# Heading\n\nA paragraph with **bold** text.\nTwo lines.\n\n"
                  "Another one, `code`.\n\n---\n\n```c\nint x;\n```\n\n> a quote\n> of two\n\n"
                  "a | b\n--|--\n1 | 2\n3 | 4\n\nThe end\n===\n\nof it.\n",
                  1);
  check_identity ("First:\n\n- one\n- two\n- three **bold**\n- four\n\nThen:\n\n1. one\n2. two\n"
                  "3. three\n\nDone.\n",
                  1);
  check_identity ("1. one\n\n   more of one\n2. two\n\n   more of two\n\n3. three\n", 3);
}

/* One blank line makes all items loose: that is one change for each, and no row is replaced. */
static void
test_late_loose (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  Watch watch;

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  for (guint i = 0; i < 100; i++)
    {
      g_string_append_printf (text, "- item %u\n", i);
      natter_block_list_update (watch.list, text->str, text->len);
    }
  g_assert_cmpuint (watch.rows->len, ==, 100);
  g_assert_true (natter_block_is_tight (g_ptr_array_index (watch.rows, 0)));

  watch_reset (&watch);
  g_string_append (text, "\n- last\n");
  natter_block_list_update (watch.list, text->str, text->len);
  g_assert_cmpuint (watch.n_changed, ==, 100);
  g_assert_cmpuint (watch.n_items_changed, ==, 1);
  g_assert_false (natter_block_is_tight (g_ptr_array_index (watch.rows, 0)));
  check_prefix (watch.list, text->str, text->len);

  watch_clear (&watch);
}

/* Gives @line to @list in steps of seven bytes. */
static void
stream_line (NatterBlockList *list,
             GString         *text,
             const char      *line)
{
  for (gsize i = 0; i < strlen (line); i += 7)
    {
      g_string_append_len (text, line + i, (gssize) MIN (strlen (line + i), 7));
      if (g_utf8_validate_len (text->str, text->len, NULL))
        natter_block_list_update (list, text->str, text->len);
    }
}

/* Code in an open fence only ever grows at its end, and no line that could be its last is shown. */
static void
check_open_fence (const char *opening,
                  const char *indent,
                  const char *closing)
{
  g_autoptr(GString) text = g_string_new (opening);
  g_autoptr(GString) code = g_string_new (NULL);
  NatterBlock *block;
  Watch watch;

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  natter_block_list_update (watch.list, text->str, text->len);
  block = g_ptr_array_index (watch.rows, watch.rows->len - 1);
  g_assert_cmpint (natter_block_get_kind (block), ==, NATTER_BLOCK_CODE);
  g_assert_cmpstr (natter_block_get_language (block), ==, "py");
  g_assert_true (natter_block_is_open (block));

  watch_reset (&watch);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *line = g_strdup_printf ("%sx = [%u]  # `é` ~\n", indent, i);

      stream_line (watch.list, text, line);
      g_string_append (code, line + strlen (indent));
    }
  g_string_truncate (code, code->len - 1);
  g_assert_cmpstr (natter_block_get_text (block), ==, code->str);
  g_assert_cmpuint (watch.n_changed + watch.n_items_changed, ==, 0);
  g_assert_cmpuint (watch.n_appended, >, 300);

  for (gsize i = 0; i < strlen (closing); i++)
    {
      g_string_append_c (text, closing[i]);
      natter_block_list_update (watch.list, text->str, text->len);
      g_assert_cmpstr (natter_block_get_text (block), ==, code->str);
    }
  g_assert_false (natter_block_is_open (block));
  g_assert_cmpuint (watch.n_changed, ==, 1);

  check_finish (&watch, text->str, text->len);
  g_assert_cmpuint (watch.n_changed, ==, 1);
  g_assert_cmpuint (watch.n_items_changed, ==, 0);
  watch_clear (&watch);
}

static void
test_open_fence (void)
{
  check_open_fence ("```py\n", "", "```\n");
  check_open_fence ("text\n\n~~~~ py\n", "", "~~~~~  \n");
  check_open_fence ("  ```py\n", "", "   ```\n");
  check_open_fence ("1. item:\n   ```py\n", "   ", "   ```\n");
  check_open_fence ("- a\n  - b\n\n    ```py\n", "    ", "    ```\n");
  check_open_fence ("- a\nlazy\n\n  ```py\n", "  ", "  ```\n");
}

/* The cost of a token does not grow with the text. Counted in time, since that is what it is about:
 * the last tenth of a text may take at most a few times as long as the first. */
static void
check_flat (const char *line,
            const char *opening)
{
  g_autoptr(GString) text = g_string_new (opening);
  gint64 tenths[10];
  NatterBlockList *list = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);

  for (guint i = 0; i < 10; i++)
    {
      tenths[i] = G_MAXINT64;
      for (guint j = 0; j < 10; j++)
        {
          gint64 start = g_get_monotonic_time ();

          for (guint k = 0; k < 40; k++)
            {
              g_string_append (text, line);
              natter_block_list_update (list, text->str, text->len);
            }
          tenths[i] = MIN (tenths[i], g_get_monotonic_time () - start);
        }
    }
  g_assert_cmpint (MIN (tenths[8], tenths[9]), <=, 4 * MAX (tenths[0], tenths[1]) + 200);

  g_assert_finalize_object (list);
}

static void
test_flat_cost (void)
{
  check_flat ("A paragraph of some length, with **bold** words in it.\n\n", "");
  check_flat ("- an item of some length, with `code` in it\n", "");
  check_flat ("1. an item of some length\n\n   and a second paragraph\n", "");
  check_flat ("1. an item\n   ```c\n   int x;\n   ```\n", "");
  check_flat ("  for (int i = 0; i < n; i++)\n", "```c\n");
  check_flat ("   for (int i = 0; i < n; i++)\n", "1. code\n   ```c\n");
  check_flat ("## Heading\nText right behind it.\n\n***\n```c\nint x;\n```\n", "");
}

/* Targets that are defined before a link are known to it, those that come later when it is all
 * there. */
static void
test_definitions (void)
{
  const char *early = "[a]: https://a.example\n[b]: https://b.example\n\ntext\n\n"
                      "[x][a] [y][b]\n\nend\n";
  const char *late = "[x][a]\n\nmiddle\n\n[a]: https://a.example\n\nend\n";
  Watch watch;

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  for (gsize i = 0; i <= strlen (early); i++)
    natter_block_list_update (watch.list, early, i);
  watch_reset (&watch);
  check_finish (&watch, early, strlen (early));
  g_assert_cmpuint (watch.n_changed, ==, 0);
  g_assert_cmpuint (watch.n_items_changed, ==, 0);
  watch_clear (&watch);

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  for (gsize i = 0; i <= strlen (late); i++)
    natter_block_list_update (watch.list, late, i);
  g_assert_cmpstr (natter_block_get_text (g_ptr_array_index (watch.rows, 0)), ==, "[x][a]");
  watch_reset (&watch);
  check_finish (&watch, late, strlen (late));
  g_assert_cmpstr (natter_block_get_text (g_ptr_array_index (watch.rows, 0)), ==, "x");
  g_assert_cmpuint (watch.n_changed, ==, 1);
  g_assert_cmpuint (watch.n_items_changed, ==, 0);
  watch_clear (&watch);
}

/* Nothing is emitted for nothing; a finished text can go on; a shorter one starts over. */
static void
test_again (void)
{
  const char *text = "# a\n\nb\n\n- c\n- d\n\n```\ne\n```\n";
  const char *other = "x\n";
  Watch watch;

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  natter_block_list_update (watch.list, "", 0);
  natter_block_list_finish (watch.list, NULL, 0);
  g_assert_cmpuint (watch.n_items_changed, ==, 0);

  natter_block_list_finish (watch.list, text, 11);
  g_assert_cmpuint (watch.n_items_changed, ==, 1);
  watch_reset (&watch);
  natter_block_list_update (watch.list, text, 11);
  natter_block_list_finish (watch.list, text, 11);
  g_assert_cmpuint (watch.n_items_changed + watch.n_changed, ==, 0);

  for (gsize i = 11; i <= strlen (text); i++)
    {
      natter_block_list_update (watch.list, text, i);
      check_prefix (watch.list, text, i);
    }
  g_assert_cmpuint (watch.first_touched, >=, 2);
  check_finish (&watch, text, strlen (text));

  natter_block_list_update (watch.list, other, 2);
  check_prefix (watch.list, other, 2);
  natter_block_list_update (watch.list, other, 0);
  g_assert_cmpuint (watch.rows->len, ==, 0);
  watch_clear (&watch);
}

static void
test_model (void)
{
  NatterBlockList *list = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);
  GListModel *model = G_LIST_MODEL (list);
  g_autoptr(NatterBlock) block = NULL;

  g_assert_true (g_list_model_get_item_type (model) == NATTER_TYPE_BLOCK);
  natter_block_list_finish (list, "a\n\nb", 4);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  block = g_list_model_get_item (model, 1);
  g_assert_cmpstr (natter_block_get_text (block), ==, "b");
  g_assert_null (g_list_model_get_item (model, 2));

  g_assert_finalize_object (list);
}

static gsize
get_shown (NatterBlockList *list)
{
  gsize shown = 0;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(NatterBlock) block = g_list_model_get_item (G_LIST_MODEL (list), i);

      shown += natter_block_get_length (block);
    }

  return shown;
}

/* What takes half a second for a megabyte is not read over and over while it grows, but it is when
 * it is complete: by a block behind it, or by its end. */
static void
test_huge (void)
{
  NatterBlockList *list = natter_block_list_new (NATTER_BLOCK_LIST_MARKDOWN);
  g_autoptr(GString) text = g_string_new (NULL);
  gsize before = 0;
  gsize whole = 0;

  while (text->len < 256 * 1024)
    {
      g_string_append (text, "word ");
      if (text->len % 1024 < 5)
        natter_block_list_update (list, text->str, text->len);
    }
  before = get_shown (list);
  g_assert_cmpuint (before, >, 128 * 1024);
  g_assert_cmpuint (before, <=, 192 * 1024);

  natter_block_list_finish (list, text->str, text->len);
  whole = get_shown (list);
  g_assert_cmpuint (whole, >, 255 * 1024);

  g_string_append (text, "\n\nand a short one\n\nand one");
  natter_block_list_update (list, text->str, text->len);
  g_assert_cmpuint (get_shown (list), ==, whole + strlen ("and a short one") + strlen ("and one"));

  g_assert_finalize_object (list);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/block-list/model", test_model);
  g_test_add_func ("/block-list/identity", test_identity);
  g_test_add_func ("/block-list/late loose", test_late_loose);
  g_test_add_func ("/block-list/open fence", test_open_fence);
  g_test_add_func ("/block-list/flat cost", test_flat_cost);
  g_test_add_func ("/block-list/definitions", test_definitions);
  g_test_add_func ("/block-list/again", test_again);
  g_test_add_func ("/block-list/huge", test_huge);

  return g_test_run ();
}
