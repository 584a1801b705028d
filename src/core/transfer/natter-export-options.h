/* natter-export-options.h: what of a conversation is wanted in an export. A plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_EXPORT_TEXT,      /* "You: …\nLLM: …\n\nYou: …", no newline at the end */
  NATTER_EXPORT_MARKDOWN,
  NATTER_EXPORT_JSON,      /* all that is kept: data/natter-conversation-2.schema.json */
  NATTER_EXPORT_HTML,      /* one file that needs no other */
  NATTER_EXPORT_PDF,       /* see natter_export_set_pdf_writer() */
} NatterExportFormat;

#define NATTER_N_EXPORT_FORMATS (NATTER_EXPORT_PDF + 1)

typedef struct
{
  gboolean reasoning;     /* the thoughts of a model */
  gboolean branches;      /* all that was written; else what is shown */
  gboolean attachments;   /* else their names alone */
} NatterExportOptions;

#define NATTER_TYPE_EXPORT_OPTIONS (natter_export_options_get_type ())
GType                natter_export_options_get_type (void);
NatterExportOptions *natter_export_options_new      (NatterExportFormat         format);
NatterExportOptions *natter_export_options_copy     (const NatterExportOptions *self);
void                 natter_export_options_free     (NatterExportOptions       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterExportOptions, natter_export_options_free)

G_END_DECLS
