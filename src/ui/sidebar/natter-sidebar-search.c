/* natter-sidebar-search.c: the sidebar's search: what is written in its entry is looked for in all
 * that is stored, and the results stand in the list's place. In the trash, and where nothing is
 * stored, it is the titles in the list that are looked through. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-private.h"

static const char *
get_text (NatterSidebar *self)
{
  return gtk_editable_get_text (GTK_EDITABLE (self->search_entry));
}

/**
 * natter_sidebar_is_searching:
 *
 * Returns: whether something is written in the entry
 */
gboolean
natter_sidebar_is_searching (NatterSidebar *self)
{
  return *get_text (self) != '\0';
}

/* In words and titles, or among the titles of the list. */
static gboolean
searches_everything (NatterSidebar *self)
{
  return self->has_search && natter_sidebar_get_view (self) != NATTER_SIDEBAR_TRASH;
}

/**
 * natter_sidebar_shows_results:
 *
 * Returns: whether the results of a search stand in the place of the list
 */
gboolean
natter_sidebar_shows_results (NatterSidebar *self)
{
  return natter_sidebar_is_searching (self) && searches_everything (self) &&
         natter_search_view_is_ready (self->results);
}

/**
 * natter_sidebar_update_search:
 *
 * Looks for what is written, where the view that is listed wants it.
 */
void
natter_sidebar_update_search (NatterSidebar *self)
{
  gboolean is_full = searches_everything (self);

  natter_sidebar_model_set_search (self->model, is_full ? NULL : get_text (self));
  natter_search_view_find (self->results, is_full ? get_text (self) : "");
}

static void
search_now (NatterSidebar *self)
{
  g_clear_handle_id (&self->search_id, g_source_remove);
  natter_sidebar_update_search (self);
  natter_sidebar_update_stack (self);
}

static gboolean
emptied_cb (gpointer data)
{
  NatterSidebar *self = data;

  self->search_id = 0;
  search_now (self);

  return G_SOURCE_REMOVE;
}

/* Whoever writes over what is selected empties the entry for no time at all: what was found stays
 * then. */
static void
search_changed_cb (NatterSidebar *self)
{
  if (natter_sidebar_is_searching (self))
    search_now (self);
  else if (self->search_id == 0)
    self->search_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, emptied_cb, self, NULL);
}

static GtkWidget *
get_focus (NatterSidebar *self)
{
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));

  return root ? gtk_root_get_focus (root) : NULL;
}

static gboolean
is_in_search (NatterSidebar *self,
              GtkWidget     *widget)
{
  return gtk_widget_is_ancestor (widget, GTK_WIDGET (self->search_entry)) ||
         gtk_widget_is_ancestor (widget, GTK_WIDGET (self->results));
}

static void
remember_focus (NatterSidebar *self,
                GtkWidget     *from)
{
  if (from && !is_in_search (self, from))
    g_set_weak_pointer (&self->search_from, from);
}

/* Where the cursor stands: what is found may have changed since it was there. */
static void
focus_entry (NatterSidebar *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_set_position (GTK_EDITABLE (self->search_entry), -1);
}

static void
end_search (NatterSidebar *self)
{
  g_autoptr(GtkWidget) from = self->search_from ? g_object_ref (self->search_from) : NULL;

  g_clear_weak_pointer (&self->search_from);
  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), "");
  search_now (self);
  natter_sidebar_tell_search_ended (self, from);
  if (!from || !gtk_widget_grab_focus (from))
    gtk_widget_grab_focus (GTK_WIDGET (self));
}

/**
 * natter_sidebar_stop_search:
 * @self: the sidebar
 *
 * Ends the search, if it has the focus, and gives the focus back to who had it before.
 *
 * Returns: whether it had the focus
 */
gboolean
natter_sidebar_stop_search (NatterSidebar *self)
{
  GtkWidget *focus = NULL;

  g_return_val_if_fail (NATTER_IS_SIDEBAR (self), FALSE);

  focus = get_focus (self);
  if (!focus || !is_in_search (self, focus) || gtk_widget_get_ancestor (focus, GTK_TYPE_POPOVER))
    return FALSE;

  end_search (self);

  return TRUE;
}

static void
stop_search_cb (NatterSidebar *self)
{
  end_search (self);
}

/* Enter opens what is on top. */
static void
search_activate_cb (NatterSidebar *self)
{
  GListModel *list = G_LIST_MODEL (self->selection);

  if (natter_sidebar_is_searching (self) && searches_everything (self))
    {
      natter_search_view_open_first (self->results);
      return;
    }

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(GObject) item = g_list_model_get_item (list, i);

      if (NATTER_IS_CONVERSATION (item) &&
          !natter_conversation_is_trashed (NATTER_CONVERSATION (item)))
        {
          natter_sidebar_choose (self, NATTER_CONVERSATION (item));
          return;
        }
    }
}

static void
ready_cb (NatterSidebar *self)
{
  natter_sidebar_update_stack (self);
}

static NatterConversation *
find_conversation (NatterSidebar *self,
                   const char    *id)
{
  GListModel *list = G_LIST_MODEL (self->conversations);

  for (guint i = 0; list && i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (natter_conversation_get_id (conversation), id))
        return conversation;   /* the list's */
    }

  return NULL;
}

/* What was thrown away since it was found can't be opened, and is not found again. */
static void
result_activated_cb (NatterSidebar    *self,
                     NatterSearchItem *item)
{
  const NatterSearchResult *result = natter_search_item_get_result (item);
  NatterConversation *conversation = find_conversation (self, result->conversation_id);

  if (!conversation || natter_conversation_is_trashed (conversation))
    {
      natter_search_view_refresh (self->results);
      return;
    }

  if (result->message_id)
    natter_sidebar_tell_found (self, conversation, result->message_id,
                               natter_search_view_get_query (self->results));
  else
    natter_sidebar_choose (self, conversation);
}

