/* test-conversation-view.c: the transcript in a real window: every painted frame is at the end for
 * a reader who is there, and none moves one who is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "natter-block-widget.h"
#include "natter-conversation-view.h"
#include "natter-error.h"
#include "natter-message-footer.h"
#include "natter-row-widget.h"
#include "natter-text-block.h"
#include "natter-ui-test.h"

/* Frames in which nothing moved any more before a test goes on. */
#define SETTLED_FRAMES 4

typedef struct
{
  NatterConversationView *view;
  GtkWidget              *window;
  GtkAdjustment          *adjustment;
  GtkScrolledWindow      *scroller;
  NatterConversation     *conversation;
  NatterMessage          *answer;
  guint                   painted;
  double                  worst;      /* pixels off the end, or moved */
  gboolean                watch_end;
  GtkWidget              *anchor;     /* a widget that must not move … */
  NatterRow              *anchor_row; /* … nor show another row */
  double                  anchor_y;
} Fixture;

static double
get_y (Fixture   *fixture,
       GtkWidget *widget)
{
  graphene_point_t point;

  g_assert_true (gtk_widget_compute_point (widget, fixture->window, &GRAPHENE_POINT_INIT (0, 0),
                                           &point));

  return point.y;
}

static NatterRow *
get_row (GtkWidget *widget)
{
  return natter_row_widget_get_row (
    NATTER_ROW_WIDGET (gtk_widget_get_ancestor (widget, NATTER_TYPE_ROW_WIDGET)));
}

/* A row that has left the sight keeps its old place: that it is there has to be asked too. */
static double
get_move (Fixture *fixture)
{
  if (!gtk_widget_get_mapped (fixture->anchor) || get_row (fixture->anchor) != fixture->anchor_row)
    return G_MAXDOUBLE;

  return fabs (get_y (fixture, fixture->anchor) - fixture->anchor_y);
}

static void
after_paint_cb (Fixture *fixture)
{
  double end = gtk_adjustment_get_upper (fixture->adjustment) -
               gtk_adjustment_get_page_size (fixture->adjustment);

  fixture->painted++;
  if (fixture->watch_end)
    fixture->worst = fmax (fixture->worst,
                           fabs (end - gtk_adjustment_get_value (fixture->adjustment)));
  if (fixture->anchor)
    fixture->worst = fmax (fixture->worst, get_move (fixture));
}

static gboolean
has_painted (gpointer data)
{
  Fixture *fixture = data;

  gtk_widget_queue_draw (fixture->window);

  return fixture->painted >= SETTLED_FRAMES;
}

static void
settle (Fixture *fixture)
{
  fixture->painted = 0;
  natter_test_run_until (has_painted, fixture);
}

static void
append (Fixture    *fixture,
        const char *text)
{
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = text, .length = strlen (text) };

  natter_message_append (fixture->answer, &delta);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "A question");

  fixture->conversation = natter_conversation_new ();
  fixture->answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  natter_message_begin (fixture->answer);
  natter_conversation_append (fixture->conversation, question);
  natter_conversation_append (fixture->conversation, fixture->answer);

  fixture->view = g_object_new (NATTER_TYPE_CONVERSATION_VIEW, NULL);
  natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
  fixture->window = ui_test_window_new (GTK_WIDGET (fixture->view));
  fixture->scroller = GTK_SCROLLED_WINDOW (ui_test_find (fixture->window, GTK_TYPE_SCROLLED_WINDOW,
                                                         NULL));
  fixture->adjustment = gtk_scrolled_window_get_vadjustment (fixture->scroller);
  g_signal_connect_swapped (gtk_widget_get_frame_clock (fixture->window), "after-paint",
                            G_CALLBACK (after_paint_cb), fixture);
  settle (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (fixture->window), fixture);
  ui_test_assert_gone (fixture->window, fixture->view);
  g_object_unref (fixture->answer);
  g_object_unref (fixture->conversation);
}

static void
fill (Fixture *fixture,
      guint    paragraphs)
{
  for (guint i = 0; i < paragraphs; i++)
    append (fixture,
            "A paragraph of some length, long enough for two or three lines in a window of "
            "this width, so that rows differ in height. It goes on a little.\n\n");
  settle (fixture);
}

static void
scroll_to (Fixture *fixture,
           double   part)
{
  gtk_adjustment_set_value (fixture->adjustment,
                            part * (gtk_adjustment_get_upper (fixture->adjustment) -
                                    gtk_adjustment_get_page_size (fixture->adjustment)));
  settle (fixture);
}

static void
grow (Fixture    *fixture,
      guint       steps,
      const char *text)
{
  for (guint i = 0; i < steps; i++)
    {
      guint painted = fixture->painted;

      append (fixture, text);
      while (fixture->painted == painted)
        g_main_context_iteration (NULL, TRUE);
    }
}

static void
test_follower_is_always_at_the_end (Fixture       *fixture,
                                    gconstpointer  data)
{
  fill (fixture, 30);
  fixture->watch_end = TRUE;
  grow (fixture, 300, "word ");
  grow (fixture, 40, "\n\nAnother paragraph that takes a line.");
  grow (fixture, 60, "\n- item of a list");
  append (fixture, "\n\n```c\n");
  grow (fixture, 80, "int a = 1;\n");
  append (fixture, "```\n\nEnd.");
  settle (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 600);
  settle (fixture);
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  settle (fixture);

  g_assert_cmpfloat (fixture->worst, <=, 1);
}

