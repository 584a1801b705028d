/* natter-end-text.c: how an answer ended, and what went wrong, in words for a person: what
 * happened, then what to do, and the provider's own words where it gave some. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-end-text.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"

static const struct
{
  const char *title;
  const char *advice;
} errors[] = {
  [NATTER_ERROR_FAILED] = { N_("Something went wrong"), NULL },
  [NATTER_ERROR_BAD_KEY] = { N_("The key was not accepted"),
                             N_("Check the API key in Preferences.") },
  [NATTER_ERROR_NO_CREDIT] = { N_("The account has no credit left"),
                               N_("Add credit with the provider, then try again.") },
  [NATTER_ERROR_FORBIDDEN] = { N_("The provider refuses access"),
                               N_("Check what this account and key may use.") },
  [NATTER_ERROR_NO_SUCH_MODEL] = { N_("There is no such model"), N_("Choose another model.") },
  [NATTER_ERROR_CONTEXT_TOO_LONG] = { N_("The conversation is too long for this model"),
                                      N_("Start a new chat, or choose a model that reads more.") },
  [NATTER_ERROR_TOO_LARGE] = { N_("Too large"), NULL },
  [NATTER_ERROR_BAD_REQUEST] = { N_("The provider did not understand the request"), NULL },
  [NATTER_ERROR_RATE_LIMITED] = { N_("Too many requests"), N_("Wait a little, then try again.") },
  [NATTER_ERROR_OVERLOADED] = { N_("The provider is overloaded"),
                                N_("Wait a little, then try again.") },
  [NATTER_ERROR_SERVER] = { N_("The provider has a problem"),
                            N_("It is on their side. Try again later.") },
  [NATTER_ERROR_NOT_AN_API] = { N_("This is not a model server’s answer"), NULL },
  [NATTER_ERROR_MALFORMED] = { N_("The answer could not be read"), NULL },
  [NATTER_ERROR_NETWORK] = { N_("The provider can’t be reached"), NULL },
  [NATTER_ERROR_TLS] = { N_("The connection is not secure"), NULL },
  [NATTER_ERROR_REDIRECTED] = { N_("The provider’s address has moved"), NULL },
  [NATTER_ERROR_TIMED_OUT] = { N_("The provider went silent"), NULL },
  [NATTER_ERROR_CONNECTION_LOST] = { N_("Connection lost"),
                                     N_("What came so far is kept. Try again.") },
  [NATTER_ERROR_NO_KEYRING] = { N_("The keyring can’t be used"), NULL },
  [NATTER_ERROR_INVALID_SETTING] = { N_("A setting must be changed first"), NULL },
  [NATTER_ERROR_PLAIN_HTTP] = { N_("The connection is not encrypted"), NULL },
};

/**
 * natter_end_text_is_error:
 *
 * Returns: whether something went wrong, as against an end that somebody wanted
 */
gboolean
natter_end_text_is_error (NatterMessage *message)
{
  switch (natter_message_get_end (message))
    {
    case NATTER_END_CONNECTION_LOST:
    case NATTER_END_TIMED_OUT:
    case NATTER_END_PROVIDER_ERROR:
      return TRUE;

    case NATTER_END_NONE:
    case NATTER_END_COMPLETE:
    case NATTER_END_LENGTH:
    case NATTER_END_FILTER:
    case NATTER_END_TOOL:
    case NATTER_END_STOPPED:
    case NATTER_END_INTERRUPTED:
    default:
      return FALSE;
    }
}

/**
 * natter_end_text_get_error_title:
 * @error: (nullable): what went wrong
 *
 * Returns: a few words on it
 */
const char *
natter_end_text_get_error_title (const GError *error)
{
  if (error && error->domain == NATTER_ERROR && error->code < (int) G_N_ELEMENTS (errors))
    return _(errors[error->code].title);

  return _("Something went wrong");
}

/**
 * natter_end_text_get_title:
 *
 * Returns: (nullable): a few words on how it ended
 */
const char *
natter_end_text_get_title (NatterMessage *message)
{
  if (natter_message_get_unreadable (message))
    return _("This message can’t be read");

  switch (natter_message_get_end (message))
    {
    case NATTER_END_COMPLETE:
      return natter_message_get_role (message) == NATTER_ROLE_ASSISTANT &&
             natter_message_is_empty (message) ? _("The model answered without a word") : NULL;

    case NATTER_END_LENGTH:
      return _("The answer reached its length limit");

    case NATTER_END_FILTER:
      return _("The provider’s content filter ended the answer");

    case NATTER_END_TOOL:
      return _("The model asks for a tool");

    case NATTER_END_STOPPED:
      return _("Stopped by you");

    case NATTER_END_INTERRUPTED:
      return _("Natter was closed while this answer came");

    case NATTER_END_CONNECTION_LOST:
    case NATTER_END_TIMED_OUT:
    case NATTER_END_PROVIDER_ERROR:
      return natter_end_text_get_error_title (natter_message_get_error (message));

    case NATTER_END_NONE:
    default:
      return NULL;
    }
}

static char *
dup_wait (const GError *error)
{
  double seconds = natter_error_get_retry_after (error);
  int whole = (int) (seconds + 0.999);

  if (seconds <= 0)
    return NULL;

  return g_strdup_printf (ngettext ("The provider asks to wait %d second.",
                                    "The provider asks to wait %d seconds.", (gulong) whole),
                          whole);
}

/**
 * natter_end_text_dup_advice:
 *
 * Returns: (nullable) (transfer full): what to do about it
 */
char *
natter_end_text_dup_advice (NatterMessage *message)
{
  const GError *error = natter_message_get_error (message);
  char *wait = NULL;

  if (!error || error->domain != NATTER_ERROR || error->code >= (int) G_N_ELEMENTS (errors))
    return NULL;

  wait = dup_wait (error);
  if (wait || !errors[error->code].advice)
    return wait;

  return g_strdup (_(errors[error->code].advice));
}

/* An answer that has an end of its own and an error could not go on. */
static char *
dup_reason (NatterMessage *message,
            const GError  *error)
{
  if (natter_end_text_is_error (message))
    return g_strdup (error->message);

  /* Translators: %s is why an answer that was cut off could not be continued */
  return g_strdup_printf (_("It could not go on: %s"), error->message);
}

/**
 * natter_end_text_dup_detail:
 *
 * Returns: (nullable) (transfer full): the provider's words or the reason, then what to do
 */
char *
natter_end_text_dup_detail (NatterMessage *message)
{
  const GError *error = natter_message_get_error (message);
  g_autofree char *advice = natter_end_text_dup_advice (message);
  g_autofree char *reason = NULL;

  if (natter_message_get_unreadable (message))
    return g_strdup (natter_message_get_unreadable (message));
  if (!error)
    return NULL;

  reason = dup_reason (message, error);
  if (!advice)
    return g_steal_pointer (&reason);

  return g_strdup_printf ("%s\n%s", reason, advice);
}
