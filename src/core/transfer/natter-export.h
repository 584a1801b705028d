/* natter-export.h: a conversation as a file that other programs and people can read. Asked for on
 * the main thread, written on others.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-export-options.h"
#include "natter-transcript.h"

G_BEGIN_DECLS

/* Writes a transcript, on a thread that may wait. */
typedef gboolean  (*NatterExportWriter)        (NatterTranscript           *transcript,
                                                const NatterExportOptions  *options,
                                                GOutputStream              *stream,
                                                GCancellable               *cancellable,
                                                GError                    **error);

void                natter_export_set_pdf_writer (NatterExportWriter        writer);
char               *natter_export_to_string    (NatterConversation         *conversation,
                                                NatterExportFormat          format,
                                                const NatterExportOptions  *options);
const char         *natter_export_get_suffix   (NatterExportFormat          format);
NatterExportFormat  natter_export_guess_format (const char                 *file_name,
                                                NatterExportFormat          fallback);
char               *natter_export_suggest_name (NatterConversation         *conversation,
                                                NatterExportFormat          format);

/* natter-export-write.c */
void                natter_export_write_async  (NatterConversation         *conversation,
                                                NatterKeeper               *keeper,
                                                NatterExportFormat          format,
                                                const NatterExportOptions  *options,
                                                GFile                      *file,
                                                GCancellable               *cancellable,
                                                GAsyncReadyCallback         callback,
                                                gpointer                    user_data);
gboolean            natter_export_write_finish (GAsyncResult               *result,
                                                GError                    **error);

G_END_DECLS
