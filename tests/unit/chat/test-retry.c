/* test-retry.c: which refusals are worth another try, and when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "natter-error.h"
#include "natter-retry.h"

static GError *
make (NatterError code,
      guint       status,
      double      retry_after)
{
  GError *error = natter_error_new (code, "no");

  natter_error_set_http (error, status, "{}");
  natter_error_set_retry_after (error, retry_after);

  return error;
}

static void
test_statuses (void)
{
  static const struct
  {
    guint       status;
    NatterError code;
    gboolean    again;
  } cases[] = {
    { 400, NATTER_ERROR_BAD_REQUEST, FALSE },
    { 401, NATTER_ERROR_BAD_KEY, FALSE },
    { 402, NATTER_ERROR_NO_CREDIT, FALSE },
    { 403, NATTER_ERROR_FORBIDDEN, FALSE },
    { 404, NATTER_ERROR_NO_SUCH_MODEL, FALSE },
    { 408, NATTER_ERROR_SERVER, TRUE },
    { 409, NATTER_ERROR_BAD_REQUEST, FALSE },
    { 413, NATTER_ERROR_TOO_LARGE, FALSE },
    { 422, NATTER_ERROR_BAD_REQUEST, FALSE },
    { 429, NATTER_ERROR_RATE_LIMITED, TRUE },
    { 429, NATTER_ERROR_NO_CREDIT, FALSE },
    { 500, NATTER_ERROR_SERVER, TRUE },
    { 500, NATTER_ERROR_CONTEXT_TOO_LONG, FALSE },
    { 501, NATTER_ERROR_SERVER, FALSE },
    { 502, NATTER_ERROR_NOT_AN_API, TRUE },
    { 503, NATTER_ERROR_OVERLOADED, TRUE },
    { 504, NATTER_ERROR_SERVER, TRUE },
    { 529, NATTER_ERROR_OVERLOADED, TRUE },
    /* told by an event */
    { 0, NATTER_ERROR_OVERLOADED, TRUE },
    { 200, NATTER_ERROR_RATE_LIMITED, TRUE },
    { 0, NATTER_ERROR_BAD_REQUEST, FALSE },
    { 0, NATTER_ERROR_NO_CREDIT, FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = make (cases[i].code, cases[i].status, -1);

      g_test_message ("status %u, code %d", cases[i].status, cases[i].code);
      g_assert_cmpint (natter_retry_get_wait (error, 0) >= 0, ==, cases[i].again);
    }
}

/* What broke on this side was not refused. */
static void
test_other_errors (void)
{
  g_autoptr(GError) lost = natter_error_new (NATTER_ERROR_CONNECTION_LOST, "gone");
  g_autoptr(GError) timed_out = natter_error_new (NATTER_ERROR_TIMED_OUT, "silent");
  g_autoptr(GError) made_up = natter_error_new (NATTER_ERROR_SERVER, "no answer");
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "stopped");

  g_assert_cmpfloat (natter_retry_get_wait (lost, 0), <, 0);
  g_assert_cmpfloat (natter_retry_get_wait (timed_out, 0), <, 0);
  g_assert_cmpfloat (natter_retry_get_wait (made_up, 0), <, 0);
  g_assert_cmpfloat (natter_retry_get_wait (cancelled, 0), <, 0);
}

static void
test_waits (void)
{
  g_autoptr(GError) guessed = make (NATTER_ERROR_SERVER, 500, -1);
  g_autoptr(GError) told = make (NATTER_ERROR_RATE_LIMITED, 429, 20);
  g_autoptr(GError) at_once = make (NATTER_ERROR_RATE_LIMITED, 429, 0);
  g_autoptr(GError) an_hour = make (NATTER_ERROR_RATE_LIMITED, 429, 3600);
  double expected = 0.5;

  for (guint n = 0; n < 3; n++, expected *= 2)
    for (guint i = 0; i < 100; i++)
      {
        g_assert_cmpfloat (natter_retry_get_wait (guessed, n), >=, expected);
        g_assert_cmpfloat (natter_retry_get_wait (guessed, n), <=, expected * 1.25);
        g_assert_cmpfloat (natter_retry_get_wait (told, n), >=, 20);
        g_assert_cmpfloat (natter_retry_get_wait (told, n), <=, 25);
        g_assert_cmpfloat (natter_retry_get_wait (at_once, n), >=, 0);
        g_assert_cmpfloat (natter_retry_get_wait (at_once, n), <=, 1);
      }

  g_assert_cmpfloat (natter_retry_get_wait (guessed, 3), <, 0);
  g_assert_cmpfloat (natter_retry_get_wait (told, 3), <, 0);
  g_assert_cmpfloat (natter_retry_get_wait (an_hour, 0), <, 0);
}

static void
test_jitter (void)
{
  g_autoptr(GError) error = make (NATTER_ERROR_SERVER, 500, -1);
  double first = natter_retry_get_wait (error, 2);
  gboolean differs = FALSE;

  for (guint i = 0; i < 20; i++)
    {
      double again = natter_retry_get_wait (error, 2);

      differs = differs || again < first || again > first;
    }

  g_assert_true (differs);
}

static void
test_should_retry (void)
{
  g_autoptr(GError) no = make (NATTER_ERROR_RATE_LIMITED, 429, 1);
  g_autoptr(GError) yes = make (NATTER_ERROR_BAD_REQUEST, 409, -1);
  g_autoptr(GError) spent = make (NATTER_ERROR_NO_CREDIT, 429, 1);

  natter_error_set_should_retry (no, NATTER_SHOULD_RETRY_NO);
  natter_error_set_should_retry (yes, NATTER_SHOULD_RETRY_YES);
  natter_error_set_should_retry (spent, NATTER_SHOULD_RETRY_YES);

  g_assert_cmpfloat (natter_retry_get_wait (no, 0), <, 0);
  g_assert_cmpfloat (natter_retry_get_wait (yes, 0), >=, 0);
  g_assert_cmpfloat (natter_retry_get_wait (spent, 0), <, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/retry/statuses", test_statuses);
  g_test_add_func ("/retry/other-errors", test_other_errors);
  g_test_add_func ("/retry/waits", test_waits);
  g_test_add_func ("/retry/jitter", test_jitter);
  g_test_add_func ("/retry/should-retry", test_should_retry);

  return g_test_run ();
}
