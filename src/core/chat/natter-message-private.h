/* natter-message-private.h: what the files of NatterMessage share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-content.h"
#include "natter-message.h"

G_BEGIN_DECLS

/* How an answer that goes on came about so far. */
typedef struct
{
  gsize        amount;          /* how much there was of it */
  guint        n_notes;
  NatterEnd    end;
  GError      *error;
  char        *finish_reason;
  char        *request_id;
  GPtrArray   *carries;         /* of NatterCarry */
  NatterUsage  usage;
  NatterTiming timing;
} NatterMessageBefore;

struct _NatterMessage
{
  GObject      parent_instance;

  char        *id;
  NatterRole   role;
  GDateTime   *time;
  NatterContent *content;       /* natter_content_own() before each change */
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
  NatterMessageBefore *before;  /* of an answer that goes on; or NULL */
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

/* natter-message-resume.c */
void natter_message_settle      (NatterMessage      *self);
void natter_message_before_free (NatterMessageBefore *before);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterMessageBefore, natter_message_before_free)

G_END_DECLS
