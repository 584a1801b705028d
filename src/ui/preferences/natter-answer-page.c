/* natter-answer-page.c: how models are asked to answer. Each setting is the provider's until its
 * switch is on. Pushed by the preferences; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-answer-page.h"

#include <glib/gi18n-lib.h>

#include "natter-stop-list.h"

/* The settings that are a number: a switch, and a row that is seen while the switch is on. That is
 * no AdwSpinRow, which libadwaita 1.7 keeps from the accessibility bus. */
typedef enum
{
  TEMPERATURE,
  TOP_P,
  SEED,
  MAX_TOKENS,
  BUDGET,
} Number;

#define N_NUMBERS (BUDGET + 1)

typedef struct
{
  AdwSwitchRow  *set_row;
  GtkSpinButton *spin;
} NumberRows;

struct _NatterAnswerPage
{
  AdwNavigationPage parent_instance;

  NatterAnswerSettings *settings;
  gboolean filling;

  NumberRows numbers[N_NUMBERS];
  AdwComboRow *effort_row;
  NatterStopList *stop_list;
  GtkWidget *reset_row;
};

G_DEFINE_FINAL_TYPE (NatterAnswerPage, natter_answer_page, ADW_TYPE_NAVIGATION_PAGE)

typedef enum
{
  PROP_SETTINGS = 1,
} NatterAnswerPageProps;

static GParamSpec *properties[PROP_SETTINGS + 1];

static gboolean
get_number (const NatterAnswerSettings *settings,
            Number                      number,
            double                     *value)
{
  switch (number)
    {
    case TEMPERATURE:
      *value = settings->temperature;
      return settings->has_temperature;

    case TOP_P:
      *value = settings->top_p;
      return settings->has_top_p;

    case SEED:
      *value = (double) settings->seed;
      return settings->has_seed;

    case MAX_TOKENS:
      *value = (double) settings->max_tokens;
      return settings->max_tokens > 0;

    case BUDGET:
      *value = (double) settings->budget;
      return settings->budget > 0;

    default:
      g_assert_not_reached ();
    }
}

static void
set_number (NatterAnswerSettings *settings,
            Number                number,
            gboolean              is_set,
            double                value)
{
  /* three steps of 0.1 are 0.30000000000000004, which is not what is shown */
  double hundredths = is_set ? (int) (value * 100 + 0.5) / 100.0 : 0;
  gint64 whole = is_set ? (gint64) (value + (value < 0 ? -0.5 : 0.5)) : 0;

  switch (number)
    {
    case TEMPERATURE:
      settings->has_temperature = is_set;
      settings->temperature = hundredths;
      break;

    case TOP_P:
      settings->has_top_p = is_set;
      settings->top_p = hundredths;
      break;

    case SEED:
      settings->has_seed = is_set;
      settings->seed = whole;
      break;

    case MAX_TOKENS:
      settings->max_tokens = whole;
      break;

    case BUDGET:
      settings->budget = whole;
      break;

    default:
      g_assert_not_reached ();
    }
}

static void
notify_changed (NatterAnswerPage *self)
{
  gtk_widget_set_sensitive (self->reset_row,
                            !natter_answer_settings_is_automatic (self->settings) ||
                            !natter_stop_list_is_empty (self->stop_list));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SETTINGS]);
}

/* Only what this row is about: what the file has beside may be finer than what a row shows. */
static void
number_changed_cb (GtkWidget        *widget,
                   GParamSpec       *pspec,
                   NatterAnswerPage *self)
{
  if (self->filling)
    return;

  for (guint i = 0; i < N_NUMBERS; i++)
    {
      NumberRows *rows = &self->numbers[i];

      if (widget == GTK_WIDGET (rows->set_row) || widget == GTK_WIDGET (rows->spin))
        set_number (self->settings, (Number) i, adw_switch_row_get_active (rows->set_row),
                    gtk_spin_button_get_value (rows->spin));
    }

  notify_changed (self);
}

static void
effort_changed_cb (NatterAnswerPage *self)
{
  guint selected = adw_combo_row_get_selected (self->effort_row);
  const char *const *efforts = natter_answer_settings_get_efforts ();

  if (self->filling || selected == GTK_INVALID_LIST_POSITION)
    return;

  /* the first choice leaves it to the provider */
  g_set_str (&self->settings->effort, selected > 0 ? efforts[selected - 1] : NULL);
  notify_changed (self);
}

