/* natter-title.c: a model is asked for the title of a conversation, once, when it has answered the
 * first question: in a request of its own, of which nothing is seen but the title. Whatever goes
 * wrong, the first words stay the title. It holds itself until then. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-title.h"

#include <json-glib/json-glib.h>
#include <string.h>

#include "natter-generation.h"
#include "natter-json.h"

#define MAX_CHARS       60
#define MAX_ANSWER     200   /* characters: a longer line is no title */
#define EXCERPT       1500   /* characters of the question, and of the answer */
#define MAX_TOKENS     500   /* of which a title is ten: some models can't but think */

/* For a model, not for a person: it is never shown. */
#define QUESTION "Give this conversation a title of three to six words, in the language of its "\
  "question. Write nothing but the title: no quotation marks, no formatting, no full stop.\n\n"\
  "<question>\n%s\n</question>\n\n<answer>\n%s\n</answer>"

typedef struct
{
  NatterConversation *conversation;
  NatterGeneration   *generation;
  NatterProviderList *providers;
  gulong              trashed_id;
} Title;

static void
title_free (Title *self)
{
  g_clear_signal_handler (&self->trashed_id, self->conversation);
  g_object_unref (self->conversation);
  g_object_unref (self->providers);
  g_free (self);
}

/**
 * natter_title_is_wanted:
 * @conversation: where something was answered
 * @answer: the answer
 *
 * Returns: whether @answer is a whole one to the first question, and nobody gave a title
 */
gboolean
natter_title_is_wanted (NatterConversation *conversation,
                        NatterMessage      *answer)
{
  NatterMessage *question = NULL;

  g_return_val_if_fail (NATTER_IS_CONVERSATION (conversation), FALSE);

  question = natter_conversation_get_parent (conversation, answer);

  return question && !natter_conversation_get_parent (conversation, question) &&
         natter_message_get_end (answer) == NATTER_END_COMPLETE &&
         natter_message_get_length (answer) > 0 &&
         !natter_conversation_title_is_own (conversation) &&
         !natter_conversation_is_temporary (conversation) &&
         !natter_conversation_is_trashed (conversation);
}

static char *
dup_excerpt (NatterMessage *message)
{
  const char *text = natter_message_get_text (message);
  const char *end = text;

  for (guint i = 0; i < EXCERPT && *end; i++)
    end = g_utf8_next_char (end);

  return g_strndup (text, (gsize) (end - text));
}

static GPtrArray *
new_turns (NatterConversation *conversation,
           NatterMessage      *answer)
{
  g_autofree char *asked = dup_excerpt (natter_conversation_get_parent (conversation, answer));
  g_autofree char *answered = dup_excerpt (answer);
  g_autofree char *question = g_strdup_printf (QUESTION, asked, answered);
  GPtrArray *turns = g_ptr_array_new_with_free_func (g_object_unref);

  g_ptr_array_add (turns, natter_message_new (NATTER_ROLE_USER, question));

  return turns;
}

/* A server that does not know this value of OpenAI's would be taken not to know the setting. */
static gboolean
can_do_without_reasoning (NatterProvider *provider,
                          JsonObject     *quirks)
{
  const char *dialect = natter_dialect_get_id (natter_provider_get_dialect (provider));

  return !g_str_has_prefix (dialect, "openai-") ||
         (quirks && natter_json_get_object (quirks, "no-reasoning"));
}

static void
finished_cb (NatterGeneration *generation,
             Title            *self)
{
  NatterMessage *answer = natter_generation_get_message (generation);
  g_autofree char *title = NULL;

  if (natter_message_get_end (answer) == NATTER_END_COMPLETE)
    title = natter_title_dup_clean (natter_message_get_text (answer));

  /* Meanwhile a person may have given one. */
  if (title && !natter_conversation_title_is_own (self->conversation) &&
      !natter_conversation_is_trashed (self->conversation))
    natter_conversation_set_title (self->conversation, title);
}

