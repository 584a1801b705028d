/* natter-formula-place.c: where formulas stand in Markdown: $…$, $$…$$, \(…\) and \[…\]. Markdown
 * knows none of them, so they are found in the text before it is parsed, and hidden from the parser
 * behind letters. What is no formula after all, as in code, is shown as it was written.
 *
 * Dollars are money, too: the rules are those of Pandoc's tex_math_dollars and some more
 * (https://pandoc.org/MANUAL.html#extension-tex_math_dollars). Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-formula-place.h"

#include <string.h>

#include "natter-formula-prose.h"
#include "natter-line.h"

/* Longer ones are none. What was not closed yet is looked at again when more of the text comes. */
#define MAX_INLINE  1000
#define MAX_DISPLAY 4000

typedef struct
{
  const char *text;
  gsize       length;
  gsize       last_line;    /* where the line begins that is not all here yet */
  gsize       line;         /* where the one begins that is looked at */
  gsize       settled;      /* nothing before it can change */
  gboolean    is_settled;   /* all that was seen so far */
  gboolean    has_money;    /* an amount was seen in the line */
  gsize       rest;         /* of it, behind marks of quotes and items; before it: not known */
  guint       n_quotes;
} Finder;

/* A sign that may open a formula. */
typedef struct
{
  gsize    start;
  guint    sign;
  char     closing;      /* what is behind the backslash at its end; '$' */
  gboolean display;
  gboolean alone;        /* nothing else stands on its line */
  gboolean one_line;     /* its line ends what is in it */
  guint    n_quotes;
} Opening;

static gboolean
is_blank (char c)
{
  return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

static gsize
run_length (Finder *self,
            gsize   from)
{
  gsize i = from;

  while (i < self->length && self->text[i] == '$')
    i++;

  return i - from;
}

/* Finds where the rest of the line begins, once for all signs in it. */
static void
skip_marks (Finder *self)
{
  if (self->rest >= self->line && self->rest != G_MAXSIZE)
    return;

  self->n_quotes = 0;
  for (self->rest = self->line; self->rest < self->length; self->rest++)
    {
      char c = self->text[self->rest];

      if (c == '\0' || !strchr (" \t>-+*.)0123456789", c))
        break;
      self->n_quotes += c == '>';
    }
}

static gboolean
is_rest_blank (Finder *self,
               gsize   from)
{
  for (; from < self->length && self->text[from] != '\n' && self->text[from] != '\r'; from++)
    {
      if (!is_blank (self->text[from]))
        return FALSE;
    }

  return TRUE;
}

/* What @opening may hold depends on what stands before it in its line. */
static void
look_at_line (Finder  *self,
              Opening *opening)
{
  skip_marks (self);
  opening->n_quotes = self->n_quotes;
  opening->alone = opening->display && self->rest == opening->start &&
                   is_rest_blank (self, opening->start + opening->sign);
  opening->one_line = self->rest < opening->start &&
                      (self->text[self->rest] == '|' || self->text[self->rest] == '#');
}

/* No more of a line is looked at than can matter. */
static gsize
get_line_length (Finder *self,
                 gsize   start)
{
  return natter_fence_line_length (self->text + start, MIN (self->length - start, MAX_DISPLAY));
}

/* Steps over the marks of @n quotes; returns FALSE where there are less. */
static gboolean
skip_quotes (Finder *self,
             guint   n,
             gsize  *offset,
             gsize   end)
{
  for (; n > 0; n--)
    {
      while (*offset < end && (self->text[*offset] == ' ' || self->text[*offset] == '\t'))
        (*offset)++;
      if (*offset == end || self->text[*offset] != '>')
        return FALSE;
      (*offset)++;
    }

  return TRUE;
}

/* Whether nothing but what is under a table's header stands on the line. */
static gboolean
is_delimiter_row (const NatterLine *line)
{
  gsize i;

  for (i = line->start; i < line->length && strchr ("-:| \t", line->text[i]); i++)
    ;

  return i == line->length && memchr (line->text, '|', line->length) != NULL;
}

/* Whether the line at @offset may be one more of a formula, and where that goes on in it. */
static gboolean
may_go_on (Finder        *self,
           const Opening *opening,
           gsize         *offset)
{
  NatterLine line = { 0 };
  gsize end = *offset + get_line_length (self, *offset);

  if (!skip_quotes (self, opening->n_quotes, offset, end))
    return FALSE;

  line.text = self->text + *offset;
  line.length = end - *offset;
  natter_line_classify (&line);
  if (is_delimiter_row (&line))
    return FALSE;

  switch (line.kind)
    {
    case NATTER_LINE_TEXT:
      return opening->display || strspn (line.text + line.start, "=") < line.length - line.start;

    case NATTER_LINE_INDENTED:
      return TRUE;

    case NATTER_LINE_ITEM:
      return opening->alone || (opening->display && line.mark == '+');

    case NATTER_LINE_BLANK:
    case NATTER_LINE_HEADING:
    case NATTER_LINE_RULE:
    case NATTER_LINE_QUOTE:
    case NATTER_LINE_FENCE:
    default:
      return FALSE;
    }
}

/* "$n$th" is fine, "$5/$6" and "$A/$B" are not about mathematics. */
static gboolean
may_follow (Finder *self,
            gsize   start,
            gsize   end)
{
  static const char *const endings[] = { "th", "st", "nd", "rd", "s" };
  gsize n = 0;

  while (end + n < self->length && g_ascii_isalnum (self->text[end + n]))
    n++;
  if (n == 0)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (endings); i++)
    {
      if (strlen (endings[i]) == n && memcmp (endings[i], self->text + end, n) == 0)
        return !memchr (self->text + start, ' ', end - start);
    }

  return FALSE;
}

