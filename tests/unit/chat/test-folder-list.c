/* test-folder-list.c: the order of folders.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-folder-list.h"

typedef struct
{
  guint n_items_changed;
  guint position, removed, added;
  guint n_notified;
  NatterFolder *notified;
} Changes;

static void
items_changed_cb (Changes *changes,
                  guint    position,
                  guint    removed,
                  guint    added)
{
  changes->n_items_changed++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static void
folder_changed_cb (Changes      *changes,
                   NatterFolder *folder)
{
  changes->n_notified++;
  changes->notified = folder;
}

static NatterFolderList *
list_new (Changes *changes)
{
  NatterFolderList *list = natter_folder_list_new ();

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), changes);
  g_signal_connect_swapped (list, "folder-changed", G_CALLBACK (folder_changed_cb), changes);

  return list;
}

static NatterFolder *
append (NatterFolderList *list,
        const char       *name)
{
  g_autoptr(NatterFolder) folder = natter_folder_new (name);

  natter_folder_list_append (list, folder);

  return folder;   /* the list's */
}

static char *
dup_names (NatterFolderList *list)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (list)); i++)
    {
      g_autoptr(NatterFolder) folder = g_list_model_get_item (G_LIST_MODEL (list), i);

      g_string_append (names, natter_folder_get_name (folder));
    }

  return g_string_free_and_steal (names);
}

static void
assert_names (NatterFolderList *list,
              const char       *wanted)
{
  g_autofree char *names = dup_names (list);

  g_assert_cmpstr (names, ==, wanted);
}

static void
test_folder_list_add (void)
{
  Changes changes = { 0 };
  NatterFolderList *list = list_new (&changes);
  g_autoptr(NatterFolder) last = natter_folder_new ("C");
  g_autoptr(NatterFolder) first = natter_folder_new ("A");
  g_autoptr(NatterFolder) same = natter_folder_new ("B");

  natter_folder_set_position (last, 7);
  natter_folder_set_position (first, 2);
  natter_folder_set_position (same, 2);
  natter_folder_list_add (list, last);
  natter_folder_list_add (list, first);
  natter_folder_list_add (list, same);
  assert_names (list, "ABC");
  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.added, ==, 1);

  natter_folder_set_position (append (list, "D"), 99);
  assert_names (list, "ABCD");
  g_assert_finalize_object (list);
}

static void
test_folder_list_append (void)
{
  Changes changes = { 0 };
  NatterFolderList *list = list_new (&changes);

  g_assert_cmpint (natter_folder_get_position (append (list, "A")), ==, 0);
  g_assert_cmpint (natter_folder_get_position (append (list, "B")), ==, 1);
  assert_names (list, "AB");
  g_assert_finalize_object (list);
}

static void
test_folder_list_move (void)
{
  Changes changes = { 0 };
  NatterFolderList *list = list_new (&changes);
  NatterFolder *a = append (list, "A");
  NatterFolder *c = NULL;

  append (list, "B");
  c = append (list, "C");
  append (list, "D");
  changes.n_items_changed = 0;

  natter_folder_list_move (list, a, 2);
  assert_names (list, "BCAD");
  g_assert_cmpuint (changes.position, ==, 0);
  g_assert_cmpuint (changes.removed, ==, 3);
  g_assert_cmpuint (changes.added, ==, 3);
  g_assert_cmpint (natter_folder_get_position (a), ==, 2);
  g_assert_cmpint (natter_folder_get_position (c), ==, 1);

  natter_folder_list_move (list, a, 2);
  g_assert_cmpuint (changes.n_items_changed, ==, 1);
  natter_folder_list_move (list, a, 0);
  assert_names (list, "ABCD");
  g_assert_finalize_object (list);
}

static void
test_folder_list_find (void)
{
  Changes changes = { 0 };
  NatterFolderList *list = list_new (&changes);
  g_autoptr(NatterFolder) a = g_object_ref (append (list, "A"));

  g_assert_true (natter_folder_list_find (list, natter_folder_get_id (a)) == a);
  g_assert_null (natter_folder_list_find (list, "nothing"));
  g_assert_null (natter_folder_list_find (list, NULL));

  natter_folder_list_remove (list, a);
  natter_folder_list_remove (list, a);
  g_assert_null (natter_folder_list_find (list, natter_folder_get_id (a)));
  g_assert_cmpuint (changes.n_items_changed, ==, 2);
  g_assert_finalize_object (list);
}

static void
test_folder_list_changed (void)
{
  Changes changes = { 0 };
  NatterFolderList *list = list_new (&changes);
  g_autoptr(NatterFolder) a = g_object_ref (append (list, "A"));

  natter_folder_set_name (a, "Other");
  g_assert_cmpuint (changes.n_notified, ==, 1);
  g_assert_true (changes.notified == a);

  natter_folder_list_remove (list, a);
  natter_folder_set_name (a, "Another");
  g_assert_cmpuint (changes.n_notified, ==, 1);
  g_assert_finalize_object (list);
  natter_folder_set_name (a, "And another");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/folder-list/add", test_folder_list_add);
  g_test_add_func ("/folder-list/append", test_folder_list_append);
  g_test_add_func ("/folder-list/move", test_folder_list_move);
  g_test_add_func ("/folder-list/find", test_folder_list_find);
  g_test_add_func ("/folder-list/changed", test_folder_list_changed);

  return g_test_run ();
}
