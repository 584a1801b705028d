/* natter-export-write.c: an export into a file, whole or not at all. It is copied on the main
 * thread and written on another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-private.h"

typedef struct
{
  NatterTranscript    *transcript;
  NatterExportFormat   format;
  NatterExportOptions *options;
  GFile               *file;         /* or */
  GOutputStream       *stream;       /* where there are others already */
  gboolean             has_before;
} Job;

static void
job_free (Job *self)
{
  natter_transcript_unref (self->transcript);
  natter_export_options_free (self->options);
  g_clear_object (&self->file);
  g_clear_object (&self->stream);
  g_free (self);
}

static gboolean
write_file (Job           *job,
            GCancellable  *cancellable,
            GError       **error)
{
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autoptr(NatterExportSink) sink = NULL;

  stream = natter_export_file_open (job->file, cancellable, error);
  if (!stream)
    return FALSE;

  sink = natter_export_sink_new (G_OUTPUT_STREAM (stream), job->file, cancellable);
  if (natter_export_to_sink (job->transcript, job->format, job->options, sink, error))
    {
      if (natter_export_file_keep (stream, cancellable, error))
        return TRUE;
    }
  else
    natter_export_file_drop (stream);

  natter_export_sink_take_back (sink);
  return FALSE;
}

static gboolean
append_json (Job           *job,
             GCancellable  *cancellable,
             GError       **error)
{
  g_autoptr(NatterExportSink) sink = natter_export_sink_new (job->stream, NULL, cancellable);

  return natter_export_json_write (job->transcript, job->options, 2, job->has_before, sink,
                                   error) &&
         natter_export_sink_flush (sink, error);
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Job *job = task_data;
  GError *error = NULL;

  if (job->stream ? append_json (job, cancellable, &error)
                  : write_file (job, cancellable, &error))
    g_task_return_boolean (task, TRUE);
  else if (job->stream)
    g_task_return_error (task, error);
  else
    g_task_return_error (task, natter_export_file_explain (job->file, error));
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GTask) task = data;
  GError *error = NULL;

  if (natter_transcript_read_finish (result, &error))
    g_task_run_in_thread (task, write_thread);
  else
    g_task_return_error (task, error);
}

static Job *
job_new (NatterConversation        *conversation,
         NatterExportFormat         format,
         const NatterExportOptions *options)
{
  Job *job = g_new0 (Job, 1);

  job->transcript = natter_transcript_new (conversation);
  job->format = format;
  job->options = options ? natter_export_options_copy (options)
                         : natter_export_options_new (format);

  return job;
}

/* Takes job. */
static void
start (Job                 *job,
       NatterKeeper        *keeper,
       GCancellable        *cancellable,
       GAsyncReadyCallback  callback,
       gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_task_set_source_tag (task, natter_export_write_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  if (job->format == NATTER_EXPORT_JSON && keeper)
    natter_transcript_read_async (job->transcript, keeper, cancellable, read_cb,
                                  g_steal_pointer (&task));
  else
    g_task_run_in_thread (task, write_thread);
}

/*
 * natter_export_append_async:
 * @stream: where @conversation is one of several; nobody else writes to it meanwhile
 *
 * natter_export_write_finish() tells what came of it, in GIO's own words.
 */
void
natter_export_append_async (NatterConversation        *conversation,
                            NatterKeeper              *keeper,
                            const NatterExportOptions *options,
                            GOutputStream             *stream,
                            gboolean                   has_before,
                            GCancellable              *cancellable,
                            GAsyncReadyCallback        callback,
                            gpointer                   user_data)
{
  Job *job = job_new (conversation, NATTER_EXPORT_JSON, options);

  job->stream = g_object_ref (stream);
  job->has_before = has_before;
  start (job, keeper, cancellable, callback, user_data);
}

/**
 * natter_export_write_async:
 * @conversation: a conversation, which may change as soon as this returns
 * @keeper: (nullable): who keeps it
 * @format: the format wanted
 * @options: (nullable): what is wanted; else what the format is usually wanted with
 * @file: where to; a file that is there is replaced
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is written
 * @user_data: for @callback
 *
 * Writes @conversation. Until all of it is written the old file stays, and when it can't be written
 * or is cancelled it stays for good. Markdown puts attachments into a folder beside the file.
 */
void
natter_export_write_async (NatterConversation        *conversation,
                           NatterKeeper              *keeper,
                           NatterExportFormat         format,
                           const NatterExportOptions *options,
                           GFile                     *file,
                           GCancellable              *cancellable,
                           GAsyncReadyCallback        callback,
                           gpointer                   user_data)
{
  Job *job = NULL;

  g_return_if_fail (NATTER_IS_CONVERSATION (conversation));
  g_return_if_fail (!keeper || NATTER_IS_KEEPER (keeper));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  job = job_new (conversation, format, options);
  job->file = g_object_ref (file);
  start (job, keeper, cancellable, callback, user_data);
}

/**
 * natter_export_write_finish:
 * @result: what the callback was given
 * @error: NATTER_ERROR_FAILED, with a sentence that says why, or %G_IO_ERROR_CANCELLED
 *
 * Returns: whether the file is written
 */
gboolean
natter_export_write_finish (GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, natter_export_write_async), FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
