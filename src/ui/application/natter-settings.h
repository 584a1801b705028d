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

/* properties "send-key" (NatterSendKey), "model-titles" (gboolean) */
NatterSettings *natter_settings_new              (const char     *keyfile);
GSettings      *natter_settings_get_gsettings    (NatterSettings *self);
void            natter_settings_bind_backups     (NatterSettings *self,
                                                  gpointer        backups);
NatterSendKey   natter_settings_get_send_key     (NatterSettings *self);
void            natter_settings_set_send_key     (NatterSettings *self,
                                                  NatterSendKey   send_key);
gboolean        natter_settings_get_model_titles (NatterSettings *self);
void            natter_settings_set_model_titles (NatterSettings *self,
                                                  gboolean        model_titles);
void            natter_settings_get_window_size  (NatterSettings *self,
                                                  int            *width,
                                                  int            *height,
                                                  gboolean       *maximized);
void            natter_settings_set_window_size  (NatterSettings *self,
                                                  int             width,
                                                  int             height,
                                                  gboolean        maximized);

/* natter-window-state.c says what is in it */
GVariant       *natter_settings_dup_window_state (NatterSettings *self);
void            natter_settings_set_window_state (NatterSettings *self,
                                                  GVariant       *state);
void            natter_settings_bind_blocks      (NatterSettings *self,
                                                  gpointer        options);
void            natter_settings_bind_measure     (NatterSettings *self,
                                                  gpointer        measure);

G_END_DECLS
