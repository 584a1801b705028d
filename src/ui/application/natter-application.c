/* natter-application.c: the program: it reads its command line, makes the parts of core and hands
 * them down, and opens windows. With --endpoint it runs in a process of its own. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-application.h"

#include <glib/gi18n-lib.h>

#include "natter-address.h"
#include "natter-alert.h"
#include "natter-block-options.h"
#include "natter-chat.h"
#include "natter-inhibitor.h"
#include "natter-measure.h"
#include "natter-notifier.h"
#include "natter-profile.h"
#include "natter-search-provider.h"
#include "natter-secrets-keyring.h"
#include "natter-settings.h"
#include "natter-shortcuts.h"
#include "natter-storage.h"
#include "natter-window.h"

struct _NatterApplication
{
  AdwApplication        parent_instance;

  char                 *profile;     /* NULL for the default one */
  char                 *endpoint;
  NatterSettings       *settings;
  NatterChat           *chat;
  NatterStorage        *storage;     /* NULL for a run with --endpoint */
  NatterNotifier       *notifier;
  NatterInhibitor      *inhibitor;
  NatterSearchProvider *provider;
  GError               *load_error;  /* what was wrong with the accounts' file, told once */
  gboolean              held;        /* answers in flight keep the program alive */
  gboolean              had_window;
};

G_DEFINE_FINAL_TYPE (NatterApplication, natter_application, ADW_TYPE_APPLICATION)

static void
n_running_cb (NatterApplication *self)
{
  gboolean running = natter_chat_get_n_running (self->chat) > 0;

  if (running == self->held)
    return;

  self->held = running;
  if (running)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
models_loaded_cb (GObject      *source,
                  GAsyncResult *result,
                  gpointer      data)
{
  g_autoptr(GError) error = NULL;

  /* The picker shows the reason, from the provider's own state. */
  natter_provider_load_models_finish (NATTER_PROVIDER (source), result, &error);
}

/* A start asks nobody for anything as long as it knows which model answers: the lists are fetched
 * when somebody looks at them. */
static gboolean
needs_models (NatterProviderList *providers,
              NatterProvider     *provider)
{
  const char *key = natter_provider_list_get_default_model (providers);
  const char *model = NULL;

  return natter_provider_is_transient (provider) || !key ||
         !natter_provider_list_resolve (providers, key, &model);
}

static void
load_models (NatterApplication *self)
{
  NatterProviderList *providers = natter_chat_get_providers (self->chat);
  guint n_providers = g_list_model_get_n_items (G_LIST_MODEL (providers));

  for (guint i = 0; i < n_providers; i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), i);

      if (needs_models (providers, provider))
        natter_provider_load_models_async (provider, natter_chat_get_http (self->chat),
                                           natter_chat_get_secrets (self->chat), NULL,
                                           models_loaded_cb, NULL);
    }
}

static void
add_endpoint (NatterApplication  *self,
              NatterProviderList *providers)
{
  g_autoptr(NatterProvider) provider = NULL;

  if (!self->endpoint)
    return;

  provider = natter_provider_new (_("Server on the Command Line"), "openai-chat", self->endpoint);
  natter_provider_set_transient (provider, TRUE);
  natter_provider_list_add (providers, provider);
}

static void
told_cb (NatterApplication *self,
         const char        *title,
         const char        *words)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  if (NATTER_IS_WINDOW (window))
    natter_alert (GTK_WIDGET (window), title, words);
  else
    g_warning ("%s. %s", title, words);
}

