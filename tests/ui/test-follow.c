/* test-follow.c: an answer of 10,000 tokens in a real window, with a wheel, other window sizes,
 * larger text and rows that come in between: no painted frame is off the end for a reader who is
 * there, and none moves one who reads further up. The worst of each is printed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-follow-test.h"
#include "natter-measure.h"

#define N_TOKENS 10000
#define TOKENS_A_FRAME 16
#define EVENT_TOKENS 1000

/* what an answer is made of, token by token */
static const char *const tokens[] = {
  "## A heading", "\n\n", "Prose ", "with ", "**strong**", " and ", "`code`", " words, ", "long ",
  "enough ", "for ", "a ", "line ", "or ", "two ", "of ", "the ", "window ", "that ", "it ", "is ",
  "read ", "in.", "\n\n", "- an", " item", "\n", "- another", "\n  - and", " one", " in it", "\n",
  "- [x] a", " task", "\n\n", "> quoted", " words", "\n\n", "| a | b |\n", "|---|---|\n", "| 1",
  " | 2 |\n", "| 3", " | 4 |\n", "\n", "```c\n", "int", " a", " = 1;\n", "return", " a;\n", "```\n",
  "\n", "$$\n", "x^2", "\n$$\n", "\n", "1. first", "\n", "2. second", "\n\n", "---\n", "\n",
};

/* The first row whose upper edge is in sight: of rows that all get other heights, one can stay. */
static void
find_first (FollowTest *fixture,
            GtkWidget  *root)
{
  for (GtkWidget *child = gtk_widget_get_first_child (root); child;
       child = gtk_widget_get_next_sibling (child))
    {
      double y = 0;

      if (!NATTER_IS_ROW_WIDGET (child))
        {
          find_first (fixture, child);
          continue;
        }
      if (!gtk_widget_get_mapped (child))
        continue;

      y = follow_test_get_y (fixture, child);
      if (y < 0 || (fixture->anchor && y >= fixture->anchor_y))
        continue;

      fixture->anchor = child;
      fixture->anchor_row = follow_test_get_row (child);
      fixture->anchor_y = y;
    }
}

static void
watch_first (FollowTest *fixture)
{
  fixture->anchor = NULL;
  find_first (fixture, GTK_WIDGET (fixture->scroller));
  g_assert_nonnull (fixture->anchor);
  fixture->worst = 0;
}

static void
wait_for_frame (FollowTest *fixture)
{
  guint painted = fixture->painted;

  gtk_widget_queue_draw (fixture->window);
  while (fixture->painted == painted)
    g_main_context_iteration (NULL, TRUE);
}

/* Real events, of the display: 4 is the wheel up, 5 down. */
static void
turn_wheel (FollowTest *fixture,
            const char *button)
{
  const char *command[] = { "xdotool", "mousemove", "300", "300", "click", button, NULL };
  g_autoptr(GSubprocess) process = NULL;
  g_autoptr(GError) error = NULL;

  process = g_subprocess_newv (command, G_SUBPROCESS_FLAGS_NONE, &error);
  g_assert_no_error (error);
  g_assert_true (g_subprocess_wait_check (process, NULL, &error));
  g_assert_no_error (error);
  follow_test_settle (fixture);
}

static void
resize (FollowTest *fixture,
        int         width,
        int         height)
{
  gtk_window_set_default_size (GTK_WINDOW (fixture->window), width, height);
  follow_test_settle (fixture);
}

static void
step_zoom (int direction)
{
  natter_measure_step (natter_measure_get_default (), direction);
}

/* The row of the reasoning comes in above all that was written. */
static void
think (FollowTest *fixture)
{
  static const char thought[] = "What is asked here? ";
  NatterDelta delta = { .kind = NATTER_DELTA_REASONING, .text = thought,
                        .length = strlen (thought) };

  natter_message_append (fixture->answer, &delta);
}

static void
happen (FollowTest *fixture,
        guint       event)
{
  switch (event)
    {
    case 1:
      think (fixture);
      break;

    case 2:
      resize (fixture, 560, 720);
      break;

    case 3:
      step_zoom (1);
      break;

    case 4:
      resize (fixture, 560, 500);
      break;

    case 5:
      step_zoom (-1);
      step_zoom (-1);
      break;

    case 6:
      resize (fixture, 900, 720);
      break;

    case 7:
      step_zoom (0);
      break;

    case 8:
      natter_measure_set_text_width (natter_measure_get_default (), NATTER_TEXT_WIDTH_NARROW);
      break;

    case 9:
      natter_measure_set_text_width (natter_measure_get_default (), NATTER_TEXT_WIDTH_COMFORTABLE);
      break;

    default:
      break;
    }
}

static void
stream (FollowTest *fixture,
        void        (*at_event) (FollowTest *fixture, guint event))
{
  for (guint i = 0; i < N_TOKENS; i++)
    {
      follow_test_append (fixture, tokens[i % G_N_ELEMENTS (tokens)]);
      if (i % TOKENS_A_FRAME == 0)
        wait_for_frame (fixture);
      if (i % EVENT_TOKENS == 0)
        at_event (fixture, i / EVENT_TOKENS);
    }
  follow_test_settle (fixture);
}

static void
follower_event (FollowTest *fixture,
                guint       event)
{
  happen (fixture, event);
  if (event % 3 == 1)
    turn_wheel (fixture, "5");
}

static void
test_follower (FollowTest    *fixture,
               gconstpointer  data)
{
  follow_test_fill (fixture, 10);
  fixture->watch_end = TRUE;
  stream (fixture, follower_event);
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  follow_test_settle (fixture);

  g_test_message ("a follower over %d tokens: at worst %g px off the end", N_TOKENS,
                  fixture->worst);
  g_assert_cmpfloat (fixture->worst, <, 0.5);
}

/* Whoever turns the wheel goes on from where it led; what happened till then counts. */
static void
reader_event (FollowTest *fixture,
              guint       event)
{
  happen (fixture, event);
  follow_test_settle (fixture);
  g_assert_cmpfloat (fixture->worst, <, 0.5);
  fixture->anchor = NULL;
  turn_wheel (fixture, event % 2 == 0 ? "4" : "5");
  watch_first (fixture);
}

static void
test_reader (FollowTest    *fixture,
             gconstpointer  data)
{
  follow_test_fill (fixture, 60);
  follow_test_scroll_to (fixture, *(const double *) data);
  watch_first (fixture);
  stream (fixture, reader_event);
  natter_message_finish (fixture->answer, NATTER_END_COMPLETE, NULL);
  follow_test_settle (fixture);

  g_test_message ("a reader over %d tokens: at worst moved by %g px", N_TOKENS, fixture->worst);
  g_assert_cmpfloat (fixture->worst, <, 0.5);
}

int
main (int    argc,
      char **argv)
{
  static const double middle = 0.5;
  static const double near_the_end = 0.97;

  ui_test_init (&argc, &argv);

  g_test_add ("/follow/follower", FollowTest, NULL, follow_test_set_up, test_follower,
              follow_test_tear_down);
  g_test_add ("/follow/reader-in-the-middle", FollowTest, &middle, follow_test_set_up, test_reader,
              follow_test_tear_down);
  g_test_add ("/follow/reader-near-the-end", FollowTest, &near_the_end, follow_test_set_up,
              test_reader, follow_test_tear_down);

  return g_test_run ();
}
