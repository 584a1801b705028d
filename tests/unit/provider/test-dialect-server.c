/* test-dialect-server.c: what a dialect asks of a server over a socket, and what it reads of the
 * answer: the scripted server and the dialect agree on the words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http.h"
#include "natter-model.h"
#include "natter-test-answer.h"
#include "natter-test-async.h"

static const struct
{
  const char *id;
  const char *base;     /* in place of the server's "/v1" */
  const char *stop;     /* its words for the ends of an answer */
  const char *length;
  gboolean    no_model; /* it does not tell which model answers */
  gboolean    no_count; /* nor how much of the answer was thought */
} dialects[] = {
  { "anthropic", "/v1", "end_turn", "max_tokens" },
  { "cohere-v2", "/v2", "COMPLETE", "MAX_TOKENS", .no_model = TRUE, .no_count = TRUE },
  { "gemini", "/v1beta", "STOP", "MAX_TOKENS" },
  { "ollama", "", "stop", "length", .no_count = TRUE },
  { "openai-chat", "/v1", "stop", "length" },
  { "openai-responses", "/v1", "completed", "incomplete" },
};

typedef struct
{
  NatterTestServer *server;
  NatterHttp       *http;
  NatterDialect    *dialect;
  GPtrArray        *messages;
  char             *base_url;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *url = NULL;

  fixture->server = natter_test_server_new ();
  fixture->http = natter_http_new ();
  fixture->dialect = natter_dialect_new_for_id (dialects[i].id);
  fixture->messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_ptr_array_add (fixture->messages, natter_message_new (NATTER_ROLE_USER, "Grüße, you two"));

  url = natter_test_server_get_url (fixture->server);
  fixture->base_url = g_strdup_printf ("%.*s%s", (int) strlen (url) - 3, url, dialects[i].base);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->messages);
  g_free (fixture->base_url);
  g_clear_object (&fixture->http);
  g_assert_finalize_object (fixture->dialect);
  g_assert_finalize_object (fixture->server);
}

/* Takes @request. */
static NatterHttpResponse *
fetch (Fixture            *fixture,
       NatterHttpRequest  *request,
       GError            **error)
{
  g_autoptr(NatterHttpRequest) owned = request;
  g_autoptr(GAsyncResult) result = NULL;

  g_assert_nonnull (owned);
  natter_http_fetch_async (fixture->http, owned, 10, NULL, natter_test_async_cb, &result);

  return natter_http_fetch_finish (fixture->http, natter_test_async_wait (&result), error);
}

static NatterHttpResponse *
ask (Fixture     *fixture,
     const char  *scene,
     gint64       max_tokens,
     GError     **error)
{
  NatterRequest request = { .base_url = fixture->base_url, .key = "k", .model = scene,
                            .max_tokens = max_tokens, .messages = fixture->messages };

  return fetch (fixture, natter_dialect_encode (fixture->dialect, &request, NULL), error);
}

static NatterTestDecoded *
read_answer (Fixture    *fixture,
             const char *scene,
             gint64      max_tokens)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterHttpResponse) response = ask (fixture, scene, max_tokens, &error);
  gsize size = 0;
  const guint8 *data = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (natter_http_response_get_status (response), ==, 200);
  data = g_bytes_get_data (natter_http_response_get_body (response), &size);

  return natter_test_decoded_read (fixture->dialect, data, size, 0);
}

static void
test_echo (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterTestDecoded) decoded = read_answer (fixture, "echo", 0);

  g_assert_cmpstr (decoded->text->str, ==, "Grüße, you two");
  g_assert_cmpstr (decoded->finish_reason, ==, dialects[GPOINTER_TO_UINT (data)].stop);
  g_assert_cmpstr (decoded->model, ==,
                   dialects[GPOINTER_TO_UINT (data)].no_model ? NULL : "echo");
  g_assert_cmpint (decoded->end, ==, NATTER_END_COMPLETE);
  g_assert_cmpint (decoded->usage.input, >, 0);
  g_assert_cmpint (decoded->usage.output, >, 0);
  g_assert_cmpuint (decoded->n_malformed, ==, 0);
}

static void
test_thinker (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterTestDecoded) decoded = read_answer (fixture, "thinker", 0);
  g_autoptr(NatterTestDecoded) cut = read_answer (fixture, "thinker", 3);

  g_assert_cmpuint (decoded->text->len, >, 0);
  g_assert_cmpuint (decoded->reasoning->len, >, 0);
  if (!dialects[GPOINTER_TO_UINT (data)].no_count)
    g_assert_cmpint (decoded->usage.reasoning, >, 0);
  g_assert_cmpint (decoded->usage.output, >, decoded->usage.reasoning);
  g_assert_cmpint (decoded->end, ==, NATTER_END_COMPLETE);

  g_assert_cmpuint (cut->text->len, ==, 0);
  g_assert_cmpstr (cut->finish_reason, ==, dialects[GPOINTER_TO_UINT (data)].length);
  g_assert_cmpint (cut->end, ==, NATTER_END_LENGTH);
}

