/* natter-sse-parser.c: a push parser for text/event-stream (WHATWG HTML 9.2.5 and 9.2.6). It finds
 * line ends with memchr(), copies only values, and never holds what it will not use. Pure, owned
 * by one answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-sse-parser.h"

#include <string.h>

#include "natter-sse-buffer-private.h"

#define HEAD_SIZE 6             /* bytes that tell what a line is: "event:" */
#define KEEP_SIZE (256 * 1024)  /* a larger buffer is given back after a small event */

static const guint8 byte_order_mark[] = { 0xef, 0xbb, 0xbf };

/* What becomes of the bytes of the line that is being read. */
typedef enum
{
  LINE_HEAD,   /* not known yet: kept in line */
  LINE_DATA,   /* go straight to data */
  LINE_FIELD,  /* another field of use: kept in line */
  LINE_SKIP,   /* comments and unknown fields */
} LineKind;

struct _NatterSseParser
{
  NatterSseFunc    func;
  NatterSseFunc    error_func;
  gpointer         func_data;
  gsize            max_size;

  LineKind         kind;
  gsize            line_length;  /* bytes of the line so far, kept or not */
  NatterSseBuffer  line;
  NatterSseBuffer  data;
  NatterSseBuffer  type;
  NatterSseBuffer  id;
  NatterSseBuffer  clean;        /* a value on its way out, made valid */
  gint64           retry;
  guint            bom_length;   /* bytes of the mark found; all when the start has passed */

  gboolean         has_data;     /* a data line was seen, be it empty */
  gboolean         skip_lf;      /* the last byte was a CR */
  gboolean         at_eof;
  gboolean         partial;
  gboolean         failed;
  gboolean         finished;
  gboolean         busy;         /* inside feed or finish */
};

/* The rest of one feed. The next line ends are remembered, so that a body which has only one kind
 * of them is not searched from every line to its end for the other. */
typedef struct
{
  const guint8 *p;
  const guint8 *end;
  const guint8 *lf;
  const guint8 *cr;
} Cursor;

static void
deliver (NatterSseParser *self,
         NatterSseFunc    func,
         const char      *type,
         const char      *data,
         gsize            length)
{
  NatterSseEvent event = {
    .type = type,
    .data = data,
    .length = length,
    .id = natter_sse_buffer_get (&self->id),
    .retry = self->retry,
    .at_eof = self->at_eof,
    .partial = self->partial,
  };

  func (&event, self->func_data);
}

static gboolean
dispatch_data (NatterSseParser *self)
{
  const char *type = self->type.length > 0 ? self->type.bytes : "message";

  /* What is valid, nearly everything, goes out as it stands. NUL is data, but GLib refuses it. */
  if (g_utf8_validate_len (natter_sse_buffer_get (&self->data), self->data.length, NULL))
    {
      deliver (self, self->func, type, natter_sse_buffer_get (&self->data), self->data.length);
      return TRUE;
    }

  if (!natter_sse_buffer_set_valid (&self->clean, self->data.bytes, self->data.length,
                                    self->max_size))
    return FALSE;

  deliver (self, self->func, type, natter_sse_buffer_get (&self->clean), self->clean.length);

  return TRUE;
}

static gboolean
dispatch (NatterSseParser *self)
{
  gboolean ok = !self->has_data || dispatch_data (self);

  if (self->data.allocated > KEEP_SIZE && self->data.length < self->data.allocated / 4)
    natter_sse_buffer_clear (&self->data);
  if (self->clean.allocated > KEEP_SIZE)
    natter_sse_buffer_clear (&self->clean);

  self->data.length = 0;
  self->type.length = 0;
  self->has_data = FALSE;

  return ok;
}

static gboolean
append_data (NatterSseParser *self,
             const void      *bytes,
             gsize            length)
{
  return natter_sse_buffer_append (&self->data, bytes, length, self->max_size);
}

/* Begins a data line with the part of its value that is there. The line ends between values are
 * put before all but the first, which leaves none to remove. */
static gboolean
begin_data (NatterSseParser *self,
            const char      *value,
            gsize            length)
{
  gboolean first = !self->has_data;

  self->has_data = TRUE;

  return (first || append_data (self, "\n", 1)) && append_data (self, value, length);
}

static void
read_retry (NatterSseParser *self,
            const char      *value,
            gsize            length)
{
  gint64 retry = 0;

  for (gsize i = 0; i < length; i++)
    {
      int digit = g_ascii_digit_value (value[i]);

      if (digit < 0)
        return;
      retry = retry > (G_MAXINT64 - digit) / 10 ? G_MAXINT64 : retry * 10 + digit;
    }

  if (length > 0)
    self->retry = retry;
}

static gboolean
read_error_field (NatterSseParser *self,
                  const char      *value,
                  gsize            length)
{
  if (!natter_sse_buffer_set_valid (&self->clean, value, length, self->max_size))
    return FALSE;

  deliver (self, self->error_func, "error", natter_sse_buffer_get (&self->clean),
           self->clean.length);

  return TRUE;
}

