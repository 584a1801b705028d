/* natter-follow-test.h: what the tests of a transcript that grows share: a view of one in a window,
 * and how far each painted frame is off its end, or its reader off their place. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <math.h>
#include <string.h>

#include "natter-block-widget.h"
#include "natter-conversation-view.h"
#include "natter-row-widget.h"
#include "natter-ui-test.h"

G_BEGIN_DECLS

/* Frames in which nothing moved any more before a test goes on. */
#define FOLLOW_TEST_FRAMES 4

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
} FollowTest;

static inline double
follow_test_get_y (FollowTest *fixture,
                   GtkWidget  *widget)
{
  graphene_point_t point;

  g_assert_true (gtk_widget_compute_point (widget, fixture->window, &GRAPHENE_POINT_INIT (0, 0),
                                           &point));

  return point.y;
}

static inline NatterRow *
follow_test_get_row (GtkWidget *widget)
{
  return natter_row_widget_get_row (
    NATTER_ROW_WIDGET (gtk_widget_get_ancestor (widget, NATTER_TYPE_ROW_WIDGET)));
}

/* A row that has left the sight keeps its old place: that it is there has to be asked too. */
static inline double
follow_test_get_move (FollowTest *fixture)
{
  if (!gtk_widget_get_mapped (fixture->anchor) ||
      follow_test_get_row (fixture->anchor) != fixture->anchor_row)
    return G_MAXDOUBLE;

  return fabs (follow_test_get_y (fixture, fixture->anchor) - fixture->anchor_y);
}

static inline void
follow_test_after_paint_cb (FollowTest *fixture)
{
  double end = gtk_adjustment_get_upper (fixture->adjustment) -
               gtk_adjustment_get_page_size (fixture->adjustment);

  fixture->painted++;
  if (fixture->watch_end)
    fixture->worst = fmax (fixture->worst,
                           fabs (end - gtk_adjustment_get_value (fixture->adjustment)));
  if (fixture->anchor)
    fixture->worst = fmax (fixture->worst, follow_test_get_move (fixture));
}

static inline gboolean
follow_test_has_painted (gpointer data)
{
  FollowTest *fixture = data;

  gtk_widget_queue_draw (fixture->window);

  return fixture->painted >= FOLLOW_TEST_FRAMES;
}

static inline void
follow_test_settle (FollowTest *fixture)
{
  fixture->painted = 0;
  natter_test_run_until (follow_test_has_painted, fixture);
}

static inline void
follow_test_append (FollowTest *fixture,
                    const char *text)
{
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = text, .length = strlen (text) };

  natter_message_append (fixture->answer, &delta);
}

static inline void
follow_test_set_up (FollowTest    *fixture,
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
                            G_CALLBACK (follow_test_after_paint_cb), fixture);
  follow_test_settle (fixture);
}

static inline void
follow_test_tear_down (FollowTest    *fixture,
                       gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (fixture->window), fixture);
  ui_test_assert_gone (fixture->window, fixture->view);
  g_object_unref (fixture->answer);
  g_object_unref (fixture->conversation);
}

static inline void
follow_test_fill (FollowTest *fixture,
                  guint       paragraphs)
{
  for (guint i = 0; i < paragraphs; i++)
    follow_test_append (fixture,
                        "A paragraph of some length, long enough for two or three lines in a "
                        "window of this width, so that rows differ in height. It goes on a "
                        "little.\n\n");
  follow_test_settle (fixture);
}

static inline void
follow_test_scroll_to (FollowTest *fixture,
                       double      part)
{
  gtk_adjustment_set_value (fixture->adjustment,
                            part * (gtk_adjustment_get_upper (fixture->adjustment) -
                                    gtk_adjustment_get_page_size (fixture->adjustment)));
  follow_test_settle (fixture);
}

static inline void
follow_test_grow (FollowTest *fixture,
                  guint       steps,
                  const char *text)
{
  for (guint i = 0; i < steps; i++)
    {
      guint painted = fixture->painted;

      follow_test_append (fixture, text);
      while (fixture->painted == painted)
        g_main_context_iteration (NULL, TRUE);
    }
}

/* A widget whose top is in sight: what the reader reads. */
static inline GtkWidget *
follow_test_find_in_sight (FollowTest *fixture,
                           GtkWidget  *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = NULL;

      if (NATTER_IS_BLOCK_WIDGET (child) && gtk_widget_get_mapped (child))
        {
          double y = follow_test_get_y (fixture, child);

          if (y > 100 && y < 500)
            return child;
        }
      found = follow_test_find_in_sight (fixture, child);
      if (found)
        return found;
    }

  return NULL;
}

static inline void
follow_test_watch_reader (FollowTest *fixture)
{
  fixture->anchor = follow_test_find_in_sight (fixture, GTK_WIDGET (fixture->scroller));
  g_assert_nonnull (fixture->anchor);
  fixture->anchor_row = follow_test_get_row (fixture->anchor);
  fixture->anchor_y = follow_test_get_y (fixture, fixture->anchor);
  fixture->worst = 0;
}

G_END_DECLS
