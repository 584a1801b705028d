/* natter-welcome-page.c: what an empty window shows: the first steps, or an invitation to write.
 * Owned by the window; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-welcome-page.h"

#include <glib/gi18n-lib.h>

#include "natter-local-servers.h"

struct _NatterWelcomePage
{
  AdwBin parent_instance;

  NatterChat *chat;
  char *model_key;
  gboolean is_temporary;

  GtkStack *stack;
  AdwStatusPage *first_run_page;
  NatterLocalServers *local_servers;
  GtkLabel *model_label;
  AdwStatusPage *transient_page;
};

G_DEFINE_FINAL_TYPE (NatterWelcomePage, natter_welcome_page, ADW_TYPE_BIN)

typedef enum
{
  PROP_CHAT = 1,
  PROP_MODEL_KEY,
} NatterWelcomePageProps;

static GParamSpec *properties[PROP_MODEL_KEY + 1];

static NatterProvider *
find_transient (NatterProviderList *providers)
{
  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (providers)); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (G_LIST_MODEL (providers), i);

      if (natter_provider_is_transient (provider))
        return provider;
    }

  return NULL;
}

/* "127.0.0.1:8080" of "http://127.0.0.1:8080/v1" */
static char *
dup_server (const char *base_url)
{
  const char *start = strstr (base_url, "://");

  start = start ? start + strlen ("://") : base_url;
  return g_strndup (start, strcspn (start, "/"));
}

static void
show_transient (NatterWelcomePage *self,
                NatterProvider    *provider)
{
  g_autofree char *server = dup_server (natter_provider_get_base_url (provider));
  /* Translators: %s is a server, 127.0.0.1:8080 */
  g_autofree char *title = g_strdup_printf (_("Connected to %s"), server);
  g_autofree char *escaped = g_markup_escape_text (title, -1);

  adw_status_page_set_title (self->transient_page, escaped);
  adw_status_page_set_description (self->transient_page,
                                   _("This server was given on the command line and is not "
                                     "saved. Type anything: the answers come from it."));
  gtk_stack_set_visible_child_name (self->stack, "transient");
}

static void
show_ready (NatterWelcomePage  *self,
            NatterProviderList *providers)
{
  const char *key = self->model_key;
  const char *model_id = NULL;
  NatterProvider *provider = NULL;
  g_autofree char *text = NULL;

  if (!key)
    key = natter_provider_list_get_default_model (providers);
  if (key)
    provider = natter_provider_list_resolve (providers, key, &model_id);

  /* Translators: %s is the name of a model */
  text = provider ? g_strdup_printf (_("%s will answer."), model_id)
                  : g_strdup (_("Choose a model above, then write your message."));
  gtk_label_set_label (self->model_label, text);
  gtk_stack_set_visible_child_name (self->stack, "ready");
}

static void
update (NatterWelcomePage *self)
{
  NatterProviderList *providers = self->chat ? natter_chat_get_providers (self->chat) : NULL;
  NatterProvider *transient = providers ? find_transient (providers) : NULL;

  if (self->is_temporary)
    gtk_stack_set_visible_child_name (self->stack, "temporary");
  else if (transient)
    show_transient (self, transient);
  else if (providers && g_list_model_get_n_items (G_LIST_MODEL (providers)) > 0)
    show_ready (self, providers);
  else
    gtk_stack_set_visible_child_name (self->stack, "first-run");
}

/* The application's own icon, where it is installed. */
static void
choose_icon (NatterWelcomePage *self)
{
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gtk_widget_get_display (GTK_WIDGET (self)));

  if (gtk_icon_theme_has_icon (theme, APPLICATION_ID))
    adw_status_page_set_icon_name (self->first_run_page, APPLICATION_ID);
}

