/* natter-export-dialog.c: asks how conversations are to be exported: in which format, and what of
 * them. It remembers the answer. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-dialog.h"

#include <glib/gi18n-lib.h>

#include "natter-export-memory.h"

struct _NatterExportDialog
{
  AdwDialog            parent_instance;

  GtkButton           *choose_button;
  AdwComboRow         *format_row;
  AdwSwitchRow        *reasoning_row;
  AdwSwitchRow        *branches_row;
  AdwSwitchRow        *attachments_row;
  AdwSwitchRow        *one_file_row;

  GSettings           *settings;
  guint                n_conversations;
  NatterExportOptions *options;
};

G_DEFINE_FINAL_TYPE (NatterExportDialog, natter_export_dialog, ADW_TYPE_DIALOG)

enum
{
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* In the order in which they are offered. */
static const struct
{
  NatterExportFormat  format;
  const char         *name;
  const char         *use;           /* of the format */
  const char         *attachments;   /* what becomes of them */
} formats[] = {
  { NATTER_EXPORT_MARKDOWN, N_("Markdown"), N_("For editors and notes"),
    N_("In a folder beside the file") },
  { NATTER_EXPORT_HTML, N_("HTML"), N_("For any browser, in one file"),
    N_("Images; other files are named") },
  { NATTER_EXPORT_PDF, N_("PDF"), N_("For reading and printing"),
    N_("Images; other files are named") },
  { NATTER_EXPORT_TEXT, N_("Plain Text"), N_("What was said, without any form"),
    N_("Files are named") },
  { NATTER_EXPORT_JSON, N_("JSON"), N_("Complete, for other programs and to import again"),
    N_("Within the file") },
};

static guint
get_index (NatterExportDialog *self)
{
  return MIN (adw_combo_row_get_selected (self->format_row), G_N_ELEMENTS (formats) - 1);
}

static void
update_button (NatterExportDialog *self)
{
  gboolean is_file = self->n_conversations == 1 || natter_export_dialog_is_one_file (self);

  gtk_button_set_label (self->choose_button, is_file ? _("Choose _File…") : _("Choose _Folder…"));
}

static void
format_cb (NatterExportDialog *self)
{
  guint i = get_index (self);
  NatterExportFormat format = formats[i].format;
  g_autoptr(NatterExportOptions) options = NULL;

  if (!self->settings)
    return;

  options = natter_export_memory_dup_options (self->settings, format);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->format_row), _(formats[i].use));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self->attachments_row), _(formats[i].attachments));
  adw_switch_row_set_active (self->reasoning_row, options->reasoning);
  adw_switch_row_set_active (self->branches_row, options->branches);
  adw_switch_row_set_active (self->attachments_row, options->attachments);
  gtk_widget_set_visible (GTK_WIDGET (self->attachments_row), format != NATTER_EXPORT_TEXT);
  gtk_widget_set_visible (GTK_WIDGET (self->one_file_row),
                          format == NATTER_EXPORT_JSON && self->n_conversations > 1);
  update_button (self);
}

static void
choose_cb (NatterExportDialog *self)
{
  g_autoptr(NatterExportDialog) alive = g_object_ref (self);

  self->options->reasoning = adw_switch_row_get_active (self->reasoning_row);
  self->options->branches = adw_switch_row_get_active (self->branches_row);
  self->options->attachments = adw_switch_row_get_active (self->attachments_row);
  natter_export_memory_set (self->settings, natter_export_dialog_get_format (self), self->options);

  /* Closed first: the dialog that comes next is the window's. */
  adw_dialog_close (ADW_DIALOG (self));
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0);
}

static void
natter_export_dialog_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NATTER_TYPE_EXPORT_DIALOG);

  G_OBJECT_CLASS (natter_export_dialog_parent_class)->dispose (object);
}

