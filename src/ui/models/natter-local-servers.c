/* natter-local-servers.c: the model servers that run on this computer, each a click away. Main
 * thread only. Looks for them whenever it comes into view.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-local-servers.h"

#include <glib/gi18n-lib.h>

#include "natter-save.h"

struct _NatterLocalServers
{
  AdwBin parent_instance;

  NatterChat *chat;
  NatterDiscovery *discovery;
  GCancellable *cancellable;
  GPtrArray *rows;
  gboolean quiet;

  AdwPreferencesGroup *group;
  GtkStack *stack;
  GtkWidget *empty_row;
};

G_DEFINE_FINAL_TYPE (NatterLocalServers, natter_local_servers, ADW_TYPE_BIN)

typedef enum
{
  PROP_CHAT = 1,
  PROP_QUIET,
} NatterLocalServersProps;

static GParamSpec *properties[PROP_QUIET + 1];

enum
{
  SIGNAL_ADDED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

/* So that a first click is enough to write: a model of the server, if none was ever chosen. */
static void
choose_default_model (NatterProviderList *providers,
                      NatterProvider     *provider)
{
  GListModel *models = natter_provider_get_models (provider);

  if (natter_provider_list_get_default_model (providers))
    return;

  for (guint i = 0; i < g_list_model_get_n_items (models); i++)
    {
      g_autoptr(NatterModel) model = g_list_model_get_item (models, i);
      g_autofree char *key = NULL;

      if (!natter_model_is_for_chat (model))
        continue;

      key = natter_provider_list_make_key (provider, natter_model_get_id (model));
      natter_provider_list_set_default_model (providers, key);
      return;
    }
}

static void
add_clicked_cb (GtkButton          *button,
                NatterLocalServers *self)
{
  NatterProviderList *providers = natter_chat_get_providers (self->chat);
  g_autoptr(NatterProvider) provider = NULL;

  /* adding it takes the row and its button away */
  g_set_object (&provider, g_object_get_data (G_OBJECT (button), "provider"));
  choose_default_model (providers, provider);
  natter_provider_list_add (providers, provider);
  natter_save_providers (providers, GTK_WIDGET (self));
  g_signal_emit (self, signals[SIGNAL_ADDED], 0, provider);
}

static char *
describe (NatterProvider *provider)
{
  guint n_models = g_list_model_get_n_items (natter_provider_get_models (provider));
  g_autofree char *models = NULL;

  models = g_strdup_printf (ngettext ("%u model", "%u models", n_models), n_models);

  /* Translators: how many models a server has, and its address */
  return g_strdup_printf (_("%s · %s"), models, natter_provider_get_base_url (provider));
}

static GtkWidget *
row_new (NatterLocalServers *self,
         NatterProvider     *provider)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Use"));
  g_autofree char *subtitle = describe (provider);
  g_autofree char *label = NULL;

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), natter_provider_get_name (provider));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), subtitle);

  /* Translators: %s is the name of a server on this computer */
  label = g_strdup_printf (_("Use %s"), natter_provider_get_name (provider));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button),
                                  GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_object_set_data_full (G_OBJECT (button), "provider", g_object_ref (provider), g_object_unref);
  g_signal_connect_object (button, "clicked", G_CALLBACK (add_clicked_cb), self, 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);

  return row;
}

static void
fill (NatterLocalServers *self)
{
  NatterProviderList *providers = self->chat ? natter_chat_get_providers (self->chat) : NULL;
  GListModel *found = G_LIST_MODEL (self->discovery);

  for (guint i = 0; i < self->rows->len; i++)
    adw_preferences_group_remove (self->group, g_ptr_array_index (self->rows, i));
  g_ptr_array_set_size (self->rows, 0);

  for (guint i = 0; found && i < g_list_model_get_n_items (found); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (found, i);
      GtkWidget *row;

      if (natter_provider_list_find_url (providers, natter_provider_get_base_url (provider)))
        continue;

      row = row_new (self, provider);
      g_ptr_array_add (self->rows, row);
      adw_preferences_group_add (self->group, row);
    }

  gtk_widget_set_visible (self->empty_row, self->rows->len == 0 && !self->cancellable);
  gtk_widget_set_visible (GTK_WIDGET (self->group), !self->quiet || self->rows->len > 0);
}

static void
scanned_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(NatterLocalServers) self = NATTER_LOCAL_SERVERS (user_data);
  g_autoptr(GError) error = NULL;
  gboolean ok = natter_discovery_scan_finish (NATTER_DISCOVERY (source), result, &error);

  /* a newer search, or none any more, took over */
  if (!ok && g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (!ok)
    g_message ("Servers on this computer could not be looked for: %s", error->message);

  g_clear_object (&self->cancellable);
  gtk_stack_set_visible_child_name (self->stack, "done");
  fill (self);
}

