/* natter-seam.h: where an answer that was cut off goes on. A model may say again what is there
 * already, and may set the space between the two parts once more: neither is read twice. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct _NatterSeam NatterSeam;

NatterSeam *natter_seam_new            (const char  *before);
void        natter_seam_free           (NatterSeam  *self);
const char *natter_seam_get_stem       (NatterSeam  *self);
char       *natter_seam_dup_last_words (NatterSeam  *self);
void        natter_seam_begin          (NatterSeam  *self,
                                        gboolean     is_asked);
gboolean    natter_seam_is_closed      (NatterSeam  *self);
void        natter_seam_feed           (NatterSeam  *self,
                                        const char  *text,
                                        gsize        length,
                                        GString     *out);
void        natter_seam_finish         (NatterSeam  *self,
                                        GString     *out);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (NatterSeam, natter_seam_free)

G_END_DECLS
