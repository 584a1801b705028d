/* test-provider.c: one account: its names, its address, and the list of its models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-provider.h"

typedef struct
{
  guint position;
  guint removed;
  guint added;
  guint n;
} Change;

static void
count_cb (guint *count)
{
  *count += 1;
}

static void
items_changed_cb (GListModel *list,
                  guint       position,
                  guint       removed,
                  guint       added,
                  Change     *change)
{
  change->position = position;
  change->removed = removed;
  change->added = added;
  change->n++;
}

static GListModel *
make_models (const char *ids)
{
  GListStore *models = g_list_store_new (NATTER_TYPE_MODEL);
  g_auto(GStrv) each = g_strsplit (ids, " ", -1);
  guint i;

  for (i = 0; each[i] != NULL; i++)
    {
      g_autoptr(NatterModel) model = natter_model_new (each[i], NULL);

      g_list_store_append (models, model);
    }

  return G_LIST_MODEL (models);
}

static char *
list_models (NatterProvider *provider)
{
  GListModel *models = natter_provider_get_models (provider);
  g_autoptr(GString) ids = g_string_new (NULL);
  guint i;

  for (i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      g_string_append_printf (ids, i > 0 ? " %s" : "%s", natter_model_get_id (model));
    }

  return g_string_free_and_steal (g_steal_pointer (&ids));
}

#define assert_models(provider, expected)                   \
  G_STMT_START                                              \
    {                                                       \
      g_autofree char *ids_ = list_models (provider);       \
      g_assert_cmpstr (ids_, ==, (expected));               \
    }                                                       \
  G_STMT_END

static void
fetch (NatterProvider *provider,
       const char     *ids)
{
  g_autoptr(GListModel) models = make_models (ids);

  natter_provider_set_fetched_models (provider, models);
}

static void
test_new (void)
{
  NatterProvider *one = natter_provider_new ("One", "openai-chat", "https://example.com/v1/");
  NatterProvider *two = natter_provider_new ("Two", "openai-chat", "localhost:11434/v1");

  g_assert_true (g_uuid_string_is_valid (natter_provider_get_id (one)));
  g_assert_cmpstr (natter_provider_get_id (one), !=, natter_provider_get_id (two));
  g_assert_cmpstr (natter_provider_get_name (one), ==, "One");
  g_assert_cmpstr (natter_provider_get_base_url (one), ==, "https://example.com/v1");
  g_assert_cmpstr (natter_provider_get_base_url (two), ==, "http://localhost:11434/v1");
  g_assert_cmpstr (natter_dialect_get_id (natter_provider_get_dialect (one)), ==, "openai-chat");
  g_assert_false (natter_provider_is_transient (one));
  g_assert_cmpint (natter_provider_get_models_state (one), ==, NATTER_MODELS_UNKNOWN);
  g_assert_null (natter_provider_get_models_error (one));
  assert_models (one, "");

  natter_provider_set_transient (one, TRUE);
  g_assert_true (natter_provider_is_transient (one));

  g_assert_finalize_object (one);
  g_assert_finalize_object (two);
}

static void
test_name (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com");
  g_autofree char *name = NULL;
  guint notified = 0;

  g_signal_connect_swapped (provider, "notify::name", G_CALLBACK (count_cb), &notified);

  natter_provider_set_name (provider, "Two");
  natter_provider_set_name (provider, "Two");
  g_assert_cmpstr (natter_provider_get_name (provider), ==, "Two");
  g_assert_cmpuint (notified, ==, 1);

  g_object_get (provider, "name", &name, NULL);
  g_assert_cmpstr (name, ==, "Two");

  g_assert_finalize_object (provider);
}

/* Another address is another server: what the old one listed is not what the new one has. */
static void
test_base_url (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com/v1");
  guint notified = 0;

  g_signal_connect_swapped (provider, "notify::base-url", G_CALLBACK (count_cb), &notified);
  fetch (provider, "a b");
  natter_provider_add_manual_model (provider, "mine");

  natter_provider_set_base_url (provider, "https://example.com/v1/");
  g_assert_cmpuint (notified, ==, 0);
  assert_models (provider, "a b mine");
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_READY);

  natter_provider_set_base_url (provider, "https://example.net/v1");
  g_assert_cmpuint (notified, ==, 1);
  g_assert_cmpstr (natter_provider_get_base_url (provider), ==, "https://example.net/v1");
  assert_models (provider, "mine");
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_UNKNOWN);

  g_assert_finalize_object (provider);
}

