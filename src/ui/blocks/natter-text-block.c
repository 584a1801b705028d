/* natter-text-block.c: a block of prose in a label. Core's neutral spans become Pango attributes;
 * only links need markup, and that is made here of escaped text and nothing else. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-text-block.h"

#include <string.h>

#include "natter-link.h"

#define CODE_TINT       0x8080
#define CODE_TINT_ALPHA 0x2800

static const char *const heading_classes[] = {
  "heading-1", "heading-2", "heading-3", "heading-4", "heading-5", "heading-6",
};

static void
insert (PangoAttrList    *list,
        PangoAttribute   *attribute,
        const NatterSpan *span)
{
  attribute->start_index = span->start;
  attribute->end_index = span->end;
  pango_attr_list_insert (list, attribute);
}

static PangoAttrList *
make_attributes (const NatterSpan *spans,
                 guint             n_spans)
{
  PangoAttrList *list = pango_attr_list_new ();

  for (guint i = 0; i < n_spans; i++)
    {
      const NatterSpan *span = &spans[i];

      switch (span->kind)
        {
        case NATTER_SPAN_EMPHASIS:
          insert (list, pango_attr_style_new (PANGO_STYLE_ITALIC), span);
          break;

        case NATTER_SPAN_STRONG:
          insert (list, pango_attr_weight_new (PANGO_WEIGHT_BOLD), span);
          break;

        case NATTER_SPAN_CODE:
          insert (list, pango_attr_family_new ("monospace"), span);
          insert (list, pango_attr_background_new (CODE_TINT, CODE_TINT, CODE_TINT), span);
          insert (list, pango_attr_background_alpha_new (CODE_TINT_ALPHA), span);
          break;

        case NATTER_SPAN_STRIKE:
          insert (list, pango_attr_strikethrough_new (TRUE), span);
          break;

        case NATTER_SPAN_LINK:
        default:
          break;
        }
    }

  return list;
}

static gboolean
has_links (const NatterSpan *spans,
           guint             n_spans)
{
  for (guint i = 0; i < n_spans; i++)
    if (spans[i].kind == NATTER_SPAN_LINK && spans[i].target)
      return TRUE;

  return FALSE;
}

static void
append_escaped (GString    *markup,
                const char *text,
                gsize       length)
{
  g_autofree char *escaped = g_markup_escape_text (text, (gssize) length);

  g_string_append (markup, escaped);
}

/* The text with its links as markup; links do not nest. */
static char *
make_markup (const char       *text,
             gsize             length,
             const NatterSpan *spans,
             guint             n_spans)
{
  GString *markup = g_string_new (NULL);
  gsize done = 0;

  for (guint i = 0; i < n_spans; i++)
    {
      const NatterSpan *span = &spans[i];

      if (span->kind != NATTER_SPAN_LINK || !span->target || span->start < done)
        continue;

      append_escaped (markup, text + done, span->start - done);
      g_string_append (markup, "<a href=\"");
      append_escaped (markup, span->target, strlen (span->target));
      g_string_append (markup, "\" title=\"");
      append_escaped (markup, span->target, strlen (span->target));
      g_string_append (markup, "\">");
      append_escaped (markup, text + span->start, span->end - span->start);
      g_string_append (markup, "</a>");
      done = span->end;
    }
  append_escaped (markup, text + done, length - done);

  return g_string_free_and_steal (markup);
}

static void
set_heading (GtkLabel    *label,
             NatterBlock *block)
{
  guint level = natter_block_get_level (block);
  gboolean is_heading = natter_block_get_kind (block) == NATTER_BLOCK_HEADING;

  for (guint i = 0; i < G_N_ELEMENTS (heading_classes); i++)
    {
      if (is_heading && level == i + 1)
        gtk_widget_add_css_class (GTK_WIDGET (label), heading_classes[i]);
      else
        gtk_widget_remove_css_class (GTK_WIDGET (label), heading_classes[i]);
    }

  if (is_heading)
    gtk_accessible_update_property (GTK_ACCESSIBLE (label),
                                    GTK_ACCESSIBLE_PROPERTY_LEVEL, (int) level, -1);
  else
    gtk_accessible_reset_property (GTK_ACCESSIBLE (label), GTK_ACCESSIBLE_PROPERTY_LEVEL);
}

/* The tree was checked when it was parsed; a label opens only what the same rule allows. */
static gboolean
activate_link_cb (GtkLabel   *label,
                  const char *target)
{
  return !natter_link_is_allowed (target);
}

/**
 * natter_text_block_new:
 *
 * Returns: (transfer floating): a label for prose
 */
GtkWidget *
natter_text_block_new (void)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_label_set_selectable (GTK_LABEL (label), TRUE);
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_set_valign (label, GTK_ALIGN_START);
  gtk_widget_add_css_class (label, "prose");
  g_signal_connect (label, "activate-link", G_CALLBACK (activate_link_cb), NULL);

  return label;
}

/**
 * natter_text_block_show:
 * @label: from natter_text_block_new()
 * @block: a paragraph or heading
 */
void
natter_text_block_show (GtkLabel    *label,
                        NatterBlock *block)
{
  const char *text = natter_block_get_text (block);
  g_autoptr(PangoAttrList) attributes = NULL;
  const NatterSpan *spans = NULL;
  guint n_spans = 0;

  spans = natter_block_get_spans (block, &n_spans);
  if (n_spans > 0)
    attributes = make_attributes (spans, n_spans);

  if (has_links (spans, n_spans))
    {
      g_autofree char *markup = make_markup (text, natter_block_get_length (block), spans, n_spans);

      gtk_label_set_markup (label, markup);
    }
  else
    gtk_label_set_text (label, text);

  gtk_label_set_attributes (label, attributes);
  set_heading (label, block);
}
