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

struct _NatterTailView
{
  GtkWidget      parent_instance;

  GtkWidget     *scroller;
  GtkTextView   *view;
  GtkTextBuffer *buffer;
  NatterFollow  *follow;
  gsize          length;    /* bytes shown */
};

G_DEFINE_FINAL_TYPE (NatterTailView, natter_tail_view, GTK_TYPE_WIDGET)

static void
natter_tail_view_dispose (GObject *object)
{
  NatterTailView *self = NATTER_TAIL_VIEW (object);

  g_clear_object (&self->follow);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_tail_view_parent_class)->dispose (object);
}

static void
natter_tail_view_class_init (NatterTailViewClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_tail_view_dispose;
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
  gtk_widget_add_css_class (GTK_WIDGET (self->view), "tail");

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), GTK_WIDGET (self->view));
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
  self->follow = natter_follow_new (GTK_SCROLLED_WINDOW (self->scroller));
}

/**
 * natter_tail_view_new:
 * @monospace: %TRUE for code, which does not wrap, %FALSE for prose, which does
 *
 * Returns: (transfer floating): an empty view
 */
GtkWidget *
natter_tail_view_new (gboolean monospace)
{
  NatterTailView *self = g_object_new (NATTER_TYPE_TAIL_VIEW, NULL);

  if (monospace)
    {
      gtk_widget_set_direction (self->scroller, GTK_TEXT_DIR_LTR);
      gtk_widget_set_direction (GTK_WIDGET (self->view), GTK_TEXT_DIR_LTR);
    }
  gtk_text_view_set_monospace (self->view, monospace);
  gtk_text_view_set_wrap_mode (self->view, monospace ? GTK_WRAP_NONE : GTK_WRAP_WORD_CHAR);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  monospace ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER,
                                  GTK_POLICY_AUTOMATIC);

  return GTK_WIDGET (self);
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
