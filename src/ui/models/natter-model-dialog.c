/* natter-model-dialog.c: a dialog to choose a model for one thing, with the list and the keys of
 * the picker. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-dialog.h"

#include "natter-model-browser.h"

struct _NatterModelDialog
{
  AdwDialog           parent_instance;

  NatterModelBrowser *browser;
};

G_DEFINE_FINAL_TYPE (NatterModelDialog, natter_model_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
dismissed_cb (NatterModelDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
chosen_cb (NatterModelDialog *self,
           const char        *model_key)
{
  g_autoptr(NatterModelDialog) alive = g_object_ref (self);
  g_autofree char *key = g_strdup (model_key);

  /* Closed first: it gives the focus back, and whoever learns of the choice may want it
   * elsewhere. */
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, key);
}

static void
natter_model_dialog_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (natter_model_dialog_parent_class)->map (widget);

  natter_model_browser_open (NATTER_MODEL_DIALOG (widget)->browser);
}

static void
natter_model_dialog_class_init (NatterModelDialogClass *klass)
{
  GTK_WIDGET_CLASS (klass)->map = natter_model_dialog_map;

  /**
   * NatterModelDialog::chosen:
   * @self: the dialog
   * @model_key: "provider-id/model-id"
   *
   * A person has chosen; the dialog is closed.
   */
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
natter_model_dialog_init (NatterModelDialog *self)
{
  GtkWidget *view = adw_toolbar_view_new ();

  self->browser = g_object_new (NATTER_TYPE_MODEL_BROWSER, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->browser), "model-popover");
  g_signal_connect_object (self->browser, "chosen", G_CALLBACK (chosen_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->browser, "dismissed", G_CALLBACK (dismissed_cb), self,
                           G_CONNECT_SWAPPED);
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (view), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (view), GTK_WIDGET (self->browser));
  adw_dialog_set_child (ADW_DIALOG (self), view);
  adw_dialog_set_content_width (ADW_DIALOG (self), 420);
  adw_dialog_set_content_height (ADW_DIALOG (self), 520);
}

/**
 * natter_model_dialog_new:
 * @chat: whose providers have the models
 * @title: what the model is chosen for
 * @current: (nullable): the key of the model that is marked as the present one
 *
 * Returns: (transfer floating): a dialog
 */
NatterModelDialog *
natter_model_dialog_new (NatterChat *chat,
                         const char *title,
                         const char *current)
{
  NatterModelDialog *self = g_object_new (NATTER_TYPE_MODEL_DIALOG, "title", title, NULL);

  natter_model_browser_set_chat (self->browser, chat);
  natter_model_browser_set_current (self->browser, current);

  return self;
}
