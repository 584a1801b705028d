/* natter-usage.c: tokens counted by a provider for one answer. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-usage.h"

/**
 * natter_usage_is_known:
 * @self: a usage
 *
 * Returns: whether the provider told any of the counts
 */
gboolean
natter_usage_is_known (const NatterUsage *self)
{
  g_return_val_if_fail (self, FALSE);

  return self->input >= 0 || self->output >= 0 || self->cached_input >= 0 ||
         self->reasoning >= 0 || self->total >= 0;
}
