/* natter-sidebar-row.c: one conversation in the sidebar. Made and re-used by the sidebar's list;
 * what few rows need is made when one needs it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-row.h"

#include <glib/gi18n-lib.h>

#include "natter-rename-label.h"

struct _NatterSidebarRow
{
  AdwBin              parent_instance;

  NatterConversation *conversation;
  GSignalGroup       *signals;
  char               *title;
  char               *status;
  int                 days_left;       /* or -1: it is not in the trash */

  GtkBox             *box;
  NatterRenameLabel  *title_label;
  GtkWidget          *dot;
  GtkWidget          *check;           /* NULL until it is needed, like the next three */
  GtkWidget          *temporary_icon;
  GtkLabel           *days_label;
  GtkWidget          *restore_button;
};

G_DEFINE_FINAL_TYPE (NatterSidebarRow, natter_sidebar_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_TITLE = 1,
  PROP_STATUS,
  PROP_CHECKABLE,
  PROP_CHECKED,
} NatterSidebarRowProps;

static GParamSpec *properties[PROP_CHECKED + 1];

enum
{
  SIGNAL_CLICKED,
  SIGNAL_MENU,
  SIGNAL_RESTORE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
update_title (NatterSidebarRow *self)
{
  const char *title = NULL;

  if (self->conversation)
    title = natter_conversation_get_title (self->conversation);
  if (!title || !*title)
    title = _("New Chat");

  if (!g_set_str (&self->title, title))
    return;

  natter_rename_label_set_text (self->title_label, title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static char *
dup_days_left (NatterSidebarRow *self)
{
  return g_strdup_printf (ngettext ("%d day left", "%d days left", (gulong) self->days_left),
                          self->days_left);
}

static char *
dup_status (NatterSidebarRow *self)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  if (natter_conversation_is_busy (self->conversation))
    g_strv_builder_add (builder, _("Answering"));
  if (natter_conversation_is_unread (self->conversation))
    g_strv_builder_add (builder, _("Unread"));
  if (natter_conversation_is_temporary (self->conversation))
    g_strv_builder_add (builder, _("Temporary"));
  if (self->days_left >= 0)
    g_strv_builder_take (builder, dup_days_left (self));

  words = g_strv_builder_end (builder);

  /* Translators: stands between the states of a conversation, as in “Unread, Temporary” */
  return words[0] ? g_strjoinv (_(", "), words) : NULL;
}

static void
update_dot (NatterSidebarRow *self)
{
  gboolean is_busy = self->conversation && natter_conversation_is_busy (self->conversation);
  gboolean is_unread = self->conversation && natter_conversation_is_unread (self->conversation);

  gtk_widget_set_visible (self->dot, is_busy || is_unread);
  if (is_busy)
    gtk_widget_add_css_class (self->dot, "pulse");
  else
    gtk_widget_remove_css_class (self->dot, "pulse");
  if (is_unread)
    gtk_widget_add_css_class (GTK_WIDGET (self->title_label), "unread");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->title_label), "unread");
}

static void
update_temporary (NatterSidebarRow *self)
{
  gboolean is_temporary = self->conversation &&
                          natter_conversation_is_temporary (self->conversation);

  if (is_temporary && !self->temporary_icon)
    {
      self->temporary_icon = gtk_image_new_from_icon_name ("view-conceal-symbolic");
      gtk_widget_add_css_class (self->temporary_icon, "dimmed");
      gtk_widget_set_tooltip_text (self->temporary_icon, _("Temporary: nothing of it is kept"));
      gtk_box_insert_child_after (self->box, self->temporary_icon, GTK_WIDGET (self->title_label));
    }
  if (self->temporary_icon)
    gtk_widget_set_visible (self->temporary_icon, is_temporary);
}

