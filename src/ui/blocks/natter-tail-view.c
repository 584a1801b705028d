/* natter-tail-view.c: a read-only text that grows at its end. Appending costs what is appended,
 * unlike a label's whole rewrite; the height is capped inside an own scroller, so that the row that
 * it is in is never taller than a screen. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-tail-view.h"

#include <string.h>

#include "natter-follow.h"
#include "natter-markable.h"

#define N_MARK_KINDS (NATTER_MARK_SELECTION + 1)

struct _NatterTailView
{
  GtkWidget      parent_instance;

  GtkWidget     *scroller;
  GtkTextView   *view;
  GtkTextBuffer *buffer;
  NatterFollow  *follow;
  gsize          length;    /* bytes shown */
  char          *text;      /* for those who ask for it; NULL before, and when it has grown */
  GtkTextTag    *tags[N_MARK_KINDS];
};

static void markable_init (NatterMarkableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterTailView, natter_tail_view, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_MARKABLE, markable_init))

static const char *
get_text (NatterMarkable *markable,
          gsize          *length)
{
  NatterTailView *self = NATTER_TAIL_VIEW (markable);
  GtkTextIter start;
  GtkTextIter end;

  if (!self->text)
    {
      gtk_text_buffer_get_bounds (self->buffer, &start, &end);
      self->text = gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
    }
  *length = self->length;

  return self->text;
}

static void
get_iter (NatterTailView *self,
          gsize           offset,
          GtkTextIter    *iter)
{
  gsize length = 0;
  const char *text = get_text (NATTER_MARKABLE (self), &length);

  gtk_text_buffer_get_iter_at_offset (self->buffer, iter,
                                      (int) g_utf8_strlen (text, (gssize) MIN (offset, length)));
}

static gsize
get_offset_at (NatterMarkable *markable,
               double          x,
               double          y)
{
  NatterTailView *self = NATTER_TAIL_VIEW (markable);
  GtkWidget *view = GTK_WIDGET (self->view);
  graphene_point_t point;
  GtkTextIter iter;
  gsize length = 0;
  const char *text = get_text (markable, &length);
  int trailing = 0;
  int left = 0;
  int top = 0;

  if (!gtk_widget_compute_point (GTK_WIDGET (self), view,
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return 0;
  if (y >= gtk_widget_get_height (GTK_WIDGET (self)))
    return length;

  gtk_text_view_window_to_buffer_coords (self->view, GTK_TEXT_WINDOW_WIDGET, (int) point.x,
                                         (int) point.y, &left, &top);
  gtk_text_view_get_iter_at_position (self->view, &iter, &trailing, left, top);
  gtk_text_iter_forward_chars (&iter, trailing);

  return (gsize) (g_utf8_offset_to_pointer (text, gtk_text_iter_get_offset (&iter)) - text);
}

static gboolean
get_rect_at (NatterMarkable  *markable,
             gsize            offset,
             graphene_rect_t *rect)
{
  NatterTailView *self = NATTER_TAIL_VIEW (markable);
  GtkTextIter iter;
  GdkRectangle place;
  graphene_point_t point;
  int left = 0;
  int top = 0;

  get_iter (self, offset, &iter);
  gtk_text_view_get_iter_location (self->view, &iter, &place);
  gtk_text_view_buffer_to_window_coords (self->view, GTK_TEXT_WINDOW_WIDGET, place.x, place.y,
                                         &left, &top);
  if (!gtk_widget_compute_point (GTK_WIDGET (self->view), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) left, (float) top), &point))
    return FALSE;

  graphene_rect_init (rect, point.x, point.y, 0, (float) place.height);

  return TRUE;
}

static GtkTextTag *
get_tag (NatterTailView *self,
         NatterMarkKind  kind)
{
  GdkRGBA color;

  if (!self->tags[kind])
    self->tags[kind] = gtk_text_buffer_create_tag (self->buffer, NULL, NULL);
  natter_mark_get_color (kind, GTK_WIDGET (self), &color);
  g_object_set (self->tags[kind], "background-rgba", &color, NULL);

  return self->tags[kind];
}