/* A widget whose top is in sight: what the reader reads. */
static GtkWidget *
find_in_sight (Fixture *fixture,
               GtkWidget *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (NATTER_IS_BLOCK_WIDGET (child) && gtk_widget_get_mapped (child))
        {
          double y = get_y (fixture, child);

          if (y > 100 && y < 500)
            return child;
        }
      found = find_in_sight (fixture, child);
      if (found)
        return found;
    }

  return NULL;
}

static void
watch_reader (Fixture *fixture)
{
  fixture->anchor = find_in_sight (fixture, GTK_WIDGET (fixture->scroller));
  g_assert_nonnull (fixture->anchor);
  fixture->anchor_row = get_row (fixture->anchor);
  fixture->anchor_y = get_y (fixture, fixture->anchor);
  fixture->worst = 0;
}

static void
test_reader_is_never_moved (Fixture       *fixture,
                            gconstpointer  data)
{
  static const double places[] = { 0.9, 0.5, 0.2, 0 };

  fill (fixture, 60);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      scroll_to (fixture, places[i]);
      watch_reader (fixture);
      grow (fixture, 60, "word ");
      grow (fixture, 20, "\n\nAnother paragraph.");
      append (fixture, "\n\n```\n");
      grow (fixture, 40, "code\n");
      append (fixture, "```\n\n");
      settle (fixture);
      g_assert_cmpfloat (fixture->worst, <, 0.5);
      fixture->anchor = NULL;
    }

  /* The end of the answer parses it all once more: that moves nobody either. */
  scroll_to (fixture, 0.5);
  watch_reader (fixture);
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  settle (fixture);
  g_assert_cmpfloat (fixture->worst, <, 0.5);
  fixture->anchor = NULL;
}

static void
test_jump_catches_up (Fixture       *fixture,
                      gconstpointer  data)
{
  fill (fixture, 60);
  scroll_to (fixture, 0.3);
  grow (fixture, 10, "\n\nMore.");
  natter_conversation_view_jump (fixture->view);
  settle (fixture);
  fixture->watch_end = TRUE;
  grow (fixture, 30, "\n\nMore.");
  g_assert_cmpfloat (fixture->worst, <=, 1);
}

static guint
count_mapped_rows (GtkWidget *root)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    n += NATTER_IS_ROW_WIDGET (child) ? gtk_widget_get_mapped (child) : count_mapped_rows (child);

  return n;
}

/* GTK's list view goes blank after a far jump when one of its items has the focus. */
static void
test_far_jump_is_not_blank (Fixture       *fixture,
                            gconstpointer  data)
{
  GtkWidget *label = NULL;

  fill (fixture, 800);
  scroll_to (fixture, 0);
  label = ui_test_find (GTK_WIDGET (fixture->scroller), NATTER_TYPE_TEXT_BLOCK, NULL);
  gtk_widget_grab_focus (label);
  settle (fixture);
  scroll_to (fixture, 1);
  g_assert_cmpuint (count_mapped_rows (GTK_WIDGET (fixture->scroller)), >, 2);
  scroll_to (fixture, 0.4);
  g_assert_cmpuint (count_mapped_rows (GTK_WIDGET (fixture->scroller)), >, 2);
}

static void
test_error_stands_below_the_text (Fixture       *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_OVERLOADED, "Try <later> & again");

  append (fixture, "Half an answer");
  natter_message_finish (fixture->answer, NATTER_END_PROVIDER_ERROR, error);
  settle (fixture);

  g_assert_nonnull (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "Half an answer"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "The provider is overloaded"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL,
                                  "Try <later> & again\nWait a little, then try again."));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_BUTTON, "_Retry"));
}

static void
test_siblings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(NatterMessage) second = natter_message_new (NATTER_ROLE_ASSISTANT, "Second answer");

  append (fixture, "First answer");
  natter_message_finish (fixture->answer, NATTER_END_STOPPED, NULL);
  natter_conversation_add_sibling (fixture->conversation, fixture->answer, second);
  settle (fixture);
  g_assert_nonnull (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "Second answer"));
  g_assert_null (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First answer"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "2 / 2"));

  natter_conversation_show_sibling (fixture->conversation, second, -1);
  settle (fixture);
  g_assert_nonnull (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First answer"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "1 / 2"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "Stopped by you"));
}

static void
test_unchanged_text_keeps_its_widget (Fixture       *fixture,
                                      gconstpointer  data)
{
  GtkWidget *first = NULL;

  append (fixture, "First paragraph.\n\nSecond");
  settle (fixture);
  first = ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First paragraph.");
  g_assert_nonnull (first);
  grow (fixture, 20, " more");
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  settle (fixture);

  g_assert_true (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First paragraph.") ==
                 first);
}

static void
add (const char *path,
     void      (*func) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, func, tear_down);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  add ("/conversation-view/follower-is-always-at-the-end", test_follower_is_always_at_the_end);
  add ("/conversation-view/reader-is-never-moved", test_reader_is_never_moved);
  add ("/conversation-view/jump-catches-up", test_jump_catches_up);
  add ("/conversation-view/far-jump-is-not-blank", test_far_jump_is_not_blank);
  add ("/conversation-view/error-stands-below-the-text", test_error_stands_below_the_text);
  add ("/conversation-view/siblings", test_siblings);
  add ("/conversation-view/unchanged-text-keeps-its-widget", test_unchanged_text_keeps_its_widget);

  return g_test_run ();
}
