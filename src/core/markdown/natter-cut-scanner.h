/* natter-cut-scanner.h: where a growing Markdown text may be cut. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-fence.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_CUT_NO_LIST,
  NATTER_CUT_LIST,        /* the last top-level block is a list: surely */
  NATTER_CUT_MAYBE_LIST,
} NatterCutList;

typedef struct
{
  gsize         offset;         /* where the first line that was not looked at begins */
  gsize         cut;            /* what comes before cannot change any more */
  gsize         item_end;       /* end of the line at cut if a list item begins there, else 0 */

  gboolean      after_blank;    /* the line before is blank, or cannot be continued */
  guint         n_blank;        /* blank lines directly before */
  gboolean      after_end;      /* the last line that was not blank may have been a block's last */
  gboolean      in_quote;       /* a quote in an item may be open */
  NatterCutList list;
  guint         item_column;    /* where the text of its last item begins */

  gboolean      in_doubt;       /* nothing is cut until the parser says that no fence is open */
  NatterFence   fence;          /* the top-level one that is open, if its length is not 0 */
  NatterFence   inner;          /* the last line that may open one in a list item */

  GString      *definitions;    /* link targets before offset, a line each */
  gboolean      after_definition;
} NatterCutScanner;

void natter_cut_scanner_init  (NatterCutScanner *self);
void natter_cut_scanner_clear (NatterCutScanner *self);
void natter_cut_scanner_feed  (NatterCutScanner *self,
                               const char       *text,
                               gsize             length);

G_END_DECLS
