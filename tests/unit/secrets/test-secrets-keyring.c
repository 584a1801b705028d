/* test-secrets-keyring.c: keys in the real libsecret, in the surroundings that the first argument
 * names: "file" (its encrypted file, no bus), "service" (an unlocked keyring), "locked" (one that
 * nobody can unlock) and "none" (no bus). The script with-keyring beside this file makes the middle
 * two.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-error.h"
#include "natter-secrets-keyring.h"
#include "natter-test-secrets.h"

#define PROVIDER "11111111-2222-3333-4444-555555555555"
#define ENDPOINT "https://api.example.com/v1"

static void
test_contract (void)
{
  NatterSecrets *secrets = natter_secrets_keyring_new ();

  natter_test_secrets_contract (secrets);

  g_assert_finalize_object (secrets);
}

/* Another object, as after a new start of the program. */
static void
test_lasts (void)
{
  NatterSecrets *before = natter_secrets_keyring_new ();
  NatterSecrets *after = natter_secrets_keyring_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_test_secrets_store (before, PROVIDER, ENDPOINT, "sk-last", &error));
  g_assert_no_error (error);
  g_assert_finalize_object (before);

  natter_test_secrets_assert (after, PROVIDER, ENDPOINT, "sk-last");
  g_assert_true (natter_test_secrets_clear (after, PROVIDER, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (after);
}

static void
test_memory_first (void)
{
  NatterSecrets *secrets = natter_secrets_keyring_new ();
  NatterSecretsKeyring *keyring = NATTER_SECRETS_KEYRING (secrets);
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_test_secrets_store (secrets, PROVIDER, ENDPOINT, "sk-keyring", &error));
  g_assert_no_error (error);
  natter_secrets_keyring_keep_in_memory (keyring, PROVIDER, ENDPOINT, "sk-memory");
  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, "sk-memory");

  /* What is saved later is newer than what is kept in memory. */
  g_assert_true (natter_test_secrets_store (secrets, PROVIDER, ENDPOINT, "sk-newer", &error));
  g_assert_no_error (error);
  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, "sk-newer");

  natter_secrets_keyring_keep_in_memory (keyring, PROVIDER, ENDPOINT, "sk-memory");
  g_assert_true (natter_test_secrets_clear (secrets, PROVIDER, &error));
  g_assert_no_error (error);
  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, NULL);

  g_assert_finalize_object (secrets);
}

static void
test_unavailable (void)
{
  NatterSecrets *secrets = natter_secrets_keyring_new ();
  NatterSecretsKeyring *keyring = NATTER_SECRETS_KEYRING (secrets);
  g_autoptr(GError) error = NULL;

  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, NULL);

  g_assert_false (natter_test_secrets_store (secrets, PROVIDER, ENDPOINT, "sk-secret", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NO_KEYRING);
  g_assert_nonnull (strstr (error->message, "keep the key until Natter quits"));
  g_assert_null (strstr (error->message, "sk-secret"));
  g_assert_null (strstr (error->message, "D-Bus"));

  /* Nothing is kept that the user did not ask to be. */
  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, NULL);

  natter_secrets_keyring_keep_in_memory (keyring, PROVIDER, ENDPOINT, "sk-secret");
  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, "sk-secret");
  natter_test_secrets_assert (secrets, PROVIDER, "https://api.example.net/v1", NULL);

  g_assert_finalize_object (secrets);
}

/* The memory is cleared, but whether the keyring still has a key nobody can tell. */
static void
test_clear_unreachable (void)
{
  NatterSecrets *secrets = natter_secrets_keyring_new ();
  g_autoptr(GError) error = NULL;

  natter_secrets_keyring_keep_in_memory (NATTER_SECRETS_KEYRING (secrets), PROVIDER, ENDPOINT,
                                         "sk-secret");
  g_assert_false (natter_test_secrets_clear (secrets, PROVIDER, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NO_KEYRING);
  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, NULL);

  g_assert_finalize_object (secrets);
}

static void
lock_keyring (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GDBusConnection) bus = g_bus_get_sync (G_BUS_TYPE_SESSION, NULL, &error);
  g_autoptr(GVariant) reply = NULL;
  const char *const paths[] = { "/org/freedesktop/secrets/aliases/default", NULL };

  g_assert_no_error (error);
  reply = g_dbus_connection_call_sync (bus, "org.freedesktop.secrets", "/org/freedesktop/secrets",
                                       "org.freedesktop.Secret.Service", "Lock",
                                       g_variant_new ("(^ao)", paths), NULL,
                                       G_DBUS_CALL_FLAGS_NONE, 10000, NULL, &error);
  g_assert_no_error (error);
}

