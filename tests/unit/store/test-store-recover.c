/* test-store-recover.c: files as a crash, a bad disk or a stranger may leave them. What can be read
 * is read, what was there is set aside, nothing is overwritten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gstdio.h>

#include "store-run.h"

#define N_TALKS    40
#define N_MESSAGES 30
#define PAGE       4096

static void
put_many (StoreRun *run)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autofree char *filler = g_strnfill (500, '.');

  for (guint i = 0; i < N_TALKS; i++)
    {
      g_autofree char *talk = g_strdup_printf ("c%u", i);
      g_autoptr(NatterStoredConversation) conversation = store_run_conversation (talk, talk);

      natter_store_batch_put_conversation (batch, conversation);
      for (guint j = 0; j < N_MESSAGES; j++)
        {
          g_autofree char *id = g_strdup_printf ("%s-m%02u", talk, j);
          g_autofree char *parent = j ? g_strdup_printf ("%s-m%02u", talk, j - 1) : NULL;
          g_autofree char *text = g_strdup_printf ("word%u%s", i * N_MESSAGES + j, filler);
          g_autoptr(GPtrArray) parts = NULL;
          g_autoptr(NatterStoredMessage) message = NULL;

          parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
          g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, text));
          message = natter_stored_message_new (&(NatterStoredMessage) {
            NATTER_STORED_MESSAGE_INIT,
            .id = id, .conversation_id = talk, .parent_id = parent,
            .role = j % 2 ? "assistant" : "user", .time = 1780000000000 + j, .parts = parts,
          });
          natter_store_batch_put_message (batch, message);
        }
    }
  store_run_commit (run, batch);
}

/* All conversations, and how many of the texts are as they were. */
static guint
count_texts (StoreRun *run,
             guint    *n_unreadable)
{
  g_autoptr(GPtrArray) talks = store_run_conversations (run);
  guint n_good = 0;

  *n_unreadable = 0;
  for (guint i = 0; i < talks->len; i++)
    {
      const NatterStoredConversation *talk = g_ptr_array_index (talks, i);
      g_autoptr(GPtrArray) messages = store_run_messages (run, talk->id, FALSE);

      for (guint j = 0; j < messages->len; j++)
        {
          const NatterStoredMessage *message = g_ptr_array_index (messages, j);
          g_autofree char *text = natter_stored_message_dup_text (message);

          if (message->unreadable)
            (*n_unreadable)++;
          else if (g_str_has_prefix (text, "word"))
            n_good++;
        }
    }

  return n_good;
}

static void
write_at (const char *path,
          gsize       offset,
          const char *bytes,
          gsize       length)
{
  FILE *file = g_fopen (path, "r+b");

  g_assert_nonnull (file);
  g_assert_cmpint (fseek (file, (long) offset, SEEK_SET), ==, 0);
  g_assert_cmpuint (fwrite (bytes, 1, length, file), ==, length);
  g_assert_cmpint (fclose (file), ==, 0);
}

static gboolean
is_same_file (const char *path,
              const char *contents,
              gsize       length)
{
  g_autofree char *found = NULL;
  gsize size = 0;

  return g_file_get_contents (path, &found, &size, NULL) && size == length &&
         memcmp (found, contents, size) == 0;
}

/* Fills, damages the file at @offset, opens: returns how many texts are there. */
static guint
recover (StoreRun           *run,
         gsize               offset,
         gsize               length,
         NatterStoreReport **report)
{
  g_autofree char *garbage = g_strnfill (length, (char) 0xa5);
  g_autofree char *damaged = NULL;
  g_autoptr(NatterStoreReport) first = store_run_open (run);
  gsize size = 0;
  guint n_unreadable = 0;

  put_many (run);
  store_run_end (run);
  write_at (run->database, offset, garbage, length);
  g_assert_true (g_file_get_contents (run->database, &damaged, &size, NULL));

  *report = store_run_open (run);
  if ((*report)->set_aside)
    {
      g_assert_true (is_same_file ((*report)->set_aside, damaged, size));
      store_run_assert_whole (run);
    }

  return count_texts (run, &n_unreadable);
}

static void
test_header (StoreRun      *run,
             gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = NULL;
  g_autofree char *found = NULL;
  guint n_texts = recover (run, 0, 100, &report);

  g_assert_nonnull (report->set_aside);
  g_assert_true (report->fully_recovered);
  g_assert_cmpuint (n_texts, ==, N_TALKS * N_MESSAGES);
  g_assert_cmpuint (report->rows_recovered, ==, N_TALKS + 2 * N_TALKS * N_MESSAGES);

  /* found again, too, and as good as new */
  found = store_run_sql (run, "SELECT count(*) FROM words WHERE words MATCH 'word77'");
  g_assert_cmpstr (found, ==, "1");
  store_run_put_talk (run);
}

