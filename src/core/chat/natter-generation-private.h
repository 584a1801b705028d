/* natter-generation-private.h: what the files of NatterGeneration share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-attempt.h"
#include "natter-generation.h"

G_BEGIN_DECLS

struct _NatterGeneration
{
  GObject                parent_instance;

  NatterHttp            *http;
  NatterSecrets         *secrets;
  NatterProvider        *provider;
  NatterMessage         *message;
  NatterRequest         *request;
  NatterGenerationState  state;
  GCancellable          *cancellable;   /* of what is done before an attempt */
  double                 limits[3];     /* seconds; 0 is the provider's, or HttpStream's own */

  NatterAttempt         *attempt;       /* the one on its way, or the last */
  NatterHttpRequest     *encoded;       /* what it sends */
  guint                  n_retries;
  guint                  n_lessons;
  guint                  n_settles;
  gint64                 retry_time;    /* monotonic microseconds; 0: nothing is waited for */
  GError                *retry_error;   /* why it is waited */
  guint                  retry_id;
  gboolean               stopped;
  NatterContinuation    *continuation;  /* of an answer that goes on; or NULL */
  NatterNetwork         *network;       /* what is waited for where it is away; or NULL */
  gint64                 attempt_time;  /* when the last one began */
  NatterDeltaFunc        delta_func;    /* who else wants to know of each piece; or NULL */
  gpointer               delta_data;
};

void     natter_generation_set_state      (NatterGeneration      *self,
                                           NatterGenerationState  state);
void     natter_generation_set_retry_time (NatterGeneration      *self,
                                           gint64                 time);
void     natter_generation_send           (NatterGeneration      *self);

/* natter-generation-retry.c */
gboolean natter_generation_retry          (NatterGeneration      *self,
                                           const GError          *error);
void     natter_generation_stop_waiting   (NatterGeneration      *self);
void     natter_generation_network_cb     (NatterGeneration      *self);

G_END_DECLS
