/* natter-cohere-dialect.c: what is sent to Cohere's chat, version 2, and its list of models.
 * Stateless, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-cohere-dialect.h"

#include "natter-body.h"
#include "natter-cohere-decoder.h"
#include "natter-json.h"
#include "natter-model.h"
#include "natter-quirks.h"

struct _NatterCohereDialect
{
  NatterDialect parent_instance;
};

G_DEFINE_FINAL_TYPE (NatterCohereDialect, natter_cohere_dialect, NATTER_TYPE_DIALECT)

/* The chat is in version 2 of the interface, the list of models in version 1. */
static NatterHttpRequest *
new_request (const NatterRequest  *request,
             const char           *method,
             const char           *path,
             const char           *accept,
             GError              **error)
{
  static const char *const endings[] = { "/v1", "/v2", NULL };
  g_autofree char *root = natter_body_root (request->base_url, endings);
  NatterRequest rooted = *request;

  rooted.base_url = root;

  return natter_body_new_request (&rooted, method, path, accept, "bearer", error);
}

static void
add_text (JsonArray  *parts,
          const char *text)
{
  JsonObject *part = natter_body_append_object (parts);

  json_object_set_string_member (part, "type", "text");
  json_object_set_string_member (part, "text", text);
}

static gboolean
add_attachment (JsonArray         *parts,
                NatterAttachment  *attachment,
                GError           **error)
{
  g_autofree char *text = NULL;
  JsonObject *part = NULL;

  if (natter_attachment_is_text (attachment))
    {
      text = natter_body_dup_document (attachment);
      add_text (parts, text);
      return TRUE;
    }

  if (!natter_attachment_is_image (attachment))
    {
      natter_body_set_no_document_error (attachment, error);
      return FALSE;
    }

  text = natter_attachment_dup_data_url (attachment);
  part = natter_body_append_object (parts);
  json_object_set_string_member (part, "type", "image_url");
  json_object_set_string_member (natter_body_add_object (part, "image_url"), "url", text);

  return TRUE;
}

static gboolean
add_question (JsonObject     *message,
              NatterMessage  *question,
              GError        **error)
{
  GPtrArray *attachments = natter_message_get_attachments (question);
  JsonArray *parts = NULL;

  if (attachments->len == 0)
    {
      json_object_set_string_member (message, "content", natter_message_get_text (question));
      return TRUE;
    }

  parts = natter_body_add_array (message, "content");
  if (natter_message_get_length (question) > 0)
    add_text (parts, natter_message_get_text (question));
  for (guint i = 0; i < attachments->len; i++)
    if (!add_attachment (parts, g_ptr_array_index (attachments, i), error))
      return FALSE;

  return TRUE;
}

static JsonObject *
add_message (JsonArray  *messages,
             const char *role)
{
  JsonObject *message = natter_body_append_object (messages);

  json_object_set_string_member (message, "role", role);

  return message;
}

static gboolean
add_messages (JsonObject           *body,
              const NatterRequest  *request,
              GError              **error)
{
  JsonArray *messages = natter_body_add_array (body, "messages");

  if (request->system && *request->system)
    json_object_set_string_member (add_message (messages, "system"), "content", request->system);

  for (guint i = 0; i < request->messages->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (request->messages, i);
      g_autofree char *answer = NULL;

      if (natter_message_get_role (message) == NATTER_ROLE_USER)
        {
          if (!add_question (add_message (messages, "user"), message, error))
            return FALSE;
          continue;
        }

      answer = natter_body_dup_answer (message);
      json_object_set_string_member (add_message (messages, "assistant"), "content", answer);
    }

  return TRUE;
}

/* Cohere knows no effort, only whether there is reasoning and how long it may be. */
static void
add_thinking (JsonObject          *body,
              const NatterRequest *request)
{
  gboolean is_off = g_strcmp0 (request->effort, "none") == 0;
  JsonObject *thinking = NULL;

  if (!request->effort && request->budget <= 0)
    return;

  thinking = natter_body_add_object (body, "thinking");
  json_object_set_string_member (thinking, "type", is_off ? "disabled" : "enabled");
  if (!is_off && request->budget > 0)
    json_object_set_int_member (thinking, "token_budget", request->budget);
}

static const char *
natter_cohere_dialect_get_id (NatterDialect *dialect)
{
  return "cohere-v2";
}

