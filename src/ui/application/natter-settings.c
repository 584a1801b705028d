/* natter-settings.c: window and preference switches, typed, over GSettings. Owned by the
 * application; main thread only. Nothing else in Natter names a settings key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-settings.h"

#define G_SETTINGS_ENABLE_BACKEND
#include <gio/gsettingsbackend.h>
#include <glib/gi18n-lib.h>
#include <stdlib.h>

#define KEY_AUTOMATIC_BACKUP "automatic-backup"
#define KEY_BACKUP_LIMIT "backup-limit"
#define KEY_IMAGE_HOSTS  "image-hosts"
#define KEY_SEND_KEY     "send-key"
#define KEY_MODEL_TITLES "model-titles"
#define KEY_TEXT_WIDTH   "text-width"
#define KEY_TEXT_ZOOM    "text-zoom"
#define KEY_WRAP_CODE    "wrap-code"
#define KEY_WINDOW_SIZE  "window-size"
#define KEY_WINDOW_STATE  "window-state"

/* without a group of its own in the file, a key is refused */
#define KEYFILE_GROUP    "natter"

struct _NatterSettings
{
  GObject parent_instance;

  GSettings *gsettings;
  NatterSendKey send_key;
  gboolean model_titles;
};

G_DEFINE_FINAL_TYPE (NatterSettings, natter_settings, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (NatterSendKey, natter_send_key,
                    G_DEFINE_ENUM_VALUE (NATTER_SEND_KEY_ENTER, "enter"),
                    G_DEFINE_ENUM_VALUE (NATTER_SEND_KEY_CTRL_ENTER, "ctrl-enter"))

typedef enum
{
  PROP_SEND_KEY = 1,
  PROP_MODEL_TITLES,
} NatterSettingsProps;

static GParamSpec *properties[PROP_MODEL_TITLES + 1];

static void
send_key_changed_cb (NatterSettings *self)
{
  NatterSendKey send_key = g_settings_get_enum (self->gsettings, KEY_SEND_KEY);

  if (self->send_key == send_key)
    return;

  self->send_key = send_key;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SEND_KEY]);
}

static void
model_titles_changed_cb (NatterSettings *self)
{
  gboolean model_titles = g_settings_get_boolean (self->gsettings, KEY_MODEL_TITLES);

  if (self->model_titles == model_titles)
    return;

  self->model_titles = model_titles;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MODEL_TITLES]);
}

/* g_settings_new () would abort with a core dump where Natter is not installed whole. */
static GSettingsSchema *
find_schema (void)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  GSettingsSchema *schema = NULL;

  if (source)
    schema = g_settings_schema_source_lookup (source, SCHEMA_ID, TRUE);

  if (!schema)
    {
      g_printerr (_("Natter is not installed completely: the description of its settings, %s, "
                    "is missing. Install Natter again, or point GSETTINGS_SCHEMA_DIR to the folder "
                    "that has gschemas.compiled.\n"),
                  SCHEMA_ID ".gschema.xml");
      exit (EXIT_FAILURE);
    }

  return schema;
}

