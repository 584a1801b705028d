/* natter-secrets-keyring.c: keys in the desktop keyring, through libsecret. What the user chose to
 * keep only until quit is in memory, and is asked first. Main thread only; nothing blocks it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "natter-secrets"

#include "config.h"

#include "natter-secrets-keyring.h"

#include <glib/gi18n-lib.h>
#include <libsecret/secret.h>

#include "natter-error.h"
#include "natter-secrets-memory.h"

struct _NatterSecretsKeyring
{
  GObject parent_instance;

  NatterSecrets *memory;
};

static void natter_secrets_keyring_iface_init (NatterSecretsInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterSecretsKeyring, natter_secrets_keyring, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_SECRETS,
                                                      natter_secrets_keyring_iface_init))

/* Attributes are stored unencrypted: they say where a key belongs and never contain one. */
static const SecretSchema key_schema = {
  "io.github.natter_chat.Natter.Key",
  SECRET_SCHEMA_NONE,
  {
    { "provider", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { "endpoint", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

static GHashTable *
attributes_new (const char *provider,
                const char *endpoint)
{
  GHashTable *attributes = g_hash_table_new_full (g_str_hash, g_str_equal, NULL, g_free);

  g_hash_table_insert (attributes, (gpointer) "provider", g_strdup (provider));
  if (endpoint != NULL)
    g_hash_table_insert (attributes, (gpointer) "endpoint", g_strdup (endpoint));

  return attributes;
}

/* A keyring fails in many words (no bus, no service, no collection, a prompt that nobody saw), and
 * a person can do the same about all of them. Takes @cause. */
static void
return_no_keyring (GTask      *task,
                   GError     *cause,
                   const char *sentence)
{
  if (g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, cause);
      return;
    }

  g_debug ("Keyring: %s", cause->message);
  g_error_free (cause);
  g_task_return_new_error_literal (task, NATTER_ERROR, NATTER_ERROR_NO_KEYRING, sentence);
}

static const char *
describe_store_failure (const GError *cause)
{
  if (g_error_matches (cause, SECRET_ERROR, SECRET_ERROR_IS_LOCKED))
    return _("The keyring is locked, so the key was not saved. Unlock it and try again, "
             "or keep the key until Natter quits.");

  return _("There is no keyring that could save the key. Start a keyring such as GNOME Keyring "
           "or KWallet and try again, or keep the key until Natter quits.");
}

static void
store_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  NatterSecretsKeyring *self = g_task_get_source_object (task);
  GError *error = NULL;

  if (!secret_password_store_finish (result, &error))
    {
      return_no_keyring (task, error, describe_store_failure (error));
      return;
    }

  /* Memory is asked first: an older key must not stand in front of this one. */
  natter_secrets_clear_async (self->memory, g_task_get_task_data (task), NULL, NULL, NULL);
  g_task_return_boolean (task, TRUE);
}

static void
natter_secrets_keyring_store_async (NatterSecrets       *secrets,
                                    const char          *provider,
                                    const char          *endpoint,
                                    const char          *label,
                                    const char          *key,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  g_autoptr(GHashTable) attributes = attributes_new (provider, endpoint);
  GTask *task = g_task_new (secrets, cancellable, callback, user_data);

  g_task_set_source_tag (task, natter_secrets_keyring_store_async);
  g_task_set_task_data (task, g_strdup (provider), g_free);

  secret_password_storev (&key_schema, attributes, SECRET_COLLECTION_DEFAULT, label, key,
                          cancellable, store_cb, task);
}

static gboolean
natter_secrets_keyring_store_finish (NatterSecrets  *secrets,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
lookup_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  char *key = secret_password_lookup_finish (result, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  /* Who has no keyring has no key in it, and a server on this computer needs none. */
  if (error != NULL)
    g_debug ("Keyring: %s", error->message);

  g_task_return_pointer (task, key, (GDestroyNotify) natter_secrets_free_key);
}

static void
lookup_memory_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GHashTable *attributes = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autoptr(GError) error = NULL;
  char *key = natter_secrets_lookup_finish (NATTER_SECRETS (source), result, &error);

  if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (key != NULL)
    g_task_return_pointer (task, key, (GDestroyNotify) natter_secrets_free_key);
  else
    secret_password_lookupv (&key_schema, attributes, cancellable, lookup_cb,
                             g_steal_pointer (&task));
}

static void
natter_secrets_keyring_lookup_async (NatterSecrets       *secrets,
                                     const char          *provider,
                                     const char          *endpoint,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  NatterSecretsKeyring *self = NATTER_SECRETS_KEYRING (secrets);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, natter_secrets_keyring_lookup_async);
  g_task_set_task_data (task, attributes_new (provider, endpoint),
                        (GDestroyNotify) g_hash_table_unref);

  natter_secrets_lookup_async (self->memory, provider, endpoint, cancellable, lookup_memory_cb,
                               task);
}

static char *
natter_secrets_keyring_lookup_finish (NatterSecrets  *secrets,
                                      GAsyncResult   *result,
                                      GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
clear_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GError *error = NULL;

  if (secret_password_clear_finish (result, &error))
    g_task_return_boolean (task, TRUE);
  else if (error != NULL)
    return_no_keyring (task, error,
                       _("The key could not be removed from the keyring. Remove it with a keyring "
                         "program such as Passwords and Keys."));
  else
    g_task_return_new_error_literal (task, NATTER_ERROR, NATTER_ERROR_NO_KEYRING,
                                     _("The keyring is locked, so the key is still in it. "
                                       "Unlock it and try again."));
}

/* Clearing passes over locked items without a word: unlock what there is first. */
static void
clear_search_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  GHashTable *attributes = g_task_get_task_data (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  GError *error = NULL;
  GList *items = secret_password_search_finish (result, &error);

  if (error != NULL)
    return_no_keyring (task, error,
                       _("The keyring can’t be reached, so a key that was saved in it before is "
                         "still there."));
  else if (items == NULL)
    g_task_return_boolean (task, TRUE);
  else
    secret_password_clearv (&key_schema, attributes, cancellable, clear_cb,
                            g_steal_pointer (&task));

  g_list_free_full (items, g_object_unref);
}

static void
natter_secrets_keyring_clear_async (NatterSecrets       *secrets,
                                    const char          *provider,
                                    GCancellable        *cancellable,
                                    GAsyncReadyCallback  callback,
                                    gpointer             user_data)
{
  NatterSecretsKeyring *self = NATTER_SECRETS_KEYRING (secrets);
  GHashTable *attributes = attributes_new (provider, NULL);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, natter_secrets_keyring_clear_async);
  g_task_set_task_data (task, attributes, (GDestroyNotify) g_hash_table_unref);

  natter_secrets_clear_async (self->memory, provider, NULL, NULL, NULL);
  secret_password_searchv (&key_schema, attributes, SECRET_SEARCH_ALL | SECRET_SEARCH_UNLOCK,
                           cancellable, clear_search_cb, task);
}

