/* test-provider-url.c: addresses as people paste them, and where a key may go.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-provider.h"

static const struct
{
  const char *name;
  const char *text;
  const char *url;     /* NULL: refused */
} clean_cases[] = {
  { "as it is", "https://api.openai.com/v1", "https://api.openai.com/v1" },
  { "blanks around", " \n https://api.openai.com/v1\t\n", "https://api.openai.com/v1" },
  { "slash at the end", "https://api.openai.com/v1/", "https://api.openai.com/v1" },
  { "slashes at the end", "https://api.openai.com/v1///", "https://api.openai.com/v1" },
  { "endpoint", "https://api.openai.com/v1/chat/completions", "https://api.openai.com/v1" },
  { "endpoint and slash", "https://api.openai.com/v1/chat/completions/",
    "https://api.openai.com/v1" },
  { "endpoint and query", "https://example.com/v1/chat/completions?key=x",
    "https://example.com/v1" },
  { "endpoint at the root", "https://example.com/chat/completions", "https://example.com" },
  { "endpoint is a part", "https://example.com/my/chat/completions/v1",
    "https://example.com/my/chat/completions/v1" },
  { "query and fragment", "https://example.com/v1?a=b#c", "https://example.com/v1" },
  { "fragment", "https://example.com/v1#top", "https://example.com/v1" },
  { "host only", "https://example.com", "https://example.com" },
  { "host and slash", "https://example.com/", "https://example.com" },
  { "capitals", "HTTPS://API.Example.COM/V1", "https://api.example.com/V1" },
  { "port", "https://example.com:8443/v1", "https://example.com:8443/v1" },
  { "default port", "https://example.com:443/v1", "https://example.com/v1" },
  { "other default port", "http://example.com:80/v1", "http://example.com/v1" },
  { "port of the other", "http://example.com:443/v1", "http://example.com:443/v1" },
  { "plain http stays", "http://192.168.1.5:11434/v1", "http://192.168.1.5:11434/v1" },
  { "encoded path", "https://example.com/a%2Fb/v1", "https://example.com/a%2Fb/v1" },
  { "international", "https://b\303\274cher.example/v1", "https://xn--bcher-kva.example/v1" },

  { "no scheme", "api.openai.com/v1", "https://api.openai.com/v1" },
  { "no scheme with port", "example.com:8000/v1", "https://example.com:8000/v1" },
  { "no scheme, network", "192.168.1.5:11434/v1", "https://192.168.1.5:11434/v1" },
  { "localhost", "localhost:11434/v1", "http://localhost:11434/v1" },
  { "localhost only", "localhost", "http://localhost" },
  { "Localhost", "LocalHost:8080", "http://localhost:8080" },
  { "loopback", "127.0.0.1:8080/v1/", "http://127.0.0.1:8080/v1" },
  { "another loopback", "127.1.2.3:8080", "http://127.1.2.3:8080" },
  { "loopback 6", "[::1]:8080/v1", "http://[::1]:8080/v1" },
  { "looks local", "localhost.example.com/v1", "https://localhost.example.com/v1" },
  { "looks loopback", "127.0.0.1.example.com", "https://127.0.0.1.example.com" },
  { "https on loopback stays", "https://localhost:8443/v1", "https://localhost:8443/v1" },
  { "scheme in the query", "example.com/v1?next=http://localhost", "https://example.com/v1" },

  { "user and password", "https://me:secret@example.com/v1", NULL },
  { "user", "https://me@example.com/v1", NULL },
  { "user, no scheme", "me:secret@example.com/v1", NULL },
  { "empty user", "https://@example.com/v1", NULL },
  { "ftp", "ftp://example.com/v1", NULL },
  { "file", "file:///etc/passwd", NULL },
  { "web socket", "wss://example.com/v1", NULL },
  { "script", "javascript:alert(1)", NULL },
  { "mail", "mailto:me@example.com", NULL },
  { "no host", "https://", NULL },
  { "no host but path", "https:///v1", NULL },
  { "no host but port", "https://:8080/v1", NULL },
  { "one slash", "https:/example.com/v1", NULL },
  { "no slash", "https:example.com", NULL },
  { "backslashes", "https:\\\\example.com\\v1", NULL },
  { "bad port", "https://example.com:port/v1", NULL },
  { "large port", "https://example.com:99999/v1", NULL },
  { "blank within", "https://example.com/my server", NULL },
  { "line end within", "https://example.com/\nHost: x", NULL },
  { "not UTF-8", "https://example.com/\377", NULL },
  { "empty", "", NULL },
  { "blank", "  \n", NULL },
  { "words", "my server", NULL },
  { "placeholder in the host", "https://{resource}.example.com/v1", NULL },
  { "placeholder in the path", "https://example.com/projects/{project}", NULL },
  { "placeholder alone", "{server}", NULL },
};

static void
test_clean (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GError) error = NULL;
  g_autofree char *url = natter_provider_clean_base_url (clean_cases[i].text, &error);
  g_autofree char *again = NULL;

  g_assert_cmpstr (url, ==, clean_cases[i].url);
  if (url == NULL)
    {
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
      g_assert_null (strstr (error->message, "secret"));
      return;
    }

  g_assert_no_error (error);
  again = natter_provider_clean_base_url (url, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (again, ==, url);
}

static const struct
{
  const char *name;
  const char *url;
  gboolean    local;
  gboolean    allowed;
} key_cases[] = {
  { "https", "https://api.example.com/v1", FALSE, TRUE },
  { "plain http", "http://api.example.com/v1", FALSE, FALSE },
  { "plain http, network", "http://192.168.1.5:11434/v1", FALSE, FALSE },
  { "plain http, every address", "http://0.0.0.0:8080", FALSE, FALSE },
  { "looks local", "http://localhost.example.com", FALSE, FALSE },
  { "localhost", "http://localhost:11434/v1", TRUE, TRUE },
  { "loopback", "http://127.0.0.1:11434/v1", TRUE, TRUE },
  { "loopback 6", "http://[::1]:11434/v1", TRUE, TRUE },
  { "https on loopback", "https://127.0.0.1:8443/v1", TRUE, TRUE },
};

static void
test_key (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterProvider *provider = natter_provider_new ("Name", "openai-chat", key_cases[i].url);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (natter_provider_is_local (provider), ==, key_cases[i].local);
  g_assert_true (natter_provider_check_key_allowed (provider, NULL, &error));
  g_assert_true (natter_provider_check_key_allowed (provider, "", &error));
  g_assert_no_error (error);

  g_assert_cmpint (natter_provider_check_key_allowed (provider, "sk-secret", &error), ==,
                   key_cases[i].allowed);
  if (key_cases[i].allowed)
    {
      g_assert_no_error (error);
    }
  else
    {
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP);
      g_assert_nonnull (strstr (error->message, "https://"));
      g_assert_null (strstr (error->message, "sk-secret"));
    }

  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  for (i = 0; i < G_N_ELEMENTS (clean_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-url/clean/", clean_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_clean);
    }
  for (i = 0; i < G_N_ELEMENTS (key_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-url/key/", key_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_key);
    }

  return g_test_run ();
}
