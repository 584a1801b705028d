/* natter-language.h: the languages that code is written in, by what models call them. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef struct
{
  const char *id;          /* GtkSourceView's */
  const char *name;        /* a proper name; not translated */
  const char *extension;   /* of a file, without the dot */
  const char *aliases;     /* lower case, between blanks */
} NatterLanguage;

const NatterLanguage *natter_language_find (const char *alias);

G_END_DECLS
