/* natter-sheets-transcript.c: the messages of a conversation on sheets of paper. Any one thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sheets-private.h"

#include <string.h>

#include <glib/gi18n-lib.h>

#include "natter-markdown.h"
#include "natter-plain.h"

#define TITLE_FONT "Adwaita Sans, Cantarell, Sans Bold 20"
#define BRANCH_FONT "Adwaita Sans, Cantarell, Sans Bold 13"
#define AUTHOR_FONT "Adwaita Sans, Cantarell, Sans Bold 8.5"
#define SMALL_FONT "Adwaita Sans, Cantarell, Sans 8.5"
#define MESSAGE_SPACE 14.0
#define BRANCH_SPACE 24.0
#define SMALL_SPACE 5.0

static void
add_small (NatterSheets *self,
           const char   *text)
{
  self->space = MAX (self->space, SMALL_SPACE);
  natter_sheets_add_words (self, text, SMALL_FONT, TRUE, FALSE);
}

static void
add_markdown (NatterSheets *self,
              const char   *text)
{
  g_autoptr(GPtrArray) blocks = natter_markdown_parse (text, strlen (text));

  natter_sheets_add_blocks (self, blocks);
}

/* As it was typed. */
static void
add_plain (NatterSheets *self,
           const char   *text)
{
  NatterSheetsFrame before = { 0 };
  gsize last = 0;
  g_autofree char *copy = g_strchomp (g_strdup (text));
  g_autoptr(GPtrArray) blocks = natter_plain_parse (copy, strlen (copy), &last);

  natter_sheets_begin_box (self, NATTER_BOX_USER, &before);
  natter_sheets_add_blocks (self, blocks);
  self->frame = before;
}

static void
add_reasoning (NatterSheets *self,
               const char   *reasoning)
{
  NatterSheetsFrame before = self->frame;

  if (!*reasoning)
    return;

  self->space = SMALL_SPACE;
  self->frame.n_bars = 1;
  self->frame.left += NATTER_SHEETS_BAR_STEP;
  natter_sheets_add_words (self, _("Reasoning"), SMALL_FONT, TRUE, TRUE);
  add_markdown (self, reasoning);
  self->frame = before;
}

static void
add_attachments (NatterSheets                *self,
                 const NatterTranscriptEntry *entry,
                 gboolean                     with_bytes)
{
  for (guint i = 0; i < entry->attachments->len; i++)
    {
      NatterAttachment *attachment = g_ptr_array_index (entry->attachments, i);
      const char *name = natter_attachment_get_name (attachment);
      g_autofree char *size = g_format_size (natter_attachment_get_size (attachment));
      g_autofree char *words = NULL;
      g_autoptr(GBytes) bytes = NULL;

      if (with_bytes && natter_attachment_is_image (attachment))
        bytes = natter_attachment_load (attachment, NULL);
      if (bytes)
        natter_sheets_add_picture (self, bytes);
      words = g_strdup_printf ("%s · %s", name && *name
                                            ? name : natter_attachment_get_mime_type (attachment),
                               size);
      add_small (self, words);
    }
}

static void
add_rest (NatterSheets                *self,
          const NatterTranscriptEntry *entry)
{
  GPtrArray *calls = natter_message_get_tool_calls (entry->message);
  GPtrArray *citations = natter_message_get_citations (entry->message);
  g_autofree char *end = natter_transcript_dup_end (entry);

  for (guint i = 0; i < calls->len; i++)
    {
      const NatterToolCall *call = g_ptr_array_index (calls, i);
      g_autofree char *tool = natter_transcript_dup_tool (call);
      g_autofree char *words = g_strconcat (tool, "\n", call->arguments->str, NULL);

      add_small (self, words);
    }
  if (citations->len > 0)
    add_small (self, _("Sources"));
  for (guint i = 0; i < citations->len; i++)
    {
      const NatterCitation *citation = g_ptr_array_index (citations, i);
      g_autofree char *words = g_strdup_printf ("%u. %s%s%s", i + 1,
                                                citation->title ? citation->title : "",
                                                citation->title ? " — " : "", citation->address);

      natter_sheets_add_words (self, words, SMALL_FONT, TRUE, FALSE);
    }
  if (end)
    add_small (self, end);
}

/* Who, with what, and when, in one line that stays with the words. */
static void
add_head (NatterSheets                *self,
          const NatterTranscriptEntry *entry,
          gboolean                     with_version)
{
  const char *author = natter_transcript_get_author (entry);
  g_autofree char *time = natter_transcript_dup_time (entry);
  g_autofree char *version = with_version ? natter_transcript_dup_version (entry) : NULL;
  g_autofree char *words = g_strjoin (" · ", author, time, version, NULL);
  NatterPiece *piece = NULL;
  guint first = self->pieces->len;

  self->space = MESSAGE_SPACE;
  natter_sheets_add_words (self, words, AUTHOR_FONT, TRUE, TRUE);
  piece = g_ptr_array_index (self->pieces, first);
  piece->place = g_strdup (words);
}

static void
add_message (NatterSheets                *self,
             const NatterTranscriptEntry *entry,
             const NatterExportOptions   *options)
{
  NatterMessage *message = entry->message;

  add_head (self, entry, options->branches);
  if (options->reasoning)
    add_reasoning (self, natter_message_get_reasoning (message));
  if (natter_message_get_role (message) == NATTER_ROLE_USER)
    add_plain (self, natter_message_get_text (message));
  else
    add_markdown (self, natter_message_get_text (message));
  add_markdown (self, natter_message_get_refusal (message));
  add_attachments (self, entry, options->attachments);
  add_rest (self, entry);
}

/**
 * natter_sheets_add_transcript:
 * @options: what is wanted of it
 * @error: %G_IO_ERROR_CANCELLED
 *
 * Lays out the visible path, then the branches.
 *
 * Returns: whether all of it is there
 */
gboolean
natter_sheets_add_transcript (NatterSheets               *self,
                              NatterTranscript           *transcript,
                              const NatterExportOptions  *options,
                              GCancellable               *cancellable,
                              GError                    **error)
{
  g_autoptr(GPtrArray) strands = natter_transcript_dup_strands (transcript, options->branches);

  g_set_str (&self->title, natter_transcript_get_title (transcript));
  natter_sheets_add_words (self, self->title, TITLE_FONT, FALSE, TRUE);
  for (guint i = 0; i < strands->len; i++)
    {
      GPtrArray *strand = g_ptr_array_index (strands, i);

      if (i > 0)
        {
          g_autofree char *title = natter_transcript_dup_strand_title (transcript, strand, i);

          self->space = BRANCH_SPACE;
          natter_sheets_add_words (self, title, BRANCH_FONT, FALSE, TRUE);
        }
      for (guint j = 0; j < strand->len; j++)
        {
          if (g_cancellable_set_error_if_cancelled (cancellable, error))
            return FALSE;
          add_message (self, g_ptr_array_index (strand, j), options);
        }
    }

  return TRUE;
}
