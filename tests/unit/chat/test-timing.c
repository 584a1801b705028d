/* test-timing.c: how long an answer took, and how fast it came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-timing.h"

#define MS 1000

static const struct
{
  const char  *name;
  NatterTiming timing;
  gint64       tokens;
  double       seconds;     /* to the first token; -1 is "unknown" */
  double       per_second;
} cases[] = {
  { "answer", { 1000 * MS, 0, 1500 * MS, 3500 * MS }, 100, 0.5, 50 },
  { "thoughts first", { 1000 * MS, 1500 * MS, 4500 * MS, 5500 * MS }, 200, 0.5, 50 },
  { "thoughts only", { 1000 * MS, 2000 * MS, 0, 4000 * MS }, 10, 1, 5 },
  { "words before thoughts", { 1000 * MS, 3000 * MS, 2000 * MS, 4000 * MS }, 10, 1, 5 },
  { "not counted", { 1000 * MS, 0, 1500 * MS, 3500 * MS }, -1, 0.5, -1 },
  { "nothing counted", { 1000 * MS, 0, 1500 * MS, 3500 * MS }, 0, 0.5, -1 },
  { "one token", { 1000 * MS, 0, 1500 * MS, 3500 * MS }, 1, 0.5, -1 },
  { "not ended", { 1000 * MS, 0, 1500 * MS, 0 }, 100, 0.5, -1 },
  { "no token", { 1000 * MS, 0, 0, 3500 * MS }, 100, -1, -1 },
  { "all at once", { 1000 * MS, 0, 3500 * MS, 3501 * MS }, 100, 2.5, -1 },
  { "just long enough", { 1000 * MS, 0, 3000 * MS, 3125 * MS }, 100, 2, 800 },
  { "nothing known", { 0, 0, 0, 0 }, 100, -1, -1 },
  { "ended before it began", { 1000 * MS, 0, 3000 * MS, 2000 * MS }, 100, 2, -1 },
};

static void
test_speed (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  g_assert_cmpfloat_with_epsilon (natter_timing_get_token_seconds (&cases[i].timing),
                                  cases[i].seconds, 1e-9);
  g_assert_cmpfloat_with_epsilon (natter_timing_get_tokens_per_second (&cases[i].timing,
                                                                       cases[i].tokens),
                                  cases[i].per_second, 1e-9);
}

static void
test_seconds (void)
{
  NatterTiming timing = { 0 };

  g_assert_cmpfloat_with_epsilon (natter_timing_get_seconds (&timing), -1, 1e-9);
  g_assert_cmpfloat_with_epsilon (natter_timing_get_reasoning_seconds (&timing), -1, 1e-9);

  timing = (NatterTiming) { 1000 * MS, 1500 * MS, 2500 * MS, 4000 * MS };
  g_assert_cmpfloat_with_epsilon (natter_timing_get_seconds (&timing), 3, 1e-9);
  g_assert_cmpfloat_with_epsilon (natter_timing_get_first_seconds (&timing), 1.5, 1e-9);
  g_assert_cmpfloat_with_epsilon (natter_timing_get_reasoning_seconds (&timing), 1, 1e-9);
}

static void
test_stamp (void)
{
  gint64 moment = 0;
  gint64 first = 0;

  natter_timing_stamp (&moment);
  g_assert_cmpint (moment, >, 0);
  first = moment;
  natter_timing_stamp (&moment);
  g_assert_cmpint (moment, ==, first);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/timing/speed/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_speed);
    }
  g_test_add_func ("/timing/seconds", test_seconds);
  g_test_add_func ("/timing/stamp", test_stamp);

  return g_test_run ();
}
