/* natter-schema.h: the versions of the database's schema. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"
#include "natter-store-report.h"

G_BEGIN_DECLS

#define NATTER_SCHEMA_APPLICATION 0x4e747472 /* "Nttr", the file's application id */

typedef enum
{
  NATTER_SCHEMA_EMPTY,    /* a new file */
  NATTER_SCHEMA_OURS,
  NATTER_SCHEMA_NEWER,
  NATTER_SCHEMA_FOREIGN,
} NatterSchemaKind;

GStrv     natter_schema_dup_scripts (void);
gboolean  natter_schema_look        (NatterDb           *db,
                                     guint               newest,
                                     NatterSchemaKind   *kind,
                                     guint              *version,
                                     GError            **error);
gboolean  natter_schema_migrate     (NatterDb           *db,
                                     const char         *path,
                                     GStrv               scripts,
                                     NatterStoreReport  *report,
                                     GError            **error);

G_END_DECLS
