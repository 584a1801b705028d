/* test-chat.c: send, stop and retry against the scripted server, over a real socket: every end
 * that an answer can have, and what the next request holds after it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "chat-run.h"
#include "natter-error.h"

typedef ChatRun Fixture;

/* A retry is not waited for. */
static gboolean
is_idle (gpointer data)
{
  NatterGeneration *generation = natter_conversation_get_generation (data);

  if (generation)
    natter_generation_retry_now (generation);

  return !natter_conversation_is_busy (data);
}

static void
finish (Fixture *fixture)
{
  natter_test_run_until (is_idle, fixture->conversation);
}

static NatterMessage *
ask (Fixture    *fixture,
     const char *text)
{
  g_autoptr(GError) error = NULL;
  gboolean sent = natter_chat_send (fixture->chat, fixture->conversation, text, &error);

  g_assert_no_error (error);
  g_assert_true (sent);

  return natter_conversation_get_last (fixture->conversation);
}

static gboolean
has_text (gpointer data)
{
  return natter_message_get_length (data) > 20;
}

static gboolean
has_ended (gpointer data)
{
  return natter_message_get_end (data) != NATTER_END_NONE;
}

/* "role:content" of each message of the last request, joined by "|" */
static char *
dup_last_request (Fixture *fixture)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (fixture->server);
  NatterTestRequest *request = g_ptr_array_index (requests, requests->len - 1);
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonArray *messages = NULL;
  GString *all = g_string_new (NULL);
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

  return g_string_free_and_steal (all);
}

static void
test_send (Fixture       *fixture,
           gconstpointer  data)
{
  NatterMessage *answer = ask (fixture, "\n hello there \n\n");
  g_autofree char *request = NULL;

  g_assert_true (natter_message_is_streaming (answer));
  finish (fixture);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_nonnull (strstr (natter_message_get_text (answer), "hello there"));
  g_assert_cmpint (natter_message_get_usage (answer)->output, >, 0);
  g_assert_cmpstr (natter_message_get_model (answer), ==, "echo");
  g_assert_true (natter_conversation_is_unread (fixture->conversation));
  request = dup_last_request (fixture);
  g_assert_cmpstr (request, ==, "user: hello there");
}

static void
test_defaults_apply_to_the_next_request (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autoptr(GPtrArray) requests = NULL;
  g_autofree char *request = NULL;
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  NatterTestRequest *last = NULL;
  gsize size = 0;

  ask (fixture, "one");
  finish (fixture);
  natter_provider_list_set_system_prompt (providers, "Be brief.");
  natter_provider_list_set_answer_settings (providers, &(NatterAnswerSettings) {
    .has_temperature = TRUE, .temperature = 1.5,
  });
  chat_run_choose (fixture, "empty");
  ask (fixture, "two");
  finish (fixture);

  request = dup_last_request (fixture);
  g_assert_true (g_str_has_prefix (request, "system:Be brief.|user:one|assistant:"));
  requests = natter_test_server_dup_requests (fixture->server);
  last = g_ptr_array_index (requests, requests->len - 1);
  g_assert_nonnull (g_strstr_len (g_bytes_get_data (last->body, &size), -1, "\"temperature\":1.5"));
}

/* The account may change, or go, while its answer is on the way. */
static void
test_quirks_and_extras (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(JsonNode) quirks = json_from_string ("{\"headers\": {\"X-Team\": \"7\"}}", NULL);
  g_autoptr(JsonNode) extras = json_from_string ("{\"safe_prompt\": true}", NULL);
  g_autoptr(GPtrArray) requests = NULL;
  NatterTestRequest *last = NULL;
  const char *body = NULL;
  gsize size = 0;

  natter_provider_set_preset_id (fixture->provider, "mistral");
  natter_provider_set_quirks (fixture->provider, json_node_get_object (quirks));
  natter_provider_set_extras (fixture->provider, json_node_get_object (extras));
  ask (fixture, "one");
  natter_provider_set_preset_id (fixture->provider, NULL);
  natter_provider_set_quirks (fixture->provider, NULL);
  natter_provider_set_extras (fixture->provider, NULL);
  g_clear_pointer (&quirks, json_node_unref);
  g_clear_pointer (&extras, json_node_unref);
  finish (fixture);

  requests = natter_test_server_dup_requests (fixture->server);
  last = g_ptr_array_index (requests, requests->len - 1);
  body = g_bytes_get_data (last->body, &size);
  g_assert_cmpstr (natter_test_request_get_header (last, "x-team"), ==, "7");
  g_assert_nonnull (g_strstr_len (body, (gssize) size, "\"safe_prompt\":true"));
  g_assert_null (g_strstr_len (body, (gssize) size, "stream_options"));

  /* and without them it is as any other */
  g_clear_pointer (&requests, g_ptr_array_unref);
  ask (fixture, "two");
  finish (fixture);
  requests = natter_test_server_dup_requests (fixture->server);
  last = g_ptr_array_index (requests, requests->len - 1);
  body = g_bytes_get_data (last->body, &size);
  g_assert_null (natter_test_request_get_header (last, "x-team"));
  g_assert_nonnull (g_strstr_len (body, (gssize) size, "stream_options"));
}

