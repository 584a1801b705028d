/* natter-content.h: what a message says. Messages and snapshots of them share it until one of them
 * says something else. It may be read on any thread while it is shared, and nobody changes it then.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  gatomicrefcount  references;
  GString         *text;
  GString         *reasoning;
  guint            reasoning_part;  /* the last train of thought */
  GString         *refusal;
  GPtrArray       *tool_calls;      /* of NatterToolCall */
  GPtrArray       *attachments;     /* of NatterAttachment */
  GPtrArray       *citations;       /* of NatterCitation */
  GPtrArray       *carries;         /* of NatterCarry */
} NatterContent;

NatterContent *natter_content_new   (void);
NatterContent *natter_content_ref   (NatterContent  *self);
void           natter_content_unref (NatterContent  *self);
NatterContent *natter_content_own   (NatterContent **self);

G_END_DECLS
