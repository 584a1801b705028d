/* natter-provider-url.c: from what a person pastes to the base URL of a provider. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-provider-private.h"

/* Paths stay as they were typed: a server may tell %2F from a slash. */
#define URI_FLAGS (G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH)

static void
set_invalid (GError     **error,
             const char  *sentence)
{
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING, sentence);
}

/* A host without "//" in front of it looks like a scheme ("localhost:8080"), so only "//" tells.
 * Nobody's host is called "https": there a slash is missing. */
static gboolean
has_scheme (const char *text)
{
  const char *colon = text + strcspn (text, ":/?#");

  return g_str_has_prefix (colon, "://") ||
         g_ascii_strncasecmp (text, "http:", 5) == 0 ||
         g_ascii_strncasecmp (text, "https:", 6) == 0;
}

/* Examples have {placeholders} in them; nobody's server does. */
static char *
dup_placeholder (const char *text)
{
  const char *open = strchr (text, '{');
  const char *end = open != NULL ? strchr (open, '}') : NULL;

  return end != NULL ? g_strndup (open, (gsize) (end + 1 - open)) : NULL;
}

static gboolean
is_one_word (const char *text)
{
  const char *p;

  if (!g_utf8_validate (text, -1, NULL))
    return FALSE;

  for (p = text; *p != '\0'; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isgraph (c) || c == '\\')
        return FALSE;
    }

  return TRUE;
}

static GUri *
parse (const char  *text,
       GError     **error)
{
  g_autoptr(GUri) uri = g_uri_parse (text, URI_FLAGS, NULL);

  if (uri == NULL)
    {
      set_invalid (error, _("This is not an address. Enter one like https://api.example.com/v1."));
      return NULL;
    }

  if (!g_str_equal (g_uri_get_scheme (uri), "https") &&
      !g_str_equal (g_uri_get_scheme (uri), "http"))
    {
      set_invalid (error, _("Only addresses that begin with https:// or http:// can be used. "
                            "Enter one like https://api.example.com/v1."));
      return NULL;
    }

  if (g_uri_get_userinfo (uri) != NULL)
    {
      set_invalid (error, _("The address has a user name or password in it. Remove everything up "
                            "to the “@”, and enter a key in the field for the key."));
      return NULL;
    }

  if (g_uri_get_host (uri) == NULL || *g_uri_get_host (uri) == '\0')
    {
      set_invalid (error, _("The address does not name a server. "
                            "Enter one like https://api.example.com/v1."));
      return NULL;
    }

  return g_steal_pointer (&uri);
}

static void
remove_end (char       *path,
            const char *end)
{
  gsize length = strlen (path);

  while (length > 0 && path[length - 1] == '/')
    path[--length] = '\0';

  if (g_str_has_suffix (path, end))
    path[length - strlen (end)] = '\0';
}

/* Drops query and fragment, and what a person may have copied along from a provider's examples. */
static char *
join (GUri       *uri,
      const char *scheme)
{
  g_autofree char *host = g_ascii_strdown (g_uri_get_host (uri), -1);
  g_autofree char *path = g_strdup (g_uri_get_path (uri));
  int port = g_uri_get_port (uri);

  remove_end (path, "/chat/completions");
  remove_end (path, "/");

  if (port == (g_str_equal (scheme, "https") ? 443 : 80))
    port = -1;

  return g_uri_join (URI_FLAGS, scheme, NULL, host, port, path, NULL, NULL);
}

static gboolean
url_is_local (const char *url)
{
  g_autoptr(NatterHttpRequest) request = natter_http_request_new ("GET", url, NULL);

  return request != NULL && natter_http_request_is_local (request);
}

/**
 * natter_provider_clean_base_url:
 * @text: an address as a person types or pastes it
 * @error: NATTER_ERROR_INVALID_SETTING, with a sentence that helps
 *
 * Makes a base URL, the form that all requests are built on and keys are filed under: with a scheme
 * (https, or http for this computer, when none was given), a host in small letters, no default
 * port, no slash at the end, no "/chat/completions", no query and no fragment.
 *
 * Returns: (transfer full) (nullable): the base URL
 */
char *
natter_provider_clean_base_url (const char  *text,
                                GError     **error)
{
  g_autofree char *trimmed = NULL;
  g_autofree char *placeholder = NULL;
  g_autofree char *address = NULL;
  g_autofree char *url = NULL;
  g_autoptr(GUri) uri = NULL;

  g_return_val_if_fail (text != NULL, NULL);
  g_return_val_if_fail (!error || !*error, NULL);

  trimmed = g_strstrip (g_strdup (text));
  if (*trimmed == '\0')
    {
      set_invalid (error, _("The address is empty. Enter one like https://api.example.com/v1."));
      return NULL;
    }

  if (!is_one_word (trimmed))
    {
      set_invalid (error, _("The address has blanks or other characters in it that no address "
                            "has. Enter one like https://api.example.com/v1."));
      return NULL;
    }

  placeholder = dup_placeholder (trimmed);
  if (placeholder != NULL)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   /* Translators: %s is a word in braces, like {resource} */
                   _("“%s” in the address stands for something of your own. Put that in its "
                     "place."), placeholder);
      return NULL;
    }

  if (has_scheme (trimmed))
    address = g_strdup (trimmed);
  else
    address = g_strconcat ("https://", trimmed, NULL);

  uri = parse (address, error);
  if (uri == NULL)
    return NULL;

  url = join (uri, g_uri_get_scheme (uri));
  if (!has_scheme (trimmed) && url_is_local (url))
    return join (uri, "http");

  return g_steal_pointer (&url);
}

/**
 * natter_provider_is_local:
 * @self: a provider
 *
 * Returns: whether the server is on this computer
 */
gboolean
natter_provider_is_local (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);

  return url_is_local (natter_provider_get_base_url (self));
}

/*
 * natter_provider_check_key_for_url:
 * @url: the base URL that the key goes to
 * @key: (nullable): the key that is about to be sent
 *
 * A key does not cross a network unencrypted, unless a person allowed it for just that address:
 * everybody on the way could read and use it.
 */
gboolean
natter_provider_check_key_for_url (NatterProvider  *self,
                                   const char      *url,
                                   const char      *key,
                                   GError         **error)
{
  const char *allowed = self->connection != NULL
                        ? natter_connection_get_plain_http_url (self->connection) : NULL;

  if (key == NULL || *key == '\0' || g_str_has_prefix (url, "https://") || url_is_local (url) ||
      g_strcmp0 (url, allowed) == 0)
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP,
                       _("The key was not sent, because the provider’s address begins with http:// "
                         "and anybody on the network could read it. Change the address to one that "
                         "begins with https://, or remove the key."));
  return FALSE;
}

/**
 * natter_provider_check_key_allowed:
 * @self: a provider
 * @key: (nullable): the key that is about to be sent
 * @error: NATTER_ERROR_PLAIN_HTTP
 *
 * A key never crosses a network unencrypted, unless the connection's
 * natter_connection_get_plain_http_url() is the provider's address.
 *
 * Returns: whether @key may be sent to the provider's address; no key always may
 */
gboolean
natter_provider_check_key_allowed (NatterProvider  *self,
                                   const char      *key,
                                   GError         **error)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  return natter_provider_check_key_for_url (self, self->base_url, key, error);
}
