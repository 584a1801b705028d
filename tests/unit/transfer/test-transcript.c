/* test-transcript.c: what of a conversation is exported, in which order, and that each format keeps
 * to what is wanted.
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

/* "q" has the answers "one", with a thought and what follows, and "two", which is shown. */
static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(NatterMessage) two = natter_message_new (NATTER_ROLE_ASSISTANT, "two $x_1$");
  NatterMessage *one = NULL;

  fixture->conversation = natter_conversation_new ();
  natter_conversation_set_title (fixture->conversation, "T");
  natter_test_talk_ask (fixture->conversation, "q");
  one = natter_test_talk_begin (fixture->conversation, "one");
  natter_test_talk_append (one, NATTER_DELTA_REASONING, "thought");
  natter_message_finish (one, NATTER_END_COMPLETE, NULL);
  natter_test_talk_ask (fixture->conversation, "more");
  natter_test_talk_answer (fixture->conversation, "of it", NATTER_END_COMPLETE);
  natter_conversation_add_sibling (fixture->conversation, one, two);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->conversation);
}

static char *
dup_strand (GPtrArray *strand)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < strand->len; i++)
    {
      const NatterTranscriptEntry *entry = g_ptr_array_index (strand, i);

      g_string_append_printf (text, "%s;", natter_message_get_text (entry->message));
    }

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static void
assert_strand (GPtrArray  *strands,
               guint       i,
               const char *expected)
{
  g_autofree char *text = dup_strand (g_ptr_array_index (strands, i));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_strands (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterTranscript) transcript = natter_transcript_new (fixture->conversation);
  g_autoptr(GPtrArray) path = natter_transcript_dup_strands (transcript, FALSE);
  g_autoptr(GPtrArray) all = natter_transcript_dup_strands (transcript, TRUE);
  g_autofree char *title = natter_transcript_dup_strand_title (transcript,
                                                               g_ptr_array_index (all, 1), 1);

  g_assert_cmpuint (path->len, ==, 1);
  assert_strand (path, 0, "q;two $x_1$;");
  g_assert_cmpuint (all->len, ==, 2);
  assert_strand (all, 0, "q;two $x_1$;");
  assert_strand (all, 1, "one;more;of it;");
  g_assert_cmpstr (title, ==, "Branch 1, after “q”");
}

static void
test_copy (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(NatterTranscript) transcript = natter_transcript_new (fixture->conversation);
  g_autoptr(GPtrArray) strands = NULL;

  natter_conversation_edit (fixture->conversation,
                            natter_conversation_get_last (fixture->conversation), "changed");
  natter_test_talk_ask (fixture->conversation, "later");
  strands = natter_transcript_dup_strands (transcript, FALSE);
  assert_strand (strands, 0, "q;two $x_1$;");
}

/* However deep a tree is, and however many stand in one place. */
static void
test_deep (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(NatterTranscript) transcript = NULL;
  g_autoptr(GPtrArray) strands = NULL;

  for (guint i = 0; i < 3000; i++)
    natter_test_talk_ask (conversation, "a");
  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(NatterMessage) other = natter_message_new (NATTER_ROLE_USER, "b");

      natter_conversation_add_sibling (conversation, natter_conversation_get_last (conversation),
                                       other);
    }
  transcript = natter_transcript_new (conversation);
  strands = natter_transcript_dup_strands (transcript, TRUE);
  g_assert_cmpuint (strands->len, ==, 301);
  g_assert_finalize_object (conversation);
}

static const struct
{
  NatterExportFormat format;
  const char        *mathematics;
} formats[] = {
  { NATTER_EXPORT_TEXT, "two $x_1$" },
  { NATTER_EXPORT_MARKDOWN, "two $x_1$" },
  { NATTER_EXPORT_HTML, "title=\"$x_1$\"" },
  { NATTER_EXPORT_JSON, "two $x_1$" },
};

static void
test_options (Fixture       *fixture,
              gconstpointer  data)
{
  NatterExportOptions all = { TRUE, TRUE, TRUE };
  NatterExportOptions path = { TRUE, FALSE, TRUE };
  NatterExportOptions words = { FALSE, TRUE, TRUE };

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      NatterConversation *conversation = fixture->conversation;
      NatterExportFormat format = formats[i].format;
      g_autofree char *whole = natter_export_to_string (conversation, format, &all);
      g_autofree char *shown = natter_export_to_string (conversation, format, &path);
      g_autofree char *said = natter_export_to_string (conversation, format, &words);

      g_assert_nonnull (strstr (whole, formats[i].mathematics));
      g_assert_nonnull (strstr (whole, "thought"));
      g_assert_nonnull (strstr (whole, "of it"));
      g_assert_nonnull (strstr (shown, formats[i].mathematics));
      g_assert_null (strstr (shown, "of it"));
      g_assert_null (strstr (said, "thought"));
      g_assert_nonnull (strstr (said, "of it"));
    }
}

static void
test_text (Fixture       *fixture,
           gconstpointer  data)
{
  NatterExportOptions all = { TRUE, TRUE, TRUE };
  g_autofree char *text = natter_export_to_string (fixture->conversation, NATTER_EXPORT_TEXT, &all);

  g_assert_cmpstr (text, ==,
                   "You: q\nLLM: two $x_1$\n\n--- Branch 1, after “q” ---\n\n"
                   "LLM: (Reasoning: thought)\none\n\nYou: more\nLLM: of it");
}

#define ADD(path, func) g_test_add ("/transcript/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("strands", test_strands);
  ADD ("copy", test_copy);
  g_test_add_func ("/transcript/deep", test_deep);
  ADD ("options", test_options);
  ADD ("text", test_text);

  return g_test_run ();
}
