/* test-test-server.c: what each scene of the scripted server puts on the wire, read with a plain
 * blocking socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <json-glib/json-glib.h>

#include "natter-test-scene.h"
#include "server-answer.h"

static void
assert_complete (const Answer *answer)
{
  g_assert_true (answer->is_whole);
  g_assert_true (answer->is_done);
  g_assert_cmpstr (answer->finish_reason, ==, "stop");
  g_assert_cmpint (answer->completion_tokens, ==, answer->n_deltas);
  g_assert_cmpuint (answer->n_malformed + answer->n_errors, ==, 0);
  g_assert_true (g_utf8_validate_len (answer->text->str, answer->text->len, NULL));
}

/* Scenes whose answer is whole. */
static const struct
{
  const char *model;
  const char *text;       /* stands in it */
  guint       n_tokens;   /* 0: not said */
} complete_cases[] = {
  { "demo@100000",           "“Tell me  about  rivers, please”",     0 },
  { "gpt-of-no-scene@9000",  "scripted",                             0 },
  { "echo",                  "Tell me *about* rivers, please",       0 },
  { "markdown@100000",       "| Left | Centre | Right |",            0 },
  { "mixed-4000@100000",     "```python",                            4000 },
  { "mixed-1@100000",        "",                                     1 },
  { "long-700@100000",       ".",                                    700 },
  { "fast@100000",           "|---|",                                4000 },
  { "crlf@1000",             "scripted",                             0 },
  { "bom@1000",              "scripted",                             0 },
  { "split-utf8@1000",       "你好世界",                             0 },
  { "empty",                 "",                                     0 },
  { "huge-line",             "mebibytes",                            1 },
};

static void
test_complete (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, complete_cases[i].model, "", &answer);
  assert_complete (&answer);
  g_assert_nonnull (strstr (answer.text->str, complete_cases[i].text));
  if (complete_cases[i].n_tokens)
    g_assert_cmpuint (answer.n_deltas, ==, complete_cases[i].n_tokens);

  g_assert_cmpint (g_str_has_prefix (complete_cases[i].model, "crlf"), ==,
                   strstr (answer.body->str, "\r\n\r\n") != NULL);
  g_assert_cmpint (g_str_has_prefix (complete_cases[i].model, "bom"), ==,
                   g_str_has_prefix (answer.body->str, "\xef\xbb\xbf"));
  g_assert_cmpint (g_str_has_prefix (complete_cases[i].model, "split"), ==,
                   answer.n_cut_chunks > 20);
  g_assert_cmpint (g_str_has_prefix (complete_cases[i].model, "huge"), ==,
                   answer.text->len == 2 * 1024 * 1024);
  g_assert_cmpint (g_str_has_prefix (complete_cases[i].model, "empty"), ==, answer.text->len == 0);

  g_assert_finalize_object (server);
}

static void
test_thinker (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, "thinker@5000", "", &answer);
  assert_complete (&answer);
  g_assert_cmpuint (answer.reasoning->len, >, 50);
  g_assert_cmpuint (answer.text->len, >, 10);

  g_assert_finalize_object (server);
}

/* The same text at each run, and no period in it. */
static void
test_mixed_text (void)
{
  g_autofree char *one = natter_test_text_new_mixed (4000);
  g_autofree char *two = natter_test_text_new_mixed (4000);
  const char *constructs[] = { "\n## ", "\n- ", "\n1. ", "\n```\n", "\n| ", "\n> ", "**" };
  g_autoptr(GHashTable) lines = g_hash_table_new (g_str_hash, g_str_equal);
  g_auto(GStrv) paragraphs = g_strsplit (one, "\n\n", -1);

  g_assert_cmpstr (one, ==, two);
  g_assert_cmpuint (natter_test_token_count (one), ==, 4000);
  for (guint i = 0; i < G_N_ELEMENTS (constructs); i++)
    g_assert_nonnull (strstr (one, constructs[i]));
  for (guint i = 0; paragraphs[i]; i++)
    g_assert_true (g_hash_table_add (lines, paragraphs[i]));
}

static void
test_cut (gconstpointer data)
{
  const char *model = data;
  gsize at = strchr (model, '-') ? g_ascii_strtoull (strchr (model, '-') + 1, NULL, 10) : 0;
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, model, "", &answer);
  g_assert_false (answer.is_whole);
  g_assert_false (answer.is_done);
  g_assert_null (answer.finish_reason);
  g_assert_cmpuint (answer.body->len, ==, at);
  g_assert_cmpint (answer.is_reset, ==, g_str_has_prefix (model, "reset"));

  g_assert_finalize_object (server);
}

static void
test_no_done (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, "no-done@1000", "", &answer);
  g_assert_true (answer.is_whole);
  g_assert_false (answer.is_done);
  g_assert_null (answer.finish_reason);
  g_assert_cmpint (answer.completion_tokens, ==, -1);
  g_assert_cmpuint (answer.text->len, >, 20);

  g_assert_finalize_object (server);
}

