/* natter-reading.c: where the reader of a conversation is. It is kept with the conversation, as it
 * changes, as text: "MESSAGE-ID ROW PART", the first row in sight among those of its message, and
 * how much of it is above the view's edge, in thousandths of its height; nothing for the end, where
 * a reader is who follows what comes. Owned by the view; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-reading.h"

#include <stdio.h>

#include "natter-search-match.h"

#define KEEP_MILLISECONDS 400
/* Where a message that was gone to stands, as a part of the view's height: what it follows on can
 * be seen, and most of it, too. */
#define SHOWN_AT 0.2
#define PARTS 1000
/* A UUID has 36 characters; the format below says so again. */
#define ID_LENGTH 64

struct _NatterReading
{
  GObject             parent_instance;

  GtkScrolledWindow  *scroller;     /* not owned: it owns the widget that owns us */
  GtkAdjustment      *adjustment;
  NatterPlace        *place;
  NatterFollow       *follow;
  NatterConversation *conversation;
  NatterMessageList  *messages;     /* the conversation's */
  char               *wanted_id;    /* the message to go to when it is here, or NULL */
  NatterSearchQuery  *query;        /* what is looked for in it, or NULL */
  NatterRow          *shown;        /* of the message that is gone to, or NULL */
  guint               keep_id;
};

G_DEFINE_FINAL_TYPE (NatterReading, natter_reading, G_TYPE_OBJECT)

