/* natter-search-row.c: how one result of a search looks: where it was said, when and by whom, and a
 * piece of it in which what was looked for stands out. Made and re-used by the results' list; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-row.h"

#include <glib/gi18n-lib.h>

#include "natter-search-words.h"

/* Lines of a title that was found: what was looked for may be at its end. */
#define TITLE_LINES 3

/* Of the accent colour behind what was looked for, in 65535ths: words stay readable on it in
 * light, dark and high contrast. */
#define ALPHA 0x5000

struct _NatterSearchRow
{
  AdwBin            parent_instance;

  NatterSearchItem *item;
  char             *title;
  char             *description;

  GtkLabel         *title_label;
  GtkWidget        *archived_icon;
  GtkLabel         *time_label;
  GtkLabel         *source_label;
  GtkLabel         *snippet_label;
};

G_DEFINE_FINAL_TYPE (NatterSearchRow, natter_search_row, ADW_TYPE_BIN)

typedef enum
{
  PROP_TITLE = 1,
  PROP_DESCRIPTION,
} NatterSearchRowProps;

static GParamSpec *properties[PROP_DESCRIPTION + 1];

enum
{
  SIGNAL_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
add_attribute (PangoAttrList           *attributes,
               PangoAttribute          *attribute,
               const NatterSearchMatch *match)
{
  attribute->start_index = (guint) match->start;
  attribute->end_index = (guint) match->end;
  pango_attr_list_insert (attributes, attribute);
}

static PangoAttrList *
new_attributes (const NatterSearchResult *result,
                gboolean                  is_bold)
{
  AdwStyleManager *style = adw_style_manager_get_default ();
  g_autoptr(GdkRGBA) accent = adw_style_manager_get_accent_color_rgba (style);
  PangoAttrList *attributes = pango_attr_list_new ();

  for (gsize i = 0; i < result->n_matches; i++)
    {
      const NatterSearchMatch *match = &result->matches[i];

      if (is_bold)
        add_attribute (attributes, pango_attr_weight_new (PANGO_WEIGHT_BOLD), match);
      add_attribute (attributes,
                     pango_attr_background_new ((guint16) (accent->red * G_MAXUINT16),
                                                (guint16) (accent->green * G_MAXUINT16),
                                                (guint16) (accent->blue * G_MAXUINT16)), match);
      add_attribute (attributes, pango_attr_background_alpha_new (ALPHA), match);
    }

  return attributes;
}

/* Also when the accent colour becomes another one. */
static void
emphasise (NatterSearchRow *self)
{
  const NatterSearchResult *result = NULL;
  g_autoptr(PangoAttrList) attributes = NULL;

  if (!self->item)
    return;

  result = natter_search_item_get_result (self->item);
  attributes = new_attributes (result, result->message_id != NULL);
  gtk_label_set_attributes (self->title_label, result->message_id ? NULL : attributes);
  gtk_label_set_attributes (self->snippet_label, result->message_id ? attributes : NULL);
}

static void
set_title (NatterSearchRow *self,
           const char      *title,
           const char      *time)
{
  /* Translators: the title of a conversation, then when something was said in it */
  g_autofree char *full = g_strdup_printf (_("%s, %s"), title, time);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->time_label, time);
  if (g_set_str (&self->title, full))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
show_result (NatterSearchRow          *self,
             const NatterSearchResult *result,
             GDateTime                *now)
{
  g_autofree char *time = natter_search_words_time (result->time, now);
  g_autofree char *source = natter_search_words_source (result);
  g_autofree char *description = natter_search_words_describe (result);

  gtk_label_set_wrap (self->title_label, !result->message_id);
  gtk_label_set_lines (self->title_label, result->message_id ? -1 : TITLE_LINES);
  set_title (self, *result->title ? result->title : _("New Chat"), time);
  gtk_label_set_label (self->source_label, source);
  gtk_label_set_label (self->snippet_label, result->message_id ? result->snippet : "");
  gtk_widget_set_visible (GTK_WIDGET (self->snippet_label), result->message_id != NULL);
  gtk_widget_set_visible (self->archived_icon, result->archived);
  emphasise (self);
  if (g_set_str (&self->description, description))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DESCRIPTION]);
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             NatterSearchRow *self)
{
  if (n_press == 1)
    g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
natter_search_row_get_property (GObject    *object,
                                guint       prop_id,
                                GValue     *value,
                                GParamSpec *pspec)
{
  NatterSearchRow *self = NATTER_SEARCH_ROW (object);

  switch ((NatterSearchRowProps) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_DESCRIPTION:
      g_value_set_string (value, self->description);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_search_row_dispose (GObject *object)
{
  NatterSearchRow *self = NATTER_SEARCH_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_SEARCH_ROW);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (natter_search_row_parent_class)->dispose (object);
}

static void
natter_search_row_finalize (GObject *object)
{
  NatterSearchRow *self = NATTER_SEARCH_ROW (object);

  g_free (self->title);
  g_free (self->description);

  G_OBJECT_CLASS (natter_search_row_parent_class)->finalize (object);
}

static void
natter_search_row_class_init (NatterSearchRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);
  const GParamFlags readable = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = natter_search_row_get_property;
  object_class->dispose = natter_search_row_dispose;
  object_class->finalize = natter_search_row_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, readable);
  properties[PROP_DESCRIPTION] = g_param_spec_string ("description", NULL, NULL, NULL, readable);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CLICKED] =
    g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/search-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterSearchRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchRow, archived_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchRow, time_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchRow, source_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchRow, snippet_label);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
}

static void
natter_search_row_init (NatterSearchRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::accent-color",
                           G_CALLBACK (emphasise), self, G_CONNECT_SWAPPED);
}

/**
 * natter_search_row_new:
 *
 * Returns: (transfer floating): a row without a result
 */
NatterSearchRow *
natter_search_row_new (void)
{
  return g_object_new (NATTER_TYPE_SEARCH_ROW, NULL);
}

/**
 * natter_search_row_get_item:
 *
 * Returns: (transfer none) (nullable): what it shows
 */
NatterSearchItem *
natter_search_row_get_item (NatterSearchRow *self)
{
  g_return_val_if_fail (NATTER_IS_SEARCH_ROW (self), NULL);

  return self->item;
}

/**
 * natter_search_row_set_item:
 * @item: (nullable): what it shows
 * @now: (nullable): the moment that it is, in local time; needed with @item
 *
 * Re-targets the row.
 */
void
natter_search_row_set_item (NatterSearchRow  *self,
                            NatterSearchItem *item,
                            GDateTime        *now)
{
  g_return_if_fail (NATTER_IS_SEARCH_ROW (self));
  g_return_if_fail (!item || NATTER_IS_SEARCH_ITEM (item));
  g_return_if_fail (!item || now != NULL);

  g_set_object (&self->item, item);
  if (item)
    show_result (self, natter_search_item_get_result (item), now);
}
