/* test-lesson.c: refusals that name a member of the request, as servers word them, and those that
 * only look like it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-error-body.h"
#include "natter-lesson.h"

typedef struct
{
  const char *name;
  guint       status;
  const char *asked;
  const char *said;
  const char *member;   /* NULL: no lesson */
  const char *instead;
} Case;

static const Case cases[] = {
  { "openai-temperature", 400, "{\"model\":\"m\",\"temperature\":0.2}",
    "{\"error\":{\"message\":\"Unsupported value: 'temperature' does not support 0.2 with this "
    "model. Only the default (1) value is supported.\",\"type\":\"invalid_request_error\","
    "\"param\":\"temperature\",\"code\":\"unsupported_value\"}}", "temperature", NULL },
  { "openai-limit", 400, "{\"model\":\"m\",\"max_tokens\":100}",
    "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this "
    "model. Use 'max_completion_tokens' instead.\",\"type\":\"invalid_request_error\","
    "\"param\":\"max_tokens\",\"code\":\"unsupported_parameter\"}}",
    "max_tokens", "max_completion_tokens" },
  { "old-server-limit", 400, "{\"model\":\"m\",\"max_completion_tokens\":100}",
    "{\"error\":{\"message\":\"Unknown field max_completion_tokens, did you mean max_tokens?\"}}",
    "max_completion_tokens", "max_tokens" },
  { "responses-nested", 400, "{\"model\":\"m\",\"reasoning\":{\"effort\":\"low\","
    "\"summary\":\"auto\"}}",
    "{\"error\":{\"message\":\"Unsupported parameter: 'reasoning.summary' is not supported with "
    "this model.\",\"param\":\"reasoning.summary\",\"code\":\"unsupported_parameter\"}}",
    "reasoning.summary", NULL },
  { "mistral", 422, "{\"model\":\"m\",\"seed\":7,\"messages\":[]}",
    "{\"detail\":[{\"type\":\"extra_forbidden\",\"loc\":[\"body\",\"seed\"],"
    "\"msg\":\"Extra inputs are not permitted\",\"input\":7}]}", "seed", NULL },
  { "anthropic", 400, "{\"model\":\"m\",\"max_tokens\":9,\"temperature\":0.5}",
    "{\"type\":\"error\",\"error\":{\"type\":\"invalid_request_error\",\"message\":"
    "\"`temperature` may only be set to 1 when thinking is enabled.\"}}", "temperature", NULL },
  { "gemini", 400, "{\"contents\":[],\"generationConfig\":{\"seed\":3,\"maxOutputTokens\":9}}",
    "{\"error\":{\"code\":400,\"message\":\"Invalid JSON payload received. Unknown name "
    "\\\"max_output_tokens\\\" at 'generation_config': Cannot find field.\","
    "\"status\":\"INVALID_ARGUMENT\"}}", "generationConfig.maxOutputTokens", NULL },
  { "groq", 400, "{\"model\":\"m\",\"reasoning_effort\":\"low\"}",
    "{\"error\":{\"message\":\"property 'reasoning_effort' is unsupported, did you mean "
    "'reasoning_format'?\",\"type\":\"invalid_request_error\"}}", "reasoning_effort", NULL },
  { "gateway", 400, "{\"model\":\"m\",\"top_p\":0.5}",
    "{\"error\":{\"message\":\"UnsupportedParamsError: m does not support parameters: "
    "['top_p']\"}}", "top_p", NULL },
  { "plain-text", 400, "{\"model\":\"m\",\"stop\":[\"x\"]}",
    "{\"error\":\"Argument not supported on this model: stop\"}", "stop", NULL },
  /* not lessons */
  { "bad-value", 400, "{\"model\":\"m\",\"temperature\":-1}",
    "{\"error\":{\"message\":\"Invalid 'temperature': decimal below minimum value.\","
    "\"param\":\"temperature\",\"code\":\"decimal_below_min_value\"}}", NULL, NULL },
  { "not-asked", 400, "{\"model\":\"m\",\"top_p\":0.5}",
    "{\"error\":{\"message\":\"Unsupported parameter: 'temperature'\",\"param\":\"temperature\"}}",
    NULL, NULL },
  { "role", 400, "{\"model\":\"m\",\"messages\":[{\"role\":\"system\"}]}",
    "{\"error\":{\"message\":\"Unsupported value: 'messages[0].role' does not support 'system' "
    "with this model.\",\"param\":\"messages[0].role\",\"code\":\"unsupported_value\"}}",
    NULL, NULL },
  { "image", 400, "{\"model\":\"m\",\"stream\":true}",
    "{\"error\":{\"message\":\"You uploaded an unsupported image.\",\"param\":null}}",
    NULL, NULL },
  { "model", 404, "{\"model\":\"m\",\"temperature\":1}",
    "{\"error\":{\"message\":\"model not supported with temperature\"}}", NULL, NULL },
  { "no-name", 400, "{\"model\":\"m\",\"\":1}",
    "{\"error\":{\"message\":\"'top_p' is not supported\"}}", NULL, NULL },
  { "part-of-a-word", 400, "{\"model\":\"m\",\"stop\":[\"x\"]}",
    "{\"error\":{\"message\":\"unknown nonstop option\"}}", NULL, NULL },
  { "broken-request", 400, "{\"temperature\":", "{\"error\":{\"message\":\"unknown temperature\"}}",
    NULL, NULL },
};

static void
test_case (gconstpointer data)
{
  const Case *lesson_case = data;
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (lesson_case->status);
  g_autoptr(GBytes) said = g_bytes_new_static (lesson_case->said, strlen (lesson_case->said));
  g_autoptr(GBytes) asked = g_bytes_new_static (lesson_case->asked, strlen (lesson_case->asked));
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterLesson) lesson = NULL;

  natter_http_response_set_header (response, "Content-Type", "application/json");
  natter_http_response_set_body (response, said);
  error = natter_error_body_read (response);
  lesson = natter_lesson_read (error, asked);

  if (!lesson_case->member)
    {
      g_assert_null (lesson);
      return;
    }

  g_assert_nonnull (lesson);
  g_assert_cmpstr (lesson->member, ==, lesson_case->member);
  g_assert_cmpstr (lesson->instead, ==, lesson_case->instead);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/lesson/", cases[i].name, NULL);

      g_test_add_data_func (path, &cases[i], test_case);
    }

  return g_test_run ();
}
