/* natter-sidebar-model.c: the rows of the sidebar. All rows are put together anew whenever
 * something moves, which takes a millisecond for thousands of them, and only what differs is told,
 * so that a list builds no more widgets than it must. What happens to many conversations at once is
 * told once, before the next frame. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sidebar-model.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-days.h"
#include "natter-sidebar-rows.h"

struct _NatterSidebarModel
{
  GObject                 parent_instance;

  NatterConversationList *conversations;
  NatterFolderList       *folders;
  NatterToday            *today;
  NatterDays             *days;
  NatterSidebarView       view;
  char                   *search;      /* folded, or NULL */
  GHashTable             *collapsed;   /* of the ids of folders */
  GArray                 *rows;        /* of NatterSidebarRowInfo */
  GArray                 *sections;    /* of guint: where each begins */
  guint                   update_id;
};

static void list_model_init (GListModelInterface *iface);
static void section_model_init (GtkSectionModelInterface *iface);

G_DEFINE_ENUM_TYPE (NatterSidebarView, natter_sidebar_view,
                    G_DEFINE_ENUM_VALUE (NATTER_SIDEBAR_CONVERSATIONS, "conversations"),
                    G_DEFINE_ENUM_VALUE (NATTER_SIDEBAR_ARCHIVE, "archive"),
                    G_DEFINE_ENUM_VALUE (NATTER_SIDEBAR_TRASH, "trash"))

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterSidebarModel, natter_sidebar_model, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, list_model_init)
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SECTION_MODEL, section_model_init))

static const NatterSidebarRowInfo *
get_row (NatterSidebarModel *self,
         guint               position)
{
  return position < self->rows->len ? &g_array_index (self->rows, NatterSidebarRowInfo, position)
                                    : NULL;
}

static GType
get_item_type (GListModel *model)
{
  return G_TYPE_OBJECT;
}

static guint
get_n_items (GListModel *model)
{
  return NATTER_SIDEBAR_MODEL (model)->rows->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  const NatterSidebarRowInfo *row = get_row (NATTER_SIDEBAR_MODEL (model), position);

  return row ? g_object_ref (row->item) : NULL;
}

static void
list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = get_item_type;
  iface->get_n_items = get_n_items;
  iface->get_item = get_item;
}

static void
get_section (GtkSectionModel *model,
             guint            position,
             guint           *start,
             guint           *end)
{
  NatterSidebarModel *self = NATTER_SIDEBAR_MODEL (model);
  guint low = 0;
  guint high = self->sections->len;

  if (position >= self->rows->len)
    {
      *start = self->rows->len;
      *end = G_MAXUINT;
      return;
    }

  while (high - low > 1)
    {
      guint middle = low + (high - low) / 2;

      if (g_array_index (self->sections, guint, middle) <= position)
        low = middle;
      else
        high = middle;
    }

  *start = g_array_index (self->sections, guint, low);
  *end = high < self->sections->len ? g_array_index (self->sections, guint, high)
                                    : self->rows->len;
}

static void
section_model_init (GtkSectionModelInterface *iface)
{
  iface->get_section = get_section;
}

static void
find_sections (NatterSidebarModel *self)
{
  g_array_set_size (self->sections, 0);
  for (guint i = 0; i < self->rows->len; i++)
    if (i == 0 || get_row (self, i)->group != get_row (self, i - 1)->group)
      g_array_append_val (self->sections, i);
}

static void
take_rows (NatterSidebarModel *self,
           GArray             *rows,
           guint               position,
           guint               n_removed,
           guint               n_added)
{
  g_autoptr(GArray) old = self->rows;

  self->rows = rows;
  find_sections (self);
  g_list_model_items_changed (G_LIST_MODEL (self), position, n_removed, n_added);
}

/* Whether a row that stays is in another section now. */
static gboolean
groups_differ (GArray *old,
               GArray *rows,
               guint   first,
               guint   last)
{
  for (guint i = 0; i < first; i++)
    if (g_array_index (old, NatterSidebarRowInfo, i).group !=
        g_array_index (rows, NatterSidebarRowInfo, i).group)
      return TRUE;
  for (guint i = 1; i <= last; i++)
    if (g_array_index (old, NatterSidebarRowInfo, old->len - i).group !=
        g_array_index (rows, NatterSidebarRowInfo, rows->len - i).group)
      return TRUE;

  return FALSE;
}

