/* natter-export-html.c: a conversation as one HTML file, which needs no script, fetches nothing and
 * in which nothing that somebody wrote is markup. Its looks are in export.css. Any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-export-private.h"
#include "natter-export-resources.h"
#include "natter-html-blocks.h"
#include "natter-link.h"
#include "natter-markdown.h"
#include "natter-plain.h"

/* What every browser shows; nothing that could hold a script. */
static const char *const image_types[] = {
  "image/png", "image/jpeg", "image/gif", "image/webp", "image/avif", "image/bmp", NULL,
};

static void
append_escaped (GString    *out,
                const char *before,
                const char *text,
                const char *after)
{
  g_string_append (out, before);
  natter_html_append_escaped (out, text, -1);
  g_string_append (out, after);
}

static void
append_markdown (GString    *out,
                 const char *text)
{
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, strlen (text));

  natter_html_append_blocks (out, blocks);
}

/* As it was typed; "last" of the pieces is where the last one begins. */
static void
append_plain (GString    *out,
              const char *text)
{
  g_autofree char *trimmed = natter_export_trim_lines (text);
  gsize last = 0;
  g_autoptr(GPtrArray) blocks = natter_plain_parse (trimmed, strlen (trimmed), &last);

  g_string_append (out, "<div class=\"plain\">\n");
  natter_html_append_blocks (out, blocks);
  g_string_append (out, "</div>\n");
}

static void
append_reasoning (GString    *out,
                  const char *reasoning)
{
  g_autofree char *trimmed = natter_export_trim_lines (reasoning);

  if (!*trimmed)
    return;

  append_escaped (out, "<details class=\"reasoning\"><summary>", _("Reasoning"), "</summary>\n");
  append_markdown (out, trimmed);
  g_string_append (out, "</details>\n");
}

static gboolean
append_picture (NatterExportSink  *sink,
                NatterAttachment  *attachment,
                GBytes            *data,
                const char        *name,
                GError           **error)
{
  GString *out = sink->text;

  g_string_append_printf (out, "<figure class=\"picture\"><img src=\"data:%s;base64,",
                          natter_attachment_get_mime_type (attachment));
  if (!natter_export_sink_base64 (sink, data, error))
    return FALSE;
  append_escaped (out, "\" alt=\"", name, "\">");
  append_escaped (out, "<figcaption dir=\"auto\">", name, "</figcaption></figure>\n");

  return TRUE;
}

static gboolean
append_attachment (NatterExportSink           *sink,
                   NatterAttachment           *attachment,
                   const NatterExportOptions  *options,
                   GError                    **error)
{
  g_autofree char *name = natter_export_dup_attachment_name (attachment);
  g_autofree char *size = g_format_size (natter_attachment_get_size (attachment));
  g_autoptr(GBytes) data = NULL;

  if (options->attachments &&
      g_strv_contains (image_types, natter_attachment_get_mime_type (attachment)))
    data = natter_attachment_load (attachment, NULL);
  if (data)
    return append_picture (sink, attachment, data, name, error);

  append_escaped (sink->text, "<p class=\"file\" dir=\"auto\"><span>", name, "</span> ");
  append_escaped (sink->text, "<small>", size, "</small></p>\n");

  return natter_export_sink_pass (sink, error);
}

static void
append_tool_calls (GString   *out,
                   GPtrArray *calls)
{
  for (guint i = 0; i < calls->len; i++)
    {
      const NatterToolCall *call = g_ptr_array_index (calls, i);
      g_autofree char *line = natter_transcript_dup_tool (call);

      append_escaped (out, "<details class=\"tool\"><summary>", line, "</summary>\n");
      append_escaped (out, "<pre dir=\"ltr\"><code>", call->arguments->str,
                      "</code></pre></details>\n");
    }
}

static void
append_citations (GString   *out,
                  GPtrArray *citations)
{
  if (citations->len == 0)
    return;

  append_escaped (out, "<section class=\"sources\"><h3>", _("Sources"), "</h3>\n<ol>\n");
  for (guint i = 0; i < citations->len; i++)
    {
      const NatterCitation *citation = g_ptr_array_index (citations, i);
      const char *title = citation->title ? citation->title : citation->address;

      if (natter_link_is_allowed (citation->address))
        {
          append_escaped (out, "<li dir=\"auto\"><a rel=\"noopener noreferrer\" href=\"",
                          citation->address, "\">");
          append_escaped (out, "", title, "</a></li>\n");
        }
      else
        append_escaped (out, "<li dir=\"auto\">", title, "</li>\n");
    }
  g_string_append (out, "</ol></section>\n");
}

