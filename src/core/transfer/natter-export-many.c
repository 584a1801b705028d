/* natter-export-many.c: conversations as files in a folder, or in one file, one after the other, so
 * that there is never more than one of them in memory for it. A file that is in the folder stays;
 * one that can't be written does not keep the others from it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-many.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-export-private.h"

#define ONE_FILE_START \
  "{\n  \"format\": \"natter-conversations\",\n  \"version\": " \
  G_STRINGIFY (NATTER_EXPORT_JSON_VERSION) ",\n  \"conversations\": ["
#define ONE_FILE_END "\n  ]\n}\n"

#define N_NAMES 200   /* of files in the folder, asked for at once */

struct _NatterExportMany
{
  GObject             parent_instance;

  GPtrArray           *conversations;   /* of NatterConversation */
  NatterKeeper        *keeper;          /* or NULL: all of them are here */
  GFile               *target;          /* a folder, or the one file */
  NatterExportFormat   format;
  NatterExportOptions *options;
  GFileOutputStream   *stream;          /* of the one file; or NULL */
  gboolean             has_before;      /* there is one in it already */
  GHashTable          *names;           /* that are taken, in one case */
  guint                n_done;
  guint                n_failed;
  GError              *failure;         /* the first */
};

G_DEFINE_FINAL_TYPE (NatterExportMany, natter_export_many, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_DONE = 1,
} NatterExportManyProps;

static GParamSpec *properties[PROP_N_DONE + 1];

static void next (GTask *task);

/* Some file systems hold "Cats.md" and "cats.md" to be the same. */
static gboolean
take_name (NatterExportMany *self,
           const char       *name)
{
  g_autofree char *folded = g_utf8_casefold (name, -1);
  g_autofree char *normal = g_utf8_normalize (folded, -1, G_NORMALIZE_NFC);

  return g_hash_table_add (self->names, g_steal_pointer (normal ? &normal : &folded));
}

/* "Cats.md", else "Cats (2).md", … */
static char *
dup_name (NatterExportMany   *self,
          NatterConversation *conversation)
{
  g_autofree char *name = natter_export_suggest_name (conversation, self->format);
  const char *suffix = natter_export_get_suffix (self->format);
  gsize length = strlen (name) - strlen (suffix);

  if (take_name (self, name))
    return g_steal_pointer (&name);

  for (guint i = 2;; i++)
    {
      g_autofree char *other = g_strdup_printf ("%.*s (%u)%s", (int) length, name, i, suffix);

      if (take_name (self, other))
        return g_steal_pointer (&other);
    }
}

static void
note_failure (NatterExportMany   *self,
              NatterConversation *conversation,
              const GError       *error)
{
  self->n_failed++;
  if (self->failure)
    return;

  if (error->domain == NATTER_ERROR && error->code == NATTER_ERROR_FAILED)
    self->failure = g_error_copy (error);
  else
    self->failure = g_error_new (NATTER_ERROR, NATTER_ERROR_FAILED,
                                 /* Translators: the title of a conversation, and why */
                                 _("“%s” could not be read: %s"),
                                 natter_conversation_get_title (conversation), error->message);
}

/* Takes task and error. What was written of the one file is thrown away. */
static void
fail (GTask  *task,
      GError *error)
{
  NatterExportMany *self = g_task_get_source_object (task);

  if (self->stream)
    {
      natter_export_file_drop (self->stream);
      error = natter_export_file_explain (self->target, error);
    }
  g_task_return_error (task, error);
  g_object_unref (task);
}

static void
end_one (GTask  *task,
         GError *error)
{
  NatterExportMany *self = g_task_get_source_object (task);
  NatterConversation *conversation = g_ptr_array_index (self->conversations, self->n_done);

  if (error && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    note_failure (self, conversation, error);
  g_clear_error (&error);

  self->n_done++;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_DONE]);
  next (task);
}

static void
written_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      data)
{
  NatterExportMany *self = g_task_get_source_object (data);
  GError *error = NULL;

  if (natter_export_write_finish (result, &error))
    self->has_before = TRUE;
  if (error && self->stream)
    fail (data, error);
  else
    end_one (data, error);
}

static void
write_one (GTask              *task,
           NatterConversation *conversation)
{
  NatterExportMany *self = g_task_get_source_object (task);
  GCancellable *cancellable = g_task_get_cancellable (task);
  g_autofree char *name = NULL;
  g_autoptr(GFile) file = NULL;

  if (self->stream)
    {
      natter_export_append_async (conversation, self->keeper, self->options,
                                  G_OUTPUT_STREAM (self->stream), self->has_before, cancellable,
                                  written_cb, task);
      return;
    }

  name = dup_name (self, conversation);
  file = g_file_get_child (self->target, name);
  natter_export_write_async (conversation, self->keeper, self->format, self->options, file,
                             cancellable, written_cb, task);
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  GError *error = NULL;
  g_autoptr(NatterConversation) conversation = NULL;

  conversation = natter_keeper_read_finish (NATTER_KEEPER (source), result, &error);
  if (conversation)
    write_one (data, conversation);
  else
    end_one (data, error);
}

