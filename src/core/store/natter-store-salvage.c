/* natter-store-salvage.c: what can still be read of a damaged database, row by row, into a new one.
 * Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-store-batch-private.h"
#include "natter-store-index.h"
#include "natter-store-leaves.h"
#include "natter-store-recover.h"

static const char *const tables[] = {
  "folder", "conversation", "message", "part", "journal", "edit", "draft",
};

typedef struct
{
  NatterDb          *from;
  const char        *path;      /* of @from */
  NatterDb          *to;
  const char        *table;
  char              *columns;
  char              *insert;
  gint64             lowest;    /* keys between these two are not known yet */
  gint64             highest;
  NatterStoreReport *report;
} Copy;

static void
copy_clear (Copy *self)
{
  g_free (self->columns);
  g_free (self->insert);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Copy, copy_clear)

/* The columns of the new file; one of an older version lacks none that it needs. */
static gboolean
find_columns (Copy    *self,
              GError **error)
{
  g_autoptr(GString) columns = g_string_new (NULL);
  g_autoptr(GString) values = g_string_new (NULL);
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (self->to, error,
                                                "SELECT name FROM pragma_table_info (?1)", "s",
                                                self->table);

  if (!rows)
    return FALSE;

  while (natter_rows_next (rows, &failed))
    {
      g_string_append_printf (columns, "%s%s", columns->len ? ", " : "",
                              natter_rows_text (rows, 0));
      g_string_append (values, values->len ? ", ?" : "?");
    }
  if (failed)
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  self->insert = g_strdup_printf ("INSERT OR IGNORE INTO %s (%s) VALUES (%s)", self->table,
                                  columns->str, values->str);
  self->columns = g_string_free_and_steal (g_steal_pointer (&columns));
  return TRUE;
}

/* A row of another table has other types somewhere, before SQLite would convert them. */
static gboolean
has_types (NatterRows *row)
{
  for (int i = 0; i < sqlite3_column_count (row); i++)
    {
      const char *declared = sqlite3_column_decltype (row, i);
      int type = sqlite3_column_type (row, i);
      int wanted = g_strcmp0 (declared, "INTEGER") == 0 ? SQLITE_INTEGER : SQLITE_TEXT;

      if (type != SQLITE_NULL && type != wanted)
        return FALSE;
    }

  return TRUE;
}

/* A row that the new file does not take is one that can't be shown. */
static gboolean
insert_row (Copy        *self,
            NatterRows  *row,
            GError     **error)
{
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) insert = NULL;
  int n_columns = sqlite3_column_count (row);

  if (!has_types (row))
    {
      self->report->fully_recovered = FALSE;
      return TRUE;
    }

  insert = natter_db_query (self->to, error, self->insert, NULL);
  if (!insert)
    return FALSE;

  for (int i = 0; i < n_columns; i++)
    sqlite3_bind_value (insert, i + 1, sqlite3_column_value (row, i));
  natter_rows_next (insert, &failed);
  if (failed && !g_error_matches (failed, NATTER_STORE_ERROR, NATTER_STORE_ERROR_INVALID))
    {
      g_propagate_error (error, g_steal_pointer (&failed));
      return FALSE;
    }

  if (!failed && sqlite3_changes64 (self->to->handle) > 0)
    self->report->rows_recovered++;
  else
    self->report->fully_recovered = FALSE;
  return TRUE;
}

/* Follows the rows as far as they lead. */
static gboolean
copy_run (Copy      *self,
          gboolean   forward,
          gboolean  *whole,
          GError   **error)
{
  g_autofree char *query = g_strdup_printf ("SELECT %s FROM %s NOT INDEXED WHERE key > ?1 AND"
                                            " key < ?2 ORDER BY key %s", self->columns, self->table,
                                            forward ? "ASC" : "DESC");
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (self->from, &failed, query, "ii", self->lowest,
                                                self->highest);
  gint64 *moved = forward ? &self->lowest : &self->highest;

  while (rows && natter_rows_next (rows, &failed))
    {
      *moved = natter_rows_number (rows, 0, *moved);
      if (!insert_row (self, rows, error))
        return FALSE;
    }

  *whole = failed == NULL;
  return TRUE;
}

static gboolean
leaf_cb (NatterRows  *row,
         gpointer     data,
         GError     **error)
{
  Copy *self = data;
  gint64 key = natter_rows_number (row, 0, 0);

  return key <= self->lowest || key >= self->highest || insert_row (self, row, error);
}

/* Between two damaged places there are good pages, to which nothing leads any more. Former texts
 * can't be told from the beginnings of parts. */
