/* natter-connection-test-page.h: a connection test, run and shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONNECTION_TEST_PAGE (natter_connection_test_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterConnectionTestPage, natter_connection_test_page, NATTER,
                      CONNECTION_TEST_PAGE, AdwNavigationPage)

/* signal "learned": the provider is worth saving */
NatterConnectionTestPage *natter_connection_test_page_new  (NatterHttp      *http,
                                                            NatterSecrets   *secrets,
                                                            NatterProvider  *provider,
                                                            const char      *model_id);
void                      natter_connection_test_page_push (GtkWidget       *from,
                                                            NatterChat      *chat,
                                                            NatterProvider  *provider);

G_END_DECLS
