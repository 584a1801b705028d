/* natter-tool-call.h: a call of a tool, as a model asked for it. A plain value owned by its
 * message.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  guint    index;
  char    *id;
  char    *name;
  GString *arguments;   /* as sent, usually JSON */
} NatterToolCall;

NatterToolCall *natter_tool_call_new  (guint           index);
void            natter_tool_call_free (NatterToolCall *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterToolCall, natter_tool_call_free)

G_END_DECLS