static void
append_head (GString                     *out,
             const NatterTranscriptEntry *entry,
             const NatterExportOptions   *options)
{
  gboolean is_user = natter_message_get_role (entry->message) == NATTER_ROLE_USER;
  const char *provider = natter_message_get_provider (entry->message);
  g_autofree char *time = natter_transcript_dup_time (entry);
  g_autofree char *moment = g_date_time_format_iso8601 (
    natter_message_get_time (entry->message));
  g_autofree char *version = options->branches ? natter_transcript_dup_version (entry) : NULL;

  g_string_append_printf (out, "<article class=\"%s\">\n<header>", is_user ? "user" : "assistant");
  append_escaped (out, "<h2 dir=\"auto\">", natter_transcript_get_author (entry), "</h2>");
  if (!is_user && provider && *provider)
    append_escaped (out, " <span dir=\"auto\">", provider, "</span>");
  append_escaped (out, " <time datetime=\"", moment, "\">");
  append_escaped (out, "", time, "</time>");
  if (version)
    append_escaped (out, " <span>", version, "</span>");
  g_string_append (out, "</header>\n<div class=\"body\">\n");
}

static gboolean
append_message (const NatterTranscriptEntry  *entry,
                const NatterExportOptions    *options,
                NatterExportSink             *sink,
                GError                      **error)
{
  GString *out = sink->text;
  NatterMessage *message = entry->message;
  gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;
  g_autofree char *end = natter_transcript_dup_end (entry);

  append_head (out, entry, options);
  if (options->reasoning)
    append_reasoning (out, natter_message_get_reasoning (message));
  if (is_user)
    append_plain (out, natter_message_get_text (message));
  else
    append_markdown (out, natter_message_get_text (message));
  if (*natter_message_get_refusal (message))
    append_markdown (out, natter_message_get_refusal (message));
  for (guint i = 0; i < entry->attachments->len; i++)
    if (!append_attachment (sink, g_ptr_array_index (entry->attachments, i), options, error))
      return FALSE;
  append_tool_calls (out, natter_message_get_tool_calls (message));
  append_citations (out, natter_message_get_citations (message));
  if (end)
    append_escaped (out, "<p class=\"end\" dir=\"auto\">", end, "</p>\n");
  g_string_append (out, "</div>\n</article>\n");

  return natter_export_sink_pass (sink, error);
}

/* The policy holds even for what a mistake here would let through. */
static void
append_start (GString          *out,
              NatterTranscript *transcript)
{
  const char *title = natter_transcript_get_title (transcript);
  g_autoptr(GBytes) style = g_resource_lookup_data (natter_export_get_resource (),
                                                    "/io/github/natter_chat/Natter/export.css",
                                                    G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);

  g_assert (style);
  g_string_append (out,
                   "<!DOCTYPE html>\n<html>\n<head>\n<meta charset=\"utf-8\">\n"
                   "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; "
                   "style-src 'unsafe-inline'; img-src data:; base-uri 'none'; "
                   "form-action 'none'\">\n"
                   "<meta name=\"referrer\" content=\"no-referrer\">\n"
                   "<meta name=\"generator\" content=\"Natter " NATTER_VERSION "\">\n"
                   "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n"
                   "<meta name=\"color-scheme\" content=\"light dark\">\n");
  append_escaped (out, "<title>", title, "</title>\n<style>\n");
  g_string_append_len (out, g_bytes_get_data (style, NULL), (gssize) g_bytes_get_size (style));
  g_string_append (out, "</style>\n</head>\n<body>\n<main>\n");
  append_escaped (out, "<h1 dir=\"auto\">", title, "</h1>\n");
}

static gboolean
append_strand (GPtrArray                  *strand,
               const NatterExportOptions  *options,
               NatterExportSink           *sink,
               GError                    **error)
{
  for (guint i = 0; i < strand->len; i++)
    if (!append_message (g_ptr_array_index (strand, i), options, sink, error))
      return FALSE;

  return TRUE;
}

/*
 * natter_export_html:
 *
 * The visible path, then the branches, each in a section that says where it leaves.
 */
gboolean
natter_export_html (NatterTranscript           *transcript,
                    const NatterExportOptions  *options,
                    NatterExportSink           *sink,
                    GError                    **error)
{
  g_autoptr(GPtrArray) strands = natter_transcript_dup_strands (transcript, options->branches);

  append_start (sink->text, transcript);
  for (guint i = 0; i < strands->len; i++)
    {
      GPtrArray *strand = g_ptr_array_index (strands, i);

      if (i > 0)
        {
          g_autofree char *title = natter_transcript_dup_strand_title (transcript, strand, i);

          append_escaped (sink->text, "<details class=\"branch\"><summary dir=\"auto\">", title,
                          "</summary>\n");
        }
      if (!append_strand (strand, options, sink, error))
        return FALSE;
      if (i > 0)
        g_string_append (sink->text, "</details>\n");
    }
  g_string_append (sink->text, "</main>\n</body>\n</html>\n");

  return natter_export_sink_flush (sink, error);
}
