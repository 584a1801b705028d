/* natter-math-block.c: a formula on lines of its own: in the middle, never wrapped, scrolled
 * sideways where it is too wide, from left to right wherever it stands. What is shown is core's
 * readable text, or TeX where there is none; a widget that lays formulas out in two dimensions can
 * take the place of this one, as nobody else knows how it shows its block. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-math-block.h"

#include "natter-markable.h"
#include "natter-text-block.h"

struct _NatterMathBlock
{
  GtkWidget  parent_instance;

  GtkWidget *scroller;
  GtkWidget *text;
};

static void markable_init (NatterMarkableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterMathBlock, natter_math_block, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_MARKABLE, markable_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT,
                                                      natter_markable_init_accessible_text))

static const char *
get_text (NatterMarkable *markable,
          gsize          *length)
{
  return natter_markable_get_text (NATTER_MARKABLE (NATTER_MATH_BLOCK (markable)->text), length);
}

static gsize
get_offset_at (NatterMarkable *markable,
               double          x,
               double          y)
{
  NatterMathBlock *self = NATTER_MATH_BLOCK (markable);
  graphene_point_t point = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t inner;

  if (!gtk_widget_compute_point (GTK_WIDGET (self), self->text, &point, &inner))
    inner = point;

  return natter_markable_get_offset_at (NATTER_MARKABLE (self->text), inner.x, inner.y);
}

static gboolean
get_rect_at (NatterMarkable  *markable,
             gsize            offset,
             graphene_rect_t *rect)
{
  NatterMathBlock *self = NATTER_MATH_BLOCK (markable);
  graphene_point_t point;

  if (!natter_markable_get_rect_at (NATTER_MARKABLE (self->text), offset, rect) ||
      !gtk_widget_compute_point (self->text, GTK_WIDGET (self), &rect->origin, &point))
    return FALSE;
  rect->origin = point;

  return TRUE;
}

static void
marks_changed (NatterMarkable *markable)
{
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (markable, &n_marks);

  natter_markable_set_marks (NATTER_MARKABLE (NATTER_MATH_BLOCK (markable)->text), marks, n_marks);
}

static void
reveal (NatterMarkable *markable,
        gsize           offset)
{
  NatterMathBlock *self = NATTER_MATH_BLOCK (markable);
  GtkAdjustment *adjustment;
  graphene_rect_t rect;

  adjustment = gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  if (natter_markable_get_rect_at (NATTER_MARKABLE (self->text), offset, &rect))
    gtk_adjustment_clamp_page (adjustment, rect.origin.x, rect.origin.x + rect.size.width);
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
natter_math_block_dispose (GObject *object)
{
  NatterMathBlock *self = NATTER_MATH_BLOCK (object);

  self->text = NULL;
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_math_block_parent_class)->dispose (object);
}

static void
natter_math_block_class_init (NatterMathBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_math_block_dispose;
  gtk_widget_class_set_css_name (widget_class, "mathblock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_MATH);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
natter_math_block_init (NatterMathBlock *self)
{
  GtkWidget *viewport = NULL;

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  self->text = natter_text_block_new (GTK_ACCESSIBLE_ROLE_PRESENTATION);
  gtk_widget_set_focusable (self->text, FALSE);
  gtk_widget_set_halign (self->text, GTK_ALIGN_CENTER);
  gtk_widget_set_direction (self->text, GTK_TEXT_DIR_LTR);

  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), self->text);
  /* A direction is not inherited; the beginning of a formula is at the left. */
  viewport = gtk_scrolled_window_get_child (GTK_SCROLLED_WINDOW (self->scroller));
  gtk_widget_set_direction (self->scroller, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (viewport, GTK_TEXT_DIR_LTR);
  gtk_scrollable_set_hscroll_policy (GTK_SCROLLABLE (viewport), GTK_SCROLL_NATURAL);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));
}

/**
 * natter_math_block_new:
 *
 * Returns: (transfer floating): a widget for a formula, without any
 */
GtkWidget *
natter_math_block_new (void)
{
  return g_object_new (NATTER_TYPE_MATH_BLOCK, NULL);
}

/**
 * natter_math_block_set_block:
 * @block: a formula on lines of its own, as it is now
 */
void
natter_math_block_set_block (NatterMathBlock *self,
                             NatterBlock     *block)
{
  g_autofree char *readable = NULL;

  g_return_if_fail (NATTER_IS_MATH_BLOCK (self));
  g_return_if_fail (NATTER_IS_BLOCK (block));

  natter_text_block_set_block (NATTER_TEXT_BLOCK (self->text), block);
  readable = natter_block_dup_readable (block);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, readable,
                                  -1);
  natter_markable_text_changed (NATTER_MARKABLE (self));
}
