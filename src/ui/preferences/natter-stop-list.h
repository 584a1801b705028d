/* natter-stop-list.h: the texts at which an answer ends, as a list to change. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NATTER_TYPE_STOP_LIST (natter_stop_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterStopList, natter_stop_list, NATTER, STOP_LIST, AdwPreferencesGroup)

/* signal "changed": the person has changed one */
void     natter_stop_list_set_stops (NatterStopList *self,
                                     GStrv           stops);
GStrv    natter_stop_list_dup_stops (NatterStopList *self);
gboolean natter_stop_list_is_empty  (NatterStopList *self);

G_END_DECLS
