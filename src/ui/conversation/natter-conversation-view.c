/* natter-conversation-view.c: the transcript. The visible path's messages are mapped to their rows
 * and flattened into one list; what grew is flushed once a frame, and only while something grows.
 * The position is the follower's, but while a message is gone to. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-conversation-view.h"

#include <glib/gi18n-lib.h>

#include "natter-announce.h"
#include "natter-follow.h"
#include "natter-jump-button.h"
#include "natter-measure.h"
#include "natter-message-list.h"
#include "natter-page-keys.h"
#include "natter-place.h"
#include "natter-reading.h"
#include "natter-row-widget.h"
#include "natter-spotlight.h"

/* What reading a long conversation may take of a frame, in microseconds. */
#define READING_TIME 5000
/* Characters of a message that was gone to that are spoken. */
#define SPOKEN_LENGTH 200

struct _NatterConversationView
{
  AdwBin               parent_instance;

  GtkScrolledWindow   *scroller;
  GtkListView         *list;
  NatterJumpButton    *jump_button;

  NatterConversation  *conversation;
  NatterMessageList   *messages;
  NatterFollow        *follow;
  NatterPlace         *place;
  NatterReading       *reading;
  NatterSpotlight     *spotlight;
  NatterSurface       *surface;
  NatterSearchQuery   *query;      /* or NULL */
  GPtrArray           *dirty;      /* of NatterMessageRows */
  guint                tick_id;
  GHashTable          *footers;    /* NatterMessage → NatterRowWidget, both borrowed */
  NatterMessage       *hovered;    /* compared, never followed */
};

G_DEFINE_FINAL_TYPE (NatterConversationView, natter_conversation_view, ADW_TYPE_BIN)

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       data)
{
  NatterConversationView *self = NATTER_CONVERSATION_VIEW (widget);
  g_autoptr(GPtrArray) dirty = g_steal_pointer (&self->dirty);

  self->dirty = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < dirty->len; i++)
    natter_message_rows_flush (g_ptr_array_index (dirty, i));
  natter_message_list_extend (self->messages, g_get_monotonic_time () + READING_TIME);
  if (!natter_message_list_is_complete (self->messages))
    return G_SOURCE_CONTINUE;

  /* A tick callback keeps the clock running: it comes back with the next token. */
  self->tick_id = 0;

  return G_SOURCE_REMOVE;
}

