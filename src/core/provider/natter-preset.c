/* natter-preset.c: what is known of a service that many people use, as presets.json has it: adding
 * one is adding an entry there, and with a hint running build-aux/preset-hints, so that the hint is
 * translated. Immutable, owned by whoever asked for it; any thread.
 *
 * {"id", "name", "icon": of a symbolic icon, "dialect", "base-url": what a person fills in as
 * {placeholder}, "hint": on that, "key-url": where a key can be got, "local", "custom", "quirks":
 * as in natter-quirks.h}
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-preset.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-json.h"
#include "natter-presets.h"
#include "natter-provider.h"

struct _NatterPreset
{
  GObject     parent_instance;

  char       *id;
  char       *name;
  char       *icon_name;
  char       *dialect;
  char       *base_url;
  char       *key_url;   /* or NULL */
  char       *hint;      /* or NULL */
  gboolean    is_local;
  gboolean    is_custom;
  JsonObject *quirks;    /* or NULL */
};

G_DEFINE_FINAL_TYPE (NatterPreset, natter_preset, G_TYPE_OBJECT)

static void
natter_preset_finalize (GObject *object)
{
  NatterPreset *self = NATTER_PRESET (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->icon_name);
  g_free (self->dialect);
  g_free (self->base_url);
  g_free (self->key_url);
  g_free (self->hint);
  g_clear_pointer (&self->quirks, json_object_unref);

  G_OBJECT_CLASS (natter_preset_parent_class)->finalize (object);
}

static void
natter_preset_class_init (NatterPresetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_preset_finalize;
}

static void
natter_preset_init (NatterPreset *self)
{
}

/* The address as it might be once a person has filled in the {placeholders}. */
static char *
fill_in (const char *url)
{
  GString *filled = g_string_new (NULL);
  const char *open = NULL;
  const char *end = NULL;

  while ((open = strchr (url, '{')) && (end = strchr (open, '}')))
    {
      g_string_append_len (filled, url, open - url);
      g_string_append_c (filled, 'x');
      url = end + 1;
    }

  g_string_append (filled, url);

  return g_string_free_and_steal (filled);
}

static gboolean
check (JsonObject  *object,
       GError     **error)
{
  static const char *const needed[] = { "id", "name", "dialect", "base-url" };
  g_autoptr(NatterDialect) dialect = NULL;
  g_autofree char *filled = NULL;
  g_autofree char *cleaned = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (needed); i++)
    if (!object || !natter_json_get_string (object, needed[i]))
      {
        g_set_error (error, NATTER_ERROR, NATTER_ERROR_MALFORMED, "no %s", needed[i]);
        return FALSE;
      }

  dialect = natter_dialect_new_for_id (natter_json_get_string (object, "dialect"));
  if (!dialect)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING, "unknown dialect %s",
                   natter_json_get_string (object, "dialect"));
      return FALSE;
    }

  filled = fill_in (natter_json_get_string (object, "base-url"));
  cleaned = natter_provider_clean_base_url (filled, error);
  if (cleaned && !g_str_equal (cleaned, filled))
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING, "the address should be %s",
                 cleaned);

  return cleaned && g_str_equal (cleaned, filled);
}

/**
 * natter_preset_new_from_json:
 * @node: an entry of presets.json
 * @error: why it can't be used, for whoever wrote it: a member is missing, the dialect is unknown,
 *   the address is not as natter_provider_clean_base_url() would make it
 *
 * Returns: (transfer full) (nullable): a new preset
 */
NatterPreset *
natter_preset_new_from_json (JsonNode  *node,
                             GError   **error)
{
  JsonObject *object = natter_json_as_object (node);
  NatterPreset *self = NULL;
  const char *icon = NULL;
  JsonObject *quirks = NULL;

  g_return_val_if_fail (!error || !*error, NULL);

  if (!check (object, error))
    return NULL;

  icon = natter_json_get_string (object, "icon");
  quirks = natter_json_get_object (object, "quirks");

  self = g_object_new (NATTER_TYPE_PRESET, NULL);
  self->id = g_strdup (natter_json_get_string (object, "id"));
  self->name = g_strdup (natter_json_get_string (object, "name"));
  self->icon_name = g_strdup (icon ? icon : "network-server-symbolic");
  self->dialect = g_strdup (natter_json_get_string (object, "dialect"));
  self->base_url = g_strdup (natter_json_get_string (object, "base-url"));
  self->key_url = g_strdup (natter_json_get_string (object, "key-url"));
  self->hint = g_strdup (natter_json_get_string (object, "hint"));
  self->is_local = natter_json_get_bool (object, "local", FALSE);
  self->is_custom = natter_json_get_bool (object, "custom", FALSE);
  self->quirks = quirks ? json_object_ref (quirks) : NULL;

  return self;
}

