/* natter-model-browser.c: the models of all accounts, to search and to choose from. Nothing is made
 * before it is first opened. Owned by the model picker's popover; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-browser.h"

#include "natter-choice-header.h"
#include "natter-choice-row.h"
#include "natter-model-choices.h"
#include "natter-save.h"

#define HEADING_HEIGHT 60   /* pixels, with room for large text */

struct _NatterModelBrowser
{
  AdwBin parent_instance;

  NatterChat *chat;
  char *current_key;
  NatterModelChoices *choices;   /* NULL until it is first opened */
  GCancellable *cancellable;
  guint start_id;                /* the source that scrolls to the start */

  GtkStack *stack;
  GtkEditable *search_entry;
  GtkScrolledWindow *scroller;
  GtkListView *list_view;
  GtkSingleSelection *selection;
};

G_DEFINE_FINAL_TYPE (NatterModelBrowser, natter_model_browser, ADW_TYPE_BIN)

enum
{
  SIGNAL_CHOSEN,
  SIGNAL_DISMISSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static NatterProviderList *
get_providers (NatterModelBrowser *self)
{
  return self->chat ? natter_chat_get_providers (self->chat) : NULL;
}

static void
providers_changed_cb (NatterModelBrowser *self)
{
  NatterProviderList *providers = get_providers (self);
  gboolean has_some = providers && g_list_model_get_n_items (G_LIST_MODEL (providers)) > 0;

  gtk_stack_set_visible_child_name (self->stack, has_some ? "models" : "none");
}

static void
load_models (NatterModelBrowser *self,
             NatterProvider     *provider)
{
  /* how it ended is the provider's state, which the list shows */
  natter_provider_load_models_async (provider, natter_chat_get_http (self->chat),
                                     natter_chat_get_secrets (self->chat), self->cancellable,
                                     NULL, NULL);
}

static void
refresh_models (NatterModelBrowser *self)
{
  GListModel *providers = G_LIST_MODEL (get_providers (self));

  for (guint i = 0; providers && i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (providers, i);

      natter_provider_refresh_models (provider, natter_chat_get_http (self->chat),
                                      natter_chat_get_secrets (self->chat), self->cancellable);
    }
}

/* Rows and headings learn only when they are bound which model is the current one, and how old a
 * list is by now. */
static void
attach_list (NatterModelBrowser *self)
{
  gtk_single_selection_set_model (self->selection, NULL);
  if (self->choices)
    gtk_single_selection_set_model (self->selection,
                                    natter_model_choices_get_list (self->choices));
}

static void
scroll_to_start_cb (gpointer user_data)
{
  NatterModelBrowser *self = user_data;

  self->start_id = 0;
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
}

/* The list holds on to its first row, and hides the heading above it; so it does when the first row
 * becomes another. Put right once it is laid out. */
static void
scroll_to_start (NatterModelBrowser *self)
{
  if (!self->start_id)
    self->start_id = g_idle_add_once (scroll_to_start_cb, self);
}

static void
items_changed_cb (NatterModelBrowser *self)
{
  /* who has scrolled away stays there */
  if (gtk_adjustment_get_value (gtk_scrolled_window_get_vadjustment (self->scroller)) <
      HEADING_HEIGHT)
    scroll_to_start (self);
}

static void
search_changed_cb (NatterModelBrowser *self)
{
  if (!self->choices)
    return;

  natter_model_choices_set_search (self->choices, gtk_editable_get_text (self->search_entry));
  scroll_to_start (self);
}

static void
dismiss (NatterModelBrowser *self)
{
  g_signal_emit (self, signals[SIGNAL_DISMISSED], 0);
}

static void
choose (NatterModelBrowser *self,
        NatterModelChoice  *choice)
{
  g_autofree char *key = NULL;

  if (!natter_model_choice_is_usable (choice))
    return;

  key = natter_model_choice_dup_key (choice);
  if (natter_model_choice_get_kind (choice) == NATTER_CHOICE_BY_NAME)
    {
      NatterModel *model = natter_model_choice_get_model (choice);

      natter_provider_add_manual_model (natter_model_choice_get_provider (choice),
                                        natter_model_get_id (model));
      natter_save_providers (get_providers (self), GTK_WIDGET (self));
    }

  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, key);
}