/* After what is written, as a word of its own; an operator that wants more is written on. */
static void
operator_chosen_cb (NatterSidebar *self,
                    const char    *text)
{
  gboolean has_space = *get_text (self) == '\0' || g_str_has_suffix (get_text (self), " ");
  g_autofree char *narrowed = g_strconcat (get_text (self), has_space ? "" : " ", text, NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), narrowed);
  focus_entry (self);
}

/* Writes on with a key that was pressed in a list. */
static gboolean
forward (NatterSidebar         *self,
         guint                  keyval,
         GtkEventControllerKey *controller)
{
  GtkEditable *text = gtk_editable_get_delegate (GTK_EDITABLE (self->search_entry));

  if (!g_unichar_isgraph (gdk_keyval_to_unicode (keyval)))
    return GDK_EVENT_PROPAGATE;

  focus_entry (self);

  return gtk_event_controller_key_forward (controller, GTK_WIDGET (text));
}

/**
 * natter_sidebar_begin_search:
 * @keyval: a key that was pressed in the list
 * @controller: who saw it
 *
 * Who writes in the list looks for something. GTK's own way of this would take keys away that the
 * list knows, as Delete.
 *
 * Returns: whether the key was used
 */
gboolean
natter_sidebar_begin_search (NatterSidebar         *self,
                             guint                  keyval,
                             GtkEventControllerKey *controller)
{
  if (natter_sidebar_selection_is_marking (self->selection))
    return GDK_EVENT_PROPAGATE;

  if (g_unichar_isgraph (gdk_keyval_to_unicode (keyval)))
    remember_focus (self, get_focus (self));

  return forward (self, keyval, controller);
}

/* From the entry down to what is found. */
static gboolean
entry_key_pressed_cb (NatterSidebar         *self,
                      guint                  keyval,
                      guint                  keycode,
                      GdkModifierType        state,
                      GtkEventControllerKey *controller)
{
  if ((keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down) ||
      (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  if (natter_sidebar_shows_results (self))
    gtk_widget_grab_focus (GTK_WIDGET (self->results));
  else
    natter_sidebar_list_focus (self, 0);

  return GDK_EVENT_STOP;
}

/* From the first result up to the entry; letters are written there, too. */
static gboolean
results_key_pressed_cb (NatterSidebar         *self,
                        guint                  keyval,
                        guint                  keycode,
                        GdkModifierType        state,
                        GtkEventControllerKey *controller)
{
  const GdkModifierType modifiers = state & gtk_accelerator_get_default_mod_mask ();
  GtkWidget *focus = get_focus (self);

  if ((modifiers & ~GDK_SHIFT_MASK) != 0 || !focus ||
      !GTK_IS_LIST_VIEW (gtk_widget_get_parent (focus)))
    return GDK_EVENT_PROPAGATE;

  if (modifiers == 0 && (keyval == GDK_KEY_Up || keyval == GDK_KEY_KP_Up) &&
      natter_search_view_is_on_top (self->results))
    {
      focus_entry (self);
      return GDK_EVENT_STOP;
    }

  return forward (self, keyval, controller);
}

static void
entry_entered_cb (NatterSidebar *self)
{
  natter_search_view_refresh (self->results);
}

void
natter_sidebar_search_bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (NATTER_TYPE_SEARCH_VIEW);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, search_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebar, results);
  gtk_widget_class_bind_template_callback (widget_class, entry_entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, operator_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, ready_cb);
  gtk_widget_class_bind_template_callback (widget_class, result_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, results_key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
}

/**
 * natter_sidebar_set_search:
 * @self: the sidebar
 * @search: (nullable): looks through what is stored, for this sidebar alone; without one it is the
 *   titles in the list that are looked through
 */
void
natter_sidebar_set_search (NatterSidebar *self,
                           NatterSearch  *search)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));
  g_return_if_fail (!search || NATTER_IS_SEARCH (search));

  self->has_search = search != NULL;
  natter_search_view_set_search (self->results, search);
  natter_sidebar_update_search (self);
  natter_sidebar_update_stack (self);
}

/**
 * natter_sidebar_refresh_search:
 * @self: the sidebar
 *
 * Looks for the same again, if anything is looked for.
 */
void
natter_sidebar_refresh_search (NatterSidebar *self)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));

  natter_search_view_refresh (self->results);
}

/**
 * natter_sidebar_search:
 * @self: the sidebar
 * @from: (nullable): who has the focus, and gets it back when the search ends
 *
 * Lets the person write what to look for.
 */
void
natter_sidebar_search (NatterSidebar *self,
                       GtkWidget     *from)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));
  g_return_if_fail (!from || GTK_IS_WIDGET (from));

  remember_focus (self, from);
  natter_sidebar_selection_set_marking (self->selection, FALSE);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  gtk_editable_select_region (GTK_EDITABLE (self->search_entry), 0, -1);
}

/**
 * natter_sidebar_search_for:
 * @self: the sidebar
 * @words: what to look for
 *
 * Writes it into the search, as a person would.
 */
void
natter_sidebar_search_for (NatterSidebar *self,
                           const char    *words)
{
  g_return_if_fail (NATTER_IS_SIDEBAR (self));
  g_return_if_fail (words != NULL);

  gtk_editable_set_text (GTK_EDITABLE (self->search_entry), words);
  focus_entry (self);
}
