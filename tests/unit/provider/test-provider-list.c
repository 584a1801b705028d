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
test_temperature (Fixture       *fixture,
                  gconstpointer  data)
{
  double temperature = 9;
  guint changed = 0;

  g_signal_connect_swapped (fixture->list, "changed", G_CALLBACK (count_cb), &changed);

  g_assert_false (natter_provider_list_get_temperature (fixture->list, &temperature));
  g_assert_cmpfloat_with_epsilon (temperature, 9, 1e-9);

  /* Zero is a temperature, not the lack of one. */
  natter_provider_list_set_temperature (fixture->list, TRUE, 0);
  g_assert_true (natter_provider_list_get_temperature (fixture->list, &temperature));
  g_assert_cmpfloat_with_epsilon (temperature, 0, 1e-9);
  g_assert_cmpuint (changed, ==, 1);

  natter_provider_list_set_temperature (fixture->list, TRUE, 0.7);
  natter_provider_list_set_temperature (fixture->list, TRUE, 0.7);
  g_assert_true (natter_provider_list_get_temperature (fixture->list, &temperature));
  g_assert_cmpfloat_with_epsilon (temperature, 0.7, 1e-9);
  g_assert_cmpuint (changed, ==, 2);

  natter_provider_list_set_temperature (fixture->list, TRUE, 5);
  g_assert_true (natter_provider_list_get_temperature (fixture->list, &temperature));
  g_assert_cmpfloat_with_epsilon (temperature, 2, 1e-9);

  natter_provider_list_set_temperature (fixture->list, FALSE, 1);
  g_assert_false (natter_provider_list_get_temperature (fixture->list, NULL));
  natter_provider_list_set_temperature (fixture->list, FALSE, 0);
  g_assert_cmpuint (changed, ==, 4);
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
  ADD ("system-prompt", test_system_prompt);
  ADD ("temperature", test_temperature);

  return g_test_run ();
}
