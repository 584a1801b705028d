/* natter-store-recover.h: a damaged file is set aside, and what can be read of it goes into a new
 * one. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-db.h"
#include "natter-store-report.h"

G_BEGIN_DECLS

gboolean  natter_store_recover            (const char         *path,
                                           GStrv               scripts,
                                           NatterStoreReport  *report,
                                           GError            **error);
gboolean  natter_store_recover_take_place (const char         *path,
                                           NatterStoreReport  *report,
                                           GError            **error);
gboolean  natter_store_recover_copy       (const char         *path,
                                           const char         *copy,
                                           GError            **error);

/* natter-store-salvage.c */
gboolean  natter_store_salvage            (NatterDb           *from,
                                           const char         *path,
                                           NatterDb           *to,
                                           NatterStoreReport  *report,
                                           GError            **error);

G_END_DECLS
