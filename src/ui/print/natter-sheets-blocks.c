/* natter-sheets-blocks.c: the blocks of a message on sheets of paper. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sheets-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-span-attributes.h"

#define LIST_STEP 18.0
#define MARKER_GAP 5.0
#define PARAGRAPH_SPACE 6.0
#define TIGHT_SPACE 2.0
#define HEADING_SPACE 12.0
#define RULE_HEIGHT 13.0
#define TAB_WIDTH 4

/* Of a text, to find its direction. */
#define PROBE 200

static const char *const heading_fonts[] = {
  "Adwaita Sans, Cantarell, Sans Bold 15",
  "Adwaita Sans, Cantarell, Sans Bold 13",
  "Adwaita Sans, Cantarell, Sans Bold 11",
  "Adwaita Sans, Cantarell, Sans Bold 10",
};

/**
 * natter_sheets_dup_attributes:
 * @block: a block
 * @start: where the part of its text begins that is laid out by itself
 * @end: where it ends
 *
 * Returns: (transfer full): how that part looks
 */
PangoAttrList *
natter_sheets_dup_attributes (NatterBlock *block,
                              gsize        start,
                              gsize        end)
{
  PangoAttrList *attributes = pango_attr_list_new ();
  guint n_spans = 0;
  const NatterSpan *spans = natter_block_get_spans (block, &n_spans);

  for (guint i = 0; i < n_spans; i++)
    {
      NatterSpan span = spans[i];

      if (span.end <= start || span.start >= end)
        continue;
      span.start = (guint) (MAX (span.start, start) - start);
      span.end = (guint) (MIN (span.end, end) - start);
      natter_span_attributes_insert (attributes, &span);
    }

  return attributes;
}

/* As Pango finds it, from the first letter that has a direction. */
static gboolean
is_rtl (NatterSheets *self,
        NatterBlock  *block)
{
  g_autoptr(PangoLayout) layout = NULL;
  const char *text = natter_block_get_text (block);
  const char *end = g_utf8_offset_to_pointer (text, MIN (g_utf8_strlen (text, PROBE), PROBE));

  if (natter_block_get_kind (block) == NATTER_BLOCK_CODE)
    return FALSE;

  layout = natter_sheets_new_layout (self, text, end - text, NATTER_SHEETS_TEXT_FONT);

  return pango_layout_get_direction (layout, 0) == PANGO_DIRECTION_RTL;
}

static double
get_indent (NatterBlock *block)
{
  return natter_block_get_list_depth (block) * LIST_STEP +
         natter_block_get_quote_depth (block) * NATTER_SHEETS_BAR_STEP;
}

static PangoLayout *
new_layout (NatterSheets *self,
            NatterBlock  *block,
            const char   *font,
            double        width)
{
  gsize length = natter_block_get_length (block);
  PangoLayout *layout = natter_sheets_new_layout (self, natter_block_get_text (block),
                                                  (gssize) length, font);
  g_autoptr(PangoAttrList) attributes = natter_sheets_dup_attributes (block, 0, length);

  pango_layout_set_attributes (layout, attributes);
  pango_layout_set_width (layout, pango_units_from_double (width));

  return layout;
}

static void
add_text (NatterSheets *self,
          NatterBlock  *block,
          NatterPiece  *shape,
          const char   *font)
{
  const char *sign = natter_block_get_marker (block);
  double indent = get_indent (block);
  double left = self->frame.left + (shape->rtl ? 0 : indent);
  double width = self->size.width - self->frame.left - self->frame.right - indent;
  g_autoptr(PangoLayout) layout = new_layout (self, block, font, MAX (width, LIST_STEP));
  g_autoptr(PangoLayout) marker = NULL;
  double marker_x = 0;

  if (natter_block_get_kind (block) == NATTER_BLOCK_MATH)
    pango_layout_set_alignment (layout, PANGO_ALIGN_CENTER);
  if (*sign)
    {
      int marker_width = 0;

      marker = natter_sheets_new_layout (self, sign, -1, NATTER_SHEETS_TEXT_FONT);
      pango_layout_get_size (marker, &marker_width, NULL);
      marker_x = shape->rtl ? left + width + MARKER_GAP
                            : left - MARKER_GAP - pango_units_to_double (marker_width);
    }
  natter_sheets_add_layout (self, layout, left, shape, marker, marker_x);
}

