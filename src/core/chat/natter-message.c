/* natter-message.c: one message of a conversation. What it holds only grows, until a person edits
 * it: natter-message-edit.c. How it was answered is in natter-message-answer.c. Owned by its
 * conversation; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-private.h"

#include <string.h>

#include "natter-uuid.h"

G_DEFINE_FINAL_TYPE (NatterMessage, natter_message, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (NatterRole, natter_role,
                    G_DEFINE_ENUM_VALUE (NATTER_ROLE_USER, "user"),
                    G_DEFINE_ENUM_VALUE (NATTER_ROLE_ASSISTANT, "assistant"))

static GParamSpec *properties[NATTER_MESSAGE_PROP_STREAMING + 1];

enum
{
  SIGNAL_APPENDED,
  SIGNAL_EDITED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static NatterToolCall *
get_tool_call (NatterContent *content,
               guint          index)
{
  NatterToolCall *call = NULL;

  for (guint i = 0; i < content->tool_calls->len; i++)
    {
      call = g_ptr_array_index (content->tool_calls, i);
      if (call->index == index)
        return call;
    }

  call = natter_tool_call_new (index);
  g_ptr_array_add (content->tool_calls, call);

  return call;
}

static void
append_tool_call (NatterContent     *content,
                  const NatterDelta *delta)
{
  NatterToolCall *call = get_tool_call (content, delta->index);

  if (delta->id && *delta->id)
    g_set_str (&call->id, delta->id);
  if (delta->name && *delta->name)
    g_set_str (&call->name, delta->name);
  if (delta->text)
    g_string_append_len (call->arguments, delta->text, (gssize) delta->length);
}

/* What is thought one after the other, told without a line end between. */
static void
append_reasoning (NatterContent     *content,
                  const NatterDelta *delta)
{
  if (delta->index != content->reasoning_part && content->reasoning->len > 0)
    g_string_append (content->reasoning, "\n\n");
  content->reasoning_part = delta->index;
  g_string_append_len (content->reasoning, delta->text, (gssize) delta->length);
}

/* A source is told once, however often the answer names it. */
static void
append_citation (NatterContent     *content,
                 const NatterDelta *delta)
{
  NatterCitation *citation = NULL;

  for (guint i = 0; i < content->citations->len; i++)
    {
      citation = g_ptr_array_index (content->citations, i);
      if (g_strcmp0 (citation->address, delta->id) == 0)
        return;
    }

  g_ptr_array_add (content->citations, natter_citation_new (delta->id, delta->name));
}

static void
natter_message_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  NatterMessage *self = NATTER_MESSAGE (object);

  switch ((NatterMessageProps) prop_id)
    {
    case NATTER_MESSAGE_PROP_MODEL:
      g_value_set_string (value, self->model);
      break;

    case NATTER_MESSAGE_PROP_PROVIDER:
      g_value_set_string (value, self->provider);
      break;

    case NATTER_MESSAGE_PROP_STREAMING:
      g_value_set_boolean (value, self->streaming);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_message_finalize (GObject *object)
{
  NatterMessage *self = NATTER_MESSAGE (object);

  g_free (self->id);
  g_clear_pointer (&self->time, g_date_time_unref);
  g_clear_pointer (&self->content, natter_content_unref);
  g_free (self->model);
  g_free (self->provider);
  g_free (self->finish_reason);
  g_free (self->request_id);
  g_free (self->unreadable);
  g_clear_pointer (&self->notes, g_ptr_array_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->before, natter_message_before_free);

  G_OBJECT_CLASS (natter_message_parent_class)->finalize (object);
}

static void
natter_message_class_init (NatterMessageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_message_get_property;
  object_class->finalize = natter_message_finalize;

  properties[NATTER_MESSAGE_PROP_MODEL] =
    g_param_spec_string ("model", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[NATTER_MESSAGE_PROP_PROVIDER] =
    g_param_spec_string ("provider", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[NATTER_MESSAGE_PROP_STREAMING] =
    g_param_spec_boolean ("streaming", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * NatterMessage::appended:
   * @self: the message
   * @kind: what grew, a NatterDeltaKind
   *
   * More stands at the end of the text, the reasoning, the refusal or the tool calls.
   */
  signals[SIGNAL_APPENDED] =
    g_signal_new ("appended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_INT);

  /**
   * NatterMessage::edited:
   * @self: the message
   *
   * A person has put other words in the place of the text.
   */
  signals[SIGNAL_EDITED] =
    g_signal_new ("edited", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_message_init (NatterMessage *self)
{
  self->usage = (NatterUsage) NATTER_USAGE_INIT;
}

/**
 * natter_message_new:
 * @role: who speaks
 * @text: (nullable): what was said so far
 *
 * Returns: (transfer full): a message with an id and the present time
 */
NatterMessage *
natter_message_new (NatterRole  role,
                    const char *text)
{
  NatterMessage *self = g_object_new (NATTER_TYPE_MESSAGE, NULL);

  self->id = natter_uuid_new ();
  self->role = role;
  self->time = g_date_time_new_now_utc ();
  self->content = natter_content_new ();
  self->notes = g_ptr_array_new_with_free_func (g_free);
  if (text)
    g_string_append (self->content->text, text);

  return self;
}

/**
 * natter_message_get_id:
 *
 * Returns: the message's UUID
 */
const char *
natter_message_get_id (NatterMessage *self)
{
  return self->id;
}

NatterRole
natter_message_get_role (NatterMessage *self)
{
  return self->role;
}

/**
 * natter_message_get_time:
 *
 * Returns: (transfer none): when the message was made, in UTC
 */
GDateTime *
natter_message_get_time (NatterMessage *self)
{
  return self->time;
}

/**
 * natter_message_get_text:
 *
 * Returns: the text so far, Markdown as the model sent it; valid until the next append
 */
const char *
natter_message_get_text (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);

  return self->content->text->str;
}

/**
 * natter_message_get_length:
 *
 * Returns: bytes of the text so far
 */
gsize
natter_message_get_length (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), 0);

  return self->content->text->len;
}

/**
 * natter_message_get_reasoning:
 *
 * Returns: what the model thought before it answered; valid until the next append
 */
const char *
natter_message_get_reasoning (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);

  return self->content->reasoning->str;
}

gsize
natter_message_get_reasoning_length (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), 0);

  return self->content->reasoning->len;
}

/**
 * natter_message_get_refusal:
 *
 * Returns: the words with which the model refused; "" for most answers
 */
const char *
natter_message_get_refusal (NatterMessage *self)
{
  return self->content->refusal->str;
}

/**
 * natter_message_get_tool_calls:
 *
 * Returns: (transfer none) (element-type NatterToolCall): the calls, in the order in which they
 *   began
 */
GPtrArray *
natter_message_get_tool_calls (NatterMessage *self)
{
  return self->content->tool_calls;
}

/**
 * natter_message_get_attachments:
 *
 * Returns: (transfer none) (element-type NatterAttachment): what goes with the text
 */
GPtrArray *
natter_message_get_attachments (NatterMessage *self)
{
  return self->content->attachments;
}

void
natter_message_add_attachment (NatterMessage    *self,
                               NatterAttachment *attachment)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (attachment != NULL);

  g_ptr_array_add (natter_content_own (&self->content)->attachments,
                   natter_attachment_ref (attachment));
}

