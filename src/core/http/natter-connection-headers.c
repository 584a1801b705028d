/* natter-connection-headers.c: the headers of one's own that a server gets with every request. They
 * stand in a file, so none may carry a key. Owned as NatterConnection is; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-connection-private.h"
#include "natter-error.h"
#include "natter-http-headers-private.h"

void
natter_connection_header_free (gpointer data)
{
  NatterConnectionHeader *header = data;

  g_free (header->name);
  g_free (header->value);
  g_free (header);
}

void
natter_connection_append_header (NatterConnection *self,
                                 const char       *name,
                                 const char       *value)
{
  NatterConnectionHeader *header = g_new0 (NatterConnectionHeader, 1);

  header->name = g_strdup (name);
  header->value = g_strdup (value);
  g_ptr_array_add (self->headers, header);
}

/* A key in a header would be written to the file in plain text. */
static gboolean
is_credential (const char *name)
{
  static const char *const names[] = {
    "authorization", "x-api-key", "api-key", "x-goog-api-key", "cookie", "proxy-authorization"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (name, names[i]) == 0)
        return TRUE;
    }

  return FALSE;
}

/* What belongs to the connection or the body: each of these would break the exchange. */
static gboolean
is_reserved (const char *name)
{
  static const char *const names[] = {
    "accept-encoding", "connection", "expect", "host", "keep-alive", "proxy-authenticate",
    "proxy-connection", "te", "trailer", "transfer-encoding", "upgrade"
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      if (g_ascii_strcasecmp (name, names[i]) == 0)
        return TRUE;
    }

  return g_ascii_strncasecmp (name, "content-", strlen ("content-")) == 0;
}

static gboolean
has_header (NatterConnection *self,
            const char       *name)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      const NatterConnectionHeader *header = g_ptr_array_index (self->headers, i);

      if (g_ascii_strcasecmp (header->name, name) == 0)
        return TRUE;
    }

  return FALSE;
}

/**
 * natter_connection_add_header:
 * @self: a connection that is not shared
 * @name: a header's name
 * @value: its value, which will stand in a file
 * @error: return location for an error
 *
 * Adds a header that every request to the server gets, in place of one that Natter would send.
 * Blanks around name and value are dropped.
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when @name is no header's name (RFC 9110, section
 * 5.6.2), belongs to the connection or the body, would carry a key, or was added before, and when
 * @value has a control character in it. The error never repeats the value.
 *
 * Returns: whether it was added
 */
gboolean
natter_connection_add_header (NatterConnection  *self,
                              const char        *name,
                              const char        *value,
                              GError           **error)
{
  g_autofree char *trimmed_name = NULL;
  g_autofree char *trimmed_value = NULL;

  g_return_val_if_fail (natter_connection_is_mine (self), FALSE);
  g_return_val_if_fail (name && value, FALSE);

  trimmed_name = g_strstrip (g_strdup (name));
  trimmed_value = g_strstrip (g_strdup (value));

  if (is_credential (trimmed_name))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   _("The header “%s” carries a key, and headers are not kept secret. Enter the "
                     "key as the provider’s API key instead."), trimmed_name);
      return FALSE;
    }

  if (is_reserved (trimmed_name))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   _("Natter sets the header “%s” itself. Remove it."), trimmed_name);
      return FALSE;
    }

  if (!natter_http_headers_check (trimmed_name, trimmed_value, error))
    return FALSE;

  if (has_header (self, trimmed_name))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   _("The header “%s” is there twice. Remove one of them."), trimmed_name);
      return FALSE;
    }

  natter_connection_append_header (self, trimmed_name, trimmed_value);

  return TRUE;
}

/**
 * natter_connection_clear_headers:
 * @self: a connection that is not shared
 */
void
natter_connection_clear_headers (NatterConnection *self)
{
  g_return_if_fail (natter_connection_is_mine (self));

  g_ptr_array_set_size (self->headers, 0);
}

/**
 * natter_connection_get_n_headers:
 * @self: a connection
 *
 * Returns: how many headers of one's own it has
 */
guint
natter_connection_get_n_headers (NatterConnection *self)
{
  g_return_val_if_fail (self, 0);

  return self->headers->len;
}

/**
 * natter_connection_get_header:
 * @self: a connection
 * @position: of a header, in the order they were added
 * @value: (out) (optional) (transfer none): its value
 *
 * Returns: (transfer none): its name
 */
const char *
natter_connection_get_header (NatterConnection  *self,
                              guint              position,
                              const char       **value)
{
  const NatterConnectionHeader *header = NULL;

  g_return_val_if_fail (self, NULL);
  g_return_val_if_fail (position < self->headers->len, NULL);

  header = g_ptr_array_index (self->headers, position);
  if (value)
    *value = header->value;

  return header->name;
}
