/* natter-markable.h: a widget that shows a text of the transcript in which places can be marked:
 * what was searched for, and what is selected. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "natter-marks.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MARKABLE (natter_markable_get_type ())
G_DECLARE_INTERFACE (NatterMarkable, natter_markable, NATTER, MARKABLE, GtkWidget)

/* Offsets are bytes of the text as core tells it: for a block, natter_block_get_text(). They are
 * at the beginning of a character or at the end of the text; what lies behind is clamped. Points
 * and rectangles are in the widget's own coordinates.
 *
 * The widget takes the keyboard focus itself (gtk_widget_set_focusable ()): a press in its text
 * puts it there. It tells natter_markable_text_changed () whenever its text is another. None of
 * its children selects text on its own. */
struct _NatterMarkableInterface
{
  GTypeInterface parent_iface;

  /* The whole text, borrowed until it changes; never NULL. */
  const char *(* get_text)      (NatterMarkable  *self,
                                 gsize           *length);

  /* The offset that is nearest to a point, which may lie outside of the widget. */
  gsize       (* get_offset_at) (NatterMarkable  *self,
                                 double           x,
                                 double           y);

  /* Where a caret before the offset would stand, its width 0; FALSE where there is no such place,
   * as in a text that is folded. */
  gboolean    (* get_rect_at)   (NatterMarkable  *self,
                                 gsize            offset,
                                 graphene_rect_t *rect);

  /* Optional; the marks are others: natter_markable_get_marks () tells them. Without it the widget
   * is drawn anew. */
  void        (* marks_changed) (NatterMarkable  *self);

  /* Optional: unfolds, and scrolls within the widget, so that the offset can be seen. */
  void        (* reveal)        (NatterMarkable  *self,
                                 gsize            offset);
};

/* signal "text-changed": the text is another than before */
const char       *natter_markable_get_text      (NatterMarkable   *self,
                                                 gsize            *length);
gsize             natter_markable_get_offset_at (NatterMarkable   *self,
                                                 double            x,
                                                 double            y);
gboolean          natter_markable_get_rect_at   (NatterMarkable   *self,
                                                 gsize             offset,
                                                 graphene_rect_t  *rect);
void              natter_markable_reveal        (NatterMarkable   *self,
                                                 gsize             offset);
void              natter_markable_set_marks     (NatterMarkable   *self,
                                                 const NatterMark *marks,
                                                 guint             n_marks);
const NatterMark *natter_markable_get_marks     (NatterMarkable   *self,
                                                 guint            *n_marks);

/* for those who implement it */
void              natter_markable_text_changed  (NatterMarkable   *self);
/* GtkAccessibleText over any markable, for G_IMPLEMENT_INTERFACE (GTK_TYPE_ACCESSIBLE_TEXT, …) */
void              natter_markable_init_accessible_text (GtkAccessibleTextInterface *iface);

G_END_DECLS
