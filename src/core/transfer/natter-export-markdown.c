/* natter-export-markdown.c: a conversation as Markdown: a heading per message, its text as it is,
 * and how an answer ended when it did not end well. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-error.h"
#include "natter-export-private.h"
#include "natter-link.h"
#include "natter-markdown.h"

/* One line of words in which nothing is markup: titles, model names, errors. */
static char *
escape (const char *text)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *line = g_strdup (text);
  const char *p;

  for (p = g_strstrip (g_strdelimit (line, "\t\r\n\v\f", ' ')); *p != '\0'; p++)
    {
      gboolean in_word = p > line && g_ascii_isalnum (p[-1]) && g_ascii_isalnum (p[1]);

      if (strchr ("\\`*[]<~", *p) != NULL ||
          (*p == '_' && !in_word) ||
          (*p == '#' && (p == line || p[-1] == ' ' || p[-1] == '#')))
        g_string_append_c (out, '\\');
      g_string_append_c (out, *p);
    }

  return g_string_free_and_steal (g_steal_pointer (&out));
}

static guint
longest_run (const char *text,
             char        c)
{
  guint longest = 0;
  guint run = 0;
  const char *p;

  for (p = text; *p != '\0'; p++)
    {
      run = *p == c ? run + 1 : 0;
      longest = MAX (longest, run);
    }

  return longest;
}

/* Would a heading after @text be one, or code of a fence that @text leaves open? */
static gboolean
is_closed (const char *text)
{
  g_autofree char *probe = g_strconcat (text, "\n\n# x\n", NULL);
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (probe, strlen (probe));

  return blocks->len > 0 &&
         natter_block_get_kind (g_ptr_array_index (blocks, blocks->len - 1)) ==
         NATTER_BLOCK_HEADING;
}

/* An answer that was cut off within code would swallow every message after it. */
static char *
close_fence (const char *text)
{
  static const char marks[] = { '`', '~' };
  guint i;

  if ((strstr (text, "```") == NULL && strstr (text, "~~~") == NULL) || is_closed (text))
    return g_strdup (text);

  for (i = 0; i < G_N_ELEMENTS (marks); i++)
    {
      g_autofree char *fence = g_strnfill (MAX (3, longest_run (text, marks[i])), marks[i]);
      g_autofree char *closed = g_strconcat (text, "\n", fence, NULL);

      if (is_closed (closed))
        return g_steal_pointer (&closed);
    }

  return g_strdup (text);
}

static void
append_text (GString    *out,
             const char *text)
{
  g_autofree char *trimmed = natter_export_trim_lines (text);
  g_autofree char *closed = NULL;

  if (*trimmed == '\0')
    return;

  closed = close_fence (trimmed);
  g_string_append_printf (out, "\n%s\n", closed);
}

static void
append_reasoning (GString    *out,
                  const char *reasoning)
{
  g_autofree char *trimmed = natter_export_trim_lines (reasoning);
  g_auto(GStrv) lines = g_strsplit (trimmed, "\n", -1);
  guint i;

  if (*trimmed == '\0')
    return;

  g_string_append_printf (out, "\n> **%s**\n>\n", _("Reasoning"));
  for (i = 0; lines[i] != NULL; i++)
    g_string_append_printf (out, *lines[i] != '\0' ? "> %s\n" : ">%s\n", lines[i]);
}

static void
append_line (GString    *out,
             const char *line)
{
  g_autofree char *escaped = line ? escape (line) : NULL;

  if (escaped)
    g_string_append_printf (out, "\n*%s*\n", escaped);
}

static void
append_tool_calls (GString   *out,
                   GPtrArray *calls)
{
  for (guint i = 0; i < calls->len; i++)
    {
      g_autofree char *line = natter_transcript_dup_tool (g_ptr_array_index (calls, i));

      append_line (out, line);
    }
}

static void
append_citations (GString   *out,
                  GPtrArray *citations)
{
  if (citations->len > 0)
    g_string_append_printf (out, "\n**%s**\n\n", _("Sources"));

  for (guint i = 0; i < citations->len; i++)
    {
      const NatterCitation *citation = g_ptr_array_index (citations, i);
      g_autofree char *title = escape (citation->title ? citation->title : citation->address);

      if (natter_link_is_allowed (citation->address))
        g_string_append_printf (out, "%u. [%s](<%s>)\n", i + 1, title, citation->address);
      else
        g_string_append_printf (out, "%u. %s\n", i + 1, title);
    }
}

