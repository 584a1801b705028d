/* natter-sidebar-menu.c: the menus of the sidebar's rows: what makes sense for a conversation or a
 * folder as it is. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-menu.h"

#include <glib/gi18n-lib.h>

#include "natter-folder-row.h"

static void
append_section (GMenu *menu,
                GMenu *section)
{
  g_menu_append_section (menu, NULL, G_MENU_MODEL (section));
}

/* A name is no label: its underscores are no mnemonics. */
static void
append_folder (GMenu        *menu,
               NatterFolder *folder)
{
  const char *emoji = natter_folder_get_emoji (folder);
  g_auto(GStrv) parts = g_strsplit (natter_folder_get_name (folder), "_", -1);
  g_autofree char *name = g_strjoinv ("__", parts);
  g_autofree char *label = emoji ? g_strconcat (emoji, " ", name, NULL) : g_strdup (name);
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "sidebar.move", "s", natter_folder_get_id (folder));
  g_menu_append_item (menu, item);
}

/**
 * natter_sidebar_menu_new_move:
 * @folders: (nullable): the folders
 * @folder_id: (nullable): of the folder that is left
 *
 * Returns: (transfer full): the folders to go to
 */
GMenuModel *
natter_sidebar_menu_new_move (NatterFolderList *folders,
                              const char       *folder_id)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) list = g_menu_new ();
  g_autoptr(GMenu) others = g_menu_new ();
  guint n_folders = folders ? g_list_model_get_n_items (G_LIST_MODEL (folders)) : 0;

  for (guint i = 0; i < n_folders; i++)
    {
      g_autoptr(NatterFolder) folder = g_list_model_get_item (G_LIST_MODEL (folders), i);

      if (!natter_folder_is_trashed (folder) &&
          g_strcmp0 (natter_folder_get_id (folder), folder_id) != 0)
        append_folder (list, folder);
    }

  g_menu_append (others, _("_New Folder…"), "sidebar.move-to-new");
  if (folder_id)
    {
      g_autoptr(GMenuItem) item = g_menu_item_new (C_("no folder", "N_one"), NULL);

      g_menu_item_set_action_and_target (item, "sidebar.move", "s", "");
      g_menu_append_item (others, item);
    }

  append_section (menu, list);
  append_section (menu, others);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static GMenuModel *
new_trashed (void)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) restore = g_menu_new ();
  g_autoptr(GMenu) delete = g_menu_new ();

  g_menu_append (restore, _("_Restore"), "sidebar.restore");
  g_menu_append (delete, _("_Delete Permanently…"), "sidebar.delete");
  append_section (menu, restore);
  append_section (menu, delete);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/* Returns: the id of the folder that it is seen in */
static const char *
get_folder_id (NatterConversation *conversation,
               NatterFolderList   *folders)
{
  const char *id = natter_conversation_get_folder_id (conversation);
  NatterFolder *folder = folders ? natter_folder_list_find (folders, id) : NULL;

  return folder && !natter_folder_is_trashed (folder) ? id : NULL;
}

/**
 * natter_sidebar_menu_new_conversation:
 * @conversation: what the menu is of
 * @folders: (nullable): the folders
 *
 * Returns: (transfer full): its menu
 */
GMenuModel *
natter_sidebar_menu_new_conversation (NatterConversation *conversation,
                                      NatterFolderList   *folders)
{
  gboolean is_archived = natter_conversation_is_archived (conversation);
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) place = g_menu_new ();
  g_autoptr(GMenu) keep = g_menu_new ();
  g_autoptr(GMenu) trash = g_menu_new ();

  if (natter_conversation_is_trashed (conversation))
    return new_trashed ();

  g_menu_append (place, _("_Rename"), "sidebar.rename");
  if (!is_archived)
    {
      g_autoptr(GMenuModel) move =
        natter_sidebar_menu_new_move (folders, get_folder_id (conversation, folders));

      if (natter_conversation_is_pinned (conversation))
        g_menu_append (place, _("Un_pin"), "sidebar.unpin");
      else
        g_menu_append (place, _("_Pin"), "sidebar.pin");
      g_menu_append_submenu (place, _("_Move to Folder"), move);
    }

  if (is_archived)
    g_menu_append (keep, _("Un_archive"), "sidebar.unarchive");
  else
    g_menu_append (keep, _("_Archive"), "sidebar.archive");
  g_menu_append (keep, _("_Export…"), "sidebar.export");
  g_menu_append (trash, _("Move to _Trash"), "sidebar.trash");

  append_section (menu, place);
  append_section (menu, keep);
  append_section (menu, trash);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

static void
append_colour (GMenu      *menu,
               const char *label,
               const char *colour)
{
  g_autoptr(GMenuItem) item = g_menu_item_new (label, NULL);

  g_menu_item_set_action_and_target (item, "sidebar.colour", "s", colour);
  g_menu_append_item (menu, item);
}

static GMenuModel *
new_colours (void)
{
  static const char * const labels[] = {
    N_("Blue"), N_("Green"), N_("Yellow"), N_("Orange"), N_("Red"), N_("Purple"), N_("Brown"),
  };
  const char * const *colours = natter_folder_row_get_colours ();
  g_autoptr(GMenu) menu = g_menu_new ();

  append_colour (menu, C_("no colour", "None"), "");
  for (gsize i = 0; i < G_N_ELEMENTS (labels); i++)
    append_colour (menu, _(labels[i]), colours[i]);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}

/**
 * natter_sidebar_menu_new_folder:
 * @folder: what the menu is of
 *
 * Returns: (transfer full): its menu
 */
GMenuModel *
natter_sidebar_menu_new_folder (NatterFolder *folder)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) look = g_menu_new ();
  g_autoptr(GMenu) delete = g_menu_new ();
  g_autoptr(GMenuModel) colours = new_colours ();

  if (natter_folder_is_trashed (folder))
    return new_trashed ();

  g_menu_append (look, _("_Rename"), "sidebar.rename");
  g_menu_append_submenu (look, _("_Colour"), colours);
  g_menu_append (look, _("Choose _Emoji…"), "sidebar.emoji");
  if (natter_folder_get_emoji (folder))
    g_menu_append (look, _("Remove E_moji"), "sidebar.remove-emoji");
  g_menu_append (look, _("_Export…"), "sidebar.export");
  g_menu_append (delete, _("_Delete Folder"), "sidebar.trash");

  append_section (menu, look);
  append_section (menu, delete);

  return G_MENU_MODEL (g_steal_pointer (&menu));
}
