/* natter-carry.c: what a dialect wants to see again in its next request. A plain value owned by its
 * message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-carry.h"

/**
 * natter_carry_new:
 * @dialect: whose it is
 * @json: what it is, as that dialect's encoder puts it back
 * @length: bytes of @json
 *
 * Returns: (transfer full): a carry
 */
NatterCarry *
natter_carry_new (const char *dialect,
                  const char *json,
                  gsize       length)
{
  NatterCarry *self = g_new0 (NatterCarry, 1);

  self->dialect = g_strdup (dialect);
  self->json = g_strndup (json, length);

  return self;
}

void
natter_carry_free (NatterCarry *self)
{
  g_free (self->dialect);
  g_free (self->json);
  g_free (self);
}

/**
 * natter_carry_split:
 * @carries: (element-type NatterCarry): those of a message; what belongs to no dialect stays
 *
 * Returns: (transfer full) (element-type NatterCarry): those that a dialect wanted to see again
 */
GPtrArray *
natter_carry_split (GPtrArray *carries)
{
  GPtrArray *taken = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_carry_free);

  for (guint i = 0; i < carries->len;)
    if (g_strcmp0 (((NatterCarry *) g_ptr_array_index (carries, i))->dialect,
                   NATTER_CARRY_ORIGINAL) == 0)
      i++;
    else
      g_ptr_array_add (taken, g_ptr_array_steal_index (carries, i));

  return taken;
}
