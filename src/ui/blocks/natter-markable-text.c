/* natter-markable-text.c: a markable text for screen readers: GtkAccessibleText over what the
 * interface tells. Offsets there are characters. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markable.h"

#include <string.h>

static gsize
to_bytes (NatterMarkable *self,
          guint           n_chars)
{
  gsize length = 0;
  const char *text = natter_markable_get_text (self, &length);
  const char *at = text;

  for (; n_chars > 0 && at < text + length; n_chars--)
    at = g_utf8_next_char (at);

  return (gsize) (at - text);
}

static guint
to_chars (NatterMarkable *self,
          gsize           offset)
{
  gsize length = 0;
  const char *text = natter_markable_get_text (self, &length);

  return (guint) g_utf8_strlen (text, (gssize) MIN (offset, length));
}

static GBytes *
get_contents (GtkAccessibleText *accessible,
              guint              start,
              guint              end)
{
  NatterMarkable *self = NATTER_MARKABLE (accessible);
  gsize from = to_bytes (self, start);
  gsize to = MAX (to_bytes (self, end), from);

  return g_bytes_new (natter_markable_get_text (self, NULL) + from, to - from);
}

/* Whether a unit of text begins at the character. */
static gboolean
is_start (const PangoLogAttr           *attr,
          GtkAccessibleTextGranularity  granularity)
{
  switch (granularity)
    {
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_CHARACTER:
      return attr->is_cursor_position;

    case GTK_ACCESSIBLE_TEXT_GRANULARITY_WORD:
      return attr->is_word_start;

    case GTK_ACCESSIBLE_TEXT_GRANULARITY_SENTENCE:
      return attr->is_sentence_start;

    case GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE:
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_PARAGRAPH:
    default:
      return FALSE;
    }
}

static void
get_unit (NatterMarkable               *self,
          guint                         offset,
          GtkAccessibleTextGranularity  granularity,
          guint                        *start,
          guint                        *end)
{
  gsize length = 0;
  const char *text = natter_markable_get_text (self, &length);
  guint n_chars = to_chars (self, length);
  g_autofree PangoLogAttr *attrs = g_new0 (PangoLogAttr, n_chars + 1);

  pango_get_log_attrs (text, (int) length, -1, gtk_get_default_language (), attrs,
                       (int) n_chars + 1);
  for (*start = MIN (offset, n_chars); *start > 0; (*start)--)
    if (is_start (&attrs[*start], granularity))
      break;
  for (*end = MIN (offset + 1, n_chars); *end < n_chars; (*end)++)
    if (is_start (&attrs[*end], granularity))
      break;
}

static void
get_paragraph (NatterMarkable *self,
               guint           offset,
               guint          *start,
               guint          *end)
{
  gsize length = 0;
  const char *text = natter_markable_get_text (self, &length);
  const char *at = text + to_bytes (self, offset);
  const char *from = at;
  const char *to = memchr (at, '\n', length - (gsize) (at - text));

  while (from > text && from[-1] != '\n')
    from--;

  *start = to_chars (self, (gsize) (from - text));
  *end = to_chars (self, to ? (gsize) (to + 1 - text) : length);
}

/* The first character, of those from low on, whose caret is at the top or below it. Carets go
 * down as text goes on. */
static guint
find_line (NatterMarkable *self,
           guint           low,
           guint           high,
           float           top)
{
  while (low < high)
    {
      guint middle = low + (high - low) / 2;
      graphene_rect_t rect;

      if (natter_markable_get_rect_at (self, to_bytes (self, middle), &rect) &&
          rect.origin.y < top)
        low = middle + 1;
      else
        high = middle;
    }

  return low;
}

static void
get_line (NatterMarkable *self,
          guint           offset,
          guint          *start,
          guint          *end)
{
  guint n_chars = to_chars (self, G_MAXSIZE);
  graphene_rect_t rect;

  if (!natter_markable_get_rect_at (self, to_bytes (self, offset), &rect))
    {
      get_paragraph (self, offset, start, end);
      return;
    }

  *start = find_line (self, 0, MIN (offset, n_chars), rect.origin.y);
  *end = find_line (self, MIN (offset, n_chars), n_chars,
                    rect.origin.y + rect.size.height / 2);
}

