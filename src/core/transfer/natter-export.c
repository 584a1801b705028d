/* natter-export.c: a conversation in a format, and what its file is called.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-export-private.h"

#define MAX_NAME_CHARACTERS 80
#define MAX_NAME_BYTES 240   /* file systems take 255; the rest is for what others append */

static const char *const suffixes[] = {
  [NATTER_EXPORT_TEXT] = ".txt",
  [NATTER_EXPORT_MARKDOWN] = ".md",
  [NATTER_EXPORT_JSON] = ".json",
  [NATTER_EXPORT_HTML] = ".html",
  [NATTER_EXPORT_PDF] = ".pdf",
};

static NatterExportWriter pdf_writer;

/*
 * natter_export_redact:
 * @text: an error's message, which may repeat what a server said
 *
 * Queries of addresses and what looks like a key have no place in a file that is passed on.
 *
 * Returns: (transfer full): @text without them
 */
char *
natter_export_redact (const char *text)
{
  static const struct
  {
    const char *pattern;
    const char *replacement;
  } rules[] = {
    { "(\\bhttps?://[^\\s?#]*)[?#][^\\s\"'”’)>]*", "\\1" },
    { "\\b(https?://)[^\\s/@]+@", "\\1" },
    { "\\b((?:sk|pk|rk|gsk|xai|hf)[-_]|AIza)[-_A-Za-z0-9*]{8,}", "\\1…" },
    { "\\b(Bearer|Basic)\\s+[^\\s\"']+", "\\1 …" },
  };
  g_autofree char *result = g_strdup (text);
  guint i;

  for (i = 0; i < G_N_ELEMENTS (rules); i++)
    {
      g_autoptr(GRegex) regex = g_regex_new (rules[i].pattern, G_REGEX_DEFAULT,
                                             G_REGEX_MATCH_DEFAULT, NULL);
      g_autofree char *replaced = NULL;

      g_assert (regex != NULL);
      replaced = g_regex_replace (regex, result, -1, 0, rules[i].replacement,
                                  G_REGEX_MATCH_DEFAULT, NULL);
      g_set_str (&result, replaced != NULL ? replaced : "");
    }

  return g_steal_pointer (&result);
}

/**
 * natter_export_set_pdf_writer:
 * @writer: writes the format that needs fonts, which core has not
 *
 * To be called before the first export.
 */
void
natter_export_set_pdf_writer (NatterExportWriter writer)
{
  pdf_writer = writer;
}

/*
 * natter_export_pdf:
 *
 * Leaves it to who knows about fonts.
 */
gboolean
natter_export_pdf (NatterTranscript           *transcript,
                   const NatterExportOptions  *options,
                   NatterExportSink           *sink,
                   GError                    **error)
{
  g_return_val_if_fail (pdf_writer, FALSE);

  return pdf_writer (transcript, options, sink->stream, sink->cancellable, error);
}

/*
 * natter_export_to_sink:
 *
 * Writes @transcript and flushes the sink.
 */
gboolean
natter_export_to_sink (NatterTranscript           *transcript,
                       NatterExportFormat          format,
                       const NatterExportOptions  *options,
                       NatterExportSink           *sink,
                       GError                    **error)
{
  static gboolean (*const writers[]) (NatterTranscript           *transcript,
                                      const NatterExportOptions  *options,
                                      NatterExportSink           *sink,
                                      GError                    **error) = {
    [NATTER_EXPORT_TEXT] = natter_export_text,
    [NATTER_EXPORT_MARKDOWN] = natter_export_markdown,
    [NATTER_EXPORT_JSON] = natter_export_json,
    [NATTER_EXPORT_HTML] = natter_export_html,
    [NATTER_EXPORT_PDF] = natter_export_pdf,
  };

  g_return_val_if_fail (format < G_N_ELEMENTS (writers), FALSE);

  return writers[format] (transcript, options, sink, error);
}

/**
 * natter_export_to_string:
 * @conversation: a conversation
 * @format: the format wanted, one of text
 * @options: (nullable): what is wanted; else what the format is usually wanted with
 *
 * Answers that are not whole are there as far as they came. There is never a key in it. Attachments
 * that a format puts beside its file are only named.
 *
 * Returns: (transfer full): the conversation, UTF-8
 */
char *
natter_export_to_string (NatterConversation        *conversation,
                         NatterExportFormat         format,
                         const NatterExportOptions *options)
{
  g_autoptr(NatterExportOptions) usual = natter_export_options_new (format);
  g_autoptr(NatterTranscript) transcript = NULL;
  g_autoptr(GOutputStream) stream = g_memory_output_stream_new_resizable ();
  g_autoptr(NatterExportSink) sink = natter_export_sink_new (stream, NULL, NULL);
  g_autoptr(GError) error = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (conversation), NULL);

  transcript = natter_transcript_new (conversation);
  if (!natter_export_to_sink (transcript, format, options ? options : usual, sink, &error) ||
      !g_output_stream_write_all (stream, "", 1, NULL, NULL, &error) ||
      !g_output_stream_close (stream, NULL, &error))
    g_error ("Memory can't be written to: %s", error->message);

  return g_memory_output_stream_steal_data (G_MEMORY_OUTPUT_STREAM (stream));
}

