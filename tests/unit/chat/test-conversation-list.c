/* test-conversation-list.c: the list of conversations changes as little, and tells of it as seldom,
 * as it can.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation-list.h"

#define MANY 10000

typedef struct
{
  guint n;
  guint position, removed, added;
  guint n_changed;
  NatterConversation *changed;
  char *property;
} Changes;

static void
items_changed_cb (Changes *changes,
                  guint    position,
                  guint    removed,
                  guint    added)
{
  changes->n++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static void
conversation_changed_cb (Changes            *changes,
                         NatterConversation *conversation,
                         GParamSpec         *property)
{
  changes->n_changed++;
  changes->changed = conversation;
  g_set_str (&changes->property, property->name);
}

static NatterConversationList *
list_new (Changes *changes)
{
  NatterConversationList *list = natter_conversation_list_new ();

  g_signal_connect_swapped (list, "items-changed", G_CALLBACK (items_changed_cb), changes);
  g_signal_connect_swapped (list, "conversation-changed", G_CALLBACK (conversation_changed_cb),
                            changes);

  return list;
}

static GPtrArray *
make (guint n)
{
  GPtrArray *all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < n; i++)
    g_ptr_array_add (all, natter_conversation_new ());

  return all;
}

static void
splice_in (NatterConversationList *list,
           guint                   position,
           GPtrArray              *all)
{
  natter_conversation_list_splice (list, position, 0, (NatterConversation **) all->pdata, all->len);
}

static void
assert_at (NatterConversationList *list,
           guint                   position,
           gpointer                wanted)
{
  g_autoptr(NatterConversation) found = g_list_model_get_item (G_LIST_MODEL (list), position);

  g_assert_true (found == wanted);
}

static void
test_conversation_list_splice (void)
{
  Changes changes = { 0 };
  NatterConversationList *list = list_new (&changes);
  g_autoptr(GPtrArray) all = make (5);
  g_autoptr(GPtrArray) more = make (2);

  splice_in (list, 0, all);
  g_assert_cmpuint (changes.n, ==, 1);
  g_assert_cmpuint (changes.added, ==, 5);
  assert_at (list, 0, all->pdata[0]);
  assert_at (list, 4, all->pdata[4]);

  natter_conversation_list_splice (list, 1, 3, (NatterConversation **) more->pdata, 2);
  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.removed, ==, 3);
  g_assert_cmpuint (changes.added, ==, 2);
  assert_at (list, 0, all->pdata[0]);
  assert_at (list, 1, more->pdata[0]);
  assert_at (list, 2, more->pdata[1]);
  assert_at (list, 3, all->pdata[4]);

  natter_conversation_list_splice (list, 2, 0, NULL, 0);
  g_assert_cmpuint (changes.n, ==, 2);

  /* who has left the list is not followed any more */
  natter_conversation_set_pinned (all->pdata[2], TRUE);
  g_assert_cmpuint (changes.n_changed, ==, 0);
  natter_conversation_set_pinned (more->pdata[1], TRUE);
  g_assert_cmpuint (changes.n_changed, ==, 1);
  g_assert_true (changes.changed == more->pdata[1]);
  g_assert_cmpstr (changes.property, ==, "pinned");

  g_assert_finalize_object (list);
  natter_conversation_set_pinned (all->pdata[0], TRUE);
  g_assert_cmpuint (changes.n_changed, ==, 1);
  g_free (changes.property);
}

static void
test_conversation_list_remove_all (void)
{
  Changes changes = { 0 };
  NatterConversationList *list = list_new (&changes);
  g_autoptr(GPtrArray) all = make (6);
  g_autoptr(GPtrArray) gone = g_ptr_array_new ();
  g_autoptr(NatterConversation) stranger = natter_conversation_new ();

  splice_in (list, 0, all);
  g_ptr_array_add (gone, all->pdata[4]);
  g_ptr_array_add (gone, stranger);
  g_ptr_array_add (gone, all->pdata[1]);
  natter_conversation_list_remove_all (list, gone);

  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.removed, ==, 4);
  g_assert_cmpuint (changes.added, ==, 2);
  assert_at (list, 0, all->pdata[0]);
  assert_at (list, 1, all->pdata[2]);
  assert_at (list, 2, all->pdata[3]);
  assert_at (list, 3, all->pdata[5]);
  assert_at (list, 4, NULL);

  /* those that stay are followed once */
  natter_conversation_set_unread (all->pdata[2], TRUE);
  g_assert_cmpuint (changes.n_changed, ==, 1);

  g_ptr_array_set_size (gone, 0);
  natter_conversation_list_remove_all (list, gone);
  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_finalize_object (list);
  g_free (changes.property);
}

static void
test_conversation_list_updated (void)
{
  Changes changes = { 0 };
  NatterConversationList *list = list_new (&changes);
  g_autoptr(GPtrArray) all = make (3);
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "hello");

  splice_in (list, 0, all);
  natter_conversation_append (all->pdata[2], message);
  assert_at (list, 0, all->pdata[2]);
  assert_at (list, 1, all->pdata[0]);
  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_finalize_object (list);
  g_free (changes.property);
}

static void
test_conversation_list_many (void)
{
  Changes changes = { 0 };
  NatterConversationList *list = list_new (&changes);
  g_autoptr(GPtrArray) all = make (MANY);
  guint position = 0;

  splice_in (list, 0, all);
  g_assert_cmpuint (changes.n, ==, 1);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, MANY);
  g_assert_true (natter_conversation_list_find (list, all->pdata[MANY - 1], &position));
  g_assert_cmpuint (position, ==, MANY - 1);

  natter_conversation_list_remove_all (list, all);
  g_assert_cmpuint (changes.n, ==, 2);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 0);
  g_assert_finalize_object (list);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/conversation-list/splice", test_conversation_list_splice);
  g_test_add_func ("/conversation-list/remove-all", test_conversation_list_remove_all);
  g_test_add_func ("/conversation-list/updated", test_conversation_list_updated);
  g_test_add_func ("/conversation-list/many", test_conversation_list_many);

  return g_test_run ();
}