static NatterHttpRequest *
natter_cohere_dialect_encode (NatterDialect        *dialect,
                              const NatterRequest  *request,
                              GError              **error)
{
  const NatterBodyNames names = {
    .temperature = "temperature",
    .top_p = "p",
    .max_tokens = natter_quirks_get_string (request->quirks, "limit-field", "max_tokens"),
    .stop = "stop_sequences",
    .seed = "seed",
  };
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(JsonObject) body = json_object_new ();

  http = new_request (request, "POST", "/v2/chat", "text/event-stream, application/json", error);
  if (!http)
    return NULL;

  json_object_set_string_member (body, "model", request->model);
  json_object_set_boolean_member (body, "stream", TRUE);
  natter_body_set_sampling (body, request, &names);
  add_thinking (body, request);
  if (!add_messages (body, request, error))
    return NULL;

  natter_body_finish (http, request, body);

  return g_steal_pointer (&http);
}

static NatterDecoder *
natter_cohere_dialect_new_decoder (NatterDialect *dialect)
{
  return natter_cohere_decoder_new ();
}

static NatterHttpRequest *
natter_cohere_dialect_encode_models (NatterDialect        *dialect,
                                     const NatterRequest  *request,
                                     GError              **error)
{
  g_autoptr(GString) path = g_string_new ("/v1/models?endpoint=chat&page_size=1000");

  if (request->page)
    {
      g_string_append (path, "&page_token=");
      g_string_append_uri_escaped (path, request->page, NULL, FALSE);
    }

  return new_request (request, "GET", path->str, "application/json", error);
}

static char *
natter_cohere_dialect_read_next_page (NatterDialect *dialect,
                                      GBytes        *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr(JsonNode) node = natter_json_parse (data, size, NULL);
  const char *token = natter_json_get_string (natter_json_as_object (node), "next_page_token");

  return token && *token ? g_strdup (token) : NULL;
}

/* {"name": "command-a-03-2025", "endpoints": ["chat"], "context_length": 288000, "features":
 * ["json_mode", "tools"], "supports_vision": false, …}; a model without features may be of before
 * there were any. */
static NatterModel *
read_model (JsonObject *object,
            const char *name)
{
  JsonArray *features = natter_json_get_array (object, "features");
  NatterModelFacts facts = {
    .context_length = natter_json_get_int (object, "context_length", 0),
  };

  if (features)
    natter_model_facts_tell (&facts, NATTER_MODEL_TOOLS,
                             natter_json_has_string (features, "tools"));
  if (natter_json_has_string (features, "reasoning"))
    natter_model_facts_tell (&facts, NATTER_MODEL_REASONING, TRUE);
  if (natter_json_has_string (features, "vision"))
    natter_model_facts_tell (&facts, NATTER_MODEL_VISION, TRUE);
  if (natter_json_get_bool (object, "supports_vision", FALSE))
    natter_model_facts_tell (&facts, NATTER_MODEL_VISION, TRUE);
  else if (!natter_json_get_bool (object, "supports_vision", TRUE))
    natter_model_facts_tell (&facts, NATTER_MODEL_VISION, FALSE);

  return natter_model_new_with_facts (name, name, &facts);
}

static GListModel *
natter_cohere_dialect_read_models (NatterDialect  *dialect,
                                   GBytes         *body,
                                   GError        **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr(JsonNode) node = natter_json_parse (data, size, NULL);
  JsonArray *array = natter_json_get_array (natter_json_as_object (node), "models");
  GListStore *models = NULL;

  if (!array)
    {
      g_propagate_error (error, natter_dialect_new_no_list_error (node, "cohere.com"));
      return NULL;
    }

  models = g_list_store_new (NATTER_TYPE_MODEL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = natter_json_as_object (json_array_get_element (array, i));
      const char *name = natter_json_get_string (object, "name");
      g_autoptr(NatterModel) model = NULL;

      if (!name || !*name)
        continue;

      model = read_model (object, name);
      g_list_store_append (models, model);
    }

  return G_LIST_MODEL (models);
}

static void
natter_cohere_dialect_class_init (NatterCohereDialectClass *klass)
{
  NatterDialectClass *dialect_class = NATTER_DIALECT_CLASS (klass);

  dialect_class->get_id = natter_cohere_dialect_get_id;
  dialect_class->encode = natter_cohere_dialect_encode;
  dialect_class->new_decoder = natter_cohere_dialect_new_decoder;
  dialect_class->encode_models = natter_cohere_dialect_encode_models;
  dialect_class->read_models = natter_cohere_dialect_read_models;
  dialect_class->read_next_page = natter_cohere_dialect_read_next_page;
}

static void
natter_cohere_dialect_init (NatterCohereDialect *self)
{
}

/**
 * natter_cohere_dialect_new:
 *
 * Returns: (transfer full): the dialect
 */
NatterDialect *
natter_cohere_dialect_new (void)
{
  return g_object_new (NATTER_TYPE_COHERE_DIALECT, NULL);
}
