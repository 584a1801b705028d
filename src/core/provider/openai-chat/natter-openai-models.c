/* natter-openai-models.c: the list of models of servers that speak one of OpenAI's dialects. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-openai-models.h"

#include "natter-json.h"
#include "natter-model.h"

/* Only where the server itself says that a model is for something else: Together's type, Mistral's
 * and Fireworks' capabilities, OpenRouter's output. */
static gboolean
can_chat (JsonObject *model)
{
  const char *type = natter_json_get_string (model, "type");
  JsonObject *capabilities = natter_json_get_object (model, "capabilities");
  JsonArray *output = natter_json_get_array (natter_json_get_object (model, "architecture"),
                                             "output_modalities");
  static const char *const other_types[] = {
    "image", "embedding", "embeddings", "rerank", "moderation", "audio", "transcribe", "video", NULL
  };

  return !(type && g_strv_contains (other_types, type)) &&
         natter_json_get_bool (capabilities, "completion_chat", TRUE) &&
         natter_json_get_bool (model, "supports_chat", TRUE) &&
         (!output || natter_json_has_string (output, "text"));
}

/* llama.cpp's id may be the path of a file. */
static char *
make_name (JsonObject *model,
           const char *id)
{
  const char *name = natter_json_get_string (model, "display_name");

  if (!name || !*name)
    name = natter_json_get_string (model, "name");
  if (name && *name)
    return g_strdup (name);

  return g_path_is_absolute (id) ? g_path_get_basename (id) : g_strdup (id);
}

/* The first member that is a number above zero. */
static gint64
first_number (JsonObject        *object,
              const char *const *names)
{
  for (; *names; names++)
    {
      gint64 number = natter_json_get_int (object, *names, 0);

      if (number > 0)
        return number;
    }

  return 0;
}

/* Of the whole model; what only its best server takes is no promise. OpenRouter, Together, Hugging
 * Face, Fireworks, Moonshot and xAI say context_length, Groq and Vercel context_window, Mistral
 * max_context_length, vLLM max_model_len; llama.cpp has it inside meta, as it was started and as
 * the model was trained; GitHub inside limits. */
static void
read_lengths (JsonObject       *model,
              NatterModelFacts *facts)
{
  static const char *const context[] = {
    "context_length", "context_window", "max_context_length", "max_model_len", NULL
  };
  static const char *const output[] = {
    "max_completion_tokens", "max_output_tokens", "max_tokens", NULL
  };
  static const char *const meta[] = { "n_ctx", "n_ctx_train", NULL };
  static const char *const limits_context[] = { "max_input_tokens", NULL };
  JsonObject *limits = natter_json_get_object (model, "limits");

  facts->context_length = first_number (model, context);
  if (!facts->context_length)
    facts->context_length = first_number (natter_json_get_object (model, "meta"), meta);
  if (!facts->context_length)
    facts->context_length = first_number (limits, limits_context);

  facts->max_output = first_number (model, output);
  if (!facts->max_output)
    facts->max_output = first_number (natter_json_get_object (model, "top_provider"), output);
  if (!facts->max_output)
    facts->max_output = first_number (limits, output);
}

static void
tell_list (NatterModelFacts     *facts,
           JsonArray            *list,
           const char           *word,
           NatterModelAbilities  ability)
{
  if (list)
    natter_model_facts_tell (facts, ability, natter_json_has_string (list, word));
}

static void
tell_member (NatterModelFacts     *facts,
             JsonObject           *object,
             const char           *name,
             NatterModelAbilities  ability)
{
  gboolean has_it = natter_json_get_bool (object, name, FALSE);

  /* null, for example, says neither */
  if (has_it == natter_json_get_bool (object, name, TRUE))
    natter_model_facts_tell (facts, ability, has_it);
}

/* Modalities and supported_parameters: OpenRouter and who copied it; tags: Vercel; capabilities: an
 * object at Mistral, a list at GitHub; supports_…: Moonshot, Fireworks. */
