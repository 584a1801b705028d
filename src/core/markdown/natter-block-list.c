/* natter-block-list.c: the blocks of one growing text. Owned by the view of a message; main thread
 * only. What cannot change any more is frozen; each update parses the rest and changes only the
 * blocks that differ.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-block-list.h"

#include <string.h>

#include "natter-block-private.h"
#include "natter-cut-scanner.h"
#include "natter-formula-place.h"
#include "natter-markdown-private.h"
#include "natter-plain.h"

/* What cannot be cut and is longer is not parsed anew for each few bytes that are added. */
#define LARGE_TAIL (64 * 1024)
/* … and what is longer than this is shown when it is complete. */
#define HUGE_TAIL (192 * 1024)

struct _NatterBlockList
{
  GObject parent_instance;

  NatterBlockListSyntax syntax;
  GPtrArray            *blocks;
  gsize                 length;      /* bytes of the text that the blocks show */
  gboolean              finished;
  gboolean              has_nul;

  GString              *masked;      /* the text with its formulas hidden; NULL while it has none */
  gsize                 settled;     /* no formula before it can change */

  gsize                 stable;      /* the text before it gave the frozen blocks */
  gsize                 parsed;      /* … and up to here those that are shown */
  guint                 n_frozen;
  NatterCutScanner      scanner;
  NatterListState       list;        /* the one that goes on at stable, if any */
  guint                 list_start;  /* its first block */
  gboolean              list_tight;  /* what its frozen blocks are */
  NatterFence           fence;       /* the open one that the last block shows, if any */
};

static void natter_block_list_list_model_init (GListModelInterface *iface);

G_DEFINE_FINAL_TYPE_WITH_CODE (NatterBlockList, natter_block_list, G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL,
                                                      natter_block_list_list_model_init))

static GType
natter_block_list_get_item_type (GListModel *model)
{
  return NATTER_TYPE_BLOCK;
}

static guint
natter_block_list_get_n_items (GListModel *model)
{
  return NATTER_BLOCK_LIST (model)->blocks->len;
}

static gpointer
natter_block_list_get_item (GListModel *model,
                            guint       position)
{
  NatterBlockList *self = NATTER_BLOCK_LIST (model);

  if (position >= self->blocks->len)
    return NULL;

  return g_object_ref (g_ptr_array_index (self->blocks, position));
}

static void
natter_block_list_list_model_init (GListModelInterface *iface)
{
  iface->get_item_type = natter_block_list_get_item_type;
  iface->get_n_items = natter_block_list_get_n_items;
  iface->get_item = natter_block_list_get_item;
}

/* Replaces @n_old blocks by @n_new of @fresh. */
static void
splice (NatterBlockList *self,
        guint            position,
        guint            n_old,
        GPtrArray       *fresh,
        guint            from,
        guint            n_new)
{
  if (n_old == 0 && n_new == 0)
    return;

  if (n_old > 0)
    g_ptr_array_remove_range (self->blocks, position, n_old);
  for (guint i = 0; i < n_new; i++)
    g_ptr_array_insert (self->blocks, (int) (position + i),
                        g_object_ref (g_ptr_array_index (fresh, from + i)));

  g_list_model_items_changed (G_LIST_MODEL (self), position, n_old, n_new);
}

static gboolean
keep_or_change (NatterBlock *shown,
                NatterBlock *fresh)
{
  if (natter_block_equal (shown, fresh))
    return TRUE;
  if (!natter_block_can_become (shown, fresh))
    return FALSE;

  natter_block_become (shown, fresh);

  return TRUE;
}

/* Makes the blocks from @position on be those of @fresh. Equal ones at both ends stay; those
 * between that can turn into what they shall be do; the rest is replaced at once. */
static void
reconcile (NatterBlockList *self,
           guint            position,
           GPtrArray       *fresh)
{
  guint n_old = self->blocks->len - position, n_new = fresh->len;
  guint start = 0, end = 0;

#define SHOWN(i) ((NatterBlock *) g_ptr_array_index (self->blocks, position + (i)))
#define FRESH(i) ((NatterBlock *) g_ptr_array_index (fresh, (i)))
  while (start < MIN (n_old, n_new) && natter_block_equal (SHOWN (start), FRESH (start)))
    start++;
  while (end < MIN (n_old, n_new) - start &&
         natter_block_equal (SHOWN (n_old - end - 1), FRESH (n_new - end - 1)))
    end++;
  while (start < MIN (n_old, n_new) - end && keep_or_change (SHOWN (start), FRESH (start)))
    start++;
  while (end < MIN (n_old, n_new) - start &&
         keep_or_change (SHOWN (n_old - end - 1), FRESH (n_new - end - 1)))
    end++;
#undef SHOWN
#undef FRESH

  splice (self, position + start, n_old - start - end, fresh, start, n_new - start - end);
}

