/* test-message-rows.c: which rows a message has, in which order, however it came.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-message-rows.h"
#include "natter-ui-test.h"

typedef struct
{
  NatterConversation *conversation;
  NatterMessage      *message;
  NatterMessageRows  *rows;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  fixture->conversation = natter_conversation_new ();
  fixture->message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  natter_conversation_append (fixture->conversation, fixture->message);
  natter_message_begin (fixture->message);
  fixture->rows = natter_message_rows_new (fixture->conversation, fixture->message);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_assert_finalize_object (fixture->rows);
  g_object_unref (fixture->message);
  g_assert_finalize_object (fixture->conversation);
}

static void
append (Fixture         *fixture,
        NatterDeltaKind  kind,
        const char      *text)
{
  NatterDelta delta = { .kind = kind, .text = text, .length = strlen (text),
                        .id = "https://a.example/?q=1", .name = "A & B" };

  natter_message_append (fixture->message, &delta);
}

static void
append_image (Fixture *fixture)
{
  g_autoptr(GBytes) bytes = g_bytes_new_static ("no image", 8);
  g_autoptr(NatterAttachment) image = natter_attachment_new ("image/png", NULL, bytes);
  NatterDelta delta = { .kind = NATTER_DELTA_IMAGE, .image = image };

  natter_message_append (fixture->message, &delta);
}

/* A letter for each row. */
static void
assert_rows (Fixture    *fixture,
             const char *expected)
{
  static const char letters[] = {
    [NATTER_ROW_HEADER] = 'h', [NATTER_ROW_REASONING] = 'r', [NATTER_ROW_BLOCK] = 'b',
    [NATTER_ROW_REFUSAL] = 'n', [NATTER_ROW_TOOL_CALL] = 't', [NATTER_ROW_ATTACHMENT] = 'a',
    [NATTER_ROW_CITATIONS] = 'c', [NATTER_ROW_EDITOR] = 'e', [NATTER_ROW_FOOTER] = 'f',
  };
  g_autoptr(GString) kinds = g_string_new (NULL);

  natter_message_rows_flush (fixture->rows);
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)); i++)
    {
      g_autoptr(NatterRow) row = g_list_model_get_item (G_LIST_MODEL (fixture->rows), i);

      g_string_append_c (kinds, letters[natter_row_get_kind (row)]);
    }

  g_assert_cmpstr (kinds->str, ==, expected);
}

static void
test_order (Fixture       *fixture,
            gconstpointer  data)
{
  assert_rows (fixture, "hf");
  append (fixture, NATTER_DELTA_CITATION, "");
  assert_rows (fixture, "hcf");
  append (fixture, NATTER_DELTA_TEXT, "One\n\nTwo");
  assert_rows (fixture, "hbbcf");
  append_image (fixture);
  assert_rows (fixture, "hbbacf");
  append (fixture, NATTER_DELTA_REASONING, "Hm");
  assert_rows (fixture, "hrbbacf");
  append (fixture, NATTER_DELTA_TOOL_CALL, "{}");
  assert_rows (fixture, "hrbbtacf");
  append (fixture, NATTER_DELTA_REFUSAL, "No");
  assert_rows (fixture, "hrbbntacf");
  append (fixture, NATTER_DELTA_TEXT, "\n\nThree");
  append_image (fixture);
  assert_rows (fixture, "hrbbbntaacf");
}

static void
test_editing (Fixture       *fixture,
              gconstpointer  data)
{
  g_autoptr(NatterRow) row = NULL;
  g_autoptr(NatterRow) editor = NULL;

  append (fixture, NATTER_DELTA_REASONING, "Hm");
  append (fixture, NATTER_DELTA_TEXT, "One\n\nTwo");
  append (fixture, NATTER_DELTA_CITATION, "");
  natter_message_finish (fixture->message, NATTER_END_COMPLETE, NULL);
  assert_rows (fixture, "hrbbcf");
  natter_message_rows_set_editing (fixture->rows, TRUE);
  assert_rows (fixture, "hrecf");
  editor = g_list_model_get_item (G_LIST_MODEL (fixture->rows), 2);
  g_assert_true (natter_row_take_focus (editor));
  g_assert_false (natter_row_take_focus (editor));
  natter_message_rows_set_editing (fixture->rows, FALSE);
  assert_rows (fixture, "hrbbcf");

  natter_message_rows_set_editing (fixture->rows, TRUE);
  natter_message_set_text (fixture->message, "One\n\nTwo\n\n```\nThree\n```");
  assert_rows (fixture, "hrbbbcf");
  natter_message_set_text (fixture->message, "Other");
  assert_rows (fixture, "hrbcf");
  row = g_list_model_get_item (G_LIST_MODEL (fixture->rows), 2);
  g_assert_cmpstr (natter_block_get_text (natter_row_get_block (row)), ==, "Other");
}

