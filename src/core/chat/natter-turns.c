/* natter-turns.c: a line of messages as the turns that a model may see: a question, an answer, a
 * question. Some servers refuse two questions in a row and an answer before the first one, and
 * where a message was deleted both may stand in the line. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-turns.h"

/* Stands for a question that is not there any more: something has to be answered. */
#define DELETED "…"

/* For a model, not for a person: they are never shown. Only a model that repeats the last words
 * tells whether it goes on within a word or with the next one. */
#define GO_ON "Your last answer was cut off. Go on exactly where it stops: repeat nothing of it, "\
  "and say nothing before or about it."
#define GO_ON_FROM "Your last answer was cut off. These are its last words:\n\n%s\n\nWrite them "\
  "once more, exactly as they are, and go straight on from there with the rest of the answer. "\
  "Say nothing before or about it."

static const char *
get_words (NatterMessage *message)
{
  const char *text = natter_message_get_text (message);

  return *text ? text : natter_message_get_refusal (message);
}

static void
take_attachments (NatterMessage *from,
                  NatterMessage *into)
{
  GPtrArray *attachments = natter_message_get_attachments (from);

  for (guint i = 0; i < attachments->len; i++)
    natter_message_add_attachment (into, g_ptr_array_index (attachments, i));
}

/* What is carried for a dialect belongs to one answer and its very words: it is left behind. */
static NatterMessage *
join (NatterMessage *first,
      NatterMessage *second)
{
  const char *before = get_words (first);
  const char *after = get_words (second);
  g_autofree char *words = g_strconcat (before, *before && *after ? "\n\n" : "", after, NULL);
  NatterMessage *both = natter_message_new (natter_message_get_role (first), words);

  natter_message_set_model (both, natter_message_get_model (first));
  natter_message_set_provider (both, natter_message_get_provider (first));
  take_attachments (first, both);
  take_attachments (second, both);

  return both;
}

static void
add (GPtrArray     *turns,
     NatterMessage *message)
{
  NatterMessage *last = turns->len > 0 ? g_ptr_array_index (turns, turns->len - 1) : NULL;
  NatterRole role = natter_message_get_role (message);

  if (last && natter_message_get_role (last) == role)
    {
      NatterMessage *both = join (last, message);

      g_ptr_array_set_size (turns, (int) turns->len - 1);
      g_ptr_array_add (turns, both);
      return;
    }

  if (!last && role == NATTER_ROLE_ASSISTANT)
    g_ptr_array_add (turns, natter_message_new (NATTER_ROLE_USER, DELETED));
  g_ptr_array_add (turns, g_object_ref (message));
}

/**
 * natter_turns_new:
 * @path: (element-type NatterMessage): messages in the order in which they are read
 *
 * A question that never got an answer was not a turn and is left out; the last one waits for its.
 * Turns of one speaker in a row are one turn.
 *
 * Returns: (transfer full) (element-type NatterMessage): what to send
 */
GPtrArray *
natter_turns_new (GPtrArray *path)
{
  g_autoptr(GPtrArray) settled = g_ptr_array_new ();
  GPtrArray *turns = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; i < path->len; i++)
    {
      NatterMessage *message = g_ptr_array_index (path, i);
      NatterMessage *last = settled->len > 0 ? g_ptr_array_index (settled, settled->len - 1) : NULL;

      if (natter_message_get_role (message) == NATTER_ROLE_USER ||
          !natter_message_is_empty (message))
        g_ptr_array_add (settled, message);
      else if (last && natter_message_get_role (last) == NATTER_ROLE_USER)
        g_ptr_array_set_size (settled, (int) settled->len - 1);
    }

  for (guint i = 0; i < settled->len; i++)
    add (turns, g_ptr_array_index (settled, i));

  return turns;
}

/**
 * natter_turns_ask:
 * @turns: what natter_turns_new() made
 *
 * Makes sure that they end with a question.
 */
void
natter_turns_ask (GPtrArray *turns)
{
  NatterMessage *last = turns->len > 0 ? g_ptr_array_index (turns, turns->len - 1) : NULL;

  if (!last || natter_message_get_role (last) == NATTER_ROLE_ASSISTANT)
    g_ptr_array_add (turns, natter_message_new (NATTER_ROLE_USER, DELETED));
}

/**
 * natter_turns_ask_to_go_on:
 * @turns: what natter_turns_new() made; the last one is an answer that lacks its end
 * @words: its last words, "" when it has none
 *
 * Asks for the rest of it, and for @words before that.
 */
void
natter_turns_ask_to_go_on (GPtrArray  *turns,
                           const char *words)
{
  g_autofree char *question = *words ? g_strdup_printf (GO_ON_FROM, words) : g_strdup (GO_ON);

  g_ptr_array_add (turns, natter_message_new (NATTER_ROLE_USER, question));
}