/* It is not worth a wait. */
static void
retry_time_cb (NatterGeneration *generation)
{
  if (natter_generation_get_retry_time (generation) != 0)
    natter_generation_stop (generation);
}

static void
trashed_cb (Title *self)
{
  if (natter_conversation_is_trashed (self->conversation))
    natter_generation_stop (self->generation);
}

static void
learned_cb (Title *self)
{
  natter_provider_list_save (self->providers, NULL);
}

static void
watch (NatterGeneration   *generation,
       NatterConversation *conversation,
       NatterProviderList *providers,
       gboolean            is_saved)
{
  Title *self = g_new0 (Title, 1);

  self->conversation = g_object_ref (conversation);
  self->providers = g_object_ref (providers);
  self->generation = generation;
  self->trashed_id = g_signal_connect_swapped (conversation, "notify::trashed",
                                               G_CALLBACK (trashed_cb), self);
  g_signal_connect (generation, "notify::retry-time", G_CALLBACK (retry_time_cb), NULL);
  if (is_saved)
    g_signal_connect_swapped (generation, "learned", G_CALLBACK (learned_cb), self);
  g_signal_connect_data (generation, "finished", G_CALLBACK (finished_cb), self,
                         (GClosureNotify) (void (*) (void)) title_free, 0);
}

/**
 * natter_title_ask:
 * @ask: whom
 * @conversation: a conversation that wants a title: natter_title_is_wanted()
 * @answer: the answer to its first question
 *
 * Asks for a title and sets it, if a good one comes and nobody gave one meanwhile. Says nothing of
 * a failure. Given up when @conversation comes into the trash.
 */
void
natter_title_ask (const NatterTitleAsk *ask,
                  NatterConversation   *conversation,
                  NatterMessage        *answer)
{
  g_autoptr(GPtrArray) turns = NULL;
  g_autoptr(JsonObject) quirks = NULL;
  g_autoptr(NatterMessage) scrap = NULL;
  g_autoptr(NatterGeneration) generation = NULL;
  NatterRequest request = { 0 };

  g_return_if_fail (ask != NULL);
  g_return_if_fail (natter_title_is_wanted (conversation, answer));

  turns = new_turns (conversation, answer);
  quirks = natter_provider_dup_model_quirks (ask->provider, ask->model);
  request.model = ask->model;
  request.messages = turns;
  request.quirks = quirks;
  request.extras = natter_provider_get_extras (ask->provider);
  request.max_tokens = MAX_TOKENS;
  request.effort = can_do_without_reasoning (ask->provider, quirks) ? "none" : NULL;

  scrap = natter_message_new (NATTER_ROLE_ASSISTANT, NULL);
  generation = natter_generation_new (ask->http, ask->secrets, ask->provider, &request, scrap);
  watch (generation, conversation, ask->providers, !natter_provider_is_transient (ask->provider));
  natter_generation_start (generation);
}

/* Thoughts that were begun before the answer, as templates of some models do. */
static const char *
skip_thoughts (const char *words)
{
  const char *end = g_strrstr (words, "</think>");

  return end ? end + strlen ("</think>") : words;
}

/* The first line that says something, and not "```". */
static char *
dup_line (const char *words)
{
  g_auto(GStrv) lines = g_strsplit (words, "\n", -1);

  for (guint i = 0; lines[i]; i++)
    {
      g_strstrip (lines[i]);
      if (*lines[i] && !g_str_has_prefix (lines[i], "```"))
        return g_strdup (lines[i]);
    }

  return g_strdup ("");
}

/* Of Markdown and of models: what stands around a title. */
static const struct
{
  const char *begin;
  const char *end;
} around[] = {
  { "**", "**" }, { "__", "__" }, { "*", "*" }, { "_", "_" }, { "`", "`" },
  { "\"", "\"" }, { "'", "'" }, { "“", "”" }, { "„", "“" }, { "„", "”" }, { "”", "”" },
  { "‘", "’" }, { "«", "»" }, { "»", "«" }, { "「", "」" }, { "『", "』" }, { "《", "》" },
  { "<title>", "</title>" },
};

