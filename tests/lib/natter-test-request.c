/* natter-test-request.c: one request as the scripted server received it. Written by its
 * connection's thread under the server's lock; tests get copies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-request.h"

#include <json-glib/json-glib.h>

/* A key never reaches a log, not even a test's. */
static gboolean
is_secret (const char *name)
{
  static const char *secrets[] = {
    "authorization", "proxy-authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", NULL
  };

  return g_strv_contains (secrets, name);
}

/*
 * natter_test_request_parse:
 * @head: request line and headers, without the empty line
 *
 * Returns: (transfer full) (nullable): the request, still without its body
 */
NatterTestRequest *
natter_test_request_parse (const char *head,
                           gsize       length)
{
  g_autofree char *text = g_strndup (head, length);
  g_auto(GStrv) lines = g_strsplit (text, "\r\n", -1);
  g_auto(GStrv) words = g_strsplit (lines[0] ? lines[0] : "", " ", 3);
  NatterTestRequest *self = NULL;

  if (g_strv_length (words) != 3)
    return NULL;

  self = g_new0 (NatterTestRequest, 1);
  self->method = g_strdup (words[0]);
  self->path = g_strdup (words[1]);
  self->version = g_strdup (words[2]);
  self->headers = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->started = g_get_real_time () / (double) G_USEC_PER_SEC;

  for (guint i = 1; lines[i]; i++)
    {
      char *colon = strchr (lines[i], ':');

      if (colon)
        g_hash_table_replace (self->headers,
                              g_ascii_strdown (lines[i], colon - lines[i]),
                              g_strstrip (g_strdup (colon + 1)));
    }

  return self;
}

NatterTestRequest *
natter_test_request_copy (const NatterTestRequest *self)
{
  NatterTestRequest *copy = g_memdup2 (self, sizeof *self);

  copy->method = g_strdup (self->method);
  copy->path = g_strdup (self->path);
  copy->version = g_strdup (self->version);
  copy->headers = g_hash_table_ref (self->headers);
  if (self->body)
    copy->body = g_bytes_ref (self->body);

  return copy;
}

void
natter_test_request_free (NatterTestRequest *self)
{
  g_free (self->method);
  g_free (self->path);
  g_free (self->version);
  g_hash_table_unref (self->headers);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/*
 * natter_test_request_get_header:
 * @name: in lower case
 *
 * Returns: (nullable): its value
 */
const char *
natter_test_request_get_header (const NatterTestRequest *self,
                                const char              *name)
{
  return g_hash_table_lookup (self->headers, name);
}

static void
add_headers (JsonBuilder             *builder,
             const NatterTestRequest *self)
{
  GHashTableIter iter;
  gpointer name = NULL;
  gpointer value = NULL;

  json_builder_set_member_name (builder, "headers");
  json_builder_begin_object (builder);
  g_hash_table_iter_init (&iter, self->headers);
  while (g_hash_table_iter_next (&iter, &name, &value))
    {
      json_builder_set_member_name (builder, name);
      json_builder_add_string_value (builder, is_secret (name) ? "<set>" : value);
    }
  json_builder_end_object (builder);
}

static void
add_body (JsonBuilder             *builder,
          const NatterTestRequest *self)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  gsize length = 0;
  const char *data = self->body ? g_bytes_get_data (self->body, &length) : NULL;

  json_builder_set_member_name (builder, "body");

  if (length > 0 && json_parser_load_from_data (parser, data, length, NULL) &&
      json_parser_get_root (parser))
    {
      json_builder_add_value (builder, json_node_copy (json_parser_get_root (parser)));
    }
  else if (length > 0)
    {
      g_autofree char *text = g_utf8_make_valid (data, length);

      json_builder_add_string_value (builder, text);
    }
  else
    {
      json_builder_add_null_value (builder);
    }
}

/*
 * natter_test_request_to_json:
 *
 * Returns: (transfer full): one line, without its end
 */
char *
natter_test_request_to_json (const NatterTestRequest *self)
{
  g_autoptr(JsonBuilder) builder = json_builder_new ();
  g_autoptr(JsonNode) root = NULL;

  json_builder_begin_object (builder);
  json_builder_set_member_name (builder, "method");
  json_builder_add_string_value (builder, self->method);
  json_builder_set_member_name (builder, "path");
  json_builder_add_string_value (builder, self->path);
  json_builder_set_member_name (builder, "version");
  json_builder_add_string_value (builder, self->version);
  add_headers (builder, self);
  add_body (builder, self);
  json_builder_set_member_name (builder, "status");
  json_builder_add_int_value (builder, self->status);
  json_builder_set_member_name (builder, "started");
  json_builder_add_double_value (builder, self->started);
  json_builder_set_member_name (builder, "ended");
  json_builder_add_double_value (builder, self->ended);
  json_builder_set_member_name (builder, "closed_early");
  json_builder_add_boolean_value (builder, self->closed_early);
  json_builder_end_object (builder);

  root = json_builder_get_root (builder);

  return json_to_string (root, FALSE);
}