static gboolean
is_named (const char *line,
          gsize       name_length,
          const char *name)
{
  return name_length == strlen (name) && memcmp (line, name, name_length) == 0;
}

/* A whole line without its end. */
static gboolean
read_line (NatterSseParser *self,
           const char      *line,
           gsize            length)
{
  const char *colon = NULL;
  const char *value = line + length;
  gsize name_length = length;

  if (length == 0)
    return dispatch (self);

  /* No name of use is longer than the head. */
  colon = memchr (line, ':', MIN (length, HEAD_SIZE));
  if (colon)
    {
      name_length = (gsize) (colon - line);
      value = colon + 1;
      if (value < line + length && *value == ' ')
        value++;
      length -= (gsize) (value - line);
    }
  else
    length = 0;

  if (is_named (line, name_length, "data"))
    return begin_data (self, value, length);
  if (is_named (line, name_length, "event"))
    return natter_sse_buffer_set_valid (&self->type, value, length, self->max_size);
  if (is_named (line, name_length, "id") && (length == 0 || !memchr (value, '\0', length)))
    return natter_sse_buffer_set_valid (&self->id, value, length, self->max_size);
  if (is_named (line, name_length, "retry"))
    read_retry (self, value, length);
  if (self->error_func && is_named (line, name_length, "error"))
    return read_error_field (self, value, length);

  return TRUE;
}

static LineKind
classify (NatterSseParser *self)
{
  const char *head = self->line.bytes;

  if (memcmp (head, "data:", 5) == 0)
    return LINE_DATA;
  if (memcmp (head, "event:", 6) == 0 || memcmp (head, "retry:", 6) == 0 ||
      memcmp (head, "id:", 3) == 0)
    return LINE_FIELD;
  if (self->error_func && memcmp (head, "error:", 6) == 0)
    return LINE_FIELD;

  return LINE_SKIP;
}

/* Part of a line that does not end within this read. */
static gboolean
take_part (NatterSseParser *self,
           const guint8    *bytes,
           gsize            length)
{
  if (length > self->max_size - self->line_length)
    return FALSE;
  self->line_length += length;

  if (self->kind == LINE_HEAD)
    {
      gsize n = MIN (length, HEAD_SIZE - self->line.length);

      if (!natter_sse_buffer_append (&self->line, bytes, n, self->max_size))
        return FALSE;
      if (self->line.length < HEAD_SIZE)
        return TRUE;

      bytes += n;
      length -= n;
      self->kind = classify (self);
      if (self->kind == LINE_DATA)
        {
          gsize skip = self->line.bytes[5] == ' ' ? 6 : 5;

          if (!begin_data (self, self->line.bytes + skip, HEAD_SIZE - skip))
            return FALSE;
        }
      if (self->kind != LINE_FIELD)
        self->line.length = 0;
    }

  if (self->kind == LINE_DATA)
    return append_data (self, bytes, length);
  if (self->kind == LINE_FIELD)
    return natter_sse_buffer_append (&self->line, bytes, length, self->max_size);

  return TRUE;
}

static gboolean
end_line (NatterSseParser *self)
{
  gboolean ok = TRUE;

  if (self->kind == LINE_HEAD || self->kind == LINE_FIELD)
    ok = read_line (self, natter_sse_buffer_get (&self->line), self->line.length);

  if (self->line.allocated > KEEP_SIZE)
    natter_sse_buffer_clear (&self->line);
  self->line.length = 0;
  self->line_length = 0;
  self->kind = LINE_HEAD;

  return ok;
}

static const guint8 *
find (const guint8 *p,
      const guint8 *end,
      int           byte)
{
  const guint8 *hit = memchr (p, byte, (gsize) (end - p));

  return hit ? hit : end;
}

static gboolean
take_line (NatterSseParser *self,
           Cursor          *cursor)
{
  const guint8 *line_end = NULL;
  gsize length = 0;
  gboolean ok = TRUE;

  if (self->skip_lf)
    {
      self->skip_lf = FALSE;
      if (*cursor->p == '\n')
        {
          cursor->p++;
          return TRUE;
        }
    }

  if (cursor->lf < cursor->p)
    cursor->lf = find (cursor->p, cursor->end, '\n');
  if (cursor->cr < cursor->p)
    cursor->cr = find (cursor->p, cursor->end, '\r');
  line_end = MIN (cursor->lf, cursor->cr);
  length = (gsize) (line_end - cursor->p);

  if (self->line_length > 0 || line_end == cursor->end)
    ok = take_part (self, cursor->p, length) && (line_end == cursor->end || end_line (self));
  else
    ok = length <= self->max_size && read_line (self, (const char *) cursor->p, length);

  if (line_end < cursor->end)
    self->skip_lf = *line_end++ == '\r';
  cursor->p = line_end;

  return ok;
}

/* One mark at the very start, however it is cut. Where it is none, its bytes are part of a line. */
static gboolean
skip_byte_order_mark (NatterSseParser *self,
                      Cursor          *cursor)
{
  while (self->bom_length < sizeof byte_order_mark && cursor->p < cursor->end)
    {
      gsize found = self->bom_length;

      if (*cursor->p != byte_order_mark[found])
        {
          self->bom_length = sizeof byte_order_mark;
          return found == 0 || take_part (self, byte_order_mark, found);
        }

      self->bom_length++;
      cursor->p++;
    }

  return TRUE;
}