static void
search_activate_cb (NatterModelBrowser *self)
{
  g_autoptr(NatterModelChoice) choice = NULL;

  if (self->choices && *gtk_editable_get_text (self->search_entry))
    choice = natter_model_choices_find_usable (self->choices);
  if (choice)
    choose (self, choice);
}

static gboolean
search_key_cb (GtkEventControllerKey *controller,
               guint                  keyval,
               guint                  keycode,
               GdkModifierType        state,
               NatterModelBrowser    *self)
{
  GListModel *model = G_LIST_MODEL (self->selection);
  guint n_items = g_list_model_get_n_items (model);

  if (keyval != GDK_KEY_Down && keyval != GDK_KEY_KP_Down)
    return GDK_EVENT_PROPAGATE;

  for (guint i = 0; i < n_items; i++)
    {
      g_autoptr(NatterModelChoice) choice = g_list_model_get_item (model, i);

      if (natter_model_choice_is_usable (choice))
        {
          gtk_list_view_scroll_to (self->list_view, i,
                                   GTK_LIST_SCROLL_FOCUS | GTK_LIST_SCROLL_SELECT, NULL);
          /* the list moves the focus only where it has it */
          gtk_widget_grab_focus (GTK_WIDGET (self->list_view));
          return GDK_EVENT_STOP;
        }
    }

  return GDK_EVENT_PROPAGATE;
}

static void
row_activate_cb (NatterModelBrowser *self,
                 guint               position)
{
  g_autoptr(NatterModelChoice) choice =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (choice)
    choose (self, choice);
}

static void
add_provider_cb (NatterModelBrowser *self)
{
  dismiss (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "win.add-provider", NULL);
}

static void
manage_cb (NatterModelBrowser *self)
{
  dismiss (self);
  gtk_widget_activate_action (GTK_WIDGET (self), "app.preferences", NULL);
}

static void
toggle_favourite (NatterModelBrowser *self,
                  NatterModelChoice  *choice)
{
  NatterModelShelf *shelf = natter_provider_list_get_shelf (get_providers (self));
  g_autofree char *key = natter_model_choice_dup_key (choice);

  natter_model_shelf_set_favourite (shelf, key, !natter_model_shelf_is_favourite (shelf, key));
  natter_save_providers (get_providers (self), GTK_WIDGET (self));
}

static void
toggle_favourite_action (GtkWidget  *widget,
                         const char *name,
                         GVariant   *parameter)
{
  NatterModelBrowser *self = NATTER_MODEL_BROWSER (widget);
  NatterModelChoice *choice = gtk_single_selection_get_selected_item (self->selection);

  if (choice && natter_model_choice_get_kind (choice) == NATTER_CHOICE_MODEL)
    toggle_favourite (self, choice);
}

static void
refresh_action (GtkWidget  *widget,
                const char *name,
                GVariant   *parameter)
{
  NatterModelBrowser *self = NATTER_MODEL_BROWSER (widget);
  NatterModelChoice *choice = gtk_single_selection_get_selected_item (self->selection);
  GListModel *providers = G_LIST_MODEL (get_providers (self));

  if (choice)
    {
      load_models (self, natter_model_choice_get_provider (choice));
      return;
    }

  for (guint i = 0; providers && i < g_list_model_get_n_items (providers); i++)
    {
      g_autoptr(NatterProvider) provider = g_list_model_get_item (providers, i);

      load_models (self, provider);
    }
}

