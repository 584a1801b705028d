/* test-tool-call.c: a tool call holds what it is told.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-tool-call.h"

static void
test_life (void)
{
  g_autoptr(NatterToolCall) call = natter_tool_call_new (3);

  g_assert_cmpuint (call->index, ==, 3);
  g_assert_null (call->id);
  g_assert_null (call->name);
  g_assert_cmpstr (call->arguments->str, ==, "");

  call->id = g_strdup ("call_1");
  call->name = g_strdup ("weather");
  g_string_append (call->arguments, "{}");

  natter_tool_call_free (NULL);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/tool-call/life", test_life);

  return g_test_run ();
}
