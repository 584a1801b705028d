/* test-provider-list-file.c: providers.json: written, read again, damaged, from the future,
 * unreadable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>

#include "natter-error.h"
#include "natter-json.h"
#include "natter-provider-list.h"

#define ONE \
  "{\"id\":\"one\",\"name\":\"One\",\"dialect\":\"openai-chat\"," \
  "\"base-url\":\"https://example.com/v1\"}"

typedef struct
{
  char *root;       /* a folder that goes afterwards */
  char *folder;     /* in it, made by saving */
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->root = g_dir_make_tmp ("natter-providers-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->folder = g_build_filename (fixture->root, "natter", NULL);
  fixture->path = g_build_filename (fixture->folder, "providers.json", NULL);
}

static GPtrArray *
list_files (const char *folder)
{
  GPtrArray *names = g_ptr_array_new_with_free_func (g_free);
  g_autoptr(GDir) dir = g_dir_open (folder, 0, NULL);
  const char *name;

  while (dir != NULL && (name = g_dir_read_name (dir)) != NULL)
    g_ptr_array_add (names, g_strdup (name));

  return names;
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) names = list_files (fixture->folder);
  guint i;

  for (i = 0; i < names->len; i++)
    {
      g_autofree char *path = g_build_filename (fixture->folder, g_ptr_array_index (names, i),
                                                NULL);

      g_assert_no_errno (g_remove (path));
    }
  g_rmdir (fixture->folder);
  g_assert_no_errno (g_rmdir (fixture->root));
  g_free (fixture->root);
  g_free (fixture->folder);
  g_free (fixture->path);
}

static void
write_file (Fixture    *fixture,
            const char *text)
{
  g_autoptr(GError) error = NULL;

  g_mkdir (fixture->folder, 0700);
  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);
}

static char *
read_file (const char *path)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static NatterProviderList *
load (Fixture  *fixture,
      GError  **error)
{
  NatterProviderList *list = natter_provider_list_new (fixture->path);

  g_assert_cmpint (natter_provider_list_load (list, error), ==, *error == NULL);

  return list;
}

static void
save (NatterProviderList *list)
{
  g_autoptr(GError) error = NULL;

  natter_provider_list_save (list, &error);
  g_assert_no_error (error);
}

static guint
get_mode (const char *path)
{
  GStatBuf status;

  g_assert_no_errno (g_stat (path, &status));

  return status.st_mode & 0777;
}

static guint
get_n_items (NatterProviderList *list)
{
  return g_list_model_get_n_items (G_LIST_MODEL (list));
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  NatterProviderList *list = load (fixture, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (get_n_items (list), ==, 0);
  g_assert_false (g_file_test (fixture->folder, G_FILE_TEST_EXISTS));

  g_assert_finalize_object (list);
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterProvider) provider = natter_provider_new ("One", "openai-chat",
                                                            "https://example.com/v1");
  g_autofree char *key = natter_provider_list_make_key (provider, "org/large");
  NatterProviderList *before = load (fixture, &error);
  NatterProviderList *after;
  NatterProvider *read;
  const char *stop[] = { "\n\n", "“END”", NULL };
  const NatterAnswerSettings settings = {
    .has_temperature = TRUE, .temperature = 0.7, .has_top_p = TRUE, .top_p = 0.9,
    .max_tokens = 500, .effort = (char *) "low", .budget = 1024, .stop = (char **) stop,
    .has_seed = TRUE, .seed = -1,
  };

  natter_provider_set_preset_id (provider, "azure-openai");
  natter_provider_list_add (before, provider);
  natter_provider_list_set_default_model (before, key);
  natter_provider_list_set_system_prompt (before, "Be brief.\n“Ü”");
  natter_provider_list_set_answer_settings (before, &settings);
  save (before);
  save (before);

  after = load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_n_items (after), ==, 1);
  read = natter_provider_list_lookup (after, natter_provider_get_id (provider));
  g_assert_nonnull (read);
  g_assert_cmpstr (natter_provider_get_name (read), ==, "One");
  g_assert_cmpstr (natter_provider_get_preset_id (read), ==, "azure-openai");
  g_assert_nonnull (natter_provider_get_quirks (read));
  g_assert_cmpstr (natter_provider_list_get_default_model (after), ==, key);
  g_assert_cmpstr (natter_provider_list_get_system_prompt (after), ==, "Be brief.\n“Ü”");
  g_assert_true (natter_answer_settings_equal (natter_provider_list_get_answer_settings (after),
                                               &settings));

  g_assert_finalize_object (after);
  g_assert_finalize_object (before);
}