static void
natter_export_dialog_finalize (GObject *object)
{
  NatterExportDialog *self = NATTER_EXPORT_DIALOG (object);

  g_clear_object (&self->settings);
  natter_export_options_free (self->options);

  G_OBJECT_CLASS (natter_export_dialog_parent_class)->finalize (object);
}

static void
natter_export_dialog_class_init (NatterExportDialogClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_export_dialog_dispose;
  object_class->finalize = natter_export_dialog_finalize;

  /**
   * NatterExportDialog::chosen:
   * @self: the dialog
   *
   * The question was answered.
   */
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                         NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/export-dialog.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterExportDialog, choose_button);
  gtk_widget_class_bind_template_child (widget_class, NatterExportDialog, format_row);
  gtk_widget_class_bind_template_child (widget_class, NatterExportDialog, reasoning_row);
  gtk_widget_class_bind_template_child (widget_class, NatterExportDialog, branches_row);
  gtk_widget_class_bind_template_child (widget_class, NatterExportDialog, attachments_row);
  gtk_widget_class_bind_template_child (widget_class, NatterExportDialog, one_file_row);
  gtk_widget_class_bind_template_callback (widget_class, choose_cb);
  gtk_widget_class_bind_template_callback (widget_class, format_cb);
  gtk_widget_class_bind_template_callback (widget_class, update_button);
}

static void
natter_export_dialog_init (NatterExportDialog *self)
{
  g_autoptr(GtkStringList) names = gtk_string_list_new (NULL);

  self->options = natter_export_options_new (NATTER_EXPORT_MARKDOWN);
  gtk_widget_init_template (GTK_WIDGET (self));
  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    gtk_string_list_append (names, _(formats[i].name));
  adw_combo_row_set_model (self->format_row, G_LIST_MODEL (names));
}

/**
 * natter_export_dialog_new:
 * @settings: Natter's, which know the last answer
 * @n_conversations: how many are to be exported
 *
 * Returns: the question
 */
NatterExportDialog *
natter_export_dialog_new (GSettings *settings,
                          guint      n_conversations)
{
  NatterExportDialog *self = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);
  g_return_val_if_fail (n_conversations > 0, NULL);

  self = g_object_new (NATTER_TYPE_EXPORT_DIALOG, NULL);
  self->settings = g_object_ref (settings);
  self->n_conversations = n_conversations;
  title = n_conversations == 1
            /* Translators: the title of a dialog, a verb */
            ? g_strdup (C_("title", "Export"))
            : g_strdup_printf (ngettext ("Export %u Conversation", "Export %u Conversations",
                                         n_conversations), n_conversations);
  adw_dialog_set_title (ADW_DIALOG (self), title);

  for (guint i = 0; i < G_N_ELEMENTS (formats); i++)
    if (formats[i].format == natter_export_memory_get_format (settings))
      adw_combo_row_set_selected (self->format_row, i);
  format_cb (self);

  return self;
}

/**
 * natter_export_dialog_get_format:
 *
 * Returns: what is chosen
 */
NatterExportFormat
natter_export_dialog_get_format (NatterExportDialog *self)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_DIALOG (self), NATTER_EXPORT_MARKDOWN);

  return formats[get_index (self)].format;
}

/**
 * natter_export_dialog_get_options:
 *
 * Returns: (transfer none): what was wanted when it was answered
 */
const NatterExportOptions *
natter_export_dialog_get_options (NatterExportDialog *self)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_DIALOG (self), NULL);

  return self->options;
}

/**
 * natter_export_dialog_is_one_file:
 *
 * Returns: whether several conversations are to be in one file
 */
gboolean
natter_export_dialog_is_one_file (NatterExportDialog *self)
{
  g_return_val_if_fail (NATTER_IS_EXPORT_DIALOG (self), FALSE);

  return self->n_conversations > 1 &&
         natter_export_dialog_get_format (self) == NATTER_EXPORT_JSON &&
         adw_switch_row_get_active (self->one_file_row);
}
