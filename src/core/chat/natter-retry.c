/* natter-retry.c: whether and when a request that failed is sent again. Pure, but for chance.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-retry.h"

#include "natter-error.h"

#define MAX_RETRIES   3
#define FIRST_WAIT    0.5  /* seconds, doubled each time */
#define LONGEST_GUESS 8.0
#define LONGEST_TOLD  300.0 /* whoever has to wait longer is better told than counted down to */
#define JITTER        0.25 /* of the wait: clients that failed together must not return together */

/* Asking again can't change the answer. */
static gboolean
is_final (int code)
{
  return code == NATTER_ERROR_BAD_KEY || code == NATTER_ERROR_NO_CREDIT ||
         code == NATTER_ERROR_FORBIDDEN || code == NATTER_ERROR_NO_SUCH_MODEL ||
         code == NATTER_ERROR_CONTEXT_TOO_LONG || code == NATTER_ERROR_TOO_LARGE;
}

static gboolean
is_passing_status (guint status)
{
  switch (status)
    {
    case 408:
    case 429:
    case 500:
    case 502:
    case 503:
    case 504:
    case 529:
      return TRUE;

    default:
      return FALSE;
    }
}

/* Told by the body of an answer that began well. */
static gboolean
is_passing_code (int code)
{
  return code == NATTER_ERROR_RATE_LIMITED || code == NATTER_ERROR_OVERLOADED ||
         code == NATTER_ERROR_SERVER;
}

static gboolean
may_pass (const GError *error)
{
  guint status = natter_error_get_http_status (error);

  if (error->domain != NATTER_ERROR || is_final (error->code))
    return FALSE;

  switch (natter_error_get_should_retry (error))
    {
    case NATTER_SHOULD_RETRY_YES:
      return TRUE;
    case NATTER_SHOULD_RETRY_NO:
      return FALSE;
    case NATTER_SHOULD_RETRY_UNKNOWN:
    default:
      break;
    }

  if (status >= 400)
    return is_passing_status (status);

  return natter_error_get_http_body (error) && is_passing_code (error->code);
}

/**
 * natter_retry_get_wait:
 * @error: why a request failed of which no part was answered
 * @n_retries: how often it was repeated already
 *
 * A wait that the server asks for is kept to and never shortened; without one it is half a second,
 * doubled with each retry up to eight. Up to a quarter comes on top by chance.
 *
 * Returns: the seconds until it is sent again, or -1 when it is not
 */
double
natter_retry_get_wait (const GError *error,
                       guint         n_retries)
{
  double told = 0;
  double wait = 0;

  g_return_val_if_fail (error != NULL, -1);

  if (n_retries >= MAX_RETRIES || !may_pass (error))
    return -1;

  told = natter_error_get_retry_after (error);
  if (told > LONGEST_TOLD)
    return -1;

  wait = MIN (FIRST_WAIT * (1 << n_retries), LONGEST_GUESS);
  if (told >= 0)
    return told + g_random_double_range (0, MIN (wait, JITTER * MAX (told, 1)));

  return wait * g_random_double_range (1, 1 + JITTER);
}
