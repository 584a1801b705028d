/* natter-error.h: what can go wrong between the user and a model. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NatterError:
 *
 * Codes of the domain NATTER_ERROR: what the window tells apart. Cancellation is
 * G_IO_ERROR_CANCELLED. The nick of each code ("bad-key") is its stable name.
 */
typedef enum
{
  NATTER_ERROR_FAILED,           /* anything without a code of its own */
  NATTER_ERROR_BAD_KEY,          /* the provider does not accept the key, or there is none */
  NATTER_ERROR_NO_CREDIT,        /* the account's money or quota is spent */
  NATTER_ERROR_FORBIDDEN,
  NATTER_ERROR_NO_SUCH_MODEL,
  NATTER_ERROR_CONTEXT_TOO_LONG, /* the conversation does not fit the model */
  NATTER_ERROR_TOO_LARGE,        /* a request, line or event is over a limit */
  NATTER_ERROR_BAD_REQUEST,
  NATTER_ERROR_RATE_LIMITED,
  NATTER_ERROR_OVERLOADED,
  NATTER_ERROR_SERVER,
  NATTER_ERROR_NOT_AN_API,       /* a proxy's page, a wrong address */
  NATTER_ERROR_MALFORMED,        /* an answer that is not what the dialect says */
  NATTER_ERROR_NETWORK,          /* unreachable: name, route, refused */
  NATTER_ERROR_TLS,
  NATTER_ERROR_REDIRECTED,
  NATTER_ERROR_TIMED_OUT,
  NATTER_ERROR_CONNECTION_LOST,  /* the body ended or broke before the answer was whole */
  NATTER_ERROR_NO_KEYRING,
  NATTER_ERROR_INVALID_SETTING,  /* an address, key or file that can't be used as it is */
  NATTER_ERROR_PLAIN_HTTP,       /* a key would cross the network unencrypted: ask first */
} NatterError;

/* What the server itself says of asking again: the header x-should-retry. */
typedef enum
{
  NATTER_SHOULD_RETRY_UNKNOWN,
  NATTER_SHOULD_RETRY_YES,
  NATTER_SHOULD_RETRY_NO,
} NatterShouldRetry;

#define NATTER_TYPE_ERROR (natter_error_get_type ())
GType       natter_error_get_type        (void);

#define NATTER_ERROR (natter_error_quark ())
GQuark      natter_error_quark           (void);

GError            *natter_error_new              (NatterError         code,
                                                  const char         *message);
GError            *natter_error_new_for_category (const char         *category,
                                                  const char         *message);
void               natter_error_set_http         (GError             *error,
                                                  guint               status,
                                                  const char         *body);
void               natter_error_set_retry_after  (GError             *error,
                                                  double              seconds);
void               natter_error_set_should_retry (GError             *error,
                                                  NatterShouldRetry   should_retry);
void               natter_error_set_certificate  (GError             *error,
                                                  const char         *place,
                                                  const char         *fingerprint);
void               natter_error_redact           (GError             *error,
                                                  const char         *secret);
guint              natter_error_get_http_status  (const GError       *error);
const char        *natter_error_get_http_body    (const GError       *error);
double             natter_error_get_retry_after  (const GError       *error);
NatterShouldRetry  natter_error_get_should_retry (const GError       *error);
const char        *natter_error_get_certificate  (const GError       *error,
                                                  const char        **place);
const char        *natter_error_get_category     (const GError       *error);

G_END_DECLS
