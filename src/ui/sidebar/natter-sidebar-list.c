/* natter-sidebar-list.c: the sidebar's list: its rows and headings, their menu, and where the focus
 * is in it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-private.h"

#include "natter-sidebar-menu.h"

/* Who has not scrolled farther than this is at the start. */
#define HEADING_HEIGHT 60

static GtkWidget *
row_of (GtkListItem *list_item)
{
  return gtk_list_item_get_child (list_item);
}

static GObject *
item_of (GtkWidget *row)
{
  if (NATTER_IS_SIDEBAR_ROW (row))
    return (GObject *) natter_sidebar_row_get_conversation (NATTER_SIDEBAR_ROW (row));
  if (NATTER_IS_FOLDER_ROW (row))
    return (GObject *) natter_folder_row_get_folder (NATTER_FOLDER_ROW (row));

  return NULL;
}

/**
 * natter_sidebar_list_toggle_folder:
 * @folder: a folder that has a row
 *
 * Closes or opens it.
 */
void
natter_sidebar_list_toggle_folder (NatterSidebar *self,
                                   NatterFolder  *folder)
{
  natter_sidebar_model_set_collapsed (self->model, folder,
                                      !natter_sidebar_model_is_collapsed (self->model, folder));

  /* nothing else tells of it where the folder is empty */
  natter_sidebar_list_refresh (self);
  natter_sidebar_tell_toggled (self);
}

/**
 * natter_sidebar_list_activate:
 * @item: a conversation or a folder
 *
 * What a click and Enter do: opens it, or marks it while rows are marked.
 */
void
natter_sidebar_list_activate (NatterSidebar *self,
                              gpointer       item)
{
  guint position = 0;

  if (NATTER_IS_FOLDER (item))
    {
      if (!natter_folder_is_trashed (item))
        natter_sidebar_list_toggle_folder (self, item);
      return;
    }

  /* "modify" changes this row's mark and no other */
  if (natter_sidebar_selection_is_marking (self->selection))
    {
      if (natter_sidebar_model_find (self->model, item, &position))
        gtk_widget_activate_action (GTK_WIDGET (self->list_view), "list.select-item", "(ubb)",
                                    position, TRUE, FALSE);
      return;
    }

  if (!natter_conversation_is_trashed (item))
    natter_sidebar_choose (self, item);
}

static void
activate_cb (NatterSidebar *self,
             guint          position)
{
  g_autoptr(GObject) item = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (item)
    natter_sidebar_list_activate (self, item);
}

static void
row_clicked_cb (NatterSidebar *self,
                GtkWidget     *row)
{
  g_autoptr(GObject) item = NULL;

  if (g_set_object (&item, item_of (row)))
    natter_sidebar_list_activate (self, item);
}

static void
row_restore_cb (NatterSidebar *self,
                GtkWidget     *row)
{
  if (natter_sidebar_selection_is_marking (self->selection))
    row_clicked_cb (self, row);
  else
    natter_sidebar_act (self, item_of (row), "sidebar.restore");
}

static void
popup_menu_at (NatterSidebar *self,
               GtkWidget     *row,
               double         x,
               double         y)
{
  GObject *item = item_of (row);
  g_autoptr(GMenuModel) menu = NULL;
  GtkWidget *popover = NULL;

  /* while rows are marked what is done is done to them */
  if (!item || natter_sidebar_selection_is_marking (self->selection))
    return;

  menu = NATTER_IS_FOLDER (item)
           ? natter_sidebar_menu_new_folder (NATTER_FOLDER (item))
           : natter_sidebar_menu_new_conversation (NATTER_CONVERSATION (item), self->folders);
  popover = gtk_popover_menu_new_from_model (menu);
  gtk_popover_set_has_arrow (GTK_POPOVER (popover), FALSE);
  gtk_widget_set_halign (popover, GTK_ALIGN_START);
  g_set_object (&self->target, item);
  natter_sidebar_list_show_popover (self, GTK_POPOVER (popover), row, x, y);
}

static void
row_menu_cb (NatterSidebar *self,
             double         x,
             double         y,
             GtkWidget     *row)
{
  popup_menu_at (self, row, x, y);
}

