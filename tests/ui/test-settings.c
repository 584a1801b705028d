/* test-settings.c: the typed settings, kept in a file of their own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-settings.h"

#include <glib/gstdio.h>

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_settings_send_key (void)
{
  NatterSettings *settings = natter_settings_new (NULL);
  guint notified = 0;

  g_signal_connect_swapped (settings, "notify::send-key", G_CALLBACK (count_cb), &notified);
  g_assert_cmpint (natter_settings_get_send_key (settings), ==, NATTER_SEND_KEY_ENTER);

  natter_settings_set_send_key (settings, NATTER_SEND_KEY_CTRL_ENTER);
  natter_settings_set_send_key (settings, NATTER_SEND_KEY_CTRL_ENTER);
  g_assert_cmpint (natter_settings_get_send_key (settings), ==, NATTER_SEND_KEY_CTRL_ENTER);
  g_assert_cmpuint (notified, ==, 1);

  g_object_set (settings, "send-key", NATTER_SEND_KEY_ENTER, NULL);
  g_assert_cmpuint (notified, ==, 2);

  g_assert_finalize_object (settings);
}

static void
test_settings_model_titles (void)
{
  NatterSettings *settings = natter_settings_new (NULL);
  guint notified = 0;

  g_signal_connect_swapped (settings, "notify::model-titles", G_CALLBACK (count_cb), &notified);
  g_assert_false (natter_settings_get_model_titles (settings));

  natter_settings_set_model_titles (settings, TRUE);
  natter_settings_set_model_titles (settings, TRUE);
  g_assert_true (natter_settings_get_model_titles (settings));
  g_assert_cmpuint (notified, ==, 1);

  g_object_set (settings, "model-titles", FALSE, NULL);
  g_assert_cmpuint (notified, ==, 2);

  g_assert_finalize_object (settings);
}

static void
test_settings_keyfile (void)
{
  g_autofree char *folder = g_dir_make_tmp ("natter-settings-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "settings.ini", NULL);
  NatterSettings *settings = natter_settings_new (path);
  gboolean maximized;
  int width;
  int height;

  natter_settings_get_window_size (settings, &width, &height, &maximized);
  g_assert_cmpint (width, >, 360);
  g_assert_cmpint (height, >, 360);
  g_assert_false (maximized);

  natter_settings_set_window_size (settings, 700, 500, TRUE);
  natter_settings_set_send_key (settings, NATTER_SEND_KEY_CTRL_ENTER);
  g_assert_finalize_object (settings);

  settings = natter_settings_new (path);
  natter_settings_get_window_size (settings, &width, &height, &maximized);
  g_assert_cmpint (width, ==, 700);
  g_assert_cmpint (height, ==, 500);
  g_assert_true (maximized);
  g_assert_cmpint (natter_settings_get_send_key (settings), ==, NATTER_SEND_KEY_CTRL_ENTER);
  g_assert_finalize_object (settings);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

static void
test_settings_no_schema (void)
{
  g_auto(GStrv) envp = NULL;

  if (g_test_subprocess ())
    {
      g_autoptr(NatterSettings) settings = natter_settings_new (NULL);

      g_assert_nonnull (settings);
      return;
    }

  envp = g_environ_setenv (g_get_environ (), "GSETTINGS_SCHEMA_DIR", "/nonexistent", TRUE);
  envp = g_environ_setenv (envp, "XDG_DATA_DIRS", "/nonexistent", TRUE);
  envp = g_environ_setenv (envp, "XDG_DATA_HOME", "/nonexistent", TRUE);
  g_test_trap_subprocess_with_envp (NULL, (const char * const *) envp, 0,
                                    G_TEST_SUBPROCESS_DEFAULT);
  g_test_trap_assert_failed ();
  g_test_trap_assert_stderr ("*not installed completely*");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/send-key", test_settings_send_key);
  g_test_add_func ("/settings/model-titles", test_settings_model_titles);
  g_test_add_func ("/settings/keyfile", test_settings_keyfile);
  g_test_add_func ("/settings/no-schema", test_settings_no_schema);

  return g_test_run ();
}
