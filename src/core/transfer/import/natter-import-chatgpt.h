/* natter-import-chatgpt.h: what a message of ChatGPT says. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-import-reader.h"

G_BEGIN_DECLS

void  natter_import_chatgpt_read_content (NatterImportReader *self,
                                          NatterImportNode   *node,
                                          JsonObject         *message);
char *natter_import_chatgpt_dup_clean    (const char         *text,
                                          JsonObject         *metadata);

G_END_DECLS
