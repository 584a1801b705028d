/* natter-chat.c: what a person does with a conversation. It owns the conversations and whatever
 * answers them: at most one generation each, any number in all. What is done with messages that
 * are there already is in natter-chat-tree.c. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-chat-private.h"

#include <glib/gi18n-lib.h>
#include <json-glib/json-glib.h>

#include "natter-error.h"
#include "natter-title.h"
#include "natter-turns.h"

G_DEFINE_FINAL_TYPE (NatterChat, natter_chat, G_TYPE_OBJECT)

typedef enum
{
  PROP_N_RUNNING = 1,
  PROP_MAKES_TITLES,
} NatterChatProps;

static GParamSpec *properties[PROP_MAKES_TITLES + 1];

static void
set_n_running (NatterChat *self,
               guint       n_running)
{
  self->n_running = n_running;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_RUNNING]);
}

typedef struct
{
  NatterChat         *chat;
  NatterConversation *conversation;
  NatterMessage      *answer;
  NatterProvider     *provider;
  char               *model;
  gint64              began;
} Run;

static void
run_free (Run *run)
{
  g_object_unref (run->chat);
  g_object_unref (run->conversation);
  g_object_unref (run->answer);
  g_object_unref (run->provider);
  g_free (run->model);
  g_free (run);
}

/* Returns: (nullable): who stores what is said in @conversation */
NatterKeeper *
natter_chat_find_keeper (NatterChat         *self,
                         NatterConversation *conversation)
{
  return natter_conversation_is_temporary (conversation) ? NULL : self->keeper;
}

static void
generation_delta_cb (const NatterDelta *delta,
                     gpointer           data)
{
  Run *run = data;

  natter_keeper_append (run->chat->keeper, run->answer, delta);
}

/* From whom the first answer came. */
static void
name (Run *run)
{
  NatterChat *self = run->chat;
  const NatterTitleAsk ask = { self->http, self->secrets, self->providers, run->provider,
                               run->model };

  if (self->makes_titles && natter_title_is_wanted (run->conversation, run->answer))
    natter_title_ask (&ask, run->conversation, run->answer);
}

static void
generation_finished_cb (NatterGeneration *generation,
                        Run              *run)
{
  NatterKeeper *keeper = natter_chat_find_keeper (run->chat, run->conversation);

  if (keeper)
    natter_keeper_finish (keeper, run->conversation, run->answer);
  /* Whoever shows it takes the mark away. */
  natter_conversation_set_unread (run->conversation, TRUE);
  natter_conversation_set_generation (run->conversation, NULL);
  set_n_running (run->chat, run->chat->n_running - 1);
  name (run);
  if (run->chat->resumption &&
      natter_network_is_needed (natter_provider_get_base_url (run->provider)))
    natter_resumption_ended (run->chat->resumption, run->conversation, run->answer, run->began);
}

/* A failure to save costs one more refusal the next time: nobody needs to hear of it. */
static void
generation_learned_cb (NatterChat *self)
{
  natter_provider_list_save (self->providers, NULL);
}

static void
note_used (NatterChat     *self,
           NatterProvider *provider,
           const char     *model)
{
  g_autofree char *key = natter_provider_list_make_key (provider, model);

  natter_provider_list_note_used (self->providers, key);
}

static void
begun_cb (gpointer data)
{
  natter_generation_start (data);
}

/* Saved before sent. */
static void
begin (NatterChat         *self,
       NatterConversation *conversation,
       NatterMessage      *question,
       NatterGeneration   *generation,
       Run                *run)
{
  NatterKeeper *keeper = natter_chat_find_keeper (self, conversation);

  if (!keeper)
    {
      natter_generation_start (generation);
      return;
    }

  natter_generation_set_delta_func (generation, generation_delta_cb, run);
  natter_keeper_begin (keeper, conversation, question, run->answer, begun_cb,
                       g_object_ref (generation), g_object_unref);
}

