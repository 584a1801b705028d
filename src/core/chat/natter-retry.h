/* natter-retry.h: whether and when a request that failed is sent again. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

double natter_retry_get_wait (const GError *error,
                              guint         n_retries);

G_END_DECLS
