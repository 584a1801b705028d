/* natter-provider-form.c: what one account is asked for: name, address, key, connection; later
 * its models. A page of the provider dialog; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-form.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-account-load.h"
#include "natter-account-remove.h"
#include "natter-account-save.h"
#include "natter-connection-page.h"
#include "natter-connection-test-page.h"
#include "natter-key-group.h"
#include "natter-provider-models.h"

struct _NatterProviderForm
{
  AdwNavigationPage parent_instance;

  NatterChat *chat;
  NatterProvider *provider;   /* NULL: a new one */
  GCancellable *cancellable;  /* of all work, until the form goes */
  NatterPreset *preset;       /* what a new one is made from; or NULL */
  gboolean busy;

  AdwPreferencesPage *page;
  GtkButton *cancel_button;
  GtkWidget *save_button;
  GtkStack *save_stack;
  GtkLabel *save_label;
  GtkWidget *message_group;
  AdwActionRow *message_row;
  GtkEditable *name_row;
  GtkEditable *address_row;
  GtkLabel *address_error;
  GtkLabel *hint;
  NatterKeyGroup *key_group;
  AdwActionRow *connection_row;
  NatterConnectionPage *connection_page;   /* ours; the dialog shows it */
  GtkWidget *test_row;
  GtkWidget *models_group;
  NatterProviderModels *models;
  GtkWidget *remove_group;
};

G_DEFINE_FINAL_TYPE (NatterProviderForm, natter_provider_form, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_SAVED,
  SIGNAL_DONE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_address (NatterProviderForm  *self,
             GError             **error)
{
  return natter_provider_clean_base_url (gtk_editable_get_text (self->address_row), error);
}

static void
show_message (NatterProviderForm *self,
              const char         *title,
              const char         *detail)
{
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->message_row), title ? title : "");
  adw_action_row_set_subtitle (self->message_row, detail ? detail : "");
  gtk_widget_set_visible (self->message_group, title != NULL);
  if (title)
    adw_preferences_page_scroll_to_top (self->page);
}

static void
show_address_error (NatterProviderForm *self,
                    const char         *message)
{
  gtk_label_set_label (self->address_error, message ? message : "");
  gtk_widget_set_visible (GTK_WIDGET (self->address_error), message != NULL);
  if (message)
    gtk_widget_add_css_class (GTK_WIDGET (self->address_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->address_row), "error");
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->address_row), GTK_ACCESSIBLE_STATE_INVALID,
                               message ? GTK_ACCESSIBLE_INVALID_TRUE : GTK_ACCESSIBLE_INVALID_FALSE,
                               -1);
}

static void
update_buttons (NatterProviderForm *self)
{
  g_autofree char *address = dup_address (self, NULL);

  gtk_widget_set_sensitive (self->save_button,
                            address && !self->busy && !natter_key_group_is_busy (self->key_group));
  gtk_stack_set_visible_child_name (self->save_stack, self->busy ? "busy" : "idle");
}

static void
set_busy (NatterProviderForm *self,
          gboolean            busy)
{
  self->busy = busy;
  update_buttons (self);
}

static void
changed_cb (NatterProviderForm *self)
{
  show_message (self, NULL, NULL);
  update_buttons (self);
}

static void
address_left_cb (NatterProviderForm *self)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *address = dup_address (self, &error);

  /* an empty field is not wrong, only not filled yet */
  if (!address && *gtk_editable_get_text (self->address_row))
    show_address_error (self, error->message);
}

/* While it is typed an address is only ever found right; that it is wrong is said afterwards. */
static void
address_changed_cb (NatterProviderForm *self)
{
  g_autofree char *address = dup_address (self, NULL);

  if (address || !*gtk_editable_get_text (self->address_row))
    show_address_error (self, NULL);
  else if (gtk_widget_get_visible (GTK_WIDGET (self->address_error)))
    address_left_cb (self);

  natter_key_group_set_address (self->key_group, self->preset,
                                gtk_editable_get_text (self->address_row));
  changed_cb (self);
}

static void
finish_loading (NatterProviderForm *self,
                const GError       *error)
{
  set_busy (self, FALSE);
  if (!error)
    {
      g_signal_emit (self, signals[SIGNAL_DONE], 0);
      return;
    }

  natter_provider_form_set_provider (self, self->provider);
  gtk_button_set_label (self->cancel_button, _("_Close"));
  show_message (self, _("The provider is saved, but its models could not be loaded"),
                error->message);
}

