/* test-keeper.c: what is said and done with conversations is there again after a start of
 * the program; answers come from the scripted server over a real socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "keeper-run.h"
#include "natter-test-async.h"

static void
test_talk (KeeperRun       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterConversation) one = natter_conversation_new ();
  g_autoptr(NatterConversation) two = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;

  keeper_run_ask (fixture, one, "first");
  keeper_run_ask (fixture, two, "other");
  keeper_run_ask (fixture, one, "second");
  keeper_run_restart (fixture);

  /* the last that was spoken in comes first, and nothing is read before it is looked at */
  g_assert_cmpuint (keeper_run_count (fixture), ==, 2);
  again = keeper_run_load (fixture, 0);
  g_assert_cmpstr (natter_conversation_get_id (again), ==, natter_conversation_get_id (one));
  g_assert_cmpstr (natter_conversation_get_title (again), ==, "first");
  keeper_run_check_path (again, "first|first|second|second");
  g_assert_cmpint (natter_message_get_end (natter_conversation_get_last (again)), ==,
                   NATTER_END_COMPLETE);

  /* and it goes on */
  keeper_run_ask (fixture, again, "third");
  keeper_run_check_path (again, "first|first|second|second|third|third");
}

static void
test_unread_conversation_is_not_sent (KeeperRun       *fixture,
                                      gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GError) error = NULL;

  keeper_run_ask (fixture, conversation, "first");
  keeper_run_restart (fixture);
  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  keeper_run_choose (fixture, again, "echo");
  g_assert_false (natter_chat_send (fixture->chat, again, "second", &error));
  g_assert_nonnull (error);
}

static void
test_siblings (KeeperRun       *fixture,
               gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GError) error = NULL;
  guint index = 0;

  keeper_run_ask (fixture, conversation, "question");
  g_assert_true (natter_chat_retry (fixture->chat, conversation,
                                    natter_conversation_get_last (conversation), &error));
  natter_test_run_until (keeper_run_is_idle, conversation);
  natter_conversation_show_sibling (conversation, natter_conversation_get_last (conversation), -1);
  keeper_run_restart (fixture);

  again = keeper_run_load (fixture, 0);
  g_assert_cmpuint (natter_conversation_get_n_siblings (again, natter_conversation_get_last (again),
                                                        &index), ==, 2);
  g_assert_cmpuint (index, ==, 0);
}

static void
test_trash (KeeperRun       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterConversation) last = NULL;
  g_autoptr(GPtrArray) path = NULL;

  keeper_run_ask (fixture, conversation, "first");
  keeper_run_ask (fixture, conversation, "second");
  path = natter_conversation_dup_path (conversation, NULL);
  natter_chat_trash_message (fixture->chat, conversation, g_ptr_array_index (path, 1), FALSE);
  natter_chat_trash_message (fixture->chat, conversation, g_ptr_array_index (path, 2), TRUE);
  keeper_run_check_path (conversation, "first");
  keeper_run_restart (fixture);

  again = keeper_run_load (fixture, 0);
  keeper_run_check_path (again, "first");
  natter_chat_untrash_message (fixture->chat, again,
                               natter_conversation_find (again, natter_message_get_id (
                                 g_ptr_array_index (path, 2))));
  keeper_run_check_path (again, "first|second|second");
  keeper_run_restart (fixture);

  last = keeper_run_load (fixture, 0);
  keeper_run_check_path (last, "first|second|second");
}

