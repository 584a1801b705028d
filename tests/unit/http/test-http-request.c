/* test-http-request.c: what a request accepts and what it refuses.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-http-request.h"

static const struct
{
  const char *name;
  const char *url;
  gboolean    is_valid;
  gboolean    is_local;
} url_cases[] = {
  { "https",           "https://api.example.com/v1",      TRUE,  FALSE },
  { "port",            "http://192.168.1.5:8080/v1",      TRUE,  FALSE },
  { "localhost",       "http://localhost:11434/v1",       TRUE,  TRUE },
  { "localhost-case",  "http://LocalHost/v1",             TRUE,  TRUE },
  { "loopback",        "http://127.0.0.1:1/v1",           TRUE,  TRUE },
  { "loopback-net",    "http://127.8.9.10/v1",            TRUE,  TRUE },
  { "loopback-six",    "http://[::1]:8080/v1",            TRUE,  TRUE },
  { "looks-local",     "http://127.0.0.1.example.com/",   TRUE,  FALSE },
  { "named-localhost", "http://localhost.example.com/",   TRUE,  FALSE },
  { "ftp",             "ftp://example.com/secret",        FALSE, FALSE },
  { "file",            "file:///etc/secret",              FALSE, FALSE },
  { "no-scheme",       "example.com/secret",              FALSE, FALSE },
  { "no-host",         "http:///secret",                  FALSE, FALSE },
  { "empty",           "",                                FALSE, FALSE },
  { "line-break",      "http://example.com/\r\nsecret",   FALSE, FALSE },
  { "blank",           "http://example.com/a secret",     FALSE, FALSE },
};

static const struct
{
  const char *name;
  const char *header;
  const char *value;
  gboolean    is_valid;
} header_cases[] = {
  { "key",            "Authorization",   "Bearer sk-1",          TRUE },
  { "empty-value",    "X-Title",         "",                     TRUE },
  { "carriage",       "Authorization",   "Bearer secret\r",      FALSE },
  { "line-break",     "Authorization",   "secret\nX-Evil: 1",    FALSE },
  { "tab",            "Authorization",   "a\tsecret",            FALSE },
  { "delete",         "Authorization",   "secret\x7f",           FALSE },
  { "empty-name",     "",                "secret",               FALSE },
  { "blank-name",     "X Title",         "secret",               FALSE },
  { "colon-name",     "X:Title",         "secret",               FALSE },
  { "own-encoding",   "Accept-Encoding", "gzip",                 FALSE },
  { "own-host",       "host",            "secret.example.com",   FALSE },
};

static void
assert_refused (const GError *error)
{
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_null (strstr (error->message, "secret"));
}

static void
test_url (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterHttpRequest) request = natter_http_request_new ("GET", url_cases[i].url, &error);

  if (url_cases[i].is_valid)
    {
      g_assert_no_error (error);
      g_assert_cmpint (natter_http_request_is_local (request), ==, url_cases[i].is_local);
    }
  else
    {
      g_assert_null (request);
      assert_refused (error);
    }
}

static void
test_header (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterHttpRequest) request = natter_http_request_new ("POST", "http://localhost/",
                                                                  NULL);
  gboolean ok = natter_http_request_set_header (request, header_cases[i].header,
                                                header_cases[i].value, &error);

  g_assert_cmpint (ok, ==, header_cases[i].is_valid);
  if (ok)
    g_assert_no_error (error);
  else
    assert_refused (error);
  g_assert_cmpuint (g_hash_table_size (natter_http_request_get_headers (request)), ==, ok ? 1 : 0);
}

static void
test_replace_header (void)
{
  g_autoptr(NatterHttpRequest) request = natter_http_request_new ("POST", "http://localhost/",
                                                                  NULL);
  GHashTable *headers = natter_http_request_get_headers (request);

  g_assert_true (natter_http_request_set_header (request, "X-Api-Key", "one", NULL));
  g_assert_true (natter_http_request_set_header (request, "x-api-key", "two", NULL));

  g_assert_cmpuint (g_hash_table_size (headers), ==, 1);
  g_assert_cmpstr (g_hash_table_lookup (headers, "X-API-KEY"), ==, "two");
}

static void
test_body (void)
{
  g_autoptr(NatterHttpRequest) request = natter_http_request_new ("POST", "http://localhost/a?b=c",
                                                                  NULL);
  g_autoptr(GBytes) body = g_bytes_new_static ("{}", 2);
  NatterHttpRequest *second = natter_http_request_ref (request);

  g_assert_null (natter_http_request_get_body (request));
  g_assert_null (natter_http_request_get_content_type (request));

  natter_http_request_set_body (request, "application/json", body);
  natter_http_request_unref (second);

  g_assert_true (natter_http_request_get_body (request) == body);
  g_assert_cmpstr (natter_http_request_get_content_type (request), ==, "application/json");
  g_assert_cmpstr (natter_http_request_get_method (request), ==, "POST");
  g_assert_cmpstr (g_uri_get_query (natter_http_request_get_uri (request)), ==, "b=c");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (url_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-request/url/", url_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_url);
    }
  for (guint i = 0; i < G_N_ELEMENTS (header_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-request/header/", header_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_header);
    }
  g_test_add_func ("/http-request/replace-header", test_replace_header);
  g_test_add_func ("/http-request/body", test_body);

  return g_test_run ();
}
