/* natter-provider-section.c: the rows of one provider in the model list: its models that match the
 * search, its state where there are none, and what was typed as a name. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-provider-section.h"

struct _NatterProviderSection
{
  NatterModelSection parent_instance;

  NatterProvider *provider;
};

G_DEFINE_FINAL_TYPE (NatterProviderSection, natter_provider_section, NATTER_TYPE_MODEL_SECTION)

static void
add_choice (NatterProviderSection *self,
            GPtrArray             *choices,
            NatterChoiceKind       kind,
            NatterModel           *model)
{
  g_ptr_array_add (choices, natter_model_choice_new (kind, NATTER_GROUP_PROVIDER, self->provider,
                                                     model));
}

/* Returns whether a model is called exactly what was typed. */
static gboolean
add_models (NatterProviderSection *self,
            GPtrArray             *choices)
{
  NatterModelSection *section = NATTER_MODEL_SECTION (self);
  const char *search = natter_model_section_get_search (section);
  GListModel *models = natter_provider_get_models (self->provider);
  gboolean exact = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);

      exact = exact || g_str_equal (natter_model_get_id (model), search);
      if (natter_model_section_matches (section, self->provider, model))
        add_choice (self, choices, NATTER_CHOICE_MODEL, model);
    }

  return exact;
}

static void
add_state (NatterProviderSection *self,
           GPtrArray             *choices)
{
  switch (natter_provider_get_models_state (self->provider))
    {
    case NATTER_MODELS_UNKNOWN:
    case NATTER_MODELS_LOADING:
      /* models that are known already are not blocked by asking again */
      if (choices->len == 0 && !natter_provider_get_models_time (self->provider))
        add_choice (self, choices, NATTER_CHOICE_LOADING, NULL);
      break;

    case NATTER_MODELS_FAILED:
      /* where an old list is shown, the heading says that it is not a new one */
      if (!natter_provider_get_models_time (self->provider))
        add_choice (self, choices, NATTER_CHOICE_FAILED, NULL);
      break;

    case NATTER_MODELS_READY:
      if (g_list_model_get_n_items (natter_provider_get_models (self->provider)) == 0)
        add_choice (self, choices, NATTER_CHOICE_EMPTY, NULL);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
natter_provider_section_fill (NatterModelSection *section,
                              GPtrArray          *choices)
{
  NatterProviderSection *self = NATTER_PROVIDER_SECTION (section);
  const char *search = natter_model_section_get_search (section);
  gboolean exact = add_models (self, choices);

  add_state (self, choices);
  if (*search && !exact)
    {
      g_autoptr(NatterModel) typed = natter_model_new (search, NULL);

      add_choice (self, choices, NATTER_CHOICE_BY_NAME, typed);
    }
}

static void
natter_provider_section_finalize (GObject *object)
{
  NatterProviderSection *self = NATTER_PROVIDER_SECTION (object);

  g_clear_object (&self->provider);

  G_OBJECT_CLASS (natter_provider_section_parent_class)->finalize (object);
}

static void
natter_provider_section_class_init (NatterProviderSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_provider_section_finalize;
  NATTER_MODEL_SECTION_CLASS (klass)->fill = natter_provider_section_fill;
}

static void
natter_provider_section_init (NatterProviderSection *self)
{
}

/**
 * natter_provider_section_new:
 * @provider: whose models
 *
 * Returns: (transfer full): the rows of @provider, which follow it; and when no model is called
 *   exactly what is looked for, a row that takes it as a name
 */
NatterModelSection *
natter_provider_section_new (NatterProvider *provider)
{
  NatterProviderSection *self;

  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);

  self = g_object_new (NATTER_TYPE_PROVIDER_SECTION, NULL);
  self->provider = g_object_ref (provider);
  g_signal_connect_object (provider, "notify::models-state",
                           G_CALLBACK (natter_model_section_refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::models-time",
                           G_CALLBACK (natter_model_section_refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (provider, "notify::name",
                           G_CALLBACK (natter_model_section_refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (natter_provider_get_models (provider), "items-changed",
                           G_CALLBACK (natter_model_section_refill), self, G_CONNECT_SWAPPED);
  natter_model_section_refill (NATTER_MODEL_SECTION (self));

  return NATTER_MODEL_SECTION (self);
}
