/* natter-json.c: reading JSON from strangers: strict grammar, forgiving types. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json.h"

#include <math.h>
#include <string.h>

/* The code unit of a \uXXXX at @text, or -1. */
static int
get_unicode_escape (const char *text,
                    const char *end)
{
  int unit = 0;

  if (end - text < 6 || text[0] != '\\' || text[1] != 'u')
    return -1;

  for (guint i = 2; i < 6; i++)
    {
      int digit = g_ascii_xdigit_value (text[i]);

      if (digit < 0)
        return -1;
      unit = unit * 16 + digit;
    }

  return unit;
}

/* How long the good escape at @text is, or 0 for half a surrogate pair and for NUL. */
static gsize
measure_escape (const char *text,
                const char *end)
{
  int unit = get_unicode_escape (text, end);
  int next = -1;

  if (unit == 0 || (unit >= 0xdc00 && unit <= 0xdfff))
    return 0;
  if (unit < 0)
    return MIN (2, end - text);
  if (unit < 0xd800 || unit > 0xdbff)
    return 6;

  next = get_unicode_escape (text + 6, end);

  return next >= 0xdc00 && next <= 0xdfff ? 12 : 0;
}

/* Servers that cut a text between the halves of a surrogate pair send each half as an escape of
 * its own. json-glib refuses the whole document for it, and cuts a string at \u0000. Both become
 * U+FFFD, as a decoder of bytes would do, so that the words around them are not lost. */
static char *
repair_escapes (const char *data,
                gsize       length)
{
  const char *end = data + length;
  const char *p = data;
  char *copy = NULL;

  while (p < end && (p = memchr (p, '\\', (gsize) (end - p))))
    {
      gsize good = measure_escape (p, end);

      if (good == 0)
        {
          if (!copy)
            copy = g_memdup2 (data, length);
          memcpy (copy + (p - data) + 2, "fffd", 4);
          good = 6;
        }

      p += good;
    }

  return copy;
}

/* One per thread, for making it costs a tenth of what reading a streamed event does. */
static JsonParser *
get_parser (void)
{
  static GPrivate key = G_PRIVATE_INIT (g_object_unref);
  JsonParser *parser = g_private_get (&key);

  if (!parser)
    {
      parser = json_parser_new ();
      json_parser_set_strict (parser, TRUE);
      g_private_set (&key, parser);
    }

  return parser;
}

static JsonNode *
get_member (JsonObject *object,
            const char *name)
{
  return object ? json_object_get_member (object, name) : NULL;
}

static gboolean
holds (JsonNode *node,
       GType     type)
{
  return node && JSON_NODE_HOLDS_VALUE (node) && json_node_get_value_type (node) == type;
}

/**
 * natter_json_parse:
 * @data: JSON text (RFC 8259), not NUL-terminated
 * @length: bytes of @data
 * @error: return location for an error
 *
 * Parses strictly: nothing but white space may surround the one value, so that half a document is
 * never taken for a whole one. Lone halves of surrogate pairs and `\u0000` are read as U+FFFD.
 * Fails with a #JsonParserError.
 *
 * Returns: (transfer full): the root, or %NULL
 */
JsonNode *
natter_json_parse (const char  *data,
                   gsize        length,
                   GError     **error)
{
  JsonParser *parser = get_parser ();
  g_autofree char *repaired = NULL;

  g_return_val_if_fail (data || length == 0, NULL);

  repaired = length > 0 ? repair_escapes (data, length) : NULL;
  if (!json_parser_load_from_data (parser, repaired ? repaired : (data ? data : ""),
                                   (gssize) length, error))
    return NULL;

  return json_parser_steal_root (parser);
}

/**
 * natter_json_as_object:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the object that it holds
 */
JsonObject *
natter_json_as_object (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

/**
 * natter_json_as_array:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the array that it holds
 */
JsonArray *
natter_json_as_array (JsonNode *node)
{
  return node && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;
}

/**
 * natter_json_as_string:
 * @node: (nullable): a node
 *
 * Returns: (transfer none) (nullable): the string that it holds
 */
const char *
natter_json_as_string (JsonNode *node)
{
  return holds (node, G_TYPE_STRING) ? json_node_get_string (node) : NULL;
}

/**
 * natter_json_get_object:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is an object
 */
JsonObject *
natter_json_get_object (JsonObject *object,
                        const char *name)
{
  return natter_json_as_object (get_member (object, name));
}

/**
 * natter_json_get_array:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is an array
 */
JsonArray *
natter_json_get_array (JsonObject *object,
                       const char *name)
{
  return natter_json_as_array (get_member (object, name));
}

/**
 * natter_json_get_string:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, if it is a string
 */
const char *
natter_json_get_string (JsonObject *object,
                        const char *name)
{
  return natter_json_as_string (get_member (object, name));
}

/**
 * natter_json_get_int:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return for anything else
 *
 * Returns: the member, if it is a number that fits; a fraction is cut off
 */
gint64
natter_json_get_int (JsonObject *object,
                     const char *name,
                     gint64      fallback)
{
  JsonNode *node = get_member (object, name);
  double value = 0;

  if (holds (node, G_TYPE_INT64))
    return json_node_get_int (node);

  if (!holds (node, G_TYPE_DOUBLE))
    return fallback;

  value = json_node_get_double (node);

  return isfinite (value) && fabs (value) < 0x1p63 ? (gint64) value : fallback;
}

/**
 * natter_json_get_double:
 * @object: (nullable): an object
 * @name: a member's name
 * @value: (out): the number; untouched when there is none
 *
 * Returns: whether the member is a finite number
 */
gboolean
natter_json_get_double (JsonObject *object,
                        const char *name,
                        double     *value)
{
  JsonNode *node = get_member (object, name);
  double number = 0;

  if (!holds (node, G_TYPE_INT64) && !holds (node, G_TYPE_DOUBLE))
    return FALSE;

  number = json_node_get_double (node);
  if (!isfinite (number))
    return FALSE;

  *value = number;

  return TRUE;
}

/**
 * natter_json_get_bool:
 * @object: (nullable): an object
 * @name: a member's name
 * @fallback: what to return for anything else
 *
 * Returns: the member, if it is a boolean
 */
gboolean
natter_json_get_bool (JsonObject *object,
                      const char *name,
                      gboolean    fallback)
{
  JsonNode *node = get_member (object, name);

  return holds (node, G_TYPE_BOOLEAN) ? json_node_get_boolean (node) : fallback;
}

/**
 * natter_json_has_string:
 * @array: (nullable): an array
 * @text: a string
 *
 * Returns: whether @text is one of the array's elements
 */
gboolean
natter_json_has_string (JsonArray  *array,
                        const char *text)
{
  guint i;

  for (i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      if (g_strcmp0 (natter_json_as_string (json_array_get_element (array, i)), text) == 0)
        return TRUE;
    }

  return FALSE;
}
