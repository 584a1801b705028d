/* test-json.c: JSON from strangers, right and wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-json.h"

static const struct
{
  const char *name;
  const char *json;
  const char *text;   /* of the member "a", or NULL where nothing can be read */
} parse_cases[] = {
  { "plain",               "{\"a\":\"x\"}",                     "x" },
  { "blanks-around",       " \r\n\t{ \"a\" : \"x\" } \n",       "x" },
  { "pair",                "{\"a\":\"\\ud83d\\ude80!\"}",       "\U0001f680!" },
  { "lone-high",           "{\"a\":\"x\\ud83d\"}",              "x\xef\xbf\xbd" },
  { "lone-high-then-text", "{\"a\":\"\\uD83Dxy\"}",             "\xef\xbf\xbdxy" },
  { "two-high",            "{\"a\":\"\\ud83d\\ud83d\\ude80\"}", "\xef\xbf\xbd\U0001f680" },
  { "lone-low",            "{\"a\":\"\\ude80z\"}",              "\xef\xbf\xbdz" },
  { "nul",                 "{\"a\":\"x\\u0000y\"}",             "x\xef\xbf\xbdy" },
  { "not-an-escape",       "{\"a\":\"\\\\ud83d\\\\u0000\"}",    "\\ud83d\\u0000" },
  { "quote",               "{\"a\":\"\\\"\\n\"}",               "\"\n" },
  { "trailing-value",      "{\"a\":\"x\"}{\"b\":1}",            NULL },
  { "trailing-word",       "{\"a\":\"x\"} x",                   NULL },
  { "comment",             "/* c */{\"a\":\"x\"}",              NULL },
  { "cut-in-string",       "{\"a\":\"x",                        NULL },
  { "cut-in-escape",       "{\"a\":\"\\",                       NULL },
  { "cut-in-unicode",      "{\"a\":\"\\ud8",                    NULL },
  { "cut-in-pair",         "{\"a\":\"\\ud83d\\u",               NULL },
  { "cut-before-end",      "{\"a\":\"x\"",                      NULL },
  { "empty",               "",                                  NULL },
  { "blanks",              "  \n",                              NULL },
};

static void
test_parse (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const char *json = parse_cases[i].json;
  g_autoptr(GError) error = NULL;
  g_autofree char *exact = g_memdup2 (json, strlen (json)); /* no NUL behind: ASan would see */
  g_autoptr(JsonNode) node = natter_json_parse (exact, strlen (json), &error);

  g_assert_true ((node != NULL) == (error == NULL));
  g_assert_cmpstr (natter_json_get_string (natter_json_as_object (node), "a"), ==,
                   parse_cases[i].text);
}

static void
test_raw_nul (void)
{
  static const char json[] = "{\"a\":\"x\0y\"}";

  g_assert_null (natter_json_parse (json, sizeof json - 1, NULL));
}

static void
test_depth (void)
{
  g_autoptr(GString) json = g_string_new (NULL);

  for (guint i = 0; i < 200000; i++)
    g_string_append (json, "[");

  g_assert_null (natter_json_parse (json->str, json->len, NULL));
}

