/* natter-export-many.c: conversations as files in a folder, one after the other, so that there is
 * never more than one of them in memory for it. A file that is there stays; one that can't be
 * written does not keep the others from it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-many.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"

#define N_NAMES 200   /* of files in the folder, asked for at once */

struct _NatterExportMany
{
  GObject             parent_instance;

  GPtrArray          *conversations;   /* of NatterConversation */
  NatterKeeper       *keeper;          /* or NULL: all of them are here */
  GFile              *folder;
  NatterExportFormat  format;
  GHashTable         *names;           /* that are taken, in one case */
  guint               n_done;
  guint               n_failed;
  GError             *failure;         /* the first */
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
  GError *error = NULL;

  natter_export_write_finish (result, &error);
  end_one (data, error);
}

static void
write_one (GTask              *task,
           NatterConversation *conversation)
{
  NatterExportMany *self = g_task_get_source_object (task);
  g_autofree char *name = dup_name (self, conversation);
  g_autoptr(GFile) file = g_file_get_child (self->folder, name);

  natter_export_write_async (conversation, self->format, file, g_task_get_cancellable (task),
                             written_cb, task);
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

/* Takes task, until there is nothing left to do. */
static void
next (GTask *task)
{
  NatterExportMany *self = g_task_get_source_object (task);
  NatterConversation *conversation = NULL;

  if (self->n_done == self->conversations->len || g_task_return_error_if_cancelled (task))
    {
      if (!g_task_had_error (task))
        g_task_return_boolean (task, TRUE);
      g_object_unref (task);
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
fail (GTask  *task,
      GError *error)
{
  g_task_return_error (task, error);
  g_object_unref (task);
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
  g_clear_object (&self->folder);
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

/**
 * natter_export_many_run_async:
 * @self: an export that was not run yet
 * @format: of the files
 * @folder: where they go
 * @cancellable: (nullable): ends it between two files; those that are written stay
 * @callback: called at the end
 * @user_data: for @callback
 *
 * Writes a file for each conversation, named after its title, beside whatever is in @folder.
 */
void
natter_export_many_run_async (NatterExportMany    *self,
                              NatterExportFormat   format,
                              GFile               *folder,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task = NULL;

  g_return_if_fail (NATTER_IS_EXPORT_MANY (self));
  g_return_if_fail (G_IS_FILE (folder));
  g_return_if_fail (!self->folder);

  self->format = format;
  self->folder = g_object_ref (folder);
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_export_many_run_async);
  g_task_set_check_cancellable (task, FALSE);
  g_file_enumerate_children_async (folder, G_FILE_ATTRIBUTE_STANDARD_NAME, G_FILE_QUERY_INFO_NONE,
                                   G_PRIORITY_DEFAULT, cancellable, listed_cb, task);
}

/**
 * natter_export_many_run_finish:
 * @result: what the callback was given
 * @error: %G_IO_ERROR_CANCELLED, or why nothing can be written to the folder
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
