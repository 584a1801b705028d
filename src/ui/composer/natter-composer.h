/* natter-composer.h: where a person writes. It keeps the text until somebody clears it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-generation.h"
#include "natter-settings.h"

G_BEGIN_DECLS

#define NATTER_TYPE_COMPOSER (natter_composer_get_type ())
G_DECLARE_FINAL_TYPE (NatterComposer, natter_composer, NATTER, COMPOSER, AdwBin)

/* Its button and keys activate win.send and win.stop; signal "changed": the text is another. */
void  natter_composer_set_settings   (NatterComposer   *self,
                                      NatterSettings   *settings);
char *natter_composer_dup_text       (NatterComposer   *self);
void  natter_composer_set_text       (NatterComposer   *self,
                                      const char       *text);
void  natter_composer_set_generation (NatterComposer   *self,
                                      NatterGeneration *generation);
void  natter_composer_set_temporary  (NatterComposer   *self,
                                      gboolean          is_temporary);
void  natter_composer_set_hint       (NatterComposer   *self,
                                      const char       *hint);
void  natter_composer_set_max_height (NatterComposer   *self,
                                      int               pixels);

G_END_DECLS
