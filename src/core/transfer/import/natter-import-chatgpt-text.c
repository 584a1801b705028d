/* natter-import-chatgpt-text.c: the text of a message of ChatGPT without the marks that stand for
 * its sources, in one pass. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-chatgpt.h"

#include <string.h>

#include "natter-json.h"

/* U+E200 … U+E201 around a mark of today, 【…】 with a dagger in it around one of before. */
#define MARK_START "\xee\x88\x80"
#define MARK_END   "\xee\x88\x81"
#define OLD_START  "\xe3\x80\x90"
#define OLD_END    "\xe3\x80\x91"
#define DAGGER     "\xe2\x80\xa0"
#define MAX_OLD    200

/* Returns: (transfer full): mark → what stands for it in plain Markdown */
static GHashTable *
index_references (JsonObject *metadata)
{
  JsonArray *references = natter_json_get_array (metadata, "content_references");
  GHashTable *index = g_hash_table_new (g_str_hash, g_str_equal);

  for (guint i = 0; references && i < json_array_get_length (references); i++)
    {
      JsonObject *reference = natter_json_as_object (json_array_get_element (references, i));
      const char *matched = natter_json_get_string (reference, "matched_text");
      const char *alt = natter_json_get_string (reference, "alt");

      if (matched && alt)
        g_hash_table_insert (index, (gpointer) matched, (gpointer) alt);
    }

  return index;
}

/* Returns: how long the mark at @p is, or 0 */
static gsize
measure_mark (const char  *p,
              const char  *text_end,
              const char **last_end)
{
  const char *end = NULL;

  if (g_str_has_prefix (p, MARK_START))
    {
      /* Where there was no end for one there is none for the next either. */
      end = *last_end == text_end ? NULL : strstr (p, MARK_END);
      if (!end)
        *last_end = text_end;
      return end ? (gsize) (end - p) + strlen (MARK_END) : 0;
    }
  if (!g_str_has_prefix (p, OLD_START))
    return 0;

  end = g_strstr_len (p, MIN (MAX_OLD, text_end - p), OLD_END);

  return end && g_strstr_len (p, end - p, DAGGER) ? (gsize) (end - p) + strlen (OLD_END) : 0;
}

/**
 * natter_import_chatgpt_dup_clean:
 * @text: a message's words
 * @metadata: (nullable): what is said of it
 *
 * Returns: (transfer full): the words without the marks of sources; what a mark stands for is in
 *   its place where it is told
 */
char *
natter_import_chatgpt_dup_clean (const char *text,
                                 JsonObject *metadata)
{
  g_autoptr(GHashTable) index = index_references (metadata);
  g_autoptr(GString) clean = g_string_sized_new (strlen (text));
  const char *end = text + strlen (text);
  const char *last_end = text;
  const char *p = text;

  while (*p)
    {
      gsize plain = strcspn (p, "\xee\xe3");
      gsize length = 0;

      g_string_append_len (clean, p, (gssize) plain);
      p += plain;
      length = *p ? measure_mark (p, end, &last_end) : 0;
      if (length > 0)
        {
          g_autofree char *mark = g_strndup (p, length);
          const char *alt = g_hash_table_lookup (index, mark);

          g_string_append (clean, alt ? alt : "");
        }
      else if (*p)
        g_string_append_c (clean, *p);
      p += length > 0 ? length : *p != '\0';
    }

  return g_string_free_and_steal (g_steal_pointer (&clean));
}
