/* natter-think-splitter.c: tells inline reasoning from text. Many open models write it in front of
 * their answer, between tags, and their servers pass it on as text. Pure, owned by one generation.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-think-splitter.h"

static const struct
{
  const char *open;
  const char *close;
} tags[] = {
  { "<think>", "</think>" },
  { "<thinking>", "</thinking>" },
};

typedef enum
{
  SPLIT_START,      /* white space, or the beginning of a tag, kept in held */
  SPLIT_REASONING,  /* white space, or the beginning of the closing tag, kept in held */
  SPLIT_GAP,        /* white space after the closing tag, kept in held */
  SPLIT_TEXT,       /* all that follows passes through */
} SplitState;

struct _NatterThinkSplitter
{
  NatterDeltaFunc  emit;
  gpointer         emit_data;

  SplitState       state;
  const char      *close;      /* the tag that ends this reasoning */
  gboolean         has_begun;  /* some reasoning was emitted */
  GString         *held;       /* what cannot be told apart yet */
  gssize           tag;        /* where in held a tag begins, or -1 */
  GString         *out;        /* what goes out next */
};

static void
emit_text (NatterThinkSplitter *self,
           NatterDeltaKind      kind,
           const char          *text,
           gsize                length)
{
  NatterDelta delta = { .kind = kind, .text = text, .length = length };

  if (length > 0)
    self->emit (&delta, self->emit_data);
}

static void
emit_out (NatterThinkSplitter *self,
          NatterDeltaKind      kind)
{
  emit_text (self, kind, self->out->str, self->out->len);
  g_string_truncate (self->out, 0);
}

static void
hold (NatterThinkSplitter *self,
      char                 c)
{
  if (c == '<' && self->tag < 0)
    self->tag = (gssize) self->held->len;
  g_string_append_c (self->held, c);
}

static void
drop (NatterThinkSplitter *self)
{
  g_string_truncate (self->held, 0);
  self->tag = -1;
}

/* Adds what was held to what goes out. */
static void
release (NatterThinkSplitter *self)
{
  g_string_append_len (self->out, self->held->str, (gssize) self->held->len);
  drop (self);
}

/* One character before any reasoning. */
static void
step_start (NatterThinkSplitter *self,
            char                 c)
{
  const char *tag = NULL;

  hold (self, c);
  if (self->tag < 0 && g_ascii_isspace (c))
    return;

  tag = self->tag < 0 ? NULL : self->held->str + self->tag;
  for (guint i = 0; tag && i < G_N_ELEMENTS (tags); i++)
    {
      if (g_str_equal (tags[i].open, tag))
        {
          self->close = tags[i].close;
          self->state = SPLIT_REASONING;
          drop (self);
          return;
        }
      if (g_str_has_prefix (tags[i].open, tag))
        return;
    }

  release (self);
  self->state = SPLIT_TEXT;
}

/* Whether @c goes on with the closing tag that is held. */
static gboolean
step_close (NatterThinkSplitter *self,
            char                 c)
{
  gsize length = self->held->len - (gsize) self->tag;

  if (self->close[length] != c)
    return FALSE;

  hold (self, c);
  if (self->close[length + 1] == '\0')
    {
      drop (self);
      emit_out (self, NATTER_DELTA_REASONING);
      self->state = SPLIT_GAP;
    }

  return TRUE;
}

/* One character of reasoning. White space around it is dropped, which leaves nothing at all of the
 * empty pair of tags that some models write when they do not reason. */
static void
step_reasoning (NatterThinkSplitter *self,
                char                 c)
{
  gboolean is_space = g_ascii_isspace (c);

  if (self->tag >= 0 && step_close (self, c))
    return;

  /* What is held was a part of the reasoning after all. */
  if (self->tag >= 0 || (!is_space && c != '<'))
    {
      if (!self->has_begun)
        g_string_erase (self->held, 0, self->tag);
      self->has_begun = TRUE;
      release (self);
    }

  if (is_space || c == '<')
    hold (self, c);
  else
    g_string_append_c (self->out, c);
}

/* One character after the closing tag. Empty lines go, what indents the first line stays. */
static void
step_gap (NatterThinkSplitter *self,
          char                 c)
{
  if (c == '\n')
    drop (self);
  else
    hold (self, c);

  if (g_ascii_isspace (c))
    return;

  release (self);
  self->state = SPLIT_TEXT;
}

/**
 * natter_think_splitter_new:
 * @emit: called with each piece of text or reasoning, in order
 * @data: for @emit
 *
 * Returns: (transfer full): a splitter at the start of an answer
 */
NatterThinkSplitter *
natter_think_splitter_new (NatterDeltaFunc emit,
                           gpointer        data)
{
  NatterThinkSplitter *self = NULL;

  g_return_val_if_fail (emit, NULL);

  self = g_new0 (NatterThinkSplitter, 1);
  self->emit = emit;
  self->emit_data = data;
  self->tag = -1;
  self->held = g_string_new (NULL);
  self->out = g_string_new (NULL);

  return self;
}

/**
 * natter_think_splitter_free:
 * @self: (nullable) (transfer full): a splitter
 */
void
natter_think_splitter_free (NatterThinkSplitter *self)
{
  if (!self)
    return;

  g_string_free (self->held, TRUE);
  g_string_free (self->out, TRUE);
  g_free (self);
}

/**
 * natter_think_splitter_feed:
 * @self: a splitter
 * @text: (array length=length): more of the answer, NUL-terminated, cut anywhere
 * @length: bytes of @text
 *
 * What stands between `<think>` and `</think>`, or `<thinking>` and `</thinking>`, is reasoning,
 * but only where the tag opens the answer; anywhere else it is text about tags.
 */
void
natter_think_splitter_feed (NatterThinkSplitter *self,
                            const char          *text,
                            gsize                length)
{
  gsize i = 0;

  g_return_if_fail (self);
  g_return_if_fail (text || length == 0);

  for (; i < length && self->state != SPLIT_TEXT; i++)
    {
      if (self->state == SPLIT_START)
        step_start (self, text[i]);
      else if (self->state == SPLIT_REASONING)
        step_reasoning (self, text[i]);
      else
        step_gap (self, text[i]);
    }

  if (self->state == SPLIT_REASONING)
    emit_out (self, NATTER_DELTA_REASONING);
  else if (self->state == SPLIT_TEXT)
    {
      if (self->out->len == 0)
        {
          emit_text (self, NATTER_DELTA_TEXT, text + i, length - i);
          return;
        }
      g_string_append_len (self->out, text + i, (gssize) (length - i));
      emit_out (self, NATTER_DELTA_TEXT);
    }
}

/**
 * natter_think_splitter_finish:
 * @self: a splitter
 *
 * Emits what is held at the end of the answer. Reasoning that no tag closed stays reasoning.
 */
void
natter_think_splitter_finish (NatterThinkSplitter *self)
{
  NatterDeltaKind kind = NATTER_DELTA_TEXT;

  g_return_if_fail (self);

  if (self->state == SPLIT_REASONING)
    kind = NATTER_DELTA_REASONING;
  if (self->tag < 0 && self->state != SPLIT_START)
    drop (self);

  release (self);
  emit_out (self, kind);
  self->state = SPLIT_TEXT;
}
