/* natter-conversation-facts.c: what is known of a conversation beside its messages. Each is a
 * property, so that whoever shows or stores it hears of a change. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation-private.h"

typedef enum
{
  PROP_TITLE = 1,
  PROP_UPDATED,
  PROP_MODEL_KEY,
  PROP_DRAFT,
  PROP_FOLDER_ID,
  PROP_SCROLL_ID,
  PROP_PINNED,
  PROP_ARCHIVED,
  PROP_TRASHED,
  PROP_UNREAD,
  PROP_TEMPORARY,
  PROP_LOADED,
  PROP_BUSY,
} NatterConversationProps;

static GParamSpec *properties[PROP_BUSY + 1];

static void
get_property (GObject    *object,
              guint       prop_id,
              GValue     *value,
              GParamSpec *pspec)
{
  NatterConversation *self = NATTER_CONVERSATION (object);

  switch ((NatterConversationProps) prop_id)
    {
    case PROP_TITLE:
      g_value_set_string (value, self->title);
      break;

    case PROP_UPDATED:
      g_value_set_boxed (value, self->updated);
      break;

    case PROP_MODEL_KEY:
      g_value_set_string (value, self->model_key);
      break;

    case PROP_DRAFT:
      g_value_set_string (value, natter_conversation_get_draft (self));
      break;

    case PROP_FOLDER_ID:
      g_value_set_string (value, self->folder_id);
      break;

    case PROP_SCROLL_ID:
      g_value_set_string (value, self->scroll_id);
      break;

    case PROP_PINNED:
      g_value_set_boolean (value, self->is_pinned);
      break;

    case PROP_ARCHIVED:
      g_value_set_boolean (value, self->is_archived);
      break;

    case PROP_TRASHED:
      g_value_set_boolean (value, natter_conversation_is_trashed (self));
      break;

    case PROP_UNREAD:
      g_value_set_boolean (value, self->is_unread);
      break;

    case PROP_TEMPORARY:
      g_value_set_boolean (value, self->is_temporary);
      break;

    case PROP_LOADED:
      g_value_set_boolean (value, self->is_loaded);
      break;

    case PROP_BUSY:
      g_value_set_boolean (value, natter_conversation_is_busy (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
notify (NatterConversation      *self,
        NatterConversationProps  property)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

static void
set_flag (NatterConversation      *self,
          gboolean                *flag,
          gboolean                 value,
          NatterConversationProps  property)
{
  if (*flag == !!value)
    return;

  *flag = !!value;
  notify (self, property);
}

static void
set_text (NatterConversation       *self,
          char                    **text,
          const char               *value,
          NatterConversationProps   property)
{
  if (g_set_str (text, value))
    notify (self, property);
}

/* Each property is only read: it is set by its function. */
void
natter_conversation_install_facts (GObjectClass *klass)
{
  static const struct
  {
    NatterConversationProps  id;
    const char              *name;
  } texts[] = {
    { PROP_TITLE, "title" }, { PROP_MODEL_KEY, "model-key" }, { PROP_DRAFT, "draft" },
    { PROP_FOLDER_ID, "folder-id" }, { PROP_SCROLL_ID, "scroll-id" },
  }, flags[] = {
    { PROP_PINNED, "pinned" }, { PROP_ARCHIVED, "archived" }, { PROP_TRASHED, "trashed" },
    { PROP_UNREAD, "unread" }, { PROP_TEMPORARY, "temporary" }, { PROP_LOADED, "loaded" },
    { PROP_BUSY, "busy" },
  };
  const GParamFlags access = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  klass->get_property = get_property;

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    properties[texts[i].id] = g_param_spec_string (texts[i].name, NULL, NULL, NULL, access);
  for (guint i = 0; i < G_N_ELEMENTS (flags); i++)
    properties[flags[i].id] = g_param_spec_boolean (flags[i].name, NULL, NULL, FALSE, access);
  properties[PROP_UPDATED] = g_param_spec_boxed ("updated", NULL, NULL, G_TYPE_DATE_TIME, access);

  g_object_class_install_properties (klass, G_N_ELEMENTS (properties), properties);
}

