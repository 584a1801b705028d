/* natter-export-many.h: conversations as files in a folder, or in one file, one after the other.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-export.h"
#include "natter-keeper.h"

G_BEGIN_DECLS

#define NATTER_TYPE_EXPORT_MANY (natter_export_many_get_type ())
G_DECLARE_FINAL_TYPE (NatterExportMany, natter_export_many, NATTER, EXPORT_MANY, GObject)

/* property "n-done": how many of them were tried; conversations: of NatterConversation */
NatterExportMany *natter_export_many_new           (GPtrArray            *conversations,
                                                    NatterKeeper         *keeper);
void              natter_export_many_run_async     (NatterExportMany           *self,
                                                    NatterExportFormat          format,
                                                    const NatterExportOptions  *options,
                                                    GFile                      *folder,
                                                    GCancellable               *cancellable,
                                                    GAsyncReadyCallback         callback,
                                                    gpointer                    user_data);
void              natter_export_many_run_file_async (NatterExportMany          *self,
                                                     const NatterExportOptions *options,
                                                     GFile                     *file,
                                                     GCancellable              *cancellable,
                                                     GAsyncReadyCallback        callback,
                                                     gpointer                   user_data);
gboolean          natter_export_many_run_finish    (NatterExportMany     *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
guint             natter_export_many_get_n_done    (NatterExportMany     *self);
guint             natter_export_many_get_n_failed  (NatterExportMany     *self);
guint             natter_export_many_get_n_all     (NatterExportMany     *self);
const GError     *natter_export_many_get_failure   (NatterExportMany     *self);

G_END_DECLS
