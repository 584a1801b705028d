/* natter-connection-step-row.h: one step of a connection test, as a row.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-connection-step.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONNECTION_STEP_ROW (natter_connection_step_row_get_type ())
G_DECLARE_FINAL_TYPE (NatterConnectionStepRow, natter_connection_step_row, NATTER,
                      CONNECTION_STEP_ROW, AdwActionRow)

GtkWidget *natter_connection_step_row_new (NatterConnectionStep *step);

G_END_DECLS
