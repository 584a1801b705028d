/* natter-undo.h: something that was done and can be taken back, once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_UNDO (natter_undo_get_type ())
G_DECLARE_FINAL_TYPE (NatterUndo, natter_undo, NATTER, UNDO, GObject)

NatterUndo *natter_undo_new         (const char     *message,
                                     GSourceOnceFunc func,
                                     gpointer        data,
                                     GDestroyNotify  destroy);
const char *natter_undo_get_message (NatterUndo     *self);
void        natter_undo_run         (NatterUndo     *self);

G_END_DECLS
