/* natter-choice-row.c: how one row of the model list looks. Made and re-used by the list; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-choice-row.h"

#include <glib/gi18n-lib.h>

struct _NatterChoiceRow
{
  AdwBin parent_instance;

  NatterModelChoice *choice;

  GtkWidget *spinner;
  GtkWidget *add_icon;
  GtkLabel *title_label;
  GtkLabel *detail_label;
  GtkWidget *current_icon;
  GtkWidget *retry_button;
};

G_DEFINE_FINAL_TYPE (NatterChoiceRow, natter_choice_row, ADW_TYPE_BIN)

enum
{
  SIGNAL_RETRY,
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

static char *
choice_dup_title (NatterModelChoice *choice)
{
  switch (natter_model_choice_get_kind (choice))
    {
    case NATTER_CHOICE_MODEL:
      return g_strdup (natter_model_choice_get_name (choice));

    case NATTER_CHOICE_BY_NAME:
      /* Translators: takes what was typed, %s, as the name of a model */
      return g_strdup_printf (_("Use “%s”"), natter_model_choice_get_name (choice));

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
  NatterChoiceKind kind = natter_model_choice_get_kind (choice);
  const GError *error;

  if (kind == NATTER_CHOICE_EMPTY)
    return _("Type the name of a model in the search to use it.");
  if (kind != NATTER_CHOICE_FAILED)
    return NULL;

  error = natter_provider_get_models_error (natter_model_choice_get_provider (choice));
  return error ? error->message : NULL;
}

static gboolean
natter_choice_row_query_tooltip (GtkWidget  *widget,
                                 int         x,
                                 int         y,
                                 gboolean    keyboard,
                                 GtkTooltip *tooltip)
{
  NatterChoiceRow *self = NATTER_CHOICE_ROW (widget);

  if (!self->choice || !natter_model_choice_get_model_id (self->choice))
    return FALSE;

  gtk_tooltip_set_text (tooltip, natter_model_choice_get_model_id (self->choice));
  return TRUE;
}

static void
natter_choice_row_dispose (GObject *object)
{
  NatterChoiceRow *self = NATTER_CHOICE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), NATTER_TYPE_CHOICE_ROW);
  g_clear_object (&self->choice);

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

  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/choice-row.ui");
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, add_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, current_icon);
  gtk_widget_class_bind_template_child (widget_class, NatterChoiceRow, retry_button);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
natter_choice_row_init (NatterChoiceRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * natter_choice_row_new:
 *
 * Returns: (transfer floating): a row without a choice
 */
NatterChoiceRow *
natter_choice_row_new (void)
{
  return g_object_new (NATTER_TYPE_CHOICE_ROW, NULL);
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
