/* test-connection.c: how a server is reached: what can be set, and what is refused.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "natter-connection.h"
#include "natter-error.h"

#define PAIRS "A0:B1:C2:D3:E4:F5:67:89"
#define FINGERPRINT PAIRS ":" PAIRS ":" PAIRS ":" PAIRS

static void
test_copy (void)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(NatterConnection) copy = NULL;
  g_autoptr(GError) error = NULL;
  const char *text = NULL;

  g_assert_true (natter_connection_is_default (connection));
  g_assert_null (natter_connection_get_proxy (connection));
  g_assert_cmpuint (natter_connection_get_answer_seconds (connection), ==, 0);

  natter_connection_add_header (connection, "X-Team", "7", &error);
  natter_connection_set_proxy (connection, NATTER_CONNECTION_NO_PROXY, &error);
  natter_connection_set_certificate (connection, "example.com:443", FINGERPRINT, &error);
  g_assert_no_error (error);
  natter_connection_set_ca_file (connection, "/etc/authority.pem");
  natter_connection_set_answer_seconds (connection, 300);
  natter_connection_set_silence_seconds (connection, 999999);
  natter_connection_set_plain_http_url (connection, "http://example.com/v1");
  copy = natter_connection_copy (connection);

  g_assert_false (natter_connection_is_default (copy));
  g_assert_cmpuint (natter_connection_get_n_headers (copy), ==, 1);
  g_assert_cmpstr (natter_connection_get_header (copy, 0, &text), ==, "X-Team");
  g_assert_cmpstr (text, ==, "7");
  g_assert_cmpstr (natter_connection_get_proxy (copy), ==, NATTER_CONNECTION_NO_PROXY);
  g_assert_cmpstr (natter_connection_get_ca_file (copy), ==, "/etc/authority.pem");
  g_assert_cmpstr (natter_connection_get_certificate (copy, &text), ==, FINGERPRINT);
  g_assert_cmpstr (text, ==, "example.com:443");
  g_assert_cmpuint (natter_connection_get_answer_seconds (copy), ==, 300);
  g_assert_cmpuint (natter_connection_get_silence_seconds (copy), ==,
                    NATTER_CONNECTION_MAX_SECONDS);
  g_assert_cmpstr (natter_connection_get_plain_http_url (copy), ==, "http://example.com/v1");

  natter_connection_clear_headers (copy);
  natter_connection_set_ca_file (copy, NULL);
  g_assert_cmpuint (natter_connection_get_n_headers (connection), ==, 1);
  g_assert_nonnull (natter_connection_get_ca_file (connection));
}

/* What others use does not change under them. */
static void
test_shared (void)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  NatterConnection *other = natter_connection_ref (connection);

  g_test_expect_message (NULL, G_LOG_LEVEL_CRITICAL, "*natter_connection_is_mine*");
  natter_connection_set_answer_seconds (connection, 5);
  g_test_assert_expected_messages ();
  g_assert_cmpuint (natter_connection_get_answer_seconds (other), ==, 0);

  natter_connection_unref (other);
  natter_connection_set_answer_seconds (connection, 5);
  g_assert_cmpuint (natter_connection_get_answer_seconds (connection), ==, 5);
}

static const struct
{
  const char *name;
  const char *text;
  const char *proxy;     /* or NULL: refused */
  const char *sentence;  /* a part of what is said then */
} proxy_cases[] = {
  { "http", "http://proxy.example.com:3128", "http://proxy.example.com:3128", NULL },
  { "https", "https://proxy.example.com", "https://proxy.example.com", NULL },
  { "socks", "socks5://127.0.0.1:1080", "socks5://127.0.0.1:1080", NULL },
  { "six", "http://[::1]:3128", "http://[::1]:3128", NULL },
  { "path", " http://proxy.example.com:3128/x?y#z\n", "http://proxy.example.com:3128", NULL },
  { "none", "none", "none", NULL },

  { "password", "http://me:secret@proxy.example.com", NULL, "user name or password" },
  { "user", "http://secret@proxy.example.com", NULL, "user name or password" },
  { "scheme", "ftp://secret.example.com", NULL, "socks5://" },
  { "no scheme", "secret.example.com:3128", NULL, "http://" },
  { "no host", "http://", NULL, "http://" },
  { "empty", "", NULL, "http://" },
  { "words", "the secret one", NULL, "http://" },
};

static void
test_proxy (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(GError) error = NULL;
  gboolean good = natter_connection_set_proxy (connection, proxy_cases[i].text, &error);

  g_assert_cmpint (good, ==, proxy_cases[i].proxy != NULL);
  g_assert_cmpstr (natter_connection_get_proxy (connection), ==, proxy_cases[i].proxy);
  if (!good)
    {
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
      g_assert_nonnull (strstr (error->message, proxy_cases[i].sentence));
      g_assert_null (strstr (error->message, "secret"));
    }
}

static void
test_certificate (void)
{
  static const char *const bad[] = {
    "", "A0:B1", PAIRS ":" PAIRS ":" PAIRS ":a0:b1:c2:d3:e4:f5:67:89",
    PAIRS ":" PAIRS ":" PAIRS ":" PAIRS ":00", PAIRS ":" PAIRS ":" PAIRS ":G0:B1:C2:D3:E4:F5:67:89",
    PAIRS "-" PAIRS ":" PAIRS ":" PAIRS,
  };
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_assert_false (natter_connection_set_certificate (connection, "a.example:443", bad[i],
                                                         &error));
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
      g_clear_error (&error);
    }
  g_assert_false (natter_connection_accepts (connection, "a.example:443", FINGERPRINT));

  natter_connection_set_certificate (connection, "a.example:443", FINGERPRINT, &error);
  g_assert_no_error (error);
  g_assert_true (natter_connection_accepts (connection, "a.example:443", FINGERPRINT));
  g_assert_false (natter_connection_accepts (connection, "a.example:8443", FINGERPRINT));
  g_assert_false (natter_connection_accepts (connection, "b.example:443", FINGERPRINT));
  g_assert_false (natter_connection_accepts (connection, "a.example:443", "A0" FINGERPRINT));

  natter_connection_set_certificate (connection, NULL, NULL, &error);
  g_assert_no_error (error);
  g_assert_false (natter_connection_accepts (connection, "a.example:443", FINGERPRINT));
}

static void
test_ca_file (void)
{
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autofree char *good = g_test_build_filename (G_TEST_DIST, "data", "tls", "authority.pem", NULL);
  g_autofree char *bad = g_test_build_filename (G_TEST_DIST, "data", "tls", "README.md", NULL);
  g_autofree char *gone = g_test_build_filename (G_TEST_DIST, "data", "tls", "gone.pem", NULL);
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_connection_check_ca_file (connection, &error));
  natter_connection_set_ca_file (connection, good);
  g_assert_true (natter_connection_check_ca_file (connection, &error));
  g_assert_no_error (error);

  natter_connection_set_ca_file (connection, bad);
  g_assert_false (natter_connection_check_ca_file (connection, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_nonnull (strstr (error->message, "README.md"));
  g_clear_error (&error);

  natter_connection_set_ca_file (connection, gone);
  g_assert_false (natter_connection_check_ca_file (connection, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_nonnull (strstr (error->message, "gone.pem"));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection/copy", test_copy);
  g_test_add_func ("/connection/shared", test_shared);
  g_test_add_func ("/connection/certificate", test_certificate);
  g_test_add_func ("/connection/ca-file", test_ca_file);
  for (guint i = 0; i < G_N_ELEMENTS (proxy_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/connection/proxy/", proxy_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_proxy);
    }

  return g_test_run ();
}
