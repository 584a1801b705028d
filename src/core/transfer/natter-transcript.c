/* natter-transcript.c: a conversation as it is exported: the tree without what is in the trash, and
 * the strands in which a reader is given it. Made on the main thread, read on any.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-transcript.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-conversation-record.h"
#include "natter-message-record.h"

/* Of the message above a branch, to tell where it leaves. */
#define EXCERPT_CHARACTERS 48

G_DEFINE_BOXED_TYPE (NatterTranscript, natter_transcript, natter_transcript_ref,
                     natter_transcript_unref)

static void
entry_free (NatterTranscriptEntry *entry)
{
  g_object_unref (entry->message);
  natter_stored_message_unref (entry->record);
  g_ptr_array_unref (entry->attachments);
  g_clear_pointer (&entry->edits, g_ptr_array_unref);
  g_free (entry->unreadable);
  g_free (entry);
}

/* Before the message itself is in: what stands above it is. */
static const char *
find_parent_id (NatterTranscript   *self,
                NatterConversation *conversation,
                NatterMessage      *message)
{
  NatterMessage *parent = natter_conversation_get_parent (conversation, message);
  NatterTranscriptEntry *entry = NULL;

  while (parent && natter_conversation_is_deleted (conversation, parent))
    parent = natter_conversation_get_parent (conversation, parent);
  entry = parent ? natter_transcript_find (self, natter_message_get_id (parent)) : NULL;

  return entry ? entry->record->id : NULL;
}

static void
add_entry (NatterTranscript   *self,
           NatterConversation *conversation,
           NatterMessage      *message)
{
  NatterTranscriptEntry *entry = g_new0 (NatterTranscriptEntry, 1);

  entry->record = natter_message_record_new (conversation, message);
  entry->message = natter_message_record_restore (entry->record, NULL);
  entry->attachments = g_ptr_array_copy (natter_message_get_attachments (message),
                                         (GCopyFunc) (void (*) (void)) natter_attachment_ref, NULL);
  g_ptr_array_set_free_func (entry->attachments, (GDestroyNotify) natter_attachment_unref);
  entry->parent_id = find_parent_id (self, conversation, message);
  entry->chosen = entry->record->chosen;
  entry->is_streaming = natter_message_is_streaming (message);
  entry->unreadable = g_strdup (natter_message_get_unreadable (message));

  g_ptr_array_add (self->entries, entry);
  g_hash_table_insert (self->ids, (gpointer) entry->record->id, entry);
}

static void
add_entries (NatterTranscript   *self,
             NatterConversation *conversation)
{
  g_autoptr(GPtrArray) messages = natter_conversation_dup_messages (conversation);
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (conversation, NULL);

  for (guint i = 0; i < messages->len; i++)
    if (!natter_conversation_is_deleted (conversation, g_ptr_array_index (messages, i)))
      add_entry (self, conversation, g_ptr_array_index (messages, i));

  for (guint i = 0; i < path->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (path, i);
      NatterTranscriptEntry *entry = natter_transcript_find (self, natter_message_get_id (message));

      if (entry)
        g_ptr_array_add (self->path, entry);
    }
}

/* Of NatterTranscriptEntry, borrowed, by the id of what they stand under; "" is nothing. */
static GHashTable *
group_by_parent (NatterTranscript *self)
{
  GHashTable *groups = g_hash_table_new_full (g_str_hash, g_str_equal, NULL,
                                              (GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterTranscriptEntry *entry = g_ptr_array_index (self->entries, i);
      const char *parent_id = entry->parent_id ? entry->parent_id : "";
      GPtrArray *group = g_hash_table_lookup (groups, parent_id);

      if (!group)
        {
          group = g_ptr_array_new ();
          g_hash_table_insert (groups, (gpointer) parent_id, group);
        }
      g_ptr_array_add (group, entry);
    }

  return groups;
}

/* Where something was deleted, what was under it stands among others now: one of them is shown. */
static NatterTranscriptEntry *
find_chosen (NatterTranscript *self,
             GPtrArray        *group)
{
  NatterTranscriptEntry *chosen = NULL;

  for (guint i = 0; i < group->len; i++)
    {
      NatterTranscriptEntry *entry = g_ptr_array_index (group, i);

      if (g_ptr_array_find (self->path, entry, NULL))
        return entry;
      if (entry->chosen || !chosen)
        chosen = entry;
    }

  return chosen;
}

static void
settle_versions (NatterTranscript *self)
{
  g_autoptr(GHashTable) groups = group_by_parent (self);
  GHashTableIter iter;
  GPtrArray *group = NULL;

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, NULL, (gpointer *) &group))
    {
      NatterTranscriptEntry *chosen = group->len > 1 ? find_chosen (self, group)
                                                     : g_ptr_array_index (group, 0);

      for (guint i = 0; i < group->len; i++)
        {
          NatterTranscriptEntry *entry = g_ptr_array_index (group, i);

          entry->version = i + 1;
          entry->n_versions = group->len;
          entry->chosen = entry == chosen;
        }
    }
}

