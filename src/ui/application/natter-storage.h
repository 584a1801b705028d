/* natter-storage.h: opens the place where conversations are kept, and leaves it in order. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_STORAGE (natter_storage_get_type ())
G_DECLARE_FINAL_TYPE (NatterStorage, natter_storage, NATTER, STORAGE, GObject)

/* signal "told": (const char *title, const char *words) what a person should know of the opening */
NatterStorage *natter_storage_new   (NatterChat    *chat,
                                     const char    *folder);
void           natter_storage_close (NatterStorage *self);

G_END_DECLS
