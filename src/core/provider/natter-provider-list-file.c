/* natter-provider-list-file.c: providers.json, read and written:
 * {"version": 1, "providers": […], "defaults": {"model", "system-prompt", and how to answer},
 * "favourites", "recents": [keys of models]}.
 * What this version does not know is kept; what it can't read is never overwritten.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>

#include <glib/gi18n-lib.h>
#include <glib/gstdio.h>

#include "natter-error.h"
#include "natter-json.h"
#include "natter-provider-list-private.h"

#define VERSION 1

/* What a file says, until all of it is known to be good. */
typedef struct
{
  GPtrArray  *providers;   /* of NatterProvider */
  GPtrArray  *unread;      /* of JsonNode */
  const char *model;
  const char *system_prompt;
  NatterAnswerSettings *answer_settings;
  GPtrArray  *favourites;  /* of keys; NULL behind the last */
  GPtrArray  *recents;     /* likewise */
} Contents;

static void
contents_clear (Contents *self)
{
  g_ptr_array_unref (self->providers);
  g_ptr_array_unref (self->unread);
  natter_answer_settings_free (self->answer_settings);
  g_ptr_array_unref (self->favourites);
  g_ptr_array_unref (self->recents);
}

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Contents, contents_clear)

static gboolean
is_absent (JsonObject *object,
           const char *name)
{
  JsonNode *node = json_object_get_member (object, name);

  return node == NULL || JSON_NODE_HOLDS_NULL (node);
}

static gboolean
has_id (GPtrArray  *providers,
        const char *id)
{
  guint i;

  for (i = 0; i < providers->len; i++)
    {
      if (g_str_equal (natter_provider_get_id (g_ptr_array_index (providers, i)), id))
        return TRUE;
    }

  return FALSE;
}

/* FALSE only for what has another shape than any version of Natter writes. */
static gboolean
read_provider (Contents *contents,
               JsonNode *node)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterProvider) provider = natter_provider_from_json (node, &error);

  if (provider != NULL && !has_id (contents->providers, natter_provider_get_id (provider)))
    g_ptr_array_add (contents->providers, g_steal_pointer (&provider));
  else
    g_ptr_array_add (contents->unread, json_node_ref (node));

  return !g_error_matches (error, NATTER_ERROR, NATTER_ERROR_MALFORMED);
}

static gboolean
read_defaults (Contents   *contents,
               JsonObject *defaults)
{
  contents->model = natter_json_get_string (defaults, "model");
  contents->system_prompt = natter_json_get_string (defaults, "system-prompt");

  return natter_answer_settings_read (contents->answer_settings, defaults) &&
         (contents->model != NULL || is_absent (defaults, "model")) &&
         (contents->system_prompt != NULL || is_absent (defaults, "system-prompt"));
}

static gboolean
read_keys (GPtrArray  *keys,
           JsonObject *root,
           const char *name)
{
  JsonArray *array = natter_json_get_array (root, name);
  gboolean good = array != NULL || is_absent (root, name);
  guint i;

  for (i = 0; array != NULL && i < json_array_get_length (array); i++)
    {
      const char *key = natter_json_as_string (json_array_get_element (array, i));

      if (key != NULL)
        g_ptr_array_add (keys, (gpointer) key);
      else
        good = FALSE;
    }

  return good;
}

/* Reads all that can be read, and says whether that was everything. */
static gboolean
read_contents (Contents   *contents,
               JsonObject *root)
{
  JsonArray *providers = natter_json_get_array (root, "providers");
  JsonObject *defaults = natter_json_get_object (root, "defaults");
  gboolean good = TRUE;
  guint i;

  for (i = 0; providers != NULL && i < json_array_get_length (providers); i++)
    good = read_provider (contents, json_array_get_element (providers, i)) && good;

  if (defaults != NULL)
    good = read_defaults (contents, defaults) && good;

  good = read_keys (contents->favourites, root, "favourites") && good;
  good = read_keys (contents->recents, root, "recents") && good;

  return good &&
         (providers != NULL || is_absent (root, "providers")) &&
         (defaults != NULL || is_absent (root, "defaults"));
}

static void
take_contents (NatterProviderList *self,
               Contents           *contents)
{
  guint i;

  for (i = 0; i < contents->providers->len; i++)
    natter_provider_list_add (self, g_ptr_array_index (contents->providers, i));
  for (i = 0; i < contents->unread->len; i++)
    g_ptr_array_add (self->unread, json_node_ref (g_ptr_array_index (contents->unread, i)));

  natter_model_shelf_set_favourites (self->shelf,
                                     (const char * const *) contents->favourites->pdata);
  natter_model_shelf_set_recents (self->shelf, (const char * const *) contents->recents->pdata);
  natter_provider_list_set_system_prompt (self, contents->system_prompt);
  natter_provider_list_set_answer_settings (self, contents->answer_settings);
  natter_provider_list_set_default_model (self, contents->model);
}