enum
{
  SIGNAL_SHOWN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static char *
dup_place (NatterReading *self)
{
  double part = 0;
  NatterRow *row = natter_place_get_top (self->place, &part);
  g_autoptr(NatterMessageRows) rows = NULL;
  const char *id = NULL;
  guint position = 0;

  if (!row)
    return NULL;

  id = natter_message_get_id (natter_row_get_message (row));
  rows = natter_message_list_find (self->messages, id);
  if (!rows || !natter_message_rows_get_position (rows, row, &position))
    return NULL;

  return g_strdup_printf ("%s %u %u", id, position, (guint) (part * PARTS + 0.5));
}

static gboolean
keep_cb (gpointer data)
{
  NatterReading *self = data;

  self->keep_id = 0;
  natter_reading_keep (self);

  return G_SOURCE_REMOVE;
}

static void
keep_soon (NatterReading *self)
{
  if (self->keep_id == 0 && !natter_place_is_moving (self->place))
    self->keep_id = g_timeout_add (KEEP_MILLISECONDS, keep_cb, self);
}

static void
go (NatterReading *self,
    NatterRow     *row,
    double         row_part,
    double         view_part)
{
  g_clear_object (&self->shown);
  natter_follow_hold (self->follow);
  natter_place_go (self->place, row, row_part, view_part);
}

/* What grows would carry away whoever was brought to its end. */
static void
arrived_cb (NatterReading *self)
{
  NatterMessage *last = natter_conversation_get_last (self->conversation);
  g_autoptr(NatterRow) shown = g_steal_pointer (&self->shown);

  natter_follow_release (self->follow, last && !natter_message_is_streaming (last));
  keep_soon (self);
  if (shown)
    g_signal_emit (self, signals[SIGNAL_SHOWN], 0, shown, self->query);
}

static gboolean
get_kept (NatterConversation *conversation,
          char                id[ID_LENGTH + 1],
          guint              *position,
          guint              *part)
{
  const char *kept = natter_conversation_get_scroll_id (conversation);

  return kept && sscanf (kept, "%64s %u %u", id, position, part) == 3;
}

/* Goes back to where the reader was; FALSE for the end. */
static gboolean
go_back (NatterReading *self)
{
  char id[ID_LENGTH + 1] = "";
  guint position = 0;
  guint part = 0;
  g_autoptr(NatterMessageRows) rows = NULL;
  g_autoptr(NatterRow) row = NULL;

  if (!get_kept (self->conversation, id, &position, &part))
    return FALSE;

  rows = natter_message_list_find (self->messages, id);
  if (!rows)
    return FALSE;

  /* A row more or less since then: its message is the same. */
  row = g_list_model_get_item (G_LIST_MODEL (rows), position);
  if (!row)
    row = g_list_model_get_item (G_LIST_MODEL (rows), 0);
  go (self, row, (double) MIN (part, PARTS) / PARTS, 0);

  return TRUE;
}

static gboolean
has_match (NatterRow         *row,
           NatterSearchQuery *query)
{
  NatterBlock *block = natter_row_get_block (row);
  g_autoptr(GArray) matches = NULL;

  if (!block)
    return FALSE;

  matches = natter_search_find_matches (natter_block_get_text (block),
                                        (gssize) natter_block_get_length (block), query);

  return matches->len > 0;
}

/* Returns (transfer full): the first row of the message with what is looked for, or its header. */
static NatterRow *
find_match (GListModel        *rows,
            NatterSearchQuery *query)
{
  for (guint i = 0; query && i < g_list_model_get_n_items (rows); i++)
    {
      g_autoptr(NatterRow) row = g_list_model_get_item (rows, i);

      if (has_match (row, query))
        return g_steal_pointer (&row);
    }

  return g_list_model_get_item (rows, 0);
}

/* Returns (transfer full) (nullable): the rows of the message, which is on the path then. */
static NatterMessageRows *
bring_out (NatterReading *self,
           const char    *id)
{
  NatterMessage *message = natter_conversation_find (self->conversation, id);
  NatterMessageRows *rows = NULL;

  if (!message || natter_conversation_is_deleted (self->conversation, message))
    return NULL;

  rows = natter_message_list_find (self->messages, id);
  if (rows)
    return rows;

  natter_conversation_show (self->conversation, message);

  return natter_message_list_find (self->messages, id);
}

static void
go_to_wanted (NatterReading *self)
{
  g_autofree char *id = g_steal_pointer (&self->wanted_id);
  g_autoptr(NatterMessageRows) rows = bring_out (self, id);
  g_autoptr(NatterRow) row = NULL;

  if (!rows)
    return;

  row = find_match (G_LIST_MODEL (rows), self->query);
  go (self, row, 0, SHOWN_AT);
  self->shown = g_steal_pointer (&row);
}

static void
loaded_cb (NatterReading *self)
{
  if (!natter_conversation_is_loaded (self->conversation))
    return;

  if (!go_back (self))
    natter_follow_jump (self->follow);
  if (self->wanted_id)
    go_to_wanted (self);
}

static void
natter_reading_dispose (GObject *object)
{
  NatterReading *self = NATTER_READING (object);

  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_clear_pointer (&self->query, natter_search_query_unref);
  g_clear_pointer (&self->wanted_id, g_free);
  g_clear_object (&self->shown);
  g_clear_object (&self->messages);
  g_clear_object (&self->conversation);
  g_clear_object (&self->follow);
  g_clear_object (&self->place);

  G_OBJECT_CLASS (natter_reading_parent_class)->dispose (object);
}

static void
natter_reading_class_init (NatterReadingClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = natter_reading_dispose;

  /**
   * NatterReading::shown:
   * @self: the reading
   * @row: where it was gone to
   * @query: (nullable): what was looked for in it
   *
   * A message was asked for, and it is in sight.
   */
  signals[SIGNAL_SHOWN] =
    g_signal_new ("shown", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 2, NATTER_TYPE_ROW,
                  NATTER_TYPE_SEARCH_QUERY);
}

static void
natter_reading_init (NatterReading *self)
{
}

/**
 * natter_reading_new:
 * @scroller: the view's
 * @place: moves it
 * @follow: keeps it at its end
 *
 * Returns: (transfer full): the reading of no conversation
 */
NatterReading *
natter_reading_new (GtkScrolledWindow *scroller,
                    NatterPlace       *place,
                    NatterFollow      *follow)
{
  NatterReading *self = g_object_new (NATTER_TYPE_READING, NULL);

  self->scroller = scroller;
  self->adjustment = gtk_scrolled_window_get_vadjustment (scroller);
  self->place = g_object_ref (place);
  self->follow = g_object_ref (follow);
  g_signal_connect_object (self->adjustment, "value-changed", G_CALLBACK (keep_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (follow, "notify::following", G_CALLBACK (keep_soon), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "arrived", G_CALLBACK (arrived_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (place, "resized", G_CALLBACK (natter_reading_stay), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_reading_dup_message_id:
 * @conversation: a conversation
 *
 * Returns: (transfer full) (nullable): the message at which its reader left it; %NULL: the end
 */
char *
natter_reading_dup_message_id (NatterConversation *conversation)
{
  char id[ID_LENGTH + 1] = "";
  guint position = 0;
  guint part = 0;

  return get_kept (conversation, id, &position, &part) ? g_strdup (id) : NULL;
}

/**
 * natter_reading_set_conversation:
 * @conversation: what is shown from now on
 * @messages: its messages
 *
 * Goes back to where its reader was, as soon as its messages are there.
 */
void
natter_reading_set_conversation (NatterReading      *self,
                                 NatterConversation *conversation,
                                 NatterMessageList  *messages)
{
  g_return_if_fail (NATTER_IS_READING (self));

  g_clear_handle_id (&self->keep_id, g_source_remove);
  g_clear_pointer (&self->wanted_id, g_free);
  g_clear_object (&self->shown);
  natter_place_stop (self->place);
  if (self->conversation)
    g_signal_handlers_disconnect_by_func (self->conversation, loaded_cb, self);
  g_set_object (&self->conversation, conversation);
  g_set_object (&self->messages, messages);
  g_signal_connect_object (conversation, "notify::loaded", G_CALLBACK (loaded_cb), self,
                           G_CONNECT_SWAPPED);
  natter_follow_jump (self->follow);
  loaded_cb (self);
}

/**
 * natter_reading_keep:
 *
 * Keeps where the reader is now; else that happens a moment after each change.
 */
void
natter_reading_keep (NatterReading *self)
{
  g_autofree char *kept = NULL;

  g_return_if_fail (NATTER_IS_READING (self));

  g_clear_handle_id (&self->keep_id, g_source_remove);
  if (!self->conversation || !natter_conversation_is_loaded (self->conversation) ||
      natter_place_is_moving (self->place))
    return;

  if (natter_follow_get_following (self->follow))
    {
      natter_conversation_set_scroll_id (self->conversation, NULL);
      return;
    }

  kept = dup_place (self);
  if (kept)
    natter_conversation_set_scroll_id (self->conversation, kept);
}

/**
 * natter_reading_jump:
 *
 * Goes to the end and stays there while the conversation grows.
 */
void
natter_reading_jump (NatterReading *self)
{
  g_return_if_fail (NATTER_IS_READING (self));

  natter_place_stop (self->place);
  if (self->messages)
    natter_message_list_start (self->messages, NULL);
  natter_follow_jump (self->follow);
}

static void
move_to (NatterReading *self,
         double         value)
{
  /* A running kinetic scroll would swallow the new position. */
  gboolean kinetic = gtk_scrolled_window_get_kinetic_scrolling (self->scroller);

  natter_place_stop (self->place);
  natter_follow_release (self->follow, FALSE);
  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, FALSE);
  gtk_adjustment_set_value (self->adjustment, value);
  gtk_scrolled_window_set_kinetic_scrolling (self->scroller, kinetic);
}

/**
 * natter_reading_scroll:
 * @scroll: where to: a page on or back, the start or the end
 *
 * Moves the reader. At the end they stay while the conversation grows.
 */
void
natter_reading_scroll (NatterReading *self,
                       GtkScrollType  scroll)
{
  double value = 0;
  double page = 0;

  g_return_if_fail (NATTER_IS_READING (self));

  value = gtk_adjustment_get_value (self->adjustment);
  page = gtk_adjustment_get_page_increment (self->adjustment);
  if (scroll == GTK_SCROLL_END)
    natter_reading_jump (self);
  else if (scroll == GTK_SCROLL_START)
    move_to (self, gtk_adjustment_get_lower (self->adjustment));
  else if (scroll == GTK_SCROLL_PAGE_BACKWARD)
    move_to (self, value - page);
  else if (scroll == GTK_SCROLL_PAGE_FORWARD && !natter_follow_get_following (self->follow))
    move_to (self, value + page);
}

/**
 * natter_reading_stay:
 *
 * All rows are about to get other heights: whoever reads further up keeps their place.
 */
void
natter_reading_stay (NatterReading *self)
{
  g_return_if_fail (NATTER_IS_READING (self));

  if (natter_follow_get_following (self->follow) || natter_place_is_moving (self->place))
    return;

  if (natter_place_stay (self->place))
    natter_follow_hold (self->follow);
}

/**
 * natter_reading_show_message:
 * @message_id: a message of the conversation, shown or not; nothing happens if it is not there
 * @query: (nullable): what was looked for
 *
 * Goes to the message, at the first place with what @query looks for. If the conversation is still
 * being loaded, that happens when it is there. A message of another branch is shown first.
 */
void
natter_reading_show_message (NatterReading     *self,
                             const char        *message_id,
                             NatterSearchQuery *query)
{
  g_return_if_fail (NATTER_IS_READING (self));
  g_return_if_fail (self->conversation != NULL);

  g_clear_pointer (&self->query, natter_search_query_unref);
  self->query = query ? natter_search_query_ref (query) : NULL;
  g_set_str (&self->wanted_id, message_id);
  if (natter_conversation_is_loaded (self->conversation))
    go_to_wanted (self);
}
