/* natter-openai-responses-dialect.c: what is sent to servers that speak OpenAI's Responses. Nothing
 * is kept at the server: each request holds the whole conversation. Stateless, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-openai-responses-dialect.h"

#include "natter-body.h"
#include "natter-json.h"
#include "natter-openai-models.h"
#include "natter-openai-responses-decoder.h"
#include "natter-quirks.h"

#define DIALECT "openai-responses"

struct _NatterOpenaiResponsesDialect
{
  NatterDialect parent_instance;
};

G_DEFINE_FINAL_TYPE (NatterOpenaiResponsesDialect, natter_openai_responses_dialect,
                     NATTER_TYPE_DIALECT)

static JsonObject *
add_part (JsonArray  *parts,
          const char *type,
          const char *member,
          const char *value)
{
  JsonObject *part = natter_body_append_object (parts);

  json_object_set_string_member (part, "type", type);
  json_object_set_string_member (part, member, value);

  return part;
}

static gboolean
add_attachment (JsonArray         *parts,
                NatterAttachment  *attachment,
                GError           **error)
{
  const char *name = natter_attachment_get_name (attachment);
  g_autofree char *text = NULL;

  if (natter_attachment_is_text (attachment))
    {
      text = natter_body_dup_document (attachment);
      add_part (parts, "input_text", "text", text);
      return TRUE;
    }
  if (!natter_attachment_is_image (attachment) && !natter_body_is_pdf (attachment))
    {
      natter_body_set_no_document_error (attachment, error);
      return FALSE;
    }

  text = natter_attachment_dup_data_url (attachment);
  if (natter_attachment_is_image (attachment))
    add_part (parts, "input_image", "image_url", text);
  else
    json_object_set_string_member (add_part (parts, "input_file", "filename",
                                             name ? name : "document"), "file_data", text);

  return TRUE;
}

static gboolean
add_question (JsonArray      *input,
              NatterMessage  *question,
              GError        **error)
{
  GPtrArray *attachments = natter_message_get_attachments (question);
  JsonObject *item = natter_body_append_object (input);
  JsonArray *parts = NULL;

  json_object_set_string_member (item, "role", "user");
  parts = natter_body_add_array (item, "content");
  if (natter_message_get_length (question) > 0)
    add_part (parts, "input_text", "text", natter_message_get_text (question));
  for (guint i = 0; i < attachments->len; i++)
    if (!add_attachment (parts, g_ptr_array_index (attachments, i), error))
      return FALSE;

  return TRUE;
}

/* The thoughts before the message that they led to.
 *
 * Returns: (transfer full) (nullable): that message's id */
static char *
add_thoughts (JsonArray           *input,
              const NatterRequest *request,
              NatterMessage       *answer)
{
  GPtrArray *carries = natter_message_get_carries (answer);
  char *id = NULL;

  if (natter_message_get_length (answer) == 0 || !natter_body_carries (request, answer))
    return NULL;

  for (guint i = 0; i < carries->len; i++)
    {
      g_autoptr(JsonNode) node = natter_body_parse_carry (g_ptr_array_index (carries, i), DIALECT);
      JsonObject *object = natter_json_as_object (node);
      const char *type = natter_json_get_string (object, "type");

      if (g_strcmp0 (type, "reasoning") == 0)
        json_array_add_element (input, g_steal_pointer (&node));
      else if (g_strcmp0 (type, "message") == 0)
        g_set_str (&id, natter_json_get_string (object, "id"));
    }

  return id;
}

static void
add_answer (JsonArray           *input,
            const NatterRequest *request,
            NatterMessage       *answer)
{
  g_autofree char *id = add_thoughts (input, request, answer);
  g_autofree char *text = natter_body_dup_answer (answer);
  JsonObject *item = natter_body_append_object (input);

  if (id)
    {
      json_object_set_string_member (item, "type", "message");
      json_object_set_string_member (item, "id", id);
    }
  json_object_set_string_member (item, "role", "assistant");
  add_part (natter_body_add_array (item, "content"), "output_text", "text", text);
}

