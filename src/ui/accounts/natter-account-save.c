/* natter-account-save.c: the steps that keep an account: a key of an address that is given up is
 * cleared, the new key stored, then the account itself is changed and written. Nothing of the
 * account changes before its key is safe. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-account-save.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-save.h"
#include "natter-secrets-keyring.h"
#include "natter-trust.h"

typedef struct
{
  NatterProvider *provider;   /* the account that changes, or the new one itself */
  NatterProvider *proposed;   /* as it is to be */
  char *key;
  GtkWidget *parent;
} SaveJob;

static void
save_job_free (SaveJob *job)
{
  g_clear_object (&job->provider);
  g_clear_object (&job->proposed);
  natter_secrets_free_key (job->key);
  g_clear_object (&job->parent);
  g_free (job);
}

static void
apply (GTask *task)
{
  NatterChat *chat = g_task_get_source_object (task);
  NatterProviderList *providers = natter_chat_get_providers (chat);
  SaveJob *job = g_task_get_task_data (task);

  if (job->provider == job->proposed)
    {
      natter_provider_list_add (providers, job->provider);
    }
  else
    {
      natter_provider_set_name (job->provider, natter_provider_get_name (job->proposed));
      natter_provider_set_base_url (job->provider, natter_provider_get_base_url (job->proposed));
      natter_provider_copy_settings (job->provider, job->proposed);
    }

  natter_save_providers (providers, job->parent);
  g_task_return_pointer (task, g_object_ref (job->provider), g_object_unref);
}

static void
no_keyring_response_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  NatterChat *chat = g_task_get_source_object (task);
  NatterSecrets *secrets = natter_chat_get_secrets (chat);
  SaveJob *job = g_task_get_task_data (task);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);

  if (g_strcmp0 (response, "keep") != 0)
    {
      g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                       _("The account was not saved."));
      return;
    }

  natter_secrets_keyring_keep_in_memory (NATTER_SECRETS_KEYRING (secrets),
                                         natter_provider_get_id (job->provider),
                                         natter_provider_get_base_url (job->proposed), job->key);
  apply (task);
}

static void
ask_no_keyring (GTask      *task,
                const char *reason)
{
  SaveJob *job = g_task_get_task_data (task);
  AdwAlertDialog *dialog = ADW_ALERT_DIALOG (adw_alert_dialog_new (_("No Keyring for the Key"),
                                                                   NULL));

  /* Translators: %s is a sentence that says why the keyring can't be used */
  adw_alert_dialog_format_body (dialog,
                                _("%s\n\nNatter never writes a key to disk by itself. It can "
                                          "keep the key until you quit; you would enter it again "
                                          "next time."), reason);
  adw_alert_dialog_add_responses (dialog,
                                  "cancel", _("_Cancel"),
                                  "keep", _("_Keep Until Natter Quits"),
                                  NULL);
  adw_alert_dialog_set_default_response (dialog, "keep");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, job->parent, g_task_get_cancellable (task),
                           no_keyring_response_cb, g_object_ref (task));
}

static void
key_stored_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  if (natter_secrets_store_finish (NATTER_SECRETS (source), result, &error))
    apply (task);
  else if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_NO_KEYRING) &&
           NATTER_IS_SECRETS_KEYRING (source))
    ask_no_keyring (task, error->message);
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
store_key (GTask *task)
{
  NatterChat *chat = g_task_get_source_object (task);
  SaveJob *job = g_task_get_task_data (task);

  if (job->key)
    natter_secrets_store_async (natter_chat_get_secrets (chat),
                                natter_provider_get_id (job->provider),
                                natter_provider_get_base_url (job->proposed),
                                natter_provider_get_name (job->proposed), job->key,
                                g_task_get_cancellable (task), key_stored_cb, g_object_ref (task));
  else
    apply (task);
}

static void
old_key_cleared_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  g_autoptr(GError) error = NULL;

  /* a key left behind is no danger: it is only ever sent to its own address */
  if (!natter_secrets_clear_finish (NATTER_SECRETS (source), result, &error))
    g_debug ("The key of the previous address stays in the keyring: %s", error->message);

  if (!g_task_return_error_if_cancelled (task))
    store_key (task);
}

static void
save (GTask *task)
{
  NatterChat *chat = g_task_get_source_object (task);
  SaveJob *job = g_task_get_task_data (task);

  if (g_strcmp0 (natter_provider_get_base_url (job->provider),
                 natter_provider_get_base_url (job->proposed)) != 0)
    natter_secrets_clear_async (natter_chat_get_secrets (chat),
                                natter_provider_get_id (job->provider),
                                g_task_get_cancellable (task), old_key_cleared_cb,
                                g_object_ref (task));
  else
    store_key (task);
}

static void
plain_http_answered_cb (GObject      *source,
                        GAsyncResult *result,
                        gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);

  if (natter_trust_ask_finish (GTK_WIDGET (source), result))
    save (task);
  else
    g_task_return_new_error_literal (task, G_IO_ERROR, G_IO_ERROR_CANCELLED,
                                     _("The account was not saved."));
}

/**
 * natter_account_save_async:
 * @chat: whose providers and secrets
 * @provider: (nullable): the account that changes, or %NULL for a new one
 * @proposed: the account as it is to be: its name, address and settings count, and for a new one
 *   all of it
 * @key: (nullable): a key as natter_secrets_clean_key() gives it, or %NULL for no (other) key
 * @parent: where a question is asked
 * @cancellable: (nullable): gives up before the account is changed
 * @callback: called when it is done
 * @user_data: for @callback
 *
 * Keeps an account and its key. The user is asked whether a key may be sent to an unencrypted
 * address, and without a keyring whether to keep the key until Natter quits.
 */
void
natter_account_save_async (NatterChat          *chat,
                           NatterProvider      *provider,
                           NatterProvider      *proposed,
                           const char          *key,
                           GtkWidget           *parent,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(GError) error = NULL;
  SaveJob *job;

  g_return_if_fail (NATTER_IS_CHAT (chat));
  g_return_if_fail (!provider || NATTER_IS_PROVIDER (provider));
  g_return_if_fail (NATTER_IS_PROVIDER (proposed));
  g_return_if_fail (GTK_IS_WIDGET (parent));

  task = g_task_new (chat, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_account_save_async);

  job = g_new0 (SaveJob, 1);
  job->provider = g_object_ref (provider ? provider : proposed);
  job->proposed = g_object_ref (proposed);
  job->key = g_strdup (key);
  job->parent = g_object_ref (parent);
  g_task_set_task_data (task, job, (GDestroyNotify) save_job_free);

  if (natter_provider_check_key_allowed (proposed, key, &error))
    save (task);
  else
    natter_trust_ask_async (parent, proposed, error, cancellable, plain_http_answered_cb,
                            g_steal_pointer (&task));
}

/**
 * natter_account_save_finish:
 * @chat: whose providers and secrets
 * @result: what the callback was given
 * @error: why it is not kept: a keyring's trouble;
 *   %G_IO_ERROR_CANCELLED when the user thought better of it
 *
 * Returns: (transfer full) (nullable): the account, in the list of providers
 */
NatterProvider *
natter_account_save_finish (NatterChat    *chat,
                            GAsyncResult  *result,
                            GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, chat), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