static void
set_tight (GPtrArray *blocks,
           guint      from,
           guint      to,
           gboolean   tight)
{
  for (guint i = from; i < to; i++)
    {
      NatterBlock *block = g_ptr_array_index (blocks, i);

      if (natter_block_get_list_depth (block) == 1)
        natter_block_set_tight (block, tight);
    }
}

/* All items of the list that goes on are tight or loose together: the frozen ones, of which there
 * may be many, and those of @closed that are about to be. */
static void
set_list_tight (NatterBlockList *self,
                GPtrArray       *closed,
                gboolean         tight)
{
  guint in_closed = self->list_start > self->n_frozen ? self->list_start - self->n_frozen : 0;

  if (tight != self->list_tight)
    set_tight (self->blocks, self->list_start, self->n_frozen, tight);
  self->list_tight = tight;

  if (closed)
    set_tight (closed, in_closed, closed->len, tight);
}

/* Parses a piece that begins at stable, behind the definitions that were seen before it. */
static GPtrArray *
parse_piece (NatterBlockList   *self,
             const char        *text,
             gsize              length,
             NatterListOutcome *outcome)
{
  g_autoptr(GString) piece = NULL;
  const GString *definitions = self->scanner.definitions;
  const NatterListState *list = self->list.open ? &self->list : NULL;
  gsize padding = natter_markdown_get_padding (self->stable, definitions->len);

  if (definitions->len == 0 && padding == 0)
    return natter_markdown_parse_piece (text, length, list, outcome);

  piece = g_string_sized_new (definitions->len + padding + length);
  g_string_append_len (piece, definitions->str, (gssize) definitions->len);
  for (gsize i = 0; i < padding; i++)
    g_string_append_c (piece, '\n');
  g_string_append_len (piece, text, (gssize) length);

  return natter_markdown_parse_piece (piece->str, piece->len, list, outcome);
}

/* Parses what has been closed since the last time. Where the next piece begins with a list item,
 * that item's first line is parsed too and its blocks dropped: then it is known whether it goes on
 * with the list before it, which number it has, and whether a blank line made the list loose. */
static GPtrArray *
freeze (NatterBlockList *self,
        const char      *text)
{
  const NatterCutScanner *scanner = &self->scanner;
  gsize end = MAX (scanner->cut, scanner->item_end);
  GPtrArray *closed;
  NatterListOutcome outcome;

  closed = parse_piece (self, text + self->stable, end - self->stable, &outcome);
  if (self->list.open)
    set_list_tight (self, NULL, !outcome.first_is_loose);

  if (scanner->item_end > 0)
    {
      if (!self->list.open || !outcome.ends_in_first)
        self->list_start = self->n_frozen + outcome.last_start;
      self->list = outcome.last;
      self->list_tight = !outcome.last.loose;
      g_ptr_array_set_size (closed, (int) outcome.last_item);
    }
  else
    {
      self->list.open = FALSE;
    }
  self->stable = scanner->cut;

  return closed;
}

static GPtrArray *
parse_tail (NatterBlockList *self,
            const char      *text,
            gsize            end,
            GPtrArray       *closed)
{
  NatterListOutcome outcome;
  GPtrArray *tail = parse_piece (self, text + self->stable, end - self->stable, &outcome);

  if (self->list.open)
    set_list_tight (self, closed, !outcome.first_is_loose);

  return tail;
}

/* Whether the parser agrees that @fence opens a code block in a list item. */
static gboolean
is_opening (NatterBlockList   *self,
            const char        *text,
            const NatterFence *fence)
{
  return fence->indent > 0 &&
         !natter_markdown_is_code_after (text, self->stable, fence->start, fence->indent) &&
         natter_markdown_is_code_after (text, self->stable, fence->offset, fence->indent);
}

/* If the text ends inside of a fence, parses as far as its first line; from there on nothing has
 * to be parsed until it closes. */
static GPtrArray *
open_fence (NatterBlockList *self,
            const char      *text,
            gsize            length,
            GPtrArray       *closed)
{
  const char *masked = self->masked ? self->masked->str : text;
  NatterFence *inner = &self->scanner.inner;
  NatterFence fence = self->scanner.fence;
  g_autoptr(GString) code = NULL;
  g_autoptr(GPtrArray) tail = NULL;
  NatterBlock *last;

  if (fence.length == 0 && inner->length > 0)
    {
      if (is_opening (self, masked, inner))
        fence = *inner;
      inner->length = 0;
    }
  if (fence.length == 0)
    return NULL;

  code = g_string_new (NULL);
  if (!natter_fence_feed (&fence, text, length, code))
    return NULL;

  tail = parse_tail (self, text,
                     fence.nested ? inner->offset : self->scanner.fence.offset, closed);
  last = tail->len > 0 ? g_ptr_array_index (tail, tail->len - 1) : NULL;
  if (!last || natter_block_get_kind (last) != NATTER_BLOCK_CODE)
    return NULL;

  natter_block_append (last, code->str, code->len);
  natter_block_set_open (last, TRUE);
  self->fence = fence;

  return g_steal_pointer (&tail);
}

