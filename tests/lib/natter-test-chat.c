/* natter-test-chat.c: plays a scene to a client: the pace, the faults, the framing. Lives as long
 * as one answer, in its connection's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-chat.h"

#include "natter-test-scene.h"
#include "natter-test-wire.h"

#define JSON_HEADERS "Content-Type: application/json\r\n"
#define MAX_PENDING  (64 * 1024) /* bytes of events in one write */
#define USUAL_WAIT   20.0        /* seconds, of a 429 */

#define HTML_PAGE \
  "<!DOCTYPE html>\n<html><head><title>Sign in</title></head>\n" \
  "<body><h1>Network sign-in required</h1>" \
  "<p>Please sign in to use this network.</p></body></html>\n"

/* As OpenAI words it. */
#define PICKY_BODY \
  "{\"error\":{\"message\":" \
  "\"Unsupported parameter: 'temperature' is not supported with this model.\"," \
  "\"type\":\"invalid_request_error\",\"param\":\"temperature\"," \
  "\"code\":\"unsupported_parameter\"}}"

typedef struct
{
  NatterTestConnection  *connection;
  const NatterTestWire  *wire;
  const NatterTestAsk   *ask;
  const NatterTestScene *scene;

  GString               *pending;   /* events that are due, not yet written */
  gsize                  sent;      /* bytes of body */
  gint64                 start;     /* of the pace */
  guint                  n_tokens;
  gboolean               is_over;   /* the scene's fault has ended the connection */
} Player;

typedef void (*AppendFunc) (GString             *out,
                            const NatterTestAsk *ask,
                            const char          *text,
                            gsize                length);

/* A piece of body, up to the byte at which the scene breaks off. */
static void
write_piece (Player     *self,
             const char *data,
             gsize       length)
{
  const NatterTestScene *scene = self->scene;
  gboolean is_reset = scene->fault == NATTER_TEST_FAULT_RESET;
  gboolean is_cut = is_reset || scene->fault == NATTER_TEST_FAULT_DROP;

  if (self->is_over)
    return;

  if (is_cut && self->sent + length >= scene->fault_at)
    {
      length = scene->fault_at - self->sent;
      self->is_over = TRUE;
    }

  if (!natter_test_connection_write_chunk (self->connection, data, length))
    self->is_over = TRUE;
  self->sent += length;

  if (self->is_over && is_reset)
    natter_test_connection_set_reset (self->connection);
}

/* Every character of several bytes is cut behind its first. */
static void
write_cut (Player     *self,
           const char *data,
           gsize       length)
{
  gsize start = 0;

  for (gsize i = 0; i < length; i++)
    {
      if ((guchar) data[i] < 0xc0)
        continue;

      write_piece (self, data + start, i + 1 - start);
      start = i + 1;
    }

  write_piece (self, data + start, length - start);
}

static void
flush (Player *self)
{
  if (self->pending->len == 0)
    return;

  if (self->scene->has_crlf)
    g_string_replace (self->pending, "\n", "\r\n", 0);

  if (self->scene->cuts_characters)
    write_cut (self, self->pending->str, self->pending->len);
  else
    write_piece (self, self->pending->str, self->pending->len);

  g_string_truncate (self->pending, 0);
}

/* By the clock and not by a sum of waits: a late timer makes the next write larger, not the answer
 * slower. */
static void
wait_for_token (Player *self)
{
  gint64 due = self->start;

  if (self->scene->rate > 0)
    due += (gint64) (self->n_tokens / self->scene->rate * G_USEC_PER_SEC);

  if (due > g_get_monotonic_time ())
    {
      flush (self);
      if (!self->is_over && !natter_test_connection_wait_until (self->connection, due))
        self->is_over = TRUE;
    }
  else if (self->pending->len > MAX_PENDING)
    {
      flush (self);
    }
}

/* What happens before the token that comes next. */
static void
play_fault (Player *self)
{
  if (self->n_tokens != self->scene->fault_at)
    return;

  if (self->scene->fault == NATTER_TEST_FAULT_MALFORMED)
    self->wire->malformed (self->pending, self->ask);

  if (self->scene->fault == NATTER_TEST_FAULT_STALL)
    {
      flush (self);
      natter_test_connection_hang (self->connection);
      self->is_over = TRUE;
    }
}

