/* natter-export-markdown.c: a conversation as Markdown: a heading per message, its text as it is,
 * and how an answer ended when it did not end well. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-export-private.h"
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
append_tool_calls (GString   *out,
                   GPtrArray *calls)
{
  guint i;

  for (i = 0; calls != NULL && i < calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (calls, i);
      g_autofree char *name = escape (call->name != NULL ? call->name : "");

      g_string_append (out, "\n*");
      /* Translators: %s is the name of a tool */
      g_string_append_printf (out, _("Asked for the tool “%s”"), name);
      g_string_append (out, "*\n");
    }
}

static const char *
describe_end (NatterMessage *message)
{
  switch (natter_message_get_end (message))
    {
    case NATTER_END_NONE:
      return natter_message_is_streaming (message) ? _("Still being written") : NULL;
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

static void
append_end (GString       *out,
            NatterMessage *message)
{
  const char *end = describe_end (message);
  const GError *error = natter_message_get_error (message);
  g_autofree char *redacted = error != NULL ? natter_export_redact (error->message) : NULL;
  g_autofree char *reason = redacted != NULL ? escape (redacted) : NULL;

  if (end != NULL && reason != NULL)
    g_string_append_printf (out, "\n*%s: %s*\n", end, reason);
  else if (end != NULL || reason != NULL)
    g_string_append_printf (out, "\n*%s*\n", end != NULL ? end : reason);
}

static char *
format_time (GDateTime *time)
{
  g_autoptr(GDateTime) local = g_date_time_to_local (time);

  return g_date_time_format (local, "%Y-%m-%d %H:%M");
}

/* The message's section, which ends in a newline. */
static char *
dup_message (NatterMessage *message)
{
  g_autoptr(GString) out = g_string_new (NULL);
  g_autofree char *time = format_time (natter_message_get_time (message));
  const char *author = natter_message_get_model (message);
  g_autofree char *heading = NULL;

  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    author = _("You");
  heading = escape (author != NULL ? author : _("Assistant"));

  g_string_append_printf (out, "## %s\n\n*%s*\n", heading, time);
  append_reasoning (out, natter_message_get_reasoning (message));
  append_text (out, natter_message_get_text (message));
  append_text (out, natter_message_get_refusal (message));
  append_tool_calls (out, natter_message_get_tool_calls (message));
  append_end (out, message);

  return g_string_free_and_steal (g_steal_pointer (&out));
}

/*
 * natter_export_markdown_conversation:
 * @conversation: a conversation
 *
 * Returns: (transfer full): the visible path as Markdown
 */
char *
natter_export_markdown_conversation (NatterConversation *conversation)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (conversation, NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  const char *title = natter_conversation_get_title (conversation);
  g_autofree char *heading = escape (title != NULL && *title != '\0' ? title : _("Untitled"));
  guint i;

  g_string_append_printf (out, "# %s\n", heading);
  for (i = 0; i < path->len; i++)
    {
      g_autofree char *section = dup_message (g_ptr_array_index (path, i));

      g_string_append_printf (out, "\n%s", section);
    }

  return g_string_free_and_steal (g_steal_pointer (&out));
}
