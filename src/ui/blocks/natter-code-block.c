/* natter-code-block.c: a block of fixed-width text. While its fence is open it grows in a text
 * view; afterwards it is a label. Its height is capped until the reader asks for all of it, so
 * that no row is taller than a screen. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-code-block.h"

#include <glib/gi18n-lib.h>

#include "natter-tail-view.h"

#define MAX_HEIGHT 420   /* pixels */
#define MAX_LINES  20    /* about what fits into it */

struct _NatterCodeBlock
{
  GtkWidget    parent_instance;

  GtkWidget   *box;
  GtkWidget   *bar;         /* language and Copy; not for tables */
  GtkWidget   *language;
  GtkWidget   *tail;        /* while the fence is open */
  GtkWidget   *scroller;    /* afterwards */
  GtkWidget   *label;
  GtkWidget   *show_all;
  NatterBlock *block;
};

G_DEFINE_FINAL_TYPE (NatterCodeBlock, natter_code_block, GTK_TYPE_WIDGET)

static int
count_lines (const char *text)
{
  int lines = 1;

  for (; *text; text++)
    lines += *text == '\n';

  return lines;
}

/* Only a text that is taller than the cap gets a scrollbar: its handle takes room. */
static void
set_capped (NatterCodeBlock *self,
            gboolean         capped)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (self->scroller);

  gtk_scrolled_window_set_max_content_height (scroller, capped ? MAX_HEIGHT : -1);
  gtk_scrolled_window_set_policy (scroller, GTK_POLICY_AUTOMATIC,
                                  capped ? GTK_POLICY_AUTOMATIC : GTK_POLICY_NEVER);
  gtk_widget_set_visible (self->show_all, capped);
}

static void
update_cap (NatterCodeBlock *self)
{
  const char *text = natter_block_get_text (self->block);
  int lines = natter_block_is_open (self->block) ? 0 : count_lines (text);
  g_autofree char *caption = NULL;

  set_capped (self, lines > MAX_LINES);
  if (lines <= MAX_LINES)
    return;

  caption = g_strdup_printf (ngettext ("Show All (%d Line)", "Show All (%d Lines)", (gulong) lines),
                             lines);
  gtk_button_set_label (GTK_BUTTON (self->show_all), caption);
}

static void
show_text (NatterCodeBlock *self)
{
  const char *text = natter_block_get_text (self->block);
  gsize length = natter_block_get_length (self->block);

  if (self->tail)
    natter_tail_view_set_text (NATTER_TAIL_VIEW (self->tail), text, length);
  else
    gtk_label_set_text (GTK_LABEL (self->label), text);
}

static void
set_open (NatterCodeBlock *self,
          gboolean         open)
{
  if (open && !self->tail)
    {
      self->tail = natter_tail_view_new (TRUE);
      natter_tail_view_set_max_height (NATTER_TAIL_VIEW (self->tail), MAX_HEIGHT);
      gtk_box_insert_child_after (GTK_BOX (self->box), self->tail, self->bar);
    }
  else if (!open && self->tail)
    {
      gtk_box_remove (GTK_BOX (self->box), self->tail);
      self->tail = NULL;
    }

  gtk_widget_set_visible (self->scroller, !open);
}

static void
block_appended_cb (NatterCodeBlock *self)
{
  show_text (self);
}

/* A fence that closed keeps the view that it grew in until the row is bound anew: its reader may
 * have text selected there. */
static void
block_changed_cb (NatterCodeBlock *self)
{
  gtk_label_set_text (GTK_LABEL (self->language), natter_block_get_language (self->block));
  show_text (self);
  update_cap (self);
}

static void
show_all_cb (NatterCodeBlock *self)
{
  set_capped (self, FALSE);
  set_open (self, FALSE);
  show_text (self);
}

static void
copy_cb (NatterCodeBlock *self)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)),
                          natter_block_get_text (self->block));
}

static GtkWidget *
make_bar (NatterCodeBlock *self)
{
  GtkWidget *bar = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *copy = gtk_button_new_from_icon_name ("edit-copy-symbolic");

  self->language = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->language), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->language), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->language, TRUE);
  gtk_widget_add_css_class (self->language, "caption");
  gtk_widget_add_css_class (self->language, "dim-label");
  gtk_box_append (GTK_BOX (bar), self->language);

  gtk_widget_set_tooltip_text (copy, _("Copy Code"));
  gtk_widget_add_css_class (copy, "flat");
  gtk_widget_add_css_class (copy, "small");
  g_signal_connect_object (copy, "clicked", G_CALLBACK (copy_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (bar), copy);
  gtk_widget_add_css_class (bar, "code-bar");

  return bar;
}

static GtkWidget *
make_label (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_yalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "monospace");
  gtk_widget_add_css_class (label, "code-text");
  gtk_widget_set_direction (label, GTK_TEXT_DIR_LTR);

  return label;
}

static void
natter_code_block_dispose (GObject *object)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (object);

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_clear_object (&self->block);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_code_block_parent_class)->dispose (object);
}

static void
natter_code_block_class_init (NatterCodeBlockClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_code_block_dispose;
  gtk_widget_class_set_layout_manager_type (GTK_WIDGET_CLASS (klass), GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (GTK_WIDGET_CLASS (klass), "codeblock");
}

static void
natter_code_block_init (NatterCodeBlock *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_overflow (self->box, GTK_OVERFLOW_HIDDEN);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->bar = make_bar (self);
  gtk_box_append (GTK_BOX (self->box), self->bar);

  self->label = make_label ();
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->label);
  /* Code reads from the left in every language, and is scrolled from there. The label's parent is
   * a viewport of GTK's own; a direction is not inherited. */
  gtk_widget_set_direction (self->scroller, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (gtk_widget_get_parent (self->label), GTK_TEXT_DIR_LTR);
  gtk_box_append (GTK_BOX (self->box), self->scroller);

  self->show_all = gtk_button_new ();
  gtk_widget_add_css_class (self->show_all, "flat");
  gtk_widget_add_css_class (self->show_all, "show-all");
  g_signal_connect_object (self->show_all, "clicked", G_CALLBACK (show_all_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (GTK_BOX (self->box), self->show_all);
}

/**
 * natter_code_block_new:
 *
 * Returns: (transfer floating): an empty block
 */
GtkWidget *
natter_code_block_new (void)
{
  return g_object_new (NATTER_TYPE_CODE_BLOCK, NULL);
}

/**
 * natter_code_block_set_block:
 * @block: a code block or a table
 */
void
natter_code_block_set_block (NatterCodeBlock *self,
                             NatterBlock     *block)
{
  g_return_if_fail (NATTER_IS_CODE_BLOCK (self));

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_set_object (&self->block, block);
  g_signal_connect_object (block, "appended", G_CALLBACK (block_appended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (block, "changed", G_CALLBACK (block_changed_cb), self,
                           G_CONNECT_SWAPPED);

  gtk_widget_set_visible (self->bar, natter_block_get_kind (block) == NATTER_BLOCK_CODE);
  gtk_label_set_text (GTK_LABEL (self->language), natter_block_get_language (block));
  set_open (self, natter_block_is_open (block));
  show_text (self);
  update_cap (self);
}
