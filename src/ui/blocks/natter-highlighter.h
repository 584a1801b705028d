/* natter-highlighter.h: the colours of code, made in a process of its own and kept with the block.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-block.h"
#include "natter-highlight-protocol.h"

G_BEGIN_DECLS

#define NATTER_TYPE_HIGHLIGHTER (natter_highlighter_get_type ())
G_DECLARE_FINAL_TYPE (NatterHighlighter, natter_highlighter, NATTER, HIGHLIGHTER, GObject)

/* signal "coloured" (NatterBlock): the block has runs now */
NatterHighlighter        *natter_highlighter_get_default (void);
const NatterHighlightRun *natter_highlighter_get_runs    (NatterHighlighter        *self,
                                                          NatterBlock              *block,
                                                          guint                    *n_runs);
void                      natter_highlighter_request     (NatterHighlighter        *self,
                                                          NatterBlock              *block,
                                                          gsize                     length);
/* run is one of those above */
void                      natter_highlighter_add_run     (NatterHighlighter        *self,
                                                          const NatterHighlightRun *run,
                                                          PangoAttrList            *attributes,
                                                          guint                     start,
                                                          guint                     end);

G_END_DECLS
