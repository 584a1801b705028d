/* test-recorded-requests.c: what programs in use were recorded to send to Anthropic and Google,
 * read in place from $NATTER_STREAMS/streams, is what the dialects send when asked for the same.
 * Skipped where the recordings are absent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-body.h"

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
    "\"cache_control\"", "\"tool_use\"", "\"tool_result\"", "\"function_call\"",
    "\"function_response\"", "\"functionCall\"", "\"functionResponse\"",
  };
  g_autofree char *text = natter_json_to_string (node, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (strstr (text, words[i]))
      return TRUE;

  return FALSE;
}

static void
attach (NatterMessage *message,
        const char    *mime_type,
        const char    *base64)
{
  gsize size = 0;
  guchar *data = g_base64_decode (base64, &size);
  g_autoptr(GBytes) bytes = g_bytes_new_take (data, size);
  g_autoptr(NatterAttachment) attachment = natter_attachment_new (mime_type, NULL, bytes);

  natter_message_add_attachment (message, attachment);
}

/* The words of a message, and its images in @images. */
static char *
read_parts (JsonArray *parts,
            GPtrArray *images)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);

      if (natter_json_get_string (part, "text"))
        g_string_append (text, natter_json_get_string (part, "text"));
      else if (natter_json_get_object (part, "source"))
        g_ptr_array_add (images, natter_json_get_object (part, "source"));
      else
        g_ptr_array_add (images, natter_json_get_object (part, "inlineData"));
    }

  return g_string_free_and_steal (text);
}

static void
add_message (GPtrArray  *messages,
             JsonObject *recorded,
             const char *content)
{
  gboolean is_user = g_strcmp0 (natter_json_get_string (recorded, "role"), "user") == 0;
  g_autoptr(GPtrArray) images = g_ptr_array_new ();
  JsonArray *parts = natter_json_get_array (recorded, content);
  g_autofree char *text = parts ? read_parts (parts, images)
                                : g_strdup (natter_json_get_string (recorded, content));
  NatterMessage *message = natter_test_body_add (messages, is_user ? NATTER_ROLE_USER
                                                                   : NATTER_ROLE_ASSISTANT, text);

  for (guint i = 0; i < images->len; i++)
    {
      JsonObject *image = g_ptr_array_index (images, i);
      const char *mime_type = natter_json_get_string (image, "mimeType");

      attach (message, mime_type ? mime_type : natter_json_get_string (image, "media_type"),
              natter_json_get_string (image, "data"));
    }
}

static GPtrArray *
read_messages (JsonObject *recorded,
               const char *name,
               const char *content)
{
  GPtrArray *messages = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = natter_json_get_array (recorded, name);

  for (guint i = 0; i < json_array_get_length (array); i++)
    add_message (messages, json_array_get_object_element (array, i), content);

  return messages;
}

/* What a dialect has no word for goes along as it is. */
static JsonObject *
new_extras (JsonObject        *recorded,
            const char *const *known)
{
  JsonObject *extras = json_object_new ();
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init (&iter, recorded);
  while (json_object_iter_next (&iter, &name, &node))
    if (!g_strv_contains (known, name))
      json_object_set_member (extras, name, json_node_copy (node));

  return extras;
}

/* Two ways to say the same: one text alone or as a list of one, and an image before or behind its
 * words; a temperature beside thoughts is the one that holds anyway. */
static void
normalize_anthropic (JsonObject *recorded)
{
  JsonObject *thinking = natter_json_get_object (recorded, "thinking");
  JsonArray *system = natter_json_get_array (recorded, "system");
  JsonArray *messages = natter_json_get_array (recorded, "messages");

  if (system)
    json_object_set_string_member (recorded, "system", natter_json_get_string (
                                     json_array_get_object_element (system, 0), "text"));
  if (thinking)
    json_object_remove_member (recorded, "temperature");
  if (g_strcmp0 (natter_json_get_string (thinking, "type"), "adaptive") == 0)
    json_object_set_string_member (thinking, "display", "summarized");

  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonObject *message = json_array_get_object_element (messages, i);
      JsonArray *parts = natter_json_get_array (message, "content");

      if (parts && json_array_get_length (parts) == 1)
        json_object_set_string_member (message, "content", natter_json_get_string (
                                         json_array_get_object_element (parts, 0), "text"));
      else if (parts)
        {
          JsonNode *words = json_node_copy (json_array_get_element (parts, 0));

          json_array_remove_element (parts, 0);
          json_array_add_element (parts, words);
        }
    }
}

