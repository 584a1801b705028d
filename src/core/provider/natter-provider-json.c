/* natter-provider-json.c: a provider as an object of providers.json:
 * {"id", "name", "dialect", "base-url", "preset": its id, "quirks": the account's own, "extras":
 * members of every request's body, "learned": what refusals taught of each model, "models": ids
 * entered by hand, "connection": see natter-connection-json.c, "organization", "project"}. Never a
 * key. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-connection-json.h"
#include "natter-error.h"
#include "natter-json.h"
#include "natter-provider-private.h"

static void
copy_member (JsonObject *object,
             const char *name,
             JsonNode   *node,
             gpointer    user_data)
{
  json_object_set_member (user_data, name, json_node_copy (node));
}

static void
set_string_or_remove (JsonObject *object,
                      const char *name,
                      const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

static void
set_or_remove (JsonObject *object,
               const char *name,
               JsonObject *value)
{
  if (value != NULL)
    json_object_set_object_member (object, name, json_object_ref (value));
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

static void
write_connection (NatterProvider *self,
                  JsonObject     *object)
{
  JsonObject *saved = self->saved ? natter_json_get_object (self->saved, "connection") : NULL;
  g_autoptr(JsonObject) connection =
    natter_connection_to_json (natter_provider_get_connection (self), saved);

  set_or_remove (object, "connection", connection);
  set_string_or_remove (object, "organization", self->organization);
  set_string_or_remove (object, "project", self->project);
}

/**
 * natter_provider_to_json:
 * @self: a provider
 *
 * Members that natter_provider_from_json() read and did not know are in it again.
 *
 * Returns: (transfer full): the provider as an object
 */
JsonNode *
natter_provider_to_json (NatterProvider *self)
{
  g_autoptr(JsonObject) object = json_object_new ();
  JsonNode *node;
  guint i;

  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  if (self->saved != NULL)
    json_object_foreach_member (self->saved, copy_member, object);

  json_object_set_string_member (object, "id", self->id);
  json_object_set_string_member (object, "name", self->name);
  json_object_set_string_member (object, "dialect", natter_dialect_get_id (self->dialect));
  json_object_set_string_member (object, "base-url", self->base_url);
  set_string_or_remove (object, "preset", self->preset_id);
  set_or_remove (object, "quirks", self->own_quirks);
  set_or_remove (object, "extras", self->extras);
  set_or_remove (object, "learned", self->learned);

  write_connection (self, object);

  if (self->manual->len > 0)
    {
      JsonArray *ids = json_array_sized_new (self->manual->len);

      for (i = 0; i < self->manual->len; i++)
        json_array_add_string_element (ids, g_ptr_array_index (self->manual, i));
      json_object_set_array_member (object, "models", ids);
    }
  else if (json_object_has_member (object, "models"))
    json_object_remove_member (object, "models");

  node = json_node_new (JSON_NODE_OBJECT);
  json_node_take_object (node, g_steal_pointer (&object));
  return node;
}

static void
set_malformed (GError     **error,
               const char  *member)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_MALFORMED,
               _("“%s” of a provider is not what it should be."), member);
}

/* A member that is absent or null leaves @value as it is. */
static gboolean
read_string (JsonObject  *object,
             const char  *name,
             const char **value,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  if (natter_json_as_string (node) == NULL)
    {
      set_malformed (error, name);
      return FALSE;
    }

  *value = natter_json_as_string (node);
  return TRUE;
}

static gboolean
read_object (JsonObject  *object,
             const char  *name,
             JsonObject **value,
             GError     **error)
{
  JsonNode *node = json_object_get_member (object, name);

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  *value = natter_json_as_object (node);
  if (*value == NULL)
    set_malformed (error, name);
  return *value != NULL;
}

static gboolean
read_manual_models (NatterProvider  *self,
                    GError         **error)
{
  JsonNode *node = json_object_get_member (self->saved, "models");
  JsonArray *ids;
  guint i;

  if (node == NULL || JSON_NODE_HOLDS_NULL (node))
    return TRUE;

  ids = natter_json_as_array (node);
  for (i = 0; ids != NULL && i < json_array_get_length (ids); i++)
    {
      const char *id = natter_json_as_string (json_array_get_element (ids, i));

      if (id == NULL || *id == '\0')
        ids = NULL;
      else
        natter_provider_add_manual_model (self, id);
    }

  if (ids == NULL)
    set_malformed (error, "models");
  return ids != NULL;
}

