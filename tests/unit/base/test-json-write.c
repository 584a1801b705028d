/* test-json-write.c: JSON text says what its nodes hold, and says it as json-glib does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-json.h"

static JsonNode *
make_string (const char *text)
{
  return json_node_init_string (json_node_alloc (), text);
}

static void
check_read_back (const char *text)
{
  g_autoptr(JsonNode) node = make_string (text);
  g_autofree char *written = natter_json_to_string (node, FALSE);
  g_autoptr(JsonNode) again = json_from_string (written, NULL);

  g_assert_nonnull (again);
  g_assert_cmpstr (json_node_get_string (again), ==, text);
}

static void
test_escapes (void)
{
  static const struct
  {
    const char *text;
    const char *written;
  } cases[] = {
    { "", "\"\"" },
    { "plain", "\"plain\"" },
    { "a \"quoted\" word", "\"a \\\"quoted\\\" word\"" },
    { "back\\slash", "\"back\\\\slash\"" },
    { "\b\t\n\f\r", "\"\\b\\t\\n\\f\\r\"" },
    { "\x01\x1f\x7f", "\"\\u0001\\u001f\\u007f\"" },
    { "\n", "\"\\n\"" },
    { "a/b", "\"a/b\"" },
    { "æøå 你好 🎉", "\"æøå 你好 🎉\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(JsonNode) node = make_string (cases[i].text);
      g_autofree char *written = natter_json_to_string (node, FALSE);

      g_assert_cmpstr (written, ==, cases[i].written);
      check_read_back (cases[i].text);
    }
}

/* Every byte that may stand in UTF-8, at the beginning, in the middle and at the end of a run. */
static void
test_all_ascii (void)
{
  for (char c = 1; c > 0 && c < 127; c++)
    {
      char text[] = { c, 'a', 'b', c, c, 'd', c, '\0' };

      check_read_back (text);
    }
}

static void
test_same_as_json_glib (void)
{
  static const char *const texts[] = {
    "{}",
    "[]",
    "{\"a\":1,\"b\":[true,false,null,-7,\"x\\ny\"],\"c\":{\"d\":{}}}",
    "[[],[[]],{\"\":\"\"}]",
    "{\"key \\\"with\\\" marks\":9007199254740993}",
    "null",
    "\"text\"",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(JsonNode) node = json_from_string (texts[i], NULL);
      g_autofree char *written = natter_json_to_string (node, FALSE);

      g_assert_cmpstr (written, ==, texts[i]);
    }
}

static void
test_doubles (void)
{
  g_autoptr(JsonNode) node = json_from_string ("[0.1,1.0,0.7,1e300]", NULL);
  g_autofree char *written = natter_json_to_string (node, FALSE);

  g_assert_cmpstr (written, ==, "[0.1,1.0,0.7,1e+300]");
}

static void
test_line (void)
{
  g_autoptr(JsonNode) node = json_from_string ("{\"a\":[1,\"b\\tc\"],\"d\":{\"e\":0.5}}", NULL);
  g_autofree char *written = natter_json_to_line (node);

  g_assert_cmpstr (written, ==, "{\"a\": [1, \"b\\tc\"], \"d\": {\"e\": 0.5}}");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/json-write/escapes", test_escapes);
  g_test_add_func ("/json-write/all-ascii", test_all_ascii);
  g_test_add_func ("/json-write/same-as-json-glib", test_same_as_json_glib);
  g_test_add_func ("/json-write/doubles", test_doubles);
  g_test_add_func ("/json-write/line", test_line);

  return g_test_run ();
}
