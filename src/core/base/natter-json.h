/* natter-json.h: reading JSON from strangers: each getter takes anything and gives a value or a
 * default.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode   *natter_json_parse      (const char  *data,
                                    gsize        length,
                                    GError     **error);
JsonObject *natter_json_as_object  (JsonNode    *node);
JsonArray  *natter_json_as_array   (JsonNode    *node);
const char *natter_json_as_string  (JsonNode    *node);
JsonObject *natter_json_get_object (JsonObject  *object,
                                    const char  *name);
JsonArray  *natter_json_get_array  (JsonObject  *object,
                                    const char  *name);
const char *natter_json_get_string (JsonObject  *object,
                                    const char  *name);
gint64      natter_json_get_int    (JsonObject  *object,
                                    const char  *name,
                                    gint64       fallback);
gboolean    natter_json_get_double (JsonObject  *object,
                                    const char  *name,
                                    double      *value);
gboolean    natter_json_get_bool   (JsonObject  *object,
                                    const char  *name,
                                    gboolean     fallback);
gboolean    natter_json_has_string (JsonArray   *array,
                                    const char  *text);
char       *natter_json_to_string  (JsonNode    *node,
                                    gboolean     pretty);
char       *natter_json_to_line    (JsonNode    *node);
void        natter_json_append_string (GString  *out,
                                       const char *text);

G_END_DECLS
