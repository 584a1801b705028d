/* test-recordings.c: what real servers answered, read in place from $NATTER_STREAMS/streams, must
 * be read as its MANIFEST.json says, however it is cut. Skipped where the recordings are absent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error-body.h"
#include "natter-json.h"
#include "natter-test-decoded.h"

static JsonNode *manifest;
static guint n_streams;
static guint n_errors;

/* How Natter's counts follow from a provider's: each the sum of what is there, "." leads inside. */
typedef struct
{
  const char *dialect;
  const char *input[3];
  const char *output[2];
  const char *cached_input;
  const char *reasoning;
  const char *total;
} UsageMap;

static const UsageMap usage_maps[] = {
  { "openai-chat", { "prompt_tokens" }, { "completion_tokens" },
    "prompt_tokens_details.cached_tokens", "completion_tokens_details.reasoning_tokens",
    "total_tokens" },
  { "openai-responses", { "input_tokens" }, { "output_tokens" },
    "input_tokens_details.cached_tokens", "output_tokens_details.reasoning_tokens",
    "total_tokens" },
  { "anthropic", { "input_tokens", "cache_creation_input_tokens", "cache_read_input_tokens" },
    { "output_tokens" }, "cache_read_input_tokens", "output_tokens_details.thinking_tokens", NULL },
  { "gemini", { "promptTokenCount" }, { "candidatesTokenCount", "thoughtsTokenCount" },
    "cachedContentTokenCount", "thoughtsTokenCount", "totalTokenCount" },
  { "cohere-v2", { "tokens.input_tokens" }, { "tokens.output_tokens" }, "cached_tokens", NULL,
    NULL },
  { "ollama", { "prompt_eval_count" }, { "eval_count" }, NULL, NULL, NULL },
};

static char *
build_path (const char *file)
{
  return g_build_filename (g_getenv ("NATTER_STREAMS"), "streams", file, NULL);
}

static JsonNode *
load_manifest (void)
{
  g_autofree char *path = g_getenv ("NATTER_STREAMS") ? build_path ("MANIFEST.json") : NULL;
  g_autofree char *text = NULL;
  gsize length = 0;
  JsonNode *node = NULL;

  if (!path || !g_file_get_contents (path, &text, &length, NULL))
    return NULL;

  node = natter_json_parse (text, length, NULL);
  g_assert_nonnull (node);

  return node;
}

static JsonObject *
get_entry (gconstpointer data)
{
  return json_array_get_object_element (natter_json_as_array (manifest), GPOINTER_TO_UINT (data));
}

static char *
load_body (JsonObject *entry,
           gsize      *length)
{
  g_autofree char *path = build_path (natter_json_get_string (entry, "file"));
  g_autoptr(GError) error = NULL;
  char *body = NULL;

  g_file_get_contents (path, &body, length, &error);
  g_assert_no_error (error);

  return body;
}

/* The id of the dialect that reads an entry, NULL for one that none does. */
static const char *
get_dialect_id (JsonObject *entry)
{
  const char *kind = natter_json_get_string (entry, "kind");
  const char *id = natter_json_get_string (entry, "dialect");
  const char *provider = natter_json_get_string (entry, "provider");

  if (g_str_equal (kind, "stream"))
    return g_str_equal (id, "gemini-array") ? "gemini" : g_str_equal (id, "cohere-v1") ? NULL : id;

  if (g_str_has_suffix (provider, "-responses"))
    return "openai-responses";
  if (g_str_equal (provider, "cohere"))
    return "cohere-v2";
  if (g_str_equal (provider, "gemini") || g_str_equal (provider, "vertex"))
    return "gemini";
  if (g_str_equal (provider, "anthropic"))
    return "anthropic";

  return "openai-chat";
}

static NatterDialect *
new_dialect (JsonObject *entry)
{
  NatterDialect *dialect = natter_dialect_new_for_id (get_dialect_id (entry));

  g_assert_nonnull (dialect);

  return dialect;
}

static gint64
get_count (JsonObject *raw,
           const char *path)
{
  const char *dot = path ? strchr (path, '.') : NULL;
  g_autofree char *name = dot ? g_strndup (path, dot - path) : NULL;

  if (!path)
    return -1;

  return dot ? get_count (natter_json_get_object (raw, name), dot + 1)
             : natter_json_get_int (raw, path, -1);
}

static gint64
sum_counts (JsonObject        *raw,
            const char *const *paths,
            guint              n_paths)
{
  gint64 sum = -1;

  for (guint i = 0; i < n_paths && paths[i]; i++)
    if (get_count (raw, paths[i]) >= 0)
      sum = MAX (sum, 0) + get_count (raw, paths[i]);

  return sum;
}

