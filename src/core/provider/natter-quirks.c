/* natter-quirks.c: what a provider or model does in its own way, as data. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-quirks.h"

#include "natter-json.h"

/**
 * natter_quirks_get_string:
 * @quirks: (nullable): the provider's
 * @fallback: what holds without the quirk
 */
const char *
natter_quirks_get_string (JsonObject *quirks,
                          const char *name,
                          const char *fallback)
{
  const char *value = quirks ? natter_json_get_string (quirks, name) : NULL;

  return value ? value : fallback;
}

gboolean
natter_quirks_get_bool (JsonObject *quirks,
                        const char *name,
                        gboolean    fallback)
{
  return quirks ? natter_json_get_bool (quirks, name, fallback) : fallback;
}

/**
 * natter_quirks_is_supported:
 * @member: of a request's body
 *
 * Returns: whether the server takes it
 */
gboolean
natter_quirks_is_supported (JsonObject *quirks,
                            const char *member)
{
  JsonArray *unsupported = quirks ? natter_json_get_array (quirks, "unsupported") : NULL;

  for (guint i = 0; unsupported && i < json_array_get_length (unsupported); i++)
    if (g_strcmp0 (natter_json_as_string (json_array_get_element (unsupported, i)), member) == 0)
      return FALSE;

  return TRUE;
}
