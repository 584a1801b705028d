/* natter-window-undo.c: what was taken away is offered back in a toast. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-window-private.h"

static void
undo_clicked_cb (NatterUndo *undo)
{
  natter_undo_run (undo);
}

/**
 * natter_window_toast_undo:
 * @undo: the way back from what was done
 *
 * Tells what was done, with a button that takes it back. The toast before it goes: toasts that wait
 * for each other would tell of things long past, and all of them are in the trash anyway.
 */
void
natter_window_toast_undo (NatterWindow *self,
                          NatterUndo   *undo)
{
  AdwToast *toast = NULL;

  g_return_if_fail (NATTER_IS_WINDOW (self));
  g_return_if_fail (NATTER_IS_UNDO (undo));

  toast = adw_toast_new (natter_undo_get_message (undo));
  adw_toast_set_use_markup (toast, FALSE);
  adw_toast_set_button_label (toast, _("_Undo"));
  g_signal_connect_data (toast, "button-clicked", G_CALLBACK (undo_clicked_cb),
                         g_object_ref (undo), (GClosureNotify) (void (*) (void)) g_object_unref,
                         G_CONNECT_SWAPPED);

  adw_toast_overlay_dismiss_all (self->toasts);
  adw_toast_overlay_add_toast (self->toasts, toast);
}