static void
update_status (NatterSidebarRow *self)
{
  g_autofree char *status = self->conversation ? dup_status (self) : NULL;

  update_dot (self);
  update_temporary (self);
  if (g_set_str (&self->status, status))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
restore_clicked_cb (NatterSidebarRow *self)
{
  g_signal_emit (self, signals[SIGNAL_RESTORE], 0);
}

static void
ensure_trash_parts (NatterSidebarRow *self)
{
  if (self->days_label)
    return;

  self->days_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_widget_add_css_class (GTK_WIDGET (self->days_label), "dimmed");
  gtk_widget_add_css_class (GTK_WIDGET (self->days_label), "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->days_label), "numeric");
  gtk_box_append (self->box, GTK_WIDGET (self->days_label));

  self->restore_button = gtk_button_new_from_icon_name ("edit-undo-symbolic");
  gtk_widget_add_css_class (self->restore_button, "flat");
  gtk_widget_add_css_class (self->restore_button, "small");
  gtk_widget_set_tooltip_text (self->restore_button, _("Restore"));
  g_signal_connect_object (self->restore_button, "clicked", G_CALLBACK (restore_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_box_append (self->box, self->restore_button);
}

static void
renamed_cb (NatterSidebarRow *self,
            const char       *title)
{
  if (self->conversation)
    natter_conversation_set_title (self->conversation, title);
}

/* The focus goes to the list's own wrapper of the row, from where the keys of the list work. */
static void
rename_ended_cb (NatterSidebarRow *self)
{
  GtkWidget *item = gtk_widget_get_parent (GTK_WIDGET (self));

  if (self->conversation && item && gtk_widget_get_mapped (item))
    gtk_widget_grab_focus (item);
}

static void
released_cb (GtkGestureClick  *gesture,
             int               n_press,
             double            x,
             double            y,
             NatterSidebarRow *self)
{
  GdkModifierType state = gtk_event_controller_get_current_event_state (
    GTK_EVENT_CONTROLLER (gesture));

  if (!(state & (GDK_CONTROL_MASK | GDK_SHIFT_MASK)) && n_press == 1)
    g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
menu_pressed_cb (GtkGestureClick  *gesture,
                 int               n_press,
                 double            x,
                 double            y,
                 NatterSidebarRow *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_MENU], 0, x, y);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture,
                 double               x,
                 double               y,
                 NatterSidebarRow    *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  g_signal_emit (self, signals[SIGNAL_MENU], 0, x, y);
}

static gboolean
is_checkable (NatterSidebarRow *self)
{
  return self->check && gtk_widget_get_visible (self->check);
}

static gboolean
is_checked (NatterSidebarRow *self)
{
  return self->check && gtk_check_button_get_active (GTK_CHECK_BUTTON (self->check));
}

static void
ensure_check (NatterSidebarRow *self)
{
  if (self->check)
    return;

  /* only shown: the list says that the row is selected */
  self->check = g_object_new (GTK_TYPE_CHECK_BUTTON,
                              "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                              "can-focus", FALSE,
                              "can-target", FALSE,
                              "visible", FALSE,
                              NULL);
  gtk_box_prepend (self->box, self->check);
}

static void
set_checkable (NatterSidebarRow *self,
               gboolean          checkable)
{
  if (is_checkable (self) == checkable)
    return;

  ensure_check (self);
  gtk_widget_set_visible (self->check, checkable);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKABLE]);
}

static void
set_checked (NatterSidebarRow *self,
             gboolean          checked)
{
  if (is_checked (self) == checked)
    return;

  ensure_check (self);
  gtk_check_button_set_active (GTK_CHECK_BUTTON (self->check), checked);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHECKED]);
}

static void
natter_sidebar_row_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (object);

  switch ((NatterSidebarRowProps) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, natter_sidebar_row_get_title (self));
      break;

    case PROP_STATUS:
      g_value_set_string (value, natter_sidebar_row_get_status (self));
      break;

    case PROP_CHECKABLE:
      g_value_set_boolean (value, is_checkable (self));
      break;

    case PROP_CHECKED:
      g_value_set_boolean (value, is_checked (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_sidebar_row_set_property (GObject      *object,
                                 guint         prop_id,
                                 const GValue *value,
                                 GParamSpec   *pspec)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (object);

  switch ((NatterSidebarRowProps) prop_id)
    {
    case PROP_CHECKABLE:
      set_checkable (self, g_value_get_boolean (value));
      break;

    case PROP_CHECKED:
      set_checked (self, g_value_get_boolean (value));
      break;

    case PROP_TITLE:
    case PROP_STATUS:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_sidebar_row_dispose (GObject *object)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (object);

  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_SIDEBAR_ROW);
  self->check = NULL;
  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (natter_sidebar_row_parent_class)->dispose (object);
}

static void
natter_sidebar_row_finalize (GObject *object)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (object);

  g_free (self->status);
  g_free (self->title);

  G_OBJECT_CLASS (natter_sidebar_row_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;
  const GParamFlags writable = readable | G_PARAM_WRITABLE;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_STATUS] = g_param_spec_string ("status", NULL, NULL, NULL, readable);
  properties[PROP_CHECKABLE] = g_param_spec_boolean ("checkable", NULL, NULL, FALSE, writable);
  properties[PROP_CHECKED] = g_param_spec_boolean ("checked", NULL, NULL, FALSE, writable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_sidebar_row_class_init (NatterSidebarRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_sidebar_row_get_property;
  object_class->set_property = natter_sidebar_row_set_property;
  object_class->dispose = natter_sidebar_row_dispose;
  object_class->finalize = natter_sidebar_row_finalize;
  install_properties (object_class);

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
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterSidebarRow, box);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebarRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebarRow, dot);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, renamed_cb);
  gtk_widget_class_bind_template_callback (widget_class, rename_ended_cb);
}

