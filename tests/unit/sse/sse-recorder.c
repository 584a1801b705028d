/* sse-recorder.c: writes the events of a body down as one line of text, for comparison.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "sse-recorder.h"

#include <string.h>

/* A NatterSseFunc; @data is a GString. "[message|data]" with, where there are any, "#id", "~retry",
 * "!" for at_eof and "?" for partial. NUL is written as "\0". */
void
sse_recorder_event (const NatterSseEvent *event,
                    gpointer              data)
{
  GString *out = data;

  g_assert_cmpint (event->data[event->length], ==, '\0');

  g_string_append_printf (out, "[%s|", event->type);
  for (gsize i = 0; i < event->length; i++)
    {
      if (event->data[i] == '\0')
        g_string_append (out, "\\0");
      else
        g_string_append_c (out, event->data[i]);
    }
  g_string_append_c (out, ']');

  if (*event->id)
    g_string_append_printf (out, "#%s", event->id);
  if (event->retry >= 0)
    g_string_append_printf (out, "~%" G_GINT64_FORMAT, event->retry);
  if (event->at_eof)
    g_string_append_c (out, '!');
  if (event->partial)
    g_string_append_c (out, '?');
}

/* Each piece is a copy of its own, so that ASan sees a read beyond it. */
char *
sse_recorder_run (const guint8    *bytes,
                  gsize            length,
                  gsize            chunk,
                  NatterSseFinish  how)
{
  GString *out = g_string_new (NULL);
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (sse_recorder_event, out);

  for (gsize i = 0; i < length; i += chunk)
    {
      gsize n = MIN (chunk, length - i);
      g_autofree guint8 *piece = g_memdup2 (bytes + i, n);

      g_assert_true (natter_sse_parser_feed (parser, piece, n, NULL));
      g_assert_true (natter_sse_parser_feed (parser, piece, 0, NULL));
    }
  g_assert_true (natter_sse_parser_finish (parser, how, NULL));

  return g_string_free_and_steal (out);
}
