/* test-continuation.c: an answer that was cut off goes on, in each dialect whose models can go on
 * by themselves and in those that must be asked, against the scripted server over a real socket:
 * what is sent, what is then read, and what becomes of it when that is refused or fails.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "chat-run.h"
#include "natter-error.h"
#include "natter-json.h"
#include "natter-test-wire.h"

#define START "One two three four five six sev"

typedef struct
{
  const char           *id;
  const char           *base;
  const char           *model;
  const NatterTestWire *wire;
  const char           *quirks;    /* of the account; or NULL */
  gboolean              prefills;
  const char           *turns;     /* where they are in a request */
} Way;

static const Way ways[] = {
  { "anthropic", "/v1", "claude-sonnet-4-5", &natter_test_wire_anthropic, NULL, TRUE, "messages" },
  { "gemini", "/v1beta", "gemini-2.5-flash", &natter_test_wire_gemini, NULL, TRUE, "contents" },
  { "ollama", "", "qwen3", &natter_test_wire_ollama, NULL, TRUE, "messages" },
  { "openai-chat", "/v1", "able", &natter_test_wire_openai_chat,
    "{\"prefill\": {\"message\": {\"prefix\": true}}}", TRUE, "messages" },
  { "openai-chat", "/v1", "gpt-5", &natter_test_wire_openai_chat, NULL, FALSE, "messages" },
  { "openai-responses", "/v1", "gpt-5", &natter_test_wire_openai_responses, NULL, FALSE, "input" },
  { "anthropic", "/v1", "claude-opus-4-6", &natter_test_wire_anthropic, NULL, FALSE, "messages" },
  { "cohere-v2", "/v2", "command-a", &natter_test_wire_cohere, NULL, FALSE, "messages" },
};

#define ABLE (&ways[3])

typedef ChatRun Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  const Way *way = data;

  chat_run_set_up_dialect (fixture, way->id, way->base);
  chat_run_choose (fixture, way->model);
  if (way->quirks)
    {
      g_autoptr(JsonNode) quirks = json_from_string (way->quirks, NULL);

      natter_provider_set_quirks (fixture->provider, json_node_get_object (quirks));
    }
}

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

static gboolean
is_streaming (gpointer data)
{
  NatterGeneration *generation = natter_conversation_get_generation (data);

  return natter_generation_get_state (generation) == NATTER_GENERATION_STREAMING;
}

/* The answer of a scene, without the scene: @text, then the end for @reason, or none. */
static void
reply (Fixture    *fixture,
       const Way  *way,
       const char *text,
       const char *reason)
{
  guint phase = 0;
  NatterTestAsk ask = { .path = "/v1beta/models/m:streamGenerateContent?alt=sse", .phase = &phase,
                        .model = (char *) way->model, .stream = TRUE, .include_usage = TRUE,
                        .n_prompt_tokens = 10 };
  const NatterTestEnding ending = { .n_tokens = 5, .finish_reason = reason };
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *headers = NULL;
  NatterTestReply *answer = natter_test_reply_new ();

  way->wire->begin (out, &ask);
  if (*text)
    way->wire->text (out, &ask, text, strlen (text));
  if (reason)
    way->wire->end (out, &ask, &ending);
  headers = g_strdup_printf ("HTTP/1.1 200 OK\r\nContent-Type: %s\r\nConnection: close\r\n\r\n",
                             way->wire->content_type ? way->wire->content_type
                                                     : "text/event-stream");
  natter_test_reply_write (answer, headers, -1);
  natter_test_reply_write (answer, out->str, (gssize) out->len);
  natter_test_reply_close (answer);
  natter_test_server_add_reply (fixture->server, answer);
}

static void
refuse (Fixture    *fixture,
        guint       status,
        const char *message)
{
  g_autofree char *body = g_strdup_printf ("{\"error\":{\"message\":\"%s\"}}", message);

  natter_test_server_add_reply (fixture->server,
                                natter_test_reply_new_whole (status,
                                                             "Content-Type: application/json\r\n",
                                                             body));
}

