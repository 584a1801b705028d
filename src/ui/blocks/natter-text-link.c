/* natter-text-link.c: a link in a text block: what is pressed, focused and read aloud. Its words
 * are the block's, which draws them in the link's colour; it lies over them and may be broken over
 * several lines. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-text-link.h"

#include "natter-link-opening.h"
#include "natter-link.h"

struct _NatterTextLink
{
  GtkWidget               parent_instance;

  char                   *target;
  char                   *text;
  NatterTextLinkContains  contains;
  gpointer                data;
};

G_DEFINE_FINAL_TYPE (NatterTextLink, natter_text_link, GTK_TYPE_WIDGET)

enum
{
  SIGNAL_ACTIVATE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* The tree was checked when it was parsed; only what the same rule allows is opened. */
static void
natter_text_link_activate (NatterTextLink *self)
{
  natter_link_opening_start (GTK_WIDGET (self), self->text, self->target);
}

static void
released_cb (NatterTextLink *self,
             int             n_press,
             double          x,
             double          y)
{
  if (n_press == 1 && gtk_widget_contains (GTK_WIDGET (self), x, y))
    g_signal_emit (self, signals[SIGNAL_ACTIVATE], 0);
}

static gboolean
natter_text_link_contains (GtkWidget *widget,
                           double     x,
                           double     y)
{
  NatterTextLink *self = NATTER_TEXT_LINK (widget);

  return GTK_WIDGET_CLASS (natter_text_link_parent_class)->contains (widget, x, y) &&
         self->contains (self, x, y, self->data);
}

static void
natter_text_link_finalize (GObject *object)
{
  NatterTextLink *self = NATTER_TEXT_LINK (object);

  g_free (self->target);
  g_free (self->text);

  G_OBJECT_CLASS (natter_text_link_parent_class)->finalize (object);
}

static void
natter_text_link_class_init (NatterTextLinkClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = natter_text_link_finalize;
  widget_class->contains = natter_text_link_contains;
  gtk_widget_class_set_css_name (widget_class, "link");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LINK);

  /**
   * NatterTextLink::activate:
   *
   * Opens the target.
   */
  signals[SIGNAL_ACTIVATE] =
    g_signal_new_class_handler ("activate", G_TYPE_FROM_CLASS (klass),
                                G_SIGNAL_RUN_LAST | G_SIGNAL_ACTION,
                                G_CALLBACK (natter_text_link_activate), NULL, NULL, NULL,
                                G_TYPE_NONE, 0);
  gtk_widget_class_set_activate_signal (widget_class, signals[SIGNAL_ACTIVATE]);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_Return, GDK_NO_MODIFIER_MASK,
                                       "activate", NULL);
  gtk_widget_class_add_binding_signal (widget_class, GDK_KEY_KP_Enter, GDK_NO_MODIFIER_MASK,
                                       "activate", NULL);
}

static void
natter_text_link_init (NatterTextLink *self)
{
  GtkGesture *click = gtk_gesture_click_new ();

  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "pointer");
  g_signal_connect_object (click, "released", G_CALLBACK (released_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (click));
}

/**
 * natter_text_link_new:
 * @contains: tells which points are on the link's words
 * @data: (closure): for @contains; outlives the link
 *
 * Returns: (transfer floating): a link to nowhere
 */
GtkWidget *
natter_text_link_new (NatterTextLinkContains contains,
                      gpointer               data)
{
  NatterTextLink *self = g_object_new (NATTER_TYPE_TEXT_LINK, NULL);

  self->contains = contains;
  self->data = data;

  return GTK_WIDGET (self);
}

/**
 * natter_text_link_set:
 * @target: where it leads
 * @text: its words, as they were written
 * @length: bytes of @text
 */
void
natter_text_link_set (NatterTextLink *self,
                      const char     *target,
                      const char     *text,
                      gsize           length)
{
  g_autofree char *words = g_strndup (text, length);

  g_return_if_fail (NATTER_IS_TEXT_LINK (self));

  if (g_set_str (&self->target, target))
    {
      g_autofree char *description = natter_link_dup_description (target);

      gtk_widget_set_tooltip_text (GTK_WIDGET (self), description);
    }
  if (g_set_str (&self->text, words))
    gtk_accessible_update_property (GTK_ACCESSIBLE (self),
                                    GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
}

/**
 * natter_text_link_get_target:
 *
 * Returns: (transfer none): where it leads
 */
const char *
natter_text_link_get_target (NatterTextLink *self)
{
  g_return_val_if_fail (NATTER_IS_TEXT_LINK (self), NULL);

  return self->target;
}
