/* natter-sidebar-row.c: one conversation in the sidebar, with its menu. Made and re-used by the
 * sidebar's list; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-row.h"

#include <glib/gi18n-lib.h>

struct _NatterSidebarRow
{
  AdwBin parent_instance;

  NatterConversation *conversation;
  GSignalGroup *signals;
  char *title;
  const char *status;

  GtkLabel *title_label;
  GtkWidget *busy_dot;
  GMenuModel *menu;
  GtkPopover *popover;
};

G_DEFINE_FINAL_TYPE (NatterSidebarRow, natter_sidebar_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_CONVERSATION = 1,
  PROP_TITLE,
  PROP_STATUS,
} NatterSidebarRowProps;

static GParamSpec *properties[PROP_STATUS + 1];

enum
{
  SIGNAL_CLICKED,
  SIGNAL_EXPORT,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
title_changed_cb (NatterSidebarRow *self)
{
  const char *title = NULL;

  if (self->conversation)
    title = natter_conversation_get_title (self->conversation);
  if (!title || !*title)
    title = _("New Chat");

  if (!g_set_str (&self->title, title))
    return;

  gtk_label_set_label (self->title_label, title);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
busy_changed_cb (NatterSidebarRow *self)
{
  gboolean busy = self->conversation && natter_conversation_is_busy (self->conversation);
  const char *status = busy ? _("Answering") : NULL;

  gtk_widget_set_visible (self->busy_dot, busy);
  if (self->status == status)
    return;

  self->status = status;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
}

static void
popup_menu_at (NatterSidebarRow *self,
               int               x,
               int               y)
{
  const GdkRectangle rectangle = { x, y, 1, 1 };

  if (!self->conversation)
    return;

  if (!self->popover)
    {
      self->popover = GTK_POPOVER (gtk_popover_menu_new_from_model (self->menu));
      gtk_popover_set_has_arrow (self->popover, FALSE);
      gtk_widget_set_halign (GTK_WIDGET (self->popover), GTK_ALIGN_START);
      gtk_widget_set_parent (GTK_WIDGET (self->popover), GTK_WIDGET (self));
    }

  gtk_popover_set_pointing_to (self->popover, &rectangle);
  gtk_popover_popup (self->popover);
}

static void
clicked_cb (NatterSidebarRow *self)
{
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
  popup_menu_at (self, x, y);
}

static void
long_pressed_cb (GtkGestureLongPress *gesture,
                 double               x,
                 double               y,
                 NatterSidebarRow    *self)
{
  gtk_gesture_set_state (GTK_GESTURE (gesture), GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu_at (self, x, y);
}

static void
rename_response_cb (AdwAlertDialog *dialog,
                    const char     *response,
                    GtkEditable    *entry)
{
  NatterConversation *conversation = g_object_get_data (G_OBJECT (dialog), "conversation");
  g_autofree char *title = NULL;

  if (g_strcmp0 (response, "rename") != 0)
    return;

  title = g_strstrip (g_strdup (gtk_editable_get_text (entry)));
  if (*title)
    natter_conversation_set_title (conversation, title);
}

static void
rename_text_changed_cb (GtkEditable    *entry,
                        AdwAlertDialog *dialog)
{
  g_autofree char *title = g_strstrip (g_strdup (gtk_editable_get_text (entry)));

  adw_alert_dialog_set_response_enabled (dialog, "rename", *title != '\0');
}

static void
rename_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (widget);
  AdwDialog *dialog = adw_alert_dialog_new (_("Rename Chat"), NULL);
  GtkWidget *group = adw_preferences_group_new ();
  GtkWidget *entry = adw_entry_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (entry), _("Title"));
  adw_entry_row_set_activates_default (ADW_ENTRY_ROW (entry), TRUE);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (group), entry);

  adw_alert_dialog_add_responses (ADW_ALERT_DIALOG (dialog),
                                  "cancel", _("_Cancel"),
                                  "rename", _("_Rename"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (ADW_ALERT_DIALOG (dialog), "rename",
                                            ADW_RESPONSE_SUGGESTED);
  adw_alert_dialog_set_default_response (ADW_ALERT_DIALOG (dialog), "rename");
  adw_alert_dialog_set_close_response (ADW_ALERT_DIALOG (dialog), "cancel");
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), group);
  adw_dialog_set_focus (dialog, entry);

  /* the row may show another conversation by the time of the answer */
  g_object_set_data_full (G_OBJECT (dialog), "conversation", g_object_ref (self->conversation),
                          g_object_unref);
  g_signal_connect_object (entry, "changed", G_CALLBACK (rename_text_changed_cb), dialog, 0);
  g_signal_connect_object (dialog, "response", G_CALLBACK (rename_response_cb), entry, 0);
  gtk_editable_set_text (GTK_EDITABLE (entry), self->title);

  adw_dialog_present (dialog, widget);
}

