/* test-error.c: the error domain and what it carries beside the sentence.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

#include "natter-error.h"

static void
test_plain (void)
{
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_BAD_KEY, "No.");

  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_KEY);
  g_assert_cmpstr (error->message, ==, "No.");
  g_assert_cmpstr (natter_error_get_category (error), ==, "bad-key");
  g_assert_cmpuint (natter_error_get_http_status (error), ==, 0);
  g_assert_null (natter_error_get_http_body (error));
  g_assert_true (natter_error_get_retry_after (error) < 0);
}

static void
test_copy (void)
{
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_RATE_LIMITED, "Wait.");
  g_autoptr(GError) copy = NULL;

  natter_error_set_http (error, 429, "{\"error\": 1}");
  natter_error_set_retry_after (error, 2.5);
  copy = g_error_copy (error);
  natter_error_set_http (error, 500, NULL);
  natter_error_set_retry_after (error, -1);

  g_assert_cmpuint (natter_error_get_http_status (copy), ==, 429);
  g_assert_cmpstr (natter_error_get_http_body (copy), ==, "{\"error\": 1}");
  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (copy), 2.5, 1e-9);
  g_assert_cmpuint (natter_error_get_http_status (error), ==, 500);
  g_assert_null (natter_error_get_http_body (error));
}

static void
test_certificate (void)
{
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_TLS, "Not secure.");
  g_autoptr(GError) other = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "Other");
  g_autoptr(GError) copy = NULL;
  const char *place = "unset";

  g_assert_null (natter_error_get_certificate (error, &place));
  g_assert_null (place);
  g_assert_null (natter_error_get_certificate (other, NULL));

  natter_error_set_certificate (error, "example.com:443", "AB:CD");
  copy = g_error_copy (error);
  natter_error_set_certificate (error, "example.org:443", "EF:01");
  g_assert_cmpstr (natter_error_get_certificate (copy, &place), ==, "AB:CD");
  g_assert_cmpstr (place, ==, "example.com:443");
  g_assert_cmpstr (natter_error_get_certificate (error, NULL), ==, "EF:01");
}

/* The nicks are printed, stored and compared by others: none may change. */
static void
test_categories (void)
{
  static const char *const nicks[] = {
    "failed", "bad-key", "no-credit", "forbidden", "no-such-model", "context-too-long",
    "too-large", "bad-request", "rate-limited", "overloaded", "server", "not-an-api", "malformed",
    "network", "tls", "redirected", "timed-out", "connection-lost", "no-keyring",
    "invalid-setting", "plain-http",
  };

  for (guint i = 0; i < G_N_ELEMENTS (nicks); i++)
    {
      g_autoptr(GError) error = natter_error_new ((NatterError) i, "");

      g_assert_cmpstr (natter_error_get_category (error), ==, nicks[i]);
    }

  g_assert_cmpint (NATTER_ERROR_PLAIN_HTTP, ==, G_N_ELEMENTS (nicks) - 1);
}

static void
test_stranger (void)
{
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "Stop.");

  g_assert_cmpstr (natter_error_get_category (error), ==, "failed");
  g_assert_cmpuint (natter_error_get_http_status (error), ==, 0);
  g_assert_null (natter_error_get_http_body (error));
  g_assert_true (natter_error_get_retry_after (error) < 0);
}

/* A body is cut at 64 KiB, never within a character. */
static void
test_long_body (void)
{
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_SERVER, "");
  g_autoptr(GString) body = g_string_new ("x");
  const char *kept = NULL;

  for (guint i = 0; i < 40000; i++)
    g_string_append (body, "é");
  natter_error_set_http (error, 500, body->str);

  kept = natter_error_get_http_body (error);
  g_assert_cmpuint (strlen (kept), ==, 64 * 1024 - 1);
  g_assert_true (g_utf8_validate (kept, -1, NULL));
  g_assert_true (g_str_has_prefix (body->str, kept));

  natter_error_set_http (error, 500, "bad \xff byte");
  g_assert_cmpstr (natter_error_get_http_body (error), ==, "bad \xef\xbf\xbd byte");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/error/plain", test_plain);
  g_test_add_func ("/error/copy", test_copy);
  g_test_add_func ("/error/certificate", test_certificate);
  g_test_add_func ("/error/categories", test_categories);
  g_test_add_func ("/error/stranger", test_stranger);
  g_test_add_func ("/error/long-body", test_long_body);

  return g_test_run ();
}