void
natter_conversation_facts_clear (NatterConversation *self)
{
  g_date_time_unref (self->created);
  g_date_time_unref (self->updated);
  g_free (self->scroll_id);
  g_free (self->folder_id);
  g_free (self->model_key);
  g_free (self->draft);
  g_free (self->title);
  g_free (self->id);
}

/* A title that nobody gave. */
void
natter_conversation_take_title (NatterConversation *self,
                                const char         *title)
{
  set_text (self, &self->title, title, PROP_TITLE);
}

/* Something was said. */
void
natter_conversation_touch (NatterConversation *self)
{
  g_date_time_unref (self->updated);
  self->updated = g_date_time_new_now_utc ();
  notify (self, PROP_UPDATED);
}

void
natter_conversation_set_loaded (NatterConversation *self,
                                gboolean            is_loaded)
{
  set_flag (self, &self->is_loaded, is_loaded, PROP_LOADED);
}

void
natter_conversation_notify_busy (NatterConversation *self)
{
  notify (self, PROP_BUSY);
}

/**
 * natter_conversation_new_stored:
 * @id: its id
 * @title: its title
 * @title_is_own: whether that was given, and not taken from the first message
 * @created: (transfer none): when it was begun, in UTC
 * @updated: (transfer none): when something was last said, in UTC
 *
 * Returns: (transfer full): a conversation whose messages are not loaded yet
 */
NatterConversation *
natter_conversation_new_stored (const char *id,
                                const char *title,
                                gboolean    title_is_own,
                                GDateTime  *created,
                                GDateTime  *updated)
{
  NatterConversation *self = natter_conversation_new ();

  g_set_str (&self->id, id);
  g_set_str (&self->title, title);
  self->title_is_own = title_is_own;
  g_date_time_unref (self->created);
  g_date_time_unref (self->updated);
  self->created = g_date_time_ref (created);
  self->updated = g_date_time_ref (updated);
  self->is_loaded = FALSE;

  return self;
}

const char *
natter_conversation_get_id (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->id;
}

/**
 * natter_conversation_get_title:
 *
 * Returns: the title, "" before anything was said
 */
const char *
natter_conversation_get_title (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->title;
}

/**
 * natter_conversation_set_title:
 * @title: the person's own title
 */
void
natter_conversation_set_title (NatterConversation *self,
                               const char         *title)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));
  g_return_if_fail (title != NULL);

  self->title_is_own = TRUE;
  set_text (self, &self->title, title, PROP_TITLE);
}

gboolean
natter_conversation_title_is_own (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->title_is_own;
}

/**
 * natter_conversation_get_created:
 *
 * Returns: (transfer none): when it was begun, in UTC
 */
GDateTime *
natter_conversation_get_created (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->created;
}

/**
 * natter_conversation_get_updated:
 *
 * Returns: (transfer none): when a message was last added, in UTC
 */
GDateTime *
natter_conversation_get_updated (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->updated;
}

/**
 * natter_conversation_is_loaded:
 *
 * Returns: whether its messages are here; they are not for one that was only listed
 */
gboolean
natter_conversation_is_loaded (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->is_loaded;
}

/**
 * natter_conversation_get_draft:
 *
 * Returns: what was being written here when it was left, "" for nothing
 */
const char *
natter_conversation_get_draft (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->draft ? self->draft : "";
}

void
natter_conversation_set_draft (NatterConversation *self,
                               const char         *draft)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  if (!g_str_equal (natter_conversation_get_draft (self), draft ? draft : ""))
    set_text (self, &self->draft, draft, PROP_DRAFT);
}

/**
 * natter_conversation_get_model_key:
 *
 * Returns: (nullable): "provider-id/model-id" of the model that answers here
 */