/**
 * natter_message_get_citations:
 *
 * Returns: (transfer none) (element-type NatterCitation): the sources that the answer names
 */
GPtrArray *
natter_message_get_citations (NatterMessage *self)
{
  return self->content->citations;
}

/**
 * natter_message_get_carries:
 *
 * Returns: (transfer none) (element-type NatterCarry): what a dialect wants to see again
 */
GPtrArray *
natter_message_get_carries (NatterMessage *self)
{
  return self->content->carries;
}

/**
 * natter_message_get_unreadable:
 *
 * Returns: (nullable): why not all of it could be read from where it was stored
 */
const char *
natter_message_get_unreadable (NatterMessage *self)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (self), NULL);

  return self->unreadable;
}

/**
 * natter_message_is_empty:
 *
 * Returns: whether there is nothing in it that a model or a person said
 */
gboolean
natter_message_is_empty (NatterMessage *self)
{
  const NatterContent *content = NULL;

  g_return_val_if_fail (NATTER_IS_MESSAGE (self), TRUE);

  content = self->content;

  return content->text->len == 0 && content->refusal->len == 0 && content->tool_calls->len == 0 &&
         content->attachments->len == 0;
}

/**
 * natter_message_append:
 * @delta: what was read
 *
 * Adds a delta at the end of what it belongs to. Constant work per delta. Errors are not taken
 * here but by natter_message_finish().
 */
void
natter_message_append (NatterMessage     *self,
                       const NatterDelta *delta)
{
  g_return_if_fail (NATTER_IS_MESSAGE (self));
  g_return_if_fail (delta != NULL);

  switch (delta->kind)
    {
    case NATTER_DELTA_TEXT:
      natter_timing_stamp (&self->timing.first_text);
      g_string_append_len (natter_content_own (&self->content)->text, delta->text,
                           (gssize) delta->length);
      break;

    case NATTER_DELTA_REASONING:
      natter_timing_stamp (&self->timing.first_reasoning);
      append_reasoning (natter_content_own (&self->content), delta);
      break;

    case NATTER_DELTA_REFUSAL:
      natter_timing_stamp (&self->timing.first_text);
      g_string_append_len (natter_content_own (&self->content)->refusal, delta->text,
                           (gssize) delta->length);
      break;

    case NATTER_DELTA_TOOL_CALL:
      natter_timing_stamp (&self->timing.first_text);
      append_tool_call (natter_content_own (&self->content), delta);
      break;

    case NATTER_DELTA_CITATION:
      append_citation (natter_content_own (&self->content), delta);
      break;

    case NATTER_DELTA_IMAGE:
      natter_timing_stamp (&self->timing.first_text);
      natter_message_add_attachment (self, delta->image);
      break;

    case NATTER_DELTA_CARRY:
      g_ptr_array_add (natter_content_own (&self->content)->carries,
                       natter_carry_new (delta->name, delta->text, delta->length));
      return;

    case NATTER_DELTA_USAGE:
      self->usage = *delta->usage;
      return;

    case NATTER_DELTA_FINISH:
      g_set_str (&self->finish_reason, delta->text);
      return;

    case NATTER_DELTA_MODEL:
    case NATTER_DELTA_ERROR:
    default:
      return;
    }

  g_signal_emit (self, signals[SIGNAL_APPENDED], 0, (int) delta->kind);
}

void
natter_message_notify (NatterMessage      *self,
                       NatterMessageProps  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

void
natter_message_tell_edited (NatterMessage *self)
{
  g_signal_emit (self, signals[SIGNAL_EDITED], 0);
}
