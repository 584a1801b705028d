/* natter-model.h: one model of one provider. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL (natter_model_get_type ())
G_DECLARE_FINAL_TYPE (NatterModel, natter_model, NATTER, MODEL, GObject)

NatterModel *natter_model_new         (const char  *id,
                                       const char  *name);
const char  *natter_model_get_id      (NatterModel *self);
const char  *natter_model_get_name    (NatterModel *self);
gboolean     natter_model_is_for_chat (NatterModel *self);

G_END_DECLS
