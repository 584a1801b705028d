/* natter-body.c: what the requests of all dialects have in common: address, key, headers, sampling
 * and free JSON of the user's. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-body.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#include "natter-error.h"
#include "natter-json.h"
#include "natter-quirks.h"

/**
 * natter_body_url:
 * @base_url: a provider's address, without a slash at its end
 * @path: what follows it
 *
 * Azure's addresses end in a query, before which the path belongs.
 *
 * Returns: (transfer full): the address of a request
 */
char *
natter_body_url (const char *base_url,
                 const char *path)
{
  gsize length = 0;

  g_return_val_if_fail (base_url && path, NULL);

  length = strcspn (base_url, "?");

  return g_strdup_printf ("%.*s%s%s", (int) length, base_url, path, base_url + length);
}

/**
 * natter_body_root:
 * @base_url: a provider's address, without a slash at its end
 * @endings: (array zero-terminated=1): "/v1", "/api", …: what people may have written behind it
 *
 * For servers whose paths do not begin with the same folder.
 *
 * Returns: (transfer full): the address without such an ending
 */
char *
natter_body_root (const char        *base_url,
                  const char *const *endings)
{
  for (guint i = 0; endings[i]; i++)
    if (g_str_has_suffix (base_url, endings[i]))
      return g_strndup (base_url, strlen (base_url) - strlen (endings[i]));

  return g_strdup (base_url);
}

/**
 * natter_body_new_request:
 * @request: address, key and quirks
 * @method: "POST" or "GET"
 * @path: what follows the address
 * @accept: content types
 * @default_auth: as for natter_body_set_auth()
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when the address, the key or a header cannot be sent.
 *
 * Returns: (transfer full): a request with its headers, without a body, or %NULL
 */
NatterHttpRequest *
natter_body_new_request (const NatterRequest  *request,
                         const char           *method,
                         const char           *path,
                         const char           *accept,
                         const char           *default_auth,
                         GError              **error)
{
  g_autofree char *url = natter_body_url (request->base_url, path);
  g_autoptr(NatterHttpRequest) http = natter_http_request_new (method, url, error);

  if (!http ||
      !natter_http_request_set_header (http, "Accept", accept, error) ||
      !natter_body_set_auth (http, request, default_auth, error))
    return NULL;

  return g_steal_pointer (&http);
}

static gboolean
set_key (NatterHttpRequest  *http,
         const char         *key,
         const char         *auth,
         GError            **error)
{
  g_autofree char *bearer = NULL;

  if (!key || !*key || g_str_equal (auth, "none"))
    return TRUE;

  if (!g_str_equal (auth, "bearer"))
    return natter_http_request_set_header (http, auth, key, error);

  bearer = g_strconcat ("Bearer ", key, NULL);

  return natter_http_request_set_header (http, "Authorization", bearer, error);
}

/**
 * natter_body_set_auth:
 * @http: a request
 * @request: key and quirks
 * @default_auth: "bearer", the name of a header that holds the bare key, or "none": what holds
 *   without the quirk "auth"
 * @error: return location for an error
 *
 * Sets the headers of the quirk "headers", and the key in the header that the server wants.
 *
 * Returns: whether all of them can be sent
 */
gboolean
natter_body_set_auth (NatterHttpRequest    *http,
                      const NatterRequest  *request,
                      const char           *default_auth,
                      GError              **error)
{
  JsonObject *headers = natter_json_get_object (request->quirks, "headers");
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  if (headers)
    {
      json_object_iter_init_ordered (&iter, headers);
      while (json_object_iter_next_ordered (&iter, &name, &node))
        if (natter_json_as_string (node) &&
            !natter_http_request_set_header (http, name, natter_json_as_string (node), error))
          return FALSE;
    }

  return set_key (http, request->key,
                  natter_quirks_get_string (request->quirks, "auth", default_auth), error);
}

static gboolean
wants (const NatterRequest *request,
       const char          *name)
{
  return name && natter_quirks_is_supported (request->quirks, name);
}

