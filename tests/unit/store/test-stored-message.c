/* test-stored-message.c: records are copies of their own that nobody changes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-stored-message.h"

static void
test_copy (void)
{
  char id[] = "m1";
  char text[] = "word";
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(NatterStoredMessage) message = NULL;
  const NatterStoredPart *part = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, text));
  message = natter_stored_message_new (&(NatterStoredMessage) {
    NATTER_STORED_MESSAGE_INIT, .id = id, .conversation_id = "c", .role = "user", .parts = parts,
  });
  id[0] = text[0] = 'X';
  g_ptr_array_set_size (parts, 0);

  g_assert_cmpstr (message->id, ==, "m1");
  g_assert_cmpuint (message->parts->len, ==, 1);
  part = g_ptr_array_index (message->parts, 0);
  g_assert_cmpstr (part->text, ==, "word");
  g_assert_cmpuint (part->length, ==, 4);
}

static void
test_untold (void)
{
  g_autoptr(NatterStoredMessage) message = NULL;

  message = natter_stored_message_new (&(NatterStoredMessage) { NATTER_STORED_MESSAGE_INIT });
  g_assert_false (natter_usage_is_known (&message->usage));
  g_assert_cmpint (message->reasoning_after, ==, -1);
  g_assert_cmpint (message->text_after, ==, -1);
  g_assert_cmpint (message->ended_after, ==, -1);
  g_assert_true (message->chosen);
  g_assert_cmpuint (message->parts->len, ==, 0);
}

static void
test_text (void)
{
  g_autoptr(GPtrArray) parts = NULL;
  g_autoptr(NatterStoredMessage) message = NULL;
  g_autofree char *text = NULL;

  parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_REASONING, "hm"));
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, "one "));
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_NOTE, "note"));
  g_ptr_array_add (parts, natter_stored_part_new_text (NATTER_PART_TEXT, "two"));
  message = natter_stored_message_new (&(NatterStoredMessage) { .parts = parts });
  text = natter_stored_message_dup_text (message);
  g_assert_cmpstr (text, ==, "one two");
}

static void
test_boxed (void)
{
  g_autoptr(NatterStoredMessage) message = NULL;
  NatterStoredMessage *other = NULL;

  message = natter_stored_message_new (&(NatterStoredMessage) { .id = "m" });
  other = g_boxed_copy (NATTER_TYPE_STORED_MESSAGE, message);
  g_assert_true (other == message);
  g_boxed_free (NATTER_TYPE_STORED_MESSAGE, other);
  g_assert_cmpstr (message->id, ==, "m");
}

static void
test_kinds (void)
{
  for (int kind = NATTER_PART_TEXT; kind <= NATTER_PART_NOTE; kind++)
    {
      NatterPartKind found = NATTER_PART_TEXT;
      const char *nick = natter_part_kind_to_string ((NatterPartKind) kind);

      g_assert_true (natter_part_kind_from_string (nick, &found));
      g_assert_cmpint (found, ==, kind);
    }

  g_assert_false (natter_part_kind_from_string ("hologram", &(NatterPartKind) { 0 }));
  g_assert_false (natter_part_kind_from_string (NULL, &(NatterPartKind) { 0 }));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/stored-message/copy", test_copy);
  g_test_add_func ("/stored-message/untold", test_untold);
  g_test_add_func ("/stored-message/text", test_text);
  g_test_add_func ("/stored-message/boxed", test_boxed);
  g_test_add_func ("/stored-message/kinds", test_kinds);

  return g_test_run ();
}
