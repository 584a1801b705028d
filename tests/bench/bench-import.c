/* bench-import.c: an export as large as one wants is imported into an empty store.
 *
 *   bench-import MEGABYTES FOLDER
 *
 * Prints how long it took and the most memory that the process had, as JSON; beside it the same
 * for a store to which nothing is imported. The export is a file of ChatGPT, made up, written in
 * pieces. On the disk it takes its size, and the store several times that.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>

#include "natter-import.h"
#include "natter-test-async.h"

#define MESSAGES  40   /* of a conversation */
#define MEGABYTE  1000000.0

/* What the process needed at its peak, in megabytes. */
static double
get_peak (void)
{
  struct rusage usage = { 0 };

  getrusage (RUSAGE_SELF, &usage);

  return (double) usage.ru_maxrss * 1024 / MEGABYTE;
}

static void
write_message (FILE *file,
               guint conversation,
               guint message,
               GRand *rand)
{
  guint n_words = message % 2 ? 300 : 30;

  fprintf (file, "%s\"%u\":{\"id\":\"%u\",\"parent\":\"%u\",\"children\":[],\"message\":{"
           "\"author\":{\"role\":\"%s\"},\"create_time\":%u,\"weight\":1.0,"
           "\"recipient\":\"all\",\"metadata\":{\"model_slug\":\"gpt-5\"},\"content\":{"
           "\"content_type\":\"text\",\"parts\":[\"", message > 0 ? "," : "", message + 1,
           message + 1, message, message % 2 ? "assistant" : "user",
           1700000000 + conversation * 1000 + message);
  for (guint i = 0; i < n_words; i++)
    fprintf (file, "%sword%d", i > 0 ? " " : "", g_rand_int_range (rand, 0, 20000));
  fputs ("\"]}}}", file);
}

static void
write_export (const char *path,
              double      megabytes)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (1);
  FILE *file = fopen (path, "w");

  if (!file)
    g_error ("can't write %s", path);

  fputs ("[", file);
  for (guint i = 0; (double) ftell (file) < megabytes * MEGABYTE; i++)
    {
      fprintf (file, "%s{\"title\":\"Conversation %u\",\"conversation_id\":\"c%u\","
               "\"create_time\":%u,\"mapping\":{", i > 0 ? "," : "", i, i, 1700000000 + i * 1000);
      for (guint j = 0; j < MESSAGES; j++)
        write_message (file, i, j, rand);
      fputs ("}}", file);
    }
  fputs ("]", file);
  fclose (file);
}

static NatterKeeper *
open_keeper (const char *folder)
{
  g_autofree char *data = g_build_filename (folder, "data", NULL);
  g_autoptr(NatterStore) store = natter_store_new (data);
  g_autoptr(NatterConversationList) conversations = natter_conversation_list_new ();
  NatterKeeper *keeper = natter_keeper_new (store, conversations);
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(NatterStoreReport) report = NULL;
  g_autoptr(GError) error = NULL;

  natter_keeper_open_async (keeper, natter_test_async_cb, &result);
  report = natter_keeper_open_finish (keeper, natter_test_async_wait (&result), &error);
  if (!report)
    g_error ("%s", error->message);

  return keeper;
}

/* It takes longer than a test may wait for anything. */
static NatterImportReport *
import (NatterKeeper *keeper,
        const char   *path)
{
  const char *const paths[] = { path, NULL };
  g_autoptr(GAsyncResult) result = NULL;

  natter_import_async (keeper, paths, NULL, NULL, natter_test_async_cb, &result);
  while (!result)
    g_main_context_iteration (NULL, TRUE);

  return natter_import_finish (keeper, result, NULL);
}

int
main (int   argc,
      char *argv[])
{
  double megabytes = argc > 1 ? g_ascii_strtod (argv[1], NULL) : 0;
  const char *folder = argc > 2 ? argv[2] : NULL;
  g_autofree char *path = NULL;
  g_autoptr(NatterKeeper) keeper = NULL;
  g_autoptr(NatterImportReport) report = NULL;
  gint64 start = 0;
  double before = 0;

  if (megabytes <= 0 || !folder)
    {
      g_printerr ("bench-import MEGABYTES FOLDER\n");
      return EXIT_FAILURE;
    }

  path = g_build_filename (folder, "conversations.json", NULL);
  write_export (path, megabytes);
  keeper = open_keeper (folder);
  before = get_peak ();
  start = g_get_monotonic_time ();
  report = import (keeper, path);
  g_print ("{\"bench\": \"import\", \"megabytes\": %.0f, \"conversations\": %u, \"messages\": %u, "
           "\"failed\": %u, \"seconds\": %.1f, \"peak\": %.0f, \"peak_before\": %.0f}\n",
           megabytes, report->n_imported, report->n_messages, report->n_failed,
           (double) (g_get_monotonic_time () - start) / G_TIME_SPAN_SECOND, get_peak (), before);

  return report->n_failed == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
