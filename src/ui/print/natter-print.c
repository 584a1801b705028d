/* natter-print.c: a conversation on paper, through the desktop's own dialog, which in a sandbox is
 * the portal's. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-print.h"

#include "natter-sheets.h"

typedef struct
{
  NatterTranscript    *transcript;
  NatterExportOptions *options;
  NatterSheets        *sheets;      /* once it is known on what */
  NatterPrintFunc      failed;
  gpointer             data;
} Printing;

static void
printing_free (Printing *printing)
{
  natter_transcript_unref (printing->transcript);
  natter_export_options_free (printing->options);
  g_clear_pointer (&printing->sheets, natter_sheets_free);
  g_free (printing);
}

static void
begin_cb (GtkPrintOperation *operation,
          GtkPrintContext   *context,
          Printing          *printing)
{
  PangoContext *pango = gtk_print_context_create_pango_context (context);
  NatterSheetSize size = { gtk_print_context_get_width (context),
                           gtk_print_context_get_height (context) };

  g_clear_pointer (&printing->sheets, natter_sheets_free);
  pango_context_set_round_glyph_positions (pango, FALSE);
  printing->sheets = natter_sheets_new (pango, &size);
  natter_sheets_add_transcript (printing->sheets, printing->transcript, printing->options, NULL,
                                NULL);
  gtk_print_operation_set_n_pages (operation,
                                   (int) MIN (natter_sheets_paginate (printing->sheets), G_MAXINT));
}

static void
draw_cb (GtkPrintOperation *operation,
         GtkPrintContext   *context,
         int                page,
         Printing          *printing)
{
  natter_sheets_draw (printing->sheets, gtk_print_context_get_cairo_context (context),
                      (guint) page);
}

static void
done_cb (GtkPrintOperation       *operation,
         GtkPrintOperationResult  result,
         Printing                *printing)
{
  g_autoptr(GError) error = NULL;

  if (result != GTK_PRINT_OPERATION_RESULT_ERROR)
    return;

  gtk_print_operation_get_error (operation, &error);
  if (error)
    printing->failed (error, printing->data);
}

/**
 * natter_print_ask:
 * @conversation: a conversation whose messages are here
 * @options: what is wanted of it
 * @parent: the window that asks
 * @failed: called when it can't be printed
 * @data: for @failed; @parent outlives the dialog, and so must it
 *
 * Asks how and where to print, and prints.
 */
void
natter_print_ask (NatterConversation        *conversation,
                  const NatterExportOptions *options,
                  GtkWindow                 *parent,
                  NatterPrintFunc            failed,
                  gpointer                   data)
{
  g_autoptr(GtkPrintOperation) operation = gtk_print_operation_new ();
  g_autoptr(GError) error = NULL;
  Printing *printing = g_new0 (Printing, 1);

  printing->transcript = natter_transcript_new (conversation);
  printing->options = natter_export_options_copy (options);
  printing->failed = failed;
  printing->data = data;
  g_object_set_data_full (G_OBJECT (operation), "natter-printing", printing,
                          (GDestroyNotify) printing_free);

  gtk_print_operation_set_unit (operation, GTK_UNIT_POINTS);
  gtk_print_operation_set_allow_async (operation, TRUE);
  gtk_print_operation_set_embed_page_setup (operation, TRUE);
  gtk_print_operation_set_job_name (operation, natter_transcript_get_title (printing->transcript));
  g_signal_connect (operation, "begin-print", G_CALLBACK (begin_cb), printing);
  g_signal_connect (operation, "draw-page", G_CALLBACK (draw_cb), printing);
  g_signal_connect (operation, "done", G_CALLBACK (done_cb), printing);
  if (gtk_print_operation_run (operation, GTK_PRINT_OPERATION_ACTION_PRINT_DIALOG, parent,
                               &error) == GTK_PRINT_OPERATION_RESULT_ERROR && error)
    failed (error, data);
}
