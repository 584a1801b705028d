/* natter-search-test.h: what the tests of the search share: a store in a folder of its own, with
 * a few conversations. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib/gstdio.h>

#include "natter-keeper.h"
#include "natter-test-async.h"
#include "natter-ui-test.h"

G_BEGIN_DECLS

#define SEARCH_TEST_TIME G_GINT64_CONSTANT (1780000000000) /* 2026-05-28 20:26 UTC */

typedef struct
{
  char         *folder;
  NatterChat   *chat;
  NatterStore  *store;
  NatterKeeper *keeper;
} SearchStore;

static inline void
search_test_commit (SearchStore      *self,
                    NatterStoreBatch *batch)
{
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  natter_store_commit_async (self->store, batch, NULL, natter_test_async_cb, &result);
  natter_store_commit_finish (self->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
}

static inline void
search_test_put_conversation (SearchStore *self,
                              const char  *id,
                              const char  *title,
                              gboolean     archived)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredConversation) conversation = NULL;

  conversation = natter_stored_conversation_new (&(NatterStoredConversation) {
    .id = id, .title = title, .title_is_own = TRUE, .created = SEARCH_TEST_TIME,
    .updated = SEARCH_TEST_TIME, .archived = archived,
  });
  natter_store_batch_put_conversation (batch, conversation);
  search_test_commit (self, batch);
}

/* values has all but the text. */
static inline void
search_test_put (SearchStore         *self,
                 NatterStoredMessage  values,
                 const char          *text)
{
  g_autoptr(NatterStoreBatch) batch = natter_store_batch_new ();
  g_autoptr(NatterStoredMessage) message = NULL;
  g_autoptr(GPtrArray) parts = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, text));
  values.parts = parts;
  message = natter_stored_message_new (&values);
  natter_store_batch_put_message (batch, message);
  search_test_commit (self, batch);
}

#define SEARCH_TEST_MESSAGE(conversation, message, who, ...) \
  (NatterStoredMessage) { NATTER_STORED_MESSAGE_INIT, .conversation_id = (conversation), \
                          .id = (message), .role = (who), .time = SEARCH_TEST_TIME, __VA_ARGS__ }

/* Apples in three conversations: in a title, in what was asked and answered, on a branch that is
 * not shown, and in the archive. */
static inline void
search_test_furnish (SearchStore *self)
{
  NatterStoredMessage sibling = SEARCH_TEST_MESSAGE ("weather", "w3", "assistant",
                                                     .parent_id = "w1", .position = 1,
                                                     .model = "oracle",
                                                     .end = NATTER_END_COMPLETE);

  sibling.chosen = FALSE;
  search_test_put_conversation (self, "fruit", "Green apples", FALSE);
  search_test_put (self, SEARCH_TEST_MESSAGE ("fruit", "f1", "user"), "Where do apples grow?");
  search_test_put (self, SEARCH_TEST_MESSAGE ("fruit", "f2", "assistant", .parent_id = "f1",
                                              .model = "oracle", .end = NATTER_END_COMPLETE),
                   "Apples grow on trees, and apples fall.");

  search_test_put_conversation (self, "weather", "Talk", FALSE);
  search_test_put (self, SEARCH_TEST_MESSAGE ("weather", "w1", "user"), "明日の天気は?");
  search_test_put (self, SEARCH_TEST_MESSAGE ("weather", "w2", "assistant", .parent_id = "w1",
                                              .model = "oracle", .end = NATTER_END_COMPLETE),
                   "It rains.");
  search_test_put (self, sibling, "It hails apples, says the other branch.");

  search_test_put_conversation (self, "old", "Put away", TRUE);
  search_test_put (self, SEARCH_TEST_MESSAGE ("old", "o1", "user"), "archived apples");
}

/* Opens an empty store, furnishes it, and lets a chat keep its conversations there. */
static inline void
search_test_open (SearchStore *self)
{
  g_autofree char *data = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) again = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(NatterStoreReport) report = NULL;
  g_autoptr(NatterStoreReport) second = NULL;

  self->folder = g_dir_make_tmp ("natter-search-XXXXXX", NULL);
  data = g_build_filename (self->folder, "data", NULL);
  self->chat = ui_test_chat_new (self->folder);
  self->store = natter_store_new (data);
  natter_store_open_async (self->store, NULL, natter_test_async_cb, &result);
  report = natter_store_open_finish (self->store, natter_test_async_wait (&result), &error);
  g_assert_no_error (error);
  search_test_furnish (self);
  g_clear_object (&result);
  natter_store_close_async (self->store, NULL, natter_test_async_cb, &result);
  g_assert_true (natter_store_close_finish (self->store, natter_test_async_wait (&result),
                                            &error));

  self->keeper = natter_keeper_new (self->store, natter_chat_get_conversations (self->chat));
  natter_keeper_set_folders (self->keeper, natter_chat_get_folders (self->chat));
  natter_chat_set_keeper (self->chat, self->keeper);
  natter_keeper_open_async (self->keeper, natter_test_async_cb, &again);
  second = natter_keeper_open_finish (self->keeper, natter_test_async_wait (&again), &error);
  g_assert_no_error (error);
}

static inline void
search_test_remove_tree (const char *path)
{
  g_autoptr(GDir) folder = g_dir_open (path, 0, NULL);
  const char *name = NULL;

  while (folder && (name = g_dir_read_name (folder)))
    {
      g_autofree char *below = g_build_filename (path, name, NULL);

      search_test_remove_tree (below);
    }
  g_assert_cmpint (g_remove (path), ==, 0);
}

/* Nothing else may hold them any more. */
static inline void
search_test_close (SearchStore *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  natter_keeper_flush (self->keeper);
  natter_store_close_async (self->store, NULL, natter_test_async_cb, &result);
  natter_store_close_finish (self->store, natter_test_async_wait (&result), NULL);
  g_clear_object (&result);
  g_clear_object (&self->keeper);
  ui_test_assert_freed (g_steal_pointer (&self->chat));
  ui_test_assert_freed (g_steal_pointer (&self->store));
  search_test_remove_tree (self->folder);
  g_free (self->folder);
}

G_END_DECLS
