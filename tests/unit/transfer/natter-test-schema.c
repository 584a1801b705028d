/* natter-test-schema.c: whether JSON is as the published schema says: as much of JSON Schema as
 * that schema uses. What it does not know fails the test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-schema.h"

#include "natter-json.h"

typedef struct
{
  JsonObject *defs;
  GString    *reason;   /* why the last one that did not fit did not */
} Checker;

static gboolean fits (Checker    *self,
                      JsonNode   *node,
                      JsonObject *schema);

static gboolean
has_type (JsonNode   *node,
          const char *type)
{
  GType value = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;

  if (g_str_equal (type, "null"))
    return JSON_NODE_HOLDS_NULL (node);
  if (g_str_equal (type, "object"))
    return JSON_NODE_HOLDS_OBJECT (node);
  if (g_str_equal (type, "array"))
    return JSON_NODE_HOLDS_ARRAY (node);
  if (g_str_equal (type, "string"))
    return value == G_TYPE_STRING;
  if (g_str_equal (type, "integer"))
    return value == G_TYPE_INT64;
  if (g_str_equal (type, "boolean"))
    return value == G_TYPE_BOOLEAN;

  g_assert_not_reached ();
}

static gboolean
fits_type (JsonNode *node,
           JsonNode *types)
{
  JsonArray *array = natter_json_as_array (types);

  if (!array)
    return has_type (node, json_node_get_string (types));
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (has_type (node, json_array_get_string_element (array, i)))
      return TRUE;

  return FALSE;
}

static gboolean
fits_enum (JsonNode  *node,
           JsonArray *values)
{
  for (guint i = 0; i < json_array_get_length (values); i++)
    if (json_node_equal (node, json_array_get_element (values, i)))
      return TRUE;

  return FALSE;
}

static gboolean
fits_one_of (Checker   *self,
             JsonNode  *node,
             JsonArray *schemas)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (schemas); i++)
    n += fits (self, node, json_array_get_object_element (schemas, i));

  return n == 1;
}

static gboolean
fits_properties (Checker    *self,
                 JsonNode   *node,
                 JsonObject *properties)
{
  g_autoptr(GList) names = json_object_get_members (json_node_get_object (node));

  for (GList *l = names; l; l = l->next)
    {
      JsonObject *schema = natter_json_get_object (properties, l->data);

      if (!schema)
        g_string_append_printf (self->reason, "%s is not known; ", (char *) l->data);
      if (!schema || !fits (self, json_object_get_member (json_node_get_object (node), l->data),
                            schema))
        {
          g_string_append_printf (self->reason, "in %s; ", (char *) l->data);
          return FALSE;
        }
    }

  return TRUE;
}

static gboolean
fits_required (Checker   *self,
               JsonNode  *node,
               JsonArray *names)
{
  for (guint i = 0; i < json_array_get_length (names); i++)
    if (!json_object_has_member (json_node_get_object (node),
                                 json_array_get_string_element (names, i)))
      {
        g_string_append_printf (self->reason, "%s is missing; ",
                                json_array_get_string_element (names, i));
        return FALSE;
      }

  return TRUE;
}

static gboolean
fits_items (Checker    *self,
            JsonNode   *node,
            JsonObject *schema)
{
  JsonArray *array = json_node_get_array (node);

  for (guint i = 0; i < json_array_get_length (array); i++)
    if (!fits (self, json_array_get_element (array, i), schema))
      return FALSE;

  return TRUE;
}

static gboolean
fits_reference (Checker    *self,
                JsonNode   *node,
                const char *reference)
{
  const char *name = g_str_has_prefix (reference, "#/$defs/") ? reference + 8 : "";

  g_assert_nonnull (natter_json_get_object (self->defs, name));

  return fits (self, node, natter_json_get_object (self->defs, name));
}

static gboolean
fits_keyword (Checker    *self,
              JsonNode   *node,
              const char *keyword,
              JsonNode   *value)
{
  if (g_str_equal (keyword, "type"))
    return fits_type (node, value);
  if (g_str_equal (keyword, "const"))
    return json_node_equal (node, value);
  if (g_str_equal (keyword, "enum"))
    return fits_enum (node, json_node_get_array (value));
  if (g_str_equal (keyword, "oneOf"))
    return fits_one_of (self, node, json_node_get_array (value));
  if (g_str_equal (keyword, "$ref"))
    return fits_reference (self, node, json_node_get_string (value));
  if (g_str_equal (keyword, "properties"))
    return !JSON_NODE_HOLDS_OBJECT (node) ||
           fits_properties (self, node, json_node_get_object (value));
  if (g_str_equal (keyword, "required"))
    return !JSON_NODE_HOLDS_OBJECT (node) ||
           fits_required (self, node, json_node_get_array (value));
  if (g_str_equal (keyword, "items"))
    return !JSON_NODE_HOLDS_ARRAY (node) || fits_items (self, node, json_node_get_object (value));

  /* All objects of the schema are closed. */
  if (g_str_equal (keyword, "additionalProperties"))
    return !json_node_get_boolean (value);

  g_assert_true (g_str_equal (keyword, "description") || g_str_equal (keyword, "title") ||
                 *keyword == '$');
  return TRUE;
}

static gboolean
fits (Checker    *self,
      JsonNode   *node,
      JsonObject *schema)
{
  g_autoptr(GList) keywords = json_object_get_members (schema);

  for (GList *l = keywords; l; l = l->next)
    if (!fits_keyword (self, node, l->data, json_object_get_member (schema, l->data)))
      {
        g_string_append_printf (self->reason, "not its %s; ", (char *) l->data);
        return FALSE;
      }

  return TRUE;
}

/* Fails the test when it is not. */
void
natter_test_schema_check (JsonNode *node)
{
  g_autofree char *path = g_test_build_filename (G_TEST_DIST, "..", "data",
                                                 "natter-conversation-2.schema.json", NULL);
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) schema = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GString) reason = g_string_new (NULL);
  Checker self = { NULL, reason };
  gsize length = 0;

  g_file_get_contents (path, &text, &length, &error);
  g_assert_no_error (error);
  schema = natter_json_parse (text, length, &error);
  g_assert_no_error (error);

  self.defs = natter_json_get_object (json_node_get_object (schema), "$defs");
  if (!fits (&self, node, json_node_get_object (schema)))
    g_error ("Not as the schema says: %s", reason->str);
}
