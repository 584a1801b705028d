/* test-provider-json.c: an account as JSON: written, read, kept, refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-json.h"
#include "natter-provider.h"

static NatterProvider *
from_text (const char  *text,
           GError     **error)
{
  g_autoptr(GError) parse_error = NULL;
  g_autoptr(JsonNode) node = natter_json_parse (text, strlen (text), &parse_error);

  g_assert_no_error (parse_error);
  return natter_provider_from_json (node, error);
}

static void
test_round_trip (void)
{
  NatterProvider *provider = natter_provider_new ("My \"server\"", "openai-chat",
                                                  "https://example.com/v1");
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) again = NULL;
  g_autoptr(GError) error = NULL;
  NatterProvider *read;
  JsonObject *object;

  natter_provider_add_manual_model (provider, "org/large");
  natter_provider_add_manual_model (provider, "small");
  node = natter_provider_to_json (provider);
  object = natter_json_as_object (node);
  g_assert_cmpstr (natter_json_get_string (object, "id"), ==, natter_provider_get_id (provider));
  g_assert_cmpstr (natter_json_get_string (object, "name"), ==, "My \"server\"");
  g_assert_cmpstr (natter_json_get_string (object, "dialect"), ==, "openai-chat");
  g_assert_cmpstr (natter_json_get_string (object, "base-url"), ==, "https://example.com/v1");
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (object, "models")), ==, 2);

  read = natter_provider_from_json (node, &error);
  g_assert_no_error (error);
  again = natter_provider_to_json (read);
  g_assert_true (json_node_equal (node, again));
  g_assert_cmpuint (g_list_model_get_n_items (natter_provider_get_models (read)), ==, 2);
  g_assert_cmpint (natter_provider_get_models_state (read), ==, NATTER_MODELS_UNKNOWN);

  g_assert_finalize_object (provider);
  g_assert_finalize_object (read);
}

/* The list is fetched anew; only what was entered is saved. */
static void
test_fetched_is_not_saved (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com/v1");
  g_autoptr(GListStore) models = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(NatterModel) model = natter_model_new ("fetched", NULL);
  g_autoptr(JsonNode) node = NULL;

  g_list_store_append (models, model);
  natter_provider_set_fetched_models (provider, G_LIST_MODEL (models));
  node = natter_provider_to_json (provider);
  g_assert_false (json_object_has_member (natter_json_as_object (node), "models"));

  g_assert_finalize_object (provider);
}

static void
test_unknown_members (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  const char *text = "{\"id\": \"one\", \"base-url\": \"https://example.com\", \"colour\": \"red\","
                     " \"models\": [\"mine\"], \"headers\": {\"X-Team\": \"7\"}}";
  NatterProvider *provider = from_text (text, &error);
  JsonObject *object;

  g_assert_no_error (error);
  natter_provider_set_name (provider, "New name");
  natter_provider_remove_manual_model (provider, "mine");

  node = natter_provider_to_json (provider);
  object = natter_json_as_object (node);
  g_assert_cmpstr (natter_json_get_string (object, "colour"), ==, "red");
  g_assert_cmpstr (natter_json_get_string (natter_json_get_object (object, "headers"), "X-Team"),
                   ==, "7");
  g_assert_cmpstr (natter_json_get_string (object, "name"), ==, "New name");
  g_assert_false (json_object_has_member (object, "models"));

  g_assert_finalize_object (provider);
}

static void
test_preset (void)
{
  const char *text = "{\"base-url\": \"https://api.mistral.ai/v1\", \"preset\": \"mistral\","
                     " \"quirks\": {\"limit-field\": \"limit\"},"
                     " \"extras\": {\"safe_prompt\": true}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) bare = NULL;
  NatterProvider *provider = from_text (text, &error);
  JsonObject *object;

  g_assert_no_error (error);
  g_assert_cmpstr (natter_provider_get_preset_id (provider), ==, "mistral");
  g_assert_true (natter_json_get_bool (natter_provider_get_extras (provider), "safe_prompt",
                                       FALSE));

  /* what the preset knows is not written with the account: a later preset may know better */
  node = natter_provider_to_json (provider);
  object = natter_json_as_object (node);
  g_assert_cmpstr (natter_json_get_string (object, "preset"), ==, "mistral");
  g_assert_cmpuint (json_object_get_size (natter_json_get_object (object, "quirks")), ==, 1);
  g_assert_cmpuint (json_object_get_size (natter_json_get_object (object, "extras")), ==, 1);

  natter_provider_set_preset_id (provider, NULL);
  natter_provider_set_quirks (provider, NULL);
  natter_provider_set_extras (provider, NULL);
  bare = natter_provider_to_json (provider);
  object = natter_json_as_object (bare);
  g_assert_false (json_object_has_member (object, "preset"));
  g_assert_false (json_object_has_member (object, "quirks"));
  g_assert_false (json_object_has_member (object, "extras"));

  g_assert_finalize_object (provider);
}

