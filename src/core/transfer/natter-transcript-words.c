/* natter-transcript-words.c: what every format says of a message beside its text, in the reader's
 * language. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-transcript.h"

#include <glib/gi18n-lib.h>

#include "natter-export-private.h"

/**
 * natter_transcript_get_author:
 *
 * Returns: (transfer none): who says it
 */
const char *
natter_transcript_get_author (const NatterTranscriptEntry *entry)
{
  const char *model = natter_message_get_model (entry->message);

  if (natter_message_get_role (entry->message) == NATTER_ROLE_USER)
    return _("You");

  return model && *model ? model : _("Assistant");
}

/**
 * natter_transcript_dup_time:
 *
 * Returns: (transfer full): when it was said, in local time
 */
char *
natter_transcript_dup_time (const NatterTranscriptEntry *entry)
{
  g_autoptr(GDateTime) local = g_date_time_to_local (natter_message_get_time (entry->message));

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

/**
 * natter_transcript_dup_version:
 *
 * Returns: (transfer full) (nullable): which of its versions it is, when there are several
 */
char *
natter_transcript_dup_version (const NatterTranscriptEntry *entry)
{
  if (entry->n_versions < 2)
    return NULL;

  /* Translators: of a message that was written again: "Version 2 of 3" */
  return g_strdup_printf (_("Version %u of %u"), entry->version, entry->n_versions);
}

static const char *
describe_end (const NatterTranscriptEntry *entry)
{
  switch (natter_message_get_end (entry->message))
    {
    case NATTER_END_NONE:
      return entry->is_streaming ? _("Still being written") : NULL;
    case NATTER_END_LENGTH:
      return _("Cut off at the length limit");
    case NATTER_END_FILTER:
      return _("Ended by the provider’s content filter");
    case NATTER_END_STOPPED:
      return _("Stopped by you");
    case NATTER_END_CONNECTION_LOST:
      return _("Connection lost");
    case NATTER_END_TIMED_OUT:
      return _("Timed out");
    case NATTER_END_PROVIDER_ERROR:
      return _("Failed");
    case NATTER_END_INTERRUPTED:
      return _("Interrupted");
    case NATTER_END_COMPLETE:
    case NATTER_END_TOOL:
    default:
      return NULL;
    }
}

/**
 * natter_transcript_dup_end:
 *
 * Returns: (transfer full) (nullable): how it ended when it did not end well, and why
 */
char *
natter_transcript_dup_end (const NatterTranscriptEntry *entry)
{
  const char *end = describe_end (entry);
  const GError *error = natter_message_get_error (entry->message);
  g_autofree char *reason = error ? natter_export_redact (error->message) : NULL;

  if (entry->unreadable)
    return g_strdup (entry->unreadable);
  if (end && reason)
    return g_strconcat (end, ": ", reason, NULL);

  return end ? g_strdup (end) : g_steal_pointer (&reason);
}

/**
 * natter_transcript_dup_tool:
 *
 * Returns: (transfer full): which tool a model asked for
 */
char *
natter_transcript_dup_tool (const NatterToolCall *call)
{
  /* Translators: %s is the name of a tool */
  return g_strdup_printf (_("Asked for the tool “%s”"), call->name ? call->name : "");
}
