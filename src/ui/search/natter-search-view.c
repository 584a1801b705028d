/* natter-search-view.c: what is found while it is typed: a list of results, how many there are, or
 * that there is none. Owned by the sidebar; main thread only.
 *
 * Results are looked for again at the next letter, when the view is shown again and when the search
 * gets the focus: what was stored in the meantime is found then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-view.h"

#include <glib/gi18n-lib.h>

#include "natter-announce.h"
#include "natter-search-help.h"
#include "natter-search-list.h"
#include "natter-search-row.h"
#include "natter-search-words.h"

/* Rows that the list has at first, and gets more when it is scrolled to their end: each one costs
 * time at every letter. */
#define PAGE 40

struct _NatterSearchView
{
  AdwBin              parent_instance;

  NatterSearchList   *list;
  GtkSliceListModel  *shown;
  GtkSingleSelection *selection;
  char               *status;
  gboolean            is_ready;
  gboolean            is_new;        /* the next results are those of other words */
  gboolean            is_stale;      /* it was out of sight */
  gboolean            opens_first;   /* as soon as it is here */

  GtkLabel           *status_label;
  GtkStack           *stack;
  GtkLabel           *failed_label;
  GtkScrolledWindow  *scroller;
  GtkListView        *list_view;
};

G_DEFINE_FINAL_TYPE (NatterSearchView, natter_search_view, ADW_TYPE_BIN)

typedef enum
{
  PROP_READY = 1,
} NatterSearchViewProps;

static GParamSpec *properties[PROP_READY + 1];

enum
{
  SIGNAL_ACTIVATED,
  SIGNAL_OPERATOR_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
set_ready (NatterSearchView *self,
           gboolean          is_ready)
{
  if (self->is_ready == is_ready)
    return;

  self->is_ready = is_ready;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_READY]);
}

/* Polite: who types on hears the letters, who stops hears what there is. It is the window that
 * speaks: the view may not be in sight yet. */
static void
update_status (NatterSearchView *self)
{
  const GError *error = natter_search_list_get_error (self->list);
  GtkRoot *root = gtk_widget_get_root (GTK_WIDGET (self));
  g_autofree char *status = NULL;
  NatterSearchTotals totals = { 0 };

  natter_search_list_get_totals (self->list, &totals);
  status = error ? g_strdup (_("The search failed"))
                 : natter_search_words_totals (&totals, natter_search_list_get_query (self->list));
  gtk_label_set_label (self->status_label, status);
  if (g_set_str (&self->status, status) && root)
    natter_announce (GTK_ACCESSIBLE (root), status, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
update_stack (NatterSearchView *self)
{
  const GError *error = natter_search_list_get_error (self->list);
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->list));

  if (error)
    gtk_label_set_label (self->failed_label, error->message);
  gtk_stack_set_visible_child_name (self->stack, error ? "failed"
                                                       : n_items > 0 ? "results" : "nothing");
}

static void
begin_anew (NatterSearchView *self)
{
  gtk_slice_list_model_set_size (self->shown, PAGE);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) > 0)
    gtk_list_view_scroll_to (self->list_view, 0, GTK_LIST_SCROLL_NONE, NULL);
  self->is_new = FALSE;
}

static void
activate (NatterSearchView *self,
          NatterSearchItem *item)
{
  g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, item);
}

static void
activate_cb (NatterSearchView *self,
             guint             position)
{
  g_autoptr(NatterSearchItem) item =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (!item)
    return;

  gtk_single_selection_set_selected (self->selection, position);
  activate (self, item);
}

static void
row_clicked_cb (NatterSearchView *self,
                NatterSearchRow  *row)
{
  g_autoptr(NatterSearchItem) item = NULL;

  if (g_set_object (&item, natter_search_row_get_item (row)))
    activate (self, item);
}

static void
found_cb (NatterSearchView *self)
{
  gboolean opens_first = self->opens_first;

  self->opens_first = FALSE;
  if (self->is_new)
    begin_anew (self);
  update_stack (self);
  update_status (self);
  set_ready (self, TRUE);
  if (opens_first)
    activate_cb (self, 0);
}

