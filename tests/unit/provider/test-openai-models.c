/* test-openai-models.c: lists of models of servers that speak one of OpenAI's dialects.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-error.h"
#include "natter-model.h"
#include "natter-openai-models.h"

/* "id=name" of each model, or the category of the error. */
static const struct
{
  const char *name;
  const char *body;
  const char *expected;
} lists[] = {
  { "openai", "{\"object\":\"list\",\"data\":[{\"id\":\"b\"},{\"id\":\"a\",\"owned_by\":\"x\"}]}",
    "b=b a=a " },
  { "together-array", "[{\"id\":\"a\",\"type\":\"chat\",\"display_name\":\"A\"},{\"id\":\"i\","
    "\"type\":"
    "\"image\"},{\"id\":\"e\",\"type\":\"embedding\"}]", "a=A " },
  { "openrouter", "{\"data\":[{\"id\":\"a/b\",\"name\":\"A B\","
    "\"architecture\":{\"output_modalities\":"
    "[\"text\",\"image\"]}},{\"id\":\"i\",\"architecture\":{\"output_modalities\":[\"image\"]}}]}",
    "a/b=A B " },
  { "mistral", "{\"data\":[{\"id\":\"a\",\"capabilities\":{\"completion_chat\":true}},"
    "{\"id\":\"e\","
    "\"capabilities\":{\"completion_chat\":false}}]}", "a=a " },
  { "llamacpp-path", "{\"data\":[{\"id\":\"/models/qwen.gguf\"}]}",
    "/models/qwen.gguf=qwen.gguf " },
  { "twice", "{\"data\":[{\"id\":\"a\"},{\"id\":\"a\"}]}", "a=a " },
  { "strange-entries", "{\"data\":[null,7,\"x\",{},{\"id\":\"\"},{\"id\":5},{\"id\":\"a\"}]}",
    "a=a " },
  { "empty", "{\"data\":[]}", "" },
  { "error", "{\"error\":{\"message\":\"No.\",\"code\":\"invalid_api_key\"}}", "bad-key" },
  { "other-json", "{\"hello\":1}", "not-an-api" },
  { "page", "<html></html>", "not-an-api" },
  { "no-body", "", "not-an-api" },
};

static void
test_models (gconstpointer data)
{
  guint i = GPOINTER_TO_UINT (data);
  g_autoptr(GBytes) body = g_bytes_new (lists[i].body, strlen (lists[i].body));
  g_autoptr(GError) error = NULL;
  g_autoptr(GListModel) models = natter_openai_models_read (body, &error);
  g_autoptr(GString) found = g_string_new (NULL);

  g_assert_true ((models == NULL) == (error != NULL));
  for (guint m = 0; models && m < g_list_model_get_n_items (models); m++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, m);

      g_string_append_printf (found, "%s=%s ", natter_model_get_id (model),
                              natter_model_get_name (model));
    }
  if (error)
    g_string_append (found, natter_error_get_category (error));

  g_assert_cmpstr (found->str, ==, lists[i].expected);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (lists); i++)
    {
      g_autofree char *path = g_strconcat ("/openai-models/", lists[i].name, NULL);

      g_test_add_data_func (path, GUINT_TO_POINTER (i), test_models);
    }

  return g_test_run ();
}
