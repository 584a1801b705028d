/* test-error-body.c: how servers refuse, and what it means.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error-body.h"
#include "natter-json.h"

static const struct
{
  const char *name;
  guint       status;
  const char *body;
  const char *category;
  const char *message;   /* NULL: any sentence of ours */
} cases[] = {
  /* the shapes, in the order in which they are tried */
  { "error-object", 400, "{\"error\":{\"message\":\"No.\",\"type\":\"invalid_request_error\","
    "\"param\":null,\"code\":null}}", "bad-request", "No." },
  { "error-string", 400, "{\"code\":\"invalid-argument\",\"error\":\"Incorrect API key provided: x."
    "\"}", "bad-key", "Incorrect API key provided: x." },
  { "top-level-message", 400, "{\"object\":\"error\",\"message\":\"No.\",\"type\":\"x\"}",
    "bad-request", "No." },
  { "detail-string", 401, "{\"detail\":\"Invalid API Key\"}", "bad-key", "Invalid API Key" },
  { "detail-list", 422, "{\"detail\":[{\"type\":\"missing\",\"loc\":[\"body\",\"messages\",0],"
    "\"msg\":\"Field required\"},{\"msg\":\"Bad\"}]}", "bad-request",
    "Field required (body.messages.0); Bad" },
  { "array", 400, "[{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid "
    "API key.\",\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}]",
    "bad-key", "API key not valid. Please pass a valid API key." },
  { "text", 500, "  upstream is gone\n", "server", "upstream is gone" },
  { "json-string", 500, "\"gone\"", "server", "gone" },
  { "nested-error", 500, "{\"error\":{\"error\":{\"message\":\"deep\"}}}", "server", "deep" },
  { "no-message", 503, "{\"error\":{\"code\":503}}", "overloaded", "{\"error\":{\"code\":503}}" },
  { "empty", 503, "", "overloaded", NULL },
  { "blank-message", 400, "{\"error\":\" \",\"message\":\"No.\"}", "bad-request", "No." },
  { "openrouter-raw", 400, "{\"error\":{\"message\":\"Provider returned error\",\"code\":400,"
    "\"metadata\":{\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"prompt is too long\\\"}}\"}}}",
    "context-too-long", "prompt is too long" },
  { "openrouter-raw-text", 502, "{\"error\":{\"message\":\"Provider returned error\",\"code\":502,"
    "\"metadata\":{\"raw\":\"boom\"}}}", "server", "boom" },

  /* the categories */
  { "openai-401", 401, "{\"error\":{\"message\":\"Incorrect API key provided\",\"type\":"
    "\"invalid_request_error\",\"code\":\"invalid_api_key\"}}", "bad-key",
    "Incorrect API key provided" },
  { "azure-401", 401, "{\"error\":{\"code\":\"401\",\"message\":\"Access denied.\"}}", "bad-key",
    "Access denied." },
  { "ollama-401", 401, "{\"error\":{\"message\":\"unauthorized\",\"type\":\"api_error\"}}",
    "bad-key", "unauthorized" },
  { "gemini-403-no-key", 403, "{\"error\":{\"code\":403,\"message\":\"Method doesn't allow "
    "unregistered callers (callers without established identity).\",\"status\":"
    "\"PERMISSION_DENIED\"}}", "bad-key",
    "Method doesn't allow unregistered callers (callers without established identity)." },
  { "forbidden", 403, "{\"error\":{\"message\":\"Country, region, or territory not supported\","
    "\"code\":\"unsupported_country_region_territory\"}}", "forbidden",
    "Country, region, or territory not supported" },
  { "openrouter-402", 402, "{\"error\":{\"message\":\"Insufficient credits\",\"code\":402}}",
    "no-credit", "Insufficient credits" },
  { "openai-quota", 429, "{\"error\":{\"message\":\"You exceeded your current quota.\",\"type\":"
    "\"insufficient_quota\",\"code\":\"insufficient_quota\"}}", "no-credit",
    "You exceeded your current quota." },
  { "gemini-quota-is-a-rate", 429, "{\"error\":{\"code\":429,\"message\":\"You exceeded your "
    "current quota.\",\"status\":\"RESOURCE_EXHAUSTED\"}}", "rate-limited",
    "You exceeded your current quota." },
  { "anthropic-balance", 400, "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\","
    "\"message\":\"Your credit balance is too low to access the API.\"}}", "no-credit",
    "Your credit balance is too low to access the API." },
  { "anthropic-spend", 429, "{\"type\":\"error\",\"error\":{\"type\":\"rate_limit_error\","
    "\"message\":\"Limit.\",\"details\":{\"error_code\":\"enforced_spend_limit_reached\"}}}",
    "no-credit", "Limit." },
  { "anthropic-529", 529, "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\","
    "\"message\":\"Overloaded\"}}", "overloaded", "Overloaded" },
  { "anthropic-404", 404, "{\"type\":\"error\",\"error\":{\"type\":\"not_found_error\","
    "\"message\":\"model: claude-x\"}}", "no-such-model", "model: claude-x" },
  { "azure-deployment", 404, "{\"error\":{\"code\":\"DeploymentNotFound\",\"message\":\"No.\"}}",
    "no-such-model", "No." },
  { "openrouter-model", 400, "{\"error\":{\"message\":\"x/y is not a valid model ID\","
    "\"code\":400}}",
    "no-such-model", "x/y is not a valid model ID" },
  { "deepseek-model", 400, "{\"error\":{\"message\":\"Model Not Exist\",\"type\":"
    "\"invalid_request_error\"}}", "no-such-model", "Model Not Exist" },
  { "ollama-model", 404, "{\"error\":\"model 'x' not found\"}", "no-such-model",
    "model 'x' not found" },
  { "parameter-of-model", 400, "{\"error\":{\"message\":\"'max_tokens' is not supported with this "
    "model.\",\"code\":\"unsupported_parameter\"}}", "bad-request",
    "'max_tokens' is not supported with this model." },
  { "wrong-path", 404, "{\"error\":{\"code\":404,\"message\":\"File Not Found\",\"type\":"
    "\"not_found_error\"}}", "not-an-api", "File Not Found" },
  { "fastapi-wrong-path", 404, "{\"detail\":\"Not Found\"}", "not-an-api", "Not Found" },
  { "text-404", 404, "Not Found", "not-an-api", "Not Found" },
  { "wrong-method", 405, "{\"detail\":\"Method Not Allowed\"}", "not-an-api",
    "Method Not Allowed" },
  { "openai-context", 400, "{\"error\":{\"message\":\"Too much.\",\"code\":"
    "\"context_length_exceeded\"}}", "context-too-long", "Too much." },
  { "llamacpp-context", 400, "{\"error\":{\"code\":400,\"message\":\"request (13392 tokens) "
    "exceeds "
    "the available context size (8192 tokens), try increasing it\",\"type\":"
    "\"exceed_context_size_error\"}}", "context-too-long",
    "request (13392 tokens) exceeds the available context size (8192 tokens), try increasing it" },
  { "deepseek-context", 400, "{\"error\":{\"message\":\"This model's maximum context length is 9 "
    "tokens.\",\"type\":\"invalid_request_error\"}}", "context-too-long",
    "This model's maximum context length is 9 tokens." },
  { "too-large", 413, "{\"error\":{\"type\":\"request_too_large\",\"message\":\"Big.\"}}",
    "too-large", "Big." },
  { "openai-rate", 429, "{\"error\":{\"message\":\"Rate limit reached\",\"type\":\"tokens\","
    "\"code\":\"rate_limit_exceeded\"}}", "rate-limited", "Rate limit reached" },
  { "azure-rate", 429, "{\"error\":{\"code\":\"RateLimitReached\",\"message\":\"Slow.\","
    "\"details\":"
    "\"Slow.\"}}", "rate-limited", "Slow." },
  { "rate-of-tokens", 429, "{\"error\":{\"message\":\"Token limit per minute reached\"}}",
    "rate-limited", "Token limit per minute reached" },
  { "rate-without-words", 429, "slow down", "rate-limited", "slow down" },
  { "rate-about-a-model", 429, "{\"error\":{\"message\":\"model is busy, endpoint not found\"}}",
    "rate-limited", "model is busy, endpoint not found" },
  { "llamacpp-loading", 503, "{\"error\":{\"code\":503,\"message\":\"Loading model\",\"type\":"
    "\"unavailable_error\"}}", "overloaded", "Loading model" },
  { "groq-flex", 498, "{\"error\":{\"message\":\"Full\",\"code\":\"capacity_exceeded\"}}",
    "overloaded", "Full" },
  { "server", 500, "{\"error\":{\"message\":\"Oops\",\"type\":\"server_error\"}}", "server",
    "Oops" },
  { "gateway", 504, "{\"message\":\"Endpoint request timed out\"}", "server",
    "Endpoint request timed out" },

  /* what is no API */
  { "page", 404, "<!DOCTYPE html>\n<html><body>no</body></html>", "not-an-api", NULL },
  { "page-502", 502, "\n<html>\r\n<head><title>502 Bad Gateway</title></head></html>", "not-an-api",
    NULL },
  { "page-200", 200, "<html></html>", "not-an-api", NULL },
  { "nonsense-200", 200, "hello", "malformed", "hello" },
  { "error-200", 200, "{\"error\":{\"message\":\"No.\",\"code\":429}}", "rate-limited", "No." },
};

