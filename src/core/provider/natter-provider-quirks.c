/* natter-provider-quirks.c: what requests to a provider need beside address and key: the quirks of
 * its preset with the account's own over them, and the account's extras. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-body.h"
#include "natter-preset.h"
#include "natter-provider-private.h"

/* The preset is a copy of its own, so that nobody else sees the account's quirks merged into it. */
static void
update_quirks (NatterProvider *self)
{
  g_autoptr(NatterPreset) preset = self->preset_id ? natter_preset_lookup (self->preset_id) : NULL;
  JsonObject *known = preset ? natter_preset_get_quirks (preset) : NULL;

  g_clear_pointer (&self->quirks, json_object_unref);
  if (!known && !self->own_quirks)
    return;

  self->quirks = json_object_new ();
  natter_body_merge (self->quirks, known);
  natter_body_merge (self->quirks, self->own_quirks);
}

static void
set_object (JsonObject **slot,
            JsonObject  *object)
{
  if (object)
    json_object_ref (object);
  g_clear_pointer (slot, json_object_unref);
  *slot = object;
}

/**
 * natter_provider_get_preset_id:
 * @self: a provider
 *
 * Returns: (nullable): the id of the preset that the account was made from
 */
const char *
natter_provider_get_preset_id (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->preset_id;
}

/**
 * natter_provider_set_preset_id:
 * @self: a provider
 * @preset_id: (nullable): of a #NatterPreset; one that this version does not know is kept, and has
 *   no quirks
 */
void
natter_provider_set_preset_id (NatterProvider *self,
                               const char     *preset_id)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));

  if (!g_set_str (&self->preset_id, preset_id))
    return;

  update_quirks (self);
  natter_provider_notify_preset_id (self);
}

/**
 * natter_provider_get_quirks:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): the quirks of the preset with the account's own over them;
 *   whoever needs them for longer than this turn of the main loop takes a reference
 */
JsonObject *
natter_provider_get_quirks (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->quirks;
}

/**
 * natter_provider_set_quirks:
 * @self: a provider
 * @quirks: (nullable): the account's own; a member takes the place of the preset's, null takes it
 *   away
 */
void
natter_provider_set_quirks (NatterProvider *self,
                            JsonObject     *quirks)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));

  set_object (&self->own_quirks, quirks);
  update_quirks (self);
}

/**
 * natter_provider_get_extras:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): members that every request's body gets
 */
JsonObject *
natter_provider_get_extras (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->extras;
}

/**
 * natter_provider_set_extras:
 * @self: a provider
 * @extras: (nullable): members that every request's body gets, over all else
 */
void
natter_provider_set_extras (NatterProvider *self,
                            JsonObject     *extras)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));

  set_object (&self->extras, extras);
}
