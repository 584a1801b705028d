/* test-gemini-decoder.c: Gemini's answers, as server-sent events, as an array and at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-answer.h"

#define CHUNK(members) "{\"candidates\": [{" members "}]}"
#define PARTS(parts) \
  CHUNK ("\"content\": {\"parts\": [" parts "],\"role\": \"model\"},\"index\": 0")
#define TEXT(text) PARTS ("{\"text\": \"" text "\"}")
#define FINISH(reason) CHUNK ("\"finishReason\": \"" reason "\"")
#define STOP FINISH ("STOP")
#define USAGE(counts) "{\"usageMetadata\": {" counts "}}"
#define CALL(id, name, args) "{\"functionCall\": {" id "\"name\": \"" name "\",\"args\": " args "}}"
#define SIGNED(members) "{" members ",\"thoughtSignature\": \"Cs\"}"

/* The chunks of an answer; each framing must give the same. */
static const struct
{
  const char *name;
  const char *chunks[6];
  const char *expected;
} cases[] = {
  { "text", { "{\"candidates\": [{\"content\": {\"parts\": [{\"text\": \"Hel\"}]}}],"
              "\"modelVersion\": \"m\"}", TEXT ("lo"), STOP },
    "text{Hello} finish{STOP} model{m} complete" },
  { "finish-with-text", { CHUNK ("\"content\": {\"parts\": [{\"text\": \"a\"},{\"text\": \"b\"}]},"
                                 "\"finishReason\": \"STOP\"") },
    "text{ab} finish{STOP} complete" },
  { "cut-off", { TEXT ("a") }, "text{a} connection-lost" },
  { "nothing-in-it", { "{}", "{\"candidates\": []}", "{\"candidates\": null}",
                       CHUNK ("\"content\": {}"), CHUNK ("\"finishReason\": \"\"") },
    "connection-lost" },
  { "odd-types", { "{\"candidates\": {\"0\": 1}}", "{\"candidates\": [7, {\"content\": {\"parts\":"
                   " [7, {\"text\": 7}, {\"functionCall\": 7}]}}]}",
                   "{\"usageMetadata\": 7,\"promptFeedback\": 7,\"error\": null}", TEXT ("a"),
                   STOP }, "text{a} finish{STOP} complete" },
  { "other-candidates", { "{\"candidates\": [{\"index\": 1,\"content\": {\"parts\": [{\"text\":"
                          " \"no\"}]}},{\"index\": 0,\"content\": {\"parts\": [{\"text\":"
                          " \"yes\"}]}}]}", STOP }, "text{yes} finish{STOP} complete" },
  { "unspecified", { FINISH ("FINISH_REASON_UNSPECIFIED"), TEXT ("a"), STOP },
    "text{a} finish{STOP} complete" },
  { "unknown-reason", { FINISH ("BORED") }, "finish{BORED} complete" },
  { "reason-twice", { FINISH ("STOP"), TEXT ("a"), FINISH ("MAX_TOKENS") },
    "text{a} finish{STOP} complete" },

  { "max-tokens", { FINISH ("MAX_TOKENS") }, "finish{MAX_TOKENS} length" },
  { "safety", { TEXT ("a"), FINISH ("SAFETY") }, "text{a} finish{SAFETY} filter" },
  { "recitation", { FINISH ("RECITATION") }, "finish{RECITATION} filter" },
  { "language", { FINISH ("LANGUAGE") }, "finish{LANGUAGE} filter" },
  { "blocklist", { FINISH ("BLOCKLIST") }, "finish{BLOCKLIST} filter" },
  { "prohibited", { CHUNK ("\"finishReason\": \"PROHIBITED_CONTENT\",\"finishMessage\": \"No.\"") },
    "refusal{No.} finish{PROHIBITED_CONTENT} filter" },
  { "personal", { FINISH ("SPII") }, "finish{SPII} filter" },
  { "image-safety", { FINISH ("IMAGE_SAFETY") }, "finish{IMAGE_SAFETY} filter" },
  { "image-prohibited", { FINISH ("IMAGE_PROHIBITED_CONTENT") },
    "finish{IMAGE_PROHIBITED_CONTENT} filter" },
  { "image-recitation", { FINISH ("IMAGE_RECITATION") }, "finish{IMAGE_RECITATION} filter" },
  { "other", { TEXT ("a"), FINISH ("OTHER") },
    "text{a} finish{OTHER} error{server} provider-error" },
  { "image-other", { FINISH ("IMAGE_OTHER") },
    "finish{IMAGE_OTHER} error{server} provider-error" },
  { "no-image", { FINISH ("NO_IMAGE") }, "finish{NO_IMAGE} error{server} provider-error" },
  { "malformed-call", { CHUNK ("\"finishReason\": \"MALFORMED_FUNCTION_CALL\",\"finishMessage\":"
                               " \"f(\"") },
    "finish{MALFORMED_FUNCTION_CALL} error{server f(} provider-error" },
  { "unexpected-call", { FINISH ("UNEXPECTED_TOOL_CALL") },
    "finish{UNEXPECTED_TOOL_CALL} error{server} provider-error" },
  { "many-calls", { FINISH ("TOO_MANY_TOOL_CALLS") },
    "finish{TOO_MANY_TOOL_CALLS} error{server} provider-error" },

  { "blocked", { "{\"promptFeedback\": {\"blockReason\": \"PROHIBITED_CONTENT\"},"
                 "\"usageMetadata\": {\"promptTokenCount\": 9,\"totalTokenCount\": 9}}" },
    "finish{PROHIBITED_CONTENT} usage{9 -1 -1 -1 9} filter" },
  { "blocked-with-words", { "{\"promptFeedback\": {\"blockReason\": \"MODEL_ARMOR\","
                            "\"blockReasonMessage\": \"Not this.\"}}" },
    "refusal{Not this.} finish{MODEL_ARMOR} filter" },
  { "not-blocked", { "{\"promptFeedback\": {\"safetyRatings\": []}}", TEXT ("a"), STOP },
    "text{a} finish{STOP} complete" },

  { "thoughts", { PARTS ("{\"text\": \"Hm.\",\"thought\": true},{\"text\": \"a\","
                         "\"thought\": false}"), STOP },
    "text{a} reasoning{Hm.} finish{STOP} complete" },
  { "signed-text", { TEXT ("Te"), PARTS (SIGNED ("\"text\": \"a.\"")), STOP },
    "text{Tea.} carry{{\"text\":\"a.\",\"thoughtSignature\":\"Cs\"}} finish{STOP} complete" },
  { "signed-nothing", { TEXT ("a"), PARTS (SIGNED ("\"text\": \"\"")), STOP },
    "text{a} carry{{\"text\":\"\",\"thoughtSignature\":\"Cs\"}} finish{STOP} complete" },

  { "call", { PARTS (CALL ("", "f", "{\"place\": \"Zürich, CH\",\"days\": [1,2.5]}")), STOP },
    "call{- f {\"place\": \"Zürich, CH\", \"days\": [1, 2.5]}} finish{STOP} tool" },
  { "calls", { PARTS (CALL ("\"id\": \"a1\",", "f", "{}") "," CALL ("", "g", "null")),
               PARTS (CALL ("", "f", "{\"x\": {}}")), STOP },
    "call{a1 f {}} call{- g {}} call{- f {\"x\": {}}} finish{STOP} tool" },
  { "signed-call", { PARTS (SIGNED ("\"functionCall\": {\"name\": \"f\"}")), STOP },
    "call{- f {}} carry{{\"functionCall\":{\"name\":\"f\"},\"thoughtSignature\":\"Cs\"}} "
    "finish{STOP} tool" },
  { "code", { PARTS ("{\"executableCode\": {\"language\": \"PYTHON\",\"code\": \"1\"}},"
                     "{\"codeExecutionResult\": {\"outcome\": \"OUTCOME_OK\",\"output\": \"1\"}},"
                     "{\"text\": \"a\"}"), STOP }, "text{a} finish{STOP} complete" },

  { "image", { PARTS ("{\"inlineData\": {\"mimeType\": \"image/png\",\"data\": \"UE5H\"}}"), STOP },
    "image{image/png PNG} finish{STOP} complete" },
  { "signed-image", { PARTS ("{\"inlineData\": {\"mimeType\": \"image/png\",\"data\": \"T05F\"}},"
                             SIGNED ("\"inlineData\": {\"mimeType\": \"image/webp\",\"data\":"
                                     " \"VFdP\"}")), STOP },
    "image{image/png ONE} image{image/webp TWO} carry{{\"thoughtSignature\":\"Cs\",\"image\":1}} "
    "finish{STOP} complete" },
  { "drafted-image", { PARTS ("{\"thought\": true,\"inlineData\": {\"mimeType\": \"image/png\","
                              "\"data\": \"UE5H\"}}"), STOP }, "finish{STOP} complete" },

  { "grounding", { CHUNK ("\"groundingMetadata\": {\"groundingChunks\": [{\"web\": {\"uri\":"
                          " \"https://a\",\"title\": \"A\"}},{\"web\": {\"uri\": \"\"}},"
                          "{\"retrievedContext\": {\"uri\": \"gs://b\"}}]}"),
                   CHUNK ("\"groundingMetadata\": {\"groundingChunks\": [{\"web\": {\"uri\":"
                          " \"https://a\",\"title\": \"Again\"}}]}"), STOP },
    "citation{https://a (A)} citation{gs://b} finish{STOP} complete" },
  { "citations", { CHUNK ("\"citationMetadata\": {\"citationSources\": [{\"uri\": \"https://a\"},"
                          "{\"startIndex\": 1}]}"),
                   CHUNK ("\"citationMetadata\": {\"citations\": [{\"uri\": \"https://b\","
                          "\"title\": \"B\"}]}"), STOP },
    "citation{https://a} citation{https://b (B)} finish{STOP} complete" },

  { "usage", { USAGE ("\"promptTokenCount\": 7,\"totalTokenCount\": 7"),
               USAGE ("\"promptTokenCount\": 7,\"candidatesTokenCount\": 3,\"thoughtsTokenCount\":"
                      " 20,\"cachedContentTokenCount\": 5,\"totalTokenCount\": 30"), STOP },
    "finish{STOP} usage{7 23 5 20 30} complete" },
  { "usage-thoughts-only", { USAGE ("\"thoughtsTokenCount\": 20"), STOP },
    "finish{STOP} usage{-1 20 -1 20 -1} complete" },
  { "usage-silly", { USAGE ("\"promptTokenCount\": -1,\"candidatesTokenCount\": \"x\""), STOP },
    "finish{STOP} complete" },

  { "error", { TEXT ("a"), "{\"error\": {\"code\": 503,\"message\": \"Overloaded\",\"status\":"
                           " \"UNAVAILABLE\"}}" },
    "text{a} error{overloaded Overloaded} provider-error" },
  { "error-after-end", { STOP, "{\"error\": {\"code\": 500,\"message\": \"Late\"}}" },
    "finish{STOP} complete" },
};

