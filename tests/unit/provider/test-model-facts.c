/* test-model-facts.c: what the lists of the services tell of their models, beyond the names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-dialect.h"
#include "natter-test-facts.h"

/* Bodies are cut to what matters; members that are there and not read stay in. */
static const struct
{
  const char *name;
  const char *dialect;
  const char *body;
  const char *expected;
} lists[] = {
  { "openai-tells-nothing", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"object\":\"model\",\"created\":1,\"owned_by\":\"openai\"}]}", "a; " },
  { "responses-tells-the-same", "openai-responses",
    "{\"data\":[{\"id\":\"a\",\"context_length\":4096}]}", "a c=4096; " },
  { "openrouter", "openai-chat",
    "{\"data\":[{\"id\":\"v/m\",\"context_length\":1000000,\"architecture\":{\"input_modalities\":[\"image\",\"text\"],\"output_modalities\":[\"text\"]},"
    "\"pricing\":{\"prompt\":\"0.000003\",\"completion\":\"0.000015\",\"web_search\":\"0.01\"},\"top_provider\":{\"context_length\":200000,\"max_completion_tokens\":64000},"
    "\"supported_parameters\":[\"include_reasoning\",\"reasoning\",\"tools\"]}]}",
    "v/m c=1000000 o=64000 +vision +reasoning +tools -image-output $3/15; " },
  { "openrouter-text-only", "openai-chat",
    "{\"data\":[{\"id\":\"v/m\",\"architecture\":{\"input_modalities\":[\"text\"],\"output_modalities\":[\"text\",\"image\"]},\"supported_parameters\":[\"seed\"],"
    "\"top_provider\":{\"max_completion_tokens\":null}}]}",
    "v/m +image-output -vision -reasoning -tools; " },
  { "openrouter-free", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"pricing\":{\"prompt\":\"0\",\"completion\":\"0\"}}]}", "a $0/0; " },
  { "openrouter-depends", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"pricing\":{\"prompt\":\"-1\",\"completion\":\"-1\"}}]}", "a; " },
  { "price-of-one-direction", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"pricing\":{\"prompt\":\"0.000001\"}}]}", "a; " },
  { "price-is-not-a-number", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"pricing\":{\"prompt\":\"free\",\"completion\":\"\"}}]}", "a; " },
  { "together", "openai-chat",
    "[{\"id\":\"a\",\"type\":\"chat\",\"context_length\":131072,\"pricing\":{\"hourly\":0,\"input\":0.88,\"output\":0.9,\"base\":0}}]",
    "a c=131072 $0.88/0.9; " },
  { "mistral", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"max_context_length\":131072,\"type\":\"base\",\"capabilities\":{\"completion_chat\":true,\"function_calling\":true,\"vision\":false}},"
    "{\"id\":\"b\",\"capabilities\":{\"completion_chat\":true,\"reasoning\":true,\"vision\":null}}]}",
    "a c=131072 +tools -vision; b +reasoning; " },
  { "groq", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"active\":true,\"context_window\":131072,\"max_completion_tokens\":32768}]}",
    "a c=131072 o=32768; " },
  { "vllm", "openai-chat", "{\"data\":[{\"id\":\"a\",\"root\":\"a\",\"max_model_len\":2048}]}",
    "a c=2048; " },
  { "llamacpp-trained", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"meta\":{\"n_vocab\":1,\"n_ctx_train\":131072}}]}", "a c=131072; " },
  { "llamacpp-started-with-less", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"meta\":{\"n_ctx\":4096,\"n_ctx_train\":131072}}]}", "a c=4096; " },
  { "moonshot", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"context_length\":262144,\"supports_image_in\":true,\"supports_video_in\":true,\"supports_reasoning\":false}]}",
    "a c=262144 +vision -reasoning; " },
  { "fireworks", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"context_length\":8192,\"supports_chat\":true,\"supports_image_input\":false,\"supports_tools\":true},"
    "{\"id\":\"flux\",\"supports_chat\":false}]}",
    "a c=8192 +tools -vision; " },
  { "vercel", "openai-chat",
    "{\"data\":[{\"id\":\"v/m\",\"type\":\"language\",\"context_window\":1000000,\"max_tokens\":64000,\"tags\":[\"reasoning\",\"tool-use\",\"vision\"],"
    "\"pricing\":{\"input\":\"0.000002\",\"output\":\"0.00001\"}}]}",
    "v/m c=1000000 o=64000 +vision +reasoning +tools $2/10; " },
  { "github", "openai-chat",
    "[{\"id\":\"openai/a\",\"capabilities\":[\"streaming\",\"tool-calling\"],\"supported_input_modalities\":[\"text\",\"image\"],"
    "\"supported_output_modalities\":[\"text\"],\"tags\":[\"multipurpose\"],\"limits\":{\"max_input_tokens\":1048576,\"max_output_tokens\":32768}}]",
    "openai/a c=1048576 o=32768 +vision +tools -image-output; " },
  { "strange-kinds", "openai-chat",
    "{\"data\":[{\"id\":\"a\",\"context_length\":\"big\",\"architecture\":[],\"pricing\":7,\"supported_parameters\":{},\"tags\":\"vision\",\"meta\":null,\"limits\":[],"
    "\"context_window\":-5}]}", "a; " },
  { "anthropic", "anthropic",
    "{\"data\":[{\"type\":\"model\",\"id\":\"c\",\"max_input_tokens\":200000,\"max_tokens\":64000,\"capabilities\":{\"image_input\":{\"supported\":true},"
    "\"thinking\":{\"supported\":false,\"types\":{}},\"batch\":{\"supported\":true}}},{\"id\":\"old\"},{\"id\":\"n\",\"capabilities\":null,\"max_input_tokens\":null}]}",
    "c c=200000 o=64000 +vision -reasoning; old; n; " },
  { "gemini", "gemini",
    "{\"models\":[{\"name\":\"models/g\",\"inputTokenLimit\":1048576,\"outputTokenLimit\":65536,\"supportedGenerationMethods\":[\"generateContent\"],\"thinking\":true},"
    "{\"name\":\"models/h\",\"inputTokenLimit\":32768}]}",
    "g c=1048576 o=65536 +reasoning; h c=32768 -reasoning; " },
  { "cohere", "cohere-v2",
    "{\"models\":[{\"name\":\"a\",\"context_length\":288000.0,\"features\":[\"json_mode\",\"tools\"],\"supports_vision\":false},"
    "{\"name\":\"b\",\"features\":null,\"supports_vision\":true},{\"name\":\"c\",\"features\":[\"reasoning\",\"vision\"]}]}",
    "a c=288000 +tools -vision; b +vision; c +vision +reasoning -tools; " },
  { "ollama", "ollama",
    "{\"models\":[{\"name\":\"q\",\"model\":\"q\",\"details\":{\"family\":\"qwen3\"},\"capabilities\":[\"completion\",\"tools\",\"thinking\"]},"
    "{\"name\":\"old\"},{\"name\":\"numbers\",\"capabilities\":[\"embedding\"]}]}",
    "q +reasoning +tools -vision; old; " },
};

static void
test_list (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id (lists[i].dialect);
  g_autoptr(GBytes) body = g_bytes_new_static (lists[i].body, strlen (lists[i].body));
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) models = natter_dialect_read_models (dialect, body, &error);
  g_autofree char *found = natter_test_facts_describe (models);

  g_assert_no_error (error);
  g_assert_cmpstr (found, ==, lists[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strconcat ("/model-facts/", lists[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_list);
    }

  return g_test_run ();
}
