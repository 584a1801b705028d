/* natter-json-splitter.h: bytes in, JSON values out: lines of JSON, or one array in pieces. Pure,
 * one thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-sse-parser.h"

G_BEGIN_DECLS

/* Gives each whole top-level object as an event of type "message", whatever stands between them:
 * line ends (NDJSON),
 * or the brackets and commas of an array that holds them. */
typedef struct _NatterJsonSplitter NatterJsonSplitter;

NatterJsonSplitter *natter_json_splitter_new          (NatterSseFunc        func,
                                                       gpointer             data);
void                natter_json_splitter_free         (NatterJsonSplitter  *self);
void                natter_json_splitter_set_max_size (NatterJsonSplitter  *self,
                                                       gsize                max_size);
gboolean            natter_json_splitter_feed         (NatterJsonSplitter  *self,
                                                       const guint8        *bytes,
                                                       gsize                length,
                                                       GError             **error);
/* What is unfinished comes as an event that is partial; bytes that were no JSON at all too. */
gboolean            natter_json_splitter_finish       (NatterJsonSplitter  *self,
                                                       GError             **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterJsonSplitter, natter_json_splitter_free)

G_END_DECLS
