/* fuzz-error-body.c: whatever a server answers in place of an answer, a person can read what it is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error-body.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

/* Its first byte says which status it came with. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  static const guint statuses[] = { 200, 400, 401, 402, 403, 404, 413, 429, 500, 503, 529 };
  guint status = size > 0 ? statuses[data[0] % G_N_ELEMENTS (statuses)] : 400;
  g_autoptr(GBytes) body = g_bytes_new (data + MIN (size, 1), size - MIN (size, 1));
  g_autoptr(NatterHttpResponse) response = natter_http_response_new (status);
  g_autoptr(GError) error = NULL;

  natter_http_response_set_body (response, body);
  error = natter_error_body_read (response);

  g_assert (error && error->domain == NATTER_ERROR);
  g_assert (*error->message && g_utf8_validate (error->message, -1, NULL));
  g_assert (natter_error_get_category (error));
  g_assert (natter_error_get_http_status (error) == status);

  return 0;
}