/* A name beside the file that nothing has: two damaged files in one second are both kept. */
static char *
move_aside (const char  *path,
            GError     **error)
{
  g_autoptr(GFile) file = g_file_new_for_path (path);
  g_autoptr(GDateTime) now = g_date_time_new_now_utc ();
  g_autofree char *time = g_date_time_format (now, "%Y%m%dT%H%M%SZ");
  guint i;

  for (i = 1; i < 1000; i++)
    {
      g_autofree char *number = i > 1 ? g_strdup_printf ("-%u", i) : g_strdup ("");
      g_autofree char *name = g_strconcat (path, ".bad-", time, number, NULL);
      g_autoptr(GFile) target = g_file_new_for_path (name);
      g_autoptr(GError) cause = NULL;

      if (g_file_move (file, target, G_FILE_COPY_NOFOLLOW_SYMLINKS, NULL, NULL, NULL, &cause))
        return g_path_get_basename (name);

      if (!g_error_matches (cause, G_IO_ERROR, G_IO_ERROR_EXISTS))
        {
          g_propagate_error (error, g_steal_pointer (&cause));
          return NULL;
        }
    }

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_EXISTS, g_strerror (EEXIST));
  return NULL;
}

/* From here on the file stays as it is, and both loading and saving say why. */
static void
block (NatterProviderList  *self,
       char                *sentence,
       GError             **error)
{
  g_free (self->blocked);
  self->blocked = sentence;
  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING, sentence);
}

static void
report_damage (NatterProviderList  *self,
               GError             **error)
{
  g_autoptr(GError) cause = NULL;
  g_autofree char *name = move_aside (self->path, &cause);

  if (name != NULL)
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                 _("The file with your providers is damaged, so Natter starts without them. "
                   "It was kept as “%s”."), name);
  else
    block (self, g_strdup_printf (_("The file with your providers is damaged and could not be set "
                                    "aside, so changes to them are not saved: %s"),
                                  cause->message), error);
}

static gboolean
load_root (NatterProviderList  *self,
           JsonNode            *root,
           GError             **error)
{
  JsonObject *object = natter_json_as_object (root);
  gint64 version = object != NULL ? natter_json_get_int (object, "version", 0) : 0;
  g_auto(Contents) contents = {
    .providers = g_ptr_array_new_with_free_func (g_object_unref),
    .unread = g_ptr_array_new_with_free_func ((GDestroyNotify) json_node_unref),
    .answer_settings = natter_answer_settings_new (),
    .favourites = g_ptr_array_new_null_terminated (1, NULL, TRUE),
    .recents = g_ptr_array_new_null_terminated (1, NULL, TRUE),
  };

  if (version < 1 || (!read_contents (&contents, object) && version <= VERSION))
    {
      report_damage (self, error);
      return FALSE;
    }

  self->saved = json_object_ref (object);
  take_contents (self, &contents);

  if (version > VERSION)
    {
      block (self, g_strdup (_("The file with your providers was written by a newer version of "
                               "Natter, so changes to them are not saved. Update Natter to change "
                               "them.")), error);
      return FALSE;
    }

  if (self->unread->len > 0)
    {
      g_set_error (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                   ngettext ("%u provider can’t be used by this version of Natter. It is kept.",
                             "%u providers can’t be used by this version of Natter. They are kept.",
                             self->unread->len), self->unread->len);
      return FALSE;
    }

  return TRUE;
}

/**
 * natter_provider_list_load:
 * @self: a provider list that was not loaded yet
 * @error: NATTER_ERROR_INVALID_SETTING, with a sentence that the user should see
 *
 * Reads the file and adds what is in it. No file is an empty list. A damaged file is renamed to
 * "providers.json.bad-" and the time; one of a newer version is used as far as it can be read and
 * never written; a provider that this version can't use is kept in the file. The list can be used
 * whatever this returns.
 *
 * Returns: whether there is nothing to tell the user
 */
gboolean
natter_provider_list_load (NatterProviderList  *self,
                           GError             **error)
{
  g_autoptr(GError) cause = NULL;
  g_autoptr(JsonNode) root = NULL;
  g_autofree char *text = NULL;
  gsize length = 0;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), FALSE);
  g_return_val_if_fail (!self->loaded, FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  self->loaded = TRUE;
  if (g_file_get_contents (self->path, &text, &length, &cause))
    {
      root = natter_json_parse (text, length, NULL);
      return load_root (self, root, error);
    }

  if (g_error_matches (cause, G_FILE_ERROR, G_FILE_ERROR_NOENT))
    return TRUE;

  block (self, g_strdup_printf (_("Your providers could not be read, so changes to them are not "
                                  "saved: %s"), cause->message), error);
  return FALSE;
}

static void
copy_member (JsonObject *object,
             const char *name,
             JsonNode   *node,
             gpointer    user_data)
{
  json_object_set_member (user_data, name, json_node_copy (node));
}

