/* natter-export-sink.c: an export on its way to its stream, piece by piece, and the files beside
 * it. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-sink.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#define PIECE (64 * 1024)
#define PIECE_OF_BYTES (48 * 1024)   /* a multiple of three: becomes a piece in base64 */

/**
 * natter_export_sink_new:
 * @stream: where to
 * @beside: (nullable): the file that is written, when others may be put beside it
 * @cancellable: (nullable): a cancellable
 *
 * Returns: (transfer full): an empty sink
 */
NatterExportSink *
natter_export_sink_new (GOutputStream *stream,
                        GFile         *beside,
                        GCancellable  *cancellable)
{
  NatterExportSink *self = g_new0 (NatterExportSink, 1);

  self->text = g_string_new (NULL);
  self->stream = g_object_ref (stream);
  g_set_object (&self->beside, beside);
  g_set_object (&self->cancellable, cancellable);
  self->others = g_ptr_array_new_with_free_func (g_object_unref);

  return self;
}

void
natter_export_sink_free (NatterExportSink *self)
{
  g_string_free (self->text, TRUE);
  g_object_unref (self->stream);
  g_clear_object (&self->beside);
  g_clear_object (&self->folder);
  g_clear_object (&self->cancellable);
  g_free (self->folder_name);
  g_ptr_array_unref (self->others);
  g_free (self);
}

/**
 * natter_export_sink_flush:
 * @error: why it can't be written, or %G_IO_ERROR_CANCELLED
 *
 * Passes on all of the text.
 *
 * Returns: whether it could be
 */
gboolean
natter_export_sink_flush (NatterExportSink  *self,
                          GError           **error)
{
  gboolean written = g_output_stream_write_all (self->stream, self->text->str, self->text->len,
                                                NULL, self->cancellable, error);

  g_string_truncate (self->text, 0);

  return written;
}

/**
 * natter_export_sink_pass:
 * @error: why it can't be written, or %G_IO_ERROR_CANCELLED
 *
 * Passes the text on when there is enough of it. To be called often.
 *
 * Returns: whether to go on
 */
gboolean
natter_export_sink_pass (NatterExportSink  *self,
                         GError           **error)
{
  if (g_cancellable_set_error_if_cancelled (self->cancellable, error))
    return FALSE;

  return self->text->len < PIECE || natter_export_sink_flush (self, error);
}

/**
 * natter_export_sink_base64:
 * @data: bytes
 * @error: as natter_export_sink_pass()
 *
 * Appends @data as base64, passing it on meanwhile.
 *
 * Returns: whether to go on
 */
gboolean
natter_export_sink_base64 (NatterExportSink  *self,
                           GBytes            *data,
                           GError           **error)
{
  gsize size = 0;
  const guchar *bytes = g_bytes_get_data (data, &size);

  for (gsize done = 0; done < size; done += PIECE_OF_BYTES)
    {
      g_autofree char *piece = g_base64_encode (bytes + done, MIN (PIECE_OF_BYTES, size - done));

      g_string_append (self->text, piece);
      if (!natter_export_sink_pass (self, error))
        return FALSE;
    }

  return TRUE;
}

/* "NAME files", else "NAME files 2", …: what is there belongs to somebody. */
static gboolean
make_folder (NatterExportSink  *self,
             GError           **error)
{
  g_autoptr(GFile) parent = g_file_get_parent (self->beside);
  g_autofree char *file_name = g_file_get_basename (self->beside);
  char *dot = strrchr (file_name, '.');

  if (dot && dot > file_name)
    *dot = '\0';

  for (guint i = 1;; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf (" %u", i) : g_strdup ("");
      /* Translators: the name of a folder: %s is the name of the file that its contents belong to,
       * without its end, "Holidays files" */
      g_autofree char *base = g_strdup_printf (_("%s files"), file_name);
      g_autofree char *name = g_strconcat (base, number, NULL);
      g_autoptr(GFile) folder = g_file_get_child (parent, name);
      g_autoptr(GError) reason = NULL;

      if (g_file_make_directory (folder, self->cancellable, &reason))
        {
          self->folder = g_steal_pointer (&folder);
          self->folder_name = g_steal_pointer (&name);
          return TRUE;
        }
      if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return FALSE;
        }
    }
}

static GFileOutputStream *
create_other (NatterExportSink  *self,
              const char        *name,
              GError           **error)
{
  const char *dot = strrchr (name, '.');
  gsize length = dot && dot > name ? (gsize) (dot - name) : strlen (name);

  for (guint i = 1;; i++)
    {
      g_autofree char *other = i == 1 ? g_strdup (name)
                                      : g_strdup_printf ("%.*s (%u)%s", (int) length, name, i,
                                                         name + length);
      g_autoptr(GFile) file = g_file_get_child (self->folder, other);
      g_autoptr(GError) reason = NULL;
      GFileOutputStream *stream = g_file_create (file, G_FILE_CREATE_NONE, self->cancellable,
                                                 &reason);

      if (stream)
        {
          g_ptr_array_add (self->others, g_steal_pointer (&file));
          return stream;
        }
      if (!g_error_matches (reason, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&reason));
          return NULL;
        }
    }
}

/**
 * natter_export_sink_add_file:
 * @name: of the file, fit for any file system
 * @data: what is in it
 * @error: why it can't be written
 *
 * Puts a file into the folder beside the one that is written.
 *
 * Returns: (transfer full) (nullable): where it is, seen from the file that is written
 */
char *
natter_export_sink_add_file (NatterExportSink  *self,
                             const char        *name,
                             GBytes            *data,
                             GError           **error)
{
  g_autoptr(GFileOutputStream) stream = NULL;
  g_autofree char *base_name = NULL;
  gsize size = 0;
  const char *bytes = g_bytes_get_data (data, &size);

  if (!self->folder && !make_folder (self, error))
    return NULL;
  stream = create_other (self, name, error);
  if (!stream ||
      !g_output_stream_write_all (G_OUTPUT_STREAM (stream), bytes, size, NULL, self->cancellable,
                                  error) ||
      !g_output_stream_close (G_OUTPUT_STREAM (stream), self->cancellable, error))
    return NULL;

  base_name = g_file_get_basename (g_ptr_array_index (self->others, self->others->len - 1));

  return g_strconcat (self->folder_name, "/", base_name, NULL);
}

/**
 * natter_export_sink_take_back:
 *
 * Removes the files beside one that is not written after all.
 */
void
natter_export_sink_take_back (NatterExportSink *self)
{
  for (guint i = 0; i < self->others->len; i++)
    g_file_delete (g_ptr_array_index (self->others, i), NULL, NULL);
  g_ptr_array_set_size (self->others, 0);
  if (self->folder)
    g_file_delete (self->folder, NULL, NULL);
  g_clear_object (&self->folder);
}
