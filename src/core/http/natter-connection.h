/* natter-connection.h: how one server is reached: headers of one's own, proxy, certificates, time
 * limits. Changed by its only owner, immutable once shared; any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_CONNECTION (natter_connection_get_type ())
typedef struct _NatterConnection NatterConnection;

/* In place of a proxy's address. */
#define NATTER_CONNECTION_NO_PROXY "none"

#define NATTER_CONNECTION_MAX_SECONDS 3600

GType             natter_connection_get_type           (void);
NatterConnection *natter_connection_new                (void);
NatterConnection *natter_connection_copy               (NatterConnection  *self);
NatterConnection *natter_connection_ref                (NatterConnection  *self);
void              natter_connection_unref              (NatterConnection  *self);
gboolean          natter_connection_is_default         (NatterConnection  *self);

gboolean          natter_connection_add_header         (NatterConnection  *self,
                                                        const char        *name,
                                                        const char        *value,
                                                        GError           **error);
void              natter_connection_clear_headers      (NatterConnection  *self);
guint             natter_connection_get_n_headers      (NatterConnection  *self);
const char       *natter_connection_get_header         (NatterConnection  *self,
                                                        guint              position,
                                                        const char       **value);

/* NULL: the desktop's; NATTER_CONNECTION_NO_PROXY; or an address */
const char       *natter_connection_get_proxy          (NatterConnection  *self);
gboolean          natter_connection_set_proxy          (NatterConnection  *self,
                                                        const char        *proxy,
                                                        GError           **error);

/* Authorities to trust instead of the system's. */
const char       *natter_connection_get_ca_file        (NatterConnection  *self);
void              natter_connection_set_ca_file        (NatterConnection  *self,
                                                        const char        *path);
gboolean          natter_connection_check_ca_file      (NatterConnection  *self,
                                                        GError           **error);

/* The one certificate that a person accepted, and the one server it was accepted for. */
const char       *natter_connection_get_certificate    (NatterConnection  *self,
                                                        const char       **place);
gboolean          natter_connection_set_certificate    (NatterConnection  *self,
                                                        const char        *place,
                                                        const char        *fingerprint,
                                                        GError           **error);
gboolean          natter_connection_accepts            (NatterConnection  *self,
                                                        const char        *place,
                                                        const char        *fingerprint);

/* Until the server begins to answer, and between two pieces; 0: Natter's own. */
guint             natter_connection_get_answer_seconds  (NatterConnection *self);
void              natter_connection_set_answer_seconds  (NatterConnection *self,
                                                         guint             seconds);
guint             natter_connection_get_silence_seconds (NatterConnection *self);
void              natter_connection_set_silence_seconds (NatterConnection *self,
                                                         guint             seconds);

/* The base URL that a key may be sent to without encryption. */
const char       *natter_connection_get_plain_http_url (NatterConnection  *self);
void              natter_connection_set_plain_http_url (NatterConnection  *self,
                                                        const char        *base_url);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterConnection, natter_connection_unref)

G_END_DECLS