static gboolean
copy_gap (Copy    *self,
          GError **error)
{
  g_autofree char *query = g_strdup_printf ("SELECT %s FROM %s NOT INDEXED", self->columns,
                                            self->table);

  if (g_str_equal (self->table, "edit"))
    return TRUE;

  return natter_store_leaves_read (self->from, self->path, self->table, query, leaf_cb, self,
                                   error);
}

static gboolean
copy_table (NatterDb           *from,
            const char         *path,
            NatterDb           *to,
            const char         *table,
            NatterStoreReport  *report,
            GError            **error)
{
  g_auto(Copy) copy = {
    .from = from, .path = path, .to = to, .table = table, .report = report, .lowest = 0,
    .highest = G_MAXINT64,
  };
  gboolean whole = FALSE;

  if (!find_columns (&copy, error) || !copy_run (&copy, TRUE, &whole, error))
    return FALSE;
  if (whole)
    return TRUE;

  report->fully_recovered = FALSE;
  if (!copy_run (&copy, FALSE, &whole, error))
    return FALSE;

  return whole || copy_gap (&copy, error);
}

/* The index of a table that is damaged may still tell where its messages stood. */
static gboolean
copy_places (NatterDb  *from,
             NatterDb  *to,
             GError   **error)
{
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = natter_db_query (from, NULL,
                                                "SELECT key, id, conversation, parent FROM message"
                                                " INDEXED BY message_conversation"
                                                " WHERE conversation > ''", "");

  while (rows && natter_rows_next (rows, &failed))
    if (natter_rows_text (rows, 1) && natter_rows_text (rows, 2) &&
        !natter_db_run (to, error,
                        "INSERT OR IGNORE INTO message (key, id, conversation, parent, position,"
                        " chosen, role, time, streaming) VALUES (?1, ?2, ?3, ?4, 0, 1, '', ?5, 0)",
                        "isssi", natter_rows_number (rows, 0, 0), natter_rows_text (rows, 1),
                        natter_rows_text (rows, 2), natter_rows_text (rows, 3),
                        natter_store_now ()))
      return FALSE;

  return TRUE;
}

/* Words whose message or conversation is lost get one that is found again. */
static gboolean
settle (NatterDb  *db,
        GError   **error)
{
  gint64 now = natter_store_now ();

  return natter_db_exec (db, "UPDATE message SET role = CASE WHEN (SELECT p.role FROM message p"
                         " WHERE p.id = message.parent) = 'user' THEN 'assistant' ELSE 'user' END"
                         " WHERE role = ''", error) &&
         natter_db_run (db, error,
                        "INSERT INTO message (key, id, conversation, position, chosen, role, time,"
                        " streaming) SELECT DISTINCT message, 'recovered-' || message, 'recovered',"
                        " message, 0, 'assistant', ?1, 0 FROM part"
                        " WHERE message NOT IN (SELECT key FROM message)", "i", now) &&
         natter_db_run (db, error,
                        "INSERT INTO conversation (id, title, title_is_own, created, updated,"
                        " pinned, archived, unread) SELECT conversation, ?1, 1, min(time),"
                        " max(time), 0, 0, 0 FROM message"
                        " WHERE conversation NOT IN (SELECT id FROM conversation)"
                        " GROUP BY conversation",
                        /* Translators: the title of a conversation whose own was lost */
                        "s", _("Recovered conversation")) &&
         natter_db_exec (db, "UPDATE message SET parent = NULL"
                         " WHERE parent NOT IN (SELECT id FROM message);"
                         "UPDATE conversation SET folder = NULL"
                         " WHERE folder NOT IN (SELECT id FROM folder);"
                         "DELETE FROM journal WHERE message NOT IN (SELECT key FROM message);"
                         "DELETE FROM edit WHERE message NOT IN (SELECT key FROM message)", error);
}

/**
 * natter_store_salvage:
 * @from: a copy of a damaged database
 * @path: its file
 * @to: an empty one of the newest version
 * @report: where it is told how much was recovered
 * @error: why @to could not be written
 *
 * Returns: whether all that can be read of @from is in @to
 */
gboolean
natter_store_salvage (NatterDb           *from,
                      const char         *path,
                      NatterDb           *to,
                      NatterStoreReport  *report,
                      GError            **error)
{
  report->fully_recovered = TRUE;
  if (!natter_db_exec (to, "PRAGMA foreign_keys = OFF; BEGIN IMMEDIATE", error))
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    if (!copy_table (from, path, to, tables[i], report, error))
      return FALSE;

  return copy_places (from, to, error) && settle (to, error) &&
         natter_store_index_build (to, error) && natter_db_exec (to, "COMMIT", error);
}