/* Whoever makes a request keeps nothing of it for the generation. */
static void
test_request_is_copied (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "hm?");
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();
  g_autoptr(GPtrArray) requests = NULL;
  g_autofree char *effort = g_strdup ("low");
  g_auto(GStrv) stop = g_strsplit ("END,FIN", ",", -1);
  NatterRequest request = { .model = "echo", .messages = messages, .effort = effort,
                            .stop = (const char *const *) stop, .max_tokens = 77,
                            .quirks = json_object_new () };
  g_autoptr(NatterGeneration) generation = NULL;
  const char *body = NULL;
  gsize size = 0;

  json_object_set_string_member (request.quirks, "limit-field", "my_limit");
  g_ptr_array_add (messages, question);
  generation = natter_generation_new (natter_chat_get_http (fixture->chat),
                                      natter_chat_get_secrets (fixture->chat),
                                      fixture->provider, &request, answer);
  g_clear_pointer (&request.quirks, json_object_unref);
  g_clear_pointer (&effort, g_free);
  g_clear_pointer (&stop, g_strfreev);
  natter_generation_start (generation);
  natter_test_run_until (has_ended, answer);

  requests = natter_test_server_dup_requests (fixture->server);
  body = g_bytes_get_data (((NatterTestRequest *) g_ptr_array_index (requests, 0))->body, &size);
  g_assert_nonnull (g_strstr_len (body, (gssize) size, "\"my_limit\":77"));
  g_assert_nonnull (g_strstr_len (body, (gssize) size, "[\"END\",\"FIN\"]"));
  g_assert_nonnull (g_strstr_len (body, (gssize) size, "\"low\""));
}

typedef struct
{
  const char *model;
  NatterEnd   end;
  int         code;      /* of NATTER_ERROR, -1 for no error */
  gboolean    has_text;
  const char *words;     /* in the error's message */
} EndCase;

static const EndCase end_cases[] = {
  { "fast", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "markdown", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "long-50", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "crlf", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "bom", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "split-utf8", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "malformed-json", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "huge-line", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "not-sse", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "thinker", NATTER_END_COMPLETE, -1, TRUE, NULL },
  { "empty", NATTER_END_COMPLETE, -1, FALSE, NULL },
  { "no-done", NATTER_END_CONNECTION_LOST, NATTER_ERROR_CONNECTION_LOST, TRUE, NULL },
  { "drop-600", NATTER_END_CONNECTION_LOST, NATTER_ERROR_CONNECTION_LOST, TRUE, NULL },
  { "reset-600", NATTER_END_CONNECTION_LOST, NATTER_ERROR_CONNECTION_LOST, TRUE, NULL },
  { "error-midstream", NATTER_END_PROVIDER_ERROR, -2, TRUE, NULL },
  { "html", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_NOT_AN_API, FALSE, NULL },
  { "error-401", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_BAD_KEY, FALSE, "API key" },
  { "error-403", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_FORBIDDEN, FALSE, NULL },
  { "error-404", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_NO_SUCH_MODEL, FALSE, NULL },
  { "error-429", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_RATE_LIMITED, FALSE, NULL },
  { "error-500", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_SERVER, FALSE, NULL },
  { "error-503", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_OVERLOADED, FALSE, NULL },
  { "error-529", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_OVERLOADED, FALSE, NULL },
};