static JsonNode *
encode_anthropic (JsonObject *recorded,
                  const char *model)
{
  static const char *const known[] = {
    "model", "stream", "messages", "system", "max_tokens", "temperature", "thinking",
    "stop_sequences", NULL
  };
  JsonObject *thinking = natter_json_get_object (recorded, "thinking");
  JsonArray *stop = natter_json_get_array (recorded, "stop_sequences");
  g_autoptr(GPtrArray) messages = read_messages (recorded, "messages", "content");
  g_autoptr(JsonObject) extras = new_extras (recorded, known);
  const char *stops[2] = { NULL };
  NatterRequest request = { .base_url = "https://localhost/v1", .model = model,
                            .system = natter_json_get_string (recorded, "system"),
                            .messages = messages, .extras = extras, .stop = stops };

  if (natter_json_get_string (thinking, "display"))
    {
      JsonObject *display = json_object_new ();

      json_object_set_string_member (display, "display",
                                     natter_json_get_string (thinking, "display"));
      json_object_set_object_member (extras, "thinking", display);
    }
  if (stop)
    stops[0] = json_array_get_string_element (stop, 0);
  request.has_temperature = natter_json_get_double (recorded, "temperature", &request.temperature);
  request.max_tokens = natter_json_get_int (recorded, "max_tokens", 0);
  if (thinking)
    request.budget = natter_json_get_int (thinking, "budget_tokens", 1);

  return natter_test_body_encode ("anthropic", &request);
}

/* A system instruction has no role that anybody reads. */
static void
normalize_gemini (JsonObject *recorded)
{
  JsonObject *system = natter_json_get_object (recorded, "systemInstruction");

  if (system)
    json_object_remove_member (system, "role");
}

static JsonNode *
encode_gemini (JsonObject *recorded,
               const char *model)
{
  static const char *const known[] = { "contents", "systemInstruction", NULL };
  JsonObject *settings = natter_json_get_object (recorded, "generationConfig");
  JsonObject *thinking = natter_json_get_object (settings, "thinkingConfig");
  JsonArray *system = natter_json_get_array (natter_json_get_object (recorded,
                                                                     "systemInstruction"),
                                             "parts");
  g_autoptr(GPtrArray) messages = read_messages (recorded, "contents", "parts");
  g_autoptr(JsonObject) extras = new_extras (recorded, known);
  g_autoptr(JsonNode) quirks = NULL;
  NatterRequest request = { .base_url = "https://localhost/v1beta", .model = model,
                            .messages = messages, .extras = extras };

  quirks = natter_test_body_parse (thinking ? "{'thinking': 'budget'}" : "{'thinking': 'none'}");
  request.quirks = natter_json_as_object (quirks);
  if (system)
    request.system = natter_json_get_string (json_array_get_object_element (system, 0), "text");
  request.max_tokens = natter_json_get_int (settings, "maxOutputTokens", 0);
  request.budget = MAX (natter_json_get_int (thinking, "thinkingBudget", 0), 0);

  return natter_test_body_encode ("gemini", &request);
}

static void
test_request (gconstpointer data)
{
  JsonObject *entry = json_array_get_object_element (natter_json_as_array (manifest),
                                                     GPOINTER_TO_UINT (data));
  const char *model = natter_json_get_string (entry, "model");
  g_autoptr(JsonNode) recorded = load_json (natter_json_get_string (entry, "request_file"));
  JsonObject *object = natter_json_as_object (recorded);
  g_autoptr(JsonNode) encoded = NULL;

  g_assert_nonnull (object);
  if (holds_word (recorded))
    {
      g_test_skip ("a request of another shape");
      return;
    }

  if (g_str_equal (natter_json_get_string (entry, "dialect"), "anthropic"))
    {
      const char *name = natter_json_get_string (object, "model");

      normalize_anthropic (object);
      encoded = encode_anthropic (object, name ? name : model);
      /* Vertex names the model in the address. */
      if (!name)
        json_object_remove_member (natter_json_as_object (encoded), "model");
    }
  else
    {
      normalize_gemini (object);
      encoded = encode_gemini (object, model);
    }

  natter_test_body_assert_equal (encoded, recorded);
  n_compared++;
}

static void
test_count (void)
{
  g_test_message ("%u recorded requests are what Natter sends", n_compared);
  g_assert_cmpuint (n_compared, >, 0);
}

static void
test_absent (void)
{
  g_test_skip ("$NATTER_STREAMS/streams is absent");
}

static void
add_tests (void)
{
  static const char *const dialects[] = { "anthropic", "gemini", "gemini-array", NULL };

  for (guint i = 0; i < json_array_get_length (natter_json_as_array (manifest)); i++)
    {
      JsonObject *entry = json_array_get_object_element (natter_json_as_array (manifest), i);
      const char *file = natter_json_get_string (entry, "request_file");
      g_autofree char *name = file ? g_path_get_basename (file) : NULL;
      g_autofree char *path = g_strconcat ("/recorded-requests/", name, NULL);

      if (file && g_strv_contains (dialects, natter_json_get_string (entry, "dialect")))
        g_test_add_data_func (path, GUINT_TO_POINTER (i), test_request);
    }
  g_test_add_func ("/recorded-requests/count", test_count);
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
    g_test_add_func ("/recorded-requests/absent", test_absent);

  status = g_test_run ();
  g_clear_pointer (&manifest, json_node_unref);

  return status;
}
