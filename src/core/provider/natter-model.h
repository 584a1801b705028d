/* natter-model.h: one model of one provider, and what the provider's list tells of it. Immutable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_MODEL (natter_model_get_type ())
G_DECLARE_FINAL_TYPE (NatterModel, natter_model, NATTER, MODEL, GObject)

typedef enum
{
  NATTER_MODEL_VISION       = 1 << 0,   /* reads pictures */
  NATTER_MODEL_REASONING    = 1 << 1,
  NATTER_MODEL_TOOLS        = 1 << 2,
  NATTER_MODEL_IMAGE_OUTPUT = 1 << 3,   /* makes pictures */
} NatterModelAbilities;

/* What a list tells. All zeros: nothing. */
typedef struct
{
  gint64               context_length;  /* tokens of question and answer; 0: not told */
  gint64               max_output;      /* tokens of an answer; 0: not told */
  NatterModelAbilities abilities;       /* that it is said to have */
  NatterModelAbilities told;            /* of which the list says yes or no */
  gboolean             has_price;
  double               input_price;     /* US dollars per million tokens */
  double               output_price;
} NatterModelFacts;

void                    natter_model_facts_tell     (NatterModelFacts       *facts,
                                                     NatterModelAbilities    ability,
                                                     gboolean                has_it);

NatterModel            *natter_model_new            (const char             *id,
                                                     const char             *name);
NatterModel            *natter_model_new_with_facts (const char             *id,
                                                     const char             *name,
                                                     const NatterModelFacts *facts);
const char             *natter_model_get_id         (NatterModel            *self);
const char             *natter_model_get_name       (NatterModel            *self);
const NatterModelFacts *natter_model_get_facts      (NatterModel            *self);
gboolean                natter_model_has            (NatterModel            *self,
                                                     NatterModelAbilities    ability);
gboolean                natter_model_lacks          (NatterModel            *self,
                                                     NatterModelAbilities    ability);
gboolean                natter_model_equal          (NatterModel            *self,
                                                     NatterModel            *other);
gboolean                natter_model_is_for_chat    (NatterModel            *self);

G_END_DECLS
