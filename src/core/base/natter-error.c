/* natter-error.c: the one error domain of the core, with what a server said of it. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"

#include <string.h>

#define MAX_BODY (64 * 1024) /* bytes of a server's answer kept for the person to look at */

typedef struct
{
  guint              status;
  char              *body;
  double             retry_after;   /* seconds, -1 is "not told" */
  NatterShouldRetry  should_retry;
  char              *place;         /* whose certificate was not accepted: host and port; or NULL */
  char              *fingerprint;   /* of that certificate; or NULL */
} NatterErrorPrivate;

/* The assertions here tell the compiler what it cannot see through GLib's offsets. */
static void
natter_error_private_init (NatterErrorPrivate *priv)
{
  g_assert (priv);

  priv->retry_after = -1;
}

static void
natter_error_private_copy (const NatterErrorPrivate *source,
                           NatterErrorPrivate       *copy)
{
  g_assert (source && copy);

  copy->status = source->status;
  copy->body = g_strdup (source->body);
  copy->retry_after = source->retry_after;
  copy->place = g_strdup (source->place);
  copy->fingerprint = g_strdup (source->fingerprint);
  copy->should_retry = source->should_retry;
}

static void
natter_error_private_clear (NatterErrorPrivate *priv)
{
  g_assert (priv);

  g_clear_pointer (&priv->body, g_free);
  g_clear_pointer (&priv->place, g_free);
  g_clear_pointer (&priv->fingerprint, g_free);
}

G_DEFINE_EXTENDED_ERROR (NatterError, natter_error)

G_DEFINE_ENUM_TYPE (NatterError, natter_error,
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_BAD_KEY, "bad-key"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_NO_CREDIT, "no-credit"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_FORBIDDEN, "forbidden"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_NO_SUCH_MODEL, "no-such-model"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_CONTEXT_TOO_LONG, "context-too-long"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_TOO_LARGE, "too-large"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_BAD_REQUEST, "bad-request"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_RATE_LIMITED, "rate-limited"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_OVERLOADED, "overloaded"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_SERVER, "server"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_NOT_AN_API, "not-an-api"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_MALFORMED, "malformed"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_NETWORK, "network"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_REDIRECTED, "redirected"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_TIMED_OUT, "timed-out"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_CONNECTION_LOST, "connection-lost"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_NO_KEYRING, "no-keyring"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_INVALID_SETTING, "invalid-setting"),
                    G_DEFINE_ENUM_VALUE (NATTER_ERROR_PLAIN_HTTP, "plain-http"))

/* NULL for the errors of other domains, which have none. */
static NatterErrorPrivate *
find_private (const GError *error)
{
  return error && error->domain == NATTER_ERROR ? natter_error_get_private (error) : NULL;
}

static char *
cut_body (const char *body)
{
  gsize length = strlen (body);
  char *valid = NULL;

  /* A little more than is kept, so that the cut cannot make a whole character look broken. */
  valid = g_utf8_make_valid (body, (gssize) MIN (length, MAX_BODY + 4));
  length = strlen (valid);

  if (length > MAX_BODY)
    {
      length = MAX_BODY;
      while (((guchar) valid[length] & 0xc0) == 0x80)
        length--;
      valid[length] = '\0';
    }

  return valid;
}

/**
 * natter_error_new:
 * @code: what went wrong
 * @message: a sentence for a person
 *
 * Returns: (transfer full): a new error of the domain %NATTER_ERROR
 */
GError *
natter_error_new (NatterError  code,
                  const char  *message)
{
  g_return_val_if_fail (message, NULL);

  return g_error_new_literal (NATTER_ERROR, (int) code, message);
}

/**
 * natter_error_new_for_category:
 * @category: the stable name of a code, as natter_error_get_category() gives it
 * @message: a sentence for a person
 *
 * Returns: (transfer full): a new error of the domain %NATTER_ERROR; one of a category that this
 *   version does not know is %NATTER_ERROR_FAILED
 */
GError *
natter_error_new_for_category (const char *category,
                               const char *message)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (NATTER_TYPE_ERROR);
  const GEnumValue *value = g_enum_get_value_by_nick (klass, category);

  return natter_error_new (value ? (NatterError) value->value : NATTER_ERROR_FAILED, message);
}

/**
 * natter_error_set_http:
 * @error: an error of the domain %NATTER_ERROR
 * @status: the HTTP status, 0 when there was none
 * @body: (nullable): what the server answered
 *
 * Keeps what a server answered with the error, the body's first 64 KiB as valid UTF-8.
 */
void
natter_error_set_http (GError     *error,
                       guint       status,
                       const char *body)
{
  NatterErrorPrivate *priv = find_private (error);

  g_return_if_fail (priv);

  priv->status = status;
  g_free (priv->body);
  priv->body = body ? cut_body (body) : NULL;
}