/* Asked for by name only, for other models refuse what belongs to reasoning. */
static void
add_reasoning (JsonObject          *body,
               const NatterRequest *request)
{
  JsonObject *reasoning = NULL;

  if (!request->effort || !natter_quirks_is_supported (request->quirks, "reasoning"))
    return;

  reasoning = natter_body_add_object (body, "reasoning");
  json_object_set_string_member (reasoning, "effort", request->effort);
  if (g_str_equal (request->effort, "none"))
    return;

  json_object_set_string_member (reasoning, "summary", "auto");
  json_array_add_string_element (natter_body_add_array (body, "include"),
                                 "reasoning.encrypted_content");
}

static JsonObject *
encode_body (const NatterRequest  *request,
             GError              **error)
{
  const NatterBodyNames names = {
    .temperature = "temperature",
    .top_p = "top_p",
    .max_tokens = "max_output_tokens",
  };
  g_autoptr(JsonObject) body = json_object_new ();
  JsonArray *input = NULL;

  json_object_set_string_member (body, "model", request->model);
  json_object_set_boolean_member (body, "stream", TRUE);
  json_object_set_boolean_member (body, "store", FALSE);
  if (request->system && *request->system)
    json_object_set_string_member (body, "instructions", request->system);
  natter_body_set_sampling (body, request, &names);
  add_reasoning (body, request);

  input = natter_body_add_array (body, "input");
  for (guint i = 0; i < request->messages->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (request->messages, i);

      if (natter_message_get_role (message) != NATTER_ROLE_USER)
        add_answer (input, request, message);
      else if (!add_question (input, message, error))
        return NULL;
    }

  return g_steal_pointer (&body);
}

static const char *
natter_openai_responses_dialect_get_id (NatterDialect *dialect)
{
  return DIALECT;
}

static NatterHttpRequest *
natter_openai_responses_dialect_encode (NatterDialect        *dialect,
                                        const NatterRequest  *request,
                                        GError              **error)
{
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(JsonObject) body = NULL;

  http = natter_body_new_request (request, "POST", "/responses",
                                  "text/event-stream, application/json", "bearer", error);
  if (!http)
    return NULL;

  body = encode_body (request, error);
  if (!body)
    return NULL;

  natter_body_finish (http, request, body);

  return g_steal_pointer (&http);
}

static NatterDecoder *
natter_openai_responses_dialect_new_decoder (NatterDialect *dialect)
{
  return natter_openai_responses_decoder_new ();
}

static NatterHttpRequest *
natter_openai_responses_dialect_encode_models (NatterDialect        *dialect,
                                               const NatterRequest  *request,
                                               GError              **error)
{
  return natter_body_new_request (request, "GET", "/models", "application/json", "bearer", error);
}

static GListModel *
natter_openai_responses_dialect_read_models (NatterDialect  *dialect,
                                             GBytes         *body,
                                             GError        **error)
{
  return natter_openai_models_read (body, error);
}

static void
natter_openai_responses_dialect_class_init (NatterOpenaiResponsesDialectClass *klass)
{
  NatterDialectClass *dialect_class = NATTER_DIALECT_CLASS (klass);

  dialect_class->get_id = natter_openai_responses_dialect_get_id;
  dialect_class->encode = natter_openai_responses_dialect_encode;
  dialect_class->new_decoder = natter_openai_responses_dialect_new_decoder;
  dialect_class->encode_models = natter_openai_responses_dialect_encode_models;
  dialect_class->read_models = natter_openai_responses_dialect_read_models;
}

static void
natter_openai_responses_dialect_init (NatterOpenaiResponsesDialect *self)
{
}

/**
 * natter_openai_responses_dialect_new:
 *
 * Returns: (transfer full): the dialect
 */
NatterDialect *
natter_openai_responses_dialect_new (void)
{
  return g_object_new (NATTER_TYPE_OPENAI_RESPONSES_DIALECT, NULL);
}
