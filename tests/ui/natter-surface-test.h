/* natter-surface-test.h: a transcript in a window, with a pointer and a keyboard that are the
 * display's own. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <string.h>

#include "natter-conversation-view.h"
#include "natter-place-finder.h"
#include "natter-test-async.h"
#include "natter-ui-test.h"

G_BEGIN_DECLS

#define SURFACE_TITLE "natter-surface-test"
/* Frames in which nothing moved any more before a test goes on. */
#define SURFACE_SETTLED_FRAMES 4

typedef struct
{
  NatterConversationView *view;
  GtkWidget              *window;
  GtkListView            *list;
  GtkScrolledWindow      *scroller;
  NatterConversation     *conversation;
  NatterMessage          *answer;
  NatterSurface          *surface;
  NatterSelection        *selection;
  guint                   painted;
} SurfaceTest;

static inline gboolean
surface_has_painted (gpointer data)
{
  SurfaceTest *self = data;

  gtk_widget_queue_draw (self->window);

  return self->painted >= SURFACE_SETTLED_FRAMES;
}

static inline void
surface_settle (SurfaceTest *self)
{
  self->painted = 0;
  natter_test_run_until (surface_has_painted, self);
}

static inline void
surface_append (SurfaceTest *self,
                const char  *text)
{
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = text, .length = strlen (text) };

  natter_message_append (self->answer, &delta);
}

/* A question, and an answer that is being written. */
static inline void
surface_set_up (SurfaceTest   *self,
                gconstpointer  data)
{
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "What is this?");

  self->conversation = natter_conversation_new ();
  self->answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  natter_message_begin (self->answer);
  natter_conversation_append (self->conversation, question);
  natter_conversation_append (self->conversation, self->answer);

  self->view = g_object_new (NATTER_TYPE_CONVERSATION_VIEW, NULL);
  natter_conversation_view_set_conversation (self->view, self->conversation);
  self->surface = natter_conversation_view_get_surface (self->view);
  self->selection = natter_surface_get_selection (self->surface);
  self->window = ui_test_window_new (GTK_WIDGET (self->view));
  gtk_window_set_title (GTK_WINDOW (self->window), SURFACE_TITLE);
  self->list = GTK_LIST_VIEW (ui_test_find (self->window, GTK_TYPE_LIST_VIEW, NULL));
  self->scroller = GTK_SCROLLED_WINDOW (gtk_widget_get_ancestor (GTK_WIDGET (self->list),
                                                                 GTK_TYPE_SCROLLED_WINDOW));
  g_signal_connect_swapped (gtk_widget_get_frame_clock (self->window), "after-paint",
                            G_CALLBACK (ui_test_count_cb), &self->painted);
  surface_settle (self);
}

static inline void
surface_tear_down (SurfaceTest   *self,
                   gconstpointer  data)
{
  g_signal_handlers_disconnect_by_data (gtk_widget_get_frame_clock (self->window),
                                        &self->painted);
  ui_test_assert_gone (self->window, self->view);
  g_object_unref (self->answer);
  g_object_unref (self->conversation);
}

/* The visible text block that says this. */
static inline NatterMarkable *
surface_find (SurfaceTest *self,
              const char  *text)
{
  GtkWidget *found = ui_test_find (GTK_WIDGET (self->list), NATTER_TYPE_MARKABLE, text);

  g_assert_nonnull (found);

  return NATTER_MARKABLE (found);
}

/* Where in the window a byte of a text is: a little into its character. */
static inline void
surface_get_place (SurfaceTest    *self,
                   NatterMarkable *markable,
                   gsize           offset,
                   int            *x,
                   int            *y)
{
  graphene_rect_t rect;
  graphene_point_t point;
  double left = 0;
  double top = 0;

  g_assert_true (natter_markable_get_rect_at (markable, offset, &rect));
  g_assert_true (gtk_widget_compute_point (GTK_WIDGET (markable), self->window, &rect.origin,
                                           &point));
  gtk_native_get_surface_transform (GTK_NATIVE (self->window), &left, &top);
  *x = (int) (point.x + left + 0.5) + 1;
  *y = (int) (point.y + top + rect.size.height / 2);
}

/* Runs xdotool on the window; the display has the events when this returns. */
static inline void
surface_do (const char *commands)
{
  g_autofree char *line = g_strdup_printf ("xdotool search --onlyvisible --name %s %s",
                                           SURFACE_TITLE, commands);
  g_autoptr(GError) error = NULL;
  int status = 0;

  g_spawn_command_line_sync (line, NULL, NULL, &status, &error);
  g_assert_no_error (error);
  g_assert_cmpint (status, ==, 0);
}

static inline void
surface_click (SurfaceTest    *self,
               NatterMarkable *markable,
               gsize           offset,
               const char     *click)
{
  g_autofree char *commands = NULL;
  int x = 0;
  int y = 0;

  surface_get_place (self, markable, offset, &x, &y);
  commands = g_strdup_printf ("mousemove --window %%1 %d %d %s", x, y, click);
  surface_do (commands);
  surface_settle (self);
}

/* From before a byte of one text to before a byte of another. */
static inline void
surface_drag (SurfaceTest    *self,
              NatterMarkable *from,
              gsize           start,
              NatterMarkable *to,
              gsize           end)
{
  g_autofree char *commands = NULL;
  int x = 0;
  int y = 0;
  int to_x = 0;
  int to_y = 0;

  surface_get_place (self, from, start, &x, &y);
  surface_get_place (self, to, end, &to_x, &to_y);
  commands = g_strdup_printf ("mousemove --window %%1 %d %d mousedown 1 mousemove --window %%1 %d "
                              "%d mousemove --window %%1 %d %d mouseup 1",
                              x, y, (x + to_x) / 2, (y + to_y) / 2, to_x, to_y);
  surface_do (commands);
  surface_settle (self);
}

static inline void
surface_key (SurfaceTest *self,
             const char  *keys)
{
  g_autofree char *commands = g_strdup_printf ("windowfocus --sync %%1 key --clearmodifiers %s",
                                               keys);

  surface_do (commands);
  surface_settle (self);
}

static inline char *
surface_read (GdkClipboard *clipboard)
{
  g_autoptr(GAsyncResult) result = NULL;

  gdk_clipboard_read_text_async (clipboard, NULL, natter_test_async_cb, &result);
  natter_test_async_wait (&result);

  return gdk_clipboard_read_text_finish (clipboard, result, NULL);
}

#define surface_assert_clipboard(self, expected)                                            \
  G_STMT_START {                                                                            \
    g_autofree char *copied_ = surface_read (gtk_widget_get_clipboard ((self)->window));    \
    g_assert_cmpstr (copied_, ==, expected);                                                \
  } G_STMT_END

G_END_DECLS
