/* natter-connection-step.c: one step of a connection test: what it is called, and how it went in a
 * sentence. Owned by its test; main thread only.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-connection-step.h"

#include <glib/gi18n-lib.h>

struct _NatterConnectionStep
{
  GObject                    parent_instance;

  NatterConnectionStepId     id;
  NatterConnectionStepState  state;
  char                      *detail;     /* or NULL */
  gint64                     started;    /* monotonic microseconds, 0: it was not */
  gint64                     ended;      /* 0: not yet */
  GError                    *error;      /* of a failed step */
};

G_DEFINE_FINAL_TYPE (NatterConnectionStep, natter_connection_step, G_TYPE_OBJECT)

G_DEFINE_ENUM_TYPE (NatterConnectionStepId, natter_connection_step_id,
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_RESOLUTION, "resolution"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_CONNECT, "connect"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_TLS, "tls"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_AUTHENTICATION, "authentication"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_MODELS, "models"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_ANSWER, "answer"))

G_DEFINE_ENUM_TYPE (NatterConnectionStepState, natter_connection_step_state,
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_WAITING, "waiting"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_RUNNING, "running"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_PASSED, "passed"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_FAILED, "failed"),
                    G_DEFINE_ENUM_VALUE (NATTER_CONNECTION_STEP_SKIPPED, "skipped"))

typedef enum
{
  PROP_ID = 1,
  PROP_TITLE,
  PROP_STATE,
  PROP_DETAIL,
} NatterConnectionStepProps;

static GParamSpec *properties[PROP_DETAIL + 1];

/* Everything of a step changes at once. */
static void
set_state (NatterConnectionStep      *self,
           NatterConnectionStepState  state,
           const char                *detail,
           const GError              *error)
{
  gboolean is_other = self->state != state;

  self->state = state;
  g_clear_error (&self->error);
  if (error != NULL)
    self->error = g_error_copy (error);

  if (g_set_str (&self->detail, detail))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_DETAIL]);
  if (is_other)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

/* The clock stops when a step ends; it is not started again by a later and better judgement. */
static void
stop_clock (NatterConnectionStep *self)
{
  if (self->started != 0 && self->ended == 0)
    self->ended = g_get_monotonic_time ();
}

static void
natter_connection_step_get_property (GObject    *object,
                                     guint       prop_id,
                                     GValue     *value,
                                     GParamSpec *pspec)
{
  NatterConnectionStep *self = NATTER_CONNECTION_STEP (object);

  switch ((NatterConnectionStepProps) prop_id)
    {
    case PROP_ID:
      g_value_set_enum (value, (int) natter_connection_step_get_id (self));
      break;

    case PROP_TITLE:
      g_value_set_string (value, natter_connection_step_get_title (self));
      break;

    case PROP_STATE:
      g_value_set_enum (value, (int) natter_connection_step_get_state (self));
      break;

    case PROP_DETAIL:
      g_value_set_string (value, natter_connection_step_get_detail (self));
      break;

    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    }
}

static void
natter_connection_step_finalize (GObject *object)
{
  NatterConnectionStep *self = NATTER_CONNECTION_STEP (object);

  g_clear_pointer (&self->detail, g_free);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (natter_connection_step_parent_class)->finalize (object);
}

static void
natter_connection_step_class_init (NatterConnectionStepClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = natter_connection_step_get_property;
  object_class->finalize = natter_connection_step_finalize;

  properties[PROP_ID] =
    g_param_spec_enum ("id", NULL, NULL, NATTER_TYPE_CONNECTION_STEP_ID,
                       NATTER_CONNECTION_STEP_RESOLUTION,
                       G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);

  properties[PROP_STATE] =
    g_param_spec_enum ("state", NULL, NULL, NATTER_TYPE_CONNECTION_STEP_STATE,
                       NATTER_CONNECTION_STEP_WAITING,
                       G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  properties[PROP_DETAIL] =
    g_param_spec_string ("detail", NULL, NULL, NULL,
                         G_PARAM_READABLE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);

  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
natter_connection_step_init (NatterConnectionStep *self)
{
}

/**
 * natter_connection_step_new:
 * @id: which step it is
 *
 * Returns: (transfer full): a step that waits
 */
NatterConnectionStep *
natter_connection_step_new (NatterConnectionStepId id)
{
  NatterConnectionStep *self = g_object_new (NATTER_TYPE_CONNECTION_STEP, NULL);

  self->id = id;

  return self;
}

/**
 * natter_connection_step_get_id:
 * @self: a step
 *
 * Returns: which step it is
 */
NatterConnectionStepId
natter_connection_step_get_id (NatterConnectionStep *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (self), NATTER_CONNECTION_STEP_RESOLUTION);

  return self->id;
}

/**
 * natter_connection_step_get_title:
 * @self: a step
 *
 * Returns: what a person calls it
 */
const char *
natter_connection_step_get_title (NatterConnectionStep *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (self), NULL);

  switch (self->id)
    {
    case NATTER_CONNECTION_STEP_RESOLUTION:
      return _("Name Resolution");

    case NATTER_CONNECTION_STEP_CONNECT:
      return _("Connection");

    case NATTER_CONNECTION_STEP_TLS:
      return _("Encryption");

    case NATTER_CONNECTION_STEP_AUTHENTICATION:
      return _("Authentication");

    case NATTER_CONNECTION_STEP_MODELS:
      return _("Model List");

    case NATTER_CONNECTION_STEP_ANSWER:
      return _("Answer");

    default:
      g_assert_not_reached ();
    }
}

