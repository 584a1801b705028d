/* natter-export-write.c: an export into a file, whole or not at all. The text is made on the main
 * thread, the file is written on another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "natter-error.h"
#include "natter-export-private.h"

typedef struct
{
  GFile *file;
  char  *text;
} Job;

static void
job_free (Job *self)
{
  g_object_unref (self->file);
  g_free (self->text);
  g_free (self);
}

/* Where a link points is what gets replaced, not the link. */
static GFile *
resolve (GFile *file)
{
  const char *path = g_file_peek_path (file);
  char *real = path != NULL ? realpath (path, NULL) : NULL;
  GFile *resolved = real != NULL ? g_file_new_for_path (real) : g_object_ref (file);

  free (real);
  return resolved;
}

/* Without REPLACE_DESTINATION GIO falls back to writing over the old contents, for example in a
 * folder that takes no new file, and a failure then leaves neither old nor new. */
static GFileCreateFlags
get_flags (GFile *file)
{
  const char *path = g_file_peek_path (file);
  GFileCreateFlags flags = G_FILE_CREATE_REPLACE_DESTINATION;
  GStatBuf old;

  if (path != NULL && g_stat (path, &old) == 0 && (old.st_mode & 077) == 0)
    flags |= G_FILE_CREATE_PRIVATE;

  return flags;
}

static char *
get_display_name (GFile *file)
{
  g_autofree char *base_name = g_file_get_basename (file);

  return base_name != NULL ? g_filename_display_name (base_name) : g_file_get_uri (file);
}

/* Not g_file_replace_contents(): after a failed write that closes the stream as usual, which puts
 * what was written in the old file's place. Only closing it as cancelled throws it away. */
static gboolean
replace_contents (GFile         *file,
                  const char    *text,
                  GCancellable  *cancellable,
                  GError       **error)
{
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autoptr(GCancellable) discard = g_cancellable_new ();

  stream = g_file_replace (file, NULL, FALSE, get_flags (file), cancellable, error);
  if (stream == NULL)
    return FALSE;

  if (g_output_stream_write_all (G_OUTPUT_STREAM (stream), text, strlen (text), NULL, cancellable,
                                 error))
    return g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error);

  g_cancellable_cancel (discard);
  g_output_stream_close (G_OUTPUT_STREAM (stream), discard, NULL);
  return FALSE;
}

/* What happened and what to do, where GIO's words tell only what the system said. */
static const char *
get_reason (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_PERMISSION_DENIED) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_READ_ONLY))
    return _("The folder can’t be written to. Save it in another folder.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND) ||
      g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NOT_DIRECTORY))
    return _("The folder is not there any more. Save it in another folder.");
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_NO_SPACE))
    return _("The disk is full. Make some room, or save it on another disk.");

  return error->message;
}

static void
write_thread (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  Job *job = task_data;
  g_autoptr(GFile) file = resolve (job->file);
  g_autoptr(GError) error = NULL;
  g_autofree char *name = NULL;

  if (replace_contents (file, job->text, cancellable, &error))
    {
      g_task_return_boolean (task, TRUE);
      return;
    }

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  name = get_display_name (file);
  g_task_return_new_error (task, NATTER_ERROR, NATTER_ERROR_FAILED,
                           /* Translators: the name of a file, and why */
                           _("“%s” could not be saved: %s"), name, get_reason (error));
}

/**
 * natter_export_write_async:
 * @conversation: a conversation, which may change as soon as this returns
 * @format: the format wanted
 * @file: where to; a file that is there is replaced
 * @cancellable: (nullable): a cancellable
 * @callback: called when the file is written
 * @user_data: for @callback
 *
 * Writes @conversation as natter_export_to_string() makes it. Until all of it is written the old
 * file stays, and when it can't be written it stays for good.
 */
void
natter_export_write_async (NatterConversation  *conversation,
                           NatterExportFormat   format,
                           GFile               *file,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Job *job;

  g_return_if_fail (NATTER_IS_CONVERSATION (conversation));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  job = g_new0 (Job, 1);
  job->file = g_object_ref (file);
  job->text = natter_export_to_string (conversation, format);

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_export_write_async);
  g_task_set_task_data (task, job, (GDestroyNotify) job_free);
  g_task_run_in_thread (task, write_thread);
}

/**
 * natter_export_write_finish:
 * @result: what the callback was given
 * @error: NATTER_ERROR_FAILED, with a sentence that says why
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
