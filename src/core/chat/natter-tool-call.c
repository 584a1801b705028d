/* natter-tool-call.c: a call of a tool, as a model asked for it. A plain value.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-tool-call.h"

/**
 * natter_tool_call_new:
 * @index: which call of the answer it is
 *
 * Returns: (transfer full): a call without id, name and arguments
 */
NatterToolCall *
natter_tool_call_new (guint index)
{
  NatterToolCall *self = g_new0 (NatterToolCall, 1);

  self->index = index;
  self->arguments = g_string_new (NULL);

  return self;
}

/**
 * natter_tool_call_free:
 * @self: (nullable) (transfer full): a call
 */
void
natter_tool_call_free (NatterToolCall *self)
{
  if (!self)
    return;

  g_free (self->id);
  g_free (self->name);
  g_string_free (self->arguments, TRUE);
  g_free (self);
}