/* Whether the dollars at @at close @opening. */
static gboolean
is_closing (Finder        *self,
            const Opening *opening,
            gsize          at)
{
  if (run_length (self, at) != opening->sign || opening->closing != '$')
    return FALSE;

  return opening->sign == 2 ||
         (!is_blank (self->text[at - 1]) && may_follow (self, opening->start, at + 1));
}

/* Where the closing sign of @opening begins, 0 if there is none. Tells how far was looked. */
static gsize
find_closing (Finder        *self,
              const Opening *opening,
              gsize         *seen)
{
  gsize limit = opening->start + (opening->display ? MAX_DISPLAY : MAX_INLINE);
  gsize i = opening->start + opening->sign;

  for (*seen = i; i < MIN (self->length, limit); *seen = i)
    {
      char c = self->text[i];

      if (c == '`')
        return 0;
      if (c == '$' && opening->closing == '$')
        return is_closing (self, opening, i) ? i : 0;
      if (c == '\\')
        {
          char escaped = i + 1 < self->length ? self->text[i + 1] : '\0';

          if (escaped == opening->closing && escaped != '$')
            return i;
          if (escaped == '`' || (opening->closing != '$' && (escaped == '(' || escaped == '[')))
            return 0;
          i += i + 1 < self->length && !is_blank (escaped) ? 2 : 1;
        }
      else if (c == '\n' || c == '\r')
        {
          i += c == '\r' && i + 1 < self->length && self->text[i + 1] == '\n' ? 2 : 1;
          *seen = i + get_line_length (self, i);
          if (i < self->length && (opening->one_line || !may_go_on (self, opening, &i)))
            return 0;
        }
      else
        {
          i++;
        }
    }

  return 0;
}

/* Whether a formula may begin here at all. */
static gboolean
read_opening (Finder  *self,
              gsize    at,
              Opening *opening)
{
  const char *text = self->text;
  gsize run = run_length (self, at);

  *opening = (Opening) { .start = at };
  if (text[at] == '\\')
    {
      if (at + 1 == self->length || (text[at + 1] != '(' && text[at + 1] != '['))
        return FALSE;
      opening->sign = 2;
      opening->display = text[at + 1] == '[';
      opening->closing = opening->display ? ']' : ')';
      return TRUE;
    }

  if (run > 2 || (at > self->line && g_ascii_isalnum (text[at - 1])))
    return FALSE;
  if (run == 1 && (at + 1 == self->length || is_blank (text[at + 1])))
    return FALSE;

  opening->sign = (guint) run;
  opening->display = run == 2;
  opening->closing = '$';

  return TRUE;
}

static gboolean
is_formula (Finder        *self,
            const Opening *opening,
            gsize          closing)
{
  gsize start = opening->start + opening->sign;
  gsize end = closing + opening->sign;
  NatterFormulaProse kind = NATTER_FORMULA_PROSE_DOLLAR;

  if (opening->closing == ')')
    kind = NATTER_FORMULA_PROSE_PAREN;
  else if (opening->closing == ']')
    kind = NATTER_FORMULA_PROSE_BRACKET;
  else if (opening->sign == 2)
    kind = NATTER_FORMULA_PROSE_DOLLARS;

  /* "\[text\](address)" */
  if (opening->closing == ']' && end < self->length && self->text[end] == '(')
    return FALSE;

  return !natter_formula_prose_is (self->text + start, closing - start, kind, self->has_money);
}

