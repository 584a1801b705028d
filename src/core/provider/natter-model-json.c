/* natter-model-json.c: a fetched list of models as Natter keeps it:
 * {"version": 1, "base-url", "time": in milliseconds since 1970, UTC, "models": [{"id", "name":
 * where it is another, "context", "output": in tokens, "can", "cannot": of "vision", "reasoning",
 * "tools", "image-output", "input-price", "output-price": in dollars per million tokens}]}.
 * What is not known is left out. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-json.h"

#include "natter-json.h"
#include "natter-model.h"

#define VERSION 1

static const struct
{
  NatterModelAbilities  ability;
  const char           *word;
} words[] = {
  { NATTER_MODEL_VISION, "vision" },
  { NATTER_MODEL_REASONING, "reasoning" },
  { NATTER_MODEL_TOOLS, "tools" },
  { NATTER_MODEL_IMAGE_OUTPUT, "image-output" },
};

static void
add_words (JsonObject           *object,
           const char           *name,
           NatterModelAbilities  abilities)
{
  JsonArray *array = NULL;
  gsize i;

  if (abilities == 0)
    return;

  array = json_array_new ();
  for (i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (abilities & words[i].ability)
        json_array_add_string_element (array, words[i].word);
    }
  json_object_set_array_member (object, name, array);
}

static NatterModelAbilities
read_words (JsonObject *object,
            const char *name)
{
  JsonArray *array = natter_json_get_array (object, name);
  NatterModelAbilities abilities = 0;
  gsize i;

  for (i = 0; i < G_N_ELEMENTS (words); i++)
    {
      if (natter_json_has_string (array, words[i].word))
        abilities |= words[i].ability;
    }

  return abilities;
}

static JsonObject *
model_to_json (NatterModel *model)
{
  JsonObject *object = json_object_new ();
  const NatterModelFacts *facts = natter_model_get_facts (model);

  json_object_set_string_member (object, "id", natter_model_get_id (model));
  if (!g_str_equal (natter_model_get_name (model), natter_model_get_id (model)))
    json_object_set_string_member (object, "name", natter_model_get_name (model));
  if (facts->context_length > 0)
    json_object_set_int_member (object, "context", facts->context_length);
  if (facts->max_output > 0)
    json_object_set_int_member (object, "output", facts->max_output);
  add_words (object, "can", facts->abilities);
  add_words (object, "cannot", facts->told & ~facts->abilities);
  if (facts->has_price)
    {
      json_object_set_double_member (object, "input-price", facts->input_price);
      json_object_set_double_member (object, "output-price", facts->output_price);
    }

  return object;
}

static NatterModel *
model_from_json (JsonObject *object)
{
  const char *id = natter_json_get_string (object, "id");
  NatterModelFacts facts = { 0 };

  if (id == NULL || *id == '\0')
    return NULL;

  facts.context_length = natter_json_get_int (object, "context", 0);
  facts.max_output = natter_json_get_int (object, "output", 0);
  natter_model_facts_tell (&facts, read_words (object, "can"), TRUE);
  natter_model_facts_tell (&facts, read_words (object, "cannot"), FALSE);
  facts.has_price = natter_json_get_double (object, "input-price", &facts.input_price) &&
                    natter_json_get_double (object, "output-price", &facts.output_price);

  return natter_model_new_with_facts (id, natter_json_get_string (object, "name"), &facts);
}

/**
 * natter_models_to_json:
 * @models: of #NatterModel
 * @base_url: the server that has them
 * @time: when it said so, in milliseconds since 1970, UTC
 *
 * Returns: (transfer full): the list
 */
JsonNode *
natter_models_to_json (GListModel *models,
                       const char *base_url,
                       gint64      time)
{
  JsonNode *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  JsonArray *array = json_array_new ();
  guint i;

  for (i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      json_array_add_object_element (array, model_to_json (model));
    }

  json_object_set_int_member (object, "version", VERSION);
  json_object_set_string_member (object, "base-url", base_url);
  json_object_set_int_member (object, "time", time);
  json_object_set_array_member (object, "models", array);
  json_node_take_object (node, object);

  return node;
}

/**
 * natter_models_from_json:
 * @node: (nullable): what natter_models_to_json() made, or anything else
 * @base_url: the server that is asked for its models
 * @time: (out): when it said so, in milliseconds since 1970, UTC
 *
 * Returns: (transfer full) (nullable): the list, %NULL when it is another server's, another
 *   version's, or not whole
 */
GListModel *
natter_models_from_json (JsonNode   *node,
                         const char *base_url,
                         gint64     *time)
{
  JsonObject *object = natter_json_as_object (node);
  JsonArray *array = natter_json_get_array (object, "models");
  g_autoptr(GListStore) models = NULL;
  guint i;

  *time = natter_json_get_int (object, "time", 0);
  if (array == NULL || *time <= 0 || natter_json_get_int (object, "version", 0) != VERSION ||
      g_strcmp0 (natter_json_get_string (object, "base-url"), base_url) != 0)
    return NULL;

  models = g_list_store_new (NATTER_TYPE_MODEL);
  for (i = 0; i < json_array_get_length (array); i++)
    {
      JsonObject *entry = natter_json_as_object (json_array_get_element (array, i));
      g_autoptr(NatterModel) model = model_from_json (entry);

      if (model == NULL)
        return NULL;
      g_list_store_append (models, model);
    }

  return G_LIST_MODEL (g_steal_pointer (&models));
}
