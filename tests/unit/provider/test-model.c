/* test-model.c: a model, its name and what is told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model.h"

static void
test_names (void)
{
  NatterModel *model = natter_model_new ("qwen3:8b", "Qwen 3");
  NatterModel *plain = natter_model_new ("qwen3:8b", NULL);
  NatterModel *empty = natter_model_new ("qwen3:8b", "");
  g_autofree char *id = NULL;
  g_autofree char *name = NULL;

  g_object_get (model, "id", &id, "name", &name, NULL);
  g_assert_cmpstr (id, ==, "qwen3:8b");
  g_assert_cmpstr (name, ==, "Qwen 3");
  g_assert_cmpstr (natter_model_get_name (plain), ==, "qwen3:8b");
  g_assert_cmpstr (natter_model_get_name (empty), ==, "qwen3:8b");

  g_assert_finalize_object (model);
  g_assert_finalize_object (plain);
  g_assert_finalize_object (empty);
}

static void
test_for_chat (void)
{
  g_autoptr(NatterModel) chat = natter_model_new ("qwen3:8b", NULL);
  g_autoptr(NatterModel) numbers = natter_model_new ("Nomic-Embed-text", NULL);

  g_assert_true (natter_model_is_for_chat (chat));
  g_assert_false (natter_model_is_for_chat (numbers));
}

/* Said to have it, said not to have it, not known: three things. */
static void
test_abilities (void)
{
  NatterModelFacts facts = { 0 };
  g_autoptr(NatterModel) unknown = natter_model_new ("a", NULL);
  g_autoptr(NatterModel) known = NULL;

  natter_model_facts_tell (&facts, NATTER_MODEL_VISION, TRUE);
  natter_model_facts_tell (&facts, NATTER_MODEL_VISION, FALSE);
  natter_model_facts_tell (&facts, NATTER_MODEL_TOOLS, FALSE);
  known = natter_model_new_with_facts ("a", NULL, &facts);

  g_assert_true (natter_model_has (known, NATTER_MODEL_VISION));
  g_assert_false (natter_model_lacks (known, NATTER_MODEL_VISION));
  g_assert_false (natter_model_has (known, NATTER_MODEL_TOOLS));
  g_assert_true (natter_model_lacks (known, NATTER_MODEL_TOOLS));
  g_assert_false (natter_model_has (known, NATTER_MODEL_REASONING));
  g_assert_false (natter_model_lacks (known, NATTER_MODEL_REASONING));
  g_assert_false (natter_model_has (unknown, NATTER_MODEL_VISION));
  g_assert_false (natter_model_lacks (unknown, NATTER_MODEL_VISION));
}

static void
test_impossible_facts (void)
{
  NatterModelFacts facts = { .context_length = -1, .max_output = -1, .has_price = TRUE,
                             .input_price = -1, .output_price = 2 };
  g_autoptr(NatterModel) model = natter_model_new_with_facts ("a", NULL, &facts);
  g_autoptr(NatterModel) plain = natter_model_new ("a", NULL);

  g_assert_cmpint (natter_model_get_facts (model)->context_length, ==, 0);
  g_assert_cmpint (natter_model_get_facts (model)->max_output, ==, 0);
  g_assert_false (natter_model_get_facts (model)->has_price);
  g_assert_true (natter_model_equal (model, plain));
}

static void
test_equal (void)
{
  NatterModelFacts facts = { .context_length = 8192 };
  g_autoptr(NatterModel) model = natter_model_new_with_facts ("a", "A", &facts);
  g_autoptr(NatterModel) same = natter_model_new_with_facts ("a", "A", &facts);
  g_autoptr(NatterModel) other_name = natter_model_new_with_facts ("a", "B", &facts);
  g_autoptr(NatterModel) other_id = natter_model_new_with_facts ("b", "A", &facts);
  g_autoptr(NatterModel) other_facts = NULL;

  facts.told = NATTER_MODEL_VISION;
  other_facts = natter_model_new_with_facts ("a", "A", &facts);

  g_assert_true (natter_model_equal (model, same));
  g_assert_false (natter_model_equal (model, other_name));
  g_assert_false (natter_model_equal (model, other_id));
  g_assert_false (natter_model_equal (model, other_facts));
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/names", test_names);
  g_test_add_func ("/model/for-chat", test_for_chat);
  g_test_add_func ("/model/abilities", test_abilities);
  g_test_add_func ("/model/impossible-facts", test_impossible_facts);
  g_test_add_func ("/model/equal", test_equal);

  return g_test_run ();
}
