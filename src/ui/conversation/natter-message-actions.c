/* natter-message-actions.c: what can be done with a message, shown on hover and focus without
 * moving the text. The buttons are actions of the footer that this stands in. A list view keeps two
 * hundred rows ready that nobody sees: buttons are made when they come into sight, or the focus
 * does. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-actions.h"

#include <glib/gi18n-lib.h>

struct _NatterMessageActions
{
  GtkWidget           parent_instance;

  GtkWidget          *box;           /* NULL until it is seen, as are all in it */
  GtkWidget          *siblings;
  GtkWidget          *position;
  GtkWidget          *retry;
  GtkWidget          *more;
  GtkWidget          *meta;
  NatterConversation *conversation;
  NatterMessage      *message;
  guint               make_id;
  gboolean            hovered;
  gboolean            focused;
};

G_DEFINE_FINAL_TYPE (NatterMessageActions, natter_message_actions, GTK_TYPE_WIDGET)

static char *
dup_meta (NatterMessage *message)
{
  const NatterUsage *usage = natter_message_get_usage (message);
  double seconds = natter_timing_get_seconds (natter_message_get_timing (message));
  g_autofree char *tokens = NULL;

  if (seconds < 0)
    return NULL;
  if (usage->output < 0)
    return g_strdup_printf (_("%.1f s"), seconds);

  tokens = g_strdup_printf (ngettext ("%d token", "%d tokens", (gulong) usage->output),
                            (int) usage->output);

  /* Translators: tokens of an answer, then the seconds it took: "412 tokens · 7.1 s" */
  return g_strdup_printf (_("%s · %.1f s"), tokens, seconds);
}

static void
update_siblings (NatterMessageActions *self)
{
  guint index = 0;
  guint n = natter_conversation_get_n_siblings (self->conversation, self->message, &index);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->siblings, n > 1);
  if (n < 2)
    return;

  /* Translators: which of several answers is shown, "1 / 2" */
  text = g_strdup_printf (_("%u / %u"), index + 1, n);
  gtk_label_set_text (GTK_LABEL (self->position), text);
}

static gboolean
is_shown (NatterMessageActions *self)
{
  gboolean is_open = self->more && gtk_menu_button_get_active (GTK_MENU_BUTTON (self->more));

  return !natter_message_is_streaming (self->message) &&
         (self->hovered || self->focused || is_open ||
          self->message == natter_conversation_get_last (self->conversation) ||
          natter_conversation_get_n_siblings (self->conversation, self->message, NULL) > 1);
}

/* Opacity, not visibility: the text must not move, and Tab must find them. */
static void
update_shown (NatterMessageActions *self)
{
  gboolean streaming = natter_message_is_streaming (self->message);

  gtk_widget_set_opacity (GTK_WIDGET (self), is_shown (self) ? 1 : 0);
  gtk_widget_set_can_target (GTK_WIDGET (self), !streaming);
  gtk_widget_set_sensitive (GTK_WIDGET (self), !streaming);
}

static void
update_buttons (NatterMessageActions *self)
{
  gboolean is_user = natter_message_get_role (self->message) == NATTER_ROLE_USER;
  g_autofree char *meta = NULL;

  update_siblings (self);
  gtk_widget_set_visible (self->retry, !is_user);
  gtk_widget_set_halign (self->box, is_user ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  meta = is_user || natter_message_is_streaming (self->message) ? NULL : dup_meta (self->message);
  gtk_label_set_text (GTK_LABEL (self->meta), meta ? meta : "");
  gtk_widget_set_visible (self->meta, meta != NULL);
}

static void
focus_cb (NatterMessageActions    *self,
          GParamSpec              *pspec,
          GtkEventControllerFocus *controller)
{
  self->focused = gtk_event_controller_focus_contains_focus (controller);
  if (self->message)
    update_shown (self);
}

/* A tooltip of what can be seen makes GTK ask the display where the pointer is, and wait for it. */
static void
set_tooltip (GtkWidget  *widget,
             const char *tooltip)
{
  gtk_widget_set_visible (widget, FALSE);
  gtk_widget_set_tooltip_text (widget, tooltip);
  gtk_widget_set_visible (widget, TRUE);
}

static GtkWidget *
make_button (const char *icon,
             const char *tooltip,
             const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  set_tooltip (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");

  return button;
}

static GtkWidget *
make_siblings (NatterMessageActions *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  self->position = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->position, "caption");
  gtk_widget_add_css_class (self->position, "numeric");
  gtk_box_append (GTK_BOX (box), make_button ("go-previous-symbolic", _("Previous Answer"),
                                              "message.previous"));
  gtk_box_append (GTK_BOX (box), self->position);
  gtk_box_append (GTK_BOX (box), make_button ("go-next-symbolic", _("Next Answer"),
                                              "message.next"));

  return box;
}

/* Menus are made for those who open them: a footer comes with every message. */
static void
create_menu_cb (GtkMenuButton *button,
                gpointer       data)
{
  g_autoptr(GMenu) menu = NULL;
  g_autoptr(GMenu) more = NULL;
  g_autoptr(GMenu) less = NULL;
  g_autoptr(GMenuItem) retry = NULL;

  if (gtk_menu_button_get_menu_model (button))
    return;

  menu = g_menu_new ();
  more = g_menu_new ();
  less = g_menu_new ();
  retry = g_menu_item_new (_("_Answer Again With…"), "message.retry-with");
  g_menu_item_set_attribute (retry, "hidden-when", "s", "action-disabled");
  g_menu_append_item (more, retry);
  g_menu_append (more, _("_Continue in New Chat"), "message.fork");
  g_menu_append (more, _("_View Source"), "message.view-source");
  g_menu_append (less, _("_Delete Message"), "message.delete");
  g_menu_append (less, _("Delete _From Here"), "message.delete-branch");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (more));
  g_menu_append_section (menu, NULL, G_MENU_MODEL (less));
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
menu_open_cb (NatterMessageActions *self)
{
  if (self->message)
    update_shown (self);
}

static GtkWidget *
make_more (NatterMessageActions *self)
{
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), create_menu_cb, NULL, NULL);
  set_tooltip (self->more, _("More Actions"));
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "small");
  g_signal_connect_object (self->more, "notify::active", G_CALLBACK (menu_open_cb), self,
                           G_CONNECT_SWAPPED);

  return self->more;
}

