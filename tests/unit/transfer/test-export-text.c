/* test-export-text.c: plain text, byte for byte.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export.h"
#include "natter-test-talk.h"

#define assert_text(conversation, expected)                                             \
  G_STMT_START                                                                          \
    {                                                                                   \
      g_autofree char *text_ = NULL;                                                    \
      text_ = natter_export_to_string (conversation, NATTER_EXPORT_TEXT, NULL);         \
      g_assert_cmpstr (text_, ==, (expected));                                          \
    }                                                                                   \
  G_STMT_END

typedef struct
{
  NatterConversation *conversation;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->conversation = natter_conversation_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->conversation);
}

static void
test_form (Fixture       *fixture,
           gconstpointer  data)
{
  assert_text (fixture->conversation, "");
  natter_test_talk_ask (fixture->conversation, "hello");
  assert_text (fixture->conversation, "You: hello");
  natter_test_talk_answer (fixture->conversation, "Hello there.", NATTER_END_COMPLETE);
  assert_text (fixture->conversation, "You: hello\nLLM: Hello there.");
  natter_test_talk_ask (fixture->conversation, "And now?");
  natter_test_talk_answer (fixture->conversation, "Now\n\n- this\n- that", NATTER_END_COMPLETE);
  assert_text (fixture->conversation,
               "You: hello\nLLM: Hello there.\n\nYou: And now?\nLLM: Now\n\n- this\n- that");
}

/* The old export's real output, whose line ends depended on how a message was sent, in its one
 * form. */
static void
test_line_ends (Fixture       *fixture,
                gconstpointer  data)
{
  natter_test_talk_ask (fixture->conversation, "hello\n");
  natter_test_talk_answer (fixture->conversation, "r1… ", NATTER_END_COMPLETE);
  natter_test_talk_ask (fixture->conversation, "world\n\n");
  natter_test_talk_answer (fixture->conversation, "\n\nr2… \r\n\n", NATTER_END_COMPLETE);
  natter_test_talk_ask (fixture->conversation, "ab\ncd");
  natter_test_talk_answer (fixture->conversation, "    code\n", NATTER_END_COMPLETE);
  assert_text (fixture->conversation,
               "You: hello\nLLM: r1… \n\nYou: world\nLLM: r2… \n\nYou: ab\ncd\nLLM:     code");
}

/* What came of an answer is exported however it ended; what the window says about it is not. */
static void
test_partial (Fixture       *fixture,
              gconstpointer  data)
{
  natter_test_talk_ask (fixture->conversation, "a");
  natter_test_talk_answer (fixture->conversation, "stop", NATTER_END_STOPPED);
  natter_test_talk_ask (fixture->conversation, "b");
  natter_test_talk_fail (fixture->conversation, "los", NATTER_END_CONNECTION_LOST,
                         NATTER_ERROR_CONNECTION_LOST, "The connection broke.");
  natter_test_talk_ask (fixture->conversation, "c");
  natter_test_talk_answer (fixture->conversation, "inter", NATTER_END_INTERRUPTED);
  natter_test_talk_ask (fixture->conversation, "d");
  natter_test_talk_begin (fixture->conversation, "runn");
  assert_text (fixture->conversation,
               "You: a\nLLM: stop\n\nYou: b\nLLM: los\n\nYou: c\nLLM: inter\n\nYou: d\nLLM: runn");
}

static void
test_failed (Fixture       *fixture,
             gconstpointer  data)
{
  natter_test_talk_ask (fixture->conversation, "a");
  natter_test_talk_fail (fixture->conversation, "", NATTER_END_PROVIDER_ERROR,
                         NATTER_ERROR_BAD_KEY, "The key is wrong.");
  assert_text (fixture->conversation, "You: a");
  natter_test_talk_ask (fixture->conversation, "b");
  natter_test_talk_answer (fixture->conversation, "c", NATTER_END_COMPLETE);
  assert_text (fixture->conversation, "You: a\n\nYou: b\nLLM: c");
}

static void
test_reasoning (Fixture       *fixture,
                gconstpointer  data)
{
  NatterMessage *answer;

  natter_test_talk_ask (fixture->conversation, "a");
  answer = natter_test_talk_begin (fixture->conversation, "");
  natter_test_talk_append (answer, NATTER_DELTA_REASONING, "Thinking…");
  assert_text (fixture->conversation, "You: a");
  natter_test_talk_append (answer, NATTER_DELTA_TEXT, "b");
  assert_text (fixture->conversation, "You: a\nLLM: b");
}

static void
test_refusal (Fixture       *fixture,
              gconstpointer  data)
{
  NatterMessage *answer;

  natter_test_talk_ask (fixture->conversation, "a");
  answer = natter_test_talk_begin (fixture->conversation, "");
  natter_test_talk_append (answer, NATTER_DELTA_REFUSAL, "I can't.");
  assert_text (fixture->conversation, "You: a\nLLM: I can't.");
}

/* What is shown is exported, not what was answered before it was asked again. */
static void
test_visible_path (Fixture       *fixture,
                   gconstpointer  data)
{
  g_autoptr(NatterMessage) again = natter_message_new (NATTER_ROLE_ASSISTANT, "second");
  NatterMessage *first;

  natter_test_talk_ask (fixture->conversation, "a");
  first = natter_test_talk_answer (fixture->conversation, "first", NATTER_END_COMPLETE);
  natter_conversation_add_sibling (fixture->conversation, first, again);
  assert_text (fixture->conversation, "You: a\nLLM: second");
  natter_conversation_show_sibling (fixture->conversation, again, -1);
  assert_text (fixture->conversation, "You: a\nLLM: first");
}

#define ADD(path, func) \
  g_test_add ("/export-text/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("form", test_form);
  ADD ("line-ends", test_line_ends);
  ADD ("partial", test_partial);
  ADD ("failed", test_failed);
  ADD ("reasoning", test_reasoning);
  ADD ("refusal", test_refusal);
  ADD ("visible-path", test_visible_path);

  return g_test_run ();
}