/* The whole first page, with the list of tables. */
static void
test_first_page (StoreRun      *run,
                 gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = NULL;
  guint n_texts = recover (run, 0, PAGE, &report);

  g_assert_nonnull (report->set_aside);
  g_assert_cmpuint (n_texts, ==, N_TALKS * N_MESSAGES);
}

/* Another page of the list of tables, which is longer than one. */
static void
test_list_of_tables (StoreRun      *run,
                     gconstpointer  data)
{
  g_autoptr(NatterStoreReport) first = store_run_open (run);
  g_autoptr(NatterStoreReport) report = NULL;
  g_autofree char *page = store_run_sql (run, "SELECT max(pageno) FROM dbstat WHERE"
                                         " name = 'sqlite_schema' AND pagetype = 'leaf'");
  guint n_texts = 0;

  store_run_end (run);
  g_assert_cmpint (atoi (page), >, 1);
  n_texts = recover (run, (gsize) (atoi (page) - 1) * PAGE, PAGE, &report);
  g_assert_nonnull (report->set_aside);
  g_assert_cmpuint (n_texts, ==, N_TALKS * N_MESSAGES);
}

/* A file of NULs, as a reboot may leave one. */
static void
test_all_nul (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = NULL;
  g_autofree char *nuls = g_malloc0 (64560);

  g_assert_no_errno (g_mkdir_with_parents (run->folder, 0700));
  g_assert_true (g_file_set_contents (run->database, nuls, 64560, NULL));
  report = store_run_open (run);
  g_assert_nonnull (report->set_aside);
  g_assert_true (is_same_file (report->set_aside, nuls, 64560));
  g_assert_false (report->fully_recovered);
  g_assert_cmpuint (report->rows_recovered, ==, 0);
  store_run_put_talk (run);
}

/* A page in the midst of the file: while the program runs its rows are unreadable and their
 * neighbours are not; nothing is moved or removed because somebody looked. */
static void
test_unreadable_page (StoreRun      *run,
                      gconstpointer  data)
{
  g_autofree char *garbage = g_strnfill (PAGE, (char) 0xa5);
  g_autofree char *before = NULL;
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *page = NULL;
  gsize size = 0;
  guint n_unreadable = 0;
  guint n_texts = 0;

  put_many (run);
  page = store_run_sql (run, "SELECT pageno FROM dbstat WHERE name = 'message' AND"
                        " pagetype = 'leaf' ORDER BY path LIMIT 1 OFFSET 5");
  store_run_end (run);
  write_at (run->database, (gsize) (atoi (page) - 1) * PAGE, garbage, PAGE);
  g_assert_true (g_file_get_contents (run->database, &before, &size, NULL));

  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  g_assert_null (report->set_aside);
  n_texts = count_texts (run, &n_unreadable);
  g_test_message ("%u readable, %u unreadable", n_texts, n_unreadable);
  g_assert_cmpuint (n_unreadable, >, 5);
  g_assert_cmpuint (n_unreadable, <, 100);
  g_assert_cmpuint (n_texts + n_unreadable, ==, N_TALKS * N_MESSAGES);
  store_run_end (run);
  g_assert_true (is_same_file (run->database, before, size));
}

/* The place in the tree of an unreadable message is known. */
static void
test_unreadable_place (StoreRun      *run,
                       gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  const NatterStoredMessage *message = NULL;

  store_run_put_talk (run);
  store_run_end (run);
  /* an older or foreign program may have written it: no role */
  store_run_exec (run, "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET"
                  " sql = replace(sql, 'TEXT    NOT NULL,', 'TEXT,') WHERE name = 'message';"
                  " PRAGMA writable_schema = RESET;"
                  " UPDATE message SET role = NULL WHERE id = 'a';");
  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 2);
  message = store_run_find (records, "a");
  g_assert_nonnull (message->unreadable);
  g_assert_cmpstr (message->parent_id, ==, "q");
  g_assert_cmpstr (store_run_find (records, "q")->unreadable, ==, NULL);
}

