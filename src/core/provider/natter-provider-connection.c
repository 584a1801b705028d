/* natter-provider-connection.c: how a provider's server is reached and what every request to it
 * carries: from a question to the HTTP request that may be sent. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-hand-over.h"
#include "natter-json.h"
#include "natter-provider-private.h"

/**
 * natter_provider_get_connection:
 * @self: a provider
 *
 * Returns: (transfer none): how its server is reached; to change it, a changed copy is set
 */
NatterConnection *
natter_provider_get_connection (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  if (!self->connection)
    self->connection = natter_connection_new ();

  return self->connection;
}

/**
 * natter_provider_set_connection:
 * @self: a provider
 * @connection: (nullable): how its server is reached, or %NULL for the usual way
 *
 * A load of models that is under way ends as cancelled: it asks in the old way.
 */
void
natter_provider_set_connection (NatterProvider   *self,
                                NatterConnection *connection)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));

  if (self->connection == connection)
    return;

  if (connection)
    natter_connection_ref (connection);
  g_clear_pointer (&self->connection, natter_connection_unref);
  self->connection = connection;

  if (self->load)
    natter_models_load_abandon (self->load);
}

static void
set_trimmed (char       **slot,
             const char  *value)
{
  g_autofree char *trimmed = g_strstrip (g_strdup (value ? value : ""));

  g_set_str (slot, *trimmed ? trimmed : NULL);
}

/**
 * natter_provider_has_organization:
 * @self: a provider
 *
 * Returns: whether its server may ask for an organisation and a project: it speaks like OpenAI
 */
gboolean
natter_provider_has_organization (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);

  return g_str_has_prefix (natter_dialect_get_id (self->dialect), "openai-");
}

/**
 * natter_provider_get_organization:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): on whose behalf requests are made
 */
const char *
natter_provider_get_organization (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->organization;
}

/**
 * natter_provider_set_organization:
 * @self: a provider
 * @organization: (nullable): the id of an organisation; blanks around it are dropped
 */
void
natter_provider_set_organization (NatterProvider *self,
                                  const char     *organization)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));

  set_trimmed (&self->organization, organization);
}

/**
 * natter_provider_get_project:
 * @self: a provider
 *
 * Returns: (transfer none) (nullable): what requests are made for
 */
const char *
natter_provider_get_project (NatterProvider *self)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  return self->project;
}

/**
 * natter_provider_set_project:
 * @self: a provider
 * @project: (nullable): the id of a project; blanks around it are dropped
 */
void
natter_provider_set_project (NatterProvider *self,
                             const char     *project)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));

  set_trimmed (&self->project, project);
}

/**
 * natter_provider_dup_extras_text:
 * @self: a provider
 *
 * Returns: (transfer full): natter_provider_get_extras() as a person reads and changes it, empty
 *   when there are none
 */
char *
natter_provider_dup_extras_text (NatterProvider *self)
{
  g_autoptr(JsonNode) node = NULL;

  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);

  if (!self->extras)
    return g_strdup ("");

  node = json_node_init_object (json_node_alloc (), self->extras);

  return natter_json_to_string (node, TRUE);
}

/**
 * natter_provider_set_extras_text:
 * @self: a provider
 * @text: a JSON object, or nothing
 * @error: %NATTER_ERROR_INVALID_SETTING, with a sentence that says what is wrong
 *
 * Sets the members that every request's body gets. Answers are always streamed, so "stream" can't
 * be one of them.
 *
 * Returns: whether they were set
 */
gboolean
natter_provider_set_extras_text (NatterProvider  *self,
                                 const char      *text,
                                 GError         **error)
{
  g_autofree char *trimmed = NULL;
  g_autoptr(JsonNode) node = NULL;
  JsonObject *extras = NULL;

  g_return_val_if_fail (NATTER_IS_PROVIDER (self), FALSE);
  g_return_val_if_fail (text, FALSE);

  trimmed = g_strstrip (g_strdup (text));
  if (*trimmed)
    {
      node = natter_json_parse (trimmed, strlen (trimmed), NULL);
      extras = natter_json_as_object (node);
    }

  if (*trimmed && !extras)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           node ? _("Extra request members stand between braces, like "
                                    "{\"user\": \"me\"}.")
                                : _("The extra request members are not JSON. Check quotes, commas "
                                    "and braces; it should look like {\"user\": \"me\"}."));
      return FALSE;
    }

  if (extras && json_object_has_member (extras, "stream"))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("“stream” can’t be changed, because Natter shows answers while they "
                             "are written. Remove it from the extra request members."));
      return FALSE;
    }

  if (extras && json_object_get_size (extras) == 0)
    extras = NULL;
  natter_provider_set_extras (self, extras);

  return TRUE;
}

/**
 * natter_provider_copy_settings:
 * @self: a provider
 * @source: another
 *
 * Takes over how the server is reached and what every request carries: connection, organisation,
 * project and extras.
 */