static void
test_fetched (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com/v1");
  guint notified = 0;

  g_signal_connect_swapped (provider, "notify::models-state", G_CALLBACK (count_cb), &notified);

  fetch (provider, "b a b");
  assert_models (provider, "b a");
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_READY);
  fetch (provider, "c");
  assert_models (provider, "c");
  g_assert_cmpuint (notified, ==, 1);

  g_assert_finalize_object (provider);
}

static void
test_manual (void)
{
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com/v1");

  natter_provider_add_manual_model (provider, "mine");
  natter_provider_add_manual_model (provider, "a");
  natter_provider_add_manual_model (provider, "mine");
  assert_models (provider, "mine a");

  /* What the server lists too is listed once, where the server has it. */
  fetch (provider, "a b");
  assert_models (provider, "a b mine");
  g_assert_cmpint (natter_provider_get_models_state (provider), ==, NATTER_MODELS_READY);

  natter_provider_remove_manual_model (provider, "b");
  assert_models (provider, "a b mine");
  natter_provider_remove_manual_model (provider, "mine");
  assert_models (provider, "a b");

  /* It was entered, and is there again when the server no longer lists it. */
  fetch (provider, "b");
  assert_models (provider, "b a");
  natter_provider_remove_manual_model (provider, "a");
  assert_models (provider, "b");

  g_assert_finalize_object (provider);
}

static const struct
{
  const char *name;
  const char *before;
  const char *after;
  Change      change;
} change_cases[] = {
  { "same", "a b c", "a b c", { 0, 0, 0, 0 } },
  { "at the end", "a b", "a b c", { 2, 0, 1, 1 } },
  { "at the start", "b c", "a b c", { 0, 0, 1, 1 } },
  { "in the middle", "a c", "a b c", { 1, 0, 1, 1 } },
  { "gone from the middle", "a b c", "a c", { 1, 1, 0, 1 } },
  { "another", "a b c", "a x y c", { 1, 1, 2, 1 } },
  { "all others", "a b", "c d e", { 0, 2, 3, 1 } },
};

/* A list that is fetched again must not throw away the picker's selection and scroll position. */
static void
test_change (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  NatterProvider *provider = natter_provider_new ("One", "openai-chat", "https://example.com/v1");
  const Change *expected = &change_cases[i].change;
  Change change = { 0, };

  fetch (provider, change_cases[i].before);
  g_signal_connect (natter_provider_get_models (provider), "items-changed",
                    G_CALLBACK (items_changed_cb), &change);
  fetch (provider, change_cases[i].after);

  g_assert_cmpuint (change.n, ==, expected->n);
  g_assert_cmpuint (change.position, ==, expected->position);
  g_assert_cmpuint (change.removed, ==, expected->removed);
  g_assert_cmpuint (change.added, ==, expected->added);
  assert_models (provider, change_cases[i].after);

  g_assert_finalize_object (provider);
}

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/provider/new", test_new);
  g_test_add_func ("/provider/name", test_name);
  g_test_add_func ("/provider/base-url", test_base_url);
  g_test_add_func ("/provider/fetched", test_fetched);
  g_test_add_func ("/provider/manual", test_manual);
  for (i = 0; i < G_N_ELEMENTS (change_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/provider/change/", change_cases[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_change);
    }

  return g_test_run ();
}
