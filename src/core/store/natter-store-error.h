/* natter-store-error.h: why something could not be kept or read. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * NatterStoreError:
 *
 * Codes of the domain NATTER_STORE_ERROR. After the first four a batch stays in memory and is
 * written as soon as that is possible: see natter_store_error_is_kept().
 */
typedef enum
{
  NATTER_STORE_ERROR_DISK_FULL,
  NATTER_STORE_ERROR_READ_ONLY,  /* the folder or the file can't be written */
  NATTER_STORE_ERROR_BUSY,       /* another program holds the database for longer than we wait */
  NATTER_STORE_ERROR_DISK,       /* reading or writing fails */
  NATTER_STORE_ERROR_DAMAGED,
  NATTER_STORE_ERROR_NEWER,      /* made by a newer version: read-only */
  NATTER_STORE_ERROR_IN_USE,     /* another process of this program has it: read-only */
  NATTER_STORE_ERROR_FOREIGN,    /* a database of another program */
  NATTER_STORE_ERROR_INVALID,    /* does not fit what is stored: the batch is not applied */
  NATTER_STORE_ERROR_CLOSED,
  NATTER_STORE_ERROR_FAILED,
} NatterStoreError;

#define NATTER_STORE_ERROR (natter_store_error_quark ())
GQuark    natter_store_error_quark    (void);

gboolean  natter_store_error_is_kept  (const GError     *error);
GError   *natter_store_error_new      (NatterStoreError  code);
GError   *natter_store_error_new_errno (int              code);

G_END_DECLS
