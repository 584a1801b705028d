/* test-conversation-place.c: going to a message of a long transcript, in a real window: it stands
 * where a reader looks first, never on a blank page, and stays there.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "natter-markable.h"
#include "natter-text-block.h"
#include "natter-transcript-test.h"

static void
test_far_message (TranscriptTest *fixture,
                  gconstpointer   data)
{
  static const guint positions[] = { 300, 3, 501, 502, 40, 596 };

  for (guint i = 0; i < G_N_ELEMENTS (positions); i++)
    {
      GtkWidget *row = NULL;

      transcript_show (fixture, positions[i], NULL);
      row = transcript_find_row (fixture, transcript_get_message (fixture, positions[i]));
      g_assert_nonnull (row);
      g_assert_cmpint (natter_row_get_kind (natter_row_widget_get_row (NATTER_ROW_WIDGET (row))),
                       ==, NATTER_ROW_HEADER);
      transcript_assert_in_upper_third (fixture, row);
    }
}

static void
test_focus_leaves_no_blank_page (TranscriptTest *fixture,
                                 gconstpointer   data)
{
  for (guint i = 0; i < 4; i++)
    {
      guint position = i % 2 == 0 ? 10 : 580;
      GtkWidget *row = NULL;

      gtk_widget_grab_focus (ui_test_find (GTK_WIDGET (fixture->scroller), NATTER_TYPE_TEXT_BLOCK,
                                           NULL));
      gtk_widget_child_focus (transcript_find_row (fixture, NULL), GTK_DIR_TAB_FORWARD);
      transcript_settle (fixture);
      transcript_show (fixture, position, NULL);
      row = transcript_find_row (fixture, transcript_get_message (fixture, position));
      g_assert_nonnull (row);
      transcript_assert_in_upper_third (fixture, row);
    }
}

static void
test_ends_are_as_near_as_can_be (TranscriptTest *fixture,
                                 gconstpointer   data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (fixture->scroller);

  transcript_show (fixture, 0, NULL);
  g_assert_cmpfloat (gtk_adjustment_get_value (adjustment), <, 0.5);

  transcript_show (fixture, 2 * TRANSCRIPT_N_TURNS - 1, "number");
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment) -
                     gtk_adjustment_get_page_size (adjustment) -
                     gtk_adjustment_get_value (adjustment), <=, 1);
}

/* The row of a block with these words, if it can be seen. */
static GtkWidget *
find_words (GtkWidget  *root,
            const char *words)
{
  if (NATTER_IS_ROW_WIDGET (root))
    {
      NatterRow *row = natter_row_widget_get_row (NATTER_ROW_WIDGET (root));
      NatterBlock *block = row ? natter_row_get_block (row) : NULL;

      return block && gtk_widget_get_mapped (root) &&
             g_str_equal (natter_block_get_text (block), words) ? root : NULL;
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = find_words (child, words);

      if (found)
        return found;
    }

  return NULL;
}

static void
test_match (TranscriptTest *fixture,
            gconstpointer   data)
{
  GtkWidget *row = NULL;

  /* Answer 130 has rows enough before its last. */
  transcript_show (fixture, 261, "\"the END of\" nowhere");
  row = find_words (GTK_WIDGET (fixture->scroller), "The end of number 130.");
  g_assert_nonnull (row);
  transcript_assert_in_upper_third (fixture, row);
  g_assert_cmpstr (fixture->spoken, ==, "Message from small-1: The end of number 130.");
}

static void
test_stays_while_the_answer_grows (TranscriptTest *fixture,
                                   gconstpointer   data)
{
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = "More.\n\n", .length = 7 };
  GtkWidget *row = NULL;
  double y = 0;

  natter_message_begin (answer);
  natter_conversation_append (fixture->conversation, answer);
  transcript_settle (fixture);
  transcript_show (fixture, 599, "number");
  row = transcript_find_row (fixture, transcript_get_message (fixture, 599));
  g_assert_nonnull (row);
  y = transcript_get_y (fixture, row);
  for (guint i = 0; i < 60; i++)
    natter_message_append (answer, &delta);
  transcript_settle (fixture);
  g_assert_true (transcript_find_row (fixture, transcript_get_message (fixture, 599)) == row);
  g_assert_cmpfloat (fabs (transcript_get_y (fixture, row) - y), <, 0.5);
  natter_message_finish (answer, NATTER_END_COMPLETE, NULL);

  /* Who goes to the end again follows again. */
  natter_conversation_view_jump (fixture->view);
  transcript_settle (fixture);
  g_assert_nonnull (transcript_find_row (fixture, answer));
}

