/* test-end.c: the names of the ways in which an answer ends.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-end.h"

static const struct
{
  NatterEnd   end;
  const char *name;
} ends[] = {
  { NATTER_END_NONE, "none" },
  { NATTER_END_COMPLETE, "complete" },
  { NATTER_END_LENGTH, "length" },
  { NATTER_END_FILTER, "filter" },
  { NATTER_END_TOOL, "tool" },
  { NATTER_END_STOPPED, "stopped" },
  { NATTER_END_CONNECTION_LOST, "connection-lost" },
  { NATTER_END_TIMED_OUT, "timed-out" },
  { NATTER_END_PROVIDER_ERROR, "provider-error" },
  { NATTER_END_INTERRUPTED, "interrupted" },
};

static void
test_names (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (ends); i++)
    {
      g_assert_cmpstr (natter_end_to_string (ends[i].end), ==, ends[i].name);
      g_assert_cmpint (natter_end_from_string (ends[i].name), ==, ends[i].end);
    }
}

static void
test_other_words (void)
{
  g_assert_cmpint (natter_end_from_string (NULL), ==, NATTER_END_NONE);
  g_assert_cmpint (natter_end_from_string (""), ==, NATTER_END_NONE);
  g_assert_cmpint (natter_end_from_string ("Complete"), ==, NATTER_END_NONE);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/end/names", test_names);
  g_test_add_func ("/end/other-words", test_other_words);

  return g_test_run ();
}
