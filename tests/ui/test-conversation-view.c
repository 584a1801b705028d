/* test-conversation-view.c: the transcript in a real window: every painted frame is at the end for
 * a reader who is there, and none moves one who is not.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error.h"
#include "natter-follow-test.h"
#include "natter-message-footer.h"
#include "natter-text-block.h"

static void
test_follower_is_always_at_the_end (FollowTest    *fixture,
                                    gconstpointer  data)
{
  follow_test_fill (fixture, 30);
  fixture->watch_end = TRUE;
  follow_test_grow (fixture, 300, "word ");
  follow_test_grow (fixture, 40, "\n\nAnother paragraph that takes a line.");
  follow_test_grow (fixture, 60, "\n- item of a list");
  follow_test_append (fixture, "\n\n```c\n");
  follow_test_grow (fixture, 80, "int a = 1;\n");
  follow_test_append (fixture, "```\n\nEnd.");
  follow_test_settle (fixture);
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), 500, 600);
  follow_test_settle (fixture);
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  follow_test_settle (fixture);

  g_assert_cmpfloat (fixture->worst, <=, 1);
}

static void
test_reader_is_never_moved (FollowTest    *fixture,
                            gconstpointer  data)
{
  static const double places[] = { 0.9, 0.5, 0.2, 0 };

  follow_test_fill (fixture, 60);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      follow_test_scroll_to (fixture, places[i]);
      follow_test_watch_reader (fixture);
      follow_test_grow (fixture, 60, "word ");
      follow_test_grow (fixture, 20, "\n\nAnother paragraph.");
      follow_test_append (fixture, "\n\n```\n");
      follow_test_grow (fixture, 40, "code\n");
      follow_test_append (fixture, "```\n\n");
      follow_test_settle (fixture);
      g_assert_cmpfloat (fixture->worst, <, 0.5);
      fixture->anchor = NULL;
    }

  /* The end of the answer parses it all once more: that moves nobody either. */
  follow_test_scroll_to (fixture, 0.5);
  follow_test_watch_reader (fixture);
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  follow_test_settle (fixture);
  g_assert_cmpfloat (fixture->worst, <, 0.5);
  fixture->anchor = NULL;
}

static void
test_jump_catches_up (FollowTest    *fixture,
                      gconstpointer  data)
{
  follow_test_fill (fixture, 60);
  follow_test_scroll_to (fixture, 0.3);
  follow_test_grow (fixture, 10, "\n\nMore.");
  natter_conversation_view_jump (fixture->view);
  follow_test_settle (fixture);
  fixture->watch_end = TRUE;
  follow_test_grow (fixture, 30, "\n\nMore.");
  g_assert_cmpfloat (fixture->worst, <=, 1);
}

static guint
count_mapped_rows (GtkWidget *root)
{
  guint n = 0;

  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    n += NATTER_IS_ROW_WIDGET (child) ? gtk_widget_get_mapped (child) : count_mapped_rows (child);

  return n;
}

/* GTK's list view goes blank after a far jump when one of its items has the focus. */
static void
test_far_jump_is_not_blank (FollowTest    *fixture,
                            gconstpointer  data)
{
  GtkWidget *label = NULL;

  follow_test_fill (fixture, 800);
  follow_test_scroll_to (fixture, 0);
  label = ui_test_find (GTK_WIDGET (fixture->scroller), NATTER_TYPE_TEXT_BLOCK, NULL);
  gtk_widget_grab_focus (label);
  follow_test_settle (fixture);
  follow_test_scroll_to (fixture, 1);
  g_assert_cmpuint (count_mapped_rows (GTK_WIDGET (fixture->scroller)), >, 2);
  follow_test_scroll_to (fixture, 0.4);
  g_assert_cmpuint (count_mapped_rows (GTK_WIDGET (fixture->scroller)), >, 2);
}

static void
test_error_stands_below_the_text (FollowTest    *fixture,
                                  gconstpointer  data)
{
  g_autoptr(GError) error = natter_error_new (NATTER_ERROR_OVERLOADED, "Try <later> & again");

  follow_test_append (fixture, "Half an answer");
  natter_message_finish (fixture->answer, NATTER_END_PROVIDER_ERROR, error);
  follow_test_settle (fixture);

  g_assert_nonnull (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "Half an answer"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "The provider is overloaded"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL,
                                  "Try <later> & again\nWait a little, then try again."));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_BUTTON, "_Retry"));
}

static void
test_siblings (FollowTest    *fixture,
               gconstpointer  data)
{
  g_autoptr(NatterMessage) second = natter_message_new (NATTER_ROLE_ASSISTANT, "Second answer");

  follow_test_append (fixture, "First answer");
  natter_message_finish (fixture->answer, NATTER_END_STOPPED, NULL);
  natter_conversation_add_sibling (fixture->conversation, fixture->answer, second);
  follow_test_settle (fixture);
  g_assert_nonnull (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "Second answer"));
  g_assert_null (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First answer"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "2 / 2"));

  natter_conversation_show_sibling (fixture->conversation, second, -1);
  follow_test_settle (fixture);
  g_assert_nonnull (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First answer"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "1 / 2"));
  g_assert_nonnull (ui_test_find (fixture->window, GTK_TYPE_LABEL, "Stopped by you"));
}

static void
test_unchanged_text_keeps_its_widget (FollowTest    *fixture,
                                      gconstpointer  data)
{
  GtkWidget *first = NULL;

  follow_test_append (fixture, "First paragraph.\n\nSecond");
  follow_test_settle (fixture);
  first = ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First paragraph.");
  g_assert_nonnull (first);
  follow_test_grow (fixture, 20, " more");
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  follow_test_settle (fixture);

  g_assert_true (ui_test_find (fixture->window, NATTER_TYPE_TEXT_BLOCK, "First paragraph.") ==
                 first);
}

static void
add (const char *path,
     void      (*func) (FollowTest *, gconstpointer))
{
  g_test_add (path, FollowTest, NULL, follow_test_set_up, func, follow_test_tear_down);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  add ("/conversation-view/follower-is-always-at-the-end", test_follower_is_always_at_the_end);
  add ("/conversation-view/reader-is-never-moved", test_reader_is_never_moved);
  add ("/conversation-view/jump-catches-up", test_jump_catches_up);
  add ("/conversation-view/far-jump-is-not-blank", test_far_jump_is_not_blank);
  add ("/conversation-view/error-stands-below-the-text", test_error_stands_below_the_text);
  add ("/conversation-view/siblings", test_siblings);
  add ("/conversation-view/unchanged-text-keeps-its-widget", test_unchanged_text_keeps_its_widget);

  return g_test_run ();
}
