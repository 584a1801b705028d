/* natter-today.c: the day that it is. It sleeps until midnight on the clock of the wall, so that a
 * computer that slept too, and a clock that is set, are not missed. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-today.h"

#include <errno.h>
#include <gio/gio.h>
#include <glib-unix.h>
#include <glib/gstdio.h>
#include <sys/timerfd.h>
#include <unistd.h>

#define TIME_ZONE_FILE "/etc/localtime"

struct _NatterToday
{
  GObject       parent_instance;

  GDateTime    *fixed;        /* the moment that it is for ever, or NULL */
  int           timer_fd;
  guint         timer_id;
  GFileMonitor *zone_monitor;
};

G_DEFINE_FINAL_TYPE (NatterToday, natter_today, G_TYPE_OBJECT)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gint64
next_midnight (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autoptr(GDateTime) tomorrow = g_date_time_add_days (now, 1);
  g_autoptr(GDateTime) midnight =
    g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (tomorrow),
                     g_date_time_get_month (tomorrow), g_date_time_get_day_of_month (tomorrow),
                     0, 0, 0);

  return g_date_time_to_unix (midnight);
}

static void
set_alarm (NatterToday *self)
{
  const struct itimerspec alarm = { .it_value = { .tv_sec = next_midnight () } };

  if (self->timer_fd >= 0 &&
      timerfd_settime (self->timer_fd, TFD_TIMER_ABSTIME | TFD_TIMER_CANCEL_ON_SET, &alarm,
                       NULL) != 0)
    g_warning ("Midnight will not be noticed: %s", g_strerror (errno));
}

static void
changed (NatterToday *self)
{
  set_alarm (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static gboolean
timer_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  NatterToday *self = data;
  guint64 times = 0;

  /* ECANCELED says that the clock was set: that is word of another day, too. */
  if (read (fd, &times, sizeof times) < 0 && errno != ECANCELED)
    return G_SOURCE_CONTINUE;

  changed (self);

  return G_SOURCE_CONTINUE;
}

static void
natter_today_dispose (GObject *object)
{
  NatterToday *self = NATTER_TODAY (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_clear_object (&self->zone_monitor);

  G_OBJECT_CLASS (natter_today_parent_class)->dispose (object);
}

static void
natter_today_finalize (GObject *object)
{
  NatterToday *self = NATTER_TODAY (object);

  g_clear_fd (&self->timer_fd, NULL);
  g_clear_pointer (&self->fixed, g_date_time_unref);

  G_OBJECT_CLASS (natter_today_parent_class)->finalize (object);
}

static void
natter_today_class_init (NatterTodayClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_today_dispose;
  object_class->finalize = natter_today_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_today_init (NatterToday *self)
{
  self->timer_fd = -1;
}

static void
watch_zone (NatterToday *self)
{
  g_autoptr(GFile) file = g_file_new_for_path (TIME_ZONE_FILE);

  self->zone_monitor = g_file_monitor_file (file, G_FILE_MONITOR_NONE, NULL, NULL);
  if (self->zone_monitor)
    g_signal_connect_object (self->zone_monitor, "changed", G_CALLBACK (changed), self,
                             G_CONNECT_SWAPPED);
}

/**
 * natter_today_new:
 *
 * Returns: (transfer full): the day on the computer's clock
 */
NatterToday *
natter_today_new (void)
{
  NatterToday *self = g_object_new (NATTER_TYPE_TODAY, NULL);

  self->timer_fd = timerfd_create (CLOCK_REALTIME, TFD_NONBLOCK | TFD_CLOEXEC);
  if (self->timer_fd >= 0)
    self->timer_id = g_unix_fd_add (self->timer_fd, G_IO_IN, timer_cb, self);
  set_alarm (self);
  watch_zone (self);

  return self;
}

/**
 * natter_today_new_at:
 * @now: a moment, in the time zone of whoever looks
 *
 * Returns: (transfer full): a day on which the clock stands still until it is set
 */
NatterToday *
natter_today_new_at (GDateTime *now)
{
  NatterToday *self = g_object_new (NATTER_TYPE_TODAY, NULL);

  self->fixed = g_date_time_ref (now);

  return self;
}

/**
 * natter_today_dup_now:
 *
 * Returns: (transfer full): the moment that it is, in local time
 */
GDateTime *
natter_today_dup_now (NatterToday *self)
{
  g_return_val_if_fail (NATTER_IS_TODAY (self), NULL);

  return self->fixed ? g_date_time_ref (self->fixed) : g_date_time_new_now_local ();
}

/**
 * natter_today_set_now:
 * @now: a moment, in the time zone of whoever looks
 *
 * Sets a clock that stands still.
 */
void
natter_today_set_now (NatterToday *self,
                      GDateTime   *now)
{
  g_return_if_fail (NATTER_IS_TODAY (self));
  g_return_if_fail (self->fixed != NULL);

  g_date_time_unref (self->fixed);
  self->fixed = g_date_time_ref (now);
  changed (self);
}
