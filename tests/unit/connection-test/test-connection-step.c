/* test-connection-step.c: what a step says of itself from state to state.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-step.h"

static void
state_cb (NatterConnectionStep *step,
          GParamSpec           *pspec,
          GString              *seen)
{
  const char *detail = natter_connection_step_get_detail (step);

  g_string_append_printf (seen, "%s:%s ", natter_connection_step_get_state_name (step),
                          detail != NULL ? detail : "-");
}

static void
test_states (void)
{
  NatterConnectionStep *step = natter_connection_step_new (NATTER_CONNECTION_STEP_TLS);
  g_autoptr(GError) error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_FAILED, "No.");
  g_autoptr(GString) seen = g_string_new (NULL);

  g_signal_connect (step, "notify::state", G_CALLBACK (state_cb), seen);
  g_assert_cmpint (natter_connection_step_get_id (step), ==, NATTER_CONNECTION_STEP_TLS);
  g_assert_cmpint (natter_connection_step_get_state (step), ==, NATTER_CONNECTION_STEP_WAITING);
  g_assert_cmpint (natter_connection_step_get_milliseconds (step), ==, -1);

  natter_connection_step_start (step);
  g_assert_cmpint (natter_connection_step_get_milliseconds (step), >=, 0);
  natter_connection_step_pass (step, "Well");
  natter_connection_step_pass (step, "Well");
  g_assert_null (natter_connection_step_get_error (step));

  /* a later and better judgement */
  natter_connection_step_fail (step, error);
  g_assert_error (natter_connection_step_get_error (step), G_IO_ERROR, G_IO_ERROR_FAILED);

  natter_connection_step_reset (step);
  g_assert_null (natter_connection_step_get_error (step));
  g_assert_cmpint (natter_connection_step_get_milliseconds (step), ==, -1);
  natter_connection_step_skip (step, "Why");
  g_assert_cmpint (natter_connection_step_get_milliseconds (step), ==, -1);

  g_assert_cmpstr (seen->str, ==, "Running:- Passed:Well Failed:No. Waiting:- Skipped:Why ");
  g_assert_finalize_object (step);
}

static void
test_titles (void)
{
  for (guint i = 0; i < NATTER_N_CONNECTION_STEPS; i++)
    {
      g_autoptr(NatterConnectionStep) step = natter_connection_step_new (i);
      g_autofree char *title = NULL;

      g_object_get (step, "title", &title, NULL);
      g_assert_cmpstr (title, !=, "");
      g_assert_cmpstr (title, ==, natter_connection_step_get_title (step));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/connection-step/states", test_states);
  g_test_add_func ("/connection-step/titles", test_titles);

  return g_test_run ();
}
