/* natter-import-source.c: what a person chose to import, as a list of named entries that can be
 * read. Nothing is ever unpacked onto the disk, names that lead out of an archive are refused, and
 * so is what unpacks to far more than it should. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-source.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-import-archive.h"

#define MAX_ENTRIES 200000
#define MAX_DEPTH   8
/* JSON is seldom packed to a fiftieth, and deflate can't do more than a thousandth. */
#define MAX_RATIO   250
#define FREE_SIZE   (64 * 1024 * 1024)

struct _NatterImportSource
{
  char      *path;
  gboolean   is_archive;
  gboolean   is_single;
  gint64     packed;      /* bytes of the archive */
  gint64     unpacked;    /* bytes that were read of it */
  GPtrArray *entries;     /* of NatterImportEntry */
  guint      n_refused;
};

struct _NatterImportStream
{
  NatterImportSource  *source;   /* not owned */
  NatterImportArchive *archive;  /* or */
  GInputStream        *input;
};

static void
entry_free (NatterImportEntry *self)
{
  g_free (self->name);
  g_free (self->path);
  g_free (self);
}

static void
add_entry (NatterImportSource *self,
           char               *name,
           char               *path,
           gint64              size,
           guint               number)
{
  NatterImportEntry *entry = g_new0 (NatterImportEntry, 1);

  entry->name = name;
  entry->path = path;
  entry->size = size;
  entry->number = number;
  g_ptr_array_add (self->entries, entry);
}

/* What a Mac adds to an archive is of no use. */
static gboolean
is_litter (const char *name)
{
  const char *slash = strrchr (name, '/');

  return g_str_has_prefix (name, "__MACOSX/") || (slash ? slash[1] : name[0]) == '.';
}

static gboolean
leads_out (const char *name)
{
  g_auto(GStrv) parts = g_strsplit_set (name, "/\\", -1);

  if (name[0] == '/' || name[0] == '\\' || (g_ascii_isalpha (name[0]) && name[1] == ':'))
    return TRUE;

  return g_strv_contains ((const char *const *) parts, "..");
}

static gboolean
list_archive (NatterImportSource  *self,
              GError             **error)
{
  g_autoptr(NatterImportArchive) archive = natter_import_archive_open (self->path, error);
  g_autoptr(GError) reason = NULL;
  gboolean goes_on = archive != NULL;

  for (guint i = 0; goes_on && i < MAX_ENTRIES; i++)
    {
      g_autofree char *name = NULL;
      gint64 size = 0;
      gboolean is_file = FALSE;

      goes_on = natter_import_archive_next (archive, &name, &size, &is_file, &reason);
      if (!goes_on || !is_file || is_litter (name))
        continue;
      if (leads_out (name))
        self->n_refused++;
      else
        add_entry (self, g_steal_pointer (&name), NULL, size, i);
    }

  if (!archive)
    return FALSE;
  if (!reason || self->entries->len > 0)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&reason));
  return FALSE;
}

/* Links are not followed: they may lead anywhere. */
static void
list_folder (NatterImportSource *self,
             GFile              *folder,
             const char         *prefix,
             guint               depth)
{
  g_autoptr(GFileEnumerator) children = NULL;
  GFileInfo *info = NULL;
  GFile *child = NULL;

  children = g_file_enumerate_children (folder, G_FILE_ATTRIBUTE_STANDARD_NAME ","
                                        G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                                        G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                        G_FILE_QUERY_INFO_NOFOLLOW_SYMLINKS, NULL, NULL);
  while (children && self->entries->len < MAX_ENTRIES &&
         g_file_enumerator_iterate (children, &info, &child, NULL, NULL) && info)
    {
      g_autofree char *shown = g_filename_display_name (g_file_info_get_name (info));
      g_autofree char *name = g_strconcat (prefix, *prefix ? "/" : "", shown, NULL);
      GFileType type = g_file_info_get_file_type (info);

      if (is_litter (name))
        continue;
      if (type == G_FILE_TYPE_DIRECTORY && depth < MAX_DEPTH)
        list_folder (self, child, name, depth + 1);
      else if (type == G_FILE_TYPE_REGULAR)
        add_entry (self, g_steal_pointer (&name), g_file_get_path (child),
                   g_file_info_get_size (info), 0);
    }
}

