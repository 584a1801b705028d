/* natter-usage.h: tokens counted by a provider for one answer. A plain value; -1 is "not told".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gint64 input;         /* tokens read, cached ones included */
  gint64 output;        /* tokens written, reasoning included */
  gint64 cached_input;
  gint64 reasoning;
  gint64 total;
} NatterUsage;

#define NATTER_USAGE_INIT { -1, -1, -1, -1, -1 }

gboolean natter_usage_is_known (const NatterUsage *self);

G_END_DECLS
