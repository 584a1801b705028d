/* natter-markdown.c: Markdown text to leaf blocks, through md4c. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-markdown-private.h"

#include <string.h>

#include "natter-fence.h"
#include "natter-formula-place.h"
#include "natter-markdown-leaf.h"

/* Raw HTML is text: nothing that a model writes is ever interpreted. */
#define PARSER_FLAGS (MD_DIALECT_GITHUB | MD_FLAG_NOHTML)

/* Deeper nesting is shown at this depth. */
#define MAX_DEPTH 32

#define BULLET "•"
#define TASK_OPEN "☐"
#define TASK_DONE "☑"

typedef struct
{
  gboolean ordered;
  gboolean tight;
  guint    number;                            /* of the next item */
  char     delimiter;
  char     marker[NATTER_BLOCK_MARKER_SIZE];  /* waits for the item's first leaf, else empty */
} ListLevel;

typedef struct
{
  GPtrArray             *blocks;
  NatterLeaf             leaf;
  GArray                *lists;        /* ListLevel, the outermost first */
  guint                  quote_depth;
  guint                  n_top;        /* top-level blocks that were begun */
  guint                  top_start;    /* blocks before the last of them */
  const NatterListState *list;
  NatterListOutcome     *outcome;
} Parser;

static ListLevel *
innermost_list (Parser *self)
{
  return self->lists->len > 0 ? &g_array_index (self->lists, ListLevel, self->lists->len - 1)
                              : NULL;
}

static void
begin_leaf (Parser          *self,
            NatterBlockKind  kind)
{
  ListLevel *list = innermost_list (self);
  NatterBlockShape *shape = &self->leaf.shape;

  natter_leaf_begin (&self->leaf, kind);
  shape->list_depth = MIN (self->lists->len, MAX_DEPTH);
  shape->quote_depth = MIN (self->quote_depth, MAX_DEPTH);
  if (list)
    {
      shape->is_tight = list->tight;
      memcpy (shape->marker, list->marker, sizeof (shape->marker));
      list->marker[0] = '\0';
    }
}

static void
end_leaf (Parser *self)
{
  if (self->leaf.open)
    natter_leaf_end (&self->leaf);
}

/* A marker that no leaf came for gets an empty one: "-" alone, or the outer one of "- - a". */
static void
flush_marker (Parser *self)
{
  ListLevel *list = innermost_list (self);

  end_leaf (self);
  if (!list || list->marker[0] == '\0')
    return;

  if (self->lists->len <= MAX_DEPTH)
    {
      begin_leaf (self, NATTER_BLOCK_PARAGRAPH);
      end_leaf (self);
    }
  list->marker[0] = '\0';
}

static void
begin_top (Parser *self)
{
  if (self->lists->len > 0 || self->quote_depth > 0)
    return;

  self->n_top++;
  self->top_start = self->blocks->len;
  self->outcome->last.open = FALSE;
  self->outcome->ends_in_first = FALSE;
}

static void
enter_list (Parser       *self,
            MD_BLOCKTYPE  type,
            const void   *detail)
{
  const MD_BLOCK_UL_DETAIL *bullets = detail;
  const MD_BLOCK_OL_DETAIL *numbers = detail;
  ListLevel level = { .ordered = type == MD_BLOCK_OL };

  level.tight = (level.ordered ? numbers->is_tight : bullets->is_tight) != 0;
  level.number = level.ordered ? numbers->start : 0;
  /* Of two lists that begin on one line, md4c 0.5 gives both the inner one's mark. */
  level.delimiter = level.ordered && numbers->mark_delimiter == ')' ? ')' : '.';

  flush_marker (self);
  begin_top (self);
  if (self->list->open && self->n_top == 1 && self->lists->len == 0 && self->quote_depth == 0)
    {
      level.number = self->list->number;
      level.tight &= !self->list->loose;
    }
  g_array_append_val (self->lists, level);
}

static void
leave_list (Parser *self)
{
  ListLevel list = g_array_index (self->lists, ListLevel, self->lists->len - 1);

  g_array_set_size (self->lists, self->lists->len - 1);
  if (self->lists->len > 0 || self->quote_depth > 0)
    return;

  self->outcome->last_start = self->top_start;
  self->outcome->last.open = TRUE;
  self->outcome->last.number = list.number - 1;
  self->outcome->last.loose = !list.tight;
  if (self->n_top == 1)
    {
      self->outcome->ends_in_first = TRUE;
      self->outcome->first_is_loose = !list.tight;
    }
}

