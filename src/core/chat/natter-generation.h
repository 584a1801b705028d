/* natter-generation.h: one answer in flight: request, bytes, events, deltas, message. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-continuation.h"
#include "natter-conversation.h"
#include "natter-http-stream.h"
#include "natter-network.h"
#include "natter-provider.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_GENERATION_QUEUED,
  NATTER_GENERATION_CONNECTING,
  NATTER_GENERATION_WAITING,
  NATTER_GENERATION_STREAMING,
  NATTER_GENERATION_FINISHED,
} NatterGenerationState;

#define NATTER_TYPE_GENERATION_STATE (natter_generation_state_get_type ())
GType natter_generation_state_get_type (void);

#define NATTER_TYPE_GENERATION (natter_generation_get_type ())
G_DECLARE_FINAL_TYPE (NatterGeneration, natter_generation, NATTER, GENERATION, GObject)

/* signals "learned": the provider is worth saving; "finished": the message has its end */
NatterGeneration      *natter_generation_new         (NatterHttp            *http,
                                                      NatterSecrets         *secrets,
                                                      NatterProvider        *provider,
                                                      const NatterRequest   *request,
                                                      NatterMessage         *message);
void                   natter_generation_set_limits  (NatterGeneration      *self,
                                                      double                 headers_seconds,
                                                      double                 silence_seconds,
                                                      double                 content_seconds);
/* As a time: not before there is a network. */
#define NATTER_GENERATION_WHEN_ONLINE G_MAXINT64
void                   natter_generation_set_network (NatterGeneration      *self,
                                                      NatterNetwork         *network);
void                   natter_generation_set_continuation (NatterGeneration   *self,
                                                           NatterContinuation *continuation);
void                   natter_generation_set_delta_func (NatterGeneration   *self,
                                                      NatterDeltaFunc       func,
                                                      gpointer              data);
void                   natter_generation_start       (NatterGeneration      *self);
void                   natter_generation_stop        (NatterGeneration      *self);
void                   natter_generation_retry_now   (NatterGeneration      *self);
gint64                 natter_generation_get_retry_time  (NatterGeneration  *self);
const GError          *natter_generation_get_retry_error (NatterGeneration  *self);
NatterMessage         *natter_generation_get_message (NatterGeneration      *self);
NatterGenerationState  natter_generation_get_state   (NatterGeneration      *self);

G_END_DECLS
