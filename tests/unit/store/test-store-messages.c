/* test-store-messages.c: every field and part of a message comes back; siblings, edits,
 * attachments.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>

#include "store-run.h"

static GPtrArray *
make_parts (void)
{
  static const char picture[] = "\x89PNG and some bytes\0with a NUL";
  static const char nul_text[] = "before\0after";
  GPtrArray *parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_autoptr(GBytes) data = g_bytes_new_static (picture, sizeof picture);
  const NatterStoredPart values[] = {
    { .kind = NATTER_PART_REASONING, .number = 0, .text = "first thought" },
    { .kind = NATTER_PART_REASONING, .number = 2, .text = "later thought" },
    { .kind = NATTER_PART_TEXT, .text = "Ünï 日本語 🙂" },
    { .kind = NATTER_PART_TEXT, .text = nul_text, .length = sizeof nul_text - 1 },
    { .kind = NATTER_PART_REFUSAL, .text = "I will not" },
    { .kind = NATTER_PART_IMAGE, .mime_type = "image/png", .name = "cat.png", .data = data },
    { .kind = NATTER_PART_FILE, .mime_type = "text/plain", .data = data },
    { .kind = NATTER_PART_TOOL_CALL, .number = 3, .id = "call_1", .name = "look",
      .text = "{\"a\":1}" },
    { .kind = NATTER_PART_CITATION, .id = "https://example.com", .name = "Example" },
    { .kind = NATTER_PART_CARRY, .name = "anthropic", .text = "{}" },
    { .kind = NATTER_PART_NOTE, .text = "Asked again." },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (values); i++)
    g_ptr_array_add (parts, natter_stored_part_new (&values[i]));

  return parts;
}

static NatterStoredMessage *
make_full (GPtrArray *parts)
{
  return natter_stored_message_new (&(NatterStoredMessage) {
    .id = "full", .conversation_id = "c", .parent_id = "q", .position = 4, .chosen = TRUE,
    .role = "assistant", .time = 1790000000001, .provider = "Home", .model = "m-1",
    .end = NATTER_END_CONNECTION_LOST, .finish_reason = "stop_sequence",
    .usage = { .input = 0, .output = 7, .cached_input = -1, .reasoning = 3, .total = 10 },
    .reasoning_after = 0, .text_after = 250, .ended_after = -1,
    .error_category = "connection-lost", .error_message = "The line broke.", .error_status = 502,
    .error_body = "<html>", .request_id = "req-9", .parts = parts,
  });
}

static void
assert_part (const NatterStoredPart *part,
             const NatterStoredPart *other)
{
  g_assert_cmpint (part->kind, ==, other->kind);
  g_assert_cmpuint (part->number, ==, other->number);
  g_assert_cmpstr (part->id, ==, other->id);
  g_assert_cmpstr (part->name, ==, other->name);
  g_assert_cmpstr (part->mime_type, ==, other->mime_type);
  g_assert_cmpmem (part->text, part->length, other->text, other->length);
  if (other->data)
    {
      g_assert_nonnull (part->data);
      g_assert_true (g_bytes_equal (part->data, other->data));
      g_assert_cmpint (part->size, ==, (gint64) g_bytes_get_size (other->data));
      g_assert_cmpuint (strlen (part->blob), ==, 64);
    }
}

static void
assert_message (const NatterStoredMessage *m,
                const NatterStoredMessage *o)
{
  g_assert_cmpstr (m->unreadable, ==, NULL);
  g_assert_cmpstr (m->id, ==, o->id);
  g_assert_cmpstr (m->conversation_id, ==, o->conversation_id);
  g_assert_cmpstr (m->parent_id, ==, o->parent_id);
  g_assert_cmpint (m->position, ==, o->position);
  g_assert_cmpint (m->chosen, ==, o->chosen);
  g_assert_cmpstr (m->role, ==, o->role);
  g_assert_cmpint (m->time, ==, o->time);
  g_assert_cmpint (m->streaming, ==, o->streaming);
  g_assert_cmpstr (m->provider, ==, o->provider);
  g_assert_cmpstr (m->model, ==, o->model);
  g_assert_cmpint (m->end, ==, o->end);
  g_assert_cmpstr (m->finish_reason, ==, o->finish_reason);
  g_assert_cmpmem (&m->usage, sizeof m->usage, &o->usage, sizeof o->usage);
  g_assert_cmpint (m->reasoning_after, ==, o->reasoning_after);
  g_assert_cmpint (m->text_after, ==, o->text_after);
  g_assert_cmpint (m->ended_after, ==, o->ended_after);
  g_assert_cmpstr (m->error_category, ==, o->error_category);
  g_assert_cmpstr (m->error_message, ==, o->error_message);
  g_assert_cmpuint (m->error_status, ==, o->error_status);
  g_assert_cmpstr (m->error_body, ==, o->error_body);
  g_assert_cmpstr (m->request_id, ==, o->request_id);
  g_assert_cmpuint (m->parts->len, ==, o->parts->len);
  for (guint i = 0; i < m->parts->len; i++)
    assert_part (g_ptr_array_index (m->parts, i), g_ptr_array_index (o->parts, i));
}

static void
put (StoreRun            *run,
     NatterStoredMessage *message)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();

  natter_store_batch_put_message (batch, message);
  store_run_commit (run, batch);
}

static void
test_round_trip (StoreRun      *run,
                 gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) parts = make_parts ();
  g_autoptr(NatterStoredMessage) full = make_full (parts);
  g_autoptr(GPtrArray) records = NULL;

  store_run_put_talk (run);
  put (run, full);
  store_run_end (run);
  store_run_assert_whole (run);

  g_clear_pointer (&report, natter_store_report_unref);
  report = store_run_open (run);
  records = store_run_messages (run, "c", TRUE);
  g_assert_cmpuint (records->len, ==, 3);
  assert_message (store_run_find (records, "full"), full);
}

/* What was read can be put again, without the bytes of attachments being there. */
static void
test_put_again (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) parts = make_parts ();
  g_autoptr(NatterStoredMessage) full = make_full (parts);
  g_autoptr(GPtrArray) once = NULL;
  g_autoptr(GPtrArray) again = NULL;

  store_run_put_talk (run);
  put (run, full);
  once = store_run_messages (run, "c", FALSE);
  g_assert_null (((NatterStoredPart *) g_ptr_array_index (store_run_find (once, "full")->parts,
                                                          5))->data);
  put (run, store_run_find (once, "full"));
  again = store_run_messages (run, "c", TRUE);
  assert_message (store_run_find (again, "full"), full);
}

