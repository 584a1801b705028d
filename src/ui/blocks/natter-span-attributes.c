/* natter-span-attributes.c: core's neutral spans as Pango attributes. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-span-attributes.h"

#define CODE_TINT       0x8080
#define CODE_TINT_ALPHA 0x2800

/* What is hidden is to be seen on light and on dark, and beside code. */
#define HIDDEN_TINT_RED   0xE000
#define HIDDEN_TINT_GREEN 0x8800
#define HIDDEN_TINT_BLUE  0x1000
#define HIDDEN_TINT_ALPHA 0x5800
#define HIDDEN_SCALE      0.8

static void
insert (PangoAttrList    *list,
        PangoAttribute   *attribute,
        const NatterSpan *span)
{
  attribute->start_index = span->start;
  attribute->end_index = span->end;
  pango_attr_list_insert (list, attribute);
}

static void
insert_script (PangoAttrList      *list,
               const NatterSpan   *span,
               PangoFontScale      scale,
               PangoBaselineShift  shift)
{
  insert (list, pango_attr_font_scale_new (scale), span);
  insert (list, pango_attr_baseline_shift_new ((int) shift), span);
}

/**
 * natter_span_attributes_insert:
 * @list: the attributes of the text that @span belongs to
 * @span: a style
 *
 * Adds how @span looks. The colour of a link is not part of it.
 */
void
natter_span_attributes_insert (PangoAttrList    *list,
                               const NatterSpan *span)
{
  switch (span->kind)
    {
    case NATTER_SPAN_EMPHASIS:
    case NATTER_SPAN_VARIABLE:
      insert (list, pango_attr_style_new (PANGO_STYLE_ITALIC), span);
      break;

    case NATTER_SPAN_STRONG:
      insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
      break;

    case NATTER_SPAN_CODE:
      insert (list, pango_attr_family_new ("monospace"), span);
      insert (list, pango_attr_background_new (CODE_TINT, CODE_TINT, CODE_TINT), span);
      insert (list, pango_attr_background_alpha_new (CODE_TINT_ALPHA), span);
      break;

    case NATTER_SPAN_STRIKE:
      insert (list, pango_attr_strikethrough_new (TRUE), span);
      break;

    case NATTER_SPAN_LINK:
      if (span->target)
        insert (list, pango_attr_underline_new (PANGO_UNDERLINE_SINGLE), span);
      break;

    case NATTER_SPAN_TEX:
      insert (list, pango_attr_family_new ("monospace"), span);
      break;

    case NATTER_SPAN_SUPERSCRIPT:
      insert_script (list, span, PANGO_FONT_SCALE_SUPERSCRIPT, PANGO_BASELINE_SHIFT_SUPERSCRIPT);
      break;

    case NATTER_SPAN_SUBSCRIPT:
      insert_script (list, span, PANGO_FONT_SCALE_SUBSCRIPT, PANGO_BASELINE_SHIFT_SUBSCRIPT);
      break;

    case NATTER_SPAN_HIDDEN:
      insert (list, pango_attr_family_new ("monospace"), span);
      insert (list, pango_attr_scale_new (HIDDEN_SCALE), span);
      insert (list, pango_attr_background_new (HIDDEN_TINT_RED, HIDDEN_TINT_GREEN,
                                               HIDDEN_TINT_BLUE), span);
      insert (list, pango_attr_background_alpha_new (HIDDEN_TINT_ALPHA), span);
      break;

    case NATTER_SPAN_MATH:
    default:
      break;
    }
}
