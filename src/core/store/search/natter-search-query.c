/* natter-search-query.c: reading what a person looks for. There is no wrong query: what is no
 * operator is a word. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-query.h"

#include <string.h>

#include "natter-search-operator.h"
#include "natter-search-term.h"

#define TERMS_MAX    32
#define NAME_MAX_LEN 64 /* bytes of an operator's name; it is folded at every colon */

G_DEFINE_BOXED_TYPE (NatterSearchQuery, natter_search_query, natter_search_query_ref,
                     natter_search_query_unref)

static gboolean
is_quote (gunichar c)
{
  return c == '"' || c == 0x201c || c == 0x201d || c == 0x201e;
}

static gboolean
is_end_of_word (gunichar c)
{
  return c == '\0' || is_quote (c) || g_unichar_isspace (c);
}

/* Returns: the first quote, or the end */
static const char *
find_quote (const char *at)
{
  while (*at && !is_quote (g_utf8_get_char (at)))
    at = g_utf8_next_char (at);

  return at;
}

static void
add_term (NatterSearchQuery *self,
          const char        *begin,
          const char        *end)
{
  g_autoptr(NatterSearchTerm) term = NULL;

  /* The last one is still being typed. */
  term = natter_search_term_new (begin, (gsize) (end - begin), *end == '\0');
  if (!term || self->terms->len == TERMS_MAX)
    return;

  for (guint i = 0; i < self->terms->len; i++)
    if (natter_search_term_equal (term, g_ptr_array_index (self->terms, i)))
      return;

  g_ptr_array_add (self->terms, g_steal_pointer (&term));
}

/* The phrase after a quote. Returns: what comes after it */
static const char *
read_phrase (NatterSearchQuery *self,
             const char        *begin)
{
  const char *end = find_quote (begin);

  add_term (self, begin, end);

  return *end ? g_utf8_next_char (end) : end;
}

/* Returns: what comes after it; NULL when it is no operator */
static const char *
read_operator (NatterSearchQuery *self,
               const char        *begin,
               const char        *colon,
               const char        *end,
               GDateTime         *now)
{
  const char *value = g_utf8_next_char (colon);
  const char *after = end;

  if (colon - begin > NAME_MAX_LEN)
    return NULL;

  if (value == end && is_quote (g_utf8_get_char (end)))
    {
      value = g_utf8_next_char (end);
      end = find_quote (value);
      after = *end ? g_utf8_next_char (end) : end;
    }
  if (natter_search_operator_apply (self, begin, (gsize) (colon - begin), value,
                                    (gsize) (end - value), now))
    return after;

  return NULL;
}

static const char *
read_word (NatterSearchQuery *self,
           const char        *begin,
           GDateTime         *now)
{
  const char *colon = NULL;
  const char *end = begin;
  const char *after = NULL;

  while (!is_end_of_word (g_utf8_get_char (end)))
    {
      gunichar c = g_utf8_get_char (end);

      if (!colon && (c == ':' || c == 0xff1a))
        colon = end;
      end = g_utf8_next_char (end);
    }

  if (colon)
    after = read_operator (self, begin, colon, end, now);
  if (after)
    return after;

  add_term (self, begin, end);
  return end;
}

/**
 * natter_search_query_new_at:
 * @text: what was typed, anything
 * @flags: where to look besides
 * @now: the present, where the person is
 *
 * Words and "phrases" that are all looked for, the last one as the beginning of a word while it is
 * typed, and operators: from:me, from:model, in:folder, model:name, before:2026-11, after:today,
 * has:image, has:code, has:file. An operator's name is English or translated, its value may be in
 * quotes. Given twice, from, in and model mean any of both; before, after and has mean both.
 *
 * Returns: (transfer full): what is looked for
 */
NatterSearchQuery *
natter_search_query_new_at (const char        *text,
                            NatterSearchFlags  flags,
                            GDateTime         *now)
{
  NatterSearchQuery *self = NULL;
  g_autofree char *valid = NULL;
  const char *at = NULL;

  g_return_val_if_fail (text != NULL && now != NULL, NULL);

  self = g_atomic_rc_box_new0 (NatterSearchQuery);
  self->flags = flags;
  self->terms = g_ptr_array_new_with_free_func ((GDestroyNotify) natter_search_term_free);
  self->folders = g_ptr_array_new_with_free_func (g_free);
  self->models = g_ptr_array_new_with_free_func (g_free);
  self->after = G_MININT64;
  self->before = G_MAXINT64;

  valid = g_utf8_make_valid (text, -1);
  at = valid;
  while (*at)
    {
      gunichar c = g_utf8_get_char (at);

      if (g_unichar_isspace (c))
        at = g_utf8_next_char (at);
      else if (is_quote (c))
        at = read_phrase (self, g_utf8_next_char (at));
      else
        at = read_word (self, at, now);
    }

  return self;
}

/**
 * natter_search_query_new:
 * @text: what was typed, anything
 * @flags: where to look besides
 *
 * The same as natter_search_query_new_at(), here and now.
 *
 * Returns: (transfer full): what is looked for
 */
NatterSearchQuery *
natter_search_query_new (const char        *text,
                         NatterSearchFlags  flags)
{
  g_autoptr(GDateTime) now = g_date_time_new_now_local ();

  return natter_search_query_new_at (text, flags, now);
}

/**
 * natter_search_query_is_empty:
 *
 * Returns: whether nothing is looked for
 */
gboolean
natter_search_query_is_empty (const NatterSearchQuery *self)
{
  return self->terms->len == 0 && self->from == 0 && self->has == 0 && self->folders->len == 0 &&
         self->models->len == 0 && self->after == G_MININT64 && self->before == G_MAXINT64;
}

static void
clear (NatterSearchQuery *self)
{
  g_ptr_array_unref (self->terms);
  g_ptr_array_unref (self->folders);
  g_ptr_array_unref (self->models);
}

NatterSearchQuery *
natter_search_query_ref (NatterSearchQuery *self)
{
  return g_atomic_rc_box_acquire (self);
}

void
natter_search_query_unref (NatterSearchQuery *self)
{
  g_atomic_rc_box_release_full (self, (GDestroyNotify) clear);
}