static void
check_usage (const NatterUsage *usage,
             JsonObject        *raw,
             const char        *dialect)
{
  const UsageMap *map = usage_maps;
  gint64 output = 0;
  gint64 reasoning = 0;

  while (!g_str_equal (map->dialect, dialect))
    map++;

  if (!raw)
    {
      g_assert_false (natter_usage_is_known (usage));
      return;
    }

  output = sum_counts (raw, map->output, G_N_ELEMENTS (map->output));
  reasoning = get_count (raw, map->reasoning);

  /* Written, reasoning included: xAI's count leaves it out. */
  if (reasoning > 0 && usage->input + output + reasoning == get_count (raw, map->total))
    output += reasoning;

  g_assert_cmpint (usage->input, ==, sum_counts (raw, map->input, G_N_ELEMENTS (map->input)));
  g_assert_cmpint (usage->output, ==, output);
  g_assert_cmpint (usage->reasoning, ==, reasoning);
  g_assert_cmpint (usage->total, ==, get_count (raw, map->total));
  if (get_count (raw, map->cached_input) >= 0)
    g_assert_cmpint (usage->cached_input, ==, get_count (raw, map->cached_input));
}

static void
check_tool_calls (GPtrArray *calls,
                  JsonArray *expected)
{
  g_assert_cmpuint (calls->len, ==, json_array_get_length (expected));

  for (guint i = 0; i < calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (calls, i);
      JsonObject *object = json_array_get_object_element (expected, i);

      g_assert_cmpstr (call->id, ==, natter_json_get_string (object, "id"));
      g_assert_cmpstr (call->name, ==, natter_json_get_string (object, "name"));
      g_assert_cmpstr (call->arguments->str, ==, natter_json_get_string (object, "arguments"));
    }
}

static void
check_decoded (const NatterTestDecoded *decoded,
               JsonObject              *entry)
{
  const char *reason = natter_json_get_string (entry, "expected_finish_reason");
  JsonNode *error = json_object_get_member (entry, "expected_error");
  gboolean fails = error && !json_node_is_null (error);

  g_assert_cmpstr (decoded->text->str, ==, natter_json_get_string (entry, "expected_text"));
  g_assert_cmpstr (decoded->reasoning->str, ==,
                   natter_json_get_string (entry, "expected_reasoning"));
  g_assert_cmpstr (decoded->refusal->str, ==, natter_json_get_string (entry, "expected_refusal"));
  g_assert_cmpstr (decoded->finish_reason, ==, reason);
  check_tool_calls (decoded->tool_calls, natter_json_get_array (entry, "expected_tool_calls"));
  check_usage (&decoded->usage, natter_json_get_object (entry, "expected_usage"),
               get_dialect_id (entry));
  g_assert_cmpint (decoded->citations->len > 0, ==,
                   natter_json_get_int (entry, "expected_citations", 0) > 0);
  g_assert_cmpuint (decoded->n_malformed, ==, 0);
  g_assert_cmpuint (decoded->n_finishes, ==, reason ? 1 : 0);

  g_assert_cmpint (decoded->error != NULL, ==, fails);
  if (!fails && (reason || natter_json_get_bool (entry, "has_terminal", FALSE)))
    g_assert_cmpint (decoded->end, !=, NATTER_END_CONNECTION_LOST);
}

static void
test_stream (gconstpointer data)
{
  static const gsize chunks[] = { 0, 1, 7, 1400 };
  JsonObject *entry = get_entry (data);
  g_autoptr(NatterDialect) dialect = new_dialect (entry);
  gsize length = 0;
  g_autofree char *body = load_body (entry, &length);

  for (guint i = 0; i < G_N_ELEMENTS (chunks); i++)
    {
      g_autoptr(NatterTestDecoded) decoded = NULL;

      decoded = natter_test_decoded_read (dialect, (const guint8 *) body, length, chunks[i]);
      check_decoded (decoded, entry);
    }

  n_streams++;
}

/* A stream that was cut before its terminal is never complete, and what came before is not lost. */
static void
test_cut_stream (gconstpointer data)
{
  JsonObject *entry = get_entry (data);
  g_autoptr(NatterDialect) dialect = new_dialect (entry);
  const char *text = natter_json_get_string (entry, "expected_text");
  gsize length = 0;
  g_autofree char *body = load_body (entry, &length);
  gsize before = 0;

  for (gsize cut = 0; cut < length; cut += MAX (length / 40, 1))
    {
      g_autoptr(NatterTestDecoded) decoded = NULL;

      decoded = natter_test_decoded_read (dialect, (const guint8 *) body, cut, 0);
      g_assert_true (g_str_has_prefix (text, decoded->text->str));
      g_assert_cmpuint (decoded->text->len, >=, before);
      g_assert_cmpuint (decoded->n_malformed, ==, 0);
      if (decoded->n_finishes == 0)
        g_assert_true (decoded->end == NATTER_END_CONNECTION_LOST ||
                       memmem (body, cut, "[DONE]", 6));
      before = decoded->text->len;
    }
}

