/* natter-json-splitter.c: a push parser that finds where JSON values begin and end, and leaves
 * what is in them to others. It follows brackets, strings and line ends far enough to find the
 * next value after a broken one. Pure, owned by one answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-json-splitter.h"

#include <string.h>

#include "natter-sse-buffer-private.h"

#define MAX_DEPTH 256           /* no server nests as deep */
#define KEEP_SIZE (256 * 1024)  /* a larger buffer is given back after a small value */

static const char byte_order_mark[] = "\xef\xbb\xbf";

typedef enum
{
  STATE_BETWEEN,
  STATE_GARBAGE,  /* what is no value, up to the end of its line or the next value */
  STATE_VALUE,
  STATE_STRING,
  STATE_ESCAPE,   /* after a backslash in a string */
} State;

typedef enum
{
  STEP_ON,
  STEP_ENDS_AFTER,   /* the byte is the last one of the piece */
  STEP_ENDS_BEFORE,  /* it is the first one after it */
} Step;

struct _NatterJsonSplitter
{
  NatterSseFunc    func;
  gpointer         func_data;
  gsize            max_size;

  State            state;
  char             brackets[MAX_DEPTH]; /* '{' or '[', outermost first */
  guint            depth;
  char             last;                /* byte of the value that was no blank; '"' for a string */
  NatterSseBuffer  piece;
  NatterSseBuffer  clean;               /* a piece on its way out, made valid */
  gboolean         has_delivered;

  gboolean         failed;
  gboolean         finished;
  gboolean         busy;                /* inside feed or finish */
};

/* A mark at the start of a body, and the blanks at the end of a line, are no garbage. */
static void
trim_garbage (NatterJsonSplitter *self)
{
  NatterSseBuffer *piece = &self->piece;
  gsize mark = strlen (byte_order_mark);

  while (piece->length > 0 && g_ascii_isspace (piece->bytes[piece->length - 1]))
    piece->length--;

  if (!self->has_delivered && piece->length >= mark &&
      memcmp (piece->bytes, byte_order_mark, mark) == 0)
    {
      piece->length -= mark;
      memmove (piece->bytes, piece->bytes + mark, piece->length);
    }
  if (piece->bytes)
    piece->bytes[piece->length] = '\0';
}

static gboolean
deliver (NatterJsonSplitter *self,
         gboolean            unfinished)
{
  NatterSseBuffer *piece = &self->piece;
  NatterSseEvent event = {
    .type = "message",
    .id = "",
    .retry = -1,
    .at_eof = unfinished,
    .partial = unfinished,
  };
  gboolean ok = TRUE;

  if (self->state == STATE_GARBAGE)
    trim_garbage (self);

  if (!g_utf8_validate_len (natter_sse_buffer_get (piece), piece->length, NULL))
    {
      ok = natter_sse_buffer_set_valid (&self->clean, piece->bytes, piece->length, self->max_size);
      piece = &self->clean;
    }

  event.data = natter_sse_buffer_get (piece);
  event.length = piece->length;
  self->has_delivered = TRUE;
  if (ok && event.length > 0)
    self->func (&event, self->func_data);

  if (self->piece.allocated > KEEP_SIZE && self->piece.length < self->piece.allocated / 4)
    natter_sse_buffer_clear (&self->piece);
  if (self->clean.allocated > KEEP_SIZE)
    natter_sse_buffer_clear (&self->clean);
  self->piece.length = 0;
  self->state = STATE_BETWEEN;
  self->depth = 0;

  return ok;
}

/* FALSE: nothing of the kind can begin here, so what is open was broken off before. A member of an
 * object follows a colon, which makes the objects of two lines tell themselves apart. */
static gboolean
open_bracket (NatterJsonSplitter *self,
              char                bracket)
{
  if (self->depth == MAX_DEPTH)
    return FALSE;

  if (self->depth > 0)
    {
      char in = self->brackets[self->depth - 1];

      if (in == '{' ? self->last != ':' : self->last != '[' && self->last != ',')
        return FALSE;
    }

  self->brackets[self->depth++] = bracket;
  self->last = bracket;

  return TRUE;
}

static Step
take_value_byte (NatterJsonSplitter *self,
                 char                c)
{
  switch (c)
    {
    case ' ':
    case '\t':
    case '\n':
    case '\r':
      return STEP_ON;

    case '"':
      self->state = STATE_STRING;
      self->last = c;
      return STEP_ON;

    case '{':
    case '[':
      return open_bracket (self, c) ? STEP_ON : STEP_ENDS_BEFORE;

    case '}':
    case ']':
      if (self->brackets[self->depth - 1] != (c == '}' ? '{' : '['))
        return STEP_ENDS_AFTER;
      self->depth--;
      self->last = c;
      return self->depth == 0 ? STEP_ENDS_AFTER : STEP_ON;

    default:
      self->last = c;
      return STEP_ON;
    }
}

static Step
take_byte (NatterJsonSplitter *self,
           char                c)
{
  switch (self->state)
    {
    case STATE_BETWEEN:
      if (c == '{')
        {
          self->state = STATE_VALUE;
          open_bracket (self, c);
        }
      else if (!g_ascii_isspace (c) && c != '[' && c != ',' && c != ']')
        self->state = STATE_GARBAGE;
      return STEP_ON;

    case STATE_GARBAGE:
      return c == '{' || c == '\n' || c == '\r' ? STEP_ENDS_BEFORE : STEP_ON;

    case STATE_VALUE:
      return take_value_byte (self, c);

    /* No string holds a line end as it is: the line was broken off. */
    case STATE_STRING:
      if (c == '"')
        self->state = STATE_VALUE;
      else if (c == '\\')
        self->state = STATE_ESCAPE;
      return c == '\n' ? STEP_ENDS_BEFORE : STEP_ON;

    case STATE_ESCAPE:
      self->state = STATE_STRING;
      return c == '\n' ? STEP_ENDS_BEFORE : STEP_ON;

    default:
      g_assert_not_reached ();
    }
}

