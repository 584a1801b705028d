/* test-generation.c: an answer that needs more than one attempt, against the scripted server over a
 * real socket: what is repeated, what is not, what is left out, what is remembered and told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "chat-run.h"
#include "natter-error.h"

#define KEY "sk-natter-test-0123456789abcdef"

typedef ChatRun Fixture;

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
hurry (gpointer data)
{
  NatterGeneration *generation = natter_conversation_get_generation (data);

  if (generation)
    natter_generation_retry_now (generation);

  return !generation;
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

static void
refuse (Fixture    *fixture,
        guint       status,
        const char *headers,
        const char *body)
{
  g_autofree char *all = g_strconcat ("Content-Type: application/json\r\n", headers, NULL);

  natter_test_server_add_reply (fixture->server, natter_test_reply_new_whole (status, all, body));
}

static const char *
get_note (NatterMessage *message,
          guint          i)
{
  GPtrArray *notes = natter_message_get_notes (message);

  g_assert_cmpuint (i, <, notes->len);

  return g_ptr_array_index (notes, i);
}

static void
test_busy_then_answers (Fixture       *fixture,
                        gconstpointer  data)
{
  NatterMessage *answer = NULL;
  NatterGeneration *generation = NULL;
  gint64 wait = 0;

  chat_run_choose (fixture, "busy-1");
  answer = ask (fixture, "hello");
  natter_test_run_until (is_counting, fixture->conversation);

  /* it can be seen for how long and why, and the answer is still on its way */
  generation = natter_conversation_get_generation (fixture->conversation);
  g_assert_nonnull (generation);
  wait = natter_generation_get_retry_time (generation) - g_get_monotonic_time ();
  g_assert_cmpint (wait, >, G_USEC_PER_SEC);
  g_assert_cmpint (wait, <, 2 * G_USEC_PER_SEC);
  g_assert_error (natter_generation_get_retry_error (generation), NATTER_ERROR,
                  NATTER_ERROR_RATE_LIMITED);
  g_assert_true (natter_message_is_streaming (answer));

  natter_test_run_until (is_idle, fixture->conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_no_error (natter_message_get_error (answer));
  g_assert_cmpuint (natter_message_get_length (answer), >, 0);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);
  g_assert_nonnull (strstr (get_note (answer, 0), "Rate limit"));
  /* the wait was not the model's */
  g_assert_cmpfloat (natter_timing_get_seconds (natter_message_get_timing (answer)), <, 1.4);
}

static void
test_retry_now (Fixture       *fixture,
                gconstpointer  data)
{
  NatterMessage *answer = NULL;

  chat_run_choose (fixture, "error-429");
  answer = ask (fixture, "hello");
  natter_test_run_until (hurry, fixture->conversation);

  /* three times, and no more */
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 4);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_RATE_LIMITED);
  g_assert_cmpuint (natter_message_get_notes (answer)->len, ==, 3);
}

static void
test_stop_ends_the_wait (Fixture       *fixture,
                         gconstpointer  data)
{
  NatterMessage *answer = NULL;

  chat_run_choose (fixture, "error-429");
  answer = ask (fixture, "hello");
  natter_test_run_until (is_counting, fixture->conversation);
  natter_chat_stop (fixture->chat, fixture->conversation);

  g_assert_false (natter_conversation_is_busy (fixture->conversation));
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_RATE_LIMITED);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 1);
}

/* An event that tells an error before a word was said is a refusal like any other. */
static void
test_refused_by_an_event (Fixture       *fixture,
                          gconstpointer  data)
{
  NatterTestReply *reply = natter_test_reply_new_stream ();
  NatterMessage *answer = NULL;

  natter_test_reply_chunk (reply, "data: {\"error\":{\"message\":\"Overloaded\","
                           "\"type\":\"overloaded_error\"}}\n\n", -1);
  natter_test_reply_end_chunks (reply);
  natter_test_server_add_reply (fixture->server, reply);
  answer = ask (fixture, "hello");
  natter_test_run_until (hurry, fixture->conversation);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);
}

typedef struct
{
  const char *model;     /* of a scene; or NULL for the refusal below */
  guint       status;
  const char *headers;
  const char *body;
  guint       n_requests;
} AgainCase;

static const AgainCase again_cases[] = {
  { "error-401", 0, NULL, NULL, 1 },
  { "error-403", 0, NULL, NULL, 1 },
  { "error-404", 0, NULL, NULL, 1 },
  { "error-midstream", 0, NULL, NULL, 1 },
  { "drop-600", 0, NULL, NULL, 1 },
  { "html", 0, NULL, NULL, 1 },
  { NULL, 429, "Retry-After: 1\r\n", "{\"error\":{\"message\":\"You exceeded your current quota\","
    "\"code\":\"insufficient_quota\"}}", 1 },
  { NULL, 429, "x-should-retry: false\r\n", "{\"error\":{\"message\":\"slow down\"}}", 1 },
  { NULL, 409, "x-should-retry: true\r\n", "{\"error\":{\"message\":\"conflict\"}}", 2 },
  { NULL, 408, "", "{\"error\":{\"message\":\"timeout\"}}", 2 },
  { NULL, 502, "", "{\"error\":{\"message\":\"bad gateway\"}}", 2 },
  { NULL, 504, "", "{\"error\":{\"message\":\"gateway timeout\"}}", 2 },
  { NULL, 429, "Retry-After: Fri, 01 Jan 2100 00:00:00 GMT\r\n",
    "{\"error\":{\"message\":\"much later\"}}", 1 },
};

