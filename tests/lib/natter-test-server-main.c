/* natter-test-server-main.c: the scripted server as a program, for tests of the built application
 * and by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <locale.h>
#include <stdio.h>
#include <unistd.h>

#include <glib-unix.h>

#include "natter-test-scene.h"
#include "natter-test-server.h"
#include "natter-test-wire.h"

static int port = 0;
static char *replay = NULL;
static double pace = 0;
static char *log_path = NULL;
static gboolean until_stdin_closes = FALSE;

static const GOptionEntry entries[] = {
  { "port", 0, 0, G_OPTION_ARG_INT, &port, "Listen on this port (default: a free one)", "N" },
  { "replay", 0, 0, G_OPTION_ARG_FILENAME, &replay, "Answer every request with this recorded "
   "body", "FILE" },
  { "pace", 0, 0, G_OPTION_ARG_DOUBLE, &pace, "Replay at this speed (default: at "
   "once)", "BYTES_PER_SECOND" },
  { "log", 0, 0, G_OPTION_ARG_FILENAME, &log_path, "Write one JSON line for each request", "FILE" },
  { "until-stdin-closes", 0, 0, G_OPTION_ARG_NONE, &until_stdin_closes,
    "End when standard input ends", NULL },
  { NULL }
};

static gboolean
signal_cb (gpointer data)
{
  g_main_loop_quit (data);

  return G_SOURCE_CONTINUE;
}

static gboolean
stdin_cb (int          fd,
          GIOCondition condition,
          gpointer     data)
{
  char buffer[256];

  if (read (fd, buffer, sizeof buffer) > 0)
    return G_SOURCE_CONTINUE;

  g_main_loop_quit (data);

  return G_SOURCE_REMOVE;
}

static const char *
guess_type (const char *path,
            const char *data,
            gsize       length)
{
  if (g_str_has_suffix (path, ".ndjson") || g_str_has_suffix (path, ".jsonl"))
    return "application/x-ndjson";

  if (g_str_has_suffix (path, ".json") || (length > 0 && (data[0] == '{' || data[0] == '[')))
    return "application/json";

  return "text/event-stream";
}

/* Where it speaks what, and what it can be asked to do. */
static char *
dup_description (void)
{
  static const NatterTestWire *const wires[] = {
    &natter_test_wire_openai_chat, &natter_test_wire_openai_responses, &natter_test_wire_anthropic,
    &natter_test_wire_gemini, &natter_test_wire_cohere, &natter_test_wire_ollama,
  };
  g_autoptr(GPtrArray) names = natter_test_scene_list_names ();
  GString *text = g_string_new ("It answers each of these dialects at its own address:\n");

  for (guint i = 0; i < G_N_ELEMENTS (wires); i++)
    g_string_append_printf (text, "  %-17s %s\n", wires[i]->id, wires[i]->method_path);

  g_string_append (text, "\nThe model’s name says what it does; “@R” behind it says so many tokens "
                   "a second:\n ");
  for (guint i = 0; i < names->len; i++)
    g_string_append_printf (text, "%s %s", i > 0 && i % 6 == 0 ? "\n " : "",
                            (char *) g_ptr_array_index (names, i));

  return g_string_free_and_steal (g_string_append_c (text, '\n'));
}

static gboolean
set_up (NatterTestServer  *server,
        GError           **error)
{
  if (replay)
    {
      char *data = NULL;
      gsize length = 0;
      g_autoptr(GBytes) body = NULL;

      if (!g_file_get_contents (replay, &data, &length, error))
        return FALSE;

      body = g_bytes_new_take (data, length);
      natter_test_server_set_replay (server, body, guess_type (replay, data, length), pace);
    }

  return !log_path || natter_test_server_set_log (server, log_path, error);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GOptionContext) context = g_option_context_new ("— a scripted model server on this "
                                                            "computer");
  g_autoptr(GMainLoop) loop = g_main_loop_new (NULL, FALSE);
  g_autoptr(NatterTestServer) server = NULL;
  g_autofree char *description = dup_description ();
  g_autoptr(GError) error = NULL;

  setlocale (LC_ALL, "");
  g_option_context_add_main_entries (context, entries, NULL);
  g_option_context_set_description (context, description);

  if (!g_option_context_parse (context, &argc, &argv, &error) ||
      !(server = natter_test_server_new_for_port (CLAMP (port, 0, G_MAXUINT16), &error)) ||
      !set_up (server, &error))
    {
      g_printerr ("natter-test-server: %s\n", error->message);
      return 1;
    }

  g_unix_signal_add (SIGTERM, signal_cb, loop);
  g_unix_signal_add (SIGINT, signal_cb, loop);
  if (until_stdin_closes)
    g_unix_fd_add (STDIN_FILENO, G_IO_IN | G_IO_HUP | G_IO_ERR, stdin_cb, loop);

  printf ("%s\n", natter_test_server_get_url (server));
  fflush (stdout);
  g_main_loop_run (loop);

  return 0;
}
