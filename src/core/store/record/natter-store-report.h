/* natter-store-report.h: what was met while the database was opened. Immutable once it has left the
 * writer, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef struct
{
  gboolean    created;          /* there was none */
  guint       migrated_from;    /* 0, or the schema version before */
  char       *backup;           /* NULL, or the copy that was made before the migration */
  GStrv       interrupted;      /* ids of answers in whose midst the program died; or NULL */
  char       *set_aside;        /* NULL, or where a damaged file is now */
  guint64     rows_recovered;   /* of the damaged file */
  gboolean    fully_recovered;  /* nothing of it was unreadable */
} NatterStoreReport;

#define NATTER_TYPE_STORE_REPORT (natter_store_report_get_type ())
GType              natter_store_report_get_type (void);
NatterStoreReport *natter_store_report_new      (void);
NatterStoreReport *natter_store_report_ref      (NatterStoreReport *self);
void               natter_store_report_unref    (NatterStoreReport *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoreReport, natter_store_report_unref)

G_END_DECLS