static void
connect_row (NatterSidebar *self,
             GtkListItem   *list_item,
             GtkWidget     *row)
{
  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "menu", G_CALLBACK (row_menu_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "restore", G_CALLBACK (row_restore_cb), self, G_CONNECT_SWAPPED);
  g_object_bind_property (row, "title", list_item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (row, "status", list_item, "accessible-description",
                          G_BINDING_SYNC_CREATE);
  gtk_list_item_set_child (list_item, row);
}

static int
days_left (NatterSidebar *self,
           gint64         trashed_time)
{
  g_autoptr(GDateTime) now =
    natter_today_dup_now (natter_sidebar_model_get_today (self->model));
  gint64 seconds = g_date_time_to_unix (now) - trashed_time / 1000;

  if (trashed_time == 0)
    return -1;

  return (int) CLAMP (NATTER_SIDEBAR_TRASH_DAYS - seconds / (24 * 60 * 60), 0,
                      NATTER_SIDEBAR_TRASH_DAYS);
}

static void
refresh_folder (NatterSidebar   *self,
                NatterFolderRow *row)
{
  NatterFolder *folder = natter_folder_row_get_folder (row);
  gboolean is_collapsed = natter_sidebar_model_is_collapsed (self->model, folder);
  int left = days_left (self, natter_folder_get_trashed_time (folder));
  GtkAccessible *wrapper = GTK_ACCESSIBLE (gtk_widget_get_parent (GTK_WIDGET (row)));

  natter_folder_row_set_collapsed (row, is_collapsed);
  natter_folder_row_set_days_left (row, left);
  if (left < 0)
    gtk_accessible_update_state (wrapper, GTK_ACCESSIBLE_STATE_EXPANDED, !is_collapsed, -1);
  else
    gtk_accessible_reset_state (wrapper, GTK_ACCESSIBLE_STATE_EXPANDED);
}

/* What a row shows of its item beyond the item's own properties. */
static void
refresh_row (NatterSidebar *self,
             GtkWidget     *row)
{
  gpointer item = row ? item_of (row) : NULL;

  if (NATTER_IS_FOLDER (item))
    {
      refresh_folder (self, NATTER_FOLDER_ROW (row));
    }
  else if (NATTER_IS_CONVERSATION (item))
    {
      natter_sidebar_row_set_in_folder (NATTER_SIDEBAR_ROW (row),
                                        natter_sidebar_model_is_in_folder (self->model, item));
      natter_sidebar_row_set_days_left (
        NATTER_SIDEBAR_ROW (row), days_left (self, natter_conversation_get_trashed_time (item)));
    }
}

static void
bind_folder (NatterSidebar *self,
             GtkListItem   *list_item,
             NatterFolder  *folder)
{
  if (!NATTER_IS_FOLDER_ROW (row_of (list_item)))
    connect_row (self, list_item, GTK_WIDGET (natter_folder_row_new ()));

  gtk_list_item_set_selectable (list_item, FALSE);
  natter_folder_row_set_folder (NATTER_FOLDER_ROW (row_of (list_item)), folder);
}

static void
bind_conversation (NatterSidebar      *self,
                   GtkListItem        *list_item,
                   NatterConversation *conversation)
{
  if (!NATTER_IS_SIDEBAR_ROW (row_of (list_item)))
    {
      GtkWidget *row = GTK_WIDGET (natter_sidebar_row_new ());

      connect_row (self, list_item, row);
      gtk_accessible_reset_state (GTK_ACCESSIBLE (gtk_widget_get_parent (row)),
                                  GTK_ACCESSIBLE_STATE_EXPANDED);
      g_object_bind_property (self->selection, "marking", row, "checkable",
                              G_BINDING_SYNC_CREATE);
      g_object_bind_property (list_item, "selected", row, "checked", G_BINDING_SYNC_CREATE);
    }

  gtk_list_item_set_selectable (list_item, TRUE);
  natter_sidebar_row_set_conversation (NATTER_SIDEBAR_ROW (row_of (list_item)), conversation);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         NatterSidebar            *self)
{
  gpointer item = gtk_list_item_get_item (list_item);

  if (NATTER_IS_FOLDER (item))
    bind_folder (self, list_item, item);
  else
    bind_conversation (self, list_item, item);
  refresh_row (self, row_of (list_item));
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           NatterSidebar            *self)
{
  GtkWidget *row = row_of (list_item);

  if (row == self->drop_row)
    self->drop_row = NULL;
  if (NATTER_IS_FOLDER_ROW (row))
    natter_folder_row_set_folder (NATTER_FOLDER_ROW (row), NULL);
  else
    natter_sidebar_row_set_conversation (NATTER_SIDEBAR_ROW (row), NULL);
}

static void
update_heading (NatterSidebar *self,
                GtkListHeader *header)
{
  g_autofree char *heading =
    natter_sidebar_model_dup_heading (self->model, gtk_list_header_get_start (header));

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)), heading ? heading : "");
}

