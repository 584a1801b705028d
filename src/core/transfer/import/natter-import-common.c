/* natter-import-common.c: forms that several programs write alike: those of OpenAI's interface, and
 * the blocks that Open WebUI puts into the text. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-common.h"

#include <string.h>

#include "natter-import-value.h"
#include "natter-json.h"

#define DETAILS     "<details"
#define DETAILS_END "</details>"

guint
natter_import_count (JsonArray *array)
{
  return array ? json_array_get_length (array) : 0;
}

/* Returns: (transfer none) (nullable): the element, if it is an object */
JsonObject *
natter_import_get_element (JsonArray *array,
                           guint      i)
{
  return natter_json_as_object (json_array_get_element (array, i));
}

/* natter_import_read_role:
 * @role: (nullable): a word for who speaks */
NatterImportRole
natter_import_read_role (const char *role)
{
  if (g_strcmp0 (role, "user") == 0 || g_strcmp0 (role, "human") == 0)
    return NATTER_IMPORT_USER;
  if (g_strcmp0 (role, "system") == 0 || g_strcmp0 (role, "developer") == 0 ||
      g_strcmp0 (role, "root") == 0)
    return NATTER_IMPORT_HIDDEN;

  return NATTER_IMPORT_ASSISTANT;
}

/* Returns: (transfer full) (nullable): a string as it is, anything else as JSON */
char *
natter_import_dup_json (JsonNode *node)
{
  if (!node)
    return NULL;

  return natter_json_as_string (node) ? g_strdup (natter_json_as_string (node))
                                      : natter_json_to_line (node);
}

/* natter_import_read_calls:
 * @calls: (nullable): as in OpenAI's interface, with or without the "function" in between */
void
natter_import_read_calls (NatterImportNode *node,
                          JsonArray        *calls)
{
  for (guint i = 0; i < natter_import_count (calls); i++)
    {
      JsonObject *call = natter_import_get_element (calls, i);
      JsonObject *function = natter_json_get_object (call, "function");
      JsonObject *from = function ? function : call;
      g_autofree char *arguments = natter_import_dup_json (natter_import_get_node (from,
                                                                                   "arguments"));
      const char *name = natter_json_get_string (from, "name");

      if (!name)
        name = natter_json_get_string (from, "apiName");
      if (name || arguments)
        natter_import_node_add_call (node, natter_json_get_string (call, "id"), name, arguments);
    }
}

static gint64
get_count (JsonObject *usage,
           const char *first,
           const char *second,
           const char *third)
{
  gint64 count = natter_json_get_int (usage, first, -1);

  if (count < 0)
    count = natter_json_get_int (usage, second, -1);

  return count < 0 ? natter_json_get_int (usage, third, -1) : count;
}

/* natter_import_read_tokens:
 * @usage: (nullable): whatever a provider or program calls the counts */
void
natter_import_read_tokens (NatterImportNode *node,
                           JsonObject       *usage)
{
  node->usage.input = get_count (usage, "prompt_tokens", "input_tokens", "inputTokens");
  node->usage.output = get_count (usage, "completion_tokens", "output_tokens", "outputTokens");
  node->usage.cached_input = get_count (usage, "cached_tokens", "cached_input_tokens",
                                        "cachedInputTokens");
  node->usage.reasoning = get_count (usage, "reasoning_tokens", "reasoning", "reasoningTokens");
  node->usage.total = get_count (usage, "total_tokens", "total", "totalTokens");
}

static gboolean
read_content_part (NatterImportReader *self,
                   NatterImportNode   *node,
                   JsonObject         *part)
{
  const char *type = natter_json_get_string (part, "type");
  JsonObject *image = natter_json_get_object (part, "image_url");
  const char *url = image ? natter_json_get_string (image, "url")
                          : natter_json_get_string (part, "image_url");

  if (!type || g_str_equal (type, "text") || g_str_equal (type, "input_text") ||
      g_str_equal (type, "output_text"))
    {
      g_autofree char *text = natter_import_dup_text (natter_import_get_node (part, "text"));

      natter_import_node_add_text (node, NATTER_PART_TEXT, text);
      return text != NULL || type != NULL;
    }
  if (!g_str_equal (type, "image_url") && !g_str_equal (type, "input_image"))
    return FALSE;

  natter_import_reader_attach_url (self, node, url, natter_json_get_string (part, "name"));
  return TRUE;
}

/**
 * natter_import_read_content:
 * @content: (nullable): a string, or a list of parts as in OpenAI's interface
 */
void
natter_import_read_content (NatterImportReader *self,
                            NatterImportNode   *node,
                            JsonNode           *content)
{
  JsonArray *parts = natter_json_as_array (content);

  if (!parts)
    natter_import_node_take_text (node, NATTER_PART_TEXT, natter_import_dup_text (content));

  for (guint i = 0; i < natter_import_count (parts); i++)
    {
      JsonNode *part = json_array_get_element (parts, i);
      JsonObject *object = natter_json_as_object (part);

      if (!object)
        natter_import_node_take_text (node, NATTER_PART_TEXT, natter_import_dup_text (part));
      else if (!read_content_part (self, node, object))
        natter_import_reader_keep (self, node, natter_json_get_string (object, "type"), part);
    }
}

