/* natter-header-list.c: the headers of one's own that a server gets, one row for each, written as
 * they are sent: "Name: value". A part of the connection page; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-header-list.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"

struct _NatterHeaderList
{
  AdwPreferencesGroup parent_instance;

  GPtrArray *rows;   /* of AdwEntryRow, which the group owns */

  GtkWidget *add_button;
};

G_DEFINE_FINAL_TYPE (NatterHeaderList, natter_header_list, ADW_TYPE_PREFERENCES_GROUP)

enum
{
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
changed_cb (NatterHeaderList *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* The focus goes where the next thing can be done. */
static void
remove_cb (NatterHeaderList *self,
           GtkButton        *button)
{
  GtkWidget *row = gtk_widget_get_ancestor (GTK_WIDGET (button), ADW_TYPE_ENTRY_ROW);

  gtk_widget_grab_focus (self->add_button);
  g_ptr_array_remove (self->rows, row);
  adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), row);
  changed_cb (self);
}

static GtkWidget *
add_row (NatterHeaderList *self,
         const char       *text)
{
  GtkWidget *row = adw_entry_row_new ();
  GtkWidget *button = gtk_button_new_from_icon_name ("list-remove-symbolic");

  /* Translators: how a header is written, with the colon */
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), _("Name: Value"));
  adw_entry_row_set_input_hints (ADW_ENTRY_ROW (row),
                                 GTK_INPUT_HINT_NO_SPELLCHECK | GTK_INPUT_HINT_NO_EMOJI);
  gtk_editable_set_text (GTK_EDITABLE (row), text);
  g_signal_connect_object (row, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  gtk_widget_set_tooltip_text (button, _("Remove Header"));
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (button, "flat");
  g_signal_connect_object (button, "clicked", G_CALLBACK (remove_cb), self, G_CONNECT_SWAPPED);
  adw_entry_row_add_suffix (ADW_ENTRY_ROW (row), button);

  g_ptr_array_add (self->rows, row);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);

  return row;
}

static void
add_cb (NatterHeaderList *self)
{
  gtk_widget_grab_focus (add_row (self, ""));
}

static void
natter_header_list_dispose (GObject *object)
{
  NatterHeaderList *self = NATTER_HEADER_LIST (object);

  g_ptr_array_set_size (self->rows, 0);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_HEADER_LIST);

  G_OBJECT_CLASS (natter_header_list_parent_class)->dispose (object);
}

static void
natter_header_list_finalize (GObject *object)
{
  NatterHeaderList *self = NATTER_HEADER_LIST (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (natter_header_list_parent_class)->finalize (object);
}

static void
natter_header_list_class_init (NatterHeaderListClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_header_list_dispose;
  object_class->finalize = natter_header_list_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/header-list.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterHeaderList, add_button);
  gtk_widget_class_bind_template_callback (widget_class, add_cb);
}

static void
natter_header_list_init (NatterHeaderList *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_header_list_load:
 * @self: the list
 * @connection: whose headers are shown
 */
void
natter_header_list_load (NatterHeaderList *self,
                         NatterConnection *connection)
{
  g_return_if_fail (NATTER_IS_HEADER_LIST (self));
  g_return_if_fail (connection != NULL);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (ADW_PREFERENCES_GROUP (self), g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; i < natter_connection_get_n_headers (connection); i++)
    {
      const char *value = NULL;
      const char *name = natter_connection_get_header (connection, i, &value);
      g_autofree char *text = g_strdup_printf ("%s: %s", name, value);

      add_row (self, text);
    }
}

static gboolean
add_header (NatterConnection  *connection,
            const char        *text,
            GError           **error)
{
  const char *colon = strchr (text, ':');
  g_autofree char *name = NULL;

  if (!colon)
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                           _("A header has a name and a value with a colon between them, like "
                             "“X-Team: 7”."));
      return FALSE;
    }

  name = g_strndup (text, (gsize) (colon - text));

  return natter_connection_add_header (connection, name, colon + 1, error);
}

/**
 * natter_header_list_apply:
 * @self: the list
 * @connection: that gets the headers, in place of those it has
 * @error: what is wrong with one of them
 *
 * Rows in which nothing is written are left out.
 *
 * Returns: (transfer none) (nullable): the row that is wrong, %NULL when none is
 */
GtkWidget *
natter_header_list_apply (NatterHeaderList  *self,
                          NatterConnection  *connection,
                          GError           **error)
{
  g_return_val_if_fail (NATTER_IS_HEADER_LIST (self), NULL);
  g_return_val_if_fail (connection != NULL, NULL);

  natter_connection_clear_headers (connection);
  for (guint i = 0; i < self->rows->len; i++)
    {
      GtkWidget *row = g_ptr_array_index (self->rows, i);
      g_autofree char *text = g_strstrip (g_strdup (gtk_editable_get_text (GTK_EDITABLE (row))));

      if (*text && !add_header (connection, text, error))
        return row;
    }

  return NULL;
}
