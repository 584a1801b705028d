/* natter-request.c: what is asked of a model, kept as it was when it was asked. Copies may be read
 * on any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-request.h"

#include "natter-json.h"
#include "natter-secrets.h"

/* json-glib counts the holders of an object without a lock: nothing of it may be shared. */
static JsonObject *
copy_json (JsonObject *object)
{
  g_autoptr(JsonNode) node = NULL;
  g_autoptr(JsonNode) copy = NULL;
  g_autofree char *text = NULL;

  if (!object)
    return NULL;

  node = json_node_init_object (json_node_alloc (), object);
  text = natter_json_to_line (node);
  copy = json_from_string (text, NULL);

  return json_node_dup_object (copy);
}

static GPtrArray *
dup_snapshots (GPtrArray *messages)
{
  GPtrArray *snapshots = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; messages && i < messages->len; i++)
    g_ptr_array_add (snapshots, natter_message_dup_snapshot (g_ptr_array_index (messages, i)));

  return snapshots;
}

/**
 * natter_request_copy:
 * @self: what is asked
 *
 * Costs little however long the messages are: what they say is shared until somebody changes it.
 *
 * Returns: (transfer full): a copy that owns all that it points to and stays as @self is now; its
 *   key is wiped when it is freed
 */
NatterRequest *
natter_request_copy (const NatterRequest *self)
{
  NatterRequest *copy = g_memdup2 (self, sizeof *self);

  copy->base_url = g_strdup (self->base_url);
  copy->key = g_strdup (self->key);
  copy->model = g_strdup (self->model);
  copy->system = g_strdup (self->system);
  copy->effort = g_strdup (self->effort);
  copy->stop = (const char *const *) g_strdupv ((char **) self->stop);
  copy->extras = copy_json (self->extras);
  copy->quirks = copy_json (self->quirks);
  copy->page = g_strdup (self->page);
  copy->messages = dup_snapshots (self->messages);

  return copy;
}

void
natter_request_free (NatterRequest *self)
{
  g_free ((char *) self->base_url);
  natter_secrets_free_key ((char *) self->key);
  g_free ((char *) self->model);
  g_free ((char *) self->system);
  g_free ((char *) self->effort);
  g_strfreev ((char **) self->stop);
  g_clear_pointer (&self->extras, json_object_unref);
  g_clear_pointer (&self->quirks, json_object_unref);
  g_free ((char *) self->page);
  g_ptr_array_unref (self->messages);
  g_free (self);
}

/**
 * natter_request_set_messages:
 * @self: a copy
 * @messages: (element-type NatterMessage): what is asked instead, as it is now
 */
void
natter_request_set_messages (NatterRequest *self,
                             GPtrArray     *messages)
{
  g_ptr_array_unref (self->messages);
  self->messages = dup_snapshots (messages);
}

static gboolean
load_one (NatterMessage **message,
          GError        **error)
{
  g_autoptr(NatterMessage) loaded = natter_message_dup_loaded (*message, error);

  if (!loaded)
    return FALSE;

  g_set_object (message, loaded);

  return TRUE;
}

/**
 * natter_request_load:
 * @self: a copy of nobody else's
 * @error: why an attachment can't be read
 *
 * Loads what is attached to the questions, which dialects expect at hand. Blocks: for threads that
 * may wait.
 *
 * Returns: whether all is there
 */
gboolean
natter_request_load (NatterRequest  *self,
                     GError        **error)
{
  for (guint i = 0; i < self->messages->len; i++)
    {
      NatterMessage **message = (NatterMessage **) &g_ptr_array_index (self->messages, i);

      if (natter_message_get_role (*message) == NATTER_ROLE_USER && !load_one (message, error))
        return FALSE;
    }

  return TRUE;
}
