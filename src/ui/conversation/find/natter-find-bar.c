/* natter-find-bar.c: the bar to find something in the conversation: what, how often it is there,
 * and the way from one place to the next. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-find-bar.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-announce.h"
#include "natter-selection-text.h"

/* Bytes of what is selected that is looked for at once. */
#define MAX_SELECTED 100

struct _NatterFindBar
{
  GtkWidget               parent_instance;

  GtkSearchBar           *bar;
  GtkEditable            *entry;
  GtkLabel               *count;
  GtkWidget              *previous;
  GtkWidget              *next;
  NatterConversationView *view;
  gboolean                is_telling;   /* the next count is read aloud */
};

G_DEFINE_FINAL_TYPE (NatterFindBar, natter_find_bar, GTK_TYPE_WIDGET)

typedef enum
{
  PROP_VIEW = 1,
} NatterFindBarProps;

static GParamSpec *properties[PROP_VIEW + 1];

enum
{
  SIGNAL_CLOSED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static NatterFind *
get_find (NatterFindBar *self)
{
  return natter_surface_get_find (natter_conversation_view_get_surface (self->view));
}

static char *
dup_count (guint    index,
           guint    n_places,
           gboolean is_complete)
{
  if (n_places == 0)
    return g_strdup (is_complete ? _("No Matches") : "");
  if (index == 0)
    return g_strdup_printf (ngettext ("%u match", "%u matches", n_places), n_places);

  /* Translators: which of the places found in a conversation is shown: "3 of 12" */
  return g_strdup_printf (_("%u of %u"), index, n_places);
}

static void
update (NatterFindBar *self)
{
  NatterFind *find = get_find (self);
  gboolean is_complete = TRUE;
  guint n_places = natter_find_get_n_places (find, &is_complete);
  gboolean is_missing = natter_find_is_active (find) && is_complete && n_places == 0;
  g_autofree char *text = NULL;

  if (natter_find_is_active (find))
    text = dup_count (natter_find_get_index (find), n_places, is_complete);
  gtk_label_set_text (self->count, text ? text : "");
  gtk_widget_set_sensitive (self->previous, n_places > 0);
  gtk_widget_set_sensitive (self->next, n_places > 0);
  if (is_missing)
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");

  if (!self->is_telling || !text || !is_complete)
    return;

  self->is_telling = FALSE;
  natter_announce (GTK_ACCESSIBLE (self), text, GTK_ACCESSIBLE_ANNOUNCEMENT_PRIORITY_MEDIUM);
}

static void
look_for (NatterFindBar *self,
          const char    *letters)
{
  self->is_telling = letters && *letters;
  natter_surface_look_for (natter_conversation_view_get_surface (self->view), letters);
}

static void
search_changed_cb (NatterFindBar *self)
{
  if (gtk_search_bar_get_search_mode (self->bar))
    look_for (self, gtk_editable_get_text (self->entry));
}

/* Who types faster than the search begins means what is typed. */
static void
step (NatterFindBar *self,
      int            direction)
{
  look_for (self, gtk_editable_get_text (self->entry));
  natter_find_step (get_find (self), direction);
}

static void
next_cb (NatterFindBar *self)
{
  step (self, 1);
}

static void
previous_cb (NatterFindBar *self)
{
  step (self, -1);
}

static gboolean
shift_enter_cb (GtkWidget *widget,
                GVariant  *args,
                gpointer   data)
{
  step (NATTER_FIND_BAR (widget), -1);

  return GDK_EVENT_STOP;
}

static void
search_mode_cb (NatterFindBar *self)
{
  gboolean is_open = gtk_search_bar_get_search_mode (self->bar);

  if (!self->view)
    return;

  look_for (self, is_open ? gtk_editable_get_text (self->entry) : NULL);
  if (!is_open)
    g_signal_emit (self, signals[SIGNAL_CLOSED], 0);
}

/* Once, and soon: the window's template says which. */
static void
set_view (NatterFindBar          *self,
          NatterConversationView *view)
{
  g_return_if_fail (!self->view);

  self->view = g_object_ref (view);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_VIEW]);
  g_signal_connect_object (get_find (self), "changed", G_CALLBACK (update), self,
                           G_CONNECT_SWAPPED);
  update (self);
}

