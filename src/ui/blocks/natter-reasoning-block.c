/* natter-reasoning-block.c: what a model thought before its answer: one quiet line, and the whole
 * of it on demand, live while it arrives. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-reasoning-block.h"

#include <glib/gi18n-lib.h>

#include "natter-markable.h"
#include "natter-tail-view.h"

#define MAX_HEIGHT 260   /* pixels */

struct _NatterReasoningBlock
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *button;
  GtkWidget     *arrow;
  GtkWidget     *title;
  GtkWidget     *tail;       /* while unfolded */
  NatterMessage *message;
};

static void markable_init (NatterMarkableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterReasoningBlock, natter_reasoning_block, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_MARKABLE, markable_init))

static void
update_title (NatterReasoningBlock *self)
{
  int seconds =
    (int) (natter_timing_get_reasoning_seconds (natter_message_get_timing (self->message)) + 0.5);
  g_autofree char *title = NULL;

  if (natter_message_is_streaming (self->message) && natter_message_is_empty (self->message))
    title = g_strdup (_("Thinking…"));
  else if (seconds < 1)
    title = g_strdup (_("Thought for a moment"));
  else
    title = g_strdup_printf (ngettext ("Thought for %d second", "Thought for %d seconds",
                                       (gulong) seconds), seconds);

  gtk_label_set_text (GTK_LABEL (self->title), title);
  /* A button takes its name from a label only if that is all of it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
}

static void
update_tail (NatterReasoningBlock *self)
{
  if (self->tail)
    natter_tail_view_set_text (NATTER_TAIL_VIEW (self->tail),
                               natter_message_get_reasoning (self->message),
                               natter_message_get_reasoning_length (self->message));
}

static void
update_marks (NatterReasoningBlock *self)
{
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (NATTER_MARKABLE (self), &n_marks);

  if (self->tail)
    natter_markable_set_marks (NATTER_MARKABLE (self->tail), marks, n_marks);
}

static void
set_unfolded (NatterReasoningBlock *self,
              gboolean              unfolded)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button),
                               GTK_ACCESSIBLE_STATE_EXPANDED, unfolded, -1);

  if (unfolded && !self->tail)
    {
      self->tail = natter_tail_view_new ();
      natter_tail_view_set_max_height (NATTER_TAIL_VIEW (self->tail), MAX_HEIGHT);
      gtk_widget_add_css_class (self->tail, "reasoning-text");
      gtk_box_append (GTK_BOX (self->box), self->tail);
      update_tail (self);
      update_marks (self);
    }
  else if (!unfolded && self->tail)
    {
      gtk_box_remove (GTK_BOX (self->box), self->tail);
      self->tail = NULL;
    }
}

static void
toggled_cb (NatterReasoningBlock *self)
{
  set_unfolded (self, gtk_toggle_button_get_active (GTK_TOGGLE_BUTTON (self->button)));
}

static const char *
get_text (NatterMarkable *markable,
          gsize          *length)
{
  NatterReasoningBlock *self = NATTER_REASONING_BLOCK (markable);

  *length = self->message ? natter_message_get_reasoning_length (self->message) : 0;

  return self->message ? natter_message_get_reasoning (self->message) : "";
}

static gsize
get_offset_at (NatterMarkable *markable,
               double          x,
               double          y)
{
  NatterReasoningBlock *self = NATTER_REASONING_BLOCK (markable);
  graphene_point_t point;

  if (!self->tail || !gtk_widget_compute_point (GTK_WIDGET (self), self->tail,
                                                &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                                &point))
    return 0;

  return natter_markable_get_offset_at (NATTER_MARKABLE (self->tail), point.x, point.y);
}

static gboolean
get_rect_at (NatterMarkable  *markable,
             gsize            offset,
             graphene_rect_t *rect)
{
  NatterReasoningBlock *self = NATTER_REASONING_BLOCK (markable);
  graphene_point_t point;

  if (!self->tail || !natter_markable_get_rect_at (NATTER_MARKABLE (self->tail), offset, rect) ||
      !gtk_widget_compute_point (self->tail, GTK_WIDGET (self), &rect->origin, &point))
    return FALSE;

  rect->origin = point;

  return TRUE;
}

static void
marks_changed (NatterMarkable *markable)
{
  update_marks (NATTER_REASONING_BLOCK (markable));
}

static void
reveal (NatterMarkable *markable,
        gsize           offset)
{
  NatterReasoningBlock *self = NATTER_REASONING_BLOCK (markable);

  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), TRUE);
  natter_markable_reveal (NATTER_MARKABLE (self->tail), offset);
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

/* What was pressed is its text, not the button above it. */
static gboolean
natter_reasoning_block_grab_focus (GtkWidget *widget)
{
  NatterReasoningBlock *self = NATTER_REASONING_BLOCK (widget);

  return gtk_widget_grab_focus (self->tail ? self->tail : self->button);
}

static void
natter_reasoning_block_dispose (GObject *object)
{
  NatterReasoningBlock *self = NATTER_REASONING_BLOCK (object);

  g_clear_object (&self->message);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_reasoning_block_parent_class)->dispose (object);
}

static void
natter_reasoning_block_class_init (NatterReasoningBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_reasoning_block_dispose;
  GTK_WIDGET_CLASS (klass)->grab_focus = natter_reasoning_block_grab_focus;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
natter_reasoning_block_init (NatterReasoningBlock *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->arrow = g_object_new (GTK_TYPE_IMAGE, "icon-name", "pan-end-symbolic",
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);
  self->title = gtk_label_new (NULL);
  gtk_label_set_ellipsize (GTK_LABEL (self->title), PANGO_ELLIPSIZE_END);
  gtk_box_append (GTK_BOX (line), self->arrow);
  gtk_box_append (GTK_BOX (line), self->title);

  self->button = gtk_toggle_button_new ();
  gtk_button_set_child (GTK_BUTTON (self->button), line);
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->button, "flat");
  gtk_widget_add_css_class (self->button, "reasoning");
  g_signal_connect_object (self->button, "toggled", G_CALLBACK (toggled_cb), self,
                           G_CONNECT_SWAPPED);

  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  gtk_box_append (GTK_BOX (self->box), self->button);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * natter_reasoning_block_new:
 *
 * Returns: (transfer floating): a block, folded
 */
GtkWidget *
natter_reasoning_block_new (void)
{
  return g_object_new (NATTER_TYPE_REASONING_BLOCK, NULL);
}

/**
 * natter_reasoning_block_update:
 * @message: a message with reasoning; another one than before folds the block again
 */
void
natter_reasoning_block_update (NatterReasoningBlock *self,
                               NatterMessage        *message)
{
  g_return_if_fail (NATTER_IS_REASONING_BLOCK (self));

  if (g_set_object (&self->message, message))
    gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (self->button), FALSE);

  update_title (self);
  update_tail (self);
  natter_markable_text_changed (NATTER_MARKABLE (self));
}
