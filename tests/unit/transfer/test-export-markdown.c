/* test-export-markdown.c: Markdown: sections, what a reader must know about an end, and nothing
 * that spills over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-export.h"
#include "natter-test-talk.h"

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

/* The export with every time as "TIME", after checking that they are times. */
static char *
export (NatterConversation *conversation)
{
  g_autofree char *text = natter_export_to_string (conversation, NATTER_EXPORT_MARKDOWN, NULL);
  g_autoptr(GRegex) regex = g_regex_new ("^\\*\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d\\*$",
                                         G_REGEX_MULTILINE, G_REGEX_MATCH_DEFAULT, NULL);

  return g_regex_replace_literal (regex, text, -1, 0, "TIME", G_REGEX_MATCH_DEFAULT, NULL);
}

#define assert_markdown(conversation, expected)            \
  G_STMT_START                                             \
    {                                                      \
      g_autofree char *text_ = export (conversation);      \
      g_assert_cmpstr (text_, ==, (expected));             \
    }                                                      \
  G_STMT_END

static void
test_form (Fixture       *fixture,
           gconstpointer  data)
{
  natter_conversation_set_title (fixture->conversation, "A talk");
  assert_markdown (fixture->conversation, "# A talk\n");

  natter_test_talk_ask (fixture->conversation, "Show me *stars*\n\n");
  natter_test_talk_answer (fixture->conversation, "# Stars\n\n```c\nint *p;\n```\n",
                           NATTER_END_COMPLETE);
  natter_test_talk_ask (fixture->conversation, "Thanks");
  assert_markdown (fixture->conversation,
                   "# A talk\n"
                   "\n## You\n\nTIME\n\nShow me *stars*\n"
                   "\n## test-model\n\nTIME\n\n# Stars\n\n```c\nint *p;\n```\n"
                   "\n## You\n\nTIME\n\nThanks\n");
}

static void
test_no_title (Fixture       *fixture,
               gconstpointer  data)
{
  natter_conversation_set_title (fixture->conversation, "");
  assert_markdown (fixture->conversation, "# Untitled\n");
}

static const struct
{
  const char *title;
  const char *heading;
} title_cases[] = {
  { "C# and snake_case", "# C# and snake_case\n" },
  { "*stars* and _lines_", "# \\*stars\\* and \\_lines\\_\n" },
  { "[link](http://x) `code` <b>", "# \\[link\\](http://x) \\`code\\` \\<b>\n" },
  { "two\nlines", "# two lines\n" },
  { "closing ##", "# closing \\#\\#\n" },
  { "back\\slash", "# back\\\\slash\n" },
};

static void
test_title (Fixture       *fixture,
            gconstpointer  data)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (title_cases); i++)
    {
      natter_conversation_set_title (fixture->conversation, title_cases[i].title);
      assert_markdown (fixture->conversation, title_cases[i].heading);
    }
}

static void
test_reasoning (Fixture       *fixture,
                gconstpointer  data)
{
  NatterMessage *answer;

  natter_conversation_set_title (fixture->conversation, "T");
  answer = natter_test_talk_begin (fixture->conversation, "");
  natter_test_talk_append (answer, NATTER_DELTA_REASONING, "First\n\n```\ncode\n");
  natter_test_talk_append (answer, NATTER_DELTA_TEXT, "Answer");
  natter_message_finish (answer, NATTER_END_COMPLETE, NULL);
  assert_markdown (fixture->conversation,
                   "# T\n\n## test-model\n\nTIME\n"
                   "\n> **Reasoning**\n>\n> First\n>\n> ```\n> code\n"
                   "\nAnswer\n");
}

static const struct
{
  NatterEnd   end;
  const char *note;
} end_cases[] = {
  { NATTER_END_COMPLETE, "" },
  { NATTER_END_TOOL, "" },
  { NATTER_END_LENGTH, "\n*Cut off at the length limit*\n" },
  { NATTER_END_FILTER, "\n*Ended by the provider’s content filter*\n" },
  { NATTER_END_STOPPED, "\n*Stopped by you*\n" },
  { NATTER_END_CONNECTION_LOST, "\n*Connection lost*\n" },
  { NATTER_END_TIMED_OUT, "\n*Timed out*\n" },
  { NATTER_END_PROVIDER_ERROR, "\n*Failed*\n" },
  { NATTER_END_INTERRUPTED, "\n*Interrupted*\n" },
};

