/* natter-search-help.c: a button that tells how a search can be narrowed, and does it. Owned by the
 * search's view; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-help.h"

#include <glib/gi18n-lib.h>

struct _NatterSearchHelp
{
  AdwBin  parent_instance;

  GtkBox *box;
};

G_DEFINE_FINAL_TYPE (NatterSearchHelp, natter_search_help, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What is written is the same in every language. */
static const struct
{
  const char *shown;
  const char *text;
  const char *meaning;
} operators[] = {
  { "\"…\"", "\"", N_("These words, side by side") },
  { "from:me", "from:me ", N_("What you wrote") },
  { "from:model", "from:model ", N_("What a model wrote") },
  { "model:…", "model:", N_("Answers of this model") },
  { "in:…", "in:", N_("In this folder") },
  { "before:…", "before:", N_("Before a year, month or day, as 2026-01-31") },
  { "after:…", "after:", N_("From a year, month or day on") },
  { "has:image", "has:image ", N_("With an image") },
  { "has:code", "has:code ", N_("With code") },
  { "has:file", "has:file ", N_("With a file") },
};

static void
clicked_cb (GtkButton        *button,
            NatterSearchHelp *self)
{
  const char *text = g_object_get_data (G_OBJECT (button), "operator");

  gtk_menu_button_popdown (GTK_MENU_BUTTON (adw_bin_get_child (ADW_BIN (self))));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, text);
}

static GtkWidget *
new_label (const char *text,
           const char *css_class)
{
  GtkWidget *label = gtk_label_new (text);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
add_operator (NatterSearchHelp *self,
              gsize             i)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *shown = new_label (operators[i].shown, "monospace");
  GtkWidget *meaning = new_label (_(operators[i].meaning), "dimmed");

  gtk_label_set_width_chars (GTK_LABEL (shown), 10);
  gtk_label_set_wrap (GTK_LABEL (meaning), TRUE);
  gtk_label_set_width_chars (GTK_LABEL (meaning), 22);
  gtk_label_set_max_width_chars (GTK_LABEL (meaning), 26);
  gtk_widget_set_hexpand (meaning, TRUE);
  gtk_box_append (GTK_BOX (box), shown);
  gtk_box_append (GTK_BOX (box), meaning);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "flat");
  g_object_set_data (G_OBJECT (button), "operator", (gpointer) operators[i].text);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, 0);
  gtk_box_append (self->box, button);
}

static void
natter_search_help_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NATTER_TYPE_SEARCH_HELP);

  G_OBJECT_CLASS (natter_search_help_parent_class)->dispose (object);
}

static void
natter_search_help_class_init (NatterSearchHelpClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_search_help_dispose;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/search-help.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterSearchHelp, box);
}

static void
natter_search_help_init (NatterSearchHelp *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    add_operator (self, i);
}
