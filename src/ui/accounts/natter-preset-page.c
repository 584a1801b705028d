/* natter-preset-page.c: the services that a new account can be made from, to search and choose. A
 * page of the provider dialog; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-preset-page.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _NatterPresetPage
{
  AdwNavigationPage parent_instance;

  GtkCustomFilter *filter;
  GtkFilterListModel *shown;
  char *wanted;               /* folded */

  GtkEditable *search_entry;
  GtkStack *stack;
  GtkWidget *scroller;
  GtkListBox *list_box;
};

G_DEFINE_FINAL_TYPE (NatterPresetPage, natter_preset_page, ADW_TYPE_NAVIGATION_PAGE)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_title (NatterPreset *preset)
{
  if (!natter_preset_is_custom (preset))
    return g_strdup (natter_preset_get_name (preset));

  /* Translators: %s is what a server speaks, such as “Anthropic Messages” */
  return g_strdup_printf (_("Custom (%s)"), natter_preset_get_name (preset));
}

static char *
dup_subtitle (NatterPreset *preset)
{
  if (!natter_preset_is_custom (preset))
    return natter_preset_dup_host (preset);

  return g_strdup (_("By its address"));
}

static gboolean
matches (gpointer item,
         gpointer user_data)
{
  NatterPresetPage *self = user_data;
  g_autofree char *title = dup_title (item);
  g_autofree char *subtitle = dup_subtitle (item);
  g_autofree char *all = g_strconcat (title, "\n", subtitle, NULL);
  g_autofree char *folded = g_utf8_casefold (all, -1);

  return !self->wanted || strstr (folded, self->wanted);
}

static GtkWidget *
create_icon (const char *name)
{
  return g_object_new (GTK_TYPE_IMAGE,
                       "icon-name", name,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       NULL);
}

static GtkWidget *
create_row (gpointer item,
            gpointer user_data)
{
  NatterPreset *preset = item;
  g_autofree char *title = dup_title (preset);
  g_autofree char *subtitle = dup_subtitle (preset);
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);
  adw_action_row_add_prefix (ADW_ACTION_ROW (row),
                             create_icon (natter_preset_get_icon_name (preset)));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), create_icon ("go-next-symbolic"));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
choose (NatterPresetPage *self,
        guint             position)
{
  g_autoptr(NatterPreset) preset = g_list_model_get_item (G_LIST_MODEL (self->shown), position);

  if (preset)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, preset);
}

static void
row_activated_cb (NatterPresetPage *self,
                  GtkListBoxRow    *row)
{
  choose (self, (guint) gtk_list_box_row_get_index (row));
}

static void
search_changed_cb (NatterPresetPage *self)
{
  g_autofree char *typed = g_strstrip (g_strdup (gtk_editable_get_text (self->search_entry)));

  g_free (self->wanted);
  self->wanted = *typed ? g_utf8_casefold (typed, -1) : NULL;
  gtk_filter_changed (GTK_FILTER (self->filter), GTK_FILTER_CHANGE_DIFFERENT);
  gtk_stack_set_visible_child_name (self->stack,
                                    g_list_model_get_n_items (G_LIST_MODEL (self->shown)) > 0
                                    ? "list" : "none");
}

static void
search_activate_cb (NatterPresetPage *self)
{
  if (self->wanted)
    choose (self, 0);
}

/* Escape takes back one thing at a time. */
static void
stop_search_cb (NatterPresetPage *self)
{
  if (*gtk_editable_get_text (self->search_entry))
    gtk_editable_set_text (self->search_entry, "");
  else
    gtk_widget_activate_action (GTK_WIDGET (self), "navigation.pop", NULL);
}

static void
natter_preset_page_shown (AdwNavigationPage *page)
{
  gtk_widget_grab_focus (GTK_WIDGET (NATTER_PRESET_PAGE (page)->search_entry));
}

static void
natter_preset_page_dispose (GObject *object)
{
  NatterPresetPage *self = NATTER_PRESET_PAGE (object);

  g_clear_object (&self->shown);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_PRESET_PAGE);

  G_OBJECT_CLASS (natter_preset_page_parent_class)->dispose (object);
}

static void
natter_preset_page_finalize (GObject *object)
{
  g_free (NATTER_PRESET_PAGE (object)->wanted);

  G_OBJECT_CLASS (natter_preset_page_parent_class)->finalize (object);
}

static void
natter_preset_page_class_init (NatterPresetPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_preset_page_dispose;
  object_class->finalize = natter_preset_page_finalize;
  ADW_NAVIGATION_PAGE_CLASS (klass)->shown = natter_preset_page_shown;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_PRESET);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/preset-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterPresetPage, search_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterPresetPage, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterPresetPage, scroller);
  gtk_widget_class_bind_template_child (widget_class, NatterPresetPage, list_box);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
}

static void
natter_preset_page_init (NatterPresetPage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->filter = gtk_custom_filter_new (matches, self, NULL);
  self->shown = gtk_filter_list_model_new (natter_preset_list_new (), GTK_FILTER (self->filter));
  gtk_list_box_bind_model (self->list_box, G_LIST_MODEL (self->shown), create_row, NULL, NULL);
  gtk_search_entry_set_key_capture_widget (GTK_SEARCH_ENTRY (self->search_entry), self->scroller);
}