/* What is above the answer; and what there is of it, when it goes on. An answer that comes first,
 * because its question is not there any more, has nothing above. */
static GPtrArray *
dup_turns (NatterConversation *conversation,
           NatterMessage      *answer)
{
  NatterMessage *above = natter_conversation_get_parent (conversation, answer);
  g_autoptr(GPtrArray) path = NULL;
  GPtrArray *turns = NULL;

  path = above ? natter_conversation_dup_path (conversation, above)
               : g_ptr_array_new_with_free_func (g_object_unref);
  if (!natter_message_is_empty (answer))
    g_ptr_array_add (path, g_object_ref (answer));
  turns = natter_turns_new (path);
  if (natter_message_is_empty (answer))
    natter_turns_ask (turns);

  return turns;
}

/* Starts an answer in message, which already has its place in the tree, or goes on with it. */
void
natter_chat_start (NatterChat         *self,
                   NatterConversation *conversation,
                   NatterProvider     *provider,
                   const char         *model,
                   NatterMessage      *question,
                   NatterMessage      *message)
{
  g_autoptr(GPtrArray) turns = NULL;
  g_autoptr(NatterGeneration) generation = NULL;
  g_autoptr(JsonObject) quirks = NULL;
  NatterRequest request = { .model = model };
  Run *run = g_new0 (Run, 1);

  turns = dup_turns (conversation, message);
  request.messages = turns;
  request.system = natter_provider_list_get_system_prompt (self->providers);
  quirks = natter_provider_dup_model_quirks (provider, model);
  request.quirks = quirks;
  request.extras = natter_provider_get_extras (provider);
  natter_answer_settings_apply (natter_provider_list_get_answer_settings (self->providers),
                                &request);

  generation = natter_generation_new (self->http, self->secrets, provider, &request, message);
  if (!natter_message_is_empty (message))
    natter_generation_set_continuation (generation, natter_continuation_new (
      turns, natter_dialect_can_prefill (natter_provider_get_dialect (provider), &request)));
  run->chat = g_object_ref (self);
  run->conversation = g_object_ref (conversation);
  run->answer = g_object_ref (message);
  run->provider = g_object_ref (provider);
  run->model = g_strdup (model);
  run->began = g_get_monotonic_time ();
  if (self->network)
    natter_generation_set_network (generation, self->network);
  g_signal_connect_data (generation, "finished", G_CALLBACK (generation_finished_cb), run,
                         (GClosureNotify) (void (*) (void)) run_free, 0);
  if (!natter_provider_is_transient (provider))
    g_signal_connect_object (generation, "learned", G_CALLBACK (generation_learned_cb), self,
                             G_CONNECT_SWAPPED);

  set_n_running (self, self->n_running + 1);
  natter_conversation_set_generation (conversation, generation);
  note_used (self, provider, model);
  begin (self, conversation, question, generation, run);
}

/* It says who answers before it is in the tree, where it is seen. */
NatterMessage *
natter_chat_new_answer (NatterProvider *provider,
                        const char     *model)
{
  NatterMessage *answer = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);

  natter_message_set_model (answer, model);
  natter_message_set_provider (answer, natter_provider_get_name (provider));

  return answer;
}

/* Who is asked: the model of @key, else of the conversation, else the default. */
NatterProvider *
natter_chat_resolve (NatterChat          *self,
                     NatterConversation  *conversation,
                     const char          *key,
                     const char         **model,
                     GError             **error)
{
  NatterProvider *provider = NULL;

  if (natter_conversation_is_busy (conversation))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_FAILED,
                           _("An answer is still being written. Stop it or wait for its end."));
      return NULL;
    }

  if (!natter_conversation_is_loaded (conversation))
    {
      g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_FAILED,
                           _("The conversation is still being read. Try again in a moment."));
      return NULL;
    }

  if (!key)
    key = natter_conversation_get_model_key (conversation);
  if (!key)
    key = natter_provider_list_get_default_model (self->providers);
  if (key)
    provider = natter_provider_list_resolve (self->providers, key, model);
  if (!provider)
    g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_INVALID_SETTING,
                         _("Choose a model first."));

  return provider;
}

