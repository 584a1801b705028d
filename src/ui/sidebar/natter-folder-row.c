/* natter-folder-row.c: one folder in the sidebar. Made and re-used by the sidebar's list; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-folder-row.h"

#include <glib/gi18n-lib.h>

#include "natter-rename-label.h"

struct _NatterFolderRow
{
  AdwBin             parent_instance;

  NatterFolder      *folder;
  GSignalGroup      *signals;
  char              *title;
  char              *status;
  gboolean           is_collapsed;
  int                days_left;      /* or -1: it is not in the trash */

  GtkWidget         *icon;
  GtkLabel          *emoji_label;
  NatterRenameLabel *name_label;
  GtkLabel          *days_label;
  GtkWidget         *restore_button;
  GtkImage          *arrow;
};

G_DEFINE_FINAL_TYPE (NatterFolderRow, natter_folder_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_TITLE = 1,
  PROP_STATUS,
} NatterFolderRowProps;

static GParamSpec *properties[PROP_STATUS + 1];

enum
{
  SIGNAL_CLICKED,
  SIGNAL_MENU,
  SIGNAL_RESTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/**
 * natter_folder_row_get_colours:
 *
 * Returns: the names of the colours that a folder can have, ending with %NULL; each is a class of
 *   the style sheet
 */
const char * const *
natter_folder_row_get_colours (void)
{
  static const char * const colours[] = {
    "blue", "green", "yellow", "orange", "red", "purple", "brown", NULL
  };

  return colours;
}

static void
update_name (NatterFolderRow *self)
{
  if (!self->folder || !g_set_str (&self->title, natter_folder_get_name (self->folder)))
    return;

  natter_rename_label_set_text (self->name_label, self->title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
update_look (NatterFolderRow *self)
{
  const char *emoji = self->folder ? natter_folder_get_emoji (self->folder) : NULL;
  const char *colour = self->folder ? natter_folder_get_colour (self->folder) : NULL;
  const char * const *colours = natter_folder_row_get_colours ();

  gtk_widget_set_visible (self->icon, !emoji);
  gtk_widget_set_visible (GTK_WIDGET (self->emoji_label), emoji != NULL);
  gtk_label_set_label (self->emoji_label, emoji ? emoji : "");
  for (gsize i = 0; colours[i]; i++)
    if (g_strcmp0 (colours[i], colour) == 0)
      gtk_widget_add_css_class (GTK_WIDGET (self), colours[i]);
    else
      gtk_widget_remove_css_class (GTK_WIDGET (self), colours[i]);
}

static void
update_status (NatterFolderRow *self)
{
  g_autofree char *status = NULL;
  g_autofree char *days = NULL;

  days = g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) self->days_left),
                          self->days_left);
  /* Translators: %s says for how long the trash keeps the folder */
  status = self->days_left >= 0 ? g_strdup_printf (_("Folder, %s"), days)
                                : g_strdup (self->is_collapsed ? _("Folder, closed")
                                                               : _("Folder, open"));
  gtk_label_set_label (self->days_label, days);
  if (g_set_str (&self->status, status))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
renamed_cb (NatterFolderRow *self,
            const char      *name)
{
  if (self->folder)
    natter_folder_set_name (self->folder, name);
}

static void
rename_ended_cb (NatterFolderRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->folder && item && gtk_widget_get_mapped (item))
    gtk_widget_grab_focus (item);
}

static void
restore_clicked_cb (NatterFolderRow *self)
{
  g_signal_emit (self, signals[SIGNAL_RESTORE], 0);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             NatterFolderRow *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
menu_pressed_cb (GtkGestureClick *gesture,
                 int              n_press,
                 double           x,
                 double           y,
                 NatterFolderRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_MENU], 0, x, y);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture,
                 double               x,
                 double               y,
                 NatterFolderRow     *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_MENU], 0, x, y);
}

static void
natter_folder_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  NatterFolderRow *self = NATTER_FOLDER_ROW (object);

  switch ((NatterFolderRowProps) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_STATUS:
      g_value_set_string (value, self->status);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_folder_row_dispose (GObject *object)
{
  NatterFolderRow *self = NATTER_FOLDER_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_FOLDER_ROW);
  g_clear_object (&self->signals);
  g_clear_object (&self->folder);

  G_OBJECT_CLASS (natter_folder_row_parent_class)->dispose (object);
}

