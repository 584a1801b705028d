/* test-export-html.c: HTML: nothing that somebody wrote is markup, nothing is fetched, and all of
 * it is there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-export.h"
#include "natter-test-talk.h"

static char *
export (NatterConversation        *conversation,
        const NatterExportOptions *options)
{
  return natter_export_to_string (conversation, NATTER_EXPORT_HTML, options);
}

/* What an answer becomes. */
static char *
render (const char *answer)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autofree char *html = NULL;
  const char *start = NULL;
  const char *end = NULL;

  natter_test_talk_answer (conversation, answer, NATTER_END_COMPLETE);
  html = export (conversation, NULL);
  start = strstr (html, "<div class=\"body\">\n");
  g_assert_nonnull (start);
  start += strlen ("<div class=\"body\">\n");
  end = strstr (start, "</div>\n</article>");
  g_assert_nonnull (end);
  g_assert_finalize_object (conversation);

  return g_strndup (start, (gsize) (end - start));
}

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p; p = strstr (p + 1, part))
    n++;

  return n;
}

static const struct
{
  const char *name;
  const char *markdown;
  const char *html;
} cases[] = {
  { "paragraph", "a *b* **c** `d` ~~e~~",
    "<p dir=\"auto\">a <em>b</em> <strong>c</strong> <code dir=\"auto\">d</code> <s>e</s></p>\n" },
  { "heading", "# A", "<h3 class=\"level-1\" dir=\"auto\">A</h3>\n" },
  { "code", "```html\n<b>&\n```",
    "<figure class=\"code\"><figcaption>html</figcaption><pre dir=\"ltr\" tabindex=\"0\"><code>"
    "&#60;b&#62;&#38;</code></pre></figure>\n" },
  { "rule", "---", "<hr>\n" },
  { "lists", "1. a\n   - b\n   - c\n2. d",
    "<ol start=\"1\"><li><p class=\"tight\" dir=\"auto\">a</p>\n"
    "<ul><li><p class=\"tight\" dir=\"auto\">b</p>\n</li>\n"
    "<li><p class=\"tight\" dir=\"auto\">c</p>\n</li></ul>\n</li>\n"
    "<li><p class=\"tight\" dir=\"auto\">d</p>\n</li></ol>\n" },
  { "task", "- [x] a",
    "<ul><li class=\"task\"><span class=\"box\">☑</span><p class=\"tight\" dir=\"auto\">a</p>\n"
    "</li></ul>\n" },
  { "quote-in-item", "- a\n\n  > b\n\n- c",
    "<ul><li><p dir=\"auto\">a</p>\n<blockquote>\n<p dir=\"auto\">b</p>\n</blockquote>\n</li>\n"
    "<li><p dir=\"auto\">c</p>\n</li></ul>\n" },
  { "table", "| a | b |\n|---|--:|\n| **1** | 2 |",
    "<div class=\"table\" tabindex=\"0\"><table>\n<thead>\n"
    "<tr><th dir=\"auto\">a</th><th dir=\"auto\" class=\"end\">b</th></tr>\n</thead>\n<tbody>\n"
    "<tr><td dir=\"auto\"><strong>1</strong></td><td dir=\"auto\" class=\"end\">2</td></tr>\n"
    "</tbody>\n</table></div>\n" },
  { "link", "[x](https://example.com/?a=1&b=\"2\")",
    "<p dir=\"auto\"><a rel=\"noopener noreferrer\" "
    "href=\"https://example.com/?a=1&#38;b=&#34;2&#34;\">x</a></p>\n" },
  { "bad-link", "[x](javascript:alert(1))", "<p dir=\"auto\">x</p>\n" },
  { "mathematics", "$x^2$",
    "<p dir=\"auto\"><span class=\"math\" dir=\"ltr\" title=\"$x^2$\"><var>x</var>²"
    "</span></p>\n" },
  { "scripts", "$x^{a^2}$",
    "<p dir=\"auto\"><span class=\"math\" dir=\"ltr\" title=\"$x^{a^2}$\"><var>x</var>"
    "<sup><var>a</var>²</sup></span></p>\n" },
  { "tex", "$\\begin{matrix}a\\end{matrix}$",
    "<p dir=\"auto\"><code class=\"math\" dir=\"ltr\" "
    "title=\"$\\begin{matrix}a\\end{matrix}$\">"
    "\xe2\x81\xa6\\begin{matrix}a\\end{matrix}\xe2\x81\xa9</code></p>\n" },
  { "hidden", "a\xe2\x80\xae" "b",
    "<p dir=\"auto\">a<span class=\"hidden\">U+202E</span>b</p>\n" },
};

static void
test_case (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autofree char *html = render (cases[i].markdown);

  g_assert_cmpstr (html, ==, cases[i].html);
}

static const char hostile[] =
  "</script><script>alert(1)</script><img src=x onerror=alert(1)>\n\n"
  "</article></main><iframe src=\"https://evil.example/\">\n\n"
  "![p](https://evil.example/p.png) <a href='javascript:x'>y</a>\n\n"
  "```\"><script>\n</code></pre><script>\n```\n\n"
  "| <script> | \" onclick=\"x |\n|---|---|\n| </td><script> | $</span><script>$ |\n";

