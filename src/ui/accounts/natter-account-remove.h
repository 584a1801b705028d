/* natter-account-remove.h: the steps that give up an account: the question, its key, the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

void     natter_account_remove_async  (NatterChat           *chat,
                                       NatterProvider       *provider,
                                       GtkWidget            *parent,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean natter_account_remove_finish (NatterChat           *chat,
                                       GAsyncResult         *result,
                                       GError              **error);

G_END_DECLS
