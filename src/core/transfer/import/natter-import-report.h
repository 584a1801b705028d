/* natter-import-report.h: what an import brought, and what it could not. Filled by one thread at a
 * time, immutable once it is given out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_IMPORT_MAX_LISTED 200

typedef struct
{
  char *name;     /* of the conversation or file */
  char *reason;   /* a sentence */
} NatterImportFailure;

typedef struct
{
  gatomicrefcount  references;
  guint            n_imported;    /* conversations that were not here */
  guint            n_updated;     /* that have more messages now */
  guint            n_skipped;     /* that were here as they are */
  guint            n_failed;
  guint            n_messages;    /* that were added */
  GPtrArray       *failures;      /* of NatterImportFailure, the first ones */
  GHashTable      *unknown;       /* char* kind → GUINT_TO_POINTER how many */
  guint            n_missing;
  GPtrArray       *missing;       /* of char*: names of attachments, the first ones */
  GPtrArray       *programs;      /* of char*: what wrote the files */
  gboolean         is_cancelled;
  char            *error;         /* or NULL: why it ended before its end */
} NatterImportReport;

#define NATTER_TYPE_IMPORT_REPORT (natter_import_report_get_type ())
GType               natter_import_report_get_type (void);
NatterImportReport *natter_import_report_new      (void);
NatterImportReport *natter_import_report_ref      (NatterImportReport *self);
void                natter_import_report_unref    (NatterImportReport *self);
void                natter_import_report_fail     (NatterImportReport *self,
                                                   const char         *name,
                                                   const char         *reason);
void                natter_import_report_count    (NatterImportReport *self,
                                                   const char         *program,
                                                   const char         *kind);
void                natter_import_report_miss     (NatterImportReport *self,
                                                   const char         *name);
void                natter_import_report_meet     (NatterImportReport *self,
                                                   const char         *program);
guint               natter_import_report_get_n_unknown (NatterImportReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterImportReport, natter_import_report_unref)

G_END_DECLS