/* An answer that reached its limit after @text. */
static NatterMessage *
begin (Fixture    *fixture,
       const Way  *way,
       const char *text)
{
  g_autoptr(GError) error = NULL;

  reply (fixture, way, text, "length");
  g_assert_true (natter_chat_send (fixture->chat, fixture->conversation, "Count", &error));
  g_assert_no_error (error);
  finish (fixture);

  return natter_conversation_get_last (fixture->conversation);
}

static void
go_on (Fixture       *fixture,
       NatterMessage *answer)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_chat_can_continue (answer));
  g_assert_true (natter_chat_continue (fixture->chat, fixture->conversation, answer, &error));
  g_assert_no_error (error);
}

/* Returns: (transfer full): the last turn of a request, as one line */
static char *
dup_last_turn (Fixture   *fixture,
               const Way *way,
               guint      i)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (fixture->server);
  NatterTestRequest *request = NULL;
  g_autoptr(JsonNode) body = NULL;
  JsonArray *turns = NULL;
  gsize size = 0;
  const char *data = NULL;

  g_assert_cmpuint (i, <, requests->len);
  request = g_ptr_array_index (requests, i);
  data = g_bytes_get_data (request->body, &size);
  body = natter_json_parse (data, size, NULL);
  turns = natter_json_get_array (natter_json_as_object (body), way->turns);

  return natter_json_to_line (json_array_get_element (turns, json_array_get_length (turns) - 1));
}

static gboolean
was_asked (Fixture   *fixture,
           const Way *way,
           guint      i)
{
  g_autofree char *turn = dup_last_turn (fixture, way, i);

  return strstr (turn, "\"user\"") && strstr (turn, "four five six sev") && !strstr (turn, START);
}

static gboolean
was_prefilled (Fixture   *fixture,
               const Way *way,
               guint      i)
{
  g_autofree char *turn = dup_last_turn (fixture, way, i);

  return !strstr (turn, "\"user\"") && strstr (turn, "\"" START "\"");
}

static void
test_goes_on (Fixture       *fixture,
              gconstpointer  data)
{
  const Way *way = data;
  NatterMessage *answer = begin (fixture, way, START);
  gint64 output = natter_message_get_usage (answer)->output;
  GPtrArray *notes = natter_message_get_notes (answer);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_LENGTH);
  reply (fixture, way, way->prefills ? "en eight." : "four five six seven eight.", "stop");
  go_on (fixture, answer);
  g_assert_true (natter_message_is_waiting (answer));
  finish (fixture);

  g_assert_true (way->prefills ? was_prefilled (fixture, way, 1) : was_asked (fixture, way, 1));
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "en eight.");

  /* both requests count, and where the second began is told */
  g_assert_cmpint (output, >, 0);
  g_assert_cmpint (natter_message_get_usage (answer)->output, ==, 2 * output);
  g_assert_cmpuint (notes->len, ==, 1);
  g_assert_nonnull (strstr (g_ptr_array_index (notes, 0), "31"));
  g_assert_nonnull (strstr (g_ptr_array_index (notes, 0), way->model));
}

/* What providers say against an answer that stands last. */
static const struct
{
  guint       status;
  const char *message;
} refusals[] = {
  { 400, "This model does not support assistant message prefill. The conversation must end with a "
    "user message." },
  { 400, "Requests ending with a model turn are not supported." },
  { 400, "Assistant response prefill is incompatible with enable_thinking." },
  { 422, "Expected last role User or Tool (or Assistant with prefix True) for serving but got "
    "assistant" },
  { 404, "Not Found" },
};

