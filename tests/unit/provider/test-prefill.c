/* test-prefill.c: which models go on with an answer that stands last in the request, and what their
 * servers are told of it: the presets' data and the dialects' own rules.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-prefill.h"
#include "natter-preset.h"
#include "natter-test-body.h"

typedef struct
{
  const char *preset;
  const char *model;
  gboolean    can_prefill;
} PrefillCase;

static const PrefillCase cases[] = {
  { "anthropic", "claude-3-7-sonnet-20250219", TRUE },
  { "anthropic", "claude-sonnet-4-5", TRUE },
  { "anthropic", "claude-haiku-4-5-20251001", TRUE },
  { "anthropic", "claude-opus-4-6", FALSE },
  { "anthropic", "claude-sonnet-5", FALSE },
  { "custom-anthropic", "qwen3", FALSE },
  { "gemini", "gemini-2.5-flash", TRUE },
  { "gemini", "gemini-3-pro-preview", TRUE },
  { "gemini", "gemini-3.1-flash-lite", TRUE },
  { "gemini", "gemini-3.6-flash", FALSE },
  { "gemini", "gemini-flash-latest", FALSE },
  { "ollama", "qwen3:8b", TRUE },
  { "cohere", "command-a-03-2025", FALSE },
  { "openai-chat", "gpt-5", FALSE },
  { "openai-responses", "gpt-5", FALSE },
  { "mistral", "mistral-large-latest", TRUE },
  { "deepseek", "deepseek-chat", TRUE },
  { "moonshot", "kimi-k2", TRUE },
  { "alibaba", "qwen-plus", TRUE },
  { "alibaba", "deepseek-v3", FALSE },
  { "groq", "llama-3.3-70b-versatile", TRUE },
  { "groq", "openai/gpt-oss-120b", FALSE },
  { "openrouter", "anthropic/claude-sonnet-4.5", TRUE },
  { "openrouter", "openai/gpt-5", FALSE },
  { "llama-cpp", "any", TRUE },
  { "vllm", "any", TRUE },
  { "lm-studio", "any", FALSE },
  { "custom-openai-chat", "any", FALSE },
};

static void
test_who (gconstpointer data)
{
  const PrefillCase *prefill_case = data;
  g_autoptr(NatterPreset) preset = natter_preset_lookup (prefill_case->preset);
  g_autoptr(NatterDialect) dialect = NULL;
  NatterRequest request = { .model = prefill_case->model };

  g_assert_nonnull (preset);
  dialect = natter_dialect_new_for_id (natter_preset_get_dialect (preset));
  request.quirks = natter_preset_get_quirks (preset);
  g_assert_cmpint (natter_dialect_can_prefill (dialect, &request), ==, prefill_case->can_prefill);
}

/* An account's own word, and a refusal's, count for more than what is known of the dialect. */
static void
test_quirk (void)
{
  static const struct
  {
    const char *quirks;
    gboolean    fallback;
    gboolean    expected;
  } quirks[] = {
    { "{}", TRUE, TRUE },
    { "{}", FALSE, FALSE },
    { "{'prefill': true}", FALSE, TRUE },
    { "{'prefill': false}", TRUE, FALSE },
    { "{'prefill': {}}", FALSE, TRUE },
    { "{'prefill': {'models': []}}", TRUE, FALSE },
    { "{'prefill': {'models': ['other', 7, 'some*']}}", FALSE, TRUE },
    { "{'prefill': {'models': ['other']}}", FALSE, FALSE },
    { "{'prefill': true, 'unsupported': ['prefill']}", TRUE, FALSE },
    { "{'unsupported': ['prefill']}", TRUE, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (quirks); i++)
    {
      g_autoptr(JsonNode) node = natter_test_body_parse (quirks[i].quirks);
      NatterRequest request = { .model = "some-model", .quirks = natter_json_as_object (node) };

      g_assert_cmpint (natter_prefill_is_possible (&request, quirks[i].fallback), ==,
                       quirks[i].expected);
    }

  g_assert_true (natter_prefill_is_possible (&(NatterRequest) { .model = "m" }, TRUE));
}

typedef struct
{
  const char *dialect;
  const char *preset;
  const char *model;
  const char *path;       /* the end of the address */
  const char *expected;
} BodyCase;

static const BodyCase bodies[] = {
  { "openai-chat", "mistral", "m", "/v1/chat/completions",
    "{'model':'m','stream':true,'messages':["
    "{'role':'user','content':'Go'},{'role':'assistant','content':'The cat','prefix':true}]}" },
  { "openai-chat", "deepseek", "m", "/beta/chat/completions",
    "{'model':'m','stream':true,'stream_options':{'include_usage':true},'messages':["
    "{'role':'user','content':'Go'},{'role':'assistant','content':'The cat','prefix':true}],"
    "'thinking':{'type':'disabled'}}" },
  { "openai-chat", "vllm", "m", "/v1/chat/completions",
    "{'model':'m','stream':true,'stream_options':{'include_usage':true},'messages':["
    "{'role':'user','content':'Go'},{'role':'assistant','content':'The cat'}],"
    "'continue_final_message':true,'add_generation_prompt':false,"
    "'chat_template_kwargs':{'enable_thinking':false}}" },
  { "anthropic", "anthropic", "claude-sonnet-4-5", "/v1/messages",
    "{'model':'claude-sonnet-4-5','stream':true,'max_tokens':8192,'messages':["
    "{'role':'user','content':'Go'},{'role':'assistant','content':'The cat'}]}" },
  { "gemini", "gemini", "gemini-2.0-flash", ":streamGenerateContent?alt=sse",
    "{'contents':[{'role':'user','parts':[{'text':'Go'}]},"
    "{'role':'model','parts':[{'text':'The cat'}]}]}" },
  { "ollama", "ollama", "qwen3", "/api/chat",
    "{'model':'qwen3','stream':true,'think':false,'messages':["
    "{'role':'user','content':'Go'},{'role':'assistant','content':'The cat'}]}" },
  { "ollama", "ollama", "gpt-oss:20b", "/api/chat",
    "{'model':'gpt-oss:20b','stream':true,'think':'high','messages':["
    "{'role':'user','content':'Go'},{'role':'assistant','content':'The cat'}]}" },
};

static void
test_body (gconstpointer data)
{
  const BodyCase *body = data;
  g_autoptr(NatterPreset) preset = natter_preset_lookup (body->preset);
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id (body->dialect);
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *url = NULL;
  g_autoptr(JsonNode) expected = natter_test_body_parse (body->expected);
  NatterRequest request = { .model = body->model, .messages = messages, .prefill = TRUE };

  g_ptr_array_add (messages, natter_message_new (NATTER_ROLE_USER, "Go"));
  g_ptr_array_add (messages, natter_message_new (NATTER_ROLE_ASSISTANT, "The cat"));
  request.base_url = natter_preset_get_base_url (preset);
  request.quirks = natter_preset_get_quirks (preset);
  /* what was asked of an answer that has been thought about is not asked of its rest */
  if (g_str_equal (body->dialect, "ollama"))
    request.effort = "high";

  node = natter_test_body_encode (body->dialect, &request);
  natter_test_body_assert_equal (node, expected);
  http = natter_dialect_encode (dialect, &request, NULL);
  url = g_uri_to_string (natter_http_request_get_uri (http));
  g_assert_true (g_str_has_suffix (url, body->path));
}

/* A question that is asked in words is marked in no way. */
static void
test_unmarked (void)
{
  g_autoptr(NatterPreset) preset = natter_preset_lookup ("deepseek");
  g_autoptr(JsonObject) body = json_object_new ();
  g_autoptr(JsonObject) message = json_object_new ();
  NatterRequest request = { .model = "m", .quirks = natter_preset_get_quirks (preset) };

  natter_prefill_mark (&request, body, message);
  g_assert_cmpuint (json_object_get_size (body), ==, 0);
  g_assert_cmpuint (json_object_get_size (message), ==, 0);
  g_assert_cmpstr (natter_prefill_get_path (&request, "/usual"), ==, "/usual");
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/prefill/who/%s/%s", cases[i].preset,
                                               cases[i].model);

      g_test_add_data_func (g_strdelimit (path, " ", '-'), &cases[i], test_who);
    }
  for (guint i = 0; i < G_N_ELEMENTS (bodies); i++)
    {
      g_autofree char *path = g_strdup_printf ("/prefill/body/%s/%s", bodies[i].preset,
                                               bodies[i].model);

      g_test_add_data_func (path, &bodies[i], test_body);
    }
  g_test_add_func ("/prefill/quirk", test_quirk);
  g_test_add_func ("/prefill/unmarked", test_unmarked);

  return g_test_run ();
}
