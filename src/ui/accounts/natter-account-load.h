/* natter-account-load.h: the models of an account, with the questions that may stand before them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

void     natter_account_load_async  (NatterChat           *chat,
                                     NatterProvider       *provider,
                                     GtkWidget            *parent,
                                     GCancellable         *cancellable,
                                     GAsyncReadyCallback   callback,
                                     gpointer              user_data);
gboolean natter_account_load_finish (NatterChat           *chat,
                                     GAsyncResult         *result,
                                     GError              **error);

G_END_DECLS
