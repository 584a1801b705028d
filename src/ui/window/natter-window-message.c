/* natter-window-message.c: what can be done with a message that is shown, each an action that is
 * told its id. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gi18n-lib.h>

#include "natter-alert.h"

#include "natter-model-dialog.h"
#include "natter-window-private.h"

typedef struct
{
  NatterChat         *chat;
  NatterConversation *conversation;
  NatterMessage      *message;
} Place;

static Place *
place_new (NatterWindow  *self,
           NatterMessage *message)
{
  Place *place = g_new0 (Place, 1);

  place->chat = g_object_ref (self->chat);
  place->conversation = g_object_ref (self->conversation);
  place->message = g_object_ref (message);

  return place;
}

static void
place_free (gpointer data)
{
  Place *place = data;

  g_object_unref (place->chat);
  g_object_unref (place->conversation);
  g_object_unref (place->message);
  g_free (place);
}

/**
 * natter_window_find_message:
 * @id: of a message
 *
 * Returns: (transfer none) (nullable): the message, if it is shown
 */
NatterMessage *
natter_window_find_message (NatterWindow *self,
                            const char   *id)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (self->conversation, NULL);

  for (guint i = 0; i < path->len; i++)
    if (g_str_equal (natter_message_get_id (g_ptr_array_index (path, i)), id))
      return g_ptr_array_index (path, i);

  return NULL;
}

static NatterMessage *
find (NatterWindow *self,
      GVariant     *parameter)
{
  return natter_window_find_message (self, g_variant_get_string (parameter, NULL));
}

static void
take_back (gpointer data)
{
  Place *place = data;

  natter_chat_untrash_message (place->chat, place->conversation, place->message);
}

static guint
count_from (NatterWindow  *self,
            NatterMessage *message)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (self->conversation, NULL);
  guint position = 0;

  g_ptr_array_find (path, message, &position);

  return path->len - position;
}

static void
trash_action (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = find (self, parameter);
  gboolean branch = g_str_equal (name, "win.trash-branch");
  guint n = 1;
  g_autofree char *text = NULL;
  g_autoptr(NatterUndo) undo = NULL;

  if (!message)
    return;

  if (branch)
    n = count_from (self, message);
  text = g_strdup_printf (ngettext ("Message deleted", "%u messages deleted", (gulong) n), n);
  undo = natter_undo_new (text, take_back, place_new (self, message), place_free);
  /* Where it was there is nothing that could have the focus. */
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
  natter_chat_trash_message (self->chat, self->conversation, message, branch);
  natter_window_toast_undo (self, undo);
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = NULL;
  const char *id = NULL;
  const char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &text);
  message = natter_window_find_message (self, id);
  if (!message)
    return;

  if (!natter_chat_edit (self->chat, self->conversation, message, text, &error))
    {
      natter_alert (GTK_WIDGET (self), _("The Message Was Not Changed"), error->message);
      return;
    }

  /* Words that are the same as before end it, too. */
  gtk_widget_activate_action (GTK_WIDGET (self->view), "transcript.end-edit", "s", id);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static void
ask_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = NULL;
  const char *id = NULL;
  const char *text = NULL;
  g_autoptr(GError) error = NULL;

  g_variant_get (parameter, "(&s&s)", &id, &text);
  message = natter_window_find_message (self, id);
  if (!message)
    return;

  if (!natter_chat_edit_and_ask (self->chat, self->conversation, message, text, &error))
    {
      natter_alert (GTK_WIDGET (self), _("The Question Was Not Asked"), error->message);
      return;
    }

  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
  natter_conversation_view_jump (self->view);
}

static void
continue_action (GtkWidget  *widget,
                 const char *name,
                 GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = find (self, parameter);
  g_autoptr(GError) error = NULL;

  if (!message || !natter_chat_can_continue (message))
    return;

  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
  if (!natter_chat_continue (self->chat, self->conversation, message, &error))
    natter_composer_set_hint (self->composer, error->message);
  else if (message == natter_conversation_get_last (self->conversation))
    natter_conversation_view_jump (self->view);
}

static void
fork_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = find (self, parameter);
  g_autoptr(NatterConversation) fork = NULL;

  if (!message || natter_message_is_streaming (message))
    return;

  fork = natter_chat_fork (self->chat, self->conversation, message);
  natter_window_open (self, fork);
}

typedef struct
{
  NatterWindow *window;      /* borrowed: the dialog is in it */
  char         *id;
} Choice;

static void
choice_free (gpointer  data,
             GClosure *closure)
{
  Choice *choice = data;

  g_free (choice->id);
  g_free (choice);
}

static void
model_chosen_cb (NatterModelDialog *dialog,
                 const char        *model_key,
                 Choice            *choice)
{
  NatterWindow *self = choice->window;
  NatterMessage *message = natter_window_find_message (self, choice->id);
  g_autoptr(GError) error = NULL;

  if (!message)
    return;

  if (!natter_chat_retry_with (self->chat, self->conversation, message, model_key, &error))
    {
      natter_composer_set_hint (self->composer, error->message);
      return;
    }

  natter_conversation_view_jump (self->view);
}

static void
choose_answer_action (GtkWidget  *widget,
                      const char *name,
                      GVariant   *parameter)
{
  NatterWindow *self = NATTER_WINDOW (widget);
  NatterMessage *message = find (self, parameter);
  NatterModelDialog *dialog = NULL;
  Choice *choice = NULL;

  if (!message || natter_message_get_role (message) != NATTER_ROLE_ASSISTANT)
    return;

  choice = g_new0 (Choice, 1);
  choice->window = self;
  choice->id = g_strdup (natter_message_get_id (message));
  dialog = natter_model_dialog_new (self->chat, _("Answer Again With"),
                                    natter_conversation_get_model_key (self->conversation));
  g_signal_connect_data (dialog, "chosen", G_CALLBACK (model_chosen_cb), choice, choice_free, 0);
  adw_dialog_present (ADW_DIALOG (dialog), widget);
}

static const struct
{
  const char                  *name;
  const char                  *parameter_type;
  GtkWidgetActionActivateFunc  func;
} actions[] = {
  { "win.ask-message", "(ss)", ask_action },
  { "win.choose-answer", "s", choose_answer_action },
  { "win.continue-message", "s", continue_action },
  { "win.fork-message", "s", fork_action },
  { "win.save-message", "(ss)", save_action },
  { "win.trash-branch", "s", trash_action },
  { "win.trash-message", "s", trash_action },
};

/**
 * natter_window_install_message_actions:
 * @widget_class: the window's class
 */
void
natter_window_install_message_actions (GtkWidgetClass *widget_class)
{
  for (guint i = 0; i < G_N_ELEMENTS (actions); i++)
    gtk_widget_class_install_action (widget_class, actions[i].name, actions[i].parameter_type,
                                     actions[i].func);
}