static void
test_connection (void)
{
  const char *text = "{\"base-url\": \"https://a.example/v1\", \"organization\": \"org-1\","
                     " \"project\": \"proj-2\", \"connection\": {\"proxy\": \"none\","
                     " \"colour\": \"red\", \"headers\": {\"X-Team\": \"7\"}}}";
  g_autoptr(GError) error = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) bare = NULL;
  NatterProvider *provider = from_text (text, &error);
  JsonObject *object;

  g_assert_no_error (error);
  g_assert_cmpstr (natter_provider_get_organization (provider), ==, "org-1");
  g_assert_cmpstr (natter_provider_get_project (provider), ==, "proj-2");
  g_assert_cmpuint (natter_connection_get_n_headers (natter_provider_get_connection (provider)),
                    ==, 1);

  node = natter_provider_to_json (provider);
  object = natter_json_as_object (node);
  g_assert_cmpstr (natter_json_get_string (object, "organization"), ==, "org-1");
  object = natter_json_get_object (object, "connection");
  g_assert_cmpstr (natter_json_get_string (object, "proxy"), ==, "none");
  g_assert_cmpstr (natter_json_get_string (object, "colour"), ==, "red");
  g_assert_cmpstr (natter_json_get_string (natter_json_get_object (object, "headers"), "X-Team"),
                   ==, "7");

  natter_provider_set_connection (provider, NULL);
  natter_provider_set_organization (provider, NULL);
  natter_provider_set_project (provider, "");
  bare = natter_provider_to_json (provider);
  object = natter_json_as_object (bare);
  g_assert_false (json_object_has_member (object, "organization"));
  g_assert_false (json_object_has_member (object, "project"));
  g_assert_cmpuint (json_object_get_size (natter_json_get_object (object, "connection")), ==, 1);

  g_assert_finalize_object (provider);
}

static const struct
{
  const char *name;
  const char *text;
  int         code;      /* -1: good */
  const char *called;
} read_cases[] = {
  { "all",
    "{\"id\":\"a\",\"name\":\"N\",\"dialect\":\"openai-chat\",\"base-url\":\"https://a.example\"}",
    -1, "N" },
  { "address only", "{\"base-url\":\"example.com/v1/\"}", -1, "https://example.com/v1" },
  { "empty name", "{\"name\":\"\",\"base-url\":\"https://example.com\"}", -1,
    "https://example.com" },
  { "nulls",
    "{\"id\":null,\"name\":null,\"dialect\":null,\"models\":null,\"base-url\":\"a.example\"}",
    -1, "https://a.example" },

  { "no address", "{\"id\":\"a\"}", NATTER_ERROR_INVALID_SETTING, NULL },
  { "bad address", "{\"base-url\":\"ftp://example.com\"}", NATTER_ERROR_INVALID_SETTING, NULL },
  { "password in the address", "{\"base-url\":\"https://a:b@example.com\"}",
    NATTER_ERROR_INVALID_SETTING, NULL },
  { "unknown dialect", "{\"dialect\":\"klingon\",\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_INVALID_SETTING, NULL },
  { "empty id", "{\"id\":\"\",\"base-url\":\"https://example.com\"}", NATTER_ERROR_INVALID_SETTING,
    NULL },
  { "slash in the id", "{\"id\":\"a/b\",\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_INVALID_SETTING, NULL },

  { "not an object", "[]", NATTER_ERROR_MALFORMED, NULL },
  { "null", "null", NATTER_ERROR_MALFORMED, NULL },
  { "number for id", "{\"id\":5,\"base-url\":\"https://example.com\"}", NATTER_ERROR_MALFORMED,
    NULL },
  { "object for name", "{\"name\":{},\"base-url\":\"https://example.com\"}", NATTER_ERROR_MALFORMED,
    NULL },
  { "array for address", "{\"base-url\":[\"https://example.com\"]}", NATTER_ERROR_MALFORMED, NULL },
  { "number for preset", "{\"preset\":5,\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_MALFORMED, NULL },
  { "string for quirks", "{\"quirks\":\"a\",\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_MALFORMED, NULL },
  { "array for connection", "{\"connection\":[],\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_MALFORMED, NULL },
  { "key in a header",
    "{\"connection\":{\"headers\":{\"Cookie\":\"x\"}},\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_INVALID_SETTING, NULL },
  { "number for project", "{\"project\":5,\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_MALFORMED, NULL },
  { "array for extras", "{\"extras\":[],\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_MALFORMED, NULL },
  { "string for models", "{\"models\":\"a\",\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_MALFORMED, NULL },
  { "number in models", "{\"models\":[\"a\",5],\"base-url\":\"https://example.com\"}",
    NATTER_ERROR_MALFORMED, NULL },
};

static void
test_read (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  NatterProvider *provider = from_text (read_cases[i].text, &error);

  if (read_cases[i].code >= 0)
    {
      g_assert_null (provider);
      g_assert_error (error, NATTER_ERROR, read_cases[i].code);
      return;
    }

  g_assert_no_error (error);
  g_assert_cmpstr (natter_provider_get_name (provider), ==, read_cases[i].called);
  g_assert_cmpstr (natter_provider_get_id (provider), !=, "");
  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider-json/round-trip", test_round_trip);
  g_test_add_func ("/provider-json/fetched-is-not-saved", test_fetched_is_not_saved);
  g_test_add_func ("/provider-json/unknown-members", test_unknown_members);
  g_test_add_func ("/provider-json/preset", test_preset);
  g_test_add_func ("/provider-json/connection", test_connection);
  for (i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-json/read/", read_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_read);
    }

  return g_test_run ();
}
