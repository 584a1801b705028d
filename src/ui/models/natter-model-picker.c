/* natter-model-picker.c: the title of the content: which model answers. A click opens the list to
 * choose from, which is natter-model-browser.c. Owned by the window; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-picker.h"

#include <glib/gi18n-lib.h>

#include "natter-model-browser.h"

/* As wide as names like to be, where the window is; what is left of a narrow one stays free. */
#define MAX_WIDTH 420
#define FREE_WIDTH 20

struct _NatterModelPicker
{
  AdwBin parent_instance;

  NatterChat *chat;
  char *model_key;

  /* whose model the title names */
  GSignalGroup *provider_signals;
  GSignalGroup *models_signals;

  GtkMenuButton *button;
  GtkPopover *popover;
  NatterModelBrowser *browser;
  GtkLabel *title_label;
  GtkLabel *subtitle_label;
};

G_DEFINE_FINAL_TYPE (NatterModelPicker, natter_model_picker, ADW_TYPE_BIN)

typedef enum
{
  PROP_CHAT = 1,
  PROP_MODEL_KEY,
} NatterModelPickerProps;

static GParamSpec *properties[PROP_MODEL_KEY + 1];

static NatterProviderList *
get_providers (NatterModelPicker *self)
{
  return self->chat ? natter_chat_get_providers (self->chat) : NULL;
}

static gboolean
has_providers (NatterModelPicker *self)
{
  NatterProviderList *providers = get_providers (self);

  return providers && g_list_model_get_n_items (G_LIST_MODEL (providers)) > 0;
}

static NatterProvider *
resolve (NatterModelPicker  *self,
         const char        **model_id)
{
  NatterProviderList *providers = get_providers (self);

  *model_id = NULL;
  if (!providers || !self->model_key)
    return NULL;

  return natter_provider_list_resolve (providers, self->model_key, model_id);
}

static void
update_title (NatterModelPicker *self)
{
  const char *model_id = NULL;
  NatterProvider *provider = resolve (self, &model_id);
  const char *title = _("No model");
  const char *subtitle = NULL;
  g_autofree char *label = NULL;
  g_autoptr(NatterModel) model = NULL;

  if (provider)
    {
      model = natter_provider_list_find_model (get_providers (self), self->model_key);
      title = model ? natter_model_get_name (model) : model_id;
      subtitle = natter_provider_get_name (provider);
    }
  else if (has_providers (self))
    {
      title = _("Choose a Model");
    }

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->subtitle_label, subtitle ? subtitle : "");
  gtk_widget_set_visible (GTK_WIDGET (self->subtitle_label), subtitle && *subtitle);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), provider ? model_id : NULL);

  /* Translators: %s is a model's name; read out for the button that changes it */
  label = g_strdup_printf (_("Model: %s"), title);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update_target (NatterModelPicker *self)
{
  const char *model_id = NULL;
  NatterProvider *provider = resolve (self, &model_id);

  g_signal_group_set_target (self->provider_signals, provider);
  g_signal_group_set_target (self->models_signals,
                             provider ? natter_provider_get_models (provider) : NULL);
  update_title (self);
}

static void
shown_cb (NatterModelPicker *self)
{
  GtkWidget *window = GTK_WIDGET (gtk_widget_get_root (GTK_WIDGET (self)));
  int room = window ? gtk_widget_get_width (window) - FREE_WIDTH : 0;

  gtk_widget_set_size_request (GTK_WIDGET (self->popover), CLAMP (room, 0, MAX_WIDTH), -1);
  natter_model_browser_open (self->browser);
}

static void
closed_cb (NatterModelPicker *self)
{
  natter_model_browser_close (self->browser);
}

static void
dismissed_cb (NatterModelPicker *self)
{
  gtk_popover_popdown (self->popover);
}

static void
chosen_cb (NatterModelPicker *self,
           const char        *model_key)
{
  /* Closed first: it gives the focus back to its button, and whoever learns of the choice may want
   * it elsewhere. */
  gtk_popover_popdown (self->popover);
  natter_model_picker_set_model_key (self, model_key);
}

