/* natter-block-options.c: what a person chose for all blocks. One for the program, which the
 * application binds to the settings. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-block-options.h"

struct _NatterBlockOptions
{
  GObject   parent_instance;

  gboolean  wrap_code;
  char    **image_hosts;
  gboolean  is_metered;
};

G_DEFINE_FINAL_TYPE (NatterBlockOptions, natter_block_options, G_TYPE_OBJECT)

typedef enum
{
  PROP_WRAP_CODE = 1,
  PROP_IMAGE_HOSTS,
  PROP_METERED,
} NatterBlockOptionsProps;

static GParamSpec *properties[PROP_METERED + 1];

static void
natter_block_options_get_property (GObject    *object,
                                   guint       prop_id,
                                   GValue     *value,
                                   GParamSpec *pspec)
{
  NatterBlockOptions *self = NATTER_BLOCK_OPTIONS (object);

  switch ((NatterBlockOptionsProps) prop_id)
    {
    case PROP_WRAP_CODE:
      g_value_set_boolean (value, self->wrap_code);
      break;

    case PROP_IMAGE_HOSTS:
      g_value_set_boxed (value, self->image_hosts);
      break;

    case PROP_METERED:
      g_value_set_boolean (value, self->is_metered);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_block_options_set_property (GObject      *object,
                                   guint         prop_id,
                                   const GValue *value,
                                   GParamSpec   *pspec)
{
  NatterBlockOptions *self = NATTER_BLOCK_OPTIONS (object);

  switch ((NatterBlockOptionsProps) prop_id)
    {
    case PROP_WRAP_CODE:
      natter_block_options_set_wrap_code (self, g_value_get_boolean (value));
      break;

    case PROP_IMAGE_HOSTS:
      natter_block_options_set_image_hosts (self, g_value_get_boxed (value));
      break;

    case PROP_METERED:
      natter_block_options_set_metered (self, g_value_get_boolean (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_block_options_finalize (GObject *object)
{
  g_clear_pointer (&NATTER_BLOCK_OPTIONS (object)->image_hosts, g_strfreev);

  G_OBJECT_CLASS (natter_block_options_parent_class)->finalize (object);
}

static void
natter_block_options_class_init (NatterBlockOptionsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  object_class->get_property = natter_block_options_get_property;
  object_class->set_property = natter_block_options_set_property;
  object_class->finalize = natter_block_options_finalize;

  properties[PROP_WRAP_CODE] = g_param_spec_boolean ("wrap-code", NULL, NULL, FALSE, flags);
  properties[PROP_METERED] = g_param_spec_boolean ("metered", NULL, NULL, FALSE, flags);
  properties[PROP_IMAGE_HOSTS] =
    g_param_spec_boxed ("image-hosts", NULL, NULL, G_TYPE_STRV, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_block_options_init (NatterBlockOptions *self)
{
  self->image_hosts = g_new0 (char *, 1);
}

/**
 * natter_block_options_get_default:
 *
 * Returns: (transfer none): the one of the program
 */
NatterBlockOptions *
natter_block_options_get_default (void)
{
  static NatterBlockOptions *the_one;

  if (!the_one)
    the_one = g_object_new (NATTER_TYPE_BLOCK_OPTIONS, NULL);

  return the_one;
}

/**
 * natter_block_options_get_metered:
 *
 * Returns: whether what is loaded costs money
 */
gboolean
natter_block_options_get_metered (NatterBlockOptions *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK_OPTIONS (self), FALSE);

  return self->is_metered;
}

/**
 * natter_block_options_set_metered:
 * @is_metered: whether what is loaded costs money
 */
void
natter_block_options_set_metered (NatterBlockOptions *self,
                                  gboolean            is_metered)
{
  g_return_if_fail (NATTER_IS_BLOCK_OPTIONS (self));

  if (self->is_metered == !!is_metered)
    return;

  self->is_metered = !!is_metered;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_METERED]);
}

/**
 * natter_block_options_get_wrap_code:
 *
 * Returns: whether long lines of code go on in the next one, instead of being scrolled to
 */
gboolean
natter_block_options_get_wrap_code (NatterBlockOptions *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK_OPTIONS (self), FALSE);

  return self->wrap_code;
}

/**
 * natter_block_options_set_wrap_code:
 * @wrap_code: see natter_block_options_get_wrap_code()
 */
void
natter_block_options_set_wrap_code (NatterBlockOptions *self,
                                    gboolean            wrap_code)
{
  g_return_if_fail (NATTER_IS_BLOCK_OPTIONS (self));

  if (!self->wrap_code == !wrap_code)
    return;

  self->wrap_code = wrap_code;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_WRAP_CODE]);
}

/**
 * natter_block_options_get_image_hosts:
 *
 * Returns: (transfer none): the hosts whose images are loaded without asking
 */
const char * const *
natter_block_options_get_image_hosts (NatterBlockOptions *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK_OPTIONS (self), NULL);

  return (const char * const *) self->image_hosts;
}

/**
 * natter_block_options_set_image_hosts:
 * @hosts: (nullable): the hosts whose images are loaded without asking
 */
void
natter_block_options_set_image_hosts (NatterBlockOptions *self,
                                      const char * const *hosts)
{
  static const char *const none[] = { NULL };

  g_return_if_fail (NATTER_IS_BLOCK_OPTIONS (self));

  if (!hosts)
    hosts = none;
  if (g_strv_equal ((const char * const *) self->image_hosts, hosts))
    return;

  g_strfreev (self->image_hosts);
  self->image_hosts = g_strdupv ((char **) hosts);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_IMAGE_HOSTS]);
}

/**
 * natter_block_options_add_image_host:
 * @host: a host whose images may be loaded from now on
 */
void
natter_block_options_add_image_host (NatterBlockOptions *self,
                                     const char         *host)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) hosts = NULL;

  g_return_if_fail (NATTER_IS_BLOCK_OPTIONS (self));

  if (g_strv_contains ((const char * const *) self->image_hosts, host))
    return;

  g_strv_builder_addv (builder, (const char **) self->image_hosts);
  g_strv_builder_add (builder, host);
  hosts = g_strv_builder_end (builder);
  natter_block_options_set_image_hosts (self, (const char * const *) hosts);
}

/**
 * natter_block_options_remove_image_host:
 * @host: a host whose images are asked about again
 */
void
natter_block_options_remove_image_host (NatterBlockOptions *self,
                                        const char         *host)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();
  g_auto(GStrv) hosts = NULL;

  g_return_if_fail (NATTER_IS_BLOCK_OPTIONS (self));

  for (char **known = self->image_hosts; *known; known++)
    {
      if (!g_str_equal (*known, host))
        g_strv_builder_add (builder, *known);
    }
  hosts = g_strv_builder_end (builder);
  natter_block_options_set_image_hosts (self, (const char * const *) hosts);
}
