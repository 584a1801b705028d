/* test-dialect-chats.c: a conversation in each dialect against the scripted server over a real
 * socket: what a person sees of an answer, of a refusal, of a wait, of a lost connection, and what
 * the next turn then says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "chat-run.h"
#include "natter-error.h"
#include "natter-test-wire.h"

#define THOUGHT "Then I weigh two answers"
#define SHORT   "I thought about it, and the **short** answer is enough."

typedef struct
{
  const char *id;
  const char *base;       /* in place of the server's "/v1" */
  const char *stop;       /* its word for the end of an answer */
  const char *bad_key;    /* what it says against one */
  const char *messages;   /* where the turns of a request are, and their words */
  const char *content;
  const char *assistant;  /* who answers */
  const char *drop;       /* a scene that breaks off after the first words */
  const char *carry;      /* part of what must come back with an answer that was thought about */
  gboolean    no_count;   /* it does not tell how much of the answer was thought */
} Dialect;

static const Dialect dialects[] = {
  { "anthropic", "/v1", "end_turn", "invalid x-api-key", "messages", "content", "assistant",
    "drop-900", "EqQBCkYIBBgCIkBuYXR0ZXItdGVzdA==" },
  { "cohere-v2", "/v2", "COMPLETE", "invalid api token", "messages", "content", "assistant",
    "drop-600", NULL, TRUE },
  { "gemini", "/v1beta", "STOP", "Request had invalid authentication credentials.", "contents",
    "parts", "model", "drop-600" },
  { "ollama", "", "stop", "unauthorized", "messages", "content", "assistant", "drop-600", NULL,
    TRUE },
  { "openai-chat", "/v1", "stop", "Incorrect API key provided", "messages", "content", "assistant",
    "drop-600" },
  { "openai-responses", "/v1", "completed", "Incorrect API key provided", "input", "content",
    "assistant", "drop-2000", "gAAAAABuYXR0ZXItdGVzdA==" },
};

typedef ChatRun Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const Dialect *dialect = data;

  chat_run_set_up_dialect (fixture, dialect->id, dialect->base);
}

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

static gboolean
is_counting (gpointer data)
{
  NatterGeneration *generation = natter_conversation_get_generation (data);

  return !generation || natter_generation_get_retry_time (generation) != 0;
}

static gboolean
has_text (gpointer data)
{
  return natter_message_get_length (data) > 20;
}

static gboolean
first_was_closed_early (gpointer data)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (data);

  return ((NatterTestRequest *) g_ptr_array_index (requests, 0))->closed_early;
}

static NatterMessage *
begin (Fixture    *fixture,
       const char *model,
       const char *text)
{
  g_autoptr(GError) error = NULL;
  gboolean sent = FALSE;

  chat_run_choose (fixture, model);
  sent = natter_chat_send (fixture->chat, fixture->conversation, text, &error);
  g_assert_no_error (error);
  g_assert_true (sent);

  return natter_conversation_get_last (fixture->conversation);
}

static NatterMessage *
ask (Fixture    *fixture,
     const char *model,
     const char *text)
{
  NatterMessage *answer = begin (fixture, model, text);

  natter_test_run_until (is_idle, fixture->conversation);

  return answer;
}

static GBytes *
dup_last_body (Fixture *fixture)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (fixture->server);
  NatterTestRequest *request = g_ptr_array_index (requests, requests->len - 1);

  return g_bytes_ref (request->body);
}

static gboolean
last_request_has (Fixture    *fixture,
                  const char *text)
{
  g_autoptr(GBytes) body = dup_last_body (fixture);
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);

  return g_strstr_len (data, (gssize) size, text) != NULL;
}

