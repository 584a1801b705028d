/* connection-run.h: a connection test in a test: run it and look at its steps. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-connection-test.h"
#include "natter-test-async.h"

G_BEGIN_DECLS

#define KEY "sk-very-secret-0123456789"
#define MODELS "{\"object\":\"list\",\"data\":[{\"id\":\"text-embedding-3\"},{\"id\":\"echo\"}]}"
#define ANSWER "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"yes\"}," \
               "\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n"

typedef struct
{
  NatterTestServer     *server;
  NatterHttp           *http;
  NatterSecrets        *secrets;
  NatterProvider       *provider;
  NatterConnectionTest *test;
  GCancellable         *cancellable;
  GAsyncResult         *result;
  GError               *error;
} Fixture;

void          set_up         (Fixture               *fixture,
                              gconstpointer          data);
void          tear_down      (Fixture               *fixture,
                              gconstpointer          data);
void          store_key      (Fixture               *fixture);
void          start          (Fixture               *fixture,
                              const char            *model);
gboolean      finish         (Fixture               *fixture);
gboolean      run            (Fixture               *fixture,
                              const char            *model);
/* One letter for each step: P passed, F failed, S skipped, w waiting, r running */
void          assert_states  (Fixture               *fixture,
                              const char            *expected);
const char   *get_detail     (Fixture               *fixture,
                              NatterConnectionStepId id);
void          assert_detail  (Fixture               *fixture,
                              NatterConnectionStepId id,
                              const char            *part);
void          assert_verdict (Fixture               *fixture,
                              const char            *verdict);
void          reply          (Fixture               *fixture,
                              guint                  status,
                              const char            *body);
char         *dup_last_body  (Fixture               *fixture);
void          set_address    (Fixture               *fixture,
                              const char            *url);

G_END_DECLS
