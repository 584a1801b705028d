/* natter-table-block.c: a table of an answer. It is scrolled sideways inside itself where it is too
 * wide, and folded where it is long or has very many cells: none of its rows is made before the
 * reader asks for it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-table-block.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-markdown-write.h"
#include "natter-outer-view.h"
#include "natter-save-bytes.h"
#include "natter-table-grid.h"

#define FOLDED_ROWS  20
#define FOLDED_CELLS 240    /* of a wide table fewer rows are shown */
#define STEP_CELLS   1200   /* more are made in steps */

struct _NatterTableBlock
{
  GtkWidget        parent_instance;

  GtkWidget       *scroller;
  NatterTableGrid *grid;
  GtkWidget       *more;      /* while there is more to show */
  GtkWidget       *menu;      /* once it was asked for */
  NatterBlock     *block;
};

static void markable_init (NatterMarkableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterTableBlock, natter_table_block, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_MARKABLE, markable_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT,
                                                      natter_markable_init_accessible_text))

/* How many rows the reader asked for; kept with the block, because widgets come and go. */
static G_DEFINE_QUARK (natter-table-unfolded, unfolded)

static guint
count_rows (NatterBlock *block,
            gsize        end)
{
  const char *text = natter_block_get_text (block);
  guint n_rows = 1;

  for (const char *p = text; (p = memchr (p, '\n', end - (gsize) (p - text))); p++)
    n_rows++;

  return n_rows;
}

static guint
get_n_rows (NatterTableBlock *self)
{
  return count_rows (self->block, natter_block_get_length (self->block));
}

static guint
get_step (NatterTableBlock *self)
{
  return MAX (STEP_CELLS / MAX (natter_block_get_n_columns (self->block), 1), 1);
}

static guint
get_unfolded (NatterTableBlock *self)
{
  guint asked = GPOINTER_TO_UINT (g_object_get_qdata (G_OBJECT (self->block), unfolded_quark ()));
  guint few = FOLDED_CELLS / MAX (natter_block_get_n_columns (self->block), 1);

  /* The header is a row, too. */
  return MAX (asked, CLAMP (few, 2, FOLDED_ROWS) + 1);
}

static void
update_more (NatterTableBlock *self,
             guint             n_shown,
             guint             n_rows)
{
  g_autofree char *caption = NULL;

  gtk_widget_set_visible (self->more, n_shown < n_rows);
  if (n_shown == n_rows)
    return;

  if (n_rows - n_shown <= get_step (self))
    caption = g_strdup_printf (ngettext ("Show All (%u Row)", "Show All (%u Rows)", n_rows - 1),
                               n_rows - 1);
  else
    caption = g_strdup_printf (ngettext ("Show More (of %u Row)", "Show More (of %u Rows)",
                                         n_rows - 1),
                               n_rows - 1);
  gtk_button_set_label (GTK_BUTTON (self->more), caption);
}

static void
update (NatterTableBlock *self)
{
  guint n_rows = get_n_rows (self);
  guint n_shown = MIN (n_rows, get_unfolded (self));
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (NATTER_MARKABLE (self), &n_marks);

  natter_table_grid_set_block (self->grid, self->block, n_shown, n_rows);
  natter_table_grid_set_marks (self->grid, marks, n_marks);
  update_more (self, n_shown, n_rows);
}

static void
unfold (NatterTableBlock *self,
        guint             n_rows)
{
  g_object_set_qdata (G_OBJECT (self->block), unfolded_quark (), GUINT_TO_POINTER (n_rows));
  update (self);
}

static void
more_cb (NatterTableBlock *self)
{
  unfold (self, natter_table_grid_get_n_rows (self->grid) + get_step (self));
}

static const char *
get_text (NatterMarkable *markable,
          gsize          *length)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (markable);

  *length = self->block ? natter_block_get_length (self->block) : 0;

  return self->block ? natter_block_get_text (self->block) : "";
}

static gsize
get_offset_at (NatterMarkable *markable,
               double          x,
               double          y)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (markable);
  graphene_point_t point;

  if (!gtk_widget_compute_point (GTK_WIDGET (self), GTK_WIDGET (self->grid),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point))
    return 0;

  return natter_table_grid_get_offset_at (self->grid, point.x, point.y);
}

static gboolean
get_rect_at (NatterMarkable  *markable,
             gsize            offset,
             graphene_rect_t *rect)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (markable);
  graphene_point_t origin;

  offset = MIN (offset, self->block ? natter_block_get_length (self->block) : 0);
  if (!natter_table_grid_get_rect_at (self->grid, offset, rect) ||
      !gtk_widget_compute_point (GTK_WIDGET (self->grid), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT (0, 0), &origin))
    return FALSE;

  graphene_rect_offset (rect, origin.x, origin.y);

  return TRUE;
}

static void
marks_changed (NatterMarkable *markable)
{
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (markable, &n_marks);

  natter_table_grid_set_marks (NATTER_TABLE_BLOCK (markable)->grid, marks, n_marks);
}

