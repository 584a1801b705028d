/* natter-http-fetch.c: a small answer, whole: a model list, a probe. A stream whose bytes are
 * collected. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-http.h"

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-http-private.h"

#define MAX_BODY (8 * 1024 * 1024)

static gboolean
collect_bytes (NatterHttpStream  *stream,
               const guint8      *bytes,
               gsize              length,
               gpointer           data,
               GError           **error)
{
  GByteArray *body = data;

  if (body->len + length > MAX_BODY)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_TOO_LARGE,
                           _("The answer is larger than 8 MiB. Check the server’s address."));
      return FALSE;
    }

  g_byte_array_append (body, bytes, length);

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
  GError *error = NULL;

  response = natter_http_stream_run_finish (NATTER_HTTP_STREAM (source), result, &error);
  if (!response)
    {
      g_task_return_error (task, error);
      return;
    }

  if (natter_http_response_is_success (response))
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body->data, body->len);

      natter_http_response_set_body (response, bytes);
    }

  g_task_return_pointer (task, g_steal_pointer (&response),
                         (GDestroyNotify) natter_http_response_unref);
}

/**
 * natter_http_fetch_async:
 * @self: the session
 * @request: what to send
 * @timeout: seconds that the whole exchange may take, or 0 for a stream's own limits
 * @cancellable: (nullable): to stop at once
 * @callback: called when the answer is whole
 * @user_data: data for @callback
 *
 * Sends @request by the rules of a stream and collects the answer, up to 8 MiB.
 */
void
natter_http_fetch_async (NatterHttp          *self,
                         NatterHttpRequest   *request,
                         guint                timeout,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  g_autoptr(NatterHttpStream) stream = NULL;
  GByteArray *body = NULL;

  g_return_if_fail (NATTER_IS_HTTP (self));
  g_return_if_fail (request);
  g_return_if_fail (!cancellable || G_IS_CANCELLABLE (cancellable));

  body = g_byte_array_new ();
  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, natter_http_fetch_async);
  g_task_set_task_data (task, body, (GDestroyNotify) g_byte_array_unref);

  stream = natter_http_stream_new (self, request);
  natter_http_stream_set_limits (stream, timeout, timeout, timeout);
  natter_http_stream_set_total_limit (stream, timeout);
  natter_http_stream_run_async (stream, NULL, collect_bytes, body, cancellable, run_cb,
                                g_steal_pointer (&task));
}

/**
 * natter_http_fetch_finish:
 * @self: the session
 * @result: the result given to the callback
 * @error: return location for an error
 *
 * Fails as natter_http_stream_run_finish() does, and with %NATTER_ERROR_TOO_LARGE.
 *
 * Returns: (transfer full): the answer of any status but a redirect, with its body, or %NULL
 */
NatterHttpResponse *
natter_http_fetch_finish (NatterHttp    *self,
                          GAsyncResult  *result,
                          GError       **error)
{
  g_return_val_if_fail (NATTER_IS_HTTP (self), NULL);
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