static void
header_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header,
                 NatterSidebar            *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
  g_ptr_array_add (self->headers, header);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                NatterSidebar            *self)
{
  update_heading (self, header);
}

static void
header_teardown_cb (GtkSignalListItemFactory *factory,
                    GtkListHeader            *header,
                    NatterSidebar            *self)
{
  g_ptr_array_remove_fast (self->headers, header);
}

/* A row that goes elsewhere is not bound again, and at midnight what is in the trash has a day
 * less. */
void
natter_sidebar_list_refresh (NatterSidebar *self)
{
  for (GtkWidget *wrapper = gtk_widget_get_first_child (GTK_WIDGET (self->list_view)); wrapper;
       wrapper = gtk_widget_get_next_sibling (wrapper))
    refresh_row (self, gtk_widget_get_first_child (wrapper));
}

static void
scroll_to_start_cb (gpointer data)
{
  NatterSidebar *self = data;

  self->start_id = 0;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* The list holds on to its first row, and hides the heading above it, and whatever comes on top.
 * Put right once it is laid out; who has scrolled away stays there. */
static void
items_changed_cb (NatterSidebar *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);

  natter_sidebar_list_refresh (self);
  if (self->start_id == 0 && gtk_adjustment_get_value (adjustment) < HEADING_HEIGHT)
    self->start_id = g_idle_add_once (scroll_to_start_cb, self);
}

/* A section may be called something else although its rows stay. */
static void
sections_changed_cb (NatterSidebar *self)
{
  for (guint i = 0; i < self->headers->len; i++)
    {
      GtkListHeader *header = g_ptr_array_index (self->headers, i);

      if (gtk_list_header_get_item (header))
        update_heading (self, header);
    }

  natter_sidebar_list_refresh (self);
}

/* The focus is on the list's own wrapper of a row, above the row. */
static GtkWidget *
get_focused_row (NatterSidebar *self)
{
  GtkWidget *wrapper = gtk_widget_get_focus_child (GTK_WIDGET (self->list_view));

  return wrapper ? gtk_widget_get_first_child (wrapper) : NULL;
}

void
natter_sidebar_list_bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_teardown_cb);
}

/**
 * natter_sidebar_list_set_up:
 * @self: the sidebar, whose template is there
 *
 * After the list has its model: it must know of new sections before their headings are read.
 */
