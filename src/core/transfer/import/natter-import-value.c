/* natter-import-value.c: values in the files of strangers: any of them may be null, a number, a
 * string or a list. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-value.h"

#include <gio/gio.h>
#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

#include "natter-json.h"

/* A tree takes about two hundred bytes a value. */
#define MAX_VALUES 400000
#define MAX_TEXT_DEPTH 8

#define MILLISECOND_FLOOR 1e11  /* seconds reach this in the year 5138 */
#define MICROSECOND_FLOOR 1e14
#define LAST_TIME         (G_GINT64_CONSTANT (253402300799) * 1000)  /* the end of the year 9999 */

/* Of these ids; an id that is made twice is the same (RFC 9562, version 5). */
static const guint8 id_space[16] = {
  0x6e, 0x61, 0x74, 0x74, 0x65, 0x72, 0x4d, 0x69, 0xad, 0x6d, 0x70, 0x6f, 0x72, 0x74, 0x65, 0x64,
};

/* Of a member: what is in it is nobody's business. */
static const char *const secret_names[] = {
  "apikey", "api_key", "api-key", "key", "token", "access_token", "accesstoken", "refresh_token",
  "authorization", "cookie", "cookies", "password", "secret", "client_secret",
};

/**
 * natter_import_get_node:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer none) (nullable): the member, whatever it is, unless it is null
 */
JsonNode *
natter_import_get_node (JsonObject *object,
                        const char *name)
{
  JsonNode *node = object ? json_object_get_member (object, name) : NULL;

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
has_too_many_values (const char *data,
                     gsize       length)
{
  gsize n = 0;

  for (gsize i = 0; i < length; i++)
    n += data[i] == ',' || data[i] == '{' || data[i] == '[';

  /* Commas within strings count too: a text has fewer of them than letters. */
  return n > MAX_VALUES && n > length / 40;
}

/**
 * natter_import_parse:
 * @data: JSON text
 * @length: its bytes
 * @error: why it can't be read: a sentence
 *
 * Returns: (transfer full) (nullable): the root; what would take too much memory is refused
 */
JsonNode *
natter_import_parse (const char  *data,
                     gsize        length,
                     GError     **error)
{
  g_autoptr(GError) reason = NULL;
  JsonNode *node = NULL;

  if (has_too_many_values (data, length))
    {
      g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA,
                           _("It is too large to be read."));
      return NULL;
    }

  node = natter_json_parse (data, length, &reason);
  if (!node)
    /* Translators: %s is a technical reason, in English */
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_DATA, _("It is damaged: %s"),
                 reason->message);

  return node;
}

static void append_text (GString  *text,
                         JsonNode *node,
                         guint     depth);

