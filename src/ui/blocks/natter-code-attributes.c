/* natter-code-attributes.c: how a part of a block of code looks: its colours, as far as they are
 * known, and the names of what is not seen. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-code-attributes.h"

#include "natter-highlighter.h"
#include "natter-span-attributes.h"

static guint
find_run (const NatterHighlightRun *runs,
          guint                     n_runs,
          gsize                     start)
{
  guint low = 0;
  guint high = n_runs;

  while (low < high)
    {
      guint middle = low + (high - low) / 2;

      if (runs[middle].end <= start)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
add_colours (NatterBlock   *block,
             gsize          start,
             gsize          end,
             PangoAttrList *attributes)
{
  NatterHighlighter *highlighter = natter_highlighter_get_default ();
  guint n_runs = 0;
  const NatterHighlightRun *runs = natter_highlighter_get_runs (highlighter, block, &n_runs);

  for (guint i = find_run (runs, n_runs, start); i < n_runs && runs[i].start < end; i++)
    natter_highlighter_add_run (highlighter, &runs[i], attributes,
                                (guint) (MAX (runs[i].start, start) - start),
                                (guint) (MIN (runs[i].end, end) - start));
}

/* Code has no other styles than the names of characters that are not seen. */
static void
add_spans (NatterBlock   *block,
           gsize          start,
           gsize          end,
           PangoAttrList *attributes)
{
  guint n_spans = 0;
  const NatterSpan *spans = natter_block_get_spans (block, &n_spans);

  for (guint i = 0; i < n_spans && spans[i].start < end; i++)
    {
      NatterSpan part = spans[i];

      if (part.end <= start)
        continue;
      part.start = (guint) (MAX (part.start, start) - start);
      part.end = (guint) (MIN (part.end, end) - start);
      natter_span_attributes_insert (attributes, &part);
    }
}

/**
 * natter_code_attributes_new:
 * @block: a block of code
 * @start: bytes of its text, where the part begins
 * @end: where it ends
 *
 * Returns: (transfer full): the looks of the part, counted from its beginning
 */
PangoAttrList *
natter_code_attributes_new (NatterBlock *block,
                            gsize        start,
                            gsize        end)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  add_colours (block, start, end, attributes);
  add_spans (block, start, end, attributes);

  return attributes;
}
