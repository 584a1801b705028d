/* test-details-dialog.c: what is known of a message is shown and copied, and nothing else.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-details-dialog.h"

#include <string.h>

#include "natter-error.h"
#include "natter-ui-test.h"

#define SECRET_WORDS "words of the answer"

static NatterMessage *
answer_new (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  const NatterDelta text = { .kind = NATTER_DELTA_TEXT, .text = SECRET_WORDS,
                             .length = strlen (SECRET_WORDS) };

  natter_message_set_provider (message, "Example <AI> & Co");
  natter_message_set_model (message, "large-1");
  natter_message_begin (message);
  natter_message_append (message, &text);

  return message;
}

static void
set_usage (NatterMessage *message)
{
  const NatterUsage usage = { .input = 12345, .output = 678, .cached_input = 0,
                              .reasoning = -1, .total = 13023 };
  const NatterDelta delta = { .kind = NATTER_DELTA_USAGE, .usage = &usage };
  const NatterDelta finish = { .kind = NATTER_DELTA_FINISH, .text = "end_turn", .length = 8 };

  natter_message_append (message, &delta);
  natter_message_append (message, &finish);
}

static NatterMessage *
failed_new (NatterError  code,
            const char  *words,
            guint        status,
            const char  *body)
{
  NatterMessage *message = answer_new ();
  g_autoptr(GError) error = natter_error_new (code, words);

  natter_error_set_http (error, status, body);
  natter_message_finish (message, NATTER_END_PROVIDER_ERROR, error);

  return message;
}

typedef struct
{
  GtkWidget *window;
  GtkWidget *dialog;
} Shown;

static Shown
show (NatterMessage *message)
{
  Shown shown = { ui_test_window_new (gtk_label_new ("content")), NULL };

  shown.dialog = GTK_WIDGET (natter_details_dialog_new (message));
  adw_dialog_present (ADW_DIALOG (shown.dialog), shown.window);
  ui_test_wait_for (shown.dialog, ADW_TYPE_ACTION_ROW, NULL);

  return shown;
}

static const char *
get_value (Shown       shown,
           const char *name)
{
  GtkWidget *row = ui_test_find (shown.dialog, ADW_TYPE_ACTION_ROW, name);

  return row ? adw_action_row_get_subtitle (ADW_ACTION_ROW (row)) : NULL;
}

static char *
press_copy (Shown       shown,
            const char *button)
{
  g_auto(GValue) value = G_VALUE_INIT;
  GdkContentProvider *content;

  g_signal_emit_by_name (ui_test_find (shown.dialog, GTK_TYPE_BUTTON, button), "clicked");
  content = gdk_clipboard_get_content (gtk_widget_get_clipboard (shown.dialog));
  g_value_init (&value, G_TYPE_STRING);
  g_assert_true (gdk_content_provider_get_value (content, &value, NULL));

  return g_value_dup_string (&value);
}

static char *
dup_body (Shown shown)
{
  GtkWidget *view = ui_test_find (shown.dialog, GTK_TYPE_TEXT_VIEW, NULL);
  GtkTextBuffer *buffer = view ? gtk_text_view_get_buffer (GTK_TEXT_VIEW (view)) : NULL;
  GtkTextIter start;
  GtkTextIter end;

  if (!view)
    return NULL;

  g_assert_false (gtk_text_view_get_editable (GTK_TEXT_VIEW (view)));
  gtk_text_buffer_get_bounds (buffer, &start, &end);

  return gtk_text_buffer_get_text (buffer, &start, &end, FALSE);
}

static void
close_and_free (Shown          shown,
                NatterMessage *message)
{
  ui_test_assert_gone (shown.window, shown.dialog);
  g_assert_finalize_object (message);
}

static NatterMessage *
complete_new (void)
{
  NatterMessage *message = answer_new ();

  set_usage (message);
  natter_message_set_request_id (message, "req_0123456789");
  natter_message_add_note (message, "Asked again without “temperature”.");
  natter_message_add_note (message, "Waited <2> seconds.");
  natter_message_finish (message, NATTER_END_COMPLETE, NULL);

  return message;
}

static void
test_answer (void)
{
  NatterMessage *message = complete_new ();
  g_autofree char *copied = NULL;
  Shown shown = show (message);

  g_assert_cmpstr (get_value (shown, "Provider"), ==, "Example <AI> & Co");
  g_assert_cmpstr (get_value (shown, "Model"), ==, "large-1");
  g_assert_nonnull (get_value (shown, "Asked"));
  g_assert_cmpstr (get_value (shown, "Time to First Token"), ==, "0.00 s");
  g_assert_cmpstr (get_value (shown, "Duration"), ==, "0.00 s");
  g_assert_cmpstr (get_value (shown, "Input"), ==, "12345");
  g_assert_cmpstr (get_value (shown, "Cached Input"), ==, "0");
  g_assert_cmpstr (get_value (shown, "Output"), ==, "678");
  g_assert_cmpstr (get_value (shown, "Total"), ==, "13023");
  g_assert_cmpstr (get_value (shown, "Finish Reason"), ==, "end_turn");
  g_assert_cmpstr (get_value (shown, "How It Ended"), ==, "The answer is complete");
  g_assert_cmpstr (get_value (shown, "Request ID"), ==, "req_0123456789");
  g_assert_nonnull (ui_test_find (shown.dialog, ADW_TYPE_ACTION_ROW,
                                  "Asked again without “temperature”."));
  g_assert_nonnull (ui_test_find (shown.dialog, ADW_TYPE_ACTION_ROW, "Waited <2> seconds."));

  /* it came at once, and nothing was told of reasoning */
  g_assert_null (get_value (shown, "Tokens per Second"));
  g_assert_null (get_value (shown, "Reasoning"));
  g_assert_null (get_value (shown, "What Happened"));
  g_assert_null (dup_body (shown));

  copied = press_copy (shown, "_Copy Details");
  g_assert_nonnull (strstr (copied, "Model: large-1\n"));
  g_assert_nonnull (strstr (copied, "\nTokens\nInput: 12345\n"));
  g_assert_nonnull (strstr (copied, "\nNotes\nAsked again without “temperature”.\n"));
  g_assert_null (strstr (copied, SECRET_WORDS));

  close_and_free (shown, message);
}

