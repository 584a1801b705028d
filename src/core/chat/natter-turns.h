/* natter-turns.h: a line of messages as the turns that a model may see. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-message.h"

G_BEGIN_DECLS

GPtrArray *natter_turns_new          (GPtrArray  *path);
void       natter_turns_ask          (GPtrArray  *turns);
void       natter_turns_ask_to_go_on (GPtrArray  *turns,
                                      const char *words);

G_END_DECLS
