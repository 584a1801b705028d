/* test-recorded-chats.c: what programs in use were recorded to send to OpenAI and those who speak
 * like it, to Cohere and to Ollama, read in place from $NATTER_STREAMS/streams, is what the
 * dialects send when asked for the same. Skipped where the recordings are absent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-body.h"

/* The dialects, and where each keeps things. */
typedef struct
{
  const char *id;
  const char *messages;
  const char *known[12];    /* members that a request is filled from; all else goes along */
} Shape;

static const Shape shapes[] = {
  { "openai-chat", "messages",
    { "model", "messages", "stream", "stream_options", "temperature", "top_p", "max_tokens",
      "max_completion_tokens", "reasoning_effort", "seed", NULL } },
  { "openai-responses", "input",
    { "model", "input", "stream", "instructions", "temperature", "top_p", "max_output_tokens",
      "reasoning", "include", "store", NULL } },
  { "cohere-v2", "messages",
    { "model", "messages", "stream", "temperature", "p", "max_tokens", "seed", NULL } },
  { "ollama", "messages", { "model", "messages", "stream", NULL } },
};

static JsonNode *manifest;
static guint n_compared;

static JsonNode *
load_json (const char *file)
{
  g_autofree char *path = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  if (!g_getenv ("NATTER_STREAMS"))
    return NULL;

  path = g_build_filename (g_getenv ("NATTER_STREAMS"), "streams", file, NULL);
  if (!g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  return natter_json_parse (text, length, NULL);
}

/* What Natter does not send yet: tools that were run, and marks for a cache. */
static gboolean
holds_word (JsonNode *node)
{
  static const char *const words[] = {
    "\"cache_control\"", "\"tool_calls\"", "\"tool\"", "\"function_call\"",
    "\"function_call_output\"",
  };
  g_autofree char *text = natter_json_to_string (node, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]))
      return TRUE;

  return FALSE;
}

static const char *
find_url (JsonObject *part)
{
  JsonObject *image = natter_json_get_object (part, "image_url");

  return image ? natter_json_get_string (image, "url")
               : natter_json_get_string (part, "image_url");
}

static void
attach (NatterMessage *message,
        const char    *url)
{
  const char *comma = strchr (url, ',');
  g_autofree char *mime_type = g_strndup (url + 5, strcspn (url + 5, ";"));
  gsize size = 0;
  guchar *data = g_base64_decode (comma + 1, &size);
  g_autoptr(GBytes) bytes = g_bytes_new_take (data, size);
  g_autoptr(NatterAttachment) attachment = natter_attachment_new (mime_type, NULL, bytes);

  natter_message_add_attachment (message, attachment);
}

/* The words of a message, and the addresses of its images in @urls; or NULL: more than one text is
 * what Natter says in one. */
static char *
read_content (JsonObject *recorded,
              GPtrArray  *urls)
{
  JsonArray *parts = natter_json_get_array (recorded, "content");
  GString *text = g_string_new (natter_json_get_string (recorded, "content"));

  for (guint i = 0; parts && i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);

      if (natter_json_get_string (part, "text") && text->len > 0)
        {
          g_string_free (text, TRUE);
          return NULL;
        }

      if (natter_json_get_string (part, "text"))
        g_string_append (text, natter_json_get_string (part, "text"));
      else if (find_url (part))
        g_ptr_array_add (urls, (gpointer) find_url (part));
    }

  return g_string_free_and_steal (text);
}

static gboolean
is_system (const char *role)
{
  return g_str_equal (role, "system") || g_str_equal (role, "developer");
}

/* FALSE: a message is of a kind that Natter has not. */
static gboolean
read_message (NatterRequest *request,
              JsonObject    *quirks,
              JsonObject    *recorded)
{
  const char *role = natter_json_get_string (recorded, "role");
  g_autoptr(GPtrArray) urls = g_ptr_array_new ();
  g_autofree char *text = read_content (recorded, urls);
  NatterMessage *message = NULL;

  if (!role || !text || (is_system (role) && (request->system || request->messages->len > 0)))
    return FALSE;

  if (is_system (role))
    {
      request->system = g_intern_string (text);
      json_object_set_string_member (quirks, "system-role", role);
      return TRUE;
    }

  message = natter_test_body_add (request->messages,
                                  g_str_equal (role, "user") ? NATTER_ROLE_USER
                                                             : NATTER_ROLE_ASSISTANT, text);
  for (guint i = 0; i < urls->len; i++)
    {
      const char *url = g_ptr_array_index (urls, i);

      if (!g_str_has_prefix (url, "data:"))
        return FALSE;
      attach (message, url);
    }

  return TRUE;
}

