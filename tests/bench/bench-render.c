/* bench-render.c: what a long conversation costs in a real window: to be opened, scrolled through,
 * and to be made wider. Arguments: how many messages it has; how many bytes each of them, 0 for
 * answers of six blocks; how far it is scrolled, in detents of a wheel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>

#include "bench-meter.h"
#include "natter-conversation-view.h"
#include "natter-test-scene.h"

#define SETTLE_SECONDS 3
#define PLACES         5
#define WIDTH          960
#define HEIGHT         720

static guint n_messages = 5000;
static gsize message_bytes;        /* 0: six blocks an answer, as answers are */
static guint n_detents = 2000;
static GtkWidget *window;
static GtkWidget *view;
static GtkAdjustment *adjustment;
static NatterConversation *conversation;
static double pss_before;
static gint64 began;
static guint n_done;

static void
append_answer (GString    *text,
               guint       i,
               const char *words)
{
  g_string_append_printf (text, "## Part %u\n\n%.*s\n\n- one %u\n- two\n\n", i, 300, words, i);
  if (i % 2 == 0)
    g_string_append_printf (text, "```c\nint\nmain (void)\n{\n  return %u;\n}\n```\n\n", i);
  if (i % 12 == 0)
    g_string_append (text, "| name | value |\n|:--|--:|\n| a | 1 |\n| b | 2 |\n\n");
  g_string_append_printf (text, "%.*s", 200, words);
}

static NatterMessage *
make_message (guint       i,
              const char *words)
{
  gboolean is_answer = i % 2 == 1;
  GString *text = g_string_new (NULL);
  g_autofree char *said = NULL;

  if (message_bytes > 0)
    g_string_append_len (text, words, (gssize) message_bytes);
  else if (is_answer)
    append_answer (text, i, words);
  else
    g_string_append_printf (text, "Question %u: %.*s", i, 80, words);

  said = g_string_free_and_steal (text);

  return natter_message_new (is_answer ? NATTER_ROLE_ASSISTANT : NATTER_ROLE_USER, said);
}

static NatterConversation *
make_conversation (void)
{
  NatterConversation *made = natter_conversation_new ();
  g_autofree char *plain = natter_test_text_new_long (4000);

  for (guint i = 0; i < n_messages; i++)
    natter_conversation_append (made, make_message (i, plain + (i * 7) % 1000));

  return made;
}

static void
report (const char *figure,
        double      value)
{
  g_print (", \"%s\": %.2f", figure, value);
}

static double
milliseconds_since (gint64 time)
{
  return (double) (g_get_monotonic_time () - time) / 1000;
}

static void
resized_cb (GdkFrameClock *clock)
{
  if (gtk_widget_get_width (window) == WIDTH)
    return;

  report ("width_change_ms", milliseconds_since (began));
  g_print ("}\n");
  exit (EXIT_SUCCESS);
}

static void
change_width (void)
{
  began = g_get_monotonic_time ();
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (resized_cb),
                    NULL);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH - 200, HEIGHT);
}

/* A detent of a wheel moves by this much of a page; see gtkscrolledwindow.c. */
static gboolean
wheel_cb (GtkWidget     *widget,
          GdkFrameClock *clock,
          gpointer       data)
{
  double page = gtk_adjustment_get_page_size (adjustment);
  guint in_place = n_detents / PLACES;

  if (n_done == n_detents)
    {
      bench_meter_stop ();
      report ("frame_p95_ms", bench_meter_get_frame (0.95));
      report ("frame_p999_ms", bench_meter_get_frame (0.999));
      report ("frame_max_ms", bench_meter_get_frame (1));
      change_width ();
      return G_SOURCE_REMOVE;
    }

  if (n_done % in_place == 0)
    gtk_adjustment_set_value (adjustment, (gtk_adjustment_get_upper (adjustment) - page) *
                                          (n_done / in_place) / PLACES);
  else
    gtk_adjustment_set_value (adjustment, gtk_adjustment_get_value (adjustment) +
                                          pow (page, 2.0 / 3.0));
  n_done++;

  return G_SOURCE_CONTINUE;
}

static gboolean
settled_cb (gpointer data)
{
  bench_meter_stop ();
  report ("open_stall_ms", bench_meter_get_stall (1));
  report ("pss_mib", bench_meter_pss_mib () - pss_before);
  bench_meter_begin (window);
  gtk_widget_add_tick_callback (view, wheel_cb, NULL, NULL);

  return G_SOURCE_REMOVE;
}

static void
opened_cb (GdkFrameClock *clock)
{
  if (gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment))
    return;

  g_signal_handlers_disconnect_by_func (clock, opened_cb, NULL);
  g_print ("{\"open_ms\": %.2f", milliseconds_since (began));
  g_timeout_add_seconds (SETTLE_SECONDS, settled_cb, NULL);
}

static gboolean
open_cb (gpointer data)
{
  g_signal_connect (gtk_widget_get_frame_clock (window), "after-paint", G_CALLBACK (opened_cb),
                    NULL);
  bench_meter_begin (window);
  began = g_get_monotonic_time ();
  natter_conversation_view_set_conversation (NATTER_CONVERSATION_VIEW (view), conversation);

  return G_SOURCE_REMOVE;
}

static void
first_frame_cb (GtkWindow *shown)
{
  conversation = make_conversation ();
  pss_before = bench_meter_pss_mib ();
  g_timeout_add_seconds (1, open_cb, NULL);
}

static GtkWidget *
find_scroller (GtkWidget *widget)
{
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = GTK_IS_SCROLLED_WINDOW (child) ? child : find_scroller (child);

      if (found)
        return found;
    }

  return NULL;
}

static void
activate_cb (GtkApplication *application)
{
  window = adw_application_window_new (application);
  view = g_object_new (NATTER_TYPE_CONVERSATION_VIEW, NULL);
  adjustment =
    gtk_scrolled_window_get_vadjustment (GTK_SCROLLED_WINDOW (find_scroller (view)));

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = NULL;

  if (argc > 1)
    n_messages = (guint) g_ascii_strtoull (argv[1], NULL, 10);
  if (argc > 2)
    message_bytes = (gsize) g_ascii_strtoull (argv[2], NULL, 10);
  if (argc > 3)
    n_detents = (guint) g_ascii_strtoull (argv[3], NULL, 10);
  application = adw_application_new ("io.github.natter_chat.Render", G_APPLICATION_NON_UNIQUE);
  bench_meter_init ();
  bench_meter_on_first_frame (GTK_APPLICATION (application), first_frame_cb);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
