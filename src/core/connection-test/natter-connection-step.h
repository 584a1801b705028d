/* natter-connection-step.h: one step of a connection test and how it went. Owned by its test; main
 * thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

/* In the order in which they are taken. */
typedef enum
{
  NATTER_CONNECTION_STEP_RESOLUTION,
  NATTER_CONNECTION_STEP_CONNECT,
  NATTER_CONNECTION_STEP_TLS,
  NATTER_CONNECTION_STEP_AUTHENTICATION,
  NATTER_CONNECTION_STEP_MODELS,
  NATTER_CONNECTION_STEP_ANSWER,
} NatterConnectionStepId;

#define NATTER_N_CONNECTION_STEPS (NATTER_CONNECTION_STEP_ANSWER + 1)

#define NATTER_TYPE_CONNECTION_STEP_ID (natter_connection_step_id_get_type ())
GType natter_connection_step_id_get_type (void);

typedef enum
{
  NATTER_CONNECTION_STEP_WAITING,
  NATTER_CONNECTION_STEP_RUNNING,
  NATTER_CONNECTION_STEP_PASSED,
  NATTER_CONNECTION_STEP_FAILED,
  NATTER_CONNECTION_STEP_SKIPPED,
} NatterConnectionStepState;

#define NATTER_TYPE_CONNECTION_STEP_STATE (natter_connection_step_state_get_type ())
GType natter_connection_step_state_get_type (void);

#define NATTER_TYPE_CONNECTION_STEP (natter_connection_step_get_type ())
G_DECLARE_FINAL_TYPE (NatterConnectionStep, natter_connection_step, NATTER, CONNECTION_STEP,
                      GObject)

/* notify::state comes last: whoever hears it finds the detail, the time and the error in place */
NatterConnectionStep      *natter_connection_step_new              (NatterConnectionStepId   id);
NatterConnectionStepId     natter_connection_step_get_id           (NatterConnectionStep    *self);
const char                *natter_connection_step_get_title        (NatterConnectionStep    *self);
NatterConnectionStepState  natter_connection_step_get_state        (NatterConnectionStep    *self);
const char                *natter_connection_step_get_state_name   (NatterConnectionStep    *self);
const char                *natter_connection_step_get_detail       (NatterConnectionStep    *self);
gint64                     natter_connection_step_get_milliseconds (NatterConnectionStep    *self);
const GError              *natter_connection_step_get_error        (NatterConnectionStep    *self);

/* For the test that owns it. */
void  natter_connection_step_reset   (NatterConnectionStep    *self);
void  natter_connection_step_start   (NatterConnectionStep    *self);
void  natter_connection_step_pass    (NatterConnectionStep    *self,
                                      const char              *detail);
void  natter_connection_step_skip    (NatterConnectionStep    *self,
                                      const char              *detail);
void  natter_connection_step_fail    (NatterConnectionStep    *self,
                                      const GError            *error);

G_END_DECLS
