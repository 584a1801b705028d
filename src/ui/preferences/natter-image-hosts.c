/* natter-image-hosts.c: the hosts whose images are loaded without asking, so that a person can take
 * that back; hidden while there are none. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-image-hosts.h"

#include <glib/gi18n-lib.h>

#include "natter-block-options.h"

struct _NatterImageHosts
{
  AdwPreferencesGroup  parent_instance;

  GPtrArray           *rows;
};

G_DEFINE_FINAL_TYPE (NatterImageHosts, natter_image_hosts, ADW_TYPE_PREFERENCES_GROUP)

static void
remove_cb (GtkButton *button)
{
  natter_block_options_remove_image_host (natter_block_options_get_default (),
                                          g_object_get_data (G_OBJECT (button), "host"));
}

static GtkWidget *
make_row (const char *host)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("user-trash-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), host);
  gtk_widget_set_tooltip_text (button, _("Ask Again"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Ask Again"), -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "host", g_strdup (host), g_free);
  g_signal_connect (button, "clicked", G_CALLBACK (remove_cb), NULL);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
update (NatterImageHosts *self)
{
  const char * const *hosts =
    natter_block_options_get_image_hosts (natter_block_options_get_default ());

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (; *hosts; hosts++)
    {
      GtkWidget *row = make_row (*hosts);

      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
    }
  gtk_widget_set_visible (GTK_WIDGET (self), self->rows->len > 0);
}

static void
natter_image_hosts_finalize (GObject *object)
{
  g_ptr_array_unref (NATTER_IMAGE_HOSTS (object)->rows);

  G_OBJECT_CLASS (natter_image_hosts_parent_class)->finalize (object);
}

static void
natter_image_hosts_class_init (NatterImageHostsClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_image_hosts_finalize;
}

static void
natter_image_hosts_init (NatterImageHosts *self)
{
  self->rows = g_ptr_array_new ();
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Images"));
  adw_preferences_group_set_description (
    ADW_PREFERENCES_GROUP (self),
    _("Images in answers are loaded from these hosts without asking. They learn when you read "
      "what."));
  g_signal_connect_object (natter_block_options_get_default (), "notify::image-hosts",
                           G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  update (self);
}
