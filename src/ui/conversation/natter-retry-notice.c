/* natter-retry-notice.c: while a request that was refused waits to be sent again: why, in how many
 * seconds, and a way to shorten or end the wait. Shown only then. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-retry-notice.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#include "natter-countdown.h"
#include "natter-end-text.h"

struct _NatterRetryNotice
{
  GtkWidget         parent_instance;

  GtkWidget        *box;
  GtkLabel         *title;
  GtkLabel         *detail;
  GtkLabel         *countdown;
  NatterGeneration *generation;
  NatterCountdown  *clock;
};

G_DEFINE_FINAL_TYPE (NatterRetryNotice, natter_retry_notice, GTK_TYPE_WIDGET)

static void
seconds_cb (int      seconds,
            gpointer data)
{
  NatterRetryNotice *self = data;
  g_autofree char *text = g_strdup_printf (ngettext ("Trying again in %d second",
                                                     "Trying again in %d seconds",
                                                     (gulong) seconds), seconds);

  gtk_label_set_text (self->countdown, text);
}

static void
retry_time_cb (NatterRetryNotice *self)
{
  gint64 when = self->generation ? natter_generation_get_retry_time (self->generation) : 0;
  const GError *error = NULL;

  g_clear_pointer (&self->clock, natter_countdown_free);
  gtk_widget_set_visible (GTK_WIDGET (self), when != 0);
  gtk_widget_set_visible (GTK_WIDGET (self->detail), when != NATTER_GENERATION_WHEN_ONLINE);
  gtk_widget_set_visible (GTK_WIDGET (self->countdown), when != NATTER_GENERATION_WHEN_ONLINE);
  if (when == 0)
    return;

  if (when == NATTER_GENERATION_WHEN_ONLINE)
    {
      gtk_label_set_text (self->title, _("Waiting for the network"));
      return;
    }

  error = natter_generation_get_retry_error (self->generation);
  gtk_label_set_text (self->title, natter_end_text_get_error_title (error));
  gtk_label_set_text (self->detail, error->message);
  self->clock = natter_countdown_new (when, seconds_cb, self);
}

static void
now_action (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  natter_generation_retry_now (NATTER_RETRY_NOTICE (widget)->generation);
}

static void
cancel_action (GtkWidget  *widget,
               const char *name,
               GVariant   *parameter)
{
  natter_generation_stop (NATTER_RETRY_NOTICE (widget)->generation);
}

static void
natter_retry_notice_dispose (GObject *object)
{
  NatterRetryNotice *self = NATTER_RETRY_NOTICE (object);

  natter_retry_notice_set_generation (self, NULL);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_RETRY_NOTICE);

  G_OBJECT_CLASS (natter_retry_notice_parent_class)->dispose (object);
}

static void
natter_retry_notice_class_init (NatterRetryNoticeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_retry_notice_dispose;

  g_type_ensure (ADW_TYPE_WRAP_BOX);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/retry-notice.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterRetryNotice, box);
  gtk_widget_class_bind_template_child (widget_class, NatterRetryNotice, title);
  gtk_widget_class_bind_template_child (widget_class, NatterRetryNotice, detail);
  gtk_widget_class_bind_template_child (widget_class, NatterRetryNotice, countdown);
  gtk_widget_class_install_action (widget_class, "retry.now", NULL, now_action);
  gtk_widget_class_install_action (widget_class, "retry.cancel", NULL, cancel_action);
}

static void
natter_retry_notice_init (NatterRetryNotice *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_retry_notice_new:
 *
 * Returns: (transfer floating): a notice of nothing
 */
GtkWidget *
natter_retry_notice_new (void)
{
  return g_object_new (NATTER_TYPE_RETRY_NOTICE, NULL);
}

/**
 * natter_retry_notice_set_generation:
 * @generation: (nullable): the answer in flight that this is below
 */
void
natter_retry_notice_set_generation (NatterRetryNotice *self,
                                    NatterGeneration  *generation)
{
  g_return_if_fail (NATTER_IS_RETRY_NOTICE (self));

  if (self->generation == generation)
    return;

  if (self->generation)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_set_object (&self->generation, generation);
  if (generation)
    g_signal_connect_object (generation, "notify::retry-time", G_CALLBACK (retry_time_cb), self,
                             G_CONNECT_SWAPPED);
  retry_time_cb (self);
}
