/* natter-backup-text.c: backups in words. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-backup-text.h"

#include <glib/gi18n-lib.h>

static gboolean
is_same_day (GDateTime *one,
             GDateTime *other)
{
  return g_date_time_get_year (one) == g_date_time_get_year (other) &&
         g_date_time_get_day_of_year (one) == g_date_time_get_day_of_year (other);
}

/**
 * natter_backup_text_dup_time:
 * @time: seconds since 1970, UTC
 * @now: the present, in the time zone of the person
 *
 * Returns: (transfer full): when that was
 */
char *
natter_backup_text_dup_time (gint64     time,
                             GDateTime *now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time);
  g_autoptr(GDateTime) then = g_date_time_to_timezone (utc, g_date_time_get_timezone (now));
  g_autoptr(GDateTime) yesterday = g_date_time_add_days (now, -1);

  if (is_same_day (then, now))
    /* Translators: when a backup was made, as in g_date_time_format() */
    return g_date_time_format (then, _("Today at %H:%M"));
  if (is_same_day (then, yesterday))
    /* Translators: when a backup was made, as in g_date_time_format() */
    return g_date_time_format (then, _("Yesterday at %H:%M"));

  /* Translators: when a backup was made, as in g_date_time_format() */
  return g_date_time_format (then, _("%-e %B %Y at %H:%M"));
}

static char *
dup_size (gint64 size)
{
  return g_format_size ((guint64) MAX (size, 0));
}

/**
 * natter_backup_text_dup_contents:
 * @backup: a backup
 *
 * Returns: (transfer full): how much is in it
 */
char *
natter_backup_text_dup_contents (const NatterBackup *backup)
{
  g_autofree char *size = dup_size (backup->size);
  g_autofree char *count = NULL;

  if (backup->n_conversations < 0)
    /* Translators: a backup that is damaged; %s is its size */
    return g_strdup_printf (_("Damaged: only a part may come back · %s"), size);

  count = g_strdup_printf (ngettext ("%u conversation", "%u conversations",
                                     (gulong) backup->n_conversations),
                           (guint) backup->n_conversations);
  if (backup->before_update)
    /* Translators: a backup: how many conversations it has, and its size */
    return g_strdup_printf (_("Before an update of Natter · %s · %s"), count, size);

  /* Translators: a backup: how many conversations it has, and its size */
  return g_strdup_printf (C_("backup", "%s · %s"), count, size);
}

/**
 * natter_backup_text_dup_last:
 * @outcome: (nullable): which backups there are; %NULL while that is not known
 * @now: the present, in the time zone of the person
 *
 * Returns: (transfer full): of when the last one is, and how much all of them take
 */
char *
natter_backup_text_dup_last (NatterBackupOutcome *outcome,
                             GDateTime           *now)
{
  const NatterBackup *last = NULL;
  g_autofree char *time = NULL;
  g_autofree char *used = NULL;

  if (!outcome)
    return g_strdup ("");
  if (outcome->backups->len == 0)
    return g_strdup (_("None yet"));

  last = g_ptr_array_index (outcome->backups, 0);
  time = natter_backup_text_dup_time (last->time, now);
  used = dup_size (outcome->used);

  /* Translators: the last backup: when it was made, how many are kept, the size of all of them */
  return g_strdup_printf (ngettext ("%s · %u kept, %s", "%s · %u kept, %s", outcome->backups->len),
                          time, outcome->backups->len, used);
}

/* Takes @line, which tells of @n things. */
static void
add_line (GString *text,
          guint    n,
          char    *line)
{
  if (n > 0)
    g_string_append_printf (text, "\n• %s", line);
  g_free (line);
}

/**
 * natter_backup_text_dup_report:
 * @report: what a restore did
 *
 * Returns: (transfer full): what was added, and what could not be
 */
char *
natter_backup_text_dup_report (const NatterRestoreReport *report)
{
  g_autoptr(GString) added = g_string_new (NULL);
  GString *text = g_string_new (NULL);

  add_line (added, report->n_conversations,
            g_strdup_printf (ngettext ("%u conversation", "%u conversations",
                                       report->n_conversations), report->n_conversations));
  add_line (added, report->n_messages,
            g_strdup_printf (ngettext ("%u message", "%u messages",
                                       report->n_messages), report->n_messages));
  add_line (added, report->n_folders,
            g_strdup_printf (ngettext ("%u folder", "%u folders",
                                       report->n_folders), report->n_folders));
  add_line (added, report->n_attachments,
            g_strdup_printf (ngettext ("%u attachment", "%u attachments",
                                       report->n_attachments), report->n_attachments));
  add_line (added, report->n_edits,
            g_strdup_printf (ngettext ("%u former text of a message", "%u former texts of messages",
                                       report->n_edits), report->n_edits));
  add_line (added, report->n_drafts,
            g_strdup_printf (ngettext ("%u draft", "%u drafts",
                                       report->n_drafts), report->n_drafts));

  if (added->len > 0)
    g_string_append_printf (text, "%s%s", _("What was missing is here again:"), added->str);
  else
    g_string_append (text, _("Nothing was missing: all that could be read of the backup is here."));
  if (report->n_unreadable > 0)
    g_string_append_printf (text, ngettext ("\n\n%u thing in the backup could not be read.",
                                            "\n\n%u things in the backup could not be read.",
                                            report->n_unreadable), report->n_unreadable);
  else if (report->damaged)
    g_string_append_printf (text, "\n\n%s", _("The backup is damaged, and not all of it could be "
                                              "read. An older one may have the rest."));

  return g_string_free_and_steal (text);
}