/* What no chunks are. */
static const struct
{
  const char *name;
  const char *body;
  const char *expected;
} body_cases[] = {
  { "nothing", "", "connection-lost" },
  { "empty-array", "[]", "connection-lost" },
  { "done", "data: " TEXT ("a") "\n\ndata: " STOP "\n\ndata: [DONE]\n\n",
    "text{a} finish{STOP} complete" },
  { "malformed", "data: " TEXT ("a") "\n\ndata: {\"candid\n\ndata: 7\n\ndata: " STOP "\n\n",
    "text{a} finish{STOP} malformed{2} complete" },
  { "cut-in-event", "data: " TEXT ("a") "\r\n\r\ndata: {\"candidates\": [{\"con",
    "text{a} connection-lost" },
  { "cut-in-array", "[" TEXT ("a") "\r\n,\r\n{\"candidates\": [{\"con",
    "text{a} connection-lost" },
  { "error-event", "event: error\ndata: {\"message\": \"Gone\"}\n\n",
    "error{server Gone} provider-error" },
  { "array-event", "data: [" TEXT ("a") "," STOP "]\n\n", "text{a} finish{STOP} complete" },
  { "error-array", "[{\"error\": {\"code\": 429,\"message\": \"Slower\",\"status\":"
    " \"RESOURCE_EXHAUSTED\"}}]", "error{rate-limited Slower} provider-error" },
};

