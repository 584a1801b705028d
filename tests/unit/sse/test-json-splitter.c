/* test-json-splitter.c: where values begin and end, cut in every way, and what comes of bytes that
 * are none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-json-splitter.h"
#include "sse-recorder.h"

#define BOM "\xef\xbb\xbf"
#define FFFD "\xef\xbf\xbd"
#define MIB (1024 * 1024)

static const struct
{
  const char *name;
  const char *input;
  const char *expected;   /* "[message|…]" of each event, "!?" when it is unfinished */
} cases[] = {
  { "nothing", "", "" },
  { "blanks", " \n\r\n\t", "" },
  { "one", "{}", "[message|{}]" },
  { "lines", "{\"a\":1}\n{\"b\":2}\n", "[message|{\"a\":1}][message|{\"b\":2}]" },
  { "crlf", "{\"a\":1}\r\n\r\n{\"b\":2}", "[message|{\"a\":1}][message|{\"b\":2}]" },
  { "no-line-ends", "{}{}  {}", "[message|{}][message|{}][message|{}]" },
  { "array", "[{\"a\":1}\r\n,\r\n{\"b\":2}]\n", "[message|{\"a\":1}][message|{\"b\":2}]" },
  { "array-open", "[{\"a\":1},\n", "[message|{\"a\":1}]" },
  { "array-empty", "[]", "" },
  { "arrays", "[{}][{}],[[{}]]", "[message|{}][message|{}][message|{}]" },
  { "pretty", "{\n  \"a\": {\n    \"b\": [1,\n 2]\n  }\n}\n{\n}\n",
    "[message|{\n  \"a\": {\n    \"b\": [1,\n 2]\n  }\n}][message|{\n}]" },
  { "brackets-in-strings", "{\"a\":\"}{][\",\"}\":\"\\\"}\\\\\"}{\"c\":\"\\\\\"}",
    "[message|{\"a\":\"}{][\",\"}\":\"\\\"}\\\\\"}][message|{\"c\":\"\\\\\"}]" },
  { "nested", "{\"a\":[{\"b\":[]},[{}]]}", "[message|{\"a\":[{\"b\":[]},[{}]]}]" },
  { "utf-8", "{\"a\":\"é…🚀\"}", "[message|{\"a\":\"é…🚀\"}]" },
  { "broken-utf-8", "{\"a\":\"\xff\xe2\x80\"}", "[message|{\"a\":\"" FFFD FFFD "\"}]" },
  { "bom", BOM "{}", "[message|{}]" },
  { "bom-and-garbage", BOM "no\n{}", "[message|no][message|{}]" },

  { "garbage", "no json, [1]\n{}\n", "[message|no json, [1]][message|{}]" },
  { "garbage-lines", "one \n\ttwo\r\n{}", "[message|one][message|two][message|{}]" },
  { "garbage-before", "data: {\"a\":1}\n", "[message|data:][message|{\"a\":1}]" },
  { "garbage-after", "{}x\n{}", "[message|{}][message|x][message|{}]" },
  { "garbage-last", "{}\nx", "[message|{}][message|x]!?" },
  { "values-that-are-no-objects", "[1, \"a\"]\n{}", "[message|1, \"a\"]][message|{}]" },
  { "closing-bracket", "}\n{}", "[message|}][message|{}]" },

  { "cut", "{}{\"a\":[1,", "[message|{}][message|{\"a\":[1,]!?" },
  { "cut-in-string", "{\"a\":\"b", "[message|{\"a\":\"b]!?" },
  { "cut-in-escape", "{\"a\":\"b\\", "[message|{\"a\":\"b\\]!?" },
  { "string-broken-off", "{\"a\":\"b\n{\"c\":1}\n", "[message|{\"a\":\"b][message|{\"c\":1}]" },
  { "escape-broken-off", "{\"a\":\"b\\\n{\"c\":1}\n", "[message|{\"a\":\"b\\][message|{\"c\":1}]" },
  { "member-broken-off", "{\"a\":1,\n{\"c\":1}\n", "[message|{\"a\":1,\n][message|{\"c\":1}]" },
  { "name-broken-off", "{\"a\"\n{\"c\":1}\n", "[message|{\"a\"\n][message|{\"c\":1}]" },
  { "element-broken-off", "{\"a\":[1\n{\"c\":1}\n", "[message|{\"a\":[1\n][message|{\"c\":1}]" },
  { "wrong-bracket", "{\"a\":[}{}\n", "[message|{\"a\":[}][message|{}]" },
  { "other-wrong-bracket", "{\"a\":]{}", "[message|{\"a\":]][message|{}]" },
};

