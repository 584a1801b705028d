/* bench-meter.h: measures a GTK program from within: processor time, what the main loop does at a
 * stretch, the distance of painted frames, memory. One meter a process; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

/* What one iteration of the main loop takes between two waits is measured from here on. */
void   bench_meter_init        (void);
void   bench_meter_begin       (GtkWidget  *window);
/* One JSON object on a line of its own. */
void   bench_meter_end         (void);
/* The same without a word, and what was measured until then: milliseconds that the given part, from
 * 0 to 1, of all stalls or of the distances of all frames is below. */
void   bench_meter_stop        (void);
double bench_meter_get_stall   (double      part);
double bench_meter_get_frame   (double      part);
double bench_meter_cpu_seconds (void);
double bench_meter_pss_mib     (void);
/* Seconds since the runner started this process, by BENCH_STARTED (monotonic microseconds). */
double bench_meter_age         (void);
void   bench_meter_on_first_frame (GtkApplication *application,
                                   void          (*func) (GtkWindow *window));

G_END_DECLS
