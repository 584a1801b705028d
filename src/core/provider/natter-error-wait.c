/* natter-error-wait.c: how long a server that refused asks to wait: headers or body. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error-wait-private.h"

#include <string.h>

#include "natter-json.h"

/* A wait longer than this is no wait but a misread date. */
#define MAX_WAIT (31.0 * 24 * 60 * 60)

/* The windows whose limits OpenAI, Groq, Azure and Anthropic tell, with where each tells them. */
static const struct
{
  const char *remaining;
  const char *reset;
} windows[] = {
  { "x-ratelimit-remaining-requests", "x-ratelimit-reset-requests" },
  { "x-ratelimit-remaining-tokens", "x-ratelimit-reset-tokens" },
  { "anthropic-ratelimit-requests-remaining", "anthropic-ratelimit-requests-reset" },
  { "anthropic-ratelimit-tokens-remaining", "anthropic-ratelimit-tokens-reset" },
  { "anthropic-ratelimit-input-tokens-remaining", "anthropic-ratelimit-input-tokens-reset" },
  { "anthropic-ratelimit-output-tokens-remaining", "anthropic-ratelimit-output-tokens-reset" },
};

static double
check (double seconds)
{
  return seconds >= 0 && seconds <= MAX_WAIT ? seconds : -1;
}

static double
seconds_until (double unix_time)
{
  return check (unix_time - (double) g_get_real_time () / G_USEC_PER_SEC);
}

/* "48s", "1m6.5s", "130ms", a bare number of seconds; -1 for anything else. */
static double
parse_duration (const char *text)
{
  static const struct
  {
    const char *name;
    double      seconds;
  } units[] = { { "ms", 0.001 }, { "s", 1 }, { "m", 60 }, { "h", 3600 }, { "d", 86400 } };
  double total = 0;

  do
    {
      char *end = NULL;
      double number = g_ascii_isdigit (*text) ? g_ascii_strtod (text, &end) : -1;
      gsize unit = 0;

      if (number < 0)
        return -1;
      if (*end == '\0')
        return total + number;

      while (unit < G_N_ELEMENTS (units) && !g_str_has_prefix (end, units[unit].name))
        unit++;
      if (unit == G_N_ELEMENTS (units))
        return -1;

      total += number * units[unit].seconds;
      text = end + strlen (units[unit].name);
    }
  while (*text != '\0');

  return total;
}

/* A duration, a moment in seconds or milliseconds since 1970, or a moment as RFC 3339 writes it. */
static double
parse_reset (const char *text)
{
  double number = text ? parse_duration (text) : -1;
  g_autoptr(GDateTime) moment = NULL;

  if (!text)
    return -1;
  if (number >= 1e12)
    return seconds_until (number / 1000);
  if (number >= 1e9)
    return seconds_until (number);
  if (number >= 0)
    return check (number);

  moment = g_date_time_new_from_iso8601 (text, NULL);

  return moment ? seconds_until ((double) g_date_time_to_unix (moment)) : -1;
}

/* Google tells it in a detail of type RetryInfo, OpenRouter repeats the header in its metadata. */
static double
read_body (JsonObject *error)
{
  JsonArray *details = natter_json_get_array (error, "details");
  JsonObject *metadata = natter_json_get_object (error, "metadata");
  JsonObject *headers = natter_json_get_object (metadata, "headers");

  for (guint i = 0; details && i < json_array_get_length (details); i++)
    {
      JsonObject *detail = natter_json_as_object (json_array_get_element (details, i));
      const char *delay = natter_json_get_string (detail, "retryDelay");

      if (delay)
        return check (parse_duration (delay));
    }

  return parse_reset (natter_json_get_string (headers, "X-RateLimit-Reset"));
}

/* The longest of the windows that are used up. */
static double
read_windows (NatterHttpResponse *response)
{
  double wait = -1;

  for (guint i = 0; i < G_N_ELEMENTS (windows); i++)
    {
      const char *remaining = natter_http_response_get_header (response, windows[i].remaining);
      const char *reset = natter_http_response_get_header (response, windows[i].reset);

      if (remaining && g_str_equal (remaining, "0"))
        wait = MAX (wait, parse_reset (reset));
    }

  return wait;
}

/*
 * natter_error_wait_read:
 * @response: (nullable): a refusal
 * @error: (nullable): the error object in its body
 *
 * Takes the first that is there of `retry-after-ms`, `Retry-After`, Google's RetryInfo,
 * `X-RateLimit-Reset`, and the resets of the limits that are used up. Moments that have passed are
 * no wait.
 *
 * Returns: seconds, -1 when the server does not say
 */
double
natter_error_wait_read (NatterHttpResponse *response,
                        JsonObject         *error)
{
  double wait = response ? natter_http_response_get_retry_after (response) : -1;

  if (wait >= 0)
    return wait;

  wait = read_body (error);
  if (wait >= 0 || !response)
    return wait;

  wait = parse_reset (natter_http_response_get_header (response, "X-RateLimit-Reset"));

  if (wait < 0 && natter_http_response_get_status (response) == 429)
    wait = read_windows (response);

  return wait;
}