/* A box that may go on from page to page, but never within a line. */
static void
add_code (NatterSheets *self,
          NatterBlock  *block,
          NatterPiece  *shape)
{
  const char *language = natter_block_get_language (block);
  NatterSheetsFrame before = self->frame;
  NatterSheetsFrame within = { 0 };
  g_autoptr(PangoLayout) layout = NULL;
  g_autoptr(PangoTabArray) tabs = NULL;

  self->space = MAX (self->space, shape->space);
  shape->space = 0;
  self->frame.left += get_indent (block);
  natter_sheets_begin_box (self, NATTER_BOX_CODE, &within);
  if (language && *language)
    natter_sheets_add_words (self, language, "Adwaita Sans, Cantarell, Sans 7.5", TRUE, TRUE);

  layout = new_layout (self, block, NATTER_SHEETS_CODE_FONT,
                       MAX (self->size.width - self->frame.left - self->frame.right, LIST_STEP));
  pango_layout_set_auto_dir (layout, FALSE);
  tabs = pango_tab_array_new_with_positions (1, FALSE, PANGO_TAB_LEFT,
                                             pango_units_from_double (TAB_WIDTH * 5.2));
  pango_layout_set_tabs (layout, tabs);
  natter_sheets_add_layout (self, layout, self->frame.left, shape, NULL, 0);
  self->frame = before;
  self->space = PARAGRAPH_SPACE;
}

static void
add_rule (NatterSheets *self,
          NatterBlock  *block,
          NatterPiece  *shape)
{
  NatterPiece *piece = natter_piece_new (NATTER_PIECE_RULE);

  piece->x = self->frame.left + get_indent (block);
  piece->width = self->size.width - piece->x - self->frame.right;
  piece->height = RULE_HEIGHT;
  piece->space = shape->space;
  piece->n_bars = shape->n_bars;
  natter_sheets_add (self, piece);
}

/* Nothing is fetched for paper either: what it shows, and where it is. */
static void
add_image (NatterSheets *self,
           NatterBlock  *block)
{
  const char *target = natter_block_get_target (block);
  const char *text = natter_block_get_text (block);
  g_autofree char *words = g_strdup_printf ("%s: %s%s%s", _("Image"), text,
                                            *text && target ? " — " : "", target ? target : "");

  self->space = MAX (self->space, PARAGRAPH_SPACE);
  natter_sheets_add_words (self, words, NATTER_SHEETS_TEXT_FONT, TRUE, FALSE);
}

static double
get_space (NatterBlock *block)
{
  if (natter_block_get_kind (block) == NATTER_BLOCK_HEADING)
    return HEADING_SPACE;

  return natter_block_is_tight (block) ? TIGHT_SPACE : PARAGRAPH_SPACE;
}

static void
add_block (NatterSheets *self,
           NatterBlock  *block)
{
  NatterPiece shape = { .space = get_space (block), .rtl = is_rtl (self, block) };
  guint level = 0;

  /* What was typed is in pieces, between which there is nothing. */
  if (self->frame.box_kind == NATTER_BOX_USER)
    shape.space = 0;
  shape.n_bars = self->frame.n_bars + natter_block_get_quote_depth (block);
  switch (natter_block_get_kind (block))
    {
    case NATTER_BLOCK_HEADING:
      level = CLAMP (natter_block_get_level (block), 1, G_N_ELEMENTS (heading_fonts));
      shape.keep = TRUE;
      add_text (self, block, &shape, heading_fonts[level - 1]);
      break;

    case NATTER_BLOCK_CODE:
      add_code (self, block, &shape);
      break;

    case NATTER_BLOCK_RULE:
      add_rule (self, block, &shape);
      break;

    case NATTER_BLOCK_TABLE:
      natter_sheets_add_table (self, block, &shape);
      break;

    case NATTER_BLOCK_IMAGE:
      add_image (self, block);
      break;

    case NATTER_BLOCK_PARAGRAPH:
    case NATTER_BLOCK_MATH:
    default:
      add_text (self, block, &shape, NATTER_SHEETS_TEXT_FONT);
    }
}

/**
 * natter_sheets_add_blocks:
 * @blocks: (element-type NatterBlock): a message's, in their order
 */
void
natter_sheets_add_blocks (NatterSheets *self,
                          GPtrArray    *blocks)
{
  for (guint i = 0; i < blocks->len; i++)
    add_block (self, g_ptr_array_index (blocks, i));
}
