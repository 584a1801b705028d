/* test-chat-tree.c: what is done with messages that are there: ask again with another model, edit,
 * delete, go on elsewhere; and what the next request holds after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "chat-run.h"
#include "natter-error.h"
#include "natter-turns.h"

typedef ChatRun Fixture;

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static void
finish (Fixture *fixture)
{
  natter_test_run_until (is_idle, fixture->conversation);
}

static void
ask (Fixture    *fixture,
     const char *text)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_chat_send (fixture->chat, fixture->conversation, text, &error));
  g_assert_no_error (error);
  finish (fixture);
}

static NatterMessage *
get (Fixture *fixture,
     guint    position)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (fixture->conversation, NULL);

  g_assert_cmpuint (position, <, path->len);

  return g_ptr_array_index (path, position);
}

/* Texts of the visible path, joined by "|" */
static void
assert_path (NatterConversation *conversation,
             const char         *expected)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (conversation, NULL);
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < path->len; i++)
    g_string_append_printf (all, "%s%s", i > 0 ? "|" : "",
                            natter_message_get_text (g_ptr_array_index (path, i)));
  g_assert_cmpstr (all->str, ==, expected);
}

/* "role:content" of each message of the last request, joined by "|" */
static void
assert_request (Fixture    *fixture,
                const char *expected)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (fixture->server);
  NatterTestRequest *request = g_ptr_array_index (requests, requests->len - 1);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GString) all = g_string_new (NULL);
  JsonArray *messages = NULL;
  gsize size = 0;
  const char *body = g_bytes_get_data (request->body, &size);

  g_assert_true (json_parser_load_from_data (parser, body, (gssize) size, NULL));
  messages = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                           "messages");
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);

      g_string_append_printf (all, "%s%s:%s", i > 0 ? "|" : "",
                              json_object_get_string_member (message, "role"),
                              json_object_get_string_member (message, "content"));
    }
  g_assert_cmpstr (all->str, ==, expected);
}

static void
test_delete_one (Fixture       *fixture,
                 gconstpointer  data)
{
  NatterMessage *question = NULL;

  ask (fixture, "one");
  ask (fixture, "two");
  question = get (fixture, 2);
  natter_chat_trash_message (fixture->chat, fixture->conversation, question, FALSE);
  assert_path (fixture->conversation, "one|one|two");
  g_assert_true (natter_conversation_is_deleted (fixture->conversation, question));

  ask (fixture, "three");
  assert_request (fixture, "user:one|assistant:one\n\ntwo|user:three");
  natter_chat_untrash_message (fixture->chat, fixture->conversation, question);
  assert_path (fixture->conversation, "one|one|two|two|three|three");
  g_assert_false (natter_conversation_is_deleted (fixture->conversation, question));
}

static void
test_delete_first (Fixture       *fixture,
                   gconstpointer  data)
{
  ask (fixture, "one");
  natter_chat_trash_message (fixture->chat, fixture->conversation, get (fixture, 0), FALSE);
  assert_path (fixture->conversation, "one");
  ask (fixture, "two");
  assert_request (fixture, "user:…|assistant:one|user:two");
}

static void
test_delete_last (Fixture       *fixture,
                  gconstpointer  data)
{
  ask (fixture, "one");
  natter_chat_trash_message (fixture->chat, fixture->conversation, get (fixture, 1), FALSE);
  assert_path (fixture->conversation, "one");
  ask (fixture, "two");
  assert_request (fixture, "user:one\n\ntwo");
}

static void
test_delete_branch (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterMessage *answer = NULL;

  ask (fixture, "one");
  ask (fixture, "two");
  answer = get (fixture, 1);
  natter_chat_trash_message (fixture->chat, fixture->conversation, answer, TRUE);
  assert_path (fixture->conversation, "one");
  natter_chat_untrash_message (fixture->chat, fixture->conversation, answer);
  assert_path (fixture->conversation, "one|one|two|two");
  natter_chat_trash_message (fixture->chat, fixture->conversation, get (fixture, 0), TRUE);
  g_assert_true (natter_conversation_is_empty (fixture->conversation));
}

