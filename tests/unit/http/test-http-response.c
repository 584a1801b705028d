/* test-http-response.c: what is read from an answer's headers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-response.h"

#define NOW "Wed, 21 Oct 2015 07:28:00 GMT"

static const struct
{
  const char *name;
  const char *header;
  const char *milliseconds;
  double      seconds;
} retry_after_cases[] = {
  { "none",           NULL,                             NULL,   -1 },
  { "seconds",        "20",                             NULL,   20 },
  { "blanks",         "  7 ",                           NULL,   7 },
  { "zero",           "0",                              NULL,   0 },
  { "fraction",       "1.5",                            NULL,   1.5 },
  { "milliseconds",   NULL,                             "250",  0.25 },
  { "both",           "20",                             "1500", 1.5 },
  { "bad-first",      "20",                             "soon", 20 },
  { "date",           "Wed, 21 Oct 2015 07:28:30 GMT",  NULL,   30 },
  { "date-gone",      "Wed, 21 Oct 2015 07:27:00 GMT",  NULL,   0 },
  { "words",          "soon",                           NULL,   -1 },
  { "empty",          "",                               NULL,   -1 },
  { "negative",       "-5",                             NULL,   -1 },
  { "infinite",       "inf",                            NULL,   -1 },
  { "hexadecimal",    "0x10",                           NULL,   -1 },
};

static void
test_retry_after (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (429);

  natter_http_response_set_header (response, "Date", NOW);
  if (retry_after_cases[i].header)
    natter_http_response_set_header (response, "retry-after", retry_after_cases[i].header);
  if (retry_after_cases[i].milliseconds)
    natter_http_response_set_header (response, "Retry-After-Ms", retry_after_cases[i].milliseconds);

  g_assert_cmpfloat_with_epsilon (natter_http_response_get_retry_after (response),
                                  retry_after_cases[i].seconds, 0.001);
}

static void
test_content_type (void)
{
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (200);

  g_assert_null (natter_http_response_get_content_type (response));

  natter_http_response_set_header (response, "content-type", "Text/Event-Stream ; charset=UTF-8");
  g_assert_cmpstr (natter_http_response_get_content_type (response), ==, "text/event-stream");
  g_assert_cmpstr (natter_http_response_get_header (response, "Content-Type"), ==,
                   "Text/Event-Stream ; charset=UTF-8");
}

static void
test_status (void)
{
  const guint statuses[] = { 199, 200, 204, 299, 300, 404, 529 };

  for (guint i = 0; i < G_N_ELEMENTS (statuses); i++)
    {
      g_autoptr(NatterHttpResponse) response = natter_http_response_new (statuses[i]);

      g_assert_cmpuint (natter_http_response_get_status (response), ==, statuses[i]);
      g_assert_cmpint (natter_http_response_is_success (response), ==, statuses[i] / 100 == 2);
    }
}

static void
test_phrase (void)
{
  g_assert_cmpstr (natter_http_status_get_phrase (502), ==, "Bad Gateway");
  g_assert_cmpstr (natter_http_status_get_phrase (429), ==, "Too Many Requests");
  g_assert_cmpstr (natter_http_status_get_phrase (529), ==, "Overloaded");
}

static void
test_body (void)
{
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (500);
  g_autoptr(NatterHttpResponse) second = natter_http_response_ref (response);
  g_autoptr(GBytes) body = g_bytes_new_static ("no", 2);

  g_assert_null (natter_http_response_get_body (response));
  natter_http_response_set_body (response, body);
  natter_http_response_set_body (response, body);
  g_assert_true (natter_http_response_get_body (second) == body);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (retry_after_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/http-response/retry-after/", retry_after_cases[i].name,
                                           NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_retry_after);
    }
  g_test_add_func ("/http-response/content-type", test_content_type);
  g_test_add_func ("/http-response/status", test_status);
  g_test_add_func ("/http-response/phrase", test_phrase);
  g_test_add_func ("/http-response/body", test_body);

  return g_test_run ();
}