static GBytes *
get_contents_at (GtkAccessibleText            *accessible,
                 guint                         offset,
                 GtkAccessibleTextGranularity  granularity,
                 guint                        *start,
                 guint                        *end)
{
  NatterMarkable *self = NATTER_MARKABLE (accessible);

  switch (granularity)
    {
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_LINE:
      get_line (self, offset, start, end);
      break;

    case GTK_ACCESSIBLE_TEXT_GRANULARITY_PARAGRAPH:
      get_paragraph (self, offset, start, end);
      break;

    case GTK_ACCESSIBLE_TEXT_GRANULARITY_CHARACTER:
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_WORD:
    case GTK_ACCESSIBLE_TEXT_GRANULARITY_SENTENCE:
    default:
      get_unit (self, offset, granularity, start, end);
      break;
    }

  return get_contents (accessible, *start, *end);
}

static const NatterMark *
get_selected (NatterMarkable *self)
{
  guint n_marks = 0;
  const NatterMark *marks = natter_markable_get_marks (self, &n_marks);

  for (guint i = 0; i < n_marks; i++)
    if (marks[i].kind == NATTER_MARK_SELECTION)
      return &marks[i];

  return NULL;
}

static guint
get_caret_position (GtkAccessibleText *accessible)
{
  const NatterMark *mark = get_selected (NATTER_MARKABLE (accessible));

  return mark ? to_chars (NATTER_MARKABLE (accessible), mark->end) : 0;
}

static gboolean
get_selection (GtkAccessibleText       *accessible,
               gsize                   *n_ranges,
               GtkAccessibleTextRange **ranges)
{
  NatterMarkable *self = NATTER_MARKABLE (accessible);
  const NatterMark *mark = get_selected (self);

  *n_ranges = 0;
  if (!mark)
    return FALSE;

  *n_ranges = 1;
  *ranges = g_new (GtkAccessibleTextRange, 1);
  (*ranges)->start = to_chars (self, mark->start);
  (*ranges)->length = to_chars (self, mark->end) - (*ranges)->start;

  return TRUE;
}

static gboolean
get_attributes (GtkAccessibleText        *accessible,
                guint                     offset,
                gsize                    *n_ranges,
                GtkAccessibleTextRange  **ranges,
                char                   ***names,
                char                   ***values)
{
  *n_ranges = 0;

  return FALSE;
}

static void
get_default_attributes (GtkAccessibleText   *accessible,
                        char              ***names,
                        char              ***values)
{
  *names = g_new0 (char *, 1);
  *values = g_new0 (char *, 1);
}

static gboolean
get_extents (GtkAccessibleText *accessible,
             guint              start,
             guint              end,
             graphene_rect_t   *extents)
{
  NatterMarkable *self = NATTER_MARKABLE (accessible);
  graphene_rect_t first;
  graphene_rect_t last;

  if (!natter_markable_get_rect_at (self, to_bytes (self, start), &first) ||
      !natter_markable_get_rect_at (self, to_bytes (self, end), &last))
    return FALSE;

  graphene_rect_union (&first, &last, extents);
  if (first.origin.y < last.origin.y)
    {
      extents->origin.x = 0;
      extents->size.width = (float) gtk_widget_get_width (GTK_WIDGET (self));
    }

  return TRUE;
}

static gboolean
get_offset (GtkAccessibleText      *accessible,
            const graphene_point_t *point,
            guint                  *offset)
{
  NatterMarkable *self = NATTER_MARKABLE (accessible);

  *offset = to_chars (self, natter_markable_get_offset_at (self, point->x, point->y));

  return TRUE;
}

/**
 * natter_markable_init_accessible_text:
 * @iface: the interface of a type that is a #NatterMarkable too
 *
 * Lets screen readers read its text, and what of it is selected.
 */
void
natter_markable_init_accessible_text (GtkAccessibleTextInterface *iface)
{
  iface->get_contents = get_contents;
  iface->get_contents_at = get_contents_at;
  iface->get_caret_position = get_caret_position;
  iface->get_selection = get_selection;
  iface->get_attributes = get_attributes;
  iface->get_default_attributes = get_default_attributes;
  iface->get_extents = get_extents;
  iface->get_offset = get_offset;
}
