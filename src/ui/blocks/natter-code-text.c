/* natter-code-text.c: lines of fixed-width text. They are laid out in small pieces, and only those
 * near the view: every line has the same height, so that where a piece stands is known without it.
 * A text that grows costs what its last piece costs. Where long lines wrap, all pieces are laid out
 * once for their heights. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-code-text.h"

#include <adwaita.h>
#include <string.h>

#include "natter-code-attributes.h"

#define PIECE_LINES 32
#define LINE_HEIGHT 1.3

/* A part of the window, from one break of the text to another. */
typedef struct
{
  guint        first;    /* line */
  guint        n_lines;
  gsize        start;    /* bytes of the text */
  gsize        end;
  PangoLayout *layout;   /* while it is near the view */
  int          height;   /* pixels at the width below, where lines wrap */
} Piece;

struct _NatterCodeText
{
  GtkWidget        parent_instance;

  NatterMarkable  *owner;
  NatterBlock     *block;
  NatterCodeLines  lines;
  guint            first;          /* of the lines that are shown */
  guint            n_lines;
  gboolean         wrap;

  GArray          *pieces;
  guint            columns;        /* of the widest line that is shown */
  int              heights_width;  /* pixels that the heights are for, -1: none */

  int              line_height;    /* pixels, 0: not known */
  double           column_width;
  guint            font_serial;
  gboolean         is_dark;        /* what the layouts are coloured for */
  gboolean         is_contrast;

  double           top;            /* of what is near the view */
  double           bottom;
};

G_DEFINE_FINAL_TYPE (NatterCodeText, natter_code_text, GTK_TYPE_WIDGET)

static const char *
get_text (NatterCodeText *self)
{
  return natter_block_get_text (self->block);
}

static void
clear_piece (gpointer data)
{
  Piece *piece = data;

  g_clear_object (&piece->layout);
}

static void
drop_layouts (NatterCodeText *self)
{
  for (guint i = 0; i < self->pieces->len; i++)
    clear_piece (&g_array_index (self->pieces, Piece, i));
  self->heights_width = -1;
}

static void
ensure_metrics (NatterCodeText *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = NULL;

  if (self->line_height > 0 && self->font_serial == pango_context_get_serial (context))
    return;

  metrics = pango_context_get_metrics (context, NULL, NULL);
  self->font_serial = pango_context_get_serial (context);
  self->line_height = (int) (LINE_HEIGHT * pango_font_metrics_get_height (metrics) / PANGO_SCALE);
  self->line_height = MAX (self->line_height, 1);
  self->column_width =
    pango_units_to_double (pango_font_metrics_get_approximate_digit_width (metrics));
  pango_font_metrics_unref (metrics);
  drop_layouts (self);
}

static guint
count_columns (NatterCodeText *self,
               guint           from,
               guint           to)
{
  guint columns = 0;

  for (guint i = from; i < to; i++)
    {
      gsize start, end;

      natter_code_lines_get (&self->lines, get_text (self), i, &start, &end);
      columns = MAX (columns, natter_code_lines_get_columns (get_text (self) + start, end - start));
    }

  return columns;
}

/* Goes on to the end of the window from the piece at @n; those before it are what they were. */
static void
build_pieces (NatterCodeText *self,
              guint           n)
{
  guint end = self->first + self->n_lines;
  guint line = self->first;

  g_array_set_size (self->pieces, n);
  if (n > 0)
    {
      const Piece *last = &g_array_index (self->pieces, Piece, n - 1);

      line = last->first + last->n_lines;
    }

  while (line < end)
    {
      Piece piece = { .first = line };
      gsize ignored;

      natter_code_lines_get (&self->lines, get_text (self), line, &piece.start, &ignored);
      while (line < end && piece.n_lines < PIECE_LINES)
        {
          piece.n_lines++;
          /* What is cut has no break between its lines: a layout would show it as one. */
          if (natter_code_lines_is_cut (&self->lines, get_text (self), line++))
            break;
        }
      natter_code_lines_get (&self->lines, get_text (self), line - 1, &ignored, &piece.end);
      g_array_append_val (self->pieces, piece);
    }
}

