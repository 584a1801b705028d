/* natter-lesson.c: what a refusal teaches about a model. A server that does not take a member of
 * the request says so in a sentence of its own, or names the member in the error's "param" (OpenAI)
 * or "loc" (Mistral and whatever else checks with pydantic). Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-lesson.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-json.h"

#define MAX_DEPTH 3

/* Without these there is no question. */
static const char *const required[] = {
  "model", "messages", "contents", "input", "stream", "system", "systemInstruction", "instructions",
  NULL
};

/* The names that the limit of an answer has. */
static const char *const limits[] = {
  "max_completion_tokens", "max_output_tokens", "max_tokens", NULL
};

/* In lower case. "Expected a value ≤ 2" is about the value, which the person chose. */
static const char *const refusals[] = {
  "unsupported", "not supported", "not support", "n't support", "unknown", "unrecognized",
  "unrecognised", "unexpected", "not permitted", "not allowed", "not accept", "cannot find field",
  "cannot both", "can't both", "may only be set", "only the default", "deprecated",
  "extra_forbidden", "extra fields", "additional properties", "cannot be used", "can't be used",
  "incompatible", "not compatible", "no longer", "not available", "must not be",
};

static gboolean
is_refusal (const char *lower)
{
  for (guint i = 0; i < G_N_ELEMENTS (refusals); i++)
    if (strstr (lower, refusals[i]))
      return TRUE;

  return FALSE;
}

static gboolean
is_word (char c)
{
  return g_ascii_isalnum (c) || c == '_';
}

/* Returns: (nullable): where @name stands in @text as a whole word */
static const char *
find_word (const char *text,
           const char *name)
{
  gsize length = strlen (name);

  for (const char *at = strstr (text, name); at; at = strstr (at + 1, name))
    if ((at == text || !is_word (at[-1])) && !is_word (at[length]))
      return at;

  return NULL;
}

/* "maxOutputTokens": "max_output_tokens", as Google's servers spell it in what they refuse. */
static char *
dup_snake (const char *name)
{
  GString *snake = g_string_new (NULL);

  for (const char *p = name; *p; p++)
    {
      if (g_ascii_isupper (*p))
        g_string_append_c (snake, '_');
      g_string_append_c (snake, g_ascii_tolower (*p));
    }

  return g_string_free_and_steal (snake);
}

/* A member may have no name at all: no sentence can mean that one. */
static gboolean
names (const char *text,
       const char *name)
{
  g_autofree char *snake = dup_snake (name);

  return *name && (find_word (text, name) || find_word (text, snake));
}

/* Returns: (nullable) (transfer full): the path of the deepest member that @text names */
static char *
find_member (JsonObject *object,
             const char *text,
             guint       depth)
{
  g_autofree char *found = NULL;
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  json_object_iter_init_ordered (&iter, object);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *inner = depth < MAX_DEPTH ? natter_json_as_object (node) : NULL;
      g_autofree char *path = NULL;

      if (depth == 1 && g_strv_contains (required, name))
        continue;

      path = inner ? find_member (inner, text, depth + 1) : NULL;
      if (path)
        return g_strconcat (name, ".", path, NULL);
      if (!found && names (text, name))
        found = g_strdup (name);
    }

  return g_steal_pointer (&found);
}

/* Where servers name the member apart from their sentence. */
static const char *
find_param (JsonNode *node)
{
  JsonObject *outer = natter_json_as_object (node);
  JsonObject *error = outer ? natter_json_get_object (outer, "error") : NULL;
  JsonArray *details = outer ? natter_json_get_array (outer, "detail") : NULL;
  JsonObject *detail = NULL;
  JsonArray *place = NULL;

  if (error && natter_json_get_string (error, "param"))
    return natter_json_get_string (error, "param");
  if (details && json_array_get_length (details) > 0)
    detail = natter_json_as_object (json_array_get_element (details, 0));
  if (detail)
    place = natter_json_get_array (detail, "loc");
  if (place && json_array_get_length (place) > 0)
    return natter_json_as_string (json_array_get_element (place,
                                                          json_array_get_length (place) - 1));

  return NULL;
}

static char *
dup_instead (const char *member,
             const char *text)
{
  if (!g_strv_contains (limits, member))
    return NULL;

  for (guint i = 0; limits[i]; i++)
    if (!g_str_equal (limits[i], member) && find_word (text, limits[i]))
      return g_strdup (limits[i]);

  return NULL;
}

/**
 * natter_lesson_read:
 * @error: a refusal
 * @body: the request that was refused
 *
 * Returns: (transfer full) (nullable): which member of @body the server does not take, or %NULL
 *   when it was refused for another reason
 */
NatterLesson *
natter_lesson_read (const GError *error,
                    GBytes       *body)
{
  guint status = natter_error_get_http_status (error);
  const char *answer = natter_error_get_http_body (error);
  g_autofree char *lower = NULL;
  g_autofree char *member = NULL;
  g_autoptr(JsonNode) asked = NULL;
  g_autoptr(JsonNode) said = NULL;
  const char *param = NULL;
  NatterLesson *self = NULL;
  gsize size = 0;
  const char *data = NULL;

  g_return_val_if_fail (error != NULL, NULL);
  g_return_val_if_fail (body != NULL, NULL);

  if ((status != 400 && status != 422) || !answer)
    return NULL;

  lower = g_utf8_strdown (answer, -1);
  data = g_bytes_get_data (body, &size);
  asked = is_refusal (lower) ? natter_json_parse (data, size, NULL) : NULL;
  if (!asked || !natter_json_as_object (asked))
    return NULL;

  said = natter_json_parse (answer, strlen (answer), NULL);
  param = said ? find_param (said) : NULL;
  if (param)
    member = find_member (natter_json_as_object (asked), param, 1);
  else
    member = find_member (natter_json_as_object (asked), error->message, 1);
  if (!member)
    return NULL;

  self = g_new0 (NatterLesson, 1);
  self->instead = dup_instead (member, answer);
  self->member = g_steal_pointer (&member);

  return self;
}

/**
 * natter_lesson_dup_note:
 *
 * Returns: (transfer full): what was done about it, as a sentence for a person
 */
char *
natter_lesson_dup_note (const NatterLesson *self)
{
  if (self->instead)
    /* Translators: both are names of a parameter, like max_tokens */
    return g_strdup_printf (_("Asked again with “%s” in place of “%s”, which this model does not "
                              "take."), self->instead, self->member);

  /* Translators: %s is the name of a parameter, like temperature */
  return g_strdup_printf (_("Asked again without “%s”, which this model does not take."),
                          self->member);
}

void
natter_lesson_free (NatterLesson *self)
{
  g_free (self->member);
  g_free (self->instead);
  g_free (self);
}
