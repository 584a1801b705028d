/* test-link.c: which link targets may be opened, what is shown of them, and which texts lie.
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
  { "port",                  "http://localhost:8080/v1",       TRUE },
  { "address of four numbers", "http://127.0.0.1:11434/",      TRUE },
  { "address in brackets",   "http://[::1]:8080/a",            TRUE },
  { "at sign in the path",   "https://example.org/@someone",   TRUE },
  { "at sign in the query",  "https://example.org?q=a@b",      TRUE },
  { "mailto with a subject", "mailto:a@b.example?subject=x%20y", TRUE },
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
  { "user info",             "https://bank.example@evil.example/", FALSE },
  { "user and password",     "https://a:b@example.org",        FALSE },
  { "user info and backslash", "https://bank.example\\@evil.example", FALSE },
  { "backslash in the host", "https://evil.example\\.bank.example", FALSE },
  { "escaped host",          "https://bank.example%2eevil.example/", FALSE },
  { "escaped at sign",       "https://bank.example%40evil.example/", FALSE },
  { "no port",               "http://example.org:/",           FALSE },
  { "port of letters",       "http://example.org:http/",       FALSE },
  { "port too high",         "http://example.org:65536/",      FALSE },
  { "port zero",             "http://example.org:0/",          FALSE },
  { "two ports",             "http://example.org:80:80/",      FALSE },
  { "one number",            "http://2130706433/",             FALSE },
  { "number to the base 16", "http://0x7f.1/",                 FALSE },
  { "number with a dot behind", "http://0x7f.1./",             FALSE },
  { "number with two dots",  "http://127..1/",                 FALSE },
  { "open bracket",          "http://[::1/",                   FALSE },
  { "bracket alone",         "http://[/",                      FALSE },
  { "name in brackets",      "http://[example.org]/",          FALSE },
  { "dots alone",            "http://../",                     FALSE },
  { "quotation mark",        "http://a\"b.example/",          FALSE },
  { "mail to nobody",        "mailto:?subject=x",              FALSE },
  { "mail to two",           "mailto:a@b.example,c@d.example", FALSE },
  { "mail without a host",   "mailto:someone",                 FALSE },
  { "mail, escaped",         "mailto:a%40b.example@c.example", FALSE },
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

static const struct
{
  const char *name;
  const char *target;
  const char *description;
} description_cases[] = {
  { "plain",      "https://example.org/a?b#c",       "https://example.org/a?b#c" },
  { "capitals",   "HTTPS://Example.ORG/A",           "HTTPS://example.org/A" },
  { "port",       "http://localhost:8080/v1",        "http://localhost:8080/v1" },
  { "brackets",   "http://[::1]:8080/v1",            "http://[::1]:8080/v1" },
  { "mail",       "mailto:a@example.org?subject=b",  "mailto:a@example.org?subject=b" },
  { "address in a mail", "mailto:a@example.org?body=http://b.example",
                  "mailto:a@example.org?body=http://b.example" },
  { "umlaut",     "https://münchen.example/straße",
                  "https://xn--mnchen-3ya.example/straße\n(münchen.example)" },
  { "punycode",   "https://xn--mnchen-3ya.example:8443",
                  "https://xn--mnchen-3ya.example:8443\n(münchen.example)" },
  {
    "cyrillic a",
    "https://p\320\260ypal.com/",
    "https://xn--pypal-4ve.com/\n(p\320\260ypal.com)",
  },
  { "wide",       "https://\357\275\207oogle.com/", "https://google.com/" },
  { "mail host",  "mailto:a@münchen.example",
                  "mailto:a@xn--mnchen-3ya.example\n(münchen.example)" },
};

static void
test_description (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *description = NULL;

  g_assert_true (natter_link_is_allowed (description_cases[i].target));
  description = natter_link_dup_description (description_cases[i].target);
  g_assert_cmpstr (description, ==, description_cases[i].description);
}

static const struct
{
  const char *name;
  const char *text;
  const char *target;
  const char *claimed;   /* NULL: they agree */
} honesty_cases[] = {
  { "an address in brackets", "http://[::1]", "http://[::1]", NULL },
  { "words",              "the manual",                 "https://example.org/",            NULL },
  { "nothing",            "",                           "https://example.org/",            NULL },
  { "itself",             "https://example.org/a",      "https://example.org/a",           NULL },
  { "without scheme",     "example.org/a",              "https://example.org/a",           NULL },
  { "with www",           "www.example.org",            "https://example.org/",            NULL },
  { "target with www",    "example.org",                "https://www.example.org/",        NULL },
  { "capitals",           "Example.ORG",                "https://example.org",             NULL },
  { "in a sentence",      "see (https://example.org).", "https://example.org/a",           NULL },
  { "a file",             "README.md",                  "https://example.org/README.md",   NULL },
  { "a library",          "Node.js and three.js",       "https://example.org/",            NULL },
  { "a version",          "1.2.3 of v2.0",              "https://example.org/",            NULL },
  { "an ellipsis",        "and so on...more ... etc.",  "https://example.org/",            NULL },
  { "an abbreviation",    "e.g. this, i.e. that",       "https://example.org/",            NULL },
  { "umlaut",             "münchen.example",            "https://xn--mnchen-3ya.example/", NULL },
  { "mail",               "a@example.org",              "mailto:a@example.org",            NULL },
  {
    "another host",
    "https://bank.example/",
    "https://evil.example/",
    "bank.example",
  },
  {
    "without the scheme",
    "bank.example/login",
    "https://evil.example/",
    "bank.example",
  },
  {
    "bare host",
    "bank.example",
    "https://evil.example/",
    "bank.example",
  },
  {
    "www alone",
    "www.bank.md",
    "https://evil.example/",
    "www.bank.md",
  },
  {
    "longer host",
    "bank.example",
    "https://bank.example.evil.com/",
    "bank.example",
  },
  {
    "shorter host",
    "login.bank.example",
    "https://bank.example/",
    "login.bank.example",
  },
  {
    "in the path",
    "bank.example",
    "https://evil.example/bank.example",
    "bank.example",
  },
  {
    "second word",
    "Log in: bank.example now",
    "https://evil.example/",
    "bank.example",
  },
  {
    "in quotes",
    "\"bank.example\",",
    "https://evil.example/",
    "bank.example",
  },
  {
    "user info",
    "https://x@bank.example",
    "https://evil.example/",
    "bank.example",
  },
  {
    "nothing seen",
    "bank\342\200\213.example",
    "https://evil.example/",
    "bank.example",
  },
  {
    "no-break space",
    "go\302\240bank.example",
    "https://evil.example/",
    "bank.example",
  },
  {
    "wide letters",
    "\357\275\202ank.example",
    "https://evil.example/",
    "bank.example",
  },
  {
    "cyrillic target",
    "paypal.com",
    "https://p\320\260ypal.com/",
    "paypal.com",
  },
  {
    "cyrillic text",
    "p\320\260ypal.com",
    "https://paypal.com/",
    "p\320\260ypal.com",
  },
  {
    "mail of another",
    "a@bank.example",
    "mailto:a@evil.example",
    "bank.example",
  },
  {
    "page, in truth mail",
    "https://bank.example",
    "mailto:a@evil.example",
    "bank.example",
  },
};

static void
test_honesty (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *claimed = NULL;
  gboolean disagrees = natter_link_disagrees (honesty_cases[i].text, honesty_cases[i].target,
                                              &claimed);

  g_assert_cmpstr (claimed, ==, honesty_cases[i].claimed);
  g_assert_cmpint (disagrees, ==, claimed != NULL);
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
  for (guint i = 0; i < G_N_ELEMENTS (description_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/link/description/%s", description_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_description);
    }
  for (guint i = 0; i < G_N_ELEMENTS (honesty_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/link/honesty/%s", honesty_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_honesty);
    }
  for (guint i = 0; i < G_N_ELEMENTS (find_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/link/find/%s", find_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_find);
    }
  g_test_add_func ("/link/find/hostile", test_find_hostile);

  return g_test_run ();
}
