/* natter-message.h: one message of a conversation. Owned by its conversation; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-carry.h"
#include "natter-citation.h"
#include "natter-delta.h"
#include "natter-timing.h"
#include "natter-tool-call.h"

G_BEGIN_DECLS

typedef enum
{
  NATTER_ROLE_USER,
  NATTER_ROLE_ASSISTANT,
} NatterRole;

#define NATTER_TYPE_ROLE (natter_role_get_type ())
GType natter_role_get_type (void);

#define NATTER_TYPE_MESSAGE (natter_message_get_type ())
G_DECLARE_FINAL_TYPE (NatterMessage, natter_message, NATTER, MESSAGE, GObject)

NatterMessage     *natter_message_new             (NatterRole         role,
                                                   const char        *text);
const char        *natter_message_get_id          (NatterMessage     *self);
NatterRole         natter_message_get_role        (NatterMessage     *self);
GDateTime         *natter_message_get_time        (NatterMessage     *self);

/* signal "appended": (NatterDeltaKind kind) more text, reasoning, refusal or tool call */
const char        *natter_message_get_text        (NatterMessage     *self);
gsize              natter_message_get_length      (NatterMessage     *self);
const char        *natter_message_get_reasoning   (NatterMessage     *self);
gsize              natter_message_get_reasoning_length (NatterMessage *self);
const char        *natter_message_get_refusal     (NatterMessage     *self);
GPtrArray         *natter_message_get_tool_calls  (NatterMessage     *self);
/* of NatterAttachment: sent with a question, or made by a model */
GPtrArray         *natter_message_get_attachments (NatterMessage     *self);
void               natter_message_add_attachment  (NatterMessage     *self,
                                                   NatterAttachment  *attachment);
/* of NatterCitation */
GPtrArray         *natter_message_get_citations   (NatterMessage     *self);
/* of NatterCarry */
GPtrArray         *natter_message_get_carries     (NatterMessage     *self);
/* Why it could not be read from where it was stored, or NULL. */
const char        *natter_message_get_unreadable  (NatterMessage     *self);
gboolean           natter_message_is_empty        (NatterMessage     *self);
void               natter_message_append          (NatterMessage     *self,
                                                   const NatterDelta *delta);

const char        *natter_message_get_model       (NatterMessage     *self);
void               natter_message_set_model       (NatterMessage     *self,
                                                   const char        *model);
const char        *natter_message_get_provider    (NatterMessage     *self);
void               natter_message_set_provider    (NatterMessage     *self,
                                                   const char        *provider);
NatterEnd          natter_message_get_end         (NatterMessage     *self);
const char        *natter_message_get_finish_reason (NatterMessage   *self);
const GError      *natter_message_get_error       (NatterMessage     *self);
const NatterUsage *natter_message_get_usage       (NatterMessage     *self);
const char        *natter_message_get_request_id  (NatterMessage     *self);
void               natter_message_set_request_id  (NatterMessage     *self,
                                                   const char        *request_id);
/* of char*: translated sentences */
GPtrArray         *natter_message_get_notes       (NatterMessage     *self);
void               natter_message_add_note        (NatterMessage     *self,
                                                   const char        *note);
gboolean           natter_message_is_streaming    (NatterMessage     *self);
const NatterTiming *natter_message_get_timing     (NatterMessage     *self);
void               natter_message_begin           (NatterMessage     *self);
void               natter_message_finish          (NatterMessage     *self,
                                                   NatterEnd          end,
                                                   const GError      *error);

/* natter-message-edit.c. Signal "edited": there are other words in the place of the text */
void               natter_message_set_text        (NatterMessage     *self,
                                                   const char        *text);
NatterMessage     *natter_message_copy            (NatterMessage     *self);

/* natter-message-resume.c */
void               natter_message_resume          (NatterMessage     *self,
                                                   const char        *note);
gboolean           natter_message_is_waiting      (NatterMessage     *self);

/* natter-message-snapshot.c */
NatterMessage     *natter_message_dup_snapshot    (NatterMessage     *self);
NatterMessage     *natter_message_dup_loaded      (NatterMessage     *self,
                                                   GError           **error);

G_END_DECLS