/* Locked while Natter runs, and nobody there to unlock it. */
static void
test_locked_later (void)
{
  NatterSecrets *secrets = natter_secrets_keyring_new ();
  g_autoptr(GError) error = NULL;

  g_assert_true (natter_test_secrets_store (secrets, PROVIDER, ENDPOINT, "sk-secret", &error));
  g_assert_no_error (error);
  lock_keyring ();

  natter_test_secrets_assert (secrets, PROVIDER, ENDPOINT, NULL);
  g_assert_false (natter_test_secrets_store (secrets, PROVIDER, ENDPOINT, "sk-other", &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NO_KEYRING);
  g_clear_error (&error);

  /* The key is still there, and saying that it is gone would be a lie. */
  g_assert_false (natter_test_secrets_clear (secrets, PROVIDER, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NO_KEYRING);

  g_assert_finalize_object (secrets);
}

/* The attributes of an item are readable to all; the file is not to contain the key. */
static void
test_file_is_encrypted (void)
{
  NatterSecrets *secrets = natter_secrets_keyring_new ();
  g_autofree char *contents = NULL;
  g_autoptr(GError) error = NULL;
  gsize length;

  g_assert_true (natter_test_secrets_store (secrets, PROVIDER, ENDPOINT, "sk-in-the-file", &error));
  g_assert_no_error (error);
  g_file_get_contents (g_getenv ("SECRET_FILE_TEST_PATH"), &contents, &length, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (length, >, 0);
  g_assert_null (g_strstr_len (contents, (gssize) length, "sk-in-the-file"));

  g_assert_true (natter_test_secrets_clear (secrets, PROVIDER, &error));
  g_assert_no_error (error);
  g_assert_finalize_object (secrets);
}

static char *
use_file (void)
{
  g_autoptr(GError) error = NULL;
  char *folder = g_dir_make_tmp ("natter-secrets-XXXXXX", &error);
  g_autofree char *path = NULL;

  g_assert_no_error (error);
  path = g_build_filename (folder, "keyring", NULL);
  g_setenv ("SECRET_BACKEND", "file", TRUE);
  g_setenv ("SECRET_FILE_TEST_PATH", path, TRUE);
  g_setenv ("SECRET_FILE_TEST_PASSWORD", "password", TRUE);
  g_unsetenv ("DBUS_SESSION_BUS_ADDRESS");

  return folder;
}

static void
remove_file (const char *folder)
{
  const char *path = g_getenv ("SECRET_FILE_TEST_PATH");
  g_autofree char *backup = g_strconcat (path, "~", NULL);

  g_unlink (path);
  g_unlink (backup);
  g_assert_no_errno (g_rmdir (folder));
}

static void
use_no_bus (void)
{
  g_unsetenv ("SECRET_BACKEND");
  g_unsetenv ("DISPLAY");
  g_setenv ("XDG_RUNTIME_DIR", "/nonexistent", TRUE);
  g_setenv ("DBUS_SESSION_BUS_ADDRESS", "unix:path=/nonexistent/bus", TRUE);
}

static void
add_tests (const char *surroundings)
{
  if (g_str_equal (surroundings, "none") || g_str_equal (surroundings, "locked"))
    {
      g_test_add_func ("/secrets-keyring/unavailable", test_unavailable);
      if (g_str_equal (surroundings, "none"))
        g_test_add_func ("/secrets-keyring/clear-unreachable", test_clear_unreachable);
      return;
    }

  g_test_add_func ("/secrets-keyring/contract", test_contract);
  g_test_add_func ("/secrets-keyring/lasts", test_lasts);
  g_test_add_func ("/secrets-keyring/memory-first", test_memory_first);
  if (g_str_equal (surroundings, "file"))
    g_test_add_func ("/secrets-keyring/file-is-encrypted", test_file_is_encrypted);
  else
    g_test_add_func ("/secrets-keyring/locked-later", test_locked_later);
}

int
main (int   argc,
      char *argv[])
{
  g_autofree char *folder = NULL;
  const char *surroundings;
  int status;

  g_test_init (&argc, &argv, NULL);

  surroundings = argc > 1 ? argv[1] : "file";
  if (g_str_equal (surroundings, "file"))
    folder = use_file ();
  else if (g_str_equal (surroundings, "none"))
    use_no_bus ();

  add_tests (surroundings);
  status = g_test_run ();

  if (folder != NULL)
    remove_file (folder);

  return status;
}
