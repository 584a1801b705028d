/* test-message.c: a message only grows, and ends once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-message.h"

static void
append (NatterMessage   *message,
        NatterDeltaKind  kind,
        const char      *text)
{
  NatterDelta delta = { .kind = kind, .text = text, .length = strlen (text) };

  natter_message_append (message, &delta);
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_grows (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  guint appended = 0;

  g_signal_connect_swapped (message, "appended", G_CALLBACK (count_cb), &appended);
  g_assert_true (natter_message_is_empty (message));

  append (message, NATTER_DELTA_REASONING, "hm");
  g_assert_true (natter_message_is_empty (message));
  append (message, NATTER_DELTA_TEXT, "Grüß");
  append (message, NATTER_DELTA_TEXT, " dich");
  append (message, NATTER_DELTA_REFUSAL, "no");

  g_assert_cmpstr (natter_message_get_text (message), ==, "Grüß dich");
  g_assert_cmpuint (natter_message_get_length (message), ==, strlen ("Grüß dich"));
  g_assert_cmpstr (natter_message_get_reasoning (message), ==, "hm");
  g_assert_cmpstr (natter_message_get_refusal (message), ==, "no");
  g_assert_false (natter_message_is_empty (message));
  g_assert_cmpuint (appended, ==, 4);

  g_assert_finalize_object (message);
}

/* A new part of what was thought is a paragraph of its own. */
static void
test_reasoning_parts (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  NatterDelta delta = { .kind = NATTER_DELTA_REASONING, .text = "a", .length = 1, .index = 1 };

  natter_message_append (message, &delta);
  natter_message_append (message, &delta);
  delta.index = 2;
  natter_message_append (message, &delta);
  g_assert_cmpstr (natter_message_get_reasoning (message), ==, "aa\n\na");

  g_assert_finalize_object (message);
}

static void
test_nul_is_kept (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = "a\0b", .length = 3 };

  natter_message_append (message, &delta);
  g_assert_cmpmem (natter_message_get_text (message), natter_message_get_length (message), "a\0b",
                   3);

  g_assert_finalize_object (message);
}

static void
test_tool_calls (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  GPtrArray *calls = natter_message_get_tool_calls (message);
  NatterDelta first = { .kind = NATTER_DELTA_TOOL_CALL, .index = 0, .id = "a", .name = "add",
                        .text = "{\"x\"", .length = 4 };
  NatterDelta second = { .kind = NATTER_DELTA_TOOL_CALL, .index = 1, .id = "b", .name = "mul" };
  NatterDelta third = { .kind = NATTER_DELTA_TOOL_CALL, .index = 0, .text = ":1}", .length = 3 };
  NatterToolCall *call = NULL;

  natter_message_append (message, &first);
  natter_message_append (message, &second);
  natter_message_append (message, &third);

  g_assert_cmpuint (calls->len, ==, 2);
  call = g_ptr_array_index (calls, 0);
  g_assert_cmpstr (call->id, ==, "a");
  g_assert_cmpstr (call->name, ==, "add");
  g_assert_cmpstr (call->arguments->str, ==, "{\"x\":1}");

  g_assert_finalize_object (message);
}

static void
test_ends_once (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_SERVER, "boom");
  guint notified = 0;

  g_signal_connect_swapped (message, "notify::streaming", G_CALLBACK (count_cb), &notified);
  g_assert_cmpfloat (natter_timing_get_seconds (natter_message_get_timing (message)), <, 0);

  natter_message_begin (message);
  g_assert_true (natter_message_is_streaming (message));
  append (message, NATTER_DELTA_TEXT, "half");
  natter_message_finish (message, NATTER_END_PROVIDER_ERROR, error);
  natter_message_finish (message, NATTER_END_COMPLETE, NULL);

  g_assert_false (natter_message_is_streaming (message));
  g_assert_cmpint (natter_message_get_end (message), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (natter_message_get_error (message), NATTER_ERROR, NATTER_ERROR_SERVER);
  g_assert_cmpstr (natter_message_get_text (message), ==, "half");
  g_assert_cmpfloat (natter_timing_get_seconds (natter_message_get_timing (message)), >=, 0);
  g_assert_cmpuint (notified, ==, 2);

  g_assert_finalize_object (message);
}

