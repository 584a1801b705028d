/* natter-import-walk.c: everything that was chosen to import, one conversation after the other. A
 * file is read in pieces and split into records, a record is one conversation as a rule, and no
 * more than one of them is in memory as a tree. What can't be read is reported and passed over.
 * One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-walk.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-import-reader.h"
#include "natter-import-tree.h"
#include "natter-import-value.h"
#include "natter-import-wrap.h"
#include "natter-json-splitter.h"
#include "natter-json.h"

#define CHUNK          65536
#define MAX_RECORD     (64 * 1024 * 1024)
#define LARGE_RECORD   (1024 * 1024)       /* more than one of them is in no chunk */
#define MAX_GATHERED   (64 * 1024 * 1024)
#define MAX_BAD        50                  /* records at the beginning: it is no JSON */
#define MAX_KEYS       12                  /* that a message names */

/* A record: as it was read, or as a tree where that is the smaller evil. */
typedef struct
{
  char     *text;
  gsize     length;
  JsonNode *node;
  char     *error;
  guint     number;
} Record;

struct _NatterImportWalk
{
  GStrv                     paths;
  guint                     n_paths;
  guint                     n_opened;
  NatterImportReader        reader;
  NatterImportReport       *report;

  /* of the source */
  GPtrArray                *entries;     /* of NatterImportEntry: those that may be exports */
  guint                     next;
  guint                     n_known;     /* entries with anything that was recognised */
  char                     *keys;        /* what the first unknown one has, or NULL */

  /* of the entry */
  NatterImportStream       *stream;
  NatterJsonSplitter       *splitter;
  GQueue                    records;
  guint                     n_records;
  guint                     n_bad;       /* that are no JSON */
  guint                     n_read;      /* that were recognised */
  gboolean                  is_resumed;  /* within a record that was too large */
  gboolean                  is_damaged;
  gboolean                  is_begun;
  gboolean                  is_wrapped;  /* the records are a member of one large object */
  const NatterImportFormat *gathering;   /* or NULL */
  JsonArray                *gathered;    /* or NULL */
  gsize                     gathered_size;

  gint64                    done;        /* bytes, of the source */
  gint64                    total;
};

static void
record_free (Record *self)
{
  g_free (self->text);
  g_free (self->error);
  g_clear_pointer (&self->node, json_node_unref);
  g_free (self);
}

/* natter_import_walk_new:
 * @paths: files, folders and archives
 * @report: is told what was met */
NatterImportWalk *
natter_import_walk_new (const char *const  *paths,
                        NatterImportReport *report)
{
  NatterImportWalk *self = g_new0 (NatterImportWalk, 1);

  self->paths = g_strdupv ((char **) paths);
  self->n_paths = g_strv_length (self->paths);
  self->report = natter_import_report_ref (report);
  self->reader.report = report;
  g_queue_init (&self->reader.chats);
  g_queue_init (&self->records);

  return self;
}

static void
close_entry (NatterImportWalk *self)
{
  g_clear_pointer (&self->splitter, natter_json_splitter_free);
  g_clear_pointer (&self->stream, natter_import_stream_free);
  g_clear_pointer (&self->gathered, json_array_unref);
  g_queue_clear_full (&self->records, (GDestroyNotify) record_free);
  self->gathering = NULL;
  self->gathered_size = 0;
}

static void
close_source (NatterImportWalk *self)
{
  close_entry (self);
  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->reader.source, natter_import_source_free);
  g_clear_pointer (&self->reader.folders, g_hash_table_unref);
  g_clear_pointer (&self->keys, g_free);
}

void
natter_import_walk_free (NatterImportWalk *self)
{
  close_source (self);
  g_queue_clear_full (&self->reader.chats, (GDestroyNotify) natter_import_chat_free);
  natter_import_report_unref (self->report);
  g_strfreev (self->paths);
  g_free (self);
}