static gboolean
has_stopped (const Player *self)
{
  return self->is_over ||
         (self->ask->max_tokens > 0 && self->n_tokens >= self->ask->max_tokens) ||
         (self->scene->fault == NATTER_TEST_FAULT_ERROR && self->n_tokens >= self->scene->fault_at);
}

/* Returns: whether the whole text was said */
static gboolean
say (Player     *self,
     const char *text,
     AppendFunc  append)
{
  while (*text)
    {
      gsize length = self->scene->is_single ? strlen (text) : natter_test_token_length (text);

      if (has_stopped (self))
        return FALSE;

      wait_for_token (self);
      play_fault (self);
      if (self->is_over)
        return FALSE;

      append (self->pending, self->ask, text, length);
      self->n_tokens++;
      text += length;
    }

  return TRUE;
}

static void
say_all (Player *self)
{
  NatterTestEnding ending = { .finish_reason = "stop" };
  gboolean is_whole = TRUE;

  if (self->scene->has_bom)
    g_string_append (self->pending, "\xef\xbb\xbf");
  self->wire->begin (self->pending, self->ask);

  if (self->scene->reasoning)
    is_whole = say (self, self->scene->reasoning, self->wire->reasoning);
  ending.n_reasoning_tokens = self->n_tokens;
  if (is_whole)
    is_whole = say (self, self->scene->text, self->wire->text);
  ending.n_tokens = self->n_tokens;
  if (!is_whole)
    ending.finish_reason = "length";

  if (self->scene->fault == NATTER_TEST_FAULT_ERROR)
    self->wire->error (self->pending, self->ask);
  else if (self->scene->fault != NATTER_TEST_FAULT_NO_TERMINAL)
    self->wire->end (self->pending, self->ask, &ending);

  flush (self);
}

static gboolean
play_stream (NatterTestConnection  *connection,
             const NatterTestWire  *wire,
             const NatterTestAsk   *ask,
             const NatterTestScene *scene)
{
  g_autoptr(GString) pending = g_string_new (NULL);
  Player player = { connection, wire, ask, scene, pending };
  g_autofree char *headers = NULL;

  headers = g_strdup_printf ("Content-Type: %s\r\nCache-Control: no-cache\r\n"
                             "Transfer-Encoding: chunked\r\n",
                             wire->content_type ? wire->content_type
                                                : "text/event-stream; charset=utf-8");
  natter_test_connection_begin (connection, 200, headers);

  player.start = g_get_monotonic_time () + (gint64) (scene->delay * G_USEC_PER_SEC);
  if (!natter_test_connection_wait_until (connection, player.start))
    return FALSE;

  say_all (&player);

  return !player.is_over && natter_test_connection_write (connection, "0\r\n\r\n", 5);
}

static gboolean
play_whole (NatterTestConnection  *connection,
            const NatterTestWire  *wire,
            const NatterTestAsk   *ask,
            const NatterTestScene *scene)
{
  g_autoptr(GString) body = g_string_new (NULL);
  NatterTestEnding ending = { .finish_reason = "stop" };

  ending.n_reasoning_tokens = scene->reasoning ? natter_test_token_count (scene->reasoning) : 0;
  ending.n_tokens = ending.n_reasoning_tokens + natter_test_token_count (scene->text);
  wire->whole (body, ask, scene->reasoning, scene->text, &ending);

  return natter_test_connection_respond (connection, 200, JSON_HEADERS, body->str, body->len);
}

/* In whole seconds the standard header says it, else OpenAI's. */
static char *
dup_wait_header (double seconds)
{
  guint milliseconds = (guint) (seconds * 1000);

  if (milliseconds % 1000 == 0)
    return g_strdup_printf (JSON_HEADERS "Retry-After: %u\r\n", milliseconds / 1000);

  return g_strdup_printf (JSON_HEADERS "Retry-After-Ms: %u\r\n", milliseconds);
}

static gboolean
play_busy (NatterTestConnection *connection,
           const NatterTestWire *wire,
           double                seconds)
{
  g_autoptr(GString) body = g_string_new (NULL);
  g_autofree char *headers = wire->busy ? g_strdup (JSON_HEADERS) : dup_wait_header (seconds);

  if (wire->busy)
    wire->busy (body, seconds);
  else
    wire->http_error (body, 429);

  return natter_test_connection_respond (connection, 429, headers, body->str, body->len);
}