static void
test_end (Fixture       *fixture,
          gconstpointer  data)
{
  const EndCase *end_case = data;
  NatterMessage *answer = NULL;
  const GError *error = NULL;
  g_autofree char *request = NULL;

  chat_run_choose (fixture, end_case->model);
  answer = ask (fixture, "first");
  finish (fixture);

  error = natter_message_get_error (answer);
  g_assert_cmpint (natter_message_get_end (answer), ==, end_case->end);
  g_assert_cmpint (natter_message_get_length (answer) > 0, ==, end_case->has_text);
  if (end_case->code >= 0)
    g_assert_error (error, NATTER_ERROR, end_case->code);
  else if (end_case->code == -1)
    g_assert_no_error (error);
  if (end_case->words)
    g_assert_nonnull (strstr (error->message, end_case->words));

  /* Whatever happened, the next turn works, and the model sees only what was said. */
  chat_run_choose (fixture, "echo");
  answer = ask (fixture, "second");
  finish (fixture);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  request = dup_last_request (fixture);
  if (end_case->has_text)
    g_assert_true (g_str_has_prefix (request, "user:first|assistant:"));
  else
    g_assert_cmpstr (request, ==, "user:second");
}

static void
test_retry_after (Fixture       *fixture,
                  gconstpointer  data)
{
  NatterMessage *answer = NULL;

  chat_run_choose (fixture, "error-429");
  answer = ask (fixture, "first");
  finish (fixture);
  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (natter_message_get_error (answer)),
                                  20, 0.01);
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  NatterMessage *answer = NULL;

  chat_run_choose (fixture, "long-100000");
  answer = ask (fixture, "go on for ever");
  natter_test_run_until (has_text, answer);
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_STOPPED);
  g_assert_no_error (natter_message_get_error (answer));
  g_assert_cmpuint (natter_message_get_length (answer), >, 20);
}

static void
test_stop_before_the_first_byte (Fixture       *fixture,
                                 gconstpointer  data)
{
  NatterMessage *answer = ask (fixture, "never mind");

  natter_chat_stop (fixture->chat, fixture->conversation);
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_STOPPED);
}

static void
test_retry_keeps_the_first_answer (Fixture       *fixture,
                                   gconstpointer  data)
{
  NatterMessage *first = NULL;
  NatterMessage *second = NULL;
  g_autofree char *request = NULL;
  g_autoptr(GError) error = NULL;

  chat_run_choose (fixture, "drop-600");
  first = ask (fixture, "question");
  finish (fixture);
  chat_run_choose (fixture, "echo");
  g_assert_true (natter_chat_retry (fixture->chat, fixture->conversation, first, &error));
  second = natter_conversation_get_last (fixture->conversation);
  finish (fixture);

  g_assert_true (first != second);
  g_assert_cmpuint (natter_message_get_length (first), >, 0);
  g_assert_cmpint (natter_message_get_end (second), ==, NATTER_END_COMPLETE);
  g_assert_cmpuint (natter_conversation_get_n_siblings (fixture->conversation, second, NULL), ==,
                    2);
  request = dup_last_request (fixture);
  g_assert_cmpstr (request, ==, "user:question");
}

/* Enter while streaming once started a second request whose text ran into the first one's. */
static void
test_one_answer_at_a_time (Fixture       *fixture,
                           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  NatterMessage *answer = NULL;

  chat_run_choose (fixture, "long-100000");
  answer = ask (fixture, "first");
  g_assert_false (natter_chat_send (fixture->chat, fixture->conversation, "second", &error));
  g_assert_nonnull (error);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 2);
  natter_test_run_until (has_text, answer);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);
}

/* New Chat while streaming once poured the old answer into the new chat. */
static void
test_answers_stay_in_their_conversation (Fixture       *fixture,
                                         gconstpointer  data)
{
  g_autoptr(NatterConversation) other = natter_conversation_new ();
  g_autoptr(GError) error = NULL;
  NatterMessage *slow = NULL;
  NatterMessage *quick = NULL;

  chat_run_choose (fixture, "long-100000");
  slow = ask (fixture, "slow");
  natter_conversation_set_model_key (other,
                                     natter_conversation_get_model_key (fixture->conversation));
  natter_test_run_until (has_text, slow);

  {
    g_autofree char *key = natter_provider_list_make_key (fixture->provider, "echo");

    natter_conversation_set_model_key (other, key);
  }
  g_assert_true (natter_chat_send (fixture->chat, other, "quick", &error));
  g_assert_cmpuint (natter_chat_get_n_running (fixture->chat), ==, 2);
  quick = natter_conversation_get_last (other);
  natter_test_run_until (is_idle, other);

  g_assert_nonnull (strstr (natter_message_get_text (quick), "quick"));
  g_assert_null (strstr (natter_message_get_text (slow), "quick"));
  g_assert_true (natter_message_is_streaming (slow));
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);
}

