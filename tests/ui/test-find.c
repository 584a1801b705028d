/* test-find.c: finding in a conversation: rows that were never shown count, the count holds while
 * an answer is written, and each step leads to the very words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-find-bar.h"
#include "natter-surface-test.h"

typedef struct
{
  SurfaceTest *test;
  guint        n_places;
} Wanted;

static NatterFind *
get_find (SurfaceTest *self)
{
  return natter_surface_get_find (self->surface);
}

static gboolean
has_places (gpointer data)
{
  Wanted *wanted = data;
  gboolean is_complete = FALSE;

  return natter_find_get_n_places (get_find (wanted->test), &is_complete) ==
           wanted->n_places && is_complete;
}

static void
wait_places (SurfaceTest *self,
             guint        n_places)
{
  Wanted wanted = { self, n_places };

  natter_test_run_until (has_places, &wanted);
  surface_settle (self);
}

static void
fill (SurfaceTest *self,
      guint        n_paragraphs)
{
  for (guint i = 0; i < n_paragraphs; i++)
    {
      g_autofree char *text = g_strdup_printf ("Paragraph %u with an Äpfel-word%s.\n\n", i,
                                               i % 100 == 7 ? " and a needle, a needle" : "");

      surface_append (self, text);
    }
  surface_settle (self);
}

static void
scroll_to_top (SurfaceTest *self)
{
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  surface_settle (self);
}

/* Whether the current place is marked as such, in sight. */
static void
assert_current_is_seen (SurfaceTest *self)
{
  NatterSearchMatch match;
  NatterPoint point;
  NatterMarkable *markable = NULL;
  graphene_rect_t rect;
  guint n_marks = 0;
  const NatterMark *marks = NULL;
  gboolean is_marked = FALSE;

  g_assert_true (natter_find_get_current (get_find (self), &point.position, &match));
  markable = natter_list_get_markable (self->list, point.position);
  g_assert_nonnull (markable);
  marks = natter_markable_get_marks (markable, &n_marks);
  for (guint i = 0; i < n_marks; i++)
    is_marked = is_marked || (marks[i].kind == NATTER_MARK_CURRENT &&
                              marks[i].start == match.start && marks[i].end == match.end);
  g_assert_true (is_marked);

  point.offset = match.start;
  g_assert_true (natter_list_get_rect (self->list, &point, &rect));
  g_assert_cmpfloat (rect.origin.x, >=, 0);
  g_assert_cmpfloat (rect.origin.x, <=, gtk_widget_get_width (GTK_WIDGET (self->list)));
  g_assert_cmpfloat (rect.origin.y, >=, 0);
  g_assert_cmpfloat (rect.origin.y + rect.size.height, <=,
                     gtk_widget_get_height (GTK_WIDGET (self->list)));
}

static void
settle_long (SurfaceTest *self)
{
  for (guint i = 0; i < 12; i++)
    surface_settle (self);
}

static void
test_counts_what_is_not_shown (SurfaceTest   *self,
                               gconstpointer  data)
{
  fill (self, 1000);
  scroll_to_top (self);
  natter_surface_look_for (self->surface, "apfel");
  wait_places (self, 1000);
  natter_surface_look_for (self->surface, "NEEDLE");
  wait_places (self, 20);
  natter_surface_look_for (self->surface, "nothing like it");
  wait_places (self, 0);
  g_assert_cmpuint (natter_find_get_index (get_find (self)), ==, 0);
  natter_surface_look_for (self->surface, NULL);
  g_assert_false (natter_find_is_active (get_find (self)));
}

static void
test_steps (SurfaceTest   *self,
            gconstpointer  data)
{
  fill (self, 1000);
  scroll_to_top (self);
  natter_surface_look_for (self->surface, "needle");
  wait_places (self, 20);
  settle_long (self);
  g_assert_cmpuint (natter_find_get_index (get_find (self)), ==, 1);
  assert_current_is_seen (self);

  for (guint i = 2; i <= 20; i++)
    {
      natter_find_step (get_find (self), 1);
      g_assert_cmpuint (natter_find_get_index (get_find (self)), ==, i);
    }
  settle_long (self);
  assert_current_is_seen (self);

  natter_find_step (get_find (self), 1);
  g_assert_cmpuint (natter_find_get_index (get_find (self)), ==, 1);
  natter_find_step (get_find (self), -1);
  g_assert_cmpuint (natter_find_get_index (get_find (self)), ==, 20);
  natter_find_step (get_find (self), -1);
  g_assert_cmpuint (natter_find_get_index (get_find (self)), ==, 19);
  settle_long (self);
  assert_current_is_seen (self);
}

