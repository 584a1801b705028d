/* test-folder.c: what a folder tells of itself.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-folder.h"

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_folder_new (void)
{
  NatterFolder *folder = natter_folder_new ("Work");
  g_autoptr(NatterFolder) other = natter_folder_new ("Work");

  g_assert_cmpstr (natter_folder_get_name (folder), ==, "Work");
  g_assert_cmpstr (natter_folder_get_id (folder), <, natter_folder_get_id (other));
  g_assert_null (natter_folder_get_colour (folder));
  g_assert_null (natter_folder_get_emoji (folder));
  g_assert_false (natter_folder_is_trashed (folder));
  g_assert_finalize_object (folder);
}

static void
test_folder_stored (void)
{
  NatterFolder *folder = natter_folder_new_stored ("0192", "Work");
  g_autofree char *id = NULL;

  g_object_get (folder, "id", &id, NULL);
  g_assert_cmpstr (id, ==, "0192");
  g_assert_finalize_object (folder);
}

static void
test_folder_notify (void)
{
  NatterFolder *folder = natter_folder_new ("Work");
  g_autofree char *name = NULL;
  g_autofree char *colour = NULL;
  g_autofree char *emoji = NULL;
  int position = 0;
  guint count = 0;

  g_signal_connect_swapped (folder, "notify", G_CALLBACK (count_cb), &count);
  natter_folder_set_name (folder, "Play");
  natter_folder_set_colour (folder, "blue");
  natter_folder_set_emoji (folder, "🎈");
  natter_folder_set_position (folder, 3);
  g_assert_cmpuint (count, ==, 4);

  natter_folder_set_name (folder, "Play");
  natter_folder_set_colour (folder, "blue");
  natter_folder_set_emoji (folder, "🎈");
  natter_folder_set_position (folder, 3);
  g_assert_cmpuint (count, ==, 4);

  g_object_get (folder, "name", &name, "colour", &colour, "emoji", &emoji, "position", &position,
                NULL);
  g_assert_cmpstr (name, ==, "Play");
  g_assert_cmpstr (colour, ==, "blue");
  g_assert_cmpstr (emoji, ==, "🎈");
  g_assert_cmpint (position, ==, 3);
  g_assert_finalize_object (folder);
}

static void
test_folder_trashed (void)
{
  NatterFolder *folder = natter_folder_new ("Work");
  gint64 before = g_get_real_time () / 1000;
  gboolean is_trashed = FALSE;
  guint count = 0;

  g_signal_connect_swapped (folder, "notify::trashed", G_CALLBACK (count_cb), &count);
  natter_folder_set_trashed (folder, TRUE);
  natter_folder_set_trashed (folder, TRUE);
  g_object_get (folder, "trashed", &is_trashed, NULL);
  g_assert_true (is_trashed);
  g_assert_cmpint (natter_folder_get_trashed_time (folder), >=, before);
  g_assert_cmpuint (count, ==, 1);

  natter_folder_set_trashed (folder, FALSE);
  g_assert_cmpint (natter_folder_get_trashed_time (folder), ==, 0);
  natter_folder_set_trashed_time (folder, 12345);
  g_assert_true (natter_folder_is_trashed (folder));
  g_assert_cmpuint (count, ==, 3);
  g_assert_finalize_object (folder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/folder/new", test_folder_new);
  g_test_add_func ("/folder/stored", test_folder_stored);
  g_test_add_func ("/folder/notify", test_folder_notify);
  g_test_add_func ("/folder/trashed", test_folder_trashed);

  return g_test_run ();
}
