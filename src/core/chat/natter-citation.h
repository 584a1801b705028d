/* natter-citation.h: a source that an answer names. A plain value owned by its message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  char *address;
  char *title;     /* or NULL */
} NatterCitation;

NatterCitation *natter_citation_new  (const char     *address,
                                      const char     *title);
void            natter_citation_free (NatterCitation *self);

G_END_DECLS
