/* natter-model-section.c: the rows of one provider in the model list: its models that match the
 * search, its state where there are none, and what was typed as a name. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-section.h"

struct _NatterModelSection
{
  GObject parent_instance;

  NatterProvider *provider;
  char *search;
  GPtrArray *choices;
};

static void list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterModelSection, natter_model_section, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

/* All words occur somewhere in the name or the id, in any order. */
static gboolean
model_matches (NatterModel  *model,
               char        **words)
{
  g_autofree char *name = g_utf8_casefold (natter_model_get_name (model), -1);
  g_autofree char *id = g_utf8_casefold (natter_model_get_id (model), -1);

  for (gsize i = 0; words[i]; i++)
    if (!strstr (name, words[i]) && !strstr (id, words[i]))
      return FALSE;

  return TRUE;
}

static void
add_choice (NatterModelSection *self,
            GPtrArray          *choices,
            NatterChoiceKind    kind,
            const char         *model_id,
            const char         *name)
{
  g_ptr_array_add (choices, natter_model_choice_new (kind, self->provider, model_id, name));
}

/* Returns whether a model is called exactly what was typed. */
static gboolean
add_models (NatterModelSection *self,
            GPtrArray          *choices)
{
  GListModel *models = natter_provider_get_models (self->provider);
  g_autofree char *folded = g_utf8_casefold (self->search, -1);
  g_auto(GStrv) words = g_strsplit_set (folded, " \t", -1);
  gboolean exact = FALSE;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);
      const char *id = natter_model_get_id (model);

      exact = exact || g_str_equal (id, self->search);
      if (model_matches (model, words))
        add_choice (self, choices, NATTER_CHOICE_MODEL, id, natter_model_get_name (model));
    }

  return exact;
}

static void
add_state (NatterModelSection *self,
           GPtrArray          *choices)
{
  switch (natter_provider_get_models_state (self->provider))
    {
    case NATTER_MODELS_UNKNOWN:
    case NATTER_MODELS_LOADING:
      /* models that are known already are not blocked by asking again */
      if (choices->len == 0)
        add_choice (self, choices, NATTER_CHOICE_LOADING, NULL, NULL);
      break;

    case NATTER_MODELS_FAILED:
      add_choice (self, choices, NATTER_CHOICE_FAILED, NULL, NULL);
      break;

    case NATTER_MODELS_READY:
      if (g_list_model_get_n_items (natter_provider_get_models (self->provider)) == 0)
        add_choice (self, choices, NATTER_CHOICE_EMPTY, NULL, NULL);
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
refill (NatterModelSection *self)
{
  g_autoptr(GPtrArray) choices = g_ptr_array_new_with_free_func (g_object_unref);
  guint n_before = self->choices->len;
  gboolean exact = add_models (self, choices);

  add_state (self, choices);
  if (*self->search && !exact)
    add_choice (self, choices, NATTER_CHOICE_BY_NAME, self->search, self->search);

  g_ptr_array_unref (self->choices);
  self->choices = g_steal_pointer (&choices);
  g_list_model_items_changed (G_LIST_MODEL (self), 0, n_before, self->choices->len);
}

static GType
natter_model_section_get_item_type (GListModel *model)
{
  return NATTER_TYPE_MODEL_CHOICE;
}

static guint
natter_model_section_get_n_items (GListModel *model)
{
  return NATTER_MODEL_SECTION (model)->choices->len;
}

static gpointer
natter_model_section_get_item (GListModel *model,
                               guint       position)
{
  NatterModelSection *self = NATTER_MODEL_SECTION (model);

  if (position >= self->choices->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->choices, position));
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_model_section_get_item_type;
  iface->get_n_items = natter_model_section_get_n_items;
  iface->get_item = natter_model_section_get_item;
}

static void
natter_model_section_finalize (GObject *object)
{
  NatterModelSection *self = NATTER_MODEL_SECTION (object);

  g_clear_object (&self->provider);
  g_ptr_array_unref (self->choices);
  g_free (self->search);

  G_OBJECT_CLASS (natter_model_section_parent_class)->finalize (object);
}

static void
natter_model_section_class_init (NatterModelSectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_model_section_finalize;
}

static void
natter_model_section_init (NatterModelSection *self)
{
  self->choices = g_ptr_array_new_with_free_func (g_object_unref);
}

/**
 * natter_model_section_new:
 * @provider: whose models
 * @search: (nullable): what to look for in their names
 *
 * Returns: (transfer full): the rows of @provider, which follow it
 */
NatterModelSection *
natter_model_section_new (NatterProvider *provider,
                          const char     *search)
{
  NatterModelSection *self;

  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);

  self = g_object_new (NATTER_TYPE_MODEL_SECTION, NULL);
  self->provider = g_object_ref (provider);
  self->search = g_strdup (search ? search : "");
  g_signal_connect_object (provider, "notify::models-state", G_CALLBACK (refill), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (natter_provider_get_models (provider), "items-changed",
                           G_CALLBACK (refill), self, G_CONNECT_SWAPPED);
  refill (self);

  return self;
}

/**
 * natter_model_section_set_search:
 * @self: the rows of a provider
 * @search: (nullable): what to look for in the models' names
 *
 * Shows only models whose name has every word of @search, in any order and case; and when no model
 * is called exactly that, a row that takes it as a name.
 */
void
natter_model_section_set_search (NatterModelSection *self,
                                 const char         *search)
{
  g_return_if_fail (NATTER_IS_MODEL_SECTION (self));

  if (g_set_str (&self->search, search ? search : ""))
    refill (self);
}
