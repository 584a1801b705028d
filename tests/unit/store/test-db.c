/* test-db.c: checked calls of SQLite: values in and out, statements used again, errors by their
 * kind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-db.h"

typedef struct
{
  char     *path;
  NatterDb *db;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  int file = g_file_open_tmp ("natter-db-XXXXXX", &fixture->path, &error);

  g_assert_no_error (error);
  g_assert_true (g_close (file, NULL));
  fixture->db = natter_db_open (fixture->path, NATTER_DB_WRITE, &error);
  g_assert_no_error (error);
  g_assert_true (natter_db_exec (fixture->db, "CREATE TABLE t (a, b, c, d, e, f)", NULL));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  natter_db_close (fixture->db);
  g_assert_no_errno (g_unlink (fixture->path));
  g_free (fixture->path);
}

static void
test_values (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterRows) rows = NULL;

  natter_db_run (fixture->db, &error, "INSERT INTO t VALUES (?1, ?2, ?3, ?4, ?5, ?6)", "stdinz",
                 NULL, "a\0b", (gsize) 3, -7, (gint64) 1 << 40, (gint64) -1, (gint64) 0);
  g_assert_no_error (error);

  rows = natter_db_query (fixture->db, &error, "SELECT * FROM t", "");
  g_assert_true (natter_rows_next (rows, &error));
  g_assert_null (natter_rows_text (rows, 0));
  g_assert_cmpmem (natter_rows_text (rows, 1), sqlite3_column_bytes (rows, 1), "a\0b", 3);
  g_assert_cmpint (natter_rows_number (rows, 2, 0), ==, -7);
  g_assert_cmpint (natter_rows_number (rows, 3, 0), ==, (gint64) 1 << 40);
  g_assert_cmpint (natter_rows_number (rows, 4, 99), ==, 99);
  g_assert_cmpint (natter_rows_number (rows, 5, 99), ==, 99);
  g_assert_null (natter_rows_text (rows, 2));
  g_assert_false (natter_rows_next (rows, &error));
  g_assert_no_error (error);
}

/* One that was left in its midst begins anew and holds nothing of its former values. */
static void
test_again (Fixture       *fixture,
            gconstpointer  data)
{
  for (int i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(NatterRows) rows = NULL;

      rows = natter_db_query (fixture->db, &error, "SELECT ?1 UNION ALL SELECT 100", "d", i);
      g_assert_true (natter_rows_next (rows, &error));
      g_assert_cmpint (natter_rows_number (rows, 0, -1), ==, i);
    }
  g_assert_cmpuint (g_hash_table_size (fixture->db->statements), ==, 1);
}

static void
test_get (Fixture       *fixture,
          gconstpointer  data)
{
  gint64 value = 5;
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_db_get (fixture->db, &value, &error, "SELECT 1 WHERE 0", ""));
  g_assert_cmpint (value, ==, 5);
  g_assert_true (natter_db_get (fixture->db, &value, &error, "SELECT ?1 + 1", "d", 7));
  g_assert_cmpint (value, ==, 8);
}

static void
test_errors (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterDb) reader = natter_db_open (fixture->path, NATTER_DB_READ, &error);

  g_assert_no_error (error);
  g_assert_false (natter_db_exec (reader, "DELETE FROM t", &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_READ_ONLY);
  g_clear_error (&error);

  g_assert_false (natter_db_exec (fixture->db, "not SQL", &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_FAILED);
  g_clear_error (&error);

  g_assert_true (natter_db_exec (fixture->db, "CREATE TABLE u (x UNIQUE); BEGIN", NULL));
  g_assert_true (natter_db_run (fixture->db, NULL, "INSERT INTO u VALUES (?1)", "s", "secret"));
  g_assert_false (natter_db_run (fixture->db, &error, "INSERT INTO u VALUES (?1)", "s", "secret"));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_INVALID);
  g_assert_null (strstr (error->message, "secret"));
  natter_db_rollback (fixture->db);
  natter_db_rollback (fixture->db);
}

static void
test_no_database (Fixture       *fixture,
                  gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterDb) db = NULL;

  g_assert_true (g_file_set_contents (fixture->path, "A letter, not a database. ", -1, NULL));
  db = natter_db_open (fixture->path, NATTER_DB_READ, NULL);
  g_assert_false (natter_db_exec (db, "SELECT * FROM sqlite_schema", &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
  g_assert_null (natter_db_open ("/nowhere/at/all", NATTER_DB_READ, NULL));
}

/* Signs that mean something in an address. */
static void
test_odd_name (Fixture       *fixture,
               gconstpointer  data)
{
  g_autofree char *path = g_strconcat (fixture->path, "?mode=memory#%41 ü", NULL);
  g_autoptr(GError) error = NULL;
  NatterDb *db = natter_db_open (path, NATTER_DB_WRITE, &error);

  g_assert_no_error (error);
  g_assert_true (natter_db_exec (db, "CREATE TABLE x (y)", NULL));
  natter_db_close (db);
  g_assert_no_errno (g_unlink (path));
}

#define ADD(name, function) \
  g_test_add ("/db/" name, Fixture, NULL, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("values", test_values);
  ADD ("again", test_again);
  ADD ("get", test_get);
  ADD ("errors", test_errors);
  ADD ("no-database", test_no_database);
  ADD ("odd-name", test_odd_name);

  return g_test_run ();
}
