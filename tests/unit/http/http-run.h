/* http-run.h: one run of a stream against the scripted server, and all that came of it. Shared by the
 * tests of streams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-error.h"
#include "natter-http-stream.h"
#include "natter-test-server.h"

#define CHUNK "data: {}\n\n"

typedef struct
{
  NatterHttp       *http;
  NatterTestServer *server;
} Fixture;

typedef struct
{
  NatterHttpStream   *stream;
  GCancellable       *cancellable;
  GString            *received;
  guint               n_headers;
  guint               n_pieces;
  NatterHttpResponse *response;
  GError             *error;
  gboolean            is_done;

  gboolean            refuse_headers;
  gboolean            refuse_bytes;
  gboolean            cancel_in_bytes;
  gboolean            note_content;
} Run;

/* Which request, for client_has_gone(). */
typedef struct
{
  NatterTestServer *server;
  guint             index;
} RequestPlace;

void             set_up                 (Fixture          *fixture,
                                         gconstpointer     data);
void             tear_down              (Fixture          *fixture,
                                         gconstpointer     data);
gboolean         run_is_done            (gpointer          data);
gboolean         run_has_bytes          (gpointer          data);
void             run_clear              (Run              *run);
void             run_new_for_connection (Run              *run,
                                         NatterHttp       *http,
                                         const char       *method,
                                         const char       *url,
                                         NatterConnection *connection);
void             run_new_for_url        (Run              *run,
                                         NatterHttp       *http,
                                         const char       *method,
                                         const char       *url);
void             run_new                (Run              *run,
                                         Fixture          *fixture);
void             run_start              (Run              *run);
void             run_wait               (Run              *run);
void             run_whole              (Run              *run);
NatterTestReply *new_good_reply         (void);
NatterTestReply *new_hanging_reply      (void);
void             assert_good_request    (Fixture          *fixture);
gboolean         client_has_gone        (gpointer          data);

/* Adds a test with a server and a session of its own. */
#define add(path, data, test) g_test_add (path, Fixture, data, set_up, test, tear_down)

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (Run, run_clear)
