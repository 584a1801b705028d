/* natter-export-json.c: a conversation as JSON that loses nothing; its form is in
 * data/natter-conversation-2.schema.json. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-export-pen.h"
#include "natter-export-private.h"

typedef struct
{
  NatterExportPen            pen;
  NatterExportSink          *sink;
  const NatterExportOptions *options;
  GError                   **error;
} Writer;

static void
add_usage (NatterExportPen   *pen,
           const NatterUsage *usage)
{
  if (!natter_usage_is_known (usage))
    {
      natter_export_pen_null (pen, "usage");
      return;
    }

  natter_export_pen_open (pen, "usage", '{');
  natter_export_pen_count (pen, "input", usage->input);
  natter_export_pen_count (pen, "output", usage->output);
  natter_export_pen_count (pen, "cached_input", usage->cached_input);
  natter_export_pen_count (pen, "reasoning", usage->reasoning);
  natter_export_pen_count (pen, "total", usage->total);
  natter_export_pen_close (pen, '}');
}

static void
add_timing (NatterExportPen           *pen,
            const NatterStoredMessage *record)
{
  if (record->reasoning_after < 0 && record->text_after < 0 && record->ended_after < 0)
    {
      natter_export_pen_null (pen, "timing");
      return;
    }

  natter_export_pen_open (pen, "timing", '{');
  natter_export_pen_count (pen, "reasoning_after", record->reasoning_after);
  natter_export_pen_count (pen, "text_after", record->text_after);
  natter_export_pen_count (pen, "ended_after", record->ended_after);
  natter_export_pen_close (pen, '}');
}

/* The body, which may repeat what was sent with the request, is for looking at, not for passing
 * on. */
static void
add_error (NatterExportPen           *pen,
           const NatterStoredMessage *record)
{
  g_autofree char *message = NULL;

  if (!record->error_category)
    {
      natter_export_pen_null (pen, "error");
      return;
    }

  if (record->error_message)
    message = natter_export_redact (record->error_message);
  natter_export_pen_open (pen, "error", '{');
  natter_export_pen_text (pen, "category", record->error_category);
  natter_export_pen_text (pen, "message", message);
  natter_export_pen_count (pen, "status", record->error_status > 0 ? record->error_status : -1);
  natter_export_pen_close (pen, '}');
}

/* One whose file is gone has no data: the rest of the conversation is not lost with it. */
static gboolean
add_data (Writer           *self,
          NatterAttachment *attachment)
{
  g_autoptr(GBytes) data = NULL;
  gboolean go_on = FALSE;

  if (self->options->attachments)
    data = natter_attachment_load (attachment, NULL);
  if (!data)
    return TRUE;

  natter_export_pen_begin (&self->pen, "data");
  g_string_append_c (self->pen.out, '"');
  go_on = natter_export_sink_base64 (self->sink, data, self->error);
  g_string_append_c (self->pen.out, '"');

  return go_on;
}

static void
add_told (NatterExportPen *pen,
          const char      *name,
          const char      *text)
{
  if (text)
    natter_export_pen_text (pen, name, text);
}

static gboolean
add_part (Writer                 *self,
          const NatterStoredPart *part,
          NatterAttachment       *attachment)
{
  NatterExportPen *pen = &self->pen;
  gboolean go_on = TRUE;

  natter_export_pen_open (pen, NULL, '{');
  natter_export_pen_text (pen, "kind", natter_part_kind_to_string (part->kind));
  if (part->number > 0)
    natter_export_pen_number (pen, "number", part->number);
  add_told (pen, "id", part->id);
  add_told (pen, "name", part->name);
  add_told (pen, "mime_type", part->mime_type);
  add_told (pen, "text", part->text);
  if (attachment)
    {
      natter_export_pen_number (pen, "size", (gint64) natter_attachment_get_size (attachment));
      add_told (pen, "sha256", natter_attachment_get_blob (attachment));
      go_on = add_data (self, attachment);
    }
  natter_export_pen_close (pen, '}');

  return go_on && natter_export_sink_pass (self->sink, self->error);
}

static gboolean
is_wanted (Writer                 *self,
           const NatterStoredPart *part)
{
  return self->options->reasoning ||
         (part->kind != NATTER_PART_REASONING && part->kind != NATTER_PART_CARRY);
}

static gboolean
add_parts (Writer                *self,
           NatterTranscriptEntry *entry)
{
  GPtrArray *parts = entry->record->parts;
  gboolean go_on = TRUE;
  guint n_attachments = 0;

  natter_export_pen_open (&self->pen, "parts", '[');
  for (guint i = 0; i < parts->len && go_on; i++)
    {
      const NatterStoredPart *part = g_ptr_array_index (parts, i);
      NatterAttachment *attachment = NULL;

      if ((part->kind == NATTER_PART_IMAGE || part->kind == NATTER_PART_FILE) &&
          n_attachments < entry->attachments->len)
        attachment = g_ptr_array_index (entry->attachments, n_attachments++);
      if (is_wanted (self, part))
        go_on = add_part (self, part, attachment);
    }
  natter_export_pen_close (&self->pen, ']');

  return go_on;
}

static void
add_edits (NatterExportPen *pen,
           GPtrArray       *edits)
{
  natter_export_pen_open (pen, "edits", '[');
  for (guint i = 0; edits && i < edits->len; i++)
    {
      const NatterStoredEdit *edit = g_ptr_array_index (edits, i);

      natter_export_pen_open (pen, NULL, '{');
      natter_export_pen_number (pen, "time", edit->time);
      natter_export_pen_text (pen, "text", edit->text);
      natter_export_pen_close (pen, '}');
    }
  natter_export_pen_close (pen, ']');
}

