/* natter-test-body.h: whole requests of a dialect, compared with JSON that is written in the test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "natter-dialect.h"
#include "natter-json.h"

/* The body of a request that can be sent. */
static inline JsonNode *
natter_test_body_encode (const char          *dialect_id,
                         const NatterRequest *request)
{
  g_autoptr(NatterDialect) dialect = natter_dialect_new_for_id (dialect_id);
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterHttpRequest) http = natter_dialect_encode (dialect, request, &error);
  gsize size = 0;
  const char *data = NULL;

  g_assert_no_error (error);
  g_assert_cmpstr (natter_http_request_get_method (http), ==, "POST");
  g_assert_cmpstr (natter_http_request_get_content_type (http), ==, "application/json");
  data = g_bytes_get_data (natter_http_request_get_body (http), &size);

  return natter_json_parse (data, size, NULL);
}

/* JSON with ' in place of " around its strings. */
static inline JsonNode *
natter_test_body_parse (const char *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  g_autoptr(GError) error = NULL;
  JsonNode *node = natter_json_parse (text, strlen (text), &error);

  g_assert_no_error (error);

  return node;
}

static inline void
natter_test_body_assert_equal (JsonNode *node,
                               JsonNode *expected)
{
  g_autofree char *left = NULL;
  g_autofree char *right = NULL;

  if (json_node_equal (node, expected))
    return;

  left = natter_json_to_string (node, TRUE);
  right = natter_json_to_string (expected, TRUE);
  g_assert_cmpstr (left, ==, right);
  g_assert_not_reached ();
}

static inline void
natter_test_body_check (const char          *dialect_id,
                        const NatterRequest *request,
                        const char          *json)
{
  g_autoptr(JsonNode) node = natter_test_body_encode (dialect_id, request);
  g_autoptr(JsonNode) expected = natter_test_body_parse (json);

  natter_test_body_assert_equal (node, expected);
}

static inline NatterMessage *
natter_test_body_add (GPtrArray  *messages,
                      NatterRole  role,
                      const char *text)
{
  NatterMessage *message = natter_message_new (role, text);

  g_ptr_array_add (messages, message);

  return message;
}

static inline void
natter_test_body_attach (NatterMessage *message,
                         const char    *mime_type,
                         const char    *name,
                         const char    *data)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, strlen (data));
  g_autoptr(NatterAttachment) attachment = natter_attachment_new (mime_type, name, bytes);

  natter_message_add_attachment (message, attachment);
}

static inline void
natter_test_body_carry (NatterMessage *message,
                        const char    *dialect_id,
                        const char    *json)
{
  g_autofree char *text = g_strdelimit (g_strdup (json), "'", '"');
  NatterDelta delta = { .kind = NATTER_DELTA_CARRY, .name = dialect_id, .text = text };

  delta.length = strlen (text);
  natter_message_append (message, &delta);
}

static inline const char *
natter_test_body_get_header (NatterHttpRequest *http,
                             const char        *name)
{
  return g_hash_table_lookup (natter_http_request_get_headers (http), name);
}
