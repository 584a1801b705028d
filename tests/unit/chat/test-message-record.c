/* test-message-record.c: a message comes back as it was stored.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-message-record.h"

static void
append (NatterMessage   *message,
        NatterDeltaKind  kind,
        guint            index,
        const char      *text)
{
  NatterDelta delta = { .kind = kind, .text = text, .length = strlen (text), .index = index };

  natter_message_append (message, &delta);
}

static NatterMessage *
new_answer (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  NatterUsage usage = { .input = 7, .output = 40, .cached_input = 3, .reasoning = 12, .total = 47 };
  NatterDelta told = { .kind = NATTER_DELTA_USAGE, .usage = &usage };
  NatterDelta call = { .kind = NATTER_DELTA_TOOL_CALL, .index = 2, .id = "call_1", .name = "look",
                       .text = "{\"at\":1}", .length = 8 };
  NatterDelta citation = { .kind = NATTER_DELTA_CITATION, .id = "https://example.com/",
                           .name = "Example" };
  NatterDelta carry = { .kind = NATTER_DELTA_CARRY, .name = "anthropic", .text = "{\"s\":2}",
                        .length = 7 };
  g_autoptr(GBytes) data = g_bytes_new_static ("\x89PNG", 4);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", "a.png", data);

  natter_message_set_model (message, "model-x");
  natter_message_set_provider (message, "Provider Y");
  natter_message_begin (message);
  append (message, NATTER_DELTA_REASONING, 0, "first thought");
  append (message, NATTER_DELTA_REASONING, 1, "second");
  append (message, NATTER_DELTA_TEXT, 0, "Grüße, ");
  append (message, NATTER_DELTA_TEXT, 0, "世界");
  append (message, NATTER_DELTA_REFUSAL, 0, "but no");
  append (message, NATTER_DELTA_FINISH, 0, "tool_calls");
  natter_message_append (message, &told);
  natter_message_append (message, &call);
  natter_message_append (message, &citation);
  natter_message_append (message, &carry);
  natter_message_add_attachment (message, image);
  natter_message_set_request_id (message, "req_1");
  natter_message_add_note (message, "Asked again.");

  return message;
}

static NatterMessage *
store_and_restore (NatterMessage *message)
{
  g_autoptr(NatterConversation) conversation = natter_conversation_new ();
  g_autoptr(NatterStoredMessage) record = NULL;

  natter_conversation_append (conversation, message);
  record = natter_message_record_new (conversation, message);
  g_assert_cmpstr (record->conversation_id, ==, natter_conversation_get_id (conversation));
  g_assert_null (record->parent_id);
  g_assert_true (record->chosen);

  return natter_message_record_restore (record, NULL);
}

static void
check_same (NatterMessage *one,
            NatterMessage *other)
{
  g_assert_cmpstr (natter_message_get_id (one), ==, natter_message_get_id (other));
  g_assert_cmpint (natter_message_get_role (one), ==, natter_message_get_role (other));
  g_assert_cmpstr (natter_message_get_text (one), ==, natter_message_get_text (other));
  g_assert_cmpstr (natter_message_get_reasoning (one), ==, natter_message_get_reasoning (other));
  g_assert_cmpstr (natter_message_get_refusal (one), ==, natter_message_get_refusal (other));
  g_assert_cmpstr (natter_message_get_model (one), ==, natter_message_get_model (other));
  g_assert_cmpstr (natter_message_get_provider (one), ==, natter_message_get_provider (other));
  g_assert_cmpint (natter_message_get_end (one), ==, natter_message_get_end (other));
  g_assert_cmpstr (natter_message_get_finish_reason (one), ==,
                   natter_message_get_finish_reason (other));
  g_assert_cmpstr (natter_message_get_request_id (one), ==, natter_message_get_request_id (other));
  g_assert_cmpmem (natter_message_get_usage (one), sizeof (NatterUsage),
                   natter_message_get_usage (other), sizeof (NatterUsage));
  g_assert_cmpint (g_date_time_to_unix_usec (natter_message_get_time (one)) / 1000, ==,
                   g_date_time_to_unix_usec (natter_message_get_time (other)) / 1000);
}

static void
check_parts (NatterMessage *message)
{
  NatterToolCall *call = g_ptr_array_index (natter_message_get_tool_calls (message), 0);
  NatterCitation *citation = g_ptr_array_index (natter_message_get_citations (message), 0);
  NatterCarry *carry = g_ptr_array_index (natter_message_get_carries (message), 0);
  NatterAttachment *image = g_ptr_array_index (natter_message_get_attachments (message), 0);

  g_assert_cmpuint (call->index, ==, 2);
  g_assert_cmpstr (call->id, ==, "call_1");
  g_assert_cmpstr (call->name, ==, "look");
  g_assert_cmpstr (call->arguments->str, ==, "{\"at\":1}");
  g_assert_cmpstr (citation->address, ==, "https://example.com/");
  g_assert_cmpstr (citation->title, ==, "Example");
  g_assert_cmpstr (carry->dialect, ==, "anthropic");
  g_assert_cmpstr (carry->json, ==, "{\"s\":2}");
  g_assert_cmpstr (natter_attachment_get_mime_type (image), ==, "image/png");
  g_assert_cmpstr (natter_attachment_get_name (image), ==, "a.png");
  g_assert_cmpuint (g_bytes_get_size (natter_attachment_get_data (image)), ==, 4);
  g_assert_cmpstr (g_ptr_array_index (natter_message_get_notes (message), 0), ==, "Asked again.");
}

static void
test_answer (void)
{
  g_autoptr(NatterMessage) message = new_answer ();
  g_autoptr(NatterMessage) restored = NULL;

  natter_message_finish (message, NATTER_END_TOOL, NULL);
  restored = store_and_restore (message);
  check_same (restored, message);
  check_parts (restored);
  g_assert_false (natter_message_is_streaming (restored));
  g_assert_cmpfloat_with_epsilon (natter_timing_get_seconds (natter_message_get_timing (restored)),
                                  natter_timing_get_seconds (natter_message_get_timing (message)),
                                  0.002);
}

static void
test_error (void)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  g_autoptr(NatterMessage) restored = NULL;
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_RATE_LIMITED, "Slow down.");

  natter_error_set_http (error, 429, "{\"error\":\"slow\"}");
  natter_message_begin (message);
  natter_message_finish (message, NATTER_END_PROVIDER_ERROR, error);
  restored = store_and_restore (message);
  check_same (restored, message);
  g_assert_error (natter_message_get_error (restored), NATTER_ERROR, NATTER_ERROR_RATE_LIMITED);
  g_assert_cmpstr (natter_message_get_error (restored)->message, ==, "Slow down.");
  g_assert_cmpuint (natter_error_get_http_status (natter_message_get_error (restored)), ==, 429);
  g_assert_cmpstr (natter_error_get_http_body (natter_message_get_error (restored)), ==,
                   "{\"error\":\"slow\"}");
}

static void
test_question (void)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "Why?\n\nReally?");
  g_autoptr(NatterMessage) restored = store_and_restore (message);

  check_same (restored, message);
  g_assert_cmpint (natter_message_get_end (restored), ==, NATTER_END_NONE);
  g_assert_cmpfloat (natter_timing_get_seconds (natter_message_get_timing (restored)), <, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/message-record/answer", test_answer);
  g_test_add_func ("/message-record/error", test_error);
  g_test_add_func ("/message-record/question", test_question);

  return g_test_run ();
}
