/* bench-words.c: texts that are made up, the same every time: words as frequent as in a language,
 * in several scripts. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "bench-words.h"

#include <math.h>

#define N_CHINESE 4000 /* characters */

static const char *const latin[] = {
  "ta", "re", "in", "o", "mes", "li", "con", "a", "ver", "su", "ti", "ne", "pro", "ka", "den", "is",
};

static const char *const cyrillic[] = {
  "та", "ре", "ин", "о", "мес", "ли", "кон", "а", "вер", "су", "ти", "не", "про", "ка", "ден", "ис",
};

/* Words have more syllables the rarer they are. */
void
bench_words_append (GString     *text,
                    BenchScript  script,
                    guint        rank)
{
  const char *const *syllables = script == BENCH_LATIN ? latin : cyrillic;

  if (script == BENCH_CHINESE)
    {
      g_string_append_unichar (text, 0x4e00 + rank * 7919 % 20000);
      return;
    }

  rank += 16;
  for (; rank > 0; rank /= 16)
    g_string_append (text, syllables[rank % 16]);
}

/* A rank twice as high is half as frequent. */
static guint
pick (GRand *rand,
      guint  n)
{
  return (guint) pow (n, g_rand_double (rand)) - 1;
}

static void
write_code (GString *text,
            GRand   *rand)
{
  g_string_append (text, "\n```c\n");
  for (int i = 0; i < 6; i++)
    {
      g_string_append (text, "int ");
      bench_words_append (text, BENCH_LATIN, pick (rand, BENCH_N_WORDS));
      g_string_append_printf (text, " = %d;\n", g_rand_int_range (rand, 0, 1000));
    }
  g_string_append (text, "```\n");
}

static void
write_sentence (GString     *text,
                GRand       *rand,
                BenchScript  script)
{
  int n = g_rand_int_range (rand, 4, 24);

  for (int i = 0; i < n; i++)
    {
      if (script == BENCH_CHINESE)
        bench_words_append (text, script, pick (rand, N_CHINESE));
      else
        bench_words_append (text, script, pick (rand, BENCH_N_WORDS));
      if (script != BENCH_CHINESE && i + 1 < n)
        g_string_append_c (text, ' ');
    }
  if (g_rand_int_range (rand, 0, 200) == 0)
    g_string_append (text, " 🎉");
  g_string_append (text, script == BENCH_CHINESE ? "。" : ". ");
}

/* Appends about so many bytes of sentences, now and then with code. */
void
bench_words_write (GString     *text,
                   GRand       *rand,
                   BenchScript  script,
                   int          length)
{
  gsize end = text->len + (gsize) length;

  if (length > 500 && g_rand_int_range (rand, 0, 10) == 0)
    write_code (text, rand);
  while (text->len < end)
    write_sentence (text, rand, script);
}
