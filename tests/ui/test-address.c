/* test-address.c: what addresses ask for, and what they do not get.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-address.h"

static const struct
{
  const char *name;
  const char *uri;
  gboolean    is_ours;
  const char *text;
} cases[] = {
  { "text", "natter:new?text=hello", TRUE, "hello" },
  { "without-new", "natter:?text=hello", TRUE, "hello" },
  { "percent", "natter:new?text=a%20b%26c%3Dd%25", TRUE, "a b&c=d%" },
  { "plus", "natter:new?text=c++", TRUE, "c++" },
  { "lines", "natter:new?text=a%0D%0Ab%0Ac%0Dd%09e", TRUE, "a\nb\nc\nd\te" },
  { "unicode", "natter:new?text=%E2%82%AC%F0%9F%98%80", TRUE, "€😀" },
  { "scheme-in-capitals", "NATTER:new?text=a", TRUE, "a" },
  { "first-text-counts", "natter:new?text=a&text=b", TRUE, "a" },
  { "unknown-parameters", "natter:new?send=1&model=x&text=a&run=rm", TRUE, "a" },
  { "nothing", "natter:", TRUE, NULL },
  { "new", "natter:new", TRUE, NULL },
  { "empty-text", "natter:new?text=", TRUE, NULL },
  { "no-value", "natter:new?text", TRUE, NULL },
  { "other-path", "natter:send?text=a", TRUE, NULL },
  { "path-in-path", "natter:new/../send?text=a", TRUE, NULL },
  { "host", "natter://new?text=a", TRUE, NULL },
  { "fragment", "natter:new#text=a", TRUE, NULL },
  { "not-utf8", "natter:new?text=%FF%FEa", TRUE, NULL },
  { "overlong", "natter:new?text=%C0%80", TRUE, NULL },
  { "nul", "natter:new?text=a%00b", TRUE, NULL },
  { "bad-escape", "natter:new?text=a%ZZ", TRUE, NULL },
  { "controls", "natter:new?text=a%1B%5B31mb%07%7F", TRUE, "a[31mb" },
  { "turned-around", "natter:new?text=a%E2%80%AEb%E2%81%A6c", TRUE, "abc" },
  { "hidden-words", "natter:new?text=a%F3%A0%81%A8%F3%A0%81%A9%F3%A0%84%80b", TRUE, "ab" },
  { "other-scheme", "https://example.org/?text=a", FALSE, NULL },
  { "file", "file:///etc/passwd", FALSE, NULL },
  { "no-scheme", "new?text=a", FALSE, NULL },
  { "scheme-before-ours", "x-natter:new?text=a", FALSE, NULL },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *text = NULL;

  g_assert_cmpint (natter_address_read (cases[i].uri, &text), ==, cases[i].is_ours);
  g_assert_cmpstr (text, ==, cases[i].text);
}

static char *
dup_read (gsize       length,
          const char *unit)
{
  GString *uri = g_string_new ("natter:new?text=");
  char *text = NULL;

  for (gsize i = 0; i < length; i++)
    g_string_append (uri, unit);
  g_assert_true (natter_address_read (uri->str, &text));
  g_string_free (uri, TRUE);

  return text;
}

static void
test_longest (void)
{
  g_autofree char *plain = dup_read (NATTER_ADDRESS_MAX_TEXT, "a");
  g_autofree char *escaped = dup_read (NATTER_ADDRESS_MAX_TEXT, "%61");
  g_autofree char *longer = dup_read (NATTER_ADDRESS_MAX_TEXT + 1, "a");
  g_autofree char *huge = dup_read (2 * 1024 * 1024, "%20");

  g_assert_cmpuint (strlen (plain), ==, NATTER_ADDRESS_MAX_TEXT);
  g_assert_cmpstr (escaped, ==, plain);
  g_assert_null (longer);
  g_assert_null (huge);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/address/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/address/longest", test_longest);

  return g_test_run ();
}