/* "role:words" of each turn of the last request, joined by "|". */
static char *
dup_turns (Fixture       *fixture,
           const Dialect *dialect)
{
  g_autoptr(GBytes) body = dup_last_body (fixture);
  g_autoptr(JsonObject) root = natter_test_wire_parse_object (body);
  JsonArray *turns = json_object_get_array_member (root, dialect->messages);
  GString *all = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (turns); i++)
    {
      JsonObject *turn = json_array_get_object_element (turns, i);
      const char *role = json_object_get_string_member_with_default (turn, "role", NULL);
      g_autofree char *words = NULL;

      /* Thoughts are an item of their own for some. */
      if (!role)
        continue;

      words = natter_test_wire_dup_content (json_object_get_member (turn, dialect->content));
      g_string_append_printf (all, "%s%s:%s", all->len > 0 ? "|" : "", role, words);
    }

  return g_string_free_and_steal (all);
}

static void
assert_turns (Fixture       *fixture,
              const Dialect *dialect,
              const char    *question,
              const char    *answer,
              const char    *next)
{
  g_autofree char *expected = NULL;
  g_autofree char *turns = dup_turns (fixture, dialect);

  if (answer)
    expected = g_strdup_printf ("user:%s|%s:%s|user:%s", question, dialect->assistant, answer,
                                next);
  else
    expected = g_strdup_printf ("user:%s", next);

  g_assert_cmpstr (turns, ==, expected);
}

static void
test_answer (Fixture       *fixture,
             gconstpointer  data)
{
  const Dialect *dialect = data;
  NatterMessage *answer = ask (fixture, "thinker", "Grüße");
  const NatterUsage *usage = natter_message_get_usage (answer);
  g_autofree char *turns = NULL;

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_no_error (natter_message_get_error (answer));
  g_assert_cmpstr (natter_message_get_text (answer), ==, SHORT);
  g_assert_nonnull (strstr (natter_message_get_reasoning (answer), THOUGHT));
  g_assert_cmpstr (natter_message_get_model (answer), ==, "thinker");
  g_assert_cmpstr (natter_message_get_finish_reason (answer), ==, dialect->stop);
  g_assert_cmpint (usage->input, >, 0);
  g_assert_cmpint (usage->output, >, dialect->no_count ? 0 : usage->reasoning);
  g_assert_cmpint (usage->reasoning > 0, ==, !dialect->no_count);
  turns = dup_turns (fixture, dialect);
  g_assert_cmpstr (turns, ==, "user:Grüße");
}

/* What was thought is nobody's turn; a dialect that wants it again gets it as it gave it. */
static void
test_second_turn (Fixture       *fixture,
                  gconstpointer  data)
{
  const Dialect *dialect = data;
  NatterMessage *answer = NULL;

  ask (fixture, "thinker", "first");
  answer = ask (fixture, "thinker", "second");

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  assert_turns (fixture, dialect, "first", SHORT, "second");
  if (dialect->carry)
    g_assert_true (last_request_has (fixture, dialect->carry));
  else
    g_assert_false (last_request_has (fixture, THOUGHT));
}

static void
test_bad_key (Fixture       *fixture,
              gconstpointer  data)
{
  const Dialect *dialect = data;
  NatterMessage *answer = ask (fixture, "error-401", "first");
  const GError *error = natter_message_get_error (answer);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_KEY);
  g_assert_nonnull (strstr (error->message, dialect->bad_key));
  g_assert_cmpuint (natter_message_get_length (answer), ==, 0);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);

  ask (fixture, "echo", "second");
  assert_turns (fixture, dialect, NULL, NULL, "second");
}

static void
assert_wait (Fixture *fixture,
             double   least,
             double   most)
{
  NatterGeneration *generation = natter_conversation_get_generation (fixture->conversation);
  double wait = 0;

  g_assert_nonnull (generation);
  wait = (double) (natter_generation_get_retry_time (generation) - g_get_monotonic_time ()) /
         G_USEC_PER_SEC;
  g_assert_cmpfloat (wait, >, least);
  g_assert_cmpfloat (wait, <=, most);
  g_assert_error (natter_generation_get_retry_error (generation), NATTER_ERROR,
                  NATTER_ERROR_RATE_LIMITED);
}

