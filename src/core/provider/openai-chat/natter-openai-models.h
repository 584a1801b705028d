/* natter-openai-models.h: the list of models of servers that speak one of OpenAI's dialects. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"

G_BEGIN_DECLS

GListModel *natter_openai_models_read (GBytes  *body,
                                       GError **error);

G_END_DECLS
