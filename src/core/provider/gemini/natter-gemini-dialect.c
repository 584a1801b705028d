/* natter-gemini-dialect.c: what is sent to Google's generateContent, and its lists of models.
 * Stateless, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-gemini-dialect.h"

#include <string.h>

#include "natter-body.h"
#include "natter-gemini-decoder.h"
#include "natter-json.h"
#include "natter-model.h"
#include "natter-prefill.h"
#include "natter-quirks.h"

#define MIN_PRO_BUDGET 128   /* the large models cannot but think */
#define LAST_PREFILL   301   /* version 3.1: some later ones refuse an answer that stands last */

struct _NatterGeminiDialect
{
  NatterDialect parent_instance;
};

G_DEFINE_FINAL_TYPE (NatterGeminiDialect, natter_gemini_dialect, NATTER_TYPE_DIALECT)

static void
append_text (JsonArray  *parts,
             const char *text)
{
  json_object_set_string_member (natter_body_append_object (parts), "text", text);
}

static JsonObject *
append_data (JsonArray        *parts,
             NatterAttachment *attachment)
{
  g_autofree char *base64 = natter_attachment_dup_base64 (attachment);
  JsonObject *part = natter_body_append_object (parts);
  JsonObject *data = natter_body_add_object (part, "inlineData");

  json_object_set_string_member (data, "mimeType", natter_attachment_get_mime_type (attachment));
  json_object_set_string_member (data, "data", base64);

  return part;
}

static void
add_question (JsonArray     *parts,
              NatterMessage *message)
{
  GPtrArray *attachments = natter_message_get_attachments (message);

  if (natter_message_get_length (message) > 0 || attachments->len == 0)
    append_text (parts, natter_message_get_text (message));

  for (guint i = 0; i < attachments->len; i++)
    {
      NatterAttachment *attachment = g_ptr_array_index (attachments, i);

      if (natter_attachment_is_text (attachment))
        {
          g_autofree char *text = natter_body_dup_document (attachment);

          append_text (parts, text);
        }
      else
        {
          append_data (parts, attachment);
        }
    }
}

/* The signed parts of an answer, as objects. */
static GPtrArray *
list_signed (NatterMessage       *message,
             const NatterRequest *request)
{
  GPtrArray *carries = natter_message_get_carries (message);
  GPtrArray *signed_parts = g_ptr_array_new_with_free_func ((GDestroyNotify) json_object_unref);

  for (guint i = 0; natter_body_carries (request, message) && i < carries->len; i++)
    {
      g_autoptr(JsonNode) node = natter_body_parse_carry (g_ptr_array_index (carries, i), "gemini");

      if (natter_json_as_object (node))
        g_ptr_array_add (signed_parts, json_object_ref (natter_json_as_object (node)));
    }

  return signed_parts;
}

/* The words of an answer, cut where a signed part of them begins. A signature whose words have
 * changed since, and one that came without any, stands by itself. */
static void
add_words (JsonArray  *parts,
           const char *text,
           GPtrArray  *signed_parts)
{
  g_autofree char *rest = g_strdup (text);
  g_autoptr(GPtrArray) reversed = g_ptr_array_new ();

  for (guint i = signed_parts->len; i > 0; i--)
    {
      JsonObject *part = g_ptr_array_index (signed_parts, i - 1);
      const char *words = natter_json_get_string (part, "text");

      if (!words || natter_json_get_bool (part, "thought", FALSE))
        continue;

      if (g_str_has_suffix (rest, words))
        rest[strlen (rest) - strlen (words)] = '\0';
      else
        json_object_set_string_member (part, "text", "");
      g_ptr_array_add (reversed, part);
    }

  if (*rest)
    append_text (parts, rest);
  for (guint i = reversed->len; i > 0; i--)
    json_array_add_object_element (parts,
                                   json_object_ref (g_ptr_array_index (reversed, i - 1)));
}

static const char *
find_image_signature (GPtrArray *signed_parts,
                      guint      image)
{
  for (guint i = 0; i < signed_parts->len; i++)
    {
      JsonObject *part = g_ptr_array_index (signed_parts, i);

      if (natter_json_get_int (part, "image", -1) == image)
        return natter_json_get_string (part, "thoughtSignature");
    }

  return NULL;
}

/* A call that nobody answered is not sent: the server would want its result. */
static void
add_answer (JsonArray           *parts,
            NatterMessage       *message,
            const NatterRequest *request)
{
  g_autoptr(GPtrArray) signed_parts = list_signed (message, request);
  GPtrArray *images = natter_message_get_attachments (message);
  g_autofree char *words = NULL;

  for (guint i = 0; i < signed_parts->len; i++)
    {
      JsonObject *part = g_ptr_array_index (signed_parts, i);

      if (natter_json_get_bool (part, "thought", FALSE))
        json_array_add_object_element (parts, json_object_ref (part));
    }

  /* Without words an image says enough. */
  if (natter_message_get_length (message) == 0 && images->len > 0)
    words = g_strdup ("");
  else
    words = natter_body_dup_answer (message);
  add_words (parts, words, signed_parts);

  for (guint i = 0; i < images->len; i++)
    {
      JsonObject *part = append_data (parts, g_ptr_array_index (images, i));
      const char *signature = find_image_signature (signed_parts, i);

      if (signature)
        json_object_set_string_member (part, "thoughtSignature", signature);
    }
}