/* One row that goes elsewhere is told as that: the rows between keep their widgets, and the focus
 * and what is being written in them. */
static void
tell (NatterSidebarModel *self,
      GArray             *rows)
{
  const guint n_old = self->rows->len;
  guint first = 0;
  guint last = 0;
  guint from = 0;
  guint to = 0;
  gboolean differ = FALSE;

  natter_sidebar_rows_compare (self->rows, rows, &first, &last);
  differ = groups_differ (self->rows, rows, first, last);
  if (natter_sidebar_rows_find_move (self->rows, rows, first, last, &from, &to))
    {
      GArray *without = natter_sidebar_rows_copy_without (self->rows, from);

      take_rows (self, without, from, 1, 0);
      take_rows (self, g_array_ref (rows), to, 0, 1);
      differ = TRUE;
    }
  else if (first + last < n_old || first + last < rows->len)
    {
      take_rows (self, g_array_ref (rows), first, n_old - first - last, rows->len - first - last);
    }
  else if (differ)
    {
      g_array_unref (self->rows);
      self->rows = g_array_ref (rows);
      find_sections (self);
    }

  if (differ && rows->len > 0)
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), 0, rows->len);
}

static void
update (NatterSidebarModel *self)
{
  const NatterSidebarQuery query = {
    .conversations = self->conversations,
    .folders = self->folders,
    .days = self->days,
    .view = self->view,
    .search = self->search,
    .collapsed = self->collapsed,
  };
  g_autoptr(GArray) rows = natter_sidebar_rows_collect (&query);

  g_clear_handle_id (&self->update_id, g_source_remove);
  tell (self, rows);
}

static gboolean
update_cb (gpointer data)
{
  NatterSidebarModel *self = data;

  self->update_id = 0;
  update (self);

  return G_SOURCE_REMOVE;
}

static void
queue_update (NatterSidebarModel *self)
{
  if (self->update_id == 0)
    self->update_id = g_idle_add_full (G_PRIORITY_HIGH_IDLE, update_cb, self, NULL);
}

static void
conversation_changed_cb (NatterSidebarModel *self,
                         NatterConversation *conversation,
                         GParamSpec         *pspec)
{
  static const char * const names[] = {
    "updated", "pinned", "archived", "trashed", "folder-id", NULL
  };

  if (g_strv_contains (names, pspec->name) ||
      (self->search && g_str_equal (pspec->name, "title")))
    queue_update (self);
}

static void
folder_changed_cb (NatterSidebarModel *self,
                   NatterFolder       *folder,
                   GParamSpec         *pspec)
{
  if (g_str_equal (pspec->name, "trashed"))
    queue_update (self);
}

static void
take_days (NatterSidebarModel *self)
{
  g_autoptr(GDateTime) now = natter_today_dup_now (self->today);

  g_clear_pointer (&self->days, natter_days_free);
  self->days = natter_days_new (now);
}

/* The headings say something else now, even where the rows stay. */
static void
today_changed_cb (NatterSidebarModel *self)
{
  take_days (self);
  update (self);
  if (self->rows->len > 0)
    gtk_section_model_sections_changed (GTK_SECTION_MODEL (self), 0, self->rows->len);
}

static void
natter_sidebar_model_dispose (GObject *object)
{
  NatterSidebarModel *self = NATTER_SIDEBAR_MODEL (object);

  g_clear_handle_id (&self->update_id, g_source_remove);
  g_array_set_size (self->rows, 0);
  g_array_set_size (self->sections, 0);
  g_clear_object (&self->conversations);
  g_clear_object (&self->folders);
  g_clear_object (&self->today);

  G_OBJECT_CLASS (natter_sidebar_model_parent_class)->dispose (object);
}