static gboolean
read_messages (NatterRequest *request,
               JsonObject    *quirks,
               JsonObject    *recorded,
               const char    *name)
{
  JsonArray *array = natter_json_get_array (recorded, name);

  if (natter_json_get_string (recorded, name))
    natter_test_body_add (request->messages, NATTER_ROLE_USER,
                          natter_json_get_string (recorded, name));
  for (guint i = 0; array && i < json_array_get_length (array); i++)
    if (!read_message (request, quirks, json_array_get_object_element (array, i)))
      return FALSE;

  return TRUE;
}

static void
read_settings (NatterRequest *request,
               JsonObject    *quirks,
               JsonObject    *recorded)
{
  static const char *const limits[] = {
    "max_tokens", "max_completion_tokens", "max_output_tokens",
  };
  JsonObject *reasoning = natter_json_get_object (recorded, "reasoning");

  request->model = natter_json_get_string (recorded, "model");
  if (natter_json_get_string (recorded, "instructions"))
    request->system = natter_json_get_string (recorded, "instructions");
  request->has_temperature = natter_json_get_double (recorded, "temperature",
                                                     &request->temperature);
  request->has_top_p = natter_json_get_double (recorded, "top_p", &request->top_p) ||
                       natter_json_get_double (recorded, "p", &request->top_p);
  request->has_seed = json_object_has_member (recorded, "seed");
  request->seed = natter_json_get_int (recorded, "seed", 0);
  request->effort = natter_json_get_string (recorded, "reasoning_effort");
  if (json_object_has_member (recorded, "input"))
    request->effort = natter_json_get_string (reasoning, "effort");

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    if (natter_json_get_int (recorded, limits[i], 0) > 0)
      {
        request->max_tokens = natter_json_get_int (recorded, limits[i], 0);
        json_object_set_string_member (quirks, "limit-field", limits[i]);
      }
  json_object_set_boolean_member (quirks, "stream-options",
                                  natter_json_get_object (recorded, "stream_options") != NULL);
}

static JsonObject *
new_extras (JsonObject  *recorded,
            const Shape *shape)
{
  JsonObject *extras = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, recorded);
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_strv_contains (shape->known, name))
      json_object_set_member (extras, name, json_node_copy (node));

  return extras;
}

static JsonNode *normalize (JsonNode *node);

static gboolean
is_one_text (JsonArray *array)
{
  return json_array_get_length (array) == 1 &&
         natter_json_get_string (natter_json_as_object (json_array_get_element (array, 0)), "text");
}

static JsonNode *
normalize_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *member = NULL;

  json_object_iter_init (&iter, object);
  while (json_object_iter_next (&iter, &name, &member))
    if (!JSON_NODE_HOLDS_NULL (member) && !g_str_equal (name, "detail"))
      json_object_set_member (copy, name, normalize (member));

  json_node_take_object (node, copy);

  return node;
}

/* Two ways to say the same: one text alone or as a list of one; a number with or without a
 * fraction; nothing and null; the resolution of an image that is the usual one. */
static JsonNode *
normalize (JsonNode *node)
{
  JsonArray *array = natter_json_as_array (node);
  JsonArray *copy = NULL;

  if (natter_json_as_object (node))
    return normalize_object (natter_json_as_object (node));

  if (array && is_one_text (array))
    return json_node_init_string (json_node_alloc (),
                                  json_object_get_string_member (
                                    json_array_get_object_element (array, 0), "text"));

  if (array)
    {
      copy = json_array_new ();
      for (guint i = 0; i < json_array_get_length (array); i++)
        json_array_add_element (copy, normalize (json_array_get_element (array, i)));
      node = json_node_new (JSON_NODE_ARRAY);
      json_node_take_array (node, copy);
      return node;
    }

  if (json_node_get_value_type (node) == G_TYPE_INT64)
    return json_node_init_double (json_node_alloc (), (double) json_node_get_int (node));

  return json_node_copy (node);
}

