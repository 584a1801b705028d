/* natter-window.c: the window: the conversations beside the one that is open, its model on top,
 * the composer below. It shows what the conversation is and turns actions into calls of the chat;
 * an answer belongs to its conversation, so that opening another one neither stops nor misdirects
 * it. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-window.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-alert.h"
#include "natter-announce.h"
#include "natter-end-text.h"
#include "natter-import-drop.h"
#include "natter-window-private.h"
#include "natter-zoom-row.h"

/* Bytes of a draft: what comes from outside does not add to it without end. */
#define MAX_DRAFT (256 * 1024)
/* The composer's text takes at most this part of the window's height. */
#define COMPOSER_PART 3

G_DEFINE_FINAL_TYPE (NatterWindow, natter_window, ADW_TYPE_APPLICATION_WINDOW)

static void
update_title (NatterWindow *self)
{
  const char *title = natter_conversation_get_title (self->conversation);
  g_autofree char *full = NULL;

  /* Translators: the window's title: a conversation's title, then the program's name */
  full = *title ? g_strdup_printf (_("%s – Natter"), title) : g_strdup (_("Natter"));
  gtk_window_set_title (GTK_WINDOW (self), full);
}

/* What shows the conversation, and what can be done with it. */
void
natter_window_update_stack (NatterWindow *self)
{
  /* What will be there in a moment is not greeted. */
  gboolean is_empty = natter_conversation_is_empty (self->conversation) &&
                      natter_conversation_is_loaded (self->conversation) && !self->resume_id;

  gtk_stack_set_visible_child (self->stack, is_empty ? GTK_WIDGET (self->welcome)
                                                     : GTK_WIDGET (self->view));
  natter_window_update_actions (self);
}