static void
marks_changed (NatterMarkable *markable)
{
  NatterTailView *self = NATTER_TAIL_VIEW (markable);
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (markable, &n_marks);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  for (guint i = 0; i < N_MARK_KINDS; i++)
    if (self->tags[i])
      gtk_text_buffer_remove_tag (self->buffer, self->tags[i], &start, &end);

  for (guint i = 0; i < n_marks; i++)
    {
      get_iter (self, marks[i].start, &start);
      get_iter (self, marks[i].end, &end);
      gtk_text_buffer_apply_tag (self->buffer, get_tag (self, marks[i].kind), &start, &end);
    }
}

static void
reveal (NatterMarkable *markable,
        gsize           offset)
{
  NatterTailView *self = NATTER_TAIL_VIEW (markable);
  GtkTextIter iter;

  get_iter (self, offset, &iter);
  gtk_text_view_scroll_to_iter (self->view, &iter, 0, FALSE, 0, 0);
}

static void
markable_init (NatterMarkableInterface *iface)
{
  iface->get_text = get_text;
  iface->get_offset_at = get_offset_at;
  iface->get_rect_at = get_rect_at;
  iface->marks_changed = marks_changed;
  iface->reveal = reveal;
}

static void
natter_tail_view_dispose (GObject *object)
{
  NatterTailView *self = NATTER_TAIL_VIEW (object);

  g_clear_object (&self->follow);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_tail_view_parent_class)->dispose (object);
}

static void
natter_tail_view_finalize (GObject *object)
{
  NatterTailView *self = NATTER_TAIL_VIEW (object);

  g_free (self->text);

  G_OBJECT_CLASS (natter_tail_view_parent_class)->finalize (object);
}

static void
natter_tail_view_class_init (NatterTailViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_tail_view_dispose;
  G_OBJECT_CLASS (klass)->finalize = natter_tail_view_finalize;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
natter_tail_view_init (NatterTailView *self)
{
  self->view = GTK_TEXT_VIEW (gtk_text_view_new ());
  self->buffer = gtk_text_view_get_buffer (self->view);
  gtk_text_buffer_set_enable_undo (self->buffer, FALSE);
  gtk_text_view_set_editable (self->view, FALSE);
  gtk_text_view_set_cursor_visible (self->view, FALSE);
  gtk_text_view_set_wrap_mode (self->view, GTK_WRAP_WORD_CHAR);
  /* What is selected is the transcript's affair. */
  gtk_widget_set_focusable (GTK_WIDGET (self->view), FALSE);
  gtk_widget_set_can_target (GTK_WIDGET (self->view), FALSE);
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "tail");

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->follow = natter_follow_new (GTK_SCROLLED_WINDOW (self->scroller));
}

/**
 * natter_tail_view_new:
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
natter_tail_view_new (void)
{
  return g_object_new (NATTER_TYPE_TAIL_VIEW, NULL);
}

/**
 * natter_tail_view_set_text:
 * @text: the whole text; what was shown before is its beginning, unless it is shorter
 * @length: bytes of @text
 */
void
natter_tail_view_set_text (NatterTailView *self,
                           const char     *text,
                           gsize           length)
{
  GtkTextIter end;

  g_return_if_fail (NATTER_IS_TAIL_VIEW (self));

  if (length < self->length)
    {
      gtk_text_buffer_set_text (self->buffer, "", 0);
      self->length = 0;
    }
  if (length == self->length)
    return;

  gtk_text_buffer_get_end_iter (self->buffer, &end);
  gtk_text_buffer_insert (self->buffer, &end, text + self->length, (int) (length - self->length));
  self->length = length;
  g_clear_pointer (&self->text, g_free);
  natter_markable_text_changed (NATTER_MARKABLE (self));
}

/**
 * natter_tail_view_set_max_height:
 * @pixels: the height above which it scrolls, -1 for none
 */
void
natter_tail_view_set_max_height (NatterTailView *self,
                                 int             pixels)
{
  g_return_if_fail (NATTER_IS_TAIL_VIEW (self));

  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (self->scroller), pixels);
}
