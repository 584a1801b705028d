/* natter-shelf-section.c: the favourites, or the recent models, in the model list: those that are
 * there and match the search. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-shelf-section.h"

struct _NatterShelfSection
{
  NatterModelSection parent_instance;

  NatterProviderList *providers;
  NatterChoiceGroup group;
};

G_DEFINE_FINAL_TYPE (NatterShelfSection, natter_shelf_section, NATTER_TYPE_MODEL_SECTION)

static void
add_key (NatterShelfSection *self,
         const char         *key,
         GPtrArray          *choices)
{
  g_autoptr(NatterModel) model = natter_provider_list_find_model (self->providers, key);
  NatterProvider *provider = natter_provider_list_resolve (self->providers, key, NULL);

  if (model && natter_model_section_matches (NATTER_MODEL_SECTION (self), provider, model))
    g_ptr_array_add (choices, natter_model_choice_new (NATTER_CHOICE_MODEL, self->group, provider,
                                                       model));
}

static void
natter_shelf_section_fill (NatterModelSection *section,
                           GPtrArray          *choices)
{
  NatterShelfSection *self = NATTER_SHELF_SECTION (section);
  NatterModelShelf *shelf = natter_provider_list_get_shelf (self->providers);
  const char * const *keys = NULL;

  if (self->group == NATTER_GROUP_FAVOURITES)
    {
      for (keys = natter_model_shelf_get_favourites (shelf); *keys; keys++)
        add_key (self, *keys, choices);
      return;
    }

  /* who looks for something has no use for what it is not, and finds a favourite further up */
  if (*natter_model_section_get_search (section))
    return;
  for (keys = natter_model_shelf_get_recents (shelf); *keys; keys++)
    if (!natter_model_shelf_is_favourite (shelf, *keys))
      add_key (self, *keys, choices);
}

static void
natter_shelf_section_finalize (GObject *object)
{
  NatterShelfSection *self = NATTER_SHELF_SECTION (object);

  g_clear_object (&self->providers);

  G_OBJECT_CLASS (natter_shelf_section_parent_class)->finalize (object);
}

static void
natter_shelf_section_class_init (NatterShelfSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_shelf_section_finalize;
  NATTER_MODEL_SECTION_CLASS (klass)->fill = natter_shelf_section_fill;
}

static void
natter_shelf_section_init (NatterShelfSection *self)
{
}

static void
follow (NatterShelfSection *self,
        gpointer            object,
        const char         *signal)
{
  g_signal_handlers_disconnect_by_func (object, natter_model_section_refill, self);
  g_signal_connect_object (object, signal, G_CALLBACK (natter_model_section_refill), self,
                           G_CONNECT_SWAPPED);
}

static void
providers_changed_cb (NatterShelfSection *self)
{
  GListModel *providers = G_LIST_MODEL (self->providers);

  for (guint i = 0; i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (providers, i);

      /* the name, the state and the age of its list */
      follow (self, provider, "notify");
      follow (self, natter_provider_get_models (provider), "items-changed");
    }

  natter_model_section_refill (NATTER_MODEL_SECTION (self));
}

/**
 * natter_shelf_section_new:
 * @providers: the accounts, which keep the shelf
 * @group: NATTER_GROUP_FAVOURITES or NATTER_GROUP_RECENT
 *
 * Returns: (transfer full): the rows, which follow the shelf and the lists of models
 */
NatterModelSection *
natter_shelf_section_new (NatterProviderList *providers,
                          NatterChoiceGroup   group)
{
  NatterShelfSection *self;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (providers), NULL);
  g_return_val_if_fail (group != NATTER_GROUP_PROVIDER, NULL);

  self = g_object_new (NATTER_TYPE_SHELF_SECTION, NULL);
  self->providers = g_object_ref (providers);
  self->group = group;
  g_signal_connect_object (natter_provider_list_get_shelf (providers), "changed",
                           G_CALLBACK (natter_model_section_refill), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (providers, "items-changed", G_CALLBACK (providers_changed_cb), self,
                           G_CONNECT_SWAPPED);
  providers_changed_cb (self);

  return NATTER_MODEL_SECTION (self);
}