/* One NULL where none may be, one text that is no UTF-8, one part of a kind nobody knows. */
static void
test_bad_values (StoreRun      *run,
                 gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) talks = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autofree char *text = NULL;

  put_many (run);
  store_run_exec (run, "UPDATE conversation SET title = CAST (x'61ff62' AS TEXT) WHERE id = 'c7';"
                  "UPDATE message SET model = CAST (x'ff' AS TEXT) WHERE id = 'c1-m03';"
                  "UPDATE part SET kind = 'hologram' WHERE message ="
                  " (SELECT key FROM message WHERE id = 'c1-m05');");
  talks = store_run_conversations (run);
  g_assert_cmpuint (talks->len, ==, N_TALKS);
  for (guint i = 0; i < talks->len; i++)
    {
      const NatterStoredConversation *talk = g_ptr_array_index (talks, i);

      g_assert_true ((talk->unreadable != NULL) == g_str_equal (talk->id, "c7"));
    }

  records = store_run_messages (run, "c1", FALSE);
  g_assert_cmpuint (records->len, ==, N_MESSAGES);
  for (guint i = 0; i < records->len; i++)
    {
      const NatterStoredMessage *message = g_ptr_array_index (records, i);

      g_assert_true ((message->unreadable != NULL) == (g_str_equal (message->id, "c1-m03") ||
                                                       g_str_equal (message->id, "c1-m05")));
    }
  text = natter_stored_message_dup_text (store_run_find (records, "c1-m04"));
  g_assert_true (g_str_has_prefix (text, "word34"));
}

/* Damage that only a write meets: it is set aside while the program runs, and the write is done. */
static void
test_while_running (StoreRun      *run,
                    gconstpointer  data)
{
  g_autofree char *garbage = g_strnfill (PAGE, (char) 0xa5);
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) records = NULL;
  g_autofree char *aside = NULL;
  guint n_unreadable = 0;
  guint n_texts = 0;

  put_many (run);
  aside = store_run_sql (run, "SELECT pageno FROM dbstat WHERE name ="
                         " 'sqlite_autoindex_message_1' AND pagetype = 'internal' LIMIT 1");
  store_run_end (run);
  write_at (run->database, (gsize) (atoi (aside) - 1) * PAGE, garbage, PAGE);
  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  g_assert_null (report->set_aside);

  store_run_put_talk (run);
  g_assert_cmpint (natter_store_get_state (run->store), ==, NATTER_STORE_READY);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 2);
  n_texts = count_texts (run, &n_unreadable);
  g_assert_cmpuint (n_texts, ==, N_TALKS * N_MESSAGES);
  store_run_end (run);
  store_run_assert_whole (run);
}

static void
copy (const char *from,
      const char *to,
      gsize       length)
{
  g_autofree char *contents = NULL;
  gsize size = 0;

  g_assert_true (g_file_get_contents (from, &contents, &size, NULL));
  g_assert_cmpuint (size, >=, length);
  g_assert_true (g_file_set_contents (to, contents, (gssize) (length ? length : size), NULL));
}

/* The log as it was at some moment, cut at every kind of place: the file is what it was then, or
 * what it was before. */
static void
test_truncated_log (StoreRun      *run,
                    gconstpointer  data)
{
  static const gsize lengths[] = { 1, 31, 32, 100, 4152, 4153, 8272, 20000 };
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *log = g_strconcat (run->database, "-wal", NULL);
  g_autofree char *saved = g_build_filename (run->root, "saved.db", NULL);
  g_autofree char *saved_log = g_build_filename (run->root, "saved.db-wal", NULL);

  store_run_put_talk (run);
  store_run_end (run);
  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  put_many (run);
  copy (run->database, saved, 0);
  copy (log, saved_log, 0);
  store_run_end (run);

  for (gsize i = 0; i < G_N_ELEMENTS (lengths); i++)
    {
      g_autoptr(GPtrArray) talks = NULL;
      g_autoptr(GPtrArray) records = NULL;

      copy (saved, run->database, 0);
      copy (saved_log, log, lengths[i]);
      g_clear_pointer (&report, natter_store_report_unref);
      report = store_run_open (run);
      talks = store_run_conversations (run);
      g_assert_true (talks->len == 1 || talks->len == 1 + N_TALKS);
      records = store_run_messages (run, "c", FALSE);
      g_assert_cmpuint (records->len, ==, 2);
      store_run_assert_whole (run);
      store_run_end (run);
    }
}

/* A file cut in the middle: the tables at its beginning are there, in part. */
static void
test_cut_file (StoreRun      *run,
               gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *contents = NULL;
  gsize size = 0;
  guint n_unreadable = 0;
  guint n_texts = 0;

  put_many (run);
  store_run_end (run);
  g_assert_true (g_file_get_contents (run->database, &contents, &size, NULL));
  g_assert_true (g_file_set_contents (run->database, contents, (gssize) (size / PAGE / 2 * PAGE),
                                      NULL));
  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  store_run_put_talk (run);
  n_texts = count_texts (run, &n_unreadable);
  g_test_message ("%u of %u texts are left of half a file", n_texts, N_TALKS * N_MESSAGES);
  g_assert_cmpuint (n_texts, >, 100);
  store_run_end (run);
  store_run_assert_whole (run);
}