/**
 * natter_export_get_suffix:
 * @format: a format
 *
 * Returns: how names of its files end: ".txt", ".md" or ".json"
 */
const char *
natter_export_get_suffix (NatterExportFormat format)
{
  g_return_val_if_fail (format < G_N_ELEMENTS (suffixes), NULL);

  return suffixes[format];
}

static gboolean
ends_in (const char *file_name,
         const char *suffix)
{
  gsize name_length = strlen (file_name);
  gsize length = strlen (suffix);

  return name_length > length &&
         g_ascii_strcasecmp (file_name + name_length - length, suffix) == 0;
}

/**
 * natter_export_guess_format:
 * @file_name: the name of a file
 * @fallback: the format of a name that tells nothing
 *
 * Returns: the format that @file_name ends like
 */
NatterExportFormat
natter_export_guess_format (const char         *file_name,
                            NatterExportFormat  fallback)
{
  guint i;

  g_return_val_if_fail (file_name != NULL, fallback);

  for (i = 0; i < G_N_ELEMENTS (suffixes); i++)
    {
      if (ends_in (file_name, suffixes[i]))
        return (NatterExportFormat) i;
    }

  if (ends_in (file_name, ".htm"))
    return NATTER_EXPORT_HTML;

  return ends_in (file_name, ".markdown") ? NATTER_EXPORT_MARKDOWN : fallback;
}

/* A hyphen for what divides, a blank for what separates, 0 for what nobody would see. */
static gunichar
make_safe (gunichar c)
{
  if (c == '/' || c == '\\' || c == ':' || c == '|')
    return '-';
  if (g_unichar_isspace (c) || g_unichar_iscntrl (c))
    return ' ';
  if (!g_unichar_isprint (c) || (c < 0x80 && strchr ("*?\"<>", (int) c) != NULL))
    return 0;

  return c;
}

static gboolean
is_dot_or_blank (char c)
{
  return c == '.' || c == ' ';
}

/* @title as a name that every file system takes: FAT and Windows are the strict ones. */
static char *
make_name (const char *title,
           gsize       n_characters)
{
  g_autoptr(GString) name = g_string_new (NULL);
  const char *p;

  for (p = title; *p != '\0' && n_characters > 0; p = g_utf8_next_char (p))
    {
      gunichar c = make_safe (g_utf8_get_char (p));
      gsize length = name->len;

      if (c == 0 || ((c == ' ' || c == '.') && length == 0))
        continue;
      if (c == ' ' && name->str[length - 1] == ' ')
        continue;
      if (length + 6 > MAX_NAME_BYTES)
        break;

      g_string_append_unichar (name, c);
      n_characters--;
    }

  while (name->len > 0 && is_dot_or_blank (name->str[name->len - 1]))
    g_string_truncate (name, name->len - 1);

  return g_string_free_and_steal (g_steal_pointer (&name));
}

/**
 * natter_export_suggest_name:
 * @conversation: a conversation
 * @format: the format of the file
 *
 * Returns: (transfer full): the title as the name of a file, at most 80 characters with its suffix
 */
char *
natter_export_suggest_name (NatterConversation *conversation,
                            NatterExportFormat  format)
{
  const char *suffix = natter_export_get_suffix (format);
  const char *title;
  g_autofree char *name = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (conversation), NULL);
  g_return_val_if_fail (suffix != NULL, NULL);

  title = natter_conversation_get_title (conversation);
  name = make_name (title != NULL ? title : "", MAX_NAME_CHARACTERS - strlen (suffix));

  return g_strconcat (*name != '\0' ? name : _("Untitled"), suffix, NULL);
}

/*
 * natter_export_dup_attachment_name:
 *
 * Returns: (transfer full): what a person calls it
 */
char *
natter_export_dup_attachment_name (NatterAttachment *attachment)
{
  const char *name = natter_attachment_get_name (attachment);

  if (name && *name)
    return g_strdup (name);

  return g_strdup (natter_attachment_is_image (attachment) ? _("Image") : _("File"));
}

/*
 * natter_export_dup_file_name:
 *
 * Returns: (transfer full): its name, fit for any file system, with an end that tells what it is
 */
char *
natter_export_dup_file_name (NatterAttachment *attachment)
{
  g_autofree char *given = natter_export_dup_attachment_name (attachment);
  g_autofree char *name = make_name (given, MAX_NAME_CHARACTERS);
  g_autofree char *suffix = NULL;
  const char *subtype = strchr (natter_attachment_get_mime_type (attachment), '/');

  if (!*name)
    g_set_str (&name, _("File"));
  if (strchr (name, '.') || !natter_attachment_is_image (attachment) || !subtype)
    return g_steal_pointer (&name);

  suffix = g_strndup (subtype + 1, strspn (subtype + 1, "abcdefghijklmnopqrstuvwxyz0123456789"));

  return g_strconcat (name, ".", g_str_equal (suffix, "jpeg") ? "jpg" : suffix, NULL);
}
