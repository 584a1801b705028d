/* natter-measure.h: how large the text of conversations is, and how wide its lines may be. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_TEXT_WIDTH_NARROW,
  NATTER_TEXT_WIDTH_COMFORTABLE,   /* about 46 em */
  NATTER_TEXT_WIDTH_WIDE,
  NATTER_TEXT_WIDTH_FULL,          /* as wide as the window */
} NatterTextWidth;

#define NATTER_TYPE_TEXT_WIDTH (natter_text_width_get_type ())
GType natter_text_width_get_type (void);

#define NATTER_TYPE_MEASURE (natter_measure_get_type ())
G_DECLARE_FINAL_TYPE (NatterMeasure, natter_measure, NATTER, MEASURE, GObject)

/* property "zoom" (guint): percent
 * property "text-width" (NatterTextWidth)
 * property "pixels" (int, read-only): the most a message takes, at a text scale of 1 */
NatterMeasure   *natter_measure_get_default    (void);
guint            natter_measure_get_zoom       (NatterMeasure   *self);
void             natter_measure_set_zoom       (NatterMeasure   *self,
                                                guint            percent);
gboolean         natter_measure_can_step       (NatterMeasure   *self,
                                                int              direction);
void             natter_measure_step           (NatterMeasure   *self,
                                                int              direction);
NatterTextWidth  natter_measure_get_text_width (NatterMeasure   *self);
void             natter_measure_set_text_width (NatterMeasure   *self,
                                                NatterTextWidth  text_width);
int              natter_measure_get_pixels     (NatterMeasure   *self);

G_END_DECLS
