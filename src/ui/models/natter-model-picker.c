/* natter-model-picker.c: the title of the content: which model answers, and the list to choose
 * from. Owned by the window; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-picker.h"

#include <glib/gi18n-lib.h>

#include "natter-choice-row.h"
#include "natter-model-choices.h"
#include "natter-save.h"

struct _NatterModelPicker
{
  AdwBin parent_instance;

  NatterChat *chat;
  char *model_key;
  NatterModelChoices *choices;
  GCancellable *cancellable;

  /* whose model the title names */
  GSignalGroup *provider_signals;
  GSignalGroup *models_signals;

  GtkMenuButton *button;
  GtkPopover *popover;
  GtkStack *stack;
  GtkEditable *search_entry;
  GtkListView *list_view;
  GtkSingleSelection *selection;
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

static const char *
find_model_name (NatterProvider *provider,
                 const char     *model_id)
{
  GListModel *models = natter_provider_get_models (provider);

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      if (g_strcmp0 (natter_model_get_id (model), model_id) == 0)
        return natter_model_get_name (model);
    }

  return model_id;
}

static void
update_title (NatterModelPicker *self)
{
  const char *model_id = NULL;
  NatterProvider *provider = resolve (self, &model_id);
  const char *title = _("No model");
  const char *subtitle = NULL;
  g_autofree char *label = NULL;

  if (provider)
    {
      title = find_model_name (provider, model_id);
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
providers_changed_cb (NatterModelPicker *self)
{
  gtk_stack_set_visible_child_name (self->stack, has_providers (self) ? "models" : "none");
  update_target (self);
}

static void
load_models (NatterModelPicker *self,
             NatterProvider    *provider)
{
  /* how it ended is the provider's state, which the list shows */
  natter_provider_load_models_async (provider, natter_chat_get_http (self->chat),
                                     natter_chat_get_secrets (self->chat), self->cancellable,
                                     NULL, NULL);
}

static void
shown_cb (NatterModelPicker *self)
{
  GListModel *providers = G_LIST_MODEL (get_providers (self));

  gtk_editable_set_text (self->search_entry, "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));

  for (guint i = 0; providers && i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (providers, i);
      NatterModelsState state = natter_provider_get_models_state (provider);

      if (state == NATTER_MODELS_UNKNOWN || state == NATTER_MODELS_FAILED)
        load_models (self, provider);
    }
}

static void
attach_list (NatterModelPicker *self,
             gboolean           attach)
{
  GListModel *list = self->choices && attach ? natter_model_choices_get_list (self->choices) : NULL;

  gtk_single_selection_set_model (self->selection, list);
}

static void
closed_cb (NatterModelPicker *self)
{
  gtk_editable_set_text (self->search_entry, "");
}

static void
search_changed_cb (NatterModelPicker *self)
{
  if (!self->choices)
    return;

  natter_model_choices_set_search (self->choices, gtk_editable_get_text (self->search_entry));
  if (g_list_model_get_n_items (natter_model_choices_get_list (self->choices)) > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
}

static void
choose (NatterModelPicker *self,
        NatterModelChoice *choice)
{
  NatterProvider *provider = natter_model_choice_get_provider (choice);
  const char *model_id = natter_model_choice_get_model_id (choice);
  g_autofree char *key = NULL;

  if (!natter_model_choice_is_usable (choice))
    return;

  key = natter_provider_list_make_key (provider, model_id);
  if (natter_model_choice_get_kind (choice) == NATTER_CHOICE_BY_NAME)
    {
      natter_provider_add_manual_model (provider, model_id);
      natter_save_providers (get_providers (self), GTK_WIDGET (self));
    }

  /* Closed first: it gives the focus back to its button, and whoever learns of the choice may want
   * it elsewhere. */
  gtk_popover_popdown (self->popover);
  natter_model_picker_set_model_key (self, key);
}

static void
search_activate_cb (NatterModelPicker *self)
{
  g_autoptr(NatterModelChoice) choice = NULL;

  if (self->choices && *gtk_editable_get_text (self->search_entry))
    choice = natter_model_choices_find_usable (self->choices);
  if (choice)
    choose (self, choice);
}

static void
stop_search_cb (NatterModelPicker *self)
{
  gtk_popover_popdown (self->popover);
}

static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  keyval,
               guint                  keycode,
               GdkModifierType        state,
               NatterModelPicker     *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (model);

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(NatterModelChoice) choice = g_list_model_get_item (model, i);

      if (natter_model_choice_is_usable (choice))
        {
          gtk_list_view_scroll_to (self->list_view, i,
                                   GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
          return GDK_EVENT_STOP;
        }
    }

  return GDK_EVENT_PROPAGATE;
}

static void
row_activate_cb (NatterModelPicker *self,
                 guint              position)
{
  g_autoptr(NatterModelChoice) choice =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (choice)
    choose (self, choice);
}

static void
add_provider_cb (NatterModelPicker *self)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-provider", NULL);
}

static void
manage_cb (NatterModelPicker *self)
{
  gtk_popover_popdown (self->popover);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
}

static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              NatterModelPicker        *self)
{
  NatterChoiceRow *row = natter_choice_row_new ();

  g_signal_connect_object (row, "retry", G_CALLBACK (load_models), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             NatterModelPicker        *self)
{
  NatterChoiceRow *row = NATTER_CHOICE_ROW (gtk_list_item_get_child (list_item));
  NatterModelChoice *choice = gtk_list_item_get_item (list_item);
  gboolean is_usable = natter_model_choice_is_usable (choice);
  g_autofree char *key = NULL;
  gboolean is_current;

  if (is_usable)
    key = natter_provider_list_make_key (natter_model_choice_get_provider (choice),
                                         natter_model_choice_get_model_id (choice));
  is_current = key && g_strcmp0 (key, self->model_key) == 0;

  natter_choice_row_set_choice (row, choice, is_current);
  gtk_list_item_set_activatable (list_item, is_usable);
  gtk_list_item_set_selectable (list_item, is_usable);
  gtk_list_item_set_accessible_label (list_item, natter_choice_row_get_title (row));
  gtk_list_item_set_accessible_description (list_item, is_current ? _("In use") : "");
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               NatterModelPicker        *self)
{
  natter_choice_row_set_choice (NATTER_CHOICE_ROW (gtk_list_item_get_child (list_item)), NULL,
                                FALSE);
}

static void
header_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *header,
                 NatterModelPicker        *self)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "caption-heading");
  gtk_widget_add_css_class (label, "dimmed");
  gtk_list_header_set_child (header, label);
}

