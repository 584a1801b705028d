/* natter-connection-test.h: tries everything that an answer needs, step by step, and tells which
 * step fails. A list of NatterConnectionStep; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-connection-step.h"
#include "natter-http.h"
#include "natter-provider.h"
#include "natter-secrets.h"

G_BEGIN_DECLS

#define NATTER_TYPE_CONNECTION_TEST (natter_connection_test_get_type ())
G_DECLARE_FINAL_TYPE (NatterConnectionTest, natter_connection_test, NATTER, CONNECTION_TEST,
                      GObject)

/* signal "learned": the provider is worth saving */
NatterConnectionTest *natter_connection_test_new         (NatterHttp            *http,
                                                          NatterSecrets         *secrets,
                                                          NatterProvider        *provider,
                                                          const char            *model);
void                  natter_connection_test_set_limits  (NatterConnectionTest  *self,
                                                          double                 resolution_seconds,
                                                          double                 connect_seconds,
                                                          double                 answer_seconds);
NatterConnectionStep *natter_connection_test_get_step    (NatterConnectionTest  *self,
                                                          NatterConnectionStepId id);
NatterConnectionStep *natter_connection_test_get_failure (NatterConnectionTest  *self);
gboolean              natter_connection_test_has_passed  (NatterConnectionTest  *self);
const char           *natter_connection_test_get_verdict (NatterConnectionTest  *self);
char                 *natter_connection_test_dup_report  (NatterConnectionTest  *self);
void                  natter_connection_test_run_async   (NatterConnectionTest  *self,
                                                          GCancellable          *cancellable,
                                                          GAsyncReadyCallback    callback,
                                                          gpointer               user_data);
gboolean              natter_connection_test_run_finish  (NatterConnectionTest  *self,
                                                          GAsyncResult          *result,
                                                          GError               **error);

G_END_DECLS