/**
 * natter_body_set_sampling:
 * @body: the object that holds them in the dialect
 * @request: what is asked
 * @names: the dialect's names
 *
 * Sets what is asked, known to the dialect and not among the quirk "unsupported".
 */
void
natter_body_set_sampling (JsonObject            *body,
                          const NatterRequest   *request,
                          const NatterBodyNames *names)
{
  if (request->has_temperature && wants (request, names->temperature))
    json_object_set_double_member (body, names->temperature, request->temperature);
  if (request->has_top_p && wants (request, names->top_p))
    json_object_set_double_member (body, names->top_p, request->top_p);
  if (request->max_tokens > 0 && wants (request, names->max_tokens))
    json_object_set_int_member (body, names->max_tokens, request->max_tokens);
  if (request->has_seed && wants (request, names->seed))
    json_object_set_int_member (body, names->seed, request->seed);

  if (request->stop && *request->stop && wants (request, names->stop))
    {
      JsonArray *stop = natter_body_add_array (body, names->stop);

      for (guint i = 0; request->stop[i]; i++)
        json_array_add_string_element (stop, request->stop[i]);
    }
}

/**
 * natter_body_merge:
 * @into: a body
 * @extras: (nullable): the user's own members
 *
 * Members of @extras win, as a JSON merge patch (RFC 7396): objects that both have are merged in
 * the same way, anything else is replaced as a whole, and null takes a member out.
 */
void
natter_body_merge (JsonObject *into,
                   JsonObject *extras)
{
  JsonObjectIter iter;
  const char *name = NULL;
  JsonNode *node = NULL;

  if (!extras)
    return;

  json_object_iter_init_ordered (&iter, extras);
  while (json_object_iter_next_ordered (&iter, &name, &node))
    {
      JsonObject *old = natter_json_get_object (into, name);
      JsonObject *new = natter_json_as_object (node);

      if (old && new)
        natter_body_merge (old, new);
      else if (JSON_NODE_HOLDS_NULL (node))
        json_object_remove_member (into, name);
      else
        json_object_set_member (into, name, json_node_copy (node));
    }
}

/**
 * natter_body_set_json:
 * @http: a request
 * @body: its body
 */
void
natter_body_set_json (NatterHttpRequest *http,
                      JsonObject        *body)
{
  g_autoptr(JsonNode) root = json_node_new (JSON_NODE_OBJECT);
  g_autoptr(GBytes) bytes = NULL;
  char *text = NULL;

  json_node_set_object (root, body);
  text = natter_json_to_string (root, FALSE);
  bytes = g_bytes_new_take (text, strlen (text));
  natter_http_request_set_body (http, "application/json", bytes);
}

/* "reasoning.summary" is a member of a member. */
static void
remove_path (JsonObject *object,
             const char *path)
{
  const char *dot = NULL;

  while (object && !json_object_has_member (object, path) && (dot = strchr (path, '.')))
    {
      g_autofree char *name = g_strndup (path, (gsize) (dot - path));

      object = natter_json_get_object (object, name);
      path = dot + 1;
    }

  if (object && json_object_has_member (object, path))
    json_object_remove_member (object, path);
}

/**
 * natter_body_finish:
 * @http: a request
 * @request: what is asked
 * @body: its body
 *
 * Takes out what the server does not support, merges the user's extras over all else, and sets the
 * body.
 */
void
natter_body_finish (NatterHttpRequest   *http,
                    const NatterRequest *request,
                    JsonObject          *body)
{
  JsonArray *unsupported = natter_json_get_array (request->quirks, "unsupported");

  for (guint i = 0; unsupported && i < json_array_get_length (unsupported); i++)
    {
      const char *path = natter_json_as_string (json_array_get_element (unsupported, i));

      if (path)
        remove_path (body, path);
    }

  natter_body_merge (body, request->extras);
  natter_body_set_json (http, body);
}

/**
 * natter_body_add_array:
 *
 * Returns: (transfer none): a new, empty array, the member @name of @object
 */
JsonArray *
natter_body_add_array (JsonObject *object,
                       const char *name)
{
  JsonArray *array = json_array_new ();

  json_object_set_array_member (object, name, array);

  return array;
}

