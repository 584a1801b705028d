/* test-sse-buffer.c: the limit of a buffer, and what becomes of broken UTF-8.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-sse-buffer-private.h"

#define FFFD "\xef\xbf\xbd"

/* After the table "U+FFFD for Non-Conversion Errors" in chapter 3 of the Unicode standard. */
static const struct
{
  const char *name;
  const char *input;
  const char *output;
} cases[] = {
  { "valid",             "aé…🚀",                         "aé…🚀" },
  { "lone-continuation", "a\x80z",                        "a" FFFD "z" },
  { "never-used",        "\xc0\xaf\xf5\xff",              FFFD FFFD FFFD FFFD },
  { "overlong-3",        "\xe0\x80\xaf",                  FFFD FFFD FFFD },
  { "overlong-4",        "\xf0\x80\x81\x82",              FFFD FFFD FFFD FFFD },
  { "surrogate",         "\xed\xa0\x80",                  FFFD FFFD FFFD },
  { "beyond-unicode",    "\xf4\x91\x92\x93",              FFFD FFFD FFFD FFFD },
  { "truncated-2",       "\xc3z",                         FFFD "z" },
  { "truncated-3",       "\xe2\x80z",                     FFFD "z" },
  { "truncated-4",       "\xf0\x9f\x9az",                 FFFD "z" },
  { "truncated-at-end",  "a\xf0\x9f",                     "a" FFFD },
  { "mixed",             "\xe1\x80\xe2\xf0\x91\x92\xf1\xbf" "A", FFFD FFFD FFFD FFFD "A" },
};

static void
test_valid (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  gsize length = strlen (cases[i].input);
  g_autofree char *exact = g_memdup2 (cases[i].input, length);
  NatterSseBuffer buffer = { NULL };

  g_assert_true (natter_sse_buffer_set_valid (&buffer, exact, length, 1000));
  g_assert_cmpstr (natter_sse_buffer_get (&buffer), ==, cases[i].output);
  g_assert_cmpuint (buffer.length, ==, strlen (cases[i].output));

  natter_sse_buffer_clear (&buffer);
}

static void
test_nul (void)
{
  NatterSseBuffer buffer = { NULL };

  g_assert_true (natter_sse_buffer_set_valid (&buffer, "a\0b\xff", 4, 1000));
  g_assert_cmpmem (buffer.bytes, buffer.length, "a\0b" FFFD, 6);

  natter_sse_buffer_clear (&buffer);
}

static void
test_limit (void)
{
  NatterSseBuffer buffer = { NULL };

  g_assert_cmpstr (natter_sse_buffer_get (&buffer), ==, "");
  g_assert_true (natter_sse_buffer_append (&buffer, "", 0, 0));
  g_assert_false (natter_sse_buffer_append (&buffer, "a", 1, 0));

  for (guint i = 0; i < 1000; i++)
    g_assert_true (natter_sse_buffer_append (&buffer, "x", 1, 1000));
  g_assert_false (natter_sse_buffer_append (&buffer, "x", 1, 1000));
  g_assert_cmpuint (buffer.length, ==, 1000);
  g_assert_cmpuint (buffer.allocated, <=, 1001);

  /* Three bytes stand for one that is broken. */
  g_assert_false (natter_sse_buffer_set_valid (&buffer, "\xff\xff", 2, 5));
  g_assert_true (natter_sse_buffer_set_valid (&buffer, "\xff\xff", 2, 6));

  natter_sse_buffer_clear (&buffer);
  g_assert_null (buffer.bytes);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/sse-buffer/valid/%s", cases[i].name);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_valid);
    }

  g_test_add_func ("/sse-buffer/nul", test_nul);
  g_test_add_func ("/sse-buffer/limit", test_limit);

  return g_test_run ();
}