/* What is said: blank lines around it are not, and nothing at all can't be. */
char *
natter_chat_dup_clean (const char  *text,
                       GError     **error)
{
  g_autofree char *clean = NULL;

  while (*text == '\n' || *text == '\r')
    text++;
  clean = g_strchomp (g_strdup (text));
  if (*clean)
    return g_steal_pointer (&clean);

  g_set_error_literal (error, NATTER_ERROR, NATTER_ERROR_FAILED, _("Write something first."));

  return NULL;
}

static void
natter_chat_get_property (GObject    *object,
                          guint       prop_id,
                          GValue     *value,
                          GParamSpec *pspec)
{
  NatterChat *self = NATTER_CHAT (object);

  switch ((NatterChatProps) prop_id)
    {
    case PROP_N_RUNNING:
      g_value_set_uint (value, self->n_running);
      break;

    case PROP_MAKES_TITLES:
      g_value_set_boolean (value, self->makes_titles);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_chat_set_property (GObject      *object,
                          guint         prop_id,
                          const GValue *value,
                          GParamSpec   *pspec)
{
  NatterChat *self = NATTER_CHAT (object);

  switch ((NatterChatProps) prop_id)
    {
    case PROP_MAKES_TITLES:
      natter_chat_set_makes_titles (self, g_value_get_boolean (value));
      break;

    case PROP_N_RUNNING:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_chat_finalize (GObject *object)
{
  NatterChat *self = NATTER_CHAT (object);

  g_clear_object (&self->resumption);
  g_clear_object (&self->network);
  g_clear_object (&self->keeper);
  g_object_unref (self->folders);
  g_object_unref (self->conversations);
  g_object_unref (self->providers);
  g_object_unref (self->secrets);
  g_object_unref (self->http);

  G_OBJECT_CLASS (natter_chat_parent_class)->finalize (object);
}

static void
natter_chat_class_init (NatterChatClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_chat_get_property;
  object_class->set_property = natter_chat_set_property;
  object_class->finalize = natter_chat_finalize;

  properties[PROP_N_RUNNING] =
    g_param_spec_uint ("n-running", NULL, NULL, 0, G_MAXUINT, 0,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_MAKES_TITLES] =
    g_param_spec_boolean ("makes-titles", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_chat_init (NatterChat *self)
{
  self->conversations = natter_conversation_list_new ();
  self->folders = natter_folder_list_new ();
}

/**
 * natter_chat_new:
 * @http: the session
 * @secrets: where keys are
 * @providers: the accounts and defaults
 *
 * Returns: (transfer full): a chat without conversations
 */
NatterChat *
natter_chat_new (NatterHttp         *http,
                 NatterSecrets      *secrets,
                 NatterProviderList *providers)
{
  NatterChat *self = g_object_new (NATTER_TYPE_CHAT, NULL);

  self->http = g_object_ref (http);
  self->secrets = g_object_ref (secrets);
  self->providers = g_object_ref (providers);

  return self;
}

NatterHttp *
natter_chat_get_http (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);

  return self->http;
}

NatterSecrets *
natter_chat_get_secrets (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);

  return self->secrets;
}

NatterProviderList *
natter_chat_get_providers (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);

  return self->providers;
}

NatterConversationList *
natter_chat_get_conversations (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);

  return self->conversations;
}

NatterFolderList *
natter_chat_get_folders (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);

  return self->folders;
}

NatterKeeper *
natter_chat_get_keeper (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);

  return self->keeper;
}

/**
 * natter_chat_set_keeper:
 * @keeper: who stores what is said; set before anything is
 */