/* Runs within the splitter: what it is given is not there any more afterwards. */
static void
record_cb (const NatterSseEvent *event,
           gpointer              data)
{
  NatterImportWalk *self = data;
  Record *record = g_new0 (Record, 1);
  g_autoptr(GError) error = NULL;

  record->number = ++self->n_records;
  if (event->length > LARGE_RECORD)
    {
      record->node = natter_import_parse (event->data, event->length, &error);
      record->error = error ? g_strdup (error->message) : NULL;
    }
  else
    {
      record->text = g_memdup2 (event->data, event->length + 1);
      record->length = event->length;
    }

  g_queue_push_tail (&self->records, record);
}

static void
make_splitter (NatterImportWalk *self)
{
  g_clear_pointer (&self->splitter, natter_json_splitter_free);
  self->splitter = natter_json_splitter_new (record_cb, self);
  natter_json_splitter_set_max_size (self->splitter, MAX_RECORD);
}

static gboolean
has_suffix (const char *name,
            const char *suffix)
{
  g_autofree char *folded = g_ascii_strdown (name, -1);

  return g_str_has_suffix (folded, suffix);
}

/* "conversations.json", and "conversations-003.json" of the larger ones. */
static gboolean
is_conversations (const char *name)
{
  const char *slash = strrchr (name, '/');

  return g_ascii_strncasecmp (slash ? slash + 1 : name, "conversations",
                              strlen ("conversations")) == 0 && has_suffix (name, ".json");
}

static gboolean
is_json (const char *name)
{
  return has_suffix (name, ".json") || has_suffix (name, ".jsonl");
}

static void
add_entries (NatterImportWalk  *self,
             gboolean         (*is_wanted) (const char *name))
{
  GPtrArray *all = natter_import_source_get_entries (self->reader.source);

  for (guint i = 0; i < all->len; i++)
    {
      NatterImportEntry *entry = g_ptr_array_index (all, i);

      if (is_wanted (entry->name))
        g_ptr_array_add (self->entries, entry);
    }
}

static void
choose_entries (NatterImportWalk *self)
{
  GPtrArray *all = natter_import_source_get_entries (self->reader.source);

  self->entries = g_ptr_array_new ();
  if (natter_import_source_is_single (self->reader.source))
    g_ptr_array_extend (self->entries, all, NULL, NULL);
  else
    add_entries (self, is_conversations);
  if (self->entries->len == 0)
    add_entries (self, is_json);

  self->total = 0;
  self->done = 0;
  self->next = 0;
  self->n_known = 0;
  for (guint i = 0; i < self->entries->len; i++)
    self->total += MAX (((NatterImportEntry *) g_ptr_array_index (self->entries, i))->size, 0);
}

static void
open_source (NatterImportWalk *self)
{
  const char *path = self->paths[self->n_opened++];
  g_autofree char *name = g_filename_display_basename (path);
  g_autoptr(GError) error = NULL;
  guint n_refused = 0;

  self->reader.source = natter_import_source_open (path, &error);
  if (!self->reader.source)
    {
      natter_import_report_fail (self->report, name, error->message);
      return;
    }

  choose_entries (self);
  n_refused = natter_import_source_get_n_refused (self->reader.source);
  if (n_refused > 0)
    natter_import_report_fail (self->report, name,
                               ngettext ("A file in the archive has a name that leads out of it. "
                                         "It was left out.",
                                         "Files in the archive have names that lead out of it. "
                                         "They were left out.", n_refused));
  if (self->entries->len == 0)
    natter_import_report_fail (self->report, name, _("There is no JSON file in it."));
}

static void
open_entry (NatterImportWalk *self)
{
  g_autoptr(GError) error = NULL;

  self->reader.entry = g_ptr_array_index (self->entries, self->next++);
  self->n_records = 0;
  self->n_bad = 0;
  self->n_read = 0;
  self->is_resumed = FALSE;
  self->is_damaged = FALSE;
  self->is_begun = FALSE;
  self->is_wrapped = FALSE;
  self->stream = natter_import_source_read (self->reader.source, self->reader.entry, &error);
  if (self->stream)
    make_splitter (self);
  else
    natter_import_report_fail (self->report, self->reader.entry->name, error->message);
}