static void
stops_changed_cb (NatterAnswerPage *self)
{
  g_strfreev (self->settings->stop);
  self->settings->stop = natter_stop_list_dup_stops (self->stop_list);
  notify_changed (self);
}

static guint
get_effort_position (NatterAnswerPage *self)
{
  const char *const *efforts = natter_answer_settings_get_efforts ();

  for (guint i = 0; efforts[i]; i++)
    if (g_strcmp0 (efforts[i], self->settings->effort) == 0)
      return i + 1;

  return 0;
}

static void
fill (NatterAnswerPage *self)
{
  self->filling = TRUE;
  for (guint i = 0; i < N_NUMBERS; i++)
    {
      double value = 0;
      gboolean is_set = get_number (self->settings, (Number) i, &value);

      if (is_set)
        gtk_spin_button_set_value (self->numbers[i].spin, value);
      adw_switch_row_set_active (self->numbers[i].set_row, is_set);
    }
  adw_combo_row_set_selected (self->effort_row, get_effort_position (self));
  natter_stop_list_set_stops (self->stop_list, self->settings->stop);
  self->filling = FALSE;

  notify_changed (self);
}

static void
reset_cb (NatterAnswerPage *self)
{
  natter_answer_settings_free (self->settings);
  self->settings = natter_answer_settings_new ();
  fill (self);
}

static void
natter_answer_page_get_property (GObject    *object,
                                 guint       prop_id,
                                 GValue     *value,
                                 GParamSpec *pspec)
{
  NatterAnswerPage *self = NATTER_ANSWER_PAGE (object);

  switch ((NatterAnswerPageProps) prop_id)
    {
    case PROP_SETTINGS:
      g_value_set_boxed (value, self->settings);
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_answer_page_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), NATTER_TYPE_ANSWER_PAGE);

  G_OBJECT_CLASS (natter_answer_page_parent_class)->dispose (object);
}

static void
natter_answer_page_finalize (GObject *object)
{
  natter_answer_settings_free (NATTER_ANSWER_PAGE (object)->settings);

  G_OBJECT_CLASS (natter_answer_page_parent_class)->finalize (object);
}

static void
bind_number (GtkWidgetClass *widget_class,
             Number          number,
             const char     *set_row,
             const char     *spin)
{
  gssize offset = G_STRUCT_OFFSET (NatterAnswerPage, numbers) +
                  (gssize) (number * sizeof (NumberRows));

  gtk_widget_class_bind_template_child_full (widget_class, set_row, FALSE,
                                             offset + G_STRUCT_OFFSET (NumberRows, set_row));
  gtk_widget_class_bind_template_child_full (widget_class, spin, FALSE,
                                             offset + G_STRUCT_OFFSET (NumberRows, spin));
}