static void
append_object (GString    *text,
               JsonObject *object,
               guint       depth)
{
  static const char *const names[] = { "text", "value", "content", "parts" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (natter_import_get_node (object, names[i]))
      {
        append_text (text, json_object_get_member (object, names[i]), depth + 1);
        return;
      }
}

static void
append_value (GString  *text,
              JsonNode *node)
{
  GType type = json_node_get_value_type (node);

  if (text->len > 0)
    g_string_append (text, "\n\n");
  if (type == G_TYPE_STRING)
    g_string_append (text, json_node_get_string (node));
  else if (type == G_TYPE_INT64)
    g_string_append_printf (text, "%" G_GINT64_FORMAT, json_node_get_int (node));
  else if (type == G_TYPE_DOUBLE)
    g_string_append_printf (text, "%g", json_node_get_double (node));
  else if (type == G_TYPE_BOOLEAN)
    g_string_append (text, json_node_get_boolean (node) ? "true" : "false");
}

static void
append_text (GString  *text,
             JsonNode *node,
             guint     depth)
{
  if (!node || depth > MAX_TEXT_DEPTH)
    return;

  if (JSON_NODE_HOLDS_VALUE (node))
    append_value (text, node);
  else if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (text, json_node_get_object (node), depth);
  else if (JSON_NODE_HOLDS_ARRAY (node))
    {
      JsonArray *array = json_node_get_array (node);

      for (guint i = 0; i < json_array_get_length (array); i++)
        append_text (text, json_array_get_element (array, i), depth + 1);
    }
}

/**
 * natter_import_dup_text:
 * @node: (nullable): anything
 *
 * Returns: (transfer full) (nullable): its words: a string or number as it is, those of a list with
 *   blank lines between them, of an object its "text", "value", "content" or "parts"; %NULL when
 *   there are none
 */
char *
natter_import_dup_text (JsonNode *node)
{
  g_autoptr(GString) text = g_string_new (NULL);

  append_text (text, node, 0);

  return text->len > 0 ? g_string_free_and_steal (g_steal_pointer (&text)) : NULL;
}

/**
 * natter_import_dup_string:
 * @object: (nullable): an object
 * @name: a member's name
 *
 * Returns: (transfer full) (nullable): the member, if it is a string or a number; an id may be both
 */
char *
natter_import_dup_string (JsonObject *object,
                          const char *name)
{
  JsonNode *node = natter_import_get_node (object, name);

  return node && JSON_NODE_HOLDS_VALUE (node) ? natter_import_dup_text (node) : NULL;
}

static gboolean
is_secret (const char *name)
{
  for (guint i = 0; i < G_N_ELEMENTS (secret_names); i++)
    if (g_ascii_strcasecmp (name, secret_names[i]) == 0)
      return TRUE;

  return FALSE;
}

static void
remove_secrets (JsonNode *node)
{
  JsonObject *object = natter_json_as_object (node);
  JsonArray *array = natter_json_as_array (node);
  g_autoptr(GList) names = object ? json_object_get_members (object) : NULL;

  for (GList *l = names; l; l = l->next)
    if (is_secret (l->data))
      json_object_remove_member (object, l->data);
    else
      remove_secrets (json_object_get_member (object, l->data));

  for (guint i = 0; array && i < json_array_get_length (array); i++)
    remove_secrets (json_array_get_element (array, i));
}

/**
 * natter_import_dup_raw:
 * @node: what was not understood; it is changed
 *
 * Returns: (transfer full): its JSON, without members that are named like a key, token or cookie
 */
char *
natter_import_dup_raw (JsonNode *node)
{
  remove_secrets (node);

  return natter_json_to_line (node);
}

/* Seconds, milliseconds or microseconds since 1970: nothing else is as large. */
static gint64
scale_time (double number)
{
  double milliseconds = number;

  if (!isfinite (number) || number < 1)
    return 0;
  if (number >= MICROSECOND_FLOOR)
    milliseconds = number / 1000;
  else if (number < MILLISECOND_FLOOR)
    milliseconds = number * 1000;

  return milliseconds < (double) LAST_TIME ? (gint64) milliseconds : 0;
}

static gint64
parse_time (const char *text)
{
  g_autoptr(GTimeZone) utc = g_time_zone_new_utc ();
  g_autoptr(GDateTime) time = g_date_time_new_from_iso8601 (text, utc);
  char *end = NULL;
  double number = 0;

  if (time)
    return MAX (g_date_time_to_unix_usec (time) / 1000, 0);

  number = g_ascii_strtod (text, &end);

  return end != text && *end == '\0' ? scale_time (number) : 0;
}

/**
 * natter_import_read_time:
 * @node: (nullable): seconds, milliseconds or microseconds since 1970 as a number or a string, ISO
 *   8601, or either in a "$date" or "$numberLong" as MongoDB writes them
 *
 * Returns: milliseconds since 1970, or 0 when it is not told
 */
gint64
natter_import_read_time (JsonNode *node)
{
  JsonObject *object = NULL;

  for (guint depth = 0; depth < 4 && (object = natter_json_as_object (node)); depth++)
    node = json_object_has_member (object, "$date") ? json_object_get_member (object, "$date")
                                                    : json_object_get_member (object,
                                                                              "$numberLong");
  if (!node || !JSON_NODE_HOLDS_VALUE (node))
    return 0;
  if (natter_json_as_string (node))
    return parse_time (natter_json_as_string (node));

  return scale_time (json_node_get_double (node));
}

gint64
natter_import_get_time (JsonObject *object,
                        const char *name)
{
  return natter_import_read_time (natter_import_get_node (object, name));
}

/* Returns: (transfer full) (nullable): the bytes; %NULL when there are none */
GBytes *
natter_import_decode_base64 (const char *text)
{
  gsize length = 0;
  guint8 *data = g_base64_decode (text, &length);

  if (length > 0)
    return g_bytes_new_take (data, length);

  g_free (data);
  return NULL;
}

/**
 * natter_import_decode_url:
 * @url: (nullable): an address
 * @mime_type: (out) (nullable): what the bytes are
 *
 * Returns: (transfer full) (nullable): the bytes, when they are in the address itself: "data:"
 */
GBytes *
natter_import_decode_url (const char  *url,
                          char       **mime_type)
{
  const char *comma = url ? strchr (url, ',') : NULL;
  const char *semicolon = NULL;

  *mime_type = NULL;
  if (!comma || !g_str_has_prefix (url, "data:") ||
      !g_strstr_len (url, comma - url, ";base64"))
    return NULL;

  semicolon = strchr (url, ';');
  if (semicolon > url + strlen ("data:"))
    *mime_type = g_strndup (url + strlen ("data:"),
                            (gsize) (semicolon - url) - strlen ("data:"));

  return natter_import_decode_base64 (comma + 1);
}

/* Returns: (transfer full): a MIME type, by the name alone */
char *
natter_import_guess_type (const char *name)
{
  g_autofree char *type = g_content_type_guess (name, NULL, 0, NULL);
  char *mime_type = g_content_type_get_mime_type (type);

  return mime_type ? mime_type : g_strdup ("application/octet-stream");
}

/**
 * natter_import_make_id:
 * @source: what wrote the file
 * @first: an id in it
 * @second: (nullable): an id within that
 *
 * Returns: (transfer full): a UUID that is the same each time
 */
char *
natter_import_make_id (const char *source,
                       const char *first,
                       const char *second)
{
  g_autoptr(GChecksum) checksum = g_checksum_new (G_CHECKSUM_SHA1);
  g_autofree char *key = g_strconcat (source, ":", first, second ? "\n" : NULL, second, NULL);
  guint8 d[20] = { 0 };
  gsize length = sizeof d;

  g_checksum_update (checksum, id_space, sizeof id_space);
  g_checksum_update (checksum, (const guint8 *) key, (gssize) strlen (key));
  g_checksum_get_digest (checksum, d, &length);
  d[6] = (guint8) ((d[6] & 0x0f) | 0x50);
  d[8] = (guint8) ((d[8] & 0x3f) | 0x80);

  return g_strdup_printf ("%02x%02x%02x%02x-%02x%02x-%02x%02x-%02x%02x-%02x%02x%02x%02x%02x%02x",
                          d[0], d[1], d[2], d[3], d[4], d[5], d[6], d[7], d[8], d[9], d[10], d[11],
                          d[12], d[13], d[14], d[15]);
}

/* Returns: (transfer full): @text as code, whatever fences are in it */
char *
natter_import_dup_fenced (const char *language,
                          const char *text)
{
  gsize longest = 2;
  gsize run = 0;
  g_autofree char *fence = NULL;

  for (const char *p = text; *p; p++)
    {
      run = *p == '`' ? run + 1 : 0;
      longest = MAX (longest, run);
    }

  fence = g_strnfill (longest + 1, '`');

  return g_strconcat (fence, language ? language : "", "\n", text,
                      g_str_has_suffix (text, "\n") ? "" : "\n", fence, NULL);
}
