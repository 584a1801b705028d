/* test-conversation.c: the tree, and the path of it that is shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation-list.h"

typedef struct
{
  guint n;
  guint position, removed, added;
} Changes;

static void
changed_cb (Changes *changes,
            guint    position,
            guint    removed,
            guint    added)
{
  changes->n++;
  changes->position = position;
  changes->removed = removed;
  changes->added = added;
}

static NatterMessage *
say (NatterConversation *conversation,
     NatterRole          role,
     const char         *text)
{
  g_autoptr(NatterMessage) message = natter_message_new (role, text);

  natter_conversation_append (conversation, message);

  return message;   /* the conversation's */
}

static NatterMessage *
say_instead (NatterConversation *conversation,
             NatterMessage      *of,
             const char         *text)
{
  g_autoptr(NatterMessage) message = natter_message_new (natter_message_get_role (of), text);

  natter_conversation_add_sibling (conversation, of, message);

  return message;
}

static void
assert_path (NatterConversation *conversation,
             const char         *expected)
{
  g_autoptr(GString) path = g_string_new (NULL);
  guint n = g_list_model_get_n_items (G_LIST_MODEL (conversation));

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(NatterMessage) message = g_list_model_get_item (G_LIST_MODEL (conversation), i);

      g_string_append_printf (path, "%s%s", i > 0 ? " " : "", natter_message_get_text (message));
    }

  g_assert_cmpstr (path->str, ==, expected);
}

static void
test_path (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  Changes changes = { 0 };
  NatterMessage *answer = NULL;
  guint index = 0;

  g_signal_connect_swapped (conversation, "items-changed", G_CALLBACK (changed_cb), &changes);
  say (conversation, NATTER_ROLE_USER, "q1");
  answer = say (conversation, NATTER_ROLE_ASSISTANT, "a1");
  say (conversation, NATTER_ROLE_USER, "q2");
  say (conversation, NATTER_ROLE_ASSISTANT, "a2");
  assert_path (conversation, "q1 a1 q2 a2");
  g_assert_cmpuint (changes.n, ==, 4);

  say_instead (conversation, answer, "a1b");
  assert_path (conversation, "q1 a1b");
  g_assert_cmpuint (changes.position, ==, 1);
  g_assert_cmpuint (changes.removed, ==, 3);
  g_assert_cmpuint (changes.added, ==, 1);

  g_assert_cmpuint (natter_conversation_get_n_siblings (conversation, answer, &index), ==, 2);
  g_assert_cmpuint (index, ==, 0);

  natter_conversation_show_sibling (conversation, natter_conversation_get_last (conversation), -1);
  assert_path (conversation, "q1 a1 q2 a2");
  natter_conversation_show_sibling (conversation, answer, -1);
  assert_path (conversation, "q1 a1 q2 a2");
  natter_conversation_show_sibling (conversation, answer, 1);
  assert_path (conversation, "q1 a1b");

  g_assert_finalize_object (conversation);
}

static void
test_hidden_path (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  NatterMessage *question = say (conversation, NATTER_ROLE_USER, "q1");
  NatterMessage *answer = say (conversation, NATTER_ROLE_ASSISTANT, "a1");
  g_autoptr(GPtrArray) path = NULL;
  g_autoptr(GPtrArray) all = NULL;

  say_instead (conversation, answer, "a2");

  path = natter_conversation_dup_path (conversation, answer);
  g_assert_cmpuint (path->len, ==, 2);
  g_assert_true (g_ptr_array_index (path, 0) == question);
  g_assert_true (g_ptr_array_index (path, 1) == answer);

  all = natter_conversation_dup_messages (conversation);
  g_assert_cmpuint (all->len, ==, 3);

  g_clear_pointer (&path, g_ptr_array_unref);
  g_clear_pointer (&all, g_ptr_array_unref);
  g_assert_finalize_object (conversation);
}

static void
test_title (void)
{
  NatterConversation *conversation = natter_conversation_new ();

  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "");
  say (conversation, NATTER_ROLE_USER, "How do\nbees\tsleep? ");
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "How do bees sleep?");
  say (conversation, NATTER_ROLE_ASSISTANT, "Well");
  say (conversation, NATTER_ROLE_USER, "And ants?");
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "How do bees sleep?");
  natter_conversation_set_title (conversation, "Bees");
  g_assert_cmpstr (natter_conversation_get_title (conversation), ==, "Bees");

  g_assert_finalize_object (conversation);
}

static void
test_title_is_cut_between_characters (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(GString) text = g_string_new (NULL);

  for (int i = 0; i < 500; i++)
    g_string_append (text, "蜂");
  say (conversation, NATTER_ROLE_USER, text->str);

  g_assert_true (g_utf8_validate (natter_conversation_get_title (conversation), -1, NULL));
  g_assert_cmpint (g_utf8_strlen (natter_conversation_get_title (conversation), -1), ==, 80);

  g_assert_finalize_object (conversation);
}

static void
test_list_order (void)
{
  NatterConversationList *list = natter_conversation_list_new ();
  g_autoptr(NatterConversation) first = natter_conversation_new ();
  g_autoptr(NatterConversation) second = natter_conversation_new ();
  guint position = 9;

  natter_conversation_list_add (list, first);
  natter_conversation_list_add (list, second);
  g_assert_true (natter_conversation_list_find (list, first, &position));
  g_assert_cmpuint (position, ==, 1);

  say (first, NATTER_ROLE_USER, "up");
  g_assert_true (natter_conversation_list_find (list, first, &position));
  g_assert_cmpuint (position, ==, 0);

  natter_conversation_list_remove (list, first);
  g_assert_false (natter_conversation_list_find (list, first, NULL));
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (list)), ==, 1);

  g_assert_finalize_object (list);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/conversation/path", test_path);
  g_test_add_func ("/conversation/hidden-path", test_hidden_path);
  g_test_add_func ("/conversation/title", test_title);
  g_test_add_func ("/conversation/title-is-cut-between-characters",
                   test_title_is_cut_between_characters);
  g_test_add_func ("/conversation-list/order", test_list_order);

  return g_test_run ();
}