/**
 * natter_body_add_object:
 *
 * Returns: (transfer none): a new, empty object, the member @name of @object
 */
JsonObject *
natter_body_add_object (JsonObject *object,
                        const char *name)
{
  JsonObject *member = json_object_new ();

  json_object_set_object_member (object, name, member);

  return member;
}

/**
 * natter_body_append_object:
 *
 * Returns: (transfer none): a new, empty object, the last element of @array
 */
JsonObject *
natter_body_append_object (JsonArray *array)
{
  JsonObject *element = json_object_new ();

  json_array_add_object_element (array, element);

  return element;
}

/**
 * natter_body_parse_carry:
 * @carry: what a message carries
 * @dialect: the id of the dialect that asks
 *
 * Returns: (transfer full) (nullable): the JSON, %NULL when it is another dialect's or is broken
 */
JsonNode *
natter_body_parse_carry (const NatterCarry *carry,
                         const char        *dialect)
{
  if (g_strcmp0 (carry->dialect, dialect) != 0 || !carry->json)
    return NULL;

  return natter_json_parse (carry->json, strlen (carry->json), NULL);
}

/**
 * natter_body_dup_document:
 * @attachment: a text document
 *
 * For dialects that know no documents: its name and its words as one text, in a way that models
 * have seen often.
 *
 * Returns: (transfer full): valid UTF-8
 */
char *
natter_body_dup_document (NatterAttachment *attachment)
{
  const char *name = natter_attachment_get_name (attachment);
  gsize size = 0;
  const char *data = g_bytes_get_data (natter_attachment_get_data (attachment), &size);
  g_autofree char *text = g_utf8_make_valid (data ? data : "", (gssize) size);

  return g_strdup_printf ("%s:\n\n%s", name && *name ? name : "Document", text);
}

gboolean
natter_body_is_pdf (NatterAttachment *attachment)
{
  return g_str_equal (natter_attachment_get_mime_type (attachment), "application/pdf");
}

/**
 * natter_body_dup_answer:
 * @message: an answer that is not empty
 *
 * What an answer was in words, also one that had none, so that question and answer stay in turn.
 *
 * Returns: (transfer full): its text; else the refusal, the calls of tools, or that it was an image
 */
char *
natter_body_dup_answer (NatterMessage *message)
{
  GPtrArray *calls = natter_message_get_tool_calls (message);
  g_autoptr(GString) text = NULL;

  if (natter_message_get_length (message) > 0)
    return g_strdup (natter_message_get_text (message));

  if (*natter_message_get_refusal (message))
    return g_strdup (natter_message_get_refusal (message));

  text = g_string_new (NULL);
  for (guint i = 0; i < calls->len; i++)
    {
      NatterToolCall *call = g_ptr_array_index (calls, i);

      g_string_append_printf (text, "%s%s (%s)", i > 0 ? "\n" : "", call->name ? call->name : "",
                              call->arguments->str);
    }
  if (text->len == 0)
    g_string_append (text, "(image)");

  return g_string_free_and_steal (g_steal_pointer (&text));
}

/**
 * natter_body_carries:
 * @request: what is asked
 * @message: an earlier answer
 *
 * What is signed or encrypted is of use to the model that made it alone; others refuse it. The
 * model that answers may tell its name with a date behind it.
 *
 * Returns: whether what @message carries belongs in @request
 */
gboolean
natter_body_carries (const NatterRequest *request,
                     NatterMessage       *message)
{
  const char *model = natter_message_get_model (message);

  return !model || g_str_has_prefix (model, request->model);
}

/**
 * natter_body_set_no_document_error:
 * @attachment: what a dialect has no place for
 * @error: return location for an error
 */
void
natter_body_set_no_document_error (NatterAttachment  *attachment,
                                   GError           **error)
{
  const char *name = natter_attachment_get_name (attachment);

  /* Translators: %s is the name of a file, like "report.pdf" */
  g_set_error (error, NATTER_ERROR, NATTER_ERROR_BAD_REQUEST,
               _("This provider cannot read “%s”. Attach images or text, or choose another "
                 "provider."), name ? name : natter_attachment_get_mime_type (attachment));
}