static void
test_refused (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterProviderList) saved = NULL;
  g_autoptr(NatterProvider) provider = NULL;
  g_autoptr(JsonObject) quirks = NULL;
  Fixture fixture = { 0 };
  NatterMessage *answer = NULL;

  set_up (&fixture, ABLE);
  answer = begin (&fixture, ABLE, START);
  refuse (&fixture, refusals[i].status, refusals[i].message);
  reply (&fixture, ABLE, "four five six seven,", "length");
  go_on (&fixture, answer);
  finish (&fixture);

  g_assert_true (was_prefilled (&fixture, ABLE, 1));
  g_assert_true (was_asked (&fixture, ABLE, 2));
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "en,");
  g_assert_no_error (natter_message_get_error (answer));

  /* remembered, and saved */
  reply (&fixture, ABLE, "five six seven, eight.", "stop");
  go_on (&fixture, answer);
  finish (&fixture);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture.server), ==, 4);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "en, eight.");
  saved = natter_provider_list_new (fixture.path);
  g_assert_true (natter_provider_list_load (saved, NULL));
  provider = g_list_model_get_item (G_LIST_MODEL (saved), 0);
  quirks = natter_provider_dup_model_quirks (provider, ABLE->model);
  g_assert_nonnull (natter_json_get_array (quirks, "unsupported"));

  chat_run_tear_down (&fixture, NULL);
}

/* A server that failed may have failed for another reason. */
static void
test_broken_template (Fixture       *fixture,
                      gconstpointer  data)
{
  NatterMessage *answer = begin (fixture, ABLE, START);

  refuse (fixture, 500, "Conversation roles must alternate");
  reply (fixture, ABLE, "four five six seven,", "length");
  go_on (fixture, answer);
  finish (fixture);
  g_assert_true (was_asked (fixture, ABLE, 2));

  reply (fixture, ABLE, " eight.", "stop");
  go_on (fixture, answer);
  finish (fixture);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "en, eight.");
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 4);
}

static void
test_says_nothing (Fixture       *fixture,
                   gconstpointer  data)
{
  NatterMessage *answer = begin (fixture, ABLE, START);

  reply (fixture, ABLE, "", "stop");
  reply (fixture, ABLE, "four five six seven.", "stop");
  go_on (fixture, answer);
  finish (fixture);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "en.");
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
}

typedef struct
{
  guint       status;     /* 0: the connection breaks off */
  const char *message;
  NatterError code;
  guint       n_requests; /* after the first one */
} Failure;

static const Failure failures[] = {
  { 401, "Incorrect API key provided", NATTER_ERROR_BAD_KEY, 1 },
  { 402, "Insufficient balance", NATTER_ERROR_NO_CREDIT, 1 },
  { 0, NULL, NATTER_ERROR_CONNECTION_LOST, 1 },
};

static void
test_fails (gconstpointer data)
{
  const Failure *failure = data;
  Fixture fixture = { 0 };
  NatterMessage *answer = NULL;
  double seconds = 0;
  gint64 output = 0;

  set_up (&fixture, ABLE);
  answer = begin (&fixture, ABLE, START);
  seconds = natter_timing_get_seconds (natter_message_get_timing (answer));
  output = natter_message_get_usage (answer)->output;
  if (failure->status)
    refuse (&fixture, failure->status, failure->message);
  else
    reply (&fixture, ABLE, "", NULL);
  go_on (&fixture, answer);
  finish (&fixture);

  /* what it was it is, and why it did not go on stands beside it */
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture.server), ==,
                    1 + failure->n_requests);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_LENGTH);
  g_assert_cmpstr (natter_message_get_finish_reason (answer), ==, "length");
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, (int) failure->code);
  g_assert_cmpuint (natter_message_get_notes (answer)->len, ==, 0);
  g_assert_cmpint (natter_message_get_usage (answer)->output, ==, output);
  g_assert_cmpfloat_with_epsilon (natter_timing_get_seconds (natter_message_get_timing (answer)),
                                  seconds, 1e-6);
  g_assert_false (natter_message_is_streaming (answer));

  /* and it can be tried again; the error is gone when it goes on */
  reply (&fixture, ABLE, "en.", "stop");
  go_on (&fixture, answer);
  finish (&fixture);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "en.");
  g_assert_no_error (natter_message_get_error (answer));
  g_assert_cmpuint (natter_message_get_notes (answer)->len, ==, 1);

  chat_run_tear_down (&fixture, NULL);
}

/* What came of the rest stays, with the end that it had. */
static void
test_breaks_off (Fixture       *fixture,
                 gconstpointer  data)
{
  NatterMessage *answer = begin (fixture, ABLE, START);

  reply (fixture, ABLE, "en, ei", NULL);
  go_on (fixture, answer);
  finish (fixture);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "en, ei");
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_CONNECTION_LOST);
  g_assert_true (natter_chat_can_continue (answer));
}

