/* natter-secrets.c: the interface that keys are kept behind, and what every implementation needs.
 * Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-secrets.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"

G_DEFINE_INTERFACE (NatterSecrets, natter_secrets, G_TYPE_OBJECT)

static void
natter_secrets_default_init (NatterSecretsInterface *iface)
{
}

/**
 * natter_secrets_store_async:
 * @self: where keys are kept
 * @provider: the id of the provider that the key belongs to
 * @endpoint: the base URL that the key may be sent to
 * @label: what a keyring program shows the user
 * @key: a key as natter_secrets_clean_key() gives it
 * @cancellable: (nullable): a cancellable
 * @callback: called when the key is kept
 * @user_data: for @callback
 *
 * Keeps @key, in place of one kept before for the same provider and endpoint.
 */
void
natter_secrets_store_async (NatterSecrets       *self,
                            const char          *provider,
                            const char          *endpoint,
                            const char          *label,
                            const char          *key,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (NATTER_IS_SECRETS (self));
  g_return_if_fail (provider != NULL && *provider != '\0');
  g_return_if_fail (endpoint != NULL);
  g_return_if_fail (label != NULL);
  g_return_if_fail (key != NULL && *key != '\0');
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  NATTER_SECRETS_GET_IFACE (self)->store_async (self, provider, endpoint, label, key, cancellable,
                                                callback, user_data);
}

/**
 * natter_secrets_store_finish:
 * @self: where keys are kept
 * @result: what the callback was given
 * @error: NATTER_ERROR_NO_KEYRING when there is no place to keep a key in
 *
 * Returns: whether the key is kept
 */
gboolean
natter_secrets_store_finish (NatterSecrets  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (NATTER_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  return NATTER_SECRETS_GET_IFACE (self)->store_finish (self, result, error);
}

/**
 * natter_secrets_lookup_async:
 * @self: where keys are kept
 * @provider: the id of a provider
 * @endpoint: the base URL that the key is about to be sent to
 * @cancellable: (nullable): a cancellable
 * @callback: called when the key was looked for
 * @user_data: for @callback
 *
 * Looks for the key of @provider. A key that was stored for another endpoint is not found.
 */
void
natter_secrets_lookup_async (NatterSecrets       *self,
                             const char          *provider,
                             const char          *endpoint,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (NATTER_IS_SECRETS (self));
  g_return_if_fail (provider != NULL && *provider != '\0');
  g_return_if_fail (endpoint != NULL);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  NATTER_SECRETS_GET_IFACE (self)->lookup_async (self, provider, endpoint, cancellable, callback,
                                                 user_data);
}

/**
 * natter_secrets_lookup_finish:
 * @self: where keys are kept
 * @result: what the callback was given
 * @error: only a cancellation
 *
 * Returns: (transfer full) (nullable): the key, freed with natter_secrets_free_key(); NULL without
 *   an error when there is none or the keyring can't be asked
 */
char *
natter_secrets_lookup_finish (NatterSecrets  *self,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (NATTER_IS_SECRETS (self), NULL);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), NULL);
  g_return_val_if_fail (!error || !*error, NULL);

  return NATTER_SECRETS_GET_IFACE (self)->lookup_finish (self, result, error);
}

/**
 * natter_secrets_clear_async:
 * @self: where keys are kept
 * @provider: the id of a provider
 * @cancellable: (nullable): a cancellable
 * @callback: called when the keys are gone
 * @user_data: for @callback
 *
 * Forgets every key of @provider, whatever its endpoint.
 */
void
natter_secrets_clear_async (NatterSecrets       *self,
                            const char          *provider,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_return_if_fail (NATTER_IS_SECRETS (self));
  g_return_if_fail (provider != NULL && *provider != '\0');
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  NATTER_SECRETS_GET_IFACE (self)->clear_async (self, provider, cancellable, callback, user_data);
}

/**
 * natter_secrets_clear_finish:
 * @self: where keys are kept
 * @result: what the callback was given
 * @error: NATTER_ERROR_NO_KEYRING when a key may still be in the keyring
 *
 * Returns: whether no key of the provider is left; there need not have been one
 */
gboolean
natter_secrets_clear_finish (NatterSecrets  *self,
                             GAsyncResult   *result,
                             GError        **error)
{
  g_return_val_if_fail (NATTER_IS_SECRETS (self), FALSE);
  g_return_val_if_fail (G_IS_ASYNC_RESULT (result), FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  return NATTER_SECRETS_GET_IFACE (self)->clear_finish (self, result, error);
}

/* From the first to the last character that is neither blank nor, as in copied pages, invisible. */
static const char *
find_key (const char *text,
          gsize      *length)
{
  const char *start = NULL;
  const char *end = NULL;
  const char *p;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (g_unichar_isspace (c) || g_unichar_iszerowidth (c) || c == 0xFEFF)
        continue;
      if (start == NULL)
        start = p;
      end = g_utf8_next_char (p);
    }

  *length = start != NULL ? (gsize) (end - start) : 0;
  return start;
}

/**
 * natter_secrets_clean_key:
 * @text: what a person typed or pasted
 * @error: NATTER_ERROR_INVALID_SETTING
 *
 * Removes blanks and line ends around a key. A key travels in an HTTP header, so one with anything
 * but printable ASCII in it is refused: it was copied wrongly.
 *
 * Returns: (transfer full) (nullable): the key, freed with natter_secrets_free_key()
 */
char *
natter_secrets_clean_key (const char  *text,
                          GError     **error)
{
  const char *key = NULL;
  gsize length = 0;
  gsize i;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (!error || !*error, NULL);

  if (g_utf8_validate (text, -1, NULL))
    key = find_key (text, &length);
  else
    key = text;

  if (key == NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("The key is empty. Paste the key that the provider gave you."));
      return NULL;
    }

  for (i = 0; key[i] != '\0' && (length == 0 || i < length); i++)
    {
      if (key[i] == ' ' || g_ascii_isgraph (key[i]))
        continue;

      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("The key has characters in it that no key has, such as a line break. "
                             "Copy the key again and paste nothing else."));
      return NULL;
    }

  return g_strndup (key, i);
}

/**
 * natter_secrets_free_key:
 * @key: (transfer full) (nullable): a key
 *
 * Wipes a key's memory, then frees it.
 */
void
natter_secrets_free_key (char *key)
{
  if (key == NULL)
    return;

  explicit_bzero (key, strlen (key));
  g_free (key);
}
