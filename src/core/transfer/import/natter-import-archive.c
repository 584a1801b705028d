/* natter-import-archive.c: a ZIP archive that is listed, and of which one entry at a time is read.
 * libarchive reads it in pieces, knows ZIP64 and archives without a directory at the end, and is
 * what GNOME's own programs use. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-archive.h"

#include <archive.h>
#include <archive_entry.h>
#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <string.h>

#define BLOCK_SIZE 65536

struct _NatterImportArchive
{
  struct archive *handle;
};

/* By what it begins with: an entry, or nothing but the end of an empty archive. */
gboolean
natter_import_archive_is_one (const char *path)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GFileInputStream) stream = g_file_read (file, NULL, NULL);
  char head[4] = { 0 };
  gsize n = 0;

  return stream && g_input_stream_read_all (G_INPUT_STREAM (stream), head, sizeof head, &n, NULL,
                                            NULL) && n == sizeof head &&
         (memcmp (head, "PK\3\4", 4) == 0 || memcmp (head, "PK\5\6", 4) == 0);
}

static void
explain (NatterImportArchive  *self,
         GError              **error)
{
  const char *reason = archive_error_string (self->handle);

  /* Translators: %s is a technical reason, in English */
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("The archive can’t be read: %s"),
               reason ? reason : "?");
}

/* natter_import_archive_open:
 *
 * Returns: (transfer full) (nullable): the archive, before its first entry */
NatterImportArchive *
natter_import_archive_open (const char  *path,
                            GError     **error)
{
  g_autoptr(NatterImportArchive) self = g_new0 (NatterImportArchive, 1);

  self->handle = archive_read_new ();
  archive_read_support_format_zip_seekable (self->handle);
  archive_read_support_format_zip_streamable (self->handle);
  if (archive_read_open_filename (self->handle, path, BLOCK_SIZE) != ARCHIVE_OK)
    {
      explain (self, error);
      return NULL;
    }

  return g_steal_pointer (&self);
}

void
natter_import_archive_free (NatterImportArchive *self)
{
  archive_read_free (self->handle);
  g_free (self);
}

static char *
dup_name (struct archive_entry *entry)
{
  const char *name = archive_entry_pathname_utf8 (entry);

  if (!name)
    name = archive_entry_pathname (entry);

  return g_utf8_make_valid (name ? name : "?", -1);
}

/**
 * natter_import_archive_next:
 * @name: (out) (transfer full): of the entry
 * @size: (out): its bytes, or -1
 * @is_file: (out): whether it is one and not a folder or a link
 * @error: why it can't be read on; unset at its end
 *
 * Returns: whether there is another entry
 */
gboolean
natter_import_archive_next (NatterImportArchive  *self,
                            char                **name,
                            gint64               *size,
                            gboolean             *is_file,
                            GError              **error)
{
  struct archive_entry *entry = NULL;
  int result = archive_read_next_header (self->handle, &entry);

  if (result == ARCHIVE_EOF)
    return FALSE;
  if (result != ARCHIVE_OK && result != ARCHIVE_WARN)
    {
      explain (self, error);
      return FALSE;
    }

  *name = dup_name (entry);
  *size = archive_entry_size_is_set (entry) ? archive_entry_size (entry) : -1;
  *is_file = archive_entry_filetype (entry) == AE_IFREG;
  return TRUE;
}

/* Returns: how many bytes, 0 at the end of the entry, or -1 */
gssize
natter_import_archive_read (NatterImportArchive  *self,
                            gpointer              buffer,
                            gsize                 length,
                            GError              **error)
{
  la_ssize_t n = archive_read_data (self->handle, buffer, length);

  if (n >= 0)
    return n;

  explain (self, error);
  return -1;
}
