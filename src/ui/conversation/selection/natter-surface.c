/* natter-surface.c: the text of a transcript as one, over rows that come and go: what is selected,
 * what is looked for, and the marks of both. Owned by the view; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-surface.h"

#include "natter-find-guide.h"
#include "natter-highlights.h"
#include "natter-place-finder.h"
#include "natter-selection-text.h"
#include "natter-selector.h"

struct _NatterSurface
{
  GObject           parent_instance;

  GtkListView      *list;        /* not owned: it is in the view that owns us */
  NatterSelection  *selection;
  NatterSelector   *selector;
  NatterFind       *find;
  NatterFindGuide  *guide;
  NatterHighlights *highlights;
};

G_DEFINE_FINAL_TYPE (NatterSurface, natter_surface, G_TYPE_OBJECT)

static void
natter_surface_dispose (GObject *object)
{
  NatterSurface *self = NATTER_SURFACE (object);

  g_clear_object (&self->selector);
  g_clear_object (&self->guide);
  g_clear_object (&self->highlights);
  g_clear_object (&self->find);
  g_clear_object (&self->selection);

  G_OBJECT_CLASS (natter_surface_parent_class)->dispose (object);
}

static void
natter_surface_class_init (NatterSurfaceClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_surface_dispose;
}

static void
natter_surface_init (NatterSurface *self)
{
}

/**
 * natter_surface_new:
 * @scroller: the scrolled window of the list
 * @list: a list of #NatterRowWidget; both outlive the surface
 * @place: where the list's reader is
 * @follow: what keeps the list at its end
 *
 * Returns: (transfer full): the text of no rows yet
 */
NatterSurface *
natter_surface_new (GtkScrolledWindow *scroller,
                    GtkListView       *list,
                    NatterPlace       *place,
                    NatterFollow      *follow)
{
  NatterSurface *self = g_object_new (NATTER_TYPE_SURFACE, NULL);

  self->list = list;
  self->selection = natter_selection_new ();
  self->selector = natter_selector_new (scroller, list, self->selection);
  self->find = natter_find_new ();
  self->guide = natter_find_guide_new (scroller, list, place, follow, self->find);
  self->highlights = natter_highlights_new (self->selection, self->find);

  return self;
}

/**
 * natter_surface_set_rows:
 * @rows: (nullable): the rows that the list shows
 */
void
natter_surface_set_rows (NatterSurface *self,
                         GListModel    *rows)
{
  g_return_if_fail (NATTER_IS_SURFACE (self));

  natter_selection_set_rows (self->selection, rows);
  natter_find_set_rows (self->find, rows);
}

/**
 * natter_surface_set_query:
 * @query: (nullable): what was looked for in all conversations, to be marked
 */
void
natter_surface_set_query (NatterSurface     *self,
                          NatterSearchQuery *query)
{
  g_return_if_fail (NATTER_IS_SURFACE (self));

  natter_highlights_set_query (self->highlights, query);
}

/**
 * natter_surface_bind:
 * @item: an item of the list, whose widget shows its row now
 */
void
natter_surface_bind (NatterSurface *self,
                     GtkListItem   *item)
{
  g_return_if_fail (NATTER_IS_SURFACE (self));

  natter_highlights_bind (self->highlights, item);
}

/**
 * natter_surface_unbind:
 * @item: an item whose widget still shows its row, but not for long
 */
void
natter_surface_unbind (NatterSurface *self,
                       GtkListItem   *item)
{
  g_return_if_fail (NATTER_IS_SURFACE (self));

  natter_highlights_unbind (self->highlights, item);
}

/**
 * natter_surface_get_selection:
 *
 * Returns: (transfer none): what is selected
 */
NatterSelection *
natter_surface_get_selection (NatterSurface *self)
{
  g_return_val_if_fail (NATTER_IS_SURFACE (self), NULL);

  return self->selection;
}

/**
 * natter_surface_copy:
 * @as_markdown: whether as Markdown, or the words alone
 *
 * Puts what is selected into the clipboard.
 *
 * Returns: whether anything is
 */
gboolean
natter_surface_copy (NatterSurface *self,
                     gboolean       as_markdown)
{
  g_autofree char *text = NULL;

  g_return_val_if_fail (NATTER_IS_SURFACE (self), FALSE);

  if (natter_selection_is_empty (self->selection))
    return FALSE;

  text = as_markdown ? natter_selection_dup_markdown (self->selection)
                     : natter_selection_dup_text (self->selection);
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self->list)), text);

  return TRUE;
}

/**
 * natter_surface_get_find:
 *
 * Returns: (transfer none): what is looked for in this conversation
 */
NatterFind *
natter_surface_get_find (NatterSurface *self)
{
  g_return_val_if_fail (NATTER_IS_SURFACE (self), NULL);

  return self->find;
}

/**
 * natter_surface_look_for:
 * @letters: (nullable): what to find, from what the reader sees now on; %NULL for nothing
 */
void
natter_surface_look_for (NatterSurface *self,
                         const char    *letters)
{
  NatterPoint top = { 0, 0 };

  g_return_if_fail (NATTER_IS_SURFACE (self));

  natter_list_get_point (self->list, 0, 0, &top);
  natter_find_set_letters (self->find, letters && *letters ? letters : NULL, top.position);
}
