/* natter-composer.c: where a person writes: a text that grows to a third of the window, and one
 * round button that sends, stops, or counts down to another attempt. It never clears its text of
 * its own accord: the window does, once the text is safe elsewhere. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-composer.h"

#include <glib/gi18n-lib.h>

#include "natter-announce.h"
#include "natter-countdown.h"
#include "natter-measure.h"
#include "natter-page-keys.h"

/* pixels beside the card, which is as wide as the messages are */
#define PADDING 24

struct _NatterComposer
{
  AdwBin             parent_instance;

  GtkScrolledWindow *scroller;
  GtkTextView       *view;
  GtkLabel          *placeholder;
  GtkLabel          *hint;
  GtkRevealer       *hint_revealer;
  GtkWidget         *temporary;
  GtkButton         *button;
  GtkTextBuffer     *buffer;
  NatterSettings    *settings;
  NatterGeneration  *generation;     /* the answer in flight; or NULL */
  NatterCountdown   *clock;
};

G_DEFINE_FINAL_TYPE (NatterComposer, natter_composer, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHANGED,
  SIGNAL_SCROLL_ASKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
is_enter (guint keyval)
{
  return keyval == GDK_KEY_Return || keyval == GDK_KEY_KP_Enter || keyval == GDK_KEY_ISO_Enter;
}

static gboolean
is_send_key (NatterComposer  *self,
             guint            keyval,
             GdkModifierType  state)
{
  GdkModifierType held =
    state & (GDK_SHIFT_MASK | GDK_CONTROL_MASK | GDK_ALT_MASK | GDK_SUPER_MASK);
  gboolean with_control =
    self->settings && natter_settings_get_send_key (self->settings) == NATTER_SEND_KEY_CTRL_ENTER;

  /* Ctrl+Enter sends in both ways: it can't mean anything else. */
  return is_enter (keyval) && (held == GDK_CONTROL_MASK || (held == 0 && !with_control));
}

static void
send (NatterComposer *self)
{
  if (self->generation)
    {
      natter_composer_set_hint (self, _("An answer is still being written. Your text is kept: send "
                                        "it afterwards, or stop the answer with Esc."));
      return;
    }

  gtk_widget_activate_action (GTK_WIDGET (self), "win.send", NULL);
}

/* What moves the cursor is the text's: in none at all there is nowhere to go, and one that is seen
 * whole has no pages. */
static gboolean
is_for_transcript (NatterComposer  *self,
                   guint            keyval,
                   GdkModifierType  state,
                   GtkScrollType   *scroll)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  gboolean is_whole =
    gtk_adjustment_get_upper (adjustment) <= gtk_adjustment_get_page_size (adjustment);

  if (!natter_page_keys_find (keyval, state, scroll))
    return FALSE;

  return gtk_text_buffer_get_char_count (self->buffer) == 0 ||
         (is_whole && (*scroll == GTK_SCROLL_PAGE_BACKWARD || *scroll == GTK_SCROLL_PAGE_FORWARD));
}

/* Enter that commits what an input method composes must reach the input method, not us. */
static gboolean
key_pressed_cb (NatterComposer        *self,
                guint                  keyval,
                guint                  keycode,
                GdkModifierType        state,
                GtkEventControllerKey *controller)
{
  GdkEvent *event = gtk_event_controller_get_current_event (GTK_EVENT_CONTROLLER (controller));
  gboolean is_send = is_send_key (self, keyval, state);
  GtkScrollType scroll = GTK_SCROLL_NONE;

  if (!is_send && !is_for_transcript (self, keyval, state, &scroll))
    return GDK_EVENT_PROPAGATE;

  if (gtk_text_view_im_context_filter_keypress (self->view, event))
    return GDK_EVENT_STOP;

  if (is_send)
    send (self);
  else
    g_signal_emit (self, signals[SIGNAL_SCROLL_ASKED], 0, scroll);

  return GDK_EVENT_STOP;
}