static char *
run (const char *input,
     gsize       length,
     gsize       chunk)
{
  GString *out = g_string_new (NULL);
  g_autoptr(NatterJsonSplitter) splitter = natter_json_splitter_new (sse_recorder_event, out);

  for (gsize i = 0; i < length; i += chunk)
    {
      gsize n = MIN (chunk, length - i);
      g_autofree guint8 *piece = g_memdup2 (input + i, n);

      g_assert_true (natter_json_splitter_feed (splitter, piece, n, NULL));
      g_assert_true (natter_json_splitter_feed (splitter, piece, 0, NULL));
    }
  g_assert_true (natter_json_splitter_finish (splitter, NULL));

  return g_string_free_and_steal (out);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gsize length = strlen (cases[i].input);

  for (gsize chunk = 1; chunk <= MAX (length, 1); chunk++)
    {
      g_autofree char *found = run (cases[i].input, length, chunk);

      g_assert_cmpstr (found, ==, cases[i].expected);
    }
}

static void
count_cb (const NatterSseEvent *event,
          gpointer              data)
{
  guint *n_events = data;

  (*n_events)++;
}

/* 256 levels are read; what is deeper is broken off, and the next value found. */
static void
test_depth (void)
{
  for (guint depth = 256; depth <= 257; depth++)
    {
      g_autoptr(GString) input = g_string_new ("{\"a\":");
      g_autofree char *found = NULL;
      g_autofree char *whole = NULL;

      for (guint i = 1; i < depth; i++)
        g_string_append_c (input, '[');
      for (guint i = 1; i < depth; i++)
        g_string_append_c (input, ']');
      g_string_append (input, "}");
      whole = g_strdup_printf ("[message|%s]", input->str);

      found = run (input->str, input->len, 7);
      if (depth == 256)
        g_assert_cmpstr (found, ==, whole);
      else
        g_assert_cmpstr (found, !=, whole);

      g_clear_pointer (&found, g_free);
      g_string_append (input, "\n{\"b\":1}");
      found = run (input->str, input->len, 7);
      g_assert_true (g_str_has_suffix (found, "[message|{\"b\":1}]"));
    }
}

static void
test_limit (void)
{
  const guint8 *fits = (const guint8 *) "{\"a\":123}\n";
  const guint8 *exceeds = (const guint8 *) "{\"a\":1234}";
  guint n_events = 0;
  g_autoptr(NatterJsonSplitter) splitter = natter_json_splitter_new (count_cb, &n_events);
  g_autoptr(GError) error = NULL;

  natter_json_splitter_set_max_size (splitter, 9);
  g_assert_true (natter_json_splitter_feed (splitter, fits, 10, &error));
  g_assert_false (natter_json_splitter_feed (splitter, exceeds, 10, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE);
  g_assert_cmpuint (n_events, ==, 1);

  g_clear_error (&error);
  g_assert_false (natter_json_splitter_feed (splitter, (const guint8 *) "{}", 2, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (natter_json_splitter_finish (splitter, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE);
}

/* Linear: a large value byte by byte, and many brackets. Anything else would not end in time. */
static void
test_large (void)
{
  guint n_events = 0;
  g_autoptr(NatterJsonSplitter) splitter = natter_json_splitter_new (count_cb, &n_events);
  g_autofree char *text = g_strnfill (4 * MIB, 'a');
  g_autofree char *brackets = g_strnfill (4 * MIB, '{');

  g_assert_true (natter_json_splitter_feed (splitter, (const guint8 *) "{\"a\":\"", 6, NULL));
  for (gsize i = 0; i < 4 * MIB; i++)
    g_assert_true (natter_json_splitter_feed (splitter, (const guint8 *) text + i, 1, NULL));
  g_assert_true (natter_json_splitter_feed (splitter, (const guint8 *) "\"}", 2, NULL));
  g_assert_cmpuint (n_events, ==, 1);

  g_assert_true (natter_json_splitter_feed (splitter, (const guint8 *) brackets, 4 * MIB, NULL));
  g_assert_true (natter_json_splitter_feed (splitter, (const guint8 *) "}\n{}", 4, NULL));
  g_assert_true (natter_json_splitter_finish (splitter, NULL));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/json-splitter/case/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/json-splitter/depth", test_depth);
  g_test_add_func ("/json-splitter/limit", test_limit);
  g_test_add_func ("/json-splitter/large", test_large);

  return g_test_run ();
}
