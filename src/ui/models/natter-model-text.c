/* natter-model-text.c: in words, what is known of a model and of a list of them. Pure; main thread
 * only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-model-text.h"

#include <glib/gi18n-lib.h>

#define MINUTE 60000
#define HOUR (60 * MINUTE)
#define DAY (24 * HOUR)

/**
 * natter_model_text_context:
 * @tokens: how much a model reads and writes
 *
 * Lists count in thousands or in 1024s, and mean the same: 128000 and 131072 are both "128K".
 *
 * Returns: (transfer full): a word for it
 */
char *
natter_model_text_context (gint64 tokens)
{
  guint base = tokens % 1000 != 0 && tokens % 1024 == 0 ? 1024 : 1000;
  double thousands = (double) tokens / base;
  double millions = thousands / base;

  if (thousands < 0.95)
    return g_strdup_printf ("%" G_GINT64_FORMAT, tokens);
  if (thousands < 999.5)
    /* Translators: so many thousand tokens, as short as can be */
    return g_strdup_printf (_("%.0fK"), thousands);
  if (millions - (gint64) millions < 0.05 || millions - (gint64) millions >= 0.95)
    /* Translators: so many million tokens, as short as can be */
    return g_strdup_printf (_("%.0fM"), millions);

  /* Translators: so many million tokens, as short as can be */
  return g_strdup_printf (_("%.1fM"), millions);
}

/**
 * natter_model_text_age:
 * @time: when something was fetched, in milliseconds since 1970, UTC
 * @now: the present, likewise
 *
 * Returns: (transfer full): how long ago that is
 */
char *
natter_model_text_age (gint64 time,
                       gint64 now)
{
  gint64 age = now - time;

  if (age < MINUTE)
    return g_strdup (_("Updated just now"));
  if (age < HOUR)
    return g_strdup_printf (ngettext ("Updated %u minute ago", "Updated %u minutes ago",
                                      (guint) (age / MINUTE)), (guint) (age / MINUTE));
  if (age < DAY)
    return g_strdup_printf (ngettext ("Updated %u hour ago", "Updated %u hours ago",
                                      (guint) (age / HOUR)), (guint) (age / HOUR));

  return g_strdup_printf (ngettext ("Updated %u day ago", "Updated %u days ago",
                                    (guint) (age / DAY)), (guint) (age / DAY));
}

/**
 * natter_model_text_list_age:
 * @provider: an account
 *
 * Returns: (transfer full) (nullable): how old its list of models is, %NULL when there is none
 */
char *
natter_model_text_list_age (NatterProvider *provider)
{
  gint64 time;

  g_return_val_if_fail (NATTER_IS_PROVIDER (provider), NULL);

  time = natter_provider_get_models_time (provider);

  return time ? natter_model_text_age (time, g_get_real_time () / 1000) : NULL;
}

/**
 * natter_model_text_describe:
 * @model: a model
 *
 * Returns: (transfer full): what the pictures and the number beside its name say, for who can't see
 *   them; empty when nothing is known
 */
char *
natter_model_text_describe (NatterModel *model)
{
  const NatterModelFacts *facts;
  g_autoptr(GStrvBuilder) parts = g_strv_builder_new ();
  g_auto(GStrv) words = NULL;

  g_return_val_if_fail (NATTER_IS_MODEL (model), NULL);

  facts = natter_model_get_facts (model);
  if (facts->abilities & NATTER_MODEL_VISION)
    g_strv_builder_add (parts, _("Vision"));
  if (facts->abilities & NATTER_MODEL_REASONING)
    g_strv_builder_add (parts, _("Reasoning"));
  if (facts->abilities & NATTER_MODEL_TOOLS)
    g_strv_builder_add (parts, _("Tools"));
  if (facts->abilities & NATTER_MODEL_IMAGE_OUTPUT)
    g_strv_builder_add (parts, _("Makes Images"));
  if (facts->context_length)
    {
      g_autofree char *context = natter_model_text_context (facts->context_length);

      /* Translators: %s is such as “128K”: how many tokens a model can read */
      g_strv_builder_take (parts, g_strdup_printf (_("%s tokens"), context));
    }

  words = g_strv_builder_end (parts);

  /* Translators: stands between the parts of a list, as in “Vision, Tools” */
  return g_strjoinv (_(", "), words);
}

/**
 * natter_model_text_details:
 * @model: a model
 *
 * Returns: (transfer full): its id, and in whole numbers what is known of it, each on its line
 */
char *
natter_model_text_details (NatterModel *model)
{
  const NatterModelFacts *facts;
  GString *text;

  g_return_val_if_fail (NATTER_IS_MODEL (model), NULL);

  facts = natter_model_get_facts (model);
  text = g_string_new (natter_model_get_id (model));
  if (facts->context_length)
    {
      g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, facts->context_length);

      g_string_append_c (text, '\n');
      /* Translators: %s is a number */
      g_string_append_printf (text, _("Context: %s tokens"), number);
    }
  if (facts->max_output)
    {
      g_autofree char *number = g_strdup_printf ("%'" G_GINT64_FORMAT, facts->max_output);

      g_string_append_c (text, '\n');
      /* Translators: %s is a number */
      g_string_append_printf (text, _("Answer: up to %s tokens"), number);
    }
  if (facts->has_price)
    {
      g_string_append_c (text, '\n');
      /* Translators: prices in US dollars of what is sent and of what is answered */
      g_string_append_printf (text, _("Million tokens: $%.2f in, $%.2f out"), facts->input_price,
                              facts->output_price);
    }

  return g_string_free_and_steal (text);
}
