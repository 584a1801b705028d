/* natter-details-dialog.c: all that is known of one message but its words, a row each. Made anew
 * when the answer ends while it is open. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-details-dialog.h"

#include <glib/gi18n-lib.h>

#include "natter-details.h"

struct _NatterDetailsDialog
{
  AdwDialog parent_instance;

  NatterMessage *message;

  GtkBox *sections;
  GtkWidget *body_group;
  GtkTextView *body_view;
  GtkTextBuffer *body_buffer;
  GtkWidget *copy_button;
};

G_DEFINE_FINAL_TYPE (NatterDetailsDialog, natter_details_dialog, ADW_TYPE_DIALOG)

/* Pango would put a hyphen where it breaks an identifier, as if it were a part of it. */
static void
forbid_hyphens (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    {
      g_autoptr(PangoAttrList) attributes = pango_attr_list_new ();

      pango_attr_list_insert (attributes, pango_attr_insert_hyphens_new (FALSE));
      gtk_label_set_attributes (GTK_LABEL (widget), attributes);
    }

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child;
       child = gtk_widget_get_next_sibling (child))
    forbid_hyphens (child);
}

static GtkWidget *
row_new (const NatterDetail *detail)
{
  GtkWidget *row = adw_action_row_new ();

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);
  gtk_widget_add_css_class (row, "numeric");
  forbid_hyphens (row);

  if (!detail->name)
    {
      adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), detail->value);
      adw_preferences_row_set_title_selectable (ADW_PREFERENCES_ROW (row), TRUE);
      return row;
    }

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), detail->name);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), detail->value);
  adw_action_row_set_subtitle_selectable (ADW_ACTION_ROW (row), TRUE);
  gtk_widget_add_css_class (row, "property");

  return row;
}

static GtkWidget *
group_new (const NatterDetailSection *section)
{
  GtkWidget *group = adw_preferences_group_new ();

  if (section->title)
    adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (group), section->title);
  for (guint i = 0; i < section->details->len; i++)
    adw_preferences_group_add (ADW_PREFERENCES_GROUP (group),
                               row_new (g_ptr_array_index (section->details, i)));

  return group;
}

static void
update (NatterDetailsDialog *self)
{
  g_autoptr(GPtrArray) sections = natter_details_collect (self->message);
  g_autofree char *body = natter_details_dup_body (self->message);
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->sections))))
    gtk_box_remove (self->sections, child);
  for (guint i = 0; i < sections->len; i++)
    gtk_box_append (self->sections, group_new (g_ptr_array_index (sections, i)));

  gtk_text_buffer_set_text (self->body_buffer, body ? body : "", -1);
  gtk_widget_set_visible (self->body_group, body != NULL);
}

static void
copy_cb (NatterDetailsDialog *self)
{
  g_autofree char *text = natter_details_dup_text (self->message);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
copy_body_cb (NatterDetailsDialog *self)
{
  g_autofree char *body = natter_details_dup_body (self->message);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), body ? body : "");
}

static void
natter_details_dialog_dispose (GObject *object)
{
  NatterDetailsDialog *self = NATTER_DETAILS_DIALOG (object);

  /* libadwaita 1.7 would keep the content of a dialog that was closed for ever */
  adw_dialog_set_child (ADW_DIALOG (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_DETAILS_DIALOG);
  g_clear_object (&self->message);

  G_OBJECT_CLASS (natter_details_dialog_parent_class)->dispose (object);
}

static void
natter_details_dialog_class_init (NatterDetailsDialogClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_details_dialog_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/details-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterDetailsDialog, sections);
  gtk_widget_class_bind_template_child (widget_class, NatterDetailsDialog, body_group);
  gtk_widget_class_bind_template_child (widget_class, NatterDetailsDialog, body_view);
  gtk_widget_class_bind_template_child (widget_class, NatterDetailsDialog, body_buffer);
  gtk_widget_class_bind_template_child (widget_class, NatterDetailsDialog, copy_button);
  gtk_widget_class_bind_template_callback (widget_class, copy_cb);
  gtk_widget_class_bind_template_callback (widget_class, copy_body_cb);
}

static void
natter_details_dialog_init (NatterDetailsDialog *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  /* what servers answer is code, in every language */
  gtk_widget_set_direction (GTK_WIDGET (self->body_view), GTK_TEXT_DIR_LTR);
  /* the first value would be selected as a whole if it had the focus */
  adw_dialog_set_focus (ADW_DIALOG (self), self->copy_button);
}

/**
 * natter_details_dialog_new:
 * @message: a question or an answer
 *
 * Returns: (transfer floating): a dialog to present
 */
NatterDetailsDialog *
natter_details_dialog_new (NatterMessage *message)
{
  NatterDetailsDialog *self = NULL;

  g_return_val_if_fail (NATTER_IS_MESSAGE (message), NULL);

  self = g_object_new (NATTER_TYPE_DETAILS_DIALOG, NULL);
  self->message = g_object_ref (message);
  g_signal_connect_object (message, "notify::streaming", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);

  return self;
}
