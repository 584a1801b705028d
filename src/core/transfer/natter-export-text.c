/* natter-export-text.c: a conversation as plain text, "You: …\nLLM: …\n\nYou: …", no newline at the
 * end. tinychat's export with its line ends put right. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

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

/* "You: …" or "LLM: …". A refusal is what the model said, so it stands where the answer would. An
 * answer that failed before its first word says nothing. */
static char *
dup_message (NatterMessage *message)
{
  gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;
  g_autofree char *text = natter_export_trim_lines (natter_message_get_text (message));
  g_autofree char *refusal = natter_export_trim_lines (natter_message_get_refusal (message));
  const char *between = *text != '\0' && *refusal != '\0' ? "\n" : "";

  if (!is_user && *text == '\0' && *refusal == '\0')
    return g_strdup ("");

  return g_strconcat (is_user ? "You: " : "LLM: ", text, between, refusal, NULL);
}

/*
 * natter_export_text_conversation:
 * @conversation: a conversation
 *
 * Returns: (transfer full): the visible path as text
 */
char *
natter_export_text_conversation (NatterConversation *conversation)
{
  g_autoptr(GPtrArray) path = natter_conversation_dup_path (conversation, NULL);
  g_autoptr(GString) out = g_string_new (NULL);
  guint i;

  for (i = 0; i < path->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (path, i);
      gboolean is_user = natter_message_get_role (message) == NATTER_ROLE_USER;
      g_autofree char *text = dup_message (message);

      if (*text == '\0')
        continue;

      if (out->len > 0)
        g_string_append (out, is_user ? "\n\n" : "\n");
      g_string_append (out, text);
    }

  return g_string_free_and_steal (g_steal_pointer (&out));
}