const char *
natter_conversation_get_model_key (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->model_key;
}

void
natter_conversation_set_model_key (NatterConversation *self,
                                  const char         *model_key)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  set_text (self, &self->model_key, model_key, PROP_MODEL_KEY);
}

/**
 * natter_conversation_get_folder_id:
 *
 * Returns: (nullable): the id of the folder that it is in
 */
const char *
natter_conversation_get_folder_id (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->folder_id;
}

void
natter_conversation_set_folder_id (NatterConversation *self,
                                  const char         *folder_id)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  set_text (self, &self->folder_id, folder_id, PROP_FOLDER_ID);
}

/**
 * natter_conversation_get_scroll_id:
 *
 * Returns: (nullable): the id of the message that stood at the top of the window
 */
const char *
natter_conversation_get_scroll_id (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), NULL);

  return self->scroll_id;
}

void
natter_conversation_set_scroll_id (NatterConversation *self,
                                  const char         *scroll_id)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  set_text (self, &self->scroll_id, scroll_id, PROP_SCROLL_ID);
}

/**
 * natter_conversation_is_pinned:
 *
 * Returns: whether it stands before the others
 */
gboolean
natter_conversation_is_pinned (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->is_pinned;
}

void
natter_conversation_set_pinned (NatterConversation *self,
                               gboolean            is_pinned)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  set_flag (self, &self->is_pinned, is_pinned, PROP_PINNED);
}

/**
 * natter_conversation_is_archived:
 *
 * Returns: whether it is out of the way
 */
gboolean
natter_conversation_is_archived (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->is_archived;
}

void
natter_conversation_set_archived (NatterConversation *self,
                                 gboolean            is_archived)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  set_flag (self, &self->is_archived, is_archived, PROP_ARCHIVED);
}

/**
 * natter_conversation_is_trashed:
 *
 * Returns: whether it is in the trash
 */
gboolean
natter_conversation_is_trashed (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->trashed_time != 0;
}

/**
 * natter_conversation_set_trashed:
 * @is_trashed: whether it goes to the trash now, or comes back
 */
void
natter_conversation_set_trashed (NatterConversation *self,
                                gboolean            is_trashed)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  if (natter_conversation_is_trashed (self) != !!is_trashed)
    natter_conversation_set_trashed_time (self, is_trashed ? g_get_real_time () / 1000 : 0);
}

/**
 * natter_conversation_get_trashed_time:
 *
 * Returns: when it went to the trash, in milliseconds since 1970, UTC; 0 if it did not
 */
gint64
natter_conversation_get_trashed_time (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), 0);

  return self->trashed_time;
}

/**
 * natter_conversation_set_trashed_time:
 * @trashed_time: when it went to the trash, in milliseconds since 1970, UTC; 0 if it did not
 */
void
natter_conversation_set_trashed_time (NatterConversation *self,
                                      gint64              trashed_time)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  if (self->trashed_time == trashed_time)
    return;

  self->trashed_time = trashed_time;
  notify (self, PROP_TRASHED);
}

/**
 * natter_conversation_is_unread:
 *
 * Returns: whether an answer came that nobody saw
 */
gboolean
natter_conversation_is_unread (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->is_unread;
}

void
natter_conversation_set_unread (NatterConversation *self,
                               gboolean            is_unread)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  set_flag (self, &self->is_unread, is_unread, PROP_UNREAD);
}

/**
 * natter_conversation_is_temporary:
 *
 * Returns: whether nothing of it is ever stored
 */
gboolean
natter_conversation_is_temporary (NatterConversation *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (self), FALSE);

  return self->is_temporary;
}

void
natter_conversation_set_temporary (NatterConversation *self,
                                  gboolean            is_temporary)
{
  g_return_if_fail (NATTER_IS_CONVERSATION (self));

  set_flag (self, &self->is_temporary, is_temporary, PROP_TEMPORARY);
}
