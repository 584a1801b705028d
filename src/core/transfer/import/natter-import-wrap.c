/* natter-import-wrap.c: where the conversations begin in a file that is one large object with all
 * of them in a member. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-import-wrap.h"

#include <string.h>

static const char *
skip_blanks (const char *p,
             const char *end)
{
  while (p < end && (g_ascii_isspace (*p) || *p == ',' || *p == ':'))
    p++;

  return p;
}

/* Returns: behind the string at @p, or the word or number */
static const char *
skip_scalar (const char *p,
             const char *end)
{
  gboolean is_string = p < end && *p == '"';

  for (p += is_string; p < end; p++)
    if (is_string && *p == '\\')
      p++;
    else if (is_string ? *p == '"' : strchr (",{}[] \t\r\n", *p) != NULL)
      break;

  return MIN (p + is_string, end);
}

/**
 * natter_import_wrap_find:
 * @bytes: how a file begins
 * @length: how much of it
 *
 * One object with all conversations in it can't be read as a whole: it is entered.
 *
 * Returns: where the elements of its "conversations" begin; 0 when it is no such object
 */
gsize
natter_import_wrap_find (const char *bytes,
                         gsize       length)
{
  const char *end = bytes + length;
  const char *p = skip_blanks (bytes, end);

  if (p == end || *p != '{')
    return 0;

  p = skip_blanks (p + 1, end);
  while (p < end && *p == '"')
    {
      const char *key = p;
      const char *value = NULL;

      p = skip_scalar (p, end);
      value = skip_blanks (p, end);
      if (value < end && *value == '[' && g_str_has_prefix (key, "\"conversations\""))
        return (gsize) (value + 1 - bytes);
      if (value == end || *value == '{' || *value == '[')
        return 0;
      p = skip_blanks (skip_scalar (value, end), end);
    }

  return 0;
}
