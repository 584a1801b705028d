/* natter-connection-json.c: connection settings as an object of providers.json:
 * {"headers": names to values, "proxy": an address or "none", "ca-file": a path, "certificate":
 * {"place", "sha256"}, "answer-seconds", "silence-seconds", "plain-http": a base URL}. What is not
 * set is not there. Never a key. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-json.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-json.h"

static void
copy_member (JsonObject *object,
             const char *name,
             JsonNode   *node,
             gpointer    user_data)
{
  json_object_set_member (user_data, name, json_node_copy (node));
}

/* Takes @value. */
static void
set_or_remove (JsonObject *object,
               const char *name,
               JsonNode   *value)
{
  if (value)
    json_object_set_member (object, name, value);
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

static JsonNode *
string_node (const char *value)
{
  return value ? json_node_init_string (json_node_alloc (), value) : NULL;
}

static JsonNode *
seconds_node (guint seconds)
{
  return seconds > 0 ? json_node_init_int (json_node_alloc (), seconds) : NULL;
}

/* Takes @object. */
static JsonNode *
object_node (JsonObject *object)
{
  JsonNode *node = json_node_alloc ();

  json_node_init_object (node, object);
  json_object_unref (object);

  return node;
}

static JsonNode *
headers_node (NatterConnection *self)
{
  JsonObject *headers = NULL;

  if (natter_connection_get_n_headers (self) == 0)
    return NULL;

  headers = json_object_new ();
  for (guint i = 0; i < natter_connection_get_n_headers (self); i++)
    {
      const char *value = NULL;
      const char *name = natter_connection_get_header (self, i, &value);

      json_object_set_string_member (headers, name, value);
    }

  return object_node (headers);
}

static JsonNode *
certificate_node (NatterConnection *self)
{
  const char *place = NULL;
  const char *fingerprint = natter_connection_get_certificate (self, &place);
  JsonObject *certificate = NULL;

  if (!fingerprint)
    return NULL;

  certificate = json_object_new ();
  json_object_set_string_member (certificate, "place", place);
  json_object_set_string_member (certificate, "sha256", fingerprint);

  return object_node (certificate);
}

/**
 * natter_connection_to_json:
 * @self: a connection
 * @saved: (nullable): what the file said, whose members of other versions are kept
 *
 * Returns: (transfer full) (nullable): an object, %NULL when there is nothing to say
 */
JsonObject *
natter_connection_to_json (NatterConnection *self,
                           JsonObject       *saved)
{
  g_autoptr(JsonObject) object = NULL;

  g_return_val_if_fail (self, NULL);

  object = json_object_new ();
  if (saved)
    json_object_foreach_member (saved, copy_member, object);

  set_or_remove (object, "headers", headers_node (self));
  set_or_remove (object, "proxy", string_node (natter_connection_get_proxy (self)));
  set_or_remove (object, "ca-file", string_node (natter_connection_get_ca_file (self)));
  set_or_remove (object, "certificate", certificate_node (self));
  set_or_remove (object, "answer-seconds",
                 seconds_node (natter_connection_get_answer_seconds (self)));
  set_or_remove (object, "silence-seconds",
                 seconds_node (natter_connection_get_silence_seconds (self)));
  set_or_remove (object, "plain-http",
                 string_node (natter_connection_get_plain_http_url (self)));

  return json_object_get_size (object) > 0 ? g_steal_pointer (&object) : NULL;
}

static gboolean
set_malformed (GError     **error,
               const char  *member)
{
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_MALFORMED,
               _("“%s” of a provider’s connection is not what it should be."), member);

  return FALSE;
}

/* NULL for a member that is absent or null. */
static JsonNode *
get_node (JsonObject *object,
          const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node && !JSON_NODE_HOLDS_NULL (node) ? node : NULL;
}

static gboolean
read_string (JsonObject  *object,
             const char  *name,
             const char **value,
             GError     **error)
{
  JsonNode *node = get_node (object, name);

  *value = natter_json_as_string (node);
  if (node && (!*value || **value == '\0'))
    return set_malformed (error, name);

  return TRUE;
}

static gboolean
read_seconds (JsonObject  *object,
              const char  *name,
              guint       *value,
              GError     **error)
{
  gint64 seconds = get_node (object, name) ? natter_json_get_int (object, name, -1) : 0;

  if (seconds < 0)
    return set_malformed (error, name);

  *value = (guint) MIN (seconds, NATTER_CONNECTION_MAX_SECONDS);

  return TRUE;
}

static gboolean
read_headers (NatterConnection  *self,
              JsonObject        *object,
              GError           **error)
{
  JsonObject *headers = natter_json_get_object (object, "headers");
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  if (!headers)
    return !get_node (object, "headers") || set_malformed (error, "headers");

  json_object_iter_init_ordered (&iter, headers);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      const char *value = natter_json_as_string (node);

      if (!value)
        return set_malformed (error, "headers");
      if (!natter_connection_add_header (self, name, value, error))
        return FALSE;
    }

  return TRUE;
}

static gboolean
read_certificate (NatterConnection  *self,
                  JsonObject        *object,
                  GError           **error)
{
  JsonObject *certificate = natter_json_get_object (object, "certificate");
  const char *place = NULL;
  const char *fingerprint = NULL;

  if (!certificate)
    return !get_node (object, "certificate") || set_malformed (error, "certificate");

  place = natter_json_get_string (certificate, "place");
  fingerprint = natter_json_get_string (certificate, "sha256");
  if (!place || !fingerprint)
    return set_malformed (error, "certificate");

  return natter_connection_set_certificate (self, place, fingerprint, error);
}

/**
 * natter_connection_from_json:
 * @object: as natter_connection_to_json() makes it
 * @error: %NATTER_ERROR_MALFORMED when the JSON has another shape, %NATTER_ERROR_INVALID_SETTING
 *   when a value can't be used
 *
 * Returns: (transfer full) (nullable): a connection
 */
NatterConnection *
natter_connection_from_json (JsonObject  *object,
                             GError     **error)
{
  g_autoptr(NatterConnection) self = NULL;
  const char *proxy = NULL;
  const char *ca_file = NULL;
  const char *plain_http = NULL;
  guint answer = 0;
  guint silence = 0;

  g_return_val_if_fail (object, NULL);

  self = natter_connection_new ();
  if (!read_string (object, "proxy", &proxy, error) ||
      !read_string (object, "ca-file", &ca_file, error) ||
      !read_string (object, "plain-http", &plain_http, error) ||
      !read_seconds (object, "answer-seconds", &answer, error) ||
      !read_seconds (object, "silence-seconds", &silence, error) ||
      !read_headers (self, object, error) ||
      !read_certificate (self, object, error) ||
      !natter_connection_set_proxy (self, proxy, error))
    return NULL;

  natter_connection_set_ca_file (self, ca_file);
  natter_connection_set_plain_http_url (self, plain_http);
  natter_connection_set_answer_seconds (self, answer);
  natter_connection_set_silence_seconds (self, silence);

  return g_steal_pointer (&self);
}
