/* natter-preferences-dialog.c: accounts, defaults and the send key, each kept as soon as it
 * changes. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-preferences-dialog.h"

#include <glib/gi18n-lib.h>

#include "natter-answer-page.h"
#include "natter-backup-page.h"
#include "natter-backup-text.h"
#include "natter-image-hosts.h"
#include "natter-measure.h"
#include "natter-prompt-page.h"
#include "natter-provider-dialog.h"
#include "natter-provider-models.h"
#include "natter-save.h"

/* What is typed counts at once; it is written when typing pauses, and on closing. */
#define SAVE_DELAY_MS 500

struct _NatterPreferencesDialog
{
  AdwPreferencesDialog parent_instance;

  NatterChat *chat;
  NatterSettings *settings;
  GPtrArray *rows;
  guint save_id;

  AdwPreferencesGroup *providers_group;
  AdwActionRow *prompt_row;
  AdwActionRow *answers_row;
  AdwActionRow *backups_row;
  AdwComboRow *send_key_row;
  AdwComboRow *text_width_row;
  AdwSwitchRow *titles_row;
};

G_DEFINE_FINAL_TYPE (NatterPreferencesDialog, natter_preferences_dialog,
                     ADW_TYPE_PREFERENCES_DIALOG)

static NatterProviderList *
get_providers (NatterPreferencesDialog *self)
{
  return natter_chat_get_providers (self->chat);
}

static void
save_now (NatterPreferencesDialog *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  natter_save_providers (get_providers (self), GTK_WIDGET (self));
}

static void
save_timeout_cb (gpointer user_data)
{
  save_now (NATTER_PREFERENCES_DIALOG (user_data));
}

static void
save_soon (NatterPreferencesDialog *self)
{
  g_clear_handle_id (&self->save_id, g_source_remove);
  self->save_id = g_timeout_add_once (SAVE_DELAY_MS, save_timeout_cb, self);
}

static void
present_provider (NatterPreferencesDialog *self,
                  NatterProvider          *provider)
{
  adw_dialog_present (ADW_DIALOG (natter_provider_dialog_new (self->chat, provider)),
                      GTK_WIDGET (self));
}

static void
add_provider_cb (NatterPreferencesDialog *self)
{
  present_provider (self, NULL);
}

static void
provider_activated_cb (AdwActionRow            *row,
                       NatterPreferencesDialog *self)
{
  present_provider (self, g_object_get_data (G_OBJECT (row), "provider"));
}

static void
update_provider_row (AdwActionRow *row)
{
  NatterProvider *provider = g_object_get_data (G_OBJECT (row), "provider");
  g_autofree char *models = natter_provider_models_describe (provider);
  g_autofree char *subtitle = NULL;

  if (natter_provider_is_transient (provider))
    /* Translators: an address, and that it came with the command line and is forgotten on
     * quitting */
    subtitle = g_strdup_printf (_("%s · for this run only"),
                                natter_provider_get_base_url (provider));
  else
    /* Translators: a provider's address, and how many models it has */
    subtitle = g_strdup_printf (C_("provider", "%s · %s"),
                                natter_provider_get_base_url (provider), models);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), natter_provider_get_name (provider));
  adw_action_row_set_subtitle (row, subtitle);
}

static GtkWidget *
provider_row_new (NatterPreferencesDialog *self,
                  NatterProvider          *provider)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  g_object_set_data_full (G_OBJECT (row), "provider", g_object_ref (provider), g_object_unref);
  g_signal_connect_object (row, "activated", G_CALLBACK (provider_activated_cb), self, 0);

  g_signal_connect_object (provider, "notify", G_CALLBACK (update_provider_row), row,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (natter_provider_get_models (provider), "items-changed",
                           G_CALLBACK (update_provider_row), row, G_CONNECT_SWAPPED);
  update_provider_row (ADW_ACTION_ROW (row));

  return row;
}

static void
add_row (NatterPreferencesDialog *self,
         GtkWidget               *row)
{
  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (self->providers_group, row);
}