static void
models_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      user_data)
{
  g_autoptr(NatterProviderForm) self = NATTER_PROVIDER_FORM (user_data);
  g_autoptr(GError) error = NULL;

  natter_account_load_finish (NATTER_CHAT (source), result, &error);
  if (!g_cancellable_is_cancelled (self->cancellable))
    finish_loading (self, error);
}

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  g_autoptr(NatterProviderForm) self = NATTER_PROVIDER_FORM (user_data);
  g_autoptr(NatterProvider) provider = NULL;
  g_autoptr(GError) error = NULL;

  provider = natter_account_save_finish (NATTER_CHAT (source), result, &error);
  if (provider)
    g_signal_emit (self, signals[SIGNAL_SAVED], 0, provider);
  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  if (provider)
    {
      g_set_object (&self->provider, provider);
      natter_account_load_async (self->chat, provider, GTK_WIDGET (self), self->cancellable,
                                 models_loaded_cb, g_object_ref (self));
      return;
    }

  set_busy (self, FALSE);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_message (self, _("The provider could not be saved"), error->message);
}

static char *
dup_name (NatterProviderForm *self,
          const char         *address)
{
  g_autofree char *name = g_strstrip (g_strdup (gtk_editable_get_text (self->name_row)));
  g_autoptr(GUri) uri = NULL;

  if (*name)
    return g_steal_pointer (&name);

  uri = g_uri_parse (address, G_URI_FLAGS_NONE, NULL);
  return g_strdup (uri ? g_uri_get_host (uri) : address);
}

/* What a person fills in next is selected: typing takes the place of that alone. */
static void
focus_address (NatterProviderForm *self)
{
  const char *address = gtk_editable_get_text (self->address_row);
  const char *placeholder = strchr (address, '{');
  const char *end = placeholder ? strchr (placeholder, '}') : NULL;

  gtk_widget_grab_focus (GTK_WIDGET (self->address_row));
  if (end)
    gtk_editable_select_region (self->address_row,
                                (int) g_utf8_pointer_to_offset (address, placeholder),
                                (int) g_utf8_pointer_to_offset (address, end + 1));
}

static const char *
get_dialect (NatterProviderForm *self)
{
  if (self->provider)
    return natter_dialect_get_id (natter_provider_get_dialect (self->provider));

  return self->preset ? natter_preset_get_dialect (self->preset) : "openai-chat";
}

/* What the form says, as an account that nobody knows yet. */
static NatterProvider *
new_proposed (NatterProviderForm *self,
              const char         *address)
{
  g_autofree char *name = dup_name (self, address);
  NatterProvider *proposed = natter_provider_new (name, get_dialect (self), address);

  if (self->preset)
    natter_provider_set_preset_id (proposed, natter_preset_get_id (self->preset));

  return proposed;
}

/* An address for settings that are looked at before one was entered. */
#define ANY_ADDRESS "https://localhost"

static void
connection_left_cb (NatterProviderForm *self)
{
  g_autoptr(NatterProvider) proposed = new_proposed (self, ANY_ADDRESS);
  g_autoptr(GError) error = NULL;

  if (natter_connection_page_apply (self->connection_page, proposed, &error))
    adw_action_row_set_subtitle (self->connection_row,
                                 _("Proxy, certificates, time limits, headers"));
  else
    adw_action_row_set_subtitle (self->connection_row, error->message);

  if (error)
    gtk_widget_add_css_class (GTK_WIDGET (self->connection_row), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->connection_row), "error");
}

static void
load_connection (NatterProviderForm *self,
                 NatterProvider     *provider)
{
  natter_connection_page_load (self->connection_page, provider);
  connection_left_cb (self);
}

static void
connection_cb (NatterProviderForm *self)
{
  GtkWidget *view = gtk_widget_get_ancestor (GTK_WIDGET (self), ADW_TYPE_NAVIGATION_VIEW);
  AdwNavigationPage *page = ADW_NAVIGATION_PAGE (self->connection_page);

  if (!gtk_widget_get_parent (GTK_WIDGET (page)))
    adw_navigation_view_add (ADW_NAVIGATION_VIEW (view), page);
  if (adw_navigation_view_get_visible_page (ADW_NAVIGATION_VIEW (view)) != page)
    adw_navigation_view_push (ADW_NAVIGATION_VIEW (view), page);
}

