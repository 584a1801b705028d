/* natter-profile.c: where the files of a profile are. The default profile, which has no name, uses
 * the program's own folders; each other one has a folder inside them, and runs apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-profile.h"

#define NAME_MAX_LENGTH 40

static char *
dup_config_path (const char *name,
                 const char *file)
{
  if (!name)
    return g_build_filename (g_get_user_config_dir (), "natter", file, NULL);

  return g_build_filename (g_get_user_config_dir (), "natter", "profiles", name, file, NULL);
}

/**
 * natter_profile_is_valid:
 * @name: a name that a person gave
 *
 * Returns: whether it can name a folder and a D-Bus name: letters, digits and "_", a letter first
 */
gboolean
natter_profile_is_valid (const char *name)
{
  gsize length = 0;

  if (!g_ascii_isalpha (*name))
    return FALSE;

  for (; name[length]; length++)
    if (!g_ascii_isalnum (name[length]) && name[length] != '_')
      return FALSE;

  return length <= NAME_MAX_LENGTH;
}

/**
 * natter_profile_dup_application_id:
 * @name: (nullable): a valid profile, or %NULL for the default one
 *
 * Returns: (transfer full): the id under which it runs; each profile has one instance
 */
char *
natter_profile_dup_application_id (const char *name)
{
  return name ? g_strconcat (APPLICATION_ID, ".", name, NULL) : g_strdup (APPLICATION_ID);
}

/**
 * natter_profile_dup_providers_path:
 *
 * Returns: (transfer full): the file of accounts and defaults
 */
char *
natter_profile_dup_providers_path (const char *name)
{
  return dup_config_path (name, "providers.json");
}

/**
 * natter_profile_dup_models_path:
 * @name: (nullable): a valid profile, or %NULL for the default one
 *
 * Returns: (transfer full): the folder of the lists of models that were fetched, which may be
 *   deleted at any time
 */
char *
natter_profile_dup_models_path (const char *name)
{
  if (!name)
    return g_build_filename (g_get_user_cache_dir (), "natter", "models", NULL);

  return g_build_filename (g_get_user_cache_dir (), "natter", "profiles", name, "models", NULL);
}

/**
 * natter_profile_dup_data_path:
 * @name: (nullable): a valid profile, or %NULL for the default one
 *
 * Returns: (transfer full): the folder of the conversations
 */
char *
natter_profile_dup_data_path (const char *name)
{
  if (!name)
    return g_build_filename (g_get_user_data_dir (), "natter", NULL);

  return g_build_filename (g_get_user_data_dir (), "natter", "profiles", name, NULL);
}

/**
 * natter_profile_dup_settings_path:
 *
 * Returns: (transfer full) (nullable): the file of a profile's switches; %NULL for the default
 *   profile, whose switches are where the desktop keeps all of them
 */
char *
natter_profile_dup_settings_path (const char *name)
{
  return name ? dup_config_path (name, "settings.ini") : NULL;
}
