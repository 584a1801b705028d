/* natter-carry.h: what a dialect wants to see again in its next request: signed thoughts and the
 * like. It was made for the very words of one answer: when they are edited, and when the answer
 * goes on, it is left behind. Providers take an answer without it, unless that called a tool, and
 * such an answer can't go on: the model only does not see its own thoughts again. A plain value
 * owned by its message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Stands for a dialect, and belongs to none: the original of what was not understood when it was
 * imported. It stays whatever becomes of the words. */
#define NATTER_CARRY_ORIGINAL "imported"

typedef struct
{
  char *dialect;
  char *json;
} NatterCarry;

NatterCarry *natter_carry_new  (const char  *dialect,
                                const char  *json,
                                gsize        length);
void         natter_carry_free (NatterCarry *self);
GPtrArray   *natter_carry_split (GPtrArray  *carries);

G_END_DECLS