/* What is folded or capped is opened, and scrolled. */
static void
test_inside_of_blocks (SurfaceTest   *self,
                       gconstpointer  data)
{
  NatterDelta thought = { .kind = NATTER_DELTA_REASONING, .text = "A needle thought of.",
                          .length = 20 };
  g_autofree char *far = g_strdup_printf ("%200sneedle;\n", "int ");

  natter_message_append (self->answer, &thought);
  surface_append (self, "```c\n");
  for (guint i = 0; i < 200; i++)
    surface_append (self, i == 150 ? far : "int a;\n");
  surface_append (self, "```\n\n| a | b |\n|---|---|\n| needle | x |\n\n- a needle\n");
  natter_message_finish (self->answer, NATTER_END_COMPLETE, NULL);
  surface_settle (self);
  scroll_to_top (self);
  natter_surface_look_for (self->surface, "needle");
  wait_places (self, 4);

  for (guint i = 0; i < 4; i++)
    {
      settle_long (self);
      assert_current_is_seen (self);
      natter_find_step (get_find (self), 1);
    }
}

static void
test_holds_while_streaming (SurfaceTest   *self,
                            gconstpointer  data)
{
  surface_append (self, "A needle here.\n\nAnd a nee");
  surface_settle (self);
  natter_surface_look_for (self->surface, "needle");
  wait_places (self, 1);
  surface_append (self, "dle, too");
  wait_places (self, 2);
  surface_append (self, "\n\n```c\nneedle\n");
  wait_places (self, 3);
  surface_append (self, "needle\n");
  wait_places (self, 4);
  surface_append (self, "```\n\n- needle");
  natter_message_finish (self->answer, NATTER_END_COMPLETE, NULL);
  wait_places (self, 5);
  g_assert_cmpuint (natter_find_get_index (get_find (self)), ==, 1);
}

static void
test_another_conversation (SurfaceTest   *self,
                           gconstpointer  data)
{
  g_autoptr(NatterConversation) other = natter_conversation_new ();
  g_autoptr(NatterMessage) question = natter_message_new (NATTER_ROLE_USER, "needle needle");

  surface_append (self, "A needle here.");
  surface_settle (self);
  natter_surface_look_for (self->surface, "needle");
  wait_places (self, 1);
  natter_conversation_append (other, question);
  natter_conversation_view_set_conversation (self->view, other);
  wait_places (self, 2);
}

static void
test_bar (SurfaceTest   *self,
          gconstpointer  data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  GtkWidget *bar = g_object_new (NATTER_TYPE_FIND_BAR, "view", self->view, NULL);
  guint n_closed = 0;

  g_object_ref (self->view);
  adw_window_set_content (ADW_WINDOW (self->window), NULL);
  gtk_box_append (GTK_BOX (box), bar);
  gtk_widget_set_vexpand (GTK_WIDGET (self->view), TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->view));
  adw_window_set_content (ADW_WINDOW (self->window), box);
  g_object_unref (self->view);
  g_signal_connect_swapped (bar, "closed", G_CALLBACK (ui_test_count_cb), &n_closed);
  fill (self, 120);
  scroll_to_top (self);

  natter_find_bar_open (NATTER_FIND_BAR (bar));
  surface_settle (self);
  surface_do ("windowfocus --sync %1 type needle");
  g_assert_nonnull (ui_test_wait_for (bar, GTK_TYPE_LABEL, "1 of 4"));
  surface_key (self, "Return");
  g_assert_nonnull (ui_test_wait_for (bar, GTK_TYPE_LABEL, "2 of 4"));
  surface_key (self, "ctrl+g");
  g_assert_nonnull (ui_test_wait_for (bar, GTK_TYPE_LABEL, "3 of 4"));
  surface_key (self, "shift+Return");
  g_assert_nonnull (ui_test_wait_for (bar, GTK_TYPE_LABEL, "2 of 4"));
  settle_long (self);
  assert_current_is_seen (self);
  surface_do ("windowfocus --sync %1 type zzz");
  g_assert_nonnull (ui_test_wait_for (bar, GTK_TYPE_LABEL, "No Matches"));
  surface_key (self, "Escape");
  g_assert_cmpuint (n_closed, ==, 1);
  g_assert_false (natter_find_is_active (get_find (self)));
}

static void
add (const char *path,
     void      (*func) (SurfaceTest *, gconstpointer))
{
  g_test_add (path, SurfaceTest, NULL, surface_set_up, func, surface_tear_down);
}

int
main (int    argc,
      char **argv)
{
  ui_test_init (&argc, &argv);

  add ("/find/counts-what-is-not-shown", test_counts_what_is_not_shown);
  add ("/find/steps", test_steps);
  add ("/find/inside-of-blocks", test_inside_of_blocks);
  add ("/find/holds-while-streaming", test_holds_while_streaming);
  add ("/find/another-conversation", test_another_conversation);
  add ("/find/bar", test_bar);

  return g_test_run ();
}
