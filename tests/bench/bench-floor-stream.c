/* bench-floor-stream.c: the reference of bench-stream: reads the same answer with libsoup, takes
 * each token's text with json-glib and appends it to the end of one wrapped GtkTextView, following
 * the end. The least that a GTK program can do that shows a streamed answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <stdlib.h>
#include <string.h>

#include "bench-meter.h"

static const char *url;
static const char *model;
static GtkTextBuffer *buffer;
static GtkTextView *view;
static GtkTextMark *end_mark;
static GDataInputStream *lines;
static SoupSession *session;

static void
append_token (const char *line)
{
  g_autoptr(JsonParser) parser = json_parser_new ();
  JsonObject *choice = NULL;
  JsonObject *delta = NULL;
  JsonArray *choices = NULL;
  GtkTextIter end;

  if (!json_parser_load_from_data (parser, line, -1, NULL))
    return;

  choices = json_object_get_array_member (json_node_get_object (json_parser_get_root (parser)),
                                          "choices");
  if (json_array_get_length (choices) == 0)
    return;

  choice = json_array_get_object_element (choices, 0);
  delta = json_object_get_object_member (choice, "delta");
  if (!json_object_has_member (delta, "content"))
    return;

  gtk_text_buffer_get_end_iter (buffer, &end);
  gtk_text_buffer_insert (buffer, &end,
                          json_object_get_string_member_with_default (delta, "content", ""), -1);
  gtk_text_view_scroll_mark_onscreen (view, end_mark);
}

static void
line_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autofree char *line = g_data_input_stream_read_line_finish (lines, result, NULL, NULL);

  if (!line)
    {
      bench_meter_end ();
      exit (EXIT_SUCCESS);
    }

  if (g_str_has_prefix (line, "data: {"))
    append_token (line + strlen ("data: "));
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, NULL);
}

static void
sent_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      data)
{
  g_autoptr(GInputStream) stream = soup_session_send_finish (session, result, NULL);

  if (!stream)
    exit (EXIT_FAILURE);

  lines = g_data_input_stream_new (stream);
  g_data_input_stream_read_line_async (lines, G_PRIORITY_DEFAULT, NULL, line_cb, NULL);
}

static gboolean
ask_cb (gpointer data)
{
  g_autofree char *address = g_strconcat (url, "/chat/completions", NULL);
  g_autofree char *body = NULL;
  g_autoptr(GBytes) bytes = NULL;
  g_autoptr(SoupMessage) message = soup_message_new ("POST", address);

  body = g_strdup_printf ("{\"model\":\"%s\",\"stream\":true,"
                          "\"messages\":[{\"role\":\"user\",\"content\":\"Tell me a lot.\"}]}",
                            model);
  bytes = g_bytes_new (body, strlen (body));
  soup_message_set_request_body_from_bytes (message, "application/json", bytes);
  session = soup_session_new ();
  bench_meter_begin (GTK_WIDGET (data));
  soup_session_send_async (session, message, G_PRIORITY_DEFAULT, NULL, sent_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
first_frame_cb (GtkWindow *window)
{
  g_timeout_add_seconds (2, ask_cb, window);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *toolbar = adw_toolbar_view_new ();
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkTextIter end;

  view = GTK_TEXT_VIEW (gtk_text_view_new ());
  gtk_text_view_set_wrap_mode (view, GTK_WRAP_WORD_CHAR);
  gtk_text_view_set_editable (view, FALSE);
  buffer = gtk_text_view_get_buffer (view);
  gtk_text_buffer_get_end_iter (buffer, &end);
  end_mark = gtk_text_buffer_create_mark (buffer, NULL, &end, FALSE);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (scroller), GTK_WIDGET (view));
  adw_toolbar_view_add_top_bar (ADW_TOOLBAR_VIEW (toolbar), adw_header_bar_new ());
  adw_toolbar_view_set_content (ADW_TOOLBAR_VIEW (toolbar), scroller);
  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), toolbar);
  gtk_window_set_default_size (GTK_WINDOW (window), 960, 720);
  gtk_window_present (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = adw_application_new ("io.github.natter_chat.FloorStream",
                                                               G_APPLICATION_NON_UNIQUE);

  if (argc != 3)
    {
      g_printerr ("usage: bench-floor-stream URL MODEL\n");
      return EXIT_FAILURE;
    }

  url = argv[1];
  model = argv[2];
  bench_meter_init ();
  bench_meter_on_first_frame (GTK_APPLICATION (application), first_frame_cb);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