static void
update_placeholder (NatterComposer *self,
                    gboolean        composing)
{
  gboolean is_empty = gtk_text_buffer_get_char_count (self->buffer) == 0;

  gtk_widget_set_visible (GTK_WIDGET (self->placeholder), is_empty && !composing);
}

static gboolean
is_blank (NatterComposer *self)
{
  GtkTextIter iter;

  gtk_text_buffer_get_start_iter (self->buffer, &iter);
  while (!gtk_text_iter_is_end (&iter))
    {
      if (!g_unichar_isspace (gtk_text_iter_get_char (&iter)))
        return FALSE;
      gtk_text_iter_forward_char (&iter);
    }

  return TRUE;
}

static void
update_button (NatterComposer *self)
{
  const char *name = self->generation ? _("Stop") : _("Send");

  if (!self->clock)
    gtk_button_set_icon_name (self->button, self->generation ? "media-playback-stop-symbolic"
                                                             : "natter-send-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  gtk_widget_set_sensitive (GTK_WIDGET (self->button), self->generation || !is_blank (self));
}

static void
seconds_cb (int      seconds,
            gpointer data)
{
  NatterComposer *self = data;
  g_autofree char *text = g_strdup_printf ("%d", seconds);

  /* A child of our own: a button's label would take the place of its accessible name. */
  gtk_button_set_child (self->button, gtk_label_new (text));
}

static void
retry_time_cb (NatterComposer *self)
{
  gint64 when = self->generation ? natter_generation_get_retry_time (self->generation) : 0;

  g_clear_pointer (&self->clock, natter_countdown_free);
  if (when != 0 && when != NATTER_GENERATION_WHEN_ONLINE)
    self->clock = natter_countdown_new (when, seconds_cb, self);
  update_button (self);
}

static void
buffer_changed_cb (NatterComposer *self)
{
  update_placeholder (self, FALSE);
  update_button (self);
  natter_composer_set_hint (self, NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
preedit_changed_cb (NatterComposer *self,
                    const char     *preedit)
{
  update_placeholder (self, *preedit != '\0');
}

static void
clicked_cb (NatterComposer *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), self->generation ? "win.stop" : "win.send", NULL);
}

static void
update_measure (NatterComposer *self)
{
  AdwClamp *clamp = ADW_CLAMP (adw_bin_get_child (ADW_BIN (self)));
  int width = natter_measure_get_pixels (natter_measure_get_default ()) + PADDING;

  adw_clamp_set_maximum_size (clamp, width);
  adw_clamp_set_tightening_threshold (clamp, width);
}

static gboolean
natter_composer_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (NATTER_COMPOSER (widget)->view));
}

static void
natter_composer_dispose (GObject *object)
{
  NatterComposer *self = NATTER_COMPOSER (object);

  g_clear_pointer (&self->clock, natter_countdown_free);
  g_clear_object (&self->generation);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_COMPOSER);
  g_clear_object (&self->settings);

  G_OBJECT_CLASS (natter_composer_parent_class)->dispose (object);
}

