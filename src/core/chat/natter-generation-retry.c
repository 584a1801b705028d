/* natter-generation-retry.c: whether, when and why a request is sent again: what passes is asked
 * once more after a wait, and what the network was away for once it is back. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-generation-private.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-retry.h"

/* A network that has just come back does not know all names yet: so often and so long, in seconds,
 * doubled each time, it is given time. */
#define MAX_SETTLES 3
#define FIRST_SETTLE 1
/* seconds for which it counts as having just come back */
#define JUST_BACK 30

/* Ends the wait. */
void
natter_generation_stop_waiting (NatterGeneration *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  natter_generation_set_retry_time (self, 0);
}

static gboolean
retry_cb (gpointer data)
{
  NatterGeneration *self = data;

  self->retry_id = 0;
  natter_generation_retry_now (self);

  return G_SOURCE_REMOVE;
}

/* seconds below 0: not before there is a network */
static void
wait_for (NatterGeneration *self,
          const GError     *error,
          double            seconds)
{
  gint64 time = NATTER_GENERATION_WHEN_ONLINE;

  g_clear_error (&self->retry_error);
  self->retry_error = g_error_copy (error);
  if (seconds >= 0)
    {
      self->retry_id = g_timeout_add ((guint) (seconds * 1000), retry_cb, self);
      time = g_get_monotonic_time () + (gint64) (seconds * G_USEC_PER_SEC);
    }
  natter_generation_set_state (self, NATTER_GENERATION_QUEUED);
  natter_generation_set_retry_time (self, time);
}

/* There is a network, or none any more. */
void
natter_generation_network_cb (NatterGeneration *self)
{
  g_autoptr(GError) error = NULL;

  if (self->retry_time != NATTER_GENERATION_WHEN_ONLINE ||
      !natter_network_is_online (self->network))
    return;

  error = g_error_copy (self->retry_error);
  self->n_settles = 0;
  wait_for (self, error, FIRST_SETTLE);
}

/* Who is on another computer can't be reached without a network: that is waited for as long as the
 * person likes. */
static gboolean
retry_when_online (NatterGeneration *self,
                   const GError     *error)
{
  gint64 since = self->attempt_time - (gint64) JUST_BACK * G_USEC_PER_SEC;

  if (self->stopped || !self->network || natter_attempt_has_answer (self->attempt) ||
      !natter_network_is_needed (self->request->base_url) ||
      (!g_error_matches (error, NATTER_ERROR, NATTER_ERROR_NETWORK) &&
       !g_error_matches (error, NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST) &&
       !g_error_matches (error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT)) ||
      !natter_network_was_away (self->network, since))
    return FALSE;

  if (!natter_network_is_online (self->network))
    wait_for (self, error, -1);
  else if (self->n_settles < MAX_SETTLES)
    wait_for (self, error, FIRST_SETTLE << self->n_settles++);
  else
    return FALSE;

  return TRUE;
}

static gboolean
retry_if_it_may_pass (NatterGeneration *self,
                      const GError     *error)
{
  double wait = natter_retry_get_wait (error, self->n_retries);

  if (self->stopped || natter_attempt_has_answer (self->attempt) || wait < 0)
    return FALSE;

  self->n_retries++;
  wait_for (self, error, wait);

  return TRUE;
}

/* Returns: whether the request is sent again, after a wait that the person sees */
gboolean
natter_generation_retry (NatterGeneration *self,
                         const GError     *error)
{
  return retry_when_online (self, error) || retry_if_it_may_pass (self, error);
}

/**
 * natter_generation_retry_now:
 *
 * Sends the request again without waiting any longer. Does nothing when nothing is waited for.
 */
void
natter_generation_retry_now (NatterGeneration *self)
{
  g_autofree char *note = NULL;

  g_return_if_fail (NATTER_IS_GENERATION (self));

  if (self->retry_time == 0)
    return;

  /* Translators: %s is what the provider said the time before */
  note = g_strdup_printf (_("Asked again after: %s"), self->retry_error->message);
  natter_message_add_note (self->message, note);
  natter_generation_stop_waiting (self);
  natter_generation_send (self);
}

/**
 * natter_generation_get_retry_time:
 *
 * Returns: when the request is sent again, in monotonic microseconds; 0 while nothing is waited
 *   for, %NATTER_GENERATION_WHEN_ONLINE while it is a network
 */
gint64
natter_generation_get_retry_time (NatterGeneration *self)
{
  g_return_val_if_fail (NATTER_IS_GENERATION (self), 0);

  return self->retry_time;
}

/**
 * natter_generation_get_retry_error:
 *
 * Returns: (nullable): why the request is, or was last, sent again
 */
const GError *
natter_generation_get_retry_error (NatterGeneration *self)
{
  g_return_val_if_fail (NATTER_IS_GENERATION (self), NULL);

  return self->retry_error;
}
