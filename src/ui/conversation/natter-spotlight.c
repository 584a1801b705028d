/* natter-spotlight.c: shows for a moment which message was gone to: its rows have the style class
 * "found", then "fading" as long as the colour takes to go. Rows come and go in a list view all the
 * time: each is asked when it is bound. Owned by the view of the list; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-spotlight.h"

#define FOUND_MILLISECONDS 2000
#define FADING_MILLISECONDS 600   /* the transition in style.css takes less */

struct _NatterSpotlight
{
  GObject        parent_instance;

  GtkListView   *list;        /* not owned: it is in the widget that owns us */
  NatterMessage *message;     /* or NULL */
  const char    *css_class;
  guint          timeout_id;
};

G_DEFINE_FINAL_TYPE (NatterSpotlight, natter_spotlight, G_TYPE_OBJECT)

static void
update_all (NatterSpotlight *self)
{
  for (GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->list)); child;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *widget = gtk_widget_get_first_child (child);

      if (NATTER_IS_ROW_WIDGET (widget))
        natter_spotlight_update (self, NATTER_ROW_WIDGET (widget));
    }
}

static void
put_out (NatterSpotlight *self)
{
  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_object (&self->message);
}

static gboolean
faded_cb (gpointer data)
{
  NatterSpotlight *self = data;

  self->timeout_id = 0;
  put_out (self);
  update_all (self);

  return G_SOURCE_REMOVE;
}

static gboolean
fade_cb (gpointer data)
{
  NatterSpotlight *self = data;

  self->css_class = "fading";
  self->timeout_id = g_timeout_add (FADING_MILLISECONDS, faded_cb, self);
  update_all (self);

  return G_SOURCE_REMOVE;
}

static void
natter_spotlight_dispose (GObject *object)
{
  put_out (NATTER_SPOTLIGHT (object));

  G_OBJECT_CLASS (natter_spotlight_parent_class)->dispose (object);
}

static void
natter_spotlight_class_init (NatterSpotlightClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_spotlight_dispose;
}

static void
natter_spotlight_init (NatterSpotlight *self)
{
}

/**
 * natter_spotlight_new:
 * @list: a list of #NatterRowWidget that lives as long as the spotlight
 *
 * Returns: (transfer full): a spotlight on nothing
 */
NatterSpotlight *
natter_spotlight_new (GtkListView *list)
{
  NatterSpotlight *self = g_object_new (NATTER_TYPE_SPOTLIGHT, NULL);

  self->list = list;

  return self;
}

/**
 * natter_spotlight_show:
 * @message: (nullable): the message whose rows are lit for a moment; %NULL for none
 */
void
natter_spotlight_show (NatterSpotlight *self,
                       NatterMessage   *message)
{
  g_return_if_fail (NATTER_IS_SPOTLIGHT (self));

  put_out (self);
  if (message)
    {
      self->message = g_object_ref (message);
      self->css_class = "found";
      self->timeout_id = g_timeout_add (FOUND_MILLISECONDS, fade_cb, self);
    }
  update_all (self);
}

/**
 * natter_spotlight_update:
 * @widget: a widget of the list that shows another row now
 */
void
natter_spotlight_update (NatterSpotlight *self,
                         NatterRowWidget *widget)
{
  NatterRow *row = NULL;
  gboolean is_lit = FALSE;

  g_return_if_fail (NATTER_IS_SPOTLIGHT (self));

  row = natter_row_widget_get_row (widget);
  is_lit = self->message && row && natter_row_get_message (row) == self->message;
  gtk_widget_remove_css_class (GTK_WIDGET (widget), "found");
  gtk_widget_remove_css_class (GTK_WIDGET (widget), "fading");
  if (is_lit)
    gtk_widget_add_css_class (GTK_WIDGET (widget), self->css_class);
}
