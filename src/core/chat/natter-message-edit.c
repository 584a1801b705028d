/* natter-message-edit.c: a message with other words, a message once more, and one that goes on.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-private.h"

#include <string.h>

/**
 * natter_message_set_text:
 * @text: what a person wants to stand there
 *
 * Puts other words in the place of the text; who keeps the former ones has done so. What a dialect
 * wanted to see again belonged to the former words and goes with them.
 */
void
natter_message_set_text (NatterMessage *self,
                         const char    *text)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (!self->streaming);

  if (g_str_equal (self->text->str, text))
    return;

  g_string_assign (self->text, text);
  g_ptr_array_set_size (self->carries, 0);
  natter_message_tell_edited (self);
}

static void
copy_parts (NatterMessage *self,
            NatterMessage *copy)
{
  g_string_assign (copy->text, self->text->str);
  g_string_assign (copy->reasoning, self->reasoning->str);
  copy->reasoning_part = self->reasoning_part;
  g_string_assign (copy->refusal, self->refusal->str);

  for (guint i = 0; i < self->tool_calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (self->tool_calls, i);
      NatterToolCall *other = natter_tool_call_new (call->index);

      g_set_str (&other->id, call->id);
      g_set_str (&other->name, call->name);
      g_string_assign (other->arguments, call->arguments->str);
      g_ptr_array_add (copy->tool_calls, other);
    }

  for (guint i = 0; i < self->attachments->len; i++)
    natter_message_add_attachment (copy, g_ptr_array_index (self->attachments, i));

  for (guint i = 0; i < self->citations->len; i++)
    {
      NatterCitation *citation = g_ptr_array_index (self->citations, i);

      g_ptr_array_add (copy->citations, natter_citation_new (citation->address, citation->title));
    }

  for (guint i = 0; i < self->carries->len; i++)
    {
      NatterCarry *carry = g_ptr_array_index (self->carries, i);

      g_ptr_array_add (copy->carries, natter_carry_new (carry->dialect, carry->json,
                                                        strlen (carry->json)));
    }

  for (guint i = 0; i < self->notes->len; i++)
    natter_message_add_note (copy, g_ptr_array_index (self->notes, i));
}

/**
 * natter_message_copy:
 *
 * Returns: (transfer full): the same message with an id of its own, in no conversation
 */
NatterMessage *
natter_message_copy (NatterMessage *self)
{
  NatterMessage *copy = NULL;

  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);
  g_return_val_if_fail (!self->streaming, NULL);

  copy = natter_message_new (self->role, NULL);
  g_date_time_unref (copy->time);
  copy->time = g_date_time_ref (self->time);
  copy_parts (self, copy);
  g_set_str (&copy->model, self->model);
  g_set_str (&copy->provider, self->provider);
  g_set_str (&copy->finish_reason, self->finish_reason);
  g_set_str (&copy->request_id, self->request_id);
  copy->end = self->end;
  if (self->error)
    copy->error = g_error_copy (self->error);
  copy->usage = self->usage;
  copy->timing = self->timing;

  return copy;
}

/* In no unit: it only grows. */
static gsize
get_amount (NatterMessage *self)
{
  return self->text->len + self->reasoning->len + self->refusal->len + self->tool_calls->len +
         self->attachments->len;
}

/**
 * natter_message_resume:
 *
 * An answer that has its end goes on: what is there stays, how it came about is told anew.
 */
void
natter_message_resume (NatterMessage *self)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (self->role == NATTER_ROLE_ASSISTANT && !self->streaming);

  self->seam = get_amount (self);
  self->end = NATTER_END_NONE;
  g_clear_error (&self->error);
  g_clear_pointer (&self->finish_reason, g_free);
  g_clear_pointer (&self->request_id, g_free);
  g_ptr_array_set_size (self->carries, 0);
  self->timing = (NatterTiming) { 0 };
  self->usage = (NatterUsage) NATTER_USAGE_INIT;
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

  return self->streaming && get_amount (self) == self->seam;
}