/* What a page may say of a character, of those that stand in an attribute. */
static char *
dup_unescaped (const char *text,
               gsize       length)
{
  static const struct
  {
    const char *name;
    char        letter;
  } entities[] = {
    { "&quot;", '"' }, { "&#x27;", '\'' }, { "&#39;", '\'' }, { "&lt;", '<' }, { "&gt;", '>' },
    { "&amp;", '&' },
  };
  g_autoptr(GString) plain = g_string_sized_new (length);
  const char *end = text + length;

  while (text < end)
    {
      guint i = 0;

      while (i < G_N_ELEMENTS (entities) && !g_str_has_prefix (text, entities[i].name))
        i++;
      g_string_append_c (plain, i < G_N_ELEMENTS (entities) ? entities[i].letter : *text);
      text += i < G_N_ELEMENTS (entities) ? strlen (entities[i].name) : 1;
    }

  return g_string_free_and_steal (g_steal_pointer (&plain));
}

/* Returns: (transfer full) (nullable): an attribute of the tag from @tag to @end */
static char *
dup_attribute (const char *tag,
               const char *end,
               const char *name)
{
  g_autofree char *wanted = g_strdup_printf (" %s=\"", name);
  const char *start = g_strstr_len (tag, end - tag, wanted);
  const char *quote = NULL;

  if (!start)
    return NULL;

  start += strlen (wanted);
  quote = memchr (start, '"', (gsize) (end - start));

  return quote ? dup_unescaped (start, (gsize) (quote - start)) : NULL;
}

/* The lines within are quoted, below a summary. */
static char *
dup_unquoted (const char *start,
              const char *end)
{
  const char *summary_end = g_strstr_len (start, end - start, "</summary>");
  const char *from = summary_end ? summary_end + strlen ("</summary>") : start;
  g_autofree char *text = g_strndup (from, (gsize) (end - from));
  g_auto(GStrv) lines = g_strsplit (g_strstrip (text), "\n", -1);
  g_autoptr(GString) plain = g_string_new (NULL);

  for (guint i = 0; lines[i]; i++)
    {
      const char *line = lines[i];
      gboolean is_quoted = g_str_has_prefix (line, ">") || g_str_has_prefix (line, "&gt;");

      if (is_quoted)
        line += line[0] == '>' ? 1 : strlen ("&gt;");
      if (is_quoted && line[0] == ' ')
        line++;
      g_string_append_printf (plain, "%s%s", i > 0 ? "\n" : "", line);
    }

  return g_string_free_and_steal (g_steal_pointer (&plain));
}

static void
add_details (NatterImportNode *node,
             const char       *tag,
             const char       *tag_end,
             const char       *end)
{
  g_autofree char *type = dup_attribute (tag, tag_end, "type");
  g_autofree char *id = dup_attribute (tag, tag_end, "id");
  g_autofree char *name = dup_attribute (tag, tag_end, "name");
  g_autofree char *arguments = dup_attribute (tag, tag_end, "arguments");
  g_autofree char *result = dup_attribute (tag, tag_end, "result");

  if (g_strcmp0 (type, "tool_calls") == 0)
    {
      natter_import_node_add_call (node, id, name, arguments);
      natter_import_node_add_result (node, name, result);
    }
  else
    natter_import_node_take_text (node, NATTER_PART_REASONING, dup_unquoted (tag_end + 1, end));
}

static gboolean
is_known (const char *tag,
          const char *end)
{
  g_autofree char *type = dup_attribute (tag, end, "type");

  return g_strcmp0 (type, "reasoning") == 0 || g_strcmp0 (type, "tool_calls") == 0 ||
         g_strcmp0 (type, "code_interpreter") == 0;
}

static void
add_between (NatterImportNode *node,
             const char       *start,
             const char       *end)
{
  g_autofree char *text = g_strndup (start, (gsize) (end - start));

  natter_import_node_add_text (node, NATTER_PART_TEXT, g_strstrip (text));
}

/* Where a tag ends: a quoted attribute may hold ">". */
static const char *
find_tag_end (const char *tag)
{
  gboolean is_quoted = FALSE;

  for (const char *p = tag; *p; p++)
    if (*p == '"')
      is_quoted = !is_quoted;
    else if (*p == '>' && !is_quoted)
      return p;

  return NULL;
}

/**
 * natter_import_read_details:
 * @text: (nullable): a text with blocks of thoughts and tool calls in it, as Open WebUI has them
 *
 * Each becomes what it stands for; other blocks stay text.
 */
void
natter_import_read_details (NatterImportNode *node,
                            const char       *text)
{
  const char *start = text;
  const char *p = text;

  while (p && (p = strstr (p, DETAILS)))
    {
      const char *tag_end = find_tag_end (p);
      const char *end = NULL;

      if (!tag_end)
        break;
      if (!is_known (p, tag_end))
        {
          p = tag_end;
          continue;
        }

      end = strstr (tag_end, DETAILS_END);
      if (!end)
        break;

      add_between (node, start, p);
      add_details (node, p, tag_end, end);
      start = end + strlen (DETAILS_END);
      p = start;
    }

  if (start == text)
    natter_import_node_add_text (node, NATTER_PART_TEXT, text);
  else
    add_between (node, start, start + strlen (start));
}
