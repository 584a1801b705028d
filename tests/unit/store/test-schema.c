/* test-schema.c: versions of the schema: a database of each one that was ever released is migrated
 * and opened; steps are whole or not at all; what is newer or foreign is left alone.
 *
 *     test-schema --make FOLDER
 *
 * makes the database of the present version for tests/data/store, once, when a version is new.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>
#include <glib/gstdio.h>

#include "fault-vfs.h"
#include "natter-schema.h"
#include "store-run.h"

#define VERSION 1

/* What each of the databases in tests/data/store holds. */
static void
fill (StoreRun *run)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoreBatch) edit = natter_store_batch_new ();
  g_autoptr(NatterStoredFolder) folder = NULL;
  g_autoptr(NatterStoredConversation) conversation = NULL;
  g_autoptr(NatterStoredMessage) question = store_run_message ("q", NULL, "user", "Why?");
  g_autoptr(NatterStoredMessage) answer = store_run_message ("a", "q", "assistant", "Because.");
  g_autoptr(NatterStoredMessage) edited = store_run_message ("a", "q", "assistant", "Därum 今日.");
  g_autoptr(NatterStoredMessage) deleted = store_run_message ("b", "q", "assistant", "No.");
  g_autoptr(NatterStoredMessage) streaming = store_run_streaming ("s", "q");

  folder = natter_stored_folder_new (&(NatterStoredFolder) {
    .id = "f", .name = "Work", .colour = "blue", .created = 1,
  });
  conversation = natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = "c", .title = "Talk", .created = 1, .updated = 2, .pinned = TRUE, .folder_id = "f",
    .model_key = "p/m",
  });
  natter_store_batch_put_folder (batch, folder);
  natter_store_batch_put_conversation (batch, conversation);
  natter_store_batch_put_message (batch, question);
  natter_store_batch_put_message (batch, answer);
  natter_store_batch_put_message (batch, deleted);
  natter_store_batch_put_message (batch, streaming);
  natter_store_batch_set_draft (batch, "c", "more");
  store_run_commit (run, batch);
  natter_store_batch_edit_message (edit, edited);
  natter_store_batch_trash_message (edit, "b");
  natter_store_batch_choose_message (edit, "a");
  store_run_commit (run, edit);
}

static void
assert_filled (StoreRun *run)
{
  g_autoptr(GPtrArray) folders = store_run_folders (run);
  g_autoptr(GPtrArray) conversations = store_run_conversations (run);
  g_autoptr(GPtrArray) messages = store_run_messages (run, "c", FALSE);
  const NatterStoredConversation *conversation = NULL;
  const NatterStoredMessage *answer = NULL;
  g_autofree char *text = NULL;
  g_autofree char *found = NULL;

  g_assert_cmpuint (folders->len, ==, 1);
  g_assert_cmpuint (conversations->len, ==, 1);
  conversation = g_ptr_array_index (conversations, 0);
  g_assert_cmpstr (conversation->draft, ==, "more");
  g_assert_cmpstr (conversation->folder_id, ==, "f");
  g_assert_true (conversation->pinned);

  g_assert_cmpuint (messages->len, ==, 4);
  answer = store_run_find (messages, "a");
  text = natter_stored_message_dup_text (answer);
  g_assert_cmpstr (text, ==, "Därum 今日.");
  g_assert_cmpuint (answer->n_edits, ==, 1);
  g_assert_true (answer->chosen);
  g_assert_cmpint (store_run_find (messages, "b")->trashed, >, 0);
  g_assert_cmpint (store_run_find (messages, "s")->end, ==, NATTER_END_INTERRUPTED);

  found = store_run_sql (run, "SELECT count(*) FROM words WHERE words MATCH 'darum'");
  g_assert_cmpstr (found, ==, "1");
  store_run_assert_whole (run);
}

