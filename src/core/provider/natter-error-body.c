/* natter-error-body.c: one reader for the error bodies of all servers. They agree on nothing, so it
 * tries their shapes in turn. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-error-body.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error-category-private.h"
#include "natter-error-wait-private.h"
#include "natter-json.h"

#define MAX_DEPTH 8   /* of errors within errors */
#define MAX_TEXT 500  /* characters of a body that has no shape */

static char *find_message (JsonNode *node,
                           guint     depth);

static char *
dup_stripped (const char *text,
              glong       max_length)
{
  char *copy = g_strstrip (g_strdup (text));

  if (g_utf8_strlen (copy, -1) > max_length)
    *g_utf8_offset_to_pointer (copy, max_length) = '\0';
  if (*copy == '\0')
    g_clear_pointer (&copy, g_free);

  return copy;
}

/* FastAPI: [{"loc": ["body", "model"], "msg": "Field required"}] */
static char *
describe_detail (JsonObject *detail)
{
  const char *message = natter_json_get_string (detail, "msg");
  JsonArray *place = natter_json_get_array (detail, "loc");
  g_autoptr(GString) text = NULL;

  if (!message)
    return NULL;

  text = g_string_new (message);
  for (guint i = 0; place && i < json_array_get_length (place); i++)
    {
      JsonNode *node = json_array_get_element (place, i);
      g_autofree char *number = natter_json_to_string (node, FALSE);
      const char *name = natter_json_as_string (node);

      g_string_append_printf (text, "%s%s", i == 0 ? " (" : ".", name ? name : number);
    }
  if (place && json_array_get_length (place) > 0)
    g_string_append_c (text, ')');

  return g_string_free_and_steal (g_steal_pointer (&text));
}

static char *
find_message_in_array (JsonArray *array,
                       guint      depth)
{
  g_autoptr(GString) all = g_string_new (NULL);

  for (guint i = 0; i < json_array_get_length (array); i++)
    {
      JsonNode *node = json_array_get_element (array, i);
      g_autofree char *one = describe_detail (natter_json_as_object (node));

      if (!one)
        one = find_message (node, depth);
      if (one)
        g_string_append_printf (all, "%s%s", all->len > 0 ? "; " : "", one);
    }

  return all->len > 0 ? g_string_free_and_steal (g_steal_pointer (&all)) : NULL;
}

/* What the upstream said, which OpenRouter wraps: JSON or plain text in a string. */
static char *
find_raw_message (JsonObject *error,
                  guint       depth)
{
  const char *raw = natter_json_get_string (natter_json_get_object (error, "metadata"), "raw");
  g_autoptr(JsonNode) node = raw ? natter_json_parse (raw, strlen (raw), NULL) : NULL;
  char *message = node ? find_message (node, depth) : NULL;

  return message || !raw ? message : dup_stripped (raw, MAX_TEXT);
}

static char *
find_message (JsonNode *node,
              guint     depth)
{
  static const char *const names[] = { "error", "message", "detail" };
  JsonObject *object = natter_json_as_object (node);
  JsonArray *array = natter_json_as_array (node);
  const char *text = natter_json_as_string (node);

  if (text)
    return dup_stripped (text, G_MAXINT);
  if (depth == 0)
    return NULL;
  if (array)
    return find_message_in_array (array, depth - 1);
  if (!object)
    return NULL;

  text = natter_json_get_string (object, "message");
  if (text && g_str_equal (text, "Provider returned error"))
    {
      char *raw = find_raw_message (object, depth - 1);

      if (raw)
        return raw;
    }

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      JsonNode *member = json_object_get_member (object, names[i]);
      char *message = member ? find_message (member, depth - 1) : NULL;

      if (message)
        return message;
    }

  return NULL;
}

/* The object with the code and the type, and what surrounds it. */
static JsonObject *
find_error_object (JsonNode    *node,
                   JsonObject **outer)
{
  JsonArray *array = natter_json_as_array (node);
  JsonObject *object = NULL;
  JsonObject *error = NULL;

  if (array && json_array_get_length (array) > 0)
    node = json_array_get_element (array, 0);

  object = natter_json_as_object (node);
  error = natter_json_get_object (object, "error");
  *outer = object;

  return error ? error : object;
}

static gboolean
is_web_page (const char *content_type,
             const char *text)
{
  g_autofree char *start = NULL;

  if (content_type && g_ascii_strcasecmp (content_type, "text/html") == 0)
    return TRUE;

  start = g_ascii_strdown (text, (gssize) MIN (strlen (text), 1024));
  g_strchug (start);

  return *start == '<' && (g_str_has_prefix (start, "<!doctype html") || strstr (start, "<html"));
}

