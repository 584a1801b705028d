/* natter-code-block.c: a block of code. A long one is folded until the reader asks for all of it,
 * so that no row is taller than a screen: to its first lines, and while it is still being written,
 * to its last ones. The bar with its language and Copy stays in view while a tall block is scrolled
 * through. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-code-block.h"

#include <glib/gi18n-lib.h>

#include "natter-block-options.h"
#include "natter-code-bar.h"
#include "natter-code-text.h"
#include "natter-highlighter.h"
#include "natter-outer-view.h"

#define FOLDED_LINES 24
#define WHOLE_LINES  30     /* that many are not worth folding */
#define STEP_LINES   2000   /* more are shown in steps */

struct _NatterCodeBlock
{
  GtkWidget        parent_instance;

  GtkWidget       *bar;
  GtkWidget       *scroller;
  NatterCodeText  *text;
  GtkWidget       *more;       /* while there is more to show */
  NatterBlock     *block;
  NatterOuterView  outer;
};

static void markable_init (NatterMarkableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterCodeBlock, natter_code_block, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_MARKABLE, markable_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT,
                                                      natter_markable_init_accessible_text))

/* How many lines the reader asked for; kept with the block, because widgets come and go. */
static G_DEFINE_QUARK (natter-code-unfolded, unfolded)

static guint
get_unfolded (NatterCodeBlock *self)
{
  return GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (self->block), unfolded_quark ()));
}

static void more_cb (NatterCodeBlock *self);

static void
set_more (NatterCodeBlock *self,
          const char      *caption)
{
  if (!caption)
    {
      g_clear_pointer (&self->more, gtk_widget_unparent);
      return;
    }

  if (!self->more)
    {
      self->more = gtk_button_new ();
      gtk_widget_add_css_class (self->more, "flat");
      gtk_widget_add_css_class (self->more, "show-all");
      g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self,
                               G_CONNECT_SWAPPED);
      gtk_widget_set_parent (self->more, GTK_WIDGET (self));
    }
  gtk_button_set_label (GTK_BUTTON (self->more), caption);
}

static char *
dup_caption (guint n_shown,
             guint n_lines)
{
  if (n_shown == n_lines)
    return g_strdup (_("Show Less"));

  if (n_lines - n_shown <= STEP_LINES)
    return g_strdup_printf (ngettext ("Show All (%u Line)", "Show All (%u Lines)", n_lines),
                            n_lines);

  return g_strdup_printf (ngettext ("Show More (of %u Line)", "Show More (of %u Lines)", n_lines),
                          n_lines);
}

static void
update_window (NatterCodeBlock *self)
{
  guint n_lines = natter_code_lines_get_n (natter_code_text_get_lines (self->text));
  gboolean is_open = natter_block_is_open (self->block);
  guint whole = is_open ? FOLDED_LINES : WHOLE_LINES;
  guint unfolded = get_unfolded (self);
  g_autofree char *caption = NULL;
  guint n_shown;

  if (unfolded > 0 || n_lines <= whole)
    {
      n_shown = unfolded > 0 ? MIN (unfolded, n_lines) : n_lines;
      natter_code_text_set_window (self->text, 0, n_shown);
    }
  else
    {
      n_shown = FOLDED_LINES;
      natter_code_text_set_window (self->text, is_open ? n_lines - n_shown : 0, n_shown);
    }

  if (n_lines > whole)
    caption = dup_caption (n_shown, n_lines);
  set_more (self, caption);
  if (!is_open)
    natter_highlighter_request (natter_highlighter_get_default (), self->block,
                                natter_code_text_get_end (self->text));
}

static void
unfold (NatterCodeBlock *self,
        guint            n_lines)
{
  g_object_set_qdata (G_OBJECT (self->block), unfolded_quark (), GUINT_TO_POINTER (n_lines));
  update_window (self);
}

static void
more_cb (NatterCodeBlock *self)
{
  guint n_lines = natter_code_lines_get_n (natter_code_text_get_lines (self->text));
  guint unfolded = get_unfolded (self);

  if (unfolded >= n_lines)
    unfold (self, 0);
  else if (n_lines - unfolded <= STEP_LINES)
    /* What is still being written goes on being shown. */
    unfold (self, natter_block_is_open (self->block) ? G_MAXINT : n_lines);
  else
    unfold (self, unfolded + STEP_LINES);
}

