/* bench-meter.c: measures a GTK program from within. The main loop's stalls are the times between
 * two waits of its context; frames are counted when they have been painted.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-meter.h"

#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#define LATE_SECONDS 0.020

static GPollFunc real_poll;
static gint64 woke;                /* when the last wait ended, 0 before */
static GArray *stalls;             /* of double, milliseconds */
static GArray *frames;             /* of double, milliseconds since the frame before */
static gint64 last_frame;
static double cpu_at_begin;
static gint64 time_at_begin;
static gboolean running;
static void (*first_frame_func) (GtkWindow *);

static int
compare (gconstpointer a,
         gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return (x > y) - (x < y);
}

static double
percentile (GArray *values,
            double  part)
{
  if (values->len == 0)
    return 0;

  g_array_sort (values, compare);

  return g_array_index (values, double, MIN ((guint) (part * values->len), values->len - 1));
}

static int
poll_func (GPollFD *fds,
           guint    n_fds,
           int      timeout)
{
  int result = 0;

  if (running && woke != 0)
    {
      double stall = (double) (g_get_monotonic_time () - woke) / 1000;

      g_array_append_val (stalls, stall);
    }
  result = real_poll (fds, n_fds, timeout);
  woke = g_get_monotonic_time ();

  return result;
}

static void
after_paint_cb (GdkFrameClock *clock)
{
  gint64 now = g_get_monotonic_time ();

  if (running && last_frame != 0)
    {
      double distance = (double) (now - last_frame) / 1000;

      g_array_append_val (frames, distance);
    }
  last_frame = now;
}

static void
first_paint_cb (GdkFrameClock *clock,
                GtkWindow     *window)
{
  g_signal_handlers_disconnect_by_func (clock, first_paint_cb, window);
  first_frame_func (window);
}

static void
realize_cb (GtkWidget *window)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint",
                    G_CALLBACK (first_paint_cb), window);
}

static void
window_added_cb (GtkApplication *application,
                 GtkWindow      *window)
{
  g_signal_connect_after (window, "realize", G_CALLBACK (realize_cb), NULL);
}

void
bench_meter_init (void)
{
  stalls = g_array_new (FALSE, FALSE, sizeof (double));
  frames = g_array_new (FALSE, FALSE, sizeof (double));
  real_poll = g_main_context_get_poll_func (NULL);
  g_main_context_set_poll_func (NULL, poll_func);
}

void
bench_meter_begin (GtkWidget *window)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (window);

  g_signal_handlers_disconnect_by_func (clock, after_paint_cb, NULL);
  g_signal_connect (clock, "after-paint", G_CALLBACK (after_paint_cb), NULL);
  g_array_set_size (stalls, 0);
  g_array_set_size (frames, 0);
  last_frame = 0;
  cpu_at_begin = bench_meter_cpu_seconds ();
  time_at_begin = g_get_monotonic_time ();
  running = TRUE;
}

void
bench_meter_stop (void)
{
  running = FALSE;
}

double
bench_meter_get_stall (double part)
{
  return percentile (stalls, part);
}

double
bench_meter_get_frame (double part)
{
  return percentile (frames, part);
}

void
bench_meter_end (void)
{
  double cpu = bench_meter_cpu_seconds () - cpu_at_begin;
  double wall = (double) (g_get_monotonic_time () - time_at_begin) / G_USEC_PER_SEC;
  guint late = 0;

  bench_meter_stop ();
  for (guint i = 0; i < frames->len; i++)
    late += g_array_index (frames, double, i) > LATE_SECONDS * 1000;

  g_print ("{\"cpu\": %.3f, \"wall\": %.3f, \"stall_p999_ms\": %.2f, \"stall_max_ms\": %.2f, "
           "\"frames\": %u, \"late_frames\": %u, \"frame_p999_ms\": %.2f}\n",
           cpu, wall, percentile (stalls, 0.999), percentile (stalls, 1), frames->len, late,
           percentile (frames, 0.999));
}

double
bench_meter_cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);

  return (double) (usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
         (double) (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

double
bench_meter_pss_mib (void)
{
  g_autofree char *text = NULL;
  const char *line = NULL;

  if (!g_file_get_contents ("/proc/self/smaps_rollup", &text, NULL, NULL))
    return -1;

  line = strstr (text, "\nPss:");

  return line ? g_ascii_strtod (line + strlen ("\nPss:"), NULL) / 1024 : -1;
}

double
bench_meter_age (void)
{
  const char *started = g_getenv ("BENCH_STARTED");

  return started ? (double) (g_get_monotonic_time () - g_ascii_strtoll (started, NULL, 10)) /
                   G_USEC_PER_SEC
                 : -1;
}

void
bench_meter_on_first_frame (GtkApplication *application,
                            void          (*func) (GtkWindow *window))
{
  first_frame_func = func;
  g_signal_connect (application, "window-added", G_CALLBACK (window_added_cb), NULL);
}
