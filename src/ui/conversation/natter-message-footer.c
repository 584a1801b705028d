/* natter-message-footer.c: below a message: a pulse while its first word is awaited; how it ended,
 * when that is worth saying; and what can be done with it, shown on hover and focus without moving
 * the text. Each button is an action of this widget. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-footer.h"

#include <glib/gi18n-lib.h>

#include "natter-chat.h"
#include "natter-details-dialog.h"
#include "natter-end-notice.h"
#include "natter-message-rows.h"
#include "natter-retry-notice.h"
#include "natter-source-dialog.h"

/* Seconds after which the wait is counted. */
#define PATIENCE 3

struct _NatterMessageFooter
{
  GtkWidget           parent_instance;

  GtkWidget          *box;
  GtkWidget          *waiting;
  GtkWidget          *elapsed;
  GtkWidget          *retry_notice;
  GtkWidget          *notice;
  GtkWidget          *actions;
  GtkWidget          *siblings;
  GtkWidget          *position;
  GtkWidget          *retry;
  GtkWidget          *more;
  GtkWidget          *meta;
  NatterConversation *conversation;
  NatterMessage      *message;
  guint               elapsed_id;
  gboolean            hovered;
  gboolean            focused;
};

G_DEFINE_FINAL_TYPE (NatterMessageFooter, natter_message_footer, GTK_TYPE_WIDGET)

static gboolean
is_waiting (NatterMessageFooter *self)
{
  return !gtk_widget_get_visible (self->retry_notice) &&
         natter_message_is_waiting (self->message);
}

static gboolean
elapsed_cb (gpointer data)
{
  NatterMessageFooter *self = data;
  int seconds = (int) natter_timing_get_seconds (natter_message_get_timing (self->message));
  g_autofree char *text = NULL;

  if (seconds >= PATIENCE)
    {
      text = g_strdup_printf (ngettext ("%d second", "%d seconds", (gulong) seconds), seconds);
      gtk_label_set_text (GTK_LABEL (self->elapsed), text);
    }

  return G_SOURCE_CONTINUE;
}

static void
update_waiting (NatterMessageFooter *self)
{
  gboolean waiting = is_waiting (self);

  gtk_widget_set_visible (self->waiting, waiting);
  if (waiting && self->elapsed_id == 0)
    {
      gtk_label_set_text (GTK_LABEL (self->elapsed), "");
      self->elapsed_id = g_timeout_add_seconds (1, elapsed_cb, self);
    }
  else if (!waiting)
    g_clear_handle_id (&self->elapsed_id, g_source_remove);
}

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
update_siblings (NatterMessageFooter *self)
{
  guint index = 0;
  guint n = natter_conversation_get_n_siblings (self->conversation, self->message, &index);
  g_autofree char *text = NULL;

  gtk_widget_set_visible (self->siblings, n > 1);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.previous", index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.next", index + 1 < n);
  if (n < 2)
    return;

  /* Translators: which of several answers is shown, "1 / 2" */
  text = g_strdup_printf (_("%u / %u"), index + 1, n);
  gtk_label_set_text (GTK_LABEL (self->position), text);
}

static void
update_actions (NatterMessageFooter *self)
{
  gboolean streaming = natter_message_is_streaming (self->message);
  gboolean several = natter_conversation_get_n_siblings (self->conversation, self->message,
                                                         NULL) > 1;
  gboolean is_last = self->message == natter_conversation_get_last (self->conversation);
  gboolean is_open = gtk_menu_button_get_active (GTK_MENU_BUTTON (self->more));
  gboolean shown = !streaming && (self->hovered || self->focused || is_last || several || is_open);

  /* Opacity, not visibility: the text must not move, and Tab must find them. */
  gtk_widget_set_opacity (self->actions, shown ? 1 : 0);
  gtk_widget_set_can_target (self->actions, !streaming);
  gtk_widget_set_sensitive (self->actions, !streaming);
}

static void
update (NatterMessageFooter *self)
{
  gboolean is_user = natter_message_get_role (self->message) == NATTER_ROLE_USER;
  g_autofree char *meta = NULL;

  update_waiting (self);
  natter_end_notice_update (NATTER_END_NOTICE (self->notice), self->message);
  update_siblings (self);
  update_actions (self);

  gtk_widget_set_visible (self->retry, !is_user);
  gtk_widget_set_halign (self->actions, is_user ? GTK_ALIGN_END : GTK_ALIGN_FILL);
  meta = is_user || natter_message_is_streaming (self->message) ? NULL : dup_meta (self->message);
  gtk_label_set_text (GTK_LABEL (self->meta), meta ? meta : "");
  gtk_widget_set_visible (self->meta, meta != NULL);
}

static void
retry_notice_cb (NatterMessageFooter *self)
{
  if (self->message)
    update_waiting (self);
}

/* The answer in flight, if it is this one. */
static NatterGeneration *
get_generation (NatterMessageFooter *self)
{
  NatterGeneration *generation = natter_conversation_get_generation (self->conversation);

  return generation && natter_generation_get_message (generation) == self->message ? generation
                                                                                   : NULL;
}

