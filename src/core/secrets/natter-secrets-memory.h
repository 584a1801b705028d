/* natter-secrets-memory.h: keys in memory until quit.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-secrets.h"

G_BEGIN_DECLS

#define NATTER_TYPE_SECRETS_MEMORY (natter_secrets_memory_get_type ())
G_DECLARE_FINAL_TYPE (NatterSecretsMemory, natter_secrets_memory, NATTER, SECRETS_MEMORY, GObject)

NatterSecrets *natter_secrets_memory_new (void);

G_END_DECLS
