/* natter-message-footer.c: below a message: a pulse while its first word is awaited; how it ended,
 * when that is worth saying; and what can be done with it, which are actions of this widget. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-footer.h"

#include <glib/gi18n-lib.h>

#include "natter-chat.h"
#include "natter-details-dialog.h"
#include "natter-end-notice.h"
#include "natter-end-text.h"
#include "natter-message-actions.h"
#include "natter-message-rows.h"
#include "natter-retry-notice.h"
#include "natter-source-dialog.h"

/* Seconds after which the wait is counted. */
#define PATIENCE 3

struct _NatterMessageFooter
{
  GtkWidget           parent_instance;

  GtkWidget          *box;
  GtkWidget          *waiting;       /* these three are made for messages that need them */
  GtkWidget          *retry_notice;
  GtkWidget          *notice;
  GtkWidget          *elapsed;       /* in waiting */
  GtkWidget          *actions;
  NatterConversation *conversation;
  NatterMessage      *message;
  guint               elapsed_id;
};

G_DEFINE_FINAL_TYPE (NatterMessageFooter, natter_message_footer, GTK_TYPE_WIDGET)

static gboolean
is_waiting (NatterMessageFooter *self)
{
  return natter_message_is_waiting (self->message) &&
         !(self->retry_notice && gtk_widget_get_visible (self->retry_notice));
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

static void
update_waiting (NatterMessageFooter *self)
{
  gboolean waiting = is_waiting (self);

  if (waiting && !self->waiting)
    {
      self->waiting = make_waiting (self);
      gtk_box_prepend (GTK_BOX (self->box), self->waiting);
    }
  if (self->waiting)
    gtk_widget_set_visible (self->waiting, waiting);
  if (waiting && self->elapsed_id == 0)
    {
      gtk_label_set_text (GTK_LABEL (self->elapsed), "");
      self->elapsed_id = g_timeout_add_seconds (1, elapsed_cb, self);
    }
  else if (!waiting)
    g_clear_handle_id (&self->elapsed_id, g_source_remove);
}

static void
add_above_actions (NatterMessageFooter *self,
                   GtkWidget           *widget)
{
  gtk_box_insert_child_after (GTK_BOX (self->box), widget,
                              gtk_widget_get_prev_sibling (self->actions));
}

static void
update_notice (NatterMessageFooter *self)
{
  if (!self->notice && !natter_end_text_get_title (self->message))
    return;

  if (!self->notice)
    {
      self->notice = natter_end_notice_new ();
      add_above_actions (self, self->notice);
    }
  natter_end_notice_update (NATTER_END_NOTICE (self->notice), self->message);
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

/* A notice that is made when one of the end stands there already belongs above it. */
static void
update_retry_notice (NatterMessageFooter *self)
{
  NatterGeneration *generation = get_generation (self);

  if (!self->retry_notice && !generation)
    return;

  if (!self->retry_notice)
    {
      self->retry_notice = natter_retry_notice_new ();
      g_signal_connect_object (self->retry_notice, "notify::visible",
                               G_CALLBACK (retry_notice_cb), self, G_CONNECT_SWAPPED);
      gtk_box_insert_child_after (GTK_BOX (self->box), self->retry_notice, self->waiting);
    }
  natter_retry_notice_set_generation (NATTER_RETRY_NOTICE (self->retry_notice), generation);
}

static void
busy_cb (NatterMessageFooter *self)
{
  update_retry_notice (self);
  update_enabled (self);
}

static void
path_changed_cb (NatterMessageFooter *self)
{
  guint index = 0;
  guint n = natter_conversation_get_n_siblings (self->conversation, self->message, &index);

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.previous", index > 0);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "message.next", index + 1 < n);
  natter_message_actions_update (NATTER_MESSAGE_ACTIONS (self->actions), self->conversation,
                                 self->message);
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
  self->actions = natter_message_actions_new ();
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

  update_waiting (self);
  update_notice (self);
  path_changed_cb (self);
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

  natter_message_actions_set_hovered (NATTER_MESSAGE_ACTIONS (self->actions), hovered);
}
