/* natter-ollama-dialect.c: what is sent to Ollama's own chat, and its list of models. Stateless,
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-ollama-dialect.h"

#include <string.h>

#include "natter-body.h"
#include "natter-json.h"
#include "natter-model.h"
#include "natter-prefill.h"
#include "natter-ollama-decoder.h"
#include "natter-quirks.h"

struct _NatterOllamaDialect
{
  NatterDialect parent_instance;
};

G_DEFINE_FINAL_TYPE (NatterOllamaDialect, natter_ollama_dialect, NATTER_TYPE_DIALECT)

static NatterHttpRequest *
new_request (const NatterRequest  *request,
             const char           *method,
             const char           *path,
             const char           *accept,
             GError              **error)
{
  static const char *const endings[] = { "/api", "/v1", NULL };
  g_autofree char *root = natter_body_root (request->base_url, endings);
  NatterRequest rooted = *request;

  rooted.base_url = root;

  return natter_body_new_request (&rooted, method, path, accept, "bearer", error);
}

static JsonObject *
add_message (JsonArray  *messages,
             const char *role,
             const char *content)
{
  JsonObject *message = natter_body_append_object (messages);

  json_object_set_string_member (message, "role", role);
  json_object_set_string_member (message, "content", content);

  return message;
}

/* Documents follow the question; images go beside it, bare. */
static gboolean
add_question (JsonArray      *messages,
              NatterMessage  *question,
              GError        **error)
{
  GPtrArray *attachments = natter_message_get_attachments (question);
  g_autoptr(GString) content = g_string_new (natter_message_get_text (question));
  g_autoptr(JsonArray) images = json_array_new ();
  JsonObject *message = NULL;

  for (guint i = 0; i < attachments->len; i++)
    {
      NatterAttachment *attachment = g_ptr_array_index (attachments, i);
      g_autofree char *text = NULL;

      if (natter_attachment_is_text (attachment))
        {
          text = natter_body_dup_document (attachment);
          g_string_append_printf (content, "%s%s", content->len > 0 ? "\n\n" : "", text);
        }
      else if (natter_attachment_is_image (attachment))
        {
          text = natter_attachment_dup_base64 (attachment);
          json_array_add_string_element (images, text);
        }
      else
        {
          natter_body_set_no_document_error (attachment, error);
          return FALSE;
        }
    }

  message = add_message (messages, "user", content->str);
  if (json_array_get_length (images) > 0)
    json_object_set_array_member (message, "images", g_steal_pointer (&images));

  return TRUE;
}

static gboolean
add_messages (JsonObject           *body,
              const NatterRequest  *request,
              GError              **error)
{
  JsonArray *messages = natter_body_add_array (body, "messages");

  if (request->system && *request->system)
    add_message (messages, "system", request->system);

  for (guint i = 0; i < request->messages->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (request->messages, i);
      g_autofree char *answer = NULL;

      if (natter_message_get_role (message) == NATTER_ROLE_USER)
        {
          if (!add_question (messages, message, error))
            return FALSE;
          continue;
        }

      answer = natter_body_dup_answer (message);
      add_message (messages, "assistant", answer);
    }

  return TRUE;
}

/* Most models know only on and off, some only the three levels: a level means both. One that goes
 * on with its words has thought about them. */
static void
add_thinking (JsonObject          *body,
              const NatterRequest *request)
{
  const char *effort = request->effort;

  if (request->prefill && !strstr (request->model, "gpt-oss"))
    effort = "none";
  if (!effort && request->budget <= 0)
    return;

  if (!effort)
    json_object_set_boolean_member (body, "think", TRUE);
  else if (g_str_equal (effort, "none"))
    json_object_set_boolean_member (body, "think", FALSE);
  else if (g_str_equal (effort, "minimal"))
    json_object_set_string_member (body, "think", "low");
  else
    json_object_set_string_member (body, "think", effort);
}

static void
add_options (JsonObject          *body,
             const NatterRequest *request)
{
  const NatterBodyNames names = {
    .temperature = "temperature",
    .top_p = "top_p",
    .max_tokens = natter_quirks_get_string (request->quirks, "limit-field", "num_predict"),
    .stop = "stop",
    .seed = "seed",
  };
  JsonObject *options = natter_body_add_object (body, "options");

  natter_body_set_sampling (options, request, &names);
  if (json_object_get_size (options) == 0)
    json_object_remove_member (body, "options");
}