static GError *
new_for_web_page (guint status)
{
  const char *phrase = natter_http_status_get_phrase (status);
  g_autofree char *message = NULL;

  if (status >= 500)
    /* Translators: %u %s is an HTTP status, like "502 Bad Gateway" */
    message = g_strdup_printf (_("A web page came instead of an answer (%u %s). The server, or a "
                                 "proxy before it, has a problem: try again later."),
                               status, phrase);
  else
    /* Translators: %u %s is an HTTP status, like "404 Not Found" */
    message = g_strdup_printf (_("A web page came instead of an answer (%u %s). Check the "
                                 "provider’s address, and whether a proxy or sign-in page stands "
                                 "in between."),
                               status, phrase);

  return natter_error_new (NATTER_ERROR_NOT_AN_API, message);
}

/* No shape that we know: the words as they are, as far as a person would read them. */
static GError *
new_for_text (guint       status,
              const char *text)
{
  g_autofree char *message = dup_stripped (text, MAX_TEXT);
  gboolean success = status >= 200 && status < 300;
  NatterError category = NATTER_ERROR_MALFORMED;

  if (!success)
    category = natter_error_category_read (status, NULL, NULL, message ? message : "");

  if (!message)
    /* Translators: %u %s is an HTTP status, like "503 Service Unavailable" */
    message = g_strdup_printf (_("The server answered “%u %s” and did not say why."), status,
                               natter_http_status_get_phrase (status));

  return natter_error_new (category, message);
}

static GError *
new_for_json (JsonNode           *node,
              guint               status,
              NatterHttpResponse *response,
              const char         *fallback)
{
  JsonObject *outer = NULL;
  JsonObject *object = find_error_object (node, &outer);
  g_autofree char *message = find_message (node, MAX_DEPTH);
  GError *error = NULL;

  if (!message)
    message = dup_stripped (fallback, MAX_TEXT);

  error = natter_error_new (natter_error_category_read (status, object, outer, message), message);
  natter_error_set_retry_after (error, natter_error_wait_read (response, object));

  return error;
}

/**
 * natter_error_body_from_json:
 * @node: the root of an error body, or of an event that tells an error within a stream
 * @status: the HTTP status, 0 within a stream
 *
 * Reads what went wrong: an `error` object or string, a top-level `message`, a `detail`, or a list
 * whose first element has one of these. The message is the provider's own sentence.
 *
 * Returns: (transfer full): an error of the domain %NATTER_ERROR
 */
GError *
natter_error_body_from_json (JsonNode *node,
                             guint     status)
{
  GError *error = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (node, NULL);

  text = natter_json_to_string (node, FALSE);
  error = new_for_json (node, status, NULL,
                        _("The provider reported an error without saying which."));
  natter_error_set_http (error, status, text);

  return error;
}

static char *
dup_body (NatterHttpResponse *response)
{
  GBytes *body = natter_http_response_get_body (response);
  gsize size = 0;
  const char *data = body ? g_bytes_get_data (body, &size) : NULL;

  return size > 0 ? g_utf8_make_valid (data, (gssize) size) : g_strdup ("");
}

static NatterShouldRetry
read_should_retry (NatterHttpResponse *response)
{
  const char *value = natter_http_response_get_header (response, "x-should-retry");

  if (value && g_ascii_strcasecmp (value, "true") == 0)
    return NATTER_SHOULD_RETRY_YES;
  if (value && g_ascii_strcasecmp (value, "false") == 0)
    return NATTER_SHOULD_RETRY_NO;

  return NATTER_SHOULD_RETRY_UNKNOWN;
}

/**
 * natter_error_body_read:
 * @response: a refusal, with its body
 *
 * Reads what a server answered instead of an answer. Status and body are kept with the error, as
 * is the time that the server asks to wait.
 *
 * Returns: (transfer full): an error of the domain %NATTER_ERROR
 */
GError *
natter_error_body_read (NatterHttpResponse *response)
{
  g_autofree char *text = NULL;
  g_autoptr(JsonNode) node = NULL;
  GError *error = NULL;
  guint status = 0;

  g_return_val_if_fail (response, NULL);

  status = natter_http_response_get_status (response);
  text = dup_body (response);
  node = natter_json_parse (text, strlen (text), NULL);

  if (node)
    error = new_for_json (node, natter_http_response_is_success (response) ? 0 : status, response,
                          text);
  else if (is_web_page (natter_http_response_get_content_type (response), text))
    error = new_for_web_page (status);
  else
    error = new_for_text (status, text);

  if (!node)
    natter_error_set_retry_after (error, natter_error_wait_read (response, NULL));
  natter_error_set_http (error, status, text);
  natter_error_set_should_retry (error, read_should_retry (response));

  return error;
}
