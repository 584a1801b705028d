/* natter-sidebar-drag.c: rows are dragged onto a folder, onto what is pinned, or onto what is
 * neither. One source and one target serve the whole list. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-private.h"

#include "natter-sidebar-change.h"

/* Returns: (transfer none) (nullable): the row under a point of the list */
static GtkWidget *
pick_row (NatterSidebar *self,
          double         x,
          double         y)
{
  GtkWidget *list = GTK_WIDGET (self->list_view);
  GtkWidget *widget = gtk_widget_pick (list, x, y, GTK_PICK_DEFAULT);

  while (widget && widget != list && gtk_widget_get_parent (widget) != list)
    widget = gtk_widget_get_parent (widget);

  return widget && widget != list ? gtk_widget_get_first_child (widget) : NULL;
}

/* What is dragged: a folder, or conversations, all that are marked if this one is. */
static GdkContentProvider *
prepare_cb (GtkDragSource *source,
            double         x,
            double         y,
            NatterSidebar *self)
{
  GtkWidget *row = pick_row (self, x, y);
  NatterConversation *conversation = NULL;
  g_autoptr(GPtrArray) dragged = NULL;

  if (natter_sidebar_model_get_view (self->model) != NATTER_SIDEBAR_CONVERSATIONS)
    return NULL;

  if (NATTER_IS_FOLDER_ROW (row))
    return gdk_content_provider_new_typed (NATTER_TYPE_FOLDER,
                                           natter_folder_row_get_folder (NATTER_FOLDER_ROW (row)));
  if (!NATTER_IS_SIDEBAR_ROW (row))
    return NULL;

  conversation = natter_sidebar_row_get_conversation (NATTER_SIDEBAR_ROW (row));
  dragged = natter_sidebar_selection_dup_marked (self->selection);
  if (!g_ptr_array_find (dragged, conversation, NULL))
    {
      g_ptr_array_set_size (dragged, 0);
      g_ptr_array_add (dragged, g_object_ref (conversation));
    }

  return gdk_content_provider_new_typed (G_TYPE_PTR_ARRAY, dragged);
}

static void
drag_begin_cb (GtkDragSource *source,
               GdkDrag       *drag,
               NatterSidebar *self)
{
  double x = 0;
  double y = 0;
  GtkWidget *row = NULL;
  g_autoptr(GdkPaintable) paintable = NULL;

  if (!gtk_gesture_get_point (GTK_GESTURE (source), NULL, &x, &y))
    return;

  row = pick_row (self, x, y);
  if (!row)
    return;

  paintable = gtk_widget_paintable_new (row);
  gtk_drag_source_set_icon (source, paintable, 0, 0);
}

static void
set_drop_row (NatterSidebar *self,
              GtkWidget     *row)
{
  if (self->drop_row == row)
    return;

  if (self->drop_row)
    gtk_widget_remove_css_class (self->drop_row, "drop");
  self->drop_row = row;
  if (row)
    gtk_widget_add_css_class (row, "drop");
}

static GdkDragAction
motion_cb (GtkDropTarget *target,
           double         x,
           double         y,
           NatterSidebar *self)
{
  GtkWidget *row = pick_row (self, x, y);

  set_drop_row (self, NATTER_IS_FOLDER_ROW (row) || NATTER_IS_SIDEBAR_ROW (row) ? row : NULL);

  return self->drop_row ? GDK_ACTION_MOVE : 0;
}

static void
leave_cb (GtkDropTarget *target,
          NatterSidebar *self)
{
  set_drop_row (self, NULL);
}

static gboolean
drop_folder (NatterSidebar *self,
             NatterFolder  *folder,
             GtkWidget     *row)
{
  GListModel *folders = G_LIST_MODEL (self->folders);

  if (!NATTER_IS_FOLDER_ROW (row))
    return FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (folders); i++)
    {
      g_autoptr(NatterFolder) other = g_list_model_get_item (folders, i);

      if (other == natter_folder_row_get_folder (NATTER_FOLDER_ROW (row)))
        {
          natter_folder_list_move (self->folders, folder, i);
          return TRUE;
        }
    }

  return FALSE;
}

/* Returns: (transfer full) (nullable): the way back from being dropped beside @conversation */
static NatterUndo *
drop_beside (NatterSidebar      *self,
             NatterConversation *conversation,
             GPtrArray          *dragged)
{
  const char *id = natter_conversation_get_folder_id (conversation);

  if (natter_conversation_is_pinned (conversation))
    {
      natter_sidebar_change_pin (dragged, TRUE);
      return NULL;
    }

  if (natter_sidebar_model_is_in_folder (self->model, conversation))
    return natter_sidebar_change_move (dragged, natter_folder_list_find (self->folders, id));

  natter_sidebar_change_pin (dragged, FALSE);
  for (guint i = 0; i < dragged->len; i++)
    if (natter_conversation_get_folder_id (g_ptr_array_index (dragged, i)))
      return natter_sidebar_change_move (dragged, NULL);

  return NULL;
}

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         NatterSidebar *self)
{
  GtkWidget *row = pick_row (self, x, y);
  GPtrArray *dragged = NULL;
  g_autoptr(NatterUndo) undo = NULL;

  set_drop_row (self, NULL);
  if (G_VALUE_HOLDS (value, NATTER_TYPE_FOLDER))
    return drop_folder (self, g_value_get_object (value), row);

  dragged = g_value_get_boxed (value);
  if (NATTER_IS_FOLDER_ROW (row))
    undo = natter_sidebar_change_move (dragged,
                                       natter_folder_row_get_folder (NATTER_FOLDER_ROW (row)));
  else if (NATTER_IS_SIDEBAR_ROW (row))
    undo = drop_beside (self, natter_sidebar_row_get_conversation (NATTER_SIDEBAR_ROW (row)),
                        dragged);
  else
    return FALSE;

  natter_sidebar_selection_set_marking (self->selection, FALSE);
  natter_sidebar_model_flush (self->model);
  if (undo)
    natter_sidebar_offer (self, undo);

  return TRUE;
}

/**
 * natter_sidebar_drag_set_up:
 * @self: the sidebar, whose template is there
 */
void
natter_sidebar_drag_set_up (NatterSidebar *self)
{
  GType types[] = { G_TYPE_PTR_ARRAY, NATTER_TYPE_FOLDER };
  GtkDragSource *source = gtk_drag_source_new ();
  GtkDropTarget *target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_MOVE);

  gtk_drag_source_set_actions (source, GDK_ACTION_MOVE);
  g_signal_connect_object (source, "prepare", G_CALLBACK (prepare_cb), self, 0);
  g_signal_connect_object (source, "drag-begin", G_CALLBACK (drag_begin_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (source));

  gtk_drop_target_set_gtypes (target, types, G_N_ELEMENTS (types));
  g_signal_connect_object (target, "motion", G_CALLBACK (motion_cb), self, 0);
  g_signal_connect_object (target, "leave", G_CALLBACK (leave_cb), self, 0);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), self, 0);
  gtk_widget_add_controller (GTK_WIDGET (self->list_view), GTK_EVENT_CONTROLLER (target));
}
