/* natter-anthropic-dialect.c: what is sent to servers that speak Anthropic's Messages, and their
 * lists of models. Stateless, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-anthropic-dialect.h"

#include <string.h>

#include "natter-anthropic-decoder.h"
#include "natter-body.h"
#include "natter-json.h"
#include "natter-model.h"
#include "natter-prefill.h"
#include "natter-quirks.h"

#define DEFAULT_MAX_TOKENS 8192   /* the server wants to be told */
#define MIN_BUDGET         1024   /* the server refuses less */
#define ADAPTIVE_SINCE     406    /* version 4.6: refuses a budget from 4.7 on */
#define NO_PREFILL_SINCE   406    /* version 4.6: refuses an answer that stands last */

struct _NatterAnthropicDialect
{
  NatterDialect parent_instance;
};

G_DEFINE_FINAL_TYPE (NatterAnthropicDialect, natter_anthropic_dialect, NATTER_TYPE_DIALECT)

static JsonObject *
append_block (JsonArray  *blocks,
              const char *type)
{
  JsonObject *block = natter_body_append_object (blocks);

  json_object_set_string_member (block, "type", type);

  return block;
}

static void
append_text (JsonArray  *blocks,
             const char *text)
{
  if (*text)
    json_object_set_string_member (append_block (blocks, "text"), "text", text);
}

static void
add_source (JsonObject *block,
            const char *type,
            const char *mime_type,
            const char *data)
{
  JsonObject *source = natter_body_add_object (block, "source");

  json_object_set_string_member (source, "type", type);
  json_object_set_string_member (source, "media_type", mime_type);
  json_object_set_string_member (source, "data", data);
}

static void
add_title (JsonObject       *block,
           NatterAttachment *attachment)
{
  const char *name = natter_attachment_get_name (attachment);

  if (name && *name)
    json_object_set_string_member (block, "title", name);
}

static char *
dup_words (NatterAttachment *attachment)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (natter_attachment_get_data (attachment), &size);

  return g_utf8_make_valid (data ? data : "", (gssize) size);
}

static gboolean
append_attachment (JsonArray         *blocks,
                   NatterAttachment  *attachment,
                   GError           **error)
{
  const char *mime_type = natter_attachment_get_mime_type (attachment);
  gboolean is_image = natter_attachment_is_image (attachment);
  g_autofree char *data = NULL;

  if (natter_attachment_is_text (attachment))
    {
      JsonObject *block = append_block (blocks, "document");

      data = dup_words (attachment);
      add_source (block, "text", "text/plain", data);
      add_title (block, attachment);
    }
  else if (is_image || natter_body_is_pdf (attachment))
    {
      JsonObject *block = append_block (blocks, is_image ? "image" : "document");

      data = natter_attachment_dup_base64 (attachment);
      add_source (block, "base64", mime_type, data);
      if (!is_image)
        add_title (block, attachment);
    }
  else
    {
      natter_body_set_no_document_error (attachment, error);
      return FALSE;
    }

  return TRUE;
}

/* Thoughts come before the words that they led to. */
static void
append_thoughts (JsonArray           *blocks,
                 NatterMessage       *message,
                 const NatterRequest *request)
{
  GPtrArray *carries = natter_message_get_carries (message);

  for (guint i = 0; natter_body_carries (request, message) && i < carries->len; i++)
    {
      JsonNode *node = natter_body_parse_carry (g_ptr_array_index (carries, i), "anthropic");

      if (natter_json_as_object (node))
        json_array_add_element (blocks, node);
      else
        g_clear_pointer (&node, json_node_unref);
    }
}

/* Words that only begin an answer, for the model to go on, may not end in white space. */
static char *
dup_text (NatterMessage *message,
          gboolean       is_last)
{
  char *text = NULL;

  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    return g_strdup (natter_message_get_text (message));

  text = natter_body_dup_answer (message);

  return is_last ? g_strchomp (text) : text;
}

