/* natter-test-facts.h: what is told of models as one line of text, to compare with.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-model.h"

static inline void
natter_test_facts_append_abilities (GString              *out,
                                    const char           *sign,
                                    NatterModelAbilities  abilities)
{
  static const char *const words[] = { "vision", "reasoning", "tools", "image-output" };

  for (guint i = 0; i < G_N_ELEMENTS (words); i++)
    if (abilities & (1u << i))
      g_string_append_printf (out, " %s%s", sign, words[i]);
}

/* "id[ c=CONTEXT][ o=OUTPUT][ +ABILITY…][ -ABILITY…][ $INPUT/OUTPUT]; " of each model. */
static inline char *
natter_test_facts_describe (GListModel *models)
{
  g_autoptr(GString) out = g_string_new (NULL);

  for (guint i = 0; models && i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);
      const NatterModelFacts *facts = natter_model_get_facts (model);

      g_string_append (out, natter_model_get_id (model));
      if (facts->context_length)
        g_string_append_printf (out, " c=%" G_GINT64_FORMAT, facts->context_length);
      if (facts->max_output)
        g_string_append_printf (out, " o=%" G_GINT64_FORMAT, facts->max_output);
      natter_test_facts_append_abilities (out, "+", facts->abilities);
      natter_test_facts_append_abilities (out, "-", facts->told & ~facts->abilities);
      if (facts->has_price)
        g_string_append_printf (out, " $%g/%g", facts->input_price, facts->output_price);
      g_string_append (out, "; ");
    }

  return g_strdup (out->str);
}
