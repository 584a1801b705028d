/* natter-test-wire.c: what the scripted server's dialects have in common. Pure; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-wire.h"

#include "natter-test-scene.h"

void
natter_test_ask_clear (NatterTestAsk *ask)
{
  g_clear_pointer (&ask->model, g_free);
  g_clear_pointer (&ask->prompt, g_free);
  g_clear_pointer (&ask->begun, g_free);
}

/* Returns: (transfer full) (nullable): the object that @body is */
JsonObject *
natter_test_wire_parse_object (GBytes *body)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonNode *root = NULL;
  gsize length = 0;
  const char *data = g_bytes_get_data (body, &length);

  if (length == 0 || !json_parser_load_from_data (parser, data, length, NULL))
    return NULL;

  root = json_parser_get_root (parser);

  return root && JSON_NODE_HOLDS_OBJECT (root) ? json_node_dup_object (root) : NULL;
}

/* The content of a message is a string, or parts of which some are text. */
char *
natter_test_wire_dup_content (JsonNode *content)
{
  GString *text = g_string_new (NULL);
  JsonArray *parts = NULL;

  if (content && JSON_NODE_HOLDS_ARRAY (content))
    parts = json_node_get_array (content);
  else if (content && json_node_get_value_type (content) == G_TYPE_STRING)
    g_string_append (text, json_node_get_string (content));

  for (guint i = 0; parts && i < json_array_get_length (parts); i++)
    {
      JsonNode *node = json_array_get_element (parts, i);

      if (JSON_NODE_HOLDS_OBJECT (node))
        g_string_append (text,
                         json_object_get_string_member_with_default (json_node_get_object (node),
                                                                     "text", ""));
    }

  return g_string_free_and_steal (text);
}

/*
 * natter_test_wire_read_messages:
 * @content: the member of a message that holds what was said
 * @ask: is told the last words of the user, those that it shall go on with, and how many tokens
 *   were said
 */
void
natter_test_wire_read_messages (JsonArray     *messages,
                                const char    *content,
                                NatterTestAsk *ask)
{
  for (guint i = 0; i < json_array_get_length (messages); i++)
    {
      JsonNode *node = json_array_get_element (messages, i);
      JsonObject *message = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
      g_autofree char *text = NULL;
      const char *role = NULL;

      if (!message)
        continue;

      role = json_object_get_string_member_with_default (message, "role", "");
      text = natter_test_wire_dup_content (json_object_get_member (message, content));
      ask->n_prompt_tokens += natter_test_token_count (text);
      g_set_str (&ask->begun, NULL);
      if (g_str_equal (role, "user"))
        g_set_str (&ask->prompt, text);
      else if (g_str_equal (role, "assistant") || g_str_equal (role, "model"))
        g_set_str (&ask->begun, text);
    }
}

/* Everything but what JSON forbids stays as it is, so that characters of several bytes reach the
 * wire. */
void
natter_test_wire_append_string (GString    *out,
                                const char *text,
                                gsize       length)
{
  g_string_append_c (out, '"');
  for (gsize i = 0; i < length; i++)
    {
      guchar c = text[i];

      if (c == '"' || c == '\\')
        g_string_append_printf (out, "\\%c", c);
      else if (c == '\n')
        g_string_append (out, "\\n");
      else if (c < 0x20)
        g_string_append_printf (out, "\\u%04x", c);
      else
        g_string_append_c (out, c);
    }
  g_string_append_c (out, '"');
}

void
natter_test_wire_append_text (GString    *out,
                              const char *text)
{
  natter_test_wire_append_string (out, text, strlen (text));
}
