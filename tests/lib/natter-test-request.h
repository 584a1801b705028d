/* natter-test-request.h: one request as the scripted server received it, and how its connection
 * ended. A plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char       *method;
  char       *path;          /* as in the request line, query included */
  char       *version;       /* "HTTP/1.1" */
  GHashTable *headers;       /* names in lower case to values */
  GBytes     *body;
  guint       n_before;      /* earlier requests that were the same to the byte of the body */
  guint       status;        /* that was answered, 0 before */
  double      started;       /* seconds since 1970 */
  double      ended;         /* 0 before */
  gboolean    closed_early;  /* the client went before the answer was whole */
} NatterTestRequest;

NatterTestRequest *natter_test_request_parse      (const char              *head,
                                                   gsize                    length);
NatterTestRequest *natter_test_request_copy       (const NatterTestRequest *self);
void               natter_test_request_free       (NatterTestRequest       *self);
const char        *natter_test_request_get_header (const NatterTestRequest *self,
                                                   const char              *name);
char              *natter_test_request_to_json    (const NatterTestRequest *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterTestRequest, natter_test_request_free)

G_END_DECLS
