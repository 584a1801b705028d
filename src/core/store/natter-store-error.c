/* natter-store-error.c: why something could not be kept or read, in words for a person. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-error.h"

#include <errno.h>

#include <glib/gi18n-lib.h>

G_DEFINE_QUARK (natter-store-error, natter_store_error)

static const char *
get_sentence (NatterStoreError code)
{
  switch (code)
    {
    case NATTER_STORE_ERROR_DISK_FULL:
      return _("The disk is full. Nothing is lost: what is not saved stays in memory and is saved "
               "as soon as there is room.");
    case NATTER_STORE_ERROR_READ_ONLY:
      return _("The folder of the conversations can’t be written to. What is not saved stays in "
               "memory and is saved as soon as that is possible.");
    case NATTER_STORE_ERROR_BUSY:
      return _("Another program is using the conversations. What is not saved stays in memory and "
               "is saved as soon as it is done.");
    case NATTER_STORE_ERROR_DISK:
      return _("The disk reports an error. What is not saved stays in memory and is tried again.");
    case NATTER_STORE_ERROR_DAMAGED:
      return _("The file of the conversations is damaged.");
    case NATTER_STORE_ERROR_NEWER:
      return _("The conversations were last used by a newer Natter. They can be read but not "
               "changed: update Natter.");
    case NATTER_STORE_ERROR_IN_USE:
      return _("Another Natter has these conversations open. They can be read but not changed: "
               "close it, or use its window.");
    case NATTER_STORE_ERROR_FOREIGN:
      return _("The file of the conversations belongs to another program. Move it away.");
    case NATTER_STORE_ERROR_INVALID:
      return _("This can’t be saved: it does not fit what is stored.");
    case NATTER_STORE_ERROR_CLOSED:
      return _("The conversations are closed.");
    case NATTER_STORE_ERROR_FAILED:
    default:
      return _("The conversations could not be saved or read.");
    }
}

/**
 * natter_store_error_new:
 * @code: what happened
 *
 * Returns: (transfer full): an error with a sentence that says what happened and what to do
 */
GError *
natter_store_error_new (NatterStoreError code)
{
  return g_error_new_literal (NATTER_STORE_ERROR, (int) code, get_sentence (code));
}

/**
 * natter_store_error_new_errno:
 * @code: what the system said of a file
 *
 * Returns: (transfer full): the error of the store for it
 */
GError *
natter_store_error_new_errno (int code)
{
  switch (code)
    {
    case ENOSPC:
    case EDQUOT:
      return natter_store_error_new (NATTER_STORE_ERROR_DISK_FULL);

    case EACCES:
    case EPERM:
    case EROFS:
    case ENOTDIR:
      return natter_store_error_new (NATTER_STORE_ERROR_READ_ONLY);

    default:
      return natter_store_error_new (NATTER_STORE_ERROR_DISK);
    }
}

/**
 * natter_store_error_is_kept:
 * @error: (nullable): what natter_store_commit_finish() said
 *
 * Returns: whether the batch is kept in memory and will be written as soon as that is possible
 */
gboolean
natter_store_error_is_kept (const GError *error)
{
  return error && error->domain == NATTER_STORE_ERROR &&
         (error->code == NATTER_STORE_ERROR_DISK_FULL ||
          error->code == NATTER_STORE_ERROR_READ_ONLY ||
          error->code == NATTER_STORE_ERROR_BUSY ||
          error->code == NATTER_STORE_ERROR_DISK);
}