static void
test_siblings (StoreRun      *run,
               gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) other = store_run_message ("b", "q", "assistant", "Or not.");
  g_autoptr(NatterStoredMessage) root = store_run_message ("q2", NULL, "user", "What?");
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GPtrArray) later = NULL;
  g_autoptr(NatterStoreBatch) wrong = natter_store_batch_new ();
  g_autoptr(GError) error = NULL;

  store_run_put_talk (run);
  put (run, other);
  put (run, root);
  records = store_run_messages (run, "c", FALSE);
  g_assert_false (store_run_find (records, "a")->chosen);
  g_assert_true (store_run_find (records, "b")->chosen);
  g_assert_false (store_run_find (records, "q")->chosen);
  g_assert_true (store_run_find (records, "q2")->chosen);

  natter_store_batch_choose_message (batch, "a");
  natter_store_batch_choose_message (batch, "q");
  store_run_commit (run, batch);
  later = store_run_messages (run, "c", FALSE);
  g_assert_true (store_run_find (later, "a")->chosen);
  g_assert_false (store_run_find (later, "b")->chosen);
  g_assert_true (store_run_find (later, "q")->chosen);
  g_assert_false (store_run_find (later, "q2")->chosen);

  natter_store_batch_choose_message (wrong, "nobody");
  g_assert_false (store_run_try_commit (run, wrong, &error));
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_INVALID);
}

static GPtrArray *
load_edits (StoreRun   *run,
            const char *id)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;
  GPtrArray *edits = NULL;

  natter_store_load_edits_async (run->store, id, NULL, natter_test_async_cb, &result);
  edits = natter_store_load_edits_finish (run->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);

  return edits;
}

