/* natter-choice-row.c: how one row of the model list looks. Made and re-used by the list; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-choice-row.h"

#include <glib/gi18n-lib.h>

#include "natter-model-text.h"

struct _NatterChoiceRow
{
  AdwBin parent_instance;

  NatterModelChoice *choice;
  NatterModelShelf *shelf;
  gboolean is_current;

  GtkWidget *spinner;
  GtkWidget *add_icon;
  GtkLabel *title_label;
  GtkLabel *detail_label;
  GtkWidget *vision_icon;
  GtkWidget *reasoning_icon;
  GtkWidget *tools_icon;
  GtkWidget *image_output_icon;
  GtkLabel *context_label;
  GtkWidget *current_icon;
  GtkToggleButton *favourite_button;
  GtkWidget *retry_button;
};

G_DEFINE_FINAL_TYPE (NatterChoiceRow, natter_choice_row, ADW_TYPE_BIN)

enum
{
  SIGNAL_RETRY,
  SIGNAL_FAVOURITE_TOGGLED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
retry_clicked_cb (NatterChoiceRow *self)
{
  if (self->choice)
    g_signal_emit (self, signals[SIGNAL_RETRY], 0,
                   natter_model_choice_get_provider (self->choice));
}

static void
favourite_clicked_cb (NatterChoiceRow *self)
{
  if (self->choice)
    g_signal_emit (self, signals[SIGNAL_FAVOURITE_TOGGLED], 0, self->choice);
}

/* What the shelf says, also when it was the row's own button that was pressed. */
static void
update_favourite (NatterChoiceRow *self)
{
  g_autofree char *key = NULL;
  gboolean is_favourite;

  if (!self->choice || natter_model_choice_get_kind (self->choice) != NATTER_CHOICE_MODEL)
    {
      gtk_widget_set_visible (GTK_WIDGET (self->favourite_button), FALSE);
      return;
    }

  key = natter_model_choice_dup_key (self->choice);
  is_favourite = natter_model_shelf_is_favourite (self->shelf, key);
  gtk_widget_set_visible (GTK_WIDGET (self->favourite_button), TRUE);
  gtk_toggle_button_set_active (self->favourite_button, is_favourite);
  gtk_button_set_icon_name (GTK_BUTTON (self->favourite_button),
                            is_favourite ? "starred-symbolic" : "non-starred-symbolic");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->favourite_button),
                               is_favourite ? _("Remove From Favourites") : _("Add to Favourites"));
}

static char *
choice_dup_title (NatterModelChoice *choice)
{
  NatterModel *model = natter_model_choice_get_model (choice);

  switch (natter_model_choice_get_kind (choice))
    {
    case NATTER_CHOICE_MODEL:
      return g_strdup (natter_model_get_name (model));

    case NATTER_CHOICE_BY_NAME:
      /* Translators: takes what was typed, %s, as the name of a model */
      return g_strdup_printf (_("Use “%s”"), natter_model_get_name (model));

    case NATTER_CHOICE_LOADING:
      return g_strdup (_("Loading models…"));

    case NATTER_CHOICE_FAILED:
      return g_strdup (_("Couldn’t load the models"));

    case NATTER_CHOICE_EMPTY:
      return g_strdup (_("No models listed"));

    default:
      g_assert_not_reached ();
    }
}

static const char *
choice_get_detail (NatterModelChoice *choice)
{
  NatterProvider *provider = natter_model_choice_get_provider (choice);
  NatterChoiceKind kind = natter_model_choice_get_kind (choice);
  const GError *error;

  if (kind == NATTER_CHOICE_EMPTY)
    return _("Type the name of a model in the search to use it.");
  /* under a provider's heading its name says nothing new */
  if (kind != NATTER_CHOICE_FAILED)
    return natter_model_choice_get_group (choice) == NATTER_GROUP_PROVIDER
           ? NULL : natter_provider_get_name (provider);

  error = natter_provider_get_models_error (provider);
  return error ? error->message : NULL;
}

static void
show_facts (NatterChoiceRow *self,
            NatterModel     *model)
{
  g_autofree char *context = NULL;
  gint64 tokens = model ? natter_model_get_facts (model)->context_length : 0;

  gtk_widget_set_visible (self->vision_icon,
                          model && natter_model_has (model, NATTER_MODEL_VISION));
  gtk_widget_set_visible (self->reasoning_icon,
                          model && natter_model_has (model, NATTER_MODEL_REASONING));
  gtk_widget_set_visible (self->tools_icon, model && natter_model_has (model, NATTER_MODEL_TOOLS));
  gtk_widget_set_visible (self->image_output_icon,
                          model && natter_model_has (model, NATTER_MODEL_IMAGE_OUTPUT));

  context = tokens ? natter_model_text_context (tokens) : NULL;
  gtk_label_set_label (self->context_label, context ? context : "");
  gtk_widget_set_visible (GTK_WIDGET (self->context_label), context != NULL);
}