static NatterMessage *
new_answer (gint64 output)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  NatterUsage usage = { .input = 10, .output = output, .cached_input = -1, .reasoning = 0,
                        .total = 10 + output };
  const NatterDelta delta = { .kind = NATTER_DELTA_USAGE, .usage = &usage };

  natter_message_begin (message);
  append (message, NATTER_DELTA_TEXT, "half");
  if (output >= 0)
    natter_message_append (message, &delta);
  natter_message_finish (message, NATTER_END_LENGTH, NULL);

  return message;
}

static void
go_on (NatterMessage *message,
       const char    *text)
{
  NatterUsage usage = { .input = 12, .output = 3, .cached_input = 4, .reasoning = 0, .total = 15 };
  const NatterDelta delta = { .kind = NATTER_DELTA_USAGE, .usage = &usage };

  natter_message_resume (message, "Gone on.");
  g_assert_cmpint (natter_message_get_end (message), ==, NATTER_END_NONE);
  natter_message_begin (message);
  g_assert_true (natter_message_is_waiting (message));
  append (message, NATTER_DELTA_TEXT, text);
  g_assert_false (natter_message_is_waiting (message));
  natter_message_append (message, &delta);
  natter_message_finish (message, NATTER_END_COMPLETE, NULL);
}

/* Both parts of an answer that goes on took time and tokens; what is not known of one of them is
 * not known of the whole. */
static void
test_goes_on (void)
{
  NatterMessage *message = new_answer (5);
  NatterMessage *unknown = new_answer (-1);
  const NatterTiming *timing = natter_message_get_timing (message);
  double before = natter_timing_get_seconds (timing);
  double first = natter_timing_get_first_seconds (timing);

  go_on (message, " and half");
  g_assert_cmpstr (natter_message_get_text (message), ==, "half and half");
  g_assert_cmpint (natter_message_get_end (message), ==, NATTER_END_COMPLETE);
  g_assert_cmpfloat (natter_timing_get_seconds (timing), >=, before);
  g_assert_cmpfloat_with_epsilon (natter_timing_get_first_seconds (timing), first, 1e-9);
  g_assert_cmpint (natter_message_get_usage (message)->input, ==, 22);
  g_assert_cmpint (natter_message_get_usage (message)->output, ==, 8);
  g_assert_cmpint (natter_message_get_usage (message)->cached_input, ==, -1);
  g_assert_cmpint (natter_message_get_usage (message)->total, ==, 30);

  go_on (unknown, " and half");
  g_assert_cmpint (natter_message_get_usage (unknown)->output, ==, -1);
  g_assert_cmpuint (natter_message_get_notes (unknown)->len, ==, 1);

  g_assert_finalize_object (message);
  g_assert_finalize_object (unknown);
}

/* In whose midst the program died. */
static void
test_goes_on_in_another_run (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, "half");

  natter_message_finish (message, NATTER_END_INTERRUPTED, NULL);
  go_on (message, " and half");
  g_assert_cmpfloat (natter_timing_get_seconds (natter_message_get_timing (message)), <, 0);

  g_assert_finalize_object (message);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message/grows", test_grows);
  g_test_add_func ("/message/reasoning-parts", test_reasoning_parts);
  g_test_add_func ("/message/nul-is-kept", test_nul_is_kept);
  g_test_add_func ("/message/tool-calls", test_tool_calls);
  g_test_add_func ("/message/ends-once", test_ends_once);
  g_test_add_func ("/message/goes-on", test_goes_on);
  g_test_add_func ("/message/goes-on-in-another-run", test_goes_on_in_another_run);

  return g_test_run ();
}
