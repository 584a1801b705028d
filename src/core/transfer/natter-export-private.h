/* natter-export-private.h: one writer per format, and what they share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-export.h"
#include "natter-export-sink.h"

G_BEGIN_DECLS

#define NATTER_EXPORT_JSON_VERSION 2

gboolean natter_export_text     (NatterTranscript           *transcript,
                                 const NatterExportOptions  *options,
                                 NatterExportSink           *sink,
                                 GError                    **error);
gboolean natter_export_markdown (NatterTranscript           *transcript,
                                 const NatterExportOptions  *options,
                                 NatterExportSink           *sink,
                                 GError                    **error);
gboolean natter_export_html     (NatterTranscript           *transcript,
                                 const NatterExportOptions  *options,
                                 NatterExportSink           *sink,
                                 GError                    **error);
gboolean natter_export_json     (NatterTranscript           *transcript,
                                 const NatterExportOptions  *options,
                                 NatterExportSink           *sink,
                                 GError                    **error);
gboolean natter_export_json_write (NatterTranscript          *transcript,
                                   const NatterExportOptions *options,
                                   guint                      depth,
                                   gboolean                   has_before,
                                   NatterExportSink          *sink,
                                   GError                   **error);
gboolean natter_export_pdf      (NatterTranscript           *transcript,
                                 const NatterExportOptions  *options,
                                 NatterExportSink           *sink,
                                 GError                    **error);
gboolean natter_export_to_sink  (NatterTranscript           *transcript,
                                 NatterExportFormat          format,
                                 const NatterExportOptions  *options,
                                 NatterExportSink           *sink,
                                 GError                    **error);

/* natter-export-write.c: JSON, as one of several in a file that is open */
void     natter_export_append_async (NatterConversation         *conversation,
                                     NatterKeeper               *keeper,
                                     const NatterExportOptions  *options,
                                     GOutputStream              *stream,
                                     gboolean                    has_before,
                                     GCancellable               *cancellable,
                                     GAsyncReadyCallback         callback,
                                     gpointer                    user_data);

/* natter-export-file.c: whole or not at all */
GFileOutputStream *natter_export_file_open  (GFile              *file,
                                             GCancellable       *cancellable,
                                             GError            **error);
gboolean           natter_export_file_keep  (GFileOutputStream  *stream,
                                             GCancellable       *cancellable,
                                             GError            **error);
void               natter_export_file_drop  (GFileOutputStream  *stream);
GError            *natter_export_file_explain (GFile            *file,
                                               GError           *error);

char *natter_export_trim_lines  (const char         *text);
char *natter_export_redact      (const char         *text);
char *natter_export_dup_attachment_name (NatterAttachment *attachment);
char *natter_export_dup_file_name       (NatterAttachment *attachment);

G_END_DECLS