/* What nobody told has no row, and no title stands over nothing. */
static void
test_unknown (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  Shown shown = show (message);

  g_assert_nonnull (get_value (shown, "Asked"));
  g_assert_null (get_value (shown, "Provider"));
  g_assert_null (get_value (shown, "Time to First Token"));
  g_assert_null (get_value (shown, "Duration"));
  g_assert_null (ui_test_find (shown.dialog, GTK_TYPE_LABEL, "Tokens"));
  g_assert_null (ui_test_find (shown.dialog, GTK_TYPE_LABEL, "End"));
  g_assert_null (ui_test_find (shown.dialog, GTK_TYPE_LABEL, "Notes"));
  g_assert_null (ui_test_find (shown.dialog, GTK_TYPE_LABEL, "Error"));

  close_and_free (shown, message);
}

static void
test_question (void)
{
  NatterMessage *message = natter_message_new (NATTER_ROLE_USER, "Grüße");
  g_autofree char *copied = NULL;
  Shown shown = show (message);

  g_assert_nonnull (get_value (shown, "Written"));
  g_assert_cmpstr (get_value (shown, "Length"), ==, "5 characters");
  g_assert_null (get_value (shown, "Asked"));
  copied = press_copy (shown, "_Copy Details");
  g_assert_nonnull (strstr (copied, "Length: 5 characters"));
  g_assert_null (strstr (copied, "Grüße"));

  close_and_free (shown, message);
}

/* The dialog may be open while the answer comes. */
static void
test_ends_meanwhile (void)
{
  NatterMessage *message = answer_new ();
  Shown shown = show (message);

  g_assert_null (get_value (shown, "Duration"));
  g_assert_null (get_value (shown, "How It Ended"));
  natter_message_finish (message, NATTER_END_STOPPED, NULL);
  g_assert_nonnull (get_value (shown, "Duration"));
  g_assert_cmpstr (get_value (shown, "How It Ended"), ==, "Stopped by you");

  close_and_free (shown, message);
}

