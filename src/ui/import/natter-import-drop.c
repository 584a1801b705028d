/* natter-import-drop.c: files are dropped on a widget to be imported: it activates the action
 * win.import-files. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-drop.h"

static gboolean
drop_cb (GtkDropTarget *target,
         const GValue  *value,
         double         x,
         double         y,
         GtkWidget     *widget)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) paths = NULL;

  for (GSList *l = g_value_get_boxed (value); l; l = l->next)
    {
      char *path = g_file_get_path (l->data);

      if (path)
        g_strv_builder_take (builder, path);
    }

  paths = g_strv_builder_end (builder);
  if (!paths[0])
    return FALSE;

  return gtk_widget_activate_action (widget, "win.import-files", "^as", paths);
}

/**
 * natter_import_drop_set_up:
 * @widget: where files may be dropped
 */
void
natter_import_drop_set_up (GtkWidget *widget)
{
  GtkDropTarget *target = NULL;

  g_return_if_fail (GTK_IS_WIDGET (widget));

  target = gtk_drop_target_new (GDK_TYPE_FILE_LIST, GDK_ACTION_COPY);
  g_signal_connect_object (target, "drop", G_CALLBACK (drop_cb), widget, 0);
  gtk_widget_add_controller (widget, GTK_EVENT_CONTROLLER (target));
}

/**
 * natter_import_drop_dup_paths:
 * @files: of GFile
 *
 * Returns: (transfer full): where they are; those that are on no disk are left out
 */
char **
natter_import_drop_dup_paths (GListModel *files)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < g_list_model_get_n_items (files); i++)
    {
      g_autoptr(GFile) file = g_list_model_get_item (files, i);
      char *path = g_file_get_path (file);

      if (path)
        g_strv_builder_take (builder, path);
    }

  return g_strv_builder_end (builder);
}
