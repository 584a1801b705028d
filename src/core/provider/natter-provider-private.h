/* natter-provider-private.h: what the files of NatterProvider share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-provider.h"

G_BEGIN_DECLS

/* One question for the models in flight, and everybody who waits for the answer. */
typedef struct _NatterModelsLoad NatterModelsLoad;

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
  JsonObject        *saved;         /* what the file said, members of other versions too; or NULL */

  GPtrArray         *fetched;       /* of NatterModel */
  GPtrArray         *manual;        /* of ids */
  GListStore        *models;        /* both, no id twice */
  NatterModelsState  models_state;
  GError            *models_error;  /* of the last load that failed */
  NatterModelsLoad  *load;          /* the one in flight, which owns itself and holds us */
};

void natter_provider_update_models    (NatterProvider    *self);
void natter_provider_set_models_state (NatterProvider    *self,
                                       NatterModelsState  state);
void natter_provider_notify_preset_id (NatterProvider    *self);
void natter_models_load_abandon       (NatterModelsLoad  *self);

G_END_DECLS