static JsonArray *
new_blocks (NatterMessage        *message,
            const NatterRequest  *request,
            gboolean              is_last,
            GError              **error)
{
  gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;
  GPtrArray *attachments = natter_message_get_attachments (message);
  g_autoptr(JsonArray) blocks = json_array_new ();

  for (guint i = 0; is_user && i < attachments->len; i++)
    if (!append_attachment (blocks, g_ptr_array_index (attachments, i), error))
      return NULL;

  if (!is_user && !is_last)
    append_thoughts (blocks, message, request);

  return g_steal_pointer (&blocks);
}

static gboolean
append_message (JsonArray            *array,
                NatterMessage        *message,
                const NatterRequest  *request,
                gboolean              is_last,
                GError              **error)
{
  gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;
  g_autofree char *text = dup_text (message, is_last);
  g_autoptr(JsonArray) blocks = new_blocks (message, request, is_last, error);
  JsonObject *object = NULL;

  if (!blocks)
    return FALSE;

  object = natter_body_append_object (array);
  json_object_set_string_member (object, "role", is_user ? "user" : "assistant");
  if (json_array_get_length (blocks) == 0)
    {
      json_object_set_string_member (object, "content", text);
      return TRUE;
    }

  append_text (blocks, text);
  json_object_set_array_member (object, "content", g_steal_pointer (&blocks));

  return TRUE;
}

static gboolean
add_messages (JsonObject           *body,
              const NatterRequest  *request,
              GError              **error)
{
  JsonArray *array = natter_body_add_array (body, "messages");

  for (guint i = 0; i < request->messages->len; i++)
    if (!append_message (array, g_ptr_array_index (request->messages, i), request,
                         i + 1 == request->messages->len, error))
      return FALSE;

  return TRUE;
}

/* "claude-opus-4-6", "claude-3-7-sonnet@20250219", "anthropic.claude-sonnet-4-20250514-v1:0":
 * 406, 307, 400; 0 for what is no Claude. */
static guint
read_version (const char *model)
{
  const char *name = strstr (model, "claude");
  g_auto(GStrv) words = NULL;
  guint version = 0;

  if (!name)
    return 0;

  words = g_strsplit_set (name, "-.@:_/", -1);
  for (guint i = 0; words[i]; i++)
    {
      gboolean is_number = strspn (words[i], "0123456789") == strlen (words[i]) &&
                           strlen (words[i]) > 0 && strlen (words[i]) < 3;
      guint number = is_number ? (guint) g_ascii_strtoull (words[i], NULL, 10) : 0;

      if (is_number && version > 0)
        return version + number;
      if (version > 0)
        break;
      version = 100 * number;
    }

  return version;
}

static const char *
get_thinking_style (const NatterRequest *request)
{
  gboolean is_adaptive = read_version (request->model) >= ADAPTIVE_SINCE;

  return natter_quirks_get_string (request->quirks, "thinking",
                                   is_adaptive ? "adaptive" : "budget");
}

static gint64
get_budget (const NatterRequest *request)
{
  static const struct
  {
    const char *effort;
    gint64      budget;
  } budgets[] = {
    { "minimal", MIN_BUDGET },
    { "low", 2048 },
    { "medium", 8192 },
    { "high", 24576 },
  };

  if (request->budget > 0)
    return MAX (request->budget, MIN_BUDGET);

  for (guint i = 0; i < G_N_ELEMENTS (budgets); i++)
    if (g_strcmp0 (budgets[i].effort, request->effort) == 0)
      return budgets[i].budget;

  return 0;
}

static void
add_adaptive_thinking (JsonObject          *body,
                       const NatterRequest *request)
{
  JsonObject *thinking = natter_body_add_object (body, "thinking");

  json_object_set_string_member (thinking, "type", "adaptive");
  json_object_set_string_member (thinking, "display", "summarized");
  if (request->effort)
    json_object_set_string_member (natter_body_add_object (body, "output_config"), "effort",
                                   g_str_equal (request->effort, "minimal") ? "low"
                                                                            : request->effort);
}

/* The limit covers thoughts and words: one that leaves nothing for words is the words' own.
 * Returns: whether the model will think, which allows no sampling of one's own. */
