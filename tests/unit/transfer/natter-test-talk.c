/* natter-test-talk.c: a conversation in few words, for tests of what is made of one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-talk.h"

#include <string.h>

void
natter_test_talk_append (NatterMessage   *message,
                         NatterDeltaKind  kind,
                         const char      *text)
{
  NatterDelta delta = { .kind = kind, .text = text, .length = strlen (text) };

  natter_message_append (message, &delta);
}

void
natter_test_talk_ask (NatterConversation *conversation,
                      const char         *text)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, text);

  natter_conversation_append (conversation, message);
}

/* An answer that is still being written. Borrowed. */
NatterMessage *
natter_test_talk_begin (NatterConversation *conversation,
                        const char         *text)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);

  natter_conversation_append (conversation, message);
  natter_message_set_model (message, "test-model");
  natter_message_begin (message);
  if (*text != '\0')
    natter_test_talk_append (message, NATTER_DELTA_TEXT, text);

  return message;
}

NatterMessage *
natter_test_talk_answer (NatterConversation *conversation,
                         const char         *text,
                         NatterEnd           end)
{
  NatterMessage *message = natter_test_talk_begin (conversation, text);

  natter_message_finish (message, end, NULL);

  return message;
}

NatterMessage *
natter_test_talk_fail (NatterConversation *conversation,
                       const char         *text,
                       NatterEnd           end,
                       NatterError         code,
                       const char         *sentence)
{
  NatterMessage *message = natter_test_talk_begin (conversation, text);
  g_autoptr(GError) error = natter_error_new (code, sentence);

  natter_message_finish (message, end, error);

  return message;
}
