/* natter-export-private.h: one writer per format, and what they share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-export.h"

G_BEGIN_DECLS

char *natter_export_text_conversation     (NatterConversation *conversation);
char *natter_export_markdown_conversation (NatterConversation *conversation);
char *natter_export_json_conversation     (NatterConversation *conversation);

char *natter_export_trim_lines            (const char         *text);
char *natter_export_redact                (const char         *text);

G_END_DECLS
