/* natter-sidebar-model.h: the rows of the sidebar: conversations and folders, in sections.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-conversation-list.h"
#include "natter-folder-list.h"
#include "natter-today.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_SIDEBAR_CONVERSATIONS,
  NATTER_SIDEBAR_ARCHIVE,
  NATTER_SIDEBAR_TRASH,
} NatterSidebarView;

#define NATTER_TYPE_SIDEBAR_VIEW (natter_sidebar_view_get_type ())
GType natter_sidebar_view_get_type (void);

#define NATTER_TYPE_SIDEBAR_MODEL (natter_sidebar_model_get_type ())
G_DECLARE_FINAL_TYPE (NatterSidebarModel, natter_sidebar_model, NATTER, SIDEBAR_MODEL, GObject)

/* items are NatterConversation or NatterFolder */
NatterSidebarModel *natter_sidebar_model_new               (void);
void                natter_sidebar_model_set_conversations (NatterSidebarModel     *self,
                                                            NatterConversationList *list);
void                natter_sidebar_model_set_folders       (NatterSidebarModel     *self,
                                                            NatterFolderList       *folders);
void                natter_sidebar_model_set_today         (NatterSidebarModel     *self,
                                                            NatterToday            *today);
NatterToday        *natter_sidebar_model_get_today         (NatterSidebarModel     *self);
void                natter_sidebar_model_set_view          (NatterSidebarModel     *self,
                                                            NatterSidebarView       view);
NatterSidebarView   natter_sidebar_model_get_view          (NatterSidebarModel     *self);
void                natter_sidebar_model_set_search        (NatterSidebarModel     *self,
                                                            const char             *search);
void                natter_sidebar_model_set_collapsed     (NatterSidebarModel     *self,
                                                            NatterFolder           *folder,
                                                            gboolean                is_collapsed);
gboolean            natter_sidebar_model_is_collapsed      (NatterSidebarModel     *self,
                                                            NatterFolder           *folder);
char              **natter_sidebar_model_dup_all_collapsed (NatterSidebarModel     *self);
void                natter_sidebar_model_set_all_collapsed (NatterSidebarModel     *self,
                                                            const char * const     *ids);
gboolean            natter_sidebar_model_is_in_folder      (NatterSidebarModel     *self,
                                                            NatterConversation     *conversation);
gboolean            natter_sidebar_model_find              (NatterSidebarModel     *self,
                                                            gpointer                item,
                                                            guint                  *position);
char               *natter_sidebar_model_dup_heading       (NatterSidebarModel     *self,
                                                            guint                   position);
void                natter_sidebar_model_flush             (NatterSidebarModel     *self);

G_END_DECLS
