/* test-connection-headers.c: headers of one's own: what they may be, and that none is a key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection.h"
#include "natter-error.h"

static const struct
{
  const char *label;
  const char *name;
  const char *value;
  const char *sentence;  /* a part of what is said, or NULL: good */
} cases[] = {
  { "plain", "X-Team", "seven", NULL },
  { "referer", "HTTP-Referer", "https://example.com/a?b", NULL },
  { "blanks", "  X-Team\t", " seven \n", NULL },
  { "empty value", "X-Team", "", NULL },
  { "user agent", "User-Agent", "Mine/1.0", NULL },
  { "not ASCII", "X-Team", "sieben …", NULL },

  { "no name", "", "a hush-hush", "letters" },
  { "blank in the name", "X Team", "a hush-hush", "letters" },
  { "colon in the name", "X-Team:", "a hush-hush", "letters" },
  { "line break", "X-Team", "a\r\nHost: hush-hush", "line break" },
  { "tab", "X-Team", "a\thush-hush", "line break" },
  { "twice", "x-first", "a hush-hush", "twice" },

  { "key", "Authorization", "Bearer hush-hush", "API key" },
  { "key, small", "authorization", "Bearer hush-hush", "API key" },
  { "x-api-key", "X-Api-Key", "hush-hush", "API key" },
  { "api-key", "Api-Key", "hush-hush", "API key" },
  { "google", "X-Goog-Api-Key", "hush-hush", "API key" },
  { "cookie", "Cookie", "hush-hush", "API key" },
  { "proxy", "Proxy-Authorization", "Basic hush-hush", "API key" },

  { "host", "Host", "hush-hush.example", "itself" },
  { "length", "Content-Length", "5", "itself" },
  { "type", "content-type", "text/plain", "itself" },
  { "connection", "Connection", "close", "itself" },
  { "keep-alive", "Keep-Alive", "timeout=5", "itself" },
  { "te", "TE", "trailers", "itself" },
  { "trailer", "Trailer", "hush-hush", "itself" },
  { "transfer", "Transfer-Encoding", "chunked", "itself" },
  { "upgrade", "Upgrade", "h2c", "itself" },
  { "proxy-connection", "Proxy-Connection", "close", "itself" },
  { "compression", "Accept-Encoding", "gzip", "itself" },
};

static void
test_header (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterConnection) connection = natter_connection_new ();
  g_autoptr(GError) error = NULL;
  gboolean good;

  natter_connection_add_header (connection, "X-First", "1", &error);
  g_assert_no_error (error);
  good = natter_connection_add_header (connection, cases[i].name, cases[i].value, &error);
  g_assert_cmpuint (natter_connection_get_n_headers (connection), ==, good ? 2 : 1);

  if (cases[i].sentence)
    {
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
      g_assert_nonnull (strstr (error->message, cases[i].sentence));
      g_assert_null (strstr (error->message, "hush-hush"));
    }
  else
    {
      g_autofree char *name = g_strstrip (g_strdup (cases[i].name));
      g_autofree char *value = g_strstrip (g_strdup (cases[i].value));
      const char *kept = NULL;

      g_assert_no_error (error);
      g_assert_cmpstr (natter_connection_get_header (connection, 1, &kept), ==, name);
      g_assert_cmpstr (kept, ==, value);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/connection-headers/", cases[i].label, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_header);
    }

  return g_test_run ();
}
