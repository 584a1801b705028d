/* test-model-shelf.c: favourites and recent models.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-shelf.h"

typedef struct
{
  NatterModelShelf *shelf;
  guint             changed;
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
  fixture->shelf = natter_model_shelf_new ();
  g_signal_connect_swapped (fixture->shelf, "changed", G_CALLBACK (count_cb), &fixture->changed);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->shelf);
}

static void
assert_keys (const char * const *keys,
             const char         *expected)
{
  g_autofree char *joined = g_strjoinv (" ", (char **) keys);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_favourites (Fixture       *fixture,
                 gconstpointer  data)
{
  assert_keys (natter_model_shelf_get_favourites (fixture->shelf), "");
  g_assert_false (natter_model_shelf_set_favourite (fixture->shelf, "p/a", FALSE));
  g_assert_cmpuint (fixture->changed, ==, 0);

  g_assert_true (natter_model_shelf_set_favourite (fixture->shelf, "p/b", TRUE));
  g_assert_true (natter_model_shelf_set_favourite (fixture->shelf, "p/a", TRUE));
  g_assert_false (natter_model_shelf_set_favourite (fixture->shelf, "p/a", TRUE));
  g_assert_true (natter_model_shelf_is_favourite (fixture->shelf, "p/a"));
  assert_keys (natter_model_shelf_get_favourites (fixture->shelf), "p/b p/a");
  g_assert_cmpuint (fixture->changed, ==, 2);

  g_assert_true (natter_model_shelf_set_favourite (fixture->shelf, "p/b", FALSE));
  g_assert_false (natter_model_shelf_is_favourite (fixture->shelf, "p/b"));
  assert_keys (natter_model_shelf_get_favourites (fixture->shelf), "p/a");
  g_assert_cmpuint (fixture->changed, ==, 3);
}

static void
test_recents (Fixture       *fixture,
              gconstpointer  data)
{
  const char *last = NULL;

  g_assert_true (natter_model_shelf_note_used (fixture->shelf, "p/a"));
  g_assert_true (natter_model_shelf_note_used (fixture->shelf, "p/b"));
  g_assert_false (natter_model_shelf_note_used (fixture->shelf, "p/b"));
  assert_keys (natter_model_shelf_get_recents (fixture->shelf), "p/b p/a");
  g_assert_cmpuint (fixture->changed, ==, 2);

  /* Asked again it comes first, and is not there twice. */
  g_assert_true (natter_model_shelf_note_used (fixture->shelf, "p/a"));
  assert_keys (natter_model_shelf_get_recents (fixture->shelf), "p/a p/b");

  /* The key may be the shelf's own. */
  last = natter_model_shelf_get_recents (fixture->shelf)[1];
  g_assert_true (natter_model_shelf_note_used (fixture->shelf, last));
  assert_keys (natter_model_shelf_get_recents (fixture->shelf), "p/b p/a");
}

static void
test_recents_are_few (Fixture       *fixture,
                      gconstpointer  data)
{
  const char *many[] = {
    "p/1", "p/2", "p/3", "p/2", "p/4", "p/5", "p/6", "p/7", "p/8", "p/9", NULL
  };

  natter_model_shelf_set_recents (fixture->shelf, many);
  natter_model_shelf_set_recents (fixture->shelf, many);
  assert_keys (natter_model_shelf_get_recents (fixture->shelf),
               "p/1 p/2 p/3 p/4 p/5 p/6 p/7 p/8");
  g_assert_cmpuint (fixture->changed, ==, 1);

  natter_model_shelf_note_used (fixture->shelf, "p/new");
  assert_keys (natter_model_shelf_get_recents (fixture->shelf),
               "p/new p/1 p/2 p/3 p/4 p/5 p/6 p/7");
}

static void
test_forget_provider (Fixture       *fixture,
                      gconstpointer  data)
{
  const char *keys[] = { "one/a", "on/a", "one/b", "onemore/a", NULL };

  natter_model_shelf_set_favourites (fixture->shelf, keys);
  natter_model_shelf_set_recents (fixture->shelf, keys);
  fixture->changed = 0;

  g_assert_false (natter_model_shelf_forget_provider (fixture->shelf, "nobody"));
  g_assert_cmpuint (fixture->changed, ==, 0);

  g_assert_true (natter_model_shelf_forget_provider (fixture->shelf, "one"));
  assert_keys (natter_model_shelf_get_favourites (fixture->shelf), "on/a onemore/a");
  assert_keys (natter_model_shelf_get_recents (fixture->shelf), "on/a onemore/a");
  g_assert_cmpuint (fixture->changed, ==, 1);
}

#define ADD(path, func) g_test_add ("/model-shelf/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

  ADD ("favourites", test_favourites);
  ADD ("recents", test_recents);
  ADD ("recents-are-few", test_recents_are_few);
  ADD ("forget-provider", test_forget_provider);

  return g_test_run ();
}
