/* natter-import-common.h: forms that several programs write alike. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-import-reader.h"

G_BEGIN_DECLS

guint            natter_import_count         (JsonArray          *array);
JsonObject      *natter_import_get_element   (JsonArray          *array,
                                              guint               i);
NatterImportRole natter_import_read_role     (const char         *role);
void             natter_import_read_calls    (NatterImportNode   *node,
                                              JsonArray          *calls);
void             natter_import_read_tokens   (NatterImportNode   *node,
                                              JsonObject         *usage);
void             natter_import_read_content  (NatterImportReader *self,
                                              NatterImportNode   *node,
                                              JsonNode           *content);
void             natter_import_read_details  (NatterImportNode   *node,
                                              const char         *text);
char            *natter_import_dup_json      (JsonNode           *node);

G_END_DECLS
