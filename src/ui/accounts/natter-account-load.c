/* natter-account-load.c: the models of an account, with the questions that may stand before them:
 * an unknown certificate, a key on an unencrypted way. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-account-load.h"

#include "natter-save.h"
#include "natter-trust.h"

typedef struct
{
  NatterProvider *provider;
  GtkWidget *parent;
  GError *error;   /* that a question was asked about */
} LoadJob;

static void
load_job_free (LoadJob *job)
{
  g_clear_object (&job->provider);
  g_clear_object (&job->parent);
  g_clear_error (&job->error);
  g_free (job);
}

static void load (GTask *task);

/* A yes leads to another try, which may lead to another question. */
static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NatterChat *chat = g_task_get_source_object (task);
  LoadJob *job = g_task_get_task_data (task);

  if (!natter_trust_ask_finish (GTK_WIDGET (source), result))
    {
      g_task_return_error (task, g_steal_pointer (&job->error));
      return;
    }

  g_clear_error (&job->error);
  natter_save_providers (natter_chat_get_providers (chat), job->parent);
  load (task);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  LoadJob *job = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;

  if (natter_provider_load_models_finish (NATTER_PROVIDER (source), result, &error))
    {
      g_task_return_boolean (task, TRUE);
    }
  else if (natter_trust_can_ask (error))
    {
      job->error = g_steal_pointer (&error);
      natter_trust_ask_async (job->parent, job->provider, job->error,
                              g_task_get_cancellable (task), answered_cb, g_object_ref (task));
    }
  else
    {
      g_task_return_error (task, g_steal_pointer (&error));
    }
}

static void
load (GTask *task)
{
  NatterChat *chat = g_task_get_source_object (task);
  LoadJob *job = g_task_get_task_data (task);

  natter_provider_load_models_async (job->provider, natter_chat_get_http (chat),
                                     natter_chat_get_secrets (chat), g_task_get_cancellable (task),
                                     loaded_cb, g_object_ref (task));
}

/**
 * natter_account_load_async:
 * @chat: whose session, secrets and providers
 * @provider: an account
 * @parent: where a question is asked
 * @cancellable: (nullable): gives up
 * @callback: called when the models are there or will not come
 * @user_data: for @callback
 *
 * Asks the account's server for its models. When its certificate is unknown, or a key would be sent
 * unencrypted, the user is asked first; a yes is kept with the account.
 */
void
natter_account_load_async (NatterChat          *chat,
                           NatterProvider      *provider,
                           GtkWidget           *parent,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  LoadJob *job;

  g_return_if_fail (NATTER_IS_CHAT (chat));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  task = g_task_new (chat, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_account_load_async);

  job = g_new0 (LoadJob, 1);
  job->provider = g_object_ref (provider);
  job->parent = g_object_ref (parent);
  g_task_set_task_data (task, job, (GDestroyNotify) load_job_free);

  load (task);
}

/**
 * natter_account_load_finish:
 * @chat: whose session, secrets and providers
 * @result: what the callback was given
 * @error: as natter_provider_load_models_finish() sets it
 *
 * Returns: whether the models are there
 */
gboolean
natter_account_load_finish (NatterChat    *chat,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, chat), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
