/* bench-words.h: texts that are made up, the same every time: words as frequent as in a language,
 * in several scripts. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  BENCH_LATIN,
  BENCH_CYRILLIC,
  BENCH_CHINESE,
} BenchScript;

/* Of so many words of a language, the most frequent first. */
#define BENCH_N_WORDS 50000

void  bench_words_append (GString     *text,
                          BenchScript  script,
                          guint        rank);
void  bench_words_write  (GString     *text,
                          GRand       *rand,
                          BenchScript  script,
                          int          length);

G_END_DECLS