static void
kept_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  NatterExportMany *self = g_task_get_source_object (data);
  GError *error = NULL;

  if (g_output_stream_close_finish (G_OUTPUT_STREAM (source), result, &error))
    g_task_return_boolean (data, TRUE);
  else
    g_task_return_error (data, natter_export_file_explain (self->target, error));
  g_object_unref (data);
}

static void
ended_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    g_output_stream_close_async (G_OUTPUT_STREAM (source), G_PRIORITY_DEFAULT,
                                 g_task_get_cancellable (data), kept_cb, data);
  else
    fail (data, error);
}

/* Takes task. */
static void
end_all (GTask *task)
{
  NatterExportMany *self = g_task_get_source_object (task);

  if (self->stream)
    {
      g_output_stream_write_all_async (G_OUTPUT_STREAM (self->stream), ONE_FILE_END,
                                       strlen (ONE_FILE_END), G_PRIORITY_DEFAULT,
                                       g_task_get_cancellable (task), ended_cb, task);
      return;
    }

  g_task_return_boolean (task, TRUE);
  g_object_unref (task);
}

/* Takes task, until there is nothing left to do. */
static void
next (GTask *task)
{
  NatterExportMany *self = g_task_get_source_object (task);
  NatterConversation *conversation = NULL;
  GError *error = NULL;

  if (g_cancellable_set_error_if_cancelled (g_task_get_cancellable (task), &error))
    {
      fail (task, error);
      return;
    }
  if (self->n_done == self->conversations->len)
    {
      end_all (task);
      return;
    }

  conversation = g_ptr_array_index (self->conversations, self->n_done);
  if (self->keeper)
    natter_keeper_read_async (self->keeper, conversation, g_task_get_cancellable (task), read_cb,
                              task);
  else
    write_one (task, conversation);
}

static void
names_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GTask *task = data;
  NatterExportMany *self = g_task_get_source_object (task);
  GFileEnumerator *enumerator = G_FILE_ENUMERATOR (source);
  GError *error = NULL;
  GList *infos = g_file_enumerator_next_files_finish (enumerator, result, &error);

  if (error)
    {
      fail (task, error);
      return;
    }
  if (!infos)
    {
      next (task);
      return;
    }

  for (GList *info = infos; info; info = info->next)
    {
      g_autofree char *name = g_utf8_make_valid (g_file_info_get_name (info->data), -1);

      take_name (self, name);
    }
  g_list_free_full (infos, g_object_unref);
  g_file_enumerator_next_files_async (enumerator, N_NAMES, G_PRIORITY_DEFAULT,
                                      g_task_get_cancellable (task), names_cb, task);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      data)
{
  GTask *task = data;
  GError *error = NULL;
  g_autoptr(GFileEnumerator) enumerator = NULL;

  enumerator = g_file_enumerate_children_finish (G_FILE (source), result, &error);
  if (!enumerator)
    {
      fail (task, error);
      return;
    }

  g_file_enumerator_next_files_async (enumerator, N_NAMES, G_PRIORITY_DEFAULT,
                                      g_task_get_cancellable (task), names_cb, task);
}

