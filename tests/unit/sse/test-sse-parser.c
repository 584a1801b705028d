/* test-sse-parser.c: the standard, our rules on top of it, and the limits, each cut in every way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-sse-parser.h"
#include "sse-recorder.h"

#define BOM "\xef\xbb\xbf"
#define FFFD "\xef\xbf\xbd"
#define MIB (1024 * 1024)
#define WITH_NUL(input) input, sizeof input - 1

/* A flush that gives what STRICT gives is written as NULL. */
static const struct
{
  const char *name;
  const char *input;
  gsize       length;   /* where the input contains NUL, else 0 */
  const char *strict;
  const char *flush;
} cases[] = {
  { "nothing", "", 0, "", NULL },
  { "one", "data: a\n\n", 0, "[message|a]", NULL },
  { "no-space", "data:a\n\n", 0, "[message|a]", NULL },
  { "one-space-only", "data:  a\n\n", 0, "[message| a]", NULL },
  { "tab-stays", "data:\ta\n\n", 0, "[message|\ta]", NULL },
  { "colons", "data: a: b:c\n\n", 0, "[message|a: b:c]", NULL },
  { "crlf", "data: a\r\ndata: b\r\n\r\ndata: c\r\n\r\n", 0, "[message|a\nb][message|c]", NULL },
  { "cr", "data: a\rdata: b\r\rdata: c\r\r", 0, "[message|a\nb][message|c]", NULL },
  { "mixed-ends", "data: a\rdata: b\ndata: c\r\n\r\rdata: d\n\r", 0,
    "[message|a\nb\nc][message|d]", NULL },
  { "lf-cr-are-two", "data: a\n\rdata: b\n\n", 0, "[message|a][message|b]", NULL },
  { "other-breaks-are-text", "data: a\xe2\x80\xa8" "b\xc2\x85\v\f\n\n", 0,
    "[message|a\xe2\x80\xa8" "b\xc2\x85\v\f]", NULL },
  { "lines", "data: a\ndata:\ndata\ndata: b\n\n", 0, "[message|a\n\n\nb]", NULL },
  { "empty-data", "data:\n\ndata\n\ndata: \n\n", 0, "[message|][message|][message|]", NULL },
  { "two-empty-lines-of-data", "data\ndata\n\n", 0, "[message|\n]", NULL },
  { "no-data-no-event", "event: ping\nid: 1\n\n\n\n", 0, "", NULL },
  { "type", "event: a\ndata: x\n\ndata: y\n\n", 0, "[a|x][message|y]", NULL },
  { "type-after-data", "data: x\nevent: a\n\n", 0, "[a|x]", NULL },
  { "empty-type", "event: a\nevent:\ndata: x\n\n", 0, "[message|x]", NULL },
  { "type-of-dropped-block", "event: a\n\ndata: x\n\n", 0, "[message|x]", NULL },
  { "id-stays", "id: 1\ndata: a\n\ndata: b\n\nid\ndata: c\n\n", 0,
    "[message|a]#1[message|b]#1[message|c]", NULL },
  { "id-with-nul", WITH_NUL ("id: 1\nid: 2\0\ndata: a\n\n"), "[message|a]#1", NULL },
  { "retry", "retry: 03000\ndata: a\n\nretry: 5x\nretry:\nretry: -1\ndata: b\n\n", 0,
    "[message|a]~3000[message|b]~3000", NULL },
  { "retry-overflow", "retry: 99999999999999999999999\ndata: a\n\n", 0,
    "[message|a]~9223372036854775807", NULL },
  { "comments", ": hi\n:\n:data: a\ndata: b\n: ping - 2026\n\n", 0, "[message|b]", NULL },
  { "unknown-fields", "Data: a\n data: b\nda-ta: c\ndata_: d\ndat: e\ndatax\nevents: f\nx\nid2: 1\n"
    "data: g\n\n", 0, "[message|g]", NULL },
  { "name-with-nul", WITH_NUL ("data\0: a\ndata: b\n\n"), "[message|b]", NULL },
  { "nul", WITH_NUL ("data: a\0b\n\n"), "[message|a\\0b]", NULL },
  { "bom", BOM "data: a\n\n" BOM "data: b\n\ndata: c\n\n", 0, "[message|a][message|c]", NULL },
  { "two-boms", BOM BOM "data: a\n\ndata: b\n\n", 0, "[message|b]", NULL },
  { "half-a-bom", "\xef\xbb" "data: a\n\ndata: b\n\n", 0, "[message|b]", NULL },
  { "only-bom", BOM, 0, "", NULL },
  { "only-half-a-bom", "\xef\xbb", 0, "", NULL },
  { "empty-lines-first", "\n\r\n\rdata: a\n\n", 0, "[message|a]", NULL },
  { "broken-utf-8", "data: a\xff" "b\xe2\x80\ndata: \xf0\x9f\n\n", 0,
    "[message|a" FFFD "b" FFFD "\n" FFFD "]", NULL },
  { "broken-utf-8-elsewhere", "event: \xff\nid: \xc3\ndata: a\n\n", 0,
    "[" FFFD "|a]#" FFFD, NULL },
  { "utf-8", "data: é…🚀\n\n", 0, "[message|é…🚀]", NULL },
  { "error-field-is-unknown", "error: {}\ndata: a\n\n", 0, "[message|a]", NULL },

  { "end-in-block", "data: a\n\nevent: x\ndata: b\n", 0, "[message|a]", "[message|a][x|b]!" },
  { "end-in-line", "data: a\n\ndata: b\ndata: {\"c", 0, "[message|a]",
    "[message|a][message|b\n{\"c]!?" },
  { "end-after-cr", "data: a\r", 0, "", "[message|a]!" },
  { "end-after-colon", "data:", 0, "", "[message|]!?" },
  { "end-after-name", "data", 0, "", "[message|]!?" },
  { "end-in-name", "dat", 0, "", NULL },
  { "end-in-other-field", "data: a\nid: 7", 0, "", "[message|a]#7!?" },
  { "end-in-comment", "data: a\n: pi", 0, "", "[message|a]!?" },
  { "end-in-block-without-data", "event: x\nid: 1\n", 0, "", NULL },
  { "end-in-character", "data: a\xe2\x80", 0, "", "[message|a" FFFD "]!?" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  const guint8 *bytes = (const guint8 *) cases[i].input;
  gsize length = cases[i].length > 0 ? cases[i].length : strlen (cases[i].input);

  for (gsize chunk = 1; chunk <= MAX (length, 1); chunk++)
    {
      g_autofree char *strict = sse_recorder_run (bytes, length, chunk, NATTER_SSE_STRICT);
      g_autofree char *flush = sse_recorder_run (bytes, length, chunk, NATTER_SSE_FLUSH);

      g_assert_cmpstr (strict, ==, cases[i].strict);
      g_assert_cmpstr (flush, ==, cases[i].flush ? cases[i].flush : cases[i].strict);
    }
}

static void
feed (NatterSseParser *parser,
      const char      *text)
{
  g_autoptr(GError) error = NULL;

  natter_sse_parser_feed (parser, (const guint8 *) text, strlen (text), &error);
  g_assert_no_error (error);
}

/* A lone CR may be all that a server sends for a long time: the event must be out. */
static void
test_cr_at_once (void)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (sse_recorder_event, out);

  feed (parser, "data: a\r\r");
  g_assert_cmpstr (out->str, ==, "[message|a]");
  feed (parser, "\ndata: b\r");
  feed (parser, "\r");
  g_assert_cmpstr (out->str, ==, "[message|a][message|b]");
}