static void
natter_answer_page_class_init (NatterAnswerPageClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = natter_answer_page_get_property;
  object_class->dispose = natter_answer_page_dispose;
  object_class->finalize = natter_answer_page_finalize;

  properties[PROP_SETTINGS] =
    g_param_spec_boxed ("settings", NULL, NULL, NATTER_TYPE_ANSWER_SETTINGS,
                        G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  g_type_ensure (NATTER_TYPE_STOP_LIST);
  gtk_widget_class_set_template_from_resource (widget_class, RESOURCE_BASE "/answer-page.ui");
  bind_number (widget_class, TEMPERATURE, "temperature_switch", "temperature_spin");
  bind_number (widget_class, TOP_P, "top_p_switch", "top_p_spin");
  bind_number (widget_class, SEED, "seed_switch", "seed_spin");
  bind_number (widget_class, MAX_TOKENS, "max_tokens_switch", "max_tokens_spin");
  bind_number (widget_class, BUDGET, "budget_switch", "budget_spin");
  gtk_widget_class_bind_template_child (widget_class, NatterAnswerPage, effort_row);
  gtk_widget_class_bind_template_child (widget_class, NatterAnswerPage, stop_list);
  gtk_widget_class_bind_template_child (widget_class, NatterAnswerPage, reset_row);
  gtk_widget_class_bind_template_callback (widget_class, number_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, effort_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, stops_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, reset_cb);
}

static void
natter_answer_page_init (NatterAnswerPage *self)
{
  self->settings = natter_answer_settings_new ();
  self->filling = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  self->filling = FALSE;
}

/**
 * natter_answer_page_new:
 * @settings: the settings so far
 *
 * Returns: (transfer floating): a page to push
 */
NatterAnswerPage *
natter_answer_page_new (const NatterAnswerSettings *settings)
{
  NatterAnswerPage *self = NULL;

  g_return_val_if_fail (settings, NULL);

  self = g_object_new (NATTER_TYPE_ANSWER_PAGE, NULL);
  natter_answer_settings_free (self->settings);
  self->settings = natter_answer_settings_copy (settings);
  fill (self);

  return self;
}

/**
 * natter_answer_page_get_settings:
 * @self: the page
 *
 * Returns: (transfer none): the settings as they are now
 */
const NatterAnswerSettings *
natter_answer_page_get_settings (NatterAnswerPage *self)
{
  g_return_val_if_fail (NATTER_IS_ANSWER_PAGE (self), NULL);

  return self->settings;
}

static void
add_part (GString *summary,
          char    *part)
{
  if (summary->len > 0)
    g_string_append (summary, " · ");
  g_string_append (summary, part);
  g_free (part);
}

/* @format has the place of a text: what stands for a number of 64 bits has no name that a
 * translator could use. */
static void
add_number (GString    *summary,
            const char *format,
            gint64      number)
{
  g_autofree char *digits = g_strdup_printf ("%" G_GINT64_FORMAT, number);
  g_autoptr(GString) part = g_string_new (format);

  g_string_replace (part, "%s", digits, 1);
  add_part (summary, g_strdup (part->str));
}

static const char *
get_effort_name (const char *effort)
{
  static const char *const names[] = {
    N_("No reasoning"), N_("Minimal reasoning"), N_("Low reasoning"), N_("Medium reasoning"),
    N_("High reasoning"),
  };
  const char *const *efforts = natter_answer_settings_get_efforts ();

  for (guint i = 0; efforts[i] && i < G_N_ELEMENTS (names); i++)
    if (g_strcmp0 (efforts[i], effort) == 0)
      return _(names[i]);

  return NULL;
}

static char *
dup_tokens (gint64 tokens)
{
  g_autofree char *number = g_strdup_printf ("%" G_GINT64_FORMAT, tokens);

  /* Translators: the length of an answer at most; %s is a number */
  return g_strdup_printf (ngettext ("At most %s token", "At most %s tokens", (gulong) tokens),
                          number);
}

/**
 * natter_answer_page_dup_summary:
 * @settings: settings
 *
 * Returns: (transfer full): what of it is set, in one line
 */
char *
natter_answer_page_dup_summary (const NatterAnswerSettings *settings)
{
  g_autoptr(GString) summary = g_string_new (NULL);
  guint n_stops = settings->stop ? g_strv_length (settings->stop) : 0;

  if (settings->has_temperature)
    add_part (summary, g_strdup_printf (_("Temperature %g"), settings->temperature));
  if (settings->has_top_p)
    add_part (summary, g_strdup_printf (_("Top-P %g"), settings->top_p));
  if (settings->has_seed)
    /* Translators: %s is a number */
    add_number (summary, _("Seed %s"), settings->seed);
  if (settings->max_tokens > 0)
    add_part (summary, dup_tokens (settings->max_tokens));
  if (get_effort_name (settings->effort))
    add_part (summary, g_strdup (get_effort_name (settings->effort)));
  if (settings->budget > 0)
    /* Translators: %s is a number: the tokens that a model may think for */
    add_number (summary, _("Reasoning budget %s"), settings->budget);
  if (n_stops > 0)
    add_part (summary, g_strdup_printf (ngettext ("%u stop sequence", "%u stop sequences", n_stops),
                                        n_stops));

  return summary->len > 0 ? g_string_free_and_steal (g_steal_pointer (&summary))
                          : g_strdup (_("Automatic"));
}