static void
natter_export_many_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  NatterExportMany *self = NATTER_EXPORT_MANY (object);

  switch ((NatterExportManyProps) prop_id)
    {
    case PROP_N_DONE:
      g_value_set_uint (value, self->n_done);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_export_many_finalize (GObject *object)
{
  NatterExportMany *self = NATTER_EXPORT_MANY (object);

  g_ptr_array_unref (self->conversations);
  g_hash_table_unref (self->names);
  g_clear_object (&self->keeper);
  g_clear_object (&self->target);
  g_clear_object (&self->stream);
  g_clear_pointer (&self->options, natter_export_options_free);
  g_clear_error (&self->failure);

  G_OBJECT_CLASS (natter_export_many_parent_class)->finalize (object);
}

static void
natter_export_many_class_init (NatterExportManyClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_export_many_get_property;
  object_class->finalize = natter_export_many_finalize;

  properties[PROP_N_DONE] =
    g_param_spec_uint ("n-done", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_export_many_init (NatterExportMany *self)
{
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * natter_export_many_new:
 * @conversations: (element-type NatterConversation): what to export, in this order
 * @keeper: (nullable): who reads those that are not here
 *
 * Returns: (transfer full): an export that was not run yet
 */
NatterExportMany *
natter_export_many_new (GPtrArray    *conversations,
                        NatterKeeper *keeper)
{
  NatterExportMany *self = NULL;

  g_return_val_if_fail (conversations != NULL, NULL);

  self = g_object_new (NATTER_TYPE_EXPORT_MANY, NULL);
  self->conversations = g_ptr_array_ref (conversations);
  g_set_object (&self->keeper, keeper);

  return self;
}

static void
begun_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  GError *error = NULL;

  if (g_output_stream_write_all_finish (G_OUTPUT_STREAM (source), result, NULL, &error))
    next (data);
  else
    fail (data, error);
}

static GTask *
new_task (NatterExportMany          *self,
          NatterExportFormat         format,
          const NatterExportOptions *options,
          GFile                     *target,
          GCancellable              *cancellable,
          GAsyncReadyCallback        callback,
          gpointer                   user_data)
{
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, new_task);
  g_task_set_check_cancellable (task, FALSE);
  self->format = format;
  self->options = options ? natter_export_options_copy (options)
                          : natter_export_options_new (format);
  self->target = g_object_ref (target);

  return task;
}

/**
 * natter_export_many_run_async:
 * @self: an export that was not run yet
 * @format: of the files
 * @options: (nullable): what is wanted of each
 * @folder: where they go
 * @cancellable: (nullable): ends it; the files that are written stay
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Writes a file for each conversation, named after its title, beside whatever is in @folder.
 */
void
natter_export_many_run_async (NatterExportMany          *self,
                              NatterExportFormat         format,
                              const NatterExportOptions *options,
                              GFile                     *folder,
                              GCancellable              *cancellable,
                              GAsyncReadyCallback        callback,
                              gpointer                   user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NATTER_IS_EXPORT_MANY (self));
  g_return_if_fail (G_IS_FILE (folder));
  g_return_if_fail (!self->target);

  task = new_task (self, format, options, folder, cancellable, callback, user_data);
  g_file_enumerate_children_async (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                                   G_PRIORITY_DEFAULT, cancellable, listed_cb, task);
}

/**
 * natter_export_many_run_file_async:
 * @self: an export that was not run yet
 * @options: (nullable): what is wanted of each
 * @file: the one file; one that is there is replaced
 * @cancellable: (nullable): ends it, and nothing is written
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Writes all of them into one file, as JSON. natter_export_many_run_finish() tells what came of it.
 */
void
natter_export_many_run_file_async (NatterExportMany          *self,
                                   const NatterExportOptions *options,
                                   GFile                     *file,
                                   GCancellable              *cancellable,
                                   GAsyncReadyCallback        callback,
                                   gpointer                   user_data)
{
  GTask *task = NULL;
  GError *error = NULL;

  g_return_if_fail (NATTER_IS_EXPORT_MANY (self));
  g_return_if_fail (G_IS_FILE (file));
  g_return_if_fail (!self->target);

  task = new_task (self, NATTER_EXPORT_JSON, options, file, cancellable, callback, user_data);
  self->stream = natter_export_file_open (file, cancellable, &error);
  if (!self->stream)
    {
      fail (task, natter_export_file_explain (file, error));
      return;
    }

  g_output_stream_write_all_async (G_OUTPUT_STREAM (self->stream), ONE_FILE_START,
                                   strlen (ONE_FILE_START), G_PRIORITY_DEFAULT, cancellable,
                                   begun_cb, task);
}

/**
 * natter_export_many_run_finish:
 * @result: what the callback was given
 * @error: %G_IO_ERROR_CANCELLED, or why nothing can be written
 *
 * Returns: whether each was tried: natter_export_many_get_n_failed() tells how many failed
 */
gboolean
natter_export_many_run_finish (NatterExportMany  *self,
                               GAsyncResult      *result,
                               GError           **error)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_MANY (self), FALSE);
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

guint
natter_export_many_get_n_done (NatterExportMany *self)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_MANY (self), 0);

  return self->n_done;
}

guint
natter_export_many_get_n_failed (NatterExportMany *self)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_MANY (self), 0);

  return self->n_failed;
}

guint
natter_export_many_get_n_all (NatterExportMany *self)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_MANY (self), 0);

  return self->conversations->len;
}

/**
 * natter_export_many_get_failure:
 *
 * Returns: (nullable): why the first of those that failed did
 */
const GError *
natter_export_many_get_failure (NatterExportMany *self)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_MANY (self), NULL);

  return self->failure;
}
