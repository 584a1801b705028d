/* natter-hidden.h: characters that are not seen, but make a text read as another than it is. Pure,
 * any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What stands between them keeps its own direction, from left to right. */
#define NATTER_HIDDEN_ISOLATE     0x2066
#define NATTER_HIDDEN_END_ISOLATE 0x2069

typedef enum
{
  NATTER_HIDDEN_IN_PROSE,
  NATTER_HIDDEN_IN_CODE,   /* whoever reads code relies on its order: no direction is changed */
} NatterHiddenPlace;

/* One character: bytes of the text it was found in. */
typedef struct
{
  gsize start;
  gsize end;
} NatterHidden;

gboolean natter_hidden_may_find     (const char        *text,
                                     gsize              length);
gboolean natter_hidden_find         (const char        *text,
                                     gsize              length,
                                     gunichar           before,
                                     NatterHiddenPlace  place,
                                     GArray            *found);
void     natter_hidden_append_name  (GString           *out,
                                     gunichar           c);
gboolean natter_hidden_is_invisible (gunichar           c);
gboolean natter_hidden_has_rtl      (const char        *text,
                                     gsize              length);

G_END_DECLS
