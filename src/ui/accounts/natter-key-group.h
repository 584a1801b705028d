/* natter-key-group.h: the key of an account: entering one, getting one, removing the one that is
 * kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-preset.h"
#include "natter-provider.h"
#include "natter-secrets.h"

G_BEGIN_DECLS

#define NATTER_TYPE_KEY_GROUP (natter_key_group_get_type ())
G_DECLARE_FINAL_TYPE (NatterKeyGroup, natter_key_group, NATTER, KEY_GROUP, AdwPreferencesGroup)

/* signals: "changed": something else is entered; "activated": Enter was pressed; "failed" (a
 * sentence): the key is still there. Property "busy". */
const char *natter_key_group_get_text     (NatterKeyGroup *self);
gboolean    natter_key_group_is_busy      (NatterKeyGroup *self);
void        natter_key_group_focus        (NatterKeyGroup *self);
void        natter_key_group_set_address  (NatterKeyGroup *self,
                                           NatterPreset   *preset,
                                           const char     *address);
void        natter_key_group_set_provider (NatterKeyGroup *self,
                                           NatterSecrets  *secrets,
                                           NatterProvider *provider);

G_END_DECLS