static int
compare_entries (gconstpointer a,
                 gconstpointer b)
{
  return g_strcmp0 ((*(NatterImportEntry *const *) a)->name,
                    (*(NatterImportEntry *const *) b)->name);
}

static gboolean
list (NatterImportSource  *self,
      GError             **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (self->path);
  g_autoptr(GFileInfo) info = g_file_query_info (file, G_FILE_ATTRIBUTE_STANDARD_TYPE ","
                                                 G_FILE_ATTRIBUTE_STANDARD_SIZE,
                                                 G_FILE_QUERY_INFO_NONE, NULL, error);

  if (!info)
    return FALSE;

  self->packed = g_file_info_get_size (info);
  if (g_file_info_get_file_type (info) == G_FILE_TYPE_DIRECTORY)
    list_folder (self, file, "", 0);
  else if (natter_import_archive_is_one (self->path))
    {
      self->is_archive = TRUE;
      return list_archive (self, error);
    }
  else
    {
      self->is_single = TRUE;
      add_entry (self, natter_import_source_dup_name (self), g_strdup (self->path), self->packed,
                 0);
    }

  return TRUE;
}

/**
 * natter_import_source_open:
 * @path: a file, a folder or a ZIP archive
 * @error: why it can't be read
 *
 * Returns: (transfer full) (nullable): what is in it, by name
 */
NatterImportSource *
natter_import_source_open (const char  *path,
                           GError     **error)
{
  g_autoptr(NatterImportSource) self = g_new0 (NatterImportSource, 1);

  self->path = g_strdup (path);
  self->entries = g_ptr_array_new_with_free_func ((GDestroyNotify) entry_free);
  if (!list (self, error))
    return NULL;

  g_ptr_array_sort (self->entries, compare_entries);
  return g_steal_pointer (&self);
}

void
natter_import_source_free (NatterImportSource *self)
{
  g_ptr_array_unref (self->entries);
  g_free (self->path);
  g_free (self);
}

/* Returns: (transfer full): for a person */
char *
natter_import_source_dup_name (NatterImportSource *self)
{
  return g_filename_display_basename (self->path);
}

/* Returns: whether it is one file that was chosen by itself */
gboolean
natter_import_source_is_single (NatterImportSource *self)
{
  return self->is_single;
}

/* Returns: (transfer none) (element-type NatterImportEntry): by name */
GPtrArray *
natter_import_source_get_entries (NatterImportSource *self)
{
  return self->entries;
}

/* Returns: how many names led out of the archive */
guint
natter_import_source_get_n_refused (NatterImportSource *self)
{
  return self->n_refused;
}

/**
 * natter_import_source_find:
 * @beside: the name of an entry
 * @name: of one in the same folder
 *
 * Returns: (transfer none) (nullable): it
 */
NatterImportEntry *
natter_import_source_find (NatterImportSource *self,
                           const char         *beside,
                           const char         *name)
{
  const char *slash = strrchr (beside, '/');
  g_autofree char *folder = g_strndup (beside, slash ? (gsize) (slash - beside) + 1 : 0);
  g_autofree char *wanted = g_strconcat (folder, name, NULL);

  for (guint i = 0; i < self->entries->len; i++)
    {
      NatterImportEntry *entry = g_ptr_array_index (self->entries, i);

      if (g_str_equal (entry->name, wanted))
        return entry;
    }

  return NULL;
}

/**
 * natter_import_source_find_by_id:
 * @id: what the file names begin with
 *
 * Returns: (transfer none) (nullable): the first one in any folder whose name begins so and goes on
 *   with no letter or digit
 */
