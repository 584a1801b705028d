/* natter-import-chatgpt-content.c: what a message of ChatGPT says, by its content type. What is
 * not known is kept as it is. One thread at a time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-chatgpt.h"

#include <string.h>

#include "natter-import-value.h"
#include "natter-json.h"

typedef struct
{
  NatterImportReader *reader;
  NatterImportNode   *node;
  JsonObject         *message;
  JsonObject         *metadata;
  JsonObject         *content;
  JsonNode           *raw;       /* of the content */
  const char         *type;
  GHashTable         *attached;  /* char* ids of what is attached already */
} Content;

typedef void (*ReadFunc) (Content *self);

/* A tool's name, when it is one that is spoken to or that speaks. */
static const char *
get_tool (Content *self)
{
  const char *recipient = natter_json_get_string (self->message, "recipient");
  JsonObject *author = natter_json_get_object (self->message, "author");

  if (g_strcmp0 (natter_json_get_string (author, "role"), "tool") == 0)
    return natter_json_get_string (author, "name");

  return recipient && !g_str_equal (recipient, "all") ? recipient : NULL;
}

static gboolean
is_tool (Content *self)
{
  JsonObject *author = natter_json_get_object (self->message, "author");

  return g_strcmp0 (natter_json_get_string (author, "role"), "tool") == 0;
}

static gboolean
is_call (Content *self)
{
  return !is_tool (self) && get_tool (self) != NULL && self->node->role != NATTER_IMPORT_USER;
}

/* Words, wherever they belong: said, given to a tool, or said by one. */
static void
add_words (Content    *self,
           const char *text)
{
  g_autofree char *clean = text ? natter_import_chatgpt_dup_clean (text, self->metadata) : NULL;

  if (is_call (self))
    natter_import_node_add_call (self->node, NULL, get_tool (self), text);
  else if (is_tool (self))
    natter_import_node_add_result (self->node, get_tool (self), clean);
  else
    natter_import_node_add_text (self->node, NATTER_PART_TEXT, clean);
}

/* "file-service://file-abc" and "sediment://file_abc": the names of the files begin so. */
static void
attach (Content    *self,
        const char *pointer,
        const char *name,
        const char *mime_type)
{
  const char *slashes = pointer ? strstr (pointer, "://") : NULL;
  const char *id = slashes ? slashes + strlen ("://") : pointer;
  g_autofree char *plain = NULL;

  if (!id || !*id)
    return;

  /* "…#file_abc#p_0.jpg" is a page of a document */
  plain = g_strndup (id, strcspn (id, "#?"));
  if (g_hash_table_add (self->attached, g_strdup (plain)))
    natter_import_reader_attach (self->reader, self->node, plain, name, mime_type);
}

static void
attach_pointer (Content    *self,
                JsonObject *part)
{
  JsonObject *audio = natter_json_get_object (part, "audio_asset_pointer");
  JsonArray *frames = natter_json_get_array (part, "frames_asset_pointers");

  if (natter_json_get_string (part, "asset_pointer"))
    attach (self, natter_json_get_string (part, "asset_pointer"), NULL, NULL);
  if (audio)
    attach (self, natter_json_get_string (audio, "asset_pointer"), NULL, NULL);
  else
    attach (self, natter_json_get_string (part, "audio_asset_pointer"), NULL, NULL);

  for (guint i = 0; frames && i < json_array_get_length (frames); i++)
    attach_pointer (self, natter_json_as_object (json_array_get_element (frames, i)));
}

static void
read_part_object (Content  *self,
                  GString  *text,
                  JsonNode *node)
{
  JsonObject *part = natter_json_as_object (node);
  const char *type = natter_json_get_string (part, "content_type");
  g_autofree char *words = NULL;

  if (g_strcmp0 (type, "image_asset_pointer") == 0 ||
      g_strcmp0 (type, "audio_asset_pointer") == 0 ||
      g_strcmp0 (type, "real_time_user_audio_video_asset_pointer") == 0)
    {
      attach_pointer (self, part);
      return;
    }

  words = g_strcmp0 (type, "audio_transcription") == 0 || !type
          ? natter_import_dup_text (natter_import_get_node (part, "text")) : NULL;
  if (words)
    g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", words);
  else
    natter_import_reader_keep (self->reader, self->node, type ? type : "part", node);
}

