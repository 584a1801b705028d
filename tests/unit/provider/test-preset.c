/* test-preset.c: every preset that is shipped, and those that are left out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-preset.h"

#include "natter-error.h"
#include "natter-json.h"
#include "natter-provider.h"
#include "natter-quirks.h"

static const char *const expected[] = {
  "openai-chat", "openai-responses", "azure-openai", "anthropic", "gemini", "vertex", "mistral",
  "cohere", "groq", "xai", "deepseek", "together", "openrouter", "perplexity", "fireworks",
  "cerebras", "huggingface", "zai", "alibaba", "moonshot", "nvidia", "vercel", "github-models",
  "ollama", "llama-cpp", "lm-studio", "vllm", "localai", "custom-openai-chat",
  "custom-openai-responses", "custom-anthropic", "custom-gemini", "custom-cohere", "custom-ollama",
};

static const char *const dialects[] = {
  "openai-chat", "openai-responses", "anthropic", "gemini", "cohere-v2", "ollama",
};

/* The list is what it should be, in order, so no entry was left out and no id is there twice. */
static void
test_shipped (void)
{
  g_autoptr(GListModel) presets = natter_preset_list_new ();

  g_assert_cmpuint (g_list_model_get_n_items (presets), ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < G_N_ELEMENTS (expected); i++)
    {
      g_autoptr(NatterPreset) preset = g_list_model_get_item (presets, i);
      g_autofree char *host = natter_preset_dup_host (preset);
      const char *icon = natter_preset_get_icon_name (preset);
      const char *key_url = natter_preset_get_key_url (preset);

      g_assert_cmpstr (natter_preset_get_id (preset), ==, expected[i]);
      g_assert_cmpstr (natter_preset_get_name (preset), !=, "");
      g_assert_cmpstr (host, !=, "");
      g_assert_true (g_str_has_suffix (icon, "-symbolic"));
      g_assert_true (!key_url || g_str_has_prefix (key_url, "https://"));
      g_assert_cmpint (natter_preset_is_local (preset), ==,
                       g_str_has_prefix (natter_preset_get_base_url (preset), "http://127.0.0.1"));
    }
}

/* A misspelt quirk would be silently without effect. */
static void
test_quirks_are_known (void)
{
  static const char *const known[] = {
    "limit-field", "system-role", "stream-options", "auth", "unsupported", "thinking",
    "models-path", "headers", "prefill", "no-reasoning", NULL,
  };
  static const char *const auths[] = {
    "bearer", "x-api-key", "api-key", "x-goog-api-key", "none", NULL,
  };
  g_autoptr(GListModel) presets = natter_preset_list_new ();

  for (guint i = 0; i < g_list_model_get_n_items (presets); i++)
    {
      g_autoptr(NatterPreset) preset = g_list_model_get_item (presets, i);
      JsonObject *quirks = natter_preset_get_quirks (preset);
      g_autoptr(GList) members = quirks ? json_object_get_members (quirks) : NULL;

      for (GList *member = members; member; member = member->next)
        g_assert_true (g_strv_contains (known, member->data));
      g_assert_true (g_strv_contains (auths, natter_quirks_get_string (quirks, "auth", "bearer")));
    }
}

/* Whatever has no placeholder works as it is; whatever has one is refused until it is filled in. */
static void
test_addresses (void)
{
  g_autoptr(GListModel) presets = natter_preset_list_new ();

  for (guint i = 0; i < g_list_model_get_n_items (presets); i++)
    {
      g_autoptr(NatterPreset) preset = g_list_model_get_item (presets, i);
      g_autoptr(GError) error = NULL;
      const char *url = natter_preset_get_base_url (preset);
      g_autofree char *cleaned = natter_provider_clean_base_url (url, &error);

      if (strchr (url, '{'))
        {
          g_assert_null (cleaned);
          g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
          g_assert_true (natter_preset_is_custom (preset) || natter_preset_get_hint (preset));
        }
      else
        {
          g_assert_cmpstr (cleaned, ==, url);
        }
    }
}

static void
test_custom (void)
{
  g_autoptr(GListModel) presets = natter_preset_list_new ();
  guint n = g_list_model_get_n_items (presets);

  for (guint i = 0; i < n; i++)
    {
      g_autoptr(NatterPreset) preset = g_list_model_get_item (presets, i);
      gboolean is_last = i >= n - G_N_ELEMENTS (dialects);

      g_assert_cmpint (natter_preset_is_custom (preset), ==, is_last);
      if (is_last)
        g_assert_cmpstr (natter_preset_get_dialect (preset), ==,
                         dialects[i - (n - G_N_ELEMENTS (dialects))]);
    }
}

static void
test_lookup (void)
{
  NatterPreset *azure = natter_preset_lookup ("azure-openai");
  JsonObject *quirks = natter_preset_get_quirks (azure);
  g_autofree char *host = natter_preset_dup_host (azure);

  g_assert_cmpstr (natter_preset_get_name (azure), ==, "Azure OpenAI");
  g_assert_cmpstr (natter_quirks_get_string (quirks, "auth", NULL), ==, "api-key");
  g_assert_cmpstr (host, ==, "{resource}.openai.azure.com");
  g_assert_null (natter_preset_lookup ("nobody"));

  g_assert_finalize_object (azure);
}

static const struct
{
  const char *name;
  const char *text;
  int         code;
} bad_cases[] = {
  { "not an object", "[]", NATTER_ERROR_MALFORMED },
  { "no id", "{\"name\":\"N\",\"dialect\":\"gemini\",\"base-url\":\"https://a.example\"}",
    NATTER_ERROR_MALFORMED },
  { "no name", "{\"id\":\"a\",\"dialect\":\"gemini\",\"base-url\":\"https://a.example\"}",
    NATTER_ERROR_MALFORMED },
  { "no dialect", "{\"id\":\"a\",\"name\":\"N\",\"base-url\":\"https://a.example\"}",
    NATTER_ERROR_MALFORMED },
  { "no address", "{\"id\":\"a\",\"name\":\"N\",\"dialect\":\"gemini\"}", NATTER_ERROR_MALFORMED },
  { "unknown dialect",
    "{\"id\":\"a\",\"name\":\"N\",\"dialect\":\"klingon\",\"base-url\":\"https://a.example\"}",
    NATTER_ERROR_INVALID_SETTING },
  { "no address at all",
    "{\"id\":\"a\",\"name\":\"N\",\"dialect\":\"gemini\",\"base-url\":\"ftp://a.example\"}",
    NATTER_ERROR_INVALID_SETTING },
  { "slash at the end",
    "{\"id\":\"a\",\"name\":\"N\",\"dialect\":\"gemini\",\"base-url\":\"https://a.example/v1/\"}",
    NATTER_ERROR_INVALID_SETTING },
};

static void
test_bad (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;

  node = natter_json_parse (bad_cases[i].text, strlen (bad_cases[i].text), &error);
  g_assert_no_error (error);
  g_assert_null (natter_preset_new_from_json (node, &error));
  g_assert_error (error, NATTER_ERROR, bad_cases[i].code);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/preset/shipped", test_shipped);
  g_test_add_func ("/preset/quirks-are-known", test_quirks_are_known);
  g_test_add_func ("/preset/addresses", test_addresses);
  g_test_add_func ("/preset/custom", test_custom);
  g_test_add_func ("/preset/lookup", test_lookup);
  for (guint i = 0; i < G_N_ELEMENTS (bad_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/preset/bad/", bad_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_bad);
    }

  return g_test_run ();
}
