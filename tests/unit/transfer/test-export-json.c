/* test-export-json.c: JSON: the whole tree, everything that was said, and nothing that is secret;
 * and all of it as the schema says.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-export.h"
#include "natter-json.h"
#include "natter-test-schema.h"
#include "natter-test-talk.h"

static JsonNode *
export_with (NatterConversation        *conversation,
             const NatterExportOptions *options)
{
  g_autofree char *text = natter_export_to_string (conversation, NATTER_EXPORT_JSON, options);
  g_autoptr(GError) error = NULL;
  JsonNode *node = natter_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);
  g_assert_true (g_str_has_suffix (text, "}\n"));
  natter_test_schema_check (node);

  return node;
}

static JsonNode *
export (NatterConversation *conversation)
{
  return export_with (conversation, NULL);
}

static JsonObject *
get_message (JsonNode *export_node,
             guint     i)
{
  JsonArray *messages = natter_json_get_array (natter_json_as_object (export_node), "messages");

  g_assert_cmpuint (i, <, json_array_get_length (messages));

  return json_array_get_object_element (messages, i);
}

/* The first part of a kind, or NULL. */
static JsonObject *
get_part (JsonObject *message,
          const char *kind)
{
  JsonArray *parts = natter_json_get_array (message, "parts");

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonObject *part = json_array_get_object_element (parts, i);

      if (g_str_equal (natter_json_get_string (part, "kind"), kind))
        return part;
    }

  return NULL;
}

static const char *
get_text (JsonObject *message,
          const char *kind)
{
  JsonObject *part = get_part (message, kind);

  return part ? natter_json_get_string (part, "text") : NULL;
}

static gboolean
is_null (JsonObject *object,
         const char *name)
{
  return json_object_has_member (object, name) && json_object_get_null_member (object, name);
}

static void
assert_time (JsonObject *object,
             const char *name)
{
  gint64 time = natter_json_get_int (object, name, 0);

  g_assert_cmpint (ABS (g_get_real_time () / 1000 - time), <, 3600 * 1000);
}

static void
test_empty (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(JsonNode) node = export (conversation);
  JsonObject *root = natter_json_as_object (node);

  g_assert_cmpstr (natter_json_get_string (root, "format"), ==, "natter-conversation");
  g_assert_cmpint (natter_json_get_int (root, "version", 0), ==, 2);
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (root, "messages")), ==, 0);
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (root, "path")), ==, 0);
  assert_time (root, "created");
  assert_time (root, "updated");

  g_assert_finalize_object (conversation);
}

static void
test_question (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *object;

  natter_conversation_set_title (conversation, "A “talk”");
  natter_test_talk_ask (conversation, "Line\n\"quoted\"\t\001☃\n");
  node = export (conversation);
  g_assert_cmpstr (natter_json_get_string (natter_json_as_object (node), "title"), ==, "A “talk”");

  object = get_message (node, 0);
  g_assert_cmpstr (natter_json_get_string (object, "role"), ==, "user");
  g_assert_cmpstr (get_text (object, "text"), ==, "Line\n\"quoted\"\t\001☃\n");
  g_assert_cmpstr (natter_json_get_string (object, "end"), ==, "none");
  g_assert_true (is_null (object, "parent"));
  g_assert_true (is_null (object, "model"));
  g_assert_true (is_null (object, "usage"));
  g_assert_true (is_null (object, "error"));
  assert_time (object, "time");

  g_assert_finalize_object (conversation);
}