static void
test_error_midstream (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, "error-midstream@1000", "", &answer);
  g_assert_true (answer.is_whole);
  g_assert_false (answer.is_done);
  g_assert_null (answer.finish_reason);
  g_assert_cmpuint (answer.n_errors, ==, 1);
  g_assert_cmpuint (answer.n_deltas, ==, 10);

  g_assert_finalize_object (server);
}

static void
test_malformed (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, "malformed-json@1000", "", &answer);
  g_assert_cmpuint (answer.n_malformed, ==, 1);
  g_assert_true (answer.is_done);
  g_assert_cmpint (answer.completion_tokens, ==, answer.n_deltas);
  g_assert_cmpuint (answer.n_deltas, >, 11);

  g_assert_finalize_object (server);
}

static void
test_http_error (gconstpointer data)
{
  guint status = GPOINTER_TO_UINT (data);
  g_autofree char *model = g_strdup_printf ("error-%u", status);
  g_autofree char *status_line = g_strdup_printf ("HTTP/1.1 %u ", status);
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *error = NULL;

  ask (server, model, "", &answer);
  g_assert_true (g_str_has_prefix (answer.head, status_line));
  g_assert_nonnull (strstr (answer.head, "Content-Type: application/json"));
  g_assert_cmpint (status == 429, ==, strstr (answer.head, "\r\nRetry-After: 20\r\n") != NULL);

  g_assert_true (json_parser_load_from_data (parser, answer.body->str, answer.body->len, NULL));
  error = json_object_get_object_member (json_node_get_object (json_parser_get_root (parser)),
                                         "error");
  g_assert_cmpstr (json_object_get_string_member (error, "message"), !=, "");

  g_assert_finalize_object (server);
}

static void
test_not_streamed (gconstpointer data)
{
  const char *model = data;
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *root = NULL;

  /* The second "stream" is the one that counts. */
  ask (server, model, g_str_equal (model, "not-sse") ? "" : "\"stream\":false,", &answer);
  g_assert_true (answer.is_whole);
  g_assert_nonnull (strstr (answer.head, "Content-Type: application/json"));
  g_assert_true (json_parser_load_from_data (parser, answer.body->str, answer.body->len, NULL));
  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (root, "object"), ==, "chat.completion");

  g_assert_finalize_object (server);
}

static void
test_html (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, "html", "", &answer);
  g_assert_true (g_str_has_prefix (answer.head, "HTTP/1.1 200 "));
  g_assert_nonnull (strstr (answer.head, "Content-Type: text/html"));
  g_assert_true (g_str_has_prefix (answer.body->str, "<!DOCTYPE html>"));

  g_assert_finalize_object (server);
}

static void
test_max_tokens (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };

  ask (server, "long-500@5000", "\"max_tokens\":7,", &answer);
  g_assert_cmpstr (answer.finish_reason, ==, "length");
  g_assert_cmpuint (answer.n_deltas, ==, 7);
  g_assert_cmpint (answer.completion_tokens, ==, 7);

  g_assert_finalize_object (server);
}

static void
test_pace (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_auto(Answer) answer = { 0 };
  gint64 start = g_get_monotonic_time ();
  double seconds = 0;

  ask (server, "mixed-300@400", "", &answer);
  seconds = (g_get_monotonic_time () - start) / (double) G_USEC_PER_SEC;
  assert_complete (&answer);
  g_assert_cmpfloat (seconds, >=, 299 / 400.0);
  g_assert_cmpfloat (seconds, <, 2.5);
  g_assert_cmpuint (answer.n_chunks, >, 50);

  g_assert_finalize_object (server);
}

static gboolean
client_has_gone (gpointer data)
{
  g_autoptr(GPtrArray) requests = natter_test_server_dup_requests (data);

  return requests->len == 1 && ((NatterTestRequest *) g_ptr_array_index (requests,
                                                                         0))->closed_early;
}

/* Both write something or headers, then nothing; the client's going is noticed. */
static void
test_silent (gconstpointer data)
{
  NatterTestServer *server = natter_test_server_new ();
  g_autoptr(GSocketConnection) connection = connect_to (server);
  g_autofree char *body = new_body (data, "");
  g_autoptr(GString) head = g_string_new (NULL);
  Answer answer = { 0 };

  send_request (connection, "POST /v1/chat/completions", body);
  while (!g_str_has_suffix (head->str, "\r\n\r\n"))
    g_assert_true (read_exactly (g_io_stream_get_input_stream (G_IO_STREAM (connection)), head, 1,
                                 &answer));
  g_assert_nonnull (strstr (head->str, "text/event-stream"));
  g_assert_false (client_has_gone (server));

  g_io_stream_close (G_IO_STREAM (connection), NULL, NULL);
  natter_test_run_until (client_has_gone, server);

  g_assert_finalize_object (server);
}

/* A server that goes does not wait for its clients. */
static void
test_finalize_while_streaming (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_autoptr(GSocketConnection) connection = connect_to (server);
  g_autofree char *body = new_body ("stall", "");
  g_auto(Answer) answer = { 0 };

  send_request (connection, "POST /v1/chat/completions", body);
  while (natter_test_server_get_n_requests (server) == 0)
    g_thread_yield ();
  g_assert_finalize_object (server);

  read_answer (connection, &answer);
  g_assert_false (answer.is_whole);
}

