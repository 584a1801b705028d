/* test-think-splitter.c: inline reasoning, cut in every way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-think-splitter.h"

static const struct
{
  const char *name;
  const char *input;
  const char *reasoning;
  const char *text;
} cases[] = {
  { "plain", "Hello <b>.", "", "Hello <b>." },
  { "empty", "", "", "" },
  { "think", "<think>why</think>Because.", "why", "Because." },
  { "thinking", "<thinking>why</thinking>Because.", "why", "Because." },
  { "white-space-before", " \n\t<think>why</think>Because.", "why", "Because." },
  { "white-space-around", "<think>\n a b \n</think>\n\nYes.", "a b", "Yes." },
  { "inner-white-space", "<think>a\n\n b</think>Yes.", "a\n\n b", "Yes." },
  { "indented-text", "<think>a</think>\n \n    code", "a", "    code" },
  { "nothing-thought", "<think>\n\n</think>\n\nYes.", "", "Yes." },
  { "no-white-space-lost-in-text", "\n  Hello\n ", "", "\n  Hello\n " },
  { "only-white-space", " \n ", "", " \n " },
  { "unclosed", "<think>why, oh", "why, oh", "" },
  { "unclosed-in-tag", "<think>why </thi", "why </thi", "" },
  { "unclosed-at-once", "<think>", "", "" },
  { "almost-a-tag", "<thin air>", "", "<thin air>" },
  { "cut-tag", "<think", "", "<think" },
  { "other-tag", "<p>Hi</p>", "", "<p>Hi</p>" },
  { "upper-case", "<THINK>a</THINK>", "", "<THINK>a</THINK>" },
  { "not-first", "I <think>a</think> b", "", "I <think>a</think> b" },
  { "second-is-text", "<think>a</think>b<think>c</think>", "a", "b<think>c</think>" },
  { "second-right-after", "<think>a</think><think>c</think>", "a", "<think>c</think>" },
  { "close-only", "a</think>b", "", "a</think>b" },
  { "other-close", "<think>a</thinking>b</think>c", "a</thinking>b", "c" },
  { "angle-brackets", "<think>1 < 2 <</think>3 </4", "1 < 2 <", "3 </4" },
  { "close-begun-twice", "<think>a</th</think>b", "a</th", "b" },
  { "starts-with-bracket", "<think> </b></think>c", "</b>", "c" },
  { "utf-8", "<think>é🚀</think>ü…", "é🚀", "ü…" },
};

typedef struct
{
  GString *reasoning;
  GString *text;
} Result;

static void
delta_cb (const NatterDelta *delta,
          gpointer           data)
{
  Result *result = data;

  g_assert_cmpuint (strlen (delta->text), ==, delta->length);
  g_assert_cmpuint (delta->length, >, 0);

  if (delta->kind == NATTER_DELTA_REASONING)
    {
      g_assert_cmpuint (result->text->len, ==, 0);
      g_string_append (result->reasoning, delta->text);
    }
  else
    {
      g_assert_cmpint (delta->kind, ==, NATTER_DELTA_TEXT);
      g_string_append (result->text, delta->text);
    }
}

static void
check (guint i,
       gsize chunk)
{
  g_autoptr(GString) reasoning = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  Result result = { reasoning, text };
  g_autoptr(NatterThinkSplitter) splitter = natter_think_splitter_new (delta_cb, &result);
  const char *input = cases[i].input;
  gsize length = strlen (input);

  for (gsize at = 0; at < length; at += chunk)
    {
      g_autofree char *piece = g_strndup (input + at, MIN (chunk, length - at));

      natter_think_splitter_feed (splitter, piece, strlen (piece));
    }
  natter_think_splitter_finish (splitter);

  g_assert_cmpstr (reasoning->str, ==, cases[i].reasoning);
  g_assert_cmpstr (text->str, ==, cases[i].text);
}

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gsize length = strlen (cases[i].input);

  for (gsize chunk = 1; chunk <= MAX (length, 1); chunk++)
    check (i, chunk);
}

/* Text that cannot be the beginning of a tag must not wait for what follows. */
static void
test_prompt (void)
{
  g_autoptr(GString) reasoning = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  Result result = { reasoning, text };
  g_autoptr(NatterThinkSplitter) splitter = natter_think_splitter_new (delta_cb, &result);

  natter_think_splitter_feed (splitter, "<think>a", 8);
  g_assert_cmpstr (reasoning->str, ==, "a");
  natter_think_splitter_feed (splitter, " b</think>c", 11);
  g_assert_cmpstr (reasoning->str, ==, "a b");
  g_assert_cmpstr (text->str, ==, "c");
  natter_think_splitter_feed (splitter, "<", 1);
  g_assert_cmpstr (text->str, ==, "c<");
}

/* White space without end must cost no more than other text. */
static void
test_long_white_space (void)
{
  g_autoptr(GString) reasoning = g_string_new (NULL);
  g_autoptr(GString) text = g_string_new (NULL);
  Result result = { reasoning, text };
  g_autoptr(NatterThinkSplitter) splitter = natter_think_splitter_new (delta_cb, &result);
  g_autofree char *blanks = g_strnfill (4 * 1024 * 1024, ' ');

  natter_think_splitter_feed (splitter, blanks, strlen (blanks));
  natter_think_splitter_feed (splitter, "<think>a", 8);
  natter_think_splitter_feed (splitter, blanks, strlen (blanks));
  natter_think_splitter_feed (splitter, "b", 1);
  natter_think_splitter_finish (splitter);

  g_assert_cmpuint (reasoning->len, ==, 2 + strlen (blanks));
  g_assert_cmpuint (text->len, ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/think-splitter/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }

  g_test_add_func ("/think-splitter/prompt", test_prompt);
  g_test_add_func ("/think-splitter/long-white-space", test_long_white_space);

  return g_test_run ();
}
