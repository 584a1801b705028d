/* test-provider-quirks.c: what a preset and an account know, put together, and told to the server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json.h"
#include "natter-provider.h"
#include "natter-quirks.h"
#include "natter-secrets-memory.h"
#include "natter-test-async.h"
#include "natter-test-server.h"

static void
set_quirks (NatterProvider *provider,
            const char     *text)
{
  g_autoptr(JsonNode) node = json_from_string (text, NULL);

  natter_provider_set_quirks (provider, natter_json_as_object (node));
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_preset (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com/v1");
  guint count = 0;

  g_signal_connect_swapped (provider, "notify::preset-id", G_CALLBACK (count_cb), &count);
  g_assert_null (natter_provider_get_preset_id (provider));
  g_assert_null (natter_provider_get_quirks (provider));

  natter_provider_set_preset_id (provider, "groq");
  natter_provider_set_preset_id (provider, "groq");
  g_assert_cmpuint (count, ==, 1);
  g_assert_cmpstr (natter_quirks_get_string (natter_provider_get_quirks (provider), "limit-field",
                                             NULL), ==, "max_completion_tokens");

  /* of a later version */
  natter_provider_set_preset_id (provider, "nobody");
  g_assert_cmpstr (natter_provider_get_preset_id (provider), ==, "nobody");
  g_assert_null (natter_provider_get_quirks (provider));

  g_assert_finalize_object (provider);
}

static void
test_override (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com/v1");
  JsonObject *quirks;

  set_quirks (provider, "{\"limit-field\": \"limit\", \"stream-options\": null}");
  natter_provider_set_preset_id (provider, "mistral");
  quirks = natter_provider_get_quirks (provider);
  g_assert_cmpstr (natter_quirks_get_string (quirks, "limit-field", NULL), ==, "limit");
  g_assert_true (natter_quirks_get_bool (quirks, "stream-options", TRUE));
  g_assert_false (natter_quirks_is_supported (quirks, "seed"));

  natter_provider_set_quirks (provider, NULL);
  quirks = natter_provider_get_quirks (provider);
  g_assert_cmpstr (natter_quirks_get_string (quirks, "limit-field", NULL), ==, "max_tokens");
  g_assert_false (natter_quirks_get_bool (quirks, "stream-options", TRUE));

  g_assert_finalize_object (provider);
}

/* The list of models is asked for in the same way as an answer. */
static void
test_models (void)
{
  g_autoptr(NatterTestServer) server = natter_test_server_new ();
  g_autoptr(NatterHttp) http = natter_http_new ();
  g_autoptr(NatterSecrets) secrets = natter_secrets_memory_new ();
  g_autoptr(NatterProvider) provider = natter_provider_new ("One", "openai-chat",
                                                            natter_test_server_get_url (server));
  g_autoptr(GAsyncResult) stored = NULL;
  g_autoptr(GAsyncResult) loaded = NULL;
  g_autoptr(GPtrArray) requests = NULL;
  g_autoptr(GError) error = NULL;
  NatterTestRequest *request;

  natter_secrets_store_async (secrets, natter_provider_get_id (provider),
                              natter_provider_get_base_url (provider), "One", "sk-secret", NULL,
                              natter_test_async_cb, &stored);
  g_assert_true (natter_secrets_store_finish (secrets, natter_test_async_wait (&stored), &error));

  natter_provider_set_preset_id (provider, "azure-openai");
  set_quirks (provider, "{\"headers\": {\"X-Team\": \"7\"}}");
  natter_provider_load_models_async (provider, http, secrets, NULL, natter_test_async_cb, &loaded);
  g_assert_true (natter_provider_load_models_finish (provider, natter_test_async_wait (&loaded),
                                                     &error));
  g_assert_no_error (error);

  requests = natter_test_server_dup_requests (server);
  request = g_ptr_array_index (requests, 0);
  g_assert_cmpstr (natter_test_request_get_header (request, "api-key"), ==, "sk-secret");
  g_assert_null (natter_test_request_get_header (request, "authorization"));
  g_assert_cmpstr (natter_test_request_get_header (request, "x-team"), ==, "7");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-quirks/preset", test_preset);
  g_test_add_func ("/provider-quirks/override", test_override);
  g_test_add_func ("/provider-quirks/models", test_models);

  return g_test_run ();
}
