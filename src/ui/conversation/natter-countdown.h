/* natter-countdown.h: tells the seconds that are left until a moment. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NatterCountdown NatterCountdown;

/* At least 1: whoever counts down to something is told of the thing itself by others. */
typedef void (*NatterCountdownFunc) (int      seconds,
                                     gpointer data);

NatterCountdown *natter_countdown_new  (gint64               when,
                                        NatterCountdownFunc  func,
                                        gpointer             data);
void             natter_countdown_free (NatterCountdown     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterCountdown, natter_countdown_free)

G_END_DECLS