static void
test_ends (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (end_cases); i++)
    {
      NatterConversation *conversation = natter_conversation_new ();
      g_autofree char *expected = g_strconcat ("# T\n\n## test-model\n\nTIME\n\nHalf\n",
                                               end_cases[i].note, NULL);

      natter_conversation_set_title (conversation, "T");
      natter_test_talk_answer (conversation, "Half", end_cases[i].end);
      assert_markdown (conversation, expected);
      g_assert_finalize_object (conversation);
    }
}

static void
test_running (Fixture       *fixture,
              gconstpointer  data)
{
  natter_conversation_set_title (fixture->conversation, "T");
  natter_test_talk_begin (fixture->conversation, "Half");
  assert_markdown (fixture->conversation,
                   "# T\n\n## test-model\n\nTIME\n\nHalf\n\n*Still being written*\n");
}

static void
test_error (Fixture       *fixture,
            gconstpointer  data)
{
  natter_conversation_set_title (fixture->conversation, "T");
  natter_test_talk_fail (fixture->conversation, "", NATTER_END_PROVIDER_ERROR,
                         NATTER_ERROR_NO_SUCH_MODEL, "There is no model *x*.\nPick another.");
  assert_markdown (fixture->conversation,
                   "# T\n\n## test-model\n\nTIME\n"
                   "\n*Failed: There is no model \\*x\\*. Pick another.*\n");
}

static void
test_tool_calls (Fixture       *fixture,
                 gconstpointer  data)
{
  NatterDelta delta = { .kind = NATTER_DELTA_TOOL_CALL, .id = "1", .name = "get_weather",
                        .text = "{}", .length = 2 };
  NatterMessage *answer;

  natter_conversation_set_title (fixture->conversation, "T");
  answer = natter_test_talk_begin (fixture->conversation, "");
  natter_message_append (answer, &delta);
  natter_message_finish (answer, NATTER_END_TOOL, NULL);
  assert_markdown (fixture->conversation,
                   "# T\n\n## test-model\n\nTIME\n\n*Asked for the tool “get_weather”*\n");
}

static const struct
{
  const char *name;
  const char *text;
  const char *closed;
} fence_cases[] = {
  { "closed", "```\ncode\n```", "```\ncode\n```" },
  { "open", "Text\n\n```python\nprint (1)", "Text\n\n```python\nprint (1)\n```" },
  { "open, empty", "```", "```\n```" },
  { "open, longer", "````\n```\ncode\n```\nmore", "````\n```\ncode\n```\nmore\n````" },
  { "open, tildes", "~~~\n```\ncode\n```", "~~~\n```\ncode\n```\n~~~" },
  { "second open", "```\na\n```\n\n```\nb", "```\na\n```\n\n```\nb\n```" },
  { "within a line", "Write ```` ``` ```` around it", "Write ```` ``` ```` around it" },
  { "in a list", "- one\n\n  ```\n  code", "- one\n\n  ```\n  code" },
  { "in a quote", "> ```\n> code", "> ```\n> code" },
};

/* An answer that was stopped in the middle of code must not swallow the next message's heading. */
static void
test_fence (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterConversation *conversation = natter_conversation_new ();
  g_autofree char *expected = g_strconcat ("# T\n\n## test-model\n\nTIME\n\n",
                                           fence_cases[i].closed,
                                           "\n\n*Stopped by you*\n",
                                           "\n## You\n\nTIME\n\nGo on\n", NULL);

  natter_conversation_set_title (conversation, "T");
  natter_test_talk_answer (conversation, fence_cases[i].text, NATTER_END_STOPPED);
  natter_test_talk_ask (conversation, "Go on");
  assert_markdown (conversation, expected);

  g_assert_finalize_object (conversation);
}

#define ADD(path, func) \
  g_test_add ("/export-markdown/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  ADD ("form", test_form);
  ADD ("no-title", test_no_title);
  ADD ("title", test_title);
  ADD ("reasoning", test_reasoning);
  g_test_add_func ("/export-markdown/ends", test_ends);
  ADD ("running", test_running);
  ADD ("error", test_error);
  ADD ("tool-calls", test_tool_calls);
  for (i = 0; i < G_N_ELEMENTS (fence_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export-markdown/fence/", fence_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_fence);
    }

  return g_test_run ();
}
