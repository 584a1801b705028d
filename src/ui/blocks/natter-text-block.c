/* natter-text-block.c: a text of the transcript: prose, a heading, a refusal, a list of sources.
 * Core's neutral spans become Pango attributes; links become widgets of their own over their words,
 * so that they can be pressed, focused and read aloud. Marks are painted behind the text.
 *
 * A Pango layout of its own instead of a label: it is laid out for the width that it gets and no
 * other, which is what a growing text costs; and its selection is the transcript's. Main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-text-block.h"

#include <string.h>

#include "natter-markable.h"
#include "natter-span-attributes.h"
#include "natter-text-link.h"

#define LINE_HEIGHT     1.45

/* A line of so many bytes is wider than any measure: its width need not be known. */
#define LONG_LINE       600
#define LONG_LINE_WIDTH 4000   /* pixels */

typedef struct
{
  GtkWidget *widget;
  guint      start;   /* bytes of the text */
  guint      end;
  GdkRGBA    color;   /* in which its words are drawn */
} Link;

struct _NatterTextBlock
{
  GtkWidget      parent_instance;

  PangoLayout   *layout;
  PangoAttrList *attributes;   /* without the links' colours */
  GArray        *links;        /* of Link; NULL while there are none */
};

static void markable_init (NatterMarkableInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterTextBlock, natter_text_block, GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (NATTER_TYPE_MARKABLE, markable_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT,
                                                      natter_markable_init_accessible_text))

static const char *const heading_classes[] = {
  "heading-1", "heading-2", "heading-3", "heading-4", "heading-5", "heading-6",
};

static PangoAttrList *
make_attributes (const NatterSpan *spans,
                 guint             n_spans)
{
  PangoAttrList *list = pango_attr_list_new ();

  pango_attr_list_insert (list, pango_attr_line_height_new (LINE_HEIGHT));

  for (guint i = 0; i < n_spans; i++)
    natter_span_attributes_insert (list, &spans[i]);

  return list;
}

static const char *
get_text (NatterMarkable *markable,
          gsize          *length)
{
  const char *text = pango_layout_get_text (NATTER_TEXT_BLOCK (markable)->layout);

  *length = strlen (text);

  return text;
}

/* The layout as it is seen: measuring may have left it at another width. */
static PangoLayout *
get_shown_layout (NatterTextBlock *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean rtl = gtk_widget_get_direction (widget) == GTK_TEXT_DIR_RTL;

  pango_layout_set_width (self->layout, gtk_widget_get_width (widget) * PANGO_SCALE);
  pango_layout_set_alignment (self->layout, rtl ? PANGO_ALIGN_RIGHT : PANGO_ALIGN_LEFT);

  return self->layout;
}

static gsize
get_offset_at (NatterMarkable *markable,
               double          x,
               double          y)
{
  return natter_layout_get_offset (get_shown_layout (NATTER_TEXT_BLOCK (markable)), x, y);
}

static gboolean
get_rect_at (NatterMarkable  *markable,
             gsize            offset,
             graphene_rect_t *rect)
{
  natter_layout_get_caret (get_shown_layout (NATTER_TEXT_BLOCK (markable)), offset, rect);

  return TRUE;
}

static void
markable_init (NatterMarkableInterface *iface)
{
  iface->get_text = get_text;
  iface->get_offset_at = get_offset_at;
  iface->get_rect_at = get_rect_at;
}

static gboolean
link_contains (NatterTextLink *widget,
               double          x,
               double          y,
               gpointer        data)
{
  NatterTextBlock *self = data;
  graphene_point_t point;
  int index = 0;
  int trailing = 0;

  if (!gtk_widget_compute_point (GTK_WIDGET (widget), GTK_WIDGET (self),
                                 &GRAPHENE_POINT_INIT ((float) x, (float) y), &point) ||
      !pango_layout_xy_to_index (get_shown_layout (self), pango_units_from_double (point.x),
                                 pango_units_from_double (point.y), &index, &trailing))
    return FALSE;

  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);

      if (link->widget == GTK_WIDGET (widget))
        return (guint) index >= link->start && (guint) index < link->end;
    }

  return FALSE;
}

static void
clear_link (gpointer data)
{
  Link *link = data;

  gtk_widget_unparent (link->widget);
}

static void
add_link (NatterTextBlock *self)
{
  Link link = { .widget = natter_text_link_new (link_contains, self) };

  if (!self->links)
    {
      self->links = g_array_new (FALSE, FALSE, sizeof (Link));
      g_array_set_clear_func (self->links, clear_link);
    }
  g_array_append_val (self->links, link);
  gtk_widget_set_parent (link.widget, GTK_WIDGET (self));
}

