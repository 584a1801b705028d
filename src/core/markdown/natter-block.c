/* natter-block.c: one leaf of a Markdown document. Owned by its list; made on any thread, changed
 * on the main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-block-private.h"

#include <string.h>

#include "natter-markdown-reveal.h"

struct _NatterBlock
{
  GObject parent_instance;

  NatterBlockShape  shape;
  gboolean          open;

  char             *text;      /* always ends in a NUL that length does not count */
  gsize             length;
  gsize             allocated;

  NatterSpan       *spans;     /* by start, outer ones first */
  guint             n_spans;
};

G_DEFINE_FINAL_TYPE (NatterBlock, natter_block, G_TYPE_OBJECT)

typedef enum
{
  SIGNAL_APPENDED,
  SIGNAL_CHANGED,
} NatterBlockSignals;

static guint signals[SIGNAL_CHANGED + 1];

static void
clear_spans (NatterBlock *self)
{
  for (guint i = 0; i < self->n_spans; i++)
    g_free (self->spans[i].target);
  g_clear_pointer (&self->spans, g_free);
  self->n_spans = 0;
}

static void
clear_shape (NatterBlockShape *shape)
{
  g_clear_pointer (&shape->language, g_free);
  g_clear_pointer (&shape->aligns, g_free);
  g_clear_pointer (&shape->target, g_free);
}

static void
natter_block_finalize (GObject *object)
{
  NatterBlock *self = NATTER_BLOCK (object);

  clear_spans (self);
  g_clear_pointer (&self->text, g_free);
  clear_shape (&self->shape);

  G_OBJECT_CLASS (natter_block_parent_class)->finalize (object);
}

