/* natter-sse-buffer-private.h: bytes with a limit, for the parsers of this folder alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* A plain value, all zero at first. NUL-terminated once it has bytes. Unlike a GString it never
 * allocates past its limit. */
typedef struct
{
  char  *bytes;
  gsize  length;
  gsize  allocated;
} NatterSseBuffer;

void        natter_sse_buffer_clear     (NatterSseBuffer       *self);
gboolean    natter_sse_buffer_append    (NatterSseBuffer       *self,
                                         const void            *bytes,
                                         gsize                  length,
                                         gsize                  limit);
gboolean    natter_sse_buffer_set_valid (NatterSseBuffer       *self,
                                         const char            *text,
                                         gsize                  length,
                                         gsize                  limit);
const char *natter_sse_buffer_get       (const NatterSseBuffer *self);
void        natter_sse_buffer_set_limit_error (gsize            limit,
                                               GError         **error);

G_END_DECLS
