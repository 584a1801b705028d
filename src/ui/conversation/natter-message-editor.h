/* natter-message-editor.h: a message's text, to change it where it stands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "natter-row.h"

G_BEGIN_DECLS

#define NATTER_TYPE_MESSAGE_EDITOR (natter_message_editor_get_type ())
G_DECLARE_FINAL_TYPE (NatterMessageEditor, natter_message_editor, NATTER, MESSAGE_EDITOR, AdwBin)

GtkWidget *natter_message_editor_new     (void);
void       natter_message_editor_set_row (NatterMessageEditor *self,
                                          NatterRow           *row);

G_END_DECLS