static void
natter_block_class_init (NatterBlockClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->finalize = natter_block_finalize;

  /**
   * NatterBlock::appended:
   *
   * More text stands at the end of an open code block; what was there is unchanged.
   */
  signals[SIGNAL_APPENDED] =
    g_signal_new ("appended", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);

  /**
   * NatterBlock::changed:
   *
   * Anything but the kind and the depths may be other than before: text, spans, marker, level,
   * language, tightness, or a code block's being open.
   */
  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                  NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
natter_block_init (NatterBlock *self)
{
}

/**
 * natter_block_new:
 * @shape: everything but the text; what it points to is copied
 * @text: the block's text, valid UTF-8 without NUL
 * @length: bytes in @text
 * @spans: (array length=n_spans): the styles of @text; their targets become the block's own
 * @n_spans: the number of @spans
 *
 * Makes a leaf block.
 *
 * Returns: (transfer full): a new block
 */
NatterBlock *
natter_block_new (const NatterBlockShape *shape,
                  const char             *text,
                  gsize                   length,
                  const NatterSpan       *spans,
                  guint                   n_spans)
{
  NatterBlock *self = g_object_new (NATTER_TYPE_BLOCK, NULL);

  self->shape = *shape;
  self->shape.language = shape->language && shape->language[0] != '\0'
                           ? g_strdup (shape->language)
                           : NULL;
  self->shape.aligns = shape->n_columns > 0
                         ? g_memdup2 (shape->aligns, shape->n_columns * sizeof (NatterAlign))
                         : NULL;
  self->shape.target = g_strdup (shape->target);
  self->text = g_malloc (length + 1);
  if (length > 0)
    memcpy (self->text, text, length);
  self->text[length] = '\0';
  self->length = length;
  self->allocated = length + 1;
  if (n_spans > 0)
    self->spans = g_memdup2 (spans, n_spans * sizeof (NatterSpan));
  self->n_spans = n_spans;

  return self;
}

static gboolean
spans_equal (NatterBlock *self,
             NatterBlock *other)
{
  if (self->n_spans != other->n_spans)
    return FALSE;

  for (guint i = 0; i < self->n_spans; i++)
    {
      const NatterSpan *a = &self->spans[i];
      const NatterSpan *b = &other->spans[i];

      if (a->kind != b->kind || a->start != b->start || a->end != b->end ||
          g_strcmp0 (a->target, b->target) != 0)
        return FALSE;
    }

  return TRUE;
}

static gboolean
shapes_equal (const NatterBlockShape *a,
              const NatterBlockShape *b)
{
  return a->kind == b->kind &&
         a->level == b->level &&
         a->list_depth == b->list_depth &&
         a->quote_depth == b->quote_depth &&
         !a->is_tight == !b->is_tight &&
         a->n_columns == b->n_columns &&
         strcmp (a->marker, b->marker) == 0 &&
         g_strcmp0 (a->language, b->language) == 0 &&
         g_strcmp0 (a->target, b->target) == 0 &&
         (a->n_columns == 0 ||
          memcmp (a->aligns, b->aligns, a->n_columns * sizeof (NatterAlign)) == 0);
}

/**
 * natter_block_equal:
 * @self: a block
 * @other: another
 *
 * Whether both look the same in every respect.
 *
 * Returns: %TRUE when nothing would change if one stood for the other
 */
gboolean
natter_block_equal (NatterBlock *self,
                    NatterBlock *other)
{
  return self->length == other->length &&
         self->open == other->open &&
         shapes_equal (&self->shape, &other->shape) &&
         memcmp (self->text, other->text, self->length) == 0 &&
         spans_equal (self, other);
}

/**
 * natter_block_can_become:
 * @self: a block
 * @other: another
 *
 * Whether @self may turn into @other without a row of the view being replaced: the kind and the
 * nesting are the same.
 *
 * Returns: %TRUE when natter_block_become() is allowed
 */
gboolean
natter_block_can_become (NatterBlock *self,
                         NatterBlock *other)
{
  return self->shape.kind == other->shape.kind &&
         self->shape.list_depth == other->shape.list_depth &&
         self->shape.quote_depth == other->shape.quote_depth;
}

/**
 * natter_block_become:
 * @self: the block that is shown
 * @other: what it shall be; emptied of its contents
 *
 * Takes over everything of @other and says so once.
 */
void
natter_block_become (NatterBlock *self,
                     NatterBlock *other)
{
  g_assert (natter_block_can_become (self, other));

  clear_spans (self);
  g_free (self->text);
  clear_shape (&self->shape);

  self->shape = other->shape;
  other->shape.language = NULL;
  other->shape.aligns = NULL;
  other->shape.target = NULL;
  self->open = other->open;
  self->text = g_steal_pointer (&other->text);
  self->length = other->length;
  self->allocated = other->allocated;
  self->spans = g_steal_pointer (&other->spans);
  self->n_spans = other->n_spans;
  other->length = 0;
  other->n_spans = 0;

  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
append_text (NatterBlock *self,
             const char  *text,
             gsize        length)
{
  gsize needed = self->length + length + 1;

  if (needed > self->allocated)
    {
      self->allocated = MAX (needed, self->allocated * 2);
      self->text = g_realloc (self->text, self->allocated);
    }
  memcpy (self->text + self->length, text, length);
  self->length += length;
  self->text[self->length] = '\0';
}

/* Of code, the character before is all that is needed to tell what is hidden in more of it. */
static void
append_revealed (NatterBlock *self,
                 const char  *text,
                 gsize        length)
{
  g_autoptr(GString) shown = g_string_new_len (text, (gssize) length);
  g_autoptr(GArray) spans = g_array_new (FALSE, FALSE, sizeof (NatterSpan));
  gunichar before = 0;

  if (self->length > 0)
    before = g_utf8_get_char (g_utf8_prev_char (self->text + self->length));
  natter_reveal_hidden (shown, spans, NULL, before, NATTER_HIDDEN_IN_CODE);

  if (spans->len > 0)
    self->spans = g_renew (NatterSpan, self->spans, self->n_spans + spans->len);
  for (guint i = 0; i < spans->len; i++)
    {
      NatterSpan *span = &self->spans[self->n_spans++];

      *span = g_array_index (spans, NatterSpan, i);
      span->start += (guint) self->length;
      span->end += (guint) self->length;
    }
  append_text (self, shown->str, shown->len);
}

/**
 * natter_block_append:
 * @self: an open code block
 * @text: what comes after its text
 * @length: bytes in @text
 *
 * Adds to the end, in time proportional to @length. Characters of @text that are not seen become
 * names with a span.
 */
void
natter_block_append (NatterBlock *self,
                     const char  *text,
                     gsize        length)
{
  if (length == 0)
    return;

  if (natter_hidden_may_find (text, length))
    append_revealed (self, text, length);
  else
    append_text (self, text, length);

  g_signal_emit (self, signals[SIGNAL_APPENDED], 0);
}

/**
 * natter_block_set_open:
 * @self: a code block
 * @open: whether its end has not been read yet
 *
 * Opens or closes the block.
 */
void
natter_block_set_open (NatterBlock *self,
                       gboolean     open)
{
  if (!self->open == !open)
    return;

  self->open = open;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_block_set_tight:
 * @self: a block in a list
 * @tight: whether the list's items stand without space between them
 *
 * One blank line, however late, makes all items of a list loose.
 */
void
natter_block_set_tight (NatterBlock *self,
                        gboolean     tight)
{
  if (!self->shape.is_tight == !tight)
    return;

  self->shape.is_tight = tight;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/**
 * natter_block_get_kind:
 * @self: a block
 *
 * What the block is; this never changes.
 *
 * Returns: the kind
 */
NatterBlockKind
natter_block_get_kind (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), NATTER_BLOCK_PARAGRAPH);

  return self->shape.kind;
}

/**
 * natter_block_get_text:
 * @self: a block
 *
 * The text as it is shown, without any Markdown. Code ends without a line break.
 *
 * Returns: (transfer none): valid until the block changes
 */
const char *
natter_block_get_text (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), NULL);

  return self->text;
}

