/* natter-dialect.c: the base of the languages that servers speak, and the door to all of them.
 * Stateless, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-dialect.h"

#include <glib/gi18n-lib.h>

#include "natter-anthropic-dialect.h"
#include "natter-cohere-dialect.h"
#include "natter-error-body.h"
#include "natter-gemini-dialect.h"
#include "natter-json.h"
#include "natter-ollama-dialect.h"
#include "natter-openai-chat-dialect.h"
#include "natter-openai-responses-dialect.h"

G_DEFINE_ABSTRACT_TYPE (NatterDialect, natter_dialect, G_TYPE_OBJECT)

static const struct
{
  const char     *id;
  NatterDialect *(*create) (void);
} dialects[] = {
  { "anthropic", natter_anthropic_dialect_new },
  { "cohere-v2", natter_cohere_dialect_new },
  { "gemini", natter_gemini_dialect_new },
  { "ollama", natter_ollama_dialect_new },
  { "openai-chat", natter_openai_chat_dialect_new },
  { "openai-responses", natter_openai_responses_dialect_new },
};

/* One reader knows the errors of all servers, whatever they speak. */
static GError *
natter_dialect_real_read_error (NatterDialect      *self,
                                NatterHttpResponse *response)
{
  return natter_error_body_read (response);
}

static void
natter_dialect_class_init (NatterDialectClass *klass)
{
  klass->read_error = natter_dialect_real_read_error;
}

static void
natter_dialect_init (NatterDialect *self)
{
}

/**
 * natter_dialect_new_for_id:
 * @id: a dialect's stable name, "openai-chat"
 *
 * Returns: (transfer full) (nullable): the dialect, %NULL when there is none of that name
 */
NatterDialect *
natter_dialect_new_for_id (const char *id)
{
  g_return_val_if_fail (id, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (dialects); i++)
    if (g_str_equal (dialects[i].id, id))
      return dialects[i].create ();

  return NULL;
}

/**
 * natter_dialect_get_id:
 * @self: a dialect
 *
 * Returns: (transfer none): its stable name
 */
const char *
natter_dialect_get_id (NatterDialect *self)
{
  g_return_val_if_fail (NATTER_IS_DIALECT (self), NULL);

  return NATTER_DIALECT_GET_CLASS (self)->get_id (self);
}

/**
 * natter_dialect_encode:
 * @self: a dialect
 * @request: what is asked
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when the address or the key cannot be sent.
 *
 * Returns: (transfer full): the HTTP request for a streamed answer, or %NULL
 */
NatterHttpRequest *
natter_dialect_encode (NatterDialect        *self,
                       const NatterRequest  *request,
                       GError              **error)
{
  g_return_val_if_fail (NATTER_IS_DIALECT (self), NULL);
  g_return_val_if_fail (request, NULL);

  return NATTER_DIALECT_GET_CLASS (self)->encode (self, request, error);
}

/**
 * natter_dialect_new_decoder:
 * @self: a dialect
 *
 * Returns: (transfer full): a reader for one answer
 */
NatterDecoder *
natter_dialect_new_decoder (NatterDialect *self)
{
  g_return_val_if_fail (NATTER_IS_DIALECT (self), NULL);

  return NATTER_DIALECT_GET_CLASS (self)->new_decoder (self);
}

/**
 * natter_dialect_read_error:
 * @self: a dialect
 * @response: a refusal, with its body
 *
 * Returns: (transfer full): an error of the domain %NATTER_ERROR
 */
GError *
natter_dialect_read_error (NatterDialect      *self,
                           NatterHttpResponse *response)
{
  g_return_val_if_fail (NATTER_IS_DIALECT (self), NULL);
  g_return_val_if_fail (response, NULL);

  return NATTER_DIALECT_GET_CLASS (self)->read_error (self, response);
}

/**
 * natter_dialect_encode_models:
 * @self: a dialect
 * @request: address, key, quirks and page; nothing else of it is used
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_INVALID_SETTING when the address or the key cannot be sent.
 *
 * Returns: (transfer full): the HTTP request for the list of models, or %NULL
 */
NatterHttpRequest *
natter_dialect_encode_models (NatterDialect        *self,
                              const NatterRequest  *request,
                              GError              **error)
{
  g_return_val_if_fail (NATTER_IS_DIALECT (self), NULL);
  g_return_val_if_fail (request, NULL);

  return NATTER_DIALECT_GET_CLASS (self)->encode_models (self, request, error);
}

/**
 * natter_dialect_read_models:
 * @self: a dialect
 * @body: what the server answered
 * @error: return location for an error
 *
 * Fails with %NATTER_ERROR_NOT_AN_API when @body is no list of models.
 *
 * Returns: (transfer full): a list of #NatterModel, in the server's order, or %NULL
 */
GListModel *
natter_dialect_read_models (NatterDialect  *self,
                            GBytes         *body,
                            GError        **error)
{
  g_return_val_if_fail (NATTER_IS_DIALECT (self), NULL);
  g_return_val_if_fail (body, NULL);

  return NATTER_DIALECT_GET_CLASS (self)->read_models (self, body, error);
}

/**
 * natter_dialect_read_next_page:
 * @self: a dialect
 * @body: a list of models, as the server answered
 *
 * Returns: (transfer full) (nullable): what the request for the next page names, %NULL when @body
 *   is the last
 */
char *
natter_dialect_read_next_page (NatterDialect *self,
                               GBytes        *body)
{
  NatterDialectClass *klass = NULL;

  g_return_val_if_fail (NATTER_IS_DIALECT (self), NULL);
  g_return_val_if_fail (body, NULL);

  klass = NATTER_DIALECT_GET_CLASS (self);

  return klass->read_next_page ? klass->read_next_page (self, body) : NULL;
}

/**
 * natter_dialect_can_prefill:
 * @self: a dialect
 * @request: what is asked: model and quirks
 *
 * Returns: whether the model goes on with an answer that stands last in the request, as
 *   #NatterRequest.prefill says of one; others must be asked for the rest
 */
gboolean
natter_dialect_can_prefill (NatterDialect       *self,
                            const NatterRequest *request)
{
  NatterDialectClass *klass = NULL;

  g_return_val_if_fail (NATTER_IS_DIALECT (self), FALSE);
  g_return_val_if_fail (request, FALSE);

  klass = NATTER_DIALECT_GET_CLASS (self);

  return klass->can_prefill && klass->can_prefill (self, request);
}

/**
 * natter_dialect_new_no_list_error:
 * @node: (nullable): an answer that is no list of models
 * @usual_end: of the addresses of servers that speak the dialect, "/v1"
 *
 * Returns: (transfer full): what the server said, or an %NATTER_ERROR_NOT_AN_API
 */
GError *
natter_dialect_new_no_list_error (JsonNode   *node,
                                  const char *usual_end)
{
  JsonObject *object = natter_json_as_object (node);
  g_autofree char *message = NULL;

  if (object && (json_object_has_member (object, "error") ||
                 json_object_has_member (object, "detail") ||
                 json_object_has_member (object, "message")))
    return natter_error_body_from_json (node, 0);

  /* Translators: %s is the end of an address, like "/v1" */
  message = g_strdup_printf (_("The server’s answer is not a list of models. Check the provider’s "
                               "address: it usually ends in “%s”."), usual_end);

  return natter_error_new (NATTER_ERROR_NOT_AN_API, message);
}
