/* natter-trust.c: the questions behind two errors: may a key cross the network unencrypted, and is
 * an unknown certificate the right one. A yes counts for one address or one certificate only. Main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-trust.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"

typedef struct
{
  NatterProvider *provider;
  char *base_url;      /* that the key may be sent to, or NULL */
  char *place;         /* whose certificate it is, or NULL */
  char *fingerprint;
} Question;

static void
question_free (gpointer data)
{
  Question *question = data;

  g_object_unref (question->provider);
  g_free (question->base_url);
  g_free (question->place);
  g_free (question->fingerprint);
  g_free (question);
}

/* What others share is never changed under them: the provider gets another connection. */
static void
remember (Question *question)
{
  g_autoptr(NatterConnection) connection =
    natter_connection_copy (natter_provider_get_connection (question->provider));

  if (question->base_url)
    natter_connection_set_plain_http_url (connection, question->base_url);
  else
    natter_connection_set_certificate (connection, question->place, question->fingerprint, NULL);

  natter_provider_set_connection (question->provider, connection);
}

static void
response_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = G_TASK (user_data);
  const char *response = adw_alert_dialog_choose_finish (ADW_ALERT_DIALOG (source), result);
  gboolean yes = g_strcmp0 (response, "yes") == 0;

  if (yes)
    remember (g_task_get_task_data (task));
  g_task_return_boolean (task, yes);
}

static AdwAlertDialog *
new_plain_http_dialog (const Question *question)
{
  AdwAlertDialog *dialog =
    ADW_ALERT_DIALOG (adw_alert_dialog_new (_("Send the Key Unencrypted?"), NULL));

  adw_alert_dialog_format_body (dialog,
                                _("The address %s begins with http://, so anybody on the network "
                                  "could read your key and your conversations. Natter remembers "
                                  "your answer for this address only."), question->base_url);
  adw_alert_dialog_add_responses (dialog,
                                  "cancel", _("_Cancel"),
                                  "yes", _("_Send Anyway"),
                                  NULL);

  return dialog;
}

static GtkWidget *
new_fingerprint_label (const char *fingerprint)
{
  g_autofree char *text = natter_trust_dup_lines (fingerprint, 8);
  GtkWidget *label = gtk_label_new (text);

  /* it can be copied, but what a person comes to first is the answer */
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_widget_set_focusable (label, FALSE);
  gtk_label_set_justify (GTK_LABEL (label), GTK_JUSTIFY_CENTER);
  gtk_widget_add_css_class (label, "monospace");
  gtk_accessible_update_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_DESCRIPTION,
                                  _("Fingerprint of the certificate"), -1);

  return label;
}

static AdwAlertDialog *
new_certificate_dialog (const Question *question,
                        const GError   *error)
{
  NatterConnection *connection = natter_provider_get_connection (question->provider);
  const char *place = NULL;
  gboolean is_other = natter_connection_get_certificate (connection, &place) &&
                      g_strcmp0 (place, question->place) == 0;
  AdwAlertDialog *dialog =
    ADW_ALERT_DIALOG (adw_alert_dialog_new (is_other ? _("The Certificate Has Changed")
                                                     : _("Trust This Certificate?"), NULL));

  if (is_other)
    adw_alert_dialog_format_body (dialog,
                                  _("%s shows another certificate than the one you trusted. "
                                    "Somebody may be pretending to be this server. Trust the new "
                                    "certificate only if its owner tells you that this is its "
                                    "SHA-256 fingerprint:"), question->place);
  else
    adw_alert_dialog_format_body (dialog,
                                  /* Translators: the first %s is a sentence about what is wrong,
                                   * the second a server */
                                  _("%s\n\nTrust it, for %s only, if its owner tells you that "
                                    "this is its SHA-256 fingerprint:"),
                                  error->message, question->place);
  adw_alert_dialog_set_extra_child (dialog, new_fingerprint_label (question->fingerprint));
  adw_alert_dialog_add_responses (dialog,
                                  "cancel", _("_Cancel"),
                                  "yes", _("_Trust This Certificate"),
                                  NULL);

  return dialog;
}

/**
 * natter_trust_can_ask:
 * @error: (nullable): why a request failed or was not sent
 *
 * Returns: whether natter_trust_ask_async() may help: it is about a key on an unencrypted way, or
 *   about a certificate that a person may accept
 */
gboolean
natter_trust_can_ask (const GError *error)
{
  return g_error_matches (error, NATTER_ERROR, NATTER_ERROR_PLAIN_HTTP) ||
         natter_error_get_certificate (error, NULL) != NULL;
}

/**
 * natter_trust_ask_async:
 * @parent: where the question is asked
 * @provider: the account that the error is about
 * @error: for which natter_trust_can_ask() is true
 * @cancellable: (nullable): takes the question back
 * @callback: called when it is answered; @parent is the source
 * @user_data: for @callback
 *
 * Asks whether the key may be sent unencrypted to the provider's address, or whether the server's
 * certificate is to be trusted. After a yes @provider's connection allows it; the caller saves it
 * and tries again.
 */
void
natter_trust_ask_async (GtkWidget           *parent,
                        NatterProvider      *provider,
                        const GError        *error,
                        GCancellable        *cancellable,
                        GAsyncReadyCallback  callback,
                        gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  AdwAlertDialog *dialog;
  Question *question;
  const char *place = NULL;

  g_return_if_fail (GTK_IS_WIDGET (parent));
  g_return_if_fail (NATTER_IS_PROVIDER (provider));
  g_return_if_fail (natter_trust_can_ask (error));

  task = g_task_new (parent, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_trust_ask_async);
  g_task_set_check_cancellable (task, FALSE);

  question = g_new0 (Question, 1);
  question->provider = g_object_ref (provider);
  question->fingerprint = g_strdup (natter_error_get_certificate (error, &place));
  question->place = g_strdup (place);
  if (!question->fingerprint)
    question->base_url = g_strdup (natter_provider_get_base_url (provider));
  g_task_set_task_data (task, question, question_free);

  if (question->fingerprint)
    dialog = new_certificate_dialog (question, error);
  else
    dialog = new_plain_http_dialog (question);
  adw_alert_dialog_set_response_appearance (dialog, "yes", ADW_RESPONSE_DESTRUCTIVE);
  adw_alert_dialog_set_default_response (dialog, "cancel");
  adw_alert_dialog_set_close_response (dialog, "cancel");
  adw_alert_dialog_choose (dialog, parent, cancellable, response_cb, g_steal_pointer (&task));
}

/**
 * natter_trust_ask_finish:
 * @parent: where the question was asked
 * @result: what the callback was given
 *
 * Returns: whether the answer was yes
 */
gboolean
natter_trust_ask_finish (GtkWidget    *parent,
                         GAsyncResult *result)
{
  g_return_val_if_fail (g_task_is_valid (result, parent), FALSE);

  return g_task_propagate_boolean (G_TASK (result), NULL);
}

/**
 * natter_trust_dup_lines:
 * @fingerprint: of a certificate: pairs of digits with colons between them
 * @n_pairs: how many stand on a line
 *
 * Returns: (transfer full): @fingerprint with line breaks, so that it can be compared by eye
 */
char *
natter_trust_dup_lines (const char *fingerprint,
                        guint       n_pairs)
{
  gsize step = (gsize) n_pairs * 3;
  gsize length;
  char *text;

  g_return_val_if_fail (fingerprint != NULL && n_pairs > 0, NULL);

  text = g_strdup (fingerprint);
  length = strlen (text);
  /* the colon at each line's end makes way */
  for (gsize i = step - 1; i < length; i += step)
    text[i] = '\n';

  return text;
}
