/* natter-message-editor.c: a message's text, to change it where it stands. The text is the row's,
 * so that it stays when the row is scrolled out of sight. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-message-editor.h"

struct _NatterMessageEditor
{
  AdwBin         parent_instance;

  GtkTextView   *view;
  GtkWidget     *save_button;
  GtkWidget     *ask_button;
  NatterRow     *row;
  gboolean       wants_focus;
};

G_DEFINE_FINAL_TYPE (NatterMessageEditor, natter_message_editor, ADW_TYPE_BIN)

static gboolean
is_question (NatterMessageEditor *self)
{
  return self->row &&
         natter_message_get_role (natter_row_get_message (self->row)) == NATTER_ROLE_USER;
}

static char *
dup_text (NatterMessageEditor *self)
{
  GtkTextBuffer *buffer = natter_row_get_buffer (self->row);
  GtkTextIter start;
  GtkTextIter end;

  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

/* Without words there is nothing to save. */
static void
update (NatterMessageEditor *self)
{
  g_autofree char *text = g_strstrip (dup_text (self));

  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.save", *text != '\0');
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "editor.ask",
                                 *text != '\0' && is_question (self));
}

static void
end (NatterMessageEditor *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "transcript.end-edit", "s",
                              natter_message_get_id (natter_row_get_message (self->row)));
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  end (NATTER_MESSAGE_EDITOR (widget));
}

static void
save_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterMessageEditor *self = NATTER_MESSAGE_EDITOR (widget);
  g_autofree char *text = dup_text (self);

  gtk_widget_activate_action (widget, "win.save-message", "(ss)",
                              natter_message_get_id (natter_row_get_message (self->row)), text);
}

/* The editor stays as it is when nobody can be asked. */
static void
ask_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  NatterMessageEditor *self = NATTER_MESSAGE_EDITOR (widget);
  g_autofree char *text = dup_text (self);

  gtk_widget_activate_action (widget, "win.ask-message", "(ss)",
                              natter_message_get_id (natter_row_get_message (self->row)), text);
}

/* The default of what can be done: to ask, and to save where there is nothing to ask. */
static gboolean
submit_cb (GtkWidget *widget,
           GVariant  *parameter,
           gpointer   data)
{
  gboolean asks = is_question (NATTER_MESSAGE_EDITOR (widget));

  return gtk_widget_activate_action (widget, asks ? "editor.ask" : "editor.save", NULL);
}

static void
natter_message_editor_map (GtkWidget *widget)
{
  NatterMessageEditor *self = NATTER_MESSAGE_EDITOR (widget);

  GTK_WIDGET_CLASS (natter_message_editor_parent_class)->map (widget);

  if (self->wants_focus)
    gtk_widget_grab_focus (GTK_WIDGET (self->view));
  self->wants_focus = FALSE;
}

static void
natter_message_editor_dispose (GObject *object)
{
  NatterMessageEditor *self = NATTER_MESSAGE_EDITOR (object);

  natter_message_editor_set_row (self, NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_MESSAGE_EDITOR);

  G_OBJECT_CLASS (natter_message_editor_parent_class)->dispose (object);
}

static void
natter_message_editor_class_init (NatterMessageEditorClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_message_editor_dispose;
  widget_class->map = natter_message_editor_map;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/message-editor.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterMessageEditor, view);
  gtk_widget_class_bind_template_child (widget_class, NatterMessageEditor, save_button);
  gtk_widget_class_bind_template_child (widget_class, NatterMessageEditor, ask_button);

  gtk_widget_class_install_action (widget_class, "editor.cancel", NULL, cancel_action);
  gtk_widget_class_install_action (widget_class, "editor.save", NULL, save_action);
  gtk_widget_class_install_action (widget_class, "editor.ask", NULL, ask_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "editor.cancel", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_s, GDK_CONTROL_MASK, "editor.save",
                                       NULL);
}

static void
natter_message_editor_init (NatterMessageEditor *self)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();
  GtkShortcutTrigger *trigger =
    gtk_shortcut_trigger_parse_string ("<Control>Return|<Control>KP_Enter");

  gtk_widget_init_template (GTK_WIDGET (self));

  /* Before the text sees it, which takes it for the end of a line. */
  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  gtk_shortcut_controller_add_shortcut (GTK_SHORTCUT_CONTROLLER (keys),
                                        gtk_shortcut_new (trigger, gtk_callback_action_new (
                                                            submit_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), keys);
}

/**
 * natter_message_editor_new:
 *
 * Returns: (transfer floating): an editor of no message yet
 */
GtkWidget *
natter_message_editor_new (void)
{
  return g_object_new (NATTER_TYPE_MESSAGE_EDITOR, NULL);
}

/**
 * natter_message_editor_set_row:
 * @row: (nullable): a row with a buffer
 *
 * Shows the row's text. The first time that a row is shown its text has the focus.
 */
void
natter_message_editor_set_row (NatterMessageEditor *self,
                               NatterRow           *row)
{
  gboolean asks = FALSE;

  g_return_if_fail (NATTER_IS_MESSAGE_EDITOR (self));

  if (self->row == row)
    return;

  if (self->row)
    g_signal_handlers_disconnect_by_func (natter_row_get_buffer (self->row), update, self);
  g_set_object (&self->row, row);
  if (!row)
    return;

  g_signal_connect_object (natter_row_get_buffer (row), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  gtk_text_view_set_buffer (self->view, natter_row_get_buffer (row));
  asks = is_question (self);
  gtk_widget_set_visible (self->ask_button, asks);
  if (asks)
    gtk_widget_remove_css_class (self->save_button, "suggested-action");
  else
    gtk_widget_add_css_class (self->save_button, "suggested-action");
  update (self);

  self->wants_focus = natter_row_take_focus (row);
  if (self->wants_focus && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      self->wants_focus = FALSE;
      gtk_widget_grab_focus (GTK_WIDGET (self->view));
    }
}