static void
copy_golden (StoreRun   *run,
             const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "store", name, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;
  g_autoptr(GError) error = NULL;

  g_file_get_contents (path, &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_no_errno (g_mkdir_with_parents (run->folder, 0700));
  g_file_set_contents (run->database, contents, (gssize) length, &error);
  g_assert_no_error (error);
}

static void
test_golden (StoreRun      *run,
             gconstpointer  data)
{
  guint version = GPOINTER_TO_UINT (data);
  g_autofree char *name = g_strdup_printf ("v%u.db", version);
  g_autoptr(NatterStoreReport) report = NULL;
  g_autofree char *now = NULL;

  copy_golden (run, name);
  report = store_run_open (run);
  g_assert_false (report->created);
  g_assert_cmpuint (report->migrated_from, ==, version == VERSION ? 0 : version);
  g_assert_true ((report->backup != NULL) == (version != VERSION));
  assert_filled (run);
  now = store_run_sql (run, "PRAGMA user_version");
  g_assert_cmpint (atoi (now), ==, VERSION);
}

/* The present scripts still make what was released, to the letter. */
static void
test_same_schema (StoreRun      *run,
                  gconstpointer  data)
{
  static const char sql[] = "SELECT group_concat(sql, ';') FROM (SELECT sql FROM sqlite_schema"
                            " ORDER BY type, name)";
  g_autofree char *name = g_strdup_printf ("v%u.db", VERSION);
  g_autofree char *released = NULL;
  g_autofree char *made = NULL;
  g_autoptr(NatterStoreReport) report = NULL;

  copy_golden (run, name);
  released = store_run_sql (run, sql);
  g_assert_no_errno (g_unlink (run->database));
  report = store_run_open (run);
  g_assert_true (report->created);
  made = store_run_sql (run, sql);
  g_assert_cmpstr (made, ==, released);
}

static gboolean
migrate (StoreRun           *run,
         GStrv               scripts,
         NatterStoreReport  *report,
         GError            **error)
{
  g_autoptr(NatterDb) db = natter_db_open (run->database, NATTER_DB_WRITE, error);

  g_assert_nonnull (db);

  return natter_schema_migrate (db, run->database, scripts, report, error);
}

/* Version 1, and a next one that takes two statements. */
static GStrv
make_scripts (const char *last)
{
  g_autoptr(GStrvBuilder) scripts = g_strv_builder_new ();
  g_auto(GStrv) now = natter_schema_dup_scripts ();

  g_strv_builder_addv (scripts, (const char **) now);
  g_strv_builder_add (scripts, last);

  return g_strv_builder_end (scripts);
}

static void
test_step (StoreRun      *run,
           gconstpointer  data)
{
  g_auto(GStrv) scripts = make_scripts ("ALTER TABLE folder ADD COLUMN shape TEXT;"
                                        "UPDATE folder SET shape = 'round';");
  g_autoptr(NatterStoreReport) report = natter_store_report_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *shape = NULL;
  g_autofree char *version = NULL;
  GStatBuf info;

  copy_golden (run, "v1.db");
  g_assert_true (migrate (run, scripts, report, &error));
  g_assert_no_error (error);
  g_assert_cmpuint (report->migrated_from, ==, g_strv_length (scripts) - 1);
  shape = store_run_sql (run, "SELECT shape FROM folder");
  g_assert_cmpstr (shape, ==, "round");

  /* the copy is as it was before, and as private */
  g_assert_nonnull (report->backup);
  g_assert_no_errno (g_stat (report->backup, &info));
  g_assert_cmpint (info.st_mode & 0777, ==, 0600);
  g_free (run->database);
  run->database = g_strdup (report->backup);
  version = store_run_sql (run, "PRAGMA user_version");
  g_assert_cmpint (atoi (version), ==, (int) g_strv_length (scripts) - 1);
  store_run_assert_whole (run);
}

/* The program stops at the nth operation of a step. Returns how many there were. */
static guint
stop_step_at (FaultKind fault,
              guint     nth)
{
  StoreRun run = { NULL };
  g_auto(GStrv) scripts = make_scripts ("ALTER TABLE folder ADD COLUMN shape TEXT;"
                                        "UPDATE folder SET shape = 'round';");
  g_autoptr(NatterStoreReport) report = natter_store_report_new ();
  g_autofree char *version = NULL;
  g_autofree char *columns = NULL;
  g_autofree char *messages = NULL;
  gboolean migrated = FALSE;
  guint n = 0;

  store_run_set_up (&run, NULL);
  copy_golden (&run, "v1.db");
  fault_vfs_arm (fault, nth);
  migrated = migrate (&run, scripts, report, NULL);
  n = fault_vfs_disarm ();

  store_run_assert_whole (&run);
  version = store_run_sql (&run, "PRAGMA user_version");
  columns = store_run_sql (&run, "SELECT count(*) FROM pragma_table_info ('folder')"
                                 " WHERE name = 'shape'");
  messages = store_run_sql (&run, "SELECT count(*) > 0 FROM message");
  g_assert_cmpint (atoi (version), ==, (int) g_strv_length (scripts) - !atoi (columns));
  g_assert_true (!migrated || atoi (columns) == 1);
  g_assert_cmpstr (messages, ==, "1");
  store_run_tear_down (&run, NULL);

  return n;
}

/* Each write, sync and truncation of a step, the copy before it included. */
static void
test_stopped_step (StoreRun      *run,
                   gconstpointer  data)
{
  static const FaultKind kinds[] = { FAULT_STOP, FAULT_TEAR, FAULT_ERROR, FAULT_FULL };
  guint n = stop_step_at (FAULT_NONE, 0);

  g_test_message ("%u operations", n);
  g_assert_cmpuint (n, >, 10);
  for (guint kind = 0; kind < G_N_ELEMENTS (kinds); kind++)
    for (guint i = 1; i <= n; i++)
      stop_step_at (kinds[kind], i);
}

static void
test_failed_step (StoreRun      *run,
                  gconstpointer  data)
{
  g_auto(GStrv) scripts = make_scripts ("ALTER TABLE folder ADD COLUMN shape TEXT;"
                                        "UPDATE nothing SET shape = 'round';");
  g_autoptr(NatterStoreReport) report = natter_store_report_new ();
  g_autoptr(NatterStoreReport) opened = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *columns = NULL;

  copy_golden (run, "v1.db");
  g_assert_false (migrate (run, scripts, report, &error));
  g_assert_nonnull (error);
  columns = store_run_sql (run, "SELECT count(*) FROM pragma_table_info ('folder')"
                           " WHERE name = 'shape'");
  g_assert_cmpstr (columns, ==, "0");
  opened = store_run_open (run);
  assert_filled (run);
}

static void
test_newer (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreReport) none = NULL;
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *version = NULL;

  store_run_put_talk (run);
  store_run_end (run);
  store_run_exec (run, "PRAGMA user_version = 999");

  none = store_run_try_open (run, &error);
  g_assert_null (none);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_NEWER);
  g_assert_cmpint (natter_store_get_state (run->store), ==, NATTER_STORE_NEWER);
  g_clear_error (&error);

  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 2);
  natter_store_batch_trash_conversation (batch, "c");
  g_assert_false (store_run_try_commit (run, batch, &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_NEWER);
  g_assert_false (natter_store_error_is_kept (error));
  g_assert_cmpuint (natter_store_get_n_unsaved (run->store), ==, 0);
  store_run_append (run, "not written either");
  natter_store_flush (run->store);
  store_run_end (run);
  version = store_run_sql (run, "PRAGMA user_version");
  g_assert_cmpstr (version, ==, "999");
}