static void
enter_item (Parser                   *self,
            const MD_BLOCK_LI_DETAIL *detail)
{
  ListLevel *list = innermost_list (self);

  if (self->lists->len == 1 && self->quote_depth == 0)
    self->outcome->last_item = self->blocks->len;
  if (detail->is_task)
    g_strlcpy (list->marker, detail->task_mark == ' ' ? TASK_OPEN : TASK_DONE,
               sizeof (list->marker));
  else if (list->ordered)
    g_snprintf (list->marker, sizeof (list->marker), "%u%c", list->number, list->delimiter);
  else
    g_strlcpy (list->marker, BULLET, sizeof (list->marker));
  list->number++;
}

static void
enter_leaf (Parser       *self,
            MD_BLOCKTYPE  type,
            void         *detail)
{
  end_leaf (self);
  begin_top (self);

  if (type == MD_BLOCK_H)
    {
      begin_leaf (self, NATTER_BLOCK_HEADING);
      self->leaf.shape.level = ((MD_BLOCK_H_DETAIL *) detail)->level;
    }
  else if (type == MD_BLOCK_CODE)
    {
      begin_leaf (self, NATTER_BLOCK_CODE);
      natter_leaf_add_attribute (&self->leaf, self->leaf.language,
                                 &((MD_BLOCK_CODE_DETAIL *) detail)->lang);
    }
  else if (type == MD_BLOCK_TABLE)
    {
      begin_leaf (self, NATTER_BLOCK_TABLE);
      self->leaf.n_columns = ((MD_BLOCK_TABLE_DETAIL *) detail)->col_count;
    }
  else if (type == MD_BLOCK_HR)
    {
      begin_leaf (self, NATTER_BLOCK_RULE);
    }
}

static void
enter_cell (Parser                   *self,
            const MD_BLOCK_TD_DETAIL *detail)
{
  NatterTableCell cell = { .start = (guint) self->leaf.text->len, .align = NATTER_ALIGN_START };

  if (detail->align == MD_ALIGN_RIGHT)
    cell.align = NATTER_ALIGN_END;
  else if (detail->align == MD_ALIGN_CENTER)
    cell.align = NATTER_ALIGN_CENTER;
  g_array_append_val (self->leaf.cells, cell);
}

static int
enter_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Parser *self = user_data;

  /* An int: the parser may learn of more. */
  switch ((int) type)
    {
    case MD_BLOCK_QUOTE:
      end_leaf (self);
      begin_top (self);
      self->quote_depth++;
      break;

    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      enter_list (self, type, detail);
      break;

    case MD_BLOCK_LI:
      enter_item (self, detail);
      break;

    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      enter_cell (self, detail);
      break;

    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
      enter_leaf (self, type, detail);
      break;

    default:
      break;
    }

  return 0;
}

static int
leave_block_cb (MD_BLOCKTYPE  type,
                void         *detail,
                void         *user_data)
{
  Parser *self = user_data;

  switch ((int) type)
    {
    case MD_BLOCK_QUOTE:
      end_leaf (self);
      self->quote_depth--;
      break;

    case MD_BLOCK_UL:
    case MD_BLOCK_OL:
      leave_list (self);
      break;

    case MD_BLOCK_LI:
      flush_marker (self);
      break;

    case MD_BLOCK_TH:
    case MD_BLOCK_TD:
      natter_leaf_leave_all_spans (&self->leaf);
      g_array_index (self->leaf.cells, NatterTableCell, self->leaf.cells->len - 1).end =
        (guint) self->leaf.text->len;
      break;

    case MD_BLOCK_HR:
    case MD_BLOCK_H:
    case MD_BLOCK_CODE:
    case MD_BLOCK_HTML:
    case MD_BLOCK_P:
    case MD_BLOCK_TABLE:
      end_leaf (self);
      break;

    default:
      break;
    }

  return 0;
}

/* A paragraph begins with its text: around that of a tight list's item there is none, and "[x]"
 * alone on a line has one without text in a loose list only. */
static void
ensure_leaf (Parser *self)
{
  if (!self->leaf.open)
    begin_leaf (self, NATTER_BLOCK_PARAGRAPH);
}

