/* natter-openai-chat-dialect.c: what is sent to servers that speak OpenAI's chat completions.
 * Stateless, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-openai-chat-dialect.h"

#include <string.h>

#include "natter-body.h"
#include "natter-json.h"
#include "natter-openai-chat-decoder.h"
#include "natter-openai-models.h"
#include "natter-prefill.h"
#include "natter-quirks.h"

#define DIALECT "openai-chat"

struct _NatterOpenaiChatDialect
{
  NatterDialect parent_instance;
};

G_DEFINE_FINAL_TYPE (NatterOpenaiChatDialect, natter_openai_chat_dialect, NATTER_TYPE_DIALECT)

static JsonObject *
add_message (JsonArray  *messages,
             const char *role)
{
  JsonObject *message = natter_body_append_object (messages);

  json_object_set_string_member (message, "role", role);

  return message;
}

static void
add_text_part (JsonArray  *parts,
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
  const char *name = natter_attachment_get_name (attachment);
  g_autofree char *url = NULL;
  JsonObject *part = NULL;
  JsonObject *inner = NULL;

  if (natter_attachment_is_text (attachment))
    {
      g_autofree char *text = natter_body_dup_document (attachment);

      add_text_part (parts, text);
      return TRUE;
    }
  if (!natter_attachment_is_image (attachment) && !natter_body_is_pdf (attachment))
    {
      natter_body_set_no_document_error (attachment, error);
      return FALSE;
    }

  url = natter_attachment_dup_data_url (attachment);
  part = natter_body_append_object (parts);
  if (natter_attachment_is_image (attachment))
    {
      json_object_set_string_member (part, "type", "image_url");
      inner = natter_body_add_object (part, "image_url");
      json_object_set_string_member (inner, "url", url);
    }
  else
    {
      json_object_set_string_member (part, "type", "file");
      inner = natter_body_add_object (part, "file");
      json_object_set_string_member (inner, "filename", name ? name : "document");
      json_object_set_string_member (inner, "file_data", url);
    }

  return TRUE;
}

/* Words alone stay a string, which is all that many servers understand. */
static gboolean
add_question (JsonArray      *messages,
              NatterMessage  *question,
              GError        **error)
{
  GPtrArray *attachments = natter_message_get_attachments (question);
  JsonObject *message = add_message (messages, "user");
  JsonArray *parts = NULL;

  if (attachments->len == 0)
    {
      json_object_set_string_member (message, "content", natter_message_get_text (question));
      return TRUE;
    }

  parts = natter_body_add_array (message, "content");
  if (natter_message_get_length (question) > 0)
    add_text_part (parts, natter_message_get_text (question));
  for (guint i = 0; i < attachments->len; i++)
    if (!add_attachment (parts, g_ptr_array_index (attachments, i), error))
      return FALSE;

  return TRUE;
}

/* Reasoning itself stays here. What is signed or encrypted of it goes back to its model. */
static void
add_answer (JsonArray           *messages,
            const NatterRequest *request,
            NatterMessage       *answer)
{
  GPtrArray *carries = natter_message_get_carries (answer);
  g_autofree char *text = natter_body_dup_answer (answer);
  JsonObject *message = add_message (messages, "assistant");

  json_object_set_string_member (message, "content", text);

  for (guint i = 0; natter_body_carries (request, answer) && i < carries->len; i++)
    {
      JsonNode *node = natter_body_parse_carry (g_ptr_array_index (carries, i), DIALECT);

      if (natter_json_as_array (node))
        json_object_set_member (message, "reasoning_details", node);
      else
        g_clear_pointer (&node, json_node_unref);
    }
}

static gboolean
add_messages (JsonObject           *body,
              const NatterRequest  *request,
              GError              **error)
{
  JsonArray *messages = natter_body_add_array (body, "messages");
  guint n = 0;

  if (request->system && *request->system)
    {
      const char *role = natter_quirks_get_string (request->quirks, "system-role", "system");

      json_object_set_string_member (add_message (messages, role), "content", request->system);
    }

  for (guint i = 0; i < request->messages->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (request->messages, i);

      if (natter_message_get_role (message) != NATTER_ROLE_USER)
        add_answer (messages, request, message);
      else if (!add_question (messages, message, error))
        return FALSE;
    }

  n = json_array_get_length (messages);
  if (n > 0)
    natter_prefill_mark (request, body, json_array_get_object_element (messages, n - 1));

  return TRUE;
}

