/* test-json-pretty.c: JSON laid out for a person, and what is no JSON left alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json-pretty.h"

static const struct
{
  const char *name;
  const char *text;
  const char *pretty;   /* NULL: unchanged */
} cases[] = {
  { "object", "{\"error\":{\"code\":429,\"message\":\"Slow down\"}}",
    "{\n  \"error\": {\n    \"code\": 429,\n    \"message\": \"Slow down\"\n  }\n}" },
  { "array", " [1,\t[true,null] ,\"x\"]\r\n",
    "[\n  1,\n  [\n    true,\n    null\n  ],\n  \"x\"\n]" },
  { "empty ones stay short", "{\"a\":{ },\"b\":[\n],\"c\":[{}]}",
    "{\n  \"a\": {},\n  \"b\": [],\n  \"c\": [\n    {}\n  ]\n}" },
  { "an empty one alone", "{}", "{}" },
  { "pretty already", "{\n    \"a\" : 1\n}\n", "{\n  \"a\": 1\n}" },
  { "brackets in strings", "{\"a{\":\"[1,2]: }\"}", "{\n  \"a{\": \"[1,2]: }\"\n}" },
  { "quotation marks in strings", "[\"a\\\"b\\\\\",\"c\"]", "[\n  \"a\\\"b\\\\\",\n  \"c\"\n]" },
  /* a parser would make another number, and other letters, of these */
  { "numbers as written", "[0.1,1E+2,12345678901234567890,-0]",
    "[\n  0.1,\n  1E+2,\n  12345678901234567890,\n  -0\n]" },
  { "escapes as written", "[\"\\u00fc\\/\\ud83d\\ude00\"]", "[\n  \"\\u00fc\\/\\ud83d\\ude00\"\n]" },
  { "a string", "\"{}\"", NULL },
  { "a number", " 12 ", NULL },
  { "nothing", "", NULL },
  { "words", "Bad Gateway", NULL },
  { "a page", "<!DOCTYPE html>\n<html><body>{\"a\":1}</body></html>", NULL },
  { "half of it", "{\"error\":{\"code\":429", NULL },
  { "two of them", "{\"a\":1}\n{\"b\":2}", NULL },
  { "something behind it", "{\"a\":1} x", NULL },
};

static void
test_pretty (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *pretty = natter_json_dup_pretty (cases[i].text);
  g_autofree char *again = natter_json_dup_pretty (pretty);

  g_assert_cmpstr (pretty, ==, cases[i].pretty ? cases[i].pretty : cases[i].text);
  g_assert_cmpstr (again, ==, pretty);
}

/* As deep as a parser goes, and deeper: neither may fall over. */
static void
test_deep (void)
{
  g_autofree char *pretty = NULL;
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < 5000; i++)
    g_string_append_c (text, '[');
  for (guint i = 0; i < 5000; i++)
    g_string_append_c (text, ']');

  pretty = natter_json_dup_pretty (text->str);
  g_assert_nonnull (pretty);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json-pretty/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_pretty);
    }
  g_test_add_func ("/json-pretty/deep", test_deep);

  return g_test_run ();
}