static void
test_foreign (StoreRun      *run,
              gconstpointer  data)
{
  g_autoptr(NatterStoreReport) none = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *value = NULL;

  g_assert_no_errno (g_mkdir_with_parents (run->folder, 0700));
  store_run_exec (run, "CREATE TABLE other (x); INSERT INTO other VALUES ('theirs')");
  none = store_run_try_open (run, &error);
  g_assert_null (none);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_FOREIGN);
  g_assert_cmpint (natter_store_get_state (run->store), ==, NATTER_STORE_FAILED);
  store_run_end (run);
  value = store_run_sql (run, "SELECT x FROM other");
  g_assert_cmpstr (value, ==, "theirs");
}

static int
make (const char *folder)
{
  StoreRun run = { NULL };
  g_autofree char *name = g_strdup_printf ("v%u.db", VERSION);
  g_autofree char *target = g_build_filename (folder, name, NULL);
  g_autofree char *contents = NULL;
  gsize length = 0;
  gboolean written = FALSE;

  store_run_set_up (&run, NULL);
  natter_store_report_unref (store_run_open (&run));
  fill (&run);
  store_run_end (&run);
  written = g_file_get_contents (run.database, &contents, &length, NULL) &&
            g_file_set_contents (target, contents, (gssize) length, NULL);
  store_run_tear_down (&run, NULL);

  return written ? 0 : 1;
}

#define ADD(name, function, data) \
  g_test_add ("/schema/" name, StoreRun, data, store_run_set_up, function, store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  if (argc == 3 && g_str_equal (argv[1], "--make"))
    return make (argv[2]);

  g_test_init (&argc, &argv, NULL);
  fault_vfs_install ();

  for (guint version = 1; version <= VERSION; version++)
    {
      g_autofree char *path = g_strdup_printf ("/schema/golden/%u", version);

      g_test_add (path, StoreRun, GUINT_TO_POINTER (version), store_run_set_up, test_golden,
                  store_run_tear_down);
    }
  ADD ("same", test_same_schema, NULL);
  ADD ("step", test_step, NULL);
  ADD ("failed-step", test_failed_step, NULL);
  ADD ("stopped-step", test_stopped_step, NULL);
  ADD ("newer", test_newer, NULL);
  ADD ("foreign", test_foreign, NULL);

  return g_test_run ();
}
