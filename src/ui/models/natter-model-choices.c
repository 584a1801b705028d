/* natter-model-choices.c: the models of all providers that match a search: the favourites, the
 * recent ones, and a section per provider. Owned by a model browser; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-choices.h"

#include "natter-provider-section.h"
#include "natter-shelf-section.h"

struct _NatterModelChoices
{
  GObject parent_instance;

  GtkMapListModel *provider_sections;
  GtkFlattenListModel *sections;      /* those of the shelf, then those of the providers */
  GtkFlattenListModel *list;
  char *search;
};

G_DEFINE_FINAL_TYPE (NatterModelChoices, natter_model_choices, G_TYPE_OBJECT)

static gpointer
section_for_provider (gpointer item,
                      gpointer user_data)
{
  NatterModelChoices *self = NATTER_MODEL_CHOICES (user_data);
  g_autoptr(NatterProvider) provider = NATTER_PROVIDER (item);
  NatterModelSection *section = natter_provider_section_new (provider);

  natter_model_section_set_search (section, self->search);

  return section;
}

static void
natter_model_choices_dispose (GObject *object)
{
  NatterModelChoices *self = NATTER_MODEL_CHOICES (object);

  /* whoever still holds the list must not have a section made for it any more */
  if (self->provider_sections)
    gtk_map_list_model_set_model (self->provider_sections, NULL);
  g_clear_object (&self->list);
  g_clear_object (&self->sections);
  g_clear_object (&self->provider_sections);

  G_OBJECT_CLASS (natter_model_choices_parent_class)->dispose (object);
}

static void
natter_model_choices_finalize (GObject *object)
{
  NatterModelChoices *self = NATTER_MODEL_CHOICES (object);

  g_free (self->search);

  G_OBJECT_CLASS (natter_model_choices_parent_class)->finalize (object);
}

static void
natter_model_choices_class_init (NatterModelChoicesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_model_choices_dispose;
  object_class->finalize = natter_model_choices_finalize;
}

static void
natter_model_choices_init (NatterModelChoices *self)
{
}

static GListModel *
shelf_sections_new (NatterProviderList *providers)
{
  GListStore *sections = g_list_store_new (NATTER_TYPE_MODEL_SECTION);
  g_autoptr(NatterModelSection) favourites =
    natter_shelf_section_new (providers, NATTER_GROUP_FAVOURITES);
  g_autoptr(NatterModelSection) recent = natter_shelf_section_new (providers, NATTER_GROUP_RECENT);

  g_list_store_append (sections, favourites);
  g_list_store_append (sections, recent);

  return G_LIST_MODEL (sections);
}

/**
 * natter_model_choices_new:
 * @providers: the accounts
 *
 * Returns: (transfer full): their models
 */
NatterModelChoices *
natter_model_choices_new (NatterProviderList *providers)
{
  NatterModelChoices *self;
  g_autoptr(GListModel) shelf_sections = NULL;
  GListStore *both;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (providers), NULL);

  self = g_object_new (NATTER_TYPE_MODEL_CHOICES, NULL);
  self->provider_sections = gtk_map_list_model_new (G_LIST_MODEL (g_object_ref (providers)),
                                                    section_for_provider, self, NULL);
  shelf_sections = shelf_sections_new (providers);
  both = g_list_store_new (G_TYPE_LIST_MODEL);
  g_list_store_append (both, shelf_sections);
  g_list_store_append (both, self->provider_sections);
  self->sections = gtk_flatten_list_model_new (G_LIST_MODEL (both));
  self->list = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->sections)));

  return self;
}

/**
 * natter_model_choices_get_list:
 * @self: the choices
 *
 * Returns: (transfer none): the rows (NatterModelChoice) as a list with a section for the
 *   favourites, one for the recent models, and one per provider
 */
GListModel *
natter_model_choices_get_list (NatterModelChoices *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICES (self), NULL);

  return G_LIST_MODEL (self->list);
}

/**
 * natter_model_choices_set_search:
 * @self: the choices
 * @search: (nullable): what to look for, blanks around it do not count
 *
 * Narrows all sections.
 */
void
natter_model_choices_set_search (NatterModelChoices *self,
                                 const char         *search)
{
  g_autofree char *stripped = NULL;

  g_return_if_fail (NATTER_IS_MODEL_CHOICES (self));

  stripped = g_strstrip (g_strdup (search ? search : ""));
  if (!g_set_str (&self->search, stripped))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->sections)); i++)
    {
      g_autoptr(NatterModelSection) section =
        g_list_model_get_item (G_LIST_MODEL (self->sections), i);

      natter_model_section_set_search (section, self->search);
    }
}

/**
 * natter_model_choices_find_usable:
 * @self: the choices
 *
 * What Enter in the search field takes.
 *
 * Returns: (transfer full) (nullable): the first row with a model
 */
NatterModelChoice *
natter_model_choices_find_usable (NatterModelChoices *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_CHOICES (self), NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (self->list)); i++)
    {
      g_autoptr(NatterModelChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->list), i);

      if (natter_model_choice_is_usable (choice))
        return g_steal_pointer (&choice);
    }

  return NULL;
}
