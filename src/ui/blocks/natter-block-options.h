/* natter-block-options.h: what a person chose for all blocks. Main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define NATTER_TYPE_BLOCK_OPTIONS (natter_block_options_get_type ())
G_DECLARE_FINAL_TYPE (NatterBlockOptions, natter_block_options, NATTER, BLOCK_OPTIONS, GObject)

/* property "wrap-code" (gboolean)
 * property "image-hosts" (GStrv): their images are loaded without asking
 * property "metered" (gboolean): but not now, as that costs money */
NatterBlockOptions *natter_block_options_get_default     (void);
gboolean            natter_block_options_get_wrap_code   (NatterBlockOptions *self);
void                natter_block_options_set_wrap_code   (NatterBlockOptions *self,
                                                          gboolean            wrap_code);
gboolean            natter_block_options_get_metered     (NatterBlockOptions *self);
void                natter_block_options_set_metered     (NatterBlockOptions *self,
                                                          gboolean            is_metered);
const char * const *natter_block_options_get_image_hosts (NatterBlockOptions *self);
void                natter_block_options_set_image_hosts (NatterBlockOptions *self,
                                                          const char * const *hosts);
void                natter_block_options_add_image_host  (NatterBlockOptions *self,
                                                          const char         *host);
void                natter_block_options_remove_image_host (NatterBlockOptions *self,
                                                            const char         *host);

G_END_DECLS