static const char *
natter_ollama_dialect_get_id (NatterDialect *dialect)
{
  return "ollama";
}

static NatterHttpRequest *
natter_ollama_dialect_encode (NatterDialect        *dialect,
                              const NatterRequest  *request,
                              GError              **error)
{
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(JsonObject) body = json_object_new ();

  http = new_request (request, "POST", "/api/chat", "application/x-ndjson, application/json",
                      error);
  if (!http)
    return NULL;

  json_object_set_string_member (body, "model", request->model);
  json_object_set_boolean_member (body, "stream", TRUE);
  add_thinking (body, request);
  add_options (body, request);
  if (!add_messages (body, request, error))
    return NULL;

  natter_body_finish (http, request, body);

  return g_steal_pointer (&http);
}

static NatterDecoder *
natter_ollama_dialect_new_decoder (NatterDialect *dialect)
{
  return natter_ollama_decoder_new ();
}

static NatterHttpRequest *
natter_ollama_dialect_encode_models (NatterDialect        *dialect,
                                     const NatterRequest  *request,
                                     GError              **error)
{
  return new_request (request, "GET", "/api/tags", "application/json", error);
}

/* {"name": "qwen3:8b", "model": "qwen3:8b", "capabilities": ["completion", "tools", "thinking"],
 * "details": {…}}; older servers tell no capabilities. */
static NatterModel *
read_model (JsonObject *object,
            const char *id)
{
  JsonArray *capabilities = natter_json_get_array (object, "capabilities");
  NatterModelFacts facts = { 0 };

  if (capabilities)
    {
      natter_model_facts_tell (&facts, NATTER_MODEL_VISION,
                               natter_json_has_string (capabilities, "vision"));
      natter_model_facts_tell (&facts, NATTER_MODEL_REASONING,
                               natter_json_has_string (capabilities, "thinking"));
      natter_model_facts_tell (&facts, NATTER_MODEL_TOOLS,
                               natter_json_has_string (capabilities, "tools"));
    }

  return natter_model_new_with_facts (id, natter_json_get_string (object, "name"), &facts);
}

static gboolean
can_chat (JsonObject *model)
{
  JsonArray *capabilities = natter_json_get_array (model, "capabilities");

  return !capabilities || natter_json_has_string (capabilities, "completion");
}

static GListModel *
natter_ollama_dialect_read_models (NatterDialect  *dialect,
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
      g_propagate_error (error, natter_dialect_new_no_list_error (node, ":11434"));
      return NULL;
    }

  models = g_list_store_new (NATTER_TYPE_MODEL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = natter_json_as_object (json_array_get_element (array, i));
      const char *id = natter_json_get_string (object, "model");
      const char *name = natter_json_get_string (object, "name");
      g_autoptr(NatterModel) model = NULL;

      if (!id || !*id)
        id = name;
      if (!id || !*id || !can_chat (object))
        continue;

      model = read_model (object, id);
      g_list_store_append (models, model);
    }

  return G_LIST_MODEL (models);
}

static gboolean
natter_ollama_dialect_can_prefill (NatterDialect       *dialect,
                                   const NatterRequest *request)
{
  return natter_prefill_is_possible (request, TRUE);
}

static void
natter_ollama_dialect_class_init (NatterOllamaDialectClass *klass)
{
  NatterDialectClass *dialect_class = NATTER_DIALECT_CLASS (klass);

  dialect_class->get_id = natter_ollama_dialect_get_id;
  dialect_class->encode = natter_ollama_dialect_encode;
  dialect_class->new_decoder = natter_ollama_dialect_new_decoder;
  dialect_class->encode_models = natter_ollama_dialect_encode_models;
  dialect_class->read_models = natter_ollama_dialect_read_models;
  dialect_class->can_prefill = natter_ollama_dialect_can_prefill;
}

static void
natter_ollama_dialect_init (NatterOllamaDialect *self)
{
}

/**
 * natter_ollama_dialect_new:
 *
 * Returns: (transfer full): the dialect
 */
NatterDialect *
natter_ollama_dialect_new (void)
{
  return g_object_new (NATTER_TYPE_OLLAMA_DIALECT, NULL);
}