static void
cleared_cb (NatterSearchView *self)
{
  self->opens_first = FALSE;
  g_clear_pointer (&self->status, g_free);
  set_ready (self, FALSE);
}

static void
scrolled_cb (NatterSearchView *self,
             GtkAdjustment    *adjustment)
{
  double left = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment);
  guint size = gtk_slice_list_model_get_size (self->shown);

  if (left < 2 * gtk_adjustment_get_page_size (adjustment) &&
      size < g_list_model_get_n_items (G_LIST_MODEL (self->list)))
    gtk_slice_list_model_set_size (self->shown, size + PAGE);
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *list_item,
          NatterSearchView         *self)
{
  GtkWidget *row = GTK_WIDGET (natter_search_row_new ());

  g_object_bind_property (row, "title", list_item, "accessible-label", G_BINDING_SYNC_CREATE);
  g_object_bind_property (row, "description", list_item, "accessible-description",
                          G_BINDING_SYNC_CREATE);
  g_signal_connect_object (row, "clicked", G_CALLBACK (row_clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, row);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *list_item,
         NatterSearchView         *self)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  natter_search_row_set_item (NATTER_SEARCH_ROW (gtk_list_item_get_child (list_item)),
                              gtk_list_item_get_item (list_item), now);
}

static void
unbind_cb (GtkSignalListItemFactory *factory,
           GtkListItem              *list_item,
           NatterSearchView         *self)
{
  natter_search_row_set_item (NATTER_SEARCH_ROW (gtk_list_item_get_child (list_item)), NULL, NULL);
}

static void
operator_chosen_cb (NatterSearchView *self,
                    const char       *text)
{
  g_signal_emit (self, signals[SIGNAL_OPERATOR_CHOSEN], 0, text);
}

/* The row that had it last, or the first one. */
static gboolean
natter_search_view_grab_focus (GtkWidget *widget)
{
  NatterSearchView *self = NATTER_SEARCH_VIEW (widget);
  guint position = gtk_single_selection_get_selected (self->selection);

  if (g_list_model_get_n_items (G_LIST_MODEL (self->selection)) == 0)
    return FALSE;

  if (position == GTK_INVALID_LIST_POSITION)
    position = 0;
  gtk_list_view_scroll_to (self->list_view, position,
                           GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);

  return gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
}

static void
natter_search_view_map (GtkWidget *widget)
{
  NatterSearchView *self = NATTER_SEARCH_VIEW (widget);

  GTK_WIDGET_CLASS (natter_search_view_parent_class)->map (widget);

  if (self->is_stale)
    natter_search_list_refresh (self->list);
  self->is_stale = FALSE;
}

static void
natter_search_view_unmap (GtkWidget *widget)
{
  NATTER_SEARCH_VIEW (widget)->is_stale = TRUE;

  GTK_WIDGET_CLASS (natter_search_view_parent_class)->unmap (widget);
}

static void
natter_search_view_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  switch ((NatterSearchViewProps) prop_id)
    {
    case PROP_READY:
      g_value_set_boolean (value, NATTER_SEARCH_VIEW (object)->is_ready);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_search_view_dispose (GObject *object)
{
  NatterSearchView *self = NATTER_SEARCH_VIEW (object);

  if (self->list)
    {
      g_signal_handlers_disconnect_by_data (self->list, self);
      natter_search_list_set_search (self->list, NULL);
    }
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_SEARCH_VIEW);
  g_clear_object (&self->selection);
  g_clear_object (&self->shown);
  g_clear_object (&self->list);

  G_OBJECT_CLASS (natter_search_view_parent_class)->dispose (object);
}

static void
natter_search_view_finalize (GObject *object)
{
  g_free (NATTER_SEARCH_VIEW (object)->status);

  G_OBJECT_CLASS (natter_search_view_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (NATTER_TYPE_SEARCH_HELP);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/search-view.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterSearchView, status_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchView, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchView, failed_label);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchView, scroller);
  gtk_widget_class_bind_template_child (widget_class, NatterSearchView, list_view);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, operator_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
