/* natter-http-headers.c: a table of header names to values that ignores the case of names, and
 * what a header may be. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-headers-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"

static guint
header_name_hash (gconstpointer name)
{
  guint hash = 5381;

  for (const char *p = name; *p; p++)
    hash = hash * 33 + (guchar) g_ascii_tolower (*p);

  return hash;
}

static gboolean
header_name_equal (gconstpointer a,
                   gconstpointer b)
{
  return g_ascii_strcasecmp (a, b) == 0;
}

/*
 * Returns: (transfer full): an empty table of owned strings; replace with g_hash_table_replace(),
 *   so that the latest spelling of a name is kept
 */
GHashTable *
natter_http_headers_new (void)
{
  return g_hash_table_new_full (header_name_hash, header_name_equal, g_free, g_free);
}

/*
 * natter_http_is_token:
 *
 * Returns: whether @text is a token of RFC 9110, section 5.6.2: a method or the name of a header
 */
gboolean
natter_http_is_token (const char *text)
{
  if (*text == '\0')
    return FALSE;

  for (const char *p = text; *p; p++)
    {
      if (!g_ascii_isalnum (*p) && !strchr ("!#$%&'*+-.^_`|~", *p))
        return FALSE;
    }

  return TRUE;
}

gboolean
natter_http_has_control (const char *text)
{
  for (const char *p = text; *p; p++)
    {
      if (g_ascii_iscntrl (*p))
        return TRUE;
    }

  return FALSE;
}

/*
 * natter_http_headers_check:
 *
 * Fails with NATTER_ERROR_INVALID_SETTING when @name is not a header name, or when @value contains
 * a control character, which libsoup takes for a programming error. The error never repeats the
 * value.
 */
gboolean
natter_http_headers_check (const char  *name,
                           const char  *value,
                           GError     **error)
{
  if (!natter_http_is_token (name))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("The name of a header may only have letters, digits and hyphens."));
      return FALSE;
    }

  if (natter_http_has_control (value))
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   _("The value of the header “%s” contains a line break or another invisible "
                     "character. Enter it again."), name);
      return FALSE;
    }

  return TRUE;
}
