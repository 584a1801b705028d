/* natter-body.h: what the requests of all dialects have in common. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <json-glib/json-glib.h>

#include "natter-http-request.h"
#include "natter-request.h"

G_BEGIN_DECLS

/* A dialect's names for what is asked of the sampling; NULL for what it does not know. */
typedef struct
{
  const char *temperature;
  const char *top_p;
  const char *max_tokens;
  const char *stop;
  const char *seed;
} NatterBodyNames;

char              *natter_body_url           (const char             *base_url,
                                              const char             *path);
char              *natter_body_root          (const char             *base_url,
                                              const char *const      *endings);
NatterHttpRequest *natter_body_new_request   (const NatterRequest    *request,
                                              const char             *method,
                                              const char             *path,
                                              const char             *accept,
                                              const char             *default_auth,
                                              GError                **error);
gboolean           natter_body_set_auth      (NatterHttpRequest      *http,
                                              const NatterRequest    *request,
                                              const char             *default_auth,
                                              GError                **error);
void               natter_body_set_sampling  (JsonObject             *body,
                                              const NatterRequest    *request,
                                              const NatterBodyNames  *names);
void               natter_body_merge         (JsonObject             *into,
                                              JsonObject             *extras);
void               natter_body_set_json      (NatterHttpRequest      *http,
                                              JsonObject             *body);
void               natter_body_finish        (NatterHttpRequest      *http,
                                              const NatterRequest    *request,
                                              JsonObject             *body);

/* For what the dialects say of messages. */
JsonArray         *natter_body_add_array     (JsonObject             *object,
                                              const char             *name);
JsonObject        *natter_body_add_object    (JsonObject             *object,
                                              const char             *name);
JsonObject        *natter_body_append_object (JsonArray              *array);
JsonNode          *natter_body_parse_carry   (const NatterCarry      *carry,
                                              const char             *dialect);
char              *natter_body_dup_document  (NatterAttachment       *attachment);
gboolean           natter_body_is_pdf        (NatterAttachment       *attachment);
char              *natter_body_dup_answer    (NatterMessage          *message);
gboolean           natter_body_carries       (const NatterRequest    *request,
                                              NatterMessage          *message);
void               natter_body_set_no_document_error (NatterAttachment *attachment,
                                                      GError         **error);

G_END_DECLS
