/* natter-test-connection.h: one client of the scripted server: exact bytes, exact ends. Its own
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-test-request.h"

G_BEGIN_DECLS

typedef struct
{
  GSocket    *socket;
  GByteArray *input;    /* received, not yet read as a request */
  guint       status;   /* of the last answer */
  gboolean    gone;     /* the client closed or reset */
} NatterTestConnection;

/* All return FALSE when the client has gone. */
NatterTestConnection *natter_test_connection_new          (GSocket              *socket);
void                  natter_test_connection_free         (NatterTestConnection *self);
NatterTestRequest    *natter_test_connection_read_request (NatterTestConnection *self);
gboolean              natter_test_connection_write        (NatterTestConnection *self,
                                                           const char           *data,
                                                           gsize                 length);
gboolean              natter_test_connection_write_chunk  (NatterTestConnection *self,
                                                           const char           *data,
                                                           gsize                 length);
gboolean              natter_test_connection_begin        (NatterTestConnection *self,
                                                           guint                 status,
                                                           const char           *headers);
gboolean              natter_test_connection_respond      (NatterTestConnection *self,
                                                           guint                 status,
                                                           const char           *headers,
                                                           const char           *body,
                                                           gsize                 length);
gboolean              natter_test_connection_wait_until   (NatterTestConnection *self,
                                                           gint64                when);
void                  natter_test_connection_hang         (NatterTestConnection *self);
void                  natter_test_connection_set_reset    (NatterTestConnection *self);

G_END_DECLS