static void
read_parts (Content *self)
{
  JsonNode *member = natter_import_get_node (self->content, "parts");
  JsonArray *parts = natter_json_as_array (member);
  g_autoptr(GString) text = g_string_new (NULL);

  if (!parts)
    {
      g_autofree char *words = natter_import_dup_text (member ? member : natter_import_get_node
                                                       (self->content, "text"));

      add_words (self, words);
      return;
    }

  for (guint i = 0; i < json_array_get_length (parts); i++)
    {
      JsonNode *part = json_array_get_element (parts, i);
      g_autofree char *words = JSON_NODE_HOLDS_OBJECT (part) ? NULL
                                                             : natter_import_dup_text (part);

      if (JSON_NODE_HOLDS_OBJECT (part))
        read_part_object (self, text, part);
      else if (words)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", words);
    }

  if (text->len > 0)
    add_words (self, text->str);
}

static void
read_code (Content *self)
{
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (self->content, "text"));
  const char *language = natter_json_get_string (self->content, "language");
  gboolean is_named = language && !g_str_equal (language, "unknown");

  if (!text)
    return;
  if (is_call (self) || is_tool (self))
    add_words (self, text);
  else
    natter_import_node_take_text (self->node, NATTER_PART_TEXT,
                                  natter_import_dup_fenced (is_named ? language : NULL, text));
}

/* What code drew. */
static void
read_output (Content *self)
{
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (self->content, "text"));
  JsonObject *result = natter_json_get_object (self->metadata, "aggregate_result");
  JsonArray *messages = natter_json_get_array (result, "messages");

  natter_import_node_add_result (self->node, get_tool (self), text);
  for (guint i = 0; messages && i < json_array_get_length (messages); i++)
    {
      JsonObject *message = natter_json_as_object (json_array_get_element (messages, i));

      attach (self, natter_json_get_string (message, "image_url"), NULL, NULL);
    }
}

static void
read_thoughts (Content *self)
{
  JsonArray *thoughts = natter_json_get_array (self->content, "thoughts");

  for (guint i = 0; thoughts && i < json_array_get_length (thoughts); i++)
    {
      JsonObject *thought = natter_json_as_object (json_array_get_element (thoughts, i));
      g_autofree char *summary = natter_import_dup_string (thought, "summary");
      g_autofree char *words = natter_import_dup_text (natter_import_get_node (thought,
                                                                               "content"));

      if (!words)
        words = natter_import_dup_text (natter_import_get_node (thought, "chunks"));
      if (summary && *summary)
        natter_import_node_take_text (self->node, NATTER_PART_REASONING,
                                      g_strdup_printf ("**%s**", summary));
      natter_import_node_add_text (self->node, NATTER_PART_REASONING, words);
    }
}

/* "Thought for 12 seconds" */
static void
read_recap (Content *self)
{
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (self->content,
                                                                          "content"));
  double seconds = 0;

  if (natter_json_get_double (self->metadata, "finished_duration_sec", &seconds) &&
      seconds > 0 && seconds < 1e6)
    {
      self->node->reasoning_after = 0;
      self->node->text_after = (gint64) (seconds * 1000);
    }
  natter_import_node_add_text (self->node, NATTER_PART_NOTE, text);
}

static void
read_quote (Content *self)
{
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (self->content, "text"));
  const char *title = natter_json_get_string (self->content, "title");

  natter_import_node_add_source (self->node, natter_json_get_string (self->content, "url"),
                                 title ? title : natter_json_get_string (self->content, "domain"));
  natter_import_node_add_result (self->node, title, text);
}

static void
read_display (Content *self)
{
  g_autofree char *text = natter_import_dup_text (natter_import_get_node (self->content, "result"));

  if (!text)
    text = natter_import_dup_text (natter_import_get_node (self->content, "summary"));
  natter_import_node_add_result (self->node, get_tool (self), text);
}

