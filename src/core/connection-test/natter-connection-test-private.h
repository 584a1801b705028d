/* natter-connection-test-private.h: what the files of NatterConnectionTest share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-connection-probe.h"
#include "natter-connection-test.h"
#include "natter-generation.h"

G_BEGIN_DECLS

struct _NatterConnectionTest
{
  GObject                parent_instance;

  NatterHttp            *http;
  NatterSecrets         *secrets;
  NatterProvider        *provider;
  char                  *model;           /* that is asked; NULL: not known yet */
  GPtrArray             *steps;           /* of NatterConnectionStep */
  double                 limits[3];       /* seconds: resolution, connect and TLS, answer */

  GTask                 *task;            /* of the run; NULL: none */
  gboolean               was_stopped;
  GSource               *watch;           /* of the caller's cancellable */
  GCancellable          *cancellable;     /* of what is being done */
  guint                  limit_id;
  gboolean               has_expired;

  NatterConnectionProbe *probe;
  char                  *key;             /* only to know that it is there, and not to show it */
  NatterGeneration      *generation;
  gboolean               has_no_limit;    /* of tokens: the model refused one */
};

/* natter-connection-test.c */
void  natter_connection_test_begin_work (NatterConnectionTest   *self,
                                         double                  seconds);
void  natter_connection_test_start_step (NatterConnectionTest   *self,
                                         NatterConnectionStepId  id);
void  natter_connection_test_pass_step  (NatterConnectionTest   *self,
                                         NatterConnectionStepId  id,
                                         const char             *detail);
void  natter_connection_test_skip_step  (NatterConnectionTest   *self,
                                         NatterConnectionStepId  id,
                                         const char             *detail);
void  natter_connection_test_fail_step  (NatterConnectionTest   *self,
                                         NatterConnectionStepId  id,
                                         const GError           *error);
void  natter_connection_test_fail       (NatterConnectionTest   *self,
                                         NatterConnectionStepId  id,
                                         const GError           *error);
void  natter_connection_test_finish     (NatterConnectionTest   *self);
void  natter_connection_test_learn      (NatterConnectionTest   *self);

/* natter-connection-test-route.c, natter-connection-test-answer.c: each goes on to the next */
void  natter_connection_test_take_route (NatterConnectionTest   *self);
void  natter_connection_test_ask        (NatterConnectionTest   *self);

G_END_DECLS