static void
edits_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;
  GPtrArray **edits = data;

  *edits = natter_store_load_edits_finish (NATTER_STORE (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
has_edits (gpointer data)
{
  return *(GPtrArray **) data != NULL;
}

static void
test_edit (KeeperRun       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *id = NULL;

  keeper_run_ask (fixture, conversation, "first");
  id = g_strdup (natter_message_get_id (natter_conversation_get_last (conversation)));
  g_assert_true (natter_chat_edit (fixture->chat, conversation,
                                   natter_conversation_get_last (conversation), "better", &error));
  g_assert_no_error (error);
  keeper_run_restart (fixture);

  again = keeper_run_load (fixture, 0);
  keeper_run_check_path (again, "first|better");
  g_assert_cmpstr (natter_message_get_model (natter_conversation_get_last (again)), ==, "echo");
  natter_store_load_edits_async (natter_keeper_get_store (fixture->keeper), id, NULL, edits_cb,
                                 &edits);
  natter_test_run_until (has_edits, &edits);
  g_assert_cmpuint (edits->len, ==, 1);
}

static void
test_edit_and_ask (KeeperRun       *fixture,
                   gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(GPtrArray) path = NULL;
  g_autoptr(GError) error = NULL;

  keeper_run_ask (fixture, conversation, "first");
  path = natter_conversation_dup_path (conversation, NULL);
  g_assert_true (natter_chat_edit_and_ask (fixture->chat, conversation,
                                           g_ptr_array_index (path, 0), "second", &error));
  g_assert_no_error (error);
  natter_test_run_until (keeper_run_is_idle, conversation);
  keeper_run_restart (fixture);

  again = keeper_run_load (fixture, 0);
  keeper_run_check_path (again, "second|second");
  natter_conversation_show (again, natter_conversation_find (again, natter_message_get_id (
                                                               g_ptr_array_index (path, 1))));
  keeper_run_check_path (again, "first|first");
}

static void
test_fork (KeeperRun       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) fork = NULL;
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterConversation) first = NULL;

  keeper_run_ask (fixture, conversation, "first");
  fork = natter_chat_fork (fixture->chat, conversation,
                           natter_conversation_get_last (conversation));
  keeper_run_ask (fixture, fork, "second");
  natter_chat_trash_message (fixture->chat, fork, natter_conversation_get_last (fork), FALSE);
  keeper_run_restart (fixture);

  g_assert_cmpuint (keeper_run_count (fixture), ==, 2);
  again = keeper_run_load (fixture, 0);
  keeper_run_check_path (again, "first|first|second");
  first = keeper_run_load (fixture, 1);
  keeper_run_check_path (first, "first|first");
}

static void
test_facts (KeeperRun       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;

  keeper_run_ask (fixture, conversation, "first");
  natter_conversation_set_title (conversation, "A title");
  natter_conversation_set_pinned (conversation, TRUE);
  natter_conversation_set_archived (conversation, TRUE);
  natter_conversation_set_unread (conversation, TRUE);
  natter_conversation_set_trashed (conversation, TRUE);
  natter_conversation_set_draft (conversation, "half a");
  natter_conversation_set_draft (conversation, "half a thought");
  natter_keeper_set_new_draft (fixture->keeper, "another");
  keeper_run_restart (fixture);

  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  g_assert_cmpstr (natter_conversation_get_title (again), ==, "A title");
  g_assert_true (natter_conversation_title_is_own (again));
  g_assert_true (natter_conversation_is_pinned (again));
  g_assert_true (natter_conversation_is_archived (again));
  g_assert_true (natter_conversation_is_unread (again));
  g_assert_true (natter_conversation_is_trashed (again));
  g_assert_cmpstr (natter_conversation_get_draft (again), ==, "half a thought");
  g_assert_cmpstr (natter_keeper_get_new_draft (fixture->keeper), ==, "another");
}

static void
test_temporary (KeeperRun       *fixture,
                gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  guint64 before = natter_store_get_bytes_written (natter_keeper_get_store (fixture->keeper));

  natter_conversation_set_temporary (conversation, TRUE);
  keeper_run_ask (fixture, conversation, "between us");
  natter_conversation_set_title (conversation, "Nothing of it");
  natter_conversation_set_draft (conversation, "nor of this");
  g_assert_cmpuint (natter_store_get_bytes_written (natter_keeper_get_store (fixture->keeper)), ==,
                    before);
  keeper_run_restart (fixture);
  g_assert_cmpuint (keeper_run_count (fixture), ==, 0);
}

static gboolean
has_text (gpointer data)
{
  return natter_message_get_length (data) > 200;
}

