/* natter-key-group.c: the key of an account: entering one, getting one, removing the one that is
 * kept. A part of the provider form; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-key-group.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _NatterKeyGroup
{
  AdwPreferencesGroup parent_instance;

  NatterSecrets *secrets;
  NatterProvider *provider;   /* NULL: a new one */
  NatterPreset *preset;       /* what a new one is made from; or NULL */
  char *address;              /* as it is entered */
  GCancellable *cancellable;  /* of all work, until the group goes */
  gboolean has_key;
  gboolean busy;

  GtkEditable *key_row;
  GtkWidget *key_site_row;
  GtkWidget *remove_key_row;
  GtkLabel *caption;
};

G_DEFINE_FINAL_TYPE (NatterKeyGroup, natter_key_group, ADW_TYPE_PREFERENCES_GROUP)

typedef enum
{
  PROP_BUSY = 1,
} NatterKeyGroupProps;

static GParamSpec *properties[PROP_BUSY + 1];

enum
{
  SIGNAL_CHANGED,
  SIGNAL_ACTIVATED,
  SIGNAL_FAILED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static gboolean
address_is_other (NatterKeyGroup *self)
{
  g_autofree char *address = natter_provider_clean_base_url (self->address, NULL);

  return self->provider && address &&
         g_strcmp0 (address, natter_provider_get_base_url (self->provider)) != 0;
}

/* The preset knows where, as long as the address is still the preset's. */
static gboolean
keys_can_be_got (NatterKeyGroup *self)
{
  const char *address = self->preset ? natter_preset_get_base_url (self->preset) : NULL;

  return address && natter_preset_get_key_url (self->preset) &&
         (strchr (address, '{') || g_strcmp0 (self->address, address) == 0);
}

static void
update (NatterKeyGroup *self)
{
  gboolean kept = self->has_key && !address_is_other (self);

  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self->key_row),
                                 kept ? _("API Key (Unchanged)") : _("API Key"));
  gtk_widget_set_visible (self->remove_key_row, kept);
  gtk_widget_set_visible (self->key_site_row, keys_can_be_got (self));

  if (self->has_key && !kept)
    gtk_label_set_label (self->caption,
                         _("The saved key belongs to the previous address and is removed. "
                           "Enter one for the new address if it needs one."));
  else
    gtk_label_set_label (self->caption,
                         _("Kept in your keyring. It is sent only to this address. "
                           "Servers on this computer need none."));
}

static void
set_busy (NatterKeyGroup *self,
          gboolean        busy)
{
  if (self->busy == busy)
    return;

  self->busy = busy;
  gtk_widget_set_sensitive (self->remove_key_row, !busy);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUSY]);
}

static void
changed_cb (NatterKeyGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
activated_cb (NatterKeyGroup *self)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0);
}

static void
key_site_cb (NatterKeyGroup *self)
{
  g_autoptr(GtkUriLauncher) launcher =
    gtk_uri_launcher_new (natter_preset_get_key_url (self->preset));

  gtk_uri_launcher_launch (launcher, GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), NULL,
                           NULL, NULL);
}

static void
looked_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(NatterKeyGroup) self = NATTER_KEY_GROUP (user_data);
  g_autoptr(GError) error = NULL;
  char *key = natter_secrets_lookup_finish (NATTER_SECRETS (source), result, &error);

  if (!g_cancellable_is_cancelled (self->cancellable))
    {
      if (error)
        g_debug ("Whether there is a key is not known: %s", error->message);
      self->has_key = key != NULL;
      update (self);
    }

  natter_secrets_free_key (key);
}

