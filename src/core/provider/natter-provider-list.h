/* natter-provider-list.h: the accounts and defaults of a profile, kept in providers.json. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-answer-settings.h"
#include "natter-model-cache.h"
#include "natter-model-shelf.h"
#include "natter-provider.h"

G_BEGIN_DECLS

#define NATTER_TYPE_PROVIDER_LIST (natter_provider_list_get_type ())
G_DECLARE_FINAL_TYPE (NatterProviderList, natter_provider_list, NATTER, PROVIDER_LIST, GObject)

/* A GListModel of NatterProvider. A model key is "provider-id/model-id". */
NatterProviderList *natter_provider_list_new             (const char          *path);
gboolean            natter_provider_list_load            (NatterProviderList  *self,
                                                          GError             **error);
gboolean            natter_provider_list_save            (NatterProviderList  *self,
                                                          GError             **error);
void                natter_provider_list_add             (NatterProviderList  *self,
                                                          NatterProvider      *provider);
void                natter_provider_list_remove          (NatterProviderList  *self,
                                                          NatterProvider      *provider);
NatterProvider     *natter_provider_list_lookup          (NatterProviderList  *self,
                                                          const char          *provider_id);
NatterProvider     *natter_provider_list_find_url        (NatterProviderList  *self,
                                                          const char          *base_url);
NatterProvider     *natter_provider_list_resolve         (NatterProviderList  *self,
                                                          const char          *model_key,
                                                          const char         **model_id);
char               *natter_provider_list_make_key        (NatterProvider      *provider,
                                                          const char          *model_id);

void                natter_provider_list_set_cache       (NatterProviderList  *self,
                                                          NatterModelCache    *cache);
NatterModel        *natter_provider_list_find_model      (NatterProviderList  *self,
                                                          const char          *model_key);

/* Favourites and recent models, kept with the accounts. */
NatterModelShelf   *natter_provider_list_get_shelf       (NatterProviderList  *self);
void                natter_provider_list_note_used       (NatterProviderList  *self,
                                                          const char          *model_key);

const char         *natter_provider_list_get_default_model (NatterProviderList *self);
void                natter_provider_list_set_default_model (NatterProviderList *self,
                                                          const char          *model_key);
const char         *natter_provider_list_get_system_prompt (NatterProviderList *self);
void                natter_provider_list_set_system_prompt (NatterProviderList *self,
                                                          const char          *prompt);
const NatterAnswerSettings *
                    natter_provider_list_get_answer_settings (NatterProviderList *self);
void                natter_provider_list_set_answer_settings (NatterProviderList *self,
                                                          const NatterAnswerSettings *settings);

G_END_DECLS