static void
note_money (Finder *self,
            gsize   at)
{
  if (self->text[at] == '$' && at + 1 < self->length && g_ascii_isdigit (self->text[at + 1]))
    self->has_money = TRUE;
}

/* A sign was met at @at; returns where to go on. */
static gsize
meet_sign (Finder *self,
           gsize   at,
           GArray *places)
{
  Opening opening;
  gsize closing = 0;
  gsize seen = 0;

  if (!read_opening (self, at, &opening))
    {
      note_money (self, at);
      return at + (self->text[at] == '\\' ? MIN (2, self->length - at) : run_length (self, at));
    }

  look_at_line (self, &opening);
  closing = find_closing (self, &opening, &seen);
  /* More of the text may tell another thing, unless all that was needed are whole lines. */
  if (MAX (seen, closing) >= self->last_line)
    self->is_settled = FALSE;

  if (closing > 0 && is_formula (self, &opening, closing))
    {
      NatterFormulaPlace place = {
        .start = at,
        .end = closing + opening.sign,
        .sign = opening.sign,
        .display = opening.display,
        .n_quotes = opening.n_quotes,
      };

      g_array_append_val (places, place);
      return place.end;
    }

  if (closing == 0)
    note_money (self, at);

  return at + opening.sign;
}

/* The lines up to @to are behind us. */
static void
pass_lines (Finder *self,
            gsize   from,
            gsize   to)
{
  for (gsize i = from; i < to; i++)
    {
      if (self->text[i] != '\n' && self->text[i] != '\r')
        continue;
      self->line = i + 1;
      self->has_money = FALSE;
    }
}

static gboolean
is_met (char c)
{
  return c == '$' || c == '\\' || c == '\n' || c == '\r';
}

static gsize
find_last_line (const char *text,
                gsize       length,
                gsize       from)
{
  gsize i = length;

  /* A CR at the end may be half of a break. */
  if (i > from && text[i - 1] == '\r')
    i--;
  while (i > from && text[i - 1] != '\n' && text[i - 1] != '\r')
    i--;

  return i;
}

/**
 * natter_formula_place_find:
 * @text: Markdown, valid UTF-8
 * @length: bytes in @text
 * @from: where to begin, at the beginning of a line and not in a formula
 * @places: (element-type NatterFormulaPlace): where what is found is appended
 *
 * Finds all that would be a formula if it is not in code. In one that goes over several lines there
 * is no line that is blank or surely begins another block.
 *
 * Returns: where to begin when @text has grown: what was found before it stays
 */
gsize
natter_formula_place_find (const char *text,
                           gsize       length,
                           gsize       from,
                           GArray     *places)
{
  Finder self = {
    .text = text,
    .length = length,
    .last_line = find_last_line (text, length, from),
    .line = from,
    .settled = from,
    .is_settled = TRUE,
    .rest = G_MAXSIZE,
  };

  for (gsize i = from; i < length;)
    {
      gsize next;

      if (!is_met (text[i]))
        {
          i++;
          continue;
        }

      next = text[i] == '$' || text[i] == '\\' ? meet_sign (&self, i, places) : i + 1;
      pass_lines (&self, i, next);
      i = next;
      if (self.line == i && self.is_settled && i <= self.last_line)
        self.settled = i;
    }

  return self.settled;
}

/* Puts letters for the signs of one formula, so that to the parser it is a word between dollars. */
static void
mask (char                     *text,
      const NatterFormulaPlace *place)
{
  guint n_quotes = 0;

  for (gsize i = place->start; i < place->end; i++)
    {
      if (text[i] == '\n' || text[i] == '\r')
        n_quotes = place->n_quotes;
      else if (n_quotes > 0 && text[i] == '>')
        n_quotes--;
      else if (g_ascii_ispunct (text[i]))
        text[i] = 'x';
    }
  text[place->start] = '$';
  text[place->end - 1] = '$';
}

/**
 * natter_formula_place_mask:
 * @text: Markdown, in which the formulas are to be hidden
 * @places: (element-type NatterFormulaPlace): where they are
 * @first: the first of @places to be hidden
 *
 * Hides formulas from a parser. Nothing else changes, and everything stays where it is.
 */
void
natter_formula_place_mask (char         *text,
                           const GArray *places,
                           guint         first)
{
  for (guint i = first; i < places->len; i++)
    mask (text, &g_array_index (places, NatterFormulaPlace, i));
}