static PangoLayout *
ensure_layout (NatterCodeText *self,
               Piece          *piece)
{
  g_autoptr(PangoAttrList) attributes = NULL;

  if (!piece->layout)
    {
      attributes = natter_code_attributes_new (self->block, piece->start, piece->end);
      pango_attr_list_insert (
        attributes, pango_attr_line_height_new_absolute (self->line_height * PANGO_SCALE));

      piece->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), NULL);
      pango_layout_set_auto_dir (piece->layout, FALSE);
      pango_layout_set_wrap (piece->layout, PANGO_WRAP_WORD_CHAR);
      pango_layout_set_attributes (piece->layout, attributes);
      pango_layout_set_text (piece->layout, get_text (self) + piece->start,
                             (int) (piece->end - piece->start));
    }
  pango_layout_set_width (piece->layout,
                          self->wrap ? MAX (self->heights_width, 1) * PANGO_SCALE : -1);

  return piece->layout;
}

/* Only wrapped lines have to be laid out for their height. */
static void
ensure_heights (NatterCodeText *self,
                int             width)
{
  ensure_metrics (self);
  if (!self->wrap)
    width = 0;
  if (self->heights_width != width)
    {
      for (guint i = 0; i < self->pieces->len; i++)
        g_array_index (self->pieces, Piece, i).height = 0;
      self->heights_width = width;
    }

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (piece->height > 0)
        continue;
      if (self->wrap)
        pango_layout_get_pixel_size (ensure_layout (self, piece), NULL, &piece->height);
      else
        piece->height = (int) piece->n_lines * self->line_height;
    }
}

static int
get_height (NatterCodeText *self)
{
  int height = 0;

  for (guint i = 0; i < self->pieces->len; i++)
    height += g_array_index (self->pieces, Piece, i).height;

  return height;
}

static void
natter_code_text_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  NatterCodeText *self = NATTER_CODE_TEXT (widget);
  int width;

  ensure_metrics (self);
  width = (int) (self->columns * self->column_width) + 1;
  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      *minimum = self->wrap ? 0 : width;
      *natural = width;
      return;
    }

  ensure_heights (self, for_size < 0 ? width : for_size);
  *minimum = *natural = get_height (self);
}

static void
natter_code_text_size_allocate (GtkWidget *widget,
                                int        width,
                                int        height,
                                int        baseline)
{
  ensure_heights (NATTER_CODE_TEXT (widget), width);
}

/* Colours follow the scheme at once. */
static void
check_scheme (NatterCodeText *self)
{
  AdwStyleManager *manager = adw_style_manager_get_default ();
  gboolean is_dark = adw_style_manager_get_dark (manager);
  gboolean is_contrast = adw_style_manager_get_high_contrast (manager);

  if (self->is_dark == is_dark && self->is_contrast == is_contrast)
    return;

  self->is_dark = is_dark;
  self->is_contrast = is_contrast;
  for (guint i = 0; i < self->pieces->len; i++)
    clear_piece (&g_array_index (self->pieces, Piece, i));
}

static void
natter_code_text_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  NatterCodeText *self = NATTER_CODE_TEXT (widget);
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (self->owner, &n_marks);
  GdkRGBA color;
  int y = 0;

  check_scheme (self);
  ensure_heights (self, gtk_widget_get_width (widget));
  gtk_widget_get_color (widget, &color);

  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (y + piece->height < self->top || y > self->bottom)
        {
          g_clear_object (&piece->layout);
        }
      else
        {
          PangoLayout *layout = ensure_layout (self, piece);

          natter_marks_snapshot (marks, n_marks, widget, snapshot, layout, piece->start, 0, y);
          gtk_snapshot_save (snapshot);
          gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (0, (float) y));
          gtk_snapshot_append_layout (snapshot, layout, &color);
          gtk_snapshot_restore (snapshot);
        }
      y += piece->height;
    }
}

