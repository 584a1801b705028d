/* natter-transcript-read.c: what a conversation does not hold while it is shown, for the format
 * that loses nothing: its folder, and what stood in its messages before they were edited. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-transcript.h"

typedef struct
{
  NatterTranscript *transcript;
  NatterStore      *store;
  GPtrArray        *edited;   /* of NatterTranscriptEntry, borrowed */
} Reading;

static void next_edits (GTask *task);

static void
reading_free (Reading *reading)
{
  natter_transcript_unref (reading->transcript);
  g_object_unref (reading->store);
  g_ptr_array_unref (reading->edited);
  g_free (reading);
}

/* Words that the store can't be asked about are exported all the same. Takes task and error. */
static void
give_up (GTask  *task,
         GError *error)
{
  Reading *reading = g_task_get_task_data (task);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_task_return_error (task, g_steal_pointer (&error));
  else
    {
      reading->transcript->lacks_edits = TRUE;
      g_task_return_boolean (task, TRUE);
    }
  g_clear_error (&error);
  g_object_unref (task);
}

static int
compare_edits (const NatterStoredEdit *a,
               const NatterStoredEdit *b)
{
  return (a->time > b->time) - (a->time < b->time);
}

static void
edits_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  NatterTranscriptEntry *entry = NULL;
  GError *error = NULL;
  GPtrArray *edits = natter_store_load_edits_finish (reading->store, result, &error);

  if (!edits)
    {
      give_up (task, error);
      return;
    }

  entry = g_ptr_array_steal_index (reading->edited, reading->edited->len - 1);
  g_ptr_array_sort_values (edits, (GCompareFunc) compare_edits);
  entry->edits = edits;
  next_edits (task);
}

/* Takes task. */
static void
next_edits (GTask *task)
{
  Reading *reading = g_task_get_task_data (task);
  const NatterTranscriptEntry *entry = NULL;

  if (reading->edited->len == 0)
    {
      g_task_return_boolean (task, TRUE);
      g_object_unref (task);
      return;
    }

  entry = g_ptr_array_index (reading->edited, reading->edited->len - 1);
  natter_store_load_edits_async (reading->store, entry->record->id, g_task_get_cancellable (task),
                                 edits_cb, task);
}

static void
records_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  GError *error = NULL;
  g_autoptr(GPtrArray) records = natter_store_load_messages_finish (reading->store, result, &error);

  if (!records)
    {
      give_up (task, error);
      return;
    }

  for (guint i = 0; i < records->len; i++)
    {
      const NatterStoredMessage *record = g_ptr_array_index (records, i);
      NatterTranscriptEntry *entry = natter_transcript_find (reading->transcript, record->id);

      if (entry && record->n_edits > 0)
        g_ptr_array_add (reading->edited, entry);
    }
  next_edits (task);
}

static void
folders_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  GTask *task = data;
  Reading *reading = g_task_get_task_data (task);
  NatterTranscript *transcript = reading->transcript;
  GError *error = NULL;
  g_autoptr(GPtrArray) folders = natter_store_list_folders_finish (reading->store, result, &error);

  if (!folders)
    {
      give_up (task, error);
      return;
    }

  for (guint i = 0; i < folders->len; i++)
    {
      NatterStoredFolder *folder = g_ptr_array_index (folders, i);

      if (!transcript->folder && g_strcmp0 (folder->id, transcript->facts->folder_id) == 0)
        transcript->folder = natter_stored_folder_ref (folder);
    }
  natter_store_load_messages_async (reading->store, transcript->facts->id, FALSE,
                                    g_task_get_cancellable (task), records_cb, task);
}

/**
 * natter_transcript_read_async:
 * @self: a transcript that nobody else has yet
 * @keeper: who keeps the conversation
 * @cancellable: (nullable): a cancellable
 * @callback: called when it is complete
 * @user_data: for @callback
 *
 * Adds the folder and the former texts. Where the store can't be asked, they are missing, which
 * the transcript says.
 */
void
natter_transcript_read_async (NatterTranscript    *self,
                              NatterKeeper        *keeper,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = NULL;
  Reading *reading = NULL;

  g_return_if_fail (self != NULL);
  g_return_if_fail (NATTER_IS_KEEPER (keeper));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  reading = g_new0 (Reading, 1);
  reading->transcript = natter_transcript_ref (self);
  reading->store = g_object_ref (natter_keeper_get_store (keeper));
  reading->edited = g_ptr_array_new ();
  task = g_task_new (keeper, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_transcript_read_async);
  g_task_set_task_data (task, reading, (GDestroyNotify) reading_free);
  natter_store_list_folders_async (reading->store, cancellable, folders_cb, task);
}

/**
 * natter_transcript_read_finish:
 * @result: what the callback was given
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Returns: whether it is complete, as far as can be
 */
gboolean
natter_transcript_read_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, natter_transcript_read_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