static void
error_field_cb (const NatterSseEvent *event,
                gpointer              data)
{
  g_string_append (data, "error:");
  sse_recorder_event (event, data);
}

static void
test_error_field (void)
{
  static const char body[] =
    "data: a\n\nerror: {\"error\":{\"message\":\"no \xff\"}}\n\ndata: [DONE]\n\nerror\nerror: x";
  gsize length = strlen (body);

  for (gsize chunk = 1; chunk <= length; chunk++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(NatterSseParser) parser = natter_sse_parser_new (sse_recorder_event, out);

      natter_sse_parser_set_error_func (parser, error_field_cb);
      for (gsize i = 0; i < length; i += chunk)
        natter_sse_parser_feed (parser, (const guint8 *) body + i, MIN (chunk, length - i), NULL);
      natter_sse_parser_finish (parser, NATTER_SSE_FLUSH, NULL);

      g_assert_cmpstr (out->str, ==,
                       "[message|a]error:[error|{\"error\":{\"message\":\"no " FFFD "\"}}]"
                       "[message|[DONE]]error:[error|]error:[error|x]!?");
    }
}

/* Feeds until the parser has enough. */
static gsize
feed_until_refused (NatterSseParser *parser,
                    const char      *piece,
                    GError         **error)
{
  gsize length = strlen (piece);
  gsize total = 0;

  while (total < 10 * MIB &&
         natter_sse_parser_feed (parser, (const guint8 *) piece, length, error))
    total += length;

  return total;
}

