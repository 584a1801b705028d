/* natter-answer-page.h: how models are asked to answer. Pushed by the preferences; main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-answer-settings.h"

G_BEGIN_DECLS

#define NATTER_TYPE_ANSWER_PAGE (natter_answer_page_get_type ())
G_DECLARE_FINAL_TYPE (NatterAnswerPage, natter_answer_page, NATTER, ANSWER_PAGE, AdwNavigationPage)

/* property "settings" (NatterAnswerSettings): notifies with each change that is made */
NatterAnswerPage           *natter_answer_page_new          (const NatterAnswerSettings *settings);
const NatterAnswerSettings *natter_answer_page_get_settings (NatterAnswerPage           *self);
char                       *natter_answer_page_dup_summary  (const NatterAnswerSettings *settings);

G_END_DECLS