/* What is taken back is gone from the file too. */
static void
test_taken_back (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterAnswerSettings) automatic = natter_answer_settings_new ();
  NatterProviderList *list;

  write_file (fixture, "{\"version\":1,\"providers\":[" ONE "],\"defaults\":"
                       "{\"model\":\"one/a\",\"temperature\":1,\"system-prompt\":\"Be brief.\"}}");
  list = load (fixture, &error);
  g_assert_no_error (error);
  g_assert_true (natter_provider_list_get_answer_settings (list)->has_temperature);
  natter_provider_list_set_default_model (list, NULL);
  natter_provider_list_set_system_prompt (list, NULL);
  natter_provider_list_set_answer_settings (list, automatic);
  natter_provider_list_remove (list, natter_provider_list_lookup (list, "one"));
  save (list);
  g_assert_finalize_object (list);

  list = load (fixture, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (get_n_items (list), ==, 0);
  g_assert_null (natter_provider_list_get_default_model (list));
  g_assert_null (natter_provider_list_get_system_prompt (list));
  g_assert_true (natter_answer_settings_is_automatic (
    natter_provider_list_get_answer_settings (list)));
  g_assert_finalize_object (list);
}

static void
test_form (Fixture       *fixture,
           gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  NatterProviderList *list = natter_provider_list_new (fixture->path);
  g_autoptr(NatterProvider) provider = natter_provider_new ("One", "openai-chat",
                                                            "https://example.com/v1");
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *root;

  natter_provider_list_add (list, provider);
  natter_provider_list_set_default_model (list, "a/b");
  save (list);
  text = read_file (fixture->path);
  node = natter_json_parse (text, strlen (text), &error);
  g_assert_no_error (error);

  root = natter_json_as_object (node);
  g_assert_cmpint (natter_json_get_int (root, "version", 0), ==, 1);
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (root, "providers")), ==, 1);
  g_assert_cmpstr (natter_json_get_string (natter_json_get_object (root, "defaults"), "model"), ==,
                   "a/b");
  g_assert_true (g_str_has_suffix (text, "}\n"));

  g_assert_finalize_object (list);
}

static void
test_modes (Fixture       *fixture,
            gconstpointer  data)
{
  NatterProviderList *list = natter_provider_list_new (fixture->path);
  g_autoptr(GPtrArray) names = NULL;

  save (list);
  g_assert_cmphex (get_mode (fixture->path), ==, 0600);
  g_assert_cmphex (get_mode (fixture->folder), ==, 0700);

  g_assert_no_errno (g_chmod (fixture->path, 0644));
  save (list);
  g_assert_cmphex (get_mode (fixture->path), ==, 0600);

  /* No temporary file is left beside it. */
  names = list_files (fixture->folder);
  g_assert_cmpuint (names->len, ==, 1);

  g_assert_finalize_object (list);
}

static void
test_unknown_members (Fixture       *fixture,
                      gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  NatterProviderList *list;
  JsonObject *root;
  JsonObject *provider;
  JsonObject *defaults;

  write_file (fixture,
              "{\"version\":1,\"favourites\":[\"one/small\"],"
              "\"providers\":[{\"id\":\"one\",\"base-url\":\"https://example.com\","
              "\"headers\":{\"X-A\":\"b\"}}],"
              "\"defaults\":{\"model\":\"one/small\",\"top-p\":0.5}}");
  list = load (fixture, &error);
  g_assert_no_error (error);
  natter_provider_list_set_default_model (list, "one/large");
  save (list);

  text = read_file (fixture->path);
  node = natter_json_parse (text, strlen (text), &error);
  g_assert_no_error (error);
  root = natter_json_as_object (node);
  provider = json_array_get_object_element (natter_json_get_array (root, "providers"), 0);
  defaults = natter_json_get_object (root, "defaults");
  g_assert_cmpuint (json_array_get_length (natter_json_get_array (root, "favourites")), ==, 1);
  g_assert_cmpstr (natter_json_get_string (natter_json_get_object (provider, "headers"), "X-A"), ==,
                   "b");
  g_assert_true (json_object_has_member (defaults, "top-p"));
  g_assert_cmpstr (natter_json_get_string (defaults, "model"), ==, "one/large");

  g_assert_finalize_object (list);
}

