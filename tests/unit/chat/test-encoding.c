/* test-encoding.c: a question is encoded beside the main loop, on which one meanwhile stops, edits
 * and goes on. The encoding is held up by an attachment whose file is a pipe that nobody has yet
 * written to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <fcntl.h>
#include <glib/gstdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "chat-run.h"
#include "natter-error.h"

#define PICTURE "picture"
#define BASE64  "cGljdHVyZQ=="

typedef struct
{
  ChatRun        run;
  NatterBlobs   *blobs;
  char          *path;      /* of the pipe */
  int            pipe;      /* its end to write to, once somebody reads; else -1 */
  NatterMessage *question;  /* with the attachment */
} Fixture;

static gboolean
is_idle (gpointer data)
{
  return !natter_conversation_is_busy (data);
}

/* It can be opened for writing as soon as the encoding reads it. */
static gboolean
is_held_up (gpointer data)
{
  Fixture *fixture = data;

  if (fixture->pipe < 0)
    fixture->pipe = open (fixture->path, O_WRONLY | O_NONBLOCK | O_CLOEXEC);

  return fixture->pipe >= 0;
}

static void
let_go (Fixture    *fixture,
        const char *bytes)
{
  g_assert_cmpint (write (fixture->pipe, bytes, strlen (bytes)), ==, (gssize) strlen (bytes));
  close (fixture->pipe);
  fixture->pipe = -1;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static (PICTURE, strlen (PICTURE));
  g_autoptr(NatterAttachment) attachment = NULL;
  g_autoptr(NatterMessage) answer = natter_message_new (NATTER_ROLE_ASSISTANT, "a cat");
  g_autofree char *folder = NULL;
  g_autofree char *blob = NULL;

  chat_run_set_up (&fixture->run, data);
  folder = g_build_filename (fixture->run.folder, "blobs", NULL);
  fixture->blobs = natter_blobs_new (folder);
  fixture->pipe = -1;
  blob = natter_blobs_store (fixture->blobs, bytes, NULL);
  fixture->path = g_strdup_printf ("%s/%.2s/%s", folder, blob, blob + 2);
  g_assert_no_errno (g_unlink (fixture->path));
  g_assert_no_errno (mkfifo (fixture->path, 0600));

  fixture->question = natter_message_new (NATTER_ROLE_USER, "what is it?");
  attachment = natter_attachment_new_stored ("image/png", "a.png", strlen (PICTURE),
                                             fixture->blobs, blob);
  natter_message_add_attachment (fixture->question, attachment);
  natter_conversation_append (fixture->run.conversation, fixture->question);
  natter_conversation_append (fixture->run.conversation, answer);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_autofree char *inner = g_path_get_dirname (fixture->path);
  g_autofree char *folder = g_path_get_dirname (inner);

  g_unlink (fixture->path);
  g_rmdir (inner);
  g_rmdir (folder);
  g_free (fixture->path);
  g_object_unref (fixture->question);
  natter_blobs_unref (fixture->blobs);
  chat_run_tear_down (&fixture->run, data);
}

static NatterMessage *
ask (Fixture *fixture)
{
  g_autoptr(GError) error = NULL;

  natter_chat_send (fixture->run.chat, fixture->run.conversation, "and now?", &error);
  g_assert_no_error (error);
  natter_test_run_until (is_held_up, fixture);

  return natter_conversation_get_last (fixture->run.conversation);
}

/* What was asked is what stood there then, whatever is done to it before it is on the wire. */
static void
test_asks_what_was_there (Fixture       *fixture,
                          gconstpointer  data)
{
  NatterMessage *answer = ask (fixture);
  g_autoptr(GPtrArray) requests = NULL;
  g_autofree char *body = NULL;
  NatterTestRequest *request = NULL;

  g_assert_cmpint (natter_generation_get_state (
    natter_conversation_get_generation (fixture->run.conversation)), ==,
    NATTER_GENERATION_CONNECTING);
  g_assert_true (natter_chat_edit (fixture->run.chat, fixture->run.conversation,
                                   fixture->question, "something else", NULL));
  natter_chat_trash_message (fixture->run.chat, fixture->run.conversation, fixture->question,
                             FALSE);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 0);
  let_go (fixture, PICTURE);
  natter_test_run_until (is_idle, fixture->run.conversation);

  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_COMPLETE);
  requests = natter_test_server_dup_requests (fixture->run.server);
  g_assert_cmpuint (requests->len, ==, 1);
  request = g_ptr_array_index (requests, 0);
  body = g_strndup (g_bytes_get_data (request->body, NULL), g_bytes_get_size (request->body));
  g_assert_nonnull (strstr (body, "what is it?"));
  g_assert_null (strstr (body, "something else"));
  g_assert_nonnull (strstr (body, BASE64));
}

/* The end comes at once; what the thread makes in the end is thrown away. */
static void
test_stop (Fixture       *fixture,
           gconstpointer  data)
{
  NatterMessage *answer = ask (fixture);

  natter_chat_stop (fixture->run.chat, fixture->run.conversation);
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_STOPPED);
  g_assert_no_error (natter_message_get_error (answer));

  let_go (fixture, PICTURE);
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 0);
}

static void
test_damaged (Fixture       *fixture,
              gconstpointer  data)
{
  NatterMessage *answer = ask (fixture);

  let_go (fixture, "scratched");
  natter_test_run_until (is_idle, fixture->run.conversation);
  g_assert_cmpint (natter_message_get_end (answer), ==, NATTER_END_PROVIDER_ERROR);
  g_assert_error (natter_message_get_error (answer), NATTER_ERROR, NATTER_ERROR_FAILED);
  g_assert_nonnull (strstr (natter_message_get_error (answer)->message, "a.png"));
  g_assert_cmpuint (natter_test_server_get_n_requests (fixture->run.server), ==, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, function) g_test_add (path, Fixture, NULL, set_up, function, tear_down)
  ADD ("/encoding/asks-what-was-there", test_asks_what_was_there);
  ADD ("/encoding/stop", test_stop);
  ADD ("/encoding/damaged", test_damaged);
#undef ADD

  return g_test_run ();
}
