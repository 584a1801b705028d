/* natter-folder.c: a folder that conversations can be in. A conversation names its folder; the
 * folder knows nothing of them, so that one that is deleted and brought back has them all again.
 * Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-folder.h"

#include "natter-uuid.h"

struct _NatterFolder
{
  GObject  parent_instance;

  char    *id;
  char    *name;
  char    *colour;
  char    *emoji;
  int      position;
  gint64   trashed_time;   /* milliseconds since 1970, UTC; 0 while it is not in the trash */
};

G_DEFINE_FINAL_TYPE (NatterFolder, natter_folder, G_TYPE_OBJECT)

typedef enum
{
  PROP_ID = 1,
  PROP_NAME,
  PROP_COLOUR,
  PROP_EMOJI,
  PROP_POSITION,
  PROP_TRASHED,
} NatterFolderProps;

static GParamSpec *properties[PROP_TRASHED + 1];

static void
natter_folder_get_property (GObject    *object,
                            guint       prop_id,
                            GValue     *value,
                            GParamSpec *pspec)
{
  NatterFolder *self = NATTER_FOLDER (object);

  switch ((NatterFolderProps) prop_id)
    {
    case PROP_ID:
      g_value_set_string (value, natter_folder_get_id (self));
      break;

    case PROP_NAME:
      g_value_set_string (value, natter_folder_get_name (self));
      break;

    case PROP_COLOUR:
      g_value_set_string (value, natter_folder_get_colour (self));
      break;

    case PROP_EMOJI:
      g_value_set_string (value, natter_folder_get_emoji (self));
      break;

    case PROP_POSITION:
      g_value_set_int (value, natter_folder_get_position (self));
      break;

    case PROP_TRASHED:
      g_value_set_boolean (value, natter_folder_is_trashed (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_folder_finalize (GObject *object)
{
  NatterFolder *self = NATTER_FOLDER (object);

  g_free (self->id);
  g_free (self->name);
  g_free (self->colour);
  g_free (self->emoji);

  G_OBJECT_CLASS (natter_folder_parent_class)->finalize (object);
}

/* Each property is only read: it is set by its function. */
static void
natter_folder_class_init (NatterFolderClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags access = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->get_property = natter_folder_get_property;
  object_class->finalize = natter_folder_finalize;

  properties[PROP_ID] = g_param_spec_string ("id", NULL, NULL, NULL, access);
  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, access);
  properties[PROP_COLOUR] = g_param_spec_string ("colour", NULL, NULL, NULL, access);
  properties[PROP_EMOJI] = g_param_spec_string ("emoji", NULL, NULL, NULL, access);
  properties[PROP_POSITION] =
    g_param_spec_int ("position", NULL, NULL, G_MININT, G_MAXINT, 0, access);
  properties[PROP_TRASHED] = g_param_spec_boolean ("trashed", NULL, NULL, FALSE, access);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_folder_init (NatterFolder *self)
{
}

static void
set_text (NatterFolder       *self,
          char              **text,
          const char         *value,
          NatterFolderProps   property)
{
  if (g_set_str (text, value))
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/**
 * natter_folder_new:
 * @name: its name
 *
 * Returns: (transfer full): a folder with an id of its own
 */
NatterFolder *
natter_folder_new (const char *name)
{
  g_autofree char *id = natter_uuid_new ();

  return natter_folder_new_stored (id, name);
}

/**
 * natter_folder_new_stored:
 * @id: its id
 * @name: its name
 *
 * Returns: (transfer full): a folder that was there before
 */
NatterFolder *
natter_folder_new_stored (const char *id,
                          const char *name)
{
  NatterFolder *self = NULL;

  g_return_val_if_fail (id != NULL && name != NULL, NULL);

  self = g_object_new (NATTER_TYPE_FOLDER, NULL);
  self->id = g_strdup (id);
  self->name = g_strdup (name);

  return self;
}

const char *
natter_folder_get_id (NatterFolder *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER (self), NULL);

  return self->id;
}

const char *
natter_folder_get_name (NatterFolder *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER (self), NULL);

  return self->name;
}

void
natter_folder_set_name (NatterFolder *self,
                        const char   *name)
{
  g_return_if_fail (NATTER_IS_FOLDER (self));
  g_return_if_fail (name != NULL);

  set_text (self, &self->name, name, PROP_NAME);
}

/**
 * natter_folder_get_colour:
 *
 * Returns: (nullable): the name of a colour of the palette, for example "blue"
 */
const char *
natter_folder_get_colour (NatterFolder *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER (self), NULL);

  return self->colour;
}

void
natter_folder_set_colour (NatterFolder *self,
                          const char   *colour)
{
  g_return_if_fail (NATTER_IS_FOLDER (self));

  set_text (self, &self->colour, colour, PROP_COLOUR);
}

/**
 * natter_folder_get_emoji:
 *
 * Returns: (nullable): what stands in the place of the folder's icon
 */
const char *
natter_folder_get_emoji (NatterFolder *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER (self), NULL);

  return self->emoji;
}

void
natter_folder_set_emoji (NatterFolder *self,
                         const char   *emoji)
{
  g_return_if_fail (NATTER_IS_FOLDER (self));

  set_text (self, &self->emoji, emoji, PROP_EMOJI);
}

/**
 * natter_folder_get_position:
 *
 * Returns: where it stands among the others, from the top down; its list numbers them
 */
int
natter_folder_get_position (NatterFolder *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER (self), 0);

  return self->position;
}

void
natter_folder_set_position (NatterFolder *self,
                            int           position)
{
  g_return_if_fail (NATTER_IS_FOLDER (self));

  if (self->position == position)
    return;

  self->position = position;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_POSITION]);
}

/**
 * natter_folder_is_trashed:
 *
 * Returns: whether it is in the trash; its conversations still name it
 */
gboolean
natter_folder_is_trashed (NatterFolder *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER (self), FALSE);

  return self->trashed_time != 0;
}

/**
 * natter_folder_set_trashed:
 * @is_trashed: whether it goes to the trash now, or comes back
 */
void
natter_folder_set_trashed (NatterFolder *self,
                           gboolean      is_trashed)
{
  g_return_if_fail (NATTER_IS_FOLDER (self));

  if (natter_folder_is_trashed (self) != !!is_trashed)
    natter_folder_set_trashed_time (self, is_trashed ? g_get_real_time () / 1000 : 0);
}

/**
 * natter_folder_get_trashed_time:
 *
 * Returns: when it went to the trash, in milliseconds since 1970, UTC; 0 if it did not
 */
gint64
natter_folder_get_trashed_time (NatterFolder *self)
{
  g_return_val_if_fail (NATTER_IS_FOLDER (self), 0);

  return self->trashed_time;
}

/**
 * natter_folder_set_trashed_time:
 * @trashed_time: when it went to the trash, in milliseconds since 1970, UTC; 0 if it did not
 */
void
natter_folder_set_trashed_time (NatterFolder *self,
                                gint64        trashed_time)
{
  g_return_if_fail (NATTER_IS_FOLDER (self));

  if (self->trashed_time == trashed_time)
    return;

  self->trashed_time = trashed_time;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TRASHED]);
}
