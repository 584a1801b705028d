/* test-body.c: what the requests of all dialects have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-body.h"
#include "natter-error.h"
#include "natter-test-body.h"

/* A JSON merge patch, RFC 7396. */
static const struct
{
  const char *into;
  const char *extras;
  const char *merged;
} merges[] = {
  { "{'a': 1}", "{}", "{'a': 1}" },
  { "{'a': 1}", "{'a': 2, 'b': 3}", "{'a': 2, 'b': 3}" },
  { "{'a': {'b': 1, 'c': {'d': 2}}}", "{'a': {'c': {'e': 3}}}",
    "{'a': {'b': 1, 'c': {'d': 2, 'e': 3}}}" },
  { "{'a': {'b': 1}}", "{'a': [2]}", "{'a': [2]}" },
  { "{'a': [1, 2]}", "{'a': [3]}", "{'a': [3]}" },
  { "{'a': 1}", "{'a': {'b': 2}}", "{'a': {'b': 2}}" },
  { "{'a': 1, 'b': {'c': 2}}", "{'a': null, 'b': {'c': null}, 'd': null}", "{'b': {}}" },
};

static void
test_merge (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (merges); i++)
    {
      g_autoptr(JsonNode) into = natter_test_body_parse (merges[i].into);
      g_autoptr(JsonNode) extras = natter_test_body_parse (merges[i].extras);
      g_autoptr(JsonNode) again = natter_test_body_parse (merges[i].extras);
      g_autoptr(JsonNode) merged = natter_test_body_parse (merges[i].merged);

      natter_body_merge (natter_json_as_object (into), natter_json_as_object (extras));
      natter_test_body_assert_equal (into, merged);
      natter_test_body_assert_equal (extras, again);

      natter_body_merge (natter_json_as_object (into), NULL);
      natter_test_body_assert_equal (into, merged);
    }
}

static const struct
{
  const char *key;
  const char *quirks;
  const char *header;
  const char *value;
} auths[] = {
  { "k", "{}", "Authorization", "Bearer k" },
  { NULL, "{}", "Authorization", NULL },
  { "", "{}", "Authorization", NULL },
  { "k", "{'auth': 'x-api-key'}", "x-api-key", "k" },
  { "k", "{'auth': 'x-api-key'}", "Authorization", NULL },
  { "k", "{'auth': 'none'}", "Authorization", NULL },
  { "k", "{'headers': {'X-Title': 'Natter', 'X-Number': 7}}", "X-Title", "Natter" },
  { "k", "{'headers': {'X-Title': 'Natter', 'X-Number': 7}}", "X-Number", NULL },
};

static void
test_auth (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (auths); i++)
    {
      g_autoptr(JsonNode) quirks = natter_test_body_parse (auths[i].quirks);
      NatterRequest request = { .base_url = "https://a.example", .key = auths[i].key,
                                .quirks = natter_json_as_object (quirks) };
      g_autoptr(NatterHttpRequest) http = NULL;

      http = natter_body_new_request (&request, "GET", "/x", "text/plain", "bearer", NULL);
      g_assert_cmpstr (natter_test_body_get_header (http, auths[i].header), ==, auths[i].value);
      g_assert_cmpstr (natter_test_body_get_header (http, "Accept"), ==, "text/plain");
    }
}

static void
test_bad_header (void)
{
  g_autoptr(JsonNode) quirks = natter_test_body_parse ("{'headers': {'X Y': 'z'}}");
  NatterRequest request = { .base_url = "https://a.example", .key = "k",
                            .quirks = natter_json_as_object (quirks) };
  g_autoptr(GError) error = NULL;

  g_assert_null (natter_body_new_request (&request, "GET", "/x", "text/plain", "bearer", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
}

static void
test_urls (void)
{
  static const char *const endings[] = { "/v1", "/v2", NULL };
  g_autofree char *plain = natter_body_url ("https://a.example/v1", "/x");
  g_autofree char *query = natter_body_url ("https://a.example/v1?b=c", "/x");
  g_autofree char *root = natter_body_root ("https://a.example/v1/v2", endings);
  g_autofree char *bare = natter_body_root ("https://a.example", endings);

  g_assert_cmpstr (plain, ==, "https://a.example/v1/x");
  g_assert_cmpstr (query, ==, "https://a.example/v1/x?b=c");
  g_assert_cmpstr (root, ==, "https://a.example/v1");
  g_assert_cmpstr (bare, ==, "https://a.example");
}

static void
test_document (void)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("T\xff", 2);
  g_autoptr(GBytes) nothing = g_bytes_new_static ("", 0);
  g_autoptr(NatterAttachment) named = natter_attachment_new ("text/plain", "a.txt", bytes);
  g_autoptr(NatterAttachment) unnamed = natter_attachment_new ("text/plain", NULL, nothing);
  g_autofree char *first = natter_body_dup_document (named);
  g_autofree char *second = natter_body_dup_document (unnamed);

  g_assert_cmpstr (first, ==, "a.txt:\n\nT\xef\xbf\xbd");
  g_assert_cmpstr (second, ==, "Document:\n\n");
}

static void
test_carries (void)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_ASSISTANT, "a");
  NatterRequest request = { .model = "gpt-5" };
  NatterCarry carry = { .dialect = (char *) "a", .json = (char *) "{}" };
  g_autoptr(JsonNode) node = natter_body_parse_carry (&carry, "a");

  g_assert_true (natter_body_carries (&request, message));
  natter_message_set_model (message, "gpt-5-2025-08-07");
  g_assert_true (natter_body_carries (&request, message));
  natter_message_set_model (message, "grok-4");
  g_assert_false (natter_body_carries (&request, message));

  g_assert_nonnull (node);
  g_assert_null (natter_body_parse_carry (&carry, "b"));
  carry.json = (char *) "{";
  g_assert_null (natter_body_parse_carry (&carry, "a"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/body/merge", test_merge);
  g_test_add_func ("/body/auth", test_auth);
  g_test_add_func ("/body/bad-header", test_bad_header);
  g_test_add_func ("/body/urls", test_urls);
  g_test_add_func ("/body/document", test_document);
  g_test_add_func ("/body/carries", test_carries);

  return g_test_run ();
}
