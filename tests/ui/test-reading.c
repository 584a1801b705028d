/* test-reading.c: a conversation is shown again where its reader left it, in a real window.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "natter-transcript-test.h"

static void
read_at (TranscriptTest *fixture,
         double          value)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (fixture->scroller), value);
  transcript_settle (fixture);
}

static void
assert_same_place (TranscriptTest *fixture,
                   NatterRow      *row,
                   double          y)
{
  GtkWidget *first = transcript_find_row (fixture, NULL);

  g_assert_true (natter_row_get_message (natter_row_widget_get_row (NATTER_ROW_WIDGET (first))) ==
                 natter_row_get_message (row));
  g_assert_cmpfloat (fabs (transcript_get_y (fixture, first) - y), <=, 1);
}

static void
test_place_is_kept (TranscriptTest *fixture,
                    gconstpointer   data)
{
  static const double values[] = { 900, 12345, 40000 };
  g_autoptr(NatterConversation) other = natter_conversation_new ();

  for (guint i = 0; i < G_N_ELEMENTS (values); i++)
    {
      g_autoptr(NatterRow) row = NULL;
      GtkWidget *first = NULL;
      double y = 0;

      read_at (fixture, values[i]);
      first = transcript_find_row (fixture, NULL);
      row = g_object_ref (natter_row_widget_get_row (NATTER_ROW_WIDGET (first)));
      y = transcript_get_y (fixture, first);
      natter_conversation_view_set_conversation (fixture->view, other);
      transcript_settle (fixture);
      natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
      transcript_settle (fixture);
      assert_same_place (fixture, row, y);
    }
}

static gboolean
is_kept (gpointer data)
{
  TranscriptTest *fixture = data;

  return natter_conversation_get_scroll_id (fixture->conversation) != NULL;
}

/* As it changes, not only when it is left: a crash does not announce itself. */
static void
test_place_is_kept_by_itself (TranscriptTest *fixture,
                              gconstpointer   data)
{
  g_assert_null (natter_conversation_get_scroll_id (fixture->conversation));
  read_at (fixture, 5000);
  natter_test_run_until (is_kept, fixture);
}

/* The end is no place but the end, however much came meanwhile. */
static void
test_end_is_kept (TranscriptTest *fixture,
                  gconstpointer   data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (fixture->scroller);
  g_autoptr(NatterConversation) other = natter_conversation_new ();
  g_autoptr(NatterMessage) more = transcript_new_answer (7);

  read_at (fixture, 5000);
  natter_conversation_view_keep_place (fixture->view);
  g_assert_nonnull (natter_conversation_get_scroll_id (fixture->conversation));
  natter_conversation_view_jump (fixture->view);
  transcript_settle (fixture);
  natter_conversation_view_set_conversation (fixture->view, other);
  g_assert_null (natter_conversation_get_scroll_id (fixture->conversation));
  natter_conversation_append (fixture->conversation, more);
  natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
  transcript_settle (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment) -
                     gtk_adjustment_get_page_size (adjustment) -
                     gtk_adjustment_get_value (adjustment), <=, 1);
}

/* The view is not in sight meanwhile; and so few rows are all measured that its list has the same
 * size as before. */
static void
test_end_is_kept_behind_the_welcome (TranscriptTest *fixture,
                                     gconstpointer   data)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (fixture->scroller);
  g_autoptr(NatterConversation) other = natter_conversation_new ();

  g_clear_object (&fixture->conversation);
  fixture->conversation = transcript_new_stored ();
  transcript_restore_messages (fixture->conversation, 20);
  natter_conversation_finish_restore (fixture->conversation);
  natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
  transcript_settle (fixture);
  natter_conversation_view_set_conversation (fixture->view, other);
  gtk_stack_set_visible_child_name (GTK_STACK (fixture->stack), "welcome");
  transcript_settle (fixture);
  natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
  gtk_stack_set_visible_child (GTK_STACK (fixture->stack), GTK_WIDGET (fixture->view));
  transcript_settle (fixture);
  g_assert_cmpfloat (gtk_adjustment_get_upper (adjustment) -
                     gtk_adjustment_get_page_size (adjustment) -
                     gtk_adjustment_get_value (adjustment), <=, 1);
}

/* A window of another width, and words that were stored: the same message at the top. */
static void
test_place_in_another_window (TranscriptTest *fixture,
                              gconstpointer   data)
{
  static const char *broken[] = { "", "nonsense", "nobody 1 2", "  4 4 4 " };
  g_autoptr(NatterConversation) other = natter_conversation_new ();
  NatterMessage *message = transcript_get_message (fixture, 321);
  g_autofree char *place = g_strdup_printf ("%s 3 500", natter_message_get_id (message));
  g_autofree char *beyond = g_strdup_printf ("%s 900 2000", natter_message_get_id (message));
  GtkWidget *first = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (broken); i++)
    {
      natter_conversation_view_set_conversation (fixture->view, other);
      natter_conversation_set_scroll_id (fixture->conversation, broken[i]);
      natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
    }
  transcript_settle (fixture);
  g_assert_null (transcript_find_row (fixture, message));

  natter_conversation_view_set_conversation (fixture->view, other);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 400, 600);
  transcript_settle (fixture);
  natter_conversation_set_scroll_id (fixture->conversation, place);
  natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
  transcript_settle (fixture);
  first = transcript_find_row (fixture, NULL);
  g_assert_true (natter_row_get_message (natter_row_widget_get_row (NATTER_ROW_WIDGET (first))) ==
                 message);

  natter_conversation_view_set_conversation (fixture->view, other);
  natter_conversation_set_scroll_id (fixture->conversation, beyond);
  natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
  transcript_settle (fixture);
  g_assert_nonnull (transcript_find_row (fixture, message));
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

  add ("/reading/place-is-kept", test_place_is_kept);
  add ("/reading/place-is-kept-by-itself", test_place_is_kept_by_itself);
  add ("/reading/end-is-kept", test_end_is_kept);
  add ("/reading/end-is-kept-behind-the-welcome", test_end_is_kept_behind_the_welcome);
  add ("/reading/place-in-another-window", test_place_in_another_window);

  return g_test_run ();
}
