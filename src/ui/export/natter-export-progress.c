/* natter-export-progress.c: how far an export is. What is done soon needs no dialog that says so.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-progress.h"

#include <glib/gi18n-lib.h>

/* Milliseconds. */
#define PATIENCE 400
#define PULSE 120

struct _NatterExportProgress
{
  GtkWidget      *parent;        /* weak */
  GCancellable   *cancellable;
  AdwDialog      *dialog;        /* weak */
  GtkProgressBar *bar;           /* of the dialog */
  guint           n_all;
  guint           n_done;
  guint           source_id;     /* of patience, then of the pulse */
};

static void
update (NatterExportProgress *self)
{
  g_autofree char *text = NULL;

  if (!self->dialog || self->n_all < 2)
    return;

  /* Translators: how many of how many: "3 of 12" */
  text = g_strdup_printf (_("%u of %u"), self->n_done, self->n_all);
  gtk_progress_bar_set_fraction (self->bar, (double) self->n_done / self->n_all);
  gtk_progress_bar_set_text (self->bar, text);
}

static gboolean
pulse_cb (gpointer data)
{
  NatterExportProgress *self = data;

  if (!self->dialog)
    {
      self->source_id = 0;
      return G_SOURCE_REMOVE;
    }

  gtk_progress_bar_pulse (self->bar);
  return G_SOURCE_CONTINUE;
}

/* Only the person can answer it: otherwise it is closed by force, at the end. */
static void
cancel_cb (GCancellable *cancellable)
{
  g_cancellable_cancel (cancellable);
}

static gboolean
patience_cb (gpointer data)
{
  NatterExportProgress *self = data;
  AdwDialog *dialog = NULL;

  self->source_id = 0;
  if (!self->parent)
    return G_SOURCE_REMOVE;

  dialog = adw_alert_dialog_new (self->n_all == 1 ? _("Exporting the Conversation")
                                                  : _("Exporting Conversations"), NULL);
  self->bar = GTK_PROGRESS_BAR (gtk_progress_bar_new ());
  gtk_progress_bar_set_show_text (self->bar, self->n_all > 1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->bar), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  _("Progress"), -1);
  adw_alert_dialog_set_extra_child (ADW_ALERT_DIALOG (dialog), GTK_WIDGET (self->bar));
  adw_alert_dialog_add_response (ADW_ALERT_DIALOG (dialog), "cancel", _("_Cancel"));
  g_set_weak_pointer (&self->dialog, dialog);
  g_signal_connect_object (dialog, "response", G_CALLBACK (cancel_cb), self->cancellable,
                           G_CONNECT_SWAPPED);
  update (self);
  if (self->n_all == 1)
    self->source_id = g_timeout_add (PULSE, pulse_cb, self);
  adw_dialog_present (dialog, self->parent);

  return G_SOURCE_REMOVE;
}

/**
 * natter_export_progress_new:
 * @parent: above what it is shown
 * @cancellable: what its button cancels
 * @n_all: how many conversations there are
 *
 * Returns: (transfer full): shown in a while, unless it is freed before
 */
NatterExportProgress *
natter_export_progress_new (GtkWidget    *parent,
                            GCancellable *cancellable,
                            guint         n_all)
{
  NatterExportProgress *self = g_new0 (NatterExportProgress, 1);

  g_set_weak_pointer (&self->parent, parent);
  self->cancellable = g_object_ref (cancellable);
  self->n_all = n_all;
  self->source_id = g_timeout_add (PATIENCE, patience_cb, self);

  return self;
}

void
natter_export_progress_set (NatterExportProgress *self,
                            guint                 n_done)
{
  self->n_done = n_done;
  update (self);
}

/**
 * natter_export_progress_free:
 *
 * It is over, and needs no answer.
 */
void
natter_export_progress_free (NatterExportProgress *self)
{
  g_clear_handle_id (&self->source_id, g_source_remove);
  if (self->dialog)
    adw_dialog_force_close (self->dialog);
  g_clear_weak_pointer (&self->dialog);
  g_clear_weak_pointer (&self->parent);
  g_object_unref (self->cancellable);
  g_free (self);
}