static void
natter_code_text_css_changed (GtkWidget         *widget,
                              GtkCssStyleChange *change)
{
  NatterCodeText *self = NATTER_CODE_TEXT (widget);
  PangoContext *context = gtk_widget_get_pango_context (widget);

  GTK_WIDGET_CLASS (natter_code_text_parent_class)->css_changed (widget, change);

  if (self->line_height > 0 && self->font_serial != pango_context_get_serial (context))
    {
      drop_layouts (self);
      gtk_widget_queue_resize (widget);
    }
}

static GtkSizeRequestMode
natter_code_text_get_request_mode (GtkWidget *widget)
{
  return NATTER_CODE_TEXT (widget)->wrap ? GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH
                                         : GTK_SIZE_REQUEST_CONSTANT_SIZE;
}

static void
natter_code_text_finalize (GObject *object)
{
  NatterCodeText *self = NATTER_CODE_TEXT (object);

  g_clear_object (&self->block);
  g_clear_pointer (&self->pieces, g_array_unref);
  natter_code_lines_clear (&self->lines);

  G_OBJECT_CLASS (natter_code_text_parent_class)->finalize (object);
}

static void
natter_code_text_class_init (NatterCodeTextClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = natter_code_text_finalize;
  widget_class->measure = natter_code_text_measure;
  widget_class->size_allocate = natter_code_text_size_allocate;
  widget_class->snapshot = natter_code_text_snapshot;
  widget_class->css_changed = natter_code_text_css_changed;
  widget_class->get_request_mode = natter_code_text_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "codetext");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
natter_code_text_init (NatterCodeText *self)
{
  self->pieces = g_array_new (FALSE, TRUE, sizeof (Piece));
  g_array_set_clear_func (self->pieces, clear_piece);
  natter_code_lines_init (&self->lines);
  self->heights_width = -1;
  self->bottom = G_MAXINT;
  gtk_widget_add_css_class (GTK_WIDGET (self), "monospace");
  /* Code reads from the left in every language. */
  gtk_widget_set_direction (GTK_WIDGET (self), GTK_TEXT_DIR_LTR);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "text");
}

/**
 * natter_code_text_new:
 * @owner: what the marks belong to; its text is the block's
 *
 * Returns: (transfer floating): a widget without a text
 */
GtkWidget *
natter_code_text_new (NatterMarkable *owner)
{
  NatterCodeText *self = g_object_new (NATTER_TYPE_CODE_TEXT, NULL);

  self->owner = owner;

  return GTK_WIDGET (self);
}

/**
 * natter_code_text_set_block:
 * @block: whose text is to be shown; no line of it is, before natter_code_text_set_window()
 */
