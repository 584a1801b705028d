/* natter-chat-tree.c: what a person does with messages that are there: ask again, edit, delete,
 * have one go on, go on in another conversation. Nothing that was written is lost by any of it.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-chat-private.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"

/**
 * natter_chat_retry_with:
 * @message: an answer that has ended
 * @model_key: (nullable): who answers this once, or %NULL for the model of the conversation
 *
 * Asks again. The new answer is a sibling of @message, which stays as it is.
 *
 * Returns: %FALSE with @error set when there is no model, or while an answer is in flight
 */
gboolean
natter_chat_retry_with (NatterChat          *self,
                        NatterConversation  *conversation,
                        NatterMessage       *message,
                        const char          *model_key,
                        GError             **error)
{
  g_autoptr(NatterMessage) answer = NULL;
  NatterProvider *provider = NULL;
  const char *model = NULL;

  g_return_val_if_fail (NATTER_IS_CHAT (self), FALSE);
  g_return_val_if_fail (natter_message_get_role (message) == NATTER_ROLE_ASSISTANT, FALSE);

  provider = natter_chat_resolve (self, conversation, model_key, &model, error);
  if (!provider)
    return FALSE;

  answer = natter_chat_new_answer (provider, model);
  natter_conversation_add_sibling (conversation, message, answer);
  natter_chat_start (self, conversation, provider, model, NULL, answer);

  return TRUE;
}

/**
 * natter_chat_retry:
 * @message: an answer that has ended
 *
 * Asks the model of the conversation again: natter_chat_retry_with().
 *
 * Returns: %FALSE with @error set when there is no model, or while an answer is in flight
 */
gboolean
natter_chat_retry (NatterChat          *self,
                   NatterConversation  *conversation,
                   NatterMessage       *message,
                   GError             **error)
{
  return natter_chat_retry_with (self, conversation, message, NULL, error);
}

/* An answer that comes into the trash has nobody to read it. */
static void
stop_trashed (NatterChat         *self,
              NatterConversation *conversation)
{
  NatterGeneration *generation = natter_conversation_get_generation (conversation);

  if (generation && natter_conversation_is_deleted (conversation,
                                                    natter_generation_get_message (generation)))
    natter_generation_stop (generation);
}

/**
 * natter_chat_trash_message:
 * @message: a message of @conversation
 * @branch: whether all below it goes with it; else that stays, in its place
 *
 * Takes it out of sight. natter_chat_untrash_message() brings it back. An answer in flight that
 * goes with it is stopped.
 */
void
natter_chat_trash_message (NatterChat         *self,
                           NatterConversation *conversation,
                           NatterMessage      *message,
                           gboolean            branch)
{
  NatterKeeper *keeper = NULL;

  g_return_if_fail (NATTER_IS_CHAT (self));

  natter_conversation_trash (conversation, message, branch);
  keeper = natter_chat_find_keeper (self, conversation);
  if (keeper)
    natter_keeper_trash (keeper, message, branch);
  stop_trashed (self, conversation);
}

void
natter_chat_untrash_message (NatterChat         *self,
                             NatterConversation *conversation,
                             NatterMessage      *message)
{
  NatterKeeper *keeper = NULL;

  g_return_if_fail (NATTER_IS_CHAT (self));

  natter_conversation_untrash (conversation, message);
  keeper = natter_chat_find_keeper (self, conversation);
  if (keeper)
    natter_keeper_untrash (keeper, message);
}

/**
 * natter_chat_can_edit:
 * @message: a message
 *
 * Returns: whether its text may be changed: not while it comes, nor when what is stored of it can't
 *   be read, which a change would overwrite
 */
gboolean
natter_chat_can_edit (NatterMessage *message)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (message), FALSE);

  return !natter_message_is_streaming (message) && !natter_message_get_unreadable (message);
}

static char *
dup_edited (NatterMessage  *message,
            const char     *text,
            GError        **error)
{
  if (natter_chat_can_edit (message))
    return natter_chat_dup_clean (text, error);

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_FAILED,
                       natter_message_is_streaming (message)
                         ? _("The answer is still being written. Stop it or wait for its end.")
                         : _("The message could not be read whole and is left as it is."));

  return NULL;
}

/**
 * natter_chat_edit:
 * @message: a message of @conversation, a person's or a model's
 * @text: what stands there from now on
 *
 * Changes only this text. What stood there stays in the message's history, where it is stored.
 *
 * Returns: %FALSE with @error set when there is no text, or the message can't be edited
 */
gboolean
natter_chat_edit (NatterChat          *self,
                  NatterConversation  *conversation,
                  NatterMessage       *message,
                  const char          *text,
                  GError             **error)
{
  g_autofree char *clean = NULL;
  NatterKeeper *keeper = NULL;

  g_return_val_if_fail (NATTER_IS_CHAT (self), FALSE);

  clean = dup_edited (message, text, error);
  if (!clean)
    return FALSE;
  if (g_str_equal (clean, natter_message_get_text (message)))
    return TRUE;

  natter_conversation_edit (conversation, message, clean);
  keeper = natter_chat_find_keeper (self, conversation);
  if (keeper)
    natter_keeper_edit (keeper, conversation, message);

  return TRUE;
}

/**
 * natter_chat_edit_and_ask:
 * @message: a question of @conversation
 * @text: what to ask instead
 *
 * Asks something else in the place of @message, with what is attached to it. That and all below it
 * stay as they are.
 *
 * Returns: %FALSE with @error set when there is no text or no model, or while an answer is in
 *   flight; nothing has changed then
 */