NatterImportEntry *
natter_import_source_find_by_id (NatterImportSource *self,
                                 const char         *id)
{
  gsize length = strlen (id);

  for (guint i = 0; length > 0 && i < self->entries->len; i++)
    {
      NatterImportEntry *entry = g_ptr_array_index (self->entries, i);
      const char *slash = strrchr (entry->name, '/');
      const char *base = slash ? slash + 1 : entry->name;

      if (g_str_has_prefix (base, id) && !g_ascii_isalnum (base[length]))
        return entry;
    }

  return NULL;
}

static NatterImportArchive *
open_at (NatterImportSource  *self,
         NatterImportEntry   *entry,
         GError             **error)
{
  g_autoptr(NatterImportArchive) archive = natter_import_archive_open (self->path, error);
  gint64 size = 0;
  gboolean is_file = FALSE;

  for (guint i = 0; archive && i <= entry->number; i++)
    {
      g_autofree char *name = NULL;
      g_autoptr(GError) reason = NULL;

      if (natter_import_archive_next (archive, &name, &size, &is_file, &reason))
        continue;

      if (reason)
        g_propagate_error (error, g_steal_pointer (&reason));
      else
        g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                             _("The file changed while it was read."));
      return NULL;
    }

  return g_steal_pointer (&archive);
}

/**
 * natter_import_source_read:
 * @entry: one of its entries
 * @error: why it can't be read
 *
 * Returns: (transfer full) (nullable): its bytes, to be read before @self is freed
 */
NatterImportStream *
natter_import_source_read (NatterImportSource  *self,
                           NatterImportEntry   *entry,
                           GError             **error)
{
  g_autoptr(NatterImportStream) stream = g_new0 (NatterImportStream, 1);

  stream->source = self;
  if (self->is_archive)
    stream->archive = open_at (self, entry, error);
  else
    {
      g_autoptr(GFile) file = g_file_new_for_path (entry->path);

      stream->input = (GInputStream *) g_file_read (file, NULL, error);
    }

  return stream->archive || stream->input ? g_steal_pointer (&stream) : NULL;
}

static gssize
read_packed (NatterImportStream  *self,
             gpointer             buffer,
             gsize                length,
             GError             **error)
{
  gssize n = natter_import_archive_read (self->archive, buffer, length, error);
  NatterImportSource *source = self->source;

  source->unpacked += MAX (n, 0);
  if (source->unpacked <= FREE_SIZE || source->unpacked / MAX_RATIO <= source->packed)
    return n;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                       _("The archive unpacks to far more than it should. It was not read on."));
  return -1;
}

/* Returns: how many bytes, 0 at the end, or -1 */
gssize
natter_import_stream_read (NatterImportStream  *self,
                           gpointer             buffer,
                           gsize                length,
                           GError             **error)
{
  if (self->archive)
    return read_packed (self, buffer, length, error);

  return g_input_stream_read (self->input, buffer, length, NULL, error);
}

void
natter_import_stream_free (NatterImportStream *self)
{
  g_clear_pointer (&self->archive, natter_import_archive_free);
  g_clear_object (&self->input);
  g_free (self);
}

/**
 * natter_import_source_load:
 * @entry: one of its entries
 * @max_size: how many bytes it may have
 * @error: why it can't be read
 *
 * Returns: (transfer full) (nullable): all of it
 */
GBytes *
natter_import_source_load (NatterImportSource  *self,
                           NatterImportEntry   *entry,
                           gsize                max_size,
                           GError             **error)
{
  g_autoptr(NatterImportStream) stream = natter_import_source_read (self, entry, error);
  g_autoptr(GByteArray) bytes = g_byte_array_new ();
  guint8 buffer[16384];
  gssize n = stream ? 1 : -1;

  while (n > 0 && bytes->len <= max_size)
    {
      n = natter_import_stream_read (stream, buffer, sizeof buffer, error);
      if (n > 0)
        g_byte_array_append (bytes, buffer, (guint) n);
    }

  if (n < 0)
    return NULL;
  if (bytes->len > max_size)
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("It is too large to be read."));
      return NULL;
    }

  return g_byte_array_free_to_bytes (g_steal_pointer (&bytes));
}