static void
test_models (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_autoptr(GSocketConnection) connection = connect_to (server);
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_auto(Answer) answer = { 0 };
  JsonArray *models = NULL;

  send_request (connection, "GET /v1/models", "");
  read_answer (connection, &answer);
  g_assert_true (json_parser_load_from_data (parser, answer.body->str, answer.body->len, NULL));
  models = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                         "data");
  g_assert_cmpuint (json_array_get_length (models), >, 20);
  for (guint i = 0; i < json_array_get_length (models); i++)
    g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (models, i),
                                                    "owned_by"), ==,
                     "natter-test-server");
  g_assert_cmpstr (json_object_get_string_member (json_array_get_object_element (models, 0), "id"),
                   ==, "demo");

  g_assert_finalize_object (server);
}

static void
test_replay (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_autoptr(GBytes) body = g_bytes_new_static ("data: [DONE]\r\n\r\n", 16);
  g_auto(Answer) answer = { 0 };
  gint64 start = g_get_monotonic_time ();

  natter_test_server_set_replay (server, body, "text/event-stream", 100);
  ask (server, "any", "", &answer);
  g_assert_true (answer.is_whole);
  g_assert_true (answer.is_done);
  g_assert_cmpmem (answer.body->str, answer.body->len, "data: [DONE]\r\n\r\n", 16);
  g_assert_cmpint (g_get_monotonic_time () - start, >, 140 * 1000);
  g_assert_cmpuint (answer.n_chunks, >, 4);

  g_assert_finalize_object (server);
}

static void
test_log (void)
{
  NatterTestServer *server = natter_test_server_new ();
  g_autofree char *directory = g_dir_make_tmp ("natter-test-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (directory, "log", NULL);
  g_autofree char *text = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_auto(Answer) answer = { 0 };
  JsonObject *line = NULL;

  g_assert_true (natter_test_server_set_log (server, path, &error));
  ask (server, "empty", "", &answer);
  g_assert_finalize_object (server);

  g_assert_true (g_file_get_contents (path, &text, NULL, &error));
  g_assert_null (strstr (text, "secret"));
  g_assert_true (strchr (text, '\n') == text + strlen (text) - 1);
  g_assert_true (json_parser_load_from_data (parser, text, -1, &error));
  line = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (line, "path"), ==, "/v1/chat/completions");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (line, "headers"),
                                                  "authorization"), ==, "<set>");
  g_assert_cmpstr (json_object_get_string_member (json_object_get_object_member (line, "body"),
                                                  "model"), ==,
                   "empty");
  g_assert_cmpint (json_object_get_int_member (line, "status"), ==, 200);
  g_assert_cmpfloat (json_object_get_double_member (line, "ended"), >=,
                     json_object_get_double_member (line, "started"));
  g_assert_false (json_object_get_boolean_member (line, "closed_early"));

  g_assert_cmpint (g_remove (path), ==, 0);
  g_assert_cmpint (g_rmdir (directory), ==, 0);
}

static void
add_data (const char    *group,
          const char    *name,
          gconstpointer  data,
          GTestDataFunc  test)
{
  g_autofree char *path = g_strconcat ("/test-server/", group, "/", name, NULL);

  g_test_add_data_func (path, data, test);
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *name;
    guint       status;
  } errors[] = {
    { "401", 401 }, { "403", 403 }, { "404", 404 }, { "429", 429 }, { "500", 500 },
    { "503", 503 }, { "529", 529 },
  };
  static const char *cuts[] = { "drop-1500", "drop-1", "reset-1500" };

  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (complete_cases); i++)
    add_data ("complete", complete_cases[i].model, GUINT_TO_POINTER (i), test_complete);
  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    add_data ("http-error", errors[i].name, GUINT_TO_POINTER (errors[i].status), test_http_error);
  for (guint i = 0; i < G_N_ELEMENTS (cuts); i++)
    add_data ("cut", cuts[i], cuts[i], test_cut);
  add_data ("not-streamed", "not-sse", "not-sse", test_not_streamed);
  add_data ("not-streamed", "asked", "demo", test_not_streamed);
  add_data ("silent", "stall", "stall", test_silent);
  add_data ("silent", "slow-start", "slow-start", test_silent);
  g_test_add_func ("/test-server/thinker", test_thinker);
  g_test_add_func ("/test-server/mixed-text", test_mixed_text);
  g_test_add_func ("/test-server/no-done", test_no_done);
  g_test_add_func ("/test-server/error-midstream", test_error_midstream);
  g_test_add_func ("/test-server/malformed", test_malformed);
  g_test_add_func ("/test-server/html", test_html);
  g_test_add_func ("/test-server/max-tokens", test_max_tokens);
  g_test_add_func ("/test-server/pace", test_pace);
  g_test_add_func ("/test-server/finalize-while-streaming", test_finalize_while_streaming);
  g_test_add_func ("/test-server/models", test_models);
  g_test_add_func ("/test-server/replay", test_replay);
  g_test_add_func ("/test-server/log", test_log);

  return g_test_run ();
}
