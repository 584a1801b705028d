/* natter-search-provider.h: what was said is found from the desktop's own search. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-keeper.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SEARCH_PROVIDER (natter_search_provider_get_type ())
G_DECLARE_FINAL_TYPE (NatterSearchProvider, natter_search_provider, NATTER, SEARCH_PROVIDER,
                      GObject)

/* signals "activated": (const char *conversation_id, const char *message_id or NULL, const char
 * *words) a result is to be opened; "launched": (const char *words) Natter's own search is */
NatterSearchProvider *natter_search_provider_new        (GApplication          *application);
void                  natter_search_provider_set_keeper (NatterSearchProvider  *self,
                                                         NatterKeeper          *keeper);
gboolean              natter_search_provider_export     (NatterSearchProvider  *self,
                                                         GDBusConnection       *connection,
                                                         const char            *path,
                                                         GError               **error);
void                  natter_search_provider_unexport   (NatterSearchProvider  *self);

G_END_DECLS