static void
announce_end (NatterWindow *self)
{
  NatterMessage *message = natter_conversation_get_last (self->conversation);
  const char *title = message ? natter_end_text_get_title (message) : NULL;
  gboolean is_error = message && natter_end_text_is_error (message);

  natter_announce (GTK_ACCESSIBLE (self), title ? title : _("Response complete"),
                   is_error ? GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_HIGH
                            : GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

/* Once: a reader that spoke each second would say nothing else. */
static void
retry_time_cb (NatterWindow     *self,
               GParamSpec       *pspec,
               NatterGeneration *generation)
{
  gint64 left = natter_generation_get_retry_time (generation) - g_get_monotonic_time ();
  int seconds = (int) (left / G_USEC_PER_SEC) + 1;
  g_autofree char *when = NULL;
  g_autofree char *text = NULL;

  if (left <= 0 || generation != natter_conversation_get_generation (self->conversation) ||
      natter_generation_get_retry_time (generation) == NATTER_GENERATION_WHEN_ONLINE)
    return;

  when = g_strdup_printf (ngettext ("Trying again in %d second", "Trying again in %d seconds",
                                    (gulong) seconds), seconds);
  text = g_strdup_printf ("%s. %s", natter_end_text_get_error_title (
                            natter_generation_get_retry_error (generation)), when);
  natter_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
busy_cb (NatterWindow *self)
{
  NatterGeneration *generation = natter_conversation_get_generation (self->conversation);

  natter_composer_set_generation (self->composer, generation);
  natter_window_update_actions (self);
  if (!generation)
    {
      announce_end (self);
      return;
    }

  g_signal_connect_object (generation, "notify::retry-time", G_CALLBACK (retry_time_cb), self,
                           G_CONNECT_SWAPPED);
  natter_announce (GTK_ACCESSIBLE (self), _("Generating response"),
                   GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_LOW);
}

static void
sidebar_activated_cb (NatterWindow       *self,
                      NatterConversation *conversation)
{
  natter_window_open (self, conversation);
  adw_navigation_split_view_set_show_content (self->split, TRUE);
}

/* The model chosen here answers here, and in the conversations begun from now on. */
static void
model_chosen_cb (NatterWindow *self)
{
  NatterProviderList *providers = natter_chat_get_providers (self->chat);
  const char *key = natter_model_picker_get_model_key (self->picker);
  g_autoptr(GError) error = NULL;

  if (!key || g_strcmp0 (key, natter_conversation_get_model_key (self->conversation)) == 0)
    return;

  natter_conversation_set_model_key (self->conversation, key);
  natter_provider_list_set_default_model (providers, key);
  if (!natter_provider_list_save (providers, &error))
    natter_alert (GTK_WIDGET (self), _("The Choice Can’t Be Kept"), error->message);
  natter_composer_set_hint (self->composer, NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

static char *
dup_first_model (NatterProviderList *providers)
{
  guint n_providers = g_list_model_get_n_items (G_LIST_MODEL (providers));

  for (guint i = 0; i < n_providers; i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), i);
      GListModel *models = natter_provider_get_models (provider);

      for (guint j = 0; j < g_list_model_get_n_items (models); j++)
        {
          g_autoptr(NatterModel) model = g_list_model_get_item (models, j);

          if (natter_model_is_for_chat (model))
            return natter_provider_list_make_key (provider, natter_model_get_id (model));
        }
    }

  return NULL;
}

/* A conversation without a model, or with one whose account is gone, gets the default, or the first
 * model there is. */
static void
ensure_model (NatterWindow *self)
{
  NatterProviderList *providers = natter_chat_get_providers (self->chat);
  const char *key = natter_conversation_get_model_key (self->conversation);
  const char *id = NULL;
  g_autofree char *first = NULL;

  if (!key || !natter_provider_list_resolve (providers, key, &id))
    key = natter_provider_list_get_default_model (providers);
  if (!key || !natter_provider_list_resolve (providers, key, &id))
    key = first = dup_first_model (providers);

  if (key)
    natter_conversation_set_model_key (self->conversation, key);
  natter_model_picker_set_model_key (self->picker,
                                     natter_conversation_get_model_key (self->conversation));
}

static void
models_state_cb (NatterWindow *self)
{
  ensure_model (self);
}

static void
providers_changed_cb (NatterWindow *self)
{
  NatterProviderList *providers = natter_chat_get_providers (self->chat);
  guint n_providers = g_list_model_get_n_items (G_LIST_MODEL (providers));

  for (guint i = 0; i < n_providers; i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), i);

      g_signal_handlers_disconnect_by_func (provider, models_state_cb, self);
      g_signal_connect_object (provider, "notify::models-state", G_CALLBACK (models_state_cb), self,
                               G_CONNECT_SWAPPED);
    }

  ensure_model (self);
}

/* What was thrown away is not what is written on in. */
static void
trashed_cb (NatterWindow *self)
{
  if (natter_conversation_is_trashed (self->conversation))
    natter_window_open_fresh (self);
}

static void
follow_conversation (NatterWindow *self)
{
  g_signal_connect_object (self->conversation, "notify::title", G_CALLBACK (update_title), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conversation, "notify::busy", G_CALLBACK (busy_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conversation, "notify::trashed", G_CALLBACK (trashed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conversation, "items-changed",
                           G_CALLBACK (natter_window_update_stack), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conversation, "items-changed",
                           G_CALLBACK (natter_window_keep_state_soon), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->conversation, "notify::loaded",
                           G_CALLBACK (natter_window_update_stack), self, G_CONNECT_SWAPPED);
}

static void
leave_conversation (NatterWindow *self)
{
  g_autofree char *draft = natter_composer_dup_text (self->composer);

  natter_conversation_set_draft (self->conversation, draft);
  g_signal_handlers_disconnect_by_data (self->conversation, self);
}

static void
show_conversation (NatterWindow       *self,
                   NatterConversation *conversation)
{
  if (self->conversation == conversation)
    return;

  if (self->conversation)
    leave_conversation (self);
  g_set_object (&self->conversation, conversation);
  follow_conversation (self);
  natter_chat_load (self->chat, conversation);

  natter_conversation_view_set_conversation (self->view, conversation);
  natter_composer_set_temporary (self->composer, natter_conversation_is_temporary (conversation));
  natter_welcome_page_set_temporary (self->welcome,
                                     natter_conversation_is_temporary (conversation));
  natter_composer_set_text (self->composer, natter_conversation_get_draft (conversation));
  natter_composer_set_generation (self->composer,
                                  natter_conversation_get_generation (conversation));
  update_title (self);
  natter_window_update_stack (self);
  natter_window_keep_state_soon (self);
  ensure_model (self);
}

/* Arrow keys move the selection and keep the focus; a click and Enter activate. */
static void
sidebar_selected_cb (NatterWindow *self)
{
  NatterConversation *selected = natter_sidebar_get_selected (self->sidebar);

  if (!selected)
    return;

  natter_window_forget_resume (self);
  show_conversation (self, selected);
}

/**
 * natter_window_open:
 * @conversation: what to show
 *
 * Opens a conversation, ready to write. What was being written in the last one stays with it.
 */
void
natter_window_open (NatterWindow       *self,
                    NatterConversation *conversation)
{
  NatterConversationList *conversations = natter_chat_get_conversations (self->chat);
  gboolean is_listed = natter_conversation_list_find (conversations, conversation, NULL);

  natter_window_forget_resume (self);
  show_conversation (self, conversation);
  natter_sidebar_set_selected (self->sidebar, is_listed ? conversation : NULL);
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/**
 * natter_window_open_fresh:
 *
 * Opens a new conversation: the last one in which nothing was said yet, with its draft, or another.
 */
void
natter_window_open_fresh (NatterWindow *self)
{
  const char *key = self->conversation ? natter_conversation_get_model_key (self->conversation)
    : NULL;

  if (!self->fresh || !natter_conversation_is_empty (self->fresh))
    {
      g_clear_object (&self->fresh);
      self->fresh = natter_conversation_new ();
    }

  natter_conversation_set_model_key (self->fresh, key);
  natter_window_open (self, self->fresh);
}

/**
 * natter_window_open_temporary:
 *
 * Opens a new conversation of which nothing is kept: the last one in which nothing was said yet, or
 * another.
 */
void
natter_window_open_temporary (NatterWindow *self)
{
  const char *key = natter_conversation_get_model_key (self->conversation);

  if (!self->temporary || !natter_conversation_is_empty (self->temporary))
    {
      g_clear_object (&self->temporary);
      self->temporary = natter_conversation_new ();
      natter_conversation_set_temporary (self->temporary, TRUE);
    }

  natter_conversation_set_model_key (self->temporary, key);
  natter_window_open (self, self->temporary);
}

static void
find_closed_cb (NatterWindow *self)
{
  gtk_widget_grab_focus (GTK_WIDGET (self->composer));
}

/* What is being written survives a crash: it is the conversation's as it is typed. */
static void
draft_cb (NatterWindow *self)
{
  NatterKeeper *keeper = natter_chat_get_keeper (self->chat);
  g_autofree char *text = natter_composer_dup_text (self->composer);
  gboolean is_fresh = self->fresh && natter_conversation_is_empty (self->fresh);

  natter_conversation_set_draft (self->conversation, text);
  if (keeper)
    natter_keeper_set_new_draft (keeper, is_fresh ? natter_conversation_get_draft (self->fresh)
                                                  : "");
}

static void
opened_cb (NatterWindow *self,
           NatterKeeper *keeper)
{
  g_autofree char *text = natter_composer_dup_text (self->composer);
  g_autofree char *joined = NULL;
  const char *draft = natter_keeper_get_new_draft (keeper);

  if (!draft || !*draft || self->conversation != self->fresh)
    return;

  joined = *text ? g_strconcat (draft, "\n\n", text, NULL) : g_strdup (draft);
  natter_composer_set_text (self->composer, joined);
}

static void
follow_keeper (NatterWindow *self)
{
  NatterKeeper *keeper = natter_chat_get_keeper (self->chat);

  if (!keeper)
    return;

  natter_store_banner_set_store (self->store_banner, natter_keeper_get_store (keeper));
  g_signal_connect_object (keeper, "opened", G_CALLBACK (opened_cb), self, G_CONNECT_SWAPPED);
}

static gboolean
height_cb (gpointer data)
{
  NatterWindow *self = data;

  self->height_id = 0;
  natter_composer_set_max_height (self->composer, self->height / COMPOSER_PART);

  return G_SOURCE_REMOVE;
}

static void
natter_window_size_allocate (GtkWidget *widget,
                             int        width,
                             int        height,
                             int        baseline)
{
  NatterWindow *self = NATTER_WINDOW (widget);

  GTK_WIDGET_CLASS (natter_window_parent_class)->size_allocate (widget, width, height, baseline);

  /* Not from within an allocation: it asks for another one. */
  if (self->height != height && self->height_id == 0)
    self->height_id = g_idle_add_full (GTK_PRIORITY_RESIZE - 1, height_cb, self, NULL);
  self->height = height;
}

static gboolean
natter_window_close_request (GtkWindow *window)
{
  NatterWindow *self = NATTER_WINDOW (window);

  natter_conversation_view_keep_place (self->view);
  natter_window_keep_state (self);
  if (natter_window_ask_unsaved (self))
    return GDK_EVENT_STOP;

  return GTK_WINDOW_CLASS (natter_window_parent_class)->close_request (window);
}

static void
natter_window_dispose (GObject *object)
{
  NatterWindow *self = NATTER_WINDOW (object);

  g_clear_handle_id (&self->height_id, g_source_remove);
  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (self->conversation)
    g_signal_handlers_disconnect_by_data (self->conversation, self);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_WINDOW);
  g_clear_object (&self->conversation);
  g_clear_object (&self->fresh);
  g_clear_object (&self->temporary);
  g_clear_pointer (&self->resume_id, g_free);
  g_clear_pointer (&self->wanted, g_strfreev);
  g_clear_object (&self->settings);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (natter_window_parent_class)->dispose (object);
}

static void
natter_window_class_init (NatterWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = natter_window_dispose;
  widget_class->size_allocate = natter_window_size_allocate;
  GTK_WINDOW_CLASS (klass)->close_request = natter_window_close_request;

  g_type_ensure (NATTER_TYPE_COMPOSER);
  g_type_ensure (NATTER_TYPE_CONVERSATION_VIEW);
  g_type_ensure (NATTER_TYPE_FIND_BAR);
  g_type_ensure (NATTER_TYPE_MODEL_PICKER);
  g_type_ensure (NATTER_TYPE_OFFLINE_BANNER);
  g_type_ensure (NATTER_TYPE_SIDEBAR);
  g_type_ensure (NATTER_TYPE_STORE_BANNER);
  g_type_ensure (NATTER_TYPE_WELCOME_PAGE);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/window.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, toasts);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, menu_button);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, split);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, sidebar);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, picker);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, store_banner);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, offline_banner);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, find_bar);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, welcome);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, view);
  gtk_widget_class_bind_template_child (widget_class, NatterWindow, composer);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, sidebar_selected_cb);
  gtk_widget_class_bind_template_callback (widget_class, model_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, natter_window_toast_undo);
  gtk_widget_class_bind_template_callback (widget_class, natter_window_export_many);
  gtk_widget_class_bind_template_callback (widget_class, find_closed_cb);
  gtk_widget_class_bind_template_callback (widget_class, natter_conversation_view_scroll);

  natter_window_install_actions (widget_class);
}

