/* natter-title.h: a model is asked for the title of a conversation. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-conversation.h"
#include "natter-http.h"
#include "natter-provider-list.h"
#include "natter-secrets.h"

G_BEGIN_DECLS

/* What it takes to ask. */
typedef struct
{
  NatterHttp         *http;
  NatterSecrets      *secrets;
  NatterProviderList *providers;
  NatterProvider     *provider;
  const char         *model;
} NatterTitleAsk;

gboolean  natter_title_is_wanted (NatterConversation   *conversation,
                                  NatterMessage        *answer);
void      natter_title_ask       (const NatterTitleAsk *ask,
                                  NatterConversation   *conversation,
                                  NatterMessage        *answer);
char     *natter_title_dup_clean (const char           *words);

G_END_DECLS
