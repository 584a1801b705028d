/* test-keeper-tree.c: random sequences of all that a person does with messages, beside a model of
 * what must come of it, with starts of the program in between. After each step the visible path
 * and the tree are what the model says; after each start nothing that was ever written is missing:
 * it is there, in the trash, or in the history of an edit.
 *
 * NATTER_TREE_STEPS=N for longer sequences; the seed is GLib's, told with --seed again.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "keeper-run.h"
#include "tree-model.h"

#define NONE TREE_MODEL_NONE
#define N_STEPS 60
#define N_CONVERSATIONS 3

typedef struct
{
  KeeperRun  run;
  TreeModel *model;
  GPtrArray *conversations;   /* of NatterConversation, in the order of the model's */
  GArray    *deleted;         /* of guint: items that were deleted, to be brought back */
  guint      n_written;
} Fixture;

typedef void (*Step) (Fixture *fixture, guint conversation);

static guint
any (guint n)
{
  return (guint) g_test_rand_int_range (0, (gint32) n);
}

static NatterConversation *
get_conversation (Fixture *fixture,
                  guint    conversation)
{
  return g_ptr_array_index (fixture->conversations, conversation);
}

static NatterMessage *
get_message (Fixture *fixture,
             guint    item)
{
  TreeItem *wanted = tree_model_get (fixture->model, item);
  NatterMessage *message =
    natter_conversation_find (get_conversation (fixture, wanted->conversation), wanted->id);

  g_assert_nonnull (message);

  return message;
}

/* Returns NONE if nothing can be seen. */
static guint
pick_shown (Fixture *fixture,
            guint    conversation)
{
  g_autoptr(GArray) path = tree_model_dup_path (fixture->model, conversation);

  return path->len > 0 ? g_array_index (path, guint, any (path->len)) : NONE;
}

static guint
get_end (Fixture *fixture,
         guint    conversation)
{
  g_autoptr(GArray) path = tree_model_dup_path (fixture->model, conversation);

  return path->len > 0 ? g_array_index (path, guint, path->len - 1) : NONE;
}

static guint
pick_shown_of (Fixture    *fixture,
               guint       conversation,
               NatterRole  role)
{
  for (guint i = 0; i < 8; i++)
    {
      guint item = pick_shown (fixture, conversation);

      if (item != NONE && tree_model_get (fixture->model, item)->role == role)
        return item;
    }

  return NONE;
}

/* No two texts are the same, and some look like others' beginnings. */
static char *
write_text (Fixture *fixture)
{
  return g_strdup_printf ("text %u\n\nwith *two* paragraphs", fixture->n_written++);
}

/* What was done, for whoever has to understand a failure. */
static void
tell (const char *what,
      guint       item)
{
  g_test_message ("%s %d", what, (int) item);
}

static void
wait_for_answer (Fixture *fixture,
                 guint    conversation)
{
  natter_test_run_until (keeper_run_is_idle, get_conversation (fixture, conversation));
}

static void
step_send (Fixture *fixture,
           guint    conversation)
{
  NatterConversation *to = get_conversation (fixture, conversation);
  g_autofree char *text = write_text (fixture);
  guint end = get_end (fixture, conversation);
  guint question = 0;
  g_autoptr(GPtrArray) path = NULL;

  tell ("send after", end);
  keeper_run_ask (&fixture->run, to, text);
  path = natter_conversation_dup_path (to, NULL);
  g_assert_cmpuint (path->len, >=, 2);
  question = tree_model_add (fixture->model, conversation, end,
                             g_ptr_array_index (path, path->len - 2));
  tree_model_add (fixture->model, conversation, question, g_ptr_array_index (path, path->len - 1));
  g_assert_cmpstr (tree_model_get (fixture->model, question)->text, ==, text);
}

static void
step_regenerate (Fixture *fixture,
                 guint    conversation)
{
  NatterConversation *in = get_conversation (fixture, conversation);
  guint item = pick_shown_of (fixture, conversation, NATTER_ROLE_ASSISTANT);
  g_autoptr(GError) error = NULL;

  if (item == NONE)
    return;

  tell ("regenerate", item);
  keeper_run_choose (&fixture->run, in, "echo");
  g_assert_true (natter_chat_retry (fixture->run.chat, in, get_message (fixture, item), &error));
  g_assert_no_error (error);
  wait_for_answer (fixture, conversation);
  tree_model_add (fixture->model, conversation, tree_model_get (fixture->model, item)->parent,
                  natter_conversation_get_last (in));
}