static void
natter_find_bar_get_property (GObject    *object,
                              guint       prop_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  NatterFindBar *self = NATTER_FIND_BAR (object);

  switch ((NatterFindBarProps) prop_id)
    {
    case PROP_VIEW:
      g_value_set_object (value, self->view);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_find_bar_set_property (GObject      *object,
                              guint         prop_id,
                              const GValue *value,
                              GParamSpec   *pspec)
{
  NatterFindBar *self = NATTER_FIND_BAR (object);

  switch ((NatterFindBarProps) prop_id)
    {
    case PROP_VIEW:
      set_view (self, g_value_get_object (value));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_find_bar_dispose (GObject *object)
{
  NatterFindBar *self = NATTER_FIND_BAR (object);

  g_clear_object (&self->view);
  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_FIND_BAR);

  G_OBJECT_CLASS (natter_find_bar_parent_class)->dispose (object);
}

static void
natter_find_bar_class_init (NatterFindBarClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_find_bar_get_property;
  object_class->set_property = natter_find_bar_set_property;
  object_class->dispose = natter_find_bar_dispose;

  properties[PROP_VIEW] =
    g_param_spec_object ("view", NULL, NULL, NATTER_TYPE_CONVERSATION_VIEW,
                         G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  /**
   * NatterFindBar::closed:
   *
   * Whoever had the focus before wants it back.
   */
  signals[SIGNAL_CLOSED] =
    g_signal_new ("closed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/find-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterFindBar, bar);
  gtk_widget_class_bind_template_child (widget_class, NatterFindBar, entry);
  gtk_widget_class_bind_template_child (widget_class, NatterFindBar, count);
  gtk_widget_class_bind_template_child (widget_class, NatterFindBar, previous);
  gtk_widget_class_bind_template_child (widget_class, NatterFindBar, next);
  gtk_widget_class_bind_template_callback (widget_class, search_mode_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, next_cb);
  gtk_widget_class_bind_template_callback (widget_class, previous_cb);
}

/* The entry would take Enter with Shift for Enter. */
static void
add_shift_enter (NatterFindBar *self)
{
  GtkEventController *shortcuts = gtk_shortcut_controller_new ();
  const guint keyvals[] = { GDK_KEY_Return, GDK_KEY_KP_Enter };

  for (guint i = 0; i < G_N_ELEMENTS (keyvals); i++)
    gtk_shortcut_controller_add_shortcut (
      GTK_SHORTCUT_CONTROLLER (shortcuts),
      gtk_shortcut_new (gtk_keyval_trigger_new (keyvals[i], GDK_SHIFT_MASK),
                        gtk_callback_action_new (shift_enter_cb, NULL, NULL)));
  gtk_event_controller_set_propagation_phase (shortcuts, GTK_PHASE_CAPTURE);
  gtk_widget_add_controller (GTK_WIDGET (self), shortcuts);
}

static void
natter_find_bar_init (NatterFindBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_search_bar_connect_entry (self->bar, self->entry);
  add_shift_enter (self);
}

/**
 * natter_find_bar_open:
 *
 * Shows the bar, to type into. What little is selected is looked for.
 */
void
natter_find_bar_open (NatterFindBar *self)
{
  NatterSurface *surface = NULL;
  g_autofree char *selected = NULL;

  g_return_if_fail (NATTER_IS_FIND_BAR (self));

  surface = natter_conversation_view_get_surface (self->view);
  selected = natter_selection_dup_text (natter_surface_get_selection (surface));
  if (*selected && strlen (selected) <= MAX_SELECTED && !strchr (selected, '\n'))
    gtk_editable_set_text (self->entry, selected);

  gtk_search_bar_set_search_mode (self->bar, TRUE);
  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
  gtk_editable_select_region (self->entry, 0, -1);
}

/**
 * natter_find_bar_step:
 * @direction: 1 to the next place, -1 to the one before; the bar is opened if it is not
 */
void
natter_find_bar_step (NatterFindBar *self,
                      int            direction)
{
  g_return_if_fail (NATTER_IS_FIND_BAR (self));

  if (gtk_search_bar_get_search_mode (self->bar))
    step (self, direction);
  else
    natter_find_bar_open (self);
}
