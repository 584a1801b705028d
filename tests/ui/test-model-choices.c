/* test-model-choices.c: which rows the list of models has, under which heading, and what they say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-choices.h"

#include "natter-model-text.h"
#include "natter-ui-test.h"

/* Nothing listens there: a connection is refused at once. */
#define NOBODY "http://127.0.0.1:1/v1"

static const char *models[] = { "gpt-4.1", "gpt-4.1-mini", "o4-mini", NULL };

typedef struct
{
  char *folder;
  NatterChat *chat;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->folder = g_dir_make_tmp ("natter-ui-XXXXXX", NULL);
  fixture->chat = ui_test_chat_new (fixture->folder);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  ui_test_assert_freed (fixture->chat);
  ui_test_remove_folder (fixture->folder);
  g_free (fixture->folder);
}

static guint
count_kind (GListModel       *list,
            NatterChoiceKind  kind)
{
  guint n = 0;

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterModelChoice) choice = g_list_model_get_item (list, i);

      n += natter_model_choice_get_kind (choice) == kind;
    }

  return n;
}

static void
test_choices_search (Fixture       *fixture,
                     gconstpointer  data)
{
  const char *local[] = { "Qwen3:8b", NULL };
  NatterModelChoices *choices;
  GListModel *list;
  guint start = 0;
  guint end = 0;

  ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  choices = natter_model_choices_new (natter_chat_get_providers (fixture->chat));
  list = natter_model_choices_get_list (choices);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 3);

  /* providers that come later are followed, each a section */
  ui_test_add_provider (fixture->chat, "Ollama", "http://127.0.0.1:2/v1", local);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4);
  gtk_section_model_get_section (GTK_SECTION_MODEL (list), 1, &start, &end);
  g_assert_cmpuint (start, ==, 0);
  g_assert_cmpuint (end, ==, 3);

  /* words in any order and case; nothing is called so, which each provider offers to use */
  natter_model_choices_set_search (choices, " MINI gpt ");
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_MODEL), ==, 1);
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_BY_NAME), ==, 2);

  /* called exactly so at one of them */
  natter_model_choices_set_search (choices, "gpt-4.1");
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_MODEL), ==, 2);
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_BY_NAME), ==, 1);

  natter_model_choices_set_search (choices, NULL);
  g_assert_cmpuint (g_list_model_get_n_items (list), ==, 4);
  g_assert_finalize_object (choices);
}

static void
test_choices_empty (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *none[] = { NULL };
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "Bare", NOBODY, none);
  NatterModelChoices *choices =
    natter_model_choices_new (natter_chat_get_providers (fixture->chat));
  GListModel *list = natter_model_choices_get_list (choices);

  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_EMPTY), ==, 1);
  g_assert_null (natter_model_choices_find_usable (choices));

  natter_provider_add_manual_model (provider, "by-hand");
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_EMPTY), ==, 0);
  g_assert_cmpuint (count_kind (list, NATTER_CHOICE_MODEL), ==, 1);
  g_assert_finalize_object (choices);
}

static char *
describe_groups (GListModel *list)
{
  static const char letters[] = "FRP";
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterModelChoice) choice = g_list_model_get_item (list, i);
      NatterModel *model = natter_model_choice_get_model (choice);

      g_string_append_printf (text, "%c:%s ", letters[natter_model_choice_get_group (choice)],
                              model ? natter_model_get_id (model) : "-");
    }

  return g_string_free_and_steal (text);
}

static void
assert_groups (NatterModelChoices *choices,
               const char         *expected)
{
  g_autofree char *text = describe_groups (natter_model_choices_get_list (choices));

  g_assert_cmpstr (text, ==, expected);
}

static void
test_choices_shelf (Fixture       *fixture,
                    gconstpointer  data)
{
  const char *two[] = { "a", "b", NULL };
  NatterProviderList *providers = natter_chat_get_providers (fixture->chat);
  NatterModelShelf *shelf = natter_provider_list_get_shelf (providers);
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "One", NOBODY, two);
  g_autofree char *a = natter_provider_list_make_key (provider, "a");
  g_autofree char *b = natter_provider_list_make_key (provider, "b");
  g_autofree char *gone = natter_provider_list_make_key (provider, "gone");
  NatterModelChoices *choices = natter_model_choices_new (providers);

  assert_groups (choices, "P:a P:b ");
  natter_provider_list_note_used (providers, a);
  natter_provider_list_note_used (providers, gone);
  natter_provider_list_note_used (providers, b);
  assert_groups (choices, "R:b R:a P:a P:b ");

  /* a favourite is not a recent one too */
  natter_model_shelf_set_favourite (shelf, b, TRUE);
  assert_groups (choices, "F:b R:a P:a P:b ");

  /* who searches sees no recent ones; the provider's name is searched as well */
  natter_model_choices_set_search (choices, "one b");
  assert_groups (choices, "F:b P:b P:one b ");
  natter_model_choices_set_search (choices, NULL);

  /* a model that comes back is there again */
  natter_provider_add_manual_model (provider, "gone");
  assert_groups (choices, "F:b R:gone R:a P:a P:b P:gone ");

  natter_provider_list_remove (providers, provider);
  assert_groups (choices, "");
  g_assert_finalize_object (choices);
}

