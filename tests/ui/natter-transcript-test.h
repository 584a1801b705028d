/* natter-transcript-test.h: what the tests of a long transcript share: a view of one in a window,
 * and what can be seen of it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-announce.h"
#include "natter-conversation-view.h"
#include "natter-row-widget.h"
#include "natter-ui-test.h"

G_BEGIN_DECLS

#define TRANSCRIPT_N_TURNS 300
#define TRANSCRIPT_FRAMES 8

typedef struct
{
  NatterConversationView *view;
  GtkWidget              *window;
  GtkWidget              *stack;      /* as in the window: a page for when nothing is shown */
  GtkScrolledWindow      *scroller;
  NatterConversation     *conversation;
  guint                   painted;
  char                   *spoken;
} TranscriptTest;

static inline void
transcript_after_paint_cb (TranscriptTest *fixture)
{
  fixture->painted++;
}

static inline gboolean
transcript_has_painted (gpointer data)
{
  TranscriptTest *fixture = data;

  gtk_widget_queue_draw (fixture->window);
  if (!natter_conversation_view_is_complete (fixture->view))
    fixture->painted = 0;

  return fixture->painted >= TRANSCRIPT_FRAMES;
}

static inline void
transcript_settle (TranscriptTest *fixture)
{
  fixture->painted = 0;
  natter_test_run_until (transcript_has_painted, fixture);
}

static inline NatterMessage *
transcript_new_answer (guint turn)
{
  g_autoptr(GString) text = g_string_new (NULL);
  NatterMessage *answer = NULL;

  g_string_append_printf (text, "Answer %u.\n\n", turn);
  for (guint i = 0; i < 1 + turn % 7; i++)
    g_string_append (text, "A paragraph of some length, long enough for two or three lines in a "
                     "window of this width, so that the rows differ in height.\n\n");
  if (turn % 5 == 0)
    g_string_append (text, "```c\nint a = 1;\nint b = 2;\nint c = 3;\nint d = 4;\n```\n\n");
  g_string_append_printf (text, "The end of number %u.", turn);
  answer = natter_message_new (NATTER_ROLE_ASSISTANT, text->str);
  natter_message_set_model (answer, "small-1");

  return answer;
}

static inline void
transcript_restore_messages (NatterConversation *conversation,
                             guint               n_turns)
{
  NatterMessage *parent = NULL;

  for (guint i = 0; i < n_turns; i++)
    {
      g_autofree char *text = g_strdup_printf ("Question %u", i);
      g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, text);
      g_autoptr(NatterMessage) answer = transcript_new_answer (i);

      natter_conversation_restore (conversation, parent, question, TRUE, NULL);
      natter_conversation_restore (conversation, question, answer, TRUE, NULL);
      parent = answer;
    }
}

static inline NatterConversation *
transcript_new_stored (void)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();

  return natter_conversation_new_stored ("0190-test", "Long", TRUE, now, now);
}

static inline void
transcript_announced_cb (const char                        *text,
                         GtkAccessibleAnnouncementPriority  priority,
                         gpointer                           data)
{
  TranscriptTest *fixture = data;

  g_set_str (&fixture->spoken, text);
}

static inline void
transcript_set_up (TranscriptTest *fixture,
                   gconstpointer   data)
{
  ui_test_load_style ();
  natter_announce_set_recorder (transcript_announced_cb, fixture);
  fixture->conversation = transcript_new_stored ();
  transcript_restore_messages (fixture->conversation, TRANSCRIPT_N_TURNS);
  natter_conversation_finish_restore (fixture->conversation);

  fixture->view = g_object_new (NATTER_TYPE_CONVERSATION_VIEW, NULL);
  natter_conversation_view_set_conversation (fixture->view, fixture->conversation);
  fixture->stack = gtk_stack_new ();
  gtk_stack_add_child (GTK_STACK (fixture->stack), GTK_WIDGET (fixture->view));
  gtk_stack_add_named (GTK_STACK (fixture->stack), gtk_label_new ("Welcome"), "welcome");
  fixture->window = ui_test_window_new (fixture->stack);
  fixture->scroller = GTK_SCROLLED_WINDOW (ui_test_find (fixture->window, GTK_TYPE_SCROLLED_WINDOW,
                                                         NULL));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (fixture->window), "after-paint",
                            G_CALLBACK (transcript_after_paint_cb), fixture);
  transcript_settle (fixture);
}

static inline void
transcript_tear_down (TranscriptTest *fixture,
                      gconstpointer   data)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (fixture->window), fixture);
  ui_test_assert_gone (fixture->window, fixture->view);
  g_object_unref (fixture->conversation);
  g_free (fixture->spoken);
  natter_announce_set_recorder (NULL, NULL);
}

/* Messages alternate: question 0, answer 0, question 1 … */
static inline NatterMessage *
transcript_get_message (TranscriptTest *fixture,
                        guint           position)
{
  g_autoptr(NatterMessage) message = g_list_model_get_item (G_LIST_MODEL (fixture->conversation),
                                                            position);

  g_assert_nonnull (message);

  return message;
}

static inline double
transcript_get_y (TranscriptTest *fixture,
                  GtkWidget      *widget)
{
  graphene_rect_t bounds;

  g_assert_true (gtk_widget_compute_bounds (widget, GTK_WIDGET (fixture->scroller), &bounds));

  return bounds.origin.y;
}

typedef struct
{
  GtkWidget *first;
  guint      n_mapped;
} TranscriptShown;

/* The first row of a message, or of any, that can be seen. */
static inline void
transcript_look (TranscriptTest  *fixture,
                 GtkWidget       *root,
                 NatterMessage   *message,
                 TranscriptShown *shown)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      NatterRow *row = NULL;

      if (!NATTER_IS_ROW_WIDGET (child))
        {
          transcript_look (fixture, child, message, shown);
          continue;
        }

      row = natter_row_widget_get_row (NATTER_ROW_WIDGET (child));
      if (!gtk_widget_get_mapped (child) || !row)
        continue;

      shown->n_mapped++;
      if ((!message || natter_row_get_message (row) == message) &&
          (!shown->first ||
           transcript_get_y (fixture, child) < transcript_get_y (fixture, shown->first)))
        shown->first = child;
    }
}

static inline GtkWidget *
transcript_find_row (TranscriptTest *fixture,
                     NatterMessage  *message)
{
  TranscriptShown shown = { NULL, 0 };

  transcript_look (fixture, GTK_WIDGET (fixture->scroller), message, &shown);
  g_assert_cmpuint (shown.n_mapped, >, 2);

  return shown.first;
}

static inline void
transcript_assert_in_upper_third (TranscriptTest *fixture,
                                  GtkWidget      *widget)
{
  double y = transcript_get_y (fixture, widget);

  g_assert_cmpfloat (y, >, 0);
  g_assert_cmpfloat (y, <, gtk_widget_get_height (GTK_WIDGET (fixture->scroller)) / 3.0);
}

static inline void
transcript_show (TranscriptTest *fixture,
                 guint           position,
                 const char     *words)
{
  g_autoptr(NatterSearchQuery) query = words ? natter_search_query_new (words, 0) : NULL;
  NatterMessage *message = transcript_get_message (fixture, position);

  natter_conversation_view_show_message (fixture->view, natter_message_get_id (message), query);
  transcript_settle (fixture);
}

G_END_DECLS
