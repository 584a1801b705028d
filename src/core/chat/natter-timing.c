/* natter-timing.c: when an answer was asked for, began and ended. A plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-timing.h"

/* Seconds. What came within one packet says nothing of how fast a model writes. */
#define MIN_SPAN 0.1

static double
seconds_between (gint64 from,
                 gint64 to)
{
  if (from == 0 || to < from)
    return -1;

  return (double) (to - from) / G_USEC_PER_SEC;
}

static gint64
get_end (const NatterTiming *self)
{
  return self->ended != 0 ? self->ended : g_get_monotonic_time ();
}

/**
 * natter_timing_stamp:
 * @moment: (inout): a moment that is set to now unless it was set before
 */
void
natter_timing_stamp (gint64 *moment)
{
  if (*moment == 0)
    *moment = g_get_monotonic_time ();
}

/**
 * natter_timing_get_seconds:
 *
 * Returns: seconds from the request to the end, or to now; -1 when nothing was asked for
 */
double
natter_timing_get_seconds (const NatterTiming *self)
{
  return seconds_between (self->asked, get_end (self));
}

/**
 * natter_timing_get_first_seconds:
 *
 * Returns: seconds from the request to the first piece of the answer, -1 while there is none
 */
double
natter_timing_get_first_seconds (const NatterTiming *self)
{
  return seconds_between (self->asked, self->first_text);
}

/**
 * natter_timing_get_reasoning_seconds:
 *
 * Returns: seconds from the first thought to the first word of the answer, or to the end, or
 *   to now; -1 when there was no thought
 */
double
natter_timing_get_reasoning_seconds (const NatterTiming *self)
{
  gboolean has_answer = self->first_text != 0 && self->first_text >= self->first_reasoning;

  return seconds_between (self->first_reasoning, has_answer ? self->first_text : get_end (self));
}

/* Thoughts are tokens too. */
static gint64
get_first_token (const NatterTiming *self)
{
  if (self->first_reasoning == 0 || self->first_text == 0)
    return MAX (self->first_reasoning, self->first_text);

  return MIN (self->first_reasoning, self->first_text);
}

/**
 * natter_timing_get_token_seconds:
 *
 * Returns: seconds from the request to the first token, be it a thought or a word of the answer;
 *   -1 while there is none
 */
double
natter_timing_get_token_seconds (const NatterTiming *self)
{
  return seconds_between (self->asked, get_first_token (self));
}

/**
 * natter_timing_get_tokens_per_second:
 * @output_tokens: how many the provider counted, reasoning included; -1 when it did not say
 *
 * Returns: how fast they came, from the first token to the end; -1 when that is not known, or when
 *   they came all at once
 */
double
natter_timing_get_tokens_per_second (const NatterTiming *self,
                                     gint64              output_tokens)
{
  double span = self->ended != 0 ? seconds_between (get_first_token (self), self->ended) : -1;

  if (output_tokens < 2 || span < MIN_SPAN)
    return -1;

  return (double) output_tokens / span;
}
