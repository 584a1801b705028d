/* natter-stop-list.c: the texts at which an answer ends, as a list to change: one row each, line
 * ends written as "\n", and a row that adds another. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-stop-list.h"

#include <glib/gi18n-lib.h>

#include "natter-answer-settings.h"

struct _NatterStopList
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;         /* of AdwEntryRow */
  GtkWidget *add_row;
  gboolean   filling;
};

G_DEFINE_FINAL_TYPE (NatterStopList, natter_stop_list, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
emit_changed (NatterStopList *self)
{
  if (!self->filling)
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The rows are told apart by their number, which changes when one before them goes. */
static void
update_rows (NatterStopList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    {
      g_autofree char *title = g_strdup_printf (_("Stop Sequence %u"), i + 1);
      GtkWidget *row = g_ptr_array_index (self->rows, i);

      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
      /* by itself the row is named after both of its titles, and the text after nothing */
      gtk_accessible_reset_relation (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_RELATION_LABELLED_BY);
      gtk_accessible_update_property (GTK_ACCESSIBLE (row), GTK_ACCESSIBLE_PROPERTY_LABEL, title,
                                      -1);
      gtk_accessible_update_property (
        GTK_ACCESSIBLE (gtk_editable_get_delegate (GTK_EDITABLE (row))),
        GTK_ACCESSIBLE_PROPERTY_LABEL, title, -1);
    }

  gtk_widget_set_visible (self->add_row, self->rows->len < NATTER_ANSWER_MAX_STOPS);
}

static void
remove_clicked_cb (GtkWidget      *button,
                   NatterStopList *self)
{
  GtkWidget *row = gtk_widget_get_ancestor (button, ADW_TYPE_ENTRY_ROW);

  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  update_rows (self);
  gtk_widget_grab_focus (self->add_row);
  emit_changed (self);
}

static GtkWidget *
append_row (NatterStopList *self,
            const char     *stop)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");
  g_autofree char *text = natter_answer_settings_escape_stop (stop);

  gtk_editable_set_text (GTK_EDITABLE (row), text);
  gtk_widget_set_tooltip_text (button, _("Remove Stop Sequence"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_clicked_cb), self, 0);
  g_signal_connect_object (row, "changed", G_CALLBACK (emit_changed), self, G_CONNECT_SWAPPED);

  /* the row that adds another stays the last */
  g_object_ref (self->add_row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), self->add_row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->add_row);
  g_object_unref (self->add_row);

  g_ptr_array_add (self->rows, row);
  update_rows (self);

  return row;
}

static void
add_activated_cb (NatterStopList *self)
{
  gtk_widget_grab_focus (append_row (self, ""));
  emit_changed (self);
}

static void
natter_stop_list_finalize (GObject *object)
{
  g_ptr_array_unref (NATTER_STOP_LIST (object)->rows);

  G_OBJECT_CLASS (natter_stop_list_parent_class)->finalize (object);
}

static void
natter_stop_list_class_init (NatterStopListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_stop_list_finalize;

  /**
   * NatterStopList::changed:
   *
   * The person has added, changed or removed one.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_stop_list_init (NatterStopList *self)
{
  self->rows = g_ptr_array_new ();
  self->add_row = adw_button_row_new ();

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->add_row), _("_Add Stop Sequence"));
  adw_preferences_row_set_use_underline (ADW_PREFERENCES_ROW (self->add_row), TRUE);
  adw_button_row_set_start_icon_name (ADW_BUTTON_ROW (self->add_row), "list-add-symbolic");
  g_signal_connect_object (self->add_row, "activated", G_CALLBACK (add_activated_cb), self,
                           G_CONNECT_SWAPPED);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), self->add_row);
}

/**
 * natter_stop_list_set_stops:
 * @self: the list
 * @stops: (nullable): the texts, line ends and all
 *
 * Shows these instead of what was there, without the signal "changed".
 */
void
natter_stop_list_set_stops (NatterStopList *self,
                            GStrv           stops)
{
  g_return_if_fail (NATTER_IS_STOP_LIST (self));

  self->filling = TRUE;
  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);
  for (guint i = 0; stops && stops[i]; i++)
    append_row (self, stops[i]);
  update_rows (self);
  self->filling = FALSE;
}

/**
 * natter_stop_list_dup_stops:
 * @self: the list
 *
 * Returns: (transfer full) (nullable): the texts of all rows that have one, or NULL
 */
GStrv
natter_stop_list_dup_stops (NatterStopList *self)
{
  g_autoptr(GStrvBuilder) builder = NULL;
  g_auto(GStrv) stops = NULL;

  g_return_val_if_fail (NATTER_IS_STOP_LIST (self), NULL);

  builder = g_strv_builder_new ();
  for (guint i = 0; i < self->rows->len; i++)
    {
      const char *text = gtk_editable_get_text (g_ptr_array_index (self->rows, i));

      if (*text)
        g_strv_builder_take (builder, natter_answer_settings_unescape_stop (text));
    }
  stops = g_strv_builder_end (builder);

  return *stops ? g_steal_pointer (&stops) : NULL;
}

/**
 * natter_stop_list_is_empty:
 * @self: the list
 *
 * Returns: whether it has no row, not even one without a text
 */
gboolean
natter_stop_list_is_empty (NatterStopList *self)
{
  g_return_val_if_fail (NATTER_IS_STOP_LIST (self), TRUE);

  return self->rows->len == 0;
}
