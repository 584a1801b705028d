/* natter-days.c: the days and months that a list is divided into. Each group is known by where it
 * begins, so that finding the one of a conversation is a few comparisons. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-days.h"

#include <glib/gi18n-lib.h>

enum
{
  TODAY,
  YESTERDAY,
  WEEK,
  MONTH,
  N_DAYS,     /* from here on each group is a month of the calendar */
};

struct _NatterDays
{
  GDateTime *midnight;   /* that today began with */
  GPtrArray *starts;     /* of GDateTime, local; grows as older times are asked for */
};

static GDateTime *
first_of_month (GDateTime *time)
{
  return g_date_time_new (g_date_time_get_timezone (time), g_date_time_get_year (time),
                          g_date_time_get_month (time), 1, 0, 0, 0);
}

/**
 * natter_days_new:
 * @now: a moment, in the time zone of whoever looks
 *
 * Returns: (transfer full): the groups as they are then
 */
NatterDays *
natter_days_new (GDateTime *now)
{
  NatterDays *self = g_new0 (NatterDays, 1);

  self->midnight = g_date_time_new (g_date_time_get_timezone (now), g_date_time_get_year (now),
                                    g_date_time_get_month (now),
                                    g_date_time_get_day_of_month (now), 0, 0, 0);
  self->starts = g_ptr_array_new_with_free_func ((GDestroyNotify) g_date_time_unref);
  g_ptr_array_add (self->starts, g_date_time_ref (self->midnight));
  g_ptr_array_add (self->starts, g_date_time_add_days (self->midnight, -1));
  g_ptr_array_add (self->starts, g_date_time_add_days (self->midnight, -7));
  g_ptr_array_add (self->starts, g_date_time_add_days (self->midnight, -30));

  return self;
}

void
natter_days_free (NatterDays *self)
{
  g_date_time_unref (self->midnight);
  g_ptr_array_unref (self->starts);
  g_free (self);
}

static void
add_month (NatterDays *self)
{
  GDateTime *last = g_ptr_array_index (self->starts, self->starts->len - 1);
  g_autoptr(GDateTime) before = g_date_time_add_seconds (last, -1);

  g_ptr_array_add (self->starts, first_of_month (before));
}

/**
 * natter_days_find:
 * @time: a moment in any time zone
 *
 * Returns: the group that it is in, 0 for the newest; what lies ahead is in that too
 */
guint
natter_days_find (NatterDays *self,
                  GDateTime  *time)
{
  guint group = 0;

  g_return_val_if_fail (self != NULL && time != NULL, 0);

  while (g_date_time_compare (time, g_ptr_array_index (self->starts, group)) < 0)
    {
      group++;
      if (group == self->starts->len)
        add_month (self);
    }

  return group;
}

/**
 * natter_days_dup_heading:
 * @group: a group that was found
 *
 * Returns: (transfer full): what it is called
 */
char *
natter_days_dup_heading (NatterDays *self,
                         guint       group)
{
  GDateTime *start = NULL;

  g_return_val_if_fail (self != NULL && group < self->starts->len, NULL);

  switch (group)
    {
    case TODAY:
      return g_strdup (_("Today"));

    case YESTERDAY:
      return g_strdup (_("Yesterday"));

    case WEEK:
      return g_strdup (_("Previous 7 Days"));

    case MONTH:
      return g_strdup (_("Previous 30 Days"));

    default:
      start = g_ptr_array_index (self->starts, group);
      if (g_date_time_get_year (start) == g_date_time_get_year (self->midnight))
        return g_date_time_format (start, "%OB");
      /* Translators: a month and its year, for strftime */
      return g_date_time_format (start, _("%OB %Y"));
    }
}