static JsonObject *
copy_object (JsonObject *object)
{
  JsonObject *copy = json_object_new ();

  if (object != NULL)
    json_object_foreach_member (object, copy_member, copy);

  return copy;
}

static void
set_string (JsonObject *object,
            const char *name,
            const char *value)
{
  if (value != NULL)
    json_object_set_string_member (object, name, value);
  else if (json_object_has_member (object, name))
    json_object_remove_member (object, name);
}

static JsonObject *
write_defaults (NatterProviderList *self)
{
  JsonObject *old = self->saved != NULL ? natter_json_get_object (self->saved, "defaults") : NULL;
  JsonObject *defaults = copy_object (old);

  set_string (defaults, "model", self->lasting_model);
  set_string (defaults, "system-prompt", self->system_prompt);
  natter_answer_settings_write (self->answer_settings, defaults);

  return defaults;
}

/* A key of a provider that is not in the file would mean nothing the next time. */
static void
write_keys (NatterProviderList *self,
            JsonObject         *root,
            const char         *name,
            const char * const *keys)
{
  JsonArray *array = json_array_new ();

  for (; *keys != NULL; keys++)
    {
      NatterProvider *provider = natter_provider_list_resolve (self, *keys, NULL);

      if (provider == NULL || !natter_provider_is_transient (provider))
        json_array_add_string_element (array, *keys);
    }

  if (json_array_get_length (array) > 0)
    json_object_set_array_member (root, name, json_array_ref (array));
  else
    set_string (root, name, NULL);
  json_array_unref (array);
}

static JsonNode *
write_root (NatterProviderList *self)
{
  JsonNode *root = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = copy_object (self->saved);
  JsonArray *providers = json_array_new ();
  guint i;

  for (i = 0; i < self->providers->len; i++)
    {
      NatterProvider *provider = g_ptr_array_index (self->providers, i);

      if (!natter_provider_is_transient (provider))
        json_array_add_element (providers, natter_provider_to_json (provider));
    }
  for (i = 0; i < self->unread->len; i++)
    json_array_add_element (providers, json_node_copy (g_ptr_array_index (self->unread, i)));

  json_object_set_int_member (object, "version", VERSION);
  json_object_set_array_member (object, "providers", providers);
  json_object_set_object_member (object, "defaults", write_defaults (self));
  write_keys (self, object, "favourites", natter_model_shelf_get_favourites (self->shelf));
  write_keys (self, object, "recents", natter_model_shelf_get_recents (self->shelf));
  json_node_take_object (root, object);

  return root;
}

static gboolean
set_errno (GError     **error,
           const char  *path)
{
  int code = errno;

  g_set_error (error, G_FILE_ERROR, (int) g_file_error_from_errno (code), "%s: %s", path,
               g_strerror (code));
  return FALSE;
}

static gboolean
write_file (const char  *path,
            const char  *text,
            GError     **error)
{
  g_autofree char *folder = g_path_get_dirname (path);

  if (g_mkdir_with_parents (folder, 0700) != 0)
    return set_errno (error, folder);

  /* The new file takes over the mode of the old one. */
  if (g_chmod (path, 0600) != 0 && errno != ENOENT)
    return set_errno (error, path);

  return g_file_set_contents_full (path, text, -1,
                                   G_FILE_SET_CONTENTS_CONSISTENT | G_FILE_SET_CONTENTS_DURABLE,
                                   0600, error);
}

/**
 * natter_provider_list_save:
 * @self: a provider list
 * @error: NATTER_ERROR_INVALID_SETTING when the file must stay as it is, NATTER_ERROR_FAILED when
 *   it could not be written
 *
 * Writes the file, readable by its user only, whole or not at all. Transient providers and keys are
 * never in it.
 *
 * Returns: whether the list is saved
 */
gboolean
natter_provider_list_save (NatterProviderList  *self,
                           GError             **error)
{
  g_autoptr(JsonNode) root = NULL;
  g_autoptr(GError) cause = NULL;
  g_autofree char *json = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (NATTER_IS_PROVIDER_LIST (self), FALSE);
  g_return_val_if_fail (self->loaded || !g_file_test (self->path, G_FILE_TEST_EXISTS), FALSE);
  g_return_val_if_fail (!error || !*error, FALSE);

  if (self->blocked != NULL)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING, self->blocked);
      return FALSE;
    }

  root = write_root (self);
  json = natter_json_to_string (root, TRUE);
  text = g_strconcat (json, "\n", NULL);
  if (write_file (self->path, text, &cause))
    {
      /* What was saved once is ours: saving again needs no loading. */
      self->loaded = TRUE;
      return TRUE;
    }

  g_set_error (error, NATTER_ERROR, NATTER_ERROR_FAILED,
               _("Your providers could not be saved: %s"), cause->message);
  return FALSE;
}
