/* natter-connection-advice.h: what a connection test says to a person: what to do about a failure,
 * the verdict, the report. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-connection-step.h"
#include "natter-provider.h"

G_BEGIN_DECLS

GError     *natter_connection_advice_add          (const GError           *error,
                                                   gboolean                has_key);
GError     *natter_connection_advice_new_timeout  (NatterConnectionStepId  id);
GError     *natter_connection_advice_new_no_model (void);
const char *natter_connection_advice_get_verdict  (GListModel             *steps);
char       *natter_connection_advice_dup_report   (GListModel             *steps,
                                                   const char             *verdict,
                                                   NatterProvider         *provider,
                                                   const char             *model);

G_END_DECLS
