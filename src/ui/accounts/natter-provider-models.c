/* natter-provider-models.c: what models an account has, and those entered by hand, which are kept
 * at once. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-models.h"

#include <glib/gi18n-lib.h>

#include "natter-model-text.h"
#include "natter-save.h"

struct _NatterProviderModels
{
  AdwBin parent_instance;

  NatterChat *chat;
  NatterProvider *provider;
  GSignalGroup *provider_signals;
  GSignalGroup *models_signals;
  GCancellable *cancellable;
  GPtrArray *rows;

  AdwPreferencesGroup *group;
  AdwActionRow *state_row;
  GtkStack *stack;
  GtkEditable *add_row;
};

G_DEFINE_FINAL_TYPE (NatterProviderModels, natter_provider_models, ADW_TYPE_BIN)

static void
remove_clicked_cb (GtkButton            *button,
                   NatterProviderModels *self)
{
  g_autofree char *id = g_strdup (g_object_get_data (G_OBJECT (button), "model"));

  /* takes the row and its button away */
  natter_provider_remove_manual_model (self->provider, id);
  natter_save_providers (natter_chat_get_providers (self->chat), GTK_WIDGET (self));
}

static GtkWidget *
row_new (NatterProviderModels *self,
         const char           *id)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *label = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), id);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), _("Entered by hand"));

  /* Translators: %s is the name of a model that was entered by hand */
  label = g_strdup_printf (_("Remove %s"), id);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (button, _("Remove Model"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data_full (G_OBJECT (button), "model", g_strdup (id), g_free);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);

  return row;
}

static void
models_changed_cb (NatterProviderModels *self)
{
  GListModel *models = self->provider ? natter_provider_get_models (self->provider) : NULL;

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; models && i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);
      GtkWidget *row;

      if (!natter_provider_is_manual_model (self->provider, natter_model_get_id (model)))
        continue;

      row = row_new (self, natter_model_get_id (model));
      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (self->group, row);
    }
}

/* Why there is no new list, and how old the one is that there is. */
static char *
dup_subtitle (NatterProvider *provider)
{
  const GError *error = natter_provider_get_models_error (provider);
  g_autofree char *age = natter_model_text_list_age (provider);

  if (!error)
    return age ? g_steal_pointer (&age) : g_strdup ("");

  return age ? g_strconcat (error->message, "\n", age, NULL) : g_strdup (error->message);
}

static void
state_changed_cb (NatterProviderModels *self)
{
  g_autofree char *title = NULL;
  g_autofree char *subtitle = NULL;
  NatterModelsState state;

  if (!self->provider)
    return;

  state = natter_provider_get_models_state (self->provider);
  subtitle = dup_subtitle (self->provider);
  title = natter_provider_models_describe (self->provider);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->state_row), title);
  adw_action_row_set_subtitle (self->state_row, subtitle);
  gtk_stack_set_visible_child_name (self->stack,
                                    state == NATTER_MODELS_LOADING ? "loading" : "idle");
}

static void
load (NatterProviderModels *self)
{
  /* how it ended is the provider's state, which the row shows */
  natter_provider_load_models_async (self->provider, natter_chat_get_http (self->chat),
                                     natter_chat_get_secrets (self->chat), self->cancellable,
                                     NULL, NULL);
}

static void
add_cb (NatterProviderModels *self)
{
  g_autofree char *id = g_strstrip (g_strdup (gtk_editable_get_text (self->add_row)));

  if (!*id)
    return;

  natter_provider_add_manual_model (self->provider, id);
  natter_save_providers (natter_chat_get_providers (self->chat), GTK_WIDGET (self));
  gtk_editable_set_text (self->add_row, "");
}

static void
natter_provider_models_dispose (GObject *object)
{
  NatterProviderModels *self = NATTER_PROVIDER_MODELS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->provider_signals);
  g_clear_object (&self->models_signals);
  g_clear_object (&self->provider);
  g_clear_object (&self->chat);
  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_PROVIDER_MODELS);

  G_OBJECT_CLASS (natter_provider_models_parent_class)->dispose (object);
}

static void
natter_provider_models_finalize (GObject *object)
{
  NatterProviderModels *self = NATTER_PROVIDER_MODELS (object);

  g_clear_object (&self->cancellable);
  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (natter_provider_models_parent_class)->finalize (object);
}

static void
natter_provider_models_class_init (NatterProviderModelsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_provider_models_dispose;
  object_class->finalize = natter_provider_models_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/provider-models.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterProviderModels, group);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderModels, state_row);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderModels, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterProviderModels, add_row);
  gtk_widget_class_bind_template_callback (widget_class, load);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
natter_provider_models_init (NatterProviderModels *self)
{
  self->rows = g_ptr_array_new ();
  self->cancellable = g_cancellable_new ();

  self->provider_signals = g_signal_group_new (NATTER_TYPE_PROVIDER);
  g_signal_group_connect_object (self->provider_signals, "notify::models-state",
                                 G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->provider_signals, "notify::models-time",
                                 G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);
  self->models_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->models_signals, "items-changed",
                                 G_CALLBACK (models_changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_group_connect_object (self->models_signals, "items-changed",
                                 G_CALLBACK (state_changed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_provider_models_set_provider:
 * @self: the group
 * @chat: what models are loaded with
 * @provider: whose models
 */
void
natter_provider_models_set_provider (NatterProviderModels *self,
                                     NatterChat           *chat,
                                     NatterProvider       *provider)
{
  g_return_if_fail (NATTER_IS_PROVIDER_MODELS (self));
  g_return_if_fail (NATTER_IS_CHAT (chat));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));

  g_set_object (&self->chat, chat);
  g_set_object (&self->provider, provider);
  g_signal_group_set_target (self->provider_signals, provider);
  g_signal_group_set_target (self->models_signals, natter_provider_get_models (provider));
  models_changed_cb (self);
  state_changed_cb (self);
}

/**
 * natter_provider_models_describe:
 * @provider: an account
 *
 * Returns: (transfer full): in a few words, what is known of its models
 */
char *
natter_provider_models_describe (NatterProvider *provider)
{
  guint n_models;

  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);

  n_models = g_list_model_get_n_items (natter_provider_get_models (provider));

  switch (natter_provider_get_models_state (provider))
    {
    case NATTER_MODELS_LOADING:
      return g_strdup (_("Loading models…"));

    case NATTER_MODELS_FAILED:
      return g_strdup (_("Couldn’t load the models"));

    case NATTER_MODELS_UNKNOWN:
      if (n_models == 0)
        return g_strdup (_("Models not loaded yet"));
      G_GNUC_FALLTHROUGH;

    case NATTER_MODELS_READY:
      return g_strdup_printf (ngettext ("%u model", "%u models", n_models), n_models);

    default:
      g_assert_not_reached ();
    }
}
