/* natter-seam.c: where an answer that was cut off goes on. What comes is held back for as long as
 * it only says again what is there already; then it is known how much of it is new. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-seam.h"

#include <string.h>

/* Of the text before, in bytes: how far back a repetition may begin. */
#define REACH 2000

/* What a model is asked to say again: enough to be no accident, and soon said. */
#define LAST_WORDS    4
#define LAST_LENGTH 120
#define LONG_WORD    12

/* A shorter repetition that nobody asked for may be meant. */
#define MIN_WORDS  3
#define MIN_LENGTH 12

/* A place in the stem at which what comes may begin to repeat it. */
typedef struct
{
  gsize    start;
  gsize    at;        /* in the stem: what must come next */
  gsize    used;      /* of what came */
  gboolean in_space;  /* space matches space, however much of it */
  gboolean is_whole;  /* it was repeated to the end */
} Start;

struct _NatterSeam
{
  char     *stem;     /* the text before, without the space at its end */
  char     *gap;      /* that space */
  gsize     length;   /* of the stem */
  gsize     words;    /* where in the stem the last words begin */
  gboolean  is_asked; /* the model was asked to repeat them */

  GString  *held;     /* what came and may be a repetition */
  GArray   *starts;   /* of Start, the earliest first; NULL before the first letter */
  gboolean  is_found; /* it is known how much is repeated, and gone from what is held */
  gboolean  is_closed;
};

static gboolean
is_space (char c)
{
  return g_ascii_isspace (c);
}

/* A letter, a figure, or a part of a character that is not ASCII. */
static gboolean
is_letter (char c)
{
  return g_ascii_isalnum (c) || (guchar) c >= 0x80;
}

/* In scripts without spaces, and in others of three bytes, each character may be one. */
static gboolean
begins_word (const char *text,
             gsize       at)
{
  guchar c = (guchar) text[at];

  if (c >= 0xe0)
    return TRUE;

  return c >> 6 != 2 && !is_space (text[at]) &&
         (at == 0 || !is_letter (text[at - 1]) || !is_letter (text[at]));
}

/* Letters in a row are a word, and one more for every so many bytes. */
static guint
count_words (const char *text)
{
  guint n = 0;
  gsize row = 0;

  for (; *text; text++)
    {
      if (is_letter (*text) && row % LONG_WORD == 0)
        n++;
      row = is_letter (*text) ? row + 1 : 0;
    }

  return n;
}

static gsize
find_last_words (const char *stem,
                 gsize       length)
{
  gsize at = length;

  while (at > 0 && length - at < LAST_LENGTH && count_words (stem + at) < LAST_WORDS)
    at--;
  while (at > 0 && length - at < LAST_LENGTH && !begins_word (stem, at))
    at--;
  while (at < length && (guchar) stem[at] >> 6 == 2)
    at++;

  return at;
}

/**
 * natter_seam_new:
 * @before: the text that is there
 *
 * Returns: (transfer full): the seam at its end
 */
NatterSeam *
natter_seam_new (const char *before)
{
  NatterSeam *self = NULL;

  g_return_val_if_fail (before != NULL, NULL);

  self = g_new0 (NatterSeam, 1);
  self->length = strlen (before);
  while (self->length > 0 && is_space (before[self->length - 1]))
    self->length--;
  self->stem = g_strndup (before, self->length);
  self->gap = g_strdup (before + self->length);
  self->words = find_last_words (self->stem, self->length);
  self->held = g_string_new (NULL);

  return self;
}

void
natter_seam_free (NatterSeam *self)
{
  g_free (self->stem);
  g_free (self->gap);
  g_string_free (self->held, TRUE);
  g_clear_pointer (&self->starts, g_array_unref);
  g_free (self);
}

/**
 * natter_seam_get_stem:
 *
 * Returns: the text before without the space at its end, from which a model can go on: some servers
 *   refuse that space, others cut it off, and models are used to begin the next word with their own
 */
const char *
natter_seam_get_stem (NatterSeam *self)
{
  return self->stem;
}

/**
 * natter_seam_dup_last_words:
 *
 * Returns: (transfer full): what to ask a model to repeat, so that it can be told whether it goes
 *   on within a word or with the next one
 */
char *
natter_seam_dup_last_words (NatterSeam *self)
{
  return g_strdup (self->stem + self->words);
}

/**
 * natter_seam_begin:
 * @is_asked: whether the model was asked to repeat the last words, as against one that goes on by
 *   itself
 *
 * Another request leaves: whatever was held of an earlier one is forgotten.
 */
void
natter_seam_begin (NatterSeam *self,
                   gboolean    is_asked)
{
  self->is_asked = is_asked;
  g_string_truncate (self->held, 0);
  g_clear_pointer (&self->starts, g_array_unref);
  self->is_found = FALSE;
  self->is_closed = FALSE;
}

/**
 * natter_seam_is_closed:
 *
 * Returns: whether all that comes from now on is new
 */
gboolean
natter_seam_is_closed (NatterSeam *self)
{
  return self->is_closed;
}

