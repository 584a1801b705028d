/* test-store-error.c: what is kept and tried again, what is not, and that each says something.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>

#include <gio/gio.h>

#include "natter-store-error.h"

static void
test_kept (void)
{
  g_autoptr(GError) cancelled = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "");

  for (int code = NATTER_STORE_ERROR_DISK_FULL; code <= NATTER_STORE_ERROR_FAILED; code++)
    {
      g_autoptr(GError) error = natter_store_error_new ((NatterStoreError) code);

      g_assert_cmpuint (strlen (error->message), >, 10);
      g_assert_true (natter_store_error_is_kept (error) == (code <= NATTER_STORE_ERROR_DISK));
    }

  g_assert_false (natter_store_error_is_kept (NULL));
  g_assert_false (natter_store_error_is_kept (cancelled));
}

static void
test_errno (void)
{
  static const struct
  {
    int              code;
    NatterStoreError expected;
  } cases[] = {
    { ENOSPC, NATTER_STORE_ERROR_DISK_FULL }, { EDQUOT, NATTER_STORE_ERROR_DISK_FULL },
    { EACCES, NATTER_STORE_ERROR_READ_ONLY }, { EROFS, NATTER_STORE_ERROR_READ_ONLY },
    { EIO, NATTER_STORE_ERROR_DISK },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = natter_store_error_new_errno (cases[i].code);

      g_assert_error (error, NATTER_STORE_ERROR, (int) cases[i].expected);
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/store-error/kept", test_kept);
  g_test_add_func ("/store-error/errno", test_errno);

  return g_test_run ();
}
