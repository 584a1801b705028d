/* natter-address.c: what an address “natter:new?text=…” asks for: a text for the composer, and
 * nothing else. Any page and any program may open one, so it is read as what a stranger says. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-address.h"

#include <string.h>

#define SCHEME "natter"
/* Three characters of an address may be one byte of its text. */
#define MAX_ADDRESS (3 * NATTER_ADDRESS_MAX_TEXT + 256)

/* A person reads what stands in the composer before it is sent: what cannot be seen there, or makes
 * it read differently from what it is, does not get in. That is control characters, those that turn
 * the direction of writing, and the plane of tags, in which whole sentences can hide. */
static gboolean
may_stay (gunichar character)
{
  if (character == '\n' || character == '\t')
    return TRUE;

  return !g_unichar_iscntrl (character) &&
         !(character >= 0x202A && character <= 0x202E) &&
         !(character >= 0x2066 && character <= 0x2069) &&
         !(character >= 0xE0000 && character <= 0xE0FFF);
}

static char *
dup_clean (const char *text)
{
  GString *clean = g_string_new (NULL);

  for (const char *p = text; *p; p = g_utf8_next_char (p))
    {
      gunichar character = g_utf8_get_char (p);

      /* As forms and some systems end their lines. */
      if (character == '\r' && p[1] != '\n')
        character = '\n';
      if (may_stay (character))
        g_string_append_unichar (clean, character);
    }

  return g_string_free (clean, FALSE);
}

/* Returns: (transfer full) (nullable): the first text of the query. Whatever else is in there, and
 * what is not well-formed, is as if it was not. */
static char *
dup_text (const char *query)
{
  GUriParamsIter iter;
  char *name = NULL;
  char *value = NULL;

  g_uri_params_iter_init (&iter, query, -1, "&", G_URI_PARAMS_NONE);
  while (g_uri_params_iter_next (&iter, &name, &value, NULL))
    {
      g_autofree char *owned_name = name;
      g_autofree char *owned_value = value;

      if (g_str_equal (owned_name, "text"))
        return g_steal_pointer (&owned_value);
    }

  return NULL;
}

static gboolean
asks_for_new_chat (GUri *address)
{
  const char *path = g_uri_get_path (address);

  return !g_uri_get_host (address) && (*path == '\0' || g_str_equal (path, "new"));
}

/**
 * natter_address_read:
 * @uri: what was opened
 * @text: (out) (transfer full) (nullable): what is to stand in the composer of a new chat; %NULL
 *   where it asks for nothing that is known
 *
 * Returns: whether @uri is an address of Natter's at all
 */
gboolean
natter_address_read (const char  *uri,
                     char       **text)
{
  g_autofree char *scheme = g_uri_parse_scheme (uri);
  g_autofree char *found = NULL;
  g_autoptr(GUri) address = NULL;

  *text = NULL;
  if (!scheme || g_ascii_strcasecmp (scheme, SCHEME) != 0)
    return FALSE;

  if (strlen (uri) <= MAX_ADDRESS)
    address = g_uri_parse (uri, G_URI_FLAGS_ENCODED_QUERY, NULL);
  if (!address || !asks_for_new_chat (address) || !g_uri_get_query (address))
    return TRUE;

  found = dup_text (g_uri_get_query (address));
  if (found && *found && strlen (found) <= NATTER_ADDRESS_MAX_TEXT)
    *text = dup_clean (found);

  return TRUE;
}
