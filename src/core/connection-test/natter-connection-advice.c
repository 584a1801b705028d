/* natter-connection-advice.c: what a connection test says to a person: what to do about a failure,
 * the verdict, the report. Pure; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-advice.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"

/* Only for what the server says in words of its own: Natter's sentences say what to do. */
static const char *const advice[] = {
  [NATTER_ERROR_BAD_KEY] =
    N_("Check the API key: enter it again, or make a new one with the provider."),
  [NATTER_ERROR_NO_CREDIT] = N_("Add credit with the provider, then test again."),
  [NATTER_ERROR_FORBIDDEN] = N_("Check with the provider what this account and key may use."),
  [NATTER_ERROR_NO_SUCH_MODEL] = N_("Choose another model, or check the address."),
  [NATTER_ERROR_BAD_REQUEST] =
    N_("Check that the address is right, and what was added to requests in the provider’s "
       "settings."),
  [NATTER_ERROR_RATE_LIMITED] = N_("Wait a little, then test again."),
  [NATTER_ERROR_OVERLOADED] = N_("Wait a little, then test again."),
  [NATTER_ERROR_SERVER] = N_("The problem is on the server’s side. Test again later."),
  [NATTER_ERROR_CONNECTION_LOST] =
    N_("If it happens again, look at the server’s log and at any proxy in between."),
};

/* Returns: (nullable): NULL where the error's own sentence says what to do */
static const char *
get_advice (const GError *error,
            gboolean      has_key)
{
  if (error->domain != NATTER_ERROR)
    return NULL;
  if (error->code == NATTER_ERROR_BAD_KEY && !has_key)
    return _("Enter an API key for this provider.");
  if (error->code == NATTER_ERROR_FAILED && natter_error_get_http_status (error) != 0)
    return _("Check the address.");
  if (error->code >= (int) G_N_ELEMENTS (advice) || advice[error->code] == NULL)
    return NULL;

  return _(advice[error->code]);
}

/**
 * natter_connection_advice_add:
 * @error: what went wrong
 * @has_key: whether a key was sent
 *
 * Returns: (transfer full): the same error, whose sentence also says what to do
 */
GError *
natter_connection_advice_add (const GError *error,
                              gboolean      has_key)
{
  g_autoptr(GError) advised = NULL;
  g_autofree char *said = NULL;
  const char *words;

  g_return_val_if_fail (error != NULL, NULL);

  advised = g_error_copy (error);
  words = get_advice (error, has_key);
  if (words != NULL)
    {
      said = g_steal_pointer (&advised->message);
      advised->message = g_strdup_printf ("%s\n%s", said, words);
    }

  return g_steal_pointer (&advised);
}

static const char *
get_timeout_sentence (NatterConnectionStepId id)
{
  switch (id)
    {
    case NATTER_CONNECTION_STEP_RESOLUTION:
      return _("The look-up of the server’s name took too long. Check your network connection, and "
               "the proxy if you have one.");

    case NATTER_CONNECTION_STEP_CONNECT:
      return _("The server did not answer in time. Check the address and port, and whether a "
               "firewall or VPN is in the way.");

    case NATTER_CONNECTION_STEP_TLS:
      return _("The server did not finish the encrypted connection in time. Check the port, and "
               "whether the address should begin with http://.");

    case NATTER_CONNECTION_STEP_AUTHENTICATION:
    case NATTER_CONNECTION_STEP_MODELS:
      return _("The list of models did not come in time. Check that the address is that of a model "
               "server, and test again.");

    case NATTER_CONNECTION_STEP_ANSWER:
      return _("The model did not answer in time. A model that must be loaded first takes longer: "
               "test again in a moment, or try a smaller model.");

    default:
      g_assert_not_reached ();
    }
}

/**
 * natter_connection_advice_new_timeout:
 * @id: which step took too long
 *
 * Returns: (transfer full): a %NATTER_ERROR_TIMED_OUT with a sentence for that step
 */
GError *
natter_connection_advice_new_timeout (NatterConnectionStepId id)
{
  return natter_error_new (NATTER_ERROR_TIMED_OUT, get_timeout_sentence (id));
}

/**
 * natter_connection_advice_new_no_model:
 *
 * Returns: (transfer full): an error for a server of which no model is known
 */
GError *
natter_connection_advice_new_no_model (void)
{
  return natter_error_new (NATTER_ERROR_INVALID_SETTING,
                           _("There is no model to ask. Check the address, or add a model by name "
                             "in the provider’s settings, then test again."));
}

