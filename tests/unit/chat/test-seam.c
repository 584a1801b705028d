/* test-seam.c: where an answer goes on: what is said again is not read twice, and nothing else is
 * lost, however the rest is cut into pieces.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-seam.h"

typedef struct
{
  const char *name;
  const char *before;
  gboolean    is_asked;
  const char *rest;      /* as the model says it */
  const char *whole;     /* what is then read */
} SeamCase;

static const SeamCase cases[] = {
  /* words that a model goes on with by itself */
  { "prefill/word", "The cat sat on th", FALSE, "e mat.", "The cat sat on the mat." },
  { "prefill/next-word", "The cat sat", FALSE, " on the mat.", "The cat sat on the mat." },
  { "prefill/own-space", "The cat sat ", FALSE, " on the mat.", "The cat sat on the mat." },
  { "prefill/no-space", "The cat sat ", FALSE, "on the mat.", "The cat sat on the mat." },
  { "prefill/paragraph", "First.\n\n", FALSE, "\n\nSecond.", "First.\n\nSecond." },
  { "prefill/more-space", "First.\n", FALSE, "\n\nSecond.", "First.\n\nSecond." },
  { "prefill/less-space", "First.\n\n", FALSE, "\nSecond.", "First.\n\nSecond." },
  { "prefill/other-space", "First. ", FALSE, "\n\nSecond.", "First. \n\nSecond." },
  { "prefill/indent", "def f():\n    ", FALSE, "\n    return 1\n", "def f():\n    return 1\n" },
  { "prefill/echo", "The cat sat on th", FALSE, "The cat sat on the mat.",
    "The cat sat on the mat." },
  { "prefill/anew", "The cat sat on th", FALSE, "The cat sat by the door.",
    "The cat sat on thThe cat sat by the door." },
  { "prefill/short-echo", "Ha ", FALSE, "Ha ha", "Ha Ha ha" },
  { "prefill/same-words", "and the cat and", FALSE, " the cat and the dog",
    "and the cat and the cat and the dog" },
  { "prefill/long-word", "Disestablishmentarianism", FALSE, "Disestablishmentarianism is long.",
    "DisestablishmentarianismDisestablishmentarianism is long." },
  { "prefill/nothing", "The cat", FALSE, "", "The cat" },
  { "prefill/only-space", "The cat ", FALSE, " ", "The cat " },
  { "prefill/japanese-echo", "猫がマットの上に座っている", FALSE, "猫がマットの上に座っている。終わり",
    "猫がマットの上に座っている。終わり" },

  /* a model that was asked to begin with the last words */
  { "asked/word", "The cat sat on the mat and the dog lay bes", TRUE,
    "and the dog lay beside it.", "The cat sat on the mat and the dog lay beside it." },
  { "asked/last-words", "One two three four five six sev", TRUE, "four five six seven eight",
    "One two three four five six seven eight" },
  { "asked/more-words", "One two three four five six sev", TRUE, "two three four five six seven",
    "One two three four five six seven" },
  { "asked/fewer-words", "One two three four five six sev", TRUE, "five six seven",
    "One two three four five six seven" },
  { "asked/too-few", "One two three four five six sev", TRUE, "six seven",
    "One two three four five six sevsix seven" },
  { "asked/all", "One two three four five six sev", TRUE, "One two three four five six seven",
    "One two three four five six seven" },
  { "asked/lead", "One two three four five six sev", TRUE, "\n\n…four five six seven",
    "One two three four five six seven" },
  { "asked/other-space", "One two three four\n\nfive six sev", TRUE, "four five\nsix seven",
    "One two three four\n\nfive six seven" },
  { "asked/next-word", "One two three four five", TRUE, "two three four five six",
    "One two three four five six" },
  { "asked/space-at-end", "One two three four five ", TRUE, "two three four five six",
    "One two three four five six" },
  { "asked/straight-on", "One two three four five six sev", TRUE, "en eight",
    "One two three four five six seven eight" },
  { "asked/chatter", "One two three four five six sev", TRUE, "Sure, here it is: seven",
    "One two three four five six sevSure, here it is: seven" },
  { "asked/nearly", "One two three four five six sev", TRUE, "four five six eight",
    "One two three four five six sevfour five six eight" },
  { "asked/only-repeats", "One two three four five.", TRUE, "two three four five.",
    "One two three four five." },
  { "asked/begins-to-repeat", "One two three four five six", TRUE, "three four",
    "One two three four five sixthree four" },
  { "asked/refrain", "row your little boat\nrow your little boat\n", TRUE,
    "your little boat\nand row", "row your little boat\nrow your little boat\n"
    "your little boat\nand row" },
  { "asked/braces", "  if (x)\n    {\n      f (a, b);\n    }\n", TRUE, "    }\n}\n",
    "  if (x)\n    {\n      f (a, b);\n    }\n    }\n}\n" },
  { "asked/code", "  if (x)\n    {\n      f (a, b);\n    ", TRUE,
    "if (x)\n    {\n      f (a, b);\n    }",
    "  if (x)\n    {\n      f (a, b);\n    }" },
  { "asked/chinese", "很久以前有一只猫坐在垫子上看着窗外的雨一直下个不", TRUE,
    "猫坐在垫子上看着窗外的雨一直下个不停。", "很久以前有一只猫坐在垫子上看着窗外的雨一直下个不停。" },
  { "asked/short", "Ye", TRUE, "Yes.", "Yes." },
  { "asked/accents", "Über den Dächern von Züri", TRUE, "Über den Dächern von Zürich",
    "Über den Dächern von Zürich" },
};

