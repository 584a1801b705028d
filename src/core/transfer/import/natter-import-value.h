/* natter-import-value.h: values in the files of strangers: any of them may be null, a number, a
 * string or a list. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

G_BEGIN_DECLS

JsonNode *natter_import_get_node      (JsonObject  *object,
                                       const char  *name);
JsonNode *natter_import_parse         (const char  *data,
                                       gsize        length,
                                       GError     **error);
char     *natter_import_dup_text      (JsonNode    *node);
char     *natter_import_dup_string    (JsonObject  *object,
                                       const char  *name);
char     *natter_import_dup_raw       (JsonNode    *node);
gint64    natter_import_read_time     (JsonNode    *node);
gint64    natter_import_get_time      (JsonObject  *object,
                                       const char  *name);
GBytes   *natter_import_decode_base64 (const char  *text);
GBytes   *natter_import_decode_url    (const char  *url,
                                       char       **mime_type);
char     *natter_import_guess_type    (const char  *name);
char     *natter_import_make_id       (const char  *source,
                                       const char  *first,
                                       const char  *second);
char     *natter_import_dup_fenced    (const char  *language,
                                       const char  *text);

G_END_DECLS
