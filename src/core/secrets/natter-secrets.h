/* natter-secrets.h: where keys are kept. An interface; keys never touch the disk in plain text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define NATTER_TYPE_SECRETS (natter_secrets_get_type ())
G_DECLARE_INTERFACE (NatterSecrets, natter_secrets, NATTER, SECRETS, GObject)

/* A key belongs to a provider's id and the address that it may be sent to. */
struct _NatterSecretsInterface
{
  GTypeInterface parent;

  void      (*store_async)   (NatterSecrets        *self,
                              const char           *provider,
                              const char           *endpoint,
                              const char           *label,
                              const char           *key,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  gboolean  (*store_finish)  (NatterSecrets        *self,
                              GAsyncResult         *result,
                              GError              **error);
  void      (*lookup_async)  (NatterSecrets        *self,
                              const char           *provider,
                              const char           *endpoint,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  char     *(*lookup_finish) (NatterSecrets        *self,
                              GAsyncResult         *result,
                              GError              **error);
  void      (*clear_async)   (NatterSecrets        *self,
                              const char           *provider,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data);
  gboolean  (*clear_finish)  (NatterSecrets        *self,
                              GAsyncResult         *result,
                              GError              **error);
};

void     natter_secrets_store_async   (NatterSecrets        *self,
                                       const char           *provider,
                                       const char           *endpoint,
                                       const char           *label,
                                       const char           *key,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean natter_secrets_store_finish  (NatterSecrets        *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void     natter_secrets_lookup_async  (NatterSecrets        *self,
                                       const char           *provider,
                                       const char           *endpoint,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
char    *natter_secrets_lookup_finish (NatterSecrets        *self,
                                       GAsyncResult         *result,
                                       GError              **error);
void     natter_secrets_clear_async   (NatterSecrets        *self,
                                       const char           *provider,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
gboolean natter_secrets_clear_finish  (NatterSecrets        *self,
                                       GAsyncResult         *result,
                                       GError              **error);
char    *natter_secrets_clean_key     (const char           *text,
                                       GError              **error);
void     natter_secrets_free_key      (char                 *key);

G_END_DECLS