void
natter_code_text_set_block (NatterCodeText *self,
                            NatterBlock    *block)
{
  g_return_if_fail (NATTER_IS_CODE_TEXT (self));

  g_set_object (&self->block, block);
  natter_code_lines_reset (&self->lines);
  g_array_set_size (self->pieces, 0);
  self->first = 0;
  self->n_lines = 0;
  self->columns = 0;
  natter_code_lines_feed (&self->lines, get_text (self), natter_block_get_length (block));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * natter_code_text_grow:
 *
 * Reads what the block's text has got at its end; the lines that are shown stay the same.
 */
void
natter_code_text_grow (NatterCodeText *self)
{
  g_return_if_fail (NATTER_IS_CODE_TEXT (self));

  natter_code_lines_feed (&self->lines, get_text (self), natter_block_get_length (self->block));
}

/**
 * natter_code_text_recolour:
 *
 * Shows the colours that the block has now.
 */
void
natter_code_text_recolour (NatterCodeText *self)
{
  g_return_if_fail (NATTER_IS_CODE_TEXT (self));

  for (guint i = 0; i < self->pieces->len; i++)
    clear_piece (&g_array_index (self->pieces, Piece, i));
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * natter_code_text_get_lines:
 *
 * Returns: (transfer none): those of the whole text
 */
const NatterCodeLines *
natter_code_text_get_lines (NatterCodeText *self)
{
  g_return_val_if_fail (NATTER_IS_CODE_TEXT (self), NULL);

  return &self->lines;
}

/**
 * natter_code_text_set_window:
 * @first: the first line to show
 * @n_lines: how many
 *
 * Sets which lines are shown. Where the same ones and some more at the end are, only the last
 * lines are laid out anew.
 */
void
natter_code_text_set_window (NatterCodeText *self,
                             guint           first,
                             guint           n_lines)
{
  guint kept = 0;

  g_return_if_fail (NATTER_IS_CODE_TEXT (self));
  g_return_if_fail (first + n_lines <= natter_code_lines_get_n (&self->lines));

  if (self->pieces->len > 0 && first == self->first && n_lines >= self->n_lines)
    kept = self->pieces->len - 1;
  self->first = first;
  self->n_lines = n_lines;
  build_pieces (self, kept);

  if (kept == 0)
    self->columns = count_columns (self, first, first + n_lines);
  else
    self->columns = MAX (self->columns,
                         count_columns (self, g_array_index (self->pieces, Piece, kept).first,
                                        first + n_lines));
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * natter_code_text_get_end:
 *
 * Returns: where in the text the last line that is shown ends
 */
gsize
natter_code_text_get_end (NatterCodeText *self)
{
  g_return_val_if_fail (NATTER_IS_CODE_TEXT (self), 0);

  return self->pieces->len > 0
           ? g_array_index (self->pieces, Piece, self->pieces->len - 1).end : 0;
}

/**
 * natter_code_text_set_wrap:
 * @wrap: whether lines that are too long go on in the next one
 */
void
natter_code_text_set_wrap (NatterCodeText *self,
                           gboolean        wrap)
{
  g_return_if_fail (NATTER_IS_CODE_TEXT (self));

  if (!self->wrap == !wrap)
    return;

  self->wrap = wrap;
  drop_layouts (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * natter_code_text_set_visible:
 * @top: of what can be seen, in pixels of the widget
 * @bottom: its end
 *
 * What is further away is not drawn.
 */
void
natter_code_text_set_visible (NatterCodeText *self,
                              double          top,
                              double          bottom)
{
  double margin = bottom - top;

  g_return_if_fail (NATTER_IS_CODE_TEXT (self));

  if (top >= self->top && bottom <= self->bottom && self->bottom < G_MAXINT)
    return;

  self->top = top - margin;
  self->bottom = bottom + margin;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * natter_code_text_get_offset_at:
 *
 * Returns: the offset in the block's text that is nearest to a point
 */
gsize
natter_code_text_get_offset_at (NatterCodeText *self,
                                double          x,
                                double          y)
{
  int top = 0;

  g_return_val_if_fail (NATTER_IS_CODE_TEXT (self), 0);

  if (y < 0 || self->pieces->len == 0)
    return self->pieces->len > 0 ? g_array_index (self->pieces, Piece, 0).start : 0;

  ensure_heights (self, gtk_widget_get_width (GTK_WIDGET (self)));
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (y < top + piece->height)
        return piece->start + natter_layout_get_offset (ensure_layout (self, piece), x, y - top);
      top += piece->height;
    }

  return natter_code_text_get_end (self);
}

/**
 * natter_code_text_get_rect_at:
 * @offset: in the block's text
 * @rect: (out): where a caret before it stands
 *
 * Returns: %FALSE where the line is not shown
 */
gboolean
natter_code_text_get_rect_at (NatterCodeText  *self,
                              gsize            offset,
                              graphene_rect_t *rect)
{
  int top = 0;

  g_return_val_if_fail (NATTER_IS_CODE_TEXT (self), FALSE);

  ensure_heights (self, gtk_widget_get_width (GTK_WIDGET (self)));
  for (guint i = 0; i < self->pieces->len; i++)
    {
      Piece *piece = &g_array_index (self->pieces, Piece, i);

      if (offset < piece->start)
        return FALSE;
      if (offset <= piece->end)
        {
          natter_layout_get_caret (ensure_layout (self, piece), offset - piece->start, rect);
          rect->origin.y += (float) top;
          return TRUE;
        }
      top += piece->height;
    }

  return FALSE;
}