static const char *
get_failure_verdict (NatterConnectionStepId id,
                     gboolean               answered)
{
  switch (id)
    {
    case NATTER_CONNECTION_STEP_RESOLUTION:
      return _("Natter could not find the server");

    case NATTER_CONNECTION_STEP_CONNECT:
      return _("Natter could not connect");

    case NATTER_CONNECTION_STEP_TLS:
      return _("Natter could not connect securely");

    case NATTER_CONNECTION_STEP_AUTHENTICATION:
      return _("Natter could not sign in");

    case NATTER_CONNECTION_STEP_MODELS:
      return answered ? _("Models answer, but can’t be listed")
                      : _("Natter could not list the models");

    case NATTER_CONNECTION_STEP_ANSWER:
      return _("The model did not answer");

    default:
      g_assert_not_reached ();
    }
}

/**
 * natter_connection_advice_get_verdict:
 * @steps: a list of #NatterConnectionStep, all of them taken or skipped
 *
 * Returns: what they come to, in a few words
 */
const char *
natter_connection_advice_get_verdict (GListModel *steps)
{
  g_autoptr(NatterConnectionStep) last = g_list_model_get_item (steps,
                                                                NATTER_CONNECTION_STEP_ANSWER);
  gboolean answered = natter_connection_step_get_state (last) == NATTER_CONNECTION_STEP_PASSED;

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr(NatterConnectionStep) step = g_list_model_get_item (steps, i);

      if (natter_connection_step_get_state (step) == NATTER_CONNECTION_STEP_FAILED)
        return get_failure_verdict (natter_connection_step_get_id (step), answered);
    }

  return answered ? _("Everything works") : _("Nothing was tested yet");
}

/* A name or password before the host and a query behind the path may be secrets. */
static char *
dup_address (NatterProvider *provider)
{
  g_autoptr(GUri) uri = g_uri_parse (natter_provider_get_base_url (provider),
                                     G_URI_FLAGS_HAS_PASSWORD | G_URI_FLAGS_ENCODED_PATH, NULL);

  if (uri == NULL)
    return NULL;

  return g_uri_to_string_partial (uri,
                                  G_URI_HIDE_USERINFO | G_URI_HIDE_QUERY | G_URI_HIDE_FRAGMENT);
}

static void
append_step (GString              *report,
             NatterConnectionStep *step)
{
  const char *detail = natter_connection_step_get_detail (step);
  gint64 milliseconds = natter_connection_step_get_milliseconds (step);
  g_auto(GStrv) lines = g_strsplit (detail != NULL ? detail : "", "\n", -1);

  g_string_append_printf (report, "%s: %s", natter_connection_step_get_title (step),
                          natter_connection_step_get_state_name (step));
  if (milliseconds >= 0)
    g_string_append_printf (report, " (%" G_GINT64_FORMAT " ms)", milliseconds);
  g_string_append_c (report, '\n');

  for (gsize i = 0; lines[i] != NULL; i++)
    g_string_append_printf (report, "  %s\n", lines[i]);
}

/**
 * natter_connection_advice_dup_report:
 * @steps: a list of #NatterConnectionStep
 * @verdict: what they come to
 * @provider: whose server was tested
 * @model: (nullable): the id of the model that was asked
 *
 * Returns: (transfer full): lines of plain text
 */
char *
natter_connection_advice_dup_report (GListModel     *steps,
                                     const char     *verdict,
                                     NatterProvider *provider,
                                     const char     *model)
{
  g_autoptr(GString) report = g_string_new (NULL);
  g_autofree char *address = dup_address (provider);

  /* Translators: the title of a report; %s is Natter’s version */
  g_string_append_printf (report, _("Connection test by Natter %s"), NATTER_VERSION);
  g_string_append_c (report, '\n');
  g_string_append_printf (report, _("Provider: %s (%s)"), natter_provider_get_name (provider),
                          natter_dialect_get_id (natter_provider_get_dialect (provider)));
  g_string_append_c (report, '\n');
  g_string_append_printf (report, _("Address: %s"), address != NULL ? address : "");
  g_string_append_c (report, '\n');
  if (model != NULL)
    {
      g_string_append_printf (report, _("Model: %s"), model);
      g_string_append_c (report, '\n');
    }
  g_string_append_printf (report, _("Result: %s"), verdict);
  g_string_append (report, "\n\n");

  for (guint i = 0; i < g_list_model_get_n_items (steps); i++)
    {
      g_autoptr(NatterConnectionStep) step = g_list_model_get_item (steps, i);

      append_step (report, step);
    }

  return g_string_free_and_steal (g_steal_pointer (&report));
}
