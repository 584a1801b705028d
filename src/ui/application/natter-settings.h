/* natter-settings.h: window and preference switches, typed, over GSettings. Owned by the
 * application.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

typedef enum
{
  NATTER_SEND_KEY_ENTER,        /* Enter sends, Shift+Enter breaks the line */
  NATTER_SEND_KEY_CTRL_ENTER,   /* Ctrl+Enter sends, Enter breaks the line */
} NatterSendKey;

#define NATTER_TYPE_SEND_KEY (natter_send_key_get_type ())
GType natter_send_key_get_type (void);

#define NATTER_TYPE_SETTINGS (natter_settings_get_type ())
G_DECLARE_FINAL_TYPE (NatterSettings, natter_settings, NATTER, SETTINGS, GObject)

/* property "send-key" (NatterSendKey) */
NatterSettings *natter_settings_new             (const char     *keyfile);
GSettings      *natter_settings_get_gsettings   (NatterSettings *self);
NatterSendKey   natter_settings_get_send_key    (NatterSettings *self);
void            natter_settings_set_send_key    (NatterSettings *self,
                                                 NatterSendKey   send_key);
void            natter_settings_get_window_size (NatterSettings *self,
                                                 int            *width,
                                                 int            *height,
                                                 gboolean       *maximized);
void            natter_settings_set_window_size (NatterSettings *self,
                                                 int             width,
                                                 int             height,
                                                 gboolean        maximized);

G_END_DECLS