static void
natter_window_init (NatterWindow *self)
{
  GtkPopover *menu = NULL;

  gtk_widget_init_template (GTK_WIDGET (self));
  menu = gtk_menu_button_get_popover (self->menu_button);
  gtk_popover_menu_add_child (GTK_POPOVER_MENU (menu), natter_zoom_row_new (), "zoom");
}

/**
 * natter_window_new:
 * @application: the program
 * @chat: what it shows
 * @settings: the window's and the composer's
 *
 * Returns: (transfer none): a window with a new conversation
 */
NatterWindow *
natter_window_new (AdwApplication *application,
                   NatterChat     *chat,
                   NatterSettings *settings)
{
  NatterWindow *self = g_object_new (NATTER_TYPE_WINDOW, "application", application, NULL);
  gboolean maximized = FALSE;
  int width = 0, height = 0;

  self->chat = g_object_ref (chat);
  self->settings = g_object_ref (settings);

  natter_settings_get_window_size (settings, &width, &height, &maximized);
  gtk_window_set_default_size (GTK_WINDOW (self), width, height);
  if (maximized)
    gtk_window_maximize (GTK_WINDOW (self));

  natter_composer_set_settings (self->composer, settings);
  natter_sidebar_set_conversations (self->sidebar, natter_chat_get_conversations (chat));
  natter_sidebar_set_folders (self->sidebar, natter_chat_get_folders (chat));
  natter_model_picker_set_chat (self->picker, chat);
  natter_offline_banner_set_chat (self->offline_banner, chat);
  natter_welcome_page_set_chat (self->welcome, chat);
  natter_window_open_fresh (self);
  natter_window_follow_zoom (self);
  g_signal_connect_object (self->composer, "changed", G_CALLBACK (draft_cb), self,
                           G_CONNECT_SWAPPED);
  follow_keeper (self);
  natter_window_set_up_state (self);
  natter_window_set_up_search (self);
  natter_import_drop_set_up (GTK_WIDGET (self->sidebar));

  g_signal_connect_object (natter_chat_get_providers (chat), "items-changed",
                           G_CALLBACK (providers_changed_cb), self, G_CONNECT_SWAPPED);
  providers_changed_cb (self);

  return self;
}

/**
 * natter_window_set_draft:
 * @text: put into the composer of a new conversation, after what stands there, unless it ends so
 *   already; never sent
 */
void
natter_window_set_draft (NatterWindow *self,
                         const char   *text)
{
  g_autofree char *draft = NULL;
  g_autofree char *joined = NULL;

  g_return_if_fail (NATTER_IS_WINDOW (self));

  natter_window_open_fresh (self);
  draft = natter_composer_dup_text (self->composer);
  if (g_str_has_suffix (draft, text) || strlen (draft) + strlen (text) > MAX_DRAFT)
    return;

  joined = *draft ? g_strconcat (draft, "\n\n", text, NULL) : g_strdup (text);
  natter_composer_set_text (self->composer, joined);
}

/**
 * natter_window_get_conversation:
 *
 * Returns: (transfer none): what it shows
 */
NatterConversation *
natter_window_get_conversation (NatterWindow *self)
{
  g_return_val_if_fail (NATTER_IS_WINDOW (self), NULL);

  return self->conversation;
}