static void
natter_model_picker_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  NatterModelPicker *self = NATTER_MODEL_PICKER (object);

  switch ((NatterModelPickerProps) prop_id)
    {
    case PROP_CHAT:
      g_value_set_object (value, self->chat);
      break;

    case PROP_MODEL_KEY:
      g_value_set_string (value, natter_model_picker_get_model_key (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_model_picker_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  NatterModelPicker *self = NATTER_MODEL_PICKER (object);

  switch ((NatterModelPickerProps) prop_id)
    {
    case PROP_CHAT:
      natter_model_picker_set_chat (self, g_value_get_object (value));
      break;

    case PROP_MODEL_KEY:
      natter_model_picker_set_model_key (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_model_picker_dispose (GObject *object)
{
  NatterModelPicker *self = NATTER_MODEL_PICKER (object);

  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_MODEL_PICKER);
  g_clear_object (&self->provider_signals);
  g_clear_object (&self->models_signals);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (natter_model_picker_parent_class)->dispose (object);
}

static void
natter_model_picker_finalize (GObject *object)
{
  NatterModelPicker *self = NATTER_MODEL_PICKER (object);

  g_free (self->model_key);

  G_OBJECT_CLASS (natter_model_picker_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (NATTER_TYPE_MODEL_BROWSER);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, button);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, browser);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, subtitle_label);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, dismissed_cb);
  gtk_widget_class_bind_template_callback (widget_class, chosen_cb);
}

static void
natter_model_picker_class_init (NatterModelPickerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_model_picker_get_property;
  object_class->set_property = natter_model_picker_set_property;
  object_class->dispose = natter_model_picker_dispose;
  object_class->finalize = natter_model_picker_finalize;

  properties[PROP_CHAT] =
    g_param_spec_object ("chat", NULL, NULL, NATTER_TYPE_CHAT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODEL_KEY] =
    g_param_spec_string ("model-key", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  bind_template (GTK_WIDGET_CLASS (klass));
}

static void
natter_model_picker_init (NatterModelPicker *self)
{
  self->provider_signals = g_signal_group_new (NATTER_TYPE_PROVIDER);
  g_signal_group_connect_object (self->provider_signals, "notify::name",
                                 G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  self->models_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->models_signals, "items-changed",
                                 G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  update_target (self);
}

/**
 * natter_model_picker_set_chat:
 * @self: the picker
 * @chat: (nullable): whose providers have the models
 */
void
natter_model_picker_set_chat (NatterModelPicker *self,
                              NatterChat        *chat)
{
  g_autoptr(NatterChat) before = NULL;

  g_return_if_fail (NATTER_IS_MODEL_PICKER (self));
  g_return_if_fail (!chat || NATTER_IS_CHAT (chat));

  g_set_object (&before, self->chat);
  if (!g_set_object (&self->chat, chat))
    return;

  if (before)
    g_signal_handlers_disconnect_by_func (natter_chat_get_providers (before), update_target, self);
  if (chat)
    g_signal_connect_object (get_providers (self), "items-changed", G_CALLBACK (update_target),
                             self, G_CONNECT_SWAPPED);

  natter_model_browser_set_chat (self->browser, chat);
  update_target (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
}

/**
 * natter_model_picker_get_model_key:
 * @self: the picker
 *
 * Returns: (nullable): "provider-id/model-id" of the model that answers
 */
const char *
natter_model_picker_get_model_key (NatterModelPicker *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_PICKER (self), NULL);

  return self->model_key;
}

/**
 * natter_model_picker_set_model_key:
 * @self: the picker
 * @model_key: (nullable): "provider-id/model-id" of the model that answers
 *
 * Names it in the title. It need not be in its provider's list.
 */
void
natter_model_picker_set_model_key (NatterModelPicker *self,
                                   const char        *model_key)
{
  g_return_if_fail (NATTER_IS_MODEL_PICKER (self));

  if (!g_set_str (&self->model_key, model_key))
    return;

  natter_model_browser_set_current (self->browser, model_key);
  update_target (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL_KEY]);
}

/**
 * natter_model_picker_popup:
 * @self: the picker
 *
 * Opens the list, as a click does.
 */
void
natter_model_picker_popup (NatterModelPicker *self)
{
  g_return_if_fail (NATTER_IS_MODEL_PICKER (self));

  gtk_menu_button_popup (self->button);
}
