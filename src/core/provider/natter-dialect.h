/* natter-dialect.h: the language of a family of servers. Abstract, stateless, pure: no I/O.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "natter-decoder.h"
#include "natter-http-request.h"
#include "natter-http-response.h"
#include "natter-request.h"

G_BEGIN_DECLS

#define NATTER_TYPE_DIALECT (natter_dialect_get_type ())
G_DECLARE_DERIVABLE_TYPE (NatterDialect, natter_dialect, NATTER, DIALECT, GObject)

struct _NatterDialectClass
{
  GObjectClass parent_class;

  const char        *(*get_id)        (NatterDialect        *self);
  NatterHttpRequest *(*encode)        (NatterDialect        *self,
                                       const NatterRequest  *request,
                                       GError              **error);
  NatterDecoder     *(*new_decoder)   (NatterDialect        *self);
  GError            *(*read_error)    (NatterDialect        *self,
                                       NatterHttpResponse   *response);
  NatterHttpRequest *(*encode_models) (NatterDialect        *self,
                                       const NatterRequest  *request,
                                       GError              **error);
  GListModel        *(*read_models)   (NatterDialect        *self,
                                       GBytes               *body,
                                       GError              **error);
  /* Optional: where lists come in pages, the NatterRequest.page of the next one, or NULL. */
  char              *(*read_next_page) (NatterDialect       *self,
                                        GBytes              *body);
  /* Optional: whether the model of the request goes on with an answer that stands last in it. */
  gboolean           (*can_prefill)   (NatterDialect        *self,
                                       const NatterRequest  *request);
};

NatterDialect     *natter_dialect_new_for_id    (const char           *id);
const char        *natter_dialect_get_id        (NatterDialect        *self);
NatterHttpRequest *natter_dialect_encode        (NatterDialect        *self,
                                                 const NatterRequest  *request,
                                                 GError              **error);
NatterDecoder     *natter_dialect_new_decoder   (NatterDialect        *self);
GError            *natter_dialect_read_error    (NatterDialect        *self,
                                                 NatterHttpResponse   *response);
NatterHttpRequest *natter_dialect_encode_models (NatterDialect        *self,
                                                 const NatterRequest  *request,
                                                 GError              **error);
GListModel        *natter_dialect_read_models   (NatterDialect        *self,
                                                 GBytes               *body,
                                                 GError              **error);
char              *natter_dialect_read_next_page (NatterDialect       *self,
                                                  GBytes              *body);
gboolean           natter_dialect_can_prefill   (NatterDialect        *self,
                                                 const NatterRequest  *request);

/* For subclasses. */
GError            *natter_dialect_new_no_list_error (JsonNode         *node,
                                                     const char       *usual_end);

G_END_DECLS
