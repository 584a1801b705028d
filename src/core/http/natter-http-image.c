/* natter-http-image.c: fetching an image that an answer names. The address is a stranger's, and so
 * is the answer: only https, no cookie, no key, no redirect, and nothing that is large or no image.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http-image.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-http-private.h"

#define ACCEPT  "image/webp, image/png, image/jpeg, image/gif"
#define TIMEOUT 60   /* seconds */

/**
 * natter_http_image_request_new:
 * @url: where the image is
 * @error: return location for an error
 *
 * Makes the request for an image. Fails with %NATTER_ERROR_INVALID_SETTING for any address that
 * does not begin with https://.
 *
 * Returns: (transfer full): a request for natter_http_fetch_image_async(), or %NULL
 */
NatterHttpRequest *
natter_http_image_request_new (const char  *url,
                               GError     **error)
{
  g_autoptr(NatterHttpRequest) request = NULL;

  g_return_val_if_fail (url != NULL, NULL);

  if (g_ascii_strncasecmp (url, "https://", 8) != 0)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("Images are loaded from https addresses only."));
      return NULL;
    }

  request = natter_http_request_new ("GET", url, error);
  if (!request || !natter_http_request_set_header (request, "Accept", ACCEPT, error))
    return NULL;

  return g_steal_pointer (&request);
}

static gboolean
headers_cb (NatterHttpStream    *stream,
            NatterHttpResponse  *response,
            gpointer             data,
            GError             **error)
{
  const char *type = natter_http_response_get_content_type (response);

  /* A vector image is a program, and refers to further addresses. */
  if (type && g_ascii_strncasecmp (type, "image/", 6) == 0 &&
      g_ascii_strncasecmp (type, "image/svg", 9) != 0)
    return TRUE;

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_MALFORMED,
                       _("There is no image that Natter can show at this address."));

  return FALSE;
}

static gboolean
bytes_cb (NatterHttpStream  *stream,
          const guint8      *bytes,
          gsize              length,
          gpointer           data,
          GError           **error)
{
  GByteArray *body = data;

  if (body->len + length > NATTER_HTTP_IMAGE_MAX_SIZE)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE,
                           _("The image is larger than 20 MiB."));
      return FALSE;
    }

  g_byte_array_append (body, bytes, (guint) length);

  return TRUE;
}

static void
run_cb (GObject      *source,
        GAsyncResult *result,
        gpointer      data)
{
  g_autoptr(GTask) task = data;
  GByteArray *body = g_task_get_task_data (task);
  g_autoptr(NatterHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = natter_http_stream_run_finish (NATTER_HTTP_STREAM (source), result, &error);
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_REDIRECTED))
    g_task_return_new_error (task, NATTER_ERROR, NATTER_ERROR_REDIRECTED,
                             _("The image is at another address, which was not asked about. Open "
                               "it in the browser to see it."));
  else if (error)
    g_task_return_error (task, g_steal_pointer (&error));
  else if (!natter_http_response_is_success (response))
    g_task_return_new_error (task, NATTER_ERROR, NATTER_ERROR_FAILED,
                             /* Translators: what the server said: "404 Not Found" */
                             _("The server does not give the image away: %u %s."),
                             natter_http_response_get_status (response),
                             natter_http_status_get_phrase (natter_http_response_get_status (response)));
  else
    g_task_return_pointer (task, g_bytes_new (body->data, body->len),
                           (GDestroyNotify) g_bytes_unref);
}

/**
 * natter_http_fetch_image_async:
 * @self: a session
 * @request: from natter_http_image_request_new()
 * @cancellable: (nullable): to stop at once
 * @callback: called when the image is whole
 * @user_data: data for @callback
 *
 * Fetches up to 20 MiB of an image. To be called only when a person has allowed it: that it was
 * asked for can tell the server what the conversation is about.
 */
void
natter_http_fetch_image_async (NatterHttp          *self,
                               NatterHttpRequest   *request,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autoptr(NatterHttpStream) stream = NULL;
  GByteArray *body = g_byte_array_new ();
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_return_if_fail (NATTER_IS_HTTP (self));

  g_task_set_source_tag (task, natter_http_fetch_image_async);
  g_task_set_task_data (task, body, (GDestroyNotify) g_byte_array_unref);

  stream = natter_http_stream_new (self, request);
  natter_http_stream_set_limits (stream, TIMEOUT, TIMEOUT, TIMEOUT);
  natter_http_stream_set_total_limit (stream, TIMEOUT);
  natter_http_stream_run_async (stream, headers_cb, bytes_cb, body, cancellable, run_cb, task);
}

/**
 * natter_http_fetch_image_finish:
 * @self: a session
 * @result: the result given to the callback
 * @error: return location for an error
 *
 * Fails as natter_http_stream_run_finish() does, and with %NATTER_ERROR_MALFORMED for what is no
 * image, %NATTER_ERROR_TOO_LARGE, %NATTER_ERROR_REDIRECTED, and %NATTER_ERROR_FAILED.
 *
 * Returns: (transfer full): the image's bytes, which nobody has looked at, or %NULL
 */
GBytes *
natter_http_fetch_image_finish (NatterHttp    *self,
                                GAsyncResult  *result,
                                GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
