/* natter-http-response.c: status, headers and, of an error or a fetch, the body. Owned by whoever
 * refs it; any thread once it is filled.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-response.h"

#include <libsoup/soup.h>

#include "natter-http-headers-private.h"

struct _NatterHttpResponse
{
  gatomicrefcount  ref_count;

  guint            status;
  GHashTable      *headers;
  char            *content_type;
  GBytes          *body;
};

G_DEFINE_BOXED_TYPE (NatterHttpResponse, natter_http_response,
                     natter_http_response_ref, natter_http_response_unref)

/* A number and nothing else: strtod alone would take "inf", "0x1p3" and "20 dogs". */
static gboolean
parse_number (const char *text,
              double     *number)
{
  g_autofree char *value = g_strstrip (g_strdup (text));

  if (*value == '\0' || strspn (value, "0123456789.") != strlen (value) ||
      !g_ascii_isdigit (*value))
    return FALSE;

  *number = g_ascii_strtod (value, NULL);

  return TRUE;
}

/* Measured by the server's own clock when it tells the time: ours may be wrong. */
static double
get_seconds_until (NatterHttpResponse *self,
                   const char         *date)
{
  g_autoptr(GDateTime) until = soup_date_time_new_from_http_string (date);
  g_autoptr(GDateTime) now = NULL;
  const char *server_time = natter_http_response_get_header (self, "Date");

  if (!until)
    return -1;

  if (server_time)
    now = soup_date_time_new_from_http_string (server_time);
  if (!now)
    now = g_date_time_new_now_utc ();

  return MAX (g_date_time_difference (until, now), 0) / (double) G_TIME_SPAN_SECOND;
}

/**
 * natter_http_response_new:
 * @status: the HTTP status
 *
 * Returns: (transfer full): a new response without headers and body
 */
NatterHttpResponse *
natter_http_response_new (guint status)
{
  NatterHttpResponse *self = g_new0 (NatterHttpResponse, 1);

  g_atomic_ref_count_init (&self->ref_count);
  self->status = status;
  self->headers = natter_http_headers_new ();

  return self;
}

/**
 * natter_http_response_ref:
 * @self: a response
 *
 * Returns: (transfer full): @self
 */
NatterHttpResponse *
natter_http_response_ref (NatterHttpResponse *self)
{
  g_return_val_if_fail (self, NULL);

  g_atomic_ref_count_inc (&self->ref_count);

  return self;
}

/**
 * natter_http_response_unref:
 * @self: (transfer full): a response
 */
void
natter_http_response_unref (NatterHttpResponse *self)
{
  g_return_if_fail (self);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_hash_table_unref (self->headers);
  g_free (self->content_type);
  g_clear_pointer (&self->body, g_bytes_unref);
  g_free (self);
}

/**
 * natter_http_response_set_header:
 * @self: a response
 * @name: a header's name; its case does not matter
 * @value: its value, which replaces an earlier one
 */
void
natter_http_response_set_header (NatterHttpResponse *self,
                                 const char         *name,
                                 const char         *value)
{
  g_return_if_fail (self);
  g_return_if_fail (name);
  g_return_if_fail (value);

  g_hash_table_replace (self->headers, g_strdup (name), g_strdup (value));

  if (g_ascii_strcasecmp (name, "Content-Type") == 0)
    {
      g_autofree char *type = g_ascii_strdown (value, strcspn (value, ";"));

      g_set_str (&self->content_type, g_strstrip (type));
    }
}

/**
 * natter_http_response_set_body:
 * @self: a response
 * @body: the body
 */
void
natter_http_response_set_body (NatterHttpResponse *self,
                               GBytes             *body)
{
  g_return_if_fail (self);
  g_return_if_fail (body);

  g_bytes_ref (body);
  g_clear_pointer (&self->body, g_bytes_unref);
  self->body = body;
}

/**
 * natter_http_response_get_status:
 * @self: a response
 *
 * Returns: the HTTP status
 */
guint
natter_http_response_get_status (NatterHttpResponse *self)
{
  g_return_val_if_fail (self, 0);

  return self->status;
}

/**
 * natter_http_response_is_success:
 * @self: a response
 *
 * Returns: whether the status is 2xx
 */
gboolean
natter_http_response_is_success (NatterHttpResponse *self)
{
  g_return_val_if_fail (self, FALSE);

  return self->status >= 200 && self->status < 300;
}

/**
 * natter_http_response_get_header:
 * @self: a response
 * @name: a header's name; its case does not matter
 *
 * Returns: (transfer none) (nullable): its value
 */
const char *
natter_http_response_get_header (NatterHttpResponse *self,
                                 const char         *name)
{
  g_return_val_if_fail (self, NULL);
  g_return_val_if_fail (name, NULL);

  return g_hash_table_lookup (self->headers, name);
}

/**
 * natter_http_response_get_content_type:
 * @self: a response
 *
 * Returns: (transfer none) (nullable): the body's media type in lower case, without parameters:
 *   "text/event-stream"
 */
const char *
natter_http_response_get_content_type (NatterHttpResponse *self)
{
  g_return_val_if_fail (self, NULL);

  return self->content_type;
}

/**
 * natter_http_response_get_body:
 * @self: a response
 *
 * Returns: (transfer none) (nullable): the body: %NULL when it went through a stream's bytes
 * function
 */
GBytes *
natter_http_response_get_body (NatterHttpResponse *self)
{
  g_return_val_if_fail (self, NULL);

  return self->body;
}

/**
 * natter_http_response_get_retry_after:
 * @self: a response
 *
 * Reads `retry-after-ms`, else `Retry-After` in seconds or as an HTTP date (RFC 9110, section
 * 10.2.3).
 *
 * Returns: the seconds that the server asks to wait, or -1 when it does not say
 */
double
natter_http_response_get_retry_after (NatterHttpResponse *self)
{
  const char *value = NULL;
  double number = 0;

  g_return_val_if_fail (self, -1);

  value = natter_http_response_get_header (self, "retry-after-ms");
  if (value && parse_number (value, &number))
    return number / 1000;

  value = natter_http_response_get_header (self, "Retry-After");
  if (!value)
    return -1;

  return parse_number (value, &number) ? number : get_seconds_until (self, value);
}

/* RFC 6585 and others that libsoup 3.6 does not know, and what Cloudflare and Anthropic say. */
static const struct
{
  guint       status;
  const char *phrase;
} more_phrases[] = {
  { 421, "Misdirected Request" },
  { 425, "Too Early" },
  { 428, "Precondition Required" },
  { 429, "Too Many Requests" },
  { 431, "Request Header Fields Too Large" },
  { 451, "Unavailable For Legal Reasons" },
  { 511, "Network Authentication Required" },
  { 520, "Web Server Returned an Unknown Error" },
  { 521, "Web Server Is Down" },
  { 522, "Connection Timed Out" },
  { 523, "Origin Is Unreachable" },
  { 524, "A Timeout Occurred" },
  { 525, "SSL Handshake Failed" },
  { 526, "Invalid SSL Certificate" },
  { 529, "Overloaded" },
};

/**
 * natter_http_status_get_phrase:
 * @status: an HTTP status
 *
 * Returns: what it is called, "Bad Gateway"
 */
const char *
natter_http_status_get_phrase (guint status)
{
  for (guint i = 0; i < G_N_ELEMENTS (more_phrases); i++)
    if (more_phrases[i].status == status)
      return more_phrases[i].phrase;

  return soup_status_get_phrase (status);
}
