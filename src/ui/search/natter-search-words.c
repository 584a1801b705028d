/* natter-search-words.c: in words, what was found: how much, when it was said and by whom. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-words.h"

#include <glib/gi18n-lib.h>

/**
 * natter_search_words_totals:
 * @totals: how much was found
 * @query: what with
 *
 * Returns: (transfer full): “42 matches in 7 conversations”; without words in the query it is
 *   messages that were found
 */
char *
natter_search_words_totals (const NatterSearchTotals *totals,
                            const NatterSearchQuery  *query)
{
  g_autofree char *matches = NULL;
  g_autofree char *conversations = NULL;

  if (totals->n_messages == 0)
    return g_strdup (_("Nothing found"));

  if (query->terms->len > 0)
    matches = g_strdup_printf (ngettext ("%u match", "%u matches", totals->n_matches),
                               totals->n_matches);
  else
    matches = g_strdup_printf (ngettext ("%u message", "%u messages", totals->n_messages),
                               totals->n_messages);
  conversations = g_strdup_printf (ngettext ("in %u conversation", "in %u conversations",
                                             totals->n_conversations), totals->n_conversations);

  if (totals->has_more)
    /* Translators: how much a search found, and where: “more than 1400 matches in 90
     * conversations” */
    return g_strdup_printf (_("More than %s %s"), matches, conversations);

  /* Translators: how much a search found, and where: “42 matches in 7 conversations” */
  return g_strdup_printf (_("%s %s"), matches, conversations);
}

/**
 * natter_search_words_time:
 * @time: ms since 1970, UTC
 * @now: a moment, in the time zone of whoever looks
 *
 * Returns: (transfer full): the time of a message of the day, the day of an older one
 */
char *
natter_search_words_time (gint64     time,
                          GDateTime *now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / 1000);
  g_autoptr(GDateTime) then = NULL;

  if (!utc)
    return g_strdup ("");

  then = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));
  if (g_date_time_get_year (then) != g_date_time_get_year (now))
    /* Translators: the day of a message of another year, as in g_date_time_format(), short
     * xgettext:no-c-format */
    return g_date_time_format (then, _("%-e %b %Y"));
  if (g_date_time_get_day_of_year (then) != g_date_time_get_day_of_year (now))
    /* Translators: the day of a message of this year, as in g_date_time_format(), short
     * xgettext:no-c-format */
    return g_date_time_format (then, _("%-e %b"));

  return g_date_time_format (then, _("%H:%M"));
}

static const char *
get_author (const NatterSearchResult *result)
{
  if (!result->message_id)
    return _("Title of the conversation");
  if (g_strcmp0 (result->role, "user") == 0)
    return _("You");

  return result->model ? result->model : _("Model");
}

static char *
dup_count (const NatterSearchResult *result)
{
  return g_strdup_printf (ngettext ("%u match", "%u matches", result->n_found), result->n_found);
}

/**
 * natter_search_words_source:
 * @result: what was found
 *
 * Returns: (transfer full): who said it, and how often it is there
 */
char *
natter_search_words_source (const NatterSearchResult *result)
{
  g_autofree char *count = dup_count (result);

  if (result->n_found < 2)
    return g_strdup (get_author (result));

  /* Translators: who said something, then how often what was looked for is in it: “gpt-5 · 3
   * matches” */
  return g_strdup_printf (_("%s · %s"), get_author (result), count);
}

/**
 * natter_search_words_describe:
 * @result: what was found
 *
 * Returns: (transfer full): all that its row shows but the title and the time, as one sentence
 */
char *
natter_search_words_describe (const NatterSearchResult *result)
{
  g_autofree char *source = natter_search_words_source (result);
  g_autofree char *described = NULL;

  if (result->archived)
    /* Translators: %s says who wrote what was found; its conversation is in the archive */
    described = g_strdup_printf (_("%s, archived"), source);
  else
    described = g_steal_pointer (&source);

  return result->message_id ? g_strdup_printf ("%s: %s", described, result->snippet)
                            : g_steal_pointer (&described);
}
