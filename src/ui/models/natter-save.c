/* natter-save.c: keeps the accounts and defaults, and says so when that fails. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-save.h"

#include <glib/gi18n-lib.h>

#include "natter-alert.h"

/**
 * natter_save_providers:
 * @providers: the accounts and defaults
 * @from: the widget where they were changed
 *
 * Writes them to disk. What goes wrong is shown in a toast where @from has room for one, and in a
 * dialog above it where not; the change stays in use until Natter quits.
 *
 * Returns: whether they were written
 */
gboolean
natter_save_providers (NatterProviderList *providers,
                       GtkWidget          *from)
{
  g_autoptr(GError) error = NULL;
  GtkWidget *dialog;
  GtkWidget *overlay;
  AdwToast *toast;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (providers), FALSE);
  g_return_val_if_fail (GTK_IS_WIDGET (from), FALSE);

  if (natter_provider_list_save (providers, &error))
    return TRUE;

  dialog = gtk_widget_get_ancestor (from, ADW_TYPE_PREFERENCES_DIALOG);
  overlay = gtk_widget_get_ancestor (from, ADW_TYPE_TOAST_OVERLAY);
  if (!dialog && !overlay)
    {
      natter_alert (from, _("Couldn’t Save the Providers"), error->message);
      return FALSE;
    }

  toast = adw_toast_new (error->message);
  adw_toast_set_use_markup (toast, FALSE);
  if (dialog)
    adw_preferences_dialog_add_toast (ADW_PREFERENCES_DIALOG (dialog), toast);
  else
    adw_toast_overlay_add_toast (ADW_TOAST_OVERLAY (overlay), toast);

  return FALSE;
}
