/* natter-timing.h: when an answer was asked for, began and ended. A plain value; zeroed, it knows
 * nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Monotonic microseconds, 0 while unknown. */
typedef struct
{
  gint64 asked;
  gint64 first_reasoning;
  gint64 first_text;
  gint64 ended;
} NatterTiming;

void   natter_timing_stamp                 (gint64             *moment);
double natter_timing_get_seconds           (const NatterTiming *self);
double natter_timing_get_first_seconds     (const NatterTiming *self);
double natter_timing_get_reasoning_seconds (const NatterTiming *self);
double natter_timing_get_token_seconds     (const NatterTiming *self);
double natter_timing_get_tokens_per_second (const NatterTiming *self,
                                            gint64              output_tokens);

G_END_DECLS
