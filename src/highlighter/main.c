/* main.c: the process that colours code for the window. It reads requests from standard input,
 * answers on standard output, and ends when there is no more to read. It opens no display, no file
 * and no socket.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <errno.h>
#include <locale.h>
#include <stdlib.h>
#include <unistd.h>

#include "natter-colourer.h"

/* A regular expression that runs away with a hostile text ends the process, not the patience. */
#define MAX_SECONDS 10

#define NICENESS 10

static gboolean
read_all (gpointer data,
          gsize    length)
{
  for (gsize done = 0; done < length;)
    {
      gssize n = read (STDIN_FILENO, (char *) data + done, length - done);

      if (n == 0 || (n < 0 && errno != EINTR))
        return FALSE;
      done += (gsize) MAX (n, 0);
    }

  return TRUE;
}

static gboolean
write_all (gconstpointer data,
           gsize         length)
{
  for (gsize done = 0; done < length;)
    {
      gssize n = write (STDOUT_FILENO, (const char *) data + done, length - done);

      if (n < 0 && errno != EINTR)
        return FALSE;
      done += (gsize) MAX (n, 0);
    }

  return TRUE;
}

static gboolean
answer (GArray *styles,
        GArray *runs)
{
  NatterHighlightAnswer head = { .n_styles = styles->len, .n_runs = runs->len };

  return write_all (&head, sizeof (head)) &&
         write_all (styles->data, styles->len * sizeof (NatterHighlightStyle)) &&
         write_all (runs->data, runs->len * sizeof (NatterHighlightRun));
}

static gboolean
serve (NatterColourer *colourer)
{
  NatterHighlightRequest head;
  char language[NATTER_HIGHLIGHT_MAX_LANGUAGE + 1];
  g_autofree char *text = NULL;
  g_autoptr(GArray) styles = g_array_new (FALSE, FALSE, sizeof (NatterHighlightStyle));
  g_autoptr(GArray) runs = g_array_new (FALSE, FALSE, sizeof (NatterHighlightRun));

  if (!read_all (&head, sizeof (head)) ||
      head.language_length > NATTER_HIGHLIGHT_MAX_LANGUAGE ||
      head.text_length > NATTER_HIGHLIGHT_MAX_TEXT)
    return FALSE;

  text = g_malloc (head.text_length + 1);
  if (!read_all (language, head.language_length) || !read_all (text, head.text_length))
    return FALSE;

  language[head.language_length] = '\0';
  text[head.text_length] = '\0';
  alarm (MAX_SECONDS);
  if (g_utf8_validate_len (text, head.text_length, NULL))
    natter_colourer_colour (colourer, language, text, head.text_length, styles, runs);
  alarm (0);

  return styles->len <= NATTER_HIGHLIGHT_MAX_STYLES && answer (styles, runs);
}

int
main (void)
{
  g_autoptr(NatterColourer) colourer = NULL;

  /* Whoever waits for colours is reading; whoever waits for the window is not. */
  errno = 0;
  if (nice (NICENESS) == -1 && errno != 0)
    g_printerr ("natter-highlighter: %s\n", g_strerror (errno));

  setlocale (LC_ALL, "");
  gtk_disable_setlocale ();
  gtk_source_init ();
  colourer = natter_colourer_new ();
  while (serve (colourer))
    ;

  return EXIT_SUCCESS;
}
