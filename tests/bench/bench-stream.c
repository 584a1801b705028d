/* bench-stream.c: Natter itself, asking one question over the socket and following the answer.
 * Arguments: the server's address, the model.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>

#include "bench-meter.h"
#include "natter-application.h"
#include "natter-window-private.h"

static const char *model;

static void
busy_cb (NatterConversation *conversation)
{
  if (natter_conversation_is_busy (conversation))
    return;

  bench_meter_end ();
  exit (natter_message_get_end (natter_conversation_get_last (conversation)) == NATTER_END_COMPLETE
        ? EXIT_SUCCESS : EXIT_FAILURE);
}

static gboolean
ask_cb (gpointer data)
{
  NatterWindow *window = NATTER_WINDOW (data);
  NatterProviderList *providers = natter_chat_get_providers (window->chat);
  g_autoptr(NatterProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), 0);
  g_autofree char *key = natter_provider_list_make_key (provider, model);

  natter_conversation_set_model_key (window->conversation, key);
  natter_composer_set_text (window->composer, "Tell me a lot.");
  g_signal_connect (window->conversation, "notify::busy", G_CALLBACK (busy_cb), NULL);
  bench_meter_begin (GTK_WIDGET (window));
  gtk_widget_activate_action (GTK_WIDGET (window), "win.send", NULL);

  return G_SOURCE_REMOVE;
}

static void
first_frame_cb (GtkWindow *window)
{
  /* After the start's own work. */
  g_timeout_add_seconds (2, ask_cb, window);
}

int
main (int    argc,
      char **argv)
{
  g_autoptr(NatterApplication) application = natter_application_new ();
  char *arguments[] = { argv[0], (char *) "--endpoint", argc > 1 ? argv[1] : NULL, NULL };

  if (argc != 3)
    {
      g_printerr ("usage: bench-stream URL MODEL\n");
      return EXIT_FAILURE;
    }

  model = argv[2];
  bench_meter_init ();
  bench_meter_on_first_frame (GTK_APPLICATION (application), first_frame_cb);

  return g_application_run (G_APPLICATION (application), 3, arguments);
}