static void
edit (StoreRun   *run,
      const char *text)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = store_run_message ("a", "q", "assistant", text);

  natter_store_batch_edit_message (batch, message);
  store_run_commit (run, batch);
}

static void
test_edits (StoreRun      *run,
            gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) edits = NULL;
  g_autoptr(GPtrArray) records = NULL;
  g_autofree char *text = NULL;

  store_run_put_talk (run);
  edit (run, "Because of that.");
  edit (run, "Because of that.");
  edit (run, "Therefore.");

  records = store_run_messages (run, "c", FALSE);
  text = natter_stored_message_dup_text (store_run_find (records, "a"));
  g_assert_cmpstr (text, ==, "Therefore.");
  g_assert_cmpuint (store_run_find (records, "a")->n_edits, ==, 2);
  g_assert_cmpuint (store_run_find (records, "q")->n_edits, ==, 0);

  edits = load_edits (run, "a");
  g_assert_cmpuint (edits->len, ==, 2);
  g_assert_cmpstr (((NatterStoredEdit *) g_ptr_array_index (edits, 0))->text, ==,
                   "Because of that.");
  g_assert_cmpstr (((NatterStoredEdit *) g_ptr_array_index (edits, 1))->text, ==, "Because.");
  g_assert_cmpint (((NatterStoredEdit *) g_ptr_array_index (edits, 1))->time, >, 1700000000000);
}

/* The file of an attachment is gone or not what it was: the message is told, and that it is so. */
static void
test_lost_attachment (StoreRun      *run,
                      gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(GPtrArray) parts = make_parts ();
  g_autoptr(NatterStoredMessage) full = make_full (parts);
  g_autoptr(GPtrArray) records = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *path = NULL;
  const NatterStoredPart *part = NULL;
  const char *blob = NULL;

  store_run_put_talk (run);
  put (run, full);
  records = store_run_messages (run, "c", TRUE);
  part = g_ptr_array_index (store_run_find (records, "full")->parts, 5);
  blob = part->blob;
  path = g_strdup_printf ("%s/blobs/%.2s/%s", run->folder, blob, blob + 2);
  g_assert_true (g_file_set_contents (path, "something else", -1, NULL));

  {
    g_autoptr(GPtrArray) again = store_run_messages (run, "c", TRUE);

    part = g_ptr_array_index (store_run_find (again, "full")->parts, 5);
    g_assert_null (part->data);
    g_assert_cmpstr (part->name, ==, "cat.png");
    g_assert_cmpstr (store_run_find (again, "full")->unreadable, ==, NULL);
  }

  natter_store_load_blob_async (run->store, blob, NULL, natter_test_async_cb, &result);
  bytes = natter_store_load_blob_finish (run->store, natter_test_async_wait (&result), &error);
  g_assert_null (bytes);
  g_assert_error (error, NATTER_STORE_ERROR, NATTER_STORE_ERROR_DAMAGED);
}

/* A child may come before its parent in a batch. */
static void
test_any_order (StoreRun      *run,
                gconstpointer  data)
{
  g_autoptr(NatterStoreReport) report = store_run_open (run);
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = store_run_conversation ("c", "Talk");
  g_autoptr(NatterStoredMessage) question = store_run_message ("q", NULL, "user", "Why?");
  g_autoptr(NatterStoredMessage) answer = store_run_message ("a", "q", "assistant", "Because.");
  g_autoptr(GPtrArray) records = NULL;

  natter_store_batch_put_conversation (batch, conversation);
  natter_store_batch_put_message (batch, answer);
  natter_store_batch_put_message (batch, question);
  store_run_commit (run, batch);
  records = store_run_messages (run, "c", FALSE);
  g_assert_cmpuint (records->len, ==, 2);
}

#define ADD(name, function) \
  g_test_add ("/store-messages/" name, StoreRun, NULL, store_run_set_up, function, \
              store_run_tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  ADD ("round-trip", test_round_trip);
  ADD ("put-again", test_put_again);
  ADD ("siblings", test_siblings);
  ADD ("edits", test_edits);
  ADD ("lost-attachment", test_lost_attachment);
  ADD ("any-order", test_any_order);

  return g_test_run ();
}