/* Scenes in which the answer itself goes wrong, or only its form. */
static const struct
{
  const char *scene;
  NatterEnd   end;
  const char *category;
  guint       n_malformed;
} odd_scenes[] = {
  { "error-midstream", NATTER_END_PROVIDER_ERROR, "server", 0 },
  { "no-done", NATTER_END_CONNECTION_LOST, NULL, 0 },
  { "malformed-json", NATTER_END_COMPLETE, NULL, 1 },
  { "not-sse", NATTER_END_COMPLETE, NULL, 0 },
  { "crlf", NATTER_END_COMPLETE, NULL, 0 },
  { "split-utf8", NATTER_END_COMPLETE, NULL, 0 },
};

static void
test_odd_scenes (Fixture       *fixture,
                 gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (odd_scenes); i++)
    {
      g_autoptr(NatterTestDecoded) decoded = read_answer (fixture, odd_scenes[i].scene, 0);
      const char *category = decoded->error ? natter_error_get_category (decoded->error) : NULL;

      g_test_message ("%s", odd_scenes[i].scene);
      g_assert_cmpuint (decoded->text->len, >, 0);
      g_assert_cmpint (decoded->end, ==, odd_scenes[i].end);
      g_assert_cmpstr (category, ==, odd_scenes[i].category);
      g_assert_cmpuint (decoded->n_malformed, ==, odd_scenes[i].n_malformed);
    }
}

static void
test_drop (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterHttpResponse) response = ask (fixture, "drop-600", 0, &error);

  g_assert_null (response);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST);
}

static const struct
{
  const char  *scene;
  NatterError  code;
  double       wait;
} refusals[] = {
  { "error-401", NATTER_ERROR_BAD_KEY, -1 },
  { "error-404", NATTER_ERROR_NO_SUCH_MODEL, -1 },
  { "error-429", NATTER_ERROR_RATE_LIMITED, 20 },
  { "error-500", NATTER_ERROR_SERVER, -1 },
  { "error-503", NATTER_ERROR_OVERLOADED, -1 },
  { "error-529", NATTER_ERROR_OVERLOADED, -1 },
  { "html", NATTER_ERROR_NOT_AN_API, -1 },
};

static void
test_refusals (Fixture       *fixture,
               gconstpointer  data)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    {
      g_autoptr(GError) failure = NULL;
      g_autoptr(NatterHttpResponse) response = ask (fixture, refusals[i].scene, 0, &failure);
      g_autoptr(GError) error = NULL;

      g_test_message ("%s", refusals[i].scene);
      g_assert_no_error (failure);
      error = natter_dialect_read_error (fixture->dialect, response);
      g_assert_error (error, NATTER_ERROR, (int) refusals[i].code);
      g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (error), refusals[i].wait, 0.1);
    }
}

static void
test_models (Fixture       *fixture,
             gconstpointer  data)
{
  NatterRequest request = { .base_url = fixture->base_url, .key = "k" };
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterHttpResponse) response = NULL;
  g_autoptr(GListModel) models = NULL;
  g_autoptr(NatterModel) first = NULL;
  GBytes *body = NULL;

  response = fetch (fixture, natter_dialect_encode_models (fixture->dialect, &request, NULL),
                    &error);
  g_assert_no_error (error);
  body = natter_http_response_get_body (response);
  models = natter_dialect_read_models (fixture->dialect, body, &error);
  g_assert_no_error (error);
  g_assert_null (natter_dialect_read_next_page (fixture->dialect, body));

  first = g_list_model_get_item (models, 0);
  g_assert_cmpuint (g_list_model_get_n_items (models), >, 10);
  g_assert_cmpstr (natter_model_get_id (first), ==, "demo");
}

static void
add_test (guint       i,
          const char *name,
          void      (*func) (Fixture       *fixture,
                             gconstpointer  data))
{
  g_autofree char *path = g_strdup_printf ("/dialect-server/%s/%s", dialects[i].id, name);

  g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, func, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    {
      add_test (i, "echo", test_echo);
      add_test (i, "thinker", test_thinker);
      add_test (i, "odd-scenes", test_odd_scenes);
      add_test (i, "drop", test_drop);
      add_test (i, "refusals", test_refusals);
      add_test (i, "models", test_models);
    }

  return g_test_run ();
}
