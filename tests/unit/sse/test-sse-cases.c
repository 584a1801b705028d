/* test-sse-cases.c: the cases of the web platform tests, undici and openai-python, read in place
 * from $NATTER_STREAMS/sse-cases.json. Skipped where they are absent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json.h"
#include "sse-recorder.h"

static JsonNode *root;

static JsonNode *
load_cases (void)
{
  const char *folder = g_getenv ("NATTER_STREAMS");
  g_autofree char *path = folder ? g_build_filename (folder, "sse-cases.json", NULL) : NULL;
  g_autofree char *text = NULL;
  g_autoptr(GString) json = NULL;
  JsonNode *node = NULL;

  if (!path || !g_file_get_contents (path, &text, NULL, NULL))
    return NULL;

  /* json-glib cuts a string at a NUL, which the recorder writes as a backslash and a zero. */
  json = g_string_new (text);
  g_string_replace (json, "\\u0000", "\\\\0", 0);
  node = natter_json_parse (json->str, json->len, NULL);
  g_assert_nonnull (node);

  return node;
}

static GByteArray *
join_chunks (JsonObject *object)
{
  JsonArray *chunks = natter_json_get_array (object, "chunks");
  GByteArray *bytes = g_byte_array_new ();

  for (guint i = 0; i < json_array_get_length (chunks); i++)
    {
      gsize length = 0;
      g_autofree guchar *chunk = g_base64_decode (json_array_get_string_element (chunks, i),
                                                  &length);

      g_byte_array_append (bytes, chunk, (guint) length);
    }

  return bytes;
}

static char *
describe_expected (JsonObject *object)
{
  JsonArray *events = natter_json_get_array (object, "whatwg_expect");
  GString *out = g_string_new (NULL);

  if (!events)
    events = natter_json_get_array (object, "expect");

  for (guint i = 0; i < json_array_get_length (events); i++)
    {
      JsonObject *event = json_array_get_object_element (events, i);
      const char *data = natter_json_get_string (event, "data");
      NatterSseEvent expected = {
        .type = natter_json_get_string (event, "event"),
        .data = data,
        .length = strlen (data),
        .id = natter_json_get_string (event, "id"),
        .retry = natter_json_get_int (event, "retry", -1),
      };

      sse_recorder_event (&expected, out);
    }

  return g_string_free_and_steal (out);
}

static void
test_case (gconstpointer data)
{
  static const gsize chunks[] = { 1, 2, 3, 7, G_MAXINT };
  JsonObject *object = json_array_get_object_element (natter_json_as_array (root),
                                                      GPOINTER_TO_UINT (data));
  g_autoptr(GByteArray) bytes = join_chunks (object);
  g_autofree char *expected = describe_expected (object);

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autofree char *found = sse_recorder_run (bytes->data, bytes->len, chunks[i],
                                                 NATTER_SSE_STRICT);

      g_assert_cmpstr (found, ==, expected);
    }
}

static void
test_absent (void)
{
  g_test_skip ("$NATTER_STREAMS/sse-cases.json is absent");
}

int
main (int   argc,
      char *argv[])
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);

  root = load_cases ();
  if (!root)
    g_test_add_func ("/sse-cases/absent", test_absent);

  for (guint i = 0; root && i < json_array_get_length (natter_json_as_array (root)); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sse-cases/%u", i);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  status = g_test_run ();
  g_clear_pointer (&root, json_node_unref);

  return status;
}
