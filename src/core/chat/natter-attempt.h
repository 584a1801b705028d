/* natter-attempt.h: one attempt at an answer: a request sent, its body read as deltas. Main thread
 * only, used once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-dialect.h"
#include "natter-end.h"
#include "natter-http-stream.h"

G_BEGIN_DECLS

#define NATTER_TYPE_ATTEMPT (natter_attempt_get_type ())
G_DECLARE_FINAL_TYPE (NatterAttempt, natter_attempt, NATTER, ATTEMPT, GObject)

/* signal "began": the server answers; its words come through the delta function */
NatterAttempt *natter_attempt_new            (NatterHttp           *http,
                                              NatterDialect        *dialect,
                                              NatterHttpRequest    *request);
void           natter_attempt_set_limits     (NatterAttempt        *self,
                                              double                headers_seconds,
                                              double                silence_seconds,
                                              double                content_seconds);
void           natter_attempt_run_async      (NatterAttempt        *self,
                                              NatterDeltaFunc       delta_func,
                                              gpointer              delta_data,
                                              GAsyncReadyCallback   callback,
                                              gpointer              user_data);
NatterEnd      natter_attempt_run_finish     (NatterAttempt        *self,
                                              GAsyncResult         *result,
                                              GError              **error);
void           natter_attempt_stop           (NatterAttempt        *self);
gboolean       natter_attempt_has_answer     (NatterAttempt        *self);
const char    *natter_attempt_get_request_id (NatterAttempt        *self);

G_END_DECLS
