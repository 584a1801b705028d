/* natter-search-plan.c: what the indexes are asked for: FTS5's language, of which a person never
 * types a word, because each string in it stands in quotes. Pure, any thread.
 *
 * No expression makes SQLite collect a long list before it gives its first row: a beginning of a
 * word that is not rare is asked for with no more letters than its prefix index has. What that
 * finds too much is found out by looking at the text.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-search-plan.h"

#include "natter-search-text.h"

#define PREFIX_LENGTH 3  /* letters: the longer one of the prefix indexes of words */
#define WORDS_MAX     32 /* of a phrase; more find nothing more exactly */
#define STRINGS_MAX   24 /* for each index and term */

static gboolean
is_kind (const NatterSearchTerm *term,
         gsize                   i,
         NatterSearchKind        kind)
{
  return i < term->length && term->pattern[i] != NATTER_SEARCH_ANY_GAP &&
         natter_search_get_kind (term->pattern[i]) == kind;
}

static void
append_chars (GString        *string,
              const gunichar *chars,
              gsize           length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (chars[i] == '"')
        g_string_append_c (string, '"');
      g_string_append_unichar (string, chars[i]);
    }
}

/* Takes @string. */
static void
add_string (GPtrArray *strings,
            char      *string)
{
  if (strings->len < STRINGS_MAX &&
      !g_ptr_array_find_with_equal_func (strings, string, g_str_equal, NULL))
    g_ptr_array_add (strings, string);
  else
    g_free (string);
}

/* The words of the term, as a phrase. A first or last one that may be part of a longer
 * word can't be asked for, but for a last one that is a beginning. */
static void
add_words (GPtrArray              *strings,
           const NatterSearchTerm *term,
           gsize                   prefix_length)
{
  g_autoptr(GString) phrase = g_string_new ("\"");
  gboolean is_prefix = FALSE;
  gsize end = 0;

  for (gsize i = 0, n = 0; i < term->length && n < WORDS_MAX; i = MAX (end, i + 1))
    {
      gboolean is_last = FALSE;

      for (end = i; is_kind (term, end, NATTER_SEARCH_WORD); end++)
        ;
      is_last = end == term->length;
      if (end == i || (i == 0 && !term->begins_word) ||
          (is_last && !term->ends_word && !term->is_prefix))
        continue;

      is_prefix = is_last && term->is_prefix;
      if (n++ > 0)
        g_string_append_c (phrase, ' ');
      append_chars (phrase, term->pattern + i, is_prefix ? MIN (end - i, prefix_length) : end - i);
    }
  if (phrase->len == 1)
    return;

  g_string_append (phrase, is_prefix ? "\" *" : "\"");
  add_string (strings, g_string_free_and_steal (g_steal_pointer (&phrase)));
}

/* A mark may be no character of its own to the tokenizer. */
static gboolean
is_gram (const NatterSearchTerm *term,
         gsize                   at)
{
  for (gsize i = at; i < at + 3; i++)
    if (i >= term->length || term->pattern[i] == NATTER_SEARCH_ANY_GAP ||
        g_unichar_ismark (term->pattern[i]))
      return FALSE;

  return TRUE;
}

static void
add_grams (GPtrArray              *strings,
           const NatterSearchTerm *term,
           gsize                   prefix_length)
{
  for (gsize i = 0; i < term->length && strings->len < STRINGS_MAX; i++)
    if (is_gram (term, i))
      {
        g_autoptr(GString) gram = g_string_new ("\"");

        append_chars (gram, term->pattern + i, 3);
        g_string_append_c (gram, '"');
        add_string (strings, g_string_free_and_steal (g_steal_pointer (&gram)));
      }
}

/* As natter_search_pairs() names them. */
static void
add_pairs (GPtrArray              *strings,
           const NatterSearchTerm *term,
           gsize                   prefix_length)
{
  for (gsize i = 0; i < term->length && strings->len < STRINGS_MAX; i++)
    {
      if (is_kind (term, i, NATTER_SEARCH_SYMBOL))
        add_string (strings, g_strdup_printf ("\"%06x\"", term->pattern[i]));
      else if (!is_kind (term, i, NATTER_SEARCH_UNSPACED))
        continue;
      else if (is_kind (term, i + 1, NATTER_SEARCH_UNSPACED))
        add_string (strings, g_strdup_printf ("\"%06x%06x\"", term->pattern[i],
                                              term->pattern[i + 1]));
      else if (i == 0 || !is_kind (term, i - 1, NATTER_SEARCH_UNSPACED))
        add_string (strings, g_strdup_printf ("\"%06x\" *", term->pattern[i]));
    }
}