static void
make (NatterMessageActions *self)
{
  GtkBox *box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2));

  self->box = GTK_WIDGET (box);
  self->siblings = make_siblings (self);
  gtk_box_append (box, self->siblings);
  gtk_box_append (box, make_button ("edit-copy-symbolic", _("Copy Message"), "message.copy"));
  gtk_box_append (box, make_button ("natter-markdown-symbolic", _("Copy as Markdown"),
                                    "message.copy-markdown"));
  self->retry = make_button ("view-refresh-symbolic", _("Answer Again"), "message.retry");
  gtk_box_append (box, self->retry);
  gtk_box_append (box, make_button ("document-edit-symbolic", _("Edit"), "message.edit"));
  gtk_box_append (box, make_button ("help-about-symbolic", _("Details"), "message.details"));
  gtk_box_append (box, make_more (self));

  self->meta = gtk_label_new (NULL);
  gtk_widget_set_margin_start (self->meta, 6);
  gtk_label_set_ellipsize (GTK_LABEL (self->meta), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->meta, "caption");
  gtk_widget_add_css_class (self->meta, "dim-label");
  gtk_widget_add_css_class (self->meta, "numeric");
  gtk_box_append (box, self->meta);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

static void
ensure_made (NatterMessageActions *self)
{
  g_clear_handle_id (&self->make_id, g_source_remove);
  if (self->box || !self->message)
    return;

  make (self);
  update_buttons (self);
}

/* One in each turn of the main loop: several come into sight at once. */
static gboolean
make_cb (gpointer data)
{
  static gint64 last_turn;
  NatterMessageActions *self = data;
  gint64 turn = g_source_get_time (g_main_current_source ());

  if (turn == last_turn)
    return G_SOURCE_CONTINUE;

  last_turn = turn;
  self->make_id = 0;
  ensure_made (self);

  return G_SOURCE_REMOVE;
}

/* Not at once: what is mapped is being laid out. */
static void
natter_message_actions_map (GtkWidget *widget)
{
  NatterMessageActions *self = NATTER_MESSAGE_ACTIONS (widget);

  GTK_WIDGET_CLASS (natter_message_actions_parent_class)->map (widget);
  if (!self->box && self->make_id == 0)
    self->make_id = g_idle_add (make_cb, self);
}

static gboolean
natter_message_actions_focus (GtkWidget        *widget,
                              GtkDirectionType  direction)
{
  ensure_made (NATTER_MESSAGE_ACTIONS (widget));

  return GTK_WIDGET_CLASS (natter_message_actions_parent_class)->focus (widget, direction);
}

static void
natter_message_actions_dispose (GObject *object)
{
  NatterMessageActions *self = NATTER_MESSAGE_ACTIONS (object);

  g_clear_handle_id (&self->make_id, g_source_remove);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_message_actions_parent_class)->dispose (object);
}

static void
natter_message_actions_class_init (NatterMessageActionsClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_message_actions_dispose;
  widget_class->map = natter_message_actions_map;
  widget_class->focus = natter_message_actions_focus;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
}

static void
natter_message_actions_init (NatterMessageActions *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_widget_add_css_class (GTK_WIDGET (self), "message-actions");
  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (focus_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), focus);
}

/**
 * natter_message_actions_new:
 *
 * Returns: (transfer floating): the actions of no message yet
 */
GtkWidget *
natter_message_actions_new (void)
{
  return g_object_new (NATTER_TYPE_MESSAGE_ACTIONS, NULL);
}

/**
 * natter_message_actions_update:
 * @conversation: where the message is
 * @message: the message
 *
 * Shows what can be done with the message as it is now.
 */
void
natter_message_actions_update (NatterMessageActions *self,
                               NatterConversation   *conversation,
                               NatterMessage        *message)
{
  g_return_if_fail (NATTER_IS_MESSAGE_ACTIONS (self));

  g_set_object (&self->conversation, conversation);
  g_set_object (&self->message, message);
  update_shown (self);
  if (self->box)
    update_buttons (self);
}

/**
 * natter_message_actions_set_hovered:
 * @hovered: whether the pointer is over the message
 */
void
natter_message_actions_set_hovered (NatterMessageActions *self,
                                    gboolean              hovered)
{
  g_return_if_fail (NATTER_IS_MESSAGE_ACTIONS (self));

  if (self->hovered == hovered)
    return;

  self->hovered = hovered;
  if (self->message)
    update_shown (self);
}