static void
changed_cb (GListModel *list,
            guint       position,
            guint       removed,
            guint       added,
            GString    *changes)
{
  g_string_append_printf (changes, "%u-%u+%u ", position, removed, added);
}

/* What stays the same is not touched: no row moves away under the pointer. */
static void
test_choices_steady (Fixture       *fixture,
                     gconstpointer  data)
{
  NatterProvider *provider = ui_test_add_provider (fixture->chat, "OpenAI", NOBODY, models);
  g_autoptr(GListStore) again = g_list_store_new (NATTER_TYPE_MODEL);
  g_autoptr(GString) changes = g_string_new (NULL);
  NatterModelChoices *choices =
    natter_model_choices_new (natter_chat_get_providers (fixture->chat));
  const char *ids[] = { "gpt-4.1", "gpt-5", "o4-mini" };

  g_signal_connect (natter_model_choices_get_list (choices), "items-changed",
                    G_CALLBACK (changed_cb), changes);
  for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
    {
      g_autoptr(NatterModel) model = natter_model_new (ids[i], NULL);

      g_list_store_append (again, model);
    }

  natter_provider_set_fetched_models (provider, G_LIST_MODEL (again));
  natter_provider_set_fetched_models (provider, G_LIST_MODEL (again));
  g_assert_cmpstr (changes->str, ==, "1-1+1 ");
  g_assert_finalize_object (choices);
}

static void
test_text_context (void)
{
  static const struct
  {
    gint64 tokens;
    const char *text;
  } cases[] = {
    { 512, "512" }, { 1000, "1K" }, { 2048, "2K" }, { 8192, "8K" }, { 128000, "128K" },
    { 131072, "128K" }, { 200000, "200K" }, { 262144, "256K" }, { 1000000, "1M" },
    { 1048576, "1M" }, { 1047576, "1M" }, { 1048565, "1M" }, { 1500000, "1.5M" },
    { 2097152, "2M" }, { 10000000, "10M" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = natter_model_text_context (cases[i].tokens);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_text_age (void)
{
  static const struct
  {
    gint64 seconds;
    const char *text;
  } cases[] = {
    { -100, "Updated just now" }, { 0, "Updated just now" }, { 59, "Updated just now" },
    { 60, "Updated 1 minute ago" }, { 3599, "Updated 59 minutes ago" },
    { 3600, "Updated 1 hour ago" }, { 3 * 3600, "Updated 3 hours ago" },
    { 86399, "Updated 23 hours ago" }, { 86400, "Updated 1 day ago" },
    { 40 * 86400, "Updated 40 days ago" },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *text = natter_model_text_age (1780000000000,
                                                     1780000000000 + cases[i].seconds * 1000);

      g_assert_cmpstr (text, ==, cases[i].text);
    }
}

static void
test_text_details (void)
{
  NatterModelFacts facts = { .context_length = 131072, .max_output = 4096, .has_price = TRUE,
                             .input_price = 3, .output_price = 15 };
  g_autoptr(NatterModel) known = natter_model_new_with_facts ("v/m", "M", &facts);
  g_autoptr(NatterModel) unknown = natter_model_new ("v/m", "M");
  g_autofree char *full = natter_model_text_details (known);
  g_autofree char *bare = natter_model_text_details (unknown);
  g_autofree char *nothing = natter_model_text_describe (unknown);

  g_assert_cmpstr (full, ==, "v/m\nContext: 131072 tokens\nAnswer: up to 4096 tokens\n"
                             "Million tokens: $3.00 in, $15.00 out");
  g_assert_cmpstr (bare, ==, "v/m");
  g_assert_cmpstr (nothing, ==, "");
}

#define ADD(path, func) \
  g_test_add ("/model-choices/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  ADD ("search", test_choices_search);
  ADD ("empty", test_choices_empty);
  ADD ("shelf", test_choices_shelf);
  ADD ("steady", test_choices_steady);
  g_test_add_func ("/model-text/context", test_text_context);
  g_test_add_func ("/model-text/age", test_text_age);
  g_test_add_func ("/model-text/details", test_text_details);

  return g_test_run ();
}