/**
 * natter_preset_list_new:
 *
 * An entry that can't be used is left out.
 *
 * Returns: (transfer full): a list of #NatterPreset, those of services first, then those of this
 *   computer, then the custom ones
 */
GListModel *
natter_preset_list_new (void)
{
  GListStore *presets = g_list_store_new (NATTER_TYPE_PRESET);
  g_autoptr(GBytes) bytes = g_resource_lookup_data (natter_presets_get_resource (),
                                                    RESOURCE_BASE "/presets.json",
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  g_autoptr(JsonNode) root = NULL;
  JsonArray *entries = NULL;
  gsize size = 0;
  const char *data = bytes ? g_bytes_get_data (bytes, &size) : "";

  root = natter_json_parse (data, size, NULL);
  entries = root ? natter_json_as_array (root) : NULL;

  for (guint i = 0; entries && i < json_array_get_length (entries); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(NatterPreset) preset = NULL;

      preset = natter_preset_new_from_json (json_array_get_element (entries, i), &error);
      if (preset)
        g_list_store_append (presets, preset);
      else
        g_debug ("Entry %u of the presets is left out: %s", i, error->message);
    }

  return G_LIST_MODEL (presets);
}

/**
 * natter_preset_lookup:
 * @id: a preset's stable name, "mistral"
 *
 * Returns: (transfer full) (nullable): the preset, a new object each time
 */
NatterPreset *
natter_preset_lookup (const char *id)
{
  g_autoptr(GListModel) presets = NULL;

  g_return_val_if_fail (id, NULL);

  presets = natter_preset_list_new ();
  for (guint i = 0; i < g_list_model_get_n_items (presets); i++)
    {
      g_autoptr(NatterPreset) preset = g_list_model_get_item (presets, i);

      if (g_str_equal (preset->id, id))
        return g_steal_pointer (&preset);
    }

  return NULL;
}

const char *
natter_preset_get_id (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->id;
}

/**
 * natter_preset_get_name:
 *
 * Returns: what the service is called; of a custom one, what its dialect is called
 */
const char *
natter_preset_get_name (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->name;
}

const char *
natter_preset_get_icon_name (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->icon_name;
}

/**
 * natter_preset_get_dialect:
 *
 * Returns: an id that natter_dialect_new_for_id() knows
 */
const char *
natter_preset_get_dialect (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->dialect;
}

/**
 * natter_preset_get_base_url:
 *
 * Returns: a base URL as natter_provider_clean_base_url() makes it, once its {placeholders} are
 *   filled in
 */
const char *
natter_preset_get_base_url (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->base_url;
}

/**
 * natter_preset_dup_host:
 *
 * Returns: (transfer full): the server of the base URL with its port, {placeholders} included
 */
char *
natter_preset_dup_host (NatterPreset *self)
{
  const char *host = NULL;

  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  host = strstr (self->base_url, "://") + strlen ("://");

  return g_strndup (host, strcspn (host, "/"));
}

/**
 * natter_preset_get_key_url:
 *
 * Returns: (nullable): a page where a key can be got
 */
const char *
natter_preset_get_key_url (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->key_url;
}

/**
 * natter_preset_get_hint:
 *
 * Returns: (nullable): what a person should know who fills in the address, in their language
 */
const char *
natter_preset_get_hint (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->hint ? _(self->hint) : NULL;
}

gboolean
natter_preset_is_local (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), FALSE);

  return self->is_local;
}

gboolean
natter_preset_is_custom (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), FALSE);

  return self->is_custom;
}

/**
 * natter_preset_get_quirks:
 *
 * Returns: (transfer none) (nullable): as natter-quirks.h tells
 */
JsonObject *
natter_preset_get_quirks (NatterPreset *self)
{
  g_return_val_if_fail (NATTER_IS_PRESET (self), NULL);

  return self->quirks;
}
