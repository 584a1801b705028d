/* natter-citation.c: a source that an answer names. A plain value owned by its message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-citation.h"

/**
 * natter_citation_new:
 * @address: where the source is
 * @title: (nullable): what it is called
 *
 * Returns: (transfer full): a citation
 */
NatterCitation *
natter_citation_new (const char *address,
                     const char *title)
{
  NatterCitation *self = g_new0 (NatterCitation, 1);

  self->address = g_strdup (address);
  self->title = g_strdup (title);

  return self;
}

void
natter_citation_free (NatterCitation *self)
{
  g_free (self->address);
  g_free (self->title);
  g_free (self);
}