static void
natter_folder_row_finalize (GObject *object)
{
  NatterFolderRow *self = NATTER_FOLDER_ROW (object);

  g_free (self->status);
  g_free (self->title);

  G_OBJECT_CLASS (natter_folder_row_parent_class)->finalize (object);
}

static void
natter_folder_row_class_init (NatterFolderRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = natter_folder_row_get_property;
  object_class->dispose = natter_folder_row_dispose;
  object_class->finalize = natter_folder_row_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CLICKED] =
    g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_MENU] =
    g_signal_new ("menu", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_DOUBLE, G_TYPE_DOUBLE);
  signals[SIGNAL_RESTORE] =
    g_signal_new ("restore", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (NATTER_TYPE_RENAME_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/folder-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterFolderRow, icon);
  gtk_widget_class_bind_template_child (widget_class, NatterFolderRow, emoji_label);
  gtk_widget_class_bind_template_child (widget_class, NatterFolderRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, NatterFolderRow, days_label);
  gtk_widget_class_bind_template_child (widget_class, NatterFolderRow, restore_button);
  gtk_widget_class_bind_template_child (widget_class, NatterFolderRow, arrow);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_ended_cb);
  gtk_widget_class_bind_template_callback (widget_class, restore_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
natter_folder_row_init (NatterFolderRow *self)
{
  self->days_left = -1;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (NATTER_TYPE_FOLDER);
  g_signal_group_connect_object (self->signals, "notify::name",
                                 G_CALLBACK (update_name), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::colour",
                                 G_CALLBACK (update_look), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::emoji",
                                 G_CALLBACK (update_look), self, G_CONNECT_SWAPPED);
}

/**
 * natter_folder_row_new:
 *
 * Returns: (transfer floating): a row without a folder
 */
NatterFolderRow *
natter_folder_row_new (void)
{
  return g_object_new (NATTER_TYPE_FOLDER_ROW, NULL);
}

/**
 * natter_folder_row_get_folder:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
NatterFolder *
natter_folder_row_get_folder (NatterFolderRow *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER_ROW (self), NULL);

  return self->folder;
}

/**
 * natter_folder_row_set_folder:
 * @self: the row
 * @folder: (nullable): what it shows
 *
 * Re-targets the row. A name that is being written is taken.
 */
void
natter_folder_row_set_folder (NatterFolderRow *self,
                              NatterFolder    *folder)
{
  g_return_if_fail (NATTER_IS_FOLDER_ROW (self));

  if (self->folder == folder)
    return;

  natter_rename_label_accept (self->name_label);
  g_set_object (&self->folder, folder);
  g_signal_group_set_target (self->signals, folder);
  update_name (self);
  update_look (self);
  update_status (self);
}

/**
 * natter_folder_row_set_collapsed:
 * @self: the row
 * @is_collapsed: whether its conversations are out of sight
 */
void
natter_folder_row_set_collapsed (NatterFolderRow *self,
                                 gboolean         is_collapsed)
{
  g_return_if_fail (NATTER_IS_FOLDER_ROW (self));

  self->is_collapsed = is_collapsed;
  gtk_image_set_from_icon_name (self->arrow, is_collapsed ? "pan-end-symbolic"
                                                          : "pan-down-symbolic");
  update_status (self);
}

/**
 * natter_folder_row_set_days_left:
 * @self: the row
 * @days_left: for how many days the trash still keeps it; -1 if it is not there
 */
void
natter_folder_row_set_days_left (NatterFolderRow *self,
                                 int              days_left)
{
  g_return_if_fail (NATTER_IS_FOLDER_ROW (self));

  self->days_left = days_left;
  gtk_widget_set_visible (GTK_WIDGET (self->days_label), days_left >= 0);
  gtk_widget_set_visible (self->restore_button, days_left >= 0);
  gtk_widget_set_visible (GTK_WIDGET (self->arrow), days_left < 0);
  update_status (self);
}

/**
 * natter_folder_row_rename:
 * @self: the row
 *
 * Lets the name be written in its place.
 */
void
natter_folder_row_rename (NatterFolderRow *self)
{
  g_return_if_fail (NATTER_IS_FOLDER_ROW (self));

  natter_rename_label_begin (self->name_label, _("Name of the Folder"));
}