/* More of the code that the last block shows: its cost is that of the new bytes. */
static gboolean
continue_fence (NatterBlockList *self,
                const char      *text,
                gsize            length)
{
  g_autoptr(GString) code = NULL;
  NatterBlock *last;

  if (self->fence.length == 0)
    return FALSE;

  code = g_string_new (NULL);
  if (self->scanner.cut != self->stable ||
      (self->scanner.fence.length == 0) != (self->fence.nested != 0) ||
      !natter_fence_feed (&self->fence, text, length, code))
    {
      self->fence.length = 0;
      return FALSE;
    }

  last = g_ptr_array_index (self->blocks, self->blocks->len - 1);
  natter_block_append (last, code->str, code->len);

  return TRUE;
}

/* Finds the formulas of what is new, and of what might have become one by it. */
static const char *
hide_formulas (NatterBlockList *self,
               const char      *text,
               gsize            length)
{
  g_autoptr(GArray) places = g_array_new (FALSE, FALSE, sizeof (NatterFormulaPlace));
  gsize settled = natter_formula_place_find (text, length, self->settled, places);

  if (!self->masked && places->len > 0)
    self->masked = g_string_new_len (text, (gssize) self->settled);
  if (self->masked)
    {
      g_string_truncate (self->masked, self->settled);
      g_string_append_len (self->masked, text + self->settled, (gssize) (length - self->settled));
      natter_formula_place_mask (self->masked->str, places, 0);
    }
  self->settled = settled;

  return self->masked ? self->masked->str : text;
}

/* Whether what is shown may lag behind: parsed anew with each update, a block of megabytes would
 * cost more than all the rest. So it is only when it has grown by an eighth, up to a point. */
static gboolean
may_wait (NatterBlockList *self,
          gsize            length)
{
  return self->scanner.cut == self->stable &&
         (length > self->stable + HUGE_TAIL ||
          (self->parsed > self->stable + LARGE_TAIL &&
           length < self->parsed + (self->parsed - self->stable) / 8));
}

static void
update_markdown (NatterBlockList *self,
                 const char      *text,
                 gsize            length)
{
  g_autoptr(GString) without_nul = NULL;
  g_autoptr(GPtrArray) fresh = NULL, tail = NULL;
  const char *masked;
  guint n_closed;

  /* What stands for a NUL is longer than it, and pieces have to begin where they do in the whole
   * that natter_markdown_parse() gives to the parser. */
  if (self->has_nul)
    {
      without_nul = g_string_sized_new (length + 16);
      natter_fence_append_text (without_nul, text, length);
      text = without_nul->str;
      length = without_nul->len;
    }

  masked = hide_formulas (self, text, length);
  natter_cut_scanner_feed (&self->scanner, masked, self->settled);
  if (continue_fence (self, text, length) || may_wait (self, length))
    return;

  fresh = self->scanner.cut > self->stable ? freeze (self, text)
                                           : g_ptr_array_new_with_free_func (g_object_unref);
  n_closed = fresh->len;

  tail = open_fence (self, text, length, fresh);
  if (!tail)
    tail = parse_tail (self, text, length, fresh);
  g_ptr_array_extend_and_steal (fresh, g_steal_pointer (&tail));

  reconcile (self, self->n_frozen, fresh);
  self->n_frozen += n_closed;
  self->parsed = length;
}

static void
update_plain (NatterBlockList *self,
              const char      *text,
              gsize            length)
{
  g_autoptr(GPtrArray) fresh = NULL;
  gsize last;

  fresh = natter_plain_parse (text + self->stable, length - self->stable, &last);
  reconcile (self, self->n_frozen, fresh);
  if (fresh->len > 0)
    self->n_frozen += fresh->len - 1;
  self->stable += last;
}

/* Nothing is frozen any more; the blocks stay until the next parse says what differs. */
static void
thaw (NatterBlockList *self)
{
  natter_cut_scanner_clear (&self->scanner);
  natter_cut_scanner_init (&self->scanner);
  self->length = 0;
  self->has_nul = FALSE;
  if (self->masked)
    g_string_free (g_steal_pointer (&self->masked), TRUE);
  self->settled = self->stable = self->parsed = 0;
  self->n_frozen = 0;
  self->list.open = FALSE;
  self->fence.length = 0;
}

static void
settle (NatterBlockList *self,
        gsize            length)
{
  thaw (self);
  self->finished = TRUE;
  self->length = length;
}