static void
test_answer (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(JsonNode) node = NULL;
  NatterMessage *answer;
  JsonObject *object;

  natter_test_talk_ask (conversation, "Question");
  answer = natter_test_talk_begin (conversation, "Text");
  natter_message_set_provider (answer, "My server");
  natter_test_talk_append (answer, NATTER_DELTA_REASONING, "Reasoning");
  natter_test_talk_append (answer, NATTER_DELTA_REFUSAL, "Refusal");
  natter_test_talk_append (answer, NATTER_DELTA_FINISH, "max_tokens");
  natter_message_finish (answer, NATTER_END_LENGTH, NULL);
  node = export (conversation);

  object = get_message (node, 1);
  g_assert_cmpstr (natter_json_get_string (object, "id"), ==, natter_message_get_id (answer));
  g_assert_cmpstr (natter_json_get_string (object, "parent"), ==,
                   natter_json_get_string (get_message (node, 0), "id"));
  g_assert_cmpstr (natter_json_get_string (object, "role"), ==, "assistant");
  g_assert_cmpstr (get_text (object, "text"), ==, "Text");
  g_assert_cmpstr (get_text (object, "reasoning"), ==, "Reasoning");
  g_assert_cmpstr (get_text (object, "refusal"), ==, "Refusal");
  g_assert_cmpstr (natter_json_get_string (object, "model"), ==, "test-model");
  g_assert_cmpstr (natter_json_get_string (object, "provider"), ==, "My server");
  g_assert_cmpstr (natter_json_get_string (object, "end"), ==, "length");
  g_assert_cmpstr (natter_json_get_string (object, "finish_reason"), ==, "max_tokens");

  g_assert_finalize_object (conversation);
}

static void
test_usage_and_tools (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  NatterUsage usage = { .input = 12, .output = 34, .cached_input = -1, .reasoning = 5,
                        .total = 46 };
  NatterDelta usage_delta = { .kind = NATTER_DELTA_USAGE, .usage = &usage };
  NatterDelta call = { .kind = NATTER_DELTA_TOOL_CALL, .id = "call-1", .name = "add",
                       .text = "{\"a\":1}", .length = 7 };
  NatterMessage *answer = natter_test_talk_begin (conversation, "");
  g_autoptr(JsonNode) node = NULL;
  JsonObject *counts;
  JsonObject *tool;

  natter_message_append (answer, &usage_delta);
  natter_message_append (answer, &call);
  node = export (conversation);

  counts = natter_json_get_object (get_message (node, 0), "usage");
  g_assert_cmpint (natter_json_get_int (counts, "input", 0), ==, 12);
  g_assert_cmpint (natter_json_get_int (counts, "output", 0), ==, 34);
  g_assert_true (is_null (counts, "cached_input"));
  g_assert_cmpint (natter_json_get_int (counts, "reasoning", 0), ==, 5);
  g_assert_cmpint (natter_json_get_int (counts, "total", 0), ==, 46);

  tool = get_part (get_message (node, 0), "tool-call");
  g_assert_cmpstr (natter_json_get_string (tool, "id"), ==, "call-1");
  g_assert_cmpstr (natter_json_get_string (tool, "name"), ==, "add");
  g_assert_cmpstr (natter_json_get_string (tool, "text"), ==, "{\"a\":1}");

  g_assert_finalize_object (conversation);
}

/* What is not shown is there too, and the path says what is. */
static void
test_tree (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(NatterMessage) again = natter_message_new (NATTER_ROLE_ASSISTANT, "second");
  g_autoptr(JsonNode) node = NULL;
  NatterMessage *first;
  JsonArray *path;
  const char *question;

  natter_test_talk_ask (conversation, "a");
  first = natter_test_talk_answer (conversation, "first", NATTER_END_COMPLETE);
  natter_conversation_add_sibling (conversation, first, again);

  node = export (conversation);
  question = natter_json_get_string (get_message (node, 0), "id");
  g_assert_cmpstr (get_text (get_message (node, 1), "text"), ==, "first");
  g_assert_cmpstr (natter_json_get_string (get_message (node, 1), "parent"), ==, question);
  g_assert_cmpstr (get_text (get_message (node, 2), "text"), ==, "second");
  g_assert_cmpstr (natter_json_get_string (get_message (node, 2), "parent"), ==, question);

  path = natter_json_get_array (natter_json_as_object (node), "path");
  g_assert_cmpuint (json_array_get_length (path), ==, 2);
  g_assert_cmpstr (json_array_get_string_element (path, 0), ==, question);
  g_assert_cmpstr (json_array_get_string_element (path, 1), ==, natter_message_get_id (again));

  g_assert_finalize_object (conversation);
}

