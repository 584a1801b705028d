/* test-plain.c: text as it was typed keeps every character.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "list-watch.h"

/* Plain pieces joined by line breaks are the text; all but the last are full. */
static void
check_plain (const char *text,
             guint       n_pieces)
{
  g_autoptr(GString) joined = g_string_new (NULL);
  Watch watch;

  watch_init (&watch, NATTER_BLOCK_LIST_PLAIN);
  for (gsize i = 0; i <= strlen (text); i += i < strlen (text) ? MIN (97, strlen (text) - i) : 1)
    {
      guint n = watch.rows->len;

      watch_reset (&watch);
      if (g_utf8_validate (text, (gssize) i, NULL))
        natter_block_list_update (watch.list, text, i);
      g_assert_cmpuint (watch.first_touched, >=, n > 0 ? n - 1 : 0);
    }

  watch_reset (&watch);
  natter_block_list_finish (watch.list, text, strlen (text));
  g_assert_cmpuint (watch.n_items_changed + watch.n_changed, ==, 0);
  g_assert_cmpuint (watch.rows->len, ==, n_pieces);
  for (guint i = 0; i < watch.rows->len; i++)
    {
      const char *piece = natter_block_get_text (g_ptr_array_index (watch.rows, i));

      g_string_append_printf (joined, "%s%s", i > 0 ? "\n" : "", piece);
    }
  g_assert_cmpstr (joined->str, ==, text);
  watch_clear (&watch);
}

static void
test_pieces (void)
{
  g_autoptr(GString) lines = g_string_new (NULL);
  g_autoptr(GString) long_lines = g_string_new (NULL);
  g_autofree char *one_line = g_strnfill (10000, 'x');

  check_plain ("", 0);
  check_plain ("a", 1);
  check_plain ("a\n", 1);
  check_plain ("\n\n  a  \n\n", 1);
  check_plain ("**not bold**\n\n```c\ncode\n```\n- no list\n", 1);
  check_plain (one_line, 1);

  for (guint i = 0; i < 20; i++)
    g_string_append_printf (lines, "%sline %u", i > 0 ? "\n" : "", i);
  check_plain (lines->str, 1);
  g_string_append (lines, "\n");
  check_plain (lines->str, 1);
  g_string_append (lines, "é\n\n\n");
  check_plain (lines->str, 2);

  for (guint i = 0; i < 10; i++)
    g_string_append_printf (long_lines, "%.900s\n", one_line);
  check_plain (long_lines->str, 5);
}

static void
test_contents (void)
{
  NatterBlockList *list = natter_block_list_new (NATTER_BLOCK_LIST_PLAIN);
  const char text[] = "See **https://a.example/b**, and javascript:x\nNUL: \0.";
  g_autofree char *dump = NULL;

  natter_block_list_finish (list, text, sizeof (text) - 1);
  dump = block_dump_model (G_LIST_MODEL (list));
  g_assert_cmpstr (dump, ==,
                   "P |See **https://a.example/b**, and javascript:x↵NUL: \357\277\275.| "
                   "link 6-25 https://a.example/b\n");

  g_assert_finalize_object (list);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/plain/pieces", test_pieces);
  g_test_add_func ("/plain/contents", test_contents);

  return g_test_run ();
}
