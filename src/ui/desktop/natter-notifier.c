/* natter-notifier.c: tells the person that an answer has ended while they looked elsewhere, and
 * takes that back once they have seen the conversation. Which conversation it is and how its answer
 * ended is all that is told: a notification is read by whoever passes by, on a locked screen as
 * well, and what was said is for one person alone. Owned by the application; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-notifier.h"

#include <glib/gi18n-lib.h>

#include "natter-end-text.h"

struct _NatterNotifier
{
  GObject         parent_instance;

  GtkApplication *application;   /* not owned: it owns this */
  GHashTable     *told;          /* ids of the conversations that were told of */
};

G_DEFINE_FINAL_TYPE (NatterNotifier, natter_notifier, G_TYPE_OBJECT)

static gboolean
is_looked_at (void)
{
  GListModel *windows = gtk_window_get_toplevels ();

  for (guint i = 0; i < g_list_model_get_n_items (windows); i++)
    {
      g_autoptr(GtkWindow) window = g_list_model_get_item (windows, i);

      if (gtk_window_is_active (window))
        return TRUE;
    }

  return FALSE;
}

static char *
dup_id (NatterConversation *conversation)
{
  return g_strconcat ("answer-", natter_conversation_get_id (conversation), NULL);
}

/* Nothing is to be found of a temporary chat, not even its title. */
static const char *
get_title (NatterConversation *conversation)
{
  const char *title = natter_conversation_get_title (conversation);

  if (natter_conversation_is_temporary (conversation))
    return _("Temporary Chat");

  return *title ? title : _("New Chat");
}

static void
tell (NatterNotifier     *self,
      NatterConversation *conversation,
      NatterMessage      *answer)
{
  g_autoptr(GNotification) notification = g_notification_new (get_title (conversation));
  g_autofree char *id = dup_id (conversation);
  const char *end = natter_end_text_get_title (answer);

  g_notification_set_body (notification, end ? end : _("The answer is complete"));
  g_notification_set_category (notification, "im.received");
  g_notification_set_default_action_and_target (notification, "app.open-conversation", "s",
                                                natter_conversation_get_id (conversation));
  g_application_send_notification (G_APPLICATION (self->application), id, notification);
  g_hash_table_add (self->told, g_strdup (natter_conversation_get_id (conversation)));
}

static void
ended (NatterNotifier     *self,
       NatterConversation *conversation)
{
  NatterMessage *answer = natter_conversation_get_last (conversation);

  /* Whoever stopped it knows. */
  if (answer && natter_message_get_end (answer) != NATTER_END_STOPPED && !is_looked_at ())
    tell (self, conversation, answer);
}

static void
changed_cb (NatterNotifier     *self,
            NatterConversation *conversation,
            GParamSpec         *pspec)
{
  if (g_str_equal (pspec->name, "busy"))
    {
      if (natter_conversation_is_busy (conversation))
        natter_notifier_seen (self, conversation);
      else
        ended (self, conversation);
    }
  else if ((g_str_equal (pspec->name, "unread") && !natter_conversation_is_unread (conversation)) ||
           (g_str_equal (pspec->name, "trashed") && natter_conversation_is_trashed (conversation)))
    natter_notifier_seen (self, conversation);
}

static void
natter_notifier_finalize (GObject *object)
{
  NatterNotifier *self = NATTER_NOTIFIER (object);

  g_hash_table_unref (self->told);

  G_OBJECT_CLASS (natter_notifier_parent_class)->finalize (object);
}

static void
natter_notifier_class_init (NatterNotifierClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_notifier_finalize;
}

static void
natter_notifier_init (NatterNotifier *self)
{
  self->told = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
}

/**
 * natter_notifier_new:
 * @application: who speaks, with an action "open-conversation" that takes a conversation's id; it
 *   outlives the notifier
 * @conversations: whose answers are told of
 *
 * Returns: (transfer full): a notifier that has told nothing
 */
NatterNotifier *
natter_notifier_new (GtkApplication         *application,
                     NatterConversationList *conversations)
{
  NatterNotifier *self = g_object_new (NATTER_TYPE_NOTIFIER, NULL);

  self->application = application;
  g_signal_connect_object (conversations, "conversation-changed", G_CALLBACK (changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_notifier_seen:
 * @conversation: what the person has before their eyes
 *
 * Takes back what was told of it.
 */
void
natter_notifier_seen (NatterNotifier     *self,
                      NatterConversation *conversation)
{
  g_autofree char *id = NULL;

  g_return_if_fail (NATTER_IS_NOTIFIER (self));
  g_return_if_fail (NATTER_IS_CONVERSATION (conversation));

  if (!g_hash_table_remove (self->told, natter_conversation_get_id (conversation)))
    return;

  id = dup_id (conversation);
  g_application_withdraw_notification (G_APPLICATION (self->application), id);
}
