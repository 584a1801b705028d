/* natter-model-section.c: the rows under one heading of the model list. Where rows stay the same
 * they stay in place, so that a list that is fetched again moves nothing under the pointer. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-section.h"

#include <string.h>

typedef struct
{
  char *search;
  char **words;        /* of the search, folded */
  GPtrArray *choices;
} NatterModelSectionPrivate;

static void list_model_init (GListModelInterface *iface);

G_DEFINE_ABSTRACT_TYPE_WITH_CODE (NatterModelSection, natter_model_section, G_TYPE_OBJECT,
                                  G_ADD_PRIVATE (NatterModelSection)
                                  G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init))

static NatterModelSectionPrivate *
get_private (gpointer self)
{
  return natter_model_section_get_instance_private (self);
}

static GType
natter_model_section_get_item_type (GListModel *model)
{
  return NATTER_TYPE_MODEL_CHOICE;
}

static guint
natter_model_section_get_n_items (GListModel *model)
{
  return get_private (model)->choices->len;
}

static gpointer
natter_model_section_get_item (GListModel *model,
                               guint       position)
{
  GPtrArray *choices = get_private (model)->choices;

  return position < choices->len ? g_object_ref (g_ptr_array_index (choices, position)) : NULL;
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
  NatterModelSectionPrivate *priv = get_private (object);

  g_ptr_array_unref (priv->choices);
  g_strfreev (priv->words);
  g_free (priv->search);

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
  NatterModelSectionPrivate *priv = get_private (self);

  priv->choices = g_ptr_array_new_with_free_func (g_object_unref);
  priv->search = g_strdup ("");
  priv->words = g_new0 (char *, 1);
}

/**
 * natter_model_section_set_search:
 * @self: the rows
 * @search: (nullable): what to look for
 *
 * Shows only models that natter_model_section_matches().
 */
void
natter_model_section_set_search (NatterModelSection *self,
                                 const char         *search)
{
  NatterModelSectionPrivate *priv;
  g_autofree char *folded = NULL;

  g_return_if_fail (NATTER_IS_MODEL_SECTION (self));

  priv = get_private (self);
  if (!g_set_str (&priv->search, search ? search : ""))
    return;

  folded = g_utf8_casefold (priv->search, -1);
  g_strfreev (priv->words);
  priv->words = g_strsplit_set (folded, " \t", -1);
  natter_model_section_refill (self);
}

/**
 * natter_model_section_get_search:
 * @self: the rows
 *
 * Returns: what is looked for, empty for everything
 */
const char *
natter_model_section_get_search (NatterModelSection *self)
{
  g_return_val_if_fail (NATTER_IS_MODEL_SECTION (self), NULL);

  return get_private (self)->search;
}

/**
 * natter_model_section_matches:
 * @self: the rows
 * @provider: whose model
 * @model: the model
 *
 * Returns: whether every word that is looked for occurs in the model's name, its id or the
 *   provider's name, in any order and case
 */
gboolean
natter_model_section_matches (NatterModelSection *self,
                              NatterProvider     *provider,
                              NatterModel        *model)
{
  NatterModelSectionPrivate *priv;
  g_autofree char *all = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (NATTER_IS_MODEL_SECTION (self), FALSE);
  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), FALSE);
  g_return_val_if_fail (NATTER_IS_MODEL (model), FALSE);

  priv = get_private (self);
  if (!priv->words[0])
    return TRUE;

  /* no word has a line end in it */
  all = g_strjoin ("\n", natter_model_get_name (model), natter_model_get_id (model),
                   natter_provider_get_name (provider), NULL);
  folded = g_utf8_casefold (all, -1);
  for (gsize i = 0; priv->words[i]; i++)
    if (!strstr (folded, priv->words[i]))
      return FALSE;

  return TRUE;
}

/**
 * natter_model_section_refill:
 * @self: the rows
 *
 * Asks the subclass for the rows, and tells what is not as before.
 */
void
natter_model_section_refill (NatterModelSection *self)
{
  NatterModelSectionPrivate *priv;
  g_autoptr(GPtrArray) before = NULL;
  GPtrArray *after;
  guint n_common;
  guint start = 0;
  guint end = 0;

  g_return_if_fail (NATTER_IS_MODEL_SECTION (self));

  priv = get_private (self);
  before = g_steal_pointer (&priv->choices);
  after = priv->choices = g_ptr_array_new_with_free_func (g_object_unref);
  NATTER_MODEL_SECTION_GET_CLASS (self)->fill (self, after);

  n_common = MIN (before->len, after->len);
  while (start < n_common && natter_model_choice_equal (g_ptr_array_index (before, start),
                                                        g_ptr_array_index (after, start)))
    start++;
  while (end < n_common - start &&
         natter_model_choice_equal (g_ptr_array_index (before, before->len - 1 - end),
                                    g_ptr_array_index (after, after->len - 1 - end)))
    end++;

  if (before->len - start - end > 0 || after->len - start - end > 0)
    g_list_model_items_changed (G_LIST_MODEL (self), start, before->len - start - end,
                                after->len - start - end);
}