static const char *
get_text (NatterMarkable *markable,
          gsize          *length)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (markable);

  *length = self->block ? natter_block_get_length (self->block) : 0;

  return self->block ? natter_block_get_text (self->block) : "";
}

static gsize
get_offset_at (NatterMarkable *markable,
               double          x,
               double          y)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (markable);
  graphene_point_t point;

  if (!self->block || !gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (self->text),
                                                 &GRAPHENE_POINT_INIT ((float) x, (float) y),
                                                 &point))
    return 0;

  return natter_code_text_get_offset_at (self->text, point.x, point.y);
}

static gboolean
get_rect_at (NatterMarkable  *markable,
             gsize            offset,
             graphene_rect_t *rect)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (markable);
  graphene_point_t origin;

  offset = MIN (offset, self->block ? natter_block_get_length (self->block) : 0);
  if (!self->block || !natter_code_text_get_rect_at (self->text, offset, rect) ||
      !gtk_widget_compute_point (GTK_WIDGET (self->text), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT (0, 0), &origin))
    return FALSE;

  graphene_rect_offset (rect, origin.x, origin.y);

  return TRUE;
}

static void
marks_changed (NatterMarkable *markable)
{
  gtk_widget_queue_draw (GTK_WIDGET (NATTER_CODE_BLOCK (markable)->text));
}

static void
reveal (NatterMarkable *markable,
        gsize           offset)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (markable);
  GtkAdjustment *across =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t rect;

  if (!self->block)
    return;

  offset = MIN (offset, natter_block_get_length (self->block));
  if (!natter_code_text_get_rect_at (self->text, offset, &rect))
    {
      guint line = natter_code_lines_find (natter_code_text_get_lines (self->text), offset);

      unfold (self, (line / STEP_LINES + 1) * STEP_LINES);
      if (!natter_code_text_get_rect_at (self->text, offset, &rect))
        return;
    }

  gtk_adjustment_clamp_page (across, rect.origin.x, rect.origin.x + 1);
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
block_appended_cb (NatterCodeBlock *self)
{
  natter_code_text_grow (self->text);
  update_window (self);
  natter_markable_text_changed (NATTER_MARKABLE (self));
}

static void
update_name (NatterCodeBlock *self)
{
  const char *language = NULL;
  g_autofree char *name = NULL;

  natter_code_bar_set_block (NATTER_CODE_BAR (self->bar), self->block);
  language = natter_code_bar_get_name (NATTER_CODE_BAR (self->bar));
  /* Translators: a block of code, then its language: "Code, Python" */
  name = *language ? g_strdup_printf (_("Code, %s"), language) : g_strdup (_("Code"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
block_changed_cb (NatterCodeBlock *self)
{
  update_name (self);
  natter_code_text_set_block (self->text, self->block);
  update_window (self);
  natter_markable_text_changed (NATTER_MARKABLE (self));
}

static void
coloured_cb (NatterCodeBlock *self,
             NatterBlock     *block)
{
  if (block == self->block)
    natter_code_text_recolour (self->text);
}

static void
wrap_changed_cb (NatterCodeBlock *self)
{
  gboolean wrap = natter_block_options_get_wrap_code (natter_block_options_get_default ());

  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller),
                                  wrap ? GTK_POLICY_NEVER : GTK_POLICY_AUTOMATIC, GTK_POLICY_NEVER);
  natter_code_text_set_wrap (self->text, wrap);
}

static void
natter_code_block_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (widget);
  GtkWidget *child = gtk_widget_get_first_child (widget);

  *minimum = *natural = 0;
  for (; child; child = gtk_widget_get_next_sibling (child))
    {
      int min, nat;

      gtk_widget_measure (child, orientation, for_size, &min, &nat, NULL, NULL);
      if (child == self->scroller && orientation == GTK_ORIENTATION_VERTICAL)
        nat = natter_outer_view_get_inner_height (GTK_WIDGET (self->text), for_size);
      if (orientation == GTK_ORIENTATION_HORIZONTAL)
        {
          *minimum = MAX (*minimum, min);
          *natural = MAX (*natural, nat);
        }
      else
        {
          *minimum += nat;
          *natural += nat;
        }
    }
}

static int
get_height (GtkWidget *child,
            int        width)
{
  int height = 0;

  if (child)
    gtk_widget_measure (child, GTK_ORIENTATION_VERTICAL, width, NULL, &height, NULL, NULL);

  return height;
}

