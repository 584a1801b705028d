/* natter-end.c: names for the ways in which an answer ends. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-end.h"

#include <gio/gio.h>

#include "natter-error.h"

G_DEFINE_ENUM_TYPE (NatterEnd, natter_end,
                    G_DEFINE_ENUM_VALUE (NATTER_END_NONE, "none"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_COMPLETE, "complete"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_LENGTH, "length"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_FILTER, "filter"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_TOOL, "tool"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_STOPPED, "stopped"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_CONNECTION_LOST, "connection-lost"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_TIMED_OUT, "timed-out"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_PROVIDER_ERROR, "provider-error"),
                    G_DEFINE_ENUM_VALUE (NATTER_END_INTERRUPTED, "interrupted"))

/**
 * natter_end_to_string:
 * @self: an end
 *
 * Returns: (transfer none): its stable name, "connection-lost"
 */
const char *
natter_end_to_string (NatterEnd self)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (NATTER_TYPE_END);
  const GEnumValue *value = g_enum_get_value (klass, (int) self);

  g_return_val_if_fail (value, "none");

  return value->value_nick;
}

/**
 * natter_end_from_string:
 * @nick: (nullable): a stable name
 *
 * Returns: the end of that name, %NATTER_END_NONE for any other word
 */
NatterEnd
natter_end_from_string (const char *nick)
{
  g_autoptr(GEnumClass) klass = g_type_class_ref (NATTER_TYPE_END);
  const GEnumValue *value = nick ? g_enum_get_value_by_nick (klass, nick) : NULL;

  return value ? (NatterEnd) value->value : NATTER_END_NONE;
}

/**
 * natter_end_for_error:
 * @error: what ended an answer without the provider's word for it
 *
 * Returns: the end that it made
 */
NatterEnd
natter_end_for_error (const GError *error)
{
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return NATTER_END_STOPPED;
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_TIMED_OUT))
    return NATTER_END_TIMED_OUT;
  if (g_error_matches (error, NATTER_ERROR, NATTER_ERROR_CONNECTION_LOST) ||
      g_error_matches (error, NATTER_ERROR, NATTER_ERROR_NETWORK) ||
      g_error_matches (error, NATTER_ERROR, NATTER_ERROR_TLS))
    return NATTER_END_CONNECTION_LOST;

  return NATTER_END_PROVIDER_ERROR;
}