static void
test_getters (void)
{
  static const char json[] =
    "{\"s\":\"x\",\"i\":7,\"d\":2.75,\"b\":true,\"n\":null,\"o\":{\"k\":1},\"l\":[1,2],"
    "\"huge\":1e300,\"inf\":1e999,\"neg\":-3}";
  g_autoptr(JsonNode) node = natter_json_parse (json, strlen (json), NULL);
  JsonObject *object = natter_json_as_object (node);
  double number = 5;

  g_assert_nonnull (object);
  g_assert_null (natter_json_as_array (node));
  g_assert_null (natter_json_as_string (node));
  g_assert_cmpstr (natter_json_get_string (object, "s"), ==, "x");
  g_assert_null (natter_json_get_string (object, "i"));
  g_assert_null (natter_json_get_string (object, "n"));
  g_assert_null (natter_json_get_string (object, "absent"));
  g_assert_cmpint (natter_json_get_int (object, "i", -1), ==, 7);
  g_assert_cmpint (natter_json_get_int (object, "neg", -1), ==, -3);
  g_assert_cmpint (natter_json_get_int (object, "d", -1), ==, 2);
  g_assert_cmpint (natter_json_get_int (object, "s", -1), ==, -1);
  g_assert_cmpint (natter_json_get_int (object, "n", -1), ==, -1);
  g_assert_cmpint (natter_json_get_int (object, "huge", -1), ==, -1);
  g_assert_cmpint (natter_json_get_int (object, "inf", -1), ==, -1);
  g_assert_true (natter_json_get_double (object, "d", &number));
  g_assert_cmpfloat_with_epsilon (number, 2.75, 1e-9);
  g_assert_true (natter_json_get_double (object, "i", &number));
  g_assert_cmpfloat_with_epsilon (number, 7, 1e-9);
  g_assert_false (natter_json_get_double (object, "inf", &number));
  g_assert_false (natter_json_get_double (object, "b", &number));
  g_assert_cmpfloat_with_epsilon (number, 7, 1e-9);
  g_assert_true (natter_json_get_bool (object, "b", FALSE));
  g_assert_true (natter_json_get_bool (object, "i", TRUE));
  g_assert_cmpint (natter_json_get_int (natter_json_get_object (object, "o"), "k", 0), ==, 1);
  g_assert_null (natter_json_get_object (object, "l"));
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (object, "l")), ==, 2);
  g_assert_null (natter_json_get_array (object, "o"));
}

/* All getters take nothing for an answer: a chain of them needs no checks between. */
static void
test_nothing (void)
{
  double number = 0;

  g_assert_null (natter_json_as_object (NULL));
  g_assert_null (natter_json_as_array (NULL));
  g_assert_null (natter_json_as_string (NULL));
  g_assert_null (natter_json_get_object (NULL, "a"));
  g_assert_null (natter_json_get_array (NULL, "a"));
  g_assert_null (natter_json_get_string (NULL, "a"));
  g_assert_cmpint (natter_json_get_int (NULL, "a", 4), ==, 4);
  g_assert_false (natter_json_get_double (NULL, "a", &number));
  g_assert_true (natter_json_get_bool (NULL, "a", TRUE));
}

static void
test_to_string (void)
{
  g_autoptr(JsonNode) node = natter_json_parse ("{\"a\":[1]}", 9, NULL);
  g_autofree char *text = natter_json_to_string (node, FALSE);
  g_autofree char *pretty = natter_json_to_string (node, TRUE);

  g_assert_cmpstr (text, ==, "{\"a\":[1]}");
  g_assert_nonnull (strchr (pretty, '\n'));
}

static void
test_to_line (void)
{
  static const char *const values[] = {
    "{}", "[]", "null", "true", "\"a\\\"\\n\"", "-12", "0.1", "1.0", "1e+300", "12345678.125",
    "{\"a\": [1, 2.5, {\"b\": \"ü, :\"}], \"c d\": {}}", "[[], [[]], \"\"]",
  };

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(JsonNode) node = natter_json_parse (values[i], strlen (values[i]), NULL);
      g_autofree char *text = natter_json_to_line (node);

      g_assert_cmpstr (text, ==, values[i]);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (parse_cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/json/parse/%s", parse_cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_parse);
    }

  g_test_add_func ("/json/raw-nul", test_raw_nul);
  g_test_add_func ("/json/depth", test_depth);
  g_test_add_func ("/json/getters", test_getters);
  g_test_add_func ("/json/nothing", test_nothing);
  g_test_add_func ("/json/to-string", test_to_string);
  g_test_add_func ("/json/to-line", test_to_line);

  return g_test_run ();
}
