/* natter-test-decoded.c: feeds a body to parser and decoder and puts together what they read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-test-decoded.h"

#include <string.h>

#include "natter-error.h"
#include "natter-json-splitter.h"

typedef struct
{
  NatterDecoder     *decoder;
  NatterTestDecoded *decoded;
} Reader;

NatterTestDecoded *
natter_test_decoded_new (void)
{
  NatterTestDecoded *self = g_new0 (NatterTestDecoded, 1);

  self->text = g_string_new (NULL);
  self->reasoning = g_string_new (NULL);
  self->refusal = g_string_new (NULL);
  self->usage = (NatterUsage) NATTER_USAGE_INIT;
  self->tool_calls = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_tool_call_free);
  self->citations = g_ptr_array_new_with_free_func (g_free);
  self->images = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_attachment_unref);
  self->carries = g_ptr_array_new_with_free_func (g_free);

  return self;
}

void
natter_test_decoded_free (NatterTestDecoded *self)
{
  g_string_free (self->text, TRUE);
  g_string_free (self->reasoning, TRUE);
  g_string_free (self->refusal, TRUE);
  g_free (self->model);
  g_free (self->finish_reason);
  g_ptr_array_unref (self->tool_calls);
  g_ptr_array_unref (self->citations);
  g_ptr_array_unref (self->images);
  g_ptr_array_unref (self->carries);
  g_clear_error (&self->error);
  g_free (self);
}

static void
take_call (NatterTestDecoded *self,
           const NatterDelta *delta)
{
  NatterToolCall *call = NULL;

  g_assert_cmpuint (delta->index, <=, self->tool_calls->len);
  if (delta->index == self->tool_calls->len)
    g_ptr_array_add (self->tool_calls, natter_tool_call_new (delta->index));

  call = g_ptr_array_index (self->tool_calls, delta->index);
  if (delta->id)
    g_set_str (&call->id, delta->id);
  if (delta->name)
    g_set_str (&call->name, delta->name);
  g_string_append_len (call->arguments, delta->text, (gssize) delta->length);
}

static void
take_error (NatterTestDecoded *self,
            const GError      *error)
{
  g_assert_null (self->error);
  self->error = g_error_copy (error);
}

/* What every delta promises. */
static void
check_text (const NatterDelta *delta)
{
  if (!delta->text)
    return;

  g_assert_cmpuint (strlen (delta->text), ==, delta->length);
  g_assert_true (g_utf8_validate (delta->text, -1, NULL));
}

static void
take_text (NatterTestDecoded *self,
           const NatterDelta *delta)
{
  GString *text = delta->kind == NATTER_DELTA_TEXT        ? self->text
                  : delta->kind == NATTER_DELTA_REASONING ? self->reasoning
                                                          : self->refusal;

  g_string_append (text, delta->text);
}

/* A source is told once, as in a message. */
static void
take_citation (NatterTestDecoded *self,
               const NatterDelta *delta)
{
  g_autofree char *line = NULL;

  g_assert_true (delta->id && *delta->id);
  line = delta->name ? g_strdup_printf ("%s (%s)", delta->id, delta->name) : g_strdup (delta->id);
  if (!g_ptr_array_find_with_equal_func (self->citations, line, g_str_equal, NULL))
    g_ptr_array_add (self->citations, g_steal_pointer (&line));
}

static void
take_carry (NatterTestDecoded *self,
            const NatterDelta *delta)
{
  g_assert_nonnull (delta->name);
  g_ptr_array_add (self->carries, g_strdup (delta->text));
}

static void
take_finish (NatterTestDecoded *self,
             const NatterDelta *delta)
{
  g_set_str (&self->finish_reason, delta->text);
  self->end = delta->end;
  self->n_finishes++;
}