static gboolean
add_message (Writer                *self,
             NatterTranscriptEntry *entry)
{
  const NatterStoredMessage *record = entry->record;
  NatterExportPen *pen = &self->pen;

  natter_export_pen_open (pen, NULL, '{');
  natter_export_pen_text (pen, "id", record->id);
  natter_export_pen_text (pen, "parent", entry->parent_id);
  natter_export_pen_flag (pen, "chosen", entry->chosen);
  natter_export_pen_text (pen, "role", record->role);
  natter_export_pen_number (pen, "time", record->time);
  natter_export_pen_flag (pen, "streaming", record->streaming);
  natter_export_pen_text (pen, "provider", record->provider);
  natter_export_pen_text (pen, "model", record->model);
  natter_export_pen_text (pen, "end", natter_end_to_string (record->end));
  natter_export_pen_text (pen, "finish_reason", record->finish_reason);
  natter_export_pen_text (pen, "request_id", record->request_id);
  add_usage (pen, &record->usage);
  add_timing (pen, record);
  add_error (pen, record);
  if (!add_parts (self, entry))
    return FALSE;
  add_edits (pen, entry->edits);
  add_told (pen, "unreadable", entry->unreadable);
  natter_export_pen_close (pen, '}');

  return natter_export_sink_pass (self->sink, self->error);
}

static void
add_left_out (Writer           *self,
              NatterTranscript *transcript)
{
  NatterExportPen *pen = &self->pen;

  natter_export_pen_open (pen, "left_out", '[');
  if (!self->options->reasoning)
    natter_export_pen_text (pen, NULL, "reasoning");
  if (!self->options->branches)
    natter_export_pen_text (pen, NULL, "branches");
  if (!self->options->attachments)
    natter_export_pen_text (pen, NULL, "attachments");
  if (transcript->lacks_edits)
    natter_export_pen_text (pen, NULL, "edits");
  natter_export_pen_close (pen, ']');
}

static void
add_folder (NatterExportPen    *pen,
            NatterStoredFolder *folder)
{
  if (!folder)
    {
      natter_export_pen_null (pen, "folder");
      return;
    }

  natter_export_pen_open (pen, "folder", '{');
  natter_export_pen_text (pen, "id", folder->id);
  natter_export_pen_text (pen, "name", folder->name);
  natter_export_pen_text (pen, "colour", folder->colour);
  natter_export_pen_text (pen, "emoji", folder->emoji);
  natter_export_pen_number (pen, "position", folder->position);
  natter_export_pen_number (pen, "created", folder->created);
  natter_export_pen_close (pen, '}');
}

static void
add_facts (Writer           *self,
           NatterTranscript *transcript)
{
  const NatterStoredConversation *facts = transcript->facts;
  NatterExportPen *pen = &self->pen;

  natter_export_pen_text (pen, "format", "natter-conversation");
  natter_export_pen_number (pen, "version", NATTER_EXPORT_JSON_VERSION);
  add_left_out (self, transcript);
  natter_export_pen_text (pen, "id", facts->id);
  natter_export_pen_text (pen, "title", facts->title ? facts->title : "");
  natter_export_pen_flag (pen, "title_is_own", facts->title_is_own);
  natter_export_pen_number (pen, "created", facts->created);
  natter_export_pen_number (pen, "updated", facts->updated);
  natter_export_pen_flag (pen, "pinned", facts->pinned);
  natter_export_pen_flag (pen, "archived", facts->archived);
  natter_export_pen_flag (pen, "unread", facts->unread);
  add_folder (pen, transcript->folder);
  natter_export_pen_text (pen, "model_key", facts->model_key);
  natter_export_pen_text (pen, "scroll", facts->scroll_id);
  natter_export_pen_text (pen, "draft", facts->draft);
}

static void
add_path (NatterExportPen  *pen,
          NatterTranscript *transcript)
{
  natter_export_pen_open (pen, "path", '[');
  for (guint i = 0; i < transcript->path->len; i++)
    {
      const NatterTranscriptEntry *entry = g_ptr_array_index (transcript->path, i);

      natter_export_pen_text (pen, NULL, entry->record->id);
    }
  natter_export_pen_close (pen, ']');
}

/*
 * natter_export_json_write:
 * @depth: how far within other JSON it stands
 * @has_before: whether there something stands before it
 *
 * Writes the conversation as an object, without a newline behind it.
 */
gboolean
natter_export_json_write (NatterTranscript           *transcript,
                          const NatterExportOptions  *options,
                          guint                       depth,
                          gboolean                    has_before,
                          NatterExportSink           *sink,
                          GError                    **error)
{
  Writer self = { { sink->text, depth, has_before }, sink, options, error };
  GPtrArray *entries = options->branches ? transcript->entries : transcript->path;

  natter_export_pen_open (&self.pen, NULL, '{');
  add_facts (&self, transcript);
  add_path (&self.pen, transcript);
  natter_export_pen_open (&self.pen, "messages", '[');
  for (guint i = 0; i < entries->len; i++)
    if (!add_message (&self, g_ptr_array_index (entries, i)))
      return FALSE;
  natter_export_pen_close (&self.pen, ']');
  natter_export_pen_close (&self.pen, '}');

  return TRUE;
}

/*
 * natter_export_json:
 *
 * One conversation as a file.
 */
gboolean
natter_export_json (NatterTranscript           *transcript,
                    const NatterExportOptions  *options,
                    NatterExportSink           *sink,
                    GError                    **error)
{
  if (!natter_export_json_write (transcript, options, 0, FALSE, sink, error))
    return FALSE;
  g_string_append_c (sink->text, '\n');

  return natter_export_sink_flush (sink, error);
}