static void
natter_sidebar_model_finalize (GObject *object)
{
  NatterSidebarModel *self = NATTER_SIDEBAR_MODEL (object);

  g_array_unref (self->rows);
  g_array_unref (self->sections);
  g_hash_table_unref (self->collapsed);
  g_clear_pointer (&self->days, natter_days_free);
  g_free (self->search);

  G_OBJECT_CLASS (natter_sidebar_model_parent_class)->finalize (object);
}

static void
natter_sidebar_model_class_init (NatterSidebarModelClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = natter_sidebar_model_dispose;
  object_class->finalize = natter_sidebar_model_finalize;
}

static void
natter_sidebar_model_init (NatterSidebarModel *self)
{
  g_autoptr(NatterToday) today = natter_today_new ();

  self->rows = natter_sidebar_rows_new ();
  self->sections = g_array_new (FALSE, FALSE, sizeof (guint));
  self->collapsed = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  natter_sidebar_model_set_today (self, today);
}

/**
 * natter_sidebar_model_new:
 *
 * Returns: (transfer full): a model without rows, on the computer's clock
 */
NatterSidebarModel *
natter_sidebar_model_new (void)
{
  return g_object_new (NATTER_TYPE_SIDEBAR_MODEL, NULL);
}

/**
 * natter_sidebar_model_set_conversations:
 * @list: (nullable): the conversations, those of all views
 */
void
natter_sidebar_model_set_conversations (NatterSidebarModel     *self,
                                        NatterConversationList *list)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_MODEL (self));

  if (self->conversations == list)
    return;

  if (self->conversations)
    g_signal_handlers_disconnect_by_data (self->conversations, self);
  g_set_object (&self->conversations, list);
  if (list)
    {
      g_signal_connect_object (list, "items-changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (list, "conversation-changed", G_CALLBACK (conversation_changed_cb),
                               self, G_CONNECT_SWAPPED);
    }
  update (self);
}

/**
 * natter_sidebar_model_set_folders:
 * @folders: (nullable): the folders, those in the trash too
 */
void
natter_sidebar_model_set_folders (NatterSidebarModel *self,
                                  NatterFolderList   *folders)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_MODEL (self));

  if (self->folders == folders)
    return;

  if (self->folders)
    g_signal_handlers_disconnect_by_data (self->folders, self);
  g_set_object (&self->folders, folders);
  if (folders)
    {
      g_signal_connect_object (folders, "items-changed", G_CALLBACK (update), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (folders, "folder-changed", G_CALLBACK (folder_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }
  update (self);
}

/**
 * natter_sidebar_model_set_today:
 * @today: the clock that the days are counted by
 */
void
natter_sidebar_model_set_today (NatterSidebarModel *self,
                                NatterToday        *today)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_MODEL (self));
  g_return_if_fail (NATTER_IS_TODAY (today));

  if (self->today)
    g_signal_handlers_disconnect_by_data (self->today, self);
  g_set_object (&self->today, today);
  g_signal_connect_object (today, "changed", G_CALLBACK (today_changed_cb), self,
                           G_CONNECT_SWAPPED);
  today_changed_cb (self);
}

NatterToday *
natter_sidebar_model_get_today (NatterSidebarModel *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_MODEL (self), NULL);

  return self->today;
}

void
natter_sidebar_model_set_view (NatterSidebarModel *self,
                               NatterSidebarView   view)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_MODEL (self));

  if (self->view == view)
    return;

  self->view = view;
  update (self);
}

NatterSidebarView
natter_sidebar_model_get_view (NatterSidebarModel *self)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_MODEL (self), NATTER_SIDEBAR_CONVERSATIONS);

  return self->view;
}

/**
 * natter_sidebar_model_set_search:
 * @search: (nullable): what titles must contain, whatever the case and the accents
 */
void
natter_sidebar_model_set_search (NatterSidebarModel *self,
                                 const char         *search)
{
  g_autofree char *folded = search ? natter_sidebar_rows_fold (search) : NULL;

  g_return_if_fail (NATTER_IS_SIDEBAR_MODEL (self));

  if (g_set_str (&self->search, folded && *folded ? folded : NULL))
    update (self);
}

