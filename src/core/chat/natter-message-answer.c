/* natter-message-answer.c: how an answer came to be: who was asked, how it ended, what it cost, how
 * long it took. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-private.h"

/**
 * natter_message_get_model:
 *
 * Returns: (nullable): the id of the model that answered
 */
const char *
natter_message_get_model (NatterMessage *self)
{
  return self->model;
}

void
natter_message_set_model (NatterMessage *self,
                          const char    *model)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));

  if (g_set_str (&self->model, model))
    natter_message_notify (self, NATTER_MESSAGE_PROP_MODEL);
}

/**
 * natter_message_get_provider:
 *
 * Returns: (nullable): the name of the account that was asked
 */
const char *
natter_message_get_provider (NatterMessage *self)
{
  return self->provider;
}

void
natter_message_set_provider (NatterMessage *self,
                             const char    *provider)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));

  if (g_set_str (&self->provider, provider))
    natter_message_notify (self, NATTER_MESSAGE_PROP_PROVIDER);
}

NatterEnd
natter_message_get_end (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NATTER_END_NONE);

  return self->end;
}

/**
 * natter_message_get_finish_reason:
 *
 * Returns: (nullable): the provider's own word for the end
 */
const char *
natter_message_get_finish_reason (NatterMessage *self)
{
  return self->finish_reason;
}

/**
 * natter_message_get_error:
 *
 * Returns: (nullable): what went wrong; it stands beside the text, never in its place
 */
const GError *
natter_message_get_error (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);

  return self->error;
}

const NatterUsage *
natter_message_get_usage (NatterMessage *self)
{
  return &self->usage;
}

gboolean
natter_message_is_streaming (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), FALSE);

  return self->streaming;
}

/**
 * natter_message_get_timing:
 *
 * Returns: when it was asked for, began and ended
 */
const NatterTiming *
natter_message_get_timing (NatterMessage *self)
{
  return &self->timing;
}

/**
 * natter_message_get_request_id:
 *
 * Returns: (nullable): what the provider calls the request, for its support to find it
 */
const char *
natter_message_get_request_id (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);

  return self->request_id;
}

void
natter_message_set_request_id (NatterMessage *self,
                               const char    *request_id)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));

  g_set_str (&self->request_id, request_id);
}

/**
 * natter_message_get_notes:
 *
 * Returns: (transfer none) (element-type utf8): what was done on the way to this answer that the
 *   person did not ask for, a translated sentence each
 */
GPtrArray *
natter_message_get_notes (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);

  return self->notes;
}

void
natter_message_add_note (NatterMessage *self,
                         const char    *note)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (note != NULL);

  g_ptr_array_add (self->notes, g_strdup (note));
}

/**
 * natter_message_begin:
 *
 * A request for this answer leaves now. Called again when it is repeated, so that no wait of ours
 * counts as the model's.
 */
void
natter_message_begin (NatterMessage *self)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (self->end == NATTER_END_NONE);

  self->timing.asked = 0;
  natter_timing_stamp (&self->timing.asked);
  if (self->streaming)
    return;

  self->streaming = TRUE;
  natter_message_notify (self, NATTER_MESSAGE_PROP_STREAMING);
}

/**
 * natter_message_finish:
 * @end: how it ended
 * @error: (nullable): why, when it went wrong
 *
 * The answer is over; only the first end counts.
 */
void
natter_message_finish (NatterMessage *self,
                       NatterEnd      end,
                       const GError  *error)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (end != NATTER_END_NONE);

  if (self->end != NATTER_END_NONE)
    return;

  self->end = end;
  if (error)
    self->error = g_error_copy (error);
  natter_timing_stamp (&self->timing.ended);
  natter_message_settle (self);
  self->streaming = FALSE;
  natter_message_notify (self, NATTER_MESSAGE_PROP_STREAMING);
}