static void
tick (NatterConversationView *self)
{
  if (self->tick_id == 0)
    self->tick_id = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
rows_dirty_cb (NatterConversationView *self,
               NatterMessageRows      *rows)
{
  g_ptr_array_add (self->dirty, g_object_ref (rows));
  tick (self);
}

static void
messages_changed_cb (NatterConversationView *self)
{
  if (!natter_message_list_is_complete (self->messages))
    tick (self);
}

static void
setup_cb (GtkListItemFactory *factory,
          GtkListItem        *item)
{
  GtkWidget *widget = natter_row_widget_new ();

  /* A focused list item and a far jump leave GTK's list view blank; the widgets inside take
   * focus. */
  gtk_list_item_set_focusable (item, FALSE);
  gtk_list_item_set_activatable (item, FALSE);
  gtk_list_item_set_selectable (item, FALSE);
  gtk_list_item_set_child (item, widget);
  natter_row_widget_set_item (NATTER_ROW_WIDGET (widget), item);
}

static void
bind_cb (NatterConversationView *self,
         GtkListItem            *item)
{
  NatterRowWidget *widget = NATTER_ROW_WIDGET (gtk_list_item_get_child (item));
  NatterRow *row = gtk_list_item_get_item (item);
  NatterMessage *message = natter_row_get_message (row);

  natter_row_widget_set_row (widget, row);
  natter_surface_bind (self->surface, item);
  natter_spotlight_update (self->spotlight, widget);
  if (natter_row_get_kind (row) != NATTER_ROW_FOOTER)
    return;

  g_hash_table_insert (self->footers, message, widget);
  natter_row_widget_set_hovered (widget, message == self->hovered);
}

static void
unbind_cb (NatterConversationView *self,
           GtkListItem            *item)
{
  NatterRowWidget *widget = NATTER_ROW_WIDGET (gtk_list_item_get_child (item));
  NatterRow *row = gtk_list_item_get_item (item);

  if (natter_row_get_kind (row) == NATTER_ROW_FOOTER)
    g_hash_table_remove (self->footers, natter_row_get_message (row));
  natter_surface_unbind (self->surface, item);
  natter_row_widget_set_row (widget, NULL);
}

static void
set_hovered (NatterConversationView *self,
             NatterMessage          *message)
{
  NatterRowWidget *footer = NULL;

  if (self->hovered == message)
    return;

  footer = g_hash_table_lookup (self->footers, self->hovered);
  if (footer)
    natter_row_widget_set_hovered (footer, FALSE);
  self->hovered = message;
  footer = g_hash_table_lookup (self->footers, message);
  if (footer)
    natter_row_widget_set_hovered (footer, TRUE);
}

static void
point_at (NatterConversationView *self,
          double                  x,
          double                  y)
{
  GtkWidget *picked = gtk_widget_pick (GTK_WIDGET (self->list), x, y, GTK_PICK_DEFAULT);
  NatterRowWidget *widget = NULL;

  if (picked)
    widget = NATTER_ROW_WIDGET (gtk_widget_get_ancestor (picked, NATTER_TYPE_ROW_WIDGET));
  if (widget && natter_row_widget_get_row (widget))
    set_hovered (self, natter_row_get_message (natter_row_widget_get_row (widget)));
}

static void
motion_cb (NatterConversationView *self,
           double                  x,
           double                  y)
{
  point_at (self, x, y);
}

static void
leave_cb (NatterConversationView *self)
{
  set_hovered (self, NULL);
}

static void
zoom_cb (NatterConversationView *self)
{
  natter_reading_stay (self->reading);
}

static void
set_query (NatterConversationView *self,
           NatterSearchQuery      *query)
{
  if (self->query == query)
    return;

  g_clear_pointer (&self->query, natter_search_query_unref);
  self->query = query ? natter_search_query_ref (query) : NULL;
  natter_surface_set_query (self->surface, query);
}

static gboolean
escape_cb (GtkWidget *widget,
           GVariant  *args,
           gpointer   data)
{
  NatterConversationView *self = NATTER_CONVERSATION_VIEW (widget);
  gboolean had_query = self->query != NULL;

  set_query (self, NULL);

  return had_query ? GDK_EVENT_STOP : GDK_EVENT_PROPAGATE;
}

/* What is written in has keys of its own. */
static gboolean
key_pressed_cb (NatterConversationView *self,
                guint                   keyval,
                guint                   keycode,
                GdkModifierType         state)
{
  GtkWidget *focus = gtk_root_get_focus (gtk_widget_get_root (GTK_WIDGET (self)));
  GtkScrollType scroll;

  if (GTK_IS_TEXT_VIEW (focus) || GTK_IS_EDITABLE (focus) ||
      !natter_page_keys_find (keyval, state, &scroll))
    return GDK_EVENT_PROPAGATE;

  natter_conversation_view_scroll (self, scroll);

  return GDK_EVENT_STOP;
}

static gboolean
scroll_cb (NatterConversationView   *self,
           double                    dx,
           double                    dy,
           GtkEventControllerScroll *scroll)
{
  GdkModifierType state =
    gtk_event_controller_get_current_event_state (GTK_EVENT_CONTROLLER (scroll));

  int direction = dy < 0 ? 1 : dy > 0 ? -1 : 0;

  if ((state & gtk_accelerator_get_default_mod_mask ()) != GDK_CONTROL_MASK || direction == 0)
    return GDK_EVENT_PROPAGATE;

  natter_measure_step (natter_measure_get_default (), direction);

  return GDK_EVENT_STOP;
}

/* Before the list: it would scroll. */
static void
add_reading_controllers (NatterConversationView *self)
{
  GtkEventController *key = gtk_event_controller_key_new ();
  GtkEventController *scroll = gtk_event_controller_scroll_new (
    GTK_EVENT_CONTROLLER_SCROLL_VERTICAL | GTK_EVENT_CONTROLLER_SCROLL_DISCRETE);

  gtk_event_controller_set_propagation_phase (key, GTK_PHASE_CAPTURE);
  g_signal_connect_object (key, "key-pressed", G_CALLBACK (key_pressed_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), key);

  gtk_event_controller_set_propagation_phase (scroll, GTK_PHASE_CAPTURE);
  g_signal_connect_object (scroll, "scroll", G_CALLBACK (scroll_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self), scroll);
}

static void
add_controllers (NatterConversationView *self)
{
  GtkEventController *motion = gtk_event_controller_motion_new ();
  GtkGesture *press = gtk_gesture_long_press_new ();
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();

  g_signal_connect_object (motion, "enter", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "motion", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (motion, "leave", G_CALLBACK (leave_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), motion);

  gtk_gesture_single_set_touch_only (GTK_GESTURE_SINGLE (press), TRUE);
  g_signal_connect_object (press, "pressed", G_CALLBACK (motion_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->list), GTK_EVENT_CONTROLLER (press));

  /* Wherever the focus is; but whoever has it comes first. */
  gtk_shortcut_controller_set_scope (GTK_SHORTCUT_CONTROLLER (shortcuts),
                                     GTK_SHORTCUT_SCOPE_GLOBAL);
  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (shortcuts),
    gtk_shortcut_new (gtk_keyval_trigger_new (GDK_KEY_Escape, 0),
                      gtk_callback_action_new (escape_cb, NULL, NULL)));
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

/* A reader who can't see the light hears where this is. */
static void
announce_row (NatterConversationView *self,
              NatterRow              *row)
{
  NatterBlock *block = natter_row_get_block (row);
  const char *text = block ? natter_block_get_text (block)
                           : natter_message_get_text (natter_row_get_message (row));
  g_autofree char *start = g_utf8_substring (text, 0, MIN (g_utf8_strlen (text, -1),
                                                           SPOKEN_LENGTH));
  g_autofree char *origin = natter_row_dup_origin (row);
  /* Translators: spoken when a message is shown: whose it is, as in "Your message", and its first
   * words */
  g_autofree char *spoken = g_strdup_printf (_("%s: %s"), origin, start);

  natter_announce (GTK_ACCESSIBLE (self), spoken, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
shown_cb (NatterConversationView *self,
          NatterRow              *row,
          NatterSearchQuery      *query)
{
  set_query (self, query);
  natter_spotlight_show (self->spotlight, natter_row_get_message (row));
  announce_row (self, row);
}

/* The message's text may be changed where it stands, or is shown again. */
static void
edit_action (GtkWidget  *widget,
             const char *name,
             GVariant   *parameter)
{
  NatterConversationView *self = NATTER_CONVERSATION_VIEW (widget);
  const char *id = g_variant_get_string (parameter, NULL);
  g_autoptr(NatterMessageRows) rows = natter_message_list_find (self->messages, id);

  if (rows)
    natter_message_rows_set_editing (rows, g_str_equal (name, "transcript.edit"));
}

/* GTK 4.18 never lets go of a list that is destroyed while one of its rows has the focus. */
static void
natter_conversation_view_unmap (GtkWidget *widget)
{
  GtkRoot *root = gtk_widget_get_root (widget);
  GtkWidget *focus = root ? gtk_root_get_focus (root) : NULL;

  if (NATTER_IS_ROW_WIDGET (focus) && gtk_widget_is_ancestor (focus, widget))
    gtk_root_set_focus (root, NULL);

  GTK_WIDGET_CLASS (natter_conversation_view_parent_class)->unmap (widget);
}

static void
natter_conversation_view_dispose (GObject *object)
{
  NatterConversationView *self = NATTER_CONVERSATION_VIEW (object);

  if (self->tick_id != 0)
    gtk_widget_remove_tick_callback (GTK_WIDGET (self), self->tick_id);
  self->tick_id = 0;
  if (self->list)
    gtk_list_view_set_model (self->list, NULL);
  g_clear_object (&self->surface);
  g_clear_object (&self->reading);
  g_clear_object (&self->place);
  g_clear_object (&self->spotlight);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_CONVERSATION_VIEW);
  g_clear_object (&self->follow);
  g_clear_object (&self->messages);
  g_clear_object (&self->conversation);

  G_OBJECT_CLASS (natter_conversation_view_parent_class)->dispose (object);
}

static void
natter_conversation_view_finalize (GObject *object)
{
  NatterConversationView *self = NATTER_CONVERSATION_VIEW (object);

  g_clear_pointer (&self->query, natter_search_query_unref);
  g_ptr_array_unref (self->dirty);
  g_hash_table_unref (self->footers);

  G_OBJECT_CLASS (natter_conversation_view_parent_class)->finalize (object);
}

static void
natter_conversation_view_class_init (NatterConversationViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_conversation_view_dispose;
  object_class->finalize = natter_conversation_view_finalize;
  widget_class->unmap = natter_conversation_view_unmap;

  g_type_ensure (NATTER_TYPE_JUMP_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/conversation-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterConversationView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NatterConversationView, list);
  gtk_widget_class_bind_template_child (widget_class, NatterConversationView, jump_button);
  gtk_widget_class_bind_template_callback (widget_class, natter_conversation_view_jump);

  gtk_widget_class_install_action (widget_class, "transcript.edit", "s", edit_action);
  gtk_widget_class_install_action (widget_class, "transcript.end-edit", "s", edit_action);
}

static void
natter_conversation_view_init (NatterConversationView *self)
{
  g_autoptr(GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();

  self->dirty = g_ptr_array_new_with_free_func (g_object_unref);
  self->footers = g_hash_table_new (NULL, NULL);
  gtk_widget_init_template (GTK_WIDGET (self));

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_cb), self, G_CONNECT_SWAPPED);
  gtk_list_view_set_factory (self->list, factory);

  self->follow = natter_follow_new (self->scroller);
  natter_jump_button_set_follow (self->jump_button, self->follow);
  self->place = natter_place_new (self->scroller, self->list);
  self->reading = natter_reading_new (self->scroller, self->place, self->follow);
  g_signal_connect_object (self->reading, "shown", G_CALLBACK (shown_cb), self, G_CONNECT_SWAPPED);
  self->spotlight = natter_spotlight_new (self->list);
  self->surface = natter_surface_new (self->scroller, self->list, self->place, self->follow);
  add_controllers (self);
  add_reading_controllers (self);
  g_signal_connect_object (natter_measure_get_default (), "notify::zoom", G_CALLBACK (zoom_cb),
                           self, G_CONNECT_SWAPPED);
}

/**
 * natter_conversation_view_set_conversation:
 * @conversation: what to show, where its reader left it, or from its end
 */
void
natter_conversation_view_set_conversation (NatterConversationView *self,
                                           NatterConversation     *conversation)
{
  g_autofree char *start_id = NULL;
  GtkFlattenListModel *flat = NULL;
  g_autoptr(GtkNoSelection) selection = NULL;

  g_return_if_fail (NATTER_IS_CONVERSATION_VIEW (self));
  g_return_if_fail (NATTER_IS_CONVERSATION (conversation));

  if (self->conversation == conversation)
    return;

  natter_reading_keep (self->reading);
  g_set_object (&self->conversation, conversation);
  natter_spotlight_show (self->spotlight, NULL);
  set_query (self, NULL);
  self->hovered = NULL;
  g_clear_object (&self->messages);
  g_ptr_array_set_size (self->dirty, 0);
  start_id = natter_reading_dup_message_id (conversation);
  self->messages = natter_message_list_new (conversation, start_id);
  g_signal_connect_object (self->messages, "dirty", G_CALLBACK (rows_dirty_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->messages, "items-changed", G_CALLBACK (messages_changed_cb), self,
                           G_CONNECT_SWAPPED);
  messages_changed_cb (self);
  flat = gtk_flatten_list_model_new (G_LIST_MODEL (g_object_ref (self->messages)));
  natter_surface_set_rows (self->surface, G_LIST_MODEL (flat));
  selection = gtk_no_selection_new (G_LIST_MODEL (flat));
  gtk_list_view_set_model (self->list, GTK_SELECTION_MODEL (selection));
  natter_jump_button_set_conversation (self->jump_button, conversation);
  natter_reading_set_conversation (self->reading, conversation, self->messages);
}

/**
 * natter_conversation_view_is_complete:
 *
 * Returns: whether all of the conversation can be scrolled to; a long one is read bit by bit
 */
gboolean
natter_conversation_view_is_complete (NatterConversationView *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION_VIEW (self), FALSE);

  return self->messages && natter_message_list_is_complete (self->messages);
}

/**
 * natter_conversation_view_keep_place:
 *
 * Keeps where the reader is with the conversation, at once: the view is about to be closed.
 */
void
natter_conversation_view_keep_place (NatterConversationView *self)
{
  g_return_if_fail (NATTER_IS_CONVERSATION_VIEW (self));

  natter_reading_keep (self->reading);
}

/**
 * natter_conversation_view_jump:
 *
 * Goes to the end and stays there while the conversation grows.
 */
void
natter_conversation_view_jump (NatterConversationView *self)
{
  g_return_if_fail (NATTER_IS_CONVERSATION_VIEW (self));

  natter_reading_jump (self->reading);
}

/**
 * natter_conversation_view_scroll:
 * @scroll: where to: a page on or back, the start or the end, where the view then stays
 */
void
natter_conversation_view_scroll (NatterConversationView *self,
                                 GtkScrollType           scroll)
{
  g_return_if_fail (NATTER_IS_CONVERSATION_VIEW (self));

  natter_reading_scroll (self->reading, scroll);
}

/**
 * natter_conversation_view_show_message:
 * @message_id: a message of the conversation, shown or not; nothing happens if it is not there
 * @query: (nullable): what was looked for
 *
 * Goes to the message, at the first place with what @query looks for, and lights it for a moment.
 * If the conversation is still being loaded, that happens when it is there. A message of another
 * branch is shown first.
 */
void
natter_conversation_view_show_message (NatterConversationView *self,
                                       const char             *message_id,
                                       NatterSearchQuery      *query)
{
  g_return_if_fail (NATTER_IS_CONVERSATION_VIEW (self));
  g_return_if_fail (message_id != NULL);
  g_return_if_fail (self->conversation != NULL);

  natter_reading_show_message (self->reading, message_id, query);
}

/**
 * natter_conversation_view_get_query:
 *
 * Returns: (transfer none) (nullable): what was looked for
 */
NatterSearchQuery *
natter_conversation_view_get_query (NatterConversationView *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION_VIEW (self), NULL);

  return self->query;
}

/**
 * natter_conversation_view_get_surface:
 *
 * Returns: (transfer none): its text, to be selected and searched
 */
NatterSurface *
natter_conversation_view_get_surface (NatterConversationView *self)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION_VIEW (self), NULL);

  return self->surface;
}
