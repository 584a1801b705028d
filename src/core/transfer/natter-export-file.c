/* natter-export-file.c: a file that is written whole or not at all: until it is, what was there
 * stays. For threads that may wait.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "natter-error.h"
#include "natter-export-private.h"

/* Under this name a stream knows the file that was not there before it. */
#define NEW_FILE "natter-new-file"

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

/*
 * natter_export_file_open:
 *
 * Returns: (transfer full) (nullable): a stream to write to, and then to keep or to drop
 */
GFileOutputStream *
natter_export_file_open (GFile         *file,
                         GCancellable  *cancellable,
                         GError       **error)
{
  g_autoptr(GFile) resolved = resolve (file);
  g_autoptr(GError) reason = NULL;
  GFileOutputStream *stream = g_file_create (resolved, G_FILE_CREATE_NONE, cancellable, &reason);

  if (stream)
    {
      g_object_set_data_full (G_OBJECT (stream), NEW_FILE, g_steal_pointer (&resolved),
                              g_object_unref);
      return stream;
    }
  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
    return g_file_replace (resolved, NULL, FALSE, get_flags (resolved), cancellable, error);

  g_propagate_error (error, g_steal_pointer (&reason));

  return NULL;
}

/* What took no other file's place was written under its own name, and stays there whatever becomes
 * of it. */
static void
remove_new (GFileOutputStream *stream)
{
  GFile *file = g_object_get_data (G_OBJECT (stream), NEW_FILE);

  if (file)
    g_file_delete (file, NULL, NULL);
}

gboolean
natter_export_file_keep (GFileOutputStream  *stream,
                         GCancellable       *cancellable,
                         GError            **error)
{
  if (g_output_stream_close (G_OUTPUT_STREAM (stream), cancellable, error))
    return TRUE;

  remove_new (stream);

  return FALSE;
}

/* Not g_file_replace_contents(): after a failed write that closes the stream as usual, which puts
 * what was written in the old file's place. Only closing it as cancelled throws it away. */
void
natter_export_file_drop (GFileOutputStream *stream)
{
  g_autoptr(GCancellable) discard = g_cancellable_new ();

  g_cancellable_cancel (discard);
  g_output_stream_close (G_OUTPUT_STREAM (stream), discard, NULL);
  remove_new (stream);
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

/*
 * natter_export_file_explain:
 * @error: (transfer full): what GIO said
 *
 * Returns: (transfer full): @error when it is a cancellation or explained already; else
 *   NATTER_ERROR_FAILED with a sentence for a person
 */
GError *
natter_export_file_explain (GFile  *file,
                            GError *error)
{
  g_autoptr(GError) reason = error;
  g_autofree char *name = NULL;

  if (g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_CANCELLED) ||
      reason->domain == NATTER_ERROR)
    return g_steal_pointer (&reason);

  name = get_display_name (file);
  return g_error_new (NATTER_ERROR, NATTER_ERROR_FAILED,
                      /* Translators: the name of a file, and why */
                      _("“%s” could not be saved: %s"), name, get_reason (reason));
}