static void
natter_composer_class_init (NatterComposerClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_composer_dispose;
  widget_class->grab_focus = natter_composer_grab_focus;

  /**
   * NatterComposer::changed:
   *
   * The text is another.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NatterComposer::scroll-asked:
   * @scroll: where to
   *
   * A key that means nothing here is meant for the conversation.
   */
  signals[SIGNAL_SCROLL_ASKED] =
    g_signal_new ("scroll-asked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, GTK_TYPE_SCROLL_TYPE);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/composer.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterComposer, scroller);
  gtk_widget_class_bind_template_child (widget_class, NatterComposer, view);
  gtk_widget_class_bind_template_child (widget_class, NatterComposer, placeholder);
  gtk_widget_class_bind_template_child (widget_class, NatterComposer, hint);
  gtk_widget_class_bind_template_child (widget_class, NatterComposer, hint_revealer);
  gtk_widget_class_bind_template_child (widget_class, NatterComposer, temporary);
  gtk_widget_class_bind_template_child (widget_class, NatterComposer, button);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, preedit_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
natter_composer_init (NatterComposer *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));

  self->buffer = gtk_text_view_get_buffer (self->view);
  g_signal_connect_object (self->buffer, "changed", G_CALLBACK (buffer_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (natter_measure_get_default (), "notify::pixels",
                           G_CALLBACK (update_measure), self, G_CONNECT_SWAPPED);
  update_measure (self);
  update_button (self);
}

/**
 * natter_composer_set_settings:
 * @settings: where the send key is chosen
 */
void
natter_composer_set_settings (NatterComposer *self,
                              NatterSettings *settings)
{
  g_return_if_fail (NATTER_IS_COMPOSER (self));

  g_set_object (&self->settings, settings);
}

/**
 * natter_composer_dup_text:
 *
 * Returns: (transfer full): the text as it stands
 */
char *
natter_composer_dup_text (NatterComposer *self)
{
  GtkTextIter start, end;

  g_return_val_if_fail (NATTER_IS_COMPOSER (self), NULL);

  gtk_text_buffer_get_bounds (self->buffer, &start, &end);

  return gtk_text_buffer_get_text (self->buffer, &start, &end, TRUE);
}

/**
 * natter_composer_set_text:
 * @text: the new text; the cursor goes to its end
 */
void
natter_composer_set_text (NatterComposer *self,
                          const char     *text)
{
  /* Whoever hears of the change may free what it came from. */
  g_autofree char *copy = g_strdup (text);
  GtkTextIter start, end;

  g_return_if_fail (NATTER_IS_COMPOSER (self));

  /* As an edit of the person's own, so that Undo brings the last text back. */
  gtk_text_buffer_get_bounds (self->buffer, &start, &end);
  gtk_text_buffer_begin_user_action (self->buffer);
  gtk_text_buffer_delete (self->buffer, &start, &end);
  gtk_text_buffer_insert (self->buffer, &start, copy, -1);
  gtk_text_buffer_end_user_action (self->buffer);
}

/**
 * natter_composer_set_generation:
 * @generation: (nullable): the answer in flight, which the button stops
 */
void
natter_composer_set_generation (NatterComposer   *self,
                                NatterGeneration *generation)
{
  g_return_if_fail (NATTER_IS_COMPOSER (self));

  if (self->generation == generation)
    return;

  if (self->generation)
    g_signal_handlers_disconnect_by_data (self->generation, self);
  g_set_object (&self->generation, generation);
  if (generation)
    g_signal_connect_object (generation, "notify::retry-time", G_CALLBACK (retry_time_cb), self,
                             G_CONNECT_SWAPPED);
  else
    natter_composer_set_hint (self, NULL);
  retry_time_cb (self);
}

/**
 * natter_composer_set_temporary:
 * @is_temporary: whether to say that nothing is kept of what is written here
 */
void
natter_composer_set_temporary (NatterComposer *self,
                               gboolean        is_temporary)
{
  g_return_if_fail (NATTER_IS_COMPOSER (self));

  gtk_widget_set_visible (self->temporary, is_temporary);
}

/**
 * natter_composer_set_hint:
 * @hint: (nullable): why the text was not sent, shown until it changes
 */
void
natter_composer_set_hint (NatterComposer *self,
                          const char     *hint)
{
  g_return_if_fail (NATTER_IS_COMPOSER (self));

  gtk_revealer_set_reveal_child (self->hint_revealer, hint != NULL);
  if (!hint)
    return;

  gtk_label_set_text (self->hint, hint);
  natter_announce (GTK_ACCESSIBLE (self), hint, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/**
 * natter_composer_set_max_height:
 * @pixels: the height that the text may take
 */
void
natter_composer_set_max_height (NatterComposer *self,
                                int             pixels)
{
  g_return_if_fail (NATTER_IS_COMPOSER (self));

  gtk_scrolled_window_set_max_content_height (self->scroller, pixels);
}
