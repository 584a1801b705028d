/* natter-import-archive.h: a ZIP archive that is listed, and of which one entry at a time is read,
 * by libarchive. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NatterImportArchive NatterImportArchive;

gboolean             natter_import_archive_is_one    (const char           *path);
NatterImportArchive *natter_import_archive_open      (const char           *path,
                                                      GError              **error);
void                 natter_import_archive_free      (NatterImportArchive  *self);
gboolean             natter_import_archive_next      (NatterImportArchive  *self,
                                                      char                **name,
                                                      gint64               *size,
                                                      gboolean             *is_file,
                                                      GError              **error);
gssize               natter_import_archive_read      (NatterImportArchive  *self,
                                                      gpointer              buffer,
                                                      gsize                 length,
                                                      GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterImportArchive, natter_import_archive_free)

G_END_DECLS
