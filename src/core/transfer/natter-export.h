/* natter-export.h: a conversation as text for a file. Pure but for the writing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_EXPORT_TEXT,      /* "You: …\nLLM: …\n\nYou: …", no newline at the end */
  NATTER_EXPORT_MARKDOWN,
  NATTER_EXPORT_JSON,
} NatterExportFormat;

char               *natter_export_to_string    (NatterConversation   *conversation,
                                                NatterExportFormat    format);
const char         *natter_export_get_suffix   (NatterExportFormat    format);
NatterExportFormat  natter_export_guess_format (const char           *file_name,
                                                NatterExportFormat    fallback);
char               *natter_export_suggest_name (NatterConversation   *conversation,
                                                NatterExportFormat    format);
void                natter_export_write_async  (NatterConversation   *conversation,
                                                NatterExportFormat    format,
                                                GFile                *file,
                                                GCancellable         *cancellable,
                                                GAsyncReadyCallback   callback,
                                                gpointer              user_data);
gboolean            natter_export_write_finish (GAsyncResult         *result,
                                                GError              **error);

G_END_DECLS