natter_search_view_class_init (NatterSearchViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_search_view_get_property;
  object_class->dispose = natter_search_view_dispose;
  object_class->finalize = natter_search_view_finalize;
  widget_class->grab_focus = natter_search_view_grab_focus;
  widget_class->map = natter_search_view_map;
  widget_class->unmap = natter_search_view_unmap;

  properties[PROP_READY] =
    g_param_spec_boolean ("ready", NULL, NULL, FALSE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ACTIVATED] =
    g_signal_new ("activated", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_SEARCH_ITEM);
  signals[SIGNAL_OPERATOR_CHOSEN] =
    g_signal_new ("operator-chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  bind_template (widget_class);
}

static void
natter_search_view_init (NatterSearchView *self)
{
  self->list = natter_search_list_new ();
  self->shown = gtk_slice_list_model_new (G_LIST_MODEL (g_object_ref (self->list)), 0, PAGE);
  self->selection = gtk_single_selection_new (NULL);
  gtk_single_selection_set_autoselect (self->selection, FALSE);
  gtk_single_selection_set_can_unselect (self->selection, TRUE);
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (self->shown));

  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_list_view_set_model (self->list_view, GTK_SELECTION_MODEL (self->selection));
  g_signal_connect_object (self->list, "found", G_CALLBACK (found_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->list, "cleared", G_CALLBACK (cleared_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (gtk_scrolled_window_get_vadjustment (self->scroller), "value-changed",
                           G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

/**
 * natter_search_view_set_search:
 * @search: (nullable): who looks, for this view alone
 */
void
natter_search_view_set_search (NatterSearchView *self,
                               NatterSearch     *search)
{
  g_return_if_fail (NATTER_IS_SEARCH_VIEW (self));

  natter_search_list_set_search (self->list, search);
}

/**
 * natter_search_view_find:
 * @text: as it is typed
 *
 * Looks for something. What is shown stays until that is found.
 */
void
natter_search_view_find (NatterSearchView *self,
                         const char       *text)
{
  g_return_if_fail (NATTER_IS_SEARCH_VIEW (self));

  self->opens_first = FALSE;
  self->is_new = TRUE;
  natter_search_list_find (self->list, text);
}

/**
 * natter_search_view_refresh:
 *
 * Looks for the same again.
 */
void
natter_search_view_refresh (NatterSearchView *self)
{
  g_return_if_fail (NATTER_IS_SEARCH_VIEW (self));

  natter_search_list_refresh (self->list);
}

/**
 * natter_search_view_open_first:
 *
 * Activates the best result; if it is not here yet, as soon as it is.
 */
void
natter_search_view_open_first (NatterSearchView *self)
{
  g_return_if_fail (NATTER_IS_SEARCH_VIEW (self));

  if (self->is_new && natter_search_list_is_busy (self->list))
    self->opens_first = TRUE;
  else
    activate_cb (self, 0);
}

gboolean
natter_search_view_is_ready (NatterSearchView *self)
{
  g_return_val_if_fail (NATTER_IS_SEARCH_VIEW (self), FALSE);

  return self->is_ready;
}

/**
 * natter_search_view_is_on_top:
 *
 * Returns: whether the first row has the focus
 */
gboolean
natter_search_view_is_on_top (NatterSearchView *self)
{
  GtkWidget *wrapper = NULL;
  GtkWidget *row = NULL;
  g_autoptr(NatterSearchItem) first = NULL;

  g_return_val_if_fail (NATTER_IS_SEARCH_VIEW (self), FALSE);

  wrapper = gtk_widget_get_focus_child (GTK_WIDGET (self->list_view));
  row = wrapper ? gtk_widget_get_first_child (wrapper) : NULL;
  first = g_list_model_get_item (G_LIST_MODEL (self->list), 0);

  return NATTER_IS_SEARCH_ROW (row) && first &&
         natter_search_row_get_item (NATTER_SEARCH_ROW (row)) == first;
}

/**
 * natter_search_view_get_query:
 *
 * Returns: (transfer none) (nullable): what the results that are shown were found with
 */
NatterSearchQuery *
natter_search_view_get_query (NatterSearchView *self)
{
  g_return_val_if_fail (NATTER_IS_SEARCH_VIEW (self), NULL);

  return natter_search_list_get_query (self->list);
}