/**
 * natter_transcript_new:
 * @conversation: a conversation whose messages are here
 *
 * Copies @conversation, which may change as soon as this returns. Its folder and the former texts
 * of its messages are not in it: natter_transcript_read_async() adds them.
 *
 * Returns: (transfer full): the copy
 */
NatterTranscript *
natter_transcript_new (NatterConversation *conversation)
{
  NatterTranscript *self = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (conversation), NULL);

  self = g_atomic_rc_box_new0 (NatterTranscript);
  self->facts = natter_conversation_record_new (conversation);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  self->path = g_ptr_array_new ();
  self->ids = g_hash_table_new (g_str_hash, g_str_equal);
  add_entries (self, conversation);
  settle_versions (self);

  return self;
}

NatterTranscript *
natter_transcript_ref (NatterTranscript *self)
{
  return g_atomic_rc_box_acquire (self);
}

static void
clear (NatterTranscript *self)
{
  natter_stored_conversation_unref (self->facts);
  g_clear_pointer (&self->folder, natter_stored_folder_unref);
  g_ptr_array_unref (self->path);
  g_hash_table_unref (self->ids);
  g_ptr_array_unref (self->entries);
}

void
natter_transcript_unref (NatterTranscript *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}

/**
 * natter_transcript_get_title:
 *
 * Returns: the title, or what stands for one
 */
const char *
natter_transcript_get_title (NatterTranscript *self)
{
  const char *title = self->facts->title;

  return title && *title ? title : _("Untitled");
}

/**
 * natter_transcript_find:
 * @id: of a message
 *
 * Returns: (transfer none) (nullable): the message
 */
NatterTranscriptEntry *
natter_transcript_find (NatterTranscript *self,
                        const char       *id)
{
  return g_hash_table_lookup (self->ids, id);
}

/* From @entry on, what is shown below it. */
static GPtrArray *
follow (NatterTranscriptEntry *entry,
        GHashTable            *groups,
        GHashTable            *used)
{
  GPtrArray *strand = g_ptr_array_new ();

  while (entry)
    {
      GPtrArray *group = g_hash_table_lookup (groups, entry->record->id);
      NatterTranscriptEntry *next = NULL;

      g_ptr_array_add (strand, entry);
      g_hash_table_add (used, entry);
      for (guint i = 0; group && i < group->len && !next; i++)
        if (((NatterTranscriptEntry *) g_ptr_array_index (group, i))->chosen)
          next = g_ptr_array_index (group, i);
      entry = next;
    }

  return strand;
}

/**
 * natter_transcript_dup_strands:
 * @branches: whether what is not shown is wanted, too
 *
 * Puts the tree into lines that can be read one after the other: first what is shown, then each
 * branch from where it leaves a line before it.
 *
 * Returns: (transfer full) (element-type GPtrArray): lines of NatterTranscriptEntry, borrowed
 */
GPtrArray *
natter_transcript_dup_strands (NatterTranscript *self,
                               gboolean          branches)
{
  GPtrArray *strands = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);
  g_autoptr(GHashTable) used = g_hash_table_new (NULL, NULL);
  g_autoptr(GHashTable) groups = NULL;

  g_ptr_array_add (strands, g_ptr_array_ref (self->path));
  if (!branches)
    return strands;

  groups = group_by_parent (self);
  for (guint i = 0; i < self->path->len; i++)
    g_hash_table_add (used, g_ptr_array_index (self->path, i));
  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterTranscriptEntry *entry = g_ptr_array_index (self->entries, i);

      if (!g_hash_table_contains (used, entry))
        g_ptr_array_add (strands, follow (entry, groups, used));
    }

  return strands;
}

static char *
dup_excerpt (const char *text)
{
  g_autofree char *start = g_utf8_substring (text, 0, MIN (EXCERPT_CHARACTERS,
                                                           g_utf8_strlen (text, 1024)));
  g_autofree char *line = g_strstrip (g_strdelimit (g_steal_pointer (&start), "\t\r\n", ' '));

  return strlen (line) < strlen (text) ? g_strconcat (line, "…", NULL) : g_steal_pointer (&line);
}

/**
 * natter_transcript_dup_strand_title:
 * @strand: of natter_transcript_dup_strands(), not the first
 * @number: which of the branches it is, from 1
 *
 * Returns: (transfer full): where it leaves
 */
char *
natter_transcript_dup_strand_title (NatterTranscript *self,
                                    GPtrArray        *strand,
                                    guint             number)
{
  const NatterTranscriptEntry *first = g_ptr_array_index (strand, 0);
  NatterTranscriptEntry *parent = NULL;
  g_autofree char *excerpt = NULL;

  if (first->parent_id)
    parent = natter_transcript_find (self, first->parent_id);
  if (parent)
    excerpt = dup_excerpt (natter_message_get_text (parent->message));
  if (!excerpt || !*excerpt)
    /* Translators: %u counts the branches of a conversation, from 1 */
    return g_strdup_printf (_("Branch %u"), number);

  /* Translators: %u counts the branches of a conversation, from 1; %s is the beginning of the
   * message after which this branch goes another way */
  return g_strdup_printf (_("Branch %u, after “%s”"), number, excerpt);
}
