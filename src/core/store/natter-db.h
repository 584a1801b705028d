/* natter-db.h: one SQLite connection with its prepared statements, and checked calls of them. Made,
 * used and freed by one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>
#include <sqlite3.h>

#include "natter-store-error.h"

G_BEGIN_DECLS

typedef struct
{
  sqlite3    *handle;
  GHashTable *statements;   /* SQL → sqlite3_stmt */
} NatterDb;

typedef enum
{
  NATTER_DB_WRITE,       /* made when it is missing */
  NATTER_DB_READ,
  NATTER_DB_IMMUTABLE,   /* no lock, no shared memory: for a folder that can't be written to */
} NatterDbMode;

/* A statement being read; goes back to where it was taken from. */
typedef sqlite3_stmt NatterRows;

NatterDb   *natter_db_open      (const char    *path,
                                 NatterDbMode   mode,
                                 GError       **error);
void        natter_db_close     (NatterDb      *self);
gboolean    natter_db_exec      (NatterDb      *self,
                                 const char    *sql,
                                 GError       **error);
NatterRows *natter_db_query     (NatterDb      *self,
                                 GError       **error,
                                 const char    *sql,
                                 const char    *types,
                                 ...);
gboolean    natter_db_run       (NatterDb      *self,
                                 GError       **error,
                                 const char    *sql,
                                 const char    *types,
                                 ...);
gboolean    natter_db_get       (NatterDb      *self,
                                 gint64        *value,
                                 GError       **error,
                                 const char    *sql,
                                 const char    *types,
                                 ...);
void        natter_db_rollback  (NatterDb      *self);
gint64      natter_db_take_bytes_written (NatterDb *self);

gboolean    natter_rows_next    (NatterRows    *self,
                                 GError       **error);
const char *natter_rows_text    (NatterRows    *self,
                                 int            column);
gint64      natter_rows_number  (NatterRows    *self,
                                 int            column,
                                 gint64         otherwise);
void        natter_rows_done    (NatterRows    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterDb, natter_db_close)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterRows, natter_rows_done)

G_END_DECLS