static void (*const adders[NATTER_SEARCH_N_INDEXES]) (GPtrArray              *strings,
                                                      const NatterSearchTerm *term,
                                                      gsize                   prefix_length) = {
  [NATTER_SEARCH_WORDS] = add_words,
  [NATTER_SEARCH_GRAMS] = add_grams,
  [NATTER_SEARCH_PAIRS] = add_pairs,
};

/* Returns: (nullable): all of what the index can tell of a term, in the column "text" */
static char *
make_expression (NatterSearchIndex       index,
                 const NatterSearchTerm *term,
                 gsize                   prefix_length)
{
  g_autoptr(GPtrArray) strings = g_ptr_array_new_with_free_func (g_free);
  g_autofree char *all = NULL;

  adders[index] (strings, term, prefix_length);
  if (strings->len == 0)
    return NULL;

  g_ptr_array_add (strings, NULL);
  all = g_strjoinv (" AND ", (char **) strings->pdata);

  return index == NATTER_SEARCH_WORDS ? g_strconcat ("text : ", all, NULL)
                                      : g_steal_pointer (&all);
}

/* Takes @other. */
static void
add_expression (char **expression,
                char  *other)
{
  g_autofree char *before = g_steal_pointer (expression);
  g_autofree char *added = other;

  if (before && added)
    *expression = g_strconcat (before, " AND ", added, NULL);
  else
    *expression = before ? g_steal_pointer (&before) : g_steal_pointer (&added);
}

/**
 * natter_search_plan_new_term:
 * @term: a term
 *
 * Returns: (transfer full): how it alone is found
 */
NatterSearchPlan *
natter_search_plan_new_term (const NatterSearchTerm *term)
{
  NatterSearchPlan *self = g_new0 (NatterSearchPlan, 1);

  for (int i = 0; i < NATTER_SEARCH_N_INDEXES; i++)
    self->expressions[i] = make_expression ((NatterSearchIndex) i, term, PREFIX_LENGTH);

  return self;
}

/**
 * natter_search_plan_new:
 * @query: a query
 * @is_rare: whether few words begin as natter_search_plan_dup_prefix() says
 *
 * Returns: (transfer full): how what it looks for is found
 */
NatterSearchPlan *
natter_search_plan_new (const NatterSearchQuery *query,
                        gboolean                 is_rare)
{
  NatterSearchPlan *self = g_new0 (NatterSearchPlan, 1);
  char **words = &self->expressions[NATTER_SEARCH_WORDS];

  for (guint i = 0; i < query->terms->len; i++)
    for (int j = 0; j < NATTER_SEARCH_N_INDEXES; j++)
      add_expression (&self->expressions[j],
                      make_expression ((NatterSearchIndex) j, g_ptr_array_index (query->terms, i),
                                       is_rare ? G_MAXSIZE : PREFIX_LENGTH));

  if (query->has & NATTER_SEARCH_HAS_IMAGE)
    add_expression (words, g_strdup ("marks : \"image\""));
  if (query->has & NATTER_SEARCH_HAS_CODE)
    add_expression (words, g_strdup ("marks : \"code\""));
  if (query->has & NATTER_SEARCH_HAS_FILE)
    add_expression (words, g_strdup ("marks : \"file\""));

  return self;
}

void
natter_search_plan_free (NatterSearchPlan *self)
{
  for (int i = 0; i < NATTER_SEARCH_N_INDEXES; i++)
    g_free (self->expressions[i]);
  g_free (self);
}

/**
 * natter_search_plan_dup_prefix:
 * @query: a query
 *
 * Returns: (transfer full) (nullable): the beginning of a word that is looked for, if it is longer
 *   than those that the index has
 */
char *
natter_search_plan_dup_prefix (const NatterSearchQuery *query)
{
  const NatterSearchTerm *term = NULL;
  gsize n = 0;

  if (query->terms->len > 0)
    term = g_ptr_array_index (query->terms, query->terms->len - 1);
  if (!term || !term->is_prefix)
    return NULL;

  while (n < term->length && is_kind (term, term->length - 1 - n, NATTER_SEARCH_WORD))
    n++;

  return n > PREFIX_LENGTH
         ? g_ucs4_to_utf8 (term->pattern + term->length - n, (glong) n, NULL, NULL, NULL)
         : NULL;
}
