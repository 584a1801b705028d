/* natter-import-source.h: what a person chose to import: a file, a folder, or an archive, as a list
 * of named entries that can be read. Nothing is ever unpacked onto the disk. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef struct _NatterImportSource NatterImportSource;
typedef struct _NatterImportStream NatterImportStream;

typedef struct
{
  char   *name;    /* its path within the source, UTF-8, "/" between */
  char   *path;    /* of the file, or NULL in an archive */
  gint64  size;    /* -1: not told */
  guint   number;  /* its place in the archive */
} NatterImportEntry;

NatterImportSource *natter_import_source_open        (const char          *path,
                                                      GError             **error);
void                natter_import_source_free        (NatterImportSource  *self);
char               *natter_import_source_dup_name    (NatterImportSource  *self);
gboolean            natter_import_source_is_single   (NatterImportSource  *self);
GPtrArray          *natter_import_source_get_entries (NatterImportSource  *self);
guint               natter_import_source_get_n_refused (NatterImportSource *self);
NatterImportEntry  *natter_import_source_find        (NatterImportSource  *self,
                                                      const char          *beside,
                                                      const char          *name);
NatterImportEntry  *natter_import_source_find_by_id  (NatterImportSource  *self,
                                                      const char          *id);
NatterImportStream *natter_import_source_read        (NatterImportSource  *self,
                                                      NatterImportEntry   *entry,
                                                      GError             **error);
GBytes             *natter_import_source_load        (NatterImportSource  *self,
                                                      NatterImportEntry   *entry,
                                                      gsize                max_size,
                                                      GError             **error);
gssize              natter_import_stream_read        (NatterImportStream  *self,
                                                      gpointer             buffer,
                                                      gsize                length,
                                                      GError             **error);
void                natter_import_stream_free        (NatterImportStream  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterImportSource, natter_import_source_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterImportStream, natter_import_stream_free)

G_END_DECLS
