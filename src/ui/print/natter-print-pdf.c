/* natter-print-pdf.c: a conversation as PDF: the sheets that are printed, straight into a file. Any
 * one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-print.h"

#include <cairo-pdf.h>

#include "natter-sheets.h"

#define MARGIN 56.0   /* points, about 20 mm */

typedef struct
{
  GOutputStream *stream;
  GCancellable  *cancellable;
  GError        *error;
} Output;

static cairo_status_t
write_cb (gpointer      data,
          const guchar *bytes,
          unsigned int  length)
{
  Output *output = data;

  if (output->error ||
      !g_output_stream_write_all (output->stream, bytes, length, NULL, output->cancellable,
                                  &output->error))
    return CAIRO_STATUS_WRITE_ERROR;

  return CAIRO_STATUS_SUCCESS;
}

/* What the country uses, as GTK knows it. */
static NatterSheetSize
get_paper (void)
{
  g_autoptr(GtkPaperSize) paper = gtk_paper_size_new (NULL);

  return (NatterSheetSize) { gtk_paper_size_get_width (paper, GTK_UNIT_POINTS),
                             gtk_paper_size_get_height (paper, GTK_UNIT_POINTS) };
}

/* Glyphs stand where they belong, not where pixels are. */
static PangoContext *
new_context (void)
{
  PangoContext *context = pango_font_map_create_context (pango_cairo_font_map_get_default ());
  cairo_font_options_t *options = cairo_font_options_create ();

  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_NONE);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  pango_cairo_context_set_font_options (context, options);
  cairo_font_options_destroy (options);
  pango_cairo_context_set_resolution (context, 72);
  pango_context_set_round_glyph_positions (context, FALSE);

  return context;
}

static void
add_outline (cairo_surface_t *surface,
             NatterSheets    *sheets)
{
  GPtrArray *places = natter_sheets_get_places (sheets);

  for (guint i = 0; i < places->len; i++)
    {
      const NatterSheetPlace *place = g_ptr_array_index (places, i);
      char y[G_ASCII_DTOSTR_BUF_SIZE] = "";
      g_autofree char *target = NULL;

      g_ascii_formatd (y, sizeof y, "%.1f", MARGIN + place->y);
      target = g_strdup_printf ("page=%u pos=[0 %s]", place->page + 1, y);
      cairo_pdf_surface_add_outline (surface, CAIRO_PDF_OUTLINE_ROOT, place->title, target, 0);
    }
}

static cairo_status_t
draw (NatterSheets     *sheets,
      NatterTranscript *transcript,
      cairo_surface_t  *surface,
      GCancellable     *cancellable)
{
  cairo_t *cr = cairo_create (surface);
  guint n_pages = natter_sheets_paginate (sheets);
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_TITLE,
                                  natter_transcript_get_title (transcript));
  cairo_pdf_surface_set_metadata (surface, CAIRO_PDF_METADATA_CREATOR, "Natter " NATTER_VERSION);
  cairo_translate (cr, MARGIN, MARGIN);
  for (guint i = 0; i < n_pages && !g_cancellable_is_cancelled (cancellable); i++)
    {
      natter_sheets_draw (sheets, cr, i);
      cairo_show_page (cr);
    }
  add_outline (surface, sheets);
  status = cairo_status (cr);
  cairo_destroy (cr);

  return status;
}

/**
 * natter_print_write_pdf:
 *
 * A #NatterExportWriter.
 */
gboolean
natter_print_write_pdf (NatterTranscript           *transcript,
                        const NatterExportOptions  *options,
                        GOutputStream              *stream,
                        GCancellable               *cancellable,
                        GError                    **error)
{
  Output output = { stream, cancellable, NULL };
  NatterSheetSize paper = get_paper ();
  NatterSheetSize size = { paper.width - 2 * MARGIN, paper.height - 2 * MARGIN };
  g_autoptr(NatterSheets) sheets = natter_sheets_new (new_context (), &size);
  cairo_surface_t *surface = NULL;
  cairo_status_t status = CAIRO_STATUS_SUCCESS;

  if (!natter_sheets_add_transcript (sheets, transcript, options, cancellable, error))
    return FALSE;

  surface = cairo_pdf_surface_create_for_stream (write_cb, &output, paper.width, paper.height);
  status = draw (sheets, transcript, surface, cancellable);
  cairo_surface_finish (surface);
  if (status == CAIRO_STATUS_SUCCESS)
    status = cairo_surface_status (surface);
  cairo_surface_destroy (surface);

  if (output.error)
    {
      g_propagate_error (error, output.error);
      return FALSE;
    }
  if (g_cancellable_set_error_if_cancelled (cancellable, error))
    return FALSE;
  if (status == CAIRO_STATUS_SUCCESS)
    return TRUE;

  g_set_error_literal (error, G_IO_ERROR, G_IO_ERROR_FAILED, cairo_status_to_string (status));
  return FALSE;
}
