/* test-provider-connection.c: from a question to what is really sent: headers of one's own, on
 * whose behalf, and whether the key may go at all.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-json.h"
#include "natter-provider.h"
#include "natter-test-async.h"

#define REMOTE "http://192.168.1.5:11434/v1"

static NatterHttpRequest *
encode (NatterProvider  *provider,
        const char      *key,
        GError         **error)
{
  g_autoptr(GPtrArray) messages = g_ptr_array_new_with_free_func (g_object_unref);
  NatterRequest request = { .base_url = natter_provider_get_base_url (provider), .key = key,
                            .model = "m", .messages = messages };

  g_autoptr(GAsyncResult) result = NULL;

  natter_provider_encode_async (provider, &request, NULL, natter_test_async_cb, &result);

  return natter_provider_encode_finish (provider, natter_test_async_wait (&result), error);
}

static const char *
get_header (NatterHttpRequest *request,
            const char        *name)
{
  return g_hash_table_lookup (natter_http_request_get_headers (request), name);
}

static void
test_headers (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://a.example/v1");
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(NatterHttpRequest) chat = NULL;
  g_autoptr(NatterHttpRequest) models = NULL;
  g_autoptr(GError) error = NULL;
  NatterRequest question = { .base_url = "https://a.example/v1", .key = "sk-test" };

  natter_connection_add_header (connection, "X-Team", "7", &error);
  natter_connection_add_header (connection, "User-Agent", "Mine", &error);
  g_assert_no_error (error);
  natter_provider_set_connection (provider, connection);
  natter_provider_set_organization (provider, " org-1 ");
  natter_provider_set_project (provider, "proj-2\n");

  chat = encode (provider, "sk-test", &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_header (chat, "x-team"), ==, "7");
  g_assert_cmpstr (get_header (chat, "User-Agent"), ==, "Mine");
  g_assert_cmpstr (get_header (chat, "OpenAI-Organization"), ==, "org-1");
  g_assert_cmpstr (get_header (chat, "OpenAI-Project"), ==, "proj-2");
  g_assert_cmpstr (get_header (chat, "Authorization"), ==, "Bearer sk-test");
  g_assert_true (natter_http_request_get_connection (chat) == connection);

  models = natter_provider_encode_models (provider, &question, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (get_header (models, "X-Team"), ==, "7");
  g_assert_cmpstr (get_header (models, "OpenAI-Project"), ==, "proj-2");
  g_assert_true (natter_http_request_get_connection (models) == connection);

  g_assert_finalize_object (provider);
}

/* Only servers that speak like OpenAI know what the names mean. */
static void
test_organization (void)
{
  static const struct
  {
    const char *dialect;
    gboolean    has;
  } cases[] = {
    { "openai-chat", TRUE }, { "openai-responses", TRUE }, { "anthropic", FALSE },
    { "gemini", FALSE }, { "cohere-v2", FALSE }, { "ollama", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      NatterProvider *provider = natter_provider_new ("One", cases[i].dialect,
                                                      "https://a.example/v1");
      g_autoptr(NatterHttpRequest) request = NULL;
      g_autoptr(GError) error = NULL;

      natter_provider_set_organization (provider, "org-1");
      request = encode (provider, NULL, &error);
      g_assert_no_error (error);
      g_assert_cmpint (natter_provider_has_organization (provider), ==, cases[i].has);
      g_assert_cmpint (get_header (request, "OpenAI-Organization") != NULL, ==, cases[i].has);
      g_assert_null (get_header (request, "OpenAI-Project"));
      g_assert_finalize_object (provider);
    }
}

/* A yes is for one address: with another, the question comes again. */
static void
test_plain_http (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", REMOTE);
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(NatterHttpRequest) keyless = NULL;
  g_autoptr(NatterHttpRequest) allowed = NULL;
  g_autoptr(GError) error = NULL;
  NatterRequest question = { .base_url = REMOTE, .key = "sk-test" };

  g_assert_null (encode (provider, "sk-test", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP);
  g_clear_error (&error);
  g_assert_null (natter_provider_encode_models (provider, &question, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP);
  g_clear_error (&error);
  keyless = encode (provider, NULL, &error);
  g_assert_no_error (error);
  g_assert_nonnull (keyless);

  natter_connection_set_plain_http_url (connection, REMOTE);
  natter_provider_set_connection (provider, connection);
  allowed = encode (provider, "sk-test", &error);
  g_assert_no_error (error);
  g_assert_nonnull (allowed);

  natter_provider_set_base_url (provider, "http://192.168.1.6:11434/v1");
  g_assert_null (encode (provider, "sk-test", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP);

  g_assert_finalize_object (provider);
}

/* What counts is where the request goes, not where the account has moved to since. */
static void
test_moved (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://a.example/v1");
  g_autoptr(GError) error = NULL;
  NatterRequest question = { .base_url = REMOTE, .key = "sk-test" };

  g_assert_null (natter_provider_encode_models (provider, &question, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP);

  g_assert_finalize_object (provider);
}

static const struct
{
  const char *name;
  const char *text;
  const char *sentence;  /* a part of what is said, or NULL: good */
} extras_cases[] = {
  { "object", "{\"user\": \"me\", \"n\": [1, 2]}", NULL },
  { "blanks", "\n {\"user\": \"me\"}\n", NULL },
  { "nothing", " \n", NULL },
  { "empty", "{}", NULL },
  { "no braces", "\"user\": \"me\"", "JSON" },
  { "comma", "{\"user\": \"me\",}", "JSON" },
  { "half", "{\"user\": ", "JSON" },
  { "array", "[1]", "braces" },
  { "text", "\"me\"", "braces" },
  { "stream", "{\"stream\": false}", "stream" },
};

static void
test_extras (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://a.example/v1");
  g_autofree char *text = NULL;
  g_autofree char *again = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_provider_set_extras_text (provider, "{\"before\":1}", &error));
  g_assert_no_error (error);
  g_assert_cmpint (natter_provider_set_extras_text (provider, extras_cases[i].text, &error), ==,
                   extras_cases[i].sentence == NULL);
  text = natter_provider_dup_extras_text (provider);
  if (extras_cases[i].sentence)
    {
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
      g_assert_nonnull (strstr (error->message, extras_cases[i].sentence));
      g_assert_nonnull (strstr (text, "before"));
    }
  else
    {
      g_assert_no_error (error);
      g_assert_cmpint (strstr (text, "user") != NULL, ==,
                       strstr (extras_cases[i].text, "user") != NULL);
      g_assert_cmpint (natter_provider_get_extras (provider) != NULL, ==, *text != '\0');
      g_assert_true (natter_provider_set_extras_text (provider, text, &error));
      again = natter_provider_dup_extras_text (provider);
      g_assert_cmpstr (again, ==, text);
    }

  g_assert_finalize_object (provider);
}

static void
test_copy (void)
{
  NatterProvider *source = natter_provider_new ("One", "openai-chat", "https://a.example/v1");
  NatterProvider *provider = natter_provider_new ("Two", "openai-chat", "https://b.example/v1");
  g_autoptr(NatterConnection) connection = natter_connection_new ();

  g_assert_true (natter_connection_is_default (natter_provider_get_connection (provider)));
  natter_provider_set_connection (source, connection);
  natter_provider_set_organization (source, "org-1");
  natter_provider_set_project (source, "proj-2");
  natter_provider_set_extras_text (source, "{\"user\":\"me\"}", NULL);
  natter_provider_copy_settings (provider, source);

  g_assert_true (natter_provider_get_connection (provider) == connection);
  g_assert_cmpstr (natter_provider_get_organization (provider), ==, "org-1");
  g_assert_cmpstr (natter_provider_get_project (provider), ==, "proj-2");
  g_assert_nonnull (natter_provider_get_extras (provider));
  g_assert_cmpstr (natter_provider_get_base_url (provider), ==, "https://b.example/v1");

  g_assert_finalize_object (source);
  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-connection/headers", test_headers);
  g_test_add_func ("/provider-connection/organization", test_organization);
  g_test_add_func ("/provider-connection/plain-http", test_plain_http);
  g_test_add_func ("/provider-connection/moved", test_moved);
  g_test_add_func ("/provider-connection/copy", test_copy);
  for (guint i = 0; i < G_N_ELEMENTS (extras_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-connection/extras/", extras_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_extras);
    }

  return g_test_run ();
}
