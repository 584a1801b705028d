/* test-print.c: PDF, read back by another program: no line is lost, pages are broken where they may
 * be, and what has to come again on each page does.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <gtk/gtk.h>
#include <string.h>

#include "natter-print.h"

typedef struct
{
  NatterConversation *conversation;
  char               *folder;
  char               *path;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  fixture->conversation = natter_conversation_new ();
  fixture->folder = g_dir_make_tmp ("natter-print-XXXXXX", &error);
  g_assert_no_error (error);
  fixture->path = g_build_filename (fixture->folder, "talk.pdf", NULL);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  data)
{
  g_remove (fixture->path);
  g_assert_no_errno (g_rmdir (fixture->folder));
  g_free (fixture->folder);
  g_free (fixture->path);
  g_assert_finalize_object (fixture->conversation);
}

static NatterMessage *
say (Fixture    *fixture,
     NatterRole  role,
     const char *text)
{
  g_autoptr(NatterMessage) message = natter_message_new (role, text);

  natter_conversation_append (fixture->conversation, message);
  if (role == NATTER_ROLE_ASSISTANT)
    natter_message_finish (message, NATTER_END_COMPLETE, NULL);

  return message;
}

static gboolean
write_pdf (Fixture       *fixture,
           GCancellable  *cancellable,
           GError       **error)
{
  g_autoptr(NatterTranscript) transcript = natter_transcript_new (fixture->conversation);
  g_autoptr(NatterExportOptions) options = natter_export_options_new (NATTER_EXPORT_PDF);
  g_autoptr(GFile) file = g_file_new_for_path (fixture->path);
  g_autoptr(GFileOutputStream) stream = g_file_replace (file, NULL, FALSE, G_FILE_CREATE_NONE,
                                                        NULL, NULL);

  options->branches = TRUE;

  return natter_print_write_pdf (transcript, options, G_OUTPUT_STREAM (stream), cancellable,
                                 error) &&
         g_output_stream_close (G_OUTPUT_STREAM (stream), NULL, error);
}

static char *
run (const char *const *argv)
{
  g_autoptr(GError) error = NULL;
  char *output = NULL;
  int status = 0;

  g_spawn_sync (NULL, (char **) argv, NULL, G_SPAWN_SEARCH_PATH, NULL, NULL, &output, NULL,
                &status, &error);
  g_assert_no_error (error);
  g_assert_true (g_spawn_check_wait_status (status, NULL));

  return output;
}

/* The text of each page; NULL, and the test skipped, where nothing reads PDF. */
static char **
read_pages (Fixture *fixture)
{
  g_autofree char *program = g_find_program_in_path ("pdftotext");
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  char **pages = NULL;

  g_assert_true (write_pdf (fixture, NULL, &error));
  g_assert_no_error (error);
  if (!program)
    {
      g_test_skip ("no pdftotext");
      return NULL;
    }

  text = run ((const char *[]) { program, "-layout", fixture->path, "-", NULL });
  pages = g_strsplit (text, "\f", -1);
  /* Each page ends in one. */
  g_clear_pointer (&pages[g_strv_length (pages) - 1], g_free);

  return pages;
}

static guint
count (const char *text,
       const char *part)
{
  guint n = 0;

  for (const char *p = strstr (text, part); p; p = strstr (p + 1, part))
    n++;

  return n;
}

static void
test_lines (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GString) code = g_string_new ("Look:\n\n```c\n");
  g_auto(GStrv) pages = NULL;
  g_autofree char *all = NULL;

  natter_conversation_set_title (fixture->conversation, "A long talk");
  say (fixture, NATTER_ROLE_USER, "Much code, please.");
  for (guint i = 0; i < 300; i++)
    g_string_append_printf (code, "  line_%03u ();\n", i);
  g_string_append (code, "```\n");
  say (fixture, NATTER_ROLE_ASSISTANT, code->str);
  pages = read_pages (fixture);
  if (!pages)
    return;

  all = g_strjoinv ("\f", pages);
  for (guint i = 0; i < 300; i++)
    {
      g_autofree char *line = g_strdup_printf ("line_%03u ();", i);

      g_assert_cmpuint (count (all, line), ==, 1);
    }
  g_assert_cmpuint (g_strv_length (pages), >=, 5);
  g_assert_cmpuint (g_strv_length (pages), <=, 9);
  for (guint i = 0; pages[i]; i++)
    {
      g_autofree char *number = g_strdup_printf ("\\b%u */ *%u\\b", i + 1,
                                                 g_strv_length (pages));

      g_assert_true (g_regex_match_simple (number, pages[i], 0, 0));
      g_assert_nonnull (strstr (pages[i], "A long talk"));
    }
}

