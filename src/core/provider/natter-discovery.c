/* natter-discovery.c: finds model servers on this computer: asks every place where one usually
 * listens for its models, all at once, and lists those that answer as one. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-discovery.h"

#define TIMEOUT_SECONDS 2

typedef struct
{
  char           *name;
  char           *base_url;
  NatterProvider *found;   /* or NULL */
  guint           asked;   /* the scan that asked last */
} Place;

struct _NatterDiscovery
{
  GObject parent_instance;

  NatterHttp    *http;
  NatterDialect *dialect;
  GPtrArray     *places;
  guint          n_scans;
};

/* One place being asked; @task ends when the last one of its scan is answered. */
typedef struct
{
  GTask *task;
  Place *place;
  guint  scan;
} Question;

static void natter_discovery_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterDiscovery, natter_discovery, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      natter_discovery_model_init))

static void
place_free (Place *self)
{
  g_free (self->name);
  g_free (self->base_url);
  g_clear_object (&self->found);
  g_free (self);
}

static void
question_free (Question *self)
{
  g_object_unref (self->task);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static GType
natter_discovery_get_item_type (GListModel *model)
{
  return NATTER_TYPE_PROVIDER;
}

static guint
natter_discovery_get_n_items (GListModel *model)
{
  NatterDiscovery *self = NATTER_DISCOVERY (model);
  guint n = 0;
  guint i;

  for (i = 0; i < self->places->len; i++)
    n += ((Place *) g_ptr_array_index (self->places, i))->found != NULL;

  return n;
}

static gpointer
natter_discovery_get_item (GListModel *model,
                           guint       position)
{
  NatterDiscovery *self = NATTER_DISCOVERY (model);
  guint i;

  for (i = 0; i < self->places->len; i++)
    {
      Place *place = g_ptr_array_index (self->places, i);

      if (place->found != NULL && position-- == 0)
        return g_object_ref (place->found);
    }

  return NULL;
}

static void
natter_discovery_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_discovery_get_item_type;
  iface->get_n_items = natter_discovery_get_n_items;
  iface->get_item = natter_discovery_get_item;
}

static guint
get_position (NatterDiscovery *self,
              Place           *wanted)
{
  guint position = 0;
  guint i;

  for (i = 0; g_ptr_array_index (self->places, i) != wanted; i++)
    position += ((Place *) g_ptr_array_index (self->places, i))->found != NULL;

  return position;
}

/* A server that was found before stays the same object, with the models that it has now. */
static void
set_found (NatterDiscovery *self,
           Place           *place,
           GListModel      *models)
{
  guint position = get_position (self, place);

  if (models == NULL && place->found != NULL)
    {
      g_clear_object (&place->found);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 1, 0);
    }
  else if (models != NULL && place->found != NULL)
    {
      natter_provider_set_fetched_models (place->found, models);
    }
  else if (models != NULL)
    {
      place->found = natter_provider_new (place->name, natter_dialect_get_id (self->dialect),
                                          place->base_url);
      natter_provider_set_fetched_models (place->found, models);
      g_list_model_items_changed (G_LIST_MODEL (self), position, 0, 1);
    }
}

/* Something else than a model server may listen there: only a list of models counts. */
static GListModel *
read_models (NatterDiscovery    *self,
             NatterHttpResponse *response)
{
  GBytes *body = response != NULL ? natter_http_response_get_body (response) : NULL;

  if (body == NULL || !natter_http_response_is_success (response))
    return NULL;

  return natter_dialect_read_models (self->dialect, body, NULL);
}

static void
count_answer (GTask *task)
{
  guint *n_open = g_task_get_task_data (task);

  g_assert (*n_open > 0);

  *n_open -= 1;
  if (*n_open == 0 && !g_task_return_error_if_cancelled (task))
    g_task_return_boolean (task, TRUE);
}

static void
fetch_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(NatterHttpResponse) response = NULL;
  g_autoptr(GListModel) models = NULL;
  g_autoptr(GError) error = NULL;
  NatterDiscovery *self = g_task_get_source_object (question->task);
  Place *place = question->place;

  response = natter_http_fetch_finish (NATTER_HTTP (source), result, &error);

  /* Who was not asked to the end did not say no, and a later scan knows better. */
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED) &&
      place->asked == question->scan)
    {
      models = read_models (self, response);
      set_found (self, place, models);
    }

  count_answer (question->task);
}