/* All that a message can hold. */
static void
fill (NatterConversation *conversation)
{
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "What is this?");
  g_autoptr(GBytes) bytes = g_bytes_new_static ("\211PNG", 4);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", "cat.png", bytes);
  NatterDelta citation = { .kind = NATTER_DELTA_CITATION, .id = "https://example.com/",
                           .name = "Example", .text = "" };
  NatterDelta carry = { .kind = NATTER_DELTA_CARRY, .name = "anthropic",
                        .text = "{\"signature\":\"x\"}", .length = 17 };
  NatterMessage *answer = NULL;

  natter_message_add_attachment (question, image);
  natter_conversation_append (conversation, question);
  answer = natter_test_talk_begin (conversation, "A cat");
  natter_test_talk_append (answer, NATTER_DELTA_REASONING, "Whiskers");
  natter_message_append (answer, &citation);
  natter_message_append (answer, &carry);
  natter_message_set_request_id (answer, "req-1");
  natter_message_add_note (answer, "A note");
  natter_message_finish (answer, NATTER_END_COMPLETE, NULL);
  natter_conversation_set_pinned (conversation, TRUE);
  natter_conversation_set_archived (conversation, TRUE);
  natter_conversation_set_draft (conversation, "And");
  natter_conversation_set_model_key (conversation, "a/b");
}

static void
test_everything (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *root = NULL;
  JsonObject *part = NULL;

  fill (conversation);
  node = export (conversation);
  root = natter_json_as_object (node);
  g_assert_true (natter_json_get_bool (root, "pinned", FALSE));
  g_assert_true (natter_json_get_bool (root, "archived", FALSE));
  g_assert_cmpstr (natter_json_get_string (root, "draft"), ==, "And");
  g_assert_cmpstr (natter_json_get_string (root, "model_key"), ==, "a/b");
  g_assert_cmpstr (natter_json_get_string (root, "id"), ==,
                   natter_conversation_get_id (conversation));
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (root, "left_out")), ==, 0);

  part = get_part (get_message (node, 0), "image");
  g_assert_cmpstr (natter_json_get_string (part, "name"), ==, "cat.png");
  g_assert_cmpstr (natter_json_get_string (part, "mime_type"), ==, "image/png");
  g_assert_cmpstr (natter_json_get_string (part, "data"), ==, "iVBORw==");
  g_assert_cmpint (natter_json_get_int (part, "size", 0), ==, 4);
  part = get_part (get_message (node, 1), "citation");
  g_assert_cmpstr (natter_json_get_string (part, "id"), ==, "https://example.com/");
  g_assert_cmpstr (natter_json_get_string (part, "name"), ==, "Example");
  part = get_part (get_message (node, 1), "carry");
  g_assert_cmpstr (natter_json_get_string (part, "name"), ==, "anthropic");
  g_assert_cmpstr (natter_json_get_string (part, "text"), ==, "{\"signature\":\"x\"}");
  g_assert_cmpstr (get_text (get_message (node, 1), "note"), ==, "A note");
  g_assert_cmpstr (natter_json_get_string (get_message (node, 1), "request_id"), ==, "req-1");

  g_assert_finalize_object (conversation);
}

static void
test_left_out (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(NatterMessage) again = natter_message_new (NATTER_ROLE_ASSISTANT, "A dog");
  g_autoptr(JsonNode) node = NULL;
  NatterExportOptions options = { FALSE, FALSE, FALSE };
  JsonObject *part = NULL;

  fill (conversation);
  natter_conversation_add_sibling (conversation, natter_conversation_get_last (conversation),
                                   again);
  node = export_with (conversation, &options);
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (natter_json_as_object (node),
                                                                  "left_out")), ==, 3);
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (natter_json_as_object (node),
                                                                  "messages")), ==, 2);
  g_assert_cmpstr (get_text (get_message (node, 1), "text"), ==, "A dog");
  part = get_part (get_message (node, 0), "image");
  g_assert_cmpstr (natter_json_get_string (part, "name"), ==, "cat.png");
  g_assert_null (natter_json_get_string (part, "data"));
  g_clear_pointer (&node, json_node_unref);

  natter_conversation_show_sibling (conversation, again, -1);
  node = export_with (conversation, &options);
  g_assert_cmpstr (get_text (get_message (node, 1), "text"), ==, "A cat");
  g_assert_null (get_part (get_message (node, 1), "reasoning"));
  g_assert_null (get_part (get_message (node, 1), "carry"));

  g_assert_finalize_object (conversation);
}

