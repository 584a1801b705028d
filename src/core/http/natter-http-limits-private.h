/* natter-http-limits-private.h: how long a stream may take for what, and whether it did. Only for
 * http/. A plain value owned by its stream.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-http-request.h"

G_BEGIN_DECLS

typedef struct
{
  double seconds;
  gint64 deadline;   /* monotonic microseconds, 0: not running */
} NatterHttpLimit;

typedef struct
{
  NatterHttpLimit total;     /* the whole run; 0 seconds: for ever */
  NatterHttpLimit headers;   /* until the answer begins */
  NatterHttpLimit silence;   /* between two bytes of body */
  NatterHttpLimit content;   /* between two pieces of content */
} NatterHttpLimits;

void    natter_http_limit_start       (NatterHttpLimit        *self);
void    natter_http_limit_stop        (NatterHttpLimit        *self);
gint64  natter_http_limits_get_wait   (const NatterHttpLimits *self);
GError *natter_http_limits_check      (const NatterHttpLimits *self,
                                       NatterHttpRequest      *request);

G_END_DECLS