/* A stop is an end like any other: what came is stored. */
static void
test_stopped (KeeperRun       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autofree char *text = NULL;
  NatterMessage *answer = NULL;

  keeper_run_choose (fixture, conversation, "long-100000");
  g_assert_true (natter_chat_send (fixture->chat, conversation, "go on", NULL));
  answer = natter_conversation_get_last (conversation);
  natter_test_run_until (has_text, answer);
  natter_chat_stop (fixture->chat, conversation);
  natter_test_run_until (keeper_run_is_idle, conversation);
  text = g_strdup (natter_message_get_text (answer));
  keeper_run_restart (fixture);

  again = keeper_run_load (fixture, 0);
  answer = natter_conversation_get_last (again);
  g_assert_cmpstr (natter_message_get_text (answer), ==, text);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_STOPPED);
}

/* What is looked at once does not stay in memory; what is there is not read again. */
static void
test_read (KeeperRun       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autoptr(NatterConversation) same = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  NatterConversation *copy = NULL;

  keeper_run_ask (fixture, conversation, "first");
  keeper_run_ask (fixture, conversation, "second");
  keeper_run_restart (fixture);

  again = g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->chat)), 0);
  natter_keeper_read_async (fixture->keeper, again, NULL, natter_test_async_cb, &result);
  copy = natter_keeper_read_finish (fixture->keeper, natter_test_async_wait (&result), NULL);
  g_assert_true (copy != again);
  g_assert_cmpstr (natter_conversation_get_title (copy), ==, "first");
  keeper_run_check_path (copy, "first|first|second|second");
  g_assert_false (natter_conversation_is_loaded (again));
  g_clear_object (&result);
  g_assert_finalize_object (copy);

  g_object_unref (keeper_run_load (fixture, 0));
  natter_keeper_read_async (fixture->keeper, again, NULL, natter_test_async_cb, &result);
  same = natter_keeper_read_finish (fixture->keeper, natter_test_async_wait (&result), NULL);
  g_assert_true (same == again);
}

/* An answer that goes on is stored before the rest of it is asked for, and whole at its end. */
static void
test_goes_on (KeeperRun       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterConversation) again = NULL;
  g_autofree char *whole = NULL;
  NatterMessage *answer = NULL;

  keeper_run_choose (fixture, conversation, "long-100000");
  g_assert_true (natter_chat_send (fixture->chat, conversation, "one", NULL));
  answer = natter_conversation_get_last (conversation);
  natter_test_run_until (has_text, answer);
  natter_chat_stop (fixture->chat, conversation);
  natter_test_run_until (keeper_run_is_idle, conversation);

  keeper_run_choose (fixture, conversation, "echo");
  g_assert_true (natter_chat_continue (fixture->chat, conversation, answer, NULL));
  natter_test_run_until (keeper_run_is_idle, conversation);
  whole = g_strdup (natter_message_get_text (answer));
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  keeper_run_restart (fixture);

  again = keeper_run_load (fixture, 0);
  answer = natter_conversation_get_last (again);
  g_assert_cmpstr (natter_message_get_text (answer), ==, whole);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpuint (natter_message_get_notes (answer)->len, ==, 1);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, KeeperRun, NULL, keeper_run_set_up, function, keeper_run_tear_down)
  ADD ("/keeper/talk", test_talk);
  ADD ("/keeper/unread-conversation-is-not-sent", test_unread_conversation_is_not_sent);
  ADD ("/keeper/siblings", test_siblings);
  ADD ("/keeper/trash", test_trash);
  ADD ("/keeper/edit", test_edit);
  ADD ("/keeper/edit-and-ask", test_edit_and_ask);
  ADD ("/keeper/fork", test_fork);
  ADD ("/keeper/facts", test_facts);
  ADD ("/keeper/temporary", test_temporary);
  ADD ("/keeper/stopped", test_stopped);
  ADD ("/keeper/read", test_read);
  ADD ("/keeper/goes-on", test_goes_on);
#undef ADD

  return g_test_run ();
}
