/* natter-blobs.c: attachments as files beside the database, named by the SHA-256 of what is in
 * them: blobs/ab/cdef…. A name, once there, holds all of its bytes: they are written under another
 * name, brought to the disk and renamed. Any thread; only the writer's stores and removes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-blobs.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include <glib/gstdio.h>

#include "natter-hand-over.h"
#include "natter-store-error.h"

#define NAME_LENGTH 64 /* hexadecimal digits of a SHA-256 */
#define PREFIX      2  /* of them that name the folder */
#define UNFINISHED  "unfinished-"

struct _NatterBlobs
{
  gatomicrefcount  references;
  char            *folder;
  gint64           bytes_written;
};

/* natter_blobs_new:
 * @folder: where they are; it is made when the first one is stored */
NatterBlobs *
natter_blobs_new (const char *folder)
{
  NatterBlobs *self = g_new0 (NatterBlobs, 1);

  g_atomic_ref_count_init (&self->references);
  self->folder = g_strdup (folder);

  return self;
}

NatterBlobs *
natter_blobs_ref (NatterBlobs *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_blobs_unref (NatterBlobs *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_free (self->folder);
  g_free (self);
}

static gboolean
is_name (const char *name)
{
  gsize length = strspn (name, "0123456789abcdef");

  return length == NAME_LENGTH && name[length] == '\0';
}

static char *
make_folder (NatterBlobs *self,
             const char  *name)
{
  g_autofree char *prefix = g_strndup (name, PREFIX);

  return g_build_filename (self->folder, prefix, NULL);
}

static char *
make_path (NatterBlobs *self,
           const char  *name)
{
  g_autofree char *folder = NULL;

  if (!is_name (name))
    return NULL;

  folder = make_folder (self, name);

  return g_build_filename (folder, name + PREFIX, NULL);
}

static gboolean
sync_folder (const char *folder)
{
  int file = g_open (folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  gboolean synced = file >= 0 && fsync (file) == 0;
  int code = errno;

  if (file >= 0)
    close (file);
  errno = code;

  return synced;
}

static gboolean
write_all (int     file,
           GBytes *data)
{
  gsize length = 0;
  const char *bytes = g_bytes_get_data (data, &length);
  gssize written = 0;

  for (gsize done = 0; done < length; done += (gsize) written)
    {
      written = write (file, bytes + done, length - done);
      if (written < 0 && errno == EINTR)
        written = 0;
      else if (written < 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
write_file (const char *path,
            GBytes     *data)
{
  int file = g_open (path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  gboolean good = file >= 0 && write_all (file, data) && fsync (file) == 0;
  int code = errno;

  if (file >= 0)
    close (file);
  errno = code;

  return good;
}

static gboolean
is_stored (const char *path,
           gsize       size)
{
  GStatBuf info;

  return g_stat (path, &info) == 0 && S_ISREG (info.st_mode) && (gsize) info.st_size == size;
}

/**
 * natter_blobs_store:
 * @self: a folder of blobs
 * @data: what to keep
 * @error: %NATTER_STORE_ERROR_DISK_FULL and the like
 *
 * Keeps @data on the disk, unless it is there already.
 *
 * Returns: (transfer full) (nullable): its name, a SHA-256 in hexadecimal
 */
char *
natter_blobs_store (NatterBlobs  *self,
                    GBytes       *data,
                    GError      **error)
{
  g_autofree char *name = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data);
  g_autofree char *folder = make_folder (self, name);
  g_autofree char *path = g_build_filename (folder, name + PREFIX, NULL);
  g_autofree char *unfinished = g_strconcat (folder, G_DIR_SEPARATOR_S UNFINISHED, name + PREFIX,
                                             NULL);
  int code = 0;

  if (is_stored (path, g_bytes_get_size (data)))
    return g_steal_pointer (&name);

  if (g_mkdir_with_parents (folder, 0700) == 0 && write_file (unfinished, data) &&
      g_rename (unfinished, path) == 0 && sync_folder (folder) && sync_folder (self->folder))
    {
      self->bytes_written += (gint64) g_bytes_get_size (data);
      return g_steal_pointer (&name);
    }

  code = errno;
  g_unlink (unfinished);
  g_propagate_error (error, natter_store_error_new_errno (code));
  return NULL;
}

/**
 * natter_blobs_load:
 * @self: a folder of blobs
 * @name: what natter_blobs_store() said
 * @error: %NATTER_STORE_ERROR_DAMAGED when the file is not what was stored, or why it can't be read
 *
 * Not mapped but read: a disk that fails must not end the program.
 *
 * Returns: (transfer full) (nullable): the bytes
 */
GBytes *
natter_blobs_load (NatterBlobs  *self,
                   const char   *name,
                   GError      **error)
{
  g_autofree char *path = NULL;
  g_autofree char *found = NULL;
  g_autoptr(GBytes) data = NULL;
  char *contents = NULL;
  gsize length = 0;

  path = make_path (self, name);
  if (!path)
    {
      g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DAMAGED));
      return NULL;
    }
  if (!g_file_get_contents (path, &contents, &length, error))
    return NULL;

  data = g_bytes_new_take (contents, length);
  found = g_compute_checksum_for_bytes (G_CHECKSUM_SHA256, data);
  if (g_str_equal (found, name))
    return g_steal_pointer (&data);

  g_propagate_error (error, natter_store_error_new (NATTER_STORE_ERROR_DAMAGED));
  return NULL;
}

/**
 * natter_blobs_get_size:
 * @self: a folder of blobs
 * @name: what natter_blobs_store() said
 *
 * Returns: how many bytes it has; -1 when it is not there
 */
gint64
natter_blobs_get_size (NatterBlobs *self,
                       const char  *name)
{
  g_autofree char *path = make_path (self, name);
  GStatBuf info;

  if (path && g_stat (path, &info) == 0 && S_ISREG (info.st_mode))
    return info.st_size;

  return -1;
}

/**
 * natter_blobs_share:
 * @self: a folder of blobs
 * @from: another one
 * @name: of a blob in @from
 * @error: %NATTER_STORE_ERROR_DAMAGED when it is not what was stored, or why it can't be read or
 *   kept
 *
 * Keeps a blob of another folder: as a second name of the same file where the file system has such,
 * which takes no room, else as a copy. No file is written to once it has its name, so that neither
 * folder can change what the other has. Call natter_blobs_sync() after the last one.
 *
 * Returns: whether it is here
 */
gboolean
natter_blobs_share (NatterBlobs  *self,
                    NatterBlobs  *from,
                    const char   *name,
                    GError      **error)
{
  g_autoptr(GBytes) data = natter_blobs_load (from, name, error);
  g_autofree char *source = NULL;
  g_autofree char *target = NULL;
  g_autofree char *folder = NULL;
  g_autofree char *stored = NULL;

  if (!data)
    return FALSE;
  if (natter_blobs_get_size (self, name) == (gint64) g_bytes_get_size (data))
    return TRUE;

  source = make_path (from, name);
  target = make_path (self, name);
  folder = make_folder (self, name);
  if (g_mkdir_with_parents (folder, 0700) == 0 && link (source, target) == 0)
    return TRUE;

  stored = natter_blobs_store (self, data, error);

  return stored != NULL;
}

/* Brings the names to the disk. */
gboolean
natter_blobs_sync (NatterBlobs  *self,
                   GError      **error)
{
  g_autoptr(GDir) folders = g_dir_open (self->folder, 0, NULL);
  const char *prefix = NULL;

  while (folders && (prefix = g_dir_read_name (folders)))
    {
      g_autofree char *folder = g_build_filename (self->folder, prefix, NULL);

      if (g_file_test (folder, G_FILE_TEST_IS_DIR) && !sync_folder (folder))
        {
          g_propagate_error (error, natter_store_error_new_errno (errno));
          return FALSE;
        }
    }

  if (!folders || sync_folder (self->folder))
    return TRUE;

  g_propagate_error (error, natter_store_error_new_errno (errno));
  return FALSE;
}

/* Files that are neither blobs nor unfinished ones are somebody else's and stay. */
static gboolean
sweep_folder (NatterBlobs          *self,
              const char           *prefix,
              NatterBlobsKeepFunc   keep,
              gpointer              data,
              guint                *n_removed)
{
  g_autofree char *folder = g_build_filename (self->folder, prefix, NULL);
  g_autoptr(GDir) files = g_dir_open (folder, 0, NULL);
  const char *file = NULL;

  while (files && (file = g_dir_read_name (files)))
    {
      g_autofree char *path = g_build_filename (folder, file, NULL);
      g_autofree char *name = g_strconcat (prefix, file, NULL);

      if (!g_str_has_prefix (file, UNFINISHED) && (!is_name (name) || keep (name, data)))
        continue;
      if (g_unlink (path) != 0)
        return FALSE;
      (*n_removed)++;
    }

  return TRUE;
}

/**
 * natter_blobs_sweep:
 * @self: a folder of blobs
 * @keep: says whether a blob is still in use
 * @data: for @keep
 * @n_removed: (out): how many were removed
 * @error: why one could not be removed
 *
 * Removes what nothing refers to, and what a crash left unfinished.
 *
 * Returns: whether all of it is gone
 */
gboolean
natter_blobs_sweep (NatterBlobs          *self,
                    NatterBlobsKeepFunc   keep,
                    gpointer              data,
                    guint                *n_removed,
                    GError              **error)
{
  g_autoptr(GDir) folders = g_dir_open (self->folder, 0, NULL);
  const char *prefix = NULL;

  *n_removed = 0;
  while (folders && (prefix = g_dir_read_name (folders)))
    if (!sweep_folder (self, prefix, keep, data, n_removed))
      {
        g_propagate_error (error, natter_store_error_new_errno (errno));
        return FALSE;
      }

  return TRUE;
}

/* What was written since the last call. */
gint64
natter_blobs_take_bytes_written (NatterBlobs *self)
{
  gint64 bytes = self->bytes_written;

  self->bytes_written = 0;

  return bytes;
}