static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  const AgainCase *again = data;

  if (again->model)
    chat_run_choose (fixture, again->model);
  else
    refuse (fixture, again->status, again->headers, again->body);

  ask (fixture, "hello");
  natter_test_run_until (hurry, fixture->conversation);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, again->n_requests);
}

static gboolean
request_has (Fixture    *fixture,
             guint       i,
             const char *text)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (fixture->server);
  NatterTestRequest *request = NULL;
  gsize size = 0;
  const char *body = NULL;

  g_assert_cmpuint (i, <, requests->len);
  request = g_ptr_array_index (requests, i);
  body = g_bytes_get_data (request->body, &size);

  return g_strstr_len (body, (gssize) size, text) != NULL;
}

static void
test_unsupported_is_left_out (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr(NatterProviderList) saved = NULL;
  g_autoptr(NatterProvider) provider = NULL;
  g_autoptr(JsonObject) quirks = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterMessage) first = NULL;

  natter_provider_list_set_answer_settings (natter_chat_get_providers (fixture->chat),
                                            &(NatterAnswerSettings) {
                                              .has_temperature = TRUE, .temperature = 0.5,
                                            });
  chat_run_choose (fixture, "picky");
  first = g_object_ref (ask (fixture, "one"));
  natter_test_run_until (is_idle, fixture->conversation);

  g_assert_cmpint (natter_message_get_end (first), ==, NATTER_END_COMPLETE);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);
  g_assert_true (request_has (fixture, 0, "\"temperature\""));
  g_assert_false (request_has (fixture, 1, "\"temperature\""));
  g_assert_nonnull (strstr (get_note (first, 0), "temperature"));

  /* remembered for the model, not for another */
  ask (fixture, "two");
  natter_test_run_until (is_idle, fixture->conversation);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 3);
  g_assert_false (request_has (fixture, 2, "\"temperature\""));
  chat_run_choose (fixture, "echo");
  ask (fixture, "three");
  natter_test_run_until (is_idle, fixture->conversation);
  g_assert_true (request_has (fixture, 3, "\"temperature\""));

  /* and saved */
  saved = natter_provider_list_new (fixture->path);
  g_assert_true (natter_provider_list_load (saved, &error));
  g_assert_no_error (error);
  provider = g_list_model_get_item (G_LIST_MODEL (saved), 0);
  quirks = natter_provider_dup_model_quirks (provider, "picky");
  g_assert_nonnull (quirks);
  g_assert_null (natter_provider_dup_model_quirks (provider, "echo"));
}

/* A server that names the same member again although it is gone is believed once. */
static void
test_lessons_end (Fixture       *fixture,
                  gconstpointer  data)
{
  static const char body[] = "{\"error\":{\"message\":\"Unknown parameter: 'stream_options'\","
                             "\"param\":\"stream_options\"}}";
  NatterMessage *answer = NULL;

  refuse (fixture, 400, "", body);
  refuse (fixture, 400, "", body);
  answer = ask (fixture, "hello");
  natter_test_run_until (is_idle, fixture->conversation);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_BAD_REQUEST);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->server), ==, 2);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  g_assert_true (natter_secrets_store_finish (NATTER_SECRETS (source), result, NULL));
  *(gboolean *) data = TRUE;
}

static gboolean
is_true (gpointer data)
{
  return *(gboolean *) data;
}

static void
test_key_is_redacted (Fixture       *fixture,
                      gconstpointer  data)
{
  NatterMessage *answer = NULL;
  const GError *error = NULL;
  gboolean stored = FALSE;

  natter_secrets_store_async (natter_chat_get_secrets (fixture->chat),
                              natter_provider_get_id (fixture->provider),
                              natter_provider_get_base_url (fixture->provider), "Test", KEY, NULL,
                              stored_cb, &stored);
  natter_test_run_until (is_true, &stored);
  refuse (fixture, 401, "x-request-id: req_7\r\n",
          "{\"error\":{\"message\":\"Incorrect API key provided: " KEY "\",\"key\":\"" KEY "\"}}");
  answer = ask (fixture, "hello");
  natter_test_run_until (is_idle, fixture->conversation);

  error = natter_message_get_error (answer);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_KEY);
  g_assert_null (strstr (error->message, KEY));
  g_assert_null (strstr (natter_error_get_http_body (error), KEY));
  g_assert_nonnull (strstr (error->message, "Incorrect API key provided"));
  g_assert_cmpstr (natter_message_get_request_id (answer), ==, "req_7");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) \
  g_test_add (path, Fixture, NULL, chat_run_set_up, function, chat_run_tear_down)
  ADD ("/generation/busy-then-answers", test_busy_then_answers);
  ADD ("/generation/retry-now", test_retry_now);
  ADD ("/generation/stop-ends-the-wait", test_stop_ends_the_wait);
  ADD ("/generation/refused-by-an-event", test_refused_by_an_event);
  ADD ("/generation/unsupported-is-left-out", test_unsupported_is_left_out);
  ADD ("/generation/lessons-end", test_lessons_end);
  ADD ("/generation/key-is-redacted", test_key_is_redacted);
#undef ADD

  for (guint i = 0; i < G_N_ELEMENTS (again_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/generation/again/%u", i);

      g_test_add (path, Fixture, &again_cases[i], chat_run_set_up, test_again, chat_run_tear_down);
    }

  return g_test_run ();
}