static void
test_cb (NatterProviderForm *self)
{
  natter_connection_test_page_push (GTK_WIDGET (self), self->chat, self->provider);
}

/* Takes @key. */
static void
save (NatterProviderForm *self,
      const char         *address,
      char               *key)
{
  g_autoptr(NatterProvider) proposed = new_proposed (self, address);

  if (!natter_connection_page_apply (self->connection_page, proposed, NULL))
    {
      connection_cb (self);
    }
  else
    {
      show_message (self, NULL, NULL);
      set_busy (self, TRUE);
      natter_account_save_async (self->chat, self->provider, proposed, key, GTK_WIDGET (self),
                                 self->cancellable, saved_cb, g_object_ref (self));
    }

  natter_secrets_free_key (key);
}

static void
save_cb (NatterProviderForm *self)
{
  const char *typed = natter_key_group_get_text (self->key_group);
  g_autofree char *address = NULL;
  g_autoptr(GError) error = NULL;
  char *key = NULL;

  if (self->busy || natter_key_group_is_busy (self->key_group))
    return;

  address = dup_address (self, &error);
  if (!address)
    {
      show_address_error (self, error->message);
      focus_address (self);
      return;
    }

  if (*typed)
    {
      key = natter_secrets_clean_key (typed, &error);
      if (!key)
        {
          show_message (self, _("The key can’t be used"), error->message);
          natter_key_group_focus (self->key_group);
          return;
        }
    }

  save (self, address, key);
}

static void
key_failed_cb (NatterProviderForm *self,
               const char         *message)
{
  show_message (self, _("The key could not be removed"), message);
}

static void
cancel_cb (NatterProviderForm *self)
{
  g_signal_emit (self, signals[SIGNAL_DONE], 0);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(NatterProviderForm) self = NATTER_PROVIDER_FORM (user_data);
  g_autoptr(GError) error = NULL;
  gboolean ok = natter_account_remove_finish (NATTER_CHAT (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_busy (self, FALSE);
  if (ok)
    g_signal_emit (self, signals[SIGNAL_DONE], 0);
  else if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    show_message (self, _("The provider is still here, because its key could not be removed"),
                  error->message);
}

static void
remove_provider_cb (NatterProviderForm *self)
{
  if (self->busy)
    return;

  set_busy (self, TRUE);
  natter_account_remove_async (self->chat, self->provider, GTK_WIDGET (self), self->cancellable,
                               removed_cb, g_object_ref (self));
}

static void
natter_provider_form_shown (AdwNavigationPage *page)
{
  NatterProviderForm *self = NATTER_PROVIDER_FORM (page);
  if (self->provider)
    return;

  /* the page focused, and selected, its first field before it was known which is wanted */
  gtk_editable_select_region (self->name_row, 0, 0);
  if (strchr (gtk_editable_get_text (self->address_row), '{'))
    focus_address (self);
  else if (!*gtk_editable_get_text (self->name_row))
    gtk_widget_grab_focus (GTK_WIDGET (self->name_row));
  else
    natter_key_group_focus (self->key_group);
}

static void
natter_provider_form_dispose (GObject *object)
{
  NatterProviderForm *self = NATTER_PROVIDER_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->connection_page);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_PROVIDER_FORM);
  g_clear_object (&self->provider);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (natter_provider_form_parent_class)->dispose (object);
}

static void
natter_provider_form_finalize (GObject *object)
{
  NatterProviderForm *self = NATTER_PROVIDER_FORM (object);

  g_clear_object (&self->cancellable);
  g_clear_object (&self->preset);

  G_OBJECT_CLASS (natter_provider_form_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/provider-form.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, page);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, cancel_button);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, save_button);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, save_stack);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, save_label);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, message_group);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, message_row);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, name_row);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, address_row);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, address_error);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, hint);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, key_group);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, connection_row);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, test_row);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, models_group);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, models);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderForm, remove_group);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, address_left_cb);
  gtk_widget_class_bind_template_callback (widget_class, save_cb);
  gtk_widget_class_bind_template_callback (widget_class, cancel_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_failed_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_buttons);
  gtk_widget_class_bind_template_callback (widget_class, connection_cb);
  gtk_widget_class_bind_template_callback (widget_class, test_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_provider_cb);
}