static int
enter_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Parser *self = user_data;

  ensure_leaf (self);
  natter_leaf_enter_span (&self->leaf, type, detail);

  return 0;
}

static int
leave_span_cb (MD_SPANTYPE  type,
               void        *detail,
               void        *user_data)
{
  Parser *self = user_data;

  if (self->leaf.open)
    natter_leaf_leave_span (&self->leaf, type);

  return 0;
}

static int
text_cb (MD_TEXTTYPE    type,
         const MD_CHAR *text,
         MD_SIZE        length,
         void          *user_data)
{
  Parser *self = user_data;

  ensure_leaf (self);
  natter_leaf_add_text (&self->leaf, type, text, length);

  return 0;
}

static const MD_PARSER block_parser = {
  .flags = PARSER_FLAGS,
  .enter_block = enter_block_cb,
  .leave_block = leave_block_cb,
  .enter_span = enter_span_cb,
  .leave_span = leave_span_cb,
  .text = text_cb,
};

/* The text with its formulas hidden, or NULL if there are none. */
static char *
hide_formulas (const char *text,
               gsize       length,
               GArray     *places)
{
  char *masked;

  natter_formula_place_find (text, length, 0, places);
  if (places->len == 0)
    return NULL;

  masked = g_strndup (text, length);
  natter_formula_place_mask (masked, places, 0);

  return masked;
}

/**
 * natter_markdown_parse_piece:
 * @text: a piece of Markdown, valid UTF-8
 * @length: bytes in @text, less than 4 GiB
 * @list: (nullable): the list that @text goes on with
 * @outcome: (out) (optional): how a further piece is to go on
 *
 * As natter_markdown_parse(), for one of the pieces into which a text is cut where top-level
 * blocks or items of top-level lists begin.
 *
 * Returns: (transfer full) (element-type NatterBlock): the leaf blocks
 */
GPtrArray *
natter_markdown_parse_piece (const char            *text,
                             gsize                  length,
                             const NatterListState *list,
                             NatterListOutcome     *outcome)
{
  static const NatterListState no_list;
  NatterListOutcome ignored;
  g_autoptr(GString) without_nul = NULL;
  g_autoptr(GArray) places = NULL;
  g_autofree char *masked = NULL;
  const char *input;
  Parser self = { .list = list ? list : &no_list, .outcome = outcome ? outcome : &ignored };

  g_return_val_if_fail (text != NULL || length == 0, NULL);
  g_return_val_if_fail (length <= G_MAXUINT32, NULL);

  if (length > 0 && memchr (text, '\0', length))
    {
      without_nul = g_string_sized_new (length + 16);
      natter_fence_append_text (without_nul, text, length);
      text = without_nul->str;
      length = without_nul->len;
    }

  *self.outcome = (NatterListOutcome) { 0 };
  self.blocks = g_ptr_array_new_with_free_func (g_object_unref);
  self.lists = g_array_new (FALSE, FALSE, sizeof (ListLevel));
  places = g_array_new (FALSE, FALSE, sizeof (NatterFormulaPlace));
  input = masked = hide_formulas (text, length, places);
  if (!input)
    input = length > 0 ? text : "";
  natter_leaf_init (&self.leaf, input, length, text, places, self.blocks);

  md_parse (input, (MD_SIZE) length, &block_parser, &self);
  end_leaf (&self);
  self.outcome->last_top = self.top_start;

  natter_leaf_clear (&self.leaf);
  g_array_unref (self.lists);

  return self.blocks;
}

/**
 * natter_markdown_parse:
 * @text: Markdown, valid UTF-8
 * @length: bytes in @text, less than 4 GiB
 *
 * Parses CommonMark with the tables, task lists, strikethrough and bare links of GitHub
 * (https://spec.commonmark.org/0.31.2/, https://github.github.com/gfm/) and flattens what it finds
 * to leaves. Departures: raw HTML is text; ~one tilde~ does not strike out; a picture is its
 * description; a table is lines of text; a paragraph over 8,000 bytes is cut at a blank.
 *
 * Returns: (transfer full) (element-type NatterBlock): the leaf blocks
 */
GPtrArray *
natter_markdown_parse (const char *text,
                       gsize       length)
{
  return natter_markdown_parse_piece (text, length, NULL, NULL);
}
