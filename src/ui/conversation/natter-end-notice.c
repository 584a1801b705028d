/* natter-end-notice.c: how an answer ended, when that is worth saying, and what can be done about
 * it. Part of a message's footer; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-end-notice.h"

#include "natter-chat.h"
#include "natter-end-text.h"
#include "natter-trust.h"

struct _NatterEndNotice
{
  AdwBin     parent_instance;

  GtkWidget *icon;
  GtkLabel  *title;
  GtkLabel  *detail;
  GtkWidget *buttons;
  GtkWidget *trust;
  GtkWidget *go_on;
  GtkWidget *retry;
  GtkWidget *details;
};

G_DEFINE_FINAL_TYPE (NatterEndNotice, natter_end_notice, ADW_TYPE_BIN)

static void
natter_end_notice_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NATTER_TYPE_END_NOTICE);

  G_OBJECT_CLASS (natter_end_notice_parent_class)->dispose (object);
}

static void
natter_end_notice_class_init (NatterEndNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_end_notice_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/end-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, icon);
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, title);
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, detail);
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, buttons);
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, trust);
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, go_on);
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, retry);
  gtk_widget_class_bind_template_child (widget_class, NatterEndNotice, details);
}

static void
natter_end_notice_init (NatterEndNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_end_notice_new:
 *
 * Returns: (transfer floating): a notice of nothing yet
 */
GtkWidget *
natter_end_notice_new (void)
{
  return g_object_new (NATTER_TYPE_END_NOTICE, NULL);
}

/**
 * natter_end_notice_update:
 * @message: whose end it tells
 *
 * Shows the end as it is now, or nothing while there is nothing to say.
 */
void
natter_end_notice_update (NatterEndNotice *self,
                          NatterMessage   *message)
{
  const char *title = natter_end_text_get_title (message);
  gboolean is_error = natter_end_text_is_error (message);
  gboolean goes_on = natter_chat_can_continue (message);
  g_autofree char *detail = NULL;

  g_return_if_fail (NATTER_IS_END_NOTICE (self));

  gtk_widget_set_visible (GTK_WIDGET (self), title != NULL);
  if (!title)
    return;

  detail = natter_end_text_dup_detail (message);
  gtk_label_set_text (self->title, title);
  gtk_label_set_text (self->detail, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail), detail != NULL);
  gtk_widget_set_visible (self->icon, is_error);
  gtk_widget_set_visible (self->buttons, is_error || goes_on);
  gtk_widget_set_visible (self->go_on, goes_on);
  gtk_widget_set_visible (self->retry, is_error);
  gtk_widget_set_visible (self->details, is_error || detail);
  gtk_widget_set_visible (self->trust, natter_trust_can_ask (natter_message_get_error (message)));
  if (is_error)
    gtk_widget_add_css_class (GTK_WIDGET (self), "failure");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "failure");
}
