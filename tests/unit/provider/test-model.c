/* test-model.c: a model and its name.
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/model/names", test_names);
  g_test_add_func ("/model/for-chat", test_for_chat);

  return g_test_run ();
}
