/* natter-content.c: what a message says, shared until one of its holders says something else. While
 * it is shared it may be read on any thread; only a single holder changes it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-content.h"

#include <string.h>

#include "natter-attachment.h"
#include "natter-carry.h"
#include "natter-citation.h"
#include "natter-hand-over.h"
#include "natter-tool-call.h"

/**
 * natter_content_new:
 *
 * Returns: (transfer full): content that says nothing
 */
NatterContent *
natter_content_new (void)
{
  NatterContent *self = g_new0 (NatterContent, 1);

  g_atomic_ref_count_init (&self->references);
  self->text = g_string_new (NULL);
  self->reasoning = g_string_new (NULL);
  self->refusal = g_string_new (NULL);
  self->tool_calls = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_tool_call_free);
  self->attachments = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_attachment_unref);
  self->citations = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_citation_free);
  self->carries = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_carry_free);

  return self;
}

/**
 * natter_content_ref:
 *
 * Returns: (transfer full): the same content; from now on nobody may change it in place
 */
NatterContent *
natter_content_ref (NatterContent *self)
{
  g_atomic_ref_count_inc (&self->references);

  return self;
}

void
natter_content_unref (NatterContent *self)
{
  NATTER_HAND_OVER (self);
  if (!g_atomic_ref_count_dec (&self->references))
    return;

  NATTER_TAKE_OVER (self);
  g_string_free (self->text, TRUE);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->refusal, TRUE);
  g_ptr_array_unref (self->tool_calls);
  g_ptr_array_unref (self->attachments);
  g_ptr_array_unref (self->citations);
  g_ptr_array_unref (self->carries);
  g_free (self);
}

static void
copy_lists (NatterContent *self,
            NatterContent *copy)
{
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
    g_ptr_array_add (copy->attachments,
                     natter_attachment_ref (g_ptr_array_index (self->attachments, i)));

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
}

static NatterContent *
copy_content (NatterContent *self)
{
  NatterContent *copy = natter_content_new ();

  g_string_append_len (copy->text, self->text->str, (gssize) self->text->len);
  g_string_append_len (copy->reasoning, self->reasoning->str, (gssize) self->reasoning->len);
  copy->reasoning_part = self->reasoning_part;
  g_string_append_len (copy->refusal, self->refusal->str, (gssize) self->refusal->len);
  copy_lists (self, copy);

  return copy;
}

/**
 * natter_content_own:
 * @self: (inout): a holder's reference
 *
 * To be called before each change. Copies what somebody else holds too, who goes on to see what was
 * there.
 *
 * Returns: (transfer none): content that nobody else holds
 */
NatterContent *
natter_content_own (NatterContent **self)
{
  NatterContent *shared = *self;

  if (!g_atomic_ref_count_compare (&shared->references, 1))
    {
      *self = copy_content (shared);
      natter_content_unref (shared);
    }
  else
    {
      /* Whoever held it too has let go of it. */
      NATTER_TAKE_OVER (shared);
    }

  return *self;
}
