/* test-block.c: a block's contents, and the signals that tell of changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-block-private.h"

#include <string.h>

static NatterBlock *
make_block (NatterBlockKind  kind,
            const char      *text,
            const char      *link)
{
  NatterBlockShape shape = {
    .kind = kind,
    .level = kind == NATTER_BLOCK_HEADING ? 2 : 0,
    .list_depth = 1,
    .is_tight = TRUE,
    .marker = "7.",
    .language = (char *) (kind == NATTER_BLOCK_CODE ? "c" : NULL),
  };
  NatterSpan span = { NATTER_SPAN_LINK, 0, 1, g_strdup (link) };

  return natter_block_new (&shape, text, strlen (text), &span, link ? 1 : 0);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_contents (void)
{
  NatterBlock *block = make_block (NATTER_BLOCK_HEADING, "some text", "https://a.example");
  const NatterSpan *spans;
  guint n_spans;

  g_assert_cmpint (natter_block_get_kind (block), ==, NATTER_BLOCK_HEADING);
  g_assert_cmpstr (natter_block_get_text (block), ==, "some text");
  g_assert_cmpuint (natter_block_get_length (block), ==, 9);
  g_assert_cmpuint (natter_block_get_level (block), ==, 2);
  g_assert_cmpuint (natter_block_get_list_depth (block), ==, 1);
  g_assert_cmpuint (natter_block_get_quote_depth (block), ==, 0);
  g_assert_cmpstr (natter_block_get_marker (block), ==, "7.");
  g_assert_cmpstr (natter_block_get_language (block), ==, "");
  g_assert_true (natter_block_is_tight (block));
  g_assert_false (natter_block_is_open (block));

  spans = natter_block_get_spans (block, &n_spans);
  g_assert_cmpuint (n_spans, ==, 1);
  g_assert_cmpstr (spans[0].target, ==, "https://a.example");

  g_assert_finalize_object (block);
}

static void
test_equal (void)
{
  g_autoptr(NatterBlock) block = make_block (NATTER_BLOCK_PARAGRAPH, "x", "https://a.example");
  g_autoptr(NatterBlock) same = make_block (NATTER_BLOCK_PARAGRAPH, "x", "https://a.example");
  g_autoptr(NatterBlock) target = make_block (NATTER_BLOCK_PARAGRAPH, "x", "https://b.example");
  g_autoptr(NatterBlock) text = make_block (NATTER_BLOCK_PARAGRAPH, "y", "https://a.example");
  g_autoptr(NatterBlock) plain = make_block (NATTER_BLOCK_PARAGRAPH, "x", NULL);
  g_autoptr(NatterBlock) kind = make_block (NATTER_BLOCK_HEADING, "x", "https://a.example");

  g_assert_true (natter_block_equal (block, same));
  g_assert_false (natter_block_equal (block, target));
  g_assert_false (natter_block_equal (block, text));
  g_assert_false (natter_block_equal (block, plain));
  g_assert_false (natter_block_equal (block, kind));
  g_assert_true (natter_block_can_become (block, text));
  g_assert_false (natter_block_can_become (block, kind));

  natter_block_set_tight (same, FALSE);
  g_assert_false (natter_block_equal (block, same));
}

static void
test_become (void)
{
  NatterBlock *block = make_block (NATTER_BLOCK_PARAGRAPH, "before", NULL);
  NatterBlock *other = make_block (NATTER_BLOCK_PARAGRAPH, "after", "https://a.example");
  guint n_spans;
  guint changed = 0;

  g_signal_connect_swapped (block, "changed", G_CALLBACK (count_cb), &changed);

  natter_block_become (block, other);
  g_assert_finalize_object (other);

  g_assert_cmpuint (changed, ==, 1);
  g_assert_cmpstr (natter_block_get_text (block), ==, "after");
  g_assert_cmpstr (natter_block_get_spans (block, &n_spans)->target, ==, "https://a.example");
  g_assert_cmpuint (n_spans, ==, 1);

  g_assert_finalize_object (block);
}

static void
test_append (void)
{
  NatterBlock *block = make_block (NATTER_BLOCK_CODE, "", NULL);
  guint appended = 0;
  guint changed = 0;

  g_signal_connect_swapped (block, "appended", G_CALLBACK (count_cb), &appended);
  g_signal_connect_swapped (block, "changed", G_CALLBACK (count_cb), &changed);

  natter_block_set_open (block, TRUE);
  natter_block_set_open (block, TRUE);
  g_assert_cmpuint (changed, ==, 1);

  natter_block_append (block, "", 0);
  g_assert_cmpuint (appended, ==, 0);
  for (guint i = 0; i < 1000; i++)
    natter_block_append (block, "0123456789", 10);
  g_assert_cmpuint (appended, ==, 1000);
  g_assert_cmpuint (natter_block_get_length (block), ==, 10000);
  g_assert_true (g_str_has_suffix (natter_block_get_text (block), "890123456789"));

  natter_block_set_open (block, FALSE);
  natter_block_set_tight (block, TRUE);
  g_assert_cmpuint (changed, ==, 2);
  g_assert_cmpstr (natter_block_get_language (block), ==, "c");

  g_assert_finalize_object (block);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/block/contents", test_contents);
  g_test_add_func ("/block/equal", test_equal);
  g_test_add_func ("/block/become", test_become);
  g_test_add_func ("/block/append", test_append);

  return g_test_run ();
}
