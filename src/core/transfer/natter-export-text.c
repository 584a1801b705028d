/* natter-export-text.c: a conversation as plain text, "You: …\nLLM: …\n\nYou: …", no newline at the
 * end. tinychat's export with its line ends put right. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-export-private.h"

/*
 * natter_export_trim_lines:
 * @text: (nullable): what a person or a model wrote
 *
 * Returns: (transfer full): @text without empty lines around it; blanks within its lines stay
 */
char *
natter_export_trim_lines (const char *text)
{
  const char *start = text != NULL ? text : "";
  gsize length;

  start += strspn (start, "\r\n");
  length = strlen (start);
  while (length > 0 && (start[length - 1] == '\n' || start[length - 1] == '\r'))
    length--;

  return g_strndup (start, length);
}

/* A refusal is what the model said, so it stands where the answer would. */
static void
append_words (GString                     *out,
              const NatterTranscriptEntry *entry)
{
  g_autofree char *text = natter_export_trim_lines (natter_message_get_text (entry->message));
  g_autofree char *refusal = natter_export_trim_lines (natter_message_get_refusal (entry->message));

  gboolean are_both = text && *text && refusal && *refusal;

  g_string_append_printf (out, "%s%s%s", text, are_both ? "\n" : "", refusal);
}

static void
append_reasoning (GString                     *out,
                  const NatterTranscriptEntry *entry)
{
  const char *reasoning = natter_message_get_reasoning (entry->message);
  g_autofree char *trimmed = natter_export_trim_lines (reasoning);

  if (*trimmed != '\0')
    /* Translators: how a model came to its answer; %s is all it said about that */
    g_string_append_printf (out, _("(Reasoning: %s)\n"), trimmed);
}

static void
append_attachments (GString                     *out,
                    const NatterTranscriptEntry *entry)
{
  for (guint i = 0; i < entry->attachments->len; i++)
    {
      g_autofree char *name =
        natter_export_dup_attachment_name (g_ptr_array_index (entry->attachments, i));

      if (out->len > 0)
        g_string_append_c (out, '\n');
      /* Translators: %s is the name of a file that went with a message */
      g_string_append_printf (out, _("[Attachment: %s]"), name);
    }
}

/* An answer that failed before its first word says nothing. */
static char *
dup_message (const NatterTranscriptEntry *entry,
             const NatterExportOptions   *options)
{
  g_autoptr(GString) out = g_string_new (NULL);

  if (options->reasoning)
    append_reasoning (out, entry);
  append_words (out, entry);
  append_attachments (out, entry);

  return g_string_free_and_steal (g_steal_pointer (&out));
}

static gboolean
write_strand (GPtrArray                  *strand,
              const NatterExportOptions  *options,
              NatterExportSink           *sink,
              gboolean                    is_first,
              GError                    **error)
{
  for (guint i = 0; i < strand->len; i++)
    {
      const NatterTranscriptEntry *entry = g_ptr_array_index (strand, i);
      gboolean is_user = natter_message_get_role (entry->message) == NATTER_ROLE_USER;
      g_autofree char *text = dup_message (entry, options);

      if (!is_user && *text == '\0')
        continue;

      if (!is_first)
        g_string_append (sink->text, is_user ? "\n\n" : "\n");
      g_string_append_printf (sink->text, "%s%s", is_user ? "You: " : "LLM: ", text);
      is_first = FALSE;
      if (!natter_export_sink_pass (sink, error))
        return FALSE;
    }

  return TRUE;
}

/*
 * natter_export_text:
 *
 * The visible path, then the branches, each under a line that says where it leaves.
 */
gboolean
natter_export_text (NatterTranscript           *transcript,
                    const NatterExportOptions  *options,
                    NatterExportSink           *sink,
                    GError                    **error)
{
  g_autoptr(GPtrArray) strands = natter_transcript_dup_strands (transcript, options->branches);

  for (guint i = 0; i < strands->len; i++)
    {
      GPtrArray *strand = g_ptr_array_index (strands, i);
      g_autofree char *title = NULL;

      if (i > 0)
        {
          title = natter_transcript_dup_strand_title (transcript, strand, i);
          g_string_append_printf (sink->text, "\n\n--- %s ---\n\n", title);
        }
      if (!write_strand (strand, options, sink, TRUE, error))
        return FALSE;
    }

  return natter_export_sink_flush (sink, error);
}