static void
export_cb (GtkWidget  *widget,
           const char *action_name,
           GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_EXPORT], 0);
}

static gboolean
natter_sidebar_row_query_tooltip (GtkWidget  *widget,
                                  int         x,
                                  int         y,
                                  gboolean    keyboard,
                                  GtkTooltip *tooltip)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (widget);

  if (!pango_layout_is_ellipsized (gtk_label_get_layout (self->title_label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, self->title);
  return TRUE;
}

static void
natter_sidebar_row_size_allocate (GtkWidget *widget,
                                  int        width,
                                  int        height,
                                  int        baseline)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (widget);

  GTK_WIDGET_CLASS (natter_sidebar_row_parent_class)->size_allocate (widget, width, height,
                                                                     baseline);
  if (self->popover)
    gtk_popover_present (self->popover);
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
    case PROP_CONVERSATION:
      g_value_set_object (value, natter_sidebar_row_get_conversation (self));
      break;

    case PROP_TITLE:
      g_value_set_string (value, natter_sidebar_row_get_title (self));
      break;

    case PROP_STATUS:
      g_value_set_string (value, natter_sidebar_row_get_status (self));
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
    case PROP_CONVERSATION:
      natter_sidebar_row_set_conversation (self, g_value_get_object (value));
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

  if (self->popover)
    gtk_widget_unparent (GTK_WIDGET (self->popover));
  self->popover = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_SIDEBAR_ROW);
  g_clear_object (&self->signals);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (natter_sidebar_row_parent_class)->dispose (object);
}

static void
natter_sidebar_row_finalize (GObject *object)
{
  NatterSidebarRow *self = NATTER_SIDEBAR_ROW (object);

  g_free (self->title);

  G_OBJECT_CLASS (natter_sidebar_row_parent_class)->finalize (object);
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
  widget_class->query_tooltip = natter_sidebar_row_query_tooltip;
  widget_class->size_allocate = natter_sidebar_row_size_allocate;

  properties[PROP_CONVERSATION] =
    g_param_spec_object ("conversation", NULL, NULL, NATTER_TYPE_CONVERSATION,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_STATUS] =
    g_param_spec_string ("status", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CLICKED] =
    g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_EXPORT] =
    g_signal_new ("export", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "row.rename", NULL, rename_cb);
  gtk_widget_class_install_action (widget_class, "row.export", NULL, export_cb);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/sidebar-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterSidebarRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebarRow, busy_dot);
  gtk_widget_class_bind_template_child (widget_class, NatterSidebarRow, menu);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, menu_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, long_pressed_cb);
}

static void
natter_sidebar_row_init (NatterSidebarRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->signals = g_signal_group_new (NATTER_TYPE_CONVERSATION);
  g_signal_group_connect_object (self->signals, "notify::title",
                                 G_CALLBACK (title_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->signals, "notify::busy",
                                 G_CALLBACK (busy_changed_cb), self, G_CONNECT_SWAPPED);
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
 * Re-targets the row, as a list does when it scrolls.
 */
void
natter_sidebar_row_set_conversation (NatterSidebarRow   *self,
                                     NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_ROW (self));
  g_return_if_fail (!conversation || NATTER_IS_CONVERSATION (conversation));

  if (!g_set_object (&self->conversation, conversation))
    return;

  if (self->popover)
    gtk_popover_popdown (self->popover);
  g_signal_group_set_target (self->signals, conversation);
  title_changed_cb (self);
  busy_changed_cb (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CONVERSATION]);
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
 * Returns: (nullable): in words, what goes on in the conversation
 */
const char *
natter_sidebar_row_get_status (NatterSidebarRow *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_ROW (self), NULL);

  return self->status;
}

/**
 * natter_sidebar_row_popup_menu:
 * @self: the row
 *
 * Opens the row's menu beneath its middle, as the Menu key does.
 */
void
natter_sidebar_row_popup_menu (NatterSidebarRow *self)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_ROW (self));

  popup_menu_at (self, gtk_widget_get_width (GTK_WIDGET (self)) / 2,
                 gtk_widget_get_height (GTK_WIDGET (self)) / 2);
}
