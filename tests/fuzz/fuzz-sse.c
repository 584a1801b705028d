/* fuzz-sse.c: the events of a body must not depend on how it is cut, whatever the body.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "natter-sse-parser.h"

#define SMALL_LIMIT 40

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
record_event (const NatterSseEvent *event,
              gpointer              data)
{
  GString *out = data;

  g_assert (event->data[event->length] == '\0');
  g_string_append_printf (out, "[%s|%s|%" G_GINT64_FORMAT "|%d|%d|", event->type, event->id,
                          event->retry, event->at_eof, event->partial);
  g_string_append_len (out, event->data, (gssize) event->length);
  g_string_append_c (out, ']');

  /* NUL is data; all else is valid UTF-8. */
  for (gsize at = 0; at < event->length;)
    {
      const char *end = NULL;

      if (!g_utf8_validate_len (event->data + at, event->length - at, &end))
        g_assert (*end == '\0');
      at = (gsize) (end - event->data) + 1;
    }
}

/* The first byte says how: with which limit, which end, and whether error fields are told. */
static GString *
parse (const guint8 *data,
       gsize         size,
       guint8        how,
       guint32       seed)
{
  GString *out = g_string_new (NULL);
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (record_event, out);
  g_autoptr(GError) error = NULL;
  gsize at = 0;

  if (how & 1)
    natter_sse_parser_set_max_size (parser, SMALL_LIMIT);
  if (how & 2)
    natter_sse_parser_set_error_func (parser, record_event);

  while (at < size && !error)
    {
      gsize n = size - at;
      g_autofree guint8 *piece = NULL;

      /* A linear congruential generator is random enough for places to cut at. */
      if (seed != 0)
        {
          seed = seed * 1664525 + 1013904223;
          n = MIN (n, (seed >> 24) % 9);
        }

      piece = g_memdup2 (data + at, n);
      natter_sse_parser_feed (parser, piece, n, &error);
      at += n;
    }

  if (!error)
    natter_sse_parser_finish (parser, how & 4 ? NATTER_SSE_STRICT : NATTER_SSE_FLUSH, &error);
  if (error)
    g_string_append (out, "too large");

  return out;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GString) whole = NULL;

  if (size == 0)
    return 0;

  whole = parse (data + 1, size - 1, data[0], 0);
  for (guint32 seed = 1; seed <= 3; seed++)
    {
      g_autoptr(GString) cut = parse (data + 1, size - 1, data[0], seed * (guint32) size);

      if (!g_string_equal (whole, cut))
        abort ();
    }

  return 0;
}