void
natter_sidebar_list_set_up (NatterSidebar *self)
{
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->selection, "sections-changed", G_CALLBACK (sections_changed_cb),
                           self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * natter_sidebar_list_dup_focused:
 *
 * Returns: (transfer full) (nullable): the item whose row has the focus, or had it before the menu,
 *   and nothing in the row
 */
GObject *
natter_sidebar_list_dup_focused (NatterSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;
  GObject *item = NULL;

  if (self->focus_before)
    focus = self->focus_before;
  if (focus && gtk_widget_get_parent (focus) == GTK_WIDGET (self->list_view))
    item = item_of (gtk_widget_get_first_child (focus));

  return item ? g_object_ref (item) : NULL;
}

/**
 * natter_sidebar_list_find_row:
 * @item: a conversation or a folder
 *
 * Returns: (transfer none) (nullable): its row, if the list has built one
 */
GtkWidget *
natter_sidebar_list_find_row (NatterSidebar *self,
                              gpointer       item)
{
  for (GtkWidget *wrapper = gtk_widget_get_first_child (GTK_WIDGET (self->list_view)); wrapper;
       wrapper = gtk_widget_get_next_sibling (wrapper))
    {
      GtkWidget *row = gtk_widget_get_first_child (wrapper);

      if (row && item_of (row) == item)
        return row;
    }

  return NULL;
}

/**
 * natter_sidebar_list_focus:
 * @position: of a row; past the end for the last one
 *
 * Gives the focus to a row.
 */
void
natter_sidebar_list_focus (NatterSidebar *self,
                           guint          position)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));

  if (n_items == 0)
    return;

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_weak_pointer (&self->focus_before);
  gtk_list_view_scroll_to (self->list_view, MIN (position, n_items - 1), GTK_LIST_SCROLL_FOCUS,
                           NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

/**
 * natter_sidebar_list_take_back_focus:
 *
 * Returns: whether a popover had the focus, and who had it before has it again
 */
gboolean
natter_sidebar_list_take_back_focus (NatterSidebar *self)
{
  GtkWidget *widget = self->focus_before;

  g_clear_handle_id (&self->focus_id, g_source_remove);
  g_clear_weak_pointer (&self->focus_before);

  return widget && gtk_widget_grab_focus (widget);
}

static void
focus_cb (gpointer data)
{
  NatterSidebar *self = data;
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  self->focus_id = 0;
  if (!focus || gtk_widget_is_ancestor (focus, GTK_WIDGET (self->popover)))
    natter_sidebar_list_take_back_focus (self);
  else
    g_clear_weak_pointer (&self->focus_before);
}

/* GTK may, once it is hidden, give the focus to the sidebar, or leave it nowhere. What was chosen
 * from the menu may have put it elsewhere: there it stays. */
static void
popover_closed_cb (NatterSidebar *self)
{
  if (self->focus_id == 0)
    self->focus_id = g_idle_add_once (focus_cb, self);
}

/**
 * natter_sidebar_list_show_popover:
 * @popover: what to show, once
 * @row: a row
 * @x: where in the row
 * @y: where in the row
 */
void
natter_sidebar_list_show_popover (NatterSidebar *self,
                                  GtkPopover    *popover,
                                  GtkWidget     *row,
                                  double         x,
                                  double         y)
{
  const graphene_point_t from = GRAPHENE_POINT_INIT ((float) x, (float) y);
  graphene_point_t to;
  GdkRectangle rectangle = { 0, 0, 1, 1 };

  if (!self->focus_before)
    g_set_weak_pointer (&self->focus_before, gtk_root_get_focus (gtk_widget_get_root (row)));
  g_clear_handle_id (&self->focus_id, g_source_remove);
  if (self->popover)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = popover;
  gtk_widget_set_parent (GTK_WIDGET (popover), GTK_WIDGET (self));
  g_signal_connect_object (popover, "closed", G_CALLBACK (popover_closed_cb), self,
                           G_CONNECT_SWAPPED);

  if (gtk_widget_compute_point (row, GTK_WIDGET (self), &from, &to))
    {
      rectangle.x = (int) to.x;
      rectangle.y = (int) to.y;
    }
  gtk_popover_set_pointing_to (popover, &rectangle);
  gtk_popover_popup (popover);
}

/**
 * natter_sidebar_list_popup_menu:
 *
 * Opens the menu of the row that has the focus beneath its middle, as the Menu key does.
 */
void
natter_sidebar_list_popup_menu (NatterSidebar *self)
{
  GtkWidget *row = get_focused_row (self);

  if (row)
    popup_menu_at (self, row, gtk_widget_get_width (row) / 2.0, gtk_widget_get_height (row) / 2.0);
}

/**
 * natter_sidebar_list_rename:
 * @item: a conversation or a folder
 *
 * Lets its title be written in its place, if there is a row of it.
 */
void
natter_sidebar_list_rename (NatterSidebar *self,
                            gpointer       item)
{
  GtkWidget *row = natter_sidebar_list_find_row (self, item);

  if (NATTER_IS_FOLDER_ROW (row))
    natter_folder_row_rename (NATTER_FOLDER_ROW (row));
  else if (NATTER_IS_SIDEBAR_ROW (row))
    natter_sidebar_row_rename (NATTER_SIDEBAR_ROW (row));
}