static gboolean
natter_choice_row_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  NatterChoiceRow *self = NATTER_CHOICE_ROW (widget);
  g_autofree char *details = NULL;

  if (!self->choice || !natter_model_choice_get_model (self->choice))
    return FALSE;

  details = natter_model_text_details (natter_model_choice_get_model (self->choice));
  gtk_tooltip_set_text (tooltip, details);
  return TRUE;
}

static void
natter_choice_row_dispose (GObject *object)
{
  NatterChoiceRow *self = NATTER_CHOICE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_CHOICE_ROW);
  g_clear_object (&self->choice);
  g_clear_object (&self->shelf);

  G_OBJECT_CLASS (natter_choice_row_parent_class)->dispose (object);
}

static void
natter_choice_row_class_init (NatterChoiceRowClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = natter_choice_row_dispose;
  widget_class->query_tooltip = natter_choice_row_query_tooltip;

  signals[SIGNAL_RETRY] =
    g_signal_new ("retry", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_PROVIDER);

  signals[SIGNAL_FAVOURITE_TOGGLED] =
    g_signal_new ("favourite-toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 1, NATTER_TYPE_MODEL_CHOICE);

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, add_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, vision_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, reasoning_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, tools_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, image_output_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, context_label);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, current_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, favourite_button);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, favourite_clicked_cb);
}

static void
natter_choice_row_init (NatterChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_choice_row_new:
 * @shelf: knows which models are favourites
 *
 * Returns: (transfer floating): a row without a choice
 */
NatterChoiceRow *
natter_choice_row_new (NatterModelShelf *shelf)
{
  NatterChoiceRow *self;

  g_return_val_if_fail (NATTER_IS_MODEL_SHELF (shelf), NULL);

  self = g_object_new (NATTER_TYPE_CHOICE_ROW, NULL);
  self->shelf = g_object_ref (shelf);
  g_signal_connect_object (shelf, "changed", G_CALLBACK (update_favourite), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * natter_choice_row_set_choice:
 * @self: the row
 * @choice: (nullable): what it shows
 * @is_current: whether it is the model in use
 *
 * Re-targets the row, as a list does when it scrolls.
 */
void
natter_choice_row_set_choice (NatterChoiceRow   *self,
                              NatterModelChoice *choice,
                              gboolean           is_current)
{
  NatterChoiceKind kind;
  g_autofree char *title = NULL;
  const char *detail;

  g_return_if_fail (NATTER_IS_CHOICE_ROW (self));
  g_return_if_fail (!choice || NATTER_IS_MODEL_CHOICE (choice));

  g_set_object (&self->choice, choice);
  self->is_current = is_current;
  if (!choice)
    return;

  kind = natter_model_choice_get_kind (choice);
  title = choice_dup_title (choice);
  detail = choice_get_detail (choice);

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->detail_label, detail ? detail : "");
  gtk_widget_set_visible (GTK_WIDGET (self->detail_label), detail != NULL);
  gtk_widget_set_visible (self->spinner, kind == NATTER_CHOICE_LOADING);
  gtk_widget_set_visible (self->add_icon, kind == NATTER_CHOICE_BY_NAME);
  gtk_widget_set_visible (self->retry_button, kind == NATTER_CHOICE_FAILED);
  gtk_widget_set_visible (self->current_icon, is_current);
  show_facts (self, kind == NATTER_CHOICE_MODEL ? natter_model_choice_get_model (choice) : NULL);
  update_favourite (self);

  /* names differ at both ends: vendor in front, size and date behind */
  gtk_label_set_ellipsize (self->title_label,
                           natter_model_choice_is_usable (choice) ? PANGO_ELLIPSIZE_MIDDLE
                                                                  : PANGO_ELLIPSIZE_NONE);
  gtk_label_set_wrap (self->title_label, !natter_model_choice_is_usable (choice));
}

/**
 * natter_choice_row_get_title:
 * @self: the row
 *
 * Returns: what the row says first
 */
const char *
natter_choice_row_get_title (NatterChoiceRow *self)
{
  g_return_val_if_fail (NATTER_IS_CHOICE_ROW (self), NULL);

  return gtk_label_get_label (self->title_label);
}

/**
 * natter_choice_row_dup_description:
 * @self: the row
 *
 * Returns: (transfer full): what else the row shows, in words; may be empty
 */
char *
natter_choice_row_dup_description (NatterChoiceRow *self)
{
  g_autofree char *facts = NULL;
  const char *parts[4] = { NULL };
  guint n = 0;

  g_return_val_if_fail (NATTER_IS_CHOICE_ROW (self), NULL);

  if (self->choice && natter_model_choice_get_kind (self->choice) == NATTER_CHOICE_MODEL)
    facts = natter_model_text_describe (natter_model_choice_get_model (self->choice));
  if (self->is_current)
    parts[n++] = _("In use");
  if (*gtk_label_get_label (self->detail_label))
    parts[n++] = gtk_label_get_label (self->detail_label);
  if (facts && *facts)
    parts[n++] = facts;

  /* Translators: stands between the parts of a list, as in “Vision, Tools” */
  return g_strjoinv (_(", "), (char **) parts);
}
