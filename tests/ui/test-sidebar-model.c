/* test-sidebar-model.c: in which order and under which headings the sidebar lists what there is,
 * and how little it tells of a change. No row is built.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-test.h"

#define MANY 10000

typedef struct
{
  NatterConversationList *list;
  NatterFolderList *folders;
  NatterToday *today;
  NatterSidebarModel *model;
  GString *changes;        /* "position-removed+added " of each */
  guint n_sections;
} ModelFixture;

static void
items_changed_cb (ModelFixture *fixture,
                  guint         position,
                  guint         removed,
                  guint         added)
{
  g_string_append_printf (fixture->changes, "%u-%u+%u ", position, removed, added);
}

static void
model_set_up (ModelFixture  *fixture,
              gconstpointer  data)
{
  g_autoptr(GDateTime) now = sidebar_test_time (SIDEBAR_TEST_NOW);

  fixture->list = natter_conversation_list_new ();
  fixture->folders = natter_folder_list_new ();
  fixture->today = natter_today_new_at (now);
  fixture->model = natter_sidebar_model_new ();
  fixture->changes = g_string_new (NULL);
  natter_sidebar_model_set_today (fixture->model, fixture->today);
  natter_sidebar_model_set_conversations (fixture->model, fixture->list);
  natter_sidebar_model_set_folders (fixture->model, fixture->folders);
  g_signal_connect_swapped (fixture->model, "items-changed", G_CALLBACK (items_changed_cb),
                            fixture);
  g_signal_connect_swapped (fixture->model, "sections-changed", G_CALLBACK (ui_test_count_cb),
                            &fixture->n_sections);
}

static void
model_tear_down (ModelFixture  *fixture,
                 gconstpointer  data)
{
  g_assert_finalize_object (fixture->model);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->folders);
  g_assert_finalize_object (fixture->today);
  g_string_free (fixture->changes, TRUE);
}

/* Puts it below those that there are. */
static NatterConversation *
append (ModelFixture *fixture,
        const char   *title,
        const char   *updated)
{
  g_autoptr(NatterConversation) conversation = sidebar_test_conversation (title, updated);
  NatterConversation * const added[] = { conversation };

  natter_conversation_list_splice (fixture->list,
                                   g_list_model_get_n_items (G_LIST_MODEL (fixture->list)), 0,
                                   added, 1);

  return conversation;   /* the list's */
}

static NatterFolder *
append_folder (ModelFixture *fixture,
               const char   *name)
{
  g_autoptr(NatterFolder) folder = natter_folder_new (name);

  natter_folder_list_append (fixture->folders, folder);

  return folder;
}

static void
assert_rows (ModelFixture *fixture,
             const char   *wanted)
{
  g_autofree char *rows = NULL;

  natter_sidebar_model_flush (fixture->model);
  rows = sidebar_test_dup_rows (G_LIST_MODEL (fixture->model), fixture->model);
  g_assert_cmpstr (rows, ==, wanted);
}

static void
assert_changes (ModelFixture *fixture,
                const char   *wanted)
{
  natter_sidebar_model_flush (fixture->model);
  g_assert_cmpstr (fixture->changes->str, ==, wanted);
  g_string_truncate (fixture->changes, 0);
}

static void
test_days (ModelFixture  *fixture,
           gconstpointer  data)
{
  append (fixture, "ahead", "2026-03-20T00:00:00Z");
  append (fixture, "a", "2026-03-18T00:00:00Z");
  append (fixture, "b", "2026-03-17T23:59:59Z");
  append (fixture, "c", "2026-03-17T00:00:00Z");
  append (fixture, "d", "2026-03-16T23:59:59Z");
  append (fixture, "e", "2026-03-11T00:00:00Z");
  append (fixture, "f", "2026-03-10T23:59:59Z");
  append (fixture, "g", "2026-02-16T00:00:00Z");
  append (fixture, "h", "2026-02-15T23:59:59Z");
  append (fixture, "i", "2026-01-31T23:59:59Z");
  append (fixture, "j", "2025-12-31T23:59:59Z");
  append (fixture, "k", "2024-02-29T12:00:00Z");

  assert_rows (fixture, "[Today] ahead a [Yesterday] b c [Previous 7 Days] d e"
               " [Previous 30 Days] f g [February] h [January] i [December 2025] j"
               " [February 2024] k");
}

/* On the day on which the thirty days end with a month there is no empty one. */
static void
test_month_ends (ModelFixture  *fixture,
                 gconstpointer  data)
{
  g_autoptr(GDateTime) now = sidebar_test_time ("2026-03-31T10:00:00Z");

  natter_today_set_now (fixture->today, now);
  append (fixture, "a", "2026-03-01T00:00:00Z");
  append (fixture, "b", "2026-02-28T23:59:59Z");
  assert_rows (fixture, "[Previous 30 Days] a [February] b");
}

