/* natter-jump-button.c: leads to the end of a conversation, and says what came there since its
 * reader left it: messages that are new, and an answer that was being written and is whole now.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-jump-button.h"

#include <glib/gi18n-lib.h>

struct _NatterJumpButton
{
  AdwBin              parent_instance;

  GtkButton          *button;
  GtkLabel           *count;

  NatterFollow       *follow;
  NatterConversation *conversation;
  GSignalGroup       *last;       /* the last message's */
  guint               n_seen;     /* messages that were whole when the reader left the end */
  guint               n_new;
};

G_DEFINE_FINAL_TYPE (NatterJumpButton, natter_jump_button, ADW_TYPE_BIN)

enum
{
  SIGNAL_CLICKED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* What still grows is not there yet. */
static guint
count_whole (NatterJumpButton *self)
{
  guint n_messages = g_list_model_get_n_items (G_LIST_MODEL (self->conversation));
  NatterMessage *last = natter_conversation_get_last (self->conversation);

  return n_messages - (last && natter_message_is_streaming (last));
}

static void
update_label (NatterJumpButton *self)
{
  g_autofree char *number = g_strdup_printf ("%u", self->n_new);
  g_autofree char *name = NULL;

  if (self->n_new == 0)
    name = g_strdup (_("Jump to the End"));
  else
    /* Translators: a button below the conversation, where somebody reads further up */
    name = g_strdup_printf (ngettext ("Jump to the End: %u New Message",
                                      "Jump to the End: %u New Messages", self->n_new),
                            self->n_new);

  gtk_label_set_text (self->count, number);
  gtk_widget_set_visible (GTK_WIDGET (self->count), self->n_new > 0);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), name);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
update (NatterJumpButton *self)
{
  guint n_whole = count_whole (self);
  gboolean following = natter_follow_get_following (self->follow);

  /* Whoever is at the end sees all; what was taken away is not missed when another comes. */
  if (following || n_whole < self->n_seen)
    self->n_seen = n_whole;
  if (self->n_new != n_whole - self->n_seen)
    {
      self->n_new = n_whole - self->n_seen;
      update_label (self);
    }
  gtk_revealer_set_reveal_child (GTK_REVEALER (adw_bin_get_child (ADW_BIN (self))), !following);
}

/* All of a conversation that was just loaded was there before. */
static void
loaded_cb (NatterJumpButton *self)
{
  g_signal_group_set_target (self->last, natter_conversation_get_last (self->conversation));
  self->n_seen = count_whole (self);
  update (self);
}

static void
items_changed_cb (NatterJumpButton *self)
{
  if (!natter_conversation_is_loaded (self->conversation))
    {
      loaded_cb (self);
      return;
    }

  g_signal_group_set_target (self->last, natter_conversation_get_last (self->conversation));
  update (self);
}

static void
clicked_cb (NatterJumpButton *self)
{
  g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
natter_jump_button_dispose (GObject *object)
{
  NatterJumpButton *self = NATTER_JUMP_BUTTON (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_JUMP_BUTTON);
  g_clear_object (&self->last);
  g_clear_object (&self->conversation);
  g_clear_object (&self->follow);

  G_OBJECT_CLASS (natter_jump_button_parent_class)->dispose (object);
}

static void
natter_jump_button_class_init (NatterJumpButtonClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_jump_button_dispose;

  /**
   * NatterJumpButton::clicked:
   *
   * The end was asked for.
   */
  signals[SIGNAL_CLICKED] =
    g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/jump-button.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterJumpButton, button);
  gtk_widget_class_bind_template_child (widget_class, NatterJumpButton, count);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
}

static void
natter_jump_button_init (NatterJumpButton *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->last = g_signal_group_new (NATTER_TYPE_MESSAGE);
  g_signal_group_connect_object (self->last, "notify::streaming", G_CALLBACK (update), self,
                                 G_CONNECT_SWAPPED);
  update_label (self);
}

/**
 * natter_jump_button_set_follow:
 * @follow: knows whether the reader is at the end; it does not change
 */
void
natter_jump_button_set_follow (NatterJumpButton *self,
                               NatterFollow     *follow)
{
  g_return_if_fail (NATTER_IS_JUMP_BUTTON (self));
  g_return_if_fail (!self->follow);

  self->follow = g_object_ref (follow);
}

/**
 * natter_jump_button_set_conversation:
 * @conversation: what is read
 */
void
natter_jump_button_set_conversation (NatterJumpButton   *self,
                                     NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_JUMP_BUTTON (self));

  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  else
    g_signal_connect_object (self->follow, "notify::following", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  g_set_object (&self->conversation, conversation);
  g_signal_connect_object (conversation, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (conversation, "notify::loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  loaded_cb (self);
}

/**
 * natter_jump_button_get_n_new:
 *
 * Returns: how many messages came since the reader left the end
 */
guint
natter_jump_button_get_n_new (NatterJumpButton *self)
{
  g_return_val_if_fail (NATTER_IS_JUMP_BUTTON (self), 0);

  return self->n_new;
}