/* Known, but in no form that would be of use. */
static void
read_raw_result (Content *self)
{
  read_display (self);
  g_ptr_array_add (self->node->originals, natter_import_dup_raw (self->raw));
}

static void
read_hidden (Content *self)
{
  self->node->role = NATTER_IMPORT_HIDDEN;
  g_ptr_array_add (self->node->originals, natter_import_dup_raw (self->raw));
}

static const struct
{
  const char *type;
  ReadFunc    read;
} readers[] = {
  { "text", read_parts },
  { "multimodal_text", read_parts },
  { "code", read_code },
  { "execution_output", read_output },
  { "thoughts", read_thoughts },
  { "reasoning_recap", read_recap },
  { "tether_quote", read_quote },
  { "tether_browsing_display", read_display },
  { "tether_browsing_code", read_raw_result },
  { "sonic_webpage", read_raw_result },
  { "user_editable_context", read_hidden },
  { "model_editable_context", read_hidden },
};

static void
read_by_type (Content *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (readers); i++)
    if (g_strcmp0 (self->type, readers[i].type) == 0)
      {
        readers[i].read (self);
        return;
      }

  if (self->raw)
    natter_import_reader_keep (self->reader, self->node, self->type, self->raw);
}

static void
read_sources (NatterImportNode *node,
              JsonObject       *metadata)
{
  JsonArray *citations = natter_json_get_array (metadata, "citations");
  JsonArray *references = natter_json_get_array (metadata, "content_references");

  for (guint i = 0; citations && i < json_array_get_length (citations); i++)
    {
      JsonObject *citation = natter_json_as_object (json_array_get_element (citations, i));
      JsonObject *source = natter_json_get_object (citation, "metadata");

      natter_import_node_add_source (node, natter_json_get_string (source, "url"),
                                     natter_json_get_string (source, "title"));
    }

  for (guint i = 0; references && i < json_array_get_length (references); i++)
    {
      JsonObject *reference = natter_json_as_object (json_array_get_element (references, i));
      JsonArray *items = natter_json_get_array (reference, "items");

      natter_import_node_add_source (node, natter_json_get_string (reference, "url"),
                                     natter_json_get_string (reference, "title"));
      for (guint j = 0; items && j < json_array_get_length (items); j++)
        {
          JsonObject *item = natter_json_as_object (json_array_get_element (items, j));

          natter_import_node_add_source (node, natter_json_get_string (item, "url"),
                                         natter_json_get_string (item, "title"));
        }
    }
}

static void
read_attachments (Content *self)
{
  JsonArray *attachments = natter_json_get_array (self->metadata, "attachments");

  for (guint i = 0; attachments && i < json_array_get_length (attachments); i++)
    {
      JsonObject *attachment = natter_json_as_object (json_array_get_element (attachments, i));
      const char *mime_type = natter_json_get_string (attachment, "mimeType");

      if (!mime_type)
        mime_type = natter_json_get_string (attachment, "mime_type");
      attach (self, natter_json_get_string (attachment, "id"),
              natter_json_get_string (attachment, "name"), mime_type);
    }
}

/**
 * natter_import_chatgpt_read_content:
 * @node: what is filled
 * @message: a message
 */
void
natter_import_chatgpt_read_content (NatterImportReader *self,
                                    NatterImportNode   *node,
                                    JsonObject         *message)
{
  g_autoptr(GHashTable) attached = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  Content content = {
    .reader = self, .node = node, .message = message,
    .metadata = natter_json_get_object (message, "metadata"),
    .content = natter_json_get_object (message, "content"),
    .raw = natter_import_get_node (message, "content"), .attached = attached,
  };

  content.type = natter_json_get_string (content.content, "content_type");
  if (node->role == NATTER_IMPORT_HIDDEN)
    {
      if (content.type && strstr (content.type, "editable_context"))
        read_hidden (&content);
      return;
    }

  read_attachments (&content);
  read_by_type (&content);
  read_sources (node, content.metadata);
}