static gboolean
fail (NatterSseParser  *self,
      GError          **error)
{
  self->failed = TRUE;
  natter_sse_buffer_clear (&self->line);
  natter_sse_buffer_clear (&self->data);
  natter_sse_buffer_clear (&self->clean);
  natter_sse_buffer_set_limit_error (self->max_size, error);

  return FALSE;
}

/**
 * natter_sse_parser_new:
 * @func: called with each event, in order, from natter_sse_parser_feed() and _finish()
 * @data: for @func
 *
 * Returns: (transfer full): a parser at the start of a body
 */
NatterSseParser *
natter_sse_parser_new (NatterSseFunc func,
                       gpointer      data)
{
  NatterSseParser *self = NULL;

  g_return_val_if_fail (func, NULL);

  self = g_new0 (NatterSseParser, 1);
  self->func = func;
  self->func_data = data;
  self->max_size = NATTER_SSE_MAX_SIZE;
  self->retry = -1;

  return self;
}

/**
 * natter_sse_parser_free:
 * @self: (nullable) (transfer full): a parser; not from within its functions
 */
void
natter_sse_parser_free (NatterSseParser *self)
{
  if (!self)
    return;

  g_return_if_fail (!self->busy);

  natter_sse_buffer_clear (&self->line);
  natter_sse_buffer_clear (&self->data);
  natter_sse_buffer_clear (&self->type);
  natter_sse_buffer_clear (&self->id);
  natter_sse_buffer_clear (&self->clean);
  g_free (self);
}

/**
 * natter_sse_parser_set_max_size:
 * @self: a parser that has read nothing yet
 * @max_size: bytes that a line, and an event's data, may have; at first %NATTER_SSE_MAX_SIZE
 */
void
natter_sse_parser_set_max_size (NatterSseParser *self,
                                gsize            max_size)
{
  g_return_if_fail (self);
  g_return_if_fail (max_size > 0 && max_size < G_MAXSIZE / 4);

  self->max_size = max_size;
}

/**
 * natter_sse_parser_set_error_func:
 * @self: a parser
 * @func: (nullable): called with each `error:` field line, at once and outside of any block
 *
 * The standard knows no such field, but llama.cpp told errors in it until September 2025. The
 * event has the line's value as its data and "error" as its type.
 */
void
natter_sse_parser_set_error_func (NatterSseParser *self,
                                  NatterSseFunc    func)
{
  g_return_if_fail (self);

  self->error_func = func;
}

/**
 * natter_sse_parser_feed:
 * @self: a parser
 * @bytes: the next bytes of the body, cut anywhere
 * @length: how many; 0 does nothing
 * @error: return location for an error
 *
 * Reads on. A line is acted on as soon as its end is there, be it a lone CR. Comments and unknown
 * fields are not kept. Fails with %NATTER_ERROR_TOO_LARGE when a line or an event's data exceeds
 * the limit, and from then on.
 *
 * Returns: whether the body can be read on
 */
gboolean
natter_sse_parser_feed (NatterSseParser  *self,
                        const guint8     *bytes,
                        gsize             length,
                        GError          **error)
{
  Cursor cursor = { NULL };
  gboolean ok = TRUE;

  g_return_val_if_fail (self && !self->busy && !self->finished, FALSE);
  g_return_val_if_fail (bytes || length == 0, FALSE);

  if (self->failed)
    return fail (self, error);
  if (length == 0)
    return TRUE;

  cursor.p = bytes;
  cursor.end = bytes + length;
  cursor.lf = find (bytes, cursor.end, '\n');
  cursor.cr = find (bytes, cursor.end, '\r');

  self->busy = TRUE;
  ok = skip_byte_order_mark (self, &cursor);
  while (ok && cursor.p < cursor.end)
    ok = take_line (self, &cursor);
  self->busy = FALSE;

  return ok || fail (self, error);
}

/**
 * natter_sse_parser_finish:
 * @self: a parser
 * @how: what becomes of a block that no empty line closed
 * @error: return location for an error
 *
 * Tells the end of the body. Nothing can be fed after it. Fails like natter_sse_parser_feed().
 *
 * Returns: whether all was read
 */
gboolean
natter_sse_parser_finish (NatterSseParser  *self,
                          NatterSseFinish   how,
                          GError          **error)
{
  gboolean ok = TRUE;

  g_return_val_if_fail (self && !self->busy && !self->finished, FALSE);

  self->finished = TRUE;
  if (self->failed)
    return fail (self, error);
  if (how == NATTER_SSE_STRICT)
    return TRUE;

  self->busy = TRUE;
  self->at_eof = TRUE;
  self->partial = self->line_length > 0;
  ok = (!self->partial || end_line (self)) && dispatch (self);
  self->busy = FALSE;

  return ok || fail (self, error);
}
