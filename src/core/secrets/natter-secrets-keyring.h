/* natter-secrets-keyring.h: keys in the desktop keyring, through libsecret; those kept until quit
 * in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-secrets.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SECRETS_KEYRING (natter_secrets_keyring_get_type ())
G_DECLARE_FINAL_TYPE (NatterSecretsKeyring, natter_secrets_keyring, NATTER, SECRETS_KEYRING,
                      GObject)

NatterSecrets *natter_secrets_keyring_new            (void);
/* The user's choice when there is no keyring: this key is kept until Natter quits. */
void           natter_secrets_keyring_keep_in_memory (NatterSecretsKeyring *self,
                                                      const char           *provider,
                                                      const char           *endpoint,
                                                      const char           *key);

G_END_DECLS
