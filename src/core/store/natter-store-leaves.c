/* natter-store-leaves.c: rows on pages that no other page leads to any more, because the one that
 * did is damaged. Each page of rows in the file is taken for the whole table in turn: SQLite itself
 * reads what is on it. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-leaves.h"

#include <errno.h>
#include <fcntl.h>
#include <unistd.h>

#include <glib/gstdio.h>

#define PAGE_SIZE 4096
#define LEAF      0x0d /* the first byte of a page of rows, fileformat2.html section 1.6 */

typedef struct
{
  NatterDb            *db;
  const char          *table;
  const char          *query;
  NatterStoreLeafFunc  function;
  gpointer             data;
} Reading;

/* The schema is read anew, with the page as the root of the table. */
static gboolean
take_for_table (Reading *self,
                gint64   page)
{
  return natter_db_run (self->db, NULL, "UPDATE sqlite_schema SET rootpage = ?1 WHERE name = ?2"
                        " AND type = 'table'", "is", page, self->table) &&
         natter_db_exec (self->db, "PRAGMA writable_schema = RESET; PRAGMA writable_schema = ON",
                         NULL);
}

/* Pages of other tables are read as well: their rows do not fit, and @function refuses them. */
static gboolean
read_page (Reading  *self,
           gint64    page,
           GError  **error)
{
  g_autoptr(NatterRows) rows = NULL;

  if (!take_for_table (self, page))
    return TRUE;

  rows = natter_db_query (self->db, NULL, self->query, "");
  while (rows && natter_rows_next (rows, NULL))
    if (!self->function (rows, self->data, error))
      return FALSE;

  return TRUE;
}

static gboolean
read_pages (Reading  *self,
            int       file,
            gint64    n_pages,
            GError  **error)
{
  for (gint64 page = 2; page <= n_pages; page++)
    {
      guint8 first = 0;

      if (pread (file, &first, 1, (page - 1) * PAGE_SIZE) == 1 && first == LEAF &&
          !read_page (self, page, error))
        return FALSE;
    }

  return TRUE;
}

/**
 * natter_store_leaves_read:
 * @db: a connection to a copy of a damaged database, which is changed and changed back
 * @path: its file
 * @table: a table
 * @query: reads its rows
 * @function: called for each row that is found on a page of its own
 * @data: for @function
 * @error: what @function said
 *
 * Slow, in proportion to the length of the file.
 *
 * Returns: whether @function took all rows
 */
gboolean
natter_store_leaves_read (NatterDb             *db,
                          const char           *path,
                          const char           *table,
                          const char           *query,
                          NatterStoreLeafFunc   function,
                          gpointer              data,
                          GError              **error)
{
  Reading reading = { db, table, query, function, data };
  int file = g_open (path, O_RDONLY | O_CLOEXEC);
  gint64 n_pages = 0;
  gboolean good = TRUE;

  if (file < 0)
    return TRUE;

  /* all of it is in the file, nothing in the log */
  natter_db_exec (db, "PRAGMA wal_checkpoint (TRUNCATE)", NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 0, NULL);
  if (natter_db_get (db, &n_pages, NULL, "PRAGMA page_count", "") &&
      natter_db_exec (db, "BEGIN; PRAGMA writable_schema = ON", NULL))
    good = read_pages (&reading, file, n_pages, error);

  natter_db_rollback (db);
  natter_db_exec (db, "PRAGMA writable_schema = RESET", NULL);
  sqlite3_db_config (db->handle, SQLITE_DBCONFIG_DEFENSIVE, 1, NULL);
  close (file);

  return good;
}