static char *
join (const SeamCase *seam_case,
      gsize           step)
{
  g_autoptr(NatterSeam) seam = natter_seam_new (seam_case->before);
  GString *whole = g_string_new (seam_case->before);
  const char *end = seam_case->rest + strlen (seam_case->rest);

  natter_seam_begin (seam, seam_case->is_asked);
  for (const char *at = seam_case->rest; at < end; )
    {
      const char *next = at;

      for (gsize i = 0; i < step && next < end; i++)
        next = g_utf8_next_char (next);
      natter_seam_feed (seam, at, (gsize) (next - at), whole);
      g_assert_true (g_utf8_validate (whole->str, -1, NULL));
      at = next;
    }
  natter_seam_finish (seam, whole);
  g_assert_true (natter_seam_is_closed (seam));

  return g_string_free_and_steal (whole);
}

static void
test_join (gconstpointer data)
{
  const SeamCase *seam_case = data;

  for (gsize step = 1; step <= strlen (seam_case->rest) + 1; step++)
    {
      g_autofree char *whole = join (seam_case, step);

      g_assert_cmpstr (whole, ==, seam_case->whole);
    }
}

/* What is asked to be said again is at the end, whole words, and not much. */
static void
test_last_words (void)
{
  static const char *const texts[][2] = {
    { "One two three four five six", "three four five six" },
    { "One two three four five \n", "two three four five" },
    { "One, two; three. Four!", "One, two; three. Four!" },
    { "", "" },
    { " \n", "" },
    { "Yes", "Yes" },
  };
  g_autoptr(GString) dashes = g_string_new ("a ");

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(NatterSeam) seam = natter_seam_new (texts[i][0]);
      g_autofree char *words = natter_seam_dup_last_words (seam);

      g_assert_cmpstr (words, ==, texts[i][1]);
    }

  for (guint i = 0; i < 5000; i++)
    g_string_append (dashes, i % 2 ? "-" : "文");
  for (gsize cut = 0; cut < 40; cut++)
    {
      g_autoptr(NatterSeam) seam = NULL;
      g_autofree char *words = NULL;

      g_string_truncate (dashes, (gsize) (g_utf8_prev_char (dashes->str + dashes->len) -
                                          dashes->str));
      seam = natter_seam_new (dashes->str);
      words = natter_seam_dup_last_words (seam);
      g_assert_true (g_utf8_validate (words, -1, NULL));
      g_assert_cmpuint (strlen (words), >, 0);
      g_assert_cmpuint (strlen (words), <=, 124);
      g_assert_true (g_str_has_suffix (dashes->str, words));
    }
}

/* Another request begins: what the one before said is not in the way. */
static void
test_begin_again (void)
{
  g_autoptr(NatterSeam) seam = natter_seam_new ("One two three four five six sev");
  g_autoptr(GString) out = g_string_new (NULL);

  natter_seam_begin (seam, FALSE);
  natter_seam_feed (seam, "One two", 7, out);
  natter_seam_begin (seam, TRUE);
  natter_seam_feed (seam, "four five six seven", 19, out);
  natter_seam_finish (seam, out);
  g_assert_cmpstr (out->str, ==, "en");
}

/* Text that is repeated from the start is held back, and each piece costs the same. */
static void
test_long_echo (void)
{
  g_autoptr(GString) before = g_string_new (NULL);
  g_autoptr(NatterSeam) seam = NULL;
  g_autoptr(GString) out = g_string_new (NULL);
  gint64 started = 0;

  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (before, "word %u ", i);
  seam = natter_seam_new (before->str);
  natter_seam_begin (seam, FALSE);
  started = g_get_monotonic_time ();
  for (gsize at = 0; at < before->len; at += 5)
    natter_seam_feed (seam, before->str + at, MIN (5, before->len - at), out);
  g_assert_cmpuint (out->len, ==, 0);
  natter_seam_feed (seam, "and the rest", 12, out);
  g_assert_cmpstr (out->str, ==, "and the rest");
  g_assert_cmpint (g_get_monotonic_time () - started, <, 5 * G_USEC_PER_SEC);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf ("/seam/%s", cases[i].name);

      g_test_add_data_func (path, &cases[i], test_join);
    }
  g_test_add_func ("/seam/last-words", test_last_words);
  g_test_add_func ("/seam/begin-again", test_begin_again);
  g_test_add_func ("/seam/long-echo", test_long_echo);

  return g_test_run ();
}
