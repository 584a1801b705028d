/* test-provider-list-shelf.c: favourites and recent models in providers.json.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "natter-provider-list.h"

#define ONE "{\"id\":\"one\",\"name\":\"One\",\"base-url\":\"https://example.com/v1\"}"

typedef struct
{
  char *folder;
  char *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->folder = g_dir_make_tmp ("natter-shelf-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "providers.json", NULL);
  g_file_set_contents (fixture->path, "{\"version\":1,\"providers\":[" ONE "]}", -1, &error);
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_no_errno (g_remove (fixture->path));
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->path);
}

static NatterProviderList *
load (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  NatterProviderList *list = natter_provider_list_new (fixture->path);

  natter_provider_list_load (list, &error);
  g_assert_no_error (error);

  return list;
}

static void
save (NatterProviderList *list)
{
  g_autoptr(GError) error = NULL;

  natter_provider_list_save (list, &error);
  g_assert_no_error (error);
}

static void
assert_shelf (NatterProviderList *list,
              const char         *favourites,
              const char         *recents)
{
  NatterModelShelf *shelf = natter_provider_list_get_shelf (list);
  g_autofree char *first = g_strjoinv (" ", (char **) natter_model_shelf_get_favourites (shelf));
  g_autofree char *second = g_strjoinv (" ", (char **) natter_model_shelf_get_recents (shelf));

  g_assert_cmpstr (first, ==, favourites);
  g_assert_cmpstr (second, ==, recents);
}

static char *
read_file (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;
  char *text = NULL;

  g_file_get_contents (fixture->path, &text, NULL, &error);
  g_assert_no_error (error);

  return text;
}

static void
test_round_trip (Fixture       *fixture,
                 gconstpointer  data)
{
  NatterProviderList *list = load (fixture);

  assert_shelf (list, "", "");
  natter_model_shelf_set_favourite (natter_provider_list_get_shelf (list), "one/b", TRUE);
  natter_model_shelf_set_favourite (natter_provider_list_get_shelf (list), "one/a/b", TRUE);
  save (list);
  /* these save themselves */
  natter_provider_list_note_used (list, "one/c");
  natter_provider_list_note_used (list, "one/d");
  g_assert_finalize_object (list);

  list = load (fixture);
  assert_shelf (list, "one/b one/a/b", "one/d one/c");
  natter_model_shelf_set_favourite (natter_provider_list_get_shelf (list), "one/b", FALSE);
  natter_model_shelf_set_favourite (natter_provider_list_get_shelf (list), "one/a/b", FALSE);
  save (list);
  g_assert_finalize_object (list);

  list = load (fixture);
  assert_shelf (list, "", "one/d one/c");
  g_assert_finalize_object (list);
}

/* Models of a provider that this version can't use come back with it. */
static void
test_unknown_provider (Fixture       *fixture,
                       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  NatterProviderList *list = NULL;

  g_file_set_contents (fixture->path,
                       "{\"version\":1,\"providers\":[" ONE "],"
                       "\"favourites\":[\"two/a\",\"one/a\",\"one/a\"],\"recents\":[\"two/b\"]}",
                       -1, &error);
  g_assert_no_error (error);
  list = load (fixture);
  assert_shelf (list, "two/a one/a", "two/b");
  save (list);
  g_assert_finalize_object (list);

  list = load (fixture);
  assert_shelf (list, "two/a one/a", "two/b");
  g_assert_finalize_object (list);
}

static void
test_transient (Fixture       *fixture,
                gconstpointer  data)
{
  NatterProviderList *list = load (fixture);
  g_autoptr(NatterProvider) provider = natter_provider_new ("Endpoint", "openai-chat",
                                                            "http://127.0.0.1:1/v1");
  g_autofree char *key = natter_provider_list_make_key (provider, "model");
  g_autofree char *both = g_strconcat (key, " one/a", NULL);
  g_autofree char *text = NULL;

  natter_provider_set_transient (provider, TRUE);
  natter_provider_list_add (list, provider);
  natter_provider_list_note_used (list, "one/a");
  natter_provider_list_note_used (list, key);
  natter_model_shelf_set_favourite (natter_provider_list_get_shelf (list), key, TRUE);
  assert_shelf (list, key, both);
  save (list);

  text = read_file (fixture);
  g_assert_null (strstr (text, natter_provider_get_id (provider)));
  g_assert_nonnull (strstr (text, "one/a"));
  g_assert_finalize_object (list);
}

static void
test_remove (Fixture       *fixture,
             gconstpointer  data)
{
  NatterProviderList *list = load (fixture);
  g_autofree char *text = NULL;

  natter_provider_list_note_used (list, "one/a");
  natter_model_shelf_set_favourite (natter_provider_list_get_shelf (list), "one/a", TRUE);
  natter_provider_list_remove (list, natter_provider_list_lookup (list, "one"));
  save (list);
  text = read_file (fixture);
  g_assert_null (strstr (text, "one/a"));
  g_assert_finalize_object (list);
}

static const struct
{
  const char *name;
  const char *member;
} damaged_cases[] = {
  { "favourites is a string", "\"favourites\":\"one/a\"" },
  { "favourite is a number", "\"favourites\":[5]" },
  { "recents is an object", "\"recents\":{}" },
  { "recent is null", "\"recents\":[null]" },
};

/* Kept beside, as whatever can't be read. */
static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  g_autofree char *text = g_strdup_printf ("{\"version\":1,\"providers\":[" ONE "],%s}",
                                           damaged_cases[GPOINTER_TO_UINT (data)].member);
  g_autoptr(NatterProviderList) list = natter_provider_list_new (fixture->path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GDir) dir = NULL;
  g_autofree char *kept = NULL;

  g_file_set_contents (fixture->path, text, -1, &error);
  g_assert_no_error (error);
  g_assert_false (natter_provider_list_load (list, &error));
  g_assert_nonnull (error);
  g_clear_error (&error);

  dir = g_dir_open (fixture->folder, 0, &error);
  g_assert_no_error (error);
  kept = g_build_filename (fixture->folder, g_dir_read_name (dir), NULL);
  g_assert_nonnull (strstr (kept, "providers.json.bad-"));
  g_assert_no_errno (g_rename (kept, fixture->path));
}

#define ADD(path, func) \
  g_test_add ("/provider-list-shelf/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  guint i;

  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("unknown-provider", test_unknown_provider);
  ADD ("transient", test_transient);
  ADD ("remove", test_remove);
  for (i = 0; i < G_N_ELEMENTS (damaged_cases); i++)
    {
      g_autofree char *path = g_strconcat ("/provider-list-shelf/damaged/", damaged_cases[i].name,
                                           NULL);

      g_test_add (path, Fixture, GUINT_TO_POINTER (i), set_up, test_damaged, tear_down);
    }

  return g_test_run ();
}
