/* natter-provider-quirks.c: what requests to a provider need beside address and key: the quirks of
 * its preset with the account's own over them, and the account's extras. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-body.h"
#include "natter-json.h"
#include "natter-preset.h"
#include "natter-provider-private.h"
#include "natter-quirks.h"

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

static JsonObject *
get_lessons (NatterProvider *self,
             const char     *model)
{
  return self->learned ? natter_json_get_object (self->learned, model) : NULL;
}

/* Both lists count, not the later one alone. */
static void
add_unsupported (JsonObject *quirks,
                 JsonObject *lessons)
{
  JsonArray *learned = natter_json_get_array (lessons, "unsupported");
  JsonArray *all = NULL;

  for (guint i = 0; learned && i < json_array_get_length (learned); i++)
    {
      const char *member = natter_json_as_string (json_array_get_element (learned, i));

      if (!member || !natter_quirks_is_supported (quirks, member))
        continue;

      all = natter_json_get_array (quirks, "unsupported");
      if (!all)
        all = natter_body_add_array (quirks, "unsupported");
      json_array_add_string_element (all, member);
    }
}

/* All of it: what is added to the copy must not show in the provider's own. */
static JsonObject *
copy_quirks (JsonObject *quirks)
{
  g_autoptr(JsonNode) node = json_node_new (JSON_NODE_OBJECT);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) copy = NULL;

  if (!quirks)
    return json_object_new ();

  json_node_set_object (node, quirks);
  text = natter_json_to_string (node, FALSE);
  copy = natter_json_parse (text, strlen (text), NULL);

  return json_object_ref (json_node_get_object (copy));
}

/**
 * natter_provider_dup_model_quirks:
 * @self: a provider
 * @model: the id of a model
 *
 * Returns: (transfer full) (nullable): the quirks that hold for @model: those of the provider, and
 *   what its refusals taught
 */
JsonObject *
natter_provider_dup_model_quirks (NatterProvider *self,
                                  const char     *model)
{
  JsonObject *lessons = NULL;
  JsonObject *quirks = NULL;

  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (model != NULL, NULL);

  lessons = get_lessons (self, model);
  if (!lessons)
    return self->quirks ? json_object_ref (self->quirks) : NULL;

  quirks = copy_quirks (self->quirks);
  add_unsupported (quirks, lessons);
  if (natter_json_get_string (lessons, "limit-field"))
    json_object_set_string_member (quirks, "limit-field",
                                   natter_json_get_string (lessons, "limit-field"));

  return quirks;
}

static gboolean
knows (JsonObject         *lessons,
       const NatterLesson *lesson)
{
  if (lesson->instead)
    return g_strcmp0 (natter_json_get_string (lessons, "limit-field"), lesson->instead) == 0;

  return !natter_quirks_is_supported (lessons, lesson->member);
}

/**
 * natter_provider_learn:
 * @self: a provider
 * @model: the id of a model
 * @lesson: what its refusal taught
 *
 * Remembers it for every later request to @model.
 *
 * Returns: whether it is new
 */
gboolean
natter_provider_learn (NatterProvider     *self,
                       const char         *model,
                       const NatterLesson *lesson)
{
  JsonObject *lessons = NULL;
  JsonArray *unsupported = NULL;

  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (model != NULL, FALSE);
  g_return_val_if_fail (lesson != NULL, FALSE);

  if (!self->learned)
    self->learned = json_object_new ();
  lessons = get_lessons (self, model);
  if (!lessons)
    lessons = natter_body_add_object (self->learned, model);
  if (knows (lessons, lesson))
    return FALSE;

  if (lesson->instead)
    {
      json_object_set_string_member (lessons, "limit-field", lesson->instead);
      return TRUE;
    }

  unsupported = natter_json_get_array (lessons, "unsupported");
  if (!unsupported)
    unsupported = natter_body_add_array (lessons, "unsupported");
  json_array_add_string_element (unsupported, lesson->member);

  return TRUE;
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