static void
step_edit (Fixture *fixture,
           guint    conversation)
{
  guint item = pick_shown (fixture, conversation);
  g_autofree char *text = write_text (fixture);
  g_autoptr(GError) error = NULL;

  if (item == NONE)
    return;

  tell ("edit", item);
  g_assert_true (natter_chat_edit (fixture->run.chat, get_conversation (fixture, conversation),
                                   get_message (fixture, item), text, &error));
  g_assert_no_error (error);
  tree_model_edit (fixture->model, item, text);
}

static void
step_edit_and_ask (Fixture *fixture,
                   guint    conversation)
{
  NatterConversation *in = get_conversation (fixture, conversation);
  guint item = pick_shown_of (fixture, conversation, NATTER_ROLE_USER);
  guint question = 0;
  g_autofree char *text = write_text (fixture);
  g_autoptr(GError) error = NULL;
  NatterMessage *answer = NULL;

  if (item == NONE)
    return;

  tell ("edit and ask", item);
  keeper_run_choose (&fixture->run, in, "echo");
  g_assert_true (natter_chat_edit_and_ask (fixture->run.chat, in, get_message (fixture, item), text,
                                           &error));
  g_assert_no_error (error);
  wait_for_answer (fixture, conversation);
  answer = natter_conversation_get_last (in);
  question = tree_model_add (fixture->model, conversation,
                             tree_model_get (fixture->model, item)->parent,
                             natter_conversation_get_parent (in, answer));
  tree_model_add (fixture->model, conversation, question, answer);
  g_assert_cmpstr (tree_model_get (fixture->model, question)->text, ==, text);
}

static void
step_switch (Fixture *fixture,
             guint    conversation)
{
  guint item = pick_shown (fixture, conversation);
  int way = any (2) == 0 ? -1 : 1;
  guint index = 0;
  g_autoptr(GArray) siblings = NULL;

  if (item == NONE)
    return;

  tell (way < 0 ? "switch back" : "switch on", item);
  siblings = tree_model_dup_siblings (fixture->model, item);
  natter_conversation_get_n_siblings (get_conversation (fixture, conversation),
                                      get_message (fixture, item), &index);
  natter_conversation_show_sibling (get_conversation (fixture, conversation),
                                    get_message (fixture, item), way);

  /* Which of them stands where is the tree's own affair, but they are these. */
  if ((way > 0 && index + 1 < siblings->len) || (way < 0 && index > 0))
    {
      for (guint i = 0; i < siblings->len; i++)
        {
          guint other = g_array_index (siblings, guint, i);
          g_autoptr(GPtrArray) path =
            natter_conversation_dup_path (get_conversation (fixture, conversation), NULL);

          if (other != item && g_ptr_array_find (path, get_message (fixture, other), NULL))
            {
              tree_model_show (fixture->model, other);
              return;
            }
        }
      g_assert_not_reached ();
    }
}

static void
step_delete (Fixture *fixture,
             guint    conversation)
{
  guint item = pick_shown (fixture, conversation);
  gboolean branch = any (3) == 0;

  if (item == NONE)
    return;

  tell (branch ? "delete branch" : "delete", item);
  natter_chat_trash_message (fixture->run.chat, get_conversation (fixture, conversation),
                             get_message (fixture, item), branch);
  tree_model_trash (fixture->model, item, branch);
  g_array_append_val (fixture->deleted, item);
}

static void
step_undo (Fixture *fixture,
           guint    conversation)
{
  guint place = 0;
  guint item = 0;

  if (fixture->deleted->len == 0)
    return;

  place = any (fixture->deleted->len);
  item = g_array_index (fixture->deleted, guint, place);
  g_array_remove_index (fixture->deleted, place);
  tell ("undo", item);
  conversation = tree_model_get (fixture->model, item)->conversation;
  natter_chat_untrash_message (fixture->run.chat, get_conversation (fixture, conversation),
                               get_message (fixture, item));
  tree_model_untrash (fixture->model, item);
}

static void
step_fork (Fixture *fixture,
           guint    conversation)
{
  guint item = pick_shown (fixture, conversation);
  guint fork = 0;
  guint parent = NONE;
  NatterConversation *made = NULL;
  g_autoptr(GPtrArray) path = NULL;
  g_autoptr(GArray) line = NULL;

  if (item == NONE || fixture->conversations->len >= 2 * N_CONVERSATIONS)
    return;

  tell ("fork", item);
  line = tree_model_dup_path (fixture->model, conversation);
  made = natter_chat_fork (fixture->run.chat, get_conversation (fixture, conversation),
                           get_message (fixture, item));
  g_ptr_array_add (fixture->conversations, made);
  fork = tree_model_add_top (fixture->model, made);
  path = natter_conversation_dup_path (made, NULL);
  for (guint i = 0; i < path->len; i++)
    {
      guint original = g_array_index (line, guint, i);

      parent = tree_model_add (fixture->model, fork, parent, g_ptr_array_index (path, i));
      g_assert_cmpstr (tree_model_get (fixture->model, parent)->text, ==,
                       tree_model_get (fixture->model, original)->text);
    }
  g_assert_cmpuint (g_array_index (line, guint, path->len - 1), ==, item);
}