static void
providers_changed_cb (NatterPreferencesDialog *self)
{
  GListModel *providers = G_LIST_MODEL (get_providers (self));
  GtkWidget *add_button = NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->providers_group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (providers, i);

      add_row (self, provider_row_new (self, provider));
    }

  add_button = adw_button_row_new ();
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (add_button), _("_Add Provider…"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (add_button), TRUE);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (add_button), "list-add-symbolic");
  g_signal_connect_object (add_button, "activated", G_CALLBACK (add_provider_cb), self,
                           G_CONNECT_SWAPPED);
  add_row (self, add_button);
}

static void
update_prompt_row (NatterPreferencesDialog *self)
{
  const char *prompt = natter_provider_list_get_system_prompt (get_providers (self));
  g_autofree char *line = g_strdup (prompt ? prompt : "");

  g_strdelimit (g_strstrip (line), "\n\r\t", ' ');
  adw_action_row_set_subtitle (self->prompt_row, *line ? line : _("What the model reads first"));
}

static void
prompt_text_cb (NatterPreferencesDialog *self,
                GParamSpec              *pspec,
                NatterPromptPage        *page)
{
  g_autofree char *text = natter_prompt_page_dup_text (page);

  natter_provider_list_set_system_prompt (get_providers (self), *text ? text : NULL);
  update_prompt_row (self);
  save_soon (self);
}

static void
prompt_activated_cb (NatterPreferencesDialog *self)
{
  NatterPromptPage *page =
    natter_prompt_page_new (natter_provider_list_get_system_prompt (get_providers (self)));

  g_signal_connect_object (page, "notify::text", G_CALLBACK (prompt_text_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self), ADW_NAVIGATION_PAGE (page));
}

static void
update_answers_row (NatterPreferencesDialog *self)
{
  g_autofree char *summary =
    natter_answer_page_dup_summary (natter_provider_list_get_answer_settings (
      get_providers (self)));

  adw_action_row_set_subtitle (self->answers_row, summary);
}

static void
answer_settings_cb (NatterPreferencesDialog *self,
                    GParamSpec              *pspec,
                    NatterAnswerPage        *page)
{
  natter_provider_list_set_answer_settings (get_providers (self),
                                            natter_answer_page_get_settings (page));
  update_answers_row (self);
  save_soon (self);
}