static void
natter_block_list_finalize (GObject *object)
{
  NatterBlockList *self = NATTER_BLOCK_LIST (object);

  natter_cut_scanner_clear (&self->scanner);
  if (self->masked)
    g_string_free (g_steal_pointer (&self->masked), TRUE);
  g_clear_pointer (&self->blocks, g_ptr_array_unref);

  G_OBJECT_CLASS (natter_block_list_parent_class)->finalize (object);
}

static void
natter_block_list_class_init (NatterBlockListClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = natter_block_list_finalize;
}

static void
natter_block_list_init (NatterBlockList *self)
{
  self->blocks = g_ptr_array_new_with_free_func (g_object_unref);
  natter_cut_scanner_init (&self->scanner);
}

/**
 * natter_block_list_new:
 * @syntax: how the text is to be read
 *
 * Returns: (transfer full): an empty list of #NatterBlock
 */
NatterBlockList *
natter_block_list_new (NatterBlockListSyntax syntax)
{
  NatterBlockList *self = g_object_new (NATTER_TYPE_BLOCK_LIST, NULL);

  self->syntax = syntax;

  return self;
}

/**
 * natter_block_list_update:
 * @text: the whole text so far, valid UTF-8; not kept
 * @length: bytes in @text
 *
 * Shows a text that has grown: what was given before is its beginning, unchanged. To be called once
 * a frame; the cost is that of the last top-level block (of the last item, in a list; of the new
 * bytes, in a code block that is open). Blocks keep their identity while they stay what they are.
 *
 * The blocks are those of natter_markdown_parse(), except that links to targets defined later are
 * text until natter_block_list_finish(), that a last line of code is held back while it could still
 * become the closing fence, and that a last block of very many bytes may lag behind by an eighth,
 * or is not shown further until it is complete.
 */
void
natter_block_list_update (NatterBlockList *self,
                          const char      *text,
                          gsize            length)
{
  g_return_if_fail (NATTER_IS_BLOCK_LIST (self));
  g_return_if_fail (text != NULL || length == 0);
  g_return_if_fail (length <= G_MAXUINT32);

  if (length == self->length)
    return;

  if (self->finished || length < self->length)
    thaw (self);
  if (length > self->length && memchr (text + self->length, '\0', length - self->length))
    self->has_nul = TRUE;
  self->finished = FALSE;
  self->length = length;

  if (self->syntax == NATTER_BLOCK_LIST_PLAIN)
    update_plain (self, text, length);
  else
    update_markdown (self, text, length);
}

/* Only targets that are defined behind a link reach back into what is frozen. Where there are none,
 * the tail is all that is left to be parsed. */
static gboolean
finish_tail (NatterBlockList *self,
             const char      *text,
             gsize            length)
{
  g_autoptr(GPtrArray) tail = NULL;

  if (self->n_frozen == 0 || self->finished || length < self->length || self->has_nul ||
      (length > 0 && memchr (text, '\0', length)) || g_strstr_len (text, (gssize) length, "]:"))
    return FALSE;

  update_markdown (self, text, length);
  if (self->parsed == length && self->fence.length == 0)
    return TRUE;

  tail = parse_tail (self, text, length, NULL);
  reconcile (self, self->n_frozen, tail);

  return TRUE;
}

/**
 * natter_block_list_finish:
 * @text: the whole text, valid UTF-8; not kept
 * @length: bytes in @text
 *
 * Shows a text that is complete. It is parsed once as a whole, where that can tell anything new,
 * and only what differs changes; an open code block is closed. Should the text grow once more,
 * natter_block_list_update() goes on.
 */
void
natter_block_list_finish (NatterBlockList *self,
                          const char      *text,
                          gsize            length)
{
  g_autoptr(GPtrArray) fresh = NULL;
  gsize last;

  g_return_if_fail (NATTER_IS_BLOCK_LIST (self));
  g_return_if_fail (text != NULL || length == 0);
  g_return_if_fail (length <= G_MAXUINT32);

  if (self->syntax == NATTER_BLOCK_LIST_PLAIN)
    {
      fresh = natter_plain_parse (text, length, &last);
      reconcile (self, 0, fresh);
    }
  else if (!finish_tail (self, text, length))
    {
      fresh = natter_markdown_parse (text, length);
      reconcile (self, 0, fresh);
    }
  settle (self, length);
}

/**
 * natter_block_list_finish_parsed:
 * @blocks: (element-type NatterBlock): what natter_markdown_parse() made of the whole text
 * @length: bytes of that text
 *
 * natter_block_list_finish() with a text that was parsed already: a very long one, on a thread.
 */
void
natter_block_list_finish_parsed (NatterBlockList *self,
                                 GPtrArray       *blocks,
                                 gsize            length)
{
  g_return_if_fail (NATTER_IS_BLOCK_LIST (self));

  reconcile (self, 0, blocks);
  settle (self, length);
}