static void
natter_provider_form_class_init (NatterProviderFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_provider_form_dispose;
  object_class->finalize = natter_provider_form_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = natter_provider_form_shown;

  signals[SIGNAL_SAVED] =
    g_signal_new ("saved", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_PROVIDER);
  signals[SIGNAL_DONE] =
    g_signal_new ("done", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  g_type_ensure (NATTER_TYPE_KEY_GROUP);
  g_type_ensure (NATTER_TYPE_PROVIDER_MODELS);
  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
natter_provider_form_init (NatterProviderForm *self)
{
  self->cancellable = g_cancellable_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
  self->connection_page = g_object_ref_sink (natter_connection_page_new ());
  g_signal_connect_object (self->connection_page, "hiding", G_CALLBACK (connection_left_cb), self,
                           G_CONNECT_SWAPPED);
}

/**
 * natter_provider_form_set_chat:
 * @self: the form
 * @chat: whose providers and secrets
 */
void
natter_provider_form_set_chat (NatterProviderForm *self,
                               NatterChat         *chat)
{
  g_return_if_fail (NATTER_IS_PROVIDER_FORM (self));
  g_return_if_fail (NATTER_IS_CHAT (chat));

  g_set_object (&self->chat, chat);
}

/**
 * natter_provider_form_propose:
 * @self: the form
 * @preset: (nullable): the service that it may be, or %NULL for any server that speaks like OpenAI
 *
 * Fills the form for a new account.
 */
void
natter_provider_form_propose (NatterProviderForm *self,
                              NatterPreset       *preset)
{
  gboolean is_named = preset && !natter_preset_is_custom (preset);
  const char *hint = preset ? natter_preset_get_hint (preset) : NULL;

  g_autoptr(NatterProvider) empty = NULL;

  g_return_if_fail (NATTER_IS_PROVIDER_FORM (self));
  g_return_if_fail (!preset || NATTER_IS_PRESET (preset));

  g_set_object (&self->preset, preset);
  gtk_editable_set_text (self->name_row, is_named ? natter_preset_get_name (preset) : "");
  gtk_editable_set_text (self->address_row,
                         preset ? natter_preset_get_base_url (preset) : "https://");
  gtk_label_set_label (self->hint, hint ? hint : "");
  gtk_widget_set_visible (GTK_WIDGET (self->hint), hint != NULL);
  show_address_error (self, NULL);
  natter_key_group_set_provider (self->key_group, natter_chat_get_secrets (self->chat), NULL);
  natter_key_group_set_address (self->key_group, preset,
                                gtk_editable_get_text (self->address_row));
  empty = new_proposed (self, ANY_ADDRESS);
  load_connection (self, empty);
}

/**
 * natter_provider_form_set_provider:
 * @self: the form
 * @provider: the account to change
 *
 * Fills the form with an account, whose models can then be seen to and which can be removed.
 */
void
natter_provider_form_set_provider (NatterProviderForm *self,
                                   NatterProvider     *provider)
{
  g_return_if_fail (NATTER_IS_PROVIDER_FORM (self));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));

  g_set_object (&self->provider, provider);
  gtk_editable_set_text (self->name_row, natter_provider_get_name (provider));
  gtk_editable_set_text (self->address_row, natter_provider_get_base_url (provider));
  adw_navigation_page_set_title (ADW_NAVIGATION_PAGE (self), _("Edit Provider"));
  adw_navigation_page_set_can_pop (ADW_NAVIGATION_PAGE (self), FALSE);
  gtk_label_set_label (self->save_label, _("_Save"));
  gtk_widget_set_visible (GTK_WIDGET (self->cancel_button), TRUE);
  gtk_widget_set_visible (self->test_row, TRUE);
  gtk_widget_set_visible (self->models_group, TRUE);
  gtk_widget_set_visible (self->remove_group, TRUE);
  natter_provider_models_set_provider (self->models, self->chat, provider);
  natter_key_group_set_provider (self->key_group, natter_chat_get_secrets (self->chat), provider);
  natter_key_group_set_address (self->key_group, self->preset,
                                natter_provider_get_base_url (provider));
  load_connection (self, provider);
}
