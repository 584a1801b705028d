/* test-usage.c: a usage is known as soon as one count is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-usage.h"

static void
test_unknown (void)
{
  NatterUsage usage = NATTER_USAGE_INIT;

  g_assert_false (natter_usage_is_known (&usage));
}

static void
test_known (void)
{
  const NatterUsage usages[] = {
    { 0, -1, -1, -1, -1 }, { -1, 0, -1, -1, -1 }, { -1, -1, 0, -1, -1 },
    { -1, -1, -1, 0, -1 }, { -1, -1, -1, -1, 0 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (usages); i++)
    g_assert_true (natter_usage_is_known (&usages[i]));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/usage/unknown", test_unknown);
  g_test_add_func ("/usage/known", test_known);

  return g_test_run ();
}