/* What to tell of a file that nothing is known of. */
static char *
explain_unknown (const char *keys)
{
  if (!keys)
    return g_strdup (_("It is not JSON, so it is no export of conversations."));
  if (!*keys)
    return g_strdup (_("There is nothing in it."));

  /* Translators: %s is a list of names as they stand in the file: "id, settings, version" */
  return g_strdup_printf (_("It is not an export that Natter knows. At its top it has: %s."), keys);
}

static void
end_source (NatterImportWalk *self)
{
  gboolean is_single = natter_import_source_is_single (self->reader.source);
  g_autofree char *name = natter_import_source_dup_name (self->reader.source);
  g_autofree char *reason = explain_unknown (self->keys);

  if (self->entries->len > 0 && self->n_known == 0 && !self->is_damaged && !is_single)
    natter_import_report_fail (self->report, name, reason);

  close_source (self);
}

static void
end_entry (NatterImportWalk *self)
{
  self->n_known += self->n_read > 0;
  if (self->n_read == 0 && !self->is_damaged &&
      natter_import_source_is_single (self->reader.source))
    {
      g_autofree char *reason = explain_unknown (self->n_records == 0 ? "" : self->keys);

      natter_import_report_fail (self->report, self->reader.entry->name, reason);
    }
  close_entry (self);
}

static char *
name_record (NatterImportWalk *self,
             guint             number)
{
  /* Translators: a file's name and the number of a record in it: "conversations.json, 17" */
  return g_strdup_printf (_("%s, %u"), self->reader.entry->name, number);
}

static char *
dup_keys (JsonObject *object)
{
  g_autoptr(GList) members = json_object_get_members (object);
  g_autoptr(GString) keys = g_string_new (NULL);
  g_autofree char *joined = NULL;
  guint n = 0;

  for (GList *l = members; l && n < MAX_KEYS; l = l->next, n++)
    g_string_append_printf (keys, "%s%.40s", n > 0 ? ", " : "", (const char *) l->data);
  if (n == MAX_KEYS)
    g_string_append (keys, ", …");

  joined = g_string_free_and_steal (g_steal_pointer (&keys));
  return g_utf8_make_valid (joined, -1);
}

static void
tell_unknown (NatterImportWalk *self,
              JsonObject       *object,
              guint             number)
{
  g_autofree char *keys = dup_keys (object);
  g_autofree char *name = name_record (self, number);
  g_autofree char *reason = explain_unknown (keys);

  if (!self->keys)
    self->keys = g_strdup (keys);
  /* A file of which nothing is known is reported as a whole; so is one too large record. */
  if (self->n_read > 0 && !self->is_resumed && !self->is_wrapped)
    natter_import_report_fail (self->report, name, reason);
}

static void
read_gathered (NatterImportWalk *self)
{
  g_autoptr(JsonObject) object = NULL;

  if (!self->gathered)
    return;

  object = json_object_new ();
  json_object_set_array_member (object, "records", g_steal_pointer (&self->gathered));
  self->gathered_size = 0;
  self->reader.format = self->gathering;
  self->gathering->read (&self->reader, object);
}

static void
gather (NatterImportWalk         *self,
        const NatterImportFormat *format,
        JsonNode                 *node,
        gsize                     size)
{
  if (self->gathering && self->gathering != format)
    read_gathered (self);

  self->gathering = format;
  if (!self->gathered)
    self->gathered = json_array_new ();
  json_array_add_element (self->gathered, json_node_ref (node));
  self->gathered_size += size;
  if (self->gathered_size > MAX_GATHERED)
    read_gathered (self);
}

static void
read_record (NatterImportWalk *self,
             Record           *record)
{
  g_autoptr(GError) error = NULL;
  const NatterImportFormat *format = NULL;
  JsonObject *object = NULL;

  if (!record->node && !record->error)
    record->node = natter_import_parse (record->text, record->length, &error);
  object = natter_json_as_object (record->node);
  if (!object)
    {
      g_autofree char *name = name_record (self, record->number);

      self->n_bad++;
      if (!record->text || record->text[0] == '{' || (self->n_read > 0 && !self->is_wrapped))
        {
          natter_import_report_fail (self->report, name,
                                     error ? error->message : record->error ? record->error : "");
          self->is_damaged = TRUE;
        }
      return;
    }

  format = natter_import_format_find (object);
  if (!format)
    {
      tell_unknown (self, object, record->number);
      return;
    }

  self->n_read++;
  self->is_resumed = FALSE;
  natter_import_report_meet (self->report, format->program);
  self->reader.format = format;
  if (format->gathers)
    gather (self, format, record->node, record->length);
  else
    format->read (&self->reader, object);
}

