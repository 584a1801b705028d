/* test-natter-decode.c: the tool itself, run on authored bodies. Its path is the first argument.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <gio/gio.h>

static const char *program;

static const struct
{
  const char *name;
  const char *arguments[4];   /* the last is a file in tests/data/decode */
  int         status;
  const char *output;         /* NULL: only a complaint on standard error */
} cases[] = {
#define ANSWER \
  "{\"text\":\"Hello, \\\"wörld\\\" 🚀\\n\",\"reasoning\":\"Greet back.\",\"refusal\":\"\"," \
  "\"finish_reason\":\"tool_calls\",\"end\":\"tool\",\"usage\":{\"input\":9,\"output\":12," \
  "\"cached_input\":4,\"reasoning\":null,\"total\":21},\"tool_calls\":[{\"id\":\"c1\",\"name\":" \
  "\"wave\",\"arguments\":\"{\\\"hands\\\":2}\"}],\"error\":null,\"model\":\"tiny-1\"}\n"
  { "answer", { "openai-chat", "openai-chat.sse" }, 0, ANSWER },
  { "answer-in-bytes", { "--chunk=1", "openai-chat", "openai-chat.sse" }, 0, ANSWER },
  { "answer-whole", { "--chunk=0", "openai-chat", "openai-chat.sse" }, 0, ANSWER },
#define EVENTS \
  "{\"events\":[{\"event\":\"greeting\",\"data\":\"a\\u0000b\\n\",\"id\":\"7\",\"retry\":250}," \
  "{\"event\":\"message\",\"data\":\"caf\xef\xbf\xbd\",\"id\":\"7\",\"retry\":250}]}\n"
  { "events", { "sse", "events.sse" }, 0, EVENTS },
  { "events-in-threes", { "--chunk=3", "sse", "events.sse" }, 0, EVENTS },
  { "refusal", { "--status=429", "openai-chat", "error-429.json" }, 0,
    "{\"text\":\"\",\"reasoning\":\"\",\"refusal\":\"\",\"finish_reason\":null,\"end\":null,"
    "\"usage\":null,\"tool_calls\":[],\"error\":{\"category\":\"rate-limited\",\"message\":"
    "\"You are too fast.\",\"retry_after\":1.5},\"model\":null}\n" },
  { "error-at-200", { "openai-chat", "error-429.json" }, 0,
    "{\"text\":\"\",\"reasoning\":\"\",\"refusal\":\"\",\"finish_reason\":null,\"end\":"
    "\"provider-error\",\"usage\":null,\"tool_calls\":[],\"error\":{\"category\":\"rate-limited\","
    "\"message\":\"You are too fast.\",\"retry_after\":1.5},\"model\":null}\n" },
  { "no-such-dialect", { "morse", "openai-chat.sse" }, 2, NULL },
  { "no-such-file", { "openai-chat", "absent.sse" }, 1, NULL },
  { "no-such-option", { "--speed=9", "openai-chat", "openai-chat.sse" }, 2, NULL },
  { "bad-chunk", { "--chunk=-1", "openai-chat", "openai-chat.sse" }, 2, NULL },
  { "no-file", { "openai-chat" }, 2, NULL },
};

static void
run (const char *const *arguments,
     GBytes            *input,
     int                status,
     const char        *expected)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GBytes) output = NULL;
  g_autoptr(GBytes) complaint = NULL;

  process = g_subprocess_newv (arguments,
                               G_SUBPROCESS_FLAGS_STDOUT_PIPE | G_SUBPROCESS_FLAGS_STDERR_PIPE |
                               (input ? G_SUBPROCESS_FLAGS_STDIN_PIPE : 0), &error);
  g_assert_no_error (error);
  g_subprocess_communicate (process, input, NULL, &output, &complaint, &error);
  g_assert_no_error (error);

  g_assert_true (g_subprocess_get_if_exited (process));
  g_assert_cmpint (g_subprocess_get_exit_status (process), ==, status);
  if (expected)
    {
      g_autofree char *text = g_strndup (g_bytes_get_data (output, NULL),
                                         g_bytes_get_size (output));

      g_assert_cmpstr (text, ==, expected);
    }
  else
    {
      g_assert_cmpuint (g_bytes_get_size (output), ==, 0);
      g_assert_cmpuint (g_bytes_get_size (complaint), >, 0);
    }
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GPtrArray) arguments = g_ptr_array_new_with_free_func (g_free);

  g_ptr_array_add (arguments, g_strdup (program));
  for (guint a = 0; cases[i].arguments[a]; a++)
    {
      const char *argument = cases[i].arguments[a];

      g_ptr_array_add (arguments, strchr (argument, '.')
                                    ? g_test_build_filename (G_TEST_DIST, "data", "decode",
                                                             argument, NULL)
                                    : g_strdup (argument));
    }
  g_ptr_array_add (arguments, NULL);

  run ((const char *const *) arguments->pdata, NULL, cases[i].status, cases[i].output);
}

static void
test_standard_input (void)
{
  const char *const arguments[] = { program, "sse", "-", NULL };
  g_autoptr(GBytes) input = g_bytes_new_static ("data: a\n\n", 9);

  run (arguments, input, 0,
       "{\"events\":[{\"event\":\"message\",\"data\":\"a\",\"id\":\"\",\"retry\":null}]}\n");
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);
  g_assert_cmpint (argc, ==, 2);
  program = argv[1];

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/natter-decode/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  g_test_add_func ("/natter-decode/standard-input", test_standard_input);

  return g_test_run ();
}