static void
row_setup_cb (GtkSignalListItemFactory *factory,
              GtkListItem              *list_item,
              NatterModelBrowser       *self)
{
  NatterModelShelf *shelf = natter_provider_list_get_shelf (get_providers (self));
  NatterChoiceRow *row = natter_choice_row_new (shelf);

  g_signal_connect_object (row, "retry", G_CALLBACK (load_models), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (row, "favourite-toggled", G_CALLBACK (toggle_favourite), self,
                           G_CONNECT_SWAPPED);
  gtk_list_item_set_child (list_item, GTK_WIDGET (row));
}

static void
row_bind_cb (GtkSignalListItemFactory *factory,
             GtkListItem              *list_item,
             NatterModelBrowser       *self)
{
  NatterChoiceRow *row = NATTER_CHOICE_ROW (gtk_list_item_get_child (list_item));
  NatterModelChoice *choice = gtk_list_item_get_item (list_item);
  gboolean is_usable = natter_model_choice_is_usable (choice);
  g_autofree char *key = natter_model_choice_dup_key (choice);
  g_autofree char *description = NULL;

  natter_choice_row_set_choice (row, choice, key && g_strcmp0 (key, self->current_key) == 0);
  description = natter_choice_row_dup_description (row);
  gtk_list_item_set_activatable (list_item, is_usable);
  gtk_list_item_set_selectable (list_item, is_usable);
  gtk_list_item_set_accessible_label (list_item, natter_choice_row_get_title (row));
  gtk_list_item_set_accessible_description (list_item, description);
}

static void
row_unbind_cb (GtkSignalListItemFactory *factory,
               GtkListItem              *list_item,
               NatterModelBrowser       *self)
{
  natter_choice_row_set_choice (NATTER_CHOICE_ROW (gtk_list_item_get_child (list_item)), NULL,
                                FALSE);
}

static void
header_setup_cb (GtkSignalListItemFactory *factory,
                 GtkListHeader            *list_header,
                 NatterModelBrowser       *self)
{
  NatterChoiceHeader *header = natter_choice_header_new ();

  g_signal_connect_object (header, "refresh", G_CALLBACK (load_models), self, G_CONNECT_SWAPPED);
  gtk_list_header_set_child (list_header, GTK_WIDGET (header));
}

static void
header_bind_cb (GtkSignalListItemFactory *factory,
                GtkListHeader            *list_header,
                NatterModelBrowser       *self)
{
  natter_choice_header_set_choice (NATTER_CHOICE_HEADER (gtk_list_header_get_child (list_header)),
                                   gtk_list_header_get_item (list_header));
}

static void
header_unbind_cb (GtkSignalListItemFactory *factory,
                  GtkListHeader            *list_header,
                  NatterModelBrowser       *self)
{
  natter_choice_header_set_choice (NATTER_CHOICE_HEADER (gtk_list_header_get_child (list_header)),
                                   NULL);
}

static void
natter_model_browser_dispose (GObject *object)
{
  NatterModelBrowser *self = NATTER_MODEL_BROWSER (object);

  g_cancellable_cancel (self->cancellable);
  /* the rows that go say so, to a list that is gone before them */
  if (self->choices)
    g_signal_handlers_disconnect_by_func (natter_model_choices_get_list (self->choices),
                                          items_changed_cb, self);
  g_clear_handle_id (&self->start_id, g_source_remove);
  /* a bound child that is also the bin's would be unparented twice */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_MODEL_BROWSER);
  g_clear_object (&self->choices);
  g_clear_object (&self->chat);

  G_OBJECT_CLASS (natter_model_browser_parent_class)->dispose (object);
}

