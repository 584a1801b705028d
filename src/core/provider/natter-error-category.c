/* natter-error-category.c: what a server's refusal means. The same failure has another status,
 * code, type or only another sentence at each provider; the tables below are what they send. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error-category-private.h"

#include <string.h>

#include "natter-json.h"

typedef struct
{
  const char  *text;
  NatterError  category;
} Meaning;

/* Codes and types that mean one thing at whatever status they come with. */
static const Meaning strong_words[] = {
  { "API_KEY_INVALID", NATTER_ERROR_BAD_KEY },
  { "UNAUTHENTICATED", NATTER_ERROR_BAD_KEY },
  { "authentication_error", NATTER_ERROR_BAD_KEY },
  { "invalid_api_key", NATTER_ERROR_BAD_KEY },
  { "invalid_authentication", NATTER_ERROR_BAD_KEY },
  { "invalid_authentication_error", NATTER_ERROR_BAD_KEY },
  { "billing_error", NATTER_ERROR_NO_CREDIT },
  { "billing_hard_limit_reached", NATTER_ERROR_NO_CREDIT },
  { "billing_not_active", NATTER_ERROR_NO_CREDIT },
  { "credit_balance_exhausted", NATTER_ERROR_NO_CREDIT },
  { "enforced_spend_limit_reached", NATTER_ERROR_NO_CREDIT },
  { "exceeded_current_quota_error", NATTER_ERROR_NO_CREDIT },
  { "insufficient_balance", NATTER_ERROR_NO_CREDIT },
  { "insufficient_credits", NATTER_ERROR_NO_CREDIT },
  { "insufficient_quota", NATTER_ERROR_NO_CREDIT },
  { "organization_spend_limit_exceeded", NATTER_ERROR_NO_CREDIT },
  { "organization_usage_limit_exceeded", NATTER_ERROR_NO_CREDIT },
  { "project_spend_limit_exceeded", NATTER_ERROR_NO_CREDIT },
  { "unsupported_country_region_territory", NATTER_ERROR_FORBIDDEN },
  { "DeploymentNotFound", NATTER_ERROR_NO_SUCH_MODEL },
  { "invalid_model", NATTER_ERROR_NO_SUCH_MODEL },
  { "model_not_found", NATTER_ERROR_NO_SUCH_MODEL },
  { "TOO_MANY_TOKENS", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "context_length_exceeded", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "exceed_context_size_error", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "model_context_window_exceeded", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "request_too_large", NATTER_ERROR_TOO_LARGE },
  { "RESOURCE_EXHAUSTED", NATTER_ERROR_RATE_LIMITED },
  { "RateLimitReached", NATTER_ERROR_RATE_LIMITED },
  { "rate_limit_error", NATTER_ERROR_RATE_LIMITED },
  { "rate_limit_exceeded", NATTER_ERROR_RATE_LIMITED },
  { "slow_down", NATTER_ERROR_RATE_LIMITED },
  { "too_many_requests", NATTER_ERROR_RATE_LIMITED },
  { "capacity_exceeded", NATTER_ERROR_OVERLOADED },
  { "engine_overloaded_error", NATTER_ERROR_OVERLOADED },
  { "overloaded_error", NATTER_ERROR_OVERLOADED },
  { "server_is_overloaded", NATTER_ERROR_OVERLOADED },
};

/* Types that servers also put beside a status that says more: they count only without one. */
static const Meaning weak_words[] = {
  { "PERMISSION_DENIED", NATTER_ERROR_FORBIDDEN },
  { "permission_error", NATTER_ERROR_FORBIDDEN },
  { "NOT_FOUND", NATTER_ERROR_NO_SUCH_MODEL },
  { "not_found_error", NATTER_ERROR_NO_SUCH_MODEL },
  { "FAILED_PRECONDITION", NATTER_ERROR_BAD_REQUEST },
  { "INVALID_ARGUMENT", NATTER_ERROR_BAD_REQUEST },
  { "invalid-argument", NATTER_ERROR_BAD_REQUEST },
  { "BadRequestError", NATTER_ERROR_BAD_REQUEST },
  { "invalid_request_error", NATTER_ERROR_BAD_REQUEST },
  { "UNAVAILABLE", NATTER_ERROR_OVERLOADED },
  { "service_unavailable_error", NATTER_ERROR_OVERLOADED },
  { "unavailable_error", NATTER_ERROR_OVERLOADED },
};

