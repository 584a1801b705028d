/* split-check.h: a text that arrives piece by piece, looked at after each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "list-watch.h"
#include "natter-formula-place.h"
#include "natter-markdown-private.h"

/* The rows of all top-level blocks but the last, as far as whole lines tell: those stay as they
 * are, whatever comes. A formula that was not closed yet may take in what looks like blocks. */
static inline guint
count_closed_rows (const char *text,
                   gsize       length)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (NatterFormulaPlace));
  g_autoptr(GPtrArray) blocks = NULL;
  NatterListOutcome outcome;

  if (memchr (text, '\0', length))
    return 0;
  length = natter_formula_place_find (text, length, 0, places);
  blocks = natter_markdown_parse_piece (text, length, NULL, &outcome);

  return outcome.last_top;
}

/* Goes from one length to the next: only rows of the last top-level block are touched. */
static inline void
check_update (Watch      *watch,
              const char *text,
              gsize       before,
              gsize       length)
{
  guint n_closed = may_define_links (text, length) ? 0 : count_closed_rows (text, before);

  watch_reset (watch);
  natter_block_list_update (watch->list, text, length);
  if (watch->first_touched < n_closed)
    {
      g_autofree char *prefix = g_strndup (text, length);
      g_autofree char *escaped = g_strescape (prefix, NULL);

      g_test_message ("from %" G_GSIZE_FORMAT " to \"%s\"", before, escaped);
    }
  g_assert_cmpuint (watch->first_touched, >=, n_closed);
}

/* Every prefix that ends between characters. */
static inline void
check_every_prefix (const char *text,
                    gsize       length)
{
  Watch watch;
  gsize before = 0;

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  for (gsize i = 0; i <= length; i++)
    {
      if (i < length && ((guchar) text[i] & 0xC0) == 0x80)
        continue;
      check_update (&watch, text, before, i);
      before = i;
      check_prefix (watch.list, text, i);
    }
  check_finish (&watch, text, length);
  watch_clear (&watch);
}

static inline void
check_random_splits (GRand      *rand,
                     const char *text,
                     gsize       length,
                     gsize       max_step,
                     guint       max_checks)
{
  Watch watch;
  guint every = (guint) (length / max_step / max_checks) + 1;
  guint n = 0;
  gsize before = 0;

  watch_init (&watch, NATTER_BLOCK_LIST_MARKDOWN);
  for (gsize i = 0; i < length; n++)
    {
      i += (gsize) g_rand_int_range (rand, 1, (gint32) max_step + 1);
      i = MIN (i, length);
      while (i < length && ((guchar) text[i] & 0xC0) == 0x80)
        i++;
      check_update (&watch, text, before, i);
      before = i;
      if (n % every == 0 || i == length)
        check_prefix (watch.list, text, i);
    }
  check_finish (&watch, text, length);
  watch_clear (&watch);
}