static void
reveal (NatterMarkable *markable,
        gsize           offset)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (markable);
  GtkAdjustment *across =
    gtk_scrolled_window_get_hadjustment (GTK_SCROLLED_WINDOW (self->scroller));
  graphene_rect_t rect;
  guint row;

  if (!self->block)
    return;

  offset = MIN (offset, natter_block_get_length (self->block));
  row = count_rows (self->block, offset);
  if (row > natter_table_grid_get_n_rows (self->grid))
    unfold (self, row);
  if (natter_table_grid_get_rect_at (self->grid, offset, &rect))
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
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (widget);
  g_autoptr(GString) markdown = g_string_new (NULL);
  g_autofree char *original = natter_block_dup_original (self->block, 0, G_MAXSIZE);

  natter_markdown_write_block (self->block, markdown);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          g_str_equal (name, "table.copy-markdown") ? markdown->str : original);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (widget);
  g_autofree char *original = natter_block_dup_original (self->block, 0, G_MAXSIZE);
  char *text = g_strconcat (original, "\n", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));
  /* Translators: the suggested name of a file with a table, before its extension */
  g_autofree char *file = g_strdup_printf ("%s.tsv", _("table"));

  natter_save_bytes (widget, _("Save Table"), file, bytes);
}

static void
popup_menu (NatterTableBlock *self,
            double            x,
            double            y)
{
  GdkRectangle place = { (int) x, (int) y, 1, 1 };

  if (!self->menu)
    {
      g_autoptr(GMenu) menu = g_menu_new ();

      g_menu_append (menu, _("_Copy Table"), "table.copy");
      g_menu_append (menu, _("Copy Table as _Markdown"), "table.copy-markdown");
      g_menu_append (menu, _("_Save Table…"), "table.save");
      self->menu = gtk_popover_menu_new_from_model (G_MENU_MODEL (menu));
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self));
    }
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), &place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
pressed_cb (NatterTableBlock *self,
            int               n_press,
            double            x,
            double            y,
            GtkGesture       *gesture)
{
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self, x, y);
}

static void
menu_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  popup_menu (NATTER_TABLE_BLOCK (widget), 0, 0);
}

static void
block_changed_cb (NatterTableBlock *self)
{
  update (self);
  natter_markable_text_changed (NATTER_MARKABLE (self));
}

static void
natter_table_block_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (widget);
  int more = 0;

  if (gtk_widget_get_visible (self->more))
    gtk_widget_measure (self->more, GTK_ORIENTATION_VERTICAL, width, NULL, &more, NULL, NULL);
  gtk_widget_allocate (self->scroller, width, MAX (height - more, 0), -1, NULL);
  if (more > 0)
    gtk_widget_allocate (self->more, width, more, -1,
                         gsk_transform_translate (
                           NULL, &GRAPHENE_POINT_INIT (0, (float) (height - more))));
  if (self->menu)
    gtk_popover_present (GTK_POPOVER (self->menu));
}

static void
natter_table_block_measure (GtkWidget      *widget,
                            GtkOrientation  orientation,
                            int             for_size,
                            int            *minimum,
                            int            *natural,
                            int            *minimum_baseline,
                            int            *natural_baseline)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (widget);
  int min = 0, nat = 0;

  gtk_widget_measure (self->scroller, orientation, for_size, minimum, natural, NULL, NULL);
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *minimum = *natural = natter_outer_view_get_inner_height (GTK_WIDGET (self->grid), for_size);
  if (!gtk_widget_get_visible (self->more))
    return;

  gtk_widget_measure (self->more, orientation, for_size, &min, &nat, NULL, NULL);
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = MAX (*minimum, min);
      *natural = MAX (*natural, nat);
    }
  else
    {
      *minimum += min;
      *natural += nat;
    }
}

static GtkSizeRequestMode
natter_table_block_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
natter_table_block_dispose (GObject *object)
{
  NatterTableBlock *self = NATTER_TABLE_BLOCK (object);

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_clear_object (&self->block);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->more, gtk_widget_unparent);
  g_clear_pointer (&self->scroller, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_table_block_parent_class)->dispose (object);
}

static void
natter_table_block_class_init (NatterTableBlockClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_table_block_dispose;
  widget_class->measure = natter_table_block_measure;
  widget_class->size_allocate = natter_table_block_size_allocate;
  widget_class->get_request_mode = natter_table_block_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "tableblock");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);

  gtk_widget_class_install_action (widget_class, "table.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "table.copy-markdown", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "table.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "table.menu", NULL, menu_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "table.menu",
                                       NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "table.menu", NULL);
}

static void
natter_table_block_init (NatterTableBlock *self)
{
  GtkWidget *grid = natter_table_grid_new ();
  GtkGesture *press = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);

  self->grid = NATTER_TABLE_GRID (grid);
  self->scroller = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (self->scroller), TRUE);
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (self->scroller), GTK_POLICY_AUTOMATIC,
                                  GTK_POLICY_NEVER);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (self->scroller), grid);
  gtk_widget_set_parent (self->scroller, GTK_WIDGET (self));

  self->more = gtk_button_new ();
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_visible (self->more, FALSE);
  g_signal_connect_object (self->more, "clicked", G_CALLBACK (more_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (press), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (press, "pressed", G_CALLBACK (pressed_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (press));
}

/**
 * natter_table_block_new:
 *
 * Returns: (transfer floating): a block without a table
 */
GtkWidget *
natter_table_block_new (void)
{
  return g_object_new (NATTER_TYPE_TABLE_BLOCK, NULL);
}

/**
 * natter_table_block_set_block:
 * @block: a table
 */
void
natter_table_block_set_block (NatterTableBlock *self,
                              NatterBlock      *block)
{
  g_return_if_fail (NATTER_IS_TABLE_BLOCK (self));

  if (self->block == block)
    return;

  if (self->block)
    g_signal_handlers_disconnect_by_data (self->block, self);
  g_set_object (&self->block, block);
  g_signal_connect_object (block, "changed", G_CALLBACK (block_changed_cb), self,
                           G_CONNECT_SWAPPED);
  block_changed_cb (self);
}