/**
 * natter_block_get_length:
 * @self: a block
 *
 * Returns: the bytes of the text
 */
gsize
natter_block_get_length (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), 0);

  return self->length;
}

/**
 * natter_block_get_spans:
 * @self: a block
 * @n_spans: (out): how many there are
 *
 * The styles of the text, ordered by their start, an outer one before those inside it. None is
 * empty, and all begin and end between characters.
 *
 * Returns: (transfer none) (nullable) (array length=n_spans): valid until the block changes
 */
const NatterSpan *
natter_block_get_spans (NatterBlock *self,
                        guint       *n_spans)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), NULL);
  g_return_val_if_fail (n_spans != NULL, NULL);

  *n_spans = self->n_spans;

  return self->spans;
}

/**
 * natter_block_get_level:
 * @self: a block
 *
 * Returns: a heading's level, 1 to 6; else 0
 */
guint
natter_block_get_level (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), 0);

  return self->shape.level;
}

/**
 * natter_block_get_language:
 * @self: a block
 *
 * The first word after a code block's opening fence, as the model wrote it.
 *
 * Returns: (transfer none) (not nullable): empty where none is given
 */
const char *
natter_block_get_language (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), NULL);

  return self->shape.language ? self->shape.language : "";
}

/**
 * natter_block_is_open:
 * @self: a block
 *
 * Returns: %TRUE for a code block whose closing fence has not been read yet
 */
gboolean
natter_block_is_open (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), FALSE);

  return self->open;
}

/**
 * natter_block_get_list_depth:
 * @self: a block
 *
 * Returns: how many lists the block is inside of, at most 32
 */
guint
natter_block_get_list_depth (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), 0);

  return self->shape.list_depth;
}

/**
 * natter_block_get_quote_depth:
 * @self: a block
 *
 * Returns: how many quotes the block is inside of, at most 32
 */
guint
natter_block_get_quote_depth (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), 0);

  return self->shape.quote_depth;
}

/**
 * natter_block_get_marker:
 * @self: a block
 *
 * What stands before the first block of a list item: "•", "7.", "7)", "☐" or "☑".
 *
 * Returns: (transfer none) (not nullable): empty for an item's further blocks and outside of lists
 */
const char *
natter_block_get_marker (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), NULL);

  return self->shape.marker;
}

/**
 * natter_block_is_tight:
 * @self: a block
 *
 * Returns: %TRUE in a list (the innermost counts) whose items stand without space between them
 */
gboolean
natter_block_is_tight (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), FALSE);

  return self->shape.is_tight;
}

/**
 * natter_block_get_n_columns:
 * @self: a block
 *
 * Returns: the columns of a table; else 0
 */
guint
natter_block_get_n_columns (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), 0);

  return self->shape.n_columns;
}

/**
 * natter_block_get_align:
 * @self: a table
 * @column: the first is 0
 *
 * Returns: where the text of the column's cells stands
 */
NatterAlign
natter_block_get_align (NatterBlock *self,
                        guint        column)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), NATTER_ALIGN_START);
  g_return_val_if_fail (column < self->shape.n_columns, NATTER_ALIGN_START);

  return self->shape.aligns[column];
}

/**
 * natter_block_get_target:
 * @self: a block
 *
 * Where an image is, as the model wrote it: any address at all, which nobody has checked.
 *
 * Returns: (transfer none) (not nullable): empty for other kinds
 */
const char *
natter_block_get_target (NatterBlock *self)
{
  g_return_val_if_fail (NATTER_IS_BLOCK (self), NULL);

  return self->shape.target ? self->shape.target : "";
}