void
natter_chat_set_keeper (NatterChat   *self,
                        NatterKeeper *keeper)
{
  g_return_if_fail (NATTER_IS_CHAT (self));

  g_set_object (&self->keeper, keeper);
}

NatterNetwork *
natter_chat_get_network (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), NULL);

  return self->network;
}

/**
 * natter_chat_set_network:
 * @network: what answers wait for where it is away; set once
 */
void
natter_chat_set_network (NatterChat    *self,
                         NatterNetwork *network)
{
  g_return_if_fail (NATTER_IS_CHAT (self));
  g_return_if_fail (NATTER_IS_NETWORK (network) && !self->network);

  self->network = g_object_ref (network);
  self->resumption = natter_resumption_new (self, network);
}

/**
 * natter_chat_get_makes_titles:
 *
 * Returns: whether models are asked for titles
 */
gboolean
natter_chat_get_makes_titles (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), FALSE);

  return self->makes_titles;
}

/**
 * natter_chat_set_makes_titles:
 * @makes_titles: whether the model that answers the first question of a conversation is asked for
 *   its title then; else its first words are the title
 */
void
natter_chat_set_makes_titles (NatterChat *self,
                              gboolean    makes_titles)
{
  g_return_if_fail (NATTER_IS_CHAT (self));

  if (self->makes_titles == !!makes_titles)
    return;

  self->makes_titles = !!makes_titles;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MAKES_TITLES]);
}

/**
 * natter_chat_load:
 * @conversation: one of the list; its property "loaded" says when its messages are there
 */
void
natter_chat_load (NatterChat         *self,
                  NatterConversation *conversation)
{
  g_return_if_fail (NATTER_IS_CHAT (self));

  if (self->keeper)
    natter_keeper_load (self->keeper, conversation);
}

/**
 * natter_chat_send:
 * @conversation: where to say it; joins the list with its first message
 * @text: what to say; blank lines around it are not sent
 *
 * Says something and starts the answer. Nothing has changed when it fails: the caller keeps the
 * text.
 *
 * Returns: %FALSE with @error set when there is no text or no model, or while an answer is in
 *   flight
 */
gboolean
natter_chat_send (NatterChat          *self,
                  NatterConversation  *conversation,
                  const char          *text,
                  GError             **error)
{
  g_autoptr(NatterMessage) question = NULL;
  g_autoptr(NatterMessage) answer = NULL;
  g_autofree char *clean = NULL;
  NatterProvider *provider = NULL;
  const char *model = NULL;

  g_return_val_if_fail (NATTER_IS_CHAT (self), FALSE);
  g_return_val_if_fail (NATTER_IS_CONVERSATION (conversation), FALSE);
  g_return_val_if_fail (text != NULL, FALSE);

  clean = natter_chat_dup_clean (text, error);
  if (!clean)
    return FALSE;

  provider = natter_chat_resolve (self, conversation, NULL, &model, error);
  if (!provider)
    return FALSE;

  question = natter_message_new (NATTER_ROLE_USER, clean);
  answer = natter_chat_new_answer (provider, model);
  natter_conversation_append (conversation, question);
  natter_conversation_append (conversation, answer);
  if (!natter_conversation_list_find (self->conversations, conversation, NULL))
    natter_conversation_list_add (self->conversations, conversation);

  natter_chat_start (self, conversation, provider, model, question, answer);

  return TRUE;
}

/**
 * natter_chat_stop:
 *
 * Ends the answer in flight, if there is one. What came so far stays.
 */
void
natter_chat_stop (NatterChat         *self,
                  NatterConversation *conversation)
{
  NatterGeneration *generation = natter_conversation_get_generation (conversation);

  if (generation)
    natter_generation_stop (generation);
}

/**
 * natter_chat_get_n_running:
 *
 * Returns: how many answers are in flight in all conversations
 */
guint
natter_chat_get_n_running (NatterChat *self)
{
  g_return_val_if_fail (NATTER_IS_CHAT (self), 0);

  return self->n_running;
}