static void
scan (NatterLocalServers *self)
{
  if (!self->discovery || self->cancellable)
    return;

  self->cancellable = g_cancellable_new ();
  gtk_stack_set_visible_child_name (self->stack, "scanning");
  fill (self);
  natter_discovery_scan_async (self->discovery, self->cancellable, scanned_cb,
                               g_object_ref (self));
}

static void
stop (NatterLocalServers *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
}

static void
natter_local_servers_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (natter_local_servers_parent_class)->map (widget);

  scan (NATTER_LOCAL_SERVERS (widget));
}

static void
natter_local_servers_unmap (GtkWidget *widget)
{
  stop (NATTER_LOCAL_SERVERS (widget));

  GTK_WIDGET_CLASS (natter_local_servers_parent_class)->unmap (widget);
}

static void
natter_local_servers_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  NatterLocalServers *self = NATTER_LOCAL_SERVERS (object);

  switch ((NatterLocalServersProps) prop_id)
    {
    case PROP_CHAT:
      g_value_set_object (value, self->chat);
      break;

    case PROP_QUIET:
      g_value_set_boolean (value, self->quiet);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_local_servers_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  NatterLocalServers *self = NATTER_LOCAL_SERVERS (object);

  switch ((NatterLocalServersProps) prop_id)
    {
    case PROP_CHAT:
      natter_local_servers_set_chat (self, g_value_get_object (value));
      break;

    case PROP_QUIET:
      self->quiet = g_value_get_boolean (value);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_local_servers_dispose (GObject *object)
{
  NatterLocalServers *self = NATTER_LOCAL_SERVERS (object);

  stop (self);
  g_clear_object (&self->discovery);
  g_clear_object (&self->chat);
  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_LOCAL_SERVERS);

  G_OBJECT_CLASS (natter_local_servers_parent_class)->dispose (object);
}

static void
natter_local_servers_finalize (GObject *object)
{
  NatterLocalServers *self = NATTER_LOCAL_SERVERS (object);

  g_ptr_array_unref (self->rows);

  G_OBJECT_CLASS (natter_local_servers_parent_class)->finalize (object);
}

static void
natter_local_servers_class_init (NatterLocalServersClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_local_servers_get_property;
  object_class->set_property = natter_local_servers_set_property;
  object_class->dispose = natter_local_servers_dispose;
  object_class->finalize = natter_local_servers_finalize;
  widget_class->map = natter_local_servers_map;
  widget_class->unmap = natter_local_servers_unmap;

  properties[PROP_CHAT] =
    g_param_spec_object ("chat", NULL, NULL, NATTER_TYPE_CHAT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_QUIET] =
    g_param_spec_boolean ("quiet", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ADDED] =
    g_signal_new ("added", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_PROVIDER);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/local-servers.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterLocalServers, group);
  gtk_widget_class_bind_template_child (widget_class, NatterLocalServers, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterLocalServers, empty_row);
  gtk_widget_class_bind_template_callback (widget_class, scan);
}

static void
natter_local_servers_init (NatterLocalServers *self)
{
  self->rows = g_ptr_array_new ();

  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_local_servers_set_discovery:
 * @self: the list of servers
 * @discovery: (nullable): what finds them
 *
 * Setting the chat makes one that looks in the usual places; this replaces it.
 */
void
natter_local_servers_set_discovery (NatterLocalServers *self,
                                    NatterDiscovery    *discovery)
{
  g_return_if_fail (NATTER_IS_LOCAL_SERVERS (self));
  g_return_if_fail (!discovery || NATTER_IS_DISCOVERY (discovery));

  stop (self);
  if (self->discovery)
    g_signal_handlers_disconnect_by_func (self->discovery, fill, self);

  if (g_set_object (&self->discovery, discovery) && discovery)
    g_signal_connect_object (discovery, "items-changed", G_CALLBACK (fill), self,
                             G_CONNECT_SWAPPED);

  fill (self);
  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    scan (self);
}

/**
 * natter_local_servers_set_chat:
 * @self: the list of servers
 * @chat: (nullable): whose providers a server is added to
 */
void
natter_local_servers_set_chat (NatterLocalServers *self,
                               NatterChat         *chat)
{
  g_autoptr(NatterDiscovery) discovery = NULL;

  g_return_if_fail (NATTER_IS_LOCAL_SERVERS (self));
  g_return_if_fail (!chat || NATTER_IS_CHAT (chat));

  if (self->chat == chat)
    return;

  if (self->chat)
    g_signal_handlers_disconnect_by_func (natter_chat_get_providers (self->chat), fill, self);
  g_set_object (&self->chat, chat);

  if (chat)
    {
      discovery = natter_discovery_new (natter_chat_get_http (chat));
      g_signal_connect_object (natter_chat_get_providers (chat), "items-changed",
                               G_CALLBACK (fill), self, G_CONNECT_SWAPPED);
    }

  natter_local_servers_set_discovery (self, discovery);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
}
