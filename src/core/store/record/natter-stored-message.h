/* natter-stored-message.h: a message as it is stored. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-end.h"
#include "natter-stored-part.h"
#include "natter-usage.h"

G_BEGIN_DECLS

/* Start from NATTER_STORED_MESSAGE_INIT: what is not told is -1. Times are milliseconds since 1970,
 * UTC; durations are milliseconds since the request left. */
typedef struct
{
  const char  *id;
  const char  *conversation_id;
  const char  *parent_id;       /* NULL for a first message */
  int          position;        /* among its siblings */
  gboolean     chosen;          /* of its siblings, the one that is shown */
  const char  *role;            /* "user", "assistant" */
  gint64       time;
  gboolean     streaming;       /* an answer in flight */
  const char  *provider;
  const char  *model;
  NatterEnd    end;
  const char  *finish_reason;
  NatterUsage  usage;
  gint64       reasoning_after; /* -1, or when the first thought came */
  gint64       text_after;
  gint64       ended_after;
  const char  *error_category;  /* NULL: nothing went wrong */
  const char  *error_message;
  guint        error_status;    /* of HTTP, or 0 */
  const char  *error_body;
  const char  *request_id;
  GPtrArray   *parts;           /* of NatterStoredPart, in order; NULL in values: none */
  gint64       trashed;         /* 0, or when; only read: see natter_store_batch_trash_message() */
  const char  *trashed_with;    /* only read: the message with which it went */
  guint        n_edits;         /* only read: former texts */
  const char  *unreadable;      /* only read: NULL, or why not all of it could be read */
} NatterStoredMessage;

#define NATTER_STORED_MESSAGE_INIT \
  .chosen = TRUE, .usage = NATTER_USAGE_INIT, .reasoning_after = -1, .text_after = -1, \
  .ended_after = -1

/* A former text of a message that was edited. */
typedef struct
{
  gint64       time;            /* when it was replaced */
  const char  *text;
} NatterStoredEdit;

#define NATTER_TYPE_STORED_MESSAGE (natter_stored_message_get_type ())
GType                natter_stored_message_get_type (void);
NatterStoredMessage *natter_stored_message_new      (const NatterStoredMessage *values);
NatterStoredMessage *natter_stored_message_ref      (NatterStoredMessage       *self);
void                 natter_stored_message_unref    (NatterStoredMessage       *self);
char                *natter_stored_message_dup_text (const NatterStoredMessage *self);

#define NATTER_TYPE_STORED_EDIT (natter_stored_edit_get_type ())
GType                natter_stored_edit_get_type    (void);
NatterStoredEdit    *natter_stored_edit_new         (gint64                     time,
                                                     const char                *text);
NatterStoredEdit    *natter_stored_edit_ref         (NatterStoredEdit          *self);
void                 natter_stored_edit_unref       (NatterStoredEdit          *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoredMessage, natter_stored_message_unref)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterStoredEdit, natter_stored_edit_unref)

G_END_DECLS
