/* test-provider-list.c: the accounts in their order, keys of models, and the defaults.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-list.h"

typedef struct
{
  NatterProviderList *list;
  NatterProvider     *one;
  NatterProvider     *two;
} Fixture;

static void
count_cb (guint *count)
{
  *count += 1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->list = natter_provider_list_new ("/nonexistent/providers.json");
  fixture->one = natter_provider_new ("One", "openai-chat", "https://example.com/v1");
  fixture->two = natter_provider_new ("Two", "openai-chat", "localhost:11434/v1");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->one);
  g_assert_finalize_object (fixture->two);
}

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  GString    *changes)
{
  g_string_append_printf (changes, "%u-%u+%u ", position, removed, added);
}

static void
test_list_model (Fixture       *fixture,
                 gconstpointer  data)
{
  GListModel *model = G_LIST_MODEL (fixture->list);
  g_autoptr(GString) changes = g_string_new (NULL);
  g_autoptr(NatterProvider) second = NULL;

  g_signal_connect (model, "items-changed", G_CALLBACK (items_changed_cb), changes);
  g_assert_true (g_list_model_get_item_type (model) == NATTER_TYPE_PROVIDER);
  g_assert_null (g_list_model_get_item (model, 0));

  natter_provider_list_add (fixture->list, fixture->one);
  natter_provider_list_add (fixture->list, fixture->two);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 2);
  second = g_list_model_get_item (model, 1);
  g_assert_true (second == fixture->two);
  g_assert_null (g_list_model_get_item (model, 2));

  natter_provider_list_remove (fixture->list, fixture->one);
  natter_provider_list_remove (fixture->list, fixture->one);
  g_assert_cmpuint (g_list_model_get_n_items (model), ==, 1);
  g_assert_cmpstr (changes->str, ==, "0-0+1 1-0+1 0-1+0 ");
}

static void
test_lookup (Fixture       *fixture,
             gconstpointer  data)
{
  const char *id = natter_provider_get_id (fixture->two);

  natter_provider_list_add (fixture->list, fixture->one);
  natter_provider_list_add (fixture->list, fixture->two);
  g_assert_true (natter_provider_list_lookup (fixture->list, id) == fixture->two);
  g_assert_null (natter_provider_list_lookup (fixture->list, "nobody"));
  g_assert_null (natter_provider_list_lookup (fixture->list, ""));
}

static void
test_find_url (Fixture       *fixture,
               gconstpointer  data)
{
  NatterProviderList *list = fixture->list;

  natter_provider_list_add (list, fixture->one);
  natter_provider_list_add (list, fixture->two);
  g_assert_true (natter_provider_list_find_url (list, "https://example.com/v1") == fixture->one);
  g_assert_true (natter_provider_list_find_url (list, " EXAMPLE.com/v1/ ") == fixture->one);
  g_assert_true (natter_provider_list_find_url (list, "localhost:11434/v1/") == fixture->two);
  g_assert_null (natter_provider_list_find_url (list, "https://example.com"));
  g_assert_null (natter_provider_list_find_url (list, "not an address"));
}

static void
test_resolve (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *key = natter_provider_list_make_key (fixture->two, "org/family/large:7b");
  g_autofree char *no_model = g_strconcat (natter_provider_get_id (fixture->two), "/", NULL);
  const char *model = "unset";

  natter_provider_list_add (fixture->list, fixture->one);
  g_assert_null (natter_provider_list_resolve (fixture->list, key, &model));
  g_assert_null (model);

  natter_provider_list_add (fixture->list, fixture->two);
  g_assert_true (natter_provider_list_resolve (fixture->list, key, &model) == fixture->two);
  g_assert_cmpstr (model, ==, "org/family/large:7b");
  g_assert_true (natter_provider_list_resolve (fixture->list, key, NULL) == fixture->two);

  g_assert_null (natter_provider_list_resolve (fixture->list, no_model, &model));
  g_assert_null (model);
  g_assert_null (natter_provider_list_resolve (fixture->list, natter_provider_get_id (fixture->two),
                                               &model));
  g_assert_null (natter_provider_list_resolve (fixture->list, "", &model));
  g_assert_null (natter_provider_list_resolve (fixture->list, "/model", &model));
  g_assert_null (natter_provider_list_resolve (fixture->list, NULL, &model));
}

static void
test_default_model (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autofree char *key = NULL;
  guint notified = 0;
  guint changed = 0;

  g_signal_connect_swapped (fixture->list, "notify::default-model", G_CALLBACK (count_cb),
                            &notified);
  g_signal_connect_swapped (fixture->list, "changed", G_CALLBACK (count_cb), &changed);

  g_assert_null (natter_provider_list_get_default_model (fixture->list));
  natter_provider_list_set_default_model (fixture->list, "one/small");
  natter_provider_list_set_default_model (fixture->list, "one/small");
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpuint (changed, ==, 1);
  g_object_get (fixture->list, "default-model", &key, NULL);
  g_assert_cmpstr (key, ==, "one/small");

  natter_provider_list_set_default_model (fixture->list, NULL);
  g_assert_null (natter_provider_list_get_default_model (fixture->list));
  g_assert_cmpuint (notified, ==, 2);
  g_assert_cmpuint (changed, ==, 2);
}

static void
test_system_prompt (Fixture       *fixture,
                    gconstpointer  data)
{
  guint changed = 0;

  g_signal_connect_swapped (fixture->list, "changed", G_CALLBACK (count_cb), &changed);

  natter_provider_list_set_system_prompt (fixture->list, "");
  g_assert_null (natter_provider_list_get_system_prompt (fixture->list));
  g_assert_cmpuint (changed, ==, 0);

  natter_provider_list_set_system_prompt (fixture->list, "Be brief.");
  natter_provider_list_set_system_prompt (fixture->list, "Be brief.");
  g_assert_cmpstr (natter_provider_list_get_system_prompt (fixture->list), ==, "Be brief.");
  natter_provider_list_set_system_prompt (fixture->list, "");
  g_assert_null (natter_provider_list_get_system_prompt (fixture->list));
  g_assert_cmpuint (changed, ==, 2);
}

static void
test_answer_settings (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(NatterAnswerSettings) settings = natter_answer_settings_new ();
  guint changed = 0;

  g_signal_connect_swapped (fixture->list, "changed", G_CALLBACK (count_cb), &changed);
  g_assert_true (natter_answer_settings_is_automatic (
    natter_provider_list_get_answer_settings (fixture->list)));
  natter_provider_list_set_answer_settings (fixture->list, settings);
  g_assert_cmpuint (changed, ==, 0);

  /* Zero is a temperature, not the lack of one. */
  settings->has_temperature = TRUE;
  natter_provider_list_set_answer_settings (fixture->list, settings);
  natter_provider_list_set_answer_settings (fixture->list, settings);
  g_assert_true (natter_provider_list_get_answer_settings (fixture->list)->has_temperature);
  g_assert_cmpuint (changed, ==, 1);

  settings->temperature = 5;
  natter_provider_list_set_answer_settings (fixture->list, settings);
  g_assert_cmpfloat_with_epsilon (natter_provider_list_get_answer_settings (fixture->list)
                                    ->temperature, 2, 1e-9);
  g_assert_cmpuint (changed, ==, 2);

  /* A copy: what becomes of the original is nobody's business, and its own can be set again. */
  settings->temperature = 1;
  natter_provider_list_set_answer_settings (
    fixture->list, natter_provider_list_get_answer_settings (fixture->list));
  g_assert_cmpuint (changed, ==, 2);

  settings->has_temperature = FALSE;
  natter_provider_list_set_answer_settings (fixture->list, settings);
  g_assert_cmpuint (changed, ==, 3);
}