/**
 * natter_connection_step_get_state:
 * @self: a step
 *
 * Returns: how far it is
 */
NatterConnectionStepState
natter_connection_step_get_state (NatterConnectionStep *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (self), NATTER_CONNECTION_STEP_WAITING);

  return self->state;
}

/**
 * natter_connection_step_get_state_name:
 * @self: a step
 *
 * Returns: how far it is, in a word for a person
 */
const char *
natter_connection_step_get_state_name (NatterConnectionStep *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (self), NULL);

  switch (self->state)
    {
    case NATTER_CONNECTION_STEP_WAITING:
      return C_("connection test", "Waiting");

    case NATTER_CONNECTION_STEP_RUNNING:
      return C_("connection test", "Running");

    case NATTER_CONNECTION_STEP_PASSED:
      return C_("connection test", "Passed");

    case NATTER_CONNECTION_STEP_FAILED:
      return C_("connection test", "Failed");

    case NATTER_CONNECTION_STEP_SKIPPED:
      return C_("connection test", "Skipped");

    default:
      g_assert_not_reached ();
    }
}

/**
 * natter_connection_step_get_detail:
 * @self: a step
 *
 * Returns: (nullable): a sentence on how it went, or what to do about it
 */
const char *
natter_connection_step_get_detail (NatterConnectionStep *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (self), NULL);

  return self->detail;
}

/**
 * natter_connection_step_get_milliseconds:
 * @self: a step
 *
 * Returns: how long it took, or takes so far; -1 when it was not started
 */
gint64
natter_connection_step_get_milliseconds (NatterConnectionStep *self)
{
  gint64 end;

  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (self), -1);

  if (self->started == 0)
    return -1;

  end = self->ended != 0 ? self->ended : g_get_monotonic_time ();

  return (end - self->started) / 1000;
}

/**
 * natter_connection_step_get_error:
 * @self: a step
 *
 * Returns: (nullable): why it failed
 */
const GError *
natter_connection_step_get_error (NatterConnectionStep *self)
{
  g_return_val_if_fail (NATTER_IS_CONNECTION_STEP (self), NULL);

  return self->error;
}

/**
 * natter_connection_step_reset:
 * @self: a step
 *
 * Forgets how it went.
 */
void
natter_connection_step_reset (NatterConnectionStep *self)
{
  g_return_if_fail (NATTER_IS_CONNECTION_STEP (self));

  self->started = 0;
  self->ended = 0;
  set_state (self, NATTER_CONNECTION_STEP_WAITING, NULL, NULL);
}

/**
 * natter_connection_step_start:
 * @self: a step that waits
 */
void
natter_connection_step_start (NatterConnectionStep *self)
{
  g_return_if_fail (NATTER_IS_CONNECTION_STEP (self));
  g_return_if_fail (self->state == NATTER_CONNECTION_STEP_WAITING);

  self->started = g_get_monotonic_time ();
  set_state (self, NATTER_CONNECTION_STEP_RUNNING, NULL, NULL);
}

/**
 * natter_connection_step_pass:
 * @self: a step
 * @detail: a sentence on how it went
 */
void
natter_connection_step_pass (NatterConnectionStep *self,
                             const char           *detail)
{
  g_return_if_fail (NATTER_IS_CONNECTION_STEP (self));
  g_return_if_fail (detail != NULL);

  stop_clock (self);
  set_state (self, NATTER_CONNECTION_STEP_PASSED, detail, NULL);
}

/**
 * natter_connection_step_skip:
 * @self: a step
 * @detail: (nullable): why it was not taken
 */
void
natter_connection_step_skip (NatterConnectionStep *self,
                             const char           *detail)
{
  g_return_if_fail (NATTER_IS_CONNECTION_STEP (self));

  stop_clock (self);
  set_state (self, NATTER_CONNECTION_STEP_SKIPPED, detail, NULL);
}

/**
 * natter_connection_step_fail:
 * @self: a step
 * @error: what went wrong; its message becomes the detail
 */
void
natter_connection_step_fail (NatterConnectionStep *self,
                             const GError         *error)
{
  g_return_if_fail (NATTER_IS_CONNECTION_STEP (self));
  g_return_if_fail (error != NULL);

  stop_clock (self);
  set_state (self, NATTER_CONNECTION_STEP_FAILED, error->message, error);
}
