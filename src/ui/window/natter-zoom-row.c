/* natter-zoom-row.c: the size of the text, in the main menu: smaller, as it is now, larger. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-zoom-row.h"

#include <glib/gi18n-lib.h>

#include "natter-measure.h"

struct _NatterZoomRow
{
  GtkWidget  parent_instance;

  GtkButton *reset;
  GtkLabel  *percent;
};

G_DEFINE_FINAL_TYPE (NatterZoomRow, natter_zoom_row, GTK_TYPE_WIDGET)

static void
update (NatterZoomRow *self)
{
  guint zoom = natter_measure_get_zoom (natter_measure_get_default ());
  /* Translators: the size of the text, in percent */
  g_autofree char *percent = g_strdup_printf (_("%u%%"), zoom);
  /* Translators: a button that shows the size of the text and sets it back; %s is the size,
   * like "120%" */
  g_autofree char *name = g_strdup_printf (_("Reset Zoom: %s"), percent);

  gtk_label_set_text (self->percent, percent);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->reset),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
natter_zoom_row_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (object), NATTER_TYPE_ZOOM_ROW);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))))
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (natter_zoom_row_parent_class)->dispose (object);
}

static void
natter_zoom_row_class_init (NatterZoomRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_zoom_row_dispose;
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/zoom-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterZoomRow, reset);
  gtk_widget_class_bind_template_child (widget_class, NatterZoomRow, percent);
}

static void
natter_zoom_row_init (NatterZoomRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (natter_measure_get_default (), "notify::zoom", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

/**
 * natter_zoom_row_new:
 *
 * Returns: (transfer floating): a row for a menu
 */
GtkWidget *
natter_zoom_row_new (void)
{
  return g_object_new (NATTER_TYPE_ZOOM_ROW, NULL);
}