static void
test_stopped_at_once (Fixture       *fixture,
                      gconstpointer  data)
{
  NatterMessage *answer = begin (fixture, ABLE, START);

  go_on (fixture, answer);
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_LENGTH);
  g_assert_no_error (natter_message_get_error (answer));
  g_assert_cmpuint (natter_message_get_notes (answer)->len, ==, 0);
}

/* Words that may be a repetition are not lost when the rest of it never comes. */
static void
test_stopped_while_held (Fixture       *fixture,
                         gconstpointer  data)
{
  const Way *way = data;
  NatterMessage *answer = begin (fixture, way, START);
  NatterTestReply *half = natter_test_reply_new_stream ();

  natter_test_reply_chunk (half, "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":"
                           "\"five six\"}}]}\n\n", -1);
  natter_test_reply_hang (half);
  natter_test_server_add_reply (fixture->server, half);
  go_on (fixture, answer);
  natter_test_run_until (is_streaming, fixture->conversation);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START);
  natter_chat_stop (fixture->chat, fixture->conversation);
  finish (fixture);
  g_assert_cmpstr (natter_message_get_text (answer), ==, START "five six");
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_STOPPED);
}

/* Signed thoughts belong to an answer that ends where this one went on. */
static void
test_carries (Fixture       *fixture,
              gconstpointer  data)
{
  const Way *way = data;
  NatterMessage *answer = begin (fixture, way, START);
  const NatterDelta carry = { .kind = NATTER_DELTA_CARRY, .name = "anthropic", .text = "{}",
                              .length = 2 };

  natter_message_append (answer, &carry);
  refuse (fixture, 401, "invalid x-api-key");
  go_on (fixture, answer);
  g_assert_cmpuint (natter_message_get_carries (answer)->len, ==, 0);
  finish (fixture);
  g_assert_cmpuint (natter_message_get_carries (answer)->len, ==, 1);

  reply (fixture, way, "en.", "stop");
  go_on (fixture, answer);
  finish (fixture);
  g_assert_cmpuint (natter_message_get_carries (answer)->len, ==, 0);
}

/* An answer of which only white space is there can't be gone on with. */
static void
test_only_space (Fixture       *fixture,
                 gconstpointer  data)
{
  NatterMessage *answer = begin (fixture, ABLE, "\n\n");
  g_autofree char *turn = NULL;

  reply (fixture, ABLE, "Seven.", "stop");
  go_on (fixture, answer);
  finish (fixture);
  turn = dup_last_turn (fixture, ABLE, 1);
  g_assert_nonnull (strstr (turn, "\"user\""));
  g_assert_cmpstr (natter_message_get_text (answer), ==, "\n\nSeven.");
}

static void
add (const char *name,
     const Way  *way,
     void      (*func) (Fixture *, gconstpointer))
{
  g_autofree char *path = g_strconcat ("/continuation/", name, NULL);

  g_test_add (path, Fixture, way, set_up, func, chat_run_tear_down);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    {
      g_autofree char *name = g_strdup_printf ("goes-on/%s/%s", ways[i].id, ways[i].model);

      add (name, &ways[i], test_goes_on);
    }
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autofree char *path = g_strdup_printf ("/continuation/refused/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_refused);
    }
  for (guint i = 0; i < G_N_ELEMENTS (failures); i++)
    {
      g_autofree char *path = g_strdup_printf ("/continuation/fails/%u", i);

      g_test_add_data_func (path, &failures[i], test_fails);
    }
  add ("broken-template", ABLE, test_broken_template);
  add ("says-nothing", ABLE, test_says_nothing);
  add ("breaks-off", ABLE, test_breaks_off);
  add ("stopped-at-once", ABLE, test_stopped_at_once);
  add ("stopped-while-held", &ways[4], test_stopped_while_held);
  add ("carries", &ways[0], test_carries);
  add ("only-space", ABLE, test_only_space);

  return g_test_run ();
}
