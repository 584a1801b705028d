/* bench-idle.h: what both programs of the start benchmark print: the first frame, then memory
 * after a while of idleness.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "bench-meter.h"

#define BENCH_IDLE_SECONDS 3

static double bench_first_frame;

static gboolean
bench_idle_cb (gpointer data)
{
  g_print ("{\"first_frame\": %.4f, \"pss_mib\": %.1f}\n", bench_first_frame,
           bench_meter_pss_mib ());
  exit (EXIT_SUCCESS);
}

static void
bench_first_frame_cb (GtkWindow *window)
{
  bench_first_frame = bench_meter_age ();
  g_timeout_add_seconds (BENCH_IDLE_SECONDS, bench_idle_cb, NULL);
}