static gboolean
add_thinking (JsonObject          *body,
              const NatterRequest *request)
{
  gint64 limit = request->max_tokens > 0 ? request->max_tokens : DEFAULT_MAX_TOKENS;
  const char *style = get_thinking_style (request);
  gint64 budget = get_budget (request);
  gboolean is_off = request->budget <= 0 && g_strcmp0 (request->effort, "none") == 0;
  JsonObject *thinking = NULL;

  if (g_str_equal (style, "adaptive") && is_off)
    json_object_set_string_member (natter_body_add_object (body, "thinking"), "type", "disabled");

  if (g_str_equal (style, "none") || is_off || budget == 0)
    {
      json_object_set_int_member (body, "max_tokens", limit);
      return FALSE;
    }

  if (g_str_equal (style, "adaptive"))
    {
      json_object_set_int_member (body, "max_tokens", limit);
      add_adaptive_thinking (body, request);
      return TRUE;
    }

  json_object_set_int_member (body, "max_tokens",
                              request->max_tokens > budget ? request->max_tokens : budget + limit);
  thinking = natter_body_add_object (body, "thinking");
  json_object_set_string_member (thinking, "type", "enabled");
  json_object_set_int_member (thinking, "budget_tokens", budget);

  return TRUE;
}

/* Where the last words are the model's own, which it shall go on with, it cannot think again. */
static void
add_settings (JsonObject          *body,
              const NatterRequest *request,
              gboolean             may_think)
{
  NatterBodyNames names = { .stop = "stop_sequences" };
  NatterRequest settings = *request;

  if (!may_think)
    {
      settings.budget = 0;
      settings.effort = NULL;
    }

  if (!add_thinking (body, &settings))
    {
      names.temperature = "temperature";
      names.top_p = "top_p";
    }

  settings.temperature = MIN (request->temperature, 1.0);
  natter_body_set_sampling (body, &settings, &names);
}

static JsonObject *
new_body (const NatterRequest  *request,
          GError              **error)
{
  g_autoptr(JsonObject) body = json_object_new ();
  guint n = request->messages->len;
  NatterMessage *last = n > 0 ? g_ptr_array_index (request->messages, n - 1) : NULL;

  json_object_set_string_member (body, "model", request->model);
  json_object_set_boolean_member (body, "stream", TRUE);
  if (request->system && *request->system)
    json_object_set_string_member (body, "system", request->system);
  add_settings (body, request, !last || natter_message_get_role (last) == NATTER_ROLE_USER);
  if (!add_messages (body, request, error))
    return NULL;

  return g_steal_pointer (&body);
}

static NatterHttpRequest *
new_request (const NatterRequest  *request,
             const char           *method,
             const char           *path,
             const char           *accept,
             GError              **error)
{
  g_autoptr(NatterHttpRequest) http = NULL;

  http = natter_body_new_request (request, method, path, accept, "x-api-key", error);
  if (!http)
    return NULL;

  if (!g_hash_table_contains (natter_http_request_get_headers (http), "anthropic-version") &&
      !natter_http_request_set_header (http, "anthropic-version", "2023-06-01", error))
    return NULL;

  return g_steal_pointer (&http);
}

static const char *
natter_anthropic_dialect_get_id (NatterDialect *dialect)
{
  return "anthropic";
}

static NatterHttpRequest *
natter_anthropic_dialect_encode (NatterDialect        *dialect,
                                 const NatterRequest  *request,
                                 GError              **error)
{
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(JsonObject) body = NULL;

  http = new_request (request, "POST", "/messages", "text/event-stream, application/json", error);
  if (!http)
    return NULL;

  body = new_body (request, error);
  if (!body)
    return NULL;

  natter_body_finish (http, request, body);

  return g_steal_pointer (&http);
}

static NatterDecoder *
natter_anthropic_dialect_new_decoder (NatterDialect *dialect)
{
  return natter_anthropic_decoder_new ();
}

