/* natter-prompt-page.h: where the system prompt is written.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NATTER_TYPE_PROMPT_PAGE (natter_prompt_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterPromptPage, natter_prompt_page, NATTER, PROMPT_PAGE, AdwNavigationPage)

/* property "text" (string): notifies while it is typed */
NatterPromptPage *natter_prompt_page_new      (const char       *text);
char             *natter_prompt_page_dup_text (NatterPromptPage *self);

G_END_DECLS