static void
add_contents (JsonObject          *body,
              const NatterRequest *request)
{
  JsonArray *contents = natter_body_add_array (body, "contents");

  for (guint i = 0; i < request->messages->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (request->messages, i);
      gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;
      JsonObject *content = natter_body_append_object (contents);
      JsonArray *parts = NULL;

      json_object_set_string_member (content, "role", is_user ? "user" : "model");
      parts = natter_body_add_array (content, "parts");
      if (is_user)
        add_question (parts, message);
      else
        add_answer (parts, message, request);
    }
}

/* "gemini-2.5-flash" is 205, "gemini-3-pro-preview" 300; 0 for what has no such number. */
static guint
read_version (const char *model)
{
  const char *name = strstr (model, "gemini-");
  guint64 major = 0;
  guint64 minor = 0;
  char *end = NULL;

  if (!name || !g_ascii_isdigit (name[strlen ("gemini-")]))
    return 0;

  major = g_ascii_strtoull (name + strlen ("gemini-"), &end, 10);
  if (*end == '.')
    minor = g_ascii_strtoull (end + 1, NULL, 10);

  return (guint) (MIN (major, 99) * 100 + MIN (minor, 99));
}

/* Models that do not think refuse to be asked for it. */
static const char *
get_thinking_style (const NatterRequest *request)
{
  const char *model = request->model;
  guint version = read_version (model);
  const char *style = "none";

  if (strstr (model, "-tts") || (version < 300 && strstr (model, "-image")))
    style = "none";
  else if (version >= 300)
    style = "level";
  else if (version >= 205 || (strstr (model, "gemini-") && g_str_has_suffix (model, "-latest")))
    style = "budget";

  return natter_quirks_get_string (request->quirks, "thinking", style);
}

static void
add_level (JsonObject          *config,
           const NatterRequest *request)
{
  const char *level = request->effort;

  if (request->budget > 0)
    level = request->budget < 4096 ? "low" : "high";
  else if (g_strcmp0 (level, "none") == 0 || g_strcmp0 (level, "minimal") == 0)
    level = strstr (request->model, "flash") ? "minimal" : "low";

  if (level)
    json_object_set_string_member (config, "thinkingLevel", level);
}

/* The numbers by which Google itself reads these words, but for the first. */
static void
add_budget (JsonObject          *config,
            const NatterRequest *request)
{
  static const struct
  {
    const char *effort;
    gint64      budget;
  } budgets[] = {
    { "minimal", 512 },
    { "low", 1024 },
    { "medium", 8192 },
    { "high", 24576 },
  };
  gint64 budget = request->budget > 0 ? request->budget : -1;

  for (guint i = 0; budget < 0 && i < G_N_ELEMENTS (budgets); i++)
    if (g_strcmp0 (budgets[i].effort, request->effort) == 0)
      budget = budgets[i].budget;
  if (budget < 0 && g_strcmp0 (request->effort, "none") == 0)
    budget = strstr (request->model, "pro") ? MIN_PRO_BUDGET : 0;

  if (budget >= 0)
    json_object_set_int_member (config, "thinkingBudget", budget);
}

static void
add_thinking (JsonObject          *settings,
              const NatterRequest *request)
{
  const char *style = get_thinking_style (request);
  JsonObject *config = NULL;

  if (g_str_equal (style, "none"))
    return;

  config = natter_body_add_object (settings, "thinkingConfig");
  if (request->budget > 0 || g_strcmp0 (request->effort, "none") != 0)
    json_object_set_boolean_member (config, "includeThoughts", TRUE);

  if (g_str_equal (style, "level"))
    add_level (config, request);
  else
    add_budget (config, request);
}

static void
add_settings (JsonObject          *body,
              const NatterRequest *request)
{
  static const NatterBodyNames names = {
    .temperature = "temperature",
    .top_p = "topP",
    .max_tokens = "maxOutputTokens",
    .stop = "stopSequences",
    .seed = "seed",
  };
  g_autoptr(JsonObject) settings = json_object_new ();

  natter_body_set_sampling (settings, request, &names);
  add_thinking (settings, request);
  if (json_object_get_size (settings) > 0)
    json_object_set_object_member (body, "generationConfig", g_steal_pointer (&settings));
}

static JsonObject *
new_body (const NatterRequest *request)
{
  JsonObject *body = json_object_new ();

  if (request->system && *request->system)
    append_text (natter_body_add_array (natter_body_add_object (body, "systemInstruction"),
                                        "parts"), request->system);
  add_contents (body, request);
  add_settings (body, request);

  return body;
}

