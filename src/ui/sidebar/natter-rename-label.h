/* natter-rename-label.h: a line of text that can be written over in its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define NATTER_TYPE_RENAME_LABEL (natter_rename_label_get_type ())
G_DECLARE_FINAL_TYPE (NatterRenameLabel, natter_rename_label, NATTER, RENAME_LABEL, AdwBin)

/* signals "renamed" (char *text): never an empty one; "ended": a key did that, and the
 * focus is nowhere */
void        natter_rename_label_set_text (NatterRenameLabel *self,
                                          const char        *text);
const char *natter_rename_label_get_text (NatterRenameLabel *self);
void        natter_rename_label_begin    (NatterRenameLabel *self,
                                          const char        *what);
void        natter_rename_label_accept   (NatterRenameLabel *self);

G_END_DECLS
