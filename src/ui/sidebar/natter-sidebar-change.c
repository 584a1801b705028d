/* natter-sidebar-change.c: what is done to conversations or a folder. Each change remembers what
 * was before it, so that it can be taken back however much has happened since. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-change.h"

#include <glib/gi18n-lib.h>

typedef struct
{
  NatterConversation *conversation;
  char               *folder_id;
  gint64              trashed_time;
  gboolean            is_pinned;
  gboolean            is_archived;
} Before;

static void
before_clear (Before *before)
{
  g_object_unref (before->conversation);
  g_free (before->folder_id);
}

static GArray *
remember (GPtrArray *conversations)
{
  GArray *all = g_array_sized_new (FALSE, FALSE, sizeof (Before), conversations->len);

  g_array_set_clear_func (all, (GDestroyNotify) before_clear);
  for (guint i = 0; i < conversations->len; i++)
    {
      NatterConversation *conversation = g_ptr_array_index (conversations, i);
      const Before before = {
        .conversation = g_object_ref (conversation),
        .folder_id = g_strdup (natter_conversation_get_folder_id (conversation)),
        .trashed_time = natter_conversation_get_trashed_time (conversation),
        .is_pinned = natter_conversation_is_pinned (conversation),
        .is_archived = natter_conversation_is_archived (conversation),
      };

      g_array_append_val (all, before);
    }

  return all;
}

static void
take_back (gpointer data)
{
  GArray *all = data;

  for (guint i = 0; i < all->len; i++)
    {
      const Before *before = &g_array_index (all, Before, i);

      natter_conversation_set_folder_id (before->conversation, before->folder_id);
      natter_conversation_set_pinned (before->conversation, before->is_pinned);
      natter_conversation_set_archived (before->conversation, before->is_archived);
      natter_conversation_set_trashed_time (before->conversation, before->trashed_time);
    }
}

static NatterUndo *
undo_new (GPtrArray  *conversations,
          const char *one,
          const char *many)
{
  g_autofree char *message = NULL;

  if (conversations->len == 0)
    return NULL;

  message = conversations->len == 1 ? g_strdup (one) : g_strdup (many);

  return natter_undo_new (message, take_back, remember (conversations),
                          (GDestroyNotify) g_array_unref);
}

/**
 * natter_sidebar_change_archive:
 * @conversations: (element-type NatterConversation): any number
 * @is_archived: whether they go to the archive, or come back
 *
 * Returns: (transfer full) (nullable): the way back
 */
NatterUndo *
natter_sidebar_change_archive (GPtrArray *conversations,
                               gboolean   is_archived)
{
  const gulong n = conversations->len;
  g_autofree char *many =
    is_archived ? g_strdup_printf (ngettext ("%lu conversation archived",
                                             "%lu conversations archived", n), n)
                : g_strdup_printf (ngettext ("%lu conversation unarchived",
                                             "%lu conversations unarchived", n), n);
  NatterUndo *undo = undo_new (conversations, is_archived ? _("Conversation archived")
                                                          : _("Conversation unarchived"), many);

  for (guint i = 0; i < conversations->len; i++)
    natter_conversation_set_archived (g_ptr_array_index (conversations, i), is_archived);

  return undo;
}

/**
 * natter_sidebar_change_trash:
 * @conversations: (element-type NatterConversation): any number
 * @is_trashed: whether they go to the trash, or come back
 *
 * Returns: (transfer full) (nullable): the way back
 */
NatterUndo *
natter_sidebar_change_trash (GPtrArray *conversations,
                             gboolean   is_trashed)
{
  const gulong n = conversations->len;
  g_autofree char *many =
    is_trashed ? g_strdup_printf (ngettext ("%lu conversation moved to the trash",
                                            "%lu conversations moved to the trash", n), n)
               : g_strdup_printf (ngettext ("%lu conversation restored",
                                            "%lu conversations restored", n), n);
  NatterUndo *undo = undo_new (conversations, is_trashed ? _("Conversation moved to the trash")
                                                         : _("Conversation restored"), many);

  for (guint i = 0; i < conversations->len; i++)
    natter_conversation_set_trashed (g_ptr_array_index (conversations, i), is_trashed);

  return undo;
}

/**
 * natter_sidebar_change_move:
 * @conversations: (element-type NatterConversation): any number
 * @folder: (nullable): where they go; %NULL for out of any folder
 *
 * What was pinned is not any more: it is in the folder now, where it is looked for.
 *
 * Returns: (transfer full) (nullable): the way back
 */
NatterUndo *
natter_sidebar_change_move (GPtrArray    *conversations,
                            NatterFolder *folder)
{
  const gulong n = conversations->len;
  const char *name = folder ? natter_folder_get_name (folder) : NULL;
  g_autofree char *one = NULL;
  g_autofree char *many = NULL;
  NatterUndo *undo = NULL;

  if (folder)
    {
      /* Translators: %s is the name of a folder */
      one = g_strdup_printf (_("Conversation moved to “%s”"), name);
      /* Translators: %s is the name of a folder */
      many = g_strdup_printf (ngettext ("%lu conversation moved to “%s”",
                                        "%lu conversations moved to “%s”", n), n, name);
    }
  else
    {
      one = g_strdup (_("Conversation taken out of its folder"));
      many = g_strdup_printf (ngettext ("%lu conversation taken out of its folder",
                                        "%lu conversations taken out of their folders", n), n);
    }

  undo = undo_new (conversations, one, many);
  for (guint i = 0; i < conversations->len; i++)
    {
      NatterConversation *conversation = g_ptr_array_index (conversations, i);

      natter_conversation_set_folder_id (conversation,
                                         folder ? natter_folder_get_id (folder) : NULL);
      if (folder)
        natter_conversation_set_pinned (conversation, FALSE);
    }

  return undo;
}

/**
 * natter_sidebar_change_pin:
 * @conversations: (element-type NatterConversation): any number
 * @is_pinned: whether they stand before the others from now on
 */
void
natter_sidebar_change_pin (GPtrArray *conversations,
                           gboolean   is_pinned)
{
  for (guint i = 0; i < conversations->len; i++)
    natter_conversation_set_pinned (g_ptr_array_index (conversations, i), is_pinned);
}

static void
restore_folder (gpointer data)
{
  natter_folder_set_trashed (data, FALSE);
}

static void
trash_folder (gpointer data)
{
  natter_folder_set_trashed (data, TRUE);
}

/**
 * natter_sidebar_change_trash_folder:
 * @folder: a folder
 * @is_trashed: whether it goes to the trash, or comes back
 *
 * Its conversations stay where they are seen, and are in it again when it comes back.
 *
 * Returns: (transfer full): the way back
 */
NatterUndo *
natter_sidebar_change_trash_folder (NatterFolder *folder,
                                    gboolean      is_trashed)
{
  natter_folder_set_trashed (folder, is_trashed);

  return natter_undo_new (is_trashed ? _("Folder moved to the trash; its conversations stay")
                                     : _("Folder restored"),
                          is_trashed ? restore_folder : trash_folder, g_object_ref (folder),
                          g_object_unref);
}