static void
natter_settings_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  NatterSettings *self = NATTER_SETTINGS (object);

  switch ((NatterSettingsProps) prop_id)
    {
    case PROP_SEND_KEY:
      g_value_set_enum (value, natter_settings_get_send_key (self));
      break;

    case PROP_MODEL_TITLES:
      g_value_set_boolean (value, natter_settings_get_model_titles (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_settings_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  NatterSettings *self = NATTER_SETTINGS (object);

  switch ((NatterSettingsProps) prop_id)
    {
    case PROP_SEND_KEY:
      natter_settings_set_send_key (self, g_value_get_enum (value));
      break;

    case PROP_MODEL_TITLES:
      natter_settings_set_model_titles (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_settings_dispose (GObject *object)
{
  NatterSettings *self = NATTER_SETTINGS (object);

  g_clear_object (&self->gsettings);

  G_OBJECT_CLASS (natter_settings_parent_class)->dispose (object);
}

static void
natter_settings_class_init (NatterSettingsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_settings_get_property;
  object_class->set_property = natter_settings_set_property;
  object_class->dispose = natter_settings_dispose;

  properties[PROP_SEND_KEY] =
    g_param_spec_enum ("send-key", NULL, NULL, NATTER_TYPE_SEND_KEY, NATTER_SEND_KEY_ENTER,
                       G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  properties[PROP_MODEL_TITLES] =
    g_param_spec_boolean ("model-titles", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_settings_init (NatterSettings *self)
{
}

/**
 * natter_settings_new:
 * @keyfile: (nullable): a file that holds the settings of a profile, or %NULL for the desktop's
 *
 * Opens the settings. Where their schema is not installed, says so and ends the program: nothing
 * of Natter works without it.
 *
 * Returns: (transfer full): the settings
 */
NatterSettings *
natter_settings_new (const char *keyfile)
{
  g_autoptr(GSettingsSchema) schema = find_schema ();
  g_autoptr(GSettingsBackend) backend = NULL;
  NatterSettings *self = g_object_new (NATTER_TYPE_SETTINGS, NULL);

  if (keyfile)
    backend = g_keyfile_settings_backend_new (keyfile, g_settings_schema_get_path (schema),
                                              KEYFILE_GROUP);

  self->gsettings = g_settings_new_full (schema, backend, NULL);
  self->send_key = g_settings_get_enum (self->gsettings, KEY_SEND_KEY);
  g_signal_connect_object (self->gsettings, "changed::" KEY_SEND_KEY,
                           G_CALLBACK (send_key_changed_cb), self, G_CONNECT_SWAPPED);
  self->model_titles = g_settings_get_boolean (self->gsettings, KEY_MODEL_TITLES);
  g_signal_connect_object (self->gsettings, "changed::" KEY_MODEL_TITLES,
                           G_CALLBACK (model_titles_changed_cb), self, G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_settings_get_gsettings:
 * @self: the settings
 *
 * For g_settings_bind() to a property of a widget.
 *
 * Returns: (transfer none): the settings below
 */
GSettings *
natter_settings_get_gsettings (NatterSettings *self)
{
  g_return_val_if_fail (NATTER_IS_SETTINGS (self), NULL);

  return self->gsettings;
}

/**
 * natter_settings_bind_blocks:
 * @self: the settings
 * @options: what has the properties "wrap-code" and "image-hosts"
 *
 * Gives it what was set, and keeps what is set from now on.
 */
void
natter_settings_bind_blocks (NatterSettings *self,
                             gpointer        options)
{
  g_return_if_fail (NATTER_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (options));

  g_settings_bind (self->gsettings, KEY_WRAP_CODE, options, "wrap-code", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->gsettings, KEY_IMAGE_HOSTS, options, "image-hosts",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * natter_settings_bind_measure:
 * @self: the settings
 * @measure: what has the properties "zoom" and "text-width"
 *
 * Gives it what was set, and keeps what is set from now on.
 */
void
natter_settings_bind_measure (NatterSettings *self,
                              gpointer        measure)
{
  g_return_if_fail (NATTER_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (measure));

  g_settings_bind (self->gsettings, KEY_TEXT_ZOOM, measure, "zoom", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->gsettings, KEY_TEXT_WIDTH, measure, "text-width",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * natter_settings_bind_backups:
 * @self: the settings
 * @backups: what has the properties "automatic" and "limit"
 *
 * Gives it what was set, and keeps what is set from now on.
 */
void
natter_settings_bind_backups (NatterSettings *self,
                              gpointer        backups)
{
  g_return_if_fail (NATTER_IS_SETTINGS (self));
  g_return_if_fail (G_IS_OBJECT (backups));

  g_settings_bind (self->gsettings, KEY_BACKUP_LIMIT, backups, "limit", G_SETTINGS_BIND_DEFAULT);
  g_settings_bind (self->gsettings, KEY_AUTOMATIC_BACKUP, backups, "automatic",
                   G_SETTINGS_BIND_DEFAULT);
}

/**
 * natter_settings_get_send_key:
 * @self: the settings
 *
 * Returns: the key that sends a message
 */
NatterSendKey
natter_settings_get_send_key (NatterSettings *self)
{
  g_return_val_if_fail (NATTER_IS_SETTINGS (self), NATTER_SEND_KEY_ENTER);

  return self->send_key;
}

/**
 * natter_settings_set_send_key:
 * @self: the settings
 * @send_key: the key that sends a message
 *
 * Changes and keeps it.
 */
void
natter_settings_set_send_key (NatterSettings *self,
                              NatterSendKey   send_key)
{
  g_return_if_fail (NATTER_IS_SETTINGS (self));

  if (self->send_key != send_key)
    g_settings_set_enum (self->gsettings, KEY_SEND_KEY, send_key);
}

/**
 * natter_settings_get_model_titles:
 * @self: the settings
 *
 * Returns: whether a conversation's title is asked of its model
 */
gboolean
natter_settings_get_model_titles (NatterSettings *self)
{
  g_return_val_if_fail (NATTER_IS_SETTINGS (self), FALSE);

  return self->model_titles;
}

/**
 * natter_settings_set_model_titles:
 * @self: the settings
 * @model_titles: whether a conversation's title is asked of its model
 *
 * Changes and keeps it.
 */
void
natter_settings_set_model_titles (NatterSettings *self,
                                  gboolean        model_titles)
{
  g_return_if_fail (NATTER_IS_SETTINGS (self));

  if (self->model_titles != !!model_titles)
    g_settings_set_boolean (self->gsettings, KEY_MODEL_TITLES, model_titles);
}

/**
 * natter_settings_get_window_size:
 * @self: the settings
 * @width: (out): in application pixels
 * @height: (out): in application pixels
 * @maximized: (out): whether the window filled the screen
 *
 * What the last window left behind, or the size of a first one.
 */
void
natter_settings_get_window_size (NatterSettings *self,
                                 int            *width,
                                 int            *height,
                                 gboolean       *maximized)
{
  g_return_if_fail (NATTER_IS_SETTINGS (self));

  g_settings_get (self->gsettings, KEY_WINDOW_SIZE, "(iib)", width, height, maximized);
}

/**
 * natter_settings_set_window_size:
 * @self: the settings
 * @width: in application pixels, when not maximized
 * @height: in application pixels, when not maximized
 * @maximized: whether the window fills the screen
 *
 * Keeps them for the next window.
 */
void
natter_settings_set_window_size (NatterSettings *self,
                                 int             width,
                                 int             height,
                                 gboolean        maximized)
{
  g_return_if_fail (NATTER_IS_SETTINGS (self));

  g_settings_set (self->gsettings, KEY_WINDOW_SIZE, "(iib)", width, height, maximized);
}

/**
 * natter_settings_dup_window_state:
 * @self: the settings
 *
 * Returns: (transfer full): what the last window showed, of type a{sv}; empty before the first one
 */
GVariant *
natter_settings_dup_window_state (NatterSettings *self)
{
  g_return_val_if_fail (NATTER_IS_SETTINGS (self), NULL);

  return g_settings_get_value (self->gsettings, KEY_WINDOW_STATE);
}

/**
 * natter_settings_set_window_state:
 * @self: the settings
 * @state: (transfer floating): what a window shows, of type a{sv}
 *
 * Keeps it for the next window, where it is not kept already.
 */
void
natter_settings_set_window_state (NatterSettings *self,
                                  GVariant       *state)
{
  g_autoptr(GVariant) held = g_variant_ref_sink (state);
  g_autoptr(GVariant) kept = NULL;

  g_return_if_fail (NATTER_IS_SETTINGS (self));

  kept = natter_settings_dup_window_state (self);
  if (!g_variant_equal (kept, held))
    g_settings_set_value (self->gsettings, KEY_WINDOW_STATE, held);
}
