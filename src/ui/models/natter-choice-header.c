/* natter-choice-header.c: a heading of the model list: Favourites, Recent, or a provider with the
 * age of its list and a button that asks for a new one. Made and re-used by the list; main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-choice-header.h"

#include <glib/gi18n-lib.h>

#include "natter-model-text.h"

struct _NatterChoiceHeader
{
  AdwBin parent_instance;

  NatterProvider *provider;       /* NULL of Favourites and Recent */
  GSignalGroup *provider_signals;

  GtkLabel *title_label;
  GtkLabel *age_label;
  GtkStack *stack;
  GtkWidget *refresh_button;
};

G_DEFINE_FINAL_TYPE (NatterChoiceHeader, natter_choice_header, ADW_TYPE_BIN)

enum
{
  SIGNAL_REFRESH,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
refresh_clicked_cb (NatterChoiceHeader *self)
{
  if (self->provider)
    g_signal_emit (self, signals[SIGNAL_REFRESH], 0, self->provider);
}

/* A list that could not be fetched again is an old one: that is told beside its age. */
static void
update_age (NatterChoiceHeader *self,
            gboolean            has_failed)
{
  g_autofree char *age = natter_model_text_list_age (self->provider);
  gboolean is_old = has_failed && age;
  const GError *error = natter_provider_get_models_error (self->provider);

  gtk_label_set_label (self->age_label, is_old ? _("Couldn’t update") : age ? age : "");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->age_label),
                               is_old && error ? error->message : NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->age_label), is_old ? "warning" : "dimmed");
  gtk_widget_remove_css_class (GTK_WIDGET (self->age_label), is_old ? "dimmed" : "warning");
}

static void
update (NatterChoiceHeader *self)
{
  g_autofree char *label = NULL;
  g_autofree char *tooltip = NULL;
  g_autofree char *age = NULL;
  NatterModelsState state;

  if (!self->provider)
    return;

  state = natter_provider_get_models_state (self->provider);
  gtk_label_set_label (self->title_label, natter_provider_get_name (self->provider));
  gtk_stack_set_visible_child_name (self->stack,
                                    state == NATTER_MODELS_LOADING ? "loading" : "idle");
  update_age (self, state == NATTER_MODELS_FAILED);

  /* Translators: %s is the name of a provider; read out for the button that fetches its models */
  label = g_strdup_printf (_("Update the Models of %s"), natter_provider_get_name (self->provider));
  age = natter_model_text_list_age (self->provider);
  tooltip = age ? g_strconcat (_("Update Models"), "\n", age, NULL) : g_strdup (_("Update Models"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->refresh_button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_tooltip_text (self->refresh_button, tooltip);
}

static void
natter_choice_header_dispose (GObject *object)
{
  NatterChoiceHeader *self = NATTER_CHOICE_HEADER (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_CHOICE_HEADER);
  g_clear_object (&self->provider_signals);
  g_clear_object (&self->provider);

  G_OBJECT_CLASS (natter_choice_header_parent_class)->dispose (object);
}

static void
natter_choice_header_class_init (NatterChoiceHeaderClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_choice_header_dispose;

  signals[SIGNAL_REFRESH] =
    g_signal_new ("refresh", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_PROVIDER);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/choice-header.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceHeader, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceHeader, age_label);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceHeader, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceHeader, refresh_button);
  gtk_widget_class_bind_template_callback (widget_class, refresh_clicked_cb);
}

static void
natter_choice_header_init (NatterChoiceHeader *self)
{
  self->provider_signals = g_signal_group_new (NATTER_TYPE_PROVIDER);
  g_signal_group_connect_object (self->provider_signals, "notify", G_CALLBACK (update), self,
                                 G_CONNECT_SWAPPED);

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_choice_header_new:
 *
 * Returns: (transfer floating): a heading of nothing
 */
NatterChoiceHeader *
natter_choice_header_new (void)
{
  return g_object_new (NATTER_TYPE_CHOICE_HEADER, NULL);
}

/**
 * natter_choice_header_set_choice:
 * @self: the heading
 * @choice: (nullable): a row that stands under it
 *
 * Re-targets the heading, as a list does when it scrolls. A provider's is followed.
 */
void
natter_choice_header_set_choice (NatterChoiceHeader *self,
                                 NatterModelChoice  *choice)
{
  NatterProvider *provider = NULL;
  gboolean is_provider;

  g_return_if_fail (NATTER_IS_CHOICE_HEADER (self));
  g_return_if_fail (!choice || NATTER_IS_MODEL_CHOICE (choice));

  is_provider = choice && natter_model_choice_get_group (choice) == NATTER_GROUP_PROVIDER;
  if (is_provider)
    provider = natter_model_choice_get_provider (choice);
  g_set_object (&self->provider, provider);
  g_signal_group_set_target (self->provider_signals, self->provider);
  gtk_widget_set_visible (GTK_WIDGET (self->age_label), is_provider);
  gtk_widget_set_visible (GTK_WIDGET (self->stack), is_provider);

  if (is_provider)
    update (self);
  else if (choice)
    gtk_label_set_label (self->title_label,
                         natter_model_choice_get_group (choice) == NATTER_GROUP_FAVOURITES
                         ? _("Favourites") : _("Recent"));
}
