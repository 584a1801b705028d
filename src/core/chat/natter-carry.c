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
