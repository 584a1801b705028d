/* server-answer.h: one answer of the scripted server, read with a plain blocking socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-test-server.h"

typedef struct
{
  char     *head;
  GString  *body;
  guint     n_chunks;
  guint     n_cut_chunks;    /* that end within a character */
  gboolean  is_whole;
  gboolean  is_reset;

  GString  *text;
  GString  *reasoning;
  guint     n_deltas;
  guint     n_malformed;
  guint     n_errors;
  gint64    completion_tokens;
  char     *finish_reason;
  gboolean  is_done;
} Answer;

void               answer_clear (Answer            *self);
GSocketConnection *connect_to   (NatterTestServer  *server);
void               send_request (GSocketConnection *connection,
                                 const char        *method_path,
                                 const char        *body);
gboolean           read_exactly (GInputStream      *input,
                                 GString           *body,
                                 gsize              length,
                                 Answer            *answer);
void               read_answer  (GSocketConnection *connection,
                                 Answer            *answer);
char              *new_body     (const char        *model,
                                 const char        *extra);
void               ask          (NatterTestServer  *server,
                                 const char        *model,
                                 const char        *extra,
                                 Answer            *answer);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Answer, answer_clear)
