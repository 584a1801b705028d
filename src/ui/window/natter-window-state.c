/* natter-window-state.c: what the window shows is there again in the next one, after a crash as
 * well: it is kept a moment after each change. Settings hold it as a{sv}: "version", 1;
 * "conversation", the id of the open one, "" for a new chat; "view", the sidebar's;
 * "closed-folders", their ids; "show-content", whether a narrow window is at its conversation.
 * Where each conversation was read is kept with the conversation. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-window-private.h"

#define VERSION 1
#define KEEP_MILLISECONDS 100
/* The first is before anything was painted. */
#define FRAMES_BEFORE 2

static const char *
get_conversation_id (NatterWindow *self)
{
  NatterConversationList *list = natter_chat_get_conversations (self->chat);

  /* One that is still to be opened. */
  if (self->resume_id)
    return self->resume_id;

  if (!natter_conversation_list_find (list, self->conversation, NULL) ||
      natter_conversation_is_temporary (self->conversation))
    return "";

  return natter_conversation_get_id (self->conversation);
}

static GVariant *
make_state (NatterWindow *self)
{
  g_auto(GStrv) closed = natter_sidebar_dup_closed_folders (self->sidebar);
  g_autoptr(GEnumClass) views = g_type_class_ref (NATTER_TYPE_SIDEBAR_VIEW);
  GEnumValue *view = g_enum_get_value (views, (int) natter_sidebar_get_view (self->sidebar));
  GVariantDict dict;

  g_variant_dict_init (&dict, NULL);
  g_variant_dict_insert (&dict, "version", "u", VERSION);
  g_variant_dict_insert (&dict, "conversation", "s", get_conversation_id (self));
  g_variant_dict_insert (&dict, "view", "s", view->value_nick);
  g_variant_dict_insert (&dict, "closed-folders", "^as", closed);
  g_variant_dict_insert (&dict, "show-content", "b",
                         adw_navigation_split_view_get_show_content (self->split));

  return g_variant_dict_end (&dict);
}

/**
 * natter_window_keep_state:
 *
 * Keeps what the window shows, at once.
 */
void
natter_window_keep_state (NatterWindow *self)
{
  int width = 0, height = 0;

  g_clear_handle_id (&self->keep_id, g_source_remove);
  gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
  natter_settings_set_window_size (self->settings, width, height,
                                   gtk_window_is_maximized (GTK_WINDOW (self)));

  /* A run beside the one that has the conversations does not know which was open. */
  if (natter_chat_get_keeper (self->chat))
    natter_settings_set_window_state (self->settings, make_state (self));
}

static gboolean
keep_cb (gpointer data)
{
  NatterWindow *self = data;

  self->keep_id = 0;
  natter_window_keep_state (self);

  return G_SOURCE_REMOVE;
}

/**
 * natter_window_keep_state_soon:
 *
 * Something of it has changed.
 */
void
natter_window_keep_state_soon (NatterWindow *self)
{
  if (self->keep_id == 0)
    self->keep_id = g_timeout_add (KEEP_MILLISECONDS, keep_cb, self);
}

static NatterConversation *
find_conversation (NatterWindow *self,
                   const char   *id)
{
  GListModel *list = G_LIST_MODEL (natter_chat_get_conversations (self->chat));

  for (guint i = 0; i < g_list_model_get_n_items (list); i++)
    {
      g_autoptr(NatterConversation) conversation = g_list_model_get_item (list, i);

      if (g_str_equal (natter_conversation_get_id (conversation), id))
        return conversation;
    }

  return NULL;
}

/* Somebody has begun to write while the conversations were being read. */
static gboolean
is_writing (NatterWindow *self)
{
  const char *draft = natter_keeper_get_new_draft (natter_chat_get_keeper (self->chat));
  g_autofree char *text = natter_composer_dup_text (self->composer);

  return !g_str_equal (text, draft ? draft : "");
}

static void
resume (NatterWindow *self)
{
  NatterConversation *conversation = find_conversation (self, self->resume_id);

  if (conversation && !natter_conversation_is_trashed (conversation) && !is_writing (self))
    natter_window_open (self, conversation);
  else
    natter_window_forget_resume (self);
}

