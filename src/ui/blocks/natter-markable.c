/* natter-markable.c: what all widgets with a markable text share: their marks, kept only while
 * there are any. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markable.h"

#include <string.h>

G_DEFINE_INTERFACE (NatterMarkable, natter_markable, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_TEXT_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static G_DEFINE_QUARK (natter-marks, natter_marks)

static void
natter_markable_default_init (NatterMarkableInterface *iface)
{
  iface->marks_changed = (void (*) (NatterMarkable *)) gtk_widget_queue_draw;

  /**
   * NatterMarkable::text-changed:
   *
   * The text is another than before.
   */
  signals[SIGNAL_TEXT_CHANGED] =
    g_signal_new ("text-changed", NATTER_TYPE_MARKABLE, G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

/**
 * natter_markable_get_text:
 * @length: (out) (optional): its bytes
 *
 * Returns: (transfer none): the text that offsets belong to
 */
const char *
natter_markable_get_text (NatterMarkable *self,
                          gsize          *length)
{
  gsize ignored = 0;

  g_return_val_if_fail (NATTER_IS_MARKABLE (self), NULL);

  return NATTER_MARKABLE_GET_IFACE (self)->get_text (self, length ? length : &ignored);
}

/**
 * natter_markable_get_offset_at:
 * @x: in the widget's coordinates; may be outside of it
 * @y: as @x
 *
 * Returns: the offset in the text, in bytes, that is nearest
 */
gsize
natter_markable_get_offset_at (NatterMarkable *self,
                               double          x,
                               double          y)
{
  g_return_val_if_fail (NATTER_IS_MARKABLE (self), 0);

  return NATTER_MARKABLE_GET_IFACE (self)->get_offset_at (self, x, y);
}

/**
 * natter_markable_get_rect_at:
 * @offset: bytes of the text; clamped
 * @rect: (out caller-allocates): where a caret before it would stand
 *
 * Returns: whether there is such a place now
 */
gboolean
natter_markable_get_rect_at (NatterMarkable  *self,
                             gsize            offset,
                             graphene_rect_t *rect)
{
  g_return_val_if_fail (NATTER_IS_MARKABLE (self), FALSE);

  return NATTER_MARKABLE_GET_IFACE (self)->get_rect_at (self, offset, rect);
}

/**
 * natter_markable_reveal:
 * @offset: bytes of the text; clamped
 *
 * Makes sure that the place can be seen when the widget is.
 */
void
natter_markable_reveal (NatterMarkable *self,
                        gsize           offset)
{
  g_return_if_fail (NATTER_IS_MARKABLE (self));

  if (NATTER_MARKABLE_GET_IFACE (self)->reveal)
    NATTER_MARKABLE_GET_IFACE (self)->reveal (self, offset);
}

static gboolean
is_equal (GArray           *old,
          const NatterMark *marks,
          guint             n_marks)
{
  guint n_old = old ? old->len : 0;

  if (n_old != n_marks)
    return FALSE;

  for (guint i = 0; i < n_marks; i++)
    {
      const NatterMark *mark = &g_array_index (old, NatterMark, i);

      if (mark->kind != marks[i].kind || mark->start != marks[i].start ||
          mark->end != marks[i].end)
        return FALSE;
    }

  return TRUE;
}

static const NatterMark *
find_selection (const NatterMark *marks,
                guint             n_marks)
{
  for (guint i = 0; i < n_marks; i++)
    if (marks[i].kind == NATTER_MARK_SELECTION)
      return &marks[i];

  return NULL;
}

/* GTK 4.18: the "test" backend has no such call, and crashes. */
static void
tell_selection (NatterMarkable *self)
{
  if (GTK_IS_ACCESSIBLE_TEXT (self) && g_strcmp0 (g_getenv ("GTK_A11Y"), "test") != 0)
    gtk_accessible_text_update_selection_bound (GTK_ACCESSIBLE_TEXT (self));
}

/**
 * natter_markable_set_marks:
 * @marks: (array length=n_marks) (nullable): the places to mark, instead of those before
 */
void
natter_markable_set_marks (NatterMarkable   *self,
                           const NatterMark *marks,
                           guint             n_marks)
{
  GArray *old = NULL;
  GArray *fresh = NULL;
  gboolean selects = FALSE;

  g_return_if_fail (NATTER_IS_MARKABLE (self));

  old = g_object_get_qdata (G_OBJECT (self), natter_marks_quark ());
  if (is_equal (old, marks, n_marks))
    return;

  selects = find_selection (marks, n_marks) ||
            (old && find_selection ((const NatterMark *) (gpointer) old->data, old->len));
  if (n_marks > 0)
    {
      fresh = g_array_sized_new (FALSE, FALSE, sizeof (NatterMark), n_marks);
      g_array_append_vals (fresh, marks, n_marks);
    }
  g_object_set_qdata_full (G_OBJECT (self), natter_marks_quark (), fresh,
                           (GDestroyNotify) g_array_unref);

  NATTER_MARKABLE_GET_IFACE (self)->marks_changed (self);
  if (selects)
    tell_selection (self);
}

/**
 * natter_markable_get_marks:
 * @n_marks: (out): their number
 *
 * Returns: (transfer none) (nullable) (array length=n_marks): the marked places; they may lie
 *   behind the end of a text that has become shorter
 */
const NatterMark *
natter_markable_get_marks (NatterMarkable *self,
                           guint          *n_marks)
{
  GArray *marks = NULL;

  g_return_val_if_fail (NATTER_IS_MARKABLE (self), NULL);

  marks = g_object_get_qdata (G_OBJECT (self), natter_marks_quark ());
  *n_marks = marks ? marks->len : 0;

  return marks ? (const NatterMark *) (gpointer) marks->data : NULL;
}

/**
 * natter_markable_text_changed:
 *
 * Tells that the text is another. To be called by the widget alone.
 */
void
natter_markable_text_changed (NatterMarkable *self)
{
  g_return_if_fail (NATTER_IS_MARKABLE (self));

  g_signal_emit (self, signals[SIGNAL_TEXT_CHANGED], 0);
}