/* "…and the cat": what models set before words that they repeat. */
static gsize
skip_lead (const char *text)
{
  gsize at = 0;

  for (;;)
    {
      if (is_space (text[at]))
        at++;
      else if (g_str_has_prefix (text + at, "…") || g_str_has_prefix (text + at, "..."))
        at += 3;
      else
        return at;
    }
}

static void
add_start (NatterSeam *self,
           gsize       start,
           gsize       used)
{
  Start value = { .start = start, .at = start, .used = used };

  g_array_append_val (self->starts, value);
}

/* One that goes on by itself can repeat nothing but the whole: what servers do that send back what
 * they were given, and those that did not understand. */
static void
find_starts (NatterSeam *self,
             gsize       used)
{
  gsize first = self->length > REACH ? self->length - REACH : 0;

  self->starts = g_array_new (FALSE, FALSE, sizeof (Start));
  if (self->length == 0)
    return;

  add_start (self, 0, used);
  for (gsize at = MAX (first, 1); self->is_asked && at < self->length; at++)
    if (at == self->words || begins_word (self->stem, at))
      add_start (self, at, used);
}

/* Returns: whether what came may still repeat the stem from there */
static gboolean
advance (NatterSeam *self,
         Start      *start)
{
  const char *held = self->held->str;

  while (start->at < self->length)
    {
      if (start->in_space)
        while (is_space (held[start->used]))
          start->used++;
      if (start->used == self->held->len)
        return TRUE;

      start->in_space = is_space (self->stem[start->at]);
      if (start->in_space && !is_space (held[start->used]))
        return FALSE;
      if (!start->in_space && self->stem[start->at] != held[start->used])
        return FALSE;

      while (start->in_space && is_space (self->stem[start->at]))
        start->at++;
      if (!start->in_space)
        {
          start->at++;
          start->used++;
        }
    }

  start->is_whole = TRUE;

  return TRUE;
}

/* What stands there twice already may be meant to stand there once more. */
static gboolean
is_refrain (NatterSeam *self,
            gsize       start)
{
  return g_strstr_len (self->stem, (gssize) start, self->stem + start) != NULL;
}

static gboolean
is_no_accident (NatterSeam  *self,
                const Start *start)
{
  gsize length = self->length - start->start;

  if (self->is_asked && start->start <= self->words)
    return TRUE;

  return length >= MIN_LENGTH && count_words (self->stem + start->start) >= MIN_WORDS &&
         !is_refrain (self, start->start);
}

/* Drops what is repeated, once that is known. Returns: whether it is */
static gboolean
find_new (NatterSeam *self,
          gboolean    is_end)
{
  gsize lead = self->starts ? 0 : skip_lead (self->held->str);

  if (!self->starts && lead == self->held->len && !is_end)
    return FALSE;
  if (!self->starts)
    find_starts (self, lead);

  for (guint i = 0; i < self->starts->len; )
    {
      Start *start = &g_array_index (self->starts, Start, i);

      if (!start->is_whole && !advance (self, start))
        g_array_remove_index (self->starts, i);
      else if (!start->is_whole && !is_end)
        return FALSE;
      else if (!start->is_whole || !is_no_accident (self, start))
        i++;
      else
        {
          g_string_erase (self->held, 0, (gssize) start->used);
          return TRUE;
        }
    }

  return TRUE;
}

/* The space that ends the text before is not set again by what follows. Returns: whether all is
 * known of it */
static gboolean
close_gap (NatterSeam *self,
           gboolean    is_end)
{
  gsize same = 0;

  while (self->gap[same] && self->gap[same] == self->held->str[same])
    same++;
  if (self->gap[same] && same == self->held->len && !is_end)
    return FALSE;

  g_string_erase (self->held, 0, (gssize) same);

  return TRUE;
}

static void
settle (NatterSeam *self,
        gboolean    is_end,
        GString    *out)
{
  if (!self->is_found)
    self->is_found = find_new (self, is_end);
  if (!self->is_found || !close_gap (self, is_end))
    return;

  g_string_append_len (out, self->held->str, (gssize) self->held->len);
  g_string_truncate (self->held, 0);
  g_clear_pointer (&self->starts, g_array_unref);
  self->is_closed = TRUE;
}

/**
 * natter_seam_feed:
 * @text: what was read of the rest, valid UTF-8
 * @length: bytes of @text
 * @out: gets what is new of it, and of what was held back
 */
void
natter_seam_feed (NatterSeam *self,
                  const char *text,
                  gsize       length,
                  GString    *out)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (text != NULL && out != NULL);

  if (self->is_closed)
    {
      g_string_append_len (out, text, (gssize) length);
      return;
    }

  g_string_append_len (self->held, text, (gssize) length);
  settle (self, FALSE, out);
}

/**
 * natter_seam_finish:
 * @out: gets what was held back and is new after all
 *
 * Nothing more comes.
 */
void
natter_seam_finish (NatterSeam *self,
                    GString    *out)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (out != NULL);

  if (!self->is_closed && self->held->len > 0)
    settle (self, TRUE, out);
  self->is_closed = TRUE;
}
