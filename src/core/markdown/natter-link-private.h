/* natter-link-private.h: what the two halves of the link policy share. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-link.h"

G_BEGIN_DECLS

const char *natter_link_get_authority (const char *target,
                                       gsize      *length);

G_END_DECLS
