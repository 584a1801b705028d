/* natter-model-section.h: the rows under one heading of the model list, as a GListModel of
 * NatterModelChoice. Abstract.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-model-choice.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL_SECTION (natter_model_section_get_type ())
G_DECLARE_DERIVABLE_TYPE (NatterModelSection, natter_model_section, NATTER, MODEL_SECTION, GObject)

struct _NatterModelSectionClass
{
  GObjectClass parent_class;

  /* adds the rows that there should be */
  void (*fill) (NatterModelSection *self,
                GPtrArray          *choices);
};

void        natter_model_section_set_search (NatterModelSection *self,
                                             const char         *search);

/* For subclasses. */
const char *natter_model_section_get_search (NatterModelSection *self);
gboolean    natter_model_section_matches    (NatterModelSection *self,
                                             NatterProvider     *provider,
                                             NatterModel        *model);
void        natter_model_section_refill     (NatterModelSection *self);

G_END_DECLS
