/* natter-model-shelf.h: the models that a person marked, and those asked last. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_MODEL_SHELF_N_RECENTS 8

#define NATTER_TYPE_MODEL_SHELF (natter_model_shelf_get_type ())
G_DECLARE_FINAL_TYPE (NatterModelShelf, natter_model_shelf, NATTER, MODEL_SHELF, GObject)

/* Of model keys, "provider-id/model-id", whether there is such a model or not. Signal "changed". */
NatterModelShelf   *natter_model_shelf_new             (void);
const char * const *natter_model_shelf_get_favourites  (NatterModelShelf   *self);
void                natter_model_shelf_set_favourites  (NatterModelShelf   *self,
                                                        const char * const *keys);
gboolean            natter_model_shelf_is_favourite    (NatterModelShelf   *self,
                                                        const char         *key);
gboolean            natter_model_shelf_set_favourite   (NatterModelShelf   *self,
                                                        const char         *key,
                                                        gboolean            is_favourite);
const char * const *natter_model_shelf_get_recents     (NatterModelShelf   *self);
void                natter_model_shelf_set_recents     (NatterModelShelf   *self,
                                                        const char * const *keys);
gboolean            natter_model_shelf_note_used       (NatterModelShelf   *self,
                                                        const char         *key);
gboolean            natter_model_shelf_forget_provider (NatterModelShelf   *self,
                                                        const char         *provider_id);

G_END_DECLS