static void
allocate (GtkWidget *child,
          int        y,
          int        width,
          int        height)
{
  gtk_widget_allocate (child, width, height, -1,
                       gsk_transform_translate (NULL, &GRAPHENE_POINT_INIT (0, (float) y)));
}

/* The bar follows the upper edge of the view, as far as to the last lines. */
static void
natter_code_block_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (widget);
  int bar = get_height (self->bar, width);
  int more = get_height (self->more, width);
  int stuck = 0;
  double top, bottom;

  if (natter_outer_view_get_visible (&self->outer, &top, &bottom))
    {
      stuck = (int) CLAMP (top, 0, MAX (height - 2 * bar - more, 0));
      natter_code_text_set_visible (self->text, top - bar, bottom - bar);
    }

  allocate (self->scroller, bar, width, MAX (height - bar - more, 0));
  if (self->more)
    allocate (self->more, height - more, width, more);
  allocate (self->bar, stuck, width, bar);
  if (stuck > 0)
    gtk_widget_add_css_class (self->bar, "stuck");
  else
    gtk_widget_remove_css_class (self->bar, "stuck");
}

/* The bar is drawn last: over the text that is scrolled beneath it. */
static void
natter_code_block_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (widget);

  gtk_widget_snapshot_child (widget, self->scroller, snapshot);
  if (self->more)
    gtk_widget_snapshot_child (widget, self->more, snapshot);
  gtk_widget_snapshot_child (widget, self->bar, snapshot);
}

static GtkSizeRequestMode
natter_code_block_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
natter_code_block_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (natter_code_block_parent_class)->map (widget);
  natter_outer_view_attach (&NATTER_CODE_BLOCK (widget)->outer, widget);
  gtk_widget_queue_allocate (widget);
}

static void
natter_code_block_unmap (GtkWidget *widget)
{
  natter_outer_view_detach (&NATTER_CODE_BLOCK (widget)->outer);
  GTK_WIDGET_CLASS (natter_code_block_parent_class)->unmap (widget);
}

static void
natter_code_block_dispose (GObject *object)
{
  NatterCodeBlock *self = NATTER_CODE_BLOCK (object);

  natter_outer_view_detach (&self->outer);
  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_clear_object (&self->block);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);
  g_clear_pointer (&self->bar, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_code_block_parent_class)->dispose (object);
}

static void
natter_code_block_class_init (NatterCodeBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_code_block_dispose;
  widget_class->measure = natter_code_block_measure;
  widget_class->size_allocate = natter_code_block_size_allocate;
  widget_class->snapshot = natter_code_block_snapshot;
  widget_class->get_request_mode = natter_code_block_get_request_mode;
  widget_class->map = natter_code_block_map;
  widget_class->unmap = natter_code_block_unmap;
  gtk_widget_class_set_css_name (widget_class, "codeblock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
natter_code_block_init (NatterCodeBlock *self)
{
  GtkWidget *text = natter_code_text_new (NATTER_MARKABLE (self));

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);

  self->text = NATTER_CODE_TEXT (text);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), text);
  /* Code is scrolled from the left too. The text's parent is a viewport of GTK's own, and a
   * direction is not inherited. */
  gtk_widget_set_direction (self->scroller, GTK_TEXT_DIR_LTR);
  gtk_widget_set_direction (gtk_widget_get_parent (text), GTK_TEXT_DIR_LTR);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  self->bar = natter_code_bar_new ();
  gtk_widget_insert_before (self->bar, GTK_WIDGET (self), self->scroller);

  g_signal_connect_object (natter_block_options_get_default (), "notify::wrap-code",
                           G_CALLBACK (wrap_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (natter_highlighter_get_default (), "coloured",
                           G_CALLBACK (coloured_cb), self, G_CONNECT_SWAPPED);
  wrap_changed_cb (self);
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
 * @block: a block of code
 */
void
natter_code_block_set_block (NatterCodeBlock *self,
                             NatterBlock     *block)
{
  g_return_if_fail (NATTER_IS_CODE_BLOCK (self));

  if (self->block == block)
    return;

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_set_object (&self->block, block);
  g_signal_connect_object (block, "appended", G_CALLBACK (block_appended_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (block, "changed", G_CALLBACK (block_changed_cb), self,
                           G_CONNECT_SWAPPED);
  block_changed_cb (self);
}