static gboolean
has_words (gpointer data)
{
  return natter_message_get_length (data) > 0;
}

/* An answer that is stopped, then goes on where it was. */
static void
step_stop_and_continue (Fixture *fixture,
                        guint    conversation)
{
  NatterConversation *in = get_conversation (fixture, conversation);
  guint end = get_end (fixture, conversation);
  guint question = 0;
  guint item = 0;
  g_autofree char *text = write_text (fixture);
  g_autofree char *begun = NULL;
  g_autoptr(GError) error = NULL;
  NatterMessage *answer = NULL;

  tell ("stop and continue after", end);
  keeper_run_choose (&fixture->run, in, "stall");
  g_assert_true (natter_chat_send (fixture->run.chat, in, text, &error));
  g_assert_no_error (error);
  answer = natter_conversation_get_last (in);
  natter_test_run_until (has_words, answer);
  natter_chat_stop (fixture->run.chat, in);
  wait_for_answer (fixture, conversation);
  question = tree_model_add (fixture->model, conversation, end,
                             natter_conversation_get_parent (in, answer));
  item = tree_model_add (fixture->model, conversation, question, answer);
  if (any (2) == 0)
    return;

  begun = g_strdup (natter_message_get_text (answer));
  keeper_run_choose (&fixture->run, in, "echo");
  g_assert_true (natter_chat_continue (fixture->run.chat, in, answer, &error));
  g_assert_no_error (error);
  wait_for_answer (fixture, conversation);
  g_assert_true (g_str_has_prefix (natter_message_get_text (answer), begun));
  g_set_str (&tree_model_get (fixture->model, item)->text, natter_message_get_text (answer));
}

static void
step_rename (Fixture *fixture,
             guint    conversation)
{
  g_autofree char *title = write_text (fixture);

  tell ("rename", conversation);
  natter_conversation_set_title (get_conversation (fixture, conversation), title);
  g_set_str (&tree_model_get_top (fixture->model, conversation)->title, title);
}

static void
step_trash_conversation (Fixture *fixture,
                         guint    conversation)
{
  TreeTop *top = tree_model_get_top (fixture->model, conversation);

  tell ("trash or restore conversation", conversation);
  top->is_trashed = !top->is_trashed;
  natter_conversation_set_trashed (get_conversation (fixture, conversation), top->is_trashed);
}

static void
edits_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      data)
{
  g_autoptr(GError) error = NULL;

  *(GPtrArray **) data = natter_store_load_edits_finish (NATTER_STORE (source), result, &error);
  g_assert_no_error (error);
}

static gboolean
has_edits (gpointer data)
{
  return *(GPtrArray **) data != NULL;
}

static void
check_history (Fixture  *fixture,
               TreeItem *item)
{
  g_autoptr(GPtrArray) edits = NULL;

  if (item->former->len == 0)
    return;

  natter_store_load_edits_async (natter_keeper_get_store (fixture->run.keeper), item->id, NULL,
                                 edits_cb, &edits);
  natter_test_run_until (has_edits, &edits);
  g_assert_cmpuint (edits->len, ==, item->former->len);
  for (guint i = 0; i < item->former->len; i++)
    {
      gboolean is_there = FALSE;

      for (guint j = 0; j < edits->len; j++)
        is_there |= g_strcmp0 (((NatterStoredEdit *) g_ptr_array_index (edits, j))->text,
                               g_ptr_array_index (item->former, i)) == 0;
      g_assert_true (is_there);
    }
}

static void
check_item (Fixture *fixture,
            guint    index)
{
  TreeItem *item = tree_model_get (fixture->model, index);
  NatterConversation *in = get_conversation (fixture, item->conversation);
  NatterMessage *message = get_message (fixture, index);
  NatterMessage *parent = natter_conversation_get_parent (in, message);

  g_assert_cmpstr (natter_message_get_text (message), ==, item->text);
  g_assert_cmpint (natter_message_get_role (message), ==, item->role);
  g_assert_false (natter_message_is_streaming (message));
  g_assert_cmpint (natter_conversation_is_deleted (in, message), ==, item->trashed != NONE);
  g_assert_cmpstr (parent ? natter_message_get_id (parent) : NULL, ==,
                   item->parent != NONE ? tree_model_get (fixture->model, item->parent)->id : NULL);
  if (item->trashed == NONE)
    {
      g_autoptr(GArray) siblings = tree_model_dup_siblings (fixture->model, index);

      g_assert_cmpuint (natter_conversation_get_n_siblings (in, message, NULL), ==, siblings->len);
    }
}

