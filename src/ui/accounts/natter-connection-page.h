/* natter-connection-page.h: how one account's server is reached: on whose behalf, through which
 * proxy, with which certificates, headers, limits and extra members.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-provider.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONNECTION_PAGE (natter_connection_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterConnectionPage, natter_connection_page, NATTER, CONNECTION_PAGE,
                      AdwNavigationPage)

NatterConnectionPage *natter_connection_page_new      (void);
void                  natter_connection_page_load     (NatterConnectionPage  *self,
                                                       NatterProvider        *provider);
gboolean              natter_connection_page_apply    (NatterConnectionPage  *self,
                                                       NatterProvider        *provider,
                                                       GError               **error);

G_END_DECLS
