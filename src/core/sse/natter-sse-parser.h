/* natter-sse-parser.h: bytes in, server-sent events out. Pure: no I/O, no GObject; one thread at a
 * time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

#define NATTER_SSE_MAX_SIZE (64 * 1024 * 1024) /* bytes of a line, and of an event's data */

typedef struct _NatterSseParser NatterSseParser;

/* Valid during the callback only. */
typedef struct
{
  const char *type;       /* "message" by default, never NULL */
  const char *data;       /* valid UTF-8, NUL-terminated, may contain NUL: use length */
  gsize       length;     /* bytes of data */
  const char *id;         /* last event ID, "" by default */
  gint64      retry;      /* reconnection time in milliseconds, -1 when none was set */
  gboolean    at_eof;     /* not closed by an empty line */
  gboolean    partial;    /* its last line had no line end */
} NatterSseEvent;

typedef void (*NatterSseFunc) (const NatterSseEvent *event,
                               gpointer              data);

typedef enum
{
  NATTER_SSE_STRICT,      /* drop an unfinished block, as WHATWG says */
  NATTER_SSE_FLUSH,       /* dispatch it, marked at_eof and, without a line end, partial */
} NatterSseFinish;

NatterSseParser *natter_sse_parser_new            (NatterSseFunc     func,
                                                   gpointer          data);
void             natter_sse_parser_free           (NatterSseParser  *self);
void             natter_sse_parser_set_max_size   (NatterSseParser  *self,
                                                   gsize             max_size);
void             natter_sse_parser_set_error_func (NatterSseParser  *self,
                                                   NatterSseFunc     func);
gboolean         natter_sse_parser_feed           (NatterSseParser  *self,
                                                   const guint8     *bytes,
                                                   gsize             length,
                                                   GError          **error);
gboolean         natter_sse_parser_finish         (NatterSseParser  *self,
                                                   NatterSseFinish   how,
                                                   GError          **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSseParser, natter_sse_parser_free)

G_END_DECLS
