/* natter-uuid.h: ids that sort by the time at which they were made. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *natter_uuid_new (void);

G_END_DECLS
