/* natter-test-server.h: the scripted server on a loopback port. New, set up and freed by one
 * thread; it serves in its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-test-reply.h"
#include "natter-test-request.h"

G_BEGIN_DECLS

#define NATTER_TYPE_TEST_SERVER (natter_test_server_get_type ())
G_DECLARE_FINAL_TYPE (NatterTestServer, natter_test_server, NATTER, TEST_SERVER, GObject)

NatterTestServer  *natter_test_server_new            (void);
NatterTestServer  *natter_test_server_new_for_port   (guint16            port,
                                                      GError           **error);
/* "http://127.0.0.1:PORT/v1" */
const char        *natter_test_server_get_url        (NatterTestServer  *self);
/* The next request that has none yet gets this answer instead of a scene's. */
void               natter_test_server_add_reply      (NatterTestServer  *self,
                                                      NatterTestReply   *reply);
/* Every POST gets this body, at so many bytes a second, or 0 for at once. */
void               natter_test_server_set_replay     (NatterTestServer  *self,
                                                      GBytes            *body,
                                                      const char        *content_type,
                                                      double             pace);
gboolean           natter_test_server_set_log        (NatterTestServer  *self,
                                                      const char        *path,
                                                      GError           **error);
guint              natter_test_server_get_n_requests (NatterTestServer  *self);
/* Of NatterTestRequest, oldest first. */
GPtrArray         *natter_test_server_dup_requests   (NatterTestServer  *self);
guint              natter_test_server_get_n_connections (NatterTestServer *self);

/* Runs the default main context until the condition holds; the test fails after ten seconds. */
void               natter_test_run_until             (gboolean         (*condition) (gpointer data),
                                                      gpointer           data);

G_END_DECLS
