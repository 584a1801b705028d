/* natter-selector-menu.c: what can be done with what is selected, as actions of the list and in
 * its context menu. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-selection-text.h"
#include "natter-selector-private.h"
#include "natter-text-link.h"

static void
set_enabled (NatterSelector *self,
             const char     *name,
             gboolean        enabled)
{
  GAction *action = g_action_map_lookup_action (G_ACTION_MAP (self->actions), name);

  g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}

static void
update_actions (NatterSelector *self)
{
  gboolean is_empty = natter_selection_is_empty (self->selection);

  set_enabled (self, "copy", !is_empty);
  set_enabled (self, "copy-markdown", !is_empty);
  set_enabled (self, "copy-link", self->link != NULL);
}

static void
copy_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  natter_selector_copy (data, FALSE);
}

static void
copy_markdown_action (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       data)
{
  natter_selector_copy (data, TRUE);
}

static void
copy_link_action (GSimpleAction *action,
                  GVariant      *parameter,
                  gpointer       data)
{
  NatterSelector *self = data;

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->list)), self->link);
}

static void
select_all_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  natter_selector_select_more (data);
}

static const GActionEntry entries[] = {
  { .name = "copy", .activate = copy_action },
  { .name = "copy-markdown", .activate = copy_markdown_action },
  { .name = "copy-link", .activate = copy_link_action },
  { .name = "select-all", .activate = select_all_action },
};

static GMenuModel *
make_menu (void)
{
  GMenu *menu = g_menu_new ();
  g_autoptr(GMenu) copying = g_menu_new ();
  g_autoptr(GMenu) selecting = g_menu_new ();
  g_autoptr(GMenuItem) link = g_menu_item_new (_("Copy _Link Address"), "selection.copy-link");

  g_menu_append (copying, _("_Copy"), "selection.copy");
  g_menu_append (copying, _("Copy as _Markdown"), "selection.copy-markdown");
  g_menu_item_set_attribute (link, "hidden-when", "s", "action-disabled");
  g_menu_append_item (copying, link);
  g_menu_append (selecting, _("Select _All"), "selection.select-all");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (copying));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (selecting));

  return G_MENU_MODEL (menu);
}

static void
show_menu (NatterSelector     *self,
           const GdkRectangle *place)
{
  g_autoptr(GMenuModel) model = NULL;

  if (!self->menu)
    {
      model = make_menu ();
      self->menu = gtk_popover_menu_new_from_model (model);
      gtk_popover_set_has_arrow (GTK_POPOVER (self->menu), FALSE);
      gtk_widget_set_halign (self->menu, GTK_ALIGN_START);
      gtk_widget_set_parent (self->menu, GTK_WIDGET (self->scroller));
    }
  update_actions (self);
  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu), place);
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

/* Whether a place is in what is selected. */
static gboolean
is_in_selection (NatterSelector    *self,
                 const NatterPoint *point)
{
  gsize start = 0;
  gsize end = 0;

  return natter_selection_get_range (self->selection, point->position, &start, &end) &&
         point->offset >= start && point->offset <= end;
}

static gboolean
is_over_text (NatterSelector *self,
              GtkWidget      *picked,
              double          x,
              double          y,
              NatterPoint    *point)
{
  for (; picked; picked = gtk_widget_get_parent (picked))
    if (NATTER_IS_MARKABLE (picked))
      return natter_list_get_point (self->list, x, y, point);

  return FALSE;
}

static void
secondary_pressed_cb (NatterSelector  *self,
                      int              n_press,
                      double           x,
                      double           y,
                      GtkGestureClick *gesture)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  GtkWidget *link = picked ? gtk_widget_get_ancestor (picked, NATTER_TYPE_TEXT_LINK) : NULL;
  graphene_point_t place;
  NatterPoint point;

  if (!is_over_text (self, picked, x, y, &point) ||
      !gtk_widget_compute_point (GTK_WIDGET (self->list), GTK_WIDGET (self->scroller),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &place))
    return;

  if (!is_in_selection (self, &point))
    natter_selection_select (self->selection, &point, &point);
  g_set_str (&self->link, link ? natter_text_link_get_target (NATTER_TEXT_LINK (link)) : NULL);
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  show_menu (self, &(GdkRectangle) { (int) place.x, (int) place.y, 1, 1 });
}

/* The menu key, and Shift and F10. */
static gboolean
menu_key_cb (GtkWidget *widget,
             GVariant  *args,
             gpointer   data)
{
  NatterSelector *self = data;
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (widget));
  graphene_rect_t bounds;

  if (!focus || !gtk_widget_compute_bounds (focus, GTK_WIDGET (self->scroller), &bounds))
    return GDK_EVENT_PROPAGATE;

  g_set_str (&self->link, NATTER_IS_TEXT_LINK (focus)
                            ? natter_text_link_get_target (NATTER_TEXT_LINK (focus)) : NULL);
  show_menu (self, &(GdkRectangle) { (int) bounds.origin.x, (int) bounds.origin.y,
                                     (int) bounds.size.width, (int) bounds.size.height });

  return GDK_EVENT_STOP;
}

static void
add_shortcut (GtkEventController *shortcuts,
              NatterSelector     *self,
              guint               keyval,
              GdkModifierType     modifiers)
{
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (keyval, modifiers),
                      gtk_callback_action_new (menu_key_cb, self, NULL)));
}

void
natter_selector_add_menu (NatterSelector *self)
{
  GtkGesture *click = gtk_gesture_click_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  self->actions = g_simple_action_group_new ();
  g_action_map_add_action_entries (G_ACTION_MAP (self->actions), entries, G_N_ELEMENTS (entries),
                                   self);
  gtk_widget_insert_action_group (GTK_WIDGET (self->scroller), "selection",
                                  G_ACTION_GROUP (self->actions));
  g_signal_connect_object (self->selection, "changed", G_CALLBACK (update_actions), self,
                           G_CONNECT_SWAPPED);
  update_actions (self);

  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (secondary_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (click));

  add_shortcut (shortcuts, self, GDK_KEY_Menu, GDK_NO_MODIFIER_MASK);
  add_shortcut (shortcuts, self, GDK_KEY_F10, GDK_SHIFT_MASK);
  gtk_widget_add_controller (GTK_WIDGET (self->list), shortcuts);
}

void
natter_selector_remove_menu (NatterSelector *self)
{
  g_clear_object (&self->actions);
  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->link, g_free);
}

/**
 * natter_selector_copy:
 * @as_markdown: whether as Markdown, or the words alone
 *
 * Puts what is selected into the clipboard.
 */
void
natter_selector_copy (NatterSelector *self,
                      gboolean        as_markdown)
{
  g_autofree char *text = as_markdown ? natter_selection_dup_markdown (self->selection)
                                      : natter_selection_dup_text (self->selection);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->list)), text);
}
