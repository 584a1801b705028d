/* natter-provider-dialog.c: adds or changes one account: what kind it is, then its form. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-dialog.h"

#include <glib/gi18n-lib.h>

#include "natter-local-servers.h"
#include "natter-preset-page.h"
#include "natter-provider-form.h"

struct _NatterProviderDialog
{
  AdwDialog parent_instance;

  NatterProvider *unannounced;

  AdwNavigationView *view;
  NatterLocalServers *local_servers;
  NatterProviderForm *form;
};

G_DEFINE_FINAL_TYPE (NatterProviderDialog, natter_provider_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_SAVED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
propose (NatterProviderDialog *self,
         NatterPreset         *preset)
{
  natter_provider_form_propose (self->form, preset);
  adw_navigation_view_push_by_tag (self->view, "form");
}

static void
openai_cb (NatterProviderDialog *self)
{
  g_autoptr(NatterPreset) preset = natter_preset_lookup ("openai-chat");

  propose (self, preset);
}

static void
other_cb (NatterProviderDialog *self)
{
  propose (self, NULL);
}

static void
more_cb (NatterProviderDialog *self)
{
  adw_navigation_view_push_by_tag (self->view, "presets");
}

static void
preset_chosen_cb (NatterProviderDialog *self,
                  NatterPreset         *preset)
{
  propose (self, preset);
}

static void
announce (NatterProviderDialog *self)
{
  g_autoptr(NatterProvider) provider = g_steal_pointer (&self->unannounced);

  if (provider)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, provider);
}

static void
local_added_cb (NatterProviderDialog *self,
                NatterProvider       *provider)
{
  g_set_object (&self->unannounced, provider);
  adw_dialog_close (ADW_DIALOG (self));
}

/* Its models are being loaded: whoever waits for the account is told when they are there, or when
 * the dialog goes. */
static void
form_saved_cb (NatterProviderDialog *self,
               NatterProvider       *provider)
{
  g_set_object (&self->unannounced, provider);
}

static void
form_done_cb (NatterProviderDialog *self)
{
  adw_dialog_close (ADW_DIALOG (self));
}

static void
natter_provider_dialog_closed (AdwDialog *dialog)
{
  announce (NATTER_PROVIDER_DIALOG (dialog));
}

static void
natter_provider_dialog_dispose (GObject *object)
{
  NatterProviderDialog *self = NATTER_PROVIDER_DIALOG (object);

  g_clear_object (&self->unannounced);
  /* libadwaita 1.7 would keep the content of a dialog that was closed for ever */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_PROVIDER_DIALOG);

  G_OBJECT_CLASS (natter_provider_dialog_parent_class)->dispose (object);
}

static void
natter_provider_dialog_class_init (NatterProviderDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_provider_dialog_dispose;
  ADW_DIALOG_CLASS (klass)->closed = natter_provider_dialog_closed;

  signals[SIGNAL_SAVED] =
    g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_PROVIDER);

  g_type_ensure (NATTER_TYPE_LOCAL_SERVERS);
  g_type_ensure (NATTER_TYPE_PRESET_PAGE);
  g_type_ensure (NATTER_TYPE_PROVIDER_FORM);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/provider-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterProviderDialog, view);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderDialog, local_servers);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderDialog, form);
  gtk_widget_class_bind_template_callback (widget_class, openai_cb);
  gtk_widget_class_bind_template_callback (widget_class, other_cb);
  gtk_widget_class_bind_template_callback (widget_class, more_cb);
  gtk_widget_class_bind_template_callback (widget_class, preset_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, local_added_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_saved_cb);
  gtk_widget_class_bind_template_callback (widget_class, form_done_cb);
}

static void
natter_provider_dialog_init (NatterProviderDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_provider_dialog_new:
 * @chat: whose providers and secrets
 * @provider: (nullable): the account to change, or %NULL for a new one
 *
 * Returns: (transfer floating): a dialog to present. Its signal "saved" comes when the account is
 *   kept and its models were asked for, at the latest when the dialog closes.
 */
NatterProviderDialog *
natter_provider_dialog_new (NatterChat     *chat,
                            NatterProvider *provider)
{
  NatterProviderDialog *self;

  g_return_val_if_fail (NATTER_IS_CHAT (chat), NULL);
  g_return_val_if_fail (!provider || NATTER_IS_PROVIDER (provider), NULL);

  self = g_object_new (NATTER_TYPE_PROVIDER_DIALOG, NULL);
  natter_provider_form_set_chat (self->form, chat);
  natter_local_servers_set_chat (self->local_servers, chat);

  if (provider)
    {
      const char *tags[] = { "form" };

      adw_dialog_set_title (ADW_DIALOG (self), _("Edit Provider"));
      natter_provider_form_set_provider (self->form, provider);
      adw_navigation_view_replace_with_tags (self->view, tags, G_N_ELEMENTS (tags));
    }

  return self;
}
