/* bench-length.c: what 1,000 more tokens cost at the end of a message of a given length, at 200
 * tokens a second in a real window. Arguments: the characters that the message has before; and what
 * it is: "mixed", one "list", or one "fence" of code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <stdlib.h>
#include <string.h>

#include "bench-meter.h"
#include "natter-conversation-view.h"
#include "natter-test-scene.h"

#define TOKENS 1000
#define TICK_MS 5          /* a token each: 200 a second */
#define SETTLE_SECONDS 6   /* what was there before is measured and coloured by then */

static NatterMessage *message;
static char *text;
static const char *next;
static guint n_left = TOKENS;
static gsize length;

static void
append_token (void)
{
  gsize size = natter_test_token_length (next);
  g_autofree char *token = g_strndup (next, size);
  NatterDelta delta = { .kind = NATTER_DELTA_TEXT, .text = token, .length = size };

  natter_message_append (message, &delta);
  next += size;
}

static gboolean
token_cb (gpointer data)
{
  append_token ();
  if (--n_left > 0)
    return G_SOURCE_CONTINUE;

  bench_meter_end ();
  exit (EXIT_SUCCESS);
}

static gboolean
begin_cb (gpointer data)
{
  bench_meter_begin (data);
  g_timeout_add (TICK_MS, token_cb, NULL);

  return G_SOURCE_REMOVE;
}

static void
first_frame_cb (GtkWindow *window)
{
  g_timeout_add_seconds (SETTLE_SECONDS, begin_cb, window);
}

static void
activate_cb (GtkApplication *application)
{
  GtkWidget *window = adw_application_window_new (application);
  GtkWidget *view = g_object_new (NATTER_TYPE_CONVERSATION_VIEW, NULL);
  NatterConversation *conversation = natter_conversation_new ();

  message = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  natter_message_begin (message);
  while (natter_message_get_length (message) < length)
    append_token ();
  natter_conversation_append (conversation, message);
  natter_conversation_view_set_conversation (NATTER_CONVERSATION_VIEW (view), conversation);

  adw_application_window_set_content (ADW_APPLICATION_WINDOW (window), view);
  gtk_window_set_default_size (GTK_WINDOW (window), 960, 720);
  gtk_window_present (GTK_WINDOW (window));
}

static char *
make_text (const char *kind,
           gsize       n_tokens)
{
  gboolean is_list = g_str_equal (kind, "list");
  GString *made = NULL;

  if (g_str_equal (kind, "mixed"))
    return natter_test_text_new_mixed ((guint) n_tokens);

  made = g_string_new (is_list ? "" : "```c\n");
  while (made->len < 6 * n_tokens)
    g_string_append (made, is_list ? "- an item of some words, as long as an item of a list is, "
                                     "which may well need a second line\n"
                                   : "  value += table[number % 7] * 12;\n");

  return g_string_free_and_steal (made);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(AdwApplication) application = NULL;

  length = argc > 1 ? (gsize) g_ascii_strtoull (argv[1], NULL, 10) : 0;
  text = make_text (argc > 2 ? argv[2] : "mixed", length / 3 + 10000);
  next = text;
  application = adw_application_new ("io.github.natter_chat.Length", G_APPLICATION_NON_UNIQUE);
  bench_meter_init ();
  bench_meter_on_first_frame (GTK_APPLICATION (application), first_frame_cb);
  g_signal_connect (application, "activate", G_CALLBACK (activate_cb), NULL);

  return g_application_run (G_APPLICATION (application), 1, argv);
}
