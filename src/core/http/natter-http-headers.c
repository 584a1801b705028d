/* natter-http-headers.c: a table of header names to values that ignores the case of names. Any
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-headers-private.h"

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