static char *
dup_model_name (Fixture    *fixture,
                const char *key)
{
  g_autoptr(NatterModel) model = natter_provider_list_find_model (fixture->list, key);

  return model ? g_strdup (natter_model_get_name (model)) : NULL;
}

static void
test_find_model (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GListStore) models = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(NatterModel) large = natter_model_new ("org/large", "Large");
  g_autofree char *key = natter_provider_list_make_key (fixture->one, "org/large");
  g_autofree char *unknown_key = natter_provider_list_make_key (fixture->one, "gone");
  g_autofree char *unlisted = NULL;
  g_autofree char *listed = NULL;
  g_autofree char *by_hand = NULL;

  g_assert_null (natter_provider_list_find_model (fixture->list, key));
  natter_provider_list_add (fixture->list, fixture->one);

  /* as long as nobody knows the list, any model may be in it */
  unlisted = dup_model_name (fixture, key);
  g_assert_cmpstr (unlisted, ==, "org/large");

  g_list_store_append (models, large);
  natter_provider_set_fetched_models (fixture->one, G_LIST_MODEL (models));
  listed = dup_model_name (fixture, key);
  g_assert_cmpstr (listed, ==, "Large");
  g_assert_null (natter_provider_list_find_model (fixture->list, unknown_key));
  g_assert_null (natter_provider_list_find_model (fixture->list, NULL));

  natter_provider_add_manual_model (fixture->one, "gone");
  by_hand = dup_model_name (fixture, unknown_key);
  g_assert_cmpstr (by_hand, ==, "gone");
}

static void
test_note_used (Fixture       *fixture,
                gconstpointer  data)
{
  NatterModelShelf *shelf = natter_provider_list_get_shelf (fixture->list);
  g_autofree char *key = natter_provider_list_make_key (fixture->one, "org/large");

  natter_provider_list_note_used (fixture->list, NULL);
  natter_provider_list_note_used (fixture->list, key);
  g_assert_null (natter_model_shelf_get_recents (shelf)[0]);

  natter_provider_list_add (fixture->list, fixture->one);
  natter_provider_list_note_used (fixture->list, key);
  g_assert_cmpstr (natter_model_shelf_get_recents (shelf)[0], ==, key);

  /* a list that was never loaded writes nothing by itself */
  g_assert_false (g_file_test ("/nonexistent", G_FILE_TEST_EXISTS));

  /* an account that is removed takes its models along */
  natter_model_shelf_set_favourite (shelf, key, TRUE);
  natter_provider_list_remove (fixture->list, fixture->one);
  g_assert_null (natter_model_shelf_get_recents (shelf)[0]);
  g_assert_null (natter_model_shelf_get_favourites (shelf)[0]);
}

#define ADD(path, func) \
  g_test_add ("/provider-list/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("list-model", test_list_model);
  ADD ("lookup", test_lookup);
  ADD ("find-url", test_find_url);
  ADD ("resolve", test_resolve);
  ADD ("default-model", test_default_model);
  ADD ("find-model", test_find_model);
  ADD ("note-used", test_note_used);
  ADD ("system-prompt", test_system_prompt);
  ADD ("answer-settings", test_answer_settings);

  return g_test_run ();
}
