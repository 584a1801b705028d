/* natter-search-rank.c: the order of what was found: BM25 over what was looked at, what is recent a
 * little higher. The same every time. Used by the reader's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-rank.h"

#include <math.h>

#define K1          1.2  /* how soon one more occurrence tells nothing new */
#define B           0.75 /* how much the length of a text counts */
#define TITLE       3.0  /* a title says what all of it is about */
#define RECENT      0.5  /* what the latest message gains */
#define RECENT_HALF (30.0 * 24 * 60 * 60 * 1000) /* ms after which it gains half as much */

static double
get_relevance (const NatterSearchCandidate *self,
               const double                *weights,
               guint                        n_terms,
               double                       mean_length)
{
  double damping = K1 * (1 - B + B * (double) self->length / mean_length);
  double relevance = 0;

  for (guint i = 0; i < n_terms; i++)
    if (self->id)
      relevance += weights[i] * self->counts[i] * (K1 + 1) / (self->counts[i] + damping);
    else
      relevance += weights[i] * TITLE;

  return relevance;
}

static double
get_mean_length (GPtrArray *candidates)
{
  double sum = 0;
  guint n = 0;

  for (guint i = 0; i < candidates->len; i++)
    {
      const NatterSearchCandidate *candidate = g_ptr_array_index (candidates, i);

      if (candidate->id)
        {
          sum += (double) candidate->length;
          n++;
        }
    }

  return n > 0 && sum > 0 ? sum / n : 1;
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  const NatterSearchCandidate *one = *(const NatterSearchCandidate *const *) a;
  const NatterSearchCandidate *other = *(const NatterSearchCandidate *const *) b;

  if (one->rank > other->rank || one->rank < other->rank)
    return one->rank > other->rank ? -1 : 1;
  if (one->time != other->time)
    return one->time > other->time ? -1 : 1;
  if (!one->id != !other->id)
    return one->id ? 1 : -1;

  return (one->key < other->key) - (one->key > other->key);
}

/**
 * natter_search_rank:
 * @candidates: (element-type NatterSearchCandidate): what was found; sorted, the best first
 * @weights: (array length=n_terms): of each term, more for a rare one
 * @n_terms: how many are looked for
 *
 * “Recent” is counted from the latest one, so that the order does not depend on the day.
 */
void
natter_search_rank (GPtrArray    *candidates,
                    const double *weights,
                    guint         n_terms)
{
  double mean_length = get_mean_length (candidates);
  gint64 latest = G_MININT64;

  for (guint i = 0; i < candidates->len; i++)
    latest = MAX (latest, ((NatterSearchCandidate *) g_ptr_array_index (candidates, i))->time);

  for (guint i = 0; i < candidates->len; i++)
    {
      NatterSearchCandidate *candidate = g_ptr_array_index (candidates, i);
      double age = (double) latest - (double) candidate->time;

      candidate->rank = get_relevance (candidate, weights, n_terms, mean_length) *
                        (1 + RECENT * exp2 (-age / RECENT_HALF));
    }

  g_ptr_array_sort (candidates, compare);
}

void
natter_search_candidate_free (NatterSearchCandidate *self)
{
  g_free (self->id);
  g_free (self->conversation_id);
  g_free (self->title);
  g_free (self->role);
  g_free (self->model);
  g_free (self->counts);
  g_free (self);
}