static NatterHttpResponse *
new_response (guint       status,
              const char *body)
{
  NatterHttpResponse *response = natter_http_response_new (status);
  g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

  natter_http_response_set_body (response, bytes);

  return response;
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterHttpResponse) response = new_response (cases[i].status, cases[i].body);
  g_autoptr(GError) error = natter_error_body_read (response);

  g_assert_cmpstr (natter_error_get_category (error), ==, cases[i].category);
  if (cases[i].message)
    g_assert_cmpstr (error->message, ==, cases[i].message);
  g_assert_cmpuint (strlen (error->message), >, 0);
  g_assert_null (strstr (error->message, "<"));
  g_assert_cmpuint (natter_error_get_http_status (error), ==, cases[i].status);
  g_assert_cmpstr (natter_error_get_http_body (error), ==, cases[i].body);
  g_assert_true (natter_error_get_retry_after (error) < 0);
}

static void
test_no_body (void)
{
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (401);
  g_autoptr(GError) error = natter_error_body_read (response);

  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_BAD_KEY);
  g_assert_nonnull (strstr (error->message, "401"));
}

static void
test_content_type (void)
{
  g_autoptr(NatterHttpResponse) response = new_response (403, "Access denied by the gateway");
  g_autoptr(GError) error = NULL;

  natter_http_response_set_header (response, "Content-Type", "text/html; charset=utf-8");
  error = natter_error_body_read (response);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_NOT_AN_API);
}

