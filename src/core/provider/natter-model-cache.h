/* natter-model-cache.h: the lists of models that were fetched, kept on disk. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL_CACHE (natter_model_cache_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelCache, natter_model_cache, NATTER, MODEL_CACHE, GObject)

NatterModelCache *natter_model_cache_new          (const char           *folder);
void              natter_model_cache_load_async   (NatterModelCache     *self,
                                                   const char           *provider_id,
                                                   const char           *base_url,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
GListModel       *natter_model_cache_load_finish  (NatterModelCache     *self,
                                                   GAsyncResult         *result,
                                                   gint64               *time,
                                                   GError              **error);
void              natter_model_cache_store_async  (NatterModelCache     *self,
                                                   const char           *provider_id,
                                                   const char           *base_url,
                                                   GListModel           *models,
                                                   gint64                time,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean          natter_model_cache_store_finish (NatterModelCache     *self,
                                                   GAsyncResult         *result,
                                                   GError              **error);
void              natter_model_cache_remove_async (NatterModelCache     *self,
                                                   const char           *provider_id,
                                                   GCancellable         *cancellable,
                                                   GAsyncReadyCallback   callback,
                                                   gpointer              user_data);
gboolean          natter_model_cache_remove_finish (NatterModelCache    *self,
                                                    GAsyncResult        *result,
                                                    GError             **error);

G_END_DECLS
