/* import-run.c: a keeper with an empty store into which exports are imported, and what is in it
 * then, in few words. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "import-run.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

static void
begin (ImportRun *self)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterStoreReport) report = NULL;

  self->base.store = natter_store_new (self->base.folder);
  self->conversations = natter_conversation_list_new ();
  self->folders = natter_folder_list_new ();
  self->keeper = natter_keeper_new (self->base.store, self->conversations);
  natter_keeper_set_folders (self->keeper, self->folders);
  natter_keeper_open_async (self->keeper, natter_test_async_cb, &result);
  report = natter_keeper_open_finish (self->keeper, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
}

static void
end (ImportRun *self)
{
  g_clear_pointer (&self->report, natter_import_report_unref);
  natter_keeper_flush (self->keeper);
  store_run_close (&self->base);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_finalize_object (g_steal_pointer (&self->keeper));
  g_clear_object (&self->conversations);
  g_clear_object (&self->folders);
  g_assert_finalize_object (g_steal_pointer (&self->base.store));
}

void
import_run_set_up (ImportRun     *self,
                   gconstpointer  data)
{
  store_run_set_up (&self->base, NULL);
  begin (self);
}

void
import_run_tear_down (ImportRun     *self,
                      gconstpointer  data)
{
  end (self);
  store_run_tear_down (&self->base, NULL);
}

void
import_run_move (ImportRun *self)
{
  end (self);
  g_free (self->base.folder);
  g_free (self->base.database);
  self->base.folder = g_build_filename (self->base.root, "other", "natter", NULL);
  self->base.database = g_build_filename (self->base.folder, "conversations.db", NULL);
  begin (self);
}

char *
import_run_write (ImportRun  *self,
                  const char *name,
                  const char *text)
{
  char *path = g_build_filename (self->base.root, "files", name, NULL);
  g_autofree char *folder = g_path_get_dirname (path);
  g_autoptr(GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (folder, 0700), ==, 0);
  g_file_set_contents (path, text, -1, &error);
  g_assert_no_error (error);

  return path;
}

static void
add_entry (struct archive *archive,
           const char     *name,
           const char     *text)
{
  struct archive_entry *entry = archive_entry_new ();

  archive_entry_set_pathname (entry, name);
  archive_entry_set_size (entry, (la_int64_t) strlen (text));
  archive_entry_set_filetype (entry, AE_IFREG);
  archive_entry_set_perm (entry, 0644);
  g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
  g_assert_cmpint (archive_write_data (archive, text, strlen (text)), ==, (int) strlen (text));
  archive_entry_free (entry);
}

char *
import_run_zip (ImportRun  *self,
                const char *name,
                ...)
{
  char *path = import_run_write (self, name, "");
  struct archive *archive = archive_write_new ();
  const char *entry = NULL;
  va_list arguments;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_filename (archive, path), ==, ARCHIVE_OK);
  va_start (arguments, name);
  while ((entry = va_arg (arguments, const char *)))
    add_entry (archive, entry, va_arg (arguments, const char *));
  va_end (arguments);
  g_assert_cmpint (archive_write_close (archive), ==, ARCHIVE_OK);
  archive_write_free (archive);

  return path;
}

void
import_run_import (ImportRun  *self,
                   const char *path)
{
  const char *const paths[] = { path, NULL };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->report, natter_import_report_unref);
  natter_import_async (self->keeper, paths, NULL, NULL, natter_test_async_cb, &result);
  self->report = natter_import_finish (self->keeper, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  g_assert_nonnull (self->report);
}

void
import_run_fixture (ImportRun  *self,
                    const char *name)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "data", "import", name, NULL);

  import_run_import (self, path);
}

void
import_run_text (ImportRun  *self,
                 const char *json)
{
  g_autofree char *path = import_run_write (self, "export.json", json);

  import_run_import (self, path);
}

void
import_run_counts (ImportRun *self,
                   guint      n_imported,
                   guint      n_updated,
                   guint      n_skipped,
                   guint      n_failed)
{
  for (guint i = 0; i < self->report->failures->len; i++)
    {
      const NatterImportFailure *failure = g_ptr_array_index (self->report->failures, i);

      g_test_message ("%s: %s", failure->name, failure->reason);
    }
  g_assert_cmpuint (self->report->n_imported, ==, n_imported);
  g_assert_cmpuint (self->report->n_updated, ==, n_updated);
  g_assert_cmpuint (self->report->n_skipped, ==, n_skipped);
  g_assert_cmpuint (self->report->n_failed, ==, n_failed);
}

static void
dump_parts (GString                   *text,
            const NatterStoredMessage *message)
{
  for (guint i = 0; i < message->parts->len; i++)
    {
      const NatterStoredPart *part = g_ptr_array_index (message->parts, i);
      const char *kind = natter_part_kind_to_string (part->kind);
      gsize length = 0;
      const char *data = part->data ? g_bytes_get_data (part->data, &length) : NULL;

      if (part->kind == NATTER_PART_TEXT)
        g_string_append_printf (text, " %s", part->text);
      else if (part->kind == NATTER_PART_TOOL_CALL)
        g_string_append_printf (text, " {%s %u %s %s}", kind, part->number, part->name, part->text);
      else if (part->kind == NATTER_PART_CITATION)
        g_string_append_printf (text, " {%s %s %s}", kind, part->id, part->name);
      else if (data)
        g_string_append_printf (text, " {%s %s %s %.*s}", kind, part->mime_type, part->name,
                                (int) length, data);
      else
        g_string_append_printf (text, " {%s %s}", kind, part->text);
    }
}

static void
dump_message (GString                   *text,
              const NatterStoredMessage *message,
              GHashTable                *depths)
{
  guint depth = 0;

  if (message->parent_id)
    depth = GPOINTER_TO_UINT (g_hash_table_lookup (depths, message->parent_id)) + 1;
  g_hash_table_insert (depths, (gpointer) message->id, GUINT_TO_POINTER (depth));
  for (guint i = 0; i < depth; i++)
    g_string_append (text, "  ");
  g_string_append_printf (text, "%c%s", message->chosen ? '*' : '-',
                          g_str_equal (message->role, "user") ? "You" : "LLM");
  if (message->model)
    g_string_append_printf (text, " (%s)", message->model);
  if (message->end != NATTER_END_COMPLETE && message->end != NATTER_END_NONE)
    g_string_append_printf (text, " <%s>", natter_end_to_string (message->end));
  if (message->error_message)
    g_string_append_printf (text, " <<%s>>", message->error_message);
  g_string_append_c (text, ':');
  dump_parts (text, message);
  g_string_append_c (text, '\n');
}

static int
compare_titles (gconstpointer a,
                gconstpointer b)
{
  const NatterStoredConversation *one = *(NatterStoredConversation *const *) a;
  const NatterStoredConversation *two = *(NatterStoredConversation *const *) b;

  return g_strcmp0 (one->title, two->title);
}

char *
import_run_dump (ImportRun *self)
{
  g_autoptr(GPtrArray) conversations = store_run_conversations (&self->base);
  g_autoptr(GString) text = g_string_new (NULL);

  g_ptr_array_sort (conversations, compare_titles);
  for (guint i = 0; i < conversations->len; i++)
    {
      const NatterStoredConversation *conversation = g_ptr_array_index (conversations, i);
      g_autoptr(GPtrArray) messages = store_run_messages (&self->base, conversation->id, TRUE);
      g_autoptr(GHashTable) depths = g_hash_table_new (g_str_hash, g_str_equal);

      g_string_append_printf (text, "%s%s%s\n", conversation->title,
                              conversation->pinned ? " pinned" : "",
                              conversation->archived ? " archived" : "");
      for (guint j = 0; j < messages->len; j++)
        dump_message (text, g_ptr_array_index (messages, j), depths);
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

void
import_run_check (ImportRun  *self,
                  const char *expected)
{
  g_autofree char *dump = import_run_dump (self);

  g_assert_cmpstr (dump, ==, expected);
}

void
import_run_sql (ImportRun  *self,
                const char *expected,
                const char *sql)
{
  g_autofree char *found = store_run_sql (&self->base, sql);

  g_assert_cmpstr (found, ==, expected);
}
