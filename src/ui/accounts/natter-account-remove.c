/* natter-account-remove.c: the steps that give up an account: whoever uses it is asked, its key is
 * cleared, then the account itself goes. It stays as long as its key could not be removed. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-account-remove.h"

#include <glib/gi18n-lib.h>

#include "natter-save.h"

typedef struct
{
  NatterProvider *provider;
  GtkWidget *parent;
} RemoveJob;

static void
remove_job_free (RemoveJob *job)
{
  g_object_unref (job->provider);
  g_object_unref (job->parent);
  g_free (job);
}

static void
key_cleared_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;
  RemoveJob *job = g_task_get_task_data (task);
  NatterProviderList *providers = natter_chat_get_providers (g_task_get_source_object (task));

  if (!natter_secrets_clear_finish (NATTER_SECRETS (source), result, &error))
    {
      g_task_return_error (task, g_steal_pointer (&error));
      return;
    }

  if (g_task_return_error_if_cancelled (task))
    return;

  natter_provider_list_remove (providers, job->provider);
  natter_save_providers (providers, job->parent);
  g_task_return_boolean (task, TRUE);
}

static void
response_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  RemoveJob *job = g_task_get_task_data (task);
  NatterChat *chat = g_task_get_source_object (task);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_task_return_error_if_cancelled (task))
    return;

  if (g_strcmp0 (response, "remove") != 0)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                       _("The account was not removed."));
      return;
    }

  natter_secrets_clear_async (natter_chat_get_secrets (chat),
                              natter_provider_get_id (job->provider),
                              g_task_get_cancellable (task), key_cleared_cb, g_object_ref (task));
}

/**
 * natter_account_remove_async:
 * @chat: whose providers and secrets
 * @provider: the account to give up
 * @parent: where the question is asked
 * @cancellable: (nullable): gives up before the account is removed
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Asks, and removes an account and its key.
 */
void
natter_account_remove_async (NatterChat          *chat,
                             NatterProvider      *provider,
                             GtkWidget           *parent,
                             GCancellable        *cancellable,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  AdwAlertDialog *dialog;
  RemoveJob *job;

  g_return_if_fail (NATTER_IS_CHAT (chat));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  task = g_task_new (chat, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_account_remove_async);
  job = g_new0 (RemoveJob, 1);
  job->provider = g_object_ref (provider);
  job->parent = g_object_ref (parent);
  g_task_set_task_data (task, job, (GDestroyNotify) remove_job_free);

  dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (NULL, NULL));
  /* Translators: %s is the name of a provider */
  adw_alert_dialog_format_heading (dialog, _("Remove %s?"), natter_provider_get_name (provider));
  adw_alert_dialog_set_body (dialog, _("Its key is removed from the keyring too. Conversations "
                                       "stay as they are."));
  adw_alert_dialog_add_responses (dialog,
                                  "cancel", _("_Cancel"),
                                  "remove", _("_Remove"),
                                  NULL);
  adw_alert_dialog_set_response_appearance (dialog, "remove", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, parent, cancellable, response_cb, g_steal_pointer (&task));
}

/**
 * natter_account_remove_finish:
 * @chat: whose providers and secrets
 * @result: what the callback was given
 * @error: why it is still there: a keyring's trouble; %G_IO_ERROR_CANCELLED when the user thought
 *   better of it
 *
 * Returns: whether the account is gone
 */
gboolean
natter_account_remove_finish (NatterChat    *chat,
                              GAsyncResult  *result,
                              GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, chat), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
