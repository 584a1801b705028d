/* markdown-case.h: a piece of Markdown and what it becomes, in the words of block-dump.h.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

typedef struct
{
  const char *name;
  const char *text;
  gsize       length;   /* the text may contain NUL */
  const char *blocks;
} MarkdownCase;

#define TEXT(literal) literal, sizeof (literal) - 1