static void
check_harmless (const char *html)
{
  static const char *const bad[] = {
    "<script", "<img src=x", "<iframe", "<link", "onclick=\"x", "src=\"http", "url(", "@import",
    "href='javascript", "href=\"javascript",
  };

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_null (strstr (html, bad[i]));
  g_assert_nonnull (strstr (html, "Content-Security-Policy\" content=\"default-src 'none';"));
  g_assert_cmpuint (count (html, "</html>"), ==, 1);
  g_assert_cmpuint (count (html, "<article"), ==, count (html, "</article>"));
  g_assert_cmpuint (count (html, "<div"), ==, count (html, "</div>"));
  g_assert_cmpuint (count (html, "<details"), ==, count (html, "</details>"));
  g_assert_true (g_utf8_validate (html, -1, NULL));
}

/* In every place where somebody's words can stand. */
static void
test_hostile (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(GBytes) bytes = g_bytes_new_static ("x", 1);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", hostile, bytes);
  g_autoptr(NatterAttachment) page = natter_attachment_new ("text/html", hostile, bytes);
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, hostile);
  NatterDelta call = { .kind = NATTER_DELTA_TOOL_CALL, .id = "1", .name = hostile,
                       .text = hostile, .length = strlen (hostile) };
  NatterDelta citation = { .kind = NATTER_DELTA_CITATION, .id = "javascript:alert(1)",
                           .name = hostile, .text = "" };
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_SERVER, hostile);
  g_autofree char *html = NULL;
  NatterMessage *answer = NULL;

  natter_conversation_set_title (conversation, hostile);
  natter_message_add_attachment (question, image);
  natter_message_add_attachment (question, page);
  natter_conversation_append (conversation, question);
  answer = natter_test_talk_begin (conversation, hostile);
  natter_test_talk_append (answer, NATTER_DELTA_REASONING, hostile);
  natter_test_talk_append (answer, NATTER_DELTA_REFUSAL, hostile);
  natter_message_append (answer, &call);
  natter_message_append (answer, &citation);
  natter_message_set_model (answer, hostile);
  natter_message_set_provider (answer, hostile);
  natter_message_finish (answer, NATTER_END_PROVIDER_ERROR, error);

  html = export (conversation, NULL);
  check_harmless (html);
  g_assert_cmpuint (count (html, "<img "), ==, 1);
  g_assert_nonnull (strstr (html, "<img src=\"data:image/png;base64,eA==\" alt=\""));

  g_assert_finalize_object (conversation);
}

static void
test_options (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(NatterMessage) again = natter_message_new (NATTER_ROLE_ASSISTANT, "the other one");
  NatterExportOptions all = { TRUE, TRUE, TRUE };
  NatterExportOptions none = { FALSE, FALSE, FALSE };
  g_autofree char *with = NULL;
  g_autofree char *without = NULL;
  NatterMessage *answer = NULL;

  natter_test_talk_ask (conversation, "the question");
  answer = natter_test_talk_begin (conversation, "the first one");
  natter_test_talk_append (answer, NATTER_DELTA_REASONING, "the thought");
  natter_message_finish (answer, NATTER_END_STOPPED, NULL);
  natter_conversation_add_sibling (conversation, answer, again);

  with = export (conversation, &all);
  g_assert_nonnull (strstr (with, "the first one"));
  g_assert_nonnull (strstr (with, "the thought"));
  g_assert_nonnull (strstr (with, "Stopped by you"));
  g_assert_nonnull (strstr (with, "Branch 1, after “the question”"));
  g_assert_nonnull (strstr (with, "Version 2 of 2"));
  g_assert_true (strstr (with, "the other one") < strstr (with, "the first one"));

  without = export (conversation, &none);
  g_assert_nonnull (strstr (without, "the other one"));
  g_assert_null (strstr (without, "the first one"));
  g_assert_null (strstr (without, "the thought"));
  g_assert_null (strstr (without, "Version"));
  g_assert_cmpuint (count (without, "<details"), ==, 0);

  g_assert_finalize_object (conversation);
}

/* Words that go on for ever, and depths that nobody meant, take neither for ever nor all memory. */
static void
test_huge (void)
{
  NatterConversation *conversation = natter_conversation_new ();
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *html = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "- > *a* `b` **c\n");
  for (guint i = 0; i < 20000; i++)
    g_string_append (text, "[");
  natter_test_talk_answer (conversation, text->str, NATTER_END_COMPLETE);
  html = export (conversation, NULL);
  check_harmless (html);
  g_assert_cmpuint (count (html, "<li>"), ==, count (html, "</li>"));
  g_assert_cmpuint (count (html, "<blockquote>"), ==, count (html, "</blockquote>"));

  g_assert_finalize_object (conversation);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strconcat ("/export-html/", cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_case);
    }
  g_test_add_func ("/export-html/hostile", test_hostile);
  g_test_add_func ("/export-html/options", test_options);
  g_test_add_func ("/export-html/huge", test_huge);

  return g_test_run ();
}