static void
read_abilities (JsonObject       *model,
                NatterModelFacts *facts)
{
  JsonObject *architecture = natter_json_get_object (model, "architecture");
  JsonArray *parameters = natter_json_get_array (model, "supported_parameters");
  JsonArray *tags = natter_json_get_array (model, "tags");
  JsonObject *capabilities = natter_json_get_object (model, "capabilities");

  tell_list (facts, natter_json_get_array (architecture, "input_modalities"), "image",
             NATTER_MODEL_VISION);
  tell_list (facts, natter_json_get_array (architecture, "output_modalities"), "image",
             NATTER_MODEL_IMAGE_OUTPUT);
  tell_list (facts, natter_json_get_array (model, "supported_input_modalities"), "image",
             NATTER_MODEL_VISION);
  tell_list (facts, natter_json_get_array (model, "supported_output_modalities"), "image",
             NATTER_MODEL_IMAGE_OUTPUT);
  tell_list (facts, parameters, "tools", NATTER_MODEL_TOOLS);
  tell_list (facts, parameters, "reasoning", NATTER_MODEL_REASONING);

  /* A tag that is missing says nothing: others use them for anything. */
  if (natter_json_has_string (tags, "vision"))
    natter_model_facts_tell (facts, NATTER_MODEL_VISION, TRUE);
  if (natter_json_has_string (tags, "reasoning"))
    natter_model_facts_tell (facts, NATTER_MODEL_REASONING, TRUE);
  if (natter_json_has_string (tags, "tool-use"))
    natter_model_facts_tell (facts, NATTER_MODEL_TOOLS, TRUE);
  if (natter_json_has_string (tags, "image-generation"))
    natter_model_facts_tell (facts, NATTER_MODEL_IMAGE_OUTPUT, TRUE);

  tell_list (facts, natter_json_get_array (model, "capabilities"), "tool-calling",
             NATTER_MODEL_TOOLS);
  tell_member (facts, capabilities, "vision", NATTER_MODEL_VISION);
  tell_member (facts, capabilities, "reasoning", NATTER_MODEL_REASONING);
  tell_member (facts, capabilities, "function_calling", NATTER_MODEL_TOOLS);
  tell_member (facts, model, "supports_image_in", NATTER_MODEL_VISION);
  tell_member (facts, model, "supports_image_input", NATTER_MODEL_VISION);
  tell_member (facts, model, "supports_reasoning", NATTER_MODEL_REASONING);
  tell_member (facts, model, "supports_tools", NATTER_MODEL_TOOLS);
}

/* OpenRouter says dollars a token, as text so that no digit is lost: "0.000003"; Together says
 * dollars a million tokens, as a number. A router whose price depends says "-1". */
static gboolean
read_price (JsonObject *pricing,
            const char *name,
            double     *price)
{
  const char *text = natter_json_get_string (pricing, name);
  char *end = NULL;

  if (!text)
    return natter_json_get_double (pricing, name, price) && *price >= 0;

  *price = g_ascii_strtod (text, &end) * 1e6;

  return end != text && *end == '\0' && *price >= 0;
}

static void
read_prices (JsonObject       *model,
             NatterModelFacts *facts)
{
  JsonObject *pricing = natter_json_get_object (model, "pricing");

  facts->has_price = (read_price (pricing, "prompt", &facts->input_price) &&
                      read_price (pricing, "completion", &facts->output_price)) ||
                     (read_price (pricing, "input", &facts->input_price) &&
                      read_price (pricing, "output", &facts->output_price));
}

static void
add_model (GListStore *models,
           GHashTable *seen,
           JsonNode   *node)
{
  JsonObject *object = natter_json_as_object (node);
  const char *id = natter_json_get_string (object, "id");
  NatterModelFacts facts = { 0 };
  g_autofree char *name = NULL;
  g_autoptr(NatterModel) model = NULL;

  if (!id || !*id || !can_chat (object) || !g_hash_table_add (seen, g_strdup (id)))
    return;

  name = make_name (object, id);
  read_lengths (object, &facts);
  read_abilities (object, &facts);
  read_prices (object, &facts);
  model = natter_model_new_with_facts (id, name, &facts);
  g_list_store_append (models, model);
}

/**
 * natter_openai_models_read:
 * @body: {"data": […]} from most servers, a bare array from Together
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_NOT_AN_API when @body is no list of models.
 *
 * Returns: (transfer full): a list of #NatterModel, in the server's order, or %NULL
 */
GListModel *
natter_openai_models_read (GBytes  *body,
                           GError **error)
{
  gsize size = 0;
  const char *data = g_bytes_get_data (body, &size);
  g_autoptr(JsonNode) node = natter_json_parse (data, size, NULL);
  JsonArray *array = natter_json_as_array (node);
  g_autoptr(GHashTable) seen = NULL;
  GListStore *models = NULL;

  if (!array)
    array = natter_json_get_array (natter_json_as_object (node), "data");
  if (!array)
    {
      g_propagate_error (error, natter_dialect_new_no_list_error (node, "/v1"));
      return NULL;
    }

  seen = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  models = g_list_store_new (NATTER_TYPE_MODEL);
  for (guint i = 0; i < json_array_get_length (array); i++)
    add_model (models, seen, json_array_get_element (array, i));

  return G_LIST_MODEL (models);
}