static void
test_delete_stops (Fixture       *fixture,
                   gconstpointer  data)
{
  NatterMessage *question = NULL;

  chat_run_choose (fixture, "stall");
  g_assert_true (natter_chat_send (fixture->chat, fixture->conversation, "one", NULL));
  question = get (fixture, 0);
  natter_chat_trash_message (fixture->chat, fixture->conversation, question, TRUE);
  finish (fixture);
  natter_chat_untrash_message (fixture->chat, fixture->conversation, question);
  g_assert_cmpint (natter_message_get_end (get (fixture, 1)), ==, NATTER_END_STOPPED);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_edit (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  NatterMessage *answer = NULL;
  guint edited = 0;

  ask (fixture, "one");
  answer = get (fixture, 1);
  g_signal_connect_swapped (answer, "edited", G_CALLBACK (count_cb), &edited);
  g_assert_true (natter_chat_edit (fixture->chat, fixture->conversation, answer, "\n better\n",
                                   &error));
  g_assert_no_error (error);
  g_assert_true (natter_chat_edit (fixture->chat, fixture->conversation, answer, " better", NULL));
  g_assert_cmpuint (edited, ==, 1);
  assert_path (fixture->conversation, "one| better");
  g_assert_cmpuint (natter_conversation_get_n_siblings (fixture->conversation, answer, NULL), ==,
                    1);
  ask (fixture, "two");
  assert_request (fixture, "user:one|assistant: better|user:two");

  g_assert_false (natter_chat_edit (fixture->chat, fixture->conversation, answer, "\n \n", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_FAILED);
  assert_path (fixture->conversation, "one| better|two|two");
}

static void
test_edit_while_streaming (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  chat_run_choose (fixture, "stall");
  g_assert_true (natter_chat_send (fixture->chat, fixture->conversation, "one", NULL));
  g_assert_false (natter_chat_edit (fixture->chat, fixture->conversation, get (fixture, 1), "x",
                                    &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_FAILED);
  g_clear_error (&error);
  g_assert_false (natter_chat_edit_and_ask (fixture->chat, fixture->conversation,
                                            get (fixture, 0), "x", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_FAILED);
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);
}

static void
test_edit_and_ask (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = g_bytes_new_static ("pixels", 6);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", NULL, bytes);
  NatterMessage *question = NULL;
  guint index = 0;

  ask (fixture, "one");
  ask (fixture, "two");
  question = get (fixture, 2);
  natter_message_add_attachment (question, image);
  g_assert_true (natter_chat_edit_and_ask (fixture->chat, fixture->conversation, question,
                                           "three", &error));
  g_assert_no_error (error);
  g_assert_true (g_ptr_array_index (natter_message_get_attachments (get (fixture, 2)), 0) == image);
  finish (fixture);

  assert_path (fixture->conversation, "one|one|three|three");
  g_assert_cmpuint (natter_conversation_get_n_siblings (fixture->conversation, get (fixture, 2),
                                                        &index), ==, 2);
  g_assert_cmpuint (index, ==, 1);
  natter_conversation_show_sibling (fixture->conversation, get (fixture, 2), -1);
  assert_path (fixture->conversation, "one|one|two|two");
}

static void
test_retry_with (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *key = natter_provider_list_make_key (fixture->provider, "empty");
  g_autofree char *before = NULL;

  ask (fixture, "one");
  before = g_strdup (natter_conversation_get_model_key (fixture->conversation));
  g_assert_true (natter_chat_retry_with (fixture->chat, fixture->conversation, get (fixture, 1),
                                         key, &error));
  g_assert_no_error (error);
  g_assert_cmpstr (natter_message_get_model (get (fixture, 1)), ==, "empty");
  finish (fixture);
  g_assert_cmpstr (natter_conversation_get_model_key (fixture->conversation), ==, before);
  g_assert_cmpuint (natter_conversation_get_n_siblings (fixture->conversation, get (fixture, 1),
                                                        NULL), ==, 2);

  g_assert_false (natter_chat_retry_with (fixture->chat, fixture->conversation, get (fixture, 1),
                                          "gone/model", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
}

/* Its question is gone: nothing above it is left to answer. */
static void
test_retry_without_question (Fixture       *fixture,
                             gconstpointer  data)
{
  ask (fixture, "one");
  ask (fixture, "two");
  natter_chat_trash_message (fixture->chat, fixture->conversation, get (fixture, 2), FALSE);
  g_assert_true (natter_chat_retry (fixture->chat, fixture->conversation, get (fixture, 2), NULL));
  finish (fixture);
  assert_request (fixture, "user:one|assistant:one|user:…");
}

static gboolean
has_text (gpointer data)
{
  return natter_message_get_length (data) > 20;
}

static void
test_continue (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *before = NULL;
  g_autofree char *expected = NULL;
  NatterMessage *answer = NULL;

  chat_run_choose (fixture, "stall");
  g_assert_true (natter_chat_send (fixture->chat, fixture->conversation, "one", NULL));
  answer = get (fixture, 1);
  g_assert_true (natter_message_is_streaming (answer));
  natter_test_run_until (has_text, answer);
  g_assert_false (natter_message_is_waiting (answer));
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);
  before = g_strdup (natter_message_get_text (answer));
  g_assert_true (natter_chat_can_continue (answer));

  chat_run_choose (fixture, "echo");
  g_assert_true (natter_chat_continue (fixture->chat, fixture->conversation, answer, &error));
  g_assert_no_error (error);
  g_assert_false (natter_chat_can_continue (answer));
  finish (fixture);
  g_assert_true (get (fixture, 1) == answer);
  g_assert_true (g_str_has_prefix (natter_message_get_text (answer), before));
  g_assert_cmpuint (natter_message_get_length (answer), >, strlen (before));
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpuint (natter_message_get_notes (answer)->len, ==, 1);
  g_assert_false (natter_chat_can_continue (answer));
  expected = g_strconcat ("user:one|assistant:", before, "|user:",
                          natter_message_get_text (answer) + strlen (before), NULL);
  assert_request (fixture, expected);
}

static void
test_fork (Fixture       *fixture,
           gconstpointer  data)
{
  NatterConversationList *list = natter_chat_get_conversations (fixture->chat);
  g_autoptr(NatterConversation) fork = NULL;
  NatterMessage *answer = NULL;
  NatterMessage *copy = NULL;

  ask (fixture, "one");
  ask (fixture, "two");
  answer = get (fixture, 1);
  fork = natter_chat_fork (fixture->chat, fixture->conversation, answer);
  g_assert_true (natter_conversation_list_find (list, fork, NULL));
  assert_path (fork, "one|one");
  copy = natter_conversation_get_last (fork);
  g_assert_cmpstr (natter_message_get_id (copy), !=, natter_message_get_id (answer));
  g_assert_cmpstr (natter_message_get_model (copy), ==, "echo");
  g_assert_cmpint (natter_message_get_end (copy), ==, NATTER_END_COMPLETE);
  g_assert_cmpint (natter_message_get_usage (copy)->output, ==,
                   natter_message_get_usage (answer)->output);
  g_assert_cmpstr (natter_conversation_get_title (fork), ==, "one");

  g_assert_true (natter_chat_edit (fixture->chat, fork, copy, "other", NULL));
  assert_path (fixture->conversation, "one|one|two|two");
  assert_path (fork, "one|other");
}

static void
take (GPtrArray  *path,
      NatterRole  role,
      const char *text)
{
  g_ptr_array_add (path, natter_message_new (role, text));
}

static void
test_turns (void)
{
  g_autoptr(GPtrArray) path = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(GPtrArray) turns = NULL;
  g_autoptr(GString) all = g_string_new (NULL);

  take (path, NATTER_ROLE_ASSISTANT, "");
  take (path, NATTER_ROLE_ASSISTANT, "a");
  take (path, NATTER_ROLE_USER, "never answered");
  take (path, NATTER_ROLE_ASSISTANT, "");
  take (path, NATTER_ROLE_ASSISTANT, "b");
  take (path, NATTER_ROLE_USER, "c");
  take (path, NATTER_ROLE_USER, "d");
  turns = natter_turns_new (path);
  for (guint i = 0; i < turns->len; i++)
    g_string_append_printf (all, "%d:%s|",
                            natter_message_get_role (g_ptr_array_index (turns, i)),
                            natter_message_get_text (g_ptr_array_index (turns, i)));

  g_assert_cmpstr (all->str, ==, "0:…|1:a\n\nb|0:c\n\nd|");
}

static void
add (const char *path,
     void      (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, chat_run_set_up, func, chat_run_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add ("/chat-tree/delete/one", test_delete_one);
  add ("/chat-tree/delete/first", test_delete_first);
  add ("/chat-tree/delete/last", test_delete_last);
  add ("/chat-tree/delete/branch", test_delete_branch);
  add ("/chat-tree/delete/stops", test_delete_stops);
  add ("/chat-tree/edit/save", test_edit);
  add ("/chat-tree/edit/while-streaming", test_edit_while_streaming);
  add ("/chat-tree/edit/ask", test_edit_and_ask);
  add ("/chat-tree/retry-with", test_retry_with);
  add ("/chat-tree/retry-without-question", test_retry_without_question);
  add ("/chat-tree/continue", test_continue);
  add ("/chat-tree/fork", test_fork);
  g_test_add_func ("/chat-tree/turns", test_turns);

  return g_test_run ();
}