static const char *const before[] = {
  "# ", "## ", "### ", "- ", "* ", "> ", "Title:", "title:", "TITLE:", "**Title:**", "**Title**:",
};

static const char *const after[] = { ".", "。", "．" };

static gboolean
strip_around (char *title)
{
  for (guint i = 0; i < G_N_ELEMENTS (around); i++)
    {
      gsize length = strlen (title);
      gsize begin = strlen (around[i].begin);
      gsize end = strlen (around[i].end);

      if (length <= begin + end || !g_str_has_prefix (title, around[i].begin) ||
          !g_str_has_suffix (title, around[i].end))
        continue;

      memmove (title, title + begin, length - begin - end);
      title[length - begin - end] = '\0';
      return TRUE;
    }

  return FALSE;
}

static gboolean
strip_before (char *title)
{
  for (guint i = 0; i < G_N_ELEMENTS (before); i++)
    if (g_str_has_prefix (title, before[i]))
      {
        memmove (title, title + strlen (before[i]), strlen (title) - strlen (before[i]) + 1);
        return TRUE;
      }

  return FALSE;
}

/* "..." is no full stop, nor is the last one of "U.S." */
static gboolean
strip_after (char *title)
{
  const char *space = strrchr (title, ' ');
  const char *dot = strchr (space ? space : title, '.');

  if (dot && dot[1])
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (after); i++)
    if (g_str_has_suffix (title, after[i]))
      {
        title[strlen (title) - strlen (after[i])] = '\0';
        return TRUE;
      }

  return FALSE;
}

/* White space of any kind, and what can't be seen, is one space. */
static char *
dup_spaced (const char *line)
{
  GString *spaced = g_string_new (NULL);

  for (const char *p = line; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!g_unichar_isspace (c) && !g_unichar_iscntrl (c))
        g_string_append_unichar (spaced, c);
      else if (spaced->len > 0 && spaced->str[spaced->len - 1] != ' ')
        g_string_append_c (spaced, ' ');
    }
  g_strchomp (spaced->str);

  return g_string_free_and_steal (spaced);
}

/* Between two words, if there are any late enough. */
static char *
dup_short (const char *title)
{
  g_autofree char *cut = NULL;
  char *half = NULL;
  char *space = NULL;

  if (g_utf8_strlen (title, -1) <= MAX_CHARS)
    return g_strdup (title);

  cut = g_utf8_substring (title, 0, MAX_CHARS);
  half = g_utf8_offset_to_pointer (cut, MAX_CHARS / 2);
  space = strrchr (half, ' ');
  *(space ? space : g_utf8_offset_to_pointer (cut, MAX_CHARS - 1)) = '\0';

  return g_strconcat (g_strchomp (cut), "…", NULL);
}

/**
 * natter_title_dup_clean:
 * @words: what a model answered
 *
 * Returns: (transfer full) (nullable): the title in it, one line without marks around it, of at
 *   most 60 characters; %NULL when there is none
 */
char *
natter_title_dup_clean (const char *words)
{
  g_autofree char *valid = NULL;
  g_autofree char *line = NULL;
  g_autofree char *title = NULL;

  g_return_val_if_fail (words != NULL, NULL);

  valid = g_utf8_make_valid (words, -1);
  line = dup_line (skip_thoughts (valid));
  title = dup_spaced (line);
  while (strip_before (title) || strip_around (title) || strip_after (title))
    g_strstrip (title);

  if (!*title || g_utf8_strlen (title, -1) > MAX_ANSWER || g_str_has_prefix (title, "<think"))
    return NULL;

  return dup_short (title);
}