static void
test_zone (ModelFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(GDateTime) now = sidebar_test_time (SIDEBAR_TEST_NOW);
  g_autoptr(GTimeZone) zone = g_time_zone_new_identifier ("+09:00");
  g_autoptr(GDateTime) there = g_date_time_to_timezone (now, zone);

  append (fixture, "a", "2026-03-17T16:00:00Z");
  assert_rows (fixture, "[Yesterday] a");

  /* it is one o'clock on the 18th there */
  natter_today_set_now (fixture->today, there);
  assert_rows (fixture, "[Today] a");
}

static void
test_midnight (ModelFixture  *fixture,
               gconstpointer  data)
{
  g_autoptr(GDateTime) tomorrow = sidebar_test_time ("2026-03-19T00:00:00Z");

  append (fixture, "a", "2026-03-18T12:00:00Z");
  append (fixture, "b", "2026-03-17T12:00:00Z");
  g_string_truncate (fixture->changes, 0);
  fixture->n_sections = 0;

  natter_today_set_now (fixture->today, tomorrow);
  assert_rows (fixture, "[Yesterday] a [Previous 7 Days] b");
  assert_changes (fixture, "");
  g_assert_cmpuint (fixture->n_sections, >, 0);
}

/* A clock that was wrong for a while makes no second heading of the same name. */
static void
test_unsorted (ModelFixture  *fixture,
               gconstpointer  data)
{
  append (fixture, "a", "2026-03-17T12:00:00Z");
  append (fixture, "b", "2026-03-18T12:00:00Z");
  append (fixture, "c", "2026-03-17T11:00:00Z");
  assert_rows (fixture, "[Today] b [Yesterday] a c");
}

static void
test_groups (ModelFixture  *fixture,
             gconstpointer  data)
{
  NatterFolder *work = append_folder (fixture, "Work");
  NatterFolder *play = append_folder (fixture, "Play");
  NatterConversation *a = append (fixture, "a", SIDEBAR_TEST_NOW);
  NatterConversation *b = append (fixture, "b", SIDEBAR_TEST_NOW);
  NatterConversation *c = append (fixture, "c", SIDEBAR_TEST_NOW);

  append (fixture, "d", SIDEBAR_TEST_NOW);
  assert_rows (fixture, "[Folders] <Work> <Play> [Today] a b c d");

  natter_conversation_set_folder_id (b, natter_folder_get_id (work));
  natter_conversation_set_folder_id (c, natter_folder_get_id (work));
  assert_rows (fixture, "[Folders] <Work> -b -c <Play> [Today] a d");

  natter_conversation_set_pinned (c, TRUE);
  assert_rows (fixture, "[Pinned] c [Folders] <Work> -b <Play> [Today] a d");

  natter_sidebar_model_set_collapsed (fixture->model, work, TRUE);
  assert_rows (fixture, "[Pinned] c [Folders] <Work> <Play> [Today] a d");
  natter_sidebar_model_set_collapsed (fixture->model, work, FALSE);

  natter_folder_list_move (fixture->folders, play, 0);
  assert_rows (fixture, "[Pinned] c [Folders] <Play> <Work> -b [Today] a d");

  /* what was in a folder that is gone is still there, and in it again when it is back */
  natter_folder_set_trashed (work, TRUE);
  assert_rows (fixture, "[Pinned] c [Folders] <Play> [Today] a b d");
  natter_folder_set_trashed (work, FALSE);
  assert_rows (fixture, "[Pinned] c [Folders] <Play> <Work> -b [Today] a d");

  natter_conversation_set_archived (a, TRUE);
  natter_conversation_set_trashed (b, TRUE);
  assert_rows (fixture, "[Pinned] c [Folders] <Play> <Work> [Today] d");
}

static void
test_views (ModelFixture  *fixture,
            gconstpointer  data)
{
  NatterFolder *work = append_folder (fixture, "Work");
  NatterConversation *a = append (fixture, "a", SIDEBAR_TEST_NOW);
  NatterConversation *b = append (fixture, "b", "2026-03-17T12:00:00Z");
  NatterConversation *c = append (fixture, "c", "2026-03-17T12:00:00Z");
  NatterConversation *d = append (fixture, "d", "2026-03-17T12:00:00Z");

  natter_conversation_set_folder_id (a, natter_folder_get_id (work));
  natter_conversation_set_archived (a, TRUE);
  natter_conversation_set_archived (b, TRUE);
  natter_conversation_set_archived (c, TRUE);
  natter_conversation_set_trashed_time (c, 1000);
  natter_conversation_set_trashed_time (d, 3000);
  natter_folder_set_trashed_time (work, 2000);

  natter_sidebar_model_set_view (fixture->model, NATTER_SIDEBAR_ARCHIVE);
  assert_rows (fixture, "[Today] a [Yesterday] b");

  /* what was thrown away last comes first */
  natter_sidebar_model_set_view (fixture->model, NATTER_SIDEBAR_TRASH);
  assert_rows (fixture, "[Today] d <Work> c");

  natter_conversation_set_trashed (c, FALSE);
  assert_rows (fixture, "[Today] d <Work>");
}

