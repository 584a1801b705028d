/* natter-test-reply.h: an answer written by a test, step by step, down to the byte. Filled by one
 * thread, then given away.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-test-connection.h"

G_BEGIN_DECLS

typedef struct _NatterTestReply NatterTestReply;

/* After the last step the connection waits for its next request, unless a step ended it. */
NatterTestReply *natter_test_reply_new        (void);
/* Begins with status 200 and the headers of a chunked event stream. */
NatterTestReply *natter_test_reply_new_stream (void);
/* Status, headers (lines that end in CRLF) and a body with its length. */
NatterTestReply *natter_test_reply_new_whole  (guint                 status,
                                               const char           *headers,
                                               const char           *body);
void             natter_test_reply_free       (NatterTestReply      *self);
void             natter_test_reply_write      (NatterTestReply      *self,
                                               const char           *data,
                                               gssize                length);
void             natter_test_reply_chunk      (NatterTestReply      *self,
                                               const char           *data,
                                               gssize                length);
void             natter_test_reply_end_chunks (NatterTestReply      *self);
void             natter_test_reply_wait       (NatterTestReply      *self,
                                               double                seconds);
void             natter_test_reply_hang       (NatterTestReply      *self);
void             natter_test_reply_close      (NatterTestReply      *self);
void             natter_test_reply_reset      (NatterTestReply      *self);
/* FALSE: the connection is to be closed. */
gboolean         natter_test_reply_play       (NatterTestReply      *self,
                                               NatterTestConnection *connection);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterTestReply, natter_test_reply_free)

G_END_DECLS
