/* natter-today.h: the day that it is, and word of another one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_TODAY (natter_today_get_type ())
G_DECLARE_FINAL_TYPE (NatterToday, natter_today, NATTER, TODAY, GObject)

/* signal "changed": the day, the clock or the time zone is another one */
NatterToday *natter_today_new     (void);
NatterToday *natter_today_new_at  (GDateTime   *now);
GDateTime   *natter_today_dup_now (NatterToday *self);
void         natter_today_set_now (NatterToday *self,
                                   GDateTime   *now);

G_END_DECLS