/**
 * natter_error_set_retry_after:
 * @error: an error of the domain %NATTER_ERROR
 * @seconds: how long the server asks to wait, -1 when it did not say
 */
void
natter_error_set_retry_after (GError *error,
                              double  seconds)
{
  NatterErrorPrivate *priv = find_private (error);

  g_return_if_fail (priv);

  priv->retry_after = seconds;
}

/**
 * natter_error_set_should_retry:
 * @error: an error of the domain %NATTER_ERROR
 * @should_retry: what the server says of asking again
 */
void
natter_error_set_should_retry (GError            *error,
                               NatterShouldRetry  should_retry)
{
  NatterErrorPrivate *priv = find_private (error);

  g_return_if_fail (priv);

  priv->should_retry = should_retry;
}

static void
redact (char       **text,
        const char  *secret)
{
  g_autoptr(GString) clean = NULL;

  if (!*text || !strstr (*text, secret))
    return;

  clean = g_string_new (*text);
  g_string_replace (clean, secret, "•••", 0);
  g_free (*text);
  *text = g_string_free_and_steal (g_steal_pointer (&clean));
}

/**
 * natter_error_redact:
 * @error: any error
 * @secret: (nullable): a key that servers are known to repeat in what they answer
 *
 * Takes @secret out of the sentence and the body, before anybody sees or copies them.
 */
void
natter_error_redact (GError     *error,
                     const char *secret)
{
  NatterErrorPrivate *priv = find_private (error);

  g_return_if_fail (error != NULL);

  if (!secret || !*secret)
    return;

  redact (&error->message, secret);
  if (priv)
    redact (&priv->body, secret);
}

/**
 * natter_error_set_certificate:
 * @error: an error of the domain %NATTER_ERROR
 * @place: host and port of the server, "example.com:8443"
 * @fingerprint: of its certificate, as natter_connection_set_certificate() takes it
 *
 * Keeps which certificate was not accepted, so that a person may decide about it.
 */
void
natter_error_set_certificate (GError     *error,
                              const char *place,
                              const char *fingerprint)
{
  NatterErrorPrivate *priv = find_private (error);

  g_return_if_fail (priv);
  g_return_if_fail (place && fingerprint);

  g_set_str (&priv->place, place);
  g_set_str (&priv->fingerprint, fingerprint);
}

/**
 * natter_error_get_http_status:
 * @error: any error
 *
 * Returns: the HTTP status that the error came with, 0 when there was none
 */
guint
natter_error_get_http_status (const GError *error)
{
  const NatterErrorPrivate *priv = find_private (error);

  return priv ? priv->status : 0;
}

/**
 * natter_error_get_http_body:
 * @error: any error
 *
 * Returns: (transfer none) (nullable): what the server answered
 */
const char *
natter_error_get_http_body (const GError *error)
{
  const NatterErrorPrivate *priv = find_private (error);

  return priv ? priv->body : NULL;
}

/**
 * natter_error_get_retry_after:
 * @error: any error
 *
 * Returns: the seconds that the server asks to wait, -1 when it did not say
 */
double
natter_error_get_retry_after (const GError *error)
{
  const NatterErrorPrivate *priv = find_private (error);

  return priv ? priv->retry_after : -1;
}

NatterShouldRetry
natter_error_get_should_retry (const GError *error)
{
  const NatterErrorPrivate *priv = find_private (error);

  return priv ? priv->should_retry : NATTER_SHOULD_RETRY_UNKNOWN;
}

/**
 * natter_error_get_certificate:
 * @error: any error
 * @place: (out) (optional) (transfer none): host and port of the server
 *
 * Returns: (transfer none) (nullable): the fingerprint of a certificate that was not accepted and
 *   that a person may accept for @place; %NULL when this is not what went wrong
 */
const char *
natter_error_get_certificate (const GError  *error,
                              const char   **place)
{
  const NatterErrorPrivate *priv = find_private (error);

  if (place)
    *place = priv ? priv->place : NULL;

  return priv ? priv->fingerprint : NULL;
}

/**
 * natter_error_get_category:
 * @error: any error
 *
 * Returns: (transfer none): the stable name of its code, "bad-key"; "failed" for other domains
 */
const char *
natter_error_get_category (const GError *error)
{
  g_autoptr(GEnumClass) klass = NULL;
  const GEnumValue *value = NULL;

  g_return_val_if_fail (error, "failed");

  if (error->domain != NATTER_ERROR)
    return "failed";

  klass = g_type_class_ref (NATTER_TYPE_ERROR);
  value = g_enum_get_value (klass, error->code);

  return value ? value->value_nick : "failed";
}
