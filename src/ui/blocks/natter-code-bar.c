/* natter-code-bar.c: what stands over a block of code: its language, and what can be done with it.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-code-bar.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-block-options.h"
#include "natter-language.h"
#include "natter-save-bytes.h"

#define COPIED_SECONDS 2

struct _NatterCodeBar
{
  GtkWidget    parent_instance;

  GtkWidget   *label;
  GtkWidget   *wrap;
  GtkWidget   *save;
  GtkWidget   *copy;
  NatterBlock *block;
  guint        copied_source;
};

G_DEFINE_FINAL_TYPE (NatterCodeBar, natter_code_bar, GTK_TYPE_WIDGET)

static gboolean
copied_over_cb (gpointer data)
{
  NatterCodeBar *self = data;

  self->copied_source = 0;
  gtk_button_set_icon_name (GTK_BUTTON (self->copy), "edit-copy-symbolic");

  return G_SOURCE_REMOVE;
}

static void
copy_cb (NatterCodeBar *self)
{
  g_autofree char *code = natter_block_dup_original (self->block, 0, G_MAXSIZE);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), code);
  gtk_button_set_icon_name (GTK_BUTTON (self->copy), "object-select-symbolic");
  g_clear_handle_id (&self->copied_source, g_source_remove);
  self->copied_source = g_timeout_add_seconds (COPIED_SECONDS, copied_over_cb, self);
}

/* Files end with a line break; the block's text does not. */
static void
save_cb (NatterCodeBar *self)
{
  const NatterLanguage *language = natter_language_find (natter_block_get_language (self->block));
  /* Translators: the suggested name of a file with a block of code, before its extension */
  g_autofree char *name = g_strdup_printf ("%s.%s", _("code"),
                                           language ? language->extension : "txt");
  g_autofree char *code = natter_block_dup_original (self->block, 0, G_MAXSIZE);
  char *text = g_strconcat (code, "\n", NULL);
  g_autoptr(GBytes) bytes = g_bytes_new_take (text, strlen (text));

  natter_save_bytes (GTK_WIDGET (self), _("Save Code"), name, bytes);
}

static GtkWidget *
add_button (NatterCodeBar *self,
            GtkWidget     *button,
            const char    *icon,
            const char    *name,
            GCallback      callback)
{
  gtk_button_set_icon_name (GTK_BUTTON (button), icon);
  gtk_widget_set_tooltip_text (button, name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "small");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  if (callback)
    g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
  gtk_widget_set_parent (button, GTK_WIDGET (self));

  return button;
}

static void
natter_code_bar_dispose (GObject *object)
{
  NatterCodeBar *self = NATTER_CODE_BAR (object);

  g_clear_handle_id (&self->copied_source, g_source_remove);
  g_clear_object (&self->block);
  g_clear_pointer (&self->label, gtk_widget_unparent);
  g_clear_pointer (&self->wrap, gtk_widget_unparent);
  g_clear_pointer (&self->save, gtk_widget_unparent);
  g_clear_pointer (&self->copy, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_code_bar_parent_class)->dispose (object);
}

static void
natter_code_bar_class_init (NatterCodeBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_code_bar_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "codebar");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
natter_code_bar_init (NatterCodeBar *self)
{
  self->label = gtk_label_new (NULL);
  gtk_label_set_xalign (GTK_LABEL (self->label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (self->label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (self->label, TRUE);
  gtk_widget_add_css_class (self->label, "caption");
  gtk_widget_add_css_class (self->label, "dimmed");
  gtk_widget_set_parent (self->label, GTK_WIDGET (self));

  self->wrap = add_button (self, gtk_toggle_button_new (), "view-wrapped-symbolic",
                           _("Wrap Long Lines"), NULL);
  g_object_bind_property (natter_block_options_get_default (), "wrap-code", self->wrap, "active",
                          G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL);
  self->save = add_button (self, gtk_button_new (), "document-save-symbolic", _("Save Code…"),
                           G_CALLBACK (save_cb));
  self->copy = add_button (self, gtk_button_new (), "edit-copy-symbolic", _("Copy Code"),
                           G_CALLBACK (copy_cb));
}

/**
 * natter_code_bar_new:
 *
 * Returns: (transfer floating): a bar without a block
 */
GtkWidget *
natter_code_bar_new (void)
{
  return g_object_new (NATTER_TYPE_CODE_BAR, NULL);
}

/**
 * natter_code_bar_set_block:
 * @block: the code below the bar; to be told again when it changed
 */
void
natter_code_bar_set_block (NatterCodeBar *self,
                           NatterBlock   *block)
{
  const char *word = natter_block_get_language (block);
  const NatterLanguage *language = natter_language_find (word);

  g_return_if_fail (NATTER_IS_CODE_BAR (self));

  if (self->copied_source && self->block != block)
    {
      g_clear_handle_id (&self->copied_source, g_source_remove);
      copied_over_cb (self);
    }
  g_set_object (&self->block, block);
  gtk_label_set_text (GTK_LABEL (self->label), language ? language->name : word);
}

/**
 * natter_code_bar_get_name:
 *
 * Returns: (transfer none): the language as it is shown; empty where none is told
 */
const char *
natter_code_bar_get_name (NatterCodeBar *self)
{
  g_return_val_if_fail (NATTER_IS_CODE_BAR (self), NULL);

  return gtk_label_get_text (GTK_LABEL (self->label));
}
