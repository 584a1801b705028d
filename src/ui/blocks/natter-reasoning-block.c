/* natter-reasoning-block.c: what a model thought before its answer: one quiet line, and the whole
 * of it on demand, live while it arrives. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-reasoning-block.h"

#include <glib/gi18n-lib.h>

#include "natter-tail-view.h"

#define MAX_HEIGHT 260   /* pixels */

struct _NatterReasoningBlock
{
  GtkWidget      parent_instance;

  GtkWidget     *box;
  GtkWidget     *button;
  GtkWidget     *arrow;
  GtkWidget     *title;
  GtkWidget     *tail;       /* made when first unfolded */
  NatterMessage *message;
};

G_DEFINE_FINAL_TYPE (NatterReasoningBlock, natter_reasoning_block, GTK_TYPE_WIDGET)

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
set_unfolded (NatterReasoningBlock *self,
              gboolean              unfolded)
{
  gtk_image_set_from_icon_name (GTK_IMAGE (self->arrow),
                                unfolded ? "pan-down-symbolic" : "pan-end-symbolic");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->button),
                               GTK_ACCESSIBLE_STATE_EXPANDED, unfolded, -1);

  if (unfolded && !self->tail)
    {
      self->tail = natter_tail_view_new (FALSE);
      natter_tail_view_set_max_height (NATTER_TAIL_VIEW (self->tail), MAX_HEIGHT);
      gtk_widget_add_css_class (self->tail, "reasoning-text");
      gtk_box_append (GTK_BOX (self->box), self->tail);
      update_tail (self);
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
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
}

static void
natter_reasoning_block_init (NatterReasoningBlock *self)
{
  GtkWidget *line = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 4);

  self->arrow = gtk_image_new_from_icon_name ("pan-end-symbolic");
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
}
