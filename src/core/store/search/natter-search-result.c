/* natter-search-result.c: one message, or one conversation by its title, that was found. Immutable,
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-result.h"

G_DEFINE_BOXED_TYPE (NatterSearchResult, natter_search_result, natter_search_result_ref,
                     natter_search_result_unref)

static void
clear (NatterSearchResult *self)
{
  g_free ((gpointer) self->conversation_id);
  g_free ((gpointer) self->title);
  g_free ((gpointer) self->message_id);
  g_free ((gpointer) self->role);
  g_free ((gpointer) self->model);
  g_free ((gpointer) self->snippet);
  g_free (self->matches);
}

/**
 * natter_search_result_new:
 * @values: what it holds; everything is copied
 *
 * Returns: (transfer full): a result that nobody changes
 */
NatterSearchResult *
natter_search_result_new (const NatterSearchResult *values)
{
  NatterSearchResult *self = g_atomic_rc_box_new (NatterSearchResult);

  *self = *values;
  self->conversation_id = g_strdup (values->conversation_id);
  self->title = g_strdup (values->title);
  self->message_id = g_strdup (values->message_id);
  self->role = g_strdup (values->role);
  self->model = g_strdup (values->model);
  self->snippet = g_strdup (values->snippet);
  self->matches = g_memdup2 (values->matches, values->n_matches * sizeof *values->matches);

  return self;
}

NatterSearchResult *
natter_search_result_ref (NatterSearchResult *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_search_result_unref (NatterSearchResult *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}