static const struct
{
  const char *name;
  const char *start;
  const char *piece;
} endless[] = {
  { "data-line", "data: ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
  { "data-lines", "", "data: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx\n" },
  { "broken-data-lines", "", "data: \xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\xff\n" },
  { "type", "event: ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
  { "comment", ": ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
  { "unknown", "nothing: ", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
  { "no-field", "", "xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx" },
};

static void
test_endless (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GString) out = g_string_new (NULL);
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (sse_recorder_event, out);
  g_autoptr(GError) error = NULL;

  natter_sse_parser_set_max_size (parser, MIB);
  feed (parser, "data: a\n\n");
  feed (parser, endless[i].start);
  g_assert_cmpuint (feed_until_refused (parser, endless[i].piece, &error), <=, 2 * MIB);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE);
  g_assert_nonnull (strstr (error->message, "1.0\xc2\xa0MiB"));
  g_assert_cmpstr (out->str, ==, "[message|a]");

  /* It stays so. */
  g_clear_error (&error);
  g_assert_false (natter_sse_parser_feed (parser, (const guint8 *) "\n\n", 2, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE);
  g_clear_error (&error);
  g_assert_false (natter_sse_parser_finish (parser, NATTER_SSE_FLUSH, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE);
  g_assert_cmpstr (out->str, ==, "[message|a]");
}

/* The limit is exact, and the same in one piece and in many. */
static void
test_exact_limit (void)
{
  static const struct
  {
    const char *input;
    gboolean    fits;
  } limits[] = {
    { "data: 3456789\n\n", FALSE },  /* a line of 13 */
    { "data: 345678\n\n", TRUE },    /* of 12 */
    { "data:a\ndata:b\ndata:c\ndata:d\ndata:e\ndata:f\n\n", TRUE },              /* data of 11 */
    { "data:a\ndata:b\ndata:c\ndata:d\ndata:e\ndata:f\ndata\n\n", TRUE },        /* of 12 */
    { "data:a\ndata:b\ndata:c\ndata:d\ndata:e\ndata:f\ndata:g\n\n", FALSE },     /* of 13 */
    { ": 3456789012\n\n", TRUE },
    { ": 34567890123\n\n", FALSE },
    { "data:\xff\xff\xff\xff\n\n", TRUE },
    { "data:\xff\xff\xff\xff\xff\n\n", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (limits); i++)
    for (gsize chunk = 1; chunk <= strlen (limits[i].input); chunk++)
      {
        g_autoptr(GString) out = g_string_new (NULL);
        g_autoptr(NatterSseParser) parser = natter_sse_parser_new (sse_recorder_event, out);
        gsize length = strlen (limits[i].input);
        gboolean ok = TRUE;

        natter_sse_parser_set_max_size (parser, 12);
        for (gsize at = 0; ok && at < length; at += chunk)
          ok = natter_sse_parser_feed (parser, (const guint8 *) limits[i].input + at,
                                       MIN (chunk, length - at), NULL);
        g_assert_cmpint (ok, ==, limits[i].fits);
      }
}

static void
count_cb (const NatterSseEvent *event,
          gpointer              data)
{
  gsize *lengths = data;

  lengths[0]++;
  lengths[1] = event->length;
}

/* What recordings have shown: megabytes in one line, one comment, one event of many lines. */
static void
test_large (void)
{
  gsize lengths[2] = { 0 };
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (count_cb, lengths);
  g_autofree char *blob = g_strnfill (2 * MIB, 'x');

  feed (parser, "data: ");
  feed (parser, blob);
  feed (parser, "\n\n");
  g_assert_cmpuint (lengths[0], ==, 1);
  g_assert_cmpuint (lengths[1], ==, 2 * MIB);

  feed (parser, ":");
  feed (parser, blob);
  feed (parser, "\nnothing: ");
  feed (parser, blob);
  feed (parser, "\n\n");
  g_assert_cmpuint (lengths[0], ==, 1);

  for (guint i = 0; i < 10000; i++)
    feed (parser, "data: line\n");
  feed (parser, "\n");
  g_assert_cmpuint (lengths[0], ==, 2);
  g_assert_cmpuint (lengths[1], ==, 10000 * 5 - 1);
}

/* Each line end must not cost a search of the rest of the read for the other kind of line end. */
static void
test_linear (gconstpointer data)
{
  const char *line_end = data;
  gsize lengths[2] = { 0 };
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (count_cb, lengths);
  g_autoptr(GString) body = g_string_new (NULL);
  const guint n_events = 1000000;

  for (guint i = 0; i < n_events; i++)
    g_string_append_printf (body, "data:x%s%s", line_end, line_end);
  natter_sse_parser_feed (parser, (const guint8 *) body->str, body->len, NULL);

  g_assert_cmpuint (lengths[0], ==, n_events);
}

typedef struct
{
  gboolean stop;
  guint    n_events;
} Consumer;

static void
stop_cb (const NatterSseEvent *event,
         gpointer              data)
{
  Consumer *consumer = data;

  consumer->n_events++;
  consumer->stop = TRUE;
}

/* A consumer that has enough says so in the callback and frees the parser after feed returned. */
static void
test_stop (void)
{
  Consumer consumer = { 0 };
  NatterSseParser *parser = natter_sse_parser_new (stop_cb, &consumer);

  feed (parser, "data: a\n\ndata: b\n\ndata: c");
  g_assert_true (consumer.stop);
  g_assert_cmpuint (consumer.n_events, ==, 2);
  natter_sse_parser_free (parser);
  natter_sse_parser_free (NULL);
}

/* The same events wherever a body is cut in two. */
static void
test_every_cut (void)
{
  static const char body[] =
    BOM ": OPENROUTER PROCESSING\r\n\r\nevent: a\r\ndata: {\"x\": \"é🚀\"}\r\nid: 5\r\n\r\n"
    "data:1\rdata: 2\r\rretry: 10\ndata: [DONE]\n\nfoo: bar\ndata\n\ndata: cut";
  const guint8 *bytes = (const guint8 *) body;
  gsize length = sizeof body - 1;
  g_autofree char *whole = sse_recorder_run (bytes, length, length, NATTER_SSE_FLUSH);

  g_assert_cmpstr (whole, ==, "[a|{\"x\": \"é🚀\"}]#5[message|1\n2]#5[message|[DONE]]#5~10"
                              "[message|]#5~10[message|cut]#5~10!?");

  for (gsize cut = 0; cut <= length; cut++)
    {
      g_autoptr(GString) out = g_string_new (NULL);
      g_autoptr(NatterSseParser) parser = natter_sse_parser_new (sse_recorder_event, out);

      natter_sse_parser_feed (parser, bytes, cut, NULL);
      natter_sse_parser_feed (parser, bytes + cut, length - cut, NULL);
      natter_sse_parser_finish (parser, NATTER_SSE_FLUSH, NULL);
      g_assert_cmpstr (out->str, ==, whole);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sse-parser/case/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  for (guint i = 0; i < G_N_ELEMENTS (endless); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sse-parser/endless/%s", endless[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_endless);
    }

  g_test_add_func ("/sse-parser/cr-at-once", test_cr_at_once);
  g_test_add_func ("/sse-parser/error-field", test_error_field);
  g_test_add_func ("/sse-parser/exact-limit", test_exact_limit);
  g_test_add_func ("/sse-parser/large", test_large);
  g_test_add_data_func ("/sse-parser/linear/lf", "\n", test_linear);
  g_test_add_data_func ("/sse-parser/linear/cr", "\r", test_linear);
  g_test_add_func ("/sse-parser/stop", test_stop);
  g_test_add_func ("/sse-parser/every-cut", test_every_cut);

  return g_test_run ();
}
