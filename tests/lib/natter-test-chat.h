/* natter-test-chat.h: plays a scene to a client, in the dialect that it asked in. The connection's
 * thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "natter-test-connection.h"

G_BEGIN_DECLS

/* FALSE: the connection is to be closed. */
gboolean natter_test_chat_answer (NatterTestConnection    *connection,
                                  const NatterTestRequest *request);

G_END_DECLS