static void
header_bind_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *header,
                NatterModelPicker        *self)
{
  NatterModelChoice *choice = gtk_list_header_get_item (header);

  gtk_label_set_label (GTK_LABEL (gtk_list_header_get_child (header)),
                       natter_provider_get_name (natter_model_choice_get_provider (choice)));
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

  g_cancellable_cancel (self->cancellable);
  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_MODEL_PICKER);
  g_clear_object (&self->provider_signals);
  g_clear_object (&self->models_signals);
  g_clear_object (&self->choices);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (natter_model_picker_parent_class)->dispose (object);
}

static void
natter_model_picker_finalize (GObject *object)
{
  NatterModelPicker *self = NATTER_MODEL_PICKER (object);

  g_clear_object (&self->cancellable);
  g_free (self->model_key);

  G_OBJECT_CLASS (natter_model_picker_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/model-picker.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, button);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, popover);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, search_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, list_view);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, selection);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterModelPicker, subtitle_label);
  gtk_widget_class_bind_template_callback (widget_class, shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_provider_cb);
  gtk_widget_class_bind_template_callback (widget_class, manage_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_bind_cb);
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
  self->cancellable = g_cancellable_new ();

  self->provider_signals = g_signal_group_new (NATTER_TYPE_PROVIDER);
  g_signal_group_connect_object (self->provider_signals, "notify::name",
                                 G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);
  self->models_signals = g_signal_group_new (G_TYPE_LIST_MODEL);
  g_signal_group_connect_object (self->models_signals, "items-changed",
                                 G_CALLBACK (update_title), self, G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
  providers_changed_cb (self);
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
    g_signal_handlers_disconnect_by_func (natter_chat_get_providers (before),
                                          providers_changed_cb, self);
  attach_list (self, FALSE);
  g_clear_object (&self->choices);
  if (chat)
    {
      self->choices = natter_model_choices_new (get_providers (self));
      g_signal_connect_object (get_providers (self), "items-changed",
                               G_CALLBACK (providers_changed_cb), self, G_CONNECT_SWAPPED);
      attach_list (self, TRUE);
    }

  providers_changed_cb (self);
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

  /* a row learns only when it is bound whether it is the current one */
  attach_list (self, FALSE);
  attach_list (self, TRUE);
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
