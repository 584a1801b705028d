/* test-paging.c: far ways through a long conversation: a page, to its ends, back to what is new
 * there. No painted frame on the way is blank.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-jump-button.h"
#include "natter-transcript-test.h"

/* Rows that are painted, counted in each frame. */
typedef struct
{
  TranscriptTest *transcript;
  guint           n_frames;
  guint           n_blank;
} Frames;

static guint
count_painted (TranscriptTest *transcript,
               GtkWidget      *root)
{
  guint n_painted = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      double y = 0;

      if (!NATTER_IS_ROW_WIDGET (child))
        {
          n_painted += count_painted (transcript, child);
          continue;
        }
      if (!gtk_widget_get_mapped (child))
        continue;

      y = transcript_get_y (transcript, child);
      n_painted += y < gtk_widget_get_height (GTK_WIDGET (transcript->scroller)) &&
                   y + gtk_widget_get_height (child) > 0;
    }

  return n_painted;
}

static void
after_paint_cb (Frames *frames)
{
  frames->n_frames++;
  frames->n_blank +=
    count_painted (frames->transcript, GTK_WIDGET (frames->transcript->scroller)) == 0;
}

static double
get_value (TranscriptTest *fixture)
{
  return gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (fixture->scroller));
}

static gboolean
is_at_end (TranscriptTest *fixture)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (fixture->scroller);

  return gtk_adjustment_get_value (adjustment) + gtk_adjustment_get_page_size (adjustment) >
         gtk_adjustment_get_upper (adjustment) - 1;
}

static void
scroll (TranscriptTest *fixture,
        GtkScrollType   scroll)
{
  natter_conversation_view_scroll (fixture->view, scroll);
  transcript_settle (fixture);
}

static void
test_far_jumps_are_never_blank (TranscriptTest *fixture,
                                gconstpointer   data)
{
  static const GtkScrollType ways[] = {
    GTK_SCROLL_START, GTK_SCROLL_END, GTK_SCROLL_PAGE_BACKWARD, GTK_SCROLL_START,
    GTK_SCROLL_PAGE_FORWARD, GTK_SCROLL_END,
  };
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (fixture->scroller);
  GdkFrameClock *clock = gtk_widget_get_frame_clock (fixture->window);
  Frames frames = { .transcript = fixture };

  g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (after_paint_cb), &frames);
  for (guint i = 0; i < G_N_ELEMENTS (ways); i++)
    scroll (fixture, ways[i]);
  for (guint i = 0; i < 20; i++)
    {
      gtk_adjustment_set_value (adjustment, gtk_adjustment_get_upper (adjustment) *
                                              (double) (i * 7 % 20) / 20);
      transcript_settle (fixture);
    }
  transcript_show (fixture, 300, NULL);
  scroll (fixture, GTK_SCROLL_END);
  g_signal_handlers_disconnect_by_data (clock, &frames);

  g_test_message ("%u of %u frames were blank", frames.n_blank, frames.n_frames);
  g_assert_cmpuint (frames.n_frames, >, 100);
  g_assert_cmpuint (frames.n_blank, ==, 0);
}

static void
test_pages_and_ends (TranscriptTest *fixture,
                     gconstpointer   data)
{
  double page = gtk_widget_get_height (GTK_WIDGET (fixture->scroller));
  double end = get_value (fixture);

  g_assert_true (is_at_end (fixture));
  scroll (fixture, GTK_SCROLL_PAGE_BACKWARD);
  g_assert_cmpfloat (get_value (fixture), <, end - page / 2);
  scroll (fixture, GTK_SCROLL_PAGE_FORWARD);
  g_assert_true (is_at_end (fixture));
  scroll (fixture, GTK_SCROLL_START);
  g_assert_cmpfloat (get_value (fixture), <, 1);
  g_assert_true (transcript_find_row (fixture, transcript_get_message (fixture, 0)) != NULL);
  scroll (fixture, GTK_SCROLL_PAGE_FORWARD);
  g_assert_cmpfloat (get_value (fixture), >, page / 2);
  scroll (fixture, GTK_SCROLL_END);
  g_assert_true (is_at_end (fixture));
}

static NatterJumpButton *
find_button (TranscriptTest *fixture)
{
  return NATTER_JUMP_BUTTON (ui_test_find (fixture->window, NATTER_TYPE_JUMP_BUTTON, NULL));
}

static void
assert_name (TranscriptTest *fixture,
             const char     *name)
{
  GtkWidget *button = ui_test_find (GTK_WIDGET (find_button (fixture)), GTK_TYPE_BUTTON, name);

  g_assert_nonnull (button);
  gtk_test_accessible_assert_property (button, GTK_ACCESSIBLE_PROPERTY_LABEL, name);
}

/* An answer counts when it is whole. */
static void
test_new_messages_are_counted (TranscriptTest *fixture,
                               gconstpointer   data)
{
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "One more");
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  GtkWidget *button = NULL;

  scroll (fixture, GTK_SCROLL_PAGE_BACKWARD);
  assert_name (fixture, "Jump to the End");
  natter_message_begin (answer);
  natter_conversation_append (fixture->conversation, question);
  natter_conversation_append (fixture->conversation, answer);
  transcript_settle (fixture);
  g_assert_cmpuint (natter_jump_button_get_n_new (find_button (fixture)), ==, 1);
  assert_name (fixture, "Jump to the End: 1 New Message");
  natter_message_finish (answer, NATTER_END_COMPLETE, NULL);
  assert_name (fixture, "Jump to the End: 2 New Messages");

  button = ui_test_find (GTK_WIDGET (find_button (fixture)), GTK_TYPE_BUTTON, NULL);
  g_signal_emit_by_name (button, "clicked");
  transcript_settle (fixture);
  g_assert_true (is_at_end (fixture));
  g_assert_cmpuint (natter_jump_button_get_n_new (find_button (fixture)), ==, 0);
}

/* What was being written when the reader left is new once it is whole. */
static void
test_answer_that_ends_is_new (TranscriptTest *fixture,
                              gconstpointer   data)
{
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);

  natter_message_begin (answer);
  natter_conversation_append (fixture->conversation, answer);
  transcript_settle (fixture);
  scroll (fixture, GTK_SCROLL_PAGE_BACKWARD);
  g_assert_cmpuint (natter_jump_button_get_n_new (find_button (fixture)), ==, 0);
  natter_message_finish (answer, NATTER_END_COMPLETE, NULL);
  g_assert_cmpuint (natter_jump_button_get_n_new (find_button (fixture)), ==, 1);
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

  add ("/paging/far-jumps-are-never-blank", test_far_jumps_are_never_blank);
  add ("/paging/pages-and-ends", test_pages_and_ends);
  add ("/paging/new-messages-are-counted", test_new_messages_are_counted);
  add ("/paging/answer-that-ends-is-new", test_answer_that_ends_is_new);

  return g_test_run ();
}
