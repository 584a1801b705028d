/* test-secrets-memory.c: keys in memory.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-secrets-memory.h"
#include "natter-test-secrets.h"

static void
test_contract (void)
{
  NatterSecrets *secrets = natter_secrets_memory_new ();

  natter_test_secrets_contract (secrets);

  g_assert_finalize_object (secrets);
}

static void
test_apart (void)
{
  NatterSecrets *one = natter_secrets_memory_new ();
  NatterSecrets *two = natter_secrets_memory_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_test_secrets_store (one, "id", "https://example.com", "key", &error));
  g_assert_no_error (error);
  natter_test_secrets_assert (two, "id", "https://example.com", NULL);

  g_assert_finalize_object (one);
  g_assert_finalize_object (two);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/secrets-memory/contract", test_contract);
  g_test_add_func ("/secrets-memory/apart", test_apart);

  return g_test_run ();
}