/* The first frame first: a long conversation takes longer than a window. */
static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  if (self->resume_id && ++self->n_frames < FRAMES_BEFORE)
    return G_SOURCE_CONTINUE;

  if (self->resume_id)
    resume (self);

  return G_SOURCE_REMOVE;
}

static void
opened_cb (NatterWindow *self)
{
  if (self->resume_id)
    gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

/* What can't be read does not come. */
static void
store_state_cb (NatterWindow *self,
                GParamSpec   *pspec,
                NatterStore  *store)
{
  if (natter_store_get_state (store) == NATTER_STORE_FAILED)
    natter_window_forget_resume (self);
}

/**
 * natter_window_forget_resume:
 *
 * Another conversation is wanted than the one that was open the last time, or none.
 */
void
natter_window_forget_resume (NatterWindow *self)
{
  g_clear_pointer (&self->wanted, g_strfreev);
  if (!self->resume_id)
    return;

  g_clear_pointer (&self->resume_id, g_free);
  natter_window_update_stack (self);
}

static gboolean
is_first (NatterWindow *self)
{
  GtkApplication *application = gtk_window_get_application (GTK_WINDOW (self));

  for (GList *l = application ? gtk_application_get_windows (application) : NULL; l; l = l->next)
    if (NATTER_IS_WINDOW (l->data) && l->data != (gpointer) self)
      return FALSE;

  return TRUE;
}

static void
restore_sidebar (NatterWindow *self,
                 GVariantDict *state)
{
  g_autoptr(GEnumClass) views = g_type_class_ref (NATTER_TYPE_SIDEBAR_VIEW);
  g_autofree const char **closed = NULL;
  GEnumValue *view = NULL;
  const char *nick = NULL;
  gboolean show_content = TRUE;

  if (g_variant_dict_lookup (state, "view", "&s", &nick))
    view = g_enum_get_value_by_nick (views, nick);
  if (view)
    natter_sidebar_set_view (self->sidebar, (NatterSidebarView) view->value);
  if (g_variant_dict_lookup (state, "closed-folders", "^a&s", &closed))
    natter_sidebar_set_closed_folders (self->sidebar, closed);
  if (g_variant_dict_lookup (state, "show-content", "b", &show_content))
    adw_navigation_split_view_set_show_content (self->split, show_content);
}

/* A second window begins a new chat. */
static void
restore_conversation (NatterWindow *self,
                      GVariantDict *state)
{
  NatterKeeper *keeper = natter_chat_get_keeper (self->chat);
  const char *id = NULL;

  if (!is_first (self) || !g_variant_dict_lookup (state, "conversation", "&s", &id) || !*id)
    return;

  self->resume_id = g_strdup (id);
  natter_window_update_stack (self);
  g_signal_connect_object (natter_keeper_get_store (keeper), "notify::state",
                           G_CALLBACK (store_state_cb), self, G_CONNECT_SWAPPED);
  if (natter_keeper_is_open (keeper))
    opened_cb (self);
  else
    g_signal_connect_object (keeper, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}

static void
watch (NatterWindow *self,
       gpointer      object,
       const char   *signal)
{
  g_signal_connect_object (object, signal, G_CALLBACK (natter_window_keep_state_soon), self,
                           G_CONNECT_SWAPPED);
}

/**
 * natter_window_set_up_state:
 *
 * Shows again what the last window showed, and keeps what this one does.
 */
void
natter_window_set_up_state (NatterWindow *self)
{
  g_autoptr(GVariant) kept = natter_settings_dup_window_state (self->settings);
  g_auto(GVariantDict) state = G_VARIANT_DICT_INIT (kept);
  guint32 version = 0;

  if (natter_chat_get_keeper (self->chat) &&
      g_variant_dict_lookup (&state, "version", "u", &version) && version == VERSION)
    {
      restore_sidebar (self, &state);
      restore_conversation (self, &state);
    }

  watch (self, self, "notify::default-width");
  watch (self, self, "notify::default-height");
  watch (self, self, "notify::maximized");
  watch (self, self->sidebar, "notify::view");
  watch (self, self->sidebar, "folder-toggled");
  watch (self, self->split, "notify::show-content");
}
