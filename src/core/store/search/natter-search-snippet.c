/* natter-search-snippet.c: the lines around what was found, as one line without the marks of
 * Markdown. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-snippet.h"

#define LENGTH 160 /* characters */
#define BEFORE 40  /* of them, at most, before the first match */
#define LAST   20  /* of them in which a word may end it */

typedef struct
{
  const char *text;
  const char *end;
  GArray     *matches;
  guint       next;      /* of the matches, the one that was not reached yet, or is being copied */
  gboolean    within;
  NatterSearchMatch place;
  GArray     *places;
  GString    *line;
  glong       n_chars;
} Copy;

static gunichar
get_char (const Copy *self,
          const char *at)
{
  return at < self->end ? g_utf8_get_char (at) : 0;
}

/* A bit of text before the first match, from the beginning of a word on if there is one. */
static const char *
find_start (const Copy *self)
{
  const char *match = self->text;
  const char *start = NULL;

  if (self->matches->len > 0)
    match += g_array_index (self->matches, NatterSearchMatch, 0).start;
  start = match;
  for (int i = 0; i < BEFORE && start > self->text; i++)
    start = g_utf8_prev_char (start);
  if (start == self->text)
    return start;

  for (const char *p = start; p < match; p = g_utf8_next_char (p))
    if (g_unichar_isspace (g_utf8_get_char (p)))
      return g_utf8_next_char (p);

  return start;
}

/* Returns: what comes after the marks that are here: fences and accents grave, emphasis, and the
 * marks of headings and quotes, where a line begins */
static const char *
skip_marks (const Copy *self,
            const char *at)
{
  const char *after = at;
  gboolean begins_line = at == self->text || at[-1] == '\n';

  while (get_char (self, after) == '`')
    after++;
  if (after > at)
    return after;

  while (get_char (self, after) == '*')
    after++;
  if (after - at >= 2)
    return after;

  after = at;
  while (begins_line && (get_char (self, after) == '#' || get_char (self, after) == '>'))
    after++;

  return after > at && get_char (self, after) == ' ' ? after : at;
}

static void
end_place (Copy *self)
{
  self->place.end = self->line->len;
  if (self->place.end > self->place.start)
    g_array_append_val (self->places, self->place);
  self->within = FALSE;
  self->next++;
}

static void
begin_or_end_place (Copy       *self,
                    const char *at)
{
  const NatterSearchMatch *match = NULL;
  gsize offset = (gsize) (at - self->text);

  if (self->next < self->matches->len)
    match = &g_array_index (self->matches, NatterSearchMatch, self->next);
  if (match && self->within && offset >= match->end)
    {
      end_place (self);
      begin_or_end_place (self, at);
    }
  else if (match && !self->within && offset >= match->start)
    {
      self->place.start = self->line->len;
      self->within = TRUE;
    }
}

static void
copy_char (Copy     *self,
           gunichar  c)
{
  gboolean is_space = g_unichar_isspace (c) || c == 0;

  if (is_space && (self->line->len == 0 || self->line->str[self->line->len - 1] == ' ') &&
      !self->within)
    return;

  g_string_append_unichar (self->line, is_space ? ' ' : c);
  self->n_chars++;
}

static gboolean
is_full (const Copy *self,
         const char *at)
{
  return self->n_chars >= LENGTH ||
         (self->n_chars >= LENGTH - LAST && !self->within &&
          g_unichar_isspace (g_utf8_get_char (at)));
}

/**
 * natter_search_snippet_new:
 * @text: valid UTF-8
 * @length: its bytes
 * @matches: (element-type NatterSearchMatch): where in it something was found
 * @places: (element-type NatterSearchMatch): where in the result that is, added to it
 *
 * Returns: (transfer full): about 160 characters around the first match
 */
char *
natter_search_snippet_new (const char *text,
                           gsize       length,
                           GArray     *matches,
                           GArray     *places)
{
  g_autoptr(GString) line = g_string_new (NULL);
  Copy copy = { .text = text, .end = text + length, .matches = matches, .places = places,
                .line = line };
  const char *at = find_start (&copy);

  if (at > text)
    g_string_append (line, "…");
  while (at < copy.end && !is_full (&copy, at))
    {
      const char *after = at;

      begin_or_end_place (&copy, at);
      if (!copy.within)
        after = skip_marks (&copy, at);
      if (after == at)
        {
          copy_char (&copy, g_utf8_get_char (at));
          after = g_utf8_next_char (at);
        }
      at = after;
    }
  if (copy.within)
    end_place (&copy);
  if (at < copy.end)
    g_string_append (line, "…");

  return g_string_free_and_steal (g_steal_pointer (&line));
}