static gboolean
natter_secrets_keyring_clear_finish (NatterSecrets  *secrets,
                                     GAsyncResult   *result,
                                     GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, secrets), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static void
natter_secrets_keyring_iface_init (NatterSecretsInterface *iface)
{
  iface->store_async = natter_secrets_keyring_store_async;
  iface->store_finish = natter_secrets_keyring_store_finish;
  iface->lookup_async = natter_secrets_keyring_lookup_async;
  iface->lookup_finish = natter_secrets_keyring_lookup_finish;
  iface->clear_async = natter_secrets_keyring_clear_async;
  iface->clear_finish = natter_secrets_keyring_clear_finish;
}

static void
natter_secrets_keyring_finalize (GObject *object)
{
  NatterSecretsKeyring *self = NATTER_SECRETS_KEYRING (object);

  g_clear_object (&self->memory);

  G_OBJECT_CLASS (natter_secrets_keyring_parent_class)->finalize (object);
}

static void
natter_secrets_keyring_class_init (NatterSecretsKeyringClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_secrets_keyring_finalize;
}

static void
natter_secrets_keyring_init (NatterSecretsKeyring *self)
{
  self->memory = natter_secrets_memory_new ();
}

/**
 * natter_secrets_keyring_new:
 *
 * Keeps keys where the desktop keeps them. The keyring is first asked when a key is.
 *
 * Returns: (transfer full): new secrets
 */
NatterSecrets *
natter_secrets_keyring_new (void)
{
  return g_object_new (NATTER_TYPE_SECRETS_KEYRING, NULL);
}

/**
 * natter_secrets_keyring_keep_in_memory:
 * @self: secrets in the keyring
 * @provider: the id of the provider that the key belongs to
 * @endpoint: the base URL that the key may be sent to
 * @key: a key as natter_secrets_clean_key() gives it
 *
 * Keeps @key until @self goes, which is what the user chose after NATTER_ERROR_NO_KEYRING. It is
 * found before one in the keyring.
 */
void
natter_secrets_keyring_keep_in_memory (NatterSecretsKeyring *self,
                                       const char           *provider,
                                       const char           *endpoint,
                                       const char           *key)
{
  g_return_if_fail (NATTER_IS_SECRETS_KEYRING (self));

  natter_secrets_store_async (self->memory, provider, endpoint, "", key, NULL, NULL, NULL);
}