static void
assert_answers_after_wait (Fixture       *fixture,
                           NatterMessage *answer)
{
  natter_test_run_until (is_counting, fixture->conversation);
  assert_wait (fixture, 1, 1.9);
  g_assert_true (natter_message_is_streaming (answer));

  natter_test_run_until (is_idle, fixture->conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_no_error (natter_message_get_error (answer));
  g_assert_cmpuint (natter_message_get_length (answer), >, 0);
  g_assert_cmpuint (natter_message_get_notes (answer)->len, ==, 1);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);
}

static void
test_busy (Fixture       *fixture,
           gconstpointer  data)
{
  assert_answers_after_wait (fixture, begin (fixture, "busy-1", "hello"));
}

/* The header says it even where the dialect's own servers say it in the body, as the scene does. */
static void
test_wait_in_header (Fixture       *fixture,
                     gconstpointer  data)
{
  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (429, "Retry-After-Ms: 1500\r\n",
                                                             "{}"));
  assert_answers_after_wait (fixture, begin (fixture, "echo", "hello"));
}

static void
test_wait_is_ended (Fixture       *fixture,
                    gconstpointer  data)
{
  NatterMessage *answer = begin (fixture, "error-429", "hello");

  natter_test_run_until (is_counting, fixture->conversation);
  assert_wait (fixture, 18, 26);
  natter_chat_stop (fixture->chat, fixture->conversation);

  g_assert_false (natter_conversation_is_busy (fixture->conversation));
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_RATE_LIMITED);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
}

/* What was said before an answer broke off is kept, is not asked for again, and is in the next
 * turn. */
static void
assert_broken_off (Fixture       *fixture,
                   const Dialect *dialect,
                   NatterMessage *answer)
{
  g_autofree char *kept = g_strdup (natter_message_get_text (answer));

  g_assert_cmpuint (strlen (kept), >, 0);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);

  answer = ask (fixture, "echo", "second");
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpstr (natter_message_get_text (answer), ==, "second");
  assert_turns (fixture, dialect, "first", kept, "second");
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  const Dialect *dialect = data;
  NatterMessage *answer = ask (fixture, dialect->drop, "first");

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST);
  assert_broken_off (fixture, dialect, answer);
}

static void
test_error_midstream (Fixture       *fixture,
                      gconstpointer  data)
{
  NatterMessage *answer = ask (fixture, "error-midstream", "first");

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_SERVER);
  assert_broken_off (fixture, data, answer);
}

static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  NatterMessage *answer = begin (fixture, "long-100000", "first");

  natter_test_run_until (has_text, answer);
  natter_chat_stop (fixture->chat, fixture->conversation);
  natter_test_run_until (is_idle, fixture->conversation);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_STOPPED);
  g_assert_no_error (natter_message_get_error (answer));
  natter_test_run_until (first_was_closed_early, fixture->server);
  assert_broken_off (fixture, data, answer);
}

static void
add_test (const Dialect *dialect,
          const char    *name,
          void         (*func) (Fixture       *fixture,
                                gconstpointer  data))
{
  g_autofree char *path = g_strdup_printf ("/dialect-chats/%s/%s", dialect->id, name);

  g_test_add (path, Fixture, dialect, set_up, func, chat_run_tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      add_test (&dialects[i], "answer", test_answer);
      add_test (&dialects[i], "second-turn", test_second_turn);
      add_test (&dialects[i], "bad-key", test_bad_key);
      add_test (&dialects[i], "busy", test_busy);
      add_test (&dialects[i], "wait-is-ended", test_wait_is_ended);
      add_test (&dialects[i], "drop", test_drop);
      add_test (&dialects[i], "error-midstream", test_error_midstream);
      add_test (&dialects[i], "stop", test_stop);
      add_test (&dialects[i], "wait-in-header", test_wait_in_header);
    }

  return g_test_run ();
}
