/* natter-test-secrets.c: what every implementation of NatterSecrets has to do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-secrets.h"

#include "natter-test-async.h"

#define HOME "https://api.example.com/v1"
#define AWAY "https://api.example.net/v1"

gboolean
natter_test_secrets_store (NatterSecrets  *secrets,
                           const char     *provider,
                           const char     *endpoint,
                           const char     *key,
                           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_secrets_store_async (secrets, provider, endpoint, "Natter test", key, NULL,
                              natter_test_async_cb, &result);
  g_assert_null (result);
  return natter_secrets_store_finish (secrets, natter_test_async_wait (&result), error);
}

char *
natter_test_secrets_lookup (NatterSecrets *secrets,
                            const char    *provider,
                            const char    *endpoint)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  char *key;

  natter_secrets_lookup_async (secrets, provider, endpoint, NULL, natter_test_async_cb, &result);
  g_assert_null (result);
  key = natter_secrets_lookup_finish (secrets, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);

  return key;
}

gboolean
natter_test_secrets_clear (NatterSecrets  *secrets,
                           const char     *provider,
                           GError        **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_secrets_clear_async (secrets, provider, NULL, natter_test_async_cb, &result);
  g_assert_null (result);
  return natter_secrets_clear_finish (secrets, natter_test_async_wait (&result), error);
}

static void
check_cancelled (NatterSecrets *secrets)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) stored = NULL;
  g_autoptr(GAsyncResult) looked_up = NULL;
  g_autoptr(GAsyncResult) cleared = NULL;
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);

  natter_secrets_store_async (secrets, "one", HOME, "Natter test", "other", cancellable,
                              natter_test_async_cb, &stored);
  g_assert_false (natter_secrets_store_finish (secrets, natter_test_async_wait (&stored), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  natter_secrets_lookup_async (secrets, "one", HOME, cancellable, natter_test_async_cb,
                               &looked_up);
  g_assert_null (natter_secrets_lookup_finish (secrets, natter_test_async_wait (&looked_up),
                                               &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  g_clear_error (&error);

  natter_secrets_clear_async (secrets, "nobody", cancellable, natter_test_async_cb, &cleared);
  g_assert_false (natter_secrets_clear_finish (secrets, natter_test_async_wait (&cleared), &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

/* Leaves nothing behind. */
void
natter_test_secrets_contract (NatterSecrets *secrets)
{
  g_autoptr(GError) error = NULL;

  natter_test_secrets_assert (secrets, "one", HOME, NULL);

  g_assert_true (natter_test_secrets_store (secrets, "one", HOME, "key 1", &error));
  g_assert_no_error (error);
  natter_test_secrets_assert (secrets, "one", HOME, "key 1");

  /* A key is for one address and one account. */
  natter_test_secrets_assert (secrets, "one", AWAY, NULL);
  natter_test_secrets_assert (secrets, "two", HOME, NULL);

  /* Storing again replaces. */
  g_assert_true (natter_test_secrets_store (secrets, "one", HOME, "key 2", &error));
  g_assert_no_error (error);
  natter_test_secrets_assert (secrets, "one", HOME, "key 2");

  g_assert_true (natter_test_secrets_store (secrets, "one", AWAY, "key 3", &error));
  g_assert_no_error (error);
  g_assert_true (natter_test_secrets_store (secrets, "two", HOME, "key 4", &error));
  g_assert_no_error (error);
  natter_test_secrets_assert (secrets, "one", HOME, "key 2");
  natter_test_secrets_assert (secrets, "one", AWAY, "key 3");

  check_cancelled (secrets);
  natter_test_secrets_assert (secrets, "one", HOME, "key 2");

  /* Clearing takes every address of the account and nothing of another. */
  g_assert_true (natter_test_secrets_clear (secrets, "one", &error));
  g_assert_no_error (error);
  natter_test_secrets_assert (secrets, "one", HOME, NULL);
  natter_test_secrets_assert (secrets, "one", AWAY, NULL);
  natter_test_secrets_assert (secrets, "two", HOME, "key 4");

  /* There need not be one to clear. */
  g_assert_true (natter_test_secrets_clear (secrets, "one", &error));
  g_assert_no_error (error);
  g_assert_true (natter_test_secrets_clear (secrets, "two", &error));
  g_assert_no_error (error);
}
