/* natter-contrast.c: colours that can be read by all. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-contrast.h"

#include <math.h>

/* What WCAG 2.2 asks of text for enhanced contrast (success criterion 1.4.6). */
#define ENOUGH 7.0

/* The lightest and the darkest that code stands on. */
static const GdkRGBA light_ground = { 0.9f, 0.9f, 0.9f, 1 };
static const GdkRGBA dark_ground = { 0.2f, 0.2f, 0.22f, 1 };

static double
linear (double channel)
{
  return channel <= 0.04045 ? channel / 12.92 : pow ((channel + 0.055) / 1.055, 2.4);
}

static double
luminance (const GdkRGBA *colour)
{
  return 0.2126 * linear (colour->red) + 0.7152 * linear (colour->green) +
         0.0722 * linear (colour->blue);
}

/**
 * natter_contrast_get_ratio:
 *
 * Returns: the contrast of two colours by WCAG 2.2, from 1 to 21
 */
double
natter_contrast_get_ratio (const GdkRGBA *a,
                           const GdkRGBA *b)
{
  double one = luminance (a) + 0.05;
  double other = luminance (b) + 0.05;

  return MAX (one, other) / MIN (one, other);
}

/**
 * natter_contrast_raise:
 * @colour: (inout): of text
 * @dark: whether it stands on a dark ground
 *
 * Brings a colour as near to white or black as enhanced contrast needs, and no nearer.
 */
void
natter_contrast_raise (GdkRGBA  *colour,
                       gboolean  dark)
{
  const GdkRGBA *ground = dark ? &dark_ground : &light_ground;
  float end = dark ? 1 : 0;

  for (guint i = 0; i < 20 && natter_contrast_get_ratio (colour, ground) < ENOUGH; i++)
    {
      colour->red += (end - colour->red) * 0.15f;
      colour->green += (end - colour->green) * 0.15f;
      colour->blue += (end - colour->blue) * 0.15f;
    }
}