static void
test_table (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GString) table = g_string_new ("| Number | Its square |\n|---:|---|\n");
  g_auto(GStrv) pages = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < 200; i++)
    g_string_append_printf (table, "| n%u | first%u word second%u |\n", i, i, i);
  say (fixture, NATTER_ROLE_ASSISTANT, table->str);
  pages = read_pages (fixture);
  if (!pages)
    return;

  all = g_strjoinv ("\f", pages);
  g_assert_cmpuint (g_strv_length (pages), >=, 3);
  for (guint i = 0; pages[i]; i++)
    g_assert_cmpuint (count (pages[i], "Its square"), ==, 1);
  for (guint i = 0; i < 200; i++)
    {
      g_autofree char *words = g_strdup_printf ("first%u word second%u\n", i, i);

      g_assert_cmpuint (count (all, words), ==, 1);
    }
}

/* A cell that no page holds, and a word that no line holds. */
static void
test_too_large (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new ("| a | b |\n|---|---|\n| ");
  g_auto(GStrv) pages = NULL;
  g_autofree char *all = NULL;

  for (guint i = 0; i < 3000; i++)
    g_string_append_printf (text, "word%u ", i);
  g_string_append (text, "| x |\n\n");
  for (guint i = 0; i < 500; i++)
    g_string_append (text, "unbreakable");
  g_string_append (text, "end\n");
  say (fixture, NATTER_ROLE_ASSISTANT, text->str);
  pages = read_pages (fixture);
  if (!pages)
    return;

  all = g_strjoinv ("\n", pages);
  for (guint i = 0; i < 3000; i++)
    {
      g_autofree char *pattern = g_strdup_printf ("\\bword%u\\b", i);

      g_assert_true (g_regex_match_simple (pattern, all, 0, 0));
    }
  g_assert_nonnull (strstr (all, "end"));
}

/* A heading is never the last on its page. */
static void
test_headings (Fixture       *fixture,
               gconstpointer  data)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_auto(GStrv) pages = NULL;

  for (guint i = 0; i < 100; i++)
    g_string_append_printf (text, "## Heading%u\n\nsome text of it\n\n", i);
  say (fixture, NATTER_ROLE_ASSISTANT, text->str);
  pages = read_pages (fixture);
  for (guint i = 0; pages && pages[i]; i++)
    {
      const char *last = g_strrstr (pages[i], "Heading");

      g_assert_nonnull (strstr (last, "some text of it"));
    }
}

static void
test_kinds (Fixture       *fixture,
            gconstpointer  data)
{
  g_autoptr(GError) error = NULL;
  g_auto(GStrv) pages = NULL;
  g_autofree char *all = NULL;
  g_autoptr(NatterMessage) again = natter_message_new (NATTER_ROLE_ASSISTANT, "Another answer");
  NatterMessage *answer = NULL;
  NatterDelta reasoning = { .kind = NATTER_DELTA_REASONING, .text = "Thinking", .length = 8 };

  say (fixture, NATTER_ROLE_USER, "a\n  typed *as is*");
  answer = say (fixture, NATTER_ROLE_ASSISTANT,
                "1. one\n   - two\n\n> quoted\n\n- [x] done\n\n---\n\n$E = mc^2$ and $\\frac{1}{2}$"
                "\n\n![a picture](https://example.com/p.png)\n\nשלום עולם\n\n- مرحبا\n\n"
                "<script>alert(1)</script> a\xe2\x80\xae" "b");
  natter_message_append (answer, &reasoning);
  natter_conversation_add_sibling (fixture->conversation, answer, again);
  pages = read_pages (fixture);
  if (!pages)
    return;

  all = g_strjoinv ("\n", pages);
  g_assert_nonnull (strstr (all, "typed *as is*"));
  g_assert_nonnull (strstr (all, "1. one"));
  g_assert_nonnull (strstr (all, "• two"));
  g_assert_nonnull (strstr (all, "quoted"));
  g_assert_nonnull (strstr (all, "mc²"));
  g_assert_nonnull (strstr (all, "https://example.com/p.png"));
  g_assert_nonnull (strstr (all, "<script>alert(1)</script>"));
  g_assert_nonnull (strstr (all, "U+202E"));
  g_assert_nonnull (strstr (all, "Thinking"));
  g_assert_nonnull (strstr (all, "Another answer"));
  g_assert_nonnull (strstr (all, "Branch 1"));
}

static void
test_empty (Fixture       *fixture,
            gconstpointer  data)
{
  g_auto(GStrv) pages = read_pages (fixture);

  if (pages)
    g_assert_cmpuint (g_strv_length (pages), ==, 1);
}

static void
test_cancelled (Fixture       *fixture,
                gconstpointer  data)
{
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  say (fixture, NATTER_ROLE_USER, "a");
  g_cancellable_cancel (cancellable);
  g_assert_false (write_pdf (fixture, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

#define ADD(path, func) g_test_add ("/print/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  gtk_test_init (&argc, &argv, NULL);

  ADD ("lines", test_lines);
  ADD ("table", test_table);
  ADD ("too-large", test_too_large);
  ADD ("headings", test_headings);
  ADD ("kinds", test_kinds);
  ADD ("empty", test_empty);
  ADD ("cancelled", test_cancelled);

  return g_test_run ();
}