/* The beginning of a file's name, and what its body means. */
static const struct
{
  const char *file;
  const char *category;
} categories[] = {
  { "azure--openllmetry--http404-the-api-deployment", "no-such-model" },
  { "cohere--openllmetry--http404-model-command-r", "no-such-model" },
  { "gemini--langchaingo--http403-method-doesn-t-allow", "bad-key" },
  { "huggingface--langchaingo--http404-not-found", "not-an-api" },
  { "openai--envoyaigw--http400-", "bad-request" },
  { "openai--envoyaigw--http404-the-model-", "no-such-model" },
  { "openai--openllmetry--http400-", "bad-request" },
  { "openai--openllmetry--http404-the-model-", "no-such-model" },
  { "openrouter--langchaingo--http429-", "rate-limited" },
};

static void
test_http_error (gconstpointer data)
{
  JsonObject *entry = get_entry (data);
  g_autoptr(NatterDialect) dialect = new_dialect (entry);
  const char *file = natter_json_get_string (entry, "file");
  guint status = (guint) natter_json_get_int (entry, "http_status", 0);
  gsize length = 0;
  char *body = load_body (entry, &length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (body, length);
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (status);
  g_autoptr(GError) error = NULL;

  natter_http_response_set_body (response, bytes);
  error = natter_dialect_read_error (dialect, response);

  g_assert_cmpstr (error->message, ==, natter_json_get_string (entry, "expected_error_message"));
  g_assert_cmpuint (natter_error_get_http_status (error), ==, status);
  for (guint i = 0; i < G_N_ELEMENTS (categories); i++)
    if (g_str_has_prefix (file, categories[i].file))
      g_assert_cmpstr (natter_error_get_category (error), ==, categories[i].category);

  n_errors++;
}

static void
test_models (gconstpointer data)
{
  JsonObject *entry = get_entry (data);
  g_autoptr(NatterDialect) dialect = new_dialect (entry);
  JsonArray *ids = natter_json_get_array (entry, "expected_model_ids");
  gsize length = 0;
  char *body = load_body (entry, &length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (body, length);
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, bytes, NULL);

  g_assert_nonnull (models);
  g_assert_cmpuint (g_list_model_get_n_items (models), >, 0);
  g_assert_cmpuint (g_list_model_get_n_items (models), <=, json_array_get_length (ids));
}

static void
test_absent (void)
{
  g_test_skip ("$NATTER_STREAMS/streams is absent");
}

static void
add_test (const char    *group,
          JsonObject    *entry,
          guint          i,
          GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/recordings/%s/%s", group,
                                           natter_json_get_string (entry, "file"));

  g_test_add_data_func (path, GUINT_TO_POINTER (i), func);
}

/* Runs last: every stream and every error was read, but the two of a dead format. */
static void
test_count (void)
{
  guint n_streams_wanted = 0;
  guint n_errors_wanted = 0;

  if (n_streams + n_errors == 0)
    {
      g_test_skip ("nothing was read before");
      return;
    }

  for (guint i = 0; i < json_array_get_length (natter_json_as_array (manifest)); i++)
    {
      JsonObject *entry = get_entry (GUINT_TO_POINTER (i));
      const char *kind = natter_json_get_string (entry, "kind");

      if (g_str_equal (kind, "stream") && get_dialect_id (entry))
        n_streams_wanted++;
      if (g_str_equal (kind, "http-error"))
        n_errors_wanted++;
    }

  g_test_message ("read %u of %u streams and %u of %u errors as the manifest says", n_streams,
                  n_streams_wanted, n_errors, n_errors_wanted);
  g_assert_cmpuint (n_streams, ==, n_streams_wanted);
  g_assert_cmpuint (n_errors, ==, n_errors_wanted);
}

static void
add_tests (void)
{
  for (guint i = 0; i < json_array_get_length (natter_json_as_array (manifest)); i++)
    {
      JsonObject *entry = get_entry (GUINT_TO_POINTER (i));
      const char *kind = natter_json_get_string (entry, "kind");

      if (g_str_equal (kind, "http-error"))
        add_test ("http-error", entry, i, test_http_error);
      else if (g_str_equal (kind, "model-list"))
        add_test ("models", entry, i, test_models);
      else if (g_str_equal (kind, "stream") && get_dialect_id (entry))
        {
          add_test ("stream", entry, i, test_stream);
          if (natter_json_get_bool (entry, "core", FALSE))
            add_test ("cut-stream", entry, i, test_cut_stream);
        }
    }

  g_test_add_func ("/recordings/total/count", test_count);
}

int
main (int   argc,
      char *argv[])
{
  int status = 0;

  g_test_init (&argc, &argv, NULL);

  manifest = load_manifest ();
  if (manifest)
    add_tests ();
  else
    g_test_add_func ("/recordings/absent", test_absent);

  status = g_test_run ();
  g_clear_pointer (&manifest, json_node_unref);

  return status;
}