/* What sentences say, in lower case; the first that occurs counts. */
static const Meaning phrases[] = {
  { "incorrect api key", NATTER_ERROR_BAD_KEY },
  { "invalid api key", NATTER_ERROR_BAD_KEY },
  { "api key not valid", NATTER_ERROR_BAD_KEY },
  { "api key is invalid", NATTER_ERROR_BAD_KEY },
  { "api key is missing", NATTER_ERROR_BAD_KEY },
  { "no api key", NATTER_ERROR_BAD_KEY },
  { "provide an api key", NATTER_ERROR_BAD_KEY },
  { "unregistered callers", NATTER_ERROR_BAD_KEY },
  { "insufficient balance", NATTER_ERROR_NO_CREDIT },
  { "insufficient credit", NATTER_ERROR_NO_CREDIT },
  { "insufficient funds", NATTER_ERROR_NO_CREDIT },
  { "credit balance is too low", NATTER_ERROR_NO_CREDIT },
  { "have any credits", NATTER_ERROR_NO_CREDIT },
  { "out of credits", NATTER_ERROR_NO_CREDIT },
  { "requires more credits", NATTER_ERROR_NO_CREDIT },
  { "exceeded your current quota", NATTER_ERROR_NO_CREDIT },
  { "spending limit", NATTER_ERROR_NO_CREDIT },
  { "spend limit", NATTER_ERROR_NO_CREDIT },
  { "maximum context length", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "context length", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "context window", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "context size", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "prompt is too long", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "input is too long", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "too many tokens", NATTER_ERROR_CONTEXT_TOO_LONG },
  { "token limit", NATTER_ERROR_CONTEXT_TOO_LONG },
};

/* Only believed when there is no status: sentences of other failures have these words too. */
static const Meaning weak_phrases[] = {
  { "unauthorized", NATTER_ERROR_BAD_KEY },
  { "rate limit", NATTER_ERROR_RATE_LIMITED },
  { "too many requests", NATTER_ERROR_RATE_LIMITED },
  { "overloaded", NATTER_ERROR_OVERLOADED },
  { "loading model", NATTER_ERROR_OVERLOADED },
};

static const char *const absent_phrases[] = {
  "not found", "not exist", "is not a valid model", "invalid model", "unknown model",
  "no such model", "no longer available",
};

static gboolean
look_up_word (const Meaning *meanings,
              gsize          n_meanings,
              const char    *word,
              NatterError   *category)
{
  for (gsize i = 0; word && i < n_meanings; i++)
    if (g_ascii_strcasecmp (meanings[i].text, word) == 0)
      {
        *category = meanings[i].category;
        return TRUE;
      }

  return FALSE;
}

static gboolean
look_up_phrase (const Meaning *meanings,
                gsize          n_meanings,
                const char    *message,
                NatterError   *category)
{
  for (gsize i = 0; i < n_meanings; i++)
    if (strstr (message, meanings[i].text))
      {
        *category = meanings[i].category;
        return TRUE;
      }

  return FALSE;
}

/* Every place in which a provider was seen to put a word for the failure, most telling first. */
static GPtrArray *
collect_words (JsonObject *error,
               JsonObject *outer)
{
  GPtrArray *words = g_ptr_array_new ();
  JsonArray *details = natter_json_get_array (error, "details");

  for (guint i = 0; details && i < json_array_get_length (details); i++)
    {
      JsonObject *detail = natter_json_as_object (json_array_get_element (details, i));

      g_ptr_array_add (words, (gpointer) natter_json_get_string (detail, "reason"));
    }

  g_ptr_array_add (words, (gpointer) natter_json_get_string (
                            natter_json_get_object (error, "details"), "error_code"));
  g_ptr_array_add (words, (gpointer) natter_json_get_string (error, "code"));
  g_ptr_array_add (words, (gpointer) natter_json_get_string (error, "type"));
  g_ptr_array_add (words, (gpointer) natter_json_get_string (error, "status"));
  g_ptr_array_add (words, (gpointer) natter_json_get_string (outer, "code"));
  g_ptr_array_add (words, (gpointer) natter_json_get_string (outer, "error_type"));

  return words;
}

