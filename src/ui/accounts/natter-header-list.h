/* natter-header-list.h: the headers of one's own that a server gets, one row for each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-connection.h"

G_BEGIN_DECLS

#define NATTER_TYPE_HEADER_LIST (natter_header_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterHeaderList, natter_header_list, NATTER, HEADER_LIST,
                      AdwPreferencesGroup)

/* signal "changed": a row was changed, added or removed */
void       natter_header_list_load  (NatterHeaderList  *self,
                                     NatterConnection  *connection);
GtkWidget *natter_header_list_apply (NatterHeaderList  *self,
                                     NatterConnection  *connection,
                                     GError           **error);

G_END_DECLS