static void
test_json_error (void)
{
  NatterMessage *message = failed_new (NATTER_ERROR_RATE_LIMITED, "Slow <down>", 429,
                                       "{\"error\":{\"message\":\"Slow <down>\"}}");
  const char *pretty = "{\n  \"error\": {\n    \"message\": \"Slow <down>\"\n  }\n}";
  Shown shown = show (message);
  g_autofree char *body = dup_body (shown);
  g_autofree char *copied_body = press_copy (shown, "Copy Reply");
  g_autofree char *copied = press_copy (shown, "_Copy Details");

  g_assert_cmpstr (get_value (shown, "What Happened"), ==, "Too many requests");
  g_assert_cmpstr (get_value (shown, "What to Do"), ==, "Wait a little, then try again.");
  g_assert_cmpstr (get_value (shown, "HTTP Status"), ==, "429 Too Many Requests");
  g_assert_cmpstr (get_value (shown, "The Provider’s Words"), ==, "Slow <down>");
  g_assert_null (get_value (shown, "How It Ended"));
  g_assert_cmpstr (body, ==, pretty);
  g_assert_cmpstr (copied_body, ==, pretty);
  g_assert_nonnull (strstr (copied, pretty));
  g_assert_nonnull (strstr (copied, "HTTP Status: 429 Too Many Requests\n"));

  close_and_free (shown, message);
}

static void
test_html_error (void)
{
  const char *page = "<html>\n<h1>502 Bad Gateway</h1></html>";
  NatterMessage *message = failed_new (NATTER_ERROR_SERVER, "Bad Gateway", 502, page);
  Shown shown = show (message);
  g_autofree char *body = dup_body (shown);

  g_assert_cmpstr (get_value (shown, "HTTP Status"), ==, "502 Bad Gateway");
  g_assert_cmpstr (body, ==, page);

  close_and_free (shown, message);
}

static void
test_bodiless_error (void)
{
  NatterMessage *message = failed_new (NATTER_ERROR_NETWORK, "No route to host", 0, NULL);
  Shown shown = show (message);

  g_assert_cmpstr (get_value (shown, "What Happened"), ==, "The provider can’t be reached");
  g_assert_cmpstr (get_value (shown, "Reason"), ==, "No route to host");
  g_assert_null (get_value (shown, "HTTP Status"));
  g_assert_null (get_value (shown, "What to Do"));
  g_assert_null (dup_body (shown));

  close_and_free (shown, message);
}

/* Nothing is wider than a telephone, however long its words. */
static void
test_narrow (void)
{
  g_autofree char *id = g_strnfill (400, 'x');
  g_autofree char *body = g_strnfill (3000, 'y');
  NatterMessage *message = failed_new (NATTER_ERROR_SERVER, id, 500, body);
  Shown shown;
  int minimum = 0;

  natter_message_set_request_id (message, id);
  natter_message_set_model (message, id);
  natter_message_add_note (message, id);
  shown = show (message);
  gtk_widget_measure (adw_dialog_get_child (ADW_DIALOG (shown.dialog)), GTK_ORIENTATION_HORIZONTAL,
                      -1, &minimum, NULL, NULL, NULL);
  g_assert_cmpint (minimum, <=, 360);

  close_and_free (shown, message);
}

int
main (int   argc,
      char *argv[])
{
  ui_test_init (&argc, &argv);

  g_test_add_func ("/details-dialog/answer", test_answer);
  g_test_add_func ("/details-dialog/unknown", test_unknown);
  g_test_add_func ("/details-dialog/question", test_question);
  g_test_add_func ("/details-dialog/ends-meanwhile", test_ends_meanwhile);
  g_test_add_func ("/details-dialog/json-error", test_json_error);
  g_test_add_func ("/details-dialog/html-error", test_html_error);
  g_test_add_func ("/details-dialog/bodiless-error", test_bodiless_error);
  g_test_add_func ("/details-dialog/narrow", test_narrow);

  return g_test_run ();
}
