/* natter-account-save.h: the steps that keep an account: its key in the keyring, the rest on disk.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-chat.h"

G_BEGIN_DECLS

void            natter_account_save_async  (NatterChat           *chat,
                                            NatterProvider       *provider,
                                            NatterProvider       *proposed,
                                            const char           *key,
                                            GtkWidget            *parent,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
NatterProvider *natter_account_save_finish (NatterChat           *chat,
                                            GAsyncResult         *result,
                                            GError              **error);

G_END_DECLS