void
natter_sidebar_model_set_collapsed (NatterSidebarModel *self,
                                    NatterFolder       *folder,
                                    gboolean            is_collapsed)
{
  const char *id = natter_folder_get_id (folder);

  g_return_if_fail (NATTER_IS_SIDEBAR_MODEL (self));

  if (is_collapsed ? g_hash_table_add (self->collapsed, g_strdup (id))
                   : g_hash_table_remove (self->collapsed, id))
    update (self);
}

gboolean
natter_sidebar_model_is_collapsed (NatterSidebarModel *self,
                                   NatterFolder       *folder)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_MODEL (self), FALSE);

  return g_hash_table_contains (self->collapsed, natter_folder_get_id (folder));
}

/* Returns (transfer full): the ids of the folders that are closed. */
char **
natter_sidebar_model_dup_all_collapsed (NatterSidebarModel *self)
{
  g_autoptr(GStrvBuilder) ids = g_strv_builder_new ();
  g_autoptr(GList) keys = g_list_sort (g_hash_table_get_keys (self->collapsed),
                                       (GCompareFunc) strcmp);

  for (GList *l = keys; l; l = l->next)
    g_strv_builder_add (ids, l->data);

  return g_strv_builder_end (ids);
}

/* The folders need not be there yet. */
void
natter_sidebar_model_set_all_collapsed (NatterSidebarModel *self,
                                        const char * const *ids)
{
  g_hash_table_remove_all (self->collapsed);
  for (guint i = 0; ids[i]; i++)
    g_hash_table_add (self->collapsed, g_strdup (ids[i]));
  update (self);
}

/**
 * natter_sidebar_model_is_in_folder:
 * @conversation: a conversation
 *
 * Returns: whether it is listed below its folder
 */
gboolean
natter_sidebar_model_is_in_folder (NatterSidebarModel *self,
                                   NatterConversation *conversation)
{
  const char *id = natter_conversation_get_folder_id (conversation);
  NatterFolder *folder = NULL;

  g_return_val_if_fail (NATTER_IS_SIDEBAR_MODEL (self), FALSE);

  if (self->view != NATTER_SIDEBAR_CONVERSATIONS || natter_conversation_is_pinned (conversation))
    return FALSE;

  folder = self->folders ? natter_folder_list_find (self->folders, id) : NULL;

  return folder && !natter_folder_is_trashed (folder);
}

/**
 * natter_sidebar_model_find:
 * @item: (nullable): a conversation or a folder
 * @position: (out) (optional): where its row is
 *
 * Returns: whether it has a row
 */
gboolean
natter_sidebar_model_find (NatterSidebarModel *self,
                           gpointer            item,
                           guint              *position)
{
  g_return_val_if_fail (NATTER_IS_SIDEBAR_MODEL (self), FALSE);

  for (guint i = 0; item && i < self->rows->len; i++)
    if (get_row (self, i)->item == item)
      {
        if (position)
          *position = i;
        return TRUE;
      }

  return FALSE;
}

/**
 * natter_sidebar_model_dup_heading:
 * @position: of a row
 *
 * Returns: (transfer full) (nullable): what stands above its section
 */
char *
natter_sidebar_model_dup_heading (NatterSidebarModel *self,
                                  guint               position)
{
  const NatterSidebarRowInfo *row = get_row (self, position);

  if (!row)
    return NULL;

  switch (row->group)
    {
    case NATTER_SIDEBAR_GROUP_PINNED:
      return g_strdup (_("Pinned"));

    case NATTER_SIDEBAR_GROUP_FOLDERS:
      return g_strdup (_("Folders"));

    default:
      return natter_days_dup_heading (self->days, row->group - NATTER_SIDEBAR_GROUP_DAYS);
    }
}

/**
 * natter_sidebar_model_flush:
 *
 * Shows at once what else would be shown before the next frame.
 */
void
natter_sidebar_model_flush (NatterSidebarModel *self)
{
  g_return_if_fail (NATTER_IS_SIDEBAR_MODEL (self));

  if (self->update_id)
    update (self);
}