static gboolean
play_http_error (NatterTestConnection *connection,
                 const NatterTestWire *wire,
                 guint                 status)
{
  g_autoptr(GString) body = g_string_new (NULL);

  if (status == 429)
    return play_busy (connection, wire, USUAL_WAIT);

  wire->http_error (body, status);

  return natter_test_connection_respond (connection, status, JSON_HEADERS, body->str, body->len);
}

static gboolean
play_picky (NatterTestConnection *connection)
{
  return natter_test_connection_respond (connection, 400, JSON_HEADERS, PICKY_BODY,
                                         strlen (PICKY_BODY));
}

static gboolean
play_models (NatterTestConnection *connection,
             const NatterTestWire *wire)
{
  g_autoptr(GString) body = g_string_new (NULL);

  wire->models (body);

  return natter_test_connection_respond (connection, 200, JSON_HEADERS, body->str, body->len);
}

static gboolean
sets_temperature (const NatterTestRequest *request)
{
  gsize size = 0;
  const char *body = g_bytes_get_data (request->body, &size);

  return g_strstr_len (body, (gssize) size, "\"temperature\":") != NULL;
}

/* What is in the model's mouth already is not said again. */
static void
go_on (NatterTestScene *scene,
       const char      *begun)
{
  if (begun && g_str_has_prefix (scene->text, begun))
    memmove (scene->text, scene->text + strlen (begun), strlen (scene->text) - strlen (begun) + 1);
}

static gboolean
play_scene (NatterTestConnection    *connection,
            const NatterTestWire    *wire,
            const NatterTestRequest *request)
{
  guint phase = 0;
  g_auto(NatterTestAsk) ask = { .path = request->path, .phase = &phase };
  g_autoptr(NatterTestScene) scene = NULL;

  if (!wire->read_ask (request->body, &ask))
    return play_http_error (connection, wire, 400);

  scene = natter_test_scene_new (ask.model, ask.prompt);
  go_on (scene, ask.begun);

  if (scene->status != 200)
    return play_http_error (connection, wire, scene->status);
  if (request->n_before < scene->n_refusals)
    return play_busy (connection, wire, scene->wait);
  if (scene->is_picky && sets_temperature (request))
    return play_picky (connection);

  if (scene->fault == NATTER_TEST_FAULT_HTML)
    return natter_test_connection_respond (connection, 200,
                                           "Content-Type: text/html; charset=utf-8\r\n",
                                           HTML_PAGE, strlen (HTML_PAGE));

  if (scene->fault == NATTER_TEST_FAULT_NOT_STREAMED || !ask.stream)
    return play_whole (connection, wire, &ask, scene);

  return play_stream (connection, wire, &ask, scene);
}

static gboolean
is_for (const NatterTestWire *wire,
        const char           *method_path)
{
  const char *star = strchr (wire->method_path, '*');

  return star ? strncmp (method_path, wire->method_path, star - wire->method_path) == 0
              : g_str_equal (method_path, wire->method_path);
}

/* Whose lists and errors a request expects that is for no dialect by its address alone. */
static const NatterTestWire *
guess_wire (const NatterTestRequest *request)
{
  if (g_str_has_prefix (request->path, "/v1beta/"))
    return &natter_test_wire_gemini;
  if (g_str_has_prefix (request->path, "/api/"))
    return &natter_test_wire_ollama;
  if (g_str_has_prefix (request->path, "/v2/") || strstr (request->path, "endpoint=chat"))
    return &natter_test_wire_cohere;
  if (natter_test_request_get_header (request, "anthropic-version"))
    return &natter_test_wire_anthropic;

  return &natter_test_wire_openai_chat;
}

gboolean
natter_test_chat_answer (NatterTestConnection    *connection,
                         const NatterTestRequest *request)
{
  static const NatterTestWire *const wires[] = {
    &natter_test_wire_anthropic,
    &natter_test_wire_cohere,
    &natter_test_wire_gemini,
    &natter_test_wire_ollama,
    &natter_test_wire_openai_chat,
    &natter_test_wire_openai_responses,
  };
  g_autofree char *path = g_strndup (request->path, strcspn (request->path, "?"));
  g_autofree char *method_path = g_strconcat (request->method, " ", path, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    {
      if (is_for (wires[i], method_path))
        return play_scene (connection, wires[i], request);
    }

  if (g_str_equal (method_path, "GET /v1/models") ||
      g_str_equal (method_path, "GET /v1beta/models") || g_str_equal (method_path, "GET /api/tags"))
    return play_models (connection, guess_wire (request));

  return play_http_error (connection, guess_wire (request), 404);
}