static void
count_cb (guint *count)
{
  (*count)++;
}

static void
test_dirty_once (Fixture       *fixture,
                 gconstpointer  data)
{
  guint dirty = 0;

  g_signal_connect_swapped (fixture->rows, "dirty", G_CALLBACK (count_cb), &dirty);
  append (fixture, NATTER_DELTA_TEXT, "a");
  append (fixture, NATTER_DELTA_TEXT, "b");
  g_assert_cmpuint (dirty, ==, 1);
  natter_message_rows_flush (fixture->rows);
  append (fixture, NATTER_DELTA_TEXT, "c");
  g_assert_cmpuint (dirty, ==, 2);
}

static void
test_copied_text (void)
{
  g_autoptr(NatterMessage) message =
    natter_message_new (NATTER_ROLE_ASSISTANT, "# Title\n\nSome **bold** text.\n\n- one\n- two\n\n"
                                               "1. first\n\n```c\nint a;\n```");
  g_autofree char *text = natter_message_rows_dup_text (message);

  g_assert_cmpstr (text, ==, "Title\n\nSome bold text.\n\n• one\n• two\n1. first\n\nint a;");
}

static void
test_copied_text_of_a_person (void)
{
  g_autoptr(NatterMessage) message = natter_message_new (NATTER_ROLE_USER, "# not *Markdown*\n- x");
  g_autofree char *text = natter_message_rows_dup_text (message);

  g_assert_cmpstr (text, ==, "# not *Markdown*\n- x");
}

static gboolean
has_blocks (gpointer data)
{
  return g_list_model_get_n_items (G_LIST_MODEL (((Fixture *) data)->rows)) > 2;
}

/* The thread holds the rows as long as it reads for them. */
static gboolean
is_read (gpointer data)
{
  return G_OBJECT (((Fixture *) data)->rows)->ref_count == 1;
}

static void
append_large (Fixture *fixture)
{
  g_autoptr(GString) text = g_string_new (NULL);

  while (text->len < 300 * 1024)
    g_string_append (text, "a $x$ and more of it\n\n");
  append (fixture, NATTER_DELTA_TEXT, text->str);
}

/* A large text that is whole is read on a thread, as if it had been read here. */
static void
test_large (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(NatterMessageRows) streamed = NULL;
  guint n_rows = 0;

  append_large (fixture);
  natter_message_rows_flush (fixture->rows);
  n_rows = g_list_model_get_n_items (G_LIST_MODEL (fixture->rows));
  natter_message_finish (fixture->message, NATTER_END_COMPLETE, NULL);
  streamed = g_steal_pointer (&fixture->rows);
  fixture->rows = natter_message_rows_new (fixture->conversation, fixture->message);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)), ==, 2);
  natter_test_run_until (has_blocks, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)), ==, n_rows);
}

/* What was read of a text that has changed meanwhile is of no use. */
static void
test_large_is_edited (Fixture       *fixture,
                      gconstpointer  data)
{
  append_large (fixture);
  natter_message_finish (fixture->message, NATTER_END_COMPLETE, NULL);
  natter_message_rows_flush (fixture->rows);
  natter_conversation_edit (fixture->conversation, fixture->message, "short");
  natter_message_rows_flush (fixture->rows);
  natter_test_run_until (is_read, fixture);
  g_assert_cmpuint (g_list_model_get_n_items (G_LIST_MODEL (fixture->rows)), ==, 3);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  g_test_add ("/message-rows/order", Fixture, NULL, set_up, test_order, tear_down);
  g_test_add ("/message-rows/editing", Fixture, NULL, set_up, test_editing, tear_down);
  g_test_add ("/message-rows/dirty-once", Fixture, NULL, set_up, test_dirty_once, tear_down);
  g_test_add ("/message-rows/large", Fixture, NULL, set_up, test_large, tear_down);
  g_test_add ("/message-rows/large-is-edited", Fixture, NULL, set_up, test_large_is_edited,
              tear_down);
  g_test_add_func ("/message-rows/copied-text", test_copied_text);
  g_test_add_func ("/message-rows/copied-text-of-a-person", test_copied_text_of_a_person);

  return g_test_run ();
}
