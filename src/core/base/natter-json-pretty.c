/* natter-json-pretty.c: JSON text laid out for a person. Only blanks are changed: a number or an
 * escape stands there as the server wrote it. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json-pretty.h"

#include <string.h>

#include "natter-json.h"

#define INDENT 2

static void
append_line (GString *out,
             guint    depth)
{
  g_string_append_printf (out, "\n%*s", (int) depth * INDENT, "");
}

static const char *
skip_blanks (const char *p)
{
  return p + strspn (p, " \t\r\n");
}

/* Where the string that begins at p ends: behind its second quotation mark. */
static const char *
skip_string (const char *p)
{
  for (p++; *p && *p != '"'; p++)
    if (*p == '\\' && p[1])
      p++;

  return *p ? p + 1 : p;
}

/* An object or array that holds nothing stays in one line. */
static const char *
open_bracket (GString    *out,
              const char *p,
              guint      *depth)
{
  const char *next = skip_blanks (p + 1);

  g_string_append_c (out, *p);
  if (*next == '}' || *next == ']')
    {
      g_string_append_c (out, *next);
      return next + 1;
    }

  *depth += 1;
  append_line (out, *depth);

  return p + 1;
}

/* One token of JSON that is known to be good; returns where the next begins. */
static const char *
append_token (GString    *out,
              const char *p,
              guint      *depth)
{
  const char *end = p + 1;

  switch (*p)
    {
    case '{':
    case '[':
      return open_bracket (out, p, depth);

    case '}':
    case ']':
      *depth -= 1;
      append_line (out, *depth);
      g_string_append_c (out, *p);
      return end;

    case ',':
      g_string_append_c (out, *p);
      append_line (out, *depth);
      return end;

    case ':':
      g_string_append (out, ": ");
      return end;

    case '"':
      end = skip_string (p);
      g_string_append_len (out, p, end - p);
      return end;

    default:
      end = p + strcspn (p, ",:[]{}\" \t\r\n");
      g_string_append_len (out, p, end - p);
      return end;
    }
}

/**
 * natter_json_dup_pretty:
 * @text: anything
 *
 * Returns: (transfer full): @text with a line for each member and element if it is a JSON object
 *   or array, and unchanged if not
 */
char *
natter_json_dup_pretty (const char *text)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(GString) out = NULL;
  const char *p = NULL;
  guint depth = 0;

  g_return_val_if_fail (text, NULL);

  node = natter_json_parse (text, strlen (text), NULL);
  if (!natter_json_as_object (node) && !natter_json_as_array (node))
    return g_strdup (text);

  out = g_string_new (NULL);
  for (p = skip_blanks (text); *p; p = skip_blanks (p))
    p = append_token (out, p, &depth);

  return g_string_free_and_steal (g_steal_pointer (&out));
}