/* Lists name models with their folder, and tuned models have one of their own. */
static char *
build_path (const char *model)
{
  g_autofree char *escaped = g_uri_escape_string (model, G_URI_RESERVED_CHARS_ALLOWED_IN_PATH,
                                                  FALSE);

  return g_strdup_printf ("/%s%s:streamGenerateContent?alt=sse",
                          strchr (model, '/') ? "" : "models/", escaped);
}

static const char *
natter_gemini_dialect_get_id (NatterDialect *dialect)
{
  return "gemini";
}

static NatterHttpRequest *
natter_gemini_dialect_encode (NatterDialect        *dialect,
                              const NatterRequest  *request,
                              GError              **error)
{
  g_autofree char *path = build_path (request->model);
  g_autoptr(NatterHttpRequest) http = NULL;
  g_autoptr(JsonObject) body = NULL;

  http = natter_body_new_request (request, "POST", path, "text/event-stream, application/json",
                                  "x-goog-api-key", error);
  if (!http)
    return NULL;

  body = new_body (request);
  natter_body_finish (http, request, body);

  return g_steal_pointer (&http);
}

static NatterDecoder *
natter_gemini_dialect_new_decoder (NatterDialect *dialect)
{
  return natter_gemini_decoder_new ();
}

static NatterHttpRequest *
natter_gemini_dialect_encode_models (NatterDialect        *dialect,
                                     const NatterRequest  *request,
                                     GError              **error)
{
  g_autoptr(GString) path = g_string_new ("/models?pageSize=1000");

  if (request->page)
    {
      g_string_append (path, "&pageToken=");
      g_string_append_uri_escaped (path, request->page, NULL, FALSE);
    }

  return natter_body_new_request (request, "GET", path->str, "application/json", "x-goog-api-key",
                                  error);
}

static gboolean
can_chat (JsonObject *model)
{
  JsonArray *methods = natter_json_get_array (model, "supportedGenerationMethods");

  return !methods || natter_json_has_string (methods, "generateContent");
}

/* {"name": "models/…", "displayName", "inputTokenLimit", "outputTokenLimit", "thinking": true, …};
 * "thinking" is left out where it is false. */
static NatterModel *
read_model (JsonObject *object,
            const char *id)
{
  NatterModelFacts facts = {
    .context_length = natter_json_get_int (object, "inputTokenLimit", 0),
    .max_output = natter_json_get_int (object, "outputTokenLimit", 0),
  };

  natter_model_facts_tell (&facts, NATTER_MODEL_REASONING,
                           natter_json_get_bool (object, "thinking", FALSE));

  return natter_model_new_with_facts (id, natter_json_get_string (object, "displayName"), &facts);
}

static GListModel *
natter_gemini_dialect_read_models (NatterDialect  *dialect,
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
      g_propagate_error (error, natter_dialect_new_no_list_error (node, "/v1beta"));
      return NULL;
    }

  models = g_list_store_new (NATTER_TYPE_MODEL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *object = natter_json_as_object (json_array_get_element (array, i));
      const char *id = natter_json_get_string (object, "name");
      g_autoptr(NatterModel) model = NULL;

      if (id && g_str_has_prefix (id, "models/"))
        id += strlen ("models/");
      if (!id || !*id || !can_chat (object))
        continue;

      model = read_model (object, id);
      g_list_store_append (models, model);
    }

  return G_LIST_MODEL (models);
}

static char *
natter_gemini_dialect_read_next_page (NatterDialect *dialect,
                                      GBytes        *body)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr(JsonNode) node = natter_json_parse (data, size, NULL);
  const char *page = natter_json_get_string (natter_json_as_object (node), "nextPageToken");

  return page && *page ? g_strdup (page) : NULL;
}

static gboolean
natter_gemini_dialect_can_prefill (NatterDialect       *dialect,
                                   const NatterRequest *request)
{
  guint version = read_version (request->model);

  return natter_prefill_is_possible (request, version > 0 && version <= LAST_PREFILL);
}

static void
natter_gemini_dialect_class_init (NatterGeminiDialectClass *klass)
{
  NatterDialectClass *dialect_class = NATTER_DIALECT_CLASS (klass);

  dialect_class->get_id = natter_gemini_dialect_get_id;
  dialect_class->encode = natter_gemini_dialect_encode;
  dialect_class->new_decoder = natter_gemini_dialect_new_decoder;
  dialect_class->encode_models = natter_gemini_dialect_encode_models;
  dialect_class->read_models = natter_gemini_dialect_read_models;
  dialect_class->read_next_page = natter_gemini_dialect_read_next_page;
  dialect_class->can_prefill = natter_gemini_dialect_can_prefill;
}

static void
natter_gemini_dialect_init (NatterGeminiDialect *self)
{
}

/**
 * natter_gemini_dialect_new:
 *
 * Returns: (transfer full): the dialect
 */
NatterDialect *
natter_gemini_dialect_new (void)
{
  return g_object_new (NATTER_TYPE_GEMINI_DIALECT, NULL);
}
