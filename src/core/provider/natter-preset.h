/* natter-preset.h: what is known of a service that many people use: where it is, what it speaks,
 * its quirks. Immutable, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* json-glib's; named here so that the window needs no header of it. */
typedef struct _JsonNode JsonNode;
typedef struct _JsonObject JsonObject;

#define NATTER_TYPE_PRESET (natter_preset_get_type ())
G_DECLARE_FINAL_TYPE (NatterPreset, natter_preset, NATTER, PRESET, GObject)

GListModel   *natter_preset_list_new       (void);
NatterPreset *natter_preset_lookup         (const char    *id);
NatterPreset *natter_preset_new_from_json  (JsonNode      *node,
                                            GError       **error);
const char   *natter_preset_get_id         (NatterPreset  *self);
const char   *natter_preset_get_name       (NatterPreset  *self);
const char   *natter_preset_get_icon_name  (NatterPreset  *self);
const char   *natter_preset_get_dialect    (NatterPreset  *self);
/* May hold {placeholders}, which a person fills in. */
const char   *natter_preset_get_base_url   (NatterPreset  *self);
char         *natter_preset_dup_host       (NatterPreset  *self);
const char   *natter_preset_get_key_url    (NatterPreset  *self);
const char   *natter_preset_get_hint       (NatterPreset  *self);
/* On this computer. */
gboolean      natter_preset_is_local       (NatterPreset  *self);
/* Only a dialect, whose name is the preset's; the address is anybody's. */
gboolean      natter_preset_is_custom      (NatterPreset  *self);
JsonObject   *natter_preset_get_quirks     (NatterPreset  *self);

G_END_DECLS