static void
update_enabled (NatterMessageFooter *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean is_answer = natter_message_get_role (self->message) == NATTER_ROLE_ASSISTANT;
  gboolean busy = natter_conversation_is_busy (self->conversation);

  gtk_widget_action_set_enabled (widget, "message.continue",
                                 natter_chat_can_continue (self->message) && !busy);
  gtk_widget_action_set_enabled (widget, "message.retry", is_answer && !busy);
  gtk_widget_action_set_enabled (widget, "message.retry-with", is_answer && !busy);
  gtk_widget_action_set_enabled (widget, "message.edit", natter_chat_can_edit (self->message));
  gtk_widget_action_set_enabled (widget, "message.fork",
                                 !natter_message_is_streaming (self->message));
  gtk_widget_action_set_enabled (widget, "message.delete", !busy);
  gtk_widget_action_set_enabled (widget, "message.delete-branch", !busy);
}

static void
busy_cb (NatterMessageFooter *self)
{
  natter_retry_notice_set_generation (NATTER_RETRY_NOTICE (self->retry_notice),
                                      get_generation (self));
  update_enabled (self);
}

static void
path_changed_cb (NatterMessageFooter *self)
{
  update_siblings (self);
  update_actions (self);
}

static void
focus_cb (NatterMessageFooter     *self,
          GParamSpec              *pspec,
          GtkEventControllerFocus *controller)
{
  self->focused = gtk_event_controller_focus_contains_focus (controller);
  update_actions (self);
}

static void
copy_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterMessageFooter *self = NATTER_MESSAGE_FOOTER (widget);
  g_autofree char *text = natter_message_rows_dup_text (self->message);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), text);
}

static void
copy_markdown_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  NatterMessageFooter *self = NATTER_MESSAGE_FOOTER (widget);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget),
                          natter_message_get_text (self->message));
}

/* What others do with the message, who are told which one. */
static const struct
{
  const char *name;
  const char *action;
} passed_on[] = {
  { "message.continue", "win.continue-message" },
  { "message.delete", "win.trash-message" },
  { "message.delete-branch", "win.trash-branch" },
  { "message.edit", "transcript.edit" },
  { "message.fork", "win.fork-message" },
  { "message.retry", "win.retry-message" },
  { "message.retry-with", "win.choose-answer" },
  { "message.trust", "win.trust-message" },
};

static void
pass_on_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NatterMessageFooter *self = NATTER_MESSAGE_FOOTER (widget);

  for (guint i = 0; i < G_N_ELEMENTS (passed_on); i++)
    if (g_str_equal (name, passed_on[i].name))
      gtk_widget_activate_action (widget, passed_on[i].action, "s",
                                  natter_message_get_id (self->message));
}

static void
details_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NatterMessageFooter *self = NATTER_MESSAGE_FOOTER (widget);

  adw_dialog_present (ADW_DIALOG (natter_details_dialog_new (self->message)), widget);
}

static void
view_source_action (GtkWidget  *widget,
                    const char *name,
                    GVariant   *parameter)
{
  adw_dialog_present (natter_source_dialog_new (NATTER_MESSAGE_FOOTER (widget)->message), widget);
}

static void
sibling_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NatterMessageFooter *self = NATTER_MESSAGE_FOOTER (widget);
  int step = g_str_equal (name, "message.next") ? 1 : -1;

  natter_conversation_show_sibling (self->conversation, self->message, step);
}

static GtkWidget *
make_button (const char *icon,
             const char *tooltip,
             const char *action)
{
  GtkWidget *button = gtk_button_new_from_icon_name (icon);

  gtk_widget_set_tooltip_text (button, tooltip);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");

  return button;
}

static GtkWidget *
make_waiting (NatterMessageFooter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 8);
  GtkWidget *pulse = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 0);

  gtk_widget_add_css_class (pulse, "pulse");
  gtk_widget_set_valign (pulse, GTK_ALIGN_CENTER);
  gtk_box_append (GTK_BOX (box), pulse);
  self->elapsed = gtk_label_new (NULL);
  gtk_widget_add_css_class (self->elapsed, "caption");
  gtk_widget_add_css_class (self->elapsed, "dim-label");
  gtk_widget_add_css_class (self->elapsed, "numeric");
  gtk_box_append (GTK_BOX (box), self->elapsed);
  gtk_widget_add_css_class (box, "waiting");

  return box;
}

static GtkWidget *
make_siblings (NatterMessageFooter *self)
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
menu_open_cb (NatterMessageFooter *self)
{
  if (self->message)
    update_actions (self);
}

static GtkWidget *
make_more (NatterMessageFooter *self)
{
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more), "view-more-symbolic");
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), create_menu_cb, NULL, NULL);
  gtk_widget_set_tooltip_text (self->more, _("More Actions"));
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_add_css_class (self->more, "small");
  g_signal_connect_object (self->more, "notify::active", G_CALLBACK (menu_open_cb), self,
                           G_CONNECT_SWAPPED);

  return self->more;
}

