/* natter-message-edit.c: a message with other words, and a message once more. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-private.h"

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
  NatterContent *content = NULL;

  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (text != NULL);
  g_return_if_fail (!self->streaming);

  if (g_str_equal (self->content->text->str, text))
    return;

  content = natter_content_own (&self->content);
  g_string_assign (content->text, text);
  g_ptr_array_unref (natter_carry_split (content->carries));
  natter_message_tell_edited (self);
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
  natter_content_unref (copy->content);
  copy->content = natter_content_ref (self->content);
  for (guint i = 0; i < self->notes->len; i++)
    natter_message_add_note (copy, g_ptr_array_index (self->notes, i));
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
