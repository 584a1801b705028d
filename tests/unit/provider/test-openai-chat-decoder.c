/* test-openai-chat-decoder.c: chat completions in all the ways in which servers write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-openai-chat-decoder.h"
#include "natter-openai-chat-dialect.h"
#include "natter-test-decoded.h"

#define EVENT(json) "data: " json "\n\n"
#define DELTA(members) EVENT ("{\"choices\":[{\"index\":0,\"delta\":{" members "}}]}")
#define CALLS(calls) DELTA ("\"tool_calls\":[" calls "]")
#define FINISH(reason) \
  EVENT ("{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" reason "\"}]}")
#define STOP FINISH ("stop")
#define DONE "data: [DONE]\n\n"

/* What a body is read as: "text{…} reasoning{…} …" of what is not empty; see
 * natter_test_decoded_describe(). */
static const struct
{
  const char *name;
  const char *body;
  const char *expected;
} cases[] = {
  { "text", DELTA ("\"role\":\"assistant\",\"content\":\"\"") DELTA ("\"content\":\"Hel\"")
    DELTA ("\"content\":\"lo\"") STOP DONE, "text{Hello} finish{stop} complete" },
  { "only-done", DELTA ("\"content\":\"a\"") DONE, "text{a} complete" },
  { "only-finish", DELTA ("\"content\":\"a\"") STOP, "text{a} finish{stop} complete" },
  { "neither", DELTA ("\"content\":\"a\""), "text{a} connection-lost" },
  { "nothing", "", "connection-lost" },
  { "nothing-but-done", DONE, "complete" },
  { "null-and-absent", DELTA ("\"content\":null") EVENT ("{\"choices\":null}") EVENT ("{}")
    EVENT ("{\"choices\":[]}") EVENT ("{\"choices\":[{\"index\":0}]}")
    EVENT ("{\"choices\":[{\"index\":0,\"delta\":null,\"finish_reason\":null}]}")
    EVENT ("{\"choices\":[null,7,\"x\"]}") EVENT ("{\"choices\":{\"0\":1},\"usage\":null,"
    "\"error\":null}")
    STOP, "finish{stop} complete" },
  { "finish-with-text", EVENT ("{\"choices\":[{\"delta\":{\"content\":\"<\"},\"finish_reason\":"
    "\"length\"}]}"), "text{<} finish{length} length" },
  { "empty-finish-is-none", EVENT ("{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":"
    "\"\"}]}"), "text{a} connection-lost" },
  { "other-choices", EVENT ("{\"choices\":[{\"index\":1,\"delta\":{\"content\":\"no\"},"
    "\"finish_reason\":\"stop\"},{\"index\":0,\"delta\":{\"content\":\"yes\"}}]}")
    EVENT ("{\"choices\":[{\"delta\":{\"content\":\"!\"}},{\"delta\":{\"content\":\"no\"}}]}"),
    "text{yes!} connection-lost" },
  { "surrogates", DELTA ("\"content\":\"\\ud83d\\ude80\"") DELTA ("\"content\":\"a\\ud83d\"")
    DELTA ("\"content\":\"\\ude80b\"") STOP, "text{🚀a��b} finish{stop} complete" },
  { "model",
    EVENT ("{\"model\":\"\"}") EVENT ("{\"model\":\"a\"}") EVENT ("{\"model\":\"b\"}") STOP,
    "finish{stop} model{a} complete" },
  { "no-space-crlf-event-name", "event: "
    "x\r\ndata:{\"choices\":[{\"delta\":{\"content\":\"a\"}}]}\r\n"
    "\r\n: ping\r\n\r\n" DONE, "text{a} complete" },

  { "length", FINISH ("length"), "finish{length} length" },
  { "model-length", FINISH ("model_length"), "finish{model_length} length" },
  { "filter", FINISH ("content_filter"), "finish{content_filter} filter" },
  { "tool", FINISH ("tool_calls"), "finish{tool_calls} tool" },
  { "function", FINISH ("function_call"), "finish{function_call} tool" },
  { "unknown-reason", FINISH ("eos"), "finish{eos} complete" },
  { "reason-twice", STOP FINISH ("length"), "finish{stop} complete" },
  { "reason-error", DELTA ("\"content\":\"a\"") FINISH ("error") DONE,
    "text{a} finish{error} error{server} provider-error" },
  { "reason-no-resources", FINISH ("insufficient_system_resource"),
    "finish{insufficient_system_resource} error{overloaded} provider-error" },

  { "refusal", DELTA ("\"refusal\":\"I \"") DELTA ("\"refusal\":\"can't\"") STOP,
    "refusal{I can't} finish{stop} complete" },
  { "reasoning-content", DELTA ("\"reasoning_content\":\"a\",\"content\":null")
    DELTA ("\"reasoning_content\":null,\"content\":\"b\"") STOP,
    "text{b} reasoning{a} finish{stop} complete" },
  { "reasoning", DELTA ("\"reasoning\":\"a\"") STOP, "reasoning{a} finish{stop} complete" },
  { "reasoning-details", DELTA ("\"reasoning_details\":[{\"type\":\"reasoning.text\","
    "\"text\":\"a\"},"
    "{\"type\":\"reasoning.summary\",\"summary\":\"b\"},{\"type\":\"reasoning.encrypted\","
    "\"data\":\"c\"}"
    "]") STOP, "reasoning{ab} carry{[{\"type\":\"reasoning.text\",\"text\":\"a\"},{\"type\":"
    "\"reasoning.summary\",\"summary\":\"b\"},{\"type\":\"reasoning.encrypted\",\"data\":\"c\"}]}"
    " finish{stop} complete" },
  { "reasoning-thrice", DELTA ("\"reasoning\":\"a\",\"reasoning_content\":\"a\","
    "\"reasoning_details\":"
    "[{\"text\":\"a\"}]") DELTA ("\"reasoning_content\":\"\",\"reasoning\":\"b\","
    "\"reasoning_details\":"
    "[{\"text\":\"b\"}]") STOP, "reasoning{ab} finish{stop} complete" },
  { "inline-think-stays", DELTA ("\"content\":\"<think>a</think>b\"") STOP,
    "text{<think>a</think>b} finish{stop} complete" },
  { "mistral-parts", DELTA ("\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\","
    "\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}],\"closed\":true},{\"type\":\"text\","
    "\"text\":"
    "\"c\"},{\"type\":\"reference\",\"reference_ids\":[1]},null]") DELTA ("\"content\":\"d\"") STOP,
    "text{cd} reasoning{ab} finish{stop} complete" },

  { "call", CALLS ("{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\","
    "\"arguments\":\"\"}}") CALLS ("{\"index\":0,\"function\":{\"arguments\":\"{\\\"a\\\"\"}}")
    CALLS ("{\"index\":0,\"function\":{\"arguments\":\":1}\"}}") FINISH ("tool_calls"),
    "call{c1 f {\"a\":1}} finish{tool_calls} tool" },
  { "call-null-start", CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\","
    "\"arguments\":"
    "null}}") CALLS ("{\"index\":0,\"id\":null,\"function\":{\"name\":null,"
    "\"arguments\":\"{}\"}}") DONE,
    "call{c1 f {}} complete" },
  { "call-object-start", CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\","
    "\"arguments\":"
    "\"{}\"}}") DONE, "call{c1 f {}} complete" },
  { "call-no-arguments", CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\"}}") DONE,
    "call{c1 f } complete" },
  { "call-arguments-as-value", CALLS ("{\"id\":\"c1\",\"function\":{\"name\":\"f\",\"arguments\":"
    "{\"a\":[1]}}}") DONE, "call{c1 f {\"a\":[1]}} complete" },
  { "calls-interleaved", CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\","
    "\"arguments\":"
    "\"1\"}},{\"index\":1,\"id\":\"c2\",\"function\":{\"name\":\"g\",\"arguments\":\"2\"}}")
    CALLS ("{\"index\":1,\"function\":{\"arguments\":\"2\"}},{\"index\":0,\"id\":\"\",\"function\":"
    "{\"name\":\"\",\"arguments\":\"1\"}}") DONE, "call{c1 f 11} call{c2 g 22} complete" },
  { "calls-sparse-index", CALLS ("{\"index\":7,\"id\":\"c1\",\"function\":{\"name\":\"f\","
    "\"arguments\":\"1\"}}") CALLS ("{\"index\":2,\"id\":\"c2\",\"function\":{\"name\":\"g\"}}")
    CALLS ("{\"index\":7,\"function\":{\"arguments\":\"1\"}}") DONE,
    "call{c1 f 11} call{c2 g } complete" },
  { "calls-without-index", CALLS ("{\"id\":\"c1\",\"function\":{\"name\":\"f\","
    "\"arguments\":\"1\"}},"
    "{\"id\":\"c2\",\"function\":{\"name\":\"f\",\"arguments\":\"2\"}}")
    CALLS ("{\"function\":{\"arguments\":\"2\"}}")
    CALLS ("{\"id\":\"c1\",\"function\":{\"arguments\":\"1\"}}") DONE,
    "call{c1 f 11} call{c2 f 22} complete" },
  { "calls-same-index", CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"name\":\"f\","
    "\"arguments\":"
    "\"1\"}},{\"index\":0,\"id\":\"c2\",\"function\":{\"name\":\"f\",\"arguments\":\"2\"}}") DONE,
    "call{c1 f 1} call{c2 f 2} complete" },
  { "call-id-late", CALLS ("{\"index\":0,\"function\":{\"name\":\"f\",\"arguments\":\"1\"}}")
    CALLS ("{\"index\":0,\"id\":\"c1\",\"function\":{\"arguments\":\"1\"}}") DONE,
    "call{c1 f 11} complete" },
  { "calls-malformed", CALLS ("null,7,{\"index\":-5},{\"index\":0,\"function\":[]}") DONE,
    "call{- - } call{- - } complete" },
  { "legacy-function", DELTA ("\"function_call\":{\"name\":\"f\",\"arguments\":\"\"}")
    DELTA ("\"function_call\":{\"arguments\":\"{}\"}") FINISH ("function_call"),
    "call{- f {}} finish{function_call} tool" },

  { "usage", STOP EVENT ("{\"choices\":[],\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5,"
    "\"total_tokens\":14,\"prompt_tokens_details\":{\"cached_tokens\":3},"
    "\"completion_tokens_details\":"
    "{\"reasoning_tokens\":2}}}") DONE, "finish{stop} usage{9 5 3 2 14} complete" },
  { "usage-last-wins", EVENT ("{\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":1}}")
    EVENT ("{\"usage\":{\"prompt_tokens\":9,\"completion_tokens\":5}}") STOP
    EVENT ("{\"usage\":null}") EVENT ("{\"usage\":{}}"),
    "finish{stop} usage{9 5 -1 -1 -1} complete" },
  { "usage-groq", EVENT ("{\"choices\":[],\"x_groq\":{\"id\":\"r\",\"usage\":{\"prompt_tokens\":4,"
    "\"total_tokens\":6}}}") DONE, "usage{4 -1 -1 -1 6} complete" },
  { "usage-in-choice", EVENT ("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\",\"usage\":"
    "{\"prompt_tokens\":4}}]}"), "finish{stop} usage{4 -1 -1 -1 -1} complete" },
  { "usage-deepseek-cache", EVENT ("{\"usage\":{\"prompt_tokens\":9,"
    "\"prompt_cache_hit_tokens\":8}}")
    DONE, "usage{9 -1 8 -1 -1} complete" },
  { "usage-xai-reasoning-beside", EVENT ("{\"usage\":{\"prompt_tokens\":654,"
    "\"completion_tokens\":25,"
    "\"total_tokens\":731,\"completion_tokens_details\":{\"reasoning_tokens\":52}}}") DONE,
    "usage{654 77 -1 52 731} complete" },
  { "usage-nonsense", EVENT ("{\"usage\":{\"prompt_tokens\":-1,\"completion_tokens\":1e300,"
    "\"total_tokens\":9223372036854775807,\"prompt_tokens_details\":7}}") DONE, "complete" },

  { "error-object", DELTA ("\"content\":\"a\"") EVENT ("{\"error\":{\"message\":\"No.\","
    "\"code\":429}}"),
    "text{a} error{rate-limited No.} provider-error" },
  { "error-with-choices", EVENT ("{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":"
    "\"error\"}],\"error\":{\"code\":502,\"message\":\"No.\"},"
    "\"usage\":{\"prompt_tokens\":1}}") DONE,
    "text{a} finish{error} usage{1 -1 -1 -1 -1} error{server No.} provider-error" },
  { "error-with-stop", EVENT ("{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}],\"error\":"
    "{\"message\":\"No.\"}}"), "finish{stop} error{server No.} provider-error" },
  { "error-event", "event: error\ndata: {\"error\":{\"message\":\"No.\",\"status_code\":400}}\n\n",
    "error{bad-request No.} provider-error" },
  { "error-event-flat", "event: error\ndata: {\"message\":\"No.\",\"code\":429}\n\n",
    "error{rate-limited No.} provider-error" },
  { "error-event-text", "event: error\ndata: upstream is gone\n\n",
    "error{server upstream is gone} provider-error" },
  { "error-type", EVENT ("{\"type\":\"error\",\"code\":\"rate_limit_exceeded\","
    "\"message\":\"No.\"}"),
    "error{rate-limited No.} provider-error" },
  { "error-flat-vllm", EVENT ("{\"object\":\"error\",\"message\":\"No.\",\"code\":400}") DONE,
    "error{bad-request No.} provider-error" },
  { "error-string", EVENT ("{\"error\":\"No.\"}"), "error{server No.} provider-error" },
  { "error-field-line", DELTA ("\"content\":\"a\"") "error: {\"error\":{\"code\":500,\"message\":"
    "\"No.\"}}\n\n" DONE, "text{a} error{server No.} provider-error" },
  { "error-field-line-flat", "error: {\"code\":503,\"message\":\"No.\","
    "\"type\":\"unavailable_error\"}\n\n"
    DONE, "error{overloaded No.} provider-error" },
  { "error-once", EVENT ("{\"error\":{\"message\":\"First.\"}}")
    EVENT ("{\"error\":{\"message\":\"Second.\"}}"), "error{server First.} provider-error" },
  { "error-after-end", STOP EVENT ("{\"error\":{\"message\":\"No.\"}}"), "finish{stop} complete" },
  { "error-after-done", DONE EVENT ("{\"error\":{\"message\":\"No.\"}}"), "complete" },
  { "error-empty-is-none", EVENT ("{\"error\":{}}") EVENT ("{\"error\":\"\"}")
    EVENT ("{\"error\":false}") DONE, "complete" },

  { "malformed-among-others", DELTA ("\"content\":\"a\"") EVENT ("{\"choices\":") EVENT ("7")
    EVENT ("nonsense") DELTA ("\"content\":\"b\"") STOP, "text{ab} finish{stop} malformed{3} "
    "complete" },
  { "malformed-only", EVENT ("nonsense"), "error{malformed} malformed{1} provider-error" },
  { "unknown-events", "event: ping\ndata: {\"type\":\"ping\"}\n\n" EVENT ("{\"hello\":[1]}") STOP,
    "finish{stop} complete" },
  { "last-blank-line-missing", DELTA ("\"content\":\"a\"") "data: [DONE]\n", "text{a} complete" },
  { "last-line-end-missing", DELTA ("\"content\":\"a\"") "data: "
    "{\"choices\":[{\"delta\":{\"content\":"
    "\"b\"},\"finish_reason\":\"stop\"}]}", "text{ab} finish{stop} complete" },
  { "done-without-line-end", DELTA ("\"content\":\"a\"") "data: [DONE]", "text{a} complete" },
  { "done-cut", DELTA ("\"content\":\"a\"") "data: [DON", "text{a} connection-lost" },
  { "json-cut", DELTA ("\"content\":\"a\"") "data: {\"choices\":[{\"delta\":{\"content\":\"b",
    "text{a} connection-lost" },
  { "json-cut-after-line", DELTA ("\"content\":\"a\"") "data: {\"choices\":[\n",
    "text{a} connection-lost" },
  { "text-after-done", DONE DELTA ("\"content\":\"a\""), "complete" },

  { "perplexity", EVENT ("{\"choices\":[{\"delta\":{\"content\":\"a\"},"
    "\"message\":{\"content\":\"a\"}}]}")
    EVENT ("{\"choices\":[{\"delta\":{\"content\":\"b\"},\"message\":{\"content\":\"ab\"}}]}")
    EVENT ("{\"choices\":[{\"message\":{\"content\":\"ab\"},\"finish_reason\":\"stop\"}]}"),
    "text{ab} finish{stop} complete" },
  { "whole", "{\"model\":\"m\",\"choices\":[{\"index\":0,\"message\":{\"role\":\"assistant\","
    "\"content\":"
    "\"a\",\"reasoning_content\":\"b\",\"tool_calls\":[{\"id\":\"c1\",\"function\":{\"name\":\"f\","
    "\"arguments\":\"{}\"}},{\"id\":\"c2\",\"function\":{\"name\":\"f\",\"arguments\":\"{}\"}}]},"
    "\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":1}}\n",
    "text{a} reasoning{b} call{c1 f {}} call{c2 f {}} finish{stop} usage{1 -1 -1 -1 -1} model{m} "
    "complete" },
  { "whole-as-event", EVENT ("{\"choices\":[{\"message\":{\"content\":\"a\"},"
    "\"finish_reason\":\"stop\"}]}"),
    "text{a} finish{stop} complete" },
  { "citations", DELTA ("\"annotations\":[{\"type\":\"url_citation\",\"url_citation\":{"
    "\"url\":\"https://a.example\",\"title\":\"A\"}},{\"type\":\"file\"},7,"
    "{\"type\":\"url_citation\",\"url_citation\":{\"url\":\"https://b.example\"}}]") STOP,
    "citation{https://a.example (A)} citation{https://b.example} finish{stop} complete" },
  { "sources-repeated", EVENT ("{\"citations\":[\"https://a.example\"]}")
    EVENT ("{\"citations\":[\"https://a.example\",\"https://b.example\"]}") STOP,
    "citation{https://a.example} citation{https://b.example} finish{stop} complete" },
  { "search-results", EVENT ("{\"citations\":[\"https://a.example\"],\"search_results\":[{"
    "\"title\":\"A\",\"url\":\"https://a.example\"}]}") STOP,
    "citation{https://a.example (A)} finish{stop} complete" },
  { "images", DELTA ("\"images\":[{\"type\":\"image_url\",\"image_url\":{\"url\":"
    "\"data:image/webp;base64,AAEC\"}},{\"image_url\":{\"url\":\"https://a.example/i.png\"}}]")
    STOP, "image{image/webp 3} finish{stop} complete" },
  { "carry-signed", DELTA ("\"reasoning\":\"a\",\"reasoning_details\":[{\"type\":"
    "\"reasoning.text\",\"text\":\"a\",\"format\":\"f\",\"index\":0}]")
    DELTA ("\"reasoning\":\"b\",\"reasoning_details\":[{\"type\":"
    "\"reasoning.text\",\"text\":\"b\",\"format\":\"f\",\"index\":0}]")
    DELTA ("\"reasoning_details\":[{\"type\":\"reasoning.text\",\"signature\":\"s\","
    "\"index\":0},{\"type\":\"reasoning.encrypted\",\"data\":\"d\",\"id\":\"r\"}]") STOP,
    "reasoning{ab} carry{[{\"type\":\"reasoning.text\",\"format\":\"f\",\"index\":0,"
    "\"signature\":\"s\",\"text\":\"ab\"},{\"type\":\"reasoning.encrypted\",\"data\":\"d\","
    "\"id\":\"r\"}]} finish{stop} complete" },
  { "carry-unsigned-not", DELTA ("\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":"
    "\"a\",\"signature\":null}]") STOP, "reasoning{a} finish{stop} complete" },
  { "whole-cut", "{\"choices\":[{\"message\":{\"content\":\"a\"", "connection-lost" },
  { "whole-error", "{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\"}}",
    "error{bad-request No.} provider-error" },
  { "whole-error-in-array", "[{\"error\":{\"message\":\"No.\",\"code\":404,"
    "\"status\":\"NOT_FOUND\"}}]",
    "error{not-an-api No.} provider-error" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterDialect) dialect = natter_openai_chat_dialect_new ();

  natter_test_decoded_check (dialect, cases[i].body, cases[i].expected);
}

