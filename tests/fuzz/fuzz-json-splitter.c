/* fuzz-json-splitter.c: bytes of any kind are split into valid text, the same however they are cut.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "natter-json-splitter.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
event_cb (const NatterSseEvent *event,
          gpointer              data)
{
  GString *out = data;

  g_assert (event->length > 0 && event->data[event->length] == '\0');
  /* NUL is valid, but GLib refuses it. */
  for (gsize i = 0; i < event->length; i += strlen (event->data + i) + 1)
    g_assert (g_utf8_validate (event->data + i, -1, NULL));
  g_assert (event->partial == event->at_eof);
  g_string_append_len (out, event->data, (gssize) event->length);
  g_string_append (out, event->partial ? "!\n" : "\n");
}

static GString *
split (const guint8 *data,
       gsize         size,
       gsize         chunk)
{
  GString *out = g_string_new (NULL);
  g_autoptr(NatterJsonSplitter) splitter = natter_json_splitter_new (event_cb, out);

  for (gsize at = 0; at < size; at += chunk)
    natter_json_splitter_feed (splitter, data + at, MIN (chunk, size - at), NULL);
  natter_json_splitter_finish (splitter, NULL);

  return out;
}

int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autoptr(GString) whole = split (data, size, MAX (size, 1));
  g_autoptr(GString) bytes = split (data, size, 1);
  g_autoptr(GString) cut = split (data, size, 7);

  if (!g_string_equal (whole, bytes) || !g_string_equal (whole, cut))
    abort ();

  return 0;
}