static gboolean
read_connection (NatterProvider  *self,
                 GError         **error)
{
  g_autoptr(NatterConnection) connection = NULL;
  JsonObject *object = NULL;
  const char *organization = NULL;
  const char *project = NULL;

  if (!read_object (self->saved, "connection", &object, error) ||
      !read_string (self->saved, "organization", &organization, error) ||
      !read_string (self->saved, "project", &project, error))
    return FALSE;

  if (object != NULL)
    {
      connection = natter_connection_from_json (object, error);
      if (connection == NULL)
        return FALSE;
    }

  natter_provider_set_connection (self, connection);
  natter_provider_set_organization (self, organization);
  natter_provider_set_project (self, project);
  return TRUE;
}

static gboolean
check_values (const char  *id,
              const char  *dialect,
              const char  *base_url,
              GError     **error)
{
  g_autoptr(NatterDialect) spoken = NULL;

  if (id != NULL && (*id == '\0' || strchr (id, '/') != NULL))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("The provider’s id is empty or has a slash in it."));
      return FALSE;
    }

  spoken = natter_dialect_new_for_id (dialect);
  if (spoken == NULL)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   _("The provider speaks “%s”, which this version of Natter does not."), dialect);
      return FALSE;
    }

  if (base_url == NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("The provider has no address."));
      return FALSE;
    }

  return TRUE;
}

/**
 * natter_provider_from_json:
 * @node: an object as natter_provider_to_json() makes it
 * @error: NATTER_ERROR_MALFORMED when the JSON has another shape, NATTER_ERROR_INVALID_SETTING when
 *   a value can't be used, for example a dialect that this version does not speak
 *
 * A provider without an id gets a new one, one without a dialect speaks "openai-chat", one without
 * a name is called as its address.
 *
 * Returns: (transfer full) (nullable): a new provider
 */
NatterProvider *
natter_provider_from_json (JsonNode  *node,
                           GError   **error)
{
  g_autoptr(NatterProvider) self = NULL;
  g_autofree char *cleaned = NULL;
  const char *id = NULL;
  const char *name = NULL;
  const char *dialect = "openai-chat";
  const char *base_url = NULL;
  const char *preset = NULL;
  JsonObject *quirks = NULL;
  JsonObject *extras = NULL;
  JsonObject *learned = NULL;
  JsonObject *object;

  g_return_val_if_fail (node != NULL, NULL);
  g_return_val_if_fail (!error || !*error, NULL);

  object = natter_json_as_object (node);
  if (object == NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_MALFORMED,
                           _("A provider is not an object."));
      return NULL;
    }

  if (!read_string (object, "id", &id, error) ||
      !read_string (object, "name", &name, error) ||
      !read_string (object, "dialect", &dialect, error) ||
      !read_string (object, "base-url", &base_url, error) ||
      !read_string (object, "preset", &preset, error) ||
      !read_object (object, "quirks", &quirks, error) ||
      !read_object (object, "extras", &extras, error) ||
      !read_object (object, "learned", &learned, error) ||
      !check_values (id, dialect, base_url, error))
    return NULL;

  cleaned = natter_provider_clean_base_url (base_url, error);
  if (cleaned == NULL)
    return NULL;

  self = natter_provider_new (name != NULL && *name != '\0' ? name : cleaned, dialect, cleaned);
  if (id != NULL)
    g_set_str (&self->id, id);
  self->saved = json_object_ref (object);
  natter_provider_set_preset_id (self, preset);
  natter_provider_set_quirks (self, quirks);
  natter_provider_set_extras (self, extras);
  self->learned = learned ? json_object_ref (learned) : NULL;
  if (!read_connection (self, error) || !read_manual_models (self, error))
    return NULL;

  return g_steal_pointer (&self);
}