static void
ask (NatterDiscovery *self,
     Place           *place,
     GTask           *task)
{
  g_autoptr(NatterHttpRequest) request = NULL;
  NatterRequest models_request = { .base_url = place->base_url };
  Question *question;
  guint *n_open = g_task_get_task_data (task);

  request = natter_dialect_encode_models (self->dialect, &models_request, NULL);
  g_return_if_fail (request != NULL);

  place->asked = self->n_scans;
  *n_open += 1;

  question = g_new0 (Question, 1);
  question->task = g_object_ref (task);
  question->place = place;
  question->scan = self->n_scans;

  natter_http_fetch_async (self->http, request, TIMEOUT_SECONDS, g_task_get_cancellable (task),
                           fetch_cb, question);
}

static void
natter_discovery_finalize (GObject *object)
{
  NatterDiscovery *self = NATTER_DISCOVERY (object);

  g_clear_object (&self->http);
  g_clear_object (&self->dialect);
  g_clear_pointer (&self->places, g_ptr_array_unref);

  G_OBJECT_CLASS (natter_discovery_parent_class)->finalize (object);
}

static void
natter_discovery_class_init (NatterDiscoveryClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_discovery_finalize;
}

static void
natter_discovery_init (NatterDiscovery *self)
{
  self->dialect = natter_dialect_new_for_id ("openai-chat");
  self->places = g_ptr_array_new_with_free_func ((GDestroyNotify) place_free);
}

/**
 * natter_discovery_new:
 * @http: what to ask through
 *
 * Returns: (transfer full): a discovery that knows no places yet
 */
NatterDiscovery *
natter_discovery_new (NatterHttp *http)
{
  NatterDiscovery *self;

  g_return_val_if_fail (NATTER_IS_HTTP (http), NULL);

  self = g_object_new (NATTER_TYPE_DISCOVERY, NULL);
  self->http = g_object_ref (http);

  return self;
}

/**
 * natter_discovery_add_place:
 * @self: a discovery
 * @name: what a person calls a server there
 * @base_url: an address that natter_provider_clean_base_url() takes
 *
 * Adds a place to ask from the next scan on. An address that was added before is not added again.
 */
void
natter_discovery_add_place (NatterDiscovery *self,
                            const char      *name,
                            const char      *base_url)
{
  g_autofree char *cleaned = NULL;
  Place *place;
  guint i;

  g_return_if_fail (NATTER_IS_DISCOVERY (self));
  g_return_if_fail (name != NULL);
  g_return_if_fail (base_url != NULL);

  cleaned = natter_provider_clean_base_url (base_url, NULL);
  g_return_if_fail (cleaned != NULL);

  for (i = 0; i < self->places->len; i++)
    {
      place = g_ptr_array_index (self->places, i);
      if (g_str_equal (place->base_url, cleaned))
        return;
    }

  place = g_new0 (Place, 1);
  place->name = g_strdup (name);
  place->base_url = g_steal_pointer (&cleaned);
  g_ptr_array_add (self->places, place);
}

/**
 * natter_discovery_add_default_places:
 * @self: a discovery
 *
 * Adds where Ollama, llama.cpp and LM Studio listen when nobody told them otherwise.
 */
void
natter_discovery_add_default_places (NatterDiscovery *self)
{
  natter_discovery_add_place (self, "Ollama", "http://127.0.0.1:11434/v1");
  natter_discovery_add_place (self, "llama.cpp", "http://127.0.0.1:8080/v1");
  natter_discovery_add_place (self, "LM Studio", "http://127.0.0.1:1234/v1");
}

/**
 * natter_discovery_scan_async:
 * @self: a discovery
 * @cancellable: (nullable): a cancellable
 * @callback: called when every place answered or its two seconds are over
 * @user_data: for @callback
 *
 * Asks all places at the same time, without a key. Each server comes into the list as soon as it
 * answers, and leaves it when it no longer does.
 */
void
natter_discovery_scan_async (NatterDiscovery     *self,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  guint *n_open;
  guint i;

  g_return_if_fail (NATTER_IS_DISCOVERY (self));
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_discovery_scan_async);
  n_open = g_new0 (guint, 1);
  g_task_set_task_data (task, n_open, g_free);

  /* One more than places, so that the scan ends here when there is nobody to ask. */
  *n_open = 1;
  self->n_scans++;
  for (i = 0; i < self->places->len; i++)
    ask (self, g_ptr_array_index (self->places, i), task);
  count_answer (task);
}

/**
 * natter_discovery_scan_finish:
 * @self: a discovery
 * @result: what the callback was given
 * @error: only a cancellation
 *
 * Returns: whether all places were asked; the list says who answered
 */
gboolean
natter_discovery_scan_finish (NatterDiscovery  *self,
                              GAsyncResult     *result,
                              GError          **error)
{
  g_return_val_if_fail (NATTER_IS_DISCOVERY (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
