/* test-connection-json.c: connection settings as JSON: written, read, kept, refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-json.h"
#include "natter-error.h"
#include "natter-json.h"

#define PAIRS "A0:B1:C2:D3:E4:F5:67:89"
#define FINGERPRINT PAIRS ":" PAIRS ":" PAIRS ":" PAIRS

#define ALL \
  "{\"headers\":{\"X-Team\":\"7\",\"A-Second\":\"\"},\"proxy\":\"socks5://proxy.example:1080\"," \
  "\"ca-file\":\"/etc/a.pem\",\"certificate\":{\"place\":\"a.example:443\"," \
  "\"sha256\":\"" FINGERPRINT "\"},\"answer-seconds\":300,\"silence-seconds\":60," \
  "\"plain-http\":\"http://a.example/v1\"}"

static NatterConnection *
from_text (const char  *text,
           GError     **error)
{
  g_autoptr(GError) parse_error = NULL;
  g_autoptr(JsonNode) node = natter_json_parse (text, strlen (text), &parse_error);

  g_assert_no_error (parse_error);
  return natter_connection_from_json (json_node_get_object (node), error);
}

static char *
to_text (NatterConnection *connection,
         JsonObject       *saved)
{
  g_autoptr(JsonObject) object = natter_connection_to_json (connection, saved);
  g_autoptr(JsonNode) node = NULL;

  if (!object)
    return NULL;

  node = json_node_init_object (json_node_alloc (), object);
  return natter_json_to_string (node, FALSE);
}

static void
test_round_trip (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterConnection) connection = from_text (ALL, &error);
  g_autofree char *text = NULL;
  const char *value = NULL;

  g_assert_no_error (error);
  g_assert_cmpuint (natter_connection_get_n_headers (connection), ==, 2);
  g_assert_cmpstr (natter_connection_get_header (connection, 1, &value), ==, "A-Second");
  g_assert_cmpstr (natter_connection_get_proxy (connection), ==, "socks5://proxy.example:1080");
  g_assert_cmpstr (natter_connection_get_ca_file (connection), ==, "/etc/a.pem");
  g_assert_true (natter_connection_accepts (connection, "a.example:443", FINGERPRINT));
  g_assert_cmpuint (natter_connection_get_answer_seconds (connection), ==, 300);
  g_assert_cmpuint (natter_connection_get_silence_seconds (connection), ==, 60);
  g_assert_cmpstr (natter_connection_get_plain_http_url (connection), ==, "http://a.example/v1");

  text = to_text (connection, NULL);
  g_assert_cmpstr (text, ==, ALL);
}

static void
test_nothing (void)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();

  g_assert_null (to_text (connection, NULL));
}

/* What is taken away goes from the file; what another version wrote stays. */
static void
test_unknown_members (void)
{
  const char *before = "{\"proxy\":\"none\",\"colour\":\"red\",\"answer-seconds\":5}";
  g_autoptr(JsonNode) node = natter_json_parse (before, strlen (before), NULL);
  g_autoptr(NatterConnection) connection = from_text (before, NULL);
  g_autofree char *text = NULL;

  natter_connection_set_proxy (connection, NULL, NULL);
  text = to_text (connection, json_node_get_object (node));
  g_assert_cmpstr (text, ==, "{\"colour\":\"red\",\"answer-seconds\":5}");
}

static const struct
{
  const char *name;
  const char *text;
  int         code;      /* -1: good */
} read_cases[] = {
  { "empty", "{}", -1 },
  { "nulls", "{\"headers\":null,\"proxy\":null,\"certificate\":null,\"answer-seconds\":null}", -1 },
  { "too long", "{\"answer-seconds\":99999999999}", -1 },

  { "key in a header", "{\"headers\":{\"Authorization\":\"x\"}}", NATTER_ERROR_INVALID_SETTING },
  { "bad proxy", "{\"proxy\":\"ftp://a.example\"}", NATTER_ERROR_INVALID_SETTING },
  { "password", "{\"proxy\":\"http://a:b@a.example\"}", NATTER_ERROR_INVALID_SETTING },
  { "fingerprint", "{\"certificate\":{\"place\":\"a:1\",\"sha256\":\"AB\"}}",
    NATTER_ERROR_INVALID_SETTING },

  { "array of headers", "{\"headers\":[]}", NATTER_ERROR_MALFORMED },
  { "number in headers", "{\"headers\":{\"X-Team\":7}}", NATTER_ERROR_MALFORMED },
  { "number for proxy", "{\"proxy\":5}", NATTER_ERROR_MALFORMED },
  { "empty proxy", "{\"proxy\":\"\"}", NATTER_ERROR_MALFORMED },
  { "object for file", "{\"ca-file\":{}}", NATTER_ERROR_MALFORMED },
  { "string for certificate", "{\"certificate\":\"a\"}", NATTER_ERROR_MALFORMED },
  { "half a certificate", "{\"certificate\":{\"place\":\"a:1\"}}", NATTER_ERROR_MALFORMED },
  { "string for seconds", "{\"answer-seconds\":\"5\"}", NATTER_ERROR_MALFORMED },
  { "negative seconds", "{\"silence-seconds\":-5}", NATTER_ERROR_MALFORMED },
  { "true for address", "{\"plain-http\":true}", NATTER_ERROR_MALFORMED },
};

static void
test_read (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterConnection) connection = from_text (read_cases[i].text, &error);

  if (read_cases[i].code >= 0)
    {
      g_assert_null (connection);
      g_assert_error (error, NATTER_ERROR, read_cases[i].code);
    }
  else
    {
      g_assert_no_error (error);
      g_assert_nonnull (connection);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection-json/round-trip", test_round_trip);
  g_test_add_func ("/connection-json/nothing", test_nothing);
  g_test_add_func ("/connection-json/unknown-members", test_unknown_members);
  for (guint i = 0; i < G_N_ELEMENTS (read_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/connection-json/read/", read_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_read);
    }

  return g_test_run ();
}