static void
test_broken_utf8 (void)
{
  g_autoptr(NatterHttpResponse) response = new_response (500, "caf\xe9");
  g_autoptr(GError) error = natter_error_body_read (response);

  g_assert_cmpstr (error->message, ==, "caf\xef\xbf\xbd");
}

/* A long text is cut at 500 characters, not bytes; the body is kept. */
static void
test_long_text (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(NatterHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append (text, "é");
  response = new_response (500, text->str);
  error = natter_error_body_read (response);

  g_assert_cmpint (g_utf8_strlen (error->message, -1), ==, 500);
  g_assert_cmpstr (natter_error_get_http_body (error), ==, text->str);
}

static const struct
{
  const char *name;
  guint       status;
  const char *header;
  const char *value;
  const char *body;
  double      seconds;
} waits[] = {
  { "header", 429, "Retry-After", "20", "{}", 20 },
  { "header-first", 429, "Retry-After", "20",
    "{\"error\":{\"details\":[{\"retryDelay\":\"48s\"}]}}", 20 },
  { "milliseconds", 429, "retry-after-ms", "1500", "{}", 1.5 },
  { "retry-info", 429, NULL, NULL,
    "{\"error\":{\"message\":\"x\",\"details\":[{\"@type\":\"a\"},{\"retryDelay\":\"48.5s\"}]}}",
    48.5 },
  { "retry-info-in-array", 429, NULL, NULL,
    "[{\"error\":{\"message\":\"x\",\"details\":[{\"retryDelay\":\"7s\"}]}}]", 7 },
  { "epoch-passed", 429, NULL, NULL,
    "{\"error\":{\"metadata\":{\"headers\":{\"X-RateLimit-Reset\":\"1754667660000\"}}}}", -1 },
  { "reset-seconds", 429, "X-RateLimit-Reset", "12", "{}", 12 },
  { "window-with-rest", 429, "x-ratelimit-reset-tokens", "6m0s", "{}", -1 },
  { "page", 503, "Retry-After", "5", "<html></html>", 5 },
  { "nonsense", 429, "X-RateLimit-Reset", "soon", "{}", -1 },
  { "bad-delay", 429, NULL, NULL, "{\"error\":{\"details\":[{\"retryDelay\":\"s\"}]}}", -1 },
  { "absurd-delay", 429, NULL, NULL, "{\"error\":{\"details\":[{\"retryDelay\":\"1e9s\"}]}}", -1 },
};

static void
test_wait (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(NatterHttpResponse) response = new_response (waits[i].status, waits[i].body);
  g_autoptr(GError) error = NULL;

  if (waits[i].header)
    natter_http_response_set_header (response, waits[i].header, waits[i].value);
  error = natter_error_body_read (response);

  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (error), waits[i].seconds, 1e-6);
}

