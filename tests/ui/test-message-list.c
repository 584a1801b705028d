/* test-message-list.c: which messages of a long conversation have rows, and in which order they
 * come, whatever its path becomes meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-footer.h"
#include "natter-message-list.h"
#include "natter-ui-test.h"

#define N_MESSAGES 200

typedef struct
{
  NatterConversation *conversation;
  NatterMessageList  *list;
  GListModel         *mirror;   /* what those see who listen to its changes */
} Fixture;

static NatterMessage *
new_message (guint number)
{
  g_autofree char *text = g_strdup_printf ("%u\n\nof many words, to be seen\n\nin three rows",
                                           number);

  return natter_message_new (number % 2 == 0 ? NATTER_ROLE_USER : NATTER_ROLE_ASSISTANT, text);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->conversation = natter_conversation_new ();
  for (guint i = 0; i < N_MESSAGES; i++)
    {
      g_autoptr(NatterMessage) message = new_message (i);

      natter_conversation_append (fixture->conversation, message);
    }
}

static void
begin (Fixture *fixture,
       int      position)
{
  g_autoptr(NatterMessage) message =
    g_list_model_get_item (G_LIST_MODEL (fixture->conversation), (guint) position);

  fixture->list = natter_message_list_new (fixture->conversation,
                                           message ? natter_message_get_id (message) : NULL);
  fixture->mirror =
    G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (fixture->list))));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_object_unref (fixture->mirror);
  g_assert_finalize_object (fixture->list);
  g_assert_finalize_object (fixture->conversation);
}

static guint
get_n (Fixture *fixture)
{
  return g_list_model_get_n_items (G_LIST_MODEL (fixture->list));
}

static NatterMessage *
get_shown (Fixture *fixture,
           guint    position)
{
  g_autoptr(GListModel) rows = g_list_model_get_item (G_LIST_MODEL (fixture->list), position);
  g_autoptr(NatterRow) row = rows ? g_list_model_get_item (rows, 0) : NULL;

  return row ? natter_row_get_message (row) : NULL;
}

/* The messages with rows are a part of the path, without a gap; who listened has the same. */
static guint
assert_part (Fixture *fixture)
{
  GListModel *path = G_LIST_MODEL (fixture->conversation);
  NatterMessage *first = get_shown (fixture, 0);
  guint n_rows = 0;
  guint start = 0;

  for (; start < g_list_model_get_n_items (path); start++)
    {
      g_autoptr(NatterMessage) message = g_list_model_get_item (path, start);

      if (message == first)
        break;
    }
  for (guint i = 0; i < get_n (fixture); i++)
    {
      g_autoptr(NatterMessage) message = g_list_model_get_item (path, start + i);
      g_autoptr(GListModel) rows = g_list_model_get_item (G_LIST_MODEL (fixture->list), i);

      g_assert_true (get_shown (fixture, i) == message);
      n_rows += g_list_model_get_n_items (rows);
    }
  g_assert_cmpuint (g_list_model_get_n_items (fixture->mirror), ==, n_rows);

  return start;
}

static void
complete (Fixture *fixture)
{
  for (guint i = 0; !natter_message_list_is_complete (fixture->list); i++)
    {
      g_assert_cmpuint (i, <, N_MESSAGES);
      natter_message_list_extend (fixture->list, 0);
      assert_part (fixture);
    }
}

static void
test_end_first (Fixture       *fixture,
                gconstpointer  data)
{
  begin (fixture, N_MESSAGES);
  g_assert_cmpuint (get_n (fixture), <, 20);
  g_assert_cmpuint (assert_part (fixture) + get_n (fixture), ==, N_MESSAGES);
  complete (fixture);
  g_assert_cmpuint (get_n (fixture), ==, N_MESSAGES);
}

static void
test_around_the_reader (Fixture       *fixture,
                        gconstpointer  data)
{
  guint start = 0;

  begin (fixture, 100);
  start = assert_part (fixture);
  g_assert_cmpuint (start, <, 100);
  g_assert_cmpuint (start + get_n (fixture), >, 101);
  complete (fixture);
}

/* Each step is small as long as a list view measures what it is given. */
static void
test_little_at_a_time (Fixture       *fixture,
                       gconstpointer  data)
{
  guint n = 0;

  begin (fixture, 100);
  n = get_n (fixture);
  natter_message_list_extend (fixture->list, G_MAXINT64);
  g_assert_cmpuint (get_n (fixture), >, n);
  g_assert_cmpuint (get_n (fixture), <, n + 80);
  complete (fixture);
}

static void
test_a_message_is_found (Fixture       *fixture,
                         gconstpointer  data)
{
  g_autoptr(NatterMessage) message = g_list_model_get_item (G_LIST_MODEL (fixture->conversation),
                                                            50);
  g_autoptr(NatterMessageRows) rows = NULL;

  begin (fixture, N_MESSAGES);
  g_assert_cmpuint (assert_part (fixture), >, 51);
  rows = natter_message_list_find (fixture->list, natter_message_get_id (message));
  g_assert_nonnull (rows);
  g_assert_cmpuint (assert_part (fixture), <=, 50);
  g_assert_null (natter_message_list_find (fixture->list, "nobody"));
  natter_message_list_start (fixture->list, NULL);
  g_assert_cmpuint (assert_part (fixture) + get_n (fixture), ==, N_MESSAGES);
  complete (fixture);
}

