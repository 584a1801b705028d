/* natter-sidebar-rows.h: which rows the sidebar has, and what differs between two states of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-days.h"
#include "natter-sidebar-model.h"

G_BEGIN_DECLS

enum
{
  NATTER_SIDEBAR_GROUP_PINNED,
  NATTER_SIDEBAR_GROUP_FOLDERS,
  NATTER_SIDEBAR_GROUP_DAYS,      /* and so on, with the groups of NatterDays */
};

typedef struct
{
  GObject *item;
  guint    group;
} NatterSidebarRowInfo;

/* What to show; all borrowed, the lists may be NULL. */
typedef struct
{
  NatterConversationList *conversations;
  NatterFolderList       *folders;
  NatterDays             *days;
  NatterSidebarView       view;
  const char             *search;      /* folded, or NULL */
  GHashTable             *collapsed;   /* of the ids of folders */
} NatterSidebarQuery;

GArray   *natter_sidebar_rows_new          (void);
GArray   *natter_sidebar_rows_collect      (const NatterSidebarQuery *query);
GArray   *natter_sidebar_rows_copy_without (GArray                   *rows,
                                            guint                     index);
void      natter_sidebar_rows_compare      (GArray                   *old,
                                            GArray                   *rows,
                                            guint                    *first,
                                            guint                    *last);
gboolean  natter_sidebar_rows_find_move    (GArray                   *old,
                                            GArray                   *rows,
                                            guint                     first,
                                            guint                     last,
                                            guint                    *from,
                                            guint                    *to);
char     *natter_sidebar_rows_fold         (const char               *text);

G_END_DECLS
