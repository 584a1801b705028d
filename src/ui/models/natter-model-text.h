/* natter-model-text.h: in words, what is known of a model and of a list of them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-provider.h"

G_BEGIN_DECLS

char *natter_model_text_context  (gint64          tokens);
char *natter_model_text_age      (gint64          time,
                                  gint64          now);
char *natter_model_text_describe (NatterModel    *model);
char *natter_model_text_details  (NatterModel    *model);
char *natter_model_text_list_age (NatterProvider *provider);

G_END_DECLS
