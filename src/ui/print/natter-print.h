/* natter-print.h: conversations on paper, and as PDF.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-export.h"

G_BEGIN_DECLS

typedef void (*NatterPrintFunc) (const GError *error,
                                 gpointer      data);

/* On a thread that may wait: what core's export needs for its format PDF. */
gboolean natter_print_write_pdf (NatterTranscript           *transcript,
                                 const NatterExportOptions  *options,
                                 GOutputStream              *stream,
                                 GCancellable               *cancellable,
                                 GError                    **error);

/* On the main thread. */
void     natter_print_ask       (NatterConversation         *conversation,
                                 const NatterExportOptions  *options,
                                 GtkWindow                  *parent,
                                 NatterPrintFunc             failed,
                                 gpointer                    data);

G_END_DECLS
