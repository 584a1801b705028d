/* natter-test-secrets.h: what every implementation of NatterSecrets has to do, and short names for
 * its calls.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-secrets.h"

G_BEGIN_DECLS

gboolean natter_test_secrets_store    (NatterSecrets  *secrets,
                                       const char     *provider,
                                       const char     *endpoint,
                                       const char     *key,
                                       GError        **error);
char    *natter_test_secrets_lookup   (NatterSecrets  *secrets,
                                       const char     *provider,
                                       const char     *endpoint);
gboolean natter_test_secrets_clear    (NatterSecrets  *secrets,
                                       const char     *provider,
                                       GError        **error);
void     natter_test_secrets_contract (NatterSecrets  *secrets);

/* Fails unless the key of provider and endpoint is the one expected, or NULL. */
#define natter_test_secrets_assert(secrets, provider, endpoint, expected)             \
  G_STMT_START                                                                        \
    {                                                                                 \
      char *found_ = natter_test_secrets_lookup ((secrets), (provider), (endpoint));  \
      g_assert_cmpstr (found_, ==, (expected));                                       \
      natter_secrets_free_key (found_);                                               \
    }                                                                                 \
  G_STMT_END

G_END_DECLS