/* What was deleted is not passed on; what was under it hangs on what is above. */
static void
test_deleted (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(JsonNode) node = NULL;
  NatterMessage *answer = NULL;

  natter_test_talk_ask (conversation, "first");
  answer = natter_test_talk_answer (conversation, "secret", NATTER_END_COMPLETE);
  natter_test_talk_ask (conversation, "second");
  natter_conversation_trash (conversation, answer, FALSE);
  node = export (conversation);
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (natter_json_as_object (node),
                                                                  "messages")), ==, 2);
  g_assert_cmpstr (get_text (get_message (node, 1), "text"), ==, "second");
  g_assert_cmpstr (natter_json_get_string (get_message (node, 1), "parent"), ==,
                   natter_json_get_string (get_message (node, 0), "id"));
  g_assert_true (natter_json_get_bool (get_message (node, 1), "chosen", FALSE));

  g_assert_finalize_object (conversation);
}

static const struct
{
  const char *name;
  const char *message;
  const char *exported;
} secret_cases[] = {
  { "nothing", "The model “x” does not exist. See https://example.com/models.",
    "The model “x” does not exist. See https://example.com/models." },
  { "query", "GET https://example.com/v1/models?key=AIzaSyA1234567890 failed.",
    "GET https://example.com/v1/models failed." },
  { "query in quotes", "“https://example.com/a?token=1” was refused",
    "“https://example.com/a” was refused" },
  { "fragment", "At https://example.com/#access_token=abc", "At https://example.com/" },
  { "password", "Proxy http://me:secret@proxy.example:8080/ refused",
    "Proxy http://proxy.example:8080/ refused" },
  { "key", "Incorrect API key provided: sk-proj-abc_DEF123456. You can find yours there.",
    "Incorrect API key provided: sk-…. You can find yours there." },
  { "masked key", "Incorrect API key provided: sk-ab**********yz.",
    "Incorrect API key provided: sk-…." },
  { "Google's key", "API key AIzaSyA1234567890abc not valid", "API key AIza… not valid" },
  { "header", "Header “Authorization: Bearer abc.def” was refused",
    "Header “Authorization: Bearer … was refused" },
  { "word", "Ask-me-anything is overloaded", "Ask-me-anything is overloaded" },
};

static void
test_secret (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(JsonNode) node = NULL;
  JsonObject *error;

  natter_test_talk_ask (conversation, "a");
  natter_test_talk_fail (conversation, "", NATTER_END_PROVIDER_ERROR, NATTER_ERROR_BAD_KEY,
                         secret_cases[i].message);
  node = export (conversation);
  error = natter_json_get_object (get_message (node, 1), "error");
  g_assert_cmpstr (natter_json_get_string (error, "category"), ==, "bad-key");
  g_assert_cmpstr (natter_json_get_string (error, "message"), ==, secret_cases[i].exported);

  g_assert_finalize_object (conversation);
}

/* The body of an error is for looking at, not for passing on. */
static void
test_error_body (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_SERVER, "It broke.");
  g_autofree char *text = NULL;
  NatterMessage *answer;

  natter_error_set_http (error, 500, "{\"echo\":\"private\"}");
  answer = natter_test_talk_begin (conversation, "");
  natter_message_finish (answer, NATTER_END_PROVIDER_ERROR, error);
  text = natter_export_to_string (conversation, NATTER_EXPORT_JSON, NULL);
  g_assert_nonnull (strstr (text, "It broke."));
  g_assert_null (strstr (text, "private"));

  g_assert_finalize_object (conversation);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export-json/empty", test_empty);
  g_test_add_func ("/export-json/question", test_question);
  g_test_add_func ("/export-json/answer", test_answer);
  g_test_add_func ("/export-json/usage-and-tools", test_usage_and_tools);
  g_test_add_func ("/export-json/tree", test_tree);
  g_test_add_func ("/export-json/everything", test_everything);
  g_test_add_func ("/export-json/left-out", test_left_out);
  g_test_add_func ("/export-json/deleted", test_deleted);
  for (i = 0; i < G_N_ELEMENTS (secret_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export-json/secret/", secret_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_secret);
    }
  g_test_add_func ("/export-json/error-body", test_error_body);

  return g_test_run ();
}
