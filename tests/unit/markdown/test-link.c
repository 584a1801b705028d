/* test-link.c: which link targets may be opened.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-link.h"

#include <string.h>

static const struct
{
  const char *name;
  const char *target;
  gboolean    allowed;
} policy_cases[] = {
  { "https",                 "https://example.org/a?b=c#d",    TRUE },
  { "http",                  "http://example.org",             TRUE },
  { "mailto",                "mailto:someone@example.org",     TRUE },
  { "any case",              "HTTPS://EXAMPLE.ORG",            TRUE },
  { "mixed case",            "MailTo:a@b.example",             TRUE },
  { "international host",    "https://münchen.example/straße", TRUE },
  { "cjk path",              "https://example.org/漢字",       TRUE },
  { "user info",             "https://a@example.org/",         TRUE },
  { "escaped blank",         "https://example.org/a%20b",      TRUE },
  { "none",                  NULL,                             FALSE },
  { "empty",                 "",                               FALSE },
  { "scheme alone",          "https://",                       FALSE },
  { "mailto alone",          "mailto:",                        FALSE },
  { "no host",               "https:///etc/passwd",            FALSE },
  { "one slash",             "https:/example.org",             FALSE },
  { "relative",              "docs/readme.html",               FALSE },
  { "fragment",              "#top",                           FALSE },
  { "no scheme",             "//example.org/a",                FALSE },
  { "javascript",            "javascript:alert(1)",            FALSE },
  { "javascript with slashes", "javascript://https://a.example", FALSE },
  { "file",                  "file:///etc/passwd",             FALSE },
  { "smb",                   "smb://host/share",               FALSE },
  { "data",                  "data:text/html,x",               FALSE },
  { "own scheme",            "natter:new?text=x",              FALSE },
  { "vscode",                "vscode://file/x",                FALSE },
  { "blank in front",        " https://example.org",           FALSE },
  { "blank inside",          "https://example.org/a b",        FALSE },
  { "tab in the scheme",     "java\tscript:alert(1)",          FALSE },
  { "line break",            "https://example.org/\nx",        FALSE },
  { "carriage return",       "https://example.org/\rx",        FALSE },
  { "escape",                "https://example.org/\033[0m",    FALSE },
  { "delete",                "https://example.org/\177",       FALSE },
  { "c1 control",            "https://example.org/\302\205",   FALSE },
  { "no-break space",        "https://example.org/\302\240x",  FALSE },
  { "ideographic space",     "https://example.org/\343\200\200", FALSE },
  { "line separator",        "https://example.org/\342\200\250", FALSE },
  { "override",              "https://example.org/\342\200\256gpj.exe", FALSE },
  { "embedding",             "https://example.org/\342\200\252x", FALSE },
  { "isolate",               "https://example.org/\342\201\246x", FALSE },
  { "left-to-right mark",    "https://example.org/\342\200\216x", FALSE },
  { "zero-width space",      "https://exam\342\200\213ple.org", FALSE },
  { "zero-width joiner",     "https://exam\342\200\215ple.org", FALSE },
  { "byte order mark",       "https://exam\357\273\277ple.org", FALSE },
  { "soft hyphen",           "https://exam\302\255ple.org",    FALSE },
  { "hangul filler",         "https://exam\343\205\244ple.org", FALSE },
  { "tag character",         "https://example.org/\363\240\201\201", FALSE },
  { "not utf-8",             "https://example.org/\377",       FALSE },
};

static void
test_policy (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpint (natter_link_is_allowed (policy_cases[i].target), ==, policy_cases[i].allowed);
}

static const struct
{
  const char *name;
  const char *text;
  const char *found;   /* one a line */
} find_cases[] = {
  { "alone",           "https://example.org/a",                        "https://example.org/a\n" },
  { "in a sentence",   "See https://example.org/a, or http://b.example.",
                       "https://example.org/a\nhttp://b.example\n" },
  { "in brackets",     "(https://example.org/a_(b)) [http://b.example]",
                       "https://example.org/a_(b)\nhttp://b.example\n" },
  { "quoted",          "\"https://example.org\" <http://b.example>",
                       "https://example.org\nhttp://b.example\n" },
  { "any case",        "HTTP://EXAMPLE.ORG/X",                         "HTTP://EXAMPLE.ORG/X\n" },
  { "port and query",  "http://localhost:8080/v1?a=b&c=d#e",
                       "http://localhost:8080/v1?a=b&c=d#e\n" },
  { "end of line",     "https://a.example\nnext",                      "https://a.example\n" },
  { "other schemes",   "ftp://a.example file:///etc javascript://x",   "" },
  { "inside a word",   "xhttps://a.example",                           "" },
  { "nothing after",   "https:// http:/ https: :// http://.",          "" },
  { "no text",         "",                                             "" },
};

static void
test_find (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *text = find_cases[i].text;
  g_autoptr(GString) found = g_string_new (NULL);
  gsize start = 0;
  gsize end;

  for (; natter_link_find (text, strlen (text), &start, &end); start = end)
    {
      g_string_append_len (found, text + start, (gssize) (end - start));
      g_string_append_c (found, '\n');
    }
  g_assert_cmpstr (found->str, ==, find_cases[i].found);
}

static void
test_find_hostile (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  gsize start = 0;
  gsize end;
  guint n = 0;

  g_test_timer_start ();
  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "https:// http://a) ");
  g_string_append (text, "http://a");
  for (guint i = 0; i < 200000; i++)
    g_string_append_c (text, ')');

  for (; natter_link_find (text->str, text->len, &start, &end); start = end)
    n++;
  g_assert_cmpuint (n, ==, 20001);
  g_assert_cmpfloat (g_test_timer_elapsed (), <, 10);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (policy_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/link/policy/%s", policy_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_policy);
    }
  for (guint i = 0; i < G_N_ELEMENTS (find_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/link/find/%s", find_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_find);
    }
  g_test_add_func ("/link/find/hostile", test_find_hostile);

  return g_test_run ();
}
