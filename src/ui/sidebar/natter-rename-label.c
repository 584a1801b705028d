/* natter-rename-label.c: a line of text that can be written over in its place. The entry is there
 * only while it is needed: a list has hundreds of these. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-rename-label.h"

struct _NatterRenameLabel
{
  AdwBin       parent_instance;

  GtkLabel    *label;
  GtkEditable *entry;    /* NULL while nobody writes */
  guint        label_id;
  char        *text;
};

G_DEFINE_FINAL_TYPE (NatterRenameLabel, natter_rename_label, ADW_TYPE_BIN)

enum
{
  SIGNAL_RENAMED,
  SIGNAL_ENDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* Nobody writes any more, although the entry is still there. */
static void
end_writing (NatterRenameLabel *self,
             gboolean           accept)
{
  g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  self->entry = NULL;
  if (accept && *text && g_strcmp0 (text, self->text) != 0)
    g_signal_emit (self, signals[SIGNAL_RENAMED], 0, text);
}

static void
show_label (NatterRenameLabel *self)
{
  g_clear_handle_id (&self->label_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}

/* What a key does: the focus stays in the row. */
static void
finish (NatterRenameLabel *self,
        gboolean           accept)
{
  end_writing (self, accept);
  show_label (self);
  g_signal_emit (self, signals[SIGNAL_ENDED], 0);
}

static gboolean
label_cb (gpointer data)
{
  NatterRenameLabel *self = data;

  self->label_id = 0;
  show_label (self);

  return G_SOURCE_REMOVE;
}

static void
activate_cb (NatterRenameLabel *self)
{
  if (self->entry)
    finish (self, TRUE);
}

static void
leave_cb (NatterRenameLabel *self)
{
  natter_rename_label_accept (self);
}

static gboolean
key_pressed_cb (NatterRenameLabel *self,
                guint              keyval)
{
  if (keyval != GDK_KEY_Escape || !self->entry)
    return GDK_EVENT_PROPAGATE;

  finish (self, FALSE);

  return GDK_EVENT_STOP;
}

static gboolean
natter_rename_label_query_tooltip (GtkWidget  *widget,
                                   int         x,
                                   int         y,
                                   gboolean    keyboard,
                                   GtkTooltip *tooltip)
{
  NatterRenameLabel *self = NATTER_RENAME_LABEL (widget);

  if (self->entry || !pango_layout_is_ellipsized (gtk_label_get_layout (self->label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, self->text);

  return TRUE;
}

static void
natter_rename_label_dispose (GObject *object)
{
  NatterRenameLabel *self = NATTER_RENAME_LABEL (object);

  self->entry = NULL;
  g_clear_handle_id (&self->label_id, g_source_remove);
  adw_bin_set_child (ADW_BIN (self), NULL);
  g_clear_object (&self->label);

  G_OBJECT_CLASS (natter_rename_label_parent_class)->dispose (object);
}

static void
natter_rename_label_finalize (GObject *object)
{
  g_free (NATTER_RENAME_LABEL (object)->text);

  G_OBJECT_CLASS (natter_rename_label_parent_class)->finalize (object);
}

static void
natter_rename_label_class_init (NatterRenameLabelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_rename_label_dispose;
  object_class->finalize = natter_rename_label_finalize;
  GTK_WIDGET_CLASS (klass)->query_tooltip = natter_rename_label_query_tooltip;

  signals[SIGNAL_RENAMED] =
    g_signal_new ("renamed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_ENDED] =
    g_signal_new ("ended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_rename_label_init (NatterRenameLabel *self)
{
  self->label = GTK_LABEL (g_object_ref_sink (gtk_label_new (NULL)));
  gtk_label_set_xalign (self->label, 0);
  gtk_label_set_ellipsize (self->label, PANGO_ELLIPSIZE_END);
  gtk_label_set_single_line_mode (self->label, TRUE);
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->label));
}

void
natter_rename_label_set_text (NatterRenameLabel *self,
                              const char        *text)
{
  g_return_if_fail (NATTER_IS_RENAME_LABEL (self));

  if (g_set_str (&self->text, text))
    gtk_label_set_label (self->label, text);
}

const char *
natter_rename_label_get_text (NatterRenameLabel *self)
{
  g_return_val_if_fail (NATTER_IS_RENAME_LABEL (self), NULL);

  return self->text;
}

static void
watch_entry (NatterRenameLabel *self)
{
  GtkEventController *keys = gtk_event_controller_key_new ();
  GtkEventController *focus = gtk_event_controller_focus_new ();

  gtk_event_controller_set_propagation_phase (keys, GTK_PHASE_CAPTURE);
  g_signal_connect_object (keys, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "activate", G_CALLBACK (activate_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), keys);
  gtk_widget_add_controller (GTK_WIDGET (self->entry), focus);
}

/**
 * natter_rename_label_begin:
 * @what: what is written, for who does not see it
 *
 * Shows an entry with the text, all of it selected. Enter and leaving it accept what is written,
 * Escape does not.
 */
void
natter_rename_label_begin (NatterRenameLabel *self,
                           const char        *what)
{
  g_return_if_fail (NATTER_IS_RENAME_LABEL (self));

  if (self->entry)
    return;

  g_clear_handle_id (&self->label_id, g_source_remove);
  self->entry = GTK_EDITABLE (gtk_entry_new ());
  gtk_editable_set_text (self->entry, self->text ? self->text : "");
  gtk_editable_set_width_chars (self->entry, 1);
  gtk_widget_set_hexpand (GTK_WIDGET (self->entry), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->entry),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, what, -1);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->entry));
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
  watch_entry (self);
}

/**
 * natter_rename_label_accept:
 *
 * Takes what is written, if somebody writes. The entry goes a moment later: that it loses the focus
 * is no time to take it away.
 */
void
natter_rename_label_accept (NatterRenameLabel *self)
{
  g_return_if_fail (NATTER_IS_RENAME_LABEL (self));

  if (!self->entry)
    return;

  end_writing (self, TRUE);
  if (self->label_id == 0)
    self->label_id = g_idle_add (label_cb, self);
}
