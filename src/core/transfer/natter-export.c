/* natter-export.c: a conversation as text for a file, and what the file is called. Pure.
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
};

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
 * natter_export_to_string:
 * @conversation: a conversation
 * @format: the format wanted
 *
 * Text and Markdown have the visible path, JSON the whole tree. Answers that are not whole are
 * there as far as they came. There is never a key in it.
 *
 * Returns: (transfer full): the conversation, UTF-8
 */
char *
natter_export_to_string (NatterConversation *conversation,
                         NatterExportFormat  format)
{
  g_return_val_if_fail (NATTER_IS_CONVERSATION (conversation), NULL);

  switch (format)
    {
    case NATTER_EXPORT_TEXT:
      return natter_export_text_conversation (conversation);
    case NATTER_EXPORT_MARKDOWN:
      return natter_export_markdown_conversation (conversation);
    case NATTER_EXPORT_JSON:
      return natter_export_json_conversation (conversation);
    default:
      g_return_val_if_reached (NULL);
    }
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
