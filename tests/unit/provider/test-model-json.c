/* test-model-json.c: lists of models written and read again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json.h"
#include "natter-model-json.h"
#include "natter-test-facts.h"

#define URL "https://example.com/v1"
#define TIME G_GINT64_CONSTANT (1780000000123)

static GListModel *
read_text (const char *text,
           gint64     *time)
{
  g_autoptr(JsonNode) node = natter_json_parse (text, strlen (text), NULL);

  return natter_models_from_json (node, URL, time);
}

static void
test_round_trip (void)
{
  NatterModelFacts facts = {
    .context_length = 131072, .max_output = 32768,
    .abilities = NATTER_MODEL_VISION | NATTER_MODEL_IMAGE_OUTPUT,
    .told = NATTER_MODEL_VISION | NATTER_MODEL_IMAGE_OUTPUT | NATTER_MODEL_TOOLS,
    .has_price = TRUE, .input_price = 0.15, .output_price = 0,
  };
  g_autoptr(GListStore) before = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(NatterModel) full = natter_model_new_with_facts ("v/m:8b", "Ünïcode “M”", &facts);
  g_autoptr(NatterModel) bare = natter_model_new ("bare", NULL);
  g_autoptr(NatterModel) first = NULL;
  g_autoptr(NatterModel) second = NULL;
  g_autoptr(JsonNode) node = NULL;
  g_autofree char *text = NULL;
  g_autoptr(GListModel) after = NULL;
  gint64 time = 0;

  g_list_store_append (before, full);
  g_list_store_append (before, bare);
  node = natter_models_to_json (G_LIST_MODEL (before), URL, TIME);
  text = natter_json_to_line (node);
  after = read_text (text, &time);

  g_assert_nonnull (after);
  g_assert_cmpint (time, ==, TIME);
  g_assert_cmpuint (g_list_model_get_n_items (after), ==, 2);
  first = g_list_model_get_item (after, 0);
  second = g_list_model_get_item (after, 1);
  g_assert_true (natter_model_equal (first, full));
  g_assert_true (natter_model_equal (second, bare));
}

static void
test_empty (void)
{
  g_autoptr(GListStore) none = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(JsonNode) node = natter_models_to_json (G_LIST_MODEL (none), URL, TIME);
  g_autoptr(GListModel) after = NULL;
  gint64 time = 0;

  after = natter_models_from_json (node, URL, &time);
  g_assert_nonnull (after);
  g_assert_cmpuint (g_list_model_get_n_items (after), ==, 0);
}

static void
test_other_address (void)
{
  g_autoptr(GListStore) none = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(JsonNode) node = natter_models_to_json (G_LIST_MODEL (none), "https://other/v1", TIME);
  gint64 time = 0;

  g_assert_null (natter_models_from_json (node, URL, &time));
  g_assert_null (natter_models_from_json (NULL, URL, &time));
}

#define HEAD "\"version\":1,\"base-url\":\"" URL "\""

static const struct
{
  const char *name;
  const char *text;
} broken_cases[] = {
  { "array", "[]" },
  { "nothing", "{}" },
  { "no version", "{\"base-url\":\"" URL "\",\"time\":5,\"models\":[]}" },
  { "another version", "{\"version\":2,\"base-url\":\"" URL "\",\"time\":5,\"models\":[]}" },
  { "no address", "{\"version\":1,\"time\":5,\"models\":[]}" },
  { "no time", "{" HEAD ",\"models\":[]}" },
  { "time before time", "{" HEAD ",\"time\":-5,\"models\":[]}" },
  { "no models", "{" HEAD ",\"time\":5}" },
  { "models is an object", "{" HEAD ",\"time\":5,\"models\":{}}" },
  { "model is a string", "{" HEAD ",\"time\":5,\"models\":[\"a\"]}" },
  { "model without an id", "{" HEAD ",\"time\":5,\"models\":[{\"name\":\"A\"}]}" },
  { "model with an empty id", "{" HEAD ",\"time\":5,\"models\":[{\"id\":\"\"}]}" },
};

static void
test_broken (gconstpointer data)
{
  gint64 time = 0;

  g_assert_null (read_text (broken_cases[GPOINTER_TO_UINT (data)].text, &time));
}

/* What a newer version may add is no reason to fetch again. */
static void
test_unknown_members (void)
{
  const char *text =
    "{" HEAD ",\"time\":5,\"new\":1,\"models\":[{\"id\":\"a\",\"new\":{},\"can\":[\"fly\",\"tools\"],\"context\":\"big\"}]}";
  gint64 time = 0;
  g_autoptr(GListModel) models = read_text (text, &time);
  g_autofree char *found = natter_test_facts_describe (models);

  g_assert_cmpstr (found, ==, "a +tools; ");
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model-json/round-trip", test_round_trip);
  g_test_add_func ("/model-json/empty", test_empty);
  g_test_add_func ("/model-json/other-address", test_other_address);
  for (i = 0; i < G_N_ELEMENTS (broken_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/model-json/broken/", broken_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_broken);
    }
  g_test_add_func ("/model-json/unknown-members", test_unknown_members);

  return g_test_run ();
}
