/* natter-message-resume.c: an answer that goes on. What is known of how it came about so far is set
 * aside: it is told together with the rest when that is there, and stands again when nothing more
 * came. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-private.h"

/* In no unit: it only grows. */
static gsize
get_amount (NatterMessage *self)
{
  const NatterContent *content = self->content;

  return content->text->len + content->reasoning->len + content->refusal->len +
         content->tool_calls->len + content->attachments->len;
}

void
natter_message_before_free (NatterMessageBefore *before)
{
  g_clear_error (&before->error);
  g_free (before->finish_reason);
  g_free (before->request_id);
  g_ptr_array_unref (before->carries);
  g_free (before);
}

/* The carries leave the message: they were for an answer that ends where this one goes on. */
static GPtrArray *
take_carries (NatterMessage *self)
{
  return natter_carry_split (natter_content_own (&self->content)->carries);
}

/**
 * natter_message_resume:
 * @note: what to tell of it
 *
 * An answer that has its end goes on: what is there stays. If nothing more comes it has its end
 * again.
 */
void
natter_message_resume (NatterMessage *self,
                       const char    *note)
{
  NatterMessageBefore *before = NULL;

  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (note != NULL);
  g_return_if_fail (self->role == NATTER_ROLE_ASSISTANT && !self->streaming);
  g_return_if_fail (self->end != NATTER_END_NONE && !self->before);

  before = g_new0 (NatterMessageBefore, 1);
  before->amount = get_amount (self);
  before->n_notes = self->notes->len;
  before->end = self->end;
  before->error = g_steal_pointer (&self->error);
  before->finish_reason = g_steal_pointer (&self->finish_reason);
  before->request_id = g_steal_pointer (&self->request_id);
  before->carries = take_carries (self);
  before->usage = self->usage;
  before->timing = self->timing;
  self->before = before;

  self->end = NATTER_END_NONE;
  self->timing = (NatterTiming) { 0 };
  self->usage = (NatterUsage) NATTER_USAGE_INIT;
  natter_message_add_note (self, note);
}

/**
 * natter_message_is_waiting:
 *
 * Returns: whether the answer was asked for, or to go on, and nothing has come yet
 */
gboolean
natter_message_is_waiting (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), FALSE);

  return self->streaming && get_amount (self) == (self->before ? self->before->amount : 0);
}

/* As if it had been asked for at once. Where one part is not known, the whole is not. */
static void
add_timing (NatterTiming       *timing,
            const NatterTiming *before)
{
  gint64 asked = timing->asked - (before->ended - before->asked);

  if (before->asked == 0 || before->ended == 0 || timing->asked == 0)
    {
      *timing = (NatterTiming) { 0 };
      return;
    }

  /* the moments of an earlier run count from another one */
  if (before->first_text != 0 || before->first_reasoning != 0)
    {
      gint64 shift = asked - before->asked;

      timing->first_text = before->first_text != 0 ? before->first_text + shift : 0;
      timing->first_reasoning = before->first_reasoning != 0 ? before->first_reasoning + shift : 0;
    }
  timing->asked = asked;
}

static gint64
add_count (gint64 one,
           gint64 other)
{
  return one >= 0 && other >= 0 ? one + other : -1;
}

/* Both requests were read and written, and both are paid for. */
static void
add_usage (NatterUsage       *usage,
           const NatterUsage *before)
{
  usage->input = add_count (usage->input, before->input);
  usage->output = add_count (usage->output, before->output);
  usage->cached_input = add_count (usage->cached_input, before->cached_input);
  usage->reasoning = add_count (usage->reasoning, before->reasoning);
  usage->total = add_count (usage->total, before->total);
}

/* The end that it had is the truth still; what kept it from going on stands beside it. */
static void
restore (NatterMessage       *self,
         NatterMessageBefore *before)
{
  GPtrArray *carries = NULL;

  self->end = before->end;
  if (!self->error)
    {
      self->error = g_steal_pointer (&before->error);
      g_set_str (&self->request_id, before->request_id);
    }
  g_set_str (&self->finish_reason, before->finish_reason);
  g_ptr_array_remove_index (self->notes, before->n_notes);
  carries = natter_content_own (&self->content)->carries;
  while (before->carries->len > 0)
    g_ptr_array_add (carries, g_ptr_array_steal_index (before->carries, 0));
  self->usage = before->usage;
  self->timing = before->timing;
}

static gboolean
is_failure (NatterEnd end)
{
  return end == NATTER_END_STOPPED || end == NATTER_END_CONNECTION_LOST ||
         end == NATTER_END_TIMED_OUT || end == NATTER_END_PROVIDER_ERROR;
}

/*
 * natter_message_settle:
 *
 * An answer that has gone on, or could not, has its end: how both parts of it came about is one.
 */
void
natter_message_settle (NatterMessage *self)
{
  g_autoptr(NatterMessageBefore) before = g_steal_pointer (&self->before);

  if (!before)
    return;

  if (get_amount (self) == before->amount && is_failure (self->end))
    {
      restore (self, before);
      return;
    }

  add_timing (&self->timing, &before->timing);
  add_usage (&self->usage, &before->usage);
}
