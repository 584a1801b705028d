/* natter-message-private.h: what the files of NatterMessage share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-message.h"

G_BEGIN_DECLS

struct _NatterMessage
{
  GObject      parent_instance;

  char        *id;
  NatterRole   role;
  GDateTime   *time;
  GString     *text;
  GString     *reasoning;
  guint        reasoning_part;
  GString     *refusal;
  GPtrArray   *tool_calls;      /* of NatterToolCall */
  GPtrArray   *attachments;     /* of NatterAttachment */
  GPtrArray   *citations;       /* of NatterCitation */
  GPtrArray   *carries;         /* of NatterCarry */
  char        *model;
  char        *provider;
  char        *finish_reason;
  NatterEnd    end;
  GError      *error;
  NatterUsage  usage;
  gboolean     streaming;
  NatterTiming timing;
  char        *request_id;
  GPtrArray   *notes;           /* of char*, sentences for a person */
  gsize        seam;            /* how much there was of it when it was asked for */
  char        *unreadable;      /* why it could not be read; or NULL */
};

typedef enum
{
  NATTER_MESSAGE_PROP_MODEL = 1,
  NATTER_MESSAGE_PROP_PROVIDER,
  NATTER_MESSAGE_PROP_STREAMING,
} NatterMessageProps;

void natter_message_notify      (NatterMessage      *self,
                                 NatterMessageProps  property);
void natter_message_tell_edited (NatterMessage      *self);

G_END_DECLS
