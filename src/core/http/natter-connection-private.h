/* natter-connection-private.h: what the files of NatterConnection share. Only for http/.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-connection.h"

G_BEGIN_DECLS

typedef struct
{
  char *name;
  char *value;
} NatterConnectionHeader;

struct _NatterConnection
{
  gatomicrefcount  ref_count;

  GPtrArray       *headers;         /* of NatterConnectionHeader, in the order they were added */
  char            *proxy;
  char            *ca_file;
  char            *place;           /* of the accepted certificate: "host:port" */
  char            *fingerprint;
  guint            answer_seconds;
  guint            silence_seconds;
  char            *plain_http_url;
};

/* Whether it may still be changed: nobody else has it. */
#define natter_connection_is_mine(self) \
  ((self) && g_atomic_ref_count_compare (&(self)->ref_count, 1))

void natter_connection_header_free   (gpointer          data);
void natter_connection_append_header (NatterConnection *self,
                                      const char       *name,
                                      const char       *value);

G_END_DECLS
