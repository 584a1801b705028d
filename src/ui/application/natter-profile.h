/* natter-profile.h: where the files of a profile are. Functions only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean natter_profile_is_valid           (const char *name);
char    *natter_profile_dup_application_id (const char *name);
char    *natter_profile_dup_providers_path (const char *name);
char    *natter_profile_dup_models_path    (const char *name);
char    *natter_profile_dup_data_path      (const char *name);
char    *natter_profile_dup_settings_path  (const char *name);

G_END_DECLS