static void
removed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(NatterKeyGroup) self = NATTER_KEY_GROUP (user_data);
  g_autoptr(GError) error = NULL;
  gboolean ok = natter_secrets_clear_finish (NATTER_SECRETS (source), result, &error);

  if (g_cancellable_is_cancelled (self->cancellable))
    return;

  set_busy (self, FALSE);
  if (!ok)
    {
      g_signal_emit (self, signals[SIGNAL_FAILED], 0, error->message);
      return;
    }

  self->has_key = FALSE;
  update (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

static void
remove_cb (NatterKeyGroup *self)
{
  if (self->busy)
    return;

  set_busy (self, TRUE);
  natter_secrets_clear_async (self->secrets, natter_provider_get_id (self->provider),
                              self->cancellable, removed_cb, g_object_ref (self));
}

static void
natter_key_group_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  NatterKeyGroup *self = NATTER_KEY_GROUP (object);

  switch ((NatterKeyGroupProps) prop_id)
    {
    case PROP_BUSY:
      g_value_set_boolean (value, natter_key_group_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_key_group_dispose (GObject *object)
{
  NatterKeyGroup *self = NATTER_KEY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_KEY_GROUP);
  g_clear_object (&self->secrets);
  g_clear_object (&self->provider);
  g_clear_object (&self->preset);

  G_OBJECT_CLASS (natter_key_group_parent_class)->dispose (object);
}

static void
natter_key_group_finalize (GObject *object)
{
  NatterKeyGroup *self = NATTER_KEY_GROUP (object);

  g_clear_object (&self->cancellable);
  g_free (self->address);

  G_OBJECT_CLASS (natter_key_group_parent_class)->finalize (object);
}

static void
natter_key_group_class_init (NatterKeyGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_key_group_get_property;
  object_class->dispose = natter_key_group_dispose;
  object_class->finalize = natter_key_group_finalize;

  properties[PROP_BUSY] =
    g_param_spec_boolean ("busy", NULL, NULL, FALSE,
                          G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_FAILED] =
    g_signal_new ("failed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterKeyGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, NatterKeyGroup, key_site_row);
  gtk_widget_class_bind_template_child (widget_class, NatterKeyGroup, remove_key_row);
  gtk_widget_class_bind_template_child (widget_class, NatterKeyGroup, caption);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_site_cb);
  gtk_widget_class_bind_template_callback (widget_class, remove_cb);
}

static void
natter_key_group_init (NatterKeyGroup *self)
{
  self->cancellable = g_cancellable_new ();
  self->address = g_strdup ("");

  gtk_widget_init_template (GTK_WIDGET (self));
  update (self);
}

/**
 * natter_key_group_get_text:
 * @self: the group
 *
 * Returns: (transfer none): what was entered, empty for no other key than before
 */
const char *
natter_key_group_get_text (NatterKeyGroup *self)
{
  g_return_val_if_fail (NATTER_IS_KEY_GROUP (self), NULL);

  return gtk_editable_get_text (self->key_row);
}

/**
 * natter_key_group_is_busy:
 * @self: the group
 *
 * Returns: whether the key is just being removed
 */
gboolean
natter_key_group_is_busy (NatterKeyGroup *self)
{
  g_return_val_if_fail (NATTER_IS_KEY_GROUP (self), FALSE);

  return self->busy;
}

/**
 * natter_key_group_focus:
 * @self: the group
 *
 * Moves the focus to where a key is entered.
 */
void
natter_key_group_focus (NatterKeyGroup *self)
{
  g_return_if_fail (NATTER_IS_KEY_GROUP (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->key_row));
}

/**
 * natter_key_group_set_address:
 * @self: the group
 * @preset: (nullable): what a new account is made from
 * @address: what is entered as the account's address
 *
 * Tells which server the key would be for.
 */
void
natter_key_group_set_address (NatterKeyGroup *self,
                              NatterPreset   *preset,
                              const char     *address)
{
  g_return_if_fail (NATTER_IS_KEY_GROUP (self));
  g_return_if_fail (!preset || NATTER_IS_PRESET (preset));
  g_return_if_fail (address != NULL);

  g_set_object (&self->preset, preset);
  g_set_str (&self->address, address);
  update (self);
}

/**
 * natter_key_group_set_provider:
 * @self: the group
 * @secrets: where keys are kept
 * @provider: (nullable): the account to change, or %NULL for a new one
 *
 * Empties the entry and looks up whether there is a key.
 */
void
natter_key_group_set_provider (NatterKeyGroup *self,
                               NatterSecrets  *secrets,
                               NatterProvider *provider)
{
  g_return_if_fail (NATTER_IS_KEY_GROUP (self));
  g_return_if_fail (NATTER_IS_SECRETS (secrets));
  g_return_if_fail (!provider || NATTER_IS_PROVIDER (provider));

  g_set_object (&self->secrets, secrets);
  g_set_object (&self->provider, provider);
  gtk_editable_set_text (self->key_row, "");
  update (self);

  if (provider)
    natter_secrets_lookup_async (secrets, natter_provider_get_id (provider),
                                 natter_provider_get_base_url (provider), self->cancellable,
                                 looked_up_cb, g_object_ref (self));
}