static GtkWidget *
make_actions (NatterMessageFooter *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 2);
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->siblings = make_siblings (self);
  gtk_box_append (GTK_BOX (box), self->siblings);
  gtk_box_append (GTK_BOX (box), make_button ("edit-copy-symbolic", _("Copy Message"),
                                              "message.copy"));
  gtk_box_append (GTK_BOX (box), make_button ("natter-markdown-symbolic", _("Copy as Markdown"),
                                              "message.copy-markdown"));
  self->retry = make_button ("view-refresh-symbolic", _("Answer Again"), "message.retry");
  gtk_box_append (GTK_BOX (box), self->retry);
  gtk_box_append (GTK_BOX (box), make_button ("document-edit-symbolic", _("Edit"),
                                              "message.edit"));
  gtk_box_append (GTK_BOX (box), make_button ("help-about-symbolic", _("Details"),
                                              "message.details"));
  gtk_box_append (GTK_BOX (box), make_more (self));

  self->meta = gtk_label_new (NULL);
  gtk_widget_set_margin_start (self->meta, 6);
  gtk_label_set_ellipsize (GTK_LABEL (self->meta), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (self->meta, "caption");
  gtk_widget_add_css_class (self->meta, "dim-label");
  gtk_widget_add_css_class (self->meta, "numeric");
  gtk_box_append (GTK_BOX (box), self->meta);
  gtk_widget_add_css_class (box, "message-actions");

  g_signal_connect_object (focus, "notify::contains-focus", G_CALLBACK (focus_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (box, focus);

  return box;
}

static void
natter_message_footer_dispose (GObject *object)
{
  NatterMessageFooter *self = NATTER_MESSAGE_FOOTER (object);

  g_clear_handle_id (&self->elapsed_id, g_source_remove);
  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  g_clear_object (&self->conversation);
  g_clear_object (&self->message);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_message_footer_parent_class)->dispose (object);
}

static void
natter_message_footer_class_init (NatterMessageFooterClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_message_footer_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);

  gtk_widget_class_install_action (widget_class, "message.copy", NULL, copy_action);
  gtk_widget_class_install_action (widget_class, "message.copy-markdown", NULL,
                                   copy_markdown_action);
  gtk_widget_class_install_action (widget_class, "message.details", NULL, details_action);
  gtk_widget_class_install_action (widget_class, "message.view-source", NULL, view_source_action);
  gtk_widget_class_install_action (widget_class, "message.previous", NULL, sibling_action);
  gtk_widget_class_install_action (widget_class, "message.next", NULL, sibling_action);
  for (guint i = 0; i < G_N_ELEMENTS (passed_on); i++)
    gtk_widget_class_install_action (widget_class, passed_on[i].name, NULL, pass_on_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F2, 0, "message.edit", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, 0, "message.delete", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Delete, GDK_SHIFT_MASK,
                                       "message.delete-branch", NULL);
}

static void
natter_message_footer_init (NatterMessageFooter *self)
{
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  self->waiting = make_waiting (self);
  self->retry_notice = natter_retry_notice_new ();
  g_signal_connect_object (self->retry_notice, "notify::visible", G_CALLBACK (retry_notice_cb),
                           self, G_CONNECT_SWAPPED);
  self->notice = natter_end_notice_new ();
  self->actions = make_actions (self);
  gtk_box_append (GTK_BOX (self->box), self->waiting);
  gtk_box_append (GTK_BOX (self->box), self->retry_notice);
  gtk_box_append (GTK_BOX (self->box), self->notice);
  gtk_box_append (GTK_BOX (self->box), self->actions);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));
}

/**
 * natter_message_footer_new:
 *
 * Returns: (transfer floating): a footer of no message yet
 */
GtkWidget *
natter_message_footer_new (void)
{
  return g_object_new (NATTER_TYPE_MESSAGE_FOOTER, NULL);
}

/**
 * natter_message_footer_update:
 * @conversation: where the message is
 * @message: the message
 *
 * Shows the message's footer as it is now.
 */
void
natter_message_footer_update (NatterMessageFooter *self,
                              NatterConversation  *conversation,
                              NatterMessage       *message)
{
  g_return_if_fail (NATTER_IS_MESSAGE_FOOTER (self));

  if (self->message != message)
    {
      g_clear_handle_id (&self->elapsed_id, g_source_remove);
      g_set_object (&self->message, message);
    }

  if (self->conversation != conversation)
    {
      if (self->conversation)
        g_signal_handlers_disconnect_by_data (self->conversation, self);
      g_set_object (&self->conversation, conversation);
      g_signal_connect_object (conversation, "notify::busy", G_CALLBACK (busy_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (conversation, "items-changed", G_CALLBACK (path_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }

  update (self);
  busy_cb (self);
}

/**
 * natter_message_footer_set_hovered:
 * @hovered: whether the pointer is over the message
 */
void
natter_message_footer_set_hovered (NatterMessageFooter *self,
                                   gboolean             hovered)
{
  g_return_if_fail (NATTER_IS_MESSAGE_FOOTER (self));

  if (self->hovered == hovered)
    return;

  self->hovered = hovered;
  if (self->message)
    update_actions (self);
}
