/* natter-countdown.c: tells the seconds that are left until a moment, each as it begins. Owned by
 * the widget that shows them; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-countdown.h"

struct _NatterCountdown
{
  gint64               when;
  NatterCountdownFunc  func;
  gpointer             data;
  guint                timeout_id;
};

static void tell (NatterCountdown *self);

static gboolean
timeout_cb (gpointer data)
{
  NatterCountdown *self = data;

  self->timeout_id = 0;
  tell (self);

  return G_SOURCE_REMOVE;
}

static void
tell (NatterCountdown *self)
{
  gint64 left = MAX (self->when - g_get_monotonic_time (), 1);
  int seconds = (int) ((left + G_USEC_PER_SEC - 1) / G_USEC_PER_SEC);
  gint64 next = left - (gint64) (seconds - 1) * G_USEC_PER_SEC;

  if (seconds > 1)
    self->timeout_id = g_timeout_add ((guint) (next / 1000 + 1), timeout_cb, self);
  self->func (seconds, self->data);
}

/**
 * natter_countdown_new:
 * @when: in monotonic microseconds
 * @func: called at once and whenever a second begins, up to the last
 * @data: for @func; valid as long as the countdown
 *
 * Returns: (transfer full): a countdown that runs until it is freed
 */
NatterCountdown *
natter_countdown_new (gint64               when,
                      NatterCountdownFunc  func,
                      gpointer             data)
{
  NatterCountdown *self = g_new0 (NatterCountdown, 1);

  self->when = when;
  self->func = func;
  self->data = data;
  tell (self);

  return self;
}

void
natter_countdown_free (NatterCountdown *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_free (self);
}
