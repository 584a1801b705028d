/* natter-sidebar-private.h: what the files of NatterSidebar share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-folder-row.h"
#include "natter-search-view.h"
#include "natter-sidebar-row.h"
#include "natter-sidebar-selection.h"
#include "natter-sidebar.h"

G_BEGIN_DECLS

/* For how long the trash keeps what is in it. */
#define NATTER_SIDEBAR_TRASH_DAYS 30

struct _NatterSidebar
{
  AdwBin                  parent_instance;

  NatterConversationList *conversations;
  NatterFolderList       *folders;
  NatterSidebarModel     *model;
  NatterSidebarSelection *selection;
  GObject                *target;         /* the row's item that the actions are about, or NULL */
  GtkPopover             *popover;        /* of the row's menu, or the emoji */
  GtkWidget              *focus_before;   /* what had the focus before the popover; weak */
  GtkWidget              *drop_row;       /* what a drag would be dropped on, or NULL */
  guint                   start_id;
  guint                   focus_id;
  GPtrArray              *headers;        /* of GtkListHeader, borrowed: those that there are */
  GtkWidget              *search_from;    /* what had the focus before the search; weak */
  guint                   search_id;
  gboolean                has_search;     /* what is stored can be looked through */

  GtkStack               *top;
  GtkSearchEntry         *search_entry;
  GtkLabel               *marked_label;
  GtkWidget              *trash_bar;
  GtkStack               *stack;
  GtkLabel               *empty_label;
  NatterSearchView       *results;
  GtkScrolledWindow      *scroller;
  GtkListView            *list_view;
  GtkListItemFactory     *header_factory;
  GtkStack               *bottom;
  GtkMenuButton          *view_button;
  GtkWidget              *new_folder_button;
  GtkWidget              *archive_button;
  GtkWidget              *unarchive_button;
  GtkMenuButton          *move_button;
  GtkWidget              *trash_button;
  GtkWidget              *restore_button;
  GtkWidget              *delete_button;
};

/* natter-sidebar-list.c */
void       natter_sidebar_list_bind_template   (GtkWidgetClass     *widget_class);
void       natter_sidebar_list_set_up          (NatterSidebar      *self);
void       natter_sidebar_list_refresh         (NatterSidebar      *self);
void       natter_sidebar_list_activate        (NatterSidebar      *self,
                                                gpointer            item);
void       natter_sidebar_list_toggle_folder   (NatterSidebar      *self,
                                                NatterFolder       *folder);
GObject   *natter_sidebar_list_dup_focused     (NatterSidebar      *self);
GtkWidget *natter_sidebar_list_find_row        (NatterSidebar      *self,
                                                gpointer            item);
void       natter_sidebar_list_focus           (NatterSidebar      *self,
                                                guint               position);
gboolean   natter_sidebar_list_take_back_focus (NatterSidebar      *self);
void       natter_sidebar_list_popup_menu      (NatterSidebar      *self);
void       natter_sidebar_list_show_popover    (NatterSidebar      *self,
                                                GtkPopover         *popover,
                                                GtkWidget          *row,
                                                double              x,
                                                double              y);
void       natter_sidebar_list_rename          (NatterSidebar      *self,
                                                gpointer            item);

/* natter-sidebar-actions.c */
void       natter_sidebar_install_actions      (GtkWidgetClass     *widget_class);
void       natter_sidebar_act                  (NatterSidebar      *self,
                                                gpointer            item,
                                                const char         *action_name);

/* natter-sidebar-drag.c */
void       natter_sidebar_drag_set_up          (NatterSidebar      *self);

/* natter-sidebar-search.c */
void       natter_sidebar_search_bind_template (GtkWidgetClass     *widget_class);
gboolean   natter_sidebar_is_searching         (NatterSidebar      *self);
gboolean   natter_sidebar_shows_results        (NatterSidebar      *self);
void       natter_sidebar_update_search        (NatterSidebar      *self);
gboolean   natter_sidebar_begin_search         (NatterSidebar      *self,
                                                guint               keyval,
                                                GtkEventControllerKey *controller);

/* natter-sidebar.c */
void       natter_sidebar_update_stack         (NatterSidebar      *self);
void       natter_sidebar_choose               (NatterSidebar      *self,
                                                NatterConversation *conversation);
void       natter_sidebar_tell_found           (NatterSidebar      *self,
                                                NatterConversation *conversation,
                                                const char         *message_id,
                                                NatterSearchQuery  *query);
void       natter_sidebar_tell_toggled         (NatterSidebar      *self);
void       natter_sidebar_tell_search_ended    (NatterSidebar      *self,
                                                GtkWidget          *from);
void       natter_sidebar_offer                (NatterSidebar      *self,
                                                NatterUndo         *undo);
void       natter_sidebar_ask_export           (NatterSidebar      *self,
                                                GPtrArray          *conversations);

G_END_DECLS