gboolean
natter_chat_edit_and_ask (NatterChat          *self,
                          NatterConversation  *conversation,
                          NatterMessage       *message,
                          const char          *text,
                          GError             **error)
{
  g_autoptr(NatterMessage) question = NULL;
  g_autoptr(NatterMessage) answer = NULL;
  g_autofree char *clean = NULL;
  NatterProvider *provider = NULL;
  GPtrArray *attachments = NULL;
  const char *model = NULL;

  g_return_val_if_fail (NATTER_IS_CHAT (self), FALSE);
  g_return_val_if_fail (natter_message_get_role (message) == NATTER_ROLE_USER, FALSE);

  clean = natter_chat_dup_clean (text, error);
  if (!clean)
    return FALSE;
  provider = natter_chat_resolve (self, conversation, NULL, &model, error);
  if (!provider)
    return FALSE;

  question = natter_message_new (NATTER_ROLE_USER, clean);
  attachments = natter_message_get_attachments (message);
  for (guint i = 0; i < attachments->len; i++)
    natter_message_add_attachment (question, g_ptr_array_index (attachments, i));
  answer = natter_chat_new_answer (provider, model);
  natter_conversation_add_sibling (conversation, message, question);
  natter_conversation_append (conversation, answer);
  natter_chat_start (self, conversation, provider, model, question, answer);

  return TRUE;
}

/**
 * natter_chat_can_continue:
 * @message: a message
 *
 * Returns: whether it is an answer with words in it that ended before it was whole
 */
gboolean
natter_chat_can_continue (NatterMessage *message)
{
  g_return_val_if_fail (NATTER_IS_MESSAGE (message), FALSE);

  if (natter_message_get_role (message) != NATTER_ROLE_ASSISTANT ||
      natter_message_get_length (message) == 0 || !natter_chat_can_edit (message) ||
      natter_message_get_tool_calls (message)->len > 0)
    return FALSE;

  switch (natter_message_get_end (message))
    {
    case NATTER_END_LENGTH:
    case NATTER_END_STOPPED:
    case NATTER_END_CONNECTION_LOST:
    case NATTER_END_TIMED_OUT:
    case NATTER_END_PROVIDER_ERROR:
    case NATTER_END_INTERRUPTED:
      return TRUE;

    case NATTER_END_NONE:
    case NATTER_END_COMPLETE:
    case NATTER_END_FILTER:
    case NATTER_END_TOOL:
    default:
      return FALSE;
    }
}

/**
 * natter_chat_continue:
 * @message: an answer that can go on: natter_chat_can_continue()
 *
 * Asks the model of the conversation for the rest, which grows in the same message.
 *
 * Returns: %FALSE with @error set when there is no model, or while an answer is in flight
 */
gboolean
natter_chat_continue (NatterChat          *self,
                      NatterConversation  *conversation,
                      NatterMessage       *message,
                      GError             **error)
{
  g_autoptr(GDateTime) now = NULL;
  g_autofree char *time = NULL;
  g_autofree char *note = NULL;
  NatterProvider *provider = NULL;
  const char *model = NULL;

  g_return_val_if_fail (NATTER_IS_CHAT (self), FALSE);
  g_return_val_if_fail (natter_chat_can_continue (message), FALSE);

  provider = natter_chat_resolve (self, conversation, NULL, &model, error);
  if (!provider)
    return FALSE;

  now = g_date_time_new_now_local ();
  time = g_date_time_format (now, "%c");
  /* Translators: where an answer goes on that was cut off: at which character, by which model, at
   * which time */
  note = g_strdup_printf (_("Continued at character %'ld, by %s, at %s."),
                          g_utf8_strlen (natter_message_get_text (message), -1), model, time);
  natter_message_resume (message, note);
  natter_chat_start (self, conversation, provider, model, NULL, message);

  return TRUE;
}

/**
 * natter_chat_fork:
 * @message: a message of @conversation that has its end
 *
 * Copies what is read from the first message to this one into a conversation of its own.
 *
 * Returns: (transfer full): the new conversation, which is in the list
 */
NatterConversation *
natter_chat_fork (NatterChat         *self,
                  NatterConversation *conversation,
                  NatterMessage      *message)
{
  g_autoptr(GPtrArray) line = NULL;
  NatterConversation *fork = NULL;
  NatterKeeper *keeper = NULL;

  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);
  g_return_val_if_fail (!natter_message_is_streaming (message), NULL);

  fork = natter_conversation_new ();
  natter_conversation_set_temporary (fork, natter_conversation_is_temporary (conversation));
  natter_conversation_set_model_key (fork, natter_conversation_get_model_key (conversation));
  natter_conversation_set_folder_id (fork, natter_conversation_get_folder_id (conversation));
  natter_conversation_set_title (fork, natter_conversation_get_title (conversation));
  line = natter_conversation_dup_path (conversation, message);
  for (guint i = 0; i < line->len; i++)
    {
      g_autoptr(NatterMessage) copy = natter_message_copy (g_ptr_array_index (line, i));

      natter_conversation_append (fork, copy);
    }

  natter_conversation_list_add (self->conversations, fork);
  keeper = natter_chat_find_keeper (self, fork);
  if (keeper)
    natter_keeper_add (keeper, fork);

  return fork;
}