/* What is the same when it is not said. */
static void
complete (JsonObject  *recorded,
          JsonObject  *sent,
          const Shape *shape)
{
  static const char *const optional[] = { "store", "include" };
  JsonObject *reasoning = natter_json_get_object (recorded, "reasoning");
  const char *input = natter_json_get_string (recorded, "input");
  JsonArray *messages = natter_json_get_array (recorded, shape->messages);
  JsonObject *first = NULL;

  json_object_set_boolean_member (recorded, "stream", TRUE);
  for (guint i = 0; i < G_N_ELEMENTS (optional); i++)
    if (json_object_has_member (recorded, optional[i]) !=
        json_object_has_member (sent, optional[i]))
      {
        json_object_remove_member (recorded, optional[i]);
        json_object_remove_member (sent, optional[i]);
      }
  if (reasoning && !json_object_has_member (reasoning, "summary"))
    json_object_remove_member (natter_json_get_object (sent, "reasoning"), "summary");

  if (input)
    {
      g_autoptr(JsonNode) one = natter_test_body_parse ("[{'role': 'user'}]");

      json_object_set_string_member (json_array_get_object_element (json_node_get_array (one), 0),
                                     "content", input);
      json_object_set_member (recorded, "input", g_steal_pointer (&one));
    }
  if (messages && json_array_get_length (messages) > 0)
    first = json_array_get_object_element (messages, 0);
  if (g_str_equal (shape->id, "openai-responses") && first &&
      is_system (natter_json_get_string (first, "role")))
    {
      json_object_set_string_member (recorded, "instructions",
                                     natter_json_get_string (first, "content"));
      json_array_remove_element (messages, 0);
    }
}

static void
test_request (gconstpointer data)
{
  JsonObject *entry = json_array_get_object_element (natter_json_as_array (manifest),
                                                     GPOINTER_TO_UINT (data));
  g_autoptr(JsonNode) raw = load_json (natter_json_get_string (entry, "request_file"));
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(JsonObject) quirks = json_object_new ();
  g_autoptr(JsonObject) extras = NULL;
  g_autoptr(JsonNode) recorded = NULL;
  g_autoptr(JsonNode) encoded = NULL;
  g_autoptr(JsonNode) sent = NULL;
  NatterRequest request = { .base_url = "https://a.example/v1", .messages = messages,
                            .quirks = quirks };
  const Shape *shape = shapes;

  while (!g_str_equal (shape->id, natter_json_get_string (entry, "dialect")))
    shape++;

  g_assert_nonnull (raw);
  read_settings (&request, quirks, natter_json_as_object (raw));
  if (holds_word (json_object_get_member (natter_json_as_object (raw), shape->messages)) ||
      !read_messages (&request, quirks, natter_json_as_object (raw), shape->messages))
    {
      g_test_skip ("it holds what Natter does not send");
      return;
    }

  request.extras = extras = new_extras (natter_json_as_object (raw), shape);
  encoded = natter_test_body_encode (shape->id, &request);
  recorded = normalize (raw);
  sent = normalize (encoded);
  complete (natter_json_as_object (recorded), natter_json_as_object (sent), shape);
  natter_test_body_assert_equal (sent, recorded);
  n_compared++;
}

static void
test_count (void)
{
  if (n_compared == 0)
    {
      g_test_skip ("nothing was compared before");
      return;
    }

  g_test_message ("%u recorded requests are what Natter sends", n_compared);
}

static void
test_absent (void)
{
  g_test_skip ("$NATTER_STREAMS/streams is absent");
}

static void
add_tests (void)
{
  for (guint i = 0; i < json_array_get_length (natter_json_as_array (manifest)); i++)
    {
      JsonObject *entry = json_array_get_object_element (natter_json_as_array (manifest), i);
      const char *file = natter_json_get_string (entry, "request_file");

      for (guint s = 0; file && s < G_N_ELEMENTS (shapes); s++)
        if (g_strcmp0 (natter_json_get_string (entry, "dialect"), shapes[s].id) == 0)
          {
            g_autofree char *path = g_strconcat ("/recorded-chats/request/", file, NULL);

            g_test_add_data_func (path, GUINT_TO_POINTER (i), test_request);
          }
    }

  g_test_add_func ("/recorded-chats/total/count", test_count);
}

int
main (int   argc,
      char *argv[])
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);

  manifest = load_json ("MANIFEST.json");
  if (manifest)
    add_tests ();
  else
    g_test_add_func ("/recorded-chats/absent", test_absent);

  status = g_test_run ();
  g_clear_pointer (&manifest, json_node_unref);

  return status;
}
