/* natter-days.h: the days and months that a list is divided into, as they are seen from one moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NatterDays NatterDays;

NatterDays *natter_days_new         (GDateTime  *now);
void        natter_days_free        (NatterDays *self);
guint       natter_days_find        (NatterDays *self,
                                     GDateTime  *time);
char       *natter_days_dup_heading (NatterDays *self,
                                     guint       group);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterDays, natter_days_free)

G_END_DECLS