static void
natter_welcome_page_get_property (GObject    *object,
                                  guint       prop_id,
                                  GValue     *value,
                                  GParamSpec *pspec)
{
  NatterWelcomePage *self = NATTER_WELCOME_PAGE (object);

  switch ((NatterWelcomePageProps) prop_id)
    {
    case PROP_CHAT:
      g_value_set_object (value, self->chat);
      break;

    case PROP_MODEL_KEY:
      g_value_set_string (value, self->model_key);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_welcome_page_set_property (GObject      *object,
                                  guint         prop_id,
                                  const GValue *value,
                                  GParamSpec   *pspec)
{
  NatterWelcomePage *self = NATTER_WELCOME_PAGE (object);

  switch ((NatterWelcomePageProps) prop_id)
    {
    case PROP_CHAT:
      natter_welcome_page_set_chat (self, g_value_get_object (value));
      break;

    case PROP_MODEL_KEY:
      natter_welcome_page_set_model_key (self, g_value_get_string (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_welcome_page_dispose (GObject *object)
{
  NatterWelcomePage *self = NATTER_WELCOME_PAGE (object);

  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_WELCOME_PAGE);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (natter_welcome_page_parent_class)->dispose (object);
}

static void
natter_welcome_page_finalize (GObject *object)
{
  NatterWelcomePage *self = NATTER_WELCOME_PAGE (object);

  g_free (self->model_key);

  G_OBJECT_CLASS (natter_welcome_page_parent_class)->finalize (object);
}

static void
natter_welcome_page_class_init (NatterWelcomePageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_welcome_page_get_property;
  object_class->set_property = natter_welcome_page_set_property;
  object_class->dispose = natter_welcome_page_dispose;
  object_class->finalize = natter_welcome_page_finalize;

  properties[PROP_CHAT] =
    g_param_spec_object ("chat", NULL, NULL, NATTER_TYPE_CHAT,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODEL_KEY] =
    g_param_spec_string ("model-key", NULL, NULL, NULL,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (NATTER_TYPE_LOCAL_SERVERS);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/welcome-page.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterWelcomePage, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterWelcomePage, first_run_page);
  gtk_widget_class_bind_template_child (widget_class, NatterWelcomePage, local_servers);
  gtk_widget_class_bind_template_child (widget_class, NatterWelcomePage, model_label);
  gtk_widget_class_bind_template_child (widget_class, NatterWelcomePage, transient_page);
}

static void
natter_welcome_page_init (NatterWelcomePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  choose_icon (self);
}

/**
 * natter_welcome_page_set_chat:
 * @self: the page
 * @chat: (nullable): whose providers decide what the page says
 */
void
natter_welcome_page_set_chat (NatterWelcomePage *self,
                              NatterChat        *chat)
{
  g_return_if_fail (NATTER_IS_WELCOME_PAGE (self));
  g_return_if_fail (!chat || NATTER_IS_CHAT (chat));

  if (self->chat == chat)
    return;

  if (self->chat)
    g_signal_handlers_disconnect_by_func (natter_chat_get_providers (self->chat), update, self);
  g_set_object (&self->chat, chat);

  if (chat)
    {
      g_signal_connect_object (natter_chat_get_providers (chat), "items-changed",
                               G_CALLBACK (update), self, G_CONNECT_SWAPPED);
      g_signal_connect_object (natter_chat_get_providers (chat), "notify::default-model",
                               G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    }

  natter_local_servers_set_chat (self->local_servers, chat);
  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_CHAT]);
}

/**
 * natter_welcome_page_set_model_key:
 * @self: the page
 * @model_key: (nullable): "provider-id/model-id" of the model that will answer, or %NULL for the
 *   default one
 */
void
natter_welcome_page_set_model_key (NatterWelcomePage *self,
                                   const char        *model_key)
{
  g_return_if_fail (NATTER_IS_WELCOME_PAGE (self));

  if (!g_set_str (&self->model_key, model_key))
    return;

  update (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL_KEY]);
}

/**
 * natter_welcome_page_set_temporary:
 * @self: the page
 * @is_temporary: whether nothing will be kept of what is said
 */
void
natter_welcome_page_set_temporary (NatterWelcomePage *self,
                                   gboolean           is_temporary)
{
  g_return_if_fail (NATTER_IS_WELCOME_PAGE (self));

  self->is_temporary = is_temporary;
  update (self);
}
