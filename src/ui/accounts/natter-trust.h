/* natter-trust.h: the questions behind two errors: may a key cross the network unencrypted, and is
 * an unknown certificate the right one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-provider.h"

G_BEGIN_DECLS

gboolean natter_trust_can_ask    (const GError         *error);
void     natter_trust_ask_async  (GtkWidget            *parent,
                                  NatterProvider       *provider,
                                  const GError         *error,
                                  GCancellable         *cancellable,
                                  GAsyncReadyCallback   callback,
                                  gpointer              user_data);
gboolean natter_trust_ask_finish (GtkWidget            *parent,
                                  GAsyncResult         *result);
char    *natter_trust_dup_lines  (const char           *fingerprint,
                                  guint                 n_pairs);

G_END_DECLS
