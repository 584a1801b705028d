/* natter-window-search.c: from what is looked for, here or from the desktop, to the message in
 * which it is. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-window-private.h"

static void
found_cb (NatterWindow       *self,
          NatterConversation *conversation,
          const char         *message_id,
          NatterSearchQuery  *query)
{
  natter_window_open (self, conversation);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  natter_conversation_view_show_message (self->view, message_id, query);
}

/* The focus may go back to a page that is not in sight. */
static void
search_ended_cb (NatterWindow *self,
                 GtkWidget    *from)
{
  AdwNavigationPage *content = adw_navigation_split_view_get_content (self->split);

  if (from && gtk_widget_is_ancestor (from, GTK_WIDGET (content)))
    adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* Escape stops the answer, but not that of somebody who is looking for something else. */
static gboolean
key_pressed_cb (NatterWindow          *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  if (keyval != GDK_KEY_Escape || (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  return natter_sidebar_stop_search (self->sidebar);
}

static void
refresh_cb (NatterWindow *self)
{
  natter_sidebar_refresh_search (self->sidebar);
}

static NatterConversation *
find_conversation (NatterWindow *self,
                   const char   *id)
{
  GListModel *list = G_LIST_MODEL (natter_chat_get_conversations (self->chat));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (natter_conversation_get_id (conversation), id))
        return conversation;   /* the list's */
    }

  return NULL;
}

/* What was thrown away since somebody heard of it is not opened. */
static void
open_wanted (NatterWindow *self)
{
  g_auto(GStrv) wanted = g_steal_pointer (&self->wanted);
  NatterConversation *conversation = wanted ? find_conversation (self, wanted[0]) : NULL;
  g_autoptr(NatterSearchQuery) query = NULL;

  if (!conversation || natter_conversation_is_trashed (conversation))
    return;

  if (*wanted[2])
    query = natter_search_query_new (wanted[2], NATTER_SEARCH_WITH_ARCHIVE);
  natter_window_open (self, conversation);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
  if (*wanted[1])
    natter_conversation_view_show_message (self->view, wanted[1], query);
}

/**
 * natter_window_open_id:
 * @conversation_id: what somebody wants to see who was told of it; nothing happens if it is gone
 * @message_id: (nullable): where in it
 * @words: (nullable): what was looked for
 *
 * Opens the conversation, as soon as the conversations are there.
 */
void
natter_window_open_id (NatterWindow *self,
                       const char   *conversation_id,
                       const char   *message_id,
                       const char   *words)
{
  NatterKeeper *keeper = NULL;

  g_return_if_fail (NATTER_IS_WINDOW (self));
  g_return_if_fail (conversation_id != NULL);

  g_clear_pointer (&self->wanted, g_strfreev);
  self->wanted = g_strdupv ((char *[]) { (char *) conversation_id,
                                         (char *) (message_id ? message_id : ""),
                                         (char *) (words ? words : ""), NULL });
  keeper = natter_chat_get_keeper (self->chat);
  if (!keeper || natter_keeper_is_open (keeper))
    open_wanted (self);
}

/**
 * natter_window_search_for:
 * @words: what to look for
 *
 * Shows the sidebar with what is found.
 */
void
natter_window_search_for (NatterWindow *self,
                          const char   *words)
{
  g_return_if_fail (NATTER_IS_WINDOW (self));

  natter_window_search (self);
  natter_sidebar_search_for (self->sidebar, words);
}

/**
 * natter_window_search:
 *
 * Shows the sidebar and lets the person write what to look for.
 */
void
natter_window_search (NatterWindow *self)
{
  GtkWidget *from = gtk_window_get_focus (GTK_WINDOW (self));
  g_autoptr(GtkWidget) held = from ? g_object_ref (from) : NULL;

  adw_navigation_split_view_set_show_content (self->split, FALSE);
  natter_sidebar_search (self->sidebar, held);
}

/**
 * natter_window_set_up_search:
 *
 * Lets what is stored be searched from the sidebar.
 */
void
natter_window_set_up_search (NatterWindow *self)
{
  NatterKeeper *keeper = natter_chat_get_keeper (self->chat);
  GtkEventController *controller = gtk_event_controller_key_new ();

  /* Added last it sees the key before the application's shortcuts do. */
  gtk_event_controller_set_propagation_phase (controller, GTK_PHASE_CAPTURE);
  g_signal_connect_object (controller, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), controller);

  g_signal_connect_object (self->sidebar, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->sidebar, "search-ended", G_CALLBACK (search_ended_cb), self,
                           G_CONNECT_SWAPPED);

  if (keeper)
    {
      g_autoptr(NatterSearch) search = natter_search_new (natter_keeper_get_store (keeper));

      natter_sidebar_set_search (self->sidebar, search);
      g_signal_connect_object (keeper, "opened", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (keeper, "opened", G_CALLBACK (open_wanted), self,
                               G_CONNECT_SWAPPED);
    }
}