/* What grows at the end is shown at once where the end is, and later where it is not. */
static void
test_growth (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(NatterMessage) first = new_message (0);
  g_autoptr(NatterMessage) second = new_message (1);

  begin (fixture, N_MESSAGES);
  natter_conversation_append (fixture->conversation, first);
  assert_part (fixture);
  g_assert_true (get_shown (fixture, get_n (fixture) - 1) == first);
  complete (fixture);
  natter_conversation_append (fixture->conversation, second);
  assert_part (fixture);
  g_assert_true (get_shown (fixture, get_n (fixture) - 1) == second);
}

static void
test_growth_out_of_sight (Fixture       *fixture,
                          gconstpointer  data)
{
  g_autoptr(NatterMessage) message = new_message (0);
  guint n = 0;

  begin (fixture, 50);
  n = get_n (fixture);
  natter_conversation_append (fixture->conversation, message);
  g_assert_cmpuint (get_n (fixture), ==, n);
  assert_part (fixture);
  complete (fixture);
  g_assert_true (get_shown (fixture, N_MESSAGES) == message);
}

/* A message of the path goes, before, within and behind what has rows. */
static void
test_trash (Fixture       *fixture,
            gconstpointer  data)
{
  static const guint positions[] = { 3, 100, 190 };

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      g_autoptr(NatterMessage) message =
        g_list_model_get_item (G_LIST_MODEL (fixture->conversation), positions[i]);
      g_autoptr(GListModel) before = NULL;
      g_autoptr(GListModel) after = NULL;

      g_clear_object (&fixture->mirror);
      g_clear_object (&fixture->list);
      begin (fixture, 100);
      before = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
      natter_conversation_trash (fixture->conversation, message, FALSE);
      assert_part (fixture);
      /* what has rows keeps them, and whoever reads there their place */
      after = g_list_model_get_item (G_LIST_MODEL (fixture->list), 0);
      g_assert_true (after == before);
      complete (fixture);
      natter_conversation_untrash (fixture->conversation, message);
      assert_part (fixture);
    }
}

/* A branch that is long itself comes bit by bit, too. */
static void
test_branch (Fixture       *fixture,
             gconstpointer  data)
{
  g_autoptr(NatterMessage) fork = g_list_model_get_item (G_LIST_MODEL (fixture->conversation), 11);
  g_autoptr(NatterMessage) sibling = new_message (11);

  begin (fixture, 11);
  complete (fixture);
  natter_conversation_add_sibling (fixture->conversation, fork, sibling);
  g_assert_cmpuint (assert_part (fixture), ==, 0);
  g_assert_cmpuint (get_n (fixture), ==, 12);
  natter_conversation_show (fixture->conversation, fork);
  g_assert_cmpuint (assert_part (fixture), ==, 0);
  g_assert_cmpuint (get_n (fixture), >, 12);
  g_assert_cmpuint (get_n (fixture), <, 40);
  complete (fixture);
}

/* Buttons that come when a message is seen must not move what is below it. */
static void
test_footer_keeps_its_height (Fixture       *fixture,
                              gconstpointer  data)
{
  g_autoptr(NatterMessage) message = g_list_model_get_item (G_LIST_MODEL (fixture->conversation),
                                                            1);
  GtkWidget *footer = natter_message_footer_new ();
  GtkWidget *window = adw_window_new ();
  int before = 0;
  int after = 0;

  begin (fixture, 0);
  ui_test_load_style ();
  adw_window_set_content (ADW_WINDOW (window), footer);
  natter_message_footer_update (NATTER_MESSAGE_FOOTER (footer), fixture->conversation, message);
  gtk_widget_measure (footer, GTK_ORIENTATION_VERTICAL, 600, NULL, &before, NULL, NULL);
  g_assert_null (ui_test_find (footer, GTK_TYPE_MENU_BUTTON, NULL));
  gtk_window_present (GTK_WINDOW (window));
  ui_test_wait_for (footer, GTK_TYPE_MENU_BUTTON, NULL);
  gtk_widget_measure (footer, GTK_ORIENTATION_VERTICAL, 600, NULL, &after, NULL, NULL);
  g_assert_cmpint (before, ==, after);
  ui_test_assert_gone (window, footer);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

#define ADD(name, func) g_test_add ("/message-list/" name, Fixture, NULL, set_up, func, tear_down)
  ADD ("end-first", test_end_first);
  ADD ("around-the-reader", test_around_the_reader);
  ADD ("little-at-a-time", test_little_at_a_time);
  ADD ("a-message-is-found", test_a_message_is_found);
  ADD ("growth", test_growth);
  ADD ("growth-out-of-sight", test_growth_out_of_sight);
  ADD ("trash", test_trash);
  ADD ("branch", test_branch);
  ADD ("footer-keeps-its-height", test_footer_keeps_its_height);
#undef ADD

  return g_test_run ();
}