static char *
frame (const char *const *chunks,
       const char        *before,
       const char        *between,
       const char        *after)
{
  GString *body = g_string_new (before);

  for (guint i = 0; chunks[i]; i++)
    g_string_append_printf (body, "%s%s", i > 0 ? between : "", chunks[i]);

  return g_string_free_and_steal (g_string_append (body, after));
}

static void
test_events (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *body = frame (cases[i].chunks, "data: ", "\r\n\r\ndata: ", "\r\n\r\n");

  natter_test_answer_check ("gemini", body, cases[i].expected);
}

static void
test_array (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *body = frame (cases[i].chunks, "[", "\r\n,\r\n", "]");

  natter_test_answer_check ("gemini", body, cases[i].expected);
}

static void
test_body (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);

  natter_test_answer_check ("gemini", body_cases[i].body, body_cases[i].expected);
}

static void
add_test (const char    *group,
          const char    *name,
          guint          i,
          GTestDataFunc  func)
{
  g_autofree char *path = g_strdup_printf ("/gemini-decoder/%s/%s", group, name);

  g_test_add_data_func (path, GUINT_TO_POINTER (i), func);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      add_test ("events", cases[i].name, i, test_events);
      add_test ("array", cases[i].name, i, test_array);
    }
  for (guint i = 0; i < G_N_ELEMENTS (body_cases); i++)
    add_test ("body", body_cases[i].name, i, test_body);

  return g_test_run ();
}
