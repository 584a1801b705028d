/* test-export.c: formats by name, and names for files.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-export.h"
#include "natter-test-talk.h"

static const struct
{
  const char         *name;
  NatterExportFormat  format;   /* with JSON as what to fall back to */
} guess_cases[] = {
  { "talk.txt", NATTER_EXPORT_TEXT },
  { "talk.TXT", NATTER_EXPORT_TEXT },
  { "talk.md", NATTER_EXPORT_MARKDOWN },
  { "talk.markdown", NATTER_EXPORT_MARKDOWN },
  { "talk.Markdown", NATTER_EXPORT_MARKDOWN },
  { "talk.json", NATTER_EXPORT_JSON },
  { "talk.json.txt", NATTER_EXPORT_TEXT },
  { "talk", NATTER_EXPORT_JSON },
  { "talk.html", NATTER_EXPORT_HTML },
  { "talk.htm", NATTER_EXPORT_HTML },
  { "talk.pdf", NATTER_EXPORT_PDF },
  { "talk.odt", NATTER_EXPORT_JSON },
  { "talktxt", NATTER_EXPORT_JSON },
  { ".txt", NATTER_EXPORT_JSON },
  { "", NATTER_EXPORT_JSON },
};

static void
test_guess (void)
{
  guint i;

  for (i = 0; i < G_N_ELEMENTS (guess_cases); i++)
    g_assert_cmpint (natter_export_guess_format (guess_cases[i].name, NATTER_EXPORT_JSON), ==,
                     guess_cases[i].format);

  g_assert_cmpint (natter_export_guess_format ("talk", NATTER_EXPORT_TEXT), ==, NATTER_EXPORT_TEXT);
}

static void
test_suffix (void)
{
  g_assert_cmpstr (natter_export_get_suffix (NATTER_EXPORT_TEXT), ==, ".txt");
  g_assert_cmpstr (natter_export_get_suffix (NATTER_EXPORT_MARKDOWN), ==, ".md");
  g_assert_cmpstr (natter_export_get_suffix (NATTER_EXPORT_JSON), ==, ".json");
  g_assert_cmpstr (natter_export_get_suffix (NATTER_EXPORT_HTML), ==, ".html");
  g_assert_cmpstr (natter_export_get_suffix (NATTER_EXPORT_PDF), ==, ".pdf");
}

#define TEN "0123456789"
#define SEVENTY TEN TEN TEN TEN TEN TEN TEN
#define TEN_SNOWMEN "☃☃☃☃☃☃☃☃☃☃"
#define SEVENTY_SNOWMEN \
  TEN_SNOWMEN TEN_SNOWMEN TEN_SNOWMEN TEN_SNOWMEN TEN_SNOWMEN TEN_SNOWMEN TEN_SNOWMEN

static const struct
{
  const char *what;
  const char *title;
  const char *name;
} name_cases[] = {
  { "plain", "A talk", "A talk.txt" },
  { "other letters", "Über 日本語", "Über 日本語.txt" },
  { "empty", "", "Untitled.txt" },
  { "blank", " \n\t ", "Untitled.txt" },
  { "only dots", "...", "Untitled.txt" },
  { "only marks", "?*\"<>", "Untitled.txt" },
  { "slash", "and/or", "and-or.txt" },
  { "path", "../../etc/passwd", "-..-etc-passwd.txt" },
  { "backslash and colon", "C:\\temp", "C--temp.txt" },
  { "leading dots", "..hidden", "hidden.txt" },
  { "leading blanks and dots", " . .x", "x.txt" },
  { "trailing dots and blanks", "Well. . . ", "Well.txt" },
  { "question", "What is \"2+2\"?", "What is 2+2.txt" },
  { "lines", "one\ntwo\r\n\tthree", "one two three.txt" },
  { "control characters", "a\001\033[1mb\177c", "a [1mb c.txt" },
  { "bidi", "a\342\200\256txt.b", "atxt.b.txt" },
  { "invisible", "a\342\200\213b", "ab.txt" },
  { "long", SEVENTY SEVENTY, SEVENTY "012345.txt" },
  { "long with a blank at the end", SEVENTY "01234 6789", SEVENTY "01234.txt" },
  { "long and wide", SEVENTY_SNOWMEN SEVENTY_SNOWMEN, SEVENTY_SNOWMEN "☃☃☃☃☃☃.txt" },
};

static void
test_name (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterConversation *conversation = natter_conversation_new ();
  g_autofree char *name = NULL;

  natter_conversation_set_title (conversation, name_cases[i].title);
  name = natter_export_suggest_name (conversation, NATTER_EXPORT_TEXT);
  g_assert_cmpstr (name, ==, name_cases[i].name);
  g_assert_cmpint (g_utf8_strlen (name, -1), <=, 80);
  g_assert_cmpuint (strlen (name), <=, 255);

  g_assert_finalize_object (conversation);
}

static void
test_name_of_formats (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autofree char *markdown = NULL;
  g_autofree char *json = NULL;

  natter_conversation_set_title (conversation, SEVENTY SEVENTY);
  markdown = natter_export_suggest_name (conversation, NATTER_EXPORT_MARKDOWN);
  json = natter_export_suggest_name (conversation, NATTER_EXPORT_JSON);
  g_assert_cmpstr (markdown, ==, SEVENTY "0123456.md");
  g_assert_cmpstr (json, ==, SEVENTY "01234.json");

  g_assert_finalize_object (conversation);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/export/guess", test_guess);
  g_test_add_func ("/export/suffix", test_suffix);
  for (i = 0; i < G_N_ELEMENTS (name_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export/name/", name_cases[i].what, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_name);
    }
  g_test_add_func ("/export/name-of-formats", test_name_of_formats);

  return g_test_run ();
}