static void
check_path (Fixture *fixture,
            guint    conversation)
{
  NatterConversation *shown = get_conversation (fixture, conversation);
  g_autoptr(GArray) path = tree_model_dup_path (fixture->model, conversation);

  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (shown)), ==, path->len);
  for (guint i = 0; i < path->len; i++)
    {
      g_autoptr(NatterMessage) message = g_list_model_get_item (G_LIST_MODEL (shown), i);

      g_assert_cmpstr (natter_message_get_id (message), ==,
                       tree_model_get (fixture->model, g_array_index (path, guint, i))->id);
    }
}

static void
check (Fixture *fixture)
{
  for (guint i = 0; i < fixture->conversations->len; i++)
    {
      TreeTop *top = tree_model_get_top (fixture->model, i);
      NatterConversation *conversation = get_conversation (fixture, i);

      check_path (fixture, i);
      g_assert_cmpint (natter_conversation_is_trashed (conversation), ==, top->is_trashed);
      if (natter_conversation_title_is_own (conversation))
        g_assert_cmpstr (natter_conversation_get_title (conversation), ==, top->title);
    }
  for (guint i = 0; i < fixture->model->items->len; i++)
    check_item (fixture, i);
}

static NatterConversation *
find_conversation (Fixture    *fixture,
                   const char *id)
{
  for (guint i = 0; i < keeper_run_count (&fixture->run); i++)
    {
      g_autoptr(NatterConversation) found =
        g_list_model_get_item (G_LIST_MODEL (natter_chat_get_conversations (fixture->run.chat)), i);

      if (g_str_equal (natter_conversation_get_id (found), id))
        return keeper_run_load (&fixture->run, i);
    }

  g_assert_not_reached ();
}

static void
restart (Fixture *fixture)
{
  guint n_stored = 0;

  tell ("restart", 0);
  g_ptr_array_set_size (fixture->conversations, 0);
  keeper_run_restart (&fixture->run);
  for (guint i = 0; i < fixture->model->tops->len; i++)
    g_ptr_array_add (fixture->conversations,
                     find_conversation (fixture, tree_model_get_top (fixture->model, i)->id));
  n_stored = keeper_run_count (&fixture->run);
  g_assert_cmpuint (n_stored, ==, fixture->conversations->len);
  check (fixture);
  for (guint i = 0; i < fixture->model->items->len; i++)
    check_history (fixture, tree_model_get (fixture->model, i));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  keeper_run_set_up (&fixture->run, NULL);
  fixture->model = tree_model_new ();
  fixture->conversations = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->deleted = g_array_new (FALSE, FALSE, sizeof (guint));
  for (guint i = 0; i < N_CONVERSATIONS; i++)
    {
      NatterConversation *conversation = natter_conversation_new ();

      g_ptr_array_add (fixture->conversations, conversation);
      tree_model_add_top (fixture->model, conversation);
      step_send (fixture, i);
    }
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_ptr_array_unref (fixture->conversations);
  keeper_run_tear_down (&fixture->run, NULL);
  tree_model_free (fixture->model);
  g_array_unref (fixture->deleted);
}

static guint
get_n_steps (void)
{
  const char *steps = g_getenv ("NATTER_TREE_STEPS");

  return steps ? (guint) strtoul (steps, NULL, 10) : N_STEPS;
}

static void
test_tree (Fixture       *fixture,
           gconstpointer  data)
{
  /* The more often, the more places. */
  static const Step steps[] = {
    step_send, step_send, step_send, step_regenerate, step_regenerate, step_edit, step_edit,
    step_edit_and_ask, step_edit_and_ask, step_switch, step_switch, step_switch, step_delete,
    step_delete, step_delete, step_undo, step_undo, step_fork, step_stop_and_continue, step_rename,
    step_trash_conversation,
  };
  guint n_steps = get_n_steps ();

  for (guint i = 0; i < n_steps; i++)
    {
      steps[any (G_N_ELEMENTS (steps))] (fixture, any (fixture->conversations->len));
      check (fixture);
      if (any (12) == 0)
        restart (fixture);
    }
  restart (fixture);
  g_test_message ("%u steps, %u messages", n_steps, fixture->model->items->len);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add ("/keeper-tree/random", Fixture, NULL, set_up, test_tree, tear_down);

  return g_test_run ();
}