static void
answers_activated_cb (NatterPreferencesDialog *self)
{
  NatterAnswerPage *page =
    natter_answer_page_new (natter_provider_list_get_answer_settings (get_providers (self)));

  g_signal_connect_object (page, "notify::settings", G_CALLBACK (answer_settings_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_dialog_push_subpage (ADW_PREFERENCES_DIALOG (self), ADW_NAVIGATION_PAGE (page));
}

/* NULL for a run whose conversations are not kept. */
static NatterBackups *
get_backups (NatterPreferencesDialog *self)
{
  NatterKeeper *keeper = natter_chat_get_keeper (self->chat);

  return keeper ? natter_keeper_get_backups (keeper) : NULL;
}

static void
update_backups_row (NatterPreferencesDialog *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();
  g_autofree char *last = natter_backup_text_dup_last (natter_backups_get_outcome (
                                                         get_backups (self)), now);

  adw_action_row_set_subtitle (self->backups_row, last);
}

static void
backups_activated_cb (NatterPreferencesDialog *self)
{
  adw_preferences_dialog_push_subpage (
    ADW_PREFERENCES_DIALOG (self),
    ADW_NAVIGATION_PAGE (natter_backup_page_new (get_backups (self))));
}

static void
follow_backups (NatterPreferencesDialog *self)
{
  NatterBackups *backups = get_backups (self);

  gtk_widget_set_visible (GTK_WIDGET (self->backups_row), backups != NULL);
  if (!backups)
    return;

  g_signal_connect_object (backups, "changed", G_CALLBACK (update_backups_row), self,
                           G_CONNECT_SWAPPED);
  update_backups_row (self);
  natter_backups_refresh (backups);
}

static gboolean
choice_to_position (GBinding     *binding,
                      const GValue *from_value,
                      GValue       *to_value,
                      gpointer      user_data)
{
  g_value_set_uint (to_value, g_value_get_enum (from_value));
  return TRUE;
}

static gboolean
position_to_choice (GBinding     *binding,
                      const GValue *from_value,
                      GValue       *to_value,
                      gpointer      user_data)
{
  guint position = g_value_get_uint (from_value);

  if (position == GTK_INVALID_LIST_POSITION)
    return FALSE;

  g_value_set_enum (to_value, position);
  return TRUE;
}

static void
natter_preferences_dialog_closed (AdwDialog *dialog)
{
  NatterPreferencesDialog *self = NATTER_PREFERENCES_DIALOG (dialog);

  if (self->save_id)
    save_now (self);
}

static void
natter_preferences_dialog_dispose (GObject *object)
{
  NatterPreferencesDialog *self = NATTER_PREFERENCES_DIALOG (object);

  /* gone with its window, without having been closed */
  if (self->save_id)
    save_now (self);

  /* libadwaita 1.7 would keep the content of a dialog that was closed for ever */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_PREFERENCES_DIALOG);
  g_clear_object (&self->chat);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (natter_preferences_dialog_parent_class)->dispose (object);
}

static void
natter_preferences_dialog_finalize (GObject *object)
{
  NatterPreferencesDialog *self = NATTER_PREFERENCES_DIALOG (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (natter_preferences_dialog_parent_class)->finalize (object);
}

static void
natter_preferences_dialog_class_init (NatterPreferencesDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_preferences_dialog_dispose;
  object_class->finalize = natter_preferences_dialog_finalize;
  ADW_DIALOG_CLASS (klass)->closed = natter_preferences_dialog_closed;

  g_type_ensure (NATTER_TYPE_IMAGE_HOSTS);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RESOURCE_BASE "/preferences-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterPreferencesDialog, providers_group);
  gtk_widget_class_bind_template_child (widget_class, NatterPreferencesDialog, prompt_row);
  gtk_widget_class_bind_template_child (widget_class, NatterPreferencesDialog, answers_row);
  gtk_widget_class_bind_template_child (widget_class, NatterPreferencesDialog, backups_row);
  gtk_widget_class_bind_template_child (widget_class, NatterPreferencesDialog, send_key_row);
  gtk_widget_class_bind_template_child (widget_class, NatterPreferencesDialog, text_width_row);
  gtk_widget_class_bind_template_child (widget_class, NatterPreferencesDialog, titles_row);
  gtk_widget_class_bind_template_callback (widget_class, prompt_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, answers_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, backups_activated_cb);
}

static void
natter_preferences_dialog_init (NatterPreferencesDialog *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_preferences_dialog_new:
 * @chat: whose providers and defaults
 * @settings: the switches of the window
 *
 * Returns: (transfer floating): a dialog to present
 */
NatterPreferencesDialog *
natter_preferences_dialog_new (NatterChat     *chat,
                               NatterSettings *settings)
{
  NatterPreferencesDialog *self;

  g_return_val_if_fail (NATTER_IS_CHAT (chat), NULL);
  g_return_val_if_fail (NATTER_IS_SETTINGS (settings), NULL);

  self = g_object_new (NATTER_TYPE_PREFERENCES_DIALOG, NULL);
  self->chat = g_object_ref (chat);
  self->settings = g_object_ref (settings);

  g_signal_connect_object (get_providers (self), "items-changed",
                           G_CALLBACK (providers_changed_cb), self, G_CONNECT_SWAPPED);
  providers_changed_cb (self);
  update_prompt_row (self);
  update_answers_row (self);
  follow_backups (self);
  g_object_bind_property_full (settings, "send-key", self->send_key_row, "selected",
                               G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               choice_to_position, position_to_choice, NULL, NULL);
  g_object_bind_property_full (natter_measure_get_default (), "text-width", self->text_width_row,
                               "selected", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               choice_to_position, position_to_choice, NULL, NULL);
  g_object_bind_property (settings, "model-titles", self->titles_row, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);

  return self;
}