static void
test_search (ModelFixture  *fixture,
             gconstpointer  data)
{
  NatterFolder *work = append_folder (fixture, "Work");
  NatterConversation *a = append (fixture, "Café in Paris", SIDEBAR_TEST_NOW);
  NatterConversation *b = append (fixture, "STRASSE", SIDEBAR_TEST_NOW);

  append (fixture, "東京の天気", SIDEBAR_TEST_NOW);
  append_folder (fixture, "Empty");
  natter_conversation_set_folder_id (a, natter_folder_get_id (work));
  natter_sidebar_model_set_collapsed (fixture->model, work, TRUE);

  /* a closed folder is open for what is found in it */
  natter_sidebar_model_set_search (fixture->model, "cafe");
  assert_rows (fixture, "[Folders] <Work> -Café in Paris");
  natter_sidebar_model_set_search (fixture->model, "straße");
  assert_rows (fixture, "[Today] STRASSE");
  natter_sidebar_model_set_search (fixture->model, "天気");
  assert_rows (fixture, "[Today] 東京の天気");
  natter_sidebar_model_set_search (fixture->model, "nothing");
  assert_rows (fixture, "");

  natter_conversation_set_title (b, "Nothing at all");
  assert_rows (fixture, "[Today] Nothing at all");
  natter_sidebar_model_set_search (fixture->model, "  ");
  assert_rows (fixture, "[Folders] <Work> <Empty> [Today] Nothing at all 東京の天気");
}

static void
test_changes (ModelFixture  *fixture,
              gconstpointer  data)
{
  NatterConversation *c = NULL;
  NatterConversation *b = NULL;
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "hello");

  append (fixture, "a", SIDEBAR_TEST_NOW);
  b = append (fixture, "b", SIDEBAR_TEST_NOW);
  append (fixture, "x", SIDEBAR_TEST_NOW);
  c = append (fixture, "c", "2026-03-10T12:00:00Z");
  assert_changes (fixture, "0-0+1 1-0+1 2-0+1 3-0+1 ");

  /* goes to the top: the rows between are let alone */
  natter_conversation_append (c, message);
  assert_rows (fixture, "[Today] c a b x");
  assert_changes (fixture, "3-1+0 0-0+1 ");

  natter_conversation_set_pinned (b, TRUE);
  assert_rows (fixture, "[Pinned] b [Today] c a x");
  assert_changes (fixture, "2-1+0 0-0+1 ");

  natter_conversation_set_trashed (b, TRUE);
  assert_changes (fixture, "0-1+0 ");

  /* nothing that is seen in the order */
  natter_conversation_set_unread (c, TRUE);
  natter_conversation_set_draft (c, "draft");
  natter_conversation_set_title (c, "title");
  assert_changes (fixture, "");
}

/* Yesterday's on top goes from one section to the other without being moved. */
static void
test_said_again (ModelFixture  *fixture,
                 gconstpointer  data)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  NatterConversation *a = NULL;
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "hello");

  natter_today_set_now (fixture->today, now);
  a = append (fixture, "a", "2025-03-17T12:00:00Z");
  append (fixture, "b", "2025-03-17T11:00:00Z");
  natter_conversation_append (a, message);
  assert_rows (fixture, "[Today] a [March 2025] b");
}

/* Thousands of changes are told at once. */
static void
test_many (ModelFixture  *fixture,
           gconstpointer  data)
{
  g_autoptr(GPtrArray) all = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < MANY; i++)
    g_ptr_array_add (all, sidebar_test_conversation ("title", "2026-03-17T12:00:00Z"));
  natter_conversation_list_splice (fixture->list, 0, 0, (NatterConversation **) all->pdata, MANY);
  assert_changes (fixture, "0-0+10000 ");

  for (guint i = 1; i < MANY; i += 2)
    natter_conversation_set_trashed (all->pdata[i], TRUE);
  natter_sidebar_model_flush (fixture->model);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->model)), ==, MANY / 2);
  assert_changes (fixture, "1-9999+4999 ");
}

int
main (int   argc,
      char *argv[])
{
  static const struct
  {
    const char *path;
    void (*test) (ModelFixture *fixture, gconstpointer data);
  } tests[] = {
    { "/sidebar-model/days", test_days },
    { "/sidebar-model/month-ends", test_month_ends },
    { "/sidebar-model/zone", test_zone },
    { "/sidebar-model/midnight", test_midnight },
    { "/sidebar-model/unsorted", test_unsorted },
    { "/sidebar-model/groups", test_groups },
    { "/sidebar-model/views", test_views },
    { "/sidebar-model/search", test_search },
    { "/sidebar-model/changes", test_changes },
    { "/sidebar-model/said-again", test_said_again },
    { "/sidebar-model/many", test_many },
  };

  ui_test_init (&argc, &argv);

  for (gsize i = 0; i < G_N_ELEMENTS (tests); i++)
    g_test_add (tests[i].path, ModelFixture, NULL, model_set_up, tests[i].test, model_tear_down);

  return g_test_run ();
}