/* A NatterDeltaFunc; @data is a NatterTestDecoded. */
void
natter_test_decoded_take (const NatterDelta *delta,
                          gpointer           data)
{
  NatterTestDecoded *self = data;

  check_text (delta);
  switch (delta->kind)
    {
    case NATTER_DELTA_TEXT:
    case NATTER_DELTA_REASONING:
    case NATTER_DELTA_REFUSAL:
      take_text (self, delta);
      break;
    case NATTER_DELTA_TOOL_CALL:
      take_call (self, delta);
      break;
    case NATTER_DELTA_CITATION:
      take_citation (self, delta);
      break;
    case NATTER_DELTA_IMAGE:
      g_ptr_array_add (self->images, natter_attachment_ref (delta->image));
      break;
    case NATTER_DELTA_CARRY:
      take_carry (self, delta);
      break;
    case NATTER_DELTA_MODEL:
      g_set_str (&self->model, delta->text);
      break;
    case NATTER_DELTA_USAGE:
      self->usage = *delta->usage;
      break;
    case NATTER_DELTA_FINISH:
      take_finish (self, delta);
      break;
    case NATTER_DELTA_ERROR:
      take_error (self, delta->error);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
event_cb (const NatterSseEvent *event,
          gpointer              data)
{
  Reader *reader = data;

  natter_decoder_feed (reader->decoder, event, natter_test_decoded_take, reader->decoded);
}

static void
read_events (Reader       *reader,
             const guint8 *bytes,
             gsize         length,
             gsize         chunk)
{
  g_autoptr(NatterSseParser) parser = natter_sse_parser_new (event_cb, reader);
  g_autoptr(GError) error = NULL;
  gboolean ok = TRUE;

  natter_sse_parser_set_error_func (parser, event_cb);
  for (gsize i = 0; ok && i < length; i += chunk)
    ok = natter_sse_parser_feed (parser, bytes + i, MIN (chunk, length - i), &error);
  if (ok)
    natter_sse_parser_finish (parser, NATTER_SSE_FLUSH, &error);

  if (error && !reader->decoded->error)
    reader->decoded->error = g_steal_pointer (&error);
}

/* Servers that do not stream answer with one JSON value, some stream lines or a list of them; no
 * line of events begins like one. */
static gboolean
is_json (const guint8 *bytes,
         gsize         length)
{
  while (length > 0 && g_ascii_isspace (*bytes))
    {
      bytes++;
      length--;
    }

  return length > 0 && (*bytes == '{' || *bytes == '[');
}

static void
read_json (Reader       *reader,
           const guint8 *bytes,
           gsize         length,
           gsize         chunk)
{
  g_autoptr(NatterJsonSplitter) splitter = natter_json_splitter_new (event_cb, reader);
  g_autoptr(GError) error = NULL;
  gboolean ok = TRUE;

  for (gsize i = 0; ok && i < length; i += chunk)
    ok = natter_json_splitter_feed (splitter, bytes + i, MIN (chunk, length - i), &error);
  if (ok)
    natter_json_splitter_finish (splitter, &error);

  if (error && !reader->decoded->error)
    reader->decoded->error = g_steal_pointer (&error);
}

/*
 * natter_test_decoded_read:
 * @dialect: what the body speaks
 * @bytes: the body
 * @chunk: bytes that are fed at a time, 0 for all at once
 *
 * Returns: (transfer full): what was read, with its end
 */
NatterTestDecoded *
natter_test_decoded_read (NatterDialect *dialect,
                          const guint8  *bytes,
                          gsize          length,
                          gsize          chunk)
{
  g_autoptr(NatterDecoder) decoder = natter_dialect_new_decoder (dialect);
  NatterTestDecoded *self = natter_test_decoded_new ();
  Reader reader = { decoder, self };

  if (chunk == 0)
    chunk = MAX (length, 1);
  if (is_json (bytes, length) || g_str_equal (natter_dialect_get_id (dialect), "ollama"))
    read_json (&reader, bytes, length, chunk);
  else
    read_events (&reader, bytes, length, chunk);

  self->n_events = natter_decoder_get_n_events (decoder);
  self->n_malformed = natter_decoder_get_n_malformed (decoder);
  if (!self->error && self->n_events > 0 && self->n_events == self->n_malformed)
    self->error = natter_error_new (NATTER_ERROR_MALFORMED, "The answer could not be read.");

  if (self->error)
    self->end = NATTER_END_PROVIDER_ERROR;
  else if (!natter_decoder_is_complete (decoder))
    self->end = NATTER_END_CONNECTION_LOST;
  else if (self->end == NATTER_END_NONE)
    self->end = NATTER_END_COMPLETE;

  return self;
}

static void
describe_part (GString    *out,
               const char *name,
               const char *text)
{
  if (text && *text)
    g_string_append_printf (out, "%s{%s} ", name, text);
}

static void
describe_parts (GString    *out,
                const char *name,
                GPtrArray  *texts)
{
  for (guint i = 0; i < texts->len; i++)
    describe_part (out, name, g_ptr_array_index (texts, i));
}

static const char *
or_dash (const char *text)
{
  return text ? text : "-";
}

static void
describe_values (GString                 *out,
                 const NatterTestDecoded *self)
{
  for (guint i = 0; i < self->tool_calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (self->tool_calls, i);

      g_string_append_printf (out, "call{%s %s %s} ", or_dash (call->id), or_dash (call->name),
                              call->arguments->str);
    }

  for (guint i = 0; i < self->images->len; i++)
    {
      NatterAttachment *image = g_ptr_array_index (self->images, i);

      g_string_append_printf (out, "image{%s %" G_GSIZE_FORMAT "} ",
                              natter_attachment_get_mime_type (image),
                              g_bytes_get_size (natter_attachment_get_data (image)));
    }
}

char *
natter_test_decoded_describe (const NatterTestDecoded *self)
{
  GString *out = g_string_new (NULL);
  const NatterUsage *usage = &self->usage;

  describe_part (out, "text", self->text->str);
  describe_part (out, "reasoning", self->reasoning->str);
  describe_part (out, "refusal", self->refusal->str);
  describe_values (out, self);
  describe_parts (out, "citation", self->citations);
  describe_parts (out, "carry", self->carries);
  describe_part (out, "finish", self->finish_reason);
  if (natter_usage_is_known (usage))
    g_string_append_printf (out, "usage{%d %d %d %d %d} ", (int) usage->input, (int) usage->output,
                            (int) usage->cached_input, (int) usage->reasoning, (int) usage->total);
  describe_part (out, "model", self->model);

  /* Our own sentences are translated, and not told here. */
  if (self->error && strchr (self->error->message, ' ') &&
      !strstr (self->error->message, "upstream"))
    g_string_append_printf (out, "error{%s} ", natter_error_get_category (self->error));
  else if (self->error)
    g_string_append_printf (out, "error{%s %s} ", natter_error_get_category (self->error),
                            self->error->message);
  if (self->n_malformed > 0)
    g_string_append_printf (out, "malformed{%u} ", self->n_malformed);

  return g_string_free_and_steal (g_string_append (out, natter_end_to_string (self->end)));
}

void
natter_test_decoded_check (NatterDialect *dialect,
                           const char    *body,
                           const char    *expected)
{
  static const gsize chunks[] = { 0, 1, 2, 3, 7, 50 };

  for (guint c = 0; c < G_N_ELEMENTS (chunks); c++)
    {
      g_autoptr(NatterTestDecoded) decoded = NULL;
      g_autofree char *found = NULL;

      decoded = natter_test_decoded_read (dialect, (const guint8 *) body, strlen (body), chunks[c]);
      found = natter_test_decoded_describe (decoded);
      g_assert_cmpstr (found, ==, expected);
      g_assert_cmpuint (decoded->n_finishes, <=, 1);
    }
}
