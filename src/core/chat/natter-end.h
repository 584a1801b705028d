/* natter-end.h: the one truthful way in which an answer ended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

/**
 * NatterEnd:
 *
 * How an answer ended. The nicks ("connection-lost") are stable: export and store use them.
 */
typedef enum
{
  NATTER_END_NONE,            /* not yet */
  NATTER_END_COMPLETE,
  NATTER_END_LENGTH,          /* the token limit */
  NATTER_END_FILTER,          /* a content filter */
  NATTER_END_TOOL,            /* the model asks for a tool */
  NATTER_END_STOPPED,         /* by the user */
  NATTER_END_CONNECTION_LOST,
  NATTER_END_TIMED_OUT,
  NATTER_END_PROVIDER_ERROR,
  NATTER_END_INTERRUPTED,     /* the program died */
} NatterEnd;

#define NATTER_TYPE_END (natter_end_get_type ())
GType       natter_end_get_type  (void);
const char *natter_end_to_string (NatterEnd   self);
NatterEnd   natter_end_from_string (const char *nick);
NatterEnd   natter_end_for_error (const GError *error);

G_END_DECLS
