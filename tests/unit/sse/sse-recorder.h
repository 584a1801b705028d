/* sse-recorder.h: writes the events of a body down as one line of text, for comparison.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-sse-parser.h"

G_BEGIN_DECLS

void  sse_recorder_event (const NatterSseEvent *event,
                          gpointer              data);
char *sse_recorder_run   (const guint8         *bytes,
                          gsize                 length,
                          gsize                 chunk,
                          NatterSseFinish       how);

G_END_DECLS