/* --endpoint is for one run: neither its provider nor its model may be found in the file. */
static void
test_transient (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterProvider) provider = natter_provider_new ("Endpoint", "openai-chat",
                                                            "http://127.0.0.1:1/v1");
  g_autofree char *key = natter_provider_list_make_key (provider, "model");
  g_autofree char *text = NULL;
  NatterProviderList *list;

  write_file (fixture,
              "{\"version\":1,\"providers\":[" ONE "],\"defaults\":{\"model\":\"one/small\"}}");
  list = load (fixture, &error);
  g_assert_no_error (error);

  natter_provider_set_transient (provider, TRUE);
  natter_provider_list_add (list, provider);
  natter_provider_list_set_default_model (list, key);
  g_assert_cmpstr (natter_provider_list_get_default_model (list), ==, key);
  save (list);

  text = read_file (fixture->path);
  g_assert_nonnull (strstr (text, "one/small"));
  g_assert_nonnull (strstr (text, "https://example.com/v1"));
  g_assert_null (strstr (text, natter_provider_get_id (provider)));
  g_assert_null (strstr (text, "Endpoint"));

  g_assert_finalize_object (list);
}

static const struct
{
  const char *name;
  const char *text;
} damaged_cases[] = {
  { "empty", "" },
  { "blank", " \n" },
  { "null", "null" },
  { "array", "[]" },
  { "object without a version", "{}" },
  { "truncated", "{\"version\":1,\"providers\":[{\"id\":\"one\"" },
  { "one byte short", "{\"version\":1,\"providers\":[" ONE "],\"defaults\":{}" },
  { "zeros", "\001\002\003" },
  { "version is a string", "{\"version\":\"1\",\"providers\":[]}" },
  { "version is zero", "{\"version\":0,\"providers\":[]}" },
  { "providers is an object", "{\"version\":1,\"providers\":{}}" },
  { "providers is a string", "{\"version\":1,\"providers\":\"\"}" },
  { "provider is a number", "{\"version\":1,\"providers\":[" ONE ",5]}" },
  { "name is an object",
    "{\"version\":1,\"providers\":[{\"name\":{},\"base-url\":\"https://example.com\"}]}" },
  { "defaults is an array", "{\"version\":1,\"providers\":[],\"defaults\":[]}" },
  { "model is a number", "{\"version\":1,\"providers\":[],\"defaults\":{\"model\":5}}" },
  { "temperature is a string",
    "{\"version\":1,\"providers\":[],\"defaults\":{\"temperature\":\"hot\"}}" },
  { "seed is a word", "{\"version\":1,\"providers\":[],\"defaults\":{\"seed\":\"x\"}}" },
  { "prompt is an array", "{\"version\":1,\"providers\":[],\"defaults\":{\"system-prompt\":[]}}" },
};

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  const char *text = damaged_cases[GPOINTER_TO_UINT (data)].text;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) names = NULL;
  g_autofree char *kept_path = NULL;
  g_autofree char *kept = NULL;
  NatterProviderList *list;

  write_file (fixture, text);
  list = load (fixture, &error);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_cmpuint (get_n_items (list), ==, 0);
  g_assert_null (natter_provider_list_get_default_model (list));

  /* All of it is still there, under the name that the user is told. */
  names = list_files (fixture->folder);
  g_assert_cmpuint (names->len, ==, 1);
  g_assert_true (g_str_has_prefix (g_ptr_array_index (names, 0), "providers.json.bad-"));
  g_assert_nonnull (strstr (error->message, g_ptr_array_index (names, 0)));
  kept_path = g_build_filename (fixture->folder, g_ptr_array_index (names, 0), NULL);
  kept = read_file (kept_path);
  g_assert_cmpstr (kept, ==, text);

  /* The program goes on, and what is saved now is read again. */
  save (list);
  g_assert_finalize_object (list);
  g_clear_error (&error);
  list = load (fixture, &error);
  g_assert_no_error (error);
  g_assert_finalize_object (list);
}