/* The longest of the limits that are used up; moments as OpenRouter and Anthropic write them. */
static void
test_windows (void)
{
  g_autoptr(NatterHttpResponse) response = new_response (429, "{}");
  g_autoptr(NatterHttpResponse) epoch = new_response (429, "{}");
  g_autoptr(NatterHttpResponse) date = new_response (429, "{}");
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autoptr(GDateTime) later = g_date_time_add_seconds (now, 100);
  g_autofree char *milliseconds = g_strdup_printf ("%" G_GINT64_FORMAT,
                                                   g_date_time_to_unix (later) * 1000);
  g_autofree char *rfc3339 = g_date_time_format_iso8601 (later);
  GError *errors[3] = { NULL };

  natter_http_response_set_header (response, "x-ratelimit-remaining-requests", "0");
  natter_http_response_set_header (response, "x-ratelimit-reset-requests", "130ms");
  natter_http_response_set_header (response, "x-ratelimit-remaining-tokens", "0");
  natter_http_response_set_header (response, "x-ratelimit-reset-tokens", "1m6.5s");
  natter_http_response_set_header (epoch, "X-RateLimit-Reset", milliseconds);
  natter_http_response_set_header (date, "anthropic-ratelimit-tokens-remaining", "0");
  natter_http_response_set_header (date, "anthropic-ratelimit-tokens-reset", rfc3339);

  errors[0] = natter_error_body_read (response);
  errors[1] = natter_error_body_read (epoch);
  errors[2] = natter_error_body_read (date);
  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (errors[0]), 66.5, 1e-6);
  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (errors[1]), 100, 30);
  g_assert_cmpfloat_with_epsilon (natter_error_get_retry_after (errors[2]), 100, 30);

  for (guint i = 0; i < G_N_ELEMENTS (errors); i++)
    g_error_free (errors[i]);
}

/* Within a stream there is no HTTP status: the body's own, its words or its sentence decide. */
static const struct
{
  const char *json;
  const char *category;
  const char *message;
} stream_cases[] = {
  { "{\"error\":{\"code\":429,\"message\":\"Slow.\"}}", "rate-limited", "Slow." },
  { "{\"error\":{\"message\":\"No.\",\"code\":\"tool_use_failed\",\"status_code\":400}}",
    "bad-request", "No." },
  { "{\"type\":\"error\",\"error\":{\"type\":\"overloaded_error\",\"message\":\"Overloaded\"}}",
    "overloaded", "Overloaded" },
  { "{\"type\":\"error\",\"code\":\"server_error\",\"message\":\"Oops\"}", "server", "Oops" },
  { "{\"object\":\"error\",\"message\":\"No.\",\"type\":\"BadRequestError\",\"code\":400}",
    "bad-request", "No." },
  { "{\"error\":\"unauthorized\"}", "bad-key", "unauthorized" },
  { "{\"error\":{\"type\":\"permission_error\",\"message\":\"No.\"}}", "forbidden", "No." },
  { "{\"error\":{\"message\":\"Rate limit exceeded\"}}", "rate-limited", "Rate limit exceeded" },
  { "{\"error\":{\"code\":1}}", "server", NULL },
};

static void
test_stream (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (stream_cases); i++)
    {
      const char *json = stream_cases[i].json;
      g_autoptr(JsonNode) node = natter_json_parse (json, strlen (json), NULL);
      g_autoptr(GError) error = natter_error_body_from_json (node, 0);

      g_assert_cmpstr (natter_error_get_category (error), ==, stream_cases[i].category);
      if (stream_cases[i].message)
        g_assert_cmpstr (error->message, ==, stream_cases[i].message);
      g_assert_cmpstr (natter_error_get_http_body (error), ==, json);
      g_assert_cmpuint (natter_error_get_http_status (error), ==, 0);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/error-body/case/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  for (guint i = 0; i < G_N_ELEMENTS (waits); i++)
    {
      g_autofree char *path = g_strdup_printf ("/error-body/wait/%s", waits[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_wait);
    }

  g_test_add_func ("/error-body/no-body", test_no_body);
  g_test_add_func ("/error-body/content-type", test_content_type);
  g_test_add_func ("/error-body/broken-utf-8", test_broken_utf8);
  g_test_add_func ("/error-body/long-text", test_long_text);
  g_test_add_func ("/error-body/windows", test_windows);
  g_test_add_func ("/error-body/stream", test_stream);

  return g_test_run ();
}
