/* natter-secrets-memory.c: keys in memory until quit, wiped when they go. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-secrets-memory.h"

struct _NatterSecretsMemory
{
  GObject parent_instance;

  GHashTable *providers; /* id → (endpoint → key) */
};

static void natter_secrets_memory_iface_init (NatterSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterSecretsMemory, natter_secrets_memory, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_SECRETS,
                                                      natter_secrets_memory_iface_init))

static void
natter_secrets_memory_store_async (NatterSecrets       *secrets,
                                   const char          *provider,
                                   const char          *endpoint,
                                   const char          *label,
                                   const char          *key,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  NatterSecretsMemory *self = NATTER_SECRETS_MEMORY (secrets);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  GHashTable *keys;

  g_task_set_source_tag (task, natter_secrets_memory_store_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  keys = g_hash_table_lookup (self->providers, provider);
  if (keys == NULL)
    {
      keys = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                    (GDestroyNotify) natter_secrets_free_key);
      g_hash_table_insert (self->providers, g_strdup (provider), keys);
    }

  g_hash_table_insert (keys, g_strdup (endpoint), g_strdup (key));
  g_task_return_boolean (task, TRUE);
}

static gboolean
natter_secrets_memory_store_finish (NatterSecrets  *secrets,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
natter_secrets_memory_lookup_async (NatterSecrets       *secrets,
                                    const char          *provider,
                                    const char          *endpoint,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  NatterSecretsMemory *self = NATTER_SECRETS_MEMORY (secrets);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);
  GHashTable *keys = g_hash_table_lookup (self->providers, provider);
  const char *key = keys != NULL ? g_hash_table_lookup (keys, endpoint) : NULL;

  g_task_set_source_tag (task, natter_secrets_memory_lookup_async);
  g_task_return_pointer (task, g_strdup (key), (GDestroyNotify) natter_secrets_free_key);
}

static char *
natter_secrets_memory_lookup_finish (NatterSecrets  *secrets,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
natter_secrets_memory_clear_async (NatterSecrets       *secrets,
                                   const char          *provider,
                                   GCancellable        *cancellable,
                                   GAsyncReadyCallback  callback,
                                   gpointer             user_data)
{
  NatterSecretsMemory *self = NATTER_SECRETS_MEMORY (secrets);
  g_autoptr(GTask) task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, natter_secrets_memory_clear_async);

  if (g_task_return_error_if_cancelled (task))
    return;

  g_hash_table_remove (self->providers, provider);
  g_task_return_boolean (task, TRUE);
}

static gboolean
natter_secrets_memory_clear_finish (NatterSecrets  *secrets,
                                    GAsyncResult   *result,
                                    GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
natter_secrets_memory_iface_init (NatterSecretsInterface *iface)
{
  iface->store_async = natter_secrets_memory_store_async;
  iface->store_finish = natter_secrets_memory_store_finish;
  iface->lookup_async = natter_secrets_memory_lookup_async;
  iface->lookup_finish = natter_secrets_memory_lookup_finish;
  iface->clear_async = natter_secrets_memory_clear_async;
  iface->clear_finish = natter_secrets_memory_clear_finish;
}

static void
natter_secrets_memory_finalize (GObject *object)
{
  NatterSecretsMemory *self = NATTER_SECRETS_MEMORY (object);

  g_clear_pointer (&self->providers, g_hash_table_unref);

  G_OBJECT_CLASS (natter_secrets_memory_parent_class)->finalize (object);
}

static void
natter_secrets_memory_class_init (NatterSecretsMemoryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_secrets_memory_finalize;
}

static void
natter_secrets_memory_init (NatterSecretsMemory *self)
{
  self->providers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free,
                                           (GDestroyNotify) g_hash_table_unref);
}

/**
 * natter_secrets_memory_new:
 *
 * Keeps keys for as long as the object lives, for tests and for the user without a keyring.
 *
 * Returns: (transfer full): new secrets
 */
NatterSecrets *
natter_secrets_memory_new (void)
{
  return g_object_new (NATTER_TYPE_SECRETS_MEMORY, NULL);
}