static NatterHttpRequest *
natter_anthropic_dialect_encode_models (NatterDialect        *dialect,
                                        const NatterRequest  *request,
                                        GError              **error)
{
  g_autoptr(GString) path = g_string_new ("/models?limit=1000");

  if (request->page)
    {
      g_string_append (path, "&after_id=");
      g_string_append_uri_escaped (path, request->page, NULL, FALSE);
    }

  return new_request (request, "GET", path->str, "application/json", error);
}

static void
tell (NatterModelFacts     *facts,
      JsonObject           *capabilities,
      const char           *name,
      NatterModelAbilities  ability)
{
  JsonObject *support = natter_json_get_object (capabilities, name);

  if (support)
    natter_model_facts_tell (facts, ability, natter_json_get_bool (support, "supported", FALSE));
}

/* {"id", "display_name", "max_input_tokens", "max_tokens", "capabilities": {"image_input":
 * {"supported": true}, "thinking": {"supported": true, …}, …}} */
static NatterModel *
read_model (JsonObject *object,
            const char *id)
{
  JsonObject *capabilities = natter_json_get_object (object, "capabilities");
  NatterModelFacts facts = {
    .context_length = natter_json_get_int (object, "max_input_tokens", 0),
    .max_output = natter_json_get_int (object, "max_tokens", 0),
  };

  tell (&facts, capabilities, "image_input", NATTER_MODEL_VISION);
  tell (&facts, capabilities, "thinking", NATTER_MODEL_REASONING);

  return natter_model_new_with_facts (id, natter_json_get_string (object, "display_name"), &facts);
}

static GListModel *
natter_anthropic_dialect_read_models (NatterDialect  *dialect,
                                      GBytes         *body,
                                      GError        **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr(JsonNode) node = natter_json_parse (data, size, NULL);
  JsonArray *array = natter_json_get_array (natter_json_as_object (node), "data");
  GListStore *models = NULL;

  if (!array)
    {
      g_propagate_error (error, natter_dialect_new_no_list_error (node, "/v1"));
      return NULL;
    }

  models = g_list_store_new (NATTER_TYPE_MODEL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = natter_json_as_object (json_array_get_element (array, i));
      const char *id = natter_json_get_string (object, "id");
      g_autoptr(NatterModel) model = NULL;

      if (!id || !*id)
        continue;

      model = read_model (object, id);
      g_list_store_append (models, model);
    }

  return G_LIST_MODEL (models);
}

static char *
natter_anthropic_dialect_read_next_page (NatterDialect *dialect,
                                         GBytes        *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr(JsonNode) node = natter_json_parse (data, size, NULL);
  JsonObject *object = natter_json_as_object (node);

  return natter_json_get_bool (object, "has_more", FALSE)
         ? g_strdup (natter_json_get_string (object, "last_id")) : NULL;
}

/* What other servers that speak the dialect do is not known. */
static gboolean
natter_anthropic_dialect_can_prefill (NatterDialect       *dialect,
                                      const NatterRequest *request)
{
  guint version = read_version (request->model);

  return natter_prefill_is_possible (request, version > 0 && version < NO_PREFILL_SINCE);
}

static void
natter_anthropic_dialect_class_init (NatterAnthropicDialectClass *klass)
{
  NatterDialectClass *dialect_class = NATTER_DIALECT_CLASS (klass);

  dialect_class->get_id = natter_anthropic_dialect_get_id;
  dialect_class->encode = natter_anthropic_dialect_encode;
  dialect_class->new_decoder = natter_anthropic_dialect_new_decoder;
  dialect_class->encode_models = natter_anthropic_dialect_encode_models;
  dialect_class->read_models = natter_anthropic_dialect_read_models;
  dialect_class->read_next_page = natter_anthropic_dialect_read_next_page;
  dialect_class->can_prefill = natter_anthropic_dialect_can_prefill;
}

static void
natter_anthropic_dialect_init (NatterAnthropicDialect *self)
{
}

/**
 * natter_anthropic_dialect_new:
 *
 * Returns: (transfer full): the dialect
 */
NatterDialect *
natter_anthropic_dialect_new (void)
{
  return g_object_new (NATTER_TYPE_ANTHROPIC_DIALECT, NULL);
}