static void
test_nothing_to_send (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  g_assert_false (natter_chat_send (fixture->chat, fixture->conversation, " \n\t ", &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  natter_conversation_set_model_key (fixture->conversation, "nobody/nothing");
  g_assert_false (natter_chat_send (fixture->chat, fixture->conversation, "hello", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_true (natter_conversation_is_empty (fixture->conversation));
}

static void
test_nobody_listens (Fixture       *fixture,
                     gconstpointer  data)
{
  NatterMessage *answer = NULL;

  natter_provider_set_base_url (fixture->provider, "http://127.0.0.1:9");
  answer = ask (fixture, "anybody there?");
  finish (fixture);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_NETWORK);
}

/* A key in an address was once shown in the chat when the network failed. */
static void
test_errors_hold_no_key (Fixture       *fixture,
                         gconstpointer  data)
{
  NatterMessage *answer = NULL;
  const GError *error = NULL;

  natter_provider_set_base_url (fixture->provider, "http://127.0.0.1:9/v1?key=sk-secret");
  answer = ask (fixture, "anybody there?");
  finish (fixture);
  error = natter_message_get_error (answer);
  g_assert_nonnull (error);
  g_assert_null (strstr (error->message, "sk-secret"));
}

static void
test_silence_times_out (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "hm?");
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  g_autoptr(GPtrArray) messages = g_ptr_array_new ();
  NatterRequest request = { .model = "stall", .messages = messages };
  g_autoptr(NatterGeneration) generation = NULL;

  g_ptr_array_add (messages, question);
  generation = natter_generation_new (natter_chat_get_http (fixture->chat),
                                      natter_chat_get_secrets (fixture->chat),
                                      fixture->provider, &request, answer);
  natter_generation_set_limits (generation, 0, 0.3, 0);
  natter_generation_start (generation);
  natter_test_run_until (has_ended, answer);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_TIMED_OUT);
  g_assert_cmpuint (natter_message_get_length (answer), >, 0);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_TIMED_OUT);
}

/* A server that keeps the connection after the answer's end must not keep the person waiting. */
static void
test_end_without_a_close (Fixture       *fixture,
                          gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new_stream ();
  NatterMessage *answer = NULL;

  natter_test_reply_chunk (reply,
                           "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"Done.\"},"
                           "\"finish_reason\":\"stop\"}]}\n\n", -1);
  natter_test_reply_hang (reply);
  natter_test_server_add_reply (fixture->server, reply);
  answer = ask (fixture, "short?");
  finish (fixture);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpstr (natter_message_get_text (answer), ==, "Done.");
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

  add ("/chat/send", test_send);
  add ("/chat/defaults-apply-to-the-next-request", test_defaults_apply_to_the_next_request);
  add ("/chat/quirks-and-extras", test_quirks_and_extras);
  add ("/chat/request-is-copied", test_request_is_copied);
  add ("/chat/retry-after", test_retry_after);
  add ("/chat/stop", test_stop);
  add ("/chat/stop-before-the-first-byte", test_stop_before_the_first_byte);
  add ("/chat/retry-keeps-the-first-answer", test_retry_keeps_the_first_answer);
  add ("/chat/one-answer-at-a-time", test_one_answer_at_a_time);
  add ("/chat/answers-stay-in-their-conversation", test_answers_stay_in_their_conversation);
  add ("/chat/nothing-to-send", test_nothing_to_send);
  add ("/chat/nobody-listens", test_nobody_listens);
  add ("/chat/errors-hold-no-key", test_errors_hold_no_key);
  add ("/chat/silence-times-out", test_silence_times_out);
  add ("/chat/end-without-a-close", test_end_without_a_close);

  for (guint i = 0; i < G_N_ELEMENTS (end_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/chat/end/", end_cases[i].model, NULL);

      g_test_add (path, Fixture, &end_cases[i], chat_run_set_up, test_end, chat_run_tear_down);
    }

  return g_test_run ();
}