static void
test_damaged_twice (Fixture       *fixture,
                    gconstpointer  data)
{
  g_autoptr(GPtrArray) names = NULL;
  guint i;

  for (i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      NatterProviderList *list;

      write_file (fixture, "damaged");
      list = load (fixture, &error);
      g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
      g_assert_finalize_object (list);
    }

  names = list_files (fixture->folder);
  g_assert_cmpuint (names->len, ==, 3);
}

static void
test_newer (Fixture       *fixture,
            gconstpointer  data)
{
  const char *text = "{\"version\":2,\"providers\":[" ONE ",5],"
                     "\"defaults\":{\"model\":\"one/small\"}}";
  g_autoptr(GError) error = NULL;
  g_autofree char *after = NULL;
  NatterProviderList *list;

  write_file (fixture, text);
  list = load (fixture, &error);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_nonnull (strstr (error->message, "newer version"));
  g_clear_error (&error);

  /* What can be read can be used. */
  g_assert_cmpuint (get_n_items (list), ==, 1);
  g_assert_cmpstr (natter_provider_list_get_default_model (list), ==, "one/small");

  g_assert_false (natter_provider_list_save (list, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  after = read_file (fixture->path);
  g_assert_cmpstr (after, ==, text);

  g_assert_finalize_object (list);
}

/* A dialect of another version, an id twice: told, not used, and not lost. */
static void
test_unusable_provider (Fixture       *fixture,
                        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  NatterProviderList *list;

  write_file (fixture,
              "{\"version\":1,\"providers\":["
              "{\"id\":\"two\",\"dialect\":\"klingon\",\"base-url\":\"https://example.net\"},"
              ONE "," "{\"id\":\"one\",\"name\":\"Again\",\"base-url\":\"https://example.org\"}]}");
  list = load (fixture, &error);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_nonnull (strstr (error->message, "2 providers"));
  g_assert_cmpuint (get_n_items (list), ==, 1);

  save (list);
  text = read_file (fixture->path);
  g_assert_nonnull (strstr (text, "klingon"));
  g_assert_nonnull (strstr (text, "Again"));
  g_assert_nonnull (strstr (text, "https://example.com/v1"));

  g_assert_finalize_object (list);
}

/* Something is there and can't be read: not a reason to write an empty list over it. */
static void
test_unreadable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  NatterProviderList *list;

  g_assert_no_errno (g_mkdir (fixture->folder, 0700));
  g_assert_no_errno (g_mkdir (fixture->path, 0700));
  list = load (fixture, &error);
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_clear_error (&error);

  g_assert_false (natter_provider_list_save (list, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING);
  g_assert_true (g_file_test (fixture->path, G_FILE_TEST_IS_DIR));

  g_assert_finalize_object (list);
}

static void
test_unwritable (Fixture       *fixture,
                 gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *path = g_build_filename (fixture->root, "natter", "sub", "providers.json", NULL);
  NatterProviderList *list = natter_provider_list_new (path);

  /* A file where the folder should be. */
  g_file_set_contents (fixture->folder, "x", -1, &error);
  g_assert_no_error (error);

  g_assert_false (natter_provider_list_save (list, &error));
  g_assert_error (error, NATTER_ERROR, NATTER_ERROR_FAILED);
  g_assert_no_errno (g_unlink (fixture->folder));

  g_assert_finalize_object (list);
}

#define ADD(path, func) \
  g_test_add ("/provider-list-file/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  ADD ("nothing", test_nothing);
  ADD ("round-trip", test_round_trip);
  ADD ("taken-back", test_taken_back);
  ADD ("form", test_form);
  ADD ("modes", test_modes);
  ADD ("unknown-members", test_unknown_members);
  ADD ("transient", test_transient);
  for (i = 0; i < G_N_ELEMENTS (damaged_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-list-file/damaged/", damaged_cases[i].name,
                                           NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_damaged, tear_down);
    }
  ADD ("damaged-twice", test_damaged_twice);
  ADD ("newer", test_newer);
  ADD ("unusable-provider", test_unusable_provider);
  ADD ("unreadable", test_unreadable);
  ADD ("unwritable", test_unwritable);

  return g_test_run ();
}
