/* natter-connection-step-row.c: one step of a connection test, as a row: an icon for its state, and
 * a sentence on how it went. Owned by the test's page; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-step-row.h"

#include <glib/gi18n-lib.h>

struct _NatterConnectionStepRow
{
  AdwActionRow parent_instance;

  NatterConnectionStep *step;
  GtkStack *stack;
  GtkImage *image;
};

G_DEFINE_FINAL_TYPE (NatterConnectionStepRow, natter_connection_step_row, ADW_TYPE_ACTION_ROW)

static const struct
{
  const char *icon;
  const char *css_class;
} looks[] = {
  [NATTER_CONNECTION_STEP_WAITING] = { "content-loading-symbolic", "dimmed" },
  [NATTER_CONNECTION_STEP_RUNNING] = { NULL, "dimmed" },
  [NATTER_CONNECTION_STEP_PASSED] = { "object-select-symbolic", "success" },
  [NATTER_CONNECTION_STEP_FAILED] = { "dialog-error-symbolic", "error" },
  [NATTER_CONNECTION_STEP_SKIPPED] = { "list-remove-symbolic", "dimmed" },
};

static void
detail_changed_cb (NatterConnectionStepRow *self)
{
  const char *detail = natter_connection_step_get_detail (self->step);

  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), detail ? detail : "");
}

/* The state is only a picture: a screen reader is told it with the name of the row. */
static void
state_changed_cb (NatterConnectionStepRow *self)
{
  NatterConnectionStepState state = natter_connection_step_get_state (self->step);
  const char *classes[] = { looks[state].css_class, NULL };
  g_autofree char *label = NULL;

  if (looks[state].icon)
    gtk_image_set_from_icon_name (self->image, looks[state].icon);
  gtk_widget_set_css_classes (GTK_WIDGET (self->image), classes);
  gtk_stack_set_visible_child_name (self->stack,
                                    state == NATTER_CONNECTION_STEP_RUNNING ? "running" : "icon");

  /* Translators: a step of a test and how it went: "Authentication: Failed" */
  label = g_strdup_printf (_("%s: %s"), natter_connection_step_get_title (self->step),
                           natter_connection_step_get_state_name (self->step));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_BUSY,
                               state == NATTER_CONNECTION_STEP_RUNNING, -1);
}

static void
natter_connection_step_row_dispose (GObject *object)
{
  NatterConnectionStepRow *self = NATTER_CONNECTION_STEP_ROW (object);

  g_clear_object (&self->step);

  G_OBJECT_CLASS (natter_connection_step_row_parent_class)->dispose (object);
}

static void
natter_connection_step_row_class_init (NatterConnectionStepRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_connection_step_row_dispose;
}

static void
natter_connection_step_row_init (NatterConnectionStepRow *self)
{
  GtkWidget *stack = gtk_stack_new ();
  GtkWidget *image = g_object_new (GTK_TYPE_IMAGE,
                                   "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION, NULL);

  self->stack = GTK_STACK (stack);
  self->image = GTK_IMAGE (image);
  gtk_stack_add_named (self->stack, image, "icon");
  gtk_stack_add_named (self->stack, adw_spinner_new (), "running");
  gtk_widget_set_valign (stack, GTK_ALIGN_CENTER);
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), stack);

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (self), FALSE);
  adw_action_row_set_subtitle_lines (ADW_ACTION_ROW (self), 0);
  gtk_accessible_reset_relation (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
}

/**
 * natter_connection_step_row_new:
 * @step: the step that the row follows
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
natter_connection_step_row_new (NatterConnectionStep *step)
{
  NatterConnectionStepRow *self;

  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (step), NULL);

  self = g_object_new (NATTER_TYPE_CONNECTION_STEP_ROW, NULL);
  self->step = g_object_ref (step);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self),
                                 natter_connection_step_get_title (step));
  g_signal_connect_object (step, "notify::detail", G_CALLBACK (detail_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (step, "notify::state", G_CALLBACK (state_changed_cb), self,
                           G_CONNECT_SWAPPED);
  detail_changed_cb (self);
  state_changed_cb (self);

  return GTK_WIDGET (self);
}
