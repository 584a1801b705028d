/* natter-json-write.c: JSON as text. A request may hold a conversation of many megabytes, which
 * json-glib writes byte by byte. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json.h"

#include <string.h>

typedef struct
{
  GString    *out;
  const char *comma;
  const char *colon;
} Writer;

/* The fewest digits that are read back as the same number: json-glib writes 0.1 with seventeen. */
static void
append_double (GString *out,
               double   number)
{
  static const char *const formats[] = { "%.15g", "%.16g", "%.17g" };
  char text[G_ASCII_DTOSTR_BUF_SIZE] = "";

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    {
      double again = 0;

      g_ascii_formatd (text, sizeof text, formats[i], number);
      again = g_ascii_strtod (text, NULL);
      if (memcmp (&again, &number, sizeof number) == 0)
        break;
    }

  g_string_append (out, text);
  if (!strpbrk (text, ".en"))
    g_string_append (out, ".0");
}

static gboolean
is_plain (guchar c)
{
  return c >= 0x20 && c != '"' && c != '\\' && c != 0x7f;
}

static void
append_escape (GString *out,
               guchar   c)
{
  static const char letters[] = { ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f',
                                  ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\' };
  const char pair[] = { '\\', c < sizeof letters ? letters[c] : '\0' };

  if (pair[1])
    g_string_append_len (out, pair, sizeof pair);
  else
    g_string_append_printf (out, "\\u%04x", c);
}

/* RFC 8259, 7. What needs no escape is copied in runs. */
static void
append_string (GString    *out,
               const char *text)
{
  const char *run = text;

  g_string_append_c (out, '"');
  for (const char *p = text; *p; p++)
    if (!is_plain ((guchar) *p))
      {
        g_string_append_len (out, run, p - run);
        append_escape (out, (guchar) *p);
        run = p + 1;
      }
  g_string_append (out, run);
  g_string_append_c (out, '"');
}

static void
append_leaf (GString  *out,
             JsonNode *node)
{
  GType type = JSON_NODE_HOLDS_VALUE (node) ? json_node_get_value_type (node) : G_TYPE_NONE;
  g_autofree char *text = NULL;

  if (type == G_TYPE_STRING)
    append_string (out, json_node_get_string (node));
  else if (type == G_TYPE_DOUBLE)
    append_double (out, json_node_get_double (node));
  else
    {
      text = json_to_string (node, FALSE);
      g_string_append (out, text);
    }
}

static void append_node (const Writer *writer,
                         JsonNode     *node);

static void
append_array (const Writer *writer,
              JsonArray    *array)
{
  g_string_append_c (writer->out, '[');
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      if (i > 0)
        g_string_append (writer->out, writer->comma);
      append_node (writer, json_array_get_element (array, i));
    }
  g_string_append_c (writer->out, ']');
}

static void
append_object (const Writer *writer,
               JsonObject   *object)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;
  gboolean is_first = TRUE;

  g_string_append_c (writer->out, '{');
  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      if (!is_first)
        g_string_append (writer->out, writer->comma);
      is_first = FALSE;
      append_string (writer->out, name);
      g_string_append (writer->out, writer->colon);
      append_node (writer, node);
    }
  g_string_append_c (writer->out, '}');
}

static void
append_node (const Writer *writer,
             JsonNode     *node)
{
  if (JSON_NODE_HOLDS_OBJECT (node))
    append_object (writer, json_node_get_object (node));
  else if (JSON_NODE_HOLDS_ARRAY (node))
    append_array (writer, json_node_get_array (node));
  else
    append_leaf (writer->out, node);
}

static char *
write_text (JsonNode   *node,
            const char *comma,
            const char *colon)
{
  g_autoptr(GString) out = g_string_new (NULL);

  append_node (&(Writer) { .out = out, .comma = comma, .colon = colon }, node);

  return g_string_free_and_steal (g_steal_pointer (&out));
}

/**
 * natter_json_to_string:
 * @node: a node
 * @pretty: whether to indent it for a person
 *
 * Returns: (transfer full): JSON text
 */
char *
natter_json_to_string (JsonNode *node,
                       gboolean  pretty)
{
  g_return_val_if_fail (node, NULL);

  return pretty ? json_to_string (node, TRUE) : write_text (node, ",", ":");
}

/**
 * natter_json_to_line:
 * @node: a node
 *
 * For arguments of tools that a server sends as a value and not as text: the form in which most
 * models write them, `{"place": "Oslo", "days": [1, 2]}`.
 *
 * Returns: (transfer full): JSON text in one line, with a blank behind each comma and colon
 */
char *
natter_json_to_line (JsonNode *node)
{
  g_return_val_if_fail (node, NULL);

  return write_text (node, ", ", ": ");
}

/**
 * natter_json_append_string:
 * @out: JSON so far
 * @text: valid UTF-8
 *
 * Appends @text as a JSON string, in its quotes: for who writes JSON that is too long for a tree.
 */
void
natter_json_append_string (GString    *out,
                           const char *text)
{
  g_return_if_fail (out != NULL);
  g_return_if_fail (text != NULL);

  append_string (out, text);
}