/* A run with --endpoint is a process beside the one that has the conversations. */
static void
open_storage (NatterApplication *self)
{
  g_autofree char *folder = natter_profile_dup_data_path (self->profile);

  if (self->endpoint)
    return;

  self->storage = natter_storage_new (self->chat, folder);
  if (self->provider)
    natter_search_provider_set_keeper (self->provider, natter_chat_get_keeper (self->chat));
  natter_settings_bind_backups (self->settings, natter_keeper_get_backups (
                                                  natter_chat_get_keeper (self->chat)));
  g_signal_connect_object (self->storage, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
}

static void
make_parts (NatterApplication *self)
{
  g_autofree char *providers_path = natter_profile_dup_providers_path (self->profile);
  g_autofree char *models_path = natter_profile_dup_models_path (self->profile);
  g_autofree char *settings_path = natter_profile_dup_settings_path (self->profile);
  g_autoptr(NatterProviderList) providers = natter_provider_list_new (providers_path);
  g_autoptr(NatterModelCache) cache = natter_model_cache_new (models_path);
  g_autoptr(NatterSecrets) secrets = natter_secrets_keyring_new ();
  g_autoptr(NatterHttp) http = natter_http_new ();
  g_autoptr(NatterNetwork) network = natter_network_new (g_network_monitor_get_default ());

  self->settings = natter_settings_new (settings_path);
  natter_settings_bind_blocks (self->settings, natter_block_options_get_default ());
  natter_settings_bind_measure (self->settings, natter_measure_get_default ());
  natter_provider_list_set_cache (providers, cache);
  natter_provider_list_load (providers, &self->load_error);
  add_endpoint (self, providers);
  natter_http_set_network (http, network);
  g_object_bind_property (network, "metered", natter_block_options_get_default (), "metered",
                          G_BINDING_SYNC_CREATE);
  self->chat = natter_chat_new (http, secrets, providers);
  natter_chat_set_network (self->chat, network);
  g_object_bind_property (self->settings, "model-titles", self->chat, "makes-titles",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (self->chat, "notify::n-running", G_CALLBACK (n_running_cb), self,
                           G_CONNECT_SWAPPED);
  self->notifier = natter_notifier_new (GTK_APPLICATION (self),
                                        natter_chat_get_conversations (self->chat));
  self->inhibitor = natter_inhibitor_new (GTK_APPLICATION (self), self->chat);
  open_storage (self);
}

static void
active_cb (NatterApplication *self,
           GParamSpec        *pspec,
           NatterWindow      *window)
{
  NatterConversation *conversation = natter_window_get_conversation (window);

  if (conversation && gtk_window_is_active (GTK_WINDOW (window)))
    natter_notifier_seen (self->notifier, conversation);
}

static NatterWindow *
open_window (NatterApplication *self)
{
  NatterWindow *window = natter_window_new (ADW_APPLICATION (self), self->chat, self->settings);

  /* Whoever only searches from the desktop asks no provider for anything. */
  if (!self->had_window)
    load_models (self);
  self->had_window = TRUE;
  g_signal_connect_object (window, "notify::is-active", G_CALLBACK (active_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_window_present (GTK_WINDOW (window));
  if (self->load_error)
    natter_alert (GTK_WIDGET (window), _("Your Accounts Could Not Be Read"),
                  self->load_error->message);
  g_clear_error (&self->load_error);

  return window;
}

static NatterWindow *
get_window (NatterApplication *self)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (self));

  return NATTER_IS_WINDOW (window) ? NATTER_WINDOW (window) : NULL;
}

/* The window that is there, or a new one, in sight. */
static NatterWindow *
present_window (NatterApplication *self)
{
  NatterWindow *window = get_window (self);

  if (!window)
    return open_window (self);

  gtk_window_present (GTK_WINDOW (window));

  return window;
}

static void
activated_cb (NatterApplication *self,
              const char        *conversation_id,
              const char        *message_id,
              const char        *words)
{
  natter_window_open_id (present_window (self), conversation_id, message_id, words);
}

static void
launched_cb (NatterApplication *self,
             const char        *words)
{
  natter_window_search_for (present_window (self), words);
}

static void
new_chat_action (GSimpleAction *action,
                 GVariant      *parameter,
                 gpointer       data)
{
  NatterWindow *window = present_window (NATTER_APPLICATION (data));

  gtk_widget_activate_action (GTK_WIDGET (window), "win.new-chat", NULL);
}

/* What a notification asks for. */
static void
open_conversation_action (GSimpleAction *action,
                          GVariant      *parameter,
                          gpointer       data)
{
  natter_window_open_id (present_window (NATTER_APPLICATION (data)),
                         g_variant_get_string (parameter, NULL), NULL, NULL);
}

static void
new_window_action (GSimpleAction *action,
                   GVariant      *parameter,
                   gpointer       data)
{
  open_window (NATTER_APPLICATION (data));
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       data)
{
  NatterWindow *window = get_window (NATTER_APPLICATION (data));

  if (window)
    gtk_widget_activate_action (GTK_WIDGET (window), "win.preferences", NULL);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       data)
{
  NatterWindow *window = get_window (NATTER_APPLICATION (data));
  AdwDialog *dialog = adw_about_dialog_new ();

  g_object_set (dialog,
                "application-name", _("Natter"),
                "application-icon", APPLICATION_ID,
                "version", NATTER_VERSION,
                "developer-name", _("The Natter developers"),
                "license-type", GTK_LICENSE_GPL_3_0,
                "comments", _("A chat window for large language models"),
                /* Translators: your name and address, one translator a line */
                "translator-credits", _("translator-credits"),
                NULL);
  adw_dialog_present (dialog, GTK_WIDGET (window));
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       data)
{
  GList *windows = NULL;

  /* Each window keeps what it shows, last of all the one that was used last; answers in flight
   * finish before the program ends. */
  windows = g_list_reverse (g_list_copy (gtk_application_get_windows (GTK_APPLICATION (data))));
  for (GList *l = windows; l; l = l->next)
    gtk_window_close (l->data);
  g_list_free (windows);
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_action },
  { .name = "new-chat", .activate = new_chat_action },
  { .name = "open-conversation", .parameter_type = "s", .activate = open_conversation_action },
  { .name = "new-window", .activate = new_window_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "quit", .activate = quit_action },
};

static void
natter_application_startup (GApplication *application)
{
  NatterApplication *self = NATTER_APPLICATION (application);

  G_APPLICATION_CLASS (natter_application_parent_class)->startup (application);

  gtk_window_set_default_icon_name (APPLICATION_ID);
  g_action_map_add_action_entries (G_ACTION_MAP (self), actions, G_N_ELEMENTS (actions), self);
  natter_shortcuts_install (GTK_APPLICATION (self));
  make_parts (self);
}

static void
natter_application_shutdown (GApplication *application)
{
  NatterApplication *self = NATTER_APPLICATION (application);

  if (self->storage)
    natter_storage_close (self->storage);

  G_APPLICATION_CLASS (natter_application_parent_class)->shutdown (application);
}

static void
natter_application_activate (GApplication *application)
{
  present_window (NATTER_APPLICATION (application));
}

/* Returns: whether it can be opened at all */
static gboolean
open_uri (NatterApplication *self,
          GFile             *file)
{
  g_autofree char *uri = g_file_get_uri (file);
  g_autofree char *text = NULL;
  NatterWindow *window = NULL;

  if (!natter_address_read (uri, &text))
    return FALSE;

  window = present_window (self);
  if (text)
    natter_window_set_draft (window, text);

  return TRUE;
}

static void
natter_application_open (GApplication  *application,
                         GFile        **files,
                         int            n_files,
                         const char    *hint)
{
  for (int i = 0; i < n_files; i++)
    if (!open_uri (NATTER_APPLICATION (application), files[i]))
      g_message ("What was to be opened is nothing of Natter's");
}

static int
natter_application_command_line (GApplication            *application,
                                 GApplicationCommandLine *command_line)
{
  NatterApplication *self = NATTER_APPLICATION (application);
  GVariantDict *options = g_application_command_line_get_options_dict (command_line);
  g_autoptr(GVariant) arguments = NULL;
  g_autofree const char **texts = NULL;
  gsize n_arguments = 0;
  int status = EXIT_SUCCESS;

  arguments = g_variant_dict_lookup_value (options, G_OPTION_REMAINING,
                                           G_VARIANT_TYPE_BYTESTRING_ARRAY);
  if (arguments)
    texts = g_variant_get_bytestring_array (arguments, &n_arguments);

  if (g_variant_dict_contains (options, "new-window"))
    open_window (self);
  else
    g_application_activate (application);

  for (gsize i = 0; i < n_arguments; i++)
    {
      g_autoptr(GFile) file = g_application_command_line_create_file_for_arg (command_line,
                                                                              texts[i]);

      if (open_uri (self, file))
        continue;

      g_application_command_line_printerr (command_line, _("Natter can’t open “%s”.\n"), texts[i]);
      status = EXIT_FAILURE;
    }

  return status;
}

/* Before the name is there: whoever asks as soon as it is finds the object. */
static gboolean
natter_application_dbus_register (GApplication     *application,
                                  GDBusConnection  *connection,
                                  const char       *path,
                                  GError          **error)
{
  NatterApplication *self = NATTER_APPLICATION (application);
  GApplicationClass *parent_class = G_APPLICATION_CLASS (natter_application_parent_class);
  g_autofree char *search_path = g_strconcat (path, "/SearchProvider", NULL);

  if (!parent_class->dbus_register (application, connection, path, error))
    return FALSE;

  self->provider = natter_search_provider_new (application);
  g_signal_connect_object (self->provider, "activated", G_CALLBACK (activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->provider, "launched", G_CALLBACK (launched_cb), self,
                           G_CONNECT_SWAPPED);

  return natter_search_provider_export (self->provider, connection, search_path, error);
}

static void
natter_application_dbus_unregister (GApplication    *application,
                                    GDBusConnection *connection,
                                    const char      *path)
{
  NatterApplication *self = NATTER_APPLICATION (application);

  if (self->provider)
    natter_search_provider_unexport (self->provider);

  G_APPLICATION_CLASS (natter_application_parent_class)->dbus_unregister (application, connection,
                                                                          path);
}

/* Before the program looks for an instance of its own that runs already. */
static int
natter_application_handle_local_options (GApplication *application,
                                         GVariantDict *options)
{
  NatterApplication *self = NATTER_APPLICATION (application);
  g_autofree char *endpoint = NULL;
  g_autofree char *id = NULL;
  g_autoptr(GError) error = NULL;

  if (g_variant_dict_contains (options, "version"))
    {
      g_print ("Natter %s\n", NATTER_VERSION);
      return EXIT_SUCCESS;
    }

  if (g_variant_dict_lookup (options, "profile", "s", &self->profile) &&
      !natter_profile_is_valid (self->profile))
    {
      g_printerr (_("A profile’s name is a letter, then letters, digits or “_”.\n"));
      return EXIT_FAILURE;
    }

  if (g_variant_dict_lookup (options, "endpoint", "s", &endpoint))
    {
      self->endpoint = natter_provider_clean_base_url (endpoint, &error);
      if (!self->endpoint)
        {
          g_printerr ("%s\n", error->message);
          return EXIT_FAILURE;
        }
      g_application_set_flags (application,
                               g_application_get_flags (application) | G_APPLICATION_NON_UNIQUE);
    }

  id = natter_profile_dup_application_id (self->profile);
  g_application_set_application_id (application, id);

  return -1;
}

static void
natter_application_finalize (GObject *object)
{
  NatterApplication *self = NATTER_APPLICATION (object);

  g_clear_object (&self->provider);
  g_clear_object (&self->inhibitor);
  g_clear_object (&self->notifier);
  g_clear_object (&self->storage);
  g_clear_object (&self->chat);
  g_clear_object (&self->settings);
  g_clear_error (&self->load_error);
  g_free (self->profile);
  g_free (self->endpoint);

  G_OBJECT_CLASS (natter_application_parent_class)->finalize (object);
}

static void
natter_application_class_init (NatterApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = natter_application_finalize;
  application_class->startup = natter_application_startup;
  application_class->shutdown = natter_application_shutdown;
  application_class->activate = natter_application_activate;
  application_class->open = natter_application_open;
  application_class->dbus_register = natter_application_dbus_register;
  application_class->dbus_unregister = natter_application_dbus_unregister;
  application_class->command_line = natter_application_command_line;
  application_class->handle_local_options = natter_application_handle_local_options;
}

static void
natter_application_init (NatterApplication *self)
{
  const GOptionEntry options[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, NULL,
      N_("Use accounts and settings of their own, apart from any other instance"), N_("NAME") },
    { "endpoint", 0, 0, G_OPTION_ARG_STRING, NULL,
      N_("Speak to this OpenAI-compatible server, for this run only"), N_("URL") },
    { "new-window", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Open a new window"), NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Print the version"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_FILENAME_ARRAY, NULL, NULL,
      N_("[natter:new?text=…]") },
    { NULL },
  };

  g_application_add_main_option_entries (G_APPLICATION (self), options);
}

/**
 * natter_application_new:
 *
 * Returns: (transfer full): the program, not yet running
 */
NatterApplication *
natter_application_new (void)
{
  return g_object_new (NATTER_TYPE_APPLICATION,
                       "application-id", APPLICATION_ID,
                       "resource-base-path", RESOURCE_BASE,
                       "flags", G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE,
                       NULL);
}