void
natter_provider_copy_settings (NatterProvider *self,
                               NatterProvider *source)
{
  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (NATTER_IS_PROVIDER (source));

  if (self == source)
    return;

  natter_provider_set_connection (self, source->connection);
  natter_provider_set_organization (self, source->organization);
  natter_provider_set_project (self, source->project);
  natter_provider_set_extras (self, source->extras);
}

static gboolean
add_header (NatterHttpRequest  *http,
            const char         *name,
            const char         *value,
            GError            **error)
{
  return !value || natter_http_request_set_header (http, name, value, error);
}

/* A person's own headers come last and take the place of others. Takes @http. */
static NatterHttpRequest *
complete (NatterProvider     *self,
          NatterHttpRequest  *http,
          GError            **error)
{
  g_autoptr(NatterHttpRequest) owned = http;
  NatterConnection *connection = natter_provider_get_connection (self);

  if (!owned)
    return NULL;

  if (natter_provider_has_organization (self) &&
      (!add_header (owned, "OpenAI-Organization", self->organization, error) ||
       !add_header (owned, "OpenAI-Project", self->project, error)))
    return NULL;

  for (guint i = 0; i < natter_connection_get_n_headers (connection); i++)
    {
      const char *value = NULL;
      const char *name = natter_connection_get_header (connection, i, &value);

      if (!add_header (owned, name, value, error))
        return NULL;
    }

  natter_http_request_set_connection (owned, connection);

  return g_steal_pointer (&owned);
}

/* All that the thread gets: it may be the last to let go of it. */
typedef struct
{
  NatterDialect *dialect;
  NatterRequest *request;
} Encoding;

static void
encoding_free (Encoding *encoding)
{
  NATTER_TAKE_OVER (encoding);
  g_object_unref (encoding->dialect);
  natter_request_free (encoding->request);
  g_free (encoding);
}

static void
encode_thread (GTask        *task,
               gpointer      source,
               gpointer      data,
               GCancellable *cancellable)
{
  Encoding *encoding = data;
  NatterHttpRequest *http = NULL;
  GError *error = NULL;

  NATTER_TAKE_OVER (encoding);
  if (natter_request_load (encoding->request, &error))
    http = natter_dialect_encode (encoding->dialect, encoding->request, &error);

  NATTER_HAND_OVER (encoding);
  if (http)
    g_task_return_pointer (task, http, (GDestroyNotify) natter_http_request_unref);
  else
    g_task_return_error (task, error);
}

/**
 * natter_provider_encode_async:
 * @self: a provider
 * @request: what is asked, with the address and the key to send; copied
 * @cancellable: (nullable): gives up, at once
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Makes the HTTP request for a streamed answer, in the provider's dialect, with its own headers and
 * connection. A long conversation and its attachments take a while: that happens on a thread.
 */
void
natter_provider_encode_async (NatterProvider       *self,
                              const NatterRequest  *request,
                              GCancellable         *cancellable,
                              GAsyncReadyCallback   callback,
                              gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  Encoding *encoding = NULL;
  GError *error = NULL;

  g_return_if_fail (NATTER_IS_PROVIDER (self));
  g_return_if_fail (request && request->base_url);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (NULL, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_provider_encode_async);
  if (!natter_provider_check_key_for_url (self, request->base_url, request->key, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  encoding = g_new0 (Encoding, 1);
  encoding->dialect = g_object_ref (self->dialect);
  encoding->request = natter_request_copy (request);
  g_task_set_task_data (task, encoding, (GDestroyNotify) encoding_free);
  g_task_set_return_on_cancel (task, TRUE);
  NATTER_HAND_OVER (encoding);
  g_task_run_in_thread (task, encode_thread);
}

/**
 * natter_provider_encode_finish:
 * @self: a provider
 * @result: what the callback was given
 * @error: %NATTER_ERROR_PLAIN_HTTP when the key would cross a network unencrypted and nobody has
 *   allowed it, %NATTER_ERROR_INVALID_SETTING when the address, the key or a header cannot be sent,
 *   %NATTER_ERROR_FAILED when an attachment can't be read, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): what may be sent
 */
NatterHttpRequest *
natter_provider_encode_finish (NatterProvider  *self,
                               GAsyncResult    *result,
                               GError         **error)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, NULL), NULL);

  NATTER_TAKE_OVER (g_task_get_task_data (G_TASK (result)));

  return complete (self, g_task_propagate_pointer (G_TASK (result), error), error);
}

/**
 * natter_provider_encode_models:
 * @self: a provider
 * @request: address, key, quirks and page; nothing else of it is used
 * @error: return location for an error
 *
 * Makes the HTTP request for the list of models. Fails as natter_provider_encode_finish() does.
 *
 * Returns: (transfer full) (nullable): what may be sent
 */
NatterHttpRequest *
natter_provider_encode_models (NatterProvider       *self,
                               const NatterRequest  *request,
                               GError              **error)
{
  g_return_val_if_fail (NATTER_IS_PROVIDER (self), NULL);
  g_return_val_if_fail (request && request->base_url, NULL);

  if (!natter_provider_check_key_for_url (self, request->base_url, request->key, error))
    return NULL;

  return complete (self, natter_dialect_encode_models (self->dialect, request, error), error);
}