static void
log_cb (const NatterDelta *delta,
        gpointer           data)
{
  static const char *const names[] = {
    "text", "reasoning", "refusal", "call", "citation", "image", "carry", "model", "usage",
    "finish", "error",
  };

  g_string_append_printf (data, "%s ", names[delta->kind]);
}

static void
feed (NatterDecoder *decoder,
      const char    *json,
      GString       *log)
{
  NatterSseEvent event = { .type = "message", .data = json, .length = strlen (json), .id = "" };

  natter_decoder_feed (decoder, &event, log_cb, log);
}

/* Reasoning comes before the text that it leads to, usage before the end. */
static void
test_order (void)
{
  NatterDecoder *decoder = natter_openai_chat_decoder_new ();
  g_autoptr(GString) log = g_string_new (NULL);

  feed (decoder, "{\"usage\":{\"prompt_tokens\":1},\"choices\":[{\"finish_reason\":\"stop\","
    "\"delta\":"
        "{\"content\":\"a\",\"reasoning\":\"b\"}}],\"model\":\"m\"}", log);
  g_assert_cmpstr (log->str, ==, "model reasoning text usage finish ");
  g_assert_cmpuint (natter_decoder_get_n_events (decoder), ==, 1);
  g_assert_cmpuint (natter_decoder_get_n_malformed (decoder), ==, 0);

  g_assert_finalize_object (decoder);
}

static void
test_complete (void)
{
  NatterDecoder *decoder = natter_openai_chat_decoder_new ();
  g_autoptr(GString) log = g_string_new (NULL);

  g_assert_false (natter_decoder_is_complete (decoder));
  feed (decoder, "{\"choices\":[{\"delta\":{\"content\":\"a\"},\"finish_reason\":null}]}", log);
  g_assert_false (natter_decoder_is_complete (decoder));
  feed (decoder, "{\"choices\":[{\"index\":1,\"delta\":{},\"finish_reason\":\"stop\"}]}", log);
  g_assert_false (natter_decoder_is_complete (decoder));
  feed (decoder, "{\"choices\":[{\"delta\":{},\"finish_reason\":\"stop\"}]}", log);
  g_assert_true (natter_decoder_is_complete (decoder));

  g_assert_finalize_object (decoder);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/openai-chat-decoder/case/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  g_test_add_func ("/openai-chat-decoder/order", test_order);
  g_test_add_func ("/openai-chat-decoder/complete", test_complete);

  return g_test_run ();
}
