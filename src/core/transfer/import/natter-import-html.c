/* natter-import-html.c: the words of a piece of a page, in one pass: tags are left out, those that
 * begin a line begin one. Nothing of it is shown as a page. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-html.h"

#include <string.h>

#define MAX_ENTITY 12

static const struct
{
  const char *name;
  const char *text;
} entities[] = {
  { "amp", "&" }, { "lt", "<" }, { "gt", ">" }, { "quot", "\"" }, { "apos", "'" },
  { "nbsp", " " }, { "hellip", "…" }, { "ndash", "–" }, { "mdash", "—" },
};

static const struct
{
  const char *name;
  const char *text;
} tags[] = {
  { "br", "\n" }, { "p", "\n\n" }, { "div", "\n" }, { "li", "\n- " }, { "tr", "\n" },
  { "td", " | " }, { "pre", "\n\n" }, { "h1", "\n\n# " }, { "h2", "\n\n## " },
  { "h3", "\n\n### " }, { "ul", "\n" }, { "ol", "\n" }, { "blockquote", "\n\n" },
};

/* Returns: how long the entity at @p is, whose text is appended; 0 when it is none */
static gsize
append_entity (GString    *text,
               const char *p)
{
  const char *end = memchr (p, ';', strnlen (p, MAX_ENTITY));
  g_autofree char *name = end ? g_strndup (p + 1, (gsize) (end - p) - 1) : NULL;
  guint64 number = 0;

  if (!name)
    return 0;

  if (name[0] == '#')
    {
      gboolean is_hex = name[1] == 'x' || name[1] == 'X';

      if (!g_ascii_string_to_unsigned (name + (is_hex ? 2 : 1), is_hex ? 16 : 10, 1, 0x10ffff,
                                       &number, NULL) || !g_unichar_validate ((gunichar) number))
        return 0;
      g_string_append_unichar (text, (gunichar) number);
      return (gsize) (end - p) + 1;
    }

  for (guint i = 0; i < G_N_ELEMENTS (entities); i++)
    if (g_str_equal (name, entities[i].name))
      {
        g_string_append (text, entities[i].text);
        return (gsize) (end - p) + 1;
      }

  return 0;
}

/* Returns: how long the tag at @p is; 0 when it is none */
static gsize
append_tag (GString    *text,
            const char *p)
{
  const char *end = NULL;
  gsize length = 0;

  if (!g_ascii_isalpha (p[1]) && p[1] != '/' && p[1] != '!')
    return 0;

  end = strchr (p, '>');
  if (!end)
    return strlen (p);

  length = strcspn (p + 1, " />\t\n");
  for (guint i = 0; i < G_N_ELEMENTS (tags); i++)
    if (strlen (tags[i].name) == length &&
        g_ascii_strncasecmp (p + 1, tags[i].name, length) == 0)
      g_string_append (text, tags[i].text);

  return (gsize) (end - p) + 1;
}

/* Returns: (transfer full): the words of @html */
char *
natter_import_html_dup_text (const char *html)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const char *p = html;

  while (*p)
    {
      gsize plain = strcspn (p, "<&");
      gsize length = 0;

      g_string_append_len (text, p, (gssize) plain);
      p += plain;
      if (*p == '<')
        length = append_tag (text, p);
      else if (*p == '&')
        length = append_entity (text, p);
      if (length == 0 && *p)
        g_string_append_c (text, *p);
      p += length > 0 ? length : *p != '\0';
    }

  return g_strstrip (g_string_free_and_steal (g_steal_pointer (&text)));
}