/* Links that stay the same keep their widgets, and the focus. They do not nest. */
static void
update_links (NatterTextBlock  *self,
              const NatterSpan *spans,
              guint             n_spans)
{
  const char *text = pango_layout_get_text (self->layout);
  guint n_links = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      const NatterSpan *span = &spans[i];
      g_autofree char *words = NULL;
      Link *link = NULL;

      if (span->kind != NATTER_SPAN_LINK || !span->target || span->start == span->end)
        continue;

      if (!self->links || n_links == self->links->len)
        add_link (self);
      link = &g_array_index (self->links, Link, n_links++);
      link->start = span->start;
      link->end = span->end;
      words = natter_span_dup_original (text, spans, n_spans, span->start, span->end);
      natter_text_link_set (NATTER_TEXT_LINK (link->widget), span->target, words, strlen (words));
    }

  if (n_links == 0)
    g_clear_pointer (&self->links, g_array_unref);
  else
    g_array_set_size (self->links, n_links);
}

/* The colour of a link is its widget's, which the style decides. */
static gboolean
update_link_colors (NatterTextBlock *self)
{
  gboolean changed = FALSE;

  for (guint i = 0; self->links && i < self->links->len; i++)
    {
      Link *link = &g_array_index (self->links, Link, i);
      GdkRGBA color;

      gtk_widget_get_color (link->widget, &color);
      changed = changed || !gdk_rgba_equal (&color, &link->color);
      link->color = color;
    }

  return changed;
}

/* A light accent colour in the dark scheme may be brighter than a display can be. */
static guint16
to_pango (float value)
{
  return (guint16) (CLAMP (value, 0.0f, 1.0f) * 65535 + 0.5f);
}

static void
apply_attributes (NatterTextBlock *self)
{
  g_autoptr(PangoAttrList) colored = NULL;

  if (!self->links)
    {
      pango_layout_set_attributes (self->layout, self->attributes);
      return;
    }

  colored = pango_attr_list_copy (self->attributes);
  for (guint i = 0; i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);
      PangoAttribute *attribute = pango_attr_foreground_new (to_pango (link->color.red),
                                                             to_pango (link->color.green),
                                                             to_pango (link->color.blue));

      attribute->start_index = link->start;
      attribute->end_index = link->end;
      pango_attr_list_insert (colored, attribute);
    }
  pango_layout_set_attributes (self->layout, colored);
}

static gboolean
has_long_line (const char *text)
{
  return memchr (text, '\n', LONG_LINE) == NULL;
}

static int
get_natural_width (NatterTextBlock *self)
{
  gsize length = 0;
  const char *text = get_text (NATTER_MARKABLE (self), &length);
  int width = 0;

  if (length > LONG_LINE && has_long_line (text))
    return LONG_LINE_WIDTH;

  pango_layout_set_width (self->layout, -1);
  pango_layout_get_size (self->layout, &width, NULL);

  return PANGO_PIXELS_CEIL (width);
}

static void
natter_text_block_measure (GtkWidget      *widget,
                           GtkOrientation  orientation,
                           int             for_size,
                           int            *minimum,
                           int            *natural,
                           int            *minimum_baseline,
                           int            *natural_baseline)
{
  NatterTextBlock *self = NATTER_TEXT_BLOCK (widget);
  int height = 0;

  if (orientation == GTK_ORIENTATION_HORIZONTAL)
    {
      /* Words that do not fit are broken: any width will do. */
      *natural = get_natural_width (self);
      *minimum = 0;
      return;
    }

  pango_layout_set_width (self->layout, for_size < 0 ? -1 : for_size * PANGO_SCALE);
  pango_layout_get_size (self->layout, NULL, &height);
  *minimum = *natural = PANGO_PIXELS_CEIL (height);
}

static void
get_link_area (PangoLayout     *layout,
               const Link      *link,
               int              width,
               graphene_rect_t *area)
{
  graphene_rect_t end;

  natter_layout_get_caret (layout, link->start, area);
  natter_layout_get_caret (layout, link->end, &end);
  /* Carets tell too little of words in two directions, and of several lines. */
  if (area->origin.y < end.origin.y || pango_layout_get_direction (layout, (int) link->start) !=
                                         pango_layout_get_direction (layout, (int) link->end))
    {
      area->origin.x = 0;
      area->size.width = (float) width;
    }
  graphene_rect_union (area, &end, area);
}

static void
natter_text_block_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  NatterTextBlock *self = NATTER_TEXT_BLOCK (widget);

  for (guint i = 0; self->links && i < self->links->len; i++)
    {
      const Link *link = &g_array_index (self->links, Link, i);
      graphene_rect_t area;

      get_link_area (get_shown_layout (self), link, width, &area);
      gtk_widget_allocate (link->widget, (int) ceilf (area.size.width),
                           (int) ceilf (area.size.height), -1,
                           gsk_transform_translate (NULL, &area.origin));
    }
}

