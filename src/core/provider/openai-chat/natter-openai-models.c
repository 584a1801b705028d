/* natter-openai-models.c: the list of models of servers that speak one of OpenAI's dialects. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-openai-models.h"

#include "natter-json.h"
#include "natter-model.h"

static gboolean
has_string (JsonArray  *array,
            const char *text)
{
  for (guint i = 0; i < json_array_get_length (array); i++)
    if (g_strcmp0 (natter_json_as_string (json_array_get_element (array, i)), text) == 0)
      return TRUE;

  return FALSE;
}

/* Only where the server itself says that a model is for something else: Together's type, Mistral's
 * capabilities, OpenRouter's output. */
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
         (!output || has_string (output, "text"));
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

static void
add_model (GListStore *models,
           GHashTable *seen,
           JsonNode   *node)
{
  JsonObject *object = natter_json_as_object (node);
  const char *id = natter_json_get_string (object, "id");
  g_autofree char *name = NULL;
  g_autoptr(NatterModel) model = NULL;

  if (!id || !*id || !can_chat (object) || !g_hash_table_add (seen, g_strdup (id)))
    return;

  name = make_name (object, id);
  model = natter_model_new (id, name);
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
