/* natter-alert.c: a dialog with something to read and nothing to decide. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-alert.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

/**
 * natter_alert:
 * @from: (nullable): the widget above which it is shown
 * @heading: what did not work
 * @body: why, and what to do
 *
 * Tells the person and goes on.
 */
void
natter_alert (GtkWidget  *from,
              const char *heading,
              const char *body)
{
  AdwDialog *dialog = adw_alert_dialog_new (heading, body);

  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "close", _("_Close"));
  adw_dialog_present (dialog, from);
}
