/* natter-inhibitor.c: keeps the computer from falling asleep, and its user from being logged out,
 * while an answer comes: both would cut it off. One that waits for a network has nothing to lose,
 * and may wait for hours. Owned by the application; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-inhibitor.h"

#include <glib/gi18n-lib.h>

struct _NatterInhibitor
{
  GObject         parent_instance;

  GtkApplication *application;   /* not owned: it owns this */
  NatterChat     *chat;
  guint           cookie;        /* 0: nothing is asked of the desktop */
};

G_DEFINE_FINAL_TYPE (NatterInhibitor, natter_inhibitor, G_TYPE_OBJECT)

static void
release (NatterInhibitor *self)
{
  if (self->cookie != 0)
    gtk_application_uninhibit (self->application, g_steal_handle_id (&self->cookie));
}

static void
update (NatterInhibitor *self)
{
  if (!natter_inhibitor_is_wanted (self))
    release (self);
  else if (self->cookie == 0)
    self->cookie = gtk_application_inhibit (
      self->application, gtk_application_get_active_window (self->application),
      GTK_APPLICATION_INHIBIT_SUSPEND | GTK_APPLICATION_INHIBIT_LOGOUT,
      /* Translators: why the computer should not be suspended now; the desktop shows it */
      _("An answer is being written"));
}

static void
changed_cb (NatterInhibitor    *self,
            NatterConversation *conversation,
            GParamSpec         *pspec)
{
  NatterGeneration *generation = natter_conversation_get_generation (conversation);

  if (!g_str_equal (pspec->name, "busy"))
    return;

  if (generation)
    g_signal_connect_object (generation, "notify::retry-time", G_CALLBACK (update), self,
                             G_CONNECT_SWAPPED);
  update (self);
}

static void
natter_inhibitor_dispose (GObject *object)
{
  NatterInhibitor *self = NATTER_INHIBITOR (object);

  release (self);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (natter_inhibitor_parent_class)->dispose (object);
}

static void
natter_inhibitor_class_init (NatterInhibitorClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_inhibitor_dispose;
}

static void
natter_inhibitor_init (NatterInhibitor *self)
{
}

/**
 * natter_inhibitor_new:
 * @application: who asks the desktop; it outlives the inhibitor
 * @chat: whose answers are not to be cut off
 *
 * Returns: (transfer full): an inhibitor
 */
NatterInhibitor *
natter_inhibitor_new (GtkApplication *application,
                      NatterChat     *chat)
{
  NatterInhibitor *self = g_object_new (NATTER_TYPE_INHIBITOR, NULL);

  self->application = application;
  self->chat = g_object_ref (chat);
  g_signal_connect_object (natter_chat_get_conversations (chat), "conversation-changed",
                           G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_inhibitor_is_wanted:
 *
 * Returns: whether there is an answer that sleep would cut off
 */
gboolean
natter_inhibitor_is_wanted (NatterInhibitor *self)
{
  GListModel *conversations = NULL;

  g_return_val_if_fail (NATTER_IS_INHIBITOR (self), FALSE);

  conversations = G_LIST_MODEL (natter_chat_get_conversations (self->chat));
  for (guint i = 0; i < g_list_model_get_n_items (conversations); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (conversations, i);
      NatterGeneration *generation = natter_conversation_get_generation (conversation);

      if (generation &&
          natter_generation_get_retry_time (generation) != NATTER_GENERATION_WHEN_ONLINE)
        return TRUE;
    }

  return FALSE;
}