static void
test_other_branch (TranscriptTest *fixture,
                   gconstpointer   data)
{
  g_autoptr(NatterMessage) other = natter_message_new (NATTER_ROLE_ASSISTANT, "Another answer");
  g_autoptr(NatterMessage) first = g_object_ref (transcript_get_message (fixture, 101));
  g_autoptr(NatterMessage) last = g_object_ref (transcript_get_message (fixture, 501));

  natter_conversation_add_sibling (fixture->conversation, first, other);
  transcript_settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 102);

  natter_conversation_view_show_message (fixture->view, natter_message_get_id (last), NULL);
  transcript_settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->conversation)), ==, 600);
  transcript_assert_in_upper_third (fixture, transcript_find_row (fixture, last));
}

/* What is not there is not gone to, and is no reason to move. */
static void
test_absent_message (TranscriptTest *fixture,
                     gconstpointer   data)
{
  g_autoptr(NatterMessage) gone = g_object_ref (transcript_get_message (fixture, 301));
  GtkWidget *row = NULL;

  natter_conversation_trash (fixture->conversation, gone, FALSE);
  transcript_show (fixture, 100, NULL);
  row = transcript_find_row (fixture, transcript_get_message (fixture, 100));
  natter_conversation_view_show_message (fixture->view, natter_message_get_id (gone), NULL);
  natter_conversation_view_show_message (fixture->view, "nobody", NULL);
  transcript_settle (fixture);
  g_assert_true (transcript_find_row (fixture, transcript_get_message (fixture, 100)) == row);
  transcript_assert_in_upper_third (fixture, row);
}

static void
test_when_it_is_loaded (TranscriptTest *fixture,
                        gconstpointer   data)
{
  g_autoptr(NatterConversation) late = transcript_new_stored ();
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "Far away");

  natter_conversation_view_set_conversation (fixture->view, late);
  natter_conversation_view_show_message (fixture->view, natter_message_get_id (message), NULL);
  transcript_settle (fixture);

  transcript_restore_messages (late, TRANSCRIPT_N_TURNS);
  natter_conversation_restore (late, NULL, message, FALSE, NULL);
  natter_conversation_finish_restore (late);
  g_set_object (&fixture->conversation, late);
  transcript_settle (fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (late)), ==, 1);
  g_assert_nonnull (transcript_find_row (fixture, message));
}

