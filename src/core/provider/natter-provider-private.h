/* natter-provider-private.h: what the files of NatterProvider share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-model-cache.h"
#include "natter-provider.h"

G_BEGIN_DECLS

/* One question for the models in flight, and everybody who waits for the answer. */
typedef struct _NatterModelsLoad NatterModelsLoad;
typedef struct _NatterModelsWish NatterModelsWish;

struct _NatterProvider
{
  GObject            parent_instance;

  char              *id;
  char              *name;
  char              *base_url;
  NatterDialect     *dialect;
  gboolean           transient;
  char              *preset_id;     /* or NULL */
  JsonObject        *own_quirks;    /* the account's; or NULL */
  JsonObject        *quirks;        /* those over the preset's; or NULL */
  JsonObject        *extras;        /* or NULL */
  JsonObject        *learned;       /* a model's id: {"unsupported", "limit-field"}; or NULL */
  NatterConnection  *connection;    /* or NULL, which is the usual one */
  char              *organization;  /* or NULL */
  char              *project;       /* or NULL */
  JsonObject        *saved;         /* what the file said, members of other versions too; or NULL */

  GPtrArray         *fetched;       /* of NatterModel */
  GPtrArray         *manual;        /* of ids */
  GListStore        *models;        /* both, no id twice */
  NatterModelsState  models_state;
  gint64             models_time;   /* when they were fetched, ms since 1970; 0: they were not */
  GError            *models_error;  /* of the last load that failed */
  NatterModelsLoad  *load;          /* the one in flight, which owns itself and holds us */

  NatterModelCache  *cache;         /* or NULL */
  gboolean           recalled;      /* the cache was asked */
  gboolean           recalling;     /* and has not answered; holds us */
  NatterModelsWish  *wish;          /* what to do then; or NULL */
};

void natter_provider_update_models    (NatterProvider    *self);
void natter_provider_set_models_state (NatterProvider    *self,
                                       NatterModelsState  state);
void natter_provider_take_models      (NatterProvider    *self,
                                       GListModel        *models,
                                       gint64             time);
void natter_provider_recall_models    (NatterProvider    *self);
void natter_provider_keep_models      (NatterProvider    *self);
void natter_provider_set_cache        (NatterProvider    *self,
                                       NatterModelCache  *cache);
void natter_provider_notify_preset_id (NatterProvider    *self);
void natter_models_load_abandon       (NatterModelsLoad  *self);
gboolean natter_provider_check_key_for_url (NatterProvider  *self,
                                            const char      *url,
                                            const char      *key,
                                            GError         **error);

G_END_DECLS
