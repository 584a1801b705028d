/* natter-search-operator.c: the words with a colon that narrow a search: from:me, in:folder,
 * model:name, before:2026, after:2026-11-24, has:code. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-operator.h"

#include <glib/gi18n-lib.h>

#include "natter-search-text.h"

#define CONTEXT "search operator"

/* Whether a folded word is one of ours, in English or translated. */
static gboolean
is_word (const char *folded,
         const char *english)
{
  const char *translated = g_dpgettext2 (GETTEXT_PACKAGE, CONTEXT, english);
  g_autofree char *folded_translated = natter_search_fold (translated, -1);

  return g_str_equal (folded, english) || g_str_equal (folded, folded_translated);
}

static gboolean
apply_from (NatterSearchQuery *query,
            const char        *value,
            GDateTime         *now)
{
  /* Translators: one word, as typed in a search: from:me */
  if (is_word (value, NC_ ("search operator", "me")))
    query->from |= NATTER_SEARCH_FROM_ME;
  /* Translators: one word, as typed in a search: from:model */
  else if (is_word (value, NC_ ("search operator", "model")))
    query->from |= NATTER_SEARCH_FROM_MODEL;
  else
    return FALSE;

  return TRUE;
}

static gboolean
apply_in (NatterSearchQuery *query,
          const char        *value,
          GDateTime         *now)
{
  g_ptr_array_add (query->folders, g_strdup (value));

  return TRUE;
}

static gboolean
apply_model (NatterSearchQuery *query,
             const char        *value,
             GDateTime         *now)
{
  g_ptr_array_add (query->models, g_strdup (value));

  return TRUE;
}

static gboolean
apply_has (NatterSearchQuery *query,
           const char        *value,
           GDateTime         *now)
{
  /* Translators: one word, as typed in a search: has:image */
  if (is_word (value, NC_ ("search operator", "image")))
    query->has |= NATTER_SEARCH_HAS_IMAGE;
  /* Translators: one word, as typed in a search: has:code */
  else if (is_word (value, NC_ ("search operator", "code")))
    query->has |= NATTER_SEARCH_HAS_CODE;
  /* Translators: one word, as typed in a search: has:file */
  else if (is_word (value, NC_ ("search operator", "file")))
    query->has |= NATTER_SEARCH_HAS_FILE;
  else
    return FALSE;

  return TRUE;
}

/* Reads so many digits, of any script. */
static gboolean
read_number (const char **at,
             int          digits,
             int         *number)
{
  *number = 0;
  for (int i = 0; i < digits; i++)
    {
      int digit = g_unichar_digit_value (g_utf8_get_char (*at));

      if (digit < 0)
        return FALSE;
      *number = *number * 10 + digit;
      *at = g_utf8_next_char (*at);
    }

  return TRUE;
}

/* YYYY, YYYY-MM or YYYY-MM-DD */
static GDateTime *
read_date (const char *value,
           GDateTime  *now)
{
  int year = 0;
  int month = 1;
  int day = 1;

  if (!read_number (&value, 4, &year))
    return NULL;
  if (*value == '-' && (value++, !read_number (&value, 2, &month)))
    return NULL;
  if (*value == '-' && (value++, !read_number (&value, 2, &day)))
    return NULL;
  if (*value != '\0')
    return NULL;

  return g_date_time_new (g_date_time_get_timezone (now), year, month, day, 0, 0, 0);
}

static GDateTime *
get_day (GDateTime *now,
         int        days)
{
  g_autoptr(GDateTime) then = g_date_time_add_days (now, days);

  if (!then)
    return NULL;

  return g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (then),
                          g_date_time_get_month (then), g_date_time_get_day_of_month (then), 0, 0,
                          0);
}

/* The first moment of what is named, where the person is. */
static gboolean
read_time (const char *value,
           GDateTime  *now,
           gint64     *time)
{
  g_autoptr(GDateTime) begin = NULL;

  /* Translators: one word, as typed in a search: after:today */
  if (is_word (value, NC_ ("search operator", "today")))
    begin = get_day (now, 0);
  /* Translators: one word, as typed in a search: after:yesterday */
  else if (is_word (value, NC_ ("search operator", "yesterday")))
    begin = get_day (now, -1);
  else
    begin = read_date (value, now);
  if (!begin)
    return FALSE;

  *time = g_date_time_to_unix (begin) * 1000;
  return TRUE;
}

static gboolean
apply_before (NatterSearchQuery *query,
              const char        *value,
              GDateTime         *now)
{
  gint64 time = 0;

  if (!read_time (value, now, &time))
    return FALSE;

  query->before = MIN (query->before, time);
  return TRUE;
}

static gboolean
apply_after (NatterSearchQuery *query,
             const char        *value,
             GDateTime         *now)
{
  gint64 time = 0;

  if (!read_time (value, now, &time))
    return FALSE;

  query->after = MAX (query->after, time);
  return TRUE;
}

static const struct
{
  const char *name;
  gboolean  (*apply) (NatterSearchQuery *query,
                      const char        *value,
                      GDateTime         *now);
} operators[] = {
  /* Translators: one word, as typed in a search: from:me */
  { NC_ ("search operator", "from"), apply_from },
  /* Translators: one word, as typed in a search: in:Work, of the name of a folder */
  { NC_ ("search operator", "in"), apply_in },
  /* Translators: one word, as typed in a search: model:name */
  { NC_ ("search operator", "model"), apply_model },
  /* Translators: one word, as typed in a search: before:2026-11-24 */
  { NC_ ("search operator", "before"), apply_before },
  /* Translators: one word, as typed in a search: after:2026 */
  { NC_ ("search operator", "after"), apply_after },
  /* Translators: one word, as typed in a search: has:image */
  { NC_ ("search operator", "has"), apply_has },
};

/**
 * natter_search_operator_apply:
 * @query: a query in the making
 * @name: what is before the colon
 * @name_length: its bytes
 * @value: what is after it, without quotes
 * @value_length: its bytes
 * @now: the present, where the person is
 *
 * Returns: whether it is an operator that makes sense; what does not is looked for as it is
 */
gboolean
natter_search_operator_apply (NatterSearchQuery *query,
                              const char        *name,
                              gsize              name_length,
                              const char        *value,
                              gsize              value_length,
                              GDateTime         *now)
{
  g_autofree char *folded_name = natter_search_fold (name, (gssize) name_length);
  g_autofree char *folded_value = g_strstrip (natter_search_fold (value, (gssize) value_length));

  if (*folded_value == '\0')
    return FALSE;

  for (gsize i = 0; i < G_N_ELEMENTS (operators); i++)
    if (is_word (folded_name, operators[i].name))
      return operators[i].apply (query, folded_value, now);

  return FALSE;
}