/* How many of the rows that can be seen have the class; message NULL stands for any. */
static guint
count_class (GtkWidget     *root,
             NatterMessage *message,
             const char    *name)
{
  guint n = 0;

  if (NATTER_IS_ROW_WIDGET (root))
    {
      NatterRow *row = natter_row_widget_get_row (NATTER_ROW_WIDGET (root));

      return gtk_widget_get_mapped (root) && row && gtk_widget_has_css_class (root, name) &&
             (!message || natter_row_get_message (row) == message);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    n += count_class (child, message, name);

  return n;
}

static gboolean
is_dark (gpointer data)
{
  TranscriptTest *fixture = data;
  GtkWidget *scroller = GTK_WIDGET (fixture->scroller);

  return count_class (scroller, NULL, "found") == 0 && count_class (scroller, NULL, "fading") == 0;
}

static gboolean
is_lit (gpointer data)
{
  TranscriptTest *fixture = data;

  return count_class (GTK_WIDGET (fixture->scroller), NULL, "found") > 0;
}

/* Not with show(): a slow display takes longer than the light. */
static void
light (TranscriptTest *fixture,
       guint           position)
{
  NatterMessage *message = transcript_get_message (fixture, position);

  natter_conversation_view_show_message (fixture->view, natter_message_get_id (message), NULL);
  natter_test_run_until (is_lit, fixture);
}

static void
test_spotlight (TranscriptTest *fixture,
                gconstpointer   data)
{
  GtkWidget *scroller = GTK_WIDGET (fixture->scroller);
  g_autoptr(NatterConversation) other = natter_conversation_new ();
  guint n_lit = 0;

  light (fixture, 301);
  n_lit = count_class (scroller, transcript_get_message (fixture, 301), "found");
  g_assert_cmpuint (n_lit, >, 2);
  g_assert_cmpuint (count_class (scroller, NULL, "found"), ==, n_lit);
  natter_test_run_until (is_dark, fixture);

  light (fixture, 21);
  natter_conversation_view_set_conversation (fixture->view, other);
  g_assert_true (is_dark (fixture));
}

static GtkShortcut *
find_escape (TranscriptTest *fixture)
{
  g_autoptr(GListModel) controllers = gtk_widget_observe_controllers (GTK_WIDGET (fixture->view));

  for (guint i = 0; i < g_list_model_get_n_items (controllers); i++)
    {
      g_autoptr(GtkEventController) controller = g_list_model_get_item (controllers, i);

      if (GTK_IS_SHORTCUT_CONTROLLER (controller) &&
          gtk_shortcut_controller_get_scope (GTK_SHORTCUT_CONTROLLER (controller)) ==
            GTK_SHORTCUT_SCOPE_GLOBAL)
        return g_list_model_get_item (G_LIST_MODEL (controller), 0);
    }

  g_assert_not_reached ();
}

static gboolean
press_escape (TranscriptTest *fixture)
{
  g_autoptr(GtkShortcut) escape = find_escape (fixture);

  return gtk_shortcut_action_activate (gtk_shortcut_get_action (escape),
                                       GTK_SHORTCUT_ACTION_EXCLUSIVE, GTK_WIDGET (fixture->view),
                                       NULL);
}

/* Words that are lit in all rows. */
static guint
count_marks (GtkWidget *root)
{
  guint n_marks = 0;

  if (NATTER_IS_MARKABLE (root))
    natter_markable_get_marks (NATTER_MARKABLE (root), &n_marks);
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    n_marks += count_marks (child);

  return n_marks;
}

static void
test_query_ends (TranscriptTest *fixture,
                 gconstpointer   data)
{
  GtkWidget *scroller = GTK_WIDGET (fixture->scroller);
  g_autoptr(NatterConversation) other = natter_conversation_new ();

  g_assert_false (press_escape (fixture));
  transcript_show (fixture, 300, "paragraph");
  g_assert_nonnull (natter_conversation_view_get_query (fixture->view));
  g_assert_cmpuint (count_marks (scroller), >, 0);
  g_assert_true (press_escape (fixture));
  g_assert_null (natter_conversation_view_get_query (fixture->view));
  g_assert_cmpuint (count_marks (scroller), ==, 0);

  transcript_show (fixture, 300, "paragraph");
  g_assert_cmpuint (count_marks (scroller), >, 0);
  natter_conversation_view_set_conversation (fixture->view, other);
  g_assert_null (natter_conversation_view_get_query (fixture->view));
}

static void
add (const char *path,
     void      (*func) (TranscriptTest *, gconstpointer))
{
  g_test_add (path, TranscriptTest, NULL, transcript_set_up, func, transcript_tear_down);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  add ("/conversation-place/far-message", test_far_message);
  add ("/conversation-place/focus-leaves-no-blank-page", test_focus_leaves_no_blank_page);
  add ("/conversation-place/ends-are-as-near-as-can-be", test_ends_are_as_near_as_can_be);
  add ("/conversation-place/match", test_match);
  add ("/conversation-place/stays-while-the-answer-grows", test_stays_while_the_answer_grows);
  add ("/conversation-place/other-branch", test_other_branch);
  add ("/conversation-place/absent-message", test_absent_message);
  add ("/conversation-place/when-it-is-loaded", test_when_it_is_loaded);
  add ("/conversation-place/spotlight", test_spotlight);
  add ("/conversation-place/query-ends", test_query_ends);

  return g_test_run ();
}