static void
natter_text_block_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  NatterTextBlock *self = NATTER_TEXT_BLOCK (widget);
  PangoLayout *layout = get_shown_layout (self);
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (NATTER_MARKABLE (self), &n_marks);
  GdkRGBA color;

  if (update_link_colors (self))
    apply_attributes (self);

  natter_marks_snapshot (marks, n_marks, widget, snapshot, layout, 0, 0, 0);
  gtk_widget_get_color (widget, &color);
  gtk_snapshot_append_layout (snapshot, layout, &color);

  GTK_WIDGET_CLASS (natter_text_block_parent_class)->snapshot (widget, snapshot);
}

static GtkSizeRequestMode
natter_text_block_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
natter_text_block_dispose (GObject *object)
{
  NatterTextBlock *self = NATTER_TEXT_BLOCK (object);

  g_clear_pointer (&self->links, g_array_unref);

  G_OBJECT_CLASS (natter_text_block_parent_class)->dispose (object);
}

static void
natter_text_block_finalize (GObject *object)
{
  NatterTextBlock *self = NATTER_TEXT_BLOCK (object);

  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  g_clear_object (&self->layout);

  G_OBJECT_CLASS (natter_text_block_parent_class)->finalize (object);
}

static void
natter_text_block_class_init (NatterTextBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_text_block_dispose;
  object_class->finalize = natter_text_block_finalize;
  widget_class->measure = natter_text_block_measure;
  widget_class->size_allocate = natter_text_block_size_allocate;
  widget_class->snapshot = natter_text_block_snapshot;
  widget_class->get_request_mode = natter_text_block_get_request_mode;
  gtk_widget_class_set_css_name (widget_class, "textblock");
}

static void
natter_text_block_init (NatterTextBlock *self)
{
  GtkWidget *widget = GTK_WIDGET (self);

  self->layout = gtk_widget_create_pango_layout (widget, NULL);
  pango_layout_set_wrap (self->layout, PANGO_WRAP_WORD_CHAR);
  gtk_widget_set_focusable (widget, TRUE);
  gtk_widget_set_cursor_from_name (widget, "text");
  gtk_widget_set_valign (widget, GTK_ALIGN_START);
}

/**
 * natter_text_block_new:
 * @role: what it is for those who do not see it: a paragraph, a heading, …
 *
 * Returns: (transfer floating): a widget for text, without any
 */
GtkWidget *
natter_text_block_new (GtkAccessibleRole role)
{
  return g_object_new (NATTER_TYPE_TEXT_BLOCK, "accessible-role", role, NULL);
}

static void
set_heading (NatterTextBlock *self,
             guint            level)
{
  for (guint i = 0; i < G_N_ELEMENTS (heading_classes); i++)
    {
      if (level == i + 1)
        gtk_widget_add_css_class (GTK_WIDGET (self), heading_classes[i]);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (self), heading_classes[i]);
    }

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LEVEL,
                                  (int) level, -1);
}

/**
 * natter_text_block_set_block:
 * @block: a paragraph, or a heading where the role is that
 */
void
natter_text_block_set_block (NatterTextBlock *self,
                             NatterBlock     *block)
{
  const NatterSpan *spans = NULL;
  guint n_spans = 0;

  g_return_if_fail (NATTER_IS_TEXT_BLOCK (self));
  g_return_if_fail (NATTER_IS_BLOCK (block));

  if (natter_block_get_kind (block) == NATTER_BLOCK_HEADING)
    set_heading (self, natter_block_get_level (block));

  spans = natter_block_get_spans (block, &n_spans);
  natter_text_block_set_text (self, natter_block_get_text (block),
                              natter_block_get_length (block), spans, n_spans);
}

/**
 * natter_text_block_set_text:
 * @text: the whole text
 * @length: its bytes
 * @spans: (array length=n_spans) (nullable): its styles and links
 * @n_spans: their number
 */
void
natter_text_block_set_text (NatterTextBlock  *self,
                            const char       *text,
                            gsize             length,
                            const NatterSpan *spans,
                            guint             n_spans)
{
  g_return_if_fail (NATTER_IS_TEXT_BLOCK (self));

  pango_layout_set_text (self->layout, text, (int) length);
  g_clear_pointer (&self->attributes, pango_attr_list_unref);
  self->attributes = make_attributes (spans, n_spans);
  update_links (self, spans, n_spans);
  update_link_colors (self);
  apply_attributes (self);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  natter_markable_text_changed (NATTER_MARKABLE (self));
}

/**
 * natter_text_block_get_layout:
 *
 * Returns: (transfer none): the text as it is laid out
 */
PangoLayout *
natter_text_block_get_layout (NatterTextBlock *self)
{
  g_return_val_if_fail (NATTER_IS_TEXT_BLOCK (self), NULL);

  return get_shown_layout (self);
}
