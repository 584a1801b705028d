/* natter-http-limits.c: how long a stream may take for what, and the sentence when it took longer.
 * A plain value owned by its stream; no timer of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-limits-private.h"

#include <math.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-http-private.h"

/* Starts it, or starts it again from now. */
void
natter_http_limit_start (NatterHttpLimit *self)
{
  if (self->seconds > 0)
    self->deadline = g_get_monotonic_time () + (gint64) (self->seconds * G_USEC_PER_SEC);
}

void
natter_http_limit_stop (NatterHttpLimit *self)
{
  self->deadline = 0;
}

/*
 * natter_http_limits_get_wait:
 *
 * Returns: microseconds until the nearest deadline, or -1 when none is running
 */
gint64
natter_http_limits_get_wait (const NatterHttpLimits *self)
{
  const gint64 deadlines[] = {
    self->total.deadline, self->headers.deadline, self->silence.deadline, self->content.deadline
  };
  gint64 now = g_get_monotonic_time ();
  gint64 next = G_MAXINT64;

  for (guint i = 0; i < G_N_ELEMENTS (deadlines); i++)
    {
      if (deadlines[i])
        next = MIN (next, deadlines[i]);
    }

  return next == G_MAXINT64 ? -1 : MAX (0, next - now);
}

static gboolean
is_over (const NatterHttpLimit *self)
{
  return self->deadline != 0 && self->deadline <= g_get_monotonic_time ();
}

static char *
dup_span (const NatterHttpLimit *self)
{
  guint n = MAX (1, (guint) ceil (self->seconds));
  guint minutes = n / 60;

  if (minutes >= 2 && n % 60 == 0)
    return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u minute", "%u minutes", minutes),
                            minutes);

  return g_strdup_printf (g_dngettext (GETTEXT_PACKAGE, "%u second", "%u seconds", n), n);
}

/*
 * natter_http_limits_check:
 *
 * Returns: (transfer full) (nullable): an error that says which limit is over
 */
GError *
natter_http_limits_check (const NatterHttpLimits *self,
                          NatterHttpRequest      *request)
{
  g_autofree char *place = natter_http_error_dup_place (request);
  g_autofree char *span = NULL;

  if (is_over (&self->total))
    {
      span = dup_span (&self->total);
      return g_error_new (NATTER_ERROR, NATTER_ERROR_TIMED_OUT,
                          _("%s did not answer within %s. Try again later."), place, span);
    }

  if (is_over (&self->headers))
    {
      span = dup_span (&self->headers);
      return g_error_new (NATTER_ERROR, NATTER_ERROR_TIMED_OUT,
                          _("%s did not begin to answer within %s. It may be overloaded; "
                            "try again."), place, span);
    }

  if (is_over (&self->silence))
    {
      span = dup_span (&self->silence);
      return g_error_new (NATTER_ERROR, NATTER_ERROR_TIMED_OUT,
                          _("%s fell silent for %s in the middle of its answer. Try again."),
                          place, span);
    }

  if (is_over (&self->content))
    {
      span = dup_span (&self->content);
      return g_error_new (NATTER_ERROR, NATTER_ERROR_TIMED_OUT,
                          _("%s kept the connection open, but sent nothing of an answer for %s. "
                            "Try again."), place, span);
    }

  return NULL;
}
