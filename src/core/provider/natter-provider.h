/* natter-provider.h: one configured account: where it is, how to speak to it, its models. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"
#include "natter-http.h"
#include "natter-lesson.h"
#include "natter-model.h"
#include "natter-secrets.h"

G_BEGIN_DECLS

/* json-glib's; named here so that the window needs no header of it. */
typedef struct _JsonNode JsonNode;
typedef struct _JsonObject JsonObject;

#define NATTER_TYPE_PROVIDER (natter_provider_get_type ())
G_DECLARE_FINAL_TYPE (NatterProvider, natter_provider, NATTER, PROVIDER, GObject)

typedef enum
{
  NATTER_MODELS_UNKNOWN,   /* not asked yet */
  NATTER_MODELS_LOADING,
  NATTER_MODELS_READY,
  NATTER_MODELS_FAILED,
} NatterModelsState;

#define NATTER_TYPE_MODELS_STATE (natter_models_state_get_type ())
GType natter_models_state_get_type (void);

NatterProvider    *natter_provider_new                (const char           *name,
                                                       const char           *dialect,
                                                       const char           *base_url);
char              *natter_provider_clean_base_url     (const char           *text,
                                                       GError              **error);
const char        *natter_provider_get_id             (NatterProvider       *self);
const char        *natter_provider_get_name           (NatterProvider       *self);
void               natter_provider_set_name           (NatterProvider       *self,
                                                       const char           *name);
const char        *natter_provider_get_base_url       (NatterProvider       *self);
void               natter_provider_set_base_url       (NatterProvider       *self,
                                                       const char           *base_url);
NatterDialect     *natter_provider_get_dialect        (NatterProvider       *self);
gboolean           natter_provider_is_local           (NatterProvider       *self);
gboolean           natter_provider_is_transient       (NatterProvider       *self);
void               natter_provider_set_transient      (NatterProvider       *self,
                                                       gboolean              transient);
gboolean           natter_provider_check_key_allowed  (NatterProvider       *self,
                                                       const char           *key,
                                                       GError              **error);

/* What requests need beside address and key: see natter-preset.h and natter-quirks.h. */
const char        *natter_provider_get_preset_id      (NatterProvider       *self);
void               natter_provider_set_preset_id      (NatterProvider       *self,
                                                       const char           *preset_id);
JsonObject        *natter_provider_get_quirks         (NatterProvider       *self);
void               natter_provider_set_quirks         (NatterProvider       *self,
                                                       JsonObject           *quirks);
JsonObject        *natter_provider_dup_model_quirks   (NatterProvider       *self,
                                                       const char           *model);
gboolean           natter_provider_learn              (NatterProvider       *self,
                                                       const char           *model,
                                                       const NatterLesson   *lesson);
JsonObject        *natter_provider_get_extras         (NatterProvider       *self);
void               natter_provider_set_extras         (NatterProvider       *self,
                                                       JsonObject           *extras);

/* How the server is reached: see natter-connection.h. */
NatterConnection  *natter_provider_get_connection     (NatterProvider       *self);
void               natter_provider_set_connection     (NatterProvider       *self,
                                                       NatterConnection     *connection);
gboolean           natter_provider_has_organization   (NatterProvider       *self);
const char        *natter_provider_get_organization   (NatterProvider       *self);
void               natter_provider_set_organization   (NatterProvider       *self,
                                                       const char           *organization);
const char        *natter_provider_get_project        (NatterProvider       *self);
void               natter_provider_set_project        (NatterProvider       *self,
                                                       const char           *project);
/* The extras as JSON text, for whoever can't look into JSON. */
char              *natter_provider_dup_extras_text    (NatterProvider       *self);
gboolean           natter_provider_set_extras_text    (NatterProvider       *self,
                                                       const char           *text,
                                                       GError              **error);
void               natter_provider_copy_settings      (NatterProvider       *self,
                                                       NatterProvider       *source);
void               natter_provider_encode_async       (NatterProvider       *self,
                                                       const NatterRequest  *request,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
NatterHttpRequest *natter_provider_encode_finish      (NatterProvider       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
NatterHttpRequest *natter_provider_encode_models      (NatterProvider       *self,
                                                       const NatterRequest  *request,
                                                       GError              **error);

/* Fetched models first, then those entered by hand. */
GListModel        *natter_provider_get_models         (NatterProvider       *self);
NatterModelsState  natter_provider_get_models_state   (NatterProvider       *self);
const GError      *natter_provider_get_models_error   (NatterProvider       *self);
gint64             natter_provider_get_models_time    (NatterProvider       *self);
gboolean           natter_provider_models_are_stale   (NatterProvider       *self);
void               natter_provider_set_fetched_models (NatterProvider       *self,
                                                       GListModel           *models);
gboolean           natter_provider_is_manual_model    (NatterProvider       *self,
                                                       const char           *id);
void               natter_provider_add_manual_model   (NatterProvider       *self,
                                                       const char           *id);
void               natter_provider_remove_manual_model (NatterProvider      *self,
                                                       const char           *id);
void               natter_provider_load_models_async  (NatterProvider       *self,
                                                       NatterHttp           *http,
                                                       NatterSecrets        *secrets,
                                                       GCancellable         *cancellable,
                                                       GAsyncReadyCallback   callback,
                                                       gpointer              user_data);
gboolean           natter_provider_load_models_finish (NatterProvider       *self,
                                                       GAsyncResult         *result,
                                                       GError              **error);
void               natter_provider_refresh_models     (NatterProvider       *self,
                                                       NatterHttp           *http,
                                                       NatterSecrets        *secrets,
                                                       GCancellable         *cancellable);

JsonNode          *natter_provider_to_json            (NatterProvider       *self);
NatterProvider    *natter_provider_from_json          (JsonNode             *node,
                                                       GError              **error);

G_END_DECLS
