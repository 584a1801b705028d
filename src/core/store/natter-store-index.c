/* natter-store-index.c: the rows of the search index, written in the transaction of what they find.
 * They can always be made again from the messages. Used by the writer's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-store-index.h"

#include "natter-search-text.h"
#include "natter-store-parts.h"

/**
 * natter_store_index_collect:
 * @parts: (element-type NatterStoredPart): all parts of a message
 * @marks: where "image", "file" and "code" are added
 *
 * What a message is found by: what is said, the words of a refusal and the names of attachments;
 * not what was only thought.
 *
 * Returns: (transfer full): the text
 */
GString *
natter_store_index_collect (GPtrArray *parts,
                            GString   *marks)
{
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < parts->len; i++)
    {
      const NatterStoredPart *part = g_ptr_array_index (parts, i);

      if ((part->kind == NATTER_PART_TEXT || part->kind == NATTER_PART_REFUSAL) && part->text)
        g_string_append_len (text, part->text, (gssize) part->length);
      if (part->kind == NATTER_PART_IMAGE)
        g_string_append (marks, "image ");
      if (part->kind == NATTER_PART_FILE)
        g_string_append (marks, "file ");
      if ((part->kind == NATTER_PART_IMAGE || part->kind == NATTER_PART_FILE) && part->name)
        g_string_append_printf (text, "\n%s\n", part->name);
    }
  if (natter_search_has_code (text->str))
    g_string_append (marks, "code");

  return text;
}

/**
 * natter_store_index_put:
 * @db: a connection within a transaction
 * @message: the key of a message
 * @parts: (element-type NatterStoredPart): all of its parts
 * @error: why not
 *
 * Puts a message into the index, in place of what it was found by before.
 *
 * Returns: whether it is there
 */
gboolean
natter_store_index_put (NatterDb   *db,
                        gint64      message,
                        GPtrArray  *parts,
                        GError    **error)
{
  g_autoptr(GString) marks = g_string_new (NULL);
  g_autoptr(GString) collected = natter_store_index_collect (parts, marks);
  g_autofree char *text = natter_search_fold (collected->str, (gssize) collected->len);
  g_autofree char *words = natter_search_words (text);
  g_autofree char *pairs = natter_search_pairs (text);

  return natter_db_run (db, error, "DELETE FROM words WHERE rowid = ?1", "i", message) &&
         natter_db_run (db, error, "DELETE FROM grams WHERE rowid = ?1", "i", message) &&
         natter_db_run (db, error, "DELETE FROM pairs WHERE rowid = ?1", "i", message) &&
         ((*text == '\0' && marks->len == 0) ||
          (natter_db_run (db, error, "INSERT INTO words (rowid, text, marks) VALUES (?1, ?2, ?3)",
                          "iss", message, words, marks->str) &&
           natter_db_run (db, error, "INSERT INTO grams (rowid, text) VALUES (?1, ?2)",
                          "is", message, text))) &&
         (*pairs == '\0' ||
          natter_db_run (db, error, "INSERT INTO pairs (rowid, text) VALUES (?1, ?2)",
                         "is", message, pairs));
}

/**
 * natter_store_index_build:
 * @db: a connection within a transaction
 * @error: why not
 *
 * Makes the whole index anew.
 *
 * Returns: whether it is made
 */
gboolean
natter_store_index_build (NatterDb  *db,
                          GError   **error)
{
  g_autoptr(GError) failed = NULL;
  g_autoptr(NatterRows) rows = NULL;

  if (!natter_db_exec (db, "INSERT INTO words (words) VALUES ('delete-all');"
                       "INSERT INTO grams (grams) VALUES ('delete-all');"
                       "INSERT INTO pairs (pairs) VALUES ('delete-all')", error))
    return FALSE;

  rows = natter_db_query (db, error, "SELECT key FROM message WHERE streaming = 0", "");
  if (!rows)
    return FALSE;

  while (natter_rows_next (rows, &failed))
    {
      g_autoptr(GPtrArray) parts = NULL;
      gint64 message = natter_rows_number (rows, 0, 0);

      parts = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_stored_part_unref);
      if (!natter_store_parts_read (db, NULL, message, parts, NULL) ||
          !natter_store_index_put (db, message, parts, &failed))
        {
          if (failed)
            break;
        }
    }
  if (!failed)
    return TRUE;

  g_propagate_error (error, g_steal_pointer (&failed));
  return FALSE;
}