static const guint8 *
skip_string (const guint8 *p,
             const guint8 *end)
{
  while (p < end && *p != '"' && *p != '\\' && *p != '\n')
    p++;

  return p;
}

static gboolean
append (NatterJsonSplitter *self,
        const guint8       *start,
        const guint8       *end)
{
  return natter_sse_buffer_append (&self->piece, start, (gsize) (end - start), self->max_size);
}

/* The bytes of a piece are copied together, not one by one. */
static gboolean
take_bytes (NatterJsonSplitter *self,
            const guint8       *bytes,
            gsize               length)
{
  const guint8 *end = bytes + length;
  const guint8 *start = bytes;
  const guint8 *p = bytes;

  while (p < end)
    {
      Step step = STEP_ON;

      if (self->state == STATE_BETWEEN)
        start = p;
      else if (self->state == STATE_STRING && (p = skip_string (p, end)) == end)
        break;

      step = take_byte (self, (char) *p);
      if (step != STEP_ENDS_BEFORE)
        p++;
      if (step == STEP_ON)
        continue;

      if (!append (self, start, p) || !deliver (self, FALSE))
        return FALSE;
      start = p;
    }

  return self->state == STATE_BETWEEN || append (self, start, end);
}

static gboolean
fail (NatterJsonSplitter  *self,
      GError             **error)
{
  self->failed = TRUE;
  natter_sse_buffer_clear (&self->piece);
  natter_sse_buffer_clear (&self->clean);
  natter_sse_buffer_set_limit_error (self->max_size, error);

  return FALSE;
}

/**
 * natter_json_splitter_new:
 * @func: called with each value, in order, from natter_json_splitter_feed() and _finish()
 * @data: for @func
 *
 * Splits lines of JSON (NDJSON), one array in pieces, or objects in any other order. What is
 * between objects and is no blank, comma or bracket becomes an event of its own, once for each
 * line of it, as does an object that is broken off: neither can be parsed, so that a reader counts
 * it.
 *
 * Returns: (transfer full): a splitter at the start of a body
 */
NatterJsonSplitter *
natter_json_splitter_new (NatterSseFunc func,
                          gpointer      data)
{
  NatterJsonSplitter *self = NULL;

  g_return_val_if_fail (func, NULL);

  self = g_new0 (NatterJsonSplitter, 1);
  self->func = func;
  self->func_data = data;
  self->max_size = NATTER_SSE_MAX_SIZE;

  return self;
}

/**
 * natter_json_splitter_free:
 * @self: (nullable) (transfer full): a splitter; not from within its functions
 */
void
natter_json_splitter_free (NatterJsonSplitter *self)
{
  if (!self)
    return;

  g_return_if_fail (!self->busy);

  natter_sse_buffer_clear (&self->piece);
  natter_sse_buffer_clear (&self->clean);
  g_free (self);
}

/**
 * natter_json_splitter_set_max_size:
 * @self: a splitter that has read nothing yet
 * @max_size: bytes that a value may have; at first %NATTER_SSE_MAX_SIZE
 */
void
natter_json_splitter_set_max_size (NatterJsonSplitter *self,
                                   gsize               max_size)
{
  g_return_if_fail (self);
  g_return_if_fail (max_size > 0 && max_size < G_MAXSIZE / 4);

  self->max_size = max_size;
}

/**
 * natter_json_splitter_feed:
 * @self: a splitter
 * @bytes: the next bytes of the body, cut anywhere
 * @length: how many; 0 does nothing
 * @error: return location for an error
 *
 * Reads on. A value is delivered with its last bracket, before any line end. Fails with
 * %NATTER_ERROR_TOO_LARGE when a value exceeds the limit, and from then on.
 *
 * Returns: whether the body can be read on
 */
gboolean
natter_json_splitter_feed (NatterJsonSplitter  *self,
                           const guint8        *bytes,
                           gsize                length,
                           GError             **error)
{
  gboolean ok = TRUE;

  g_return_val_if_fail (self && !self->busy && !self->finished, FALSE);
  g_return_val_if_fail (bytes || length == 0, FALSE);

  if (self->failed)
    return fail (self, error);
  if (length == 0)
    return TRUE;

  self->busy = TRUE;
  ok = take_bytes (self, bytes, length);
  self->busy = FALSE;

  return ok || fail (self, error);
}

/**
 * natter_json_splitter_finish:
 * @self: a splitter
 * @error: return location for an error
 *
 * Tells the end of the body: what is unfinished is delivered, marked at_eof and partial. Nothing
 * can be fed after it. Fails like natter_json_splitter_feed().
 *
 * Returns: whether all was read
 */
gboolean
natter_json_splitter_finish (NatterJsonSplitter  *self,
                             GError             **error)
{
  gboolean ok = TRUE;

  g_return_val_if_fail (self && !self->busy && !self->finished, FALSE);

  self->finished = TRUE;
  if (self->failed)
    return fail (self, error);

  self->busy = TRUE;
  ok = self->state == STATE_BETWEEN || deliver (self, TRUE);
  self->busy = FALSE;

  return ok || fail (self, error);
}
