/* natter-test-text-mixed.c: long texts of an exact number of tokens, the same at each run. Pure;
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-scene.h"

#define LONGEST_BLOCK 400 /* tokens of the longest block, and a heading */

static const char *words[] = {
  "answer", "be", "bright", "calm", "carry", "change", "clear", "close", "cloud", "cost", "count",
  "data", "day", "draw", "each", "early", "earth", "edge", "even", "event", "field", "find",
  "first", "flow", "form", "frame", "give", "good", "grow", "hand", "hold", "idea", "keep",
  "kind", "large", "learn", "light", "line", "list", "long", "look", "make", "mark", "measure",
  "model", "move", "name", "near", "note", "number", "often", "open", "order", "page", "part",
  "path", "place", "plain", "point", "queue", "quiet", "read", "reason", "rest", "river", "row",
  "scale", "seem", "send", "shape", "short", "signal", "slow", "small", "sound", "space", "stand",
  "state", "still", "stream", "table", "take", "text", "thing", "think", "time", "token", "tree",
  "turn", "under", "value", "wait", "water", "while", "wide", "window", "word", "work", "write",
  "year",
};

/* Numerical Recipes' generator: the text must be the same on every computer. */
typedef struct
{
  guint32 state;
} Random;

static guint
draw (Random *random,
      guint   bound)
{
  random->state = random->state * 1664525 + 1013904223;

  return (guint) (((guint64) random->state * bound) >> 32);
}

static const char *
draw_word (Random *random)
{
  return words[draw (random, G_N_ELEMENTS (words))];
}

static void
append_sentence (GString *text,
                 Random  *random)
{
  guint n = 5 + draw (random, 12);
  gsize start = text->len;

  for (guint i = 0; i < n; i++)
    {
      const char *word = draw_word (random);

      if (i > 0)
        g_string_append (text, draw (random, 10) == 0 ? ", " : " ");

      switch (draw (random, 24))
        {
        case 0:
          g_string_append_printf (text, "*%s*", word);
          break;

        case 1:
          g_string_append_printf (text, "**%s**", word);
          break;

        case 2:
          g_string_append_printf (text, "`%s`", word);
          break;

        default:
          g_string_append (text, word);
          break;
        }
    }

  text->str[start] = g_ascii_toupper (text->str[start]);
  g_string_append_c (text, '.');
}

static void
append_paragraph (GString *text,
                  Random  *random)
{
  guint n = 2 + draw (random, 4);

  for (guint i = 0; i < n; i++)
    {
      if (i > 0)
        g_string_append_c (text, ' ');
      append_sentence (text, random);
    }
  g_string_append (text, "\n\n");
}

static void
append_heading (GString *text,
                Random  *random)
{
  g_string_append_printf (text, "%s %s %s %s\n\n",
                          draw (random, 2) ? "##" : "###",
                          draw_word (random), draw_word (random), draw_word (random));
}

static void
append_code (GString *text,
             Random  *random)
{
  guint n = 4 + draw (random, 10);

  g_string_append_printf (text, "```python\ndef %s_%s(%s):\n",
                          draw_word (random), draw_word (random), draw_word (random));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "    %s = %s(%u)  # %s\n",
                            draw_word (random), draw_word (random),
                            draw (random, 1000), draw_word (random));
  g_string_append_printf (text, "    return %s\n```\n\n", draw_word (random));
}

static void
append_list (GString *text,
             Random  *random)
{
  guint n = 3 + draw (random, 4);
  gboolean is_ordered = draw (random, 2);

  for (guint i = 0; i < n; i++)
    {
      if (is_ordered)
        g_string_append_printf (text, "%u. ", i + 1);
      else
        g_string_append (text, "- ");
      append_sentence (text, random);
      g_string_append_c (text, '\n');
    }
  g_string_append_c (text, '\n');
}

static void
append_table (GString *text,
              Random  *random)
{
  guint n = 3 + draw (random, 5);

  g_string_append_printf (text, "| %s | %s | %s |\n|---|---:|---|\n",
                          draw_word (random), draw_word (random), draw_word (random));
  for (guint i = 0; i < n; i++)
    g_string_append_printf (text, "| %s | %u | %s %s |\n",
                            draw_word (random), draw (random, 10000),
                            draw_word (random), draw_word (random));
  g_string_append_c (text, '\n');
}

static void
append_quote (GString *text,
              Random  *random)
{
  g_string_append (text, "> ");
  append_sentence (text, random);
  g_string_append (text, "\n\n");
}

static void
append_block (GString *text,
              Random  *random)
{
  switch (draw (random, 12))
    {
    case 0:
    case 1:
      append_heading (text, random);
      break;

    case 2:
    case 3:
      append_code (text, random);
      break;

    case 4:
    case 5:
      append_list (text, random);
      break;

    case 6:
      append_table (text, random);
      break;

    case 7:
      append_quote (text, random);
      break;

    default:
      append_paragraph (text, random);
      break;
    }
}

/* The empty line at a block's end belongs to the next block's first token. */
static guint
count_block (const char *block)
{
  return natter_test_token_count (block) - 1;
}

static char *
cut (GString *text,
     guint    n_tokens)
{
  gsize length = 0;

  for (guint i = 0; i < n_tokens; i++)
    length += natter_test_token_length (text->str + length);
  g_string_truncate (text, length);

  return g_string_free_and_steal (text);
}

/* Each kind of block, then prose for the rest, so that the cut opens nothing. */
char *
natter_test_text_new_mixed (guint n_tokens)
{
  GString *text = g_string_new (NULL);
  Random random = { 2463534242u };
  guint n = 0;

  while (n < n_tokens)
    {
      gsize start = text->len;

      if (n + LONGEST_BLOCK < n_tokens)
        append_block (text, &random);
      else
        append_paragraph (text, &random);
      n += count_block (text->str + start);
    }

  return cut (text, n_tokens);
}

char *
natter_test_text_new_long (guint n_tokens)
{
  GString *text = g_string_new (NULL);
  Random random = { 88172645u };
  guint n = 0;

  while (n < n_tokens)
    {
      gsize start = text->len;

      append_paragraph (text, &random);
      n += count_block (text->str + start);
    }

  return cut (text, n_tokens);
}