static gboolean
look_up_words (const Meaning *meanings,
               gsize          n_meanings,
               GPtrArray     *words,
               NatterError   *category)
{
  for (guint i = 0; i < words->len; i++)
    if (look_up_word (meanings, n_meanings, g_ptr_array_index (words, i), category))
      return TRUE;

  return FALSE;
}

/* An HTTP status that the body repeats or, within a stream, is the only one to tell: a number, or
 * a number in a string as Azure writes it. */
static guint
read_status (JsonObject *object)
{
  static const char *const names[] = { "status_code", "code", "status" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const char *text = natter_json_get_string (object, names[i]);
      gint64 number = natter_json_get_int (object, names[i], 0);

      if (text)
        number = g_ascii_strtoll (text, NULL, 10);
      if (number >= 400 && number < 600)
        return (guint) number;
    }

  return 0;
}

static gboolean
says_model_is_absent (guint       status,
                      const char *message)
{
  gboolean about_model = strstr (message, "model") || strstr (message, "deployment") ||
                         strstr (message, "no endpoints found");

  if (!about_model || status >= 500 || status == 429)
    return FALSE;
  if (status == 404 || status == 410)
    return TRUE;

  for (guint i = 0; i < G_N_ELEMENTS (absent_phrases); i++)
    if (strstr (message, absent_phrases[i]))
      return TRUE;

  return FALSE;
}

static NatterError
from_status (guint status)
{
  switch (status)
    {
    case 401:
      return NATTER_ERROR_BAD_KEY;
    case 402:
      return NATTER_ERROR_NO_CREDIT;
    case 403:
      return NATTER_ERROR_FORBIDDEN;
    case 404: /* without a word about models: the path is wrong */
    case 405:
      return NATTER_ERROR_NOT_AN_API;
    case 410:
      return NATTER_ERROR_NO_SUCH_MODEL;
    case 413:
      return NATTER_ERROR_TOO_LARGE;
    case 429:
      return NATTER_ERROR_RATE_LIMITED;
    case 498: /* Groq: no capacity in the flex tier */
    case 503:
    case 529: /* Anthropic: overloaded */
      return NATTER_ERROR_OVERLOADED;
    case 408:
    case 424:
    case 499:
      return NATTER_ERROR_SERVER;
    default:
      return status >= 400 && status < 500 ? NATTER_ERROR_BAD_REQUEST : NATTER_ERROR_SERVER;
    }
}

/*
 * natter_error_category_read:
 * @status: the HTTP status, 0 within a stream
 * @error: (nullable): the object that tells the error
 * @outer: (nullable): what surrounds it
 * @message: the server's sentence
 *
 * Words mean more than the status, and the sentence more than the status's number alone.
 *
 * Returns: the category
 */
NatterError
natter_error_category_read (guint       status,
                            JsonObject *error,
                            JsonObject *outer,
                            const char *message)
{
  g_autoptr(GPtrArray) words = collect_words (error, outer);
  g_autofree char *lower = g_utf8_strdown (message, -1);
  NatterError category = NATTER_ERROR_SERVER;

  if (status < 400)
    status = read_status (error);
  if (status == 0)
    status = read_status (outer);

  if (look_up_words (strong_words, G_N_ELEMENTS (strong_words), words, &category))
    return category;
  if (status < 500 && status != 429 &&
      look_up_phrase (phrases, G_N_ELEMENTS (phrases), lower, &category))
    return category;
  if (status == 429 && strstr (lower, "exceeded your current quota"))
    return NATTER_ERROR_NO_CREDIT;
  if (says_model_is_absent (status, lower))
    return NATTER_ERROR_NO_SUCH_MODEL;
  if (status != 0)
    return from_status (status);
  if (look_up_words (weak_words, G_N_ELEMENTS (weak_words), words, &category) ||
      look_up_phrase (weak_phrases, G_N_ELEMENTS (weak_phrases), lower, &category))
    return category;

  return NATTER_ERROR_SERVER;
}