/* The page that leads to all others of a table, of each table in turn: what it led to is found. */
static void
test_roots (StoreRun      *run,
            gconstpointer  data)
{
  static const char *const tables[] = { "conversation", "message", "part" };
  g_autofree char *garbage = g_strnfill (PAGE, (char) 0xa5);
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *contents = NULL;
  gsize size = 0;

  put_many (run);
  store_run_end (run);
  g_assert_true (g_file_get_contents (run->database, &contents, &size, NULL));

  for (gsize i = 0; i < G_N_ELEMENTS (tables); i++)
    {
      g_autofree char *sql = g_strdup_printf ("SELECT rootpage FROM sqlite_schema WHERE name = '%s'",
                                              tables[i]);
      g_autofree char *root = NULL;
      g_autofree char *text = NULL;
      g_autoptr(GPtrArray) records = NULL;
      guint n_unreadable = 0;

      g_assert_true (g_file_set_contents (run->database, contents, (gssize) size, NULL));
      root = store_run_sql (run, sql);
      write_at (run->database, (gsize) (atoi (root) - 1) * PAGE, garbage, PAGE);
      g_clear_pointer (&report, natter_store_report_unref);
      report = store_run_open (run);
      store_run_put_talk (run);
      g_assert_cmpuint (count_texts (run, &n_unreadable), ==, N_TALKS * N_MESSAGES);
      g_assert_cmpuint (n_unreadable, ==, 0);
      records = store_run_messages (run, "c3", FALSE);
      text = natter_stored_message_dup_text (store_run_find (records, "c3-m01"));
      g_assert_true (g_str_has_prefix (text, "word91."));
      g_assert_cmpstr (store_run_find (records, "c3-m01")->parent_id, ==, "c3-m00");
      store_run_end (run);
      store_run_assert_whole (run);
    }
}

/* The program died between the moves that end a recovery. */
static void
test_take_place (StoreRun      *run,
                 gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *recovered = g_strconcat (run->database, ".recovered", NULL);
  g_autofree char *log = g_strconcat (run->database, "-wal", NULL);
  g_autoptr(GPtrArray) talks = NULL;

  store_run_put_talk (run);
  store_run_end (run);
  g_assert_no_errno (g_rename (run->database, recovered));
  g_assert_true (g_file_set_contents (log, "left behind", -1, NULL));
  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  g_assert_nonnull (report->set_aside);
  g_assert_false (report->created);
  talks = store_run_conversations (run);
  g_assert_cmpuint (talks->len, ==, 1);
}

/* Random bytes anywhere: the program opens it, shows what is there, and writes. An index whose
 * bytes still make sense may hide some of it until it is checked. */
static void
test_anywhere (StoreRun      *run,
               gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autofree char *contents = NULL;
  gsize size = 0;
  guint n_rounds = 25;
  guint n_all = 0;

  put_many (run);
  store_run_end (run);
  g_assert_true (g_file_get_contents (run->database, &contents, &size, NULL));

  for (guint i = 0; i < n_rounds; i++)
    {
      g_autofree char *garbage = g_strnfill (300, (char) g_test_rand_int_range (0, 256));
      guint n_unreadable = 0;

      g_assert_true (g_file_set_contents (run->database, contents, (gssize) size, NULL));
      write_at (run->database, (gsize) g_test_rand_int_range (0, (int) size - 300), garbage, 300);
      g_clear_pointer (&report, natter_store_report_unref);
      report = store_run_open (run);
      store_run_put_talk (run);
      n_all += count_texts (run, &n_unreadable);
      store_run_end (run);
    }

  g_test_message ("on average %u of %u texts are left", n_all / n_rounds, N_TALKS * N_MESSAGES);
  g_assert_cmpuint (n_all, >, n_rounds * N_TALKS * N_MESSAGES * 9 / 10);
}

#define ADD(name, function) \
  g_test_add ("/store-recover/" name, StoreRun, NULL, store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("header", test_header);
  ADD ("first-page", test_first_page);
  ADD ("list-of-tables", test_list_of_tables);
  ADD ("all-nul", test_all_nul);
  ADD ("unreadable-page", test_unreadable_page);
  ADD ("unreadable-place", test_unreadable_place);
  ADD ("bad-values", test_bad_values);
  ADD ("while-running", test_while_running);
  ADD ("truncated-log", test_truncated_log);
  ADD ("cut-file", test_cut_file);
  ADD ("roots", test_roots);
  ADD ("take-place", test_take_place);
  ADD ("anywhere", test_anywhere);

  return g_test_run ();
}
