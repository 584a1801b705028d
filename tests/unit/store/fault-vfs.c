/* fault-vfs.c: SQLite's files with faults at chosen moments: a layer above the usual one. Any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "fault-vfs.h"

#include <sqlite3.h>

typedef struct
{
  sqlite3_file  base;
  sqlite3_file *real;   /* stands behind this one */
} File;

static sqlite3_vfs *below;
static sqlite3_vfs vfs;
static sqlite3_io_methods methods;

/* All atomic. */
static int kind;
static int at;
static int count;

static FaultKind
step (void)
{
  int number = g_atomic_int_add (&count, 1) + 1;
  int first = g_atomic_int_get (&at);
  FaultKind fault = (FaultKind) g_atomic_int_get (&kind);

  if (number == first)
    return fault;
  if (number > first && (fault == FAULT_STOP || fault == FAULT_TEAR))
    return FAULT_STOP;
  if (number > first && fault == FAULT_FULL)
    return FAULT_FULL;

  return FAULT_NONE;
}

static gboolean
is_stopped (void)
{
  FaultKind fault = (FaultKind) g_atomic_int_get (&kind);

  return g_atomic_int_get (&count) >= g_atomic_int_get (&at) &&
         (fault == FAULT_STOP || fault == FAULT_TEAR);
}

static sqlite3_file *
real (sqlite3_file *file)
{
  return ((File *) file)->real;
}

static int
file_write (sqlite3_file  *file,
            const void    *data,
            int            length,
            sqlite3_int64  offset)
{
  switch (step ())
    {
    case FAULT_ERROR:
    case FAULT_STOP:
      return SQLITE_IOERR_WRITE;

    case FAULT_TEAR:
      real (file)->pMethods->xWrite (real (file), data, length / 2, offset);
      return SQLITE_IOERR_WRITE;

    case FAULT_FULL:
      return SQLITE_FULL;

    case FAULT_NONE:
    default:
      return real (file)->pMethods->xWrite (real (file), data, length, offset);
    }
}

static int
file_truncate (sqlite3_file  *file,
               sqlite3_int64  size)
{
  FaultKind fault = step ();

  if (fault == FAULT_NONE || fault == FAULT_FULL)
    return real (file)->pMethods->xTruncate (real (file), size);

  return SQLITE_IOERR_TRUNCATE;
}

static int
file_sync (sqlite3_file *file,
           int           flags)
{
  FaultKind fault = step ();

  if (fault == FAULT_NONE || fault == FAULT_FULL)
    return real (file)->pMethods->xSync (real (file), flags);

  return SQLITE_IOERR_FSYNC;
}

static int
file_close (sqlite3_file *file)
{
  return real (file)->pMethods->xClose (real (file));
}

static int
file_read (sqlite3_file  *file,
           void          *data,
           int            length,
           sqlite3_int64  offset)
{
  return real (file)->pMethods->xRead (real (file), data, length, offset);
}

static int
file_size (sqlite3_file  *file,
           sqlite3_int64 *size)
{
  return real (file)->pMethods->xFileSize (real (file), size);
}

static int
file_lock (sqlite3_file *file,
           int           level)
{
  return real (file)->pMethods->xLock (real (file), level);
}

static int
file_unlock (sqlite3_file *file,
             int           level)
{
  return real (file)->pMethods->xUnlock (real (file), level);
}

static int
file_check_lock (sqlite3_file *file,
                 int          *result)
{
  return real (file)->pMethods->xCheckReservedLock (real (file), result);
}

static int
file_control (sqlite3_file *file,
              int           operation,
              void         *argument)
{
  return real (file)->pMethods->xFileControl (real (file), operation, argument);
}

static int
file_sector (sqlite3_file *file)
{
  return real (file)->pMethods->xSectorSize (real (file));
}

static int
file_device (sqlite3_file *file)
{
  return real (file)->pMethods->xDeviceCharacteristics (real (file));
}

static int
file_shm_map (sqlite3_file   *file,
              int             page,
              int             size,
              int             extend,
              volatile void **address)
{
  return real (file)->pMethods->xShmMap (real (file), page, size, extend, address);
}

static int
file_shm_lock (sqlite3_file *file,
               int           offset,
               int           n,
               int           flags)
{
  return real (file)->pMethods->xShmLock (real (file), offset, n, flags);
}

static void
file_shm_barrier (sqlite3_file *file)
{
  real (file)->pMethods->xShmBarrier (real (file));
}

static int
file_shm_unmap (sqlite3_file *file,
                int           delete)
{
  return real (file)->pMethods->xShmUnmap (real (file), is_stopped () ? 0 : delete);
}

static int
vfs_open (sqlite3_vfs   *self,
          const char    *name,
          sqlite3_file  *file,
          int            flags,
          int           *out_flags)
{
  File *made = (File *) file;
  int result = SQLITE_OK;

  made->real = (sqlite3_file *) (gpointer) (made + 1);
  result = below->xOpen (below, name, made->real, flags, out_flags);
  made->base.pMethods = made->real->pMethods ? &methods : NULL;

  return result;
}

static int
vfs_delete (sqlite3_vfs *self,
            const char  *name,
            int          sync)
{
  return is_stopped () ? SQLITE_IOERR_DELETE : below->xDelete (below, name, sync);
}

void
fault_vfs_install (void)
{
  below = sqlite3_vfs_find (NULL);
  vfs = *below;
  vfs.zName = "fault";
  vfs.szOsFile = (int) sizeof (File) + below->szOsFile;
  vfs.xOpen = vfs_open;
  vfs.xDelete = vfs_delete;

  methods = (sqlite3_io_methods) {
    .iVersion = 2,
    .xClose = file_close, .xRead = file_read, .xWrite = file_write, .xTruncate = file_truncate,
    .xSync = file_sync, .xFileSize = file_size, .xLock = file_lock, .xUnlock = file_unlock,
    .xCheckReservedLock = file_check_lock, .xFileControl = file_control,
    .xSectorSize = file_sector, .xDeviceCharacteristics = file_device, .xShmMap = file_shm_map,
    .xShmLock = file_shm_lock, .xShmBarrier = file_shm_barrier, .xShmUnmap = file_shm_unmap,
  };
  sqlite3_vfs_register (&vfs, 1);
}

void
fault_vfs_arm (FaultKind fault,
               guint     nth)
{
  g_atomic_int_set (&count, 0);
  g_atomic_int_set (&at, (int) nth);
  g_atomic_int_set (&kind, (int) fault);
}

guint
fault_vfs_disarm (void)
{
  g_atomic_int_set (&kind, FAULT_NONE);

  return (guint) g_atomic_int_get (&count);
}
