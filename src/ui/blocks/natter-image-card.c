/* natter-image-card.c: what stands for an image that is not shown: what it would show, where it is,
 * and a button that loads it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-image-card.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

struct _NatterImageCard
{
  GtkWidget  parent_instance;

  GtkWidget *icon;
  GtkWidget *spinner;
  GtkWidget *title;
  GtkWidget *detail;
  GtkWidget *button;
  GtkWidget *box;
};

G_DEFINE_FINAL_TYPE (NatterImageCard, natter_image_card, GTK_TYPE_WIDGET)

static GtkWidget *
make_label (const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_label_set_wrap_mode (GTK_LABEL (label), PANGO_WRAP_WORD_CHAR);
  gtk_label_set_natural_wrap_mode (GTK_LABEL (label), GTK_NATURAL_WRAP_NONE);
  gtk_widget_add_css_class (label, css_class);

  return label;
}

static void
natter_image_card_dispose (GObject *object)
{
  g_clear_pointer (&NATTER_IMAGE_CARD (object)->box, gtk_widget_unparent);

  G_OBJECT_CLASS (natter_image_card_parent_class)->dispose (object);
}

static void
natter_image_card_class_init (NatterImageCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_image_card_dispose;
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "imagecard");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
natter_image_card_init (NatterImageCard *self)
{
  GtkWidget *words = gtk_box_new (GTK_ORIENTATION_VERTICAL, 4);

  self->box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  gtk_widget_set_parent (self->box, GTK_WIDGET (self));

  self->icon = gtk_image_new_from_icon_name ("image-x-generic-symbolic");
  gtk_widget_set_valign (self->icon, GTK_ALIGN_START);
  gtk_widget_add_css_class (self->icon, "dimmed");
  gtk_box_append (GTK_BOX (self->box), self->icon);

  self->spinner = adw_spinner_new ();
  gtk_widget_set_valign (self->spinner, GTK_ALIGN_START);
  gtk_box_append (GTK_BOX (self->box), self->spinner);

  self->title = make_label ("image-title");
  self->detail = make_label ("image-detail");
  gtk_box_append (GTK_BOX (words), self->title);
  gtk_box_append (GTK_BOX (words), self->detail);

  self->button = adw_split_button_new ();
  gtk_widget_set_halign (self->button, GTK_ALIGN_START);
  gtk_widget_set_margin_top (self->button, 6);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->button), "image.load");
  gtk_box_append (GTK_BOX (words), self->button);
  gtk_widget_set_hexpand (words, TRUE);
  gtk_box_append (GTK_BOX (self->box), words);

  natter_image_card_show_text (self, "", "");
}

/**
 * natter_image_card_new:
 *
 * Returns: (transfer floating): a card that says nothing
 */
GtkWidget *
natter_image_card_new (void)
{
  return g_object_new (NATTER_TYPE_IMAGE_CARD, NULL);
}

static void
set_parts (NatterImageCard *self,
           gboolean         busy,
           gboolean         button)
{
  gtk_widget_set_visible (self->icon, !busy);
  gtk_widget_set_visible (self->spinner, busy);
  gtk_widget_set_visible (self->button, button);
  gtk_widget_set_sensitive (self->button, !busy);
  gtk_widget_remove_css_class (GTK_WIDGET (self), "failure");
}

static void
set_words (NatterImageCard *self,
           const char      *title,
           const char      *detail)
{
  gtk_label_set_text (GTK_LABEL (self->title), title);
  gtk_label_set_text (GTK_LABEL (self->detail), detail);
  gtk_widget_set_visible (self->title, *title != '\0');
  gtk_widget_set_visible (self->detail, *detail != '\0');
}

/**
 * natter_image_card_show_text:
 * @title: what the image would show; may be empty
 * @detail: what there is to say about it; may be empty
 *
 * Says something about an image that can't be loaded.
 */
void
natter_image_card_show_text (NatterImageCard *self,
                             const char      *title,
                             const char      *detail)
{
  g_return_if_fail (NATTER_IS_IMAGE_CARD (self));

  set_parts (self, FALSE, FALSE);
  set_words (self, title, detail);
}

/**
 * natter_image_card_show_remote:
 * @title: what the image would show; may be empty
 * @address: where it is
 * @host: whose address that is
 * @has_conversation: whether all images of its conversation can be loaded
 *
 * Offers to load an image.
 */
void
natter_image_card_show_remote (NatterImageCard *self,
                               const char      *title,
                               const char      *address,
                               const char      *host,
                               gboolean         has_conversation)
{
  g_autoptr(GMenu) menu = g_menu_new ();
  g_autoptr(GMenu) others = g_menu_new ();
  /* Translators: %s is a host, as "example.org" */
  g_autofree char *always = g_strdup_printf (_("_Always Load Images from %s"), host);

  g_return_if_fail (NATTER_IS_IMAGE_CARD (self));

  g_menu_append (menu, always, "image.load-host");
  if (has_conversation)
    g_menu_append (menu, _("Load All Images of This _Conversation"), "image.load-conversation");
  g_menu_append (others, _("_Open in Browser"), "image.open");
  g_menu_append (others, _("_Copy Address"), "image.copy-address");
  g_menu_append_section (menu, NULL, G_MENU_MODEL (others));

  set_parts (self, FALSE, TRUE);
  set_words (self, title, address);
  adw_split_button_set_label (ADW_SPLIT_BUTTON (self->button), _("Load Image"));
  adw_split_button_set_menu_model (ADW_SPLIT_BUTTON (self->button), G_MENU_MODEL (menu));
}

/**
 * natter_image_card_show_busy:
 *
 * The image is on its way; all else stays, so that nothing moves.
 */
void
natter_image_card_show_busy (NatterImageCard *self)
{
  g_return_if_fail (NATTER_IS_IMAGE_CARD (self));

  set_parts (self, TRUE, gtk_widget_get_visible (self->button));
}

/**
 * natter_image_card_show_error:
 * @message: why the image did not come
 *
 * Says so where the address was; what was offered before is offered again.
 */
void
natter_image_card_show_error (NatterImageCard *self,
                              const char      *message)
{
  g_return_if_fail (NATTER_IS_IMAGE_CARD (self));

  set_parts (self, FALSE, gtk_widget_get_visible (self->button));
  gtk_label_set_text (GTK_LABEL (self->detail), message);
  gtk_widget_set_visible (self->detail, TRUE);
  adw_split_button_set_label (ADW_SPLIT_BUTTON (self->button), _("Try Again"));
  gtk_widget_add_css_class (GTK_WIDGET (self), "failure");
}