static gboolean
is_no_json (NatterImportWalk *self)
{
  return self->n_read == 0 && self->n_bad >= MAX_BAD;
}

/* A record that is too large is left out, and what comes after it is read. */
static void
feed (NatterImportWalk *self,
      const guint8     *bytes,
      gsize             length)
{
  g_autofree char *name = NULL;

  if (natter_json_splitter_feed (self->splitter, bytes, length, NULL))
    return;

  name = name_record (self, self->n_records + 1);
  natter_import_report_fail (self->report, name, _("It is too large to be read."));
  self->is_damaged = TRUE;
  self->is_resumed = TRUE;
  make_splitter (self);
}

/* Returns: FALSE at the end of the entry */
static gboolean
read_chunk (NatterImportWalk *self)
{
  guint8 buffer[CHUNK + 1] = { 0 };
  g_autoptr(GError) error = NULL;
  gssize n = natter_import_stream_read (self->stream, buffer, CHUNK, &error);

  if (n > 0 && !is_no_json (self))
    {
      gsize start = 0;

      if (!self->is_begun)
        start = natter_import_wrap_find ((const char *) buffer, (gsize) n);
      self->is_begun = TRUE;
      self->is_wrapped |= start > 0;
      self->done += n;
      feed (self, buffer + start, (gsize) n - start);
      return TRUE;
    }

  if (n < 0)
    {
      natter_import_report_fail (self->report, self->reader.entry->name, error->message);
      self->is_damaged = TRUE;
    }
  natter_json_splitter_finish (self->splitter, NULL);
  g_clear_pointer (&self->stream, natter_import_stream_free);

  return FALSE;
}

/* One step, that brings conversations or leads on. Returns: FALSE when all is read */
static gboolean
step (NatterImportWalk *self)
{
  Record *record = g_queue_pop_head (&self->records);

  if (record)
    {
      read_record (self, record);
      record_free (record);
    }
  else if (self->stream)
    read_chunk (self);
  else if (self->splitter && self->gathered)
    read_gathered (self);
  else if (self->splitter)
    end_entry (self);
  else if (self->entries && self->next < self->entries->len)
    open_entry (self);
  else if (self->reader.source)
    end_source (self);
  else if (self->n_opened < self->n_paths)
    open_source (self);
  else
    return FALSE;

  return TRUE;
}

/**
 * natter_import_walk_next:
 * @merge: (out) (transfer full) (nullable): the next conversation
 * @name: (out) (transfer full) (nullable): what to call it
 * @cancellable: (nullable): ends the search for one
 *
 * Returns: whether there was another one; %FALSE when all is read, and after @cancellable was
 *   cancelled
 */
gboolean
natter_import_walk_next (NatterImportWalk  *self,
                         NatterStoreMerge **merge,
                         char             **name,
                         GCancellable      *cancellable)
{
  *merge = NULL;
  *name = NULL;

  while (!g_cancellable_is_cancelled (cancellable))
    {
      g_autoptr(NatterImportChat) chat = g_queue_pop_head (&self->reader.chats);

      if (!chat && !step (self))
        return FALSE;
      if (!chat)
        continue;

      *merge = natter_import_tree_merge (chat);
      if (*merge)
        {
          *name = natter_import_chat_dup_name (chat);
          return TRUE;
        }
      self->report->n_skipped++;
    }

  return FALSE;
}

/* Returns: from 0 to 1 */
double
natter_import_walk_get_progress (NatterImportWalk *self)
{
  double part = self->total > 0 ? MIN ((double) self->done / (double) self->total, 1) : 0;
  guint n_before = self->reader.source ? self->n_opened - 1 : self->n_opened;

  return self->n_paths > 0 ? (n_before + (self->reader.source ? part : 0)) / self->n_paths : 1;
}