/* The sandbox may let Natter write the one file that was chosen, and nothing beside it. */
static gboolean
explain_refusal (const char  *name,
                 GError      *reason,
                 GError     **error)
{
  g_autoptr(GError) owned = reason;

  if (g_error_matches (owned, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_propagate_error (error, g_steal_pointer (&owned));
  else
    g_set_error (error, NATTER_ERROR, NATTER_ERROR_FAILED,
                 /* Translators: the name of a file that went with a message, and why */
                 _("“%s” could not be saved beside the file: %s\n"
                   "Export without attachments, or as HTML, which has images within."),
                 name, owned->message);

  return FALSE;
}

static gboolean
append_attachment (NatterAttachment           *attachment,
                   const NatterExportOptions  *options,
                   NatterExportSink           *sink,
                   GError                    **error)
{
  const char *picture = natter_attachment_is_image (attachment) ? "!" : "";
  g_autofree char *name = natter_export_dup_attachment_name (attachment);
  g_autofree char *escaped = escape (name);
  g_autofree char *file_name = natter_export_dup_file_name (attachment);
  g_autofree char *place = NULL;
  g_autofree char *address = NULL;
  g_autoptr(GBytes) data = NULL;
  GError *reason = NULL;

  if (options->attachments && sink->beside)
    data = natter_attachment_load (attachment, NULL);
  if (!data)
    {
      /* Translators: %s is the name of a file that went with a message */
      g_string_append_printf (sink->text, _("\n*Attachment: %s*\n"), escaped);
      return TRUE;
    }

  place = natter_export_sink_add_file (sink, file_name, data, &reason);
  if (!place)
    return explain_refusal (name, reason, error);

  address = g_uri_escape_string (place, "/", TRUE);
  g_string_append_printf (sink->text, "\n%s[%s](<%s>)\n", picture, escaped, address);

  return TRUE;
}

static gboolean
append_message (const NatterTranscriptEntry  *entry,
                const NatterExportOptions    *options,
                NatterExportSink             *sink,
                GError                      **error)
{
  GString *out = sink->text;
  NatterMessage *message = entry->message;
  g_autofree char *time = natter_transcript_dup_time (entry);
  g_autofree char *heading = escape (natter_transcript_get_author (entry));
  g_autofree char *version = options->branches ? natter_transcript_dup_version (entry) : NULL;
  g_autofree char *end = natter_transcript_dup_end (entry);

  g_string_append_printf (out, "\n## %s\n\n*%s%s%s*\n", heading, time, version ? " · " : "",
                          version ? version : "");
  if (options->reasoning)
    append_reasoning (out, natter_message_get_reasoning (message));
  append_text (out, natter_message_get_text (message));
  append_text (out, natter_message_get_refusal (message));
  for (guint i = 0; i < entry->attachments->len; i++)
    if (!append_attachment (g_ptr_array_index (entry->attachments, i), options, sink, error))
      return FALSE;
  append_tool_calls (out, natter_message_get_tool_calls (message));
  append_citations (out, natter_message_get_citations (message));
  append_line (out, end);

  return natter_export_sink_pass (sink, error);
}

/*
 * natter_export_markdown:
 *
 * The visible path, then the branches, each under a heading that says where it leaves.
 */
gboolean
natter_export_markdown (NatterTranscript           *transcript,
                        const NatterExportOptions  *options,
                        NatterExportSink           *sink,
                        GError                    **error)
{
  g_autoptr(GPtrArray) strands = natter_transcript_dup_strands (transcript, options->branches);
  g_autofree char *heading = escape (natter_transcript_get_title (transcript));

  g_string_append_printf (sink->text, "# %s\n", heading);
  for (guint i = 0; i < strands->len; i++)
    {
      GPtrArray *strand = g_ptr_array_index (strands, i);

      if (i > 0)
        {
          g_autofree char *title = natter_transcript_dup_strand_title (transcript, strand, i);
          g_autofree char *escaped = escape (title);

          g_string_append_printf (sink->text, "\n# %s\n", escaped);
        }
      for (guint j = 0; j < strand->len; j++)
        if (!append_message (g_ptr_array_index (strand, j), options, sink, error))
          return FALSE;
    }

  return natter_export_sink_flush (sink, error);
}