static void
natter_sidebar_row_init (NatterSidebarRow *self)
{
  self->days_left = -1;
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (NATTER_TYPE_CONVERSATION);
  g_signal_group_connect_object (self->signals, "notify::title",
                                 G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::busy",
                                 G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::unread",
                                 G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::temporary",
                                 G_CALLBACK (update_status), self, G_CONNECT_SWAPPED);
}

/**
 * natter_sidebar_row_new:
 *
 * Returns: (transfer floating): a row without a conversation
 */
NatterSidebarRow *
natter_sidebar_row_new (void)
{
  return g_object_new (NATTER_TYPE_SIDEBAR_ROW, NULL);
}

/**
 * natter_sidebar_row_get_conversation:
 * @self: the row
 *
 * Returns: (transfer none) (nullable): what it shows
 */
NatterConversation *
natter_sidebar_row_get_conversation (NatterSidebarRow *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_ROW (self), NULL);

  return self->conversation;
}

/**
 * natter_sidebar_row_set_conversation:
 * @self: the row
 * @conversation: (nullable): what it shows
 *
 * Re-targets the row, as a list does when it scrolls. A title that is being written is taken.
 */
void
natter_sidebar_row_set_conversation (NatterSidebarRow   *self,
                                     NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_ROW (self));
  g_return_if_fail (!conversation || NATTER_IS_CONVERSATION (conversation));

  if (self->conversation == conversation)
    return;

  natter_rename_label_accept (self->title_label);
  g_set_object (&self->conversation, conversation);
  g_signal_group_set_target (self->signals, conversation);
  update_title (self);
  update_status (self);
}

/**
 * natter_sidebar_row_set_in_folder:
 * @self: the row
 * @is_in_folder: whether it stands below its folder
 */
void
natter_sidebar_row_set_in_folder (NatterSidebarRow *self,
                                  gboolean          is_in_folder)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_ROW (self));

  if (is_in_folder)
    gtk_widget_add_css_class (GTK_WIDGET (self), "in-folder");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "in-folder");
}

/**
 * natter_sidebar_row_set_days_left:
 * @self: the row
 * @days_left: for how many days the trash still keeps it; -1 if it is not there
 */
void
natter_sidebar_row_set_days_left (NatterSidebarRow *self,
                                  int               days_left)
{
  g_autofree char *text = NULL;

  g_return_if_fail (NATTER_IS_SIDEBAR_ROW (self));

  if (self->days_left == days_left)
    return;

  self->days_left = days_left;
  ensure_trash_parts (self);
  text = dup_days_left (self);
  gtk_label_set_label (self->days_label, text);
  gtk_widget_set_visible (GTK_WIDGET (self->days_label), days_left >= 0);
  gtk_widget_set_visible (self->restore_button, days_left >= 0);
  update_status (self);
}

/**
 * natter_sidebar_row_get_title:
 * @self: the row
 *
 * Returns: (nullable): the conversation's title, or what stands for none
 */
const char *
natter_sidebar_row_get_title (NatterSidebarRow *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_ROW (self), NULL);

  return self->title;
}

/**
 * natter_sidebar_row_get_status:
 * @self: the row
 *
 * Returns: (nullable): in words, what else there is to say of the conversation
 */
const char *
natter_sidebar_row_get_status (NatterSidebarRow *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_ROW (self), NULL);

  return self->status;
}

/**
 * natter_sidebar_row_rename:
 * @self: the row
 *
 * Lets the title be written in its place.
 */
void
natter_sidebar_row_rename (NatterSidebarRow *self)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_ROW (self));

  natter_rename_label_begin (self->title_label, _("Title"));
}