/* Servers have many ways to be asked for no reasoning. An answer that goes on was thought about. */
static void
add_effort (JsonObject          *body,
            const NatterRequest *request)
{
  JsonObject *none = natter_json_get_object (request->quirks, "no-reasoning");

  if (none && (request->prefill || g_strcmp0 (request->effort, "none") == 0))
    natter_body_merge (body, none);
  else if (request->effort)
    json_object_set_string_member (body, "reasoning_effort", request->effort);
}

static JsonObject *
encode_body (const NatterRequest  *request,
             GError              **error)
{
  const NatterBodyNames names = {
    .temperature = "temperature",
    .top_p = "top_p",
    .max_tokens = natter_quirks_get_string (request->quirks, "limit-field", "max_tokens"),
    .stop = "stop",
    .seed = "seed",
  };
  g_autoptr(JsonObject) body = json_object_new ();

  json_object_set_string_member (body, "model", request->model);
  json_object_set_boolean_member (body, "stream", TRUE);
  if (natter_quirks_get_bool (request->quirks, "stream-options", TRUE))
    json_object_set_boolean_member (natter_body_add_object (body, "stream_options"),
                                    "include_usage", TRUE);

  natter_body_set_sampling (body, request, &names);
  add_effort (body, request);
  if (!add_messages (body, request, error))
    return NULL;

  return g_steal_pointer (&body);
}

static const char *
natter_openai_chat_dialect_get_id (NatterDialect *dialect)
{
  return DIALECT;
}

static NatterHttpRequest *
natter_openai_chat_dialect_encode (NatterDialect        *dialect,
                                   const NatterRequest  *request,
                                   GError              **error)
{
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(JsonObject) body = NULL;

  /* Some servers and proxies answer with a completion in one piece, whatever was asked. */
  http = natter_body_new_request (request, "POST",
                                  natter_prefill_get_path (request, "/chat/completions"),
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
natter_openai_chat_dialect_new_decoder (NatterDialect *dialect)
{
  return natter_openai_chat_decoder_new ();
}

static NatterHttpRequest *
natter_openai_chat_dialect_encode_models (NatterDialect        *dialect,
                                          const NatterRequest  *request,
                                          GError              **error)
{
  const char *path = natter_quirks_get_string (request->quirks, "models-path", NULL);
  g_autofree char *root = NULL;
  NatterRequest list = *request;

  if (!path)
    return natter_body_new_request (request, "GET", "/models", "application/json", "bearer", error);

  /* Of the host and not of the base URL; another host would get the key. */
  root = g_uri_resolve_relative (request->base_url, "/", G_URI_FLAGS_NONE, error);
  if (!root)
    return NULL;

  root[strlen (root) - 1] = '\0';
  list.base_url = root;

  return natter_body_new_request (&list, "GET", path, "application/json", "bearer", error);
}

static GListModel *
natter_openai_chat_dialect_read_models (NatterDialect  *dialect,
                                        GBytes         *body,
                                        GError        **error)
{
  return natter_openai_models_read (body, error);
}

/* OpenAI's own models begin anew. */
static gboolean
natter_openai_chat_dialect_can_prefill (NatterDialect       *dialect,
                                        const NatterRequest *request)
{
  return natter_prefill_is_possible (request, FALSE);
}

static void
natter_openai_chat_dialect_class_init (NatterOpenaiChatDialectClass *klass)
{
  NatterDialectClass *dialect_class = NATTER_DIALECT_CLASS (klass);

  dialect_class->get_id = natter_openai_chat_dialect_get_id;
  dialect_class->encode = natter_openai_chat_dialect_encode;
  dialect_class->new_decoder = natter_openai_chat_dialect_new_decoder;
  dialect_class->encode_models = natter_openai_chat_dialect_encode_models;
  dialect_class->read_models = natter_openai_chat_dialect_read_models;
  dialect_class->can_prefill = natter_openai_chat_dialect_can_prefill;
}

static void
natter_openai_chat_dialect_init (NatterOpenaiChatDialect *self)
{
}

/**
 * natter_openai_chat_dialect_new:
 *
 * Returns: (transfer full): the dialect
 */
NatterDialect *
natter_openai_chat_dialect_new (void)
{
  return g_object_new (NATTER_TYPE_OPENAI_CHAT_DIALECT, NULL);
}