static void
natter_model_browser_finalize (GObject *object)
{
  NatterModelBrowser *self = NATTER_MODEL_BROWSER (object);

  g_clear_object (&self->cancellable);
  g_free (self->current_key);

  G_OBJECT_CLASS (natter_model_browser_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/model-browser.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterModelBrowser, stack);
  gtk_widget_class_bind_template_child (widget_class, NatterModelBrowser, search_entry);
  gtk_widget_class_bind_template_child (widget_class, NatterModelBrowser, scroller);
  gtk_widget_class_bind_template_child (widget_class, NatterModelBrowser, list_view);
  gtk_widget_class_bind_template_child (widget_class, NatterModelBrowser, selection);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activate_cb);
  gtk_widget_class_bind_template_callback_full (widget_class, "stop_search_cb",
                                                G_CALLBACK (dismiss));
  gtk_widget_class_bind_template_callback (widget_class, search_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, add_provider_cb);
  gtk_widget_class_bind_template_callback (widget_class, manage_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, header_unbind_cb);
}

static void
natter_model_browser_class_init (NatterModelBrowserClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_model_browser_dispose;
  object_class->finalize = natter_model_browser_finalize;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_DISMISSED] =
    g_signal_new ("dismissed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  bind_template (widget_class);

  gtk_widget_class_install_action (widget_class, "models.toggle-favourite", NULL,
                                   toggle_favourite_action);
  gtk_widget_class_install_action (widget_class, "models.refresh", NULL, refresh_action);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK,
                                       "models.toggle-favourite", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F5, GDK_NO_MODIFIER_MASK,
                                       "models.refresh", NULL);
}

static void
natter_model_browser_init (NatterModelBrowser *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
  providers_changed_cb (self);
}

/**
 * natter_model_browser_set_chat:
 * @self: the browser
 * @chat: (nullable): whose providers have the models
 */
void
natter_model_browser_set_chat (NatterModelBrowser *self,
                               NatterChat         *chat)
{
  g_return_if_fail (NATTER_IS_MODEL_BROWSER (self));
  g_return_if_fail (!chat || NATTER_IS_CHAT (chat));

  if (self->chat == chat)
    return;

  if (self->chat)
    g_signal_handlers_disconnect_by_func (get_providers (self), providers_changed_cb, self);
  g_clear_object (&self->choices);
  attach_list (self);
  g_set_object (&self->chat, chat);
  if (chat)
    g_signal_connect_object (get_providers (self), "items-changed",
                             G_CALLBACK (providers_changed_cb), self, G_CONNECT_SWAPPED);
  providers_changed_cb (self);
}

/**
 * natter_model_browser_set_current:
 * @self: the browser
 * @model_key: (nullable): the key of the model that is in use
 */
void
natter_model_browser_set_current (NatterModelBrowser *self,
                                  const char         *model_key)
{
  g_return_if_fail (NATTER_IS_MODEL_BROWSER (self));

  if (g_set_str (&self->current_key, model_key))
    attach_list (self);
}

/**
 * natter_model_browser_open:
 * @self: the browser
 *
 * Makes ready for a choice: everything is shown, the search has the focus, and lists that are old
 * are fetched.
 */
void
natter_model_browser_open (NatterModelBrowser *self)
{
  g_return_if_fail (NATTER_IS_MODEL_BROWSER (self));

  if (!self->choices && self->chat)
    {
      self->choices = natter_model_choices_new (get_providers (self));
      g_signal_connect_object (natter_model_choices_get_list (self->choices), "items-changed",
                               G_CALLBACK (items_changed_cb), self, G_CONNECT_SWAPPED);
    }
  gtk_editable_set_text (self->search_entry, "");
  attach_list (self);
  scroll_to_start (self);
  gtk_widget_grab_focus (GTK_WIDGET (self->search_entry));
  if (self->chat)
    refresh_models (self);
}

/**
 * natter_model_browser_close:
 * @self: the browser
 *
 * Forgets what was looked for.
 */
void
natter_model_browser_close (NatterModelBrowser *self)
{
  g_return_if_fail (NATTER_IS_MODEL_BROWSER (self));

  gtk_editable_set_text (self->search_entry, "");
}
