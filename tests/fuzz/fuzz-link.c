/* fuzz-link.c: any target and any text: what may be opened leads to one plain host and is shown
 * with it, and nothing that is not seen gets through.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "natter-hidden.h"
#include "natter-link.h"

int LLVMFuzzerTestOneInput (const guint8 *data,
                            gsize         size);

static void
check_allowed (const char *target)
{
  g_autofree char *host = natter_link_dup_host (target);
  g_autofree char *address = natter_link_dup_address (target);
  g_autofree char *description = natter_link_dup_description (target);
  g_autofree char *unicode = natter_link_dup_unicode_host (target);

  g_assert_true (g_ascii_strncasecmp (target, "http", 4) == 0 ||
                 g_ascii_strncasecmp (target, "mailto:", 7) == 0);
  for (const char *p = target; *p; p = g_utf8_next_char (p))
    g_assert_false (natter_hidden_is_invisible (g_utf8_get_char (p)) || *p == ' ');

  g_assert_nonnull (host);
  g_assert_true (g_str_is_ascii (host));
  g_assert_null (strpbrk (host, "@%\\/?#"));
  g_assert_nonnull (strstr (address, host));
  g_assert_true (g_str_has_prefix (description, address));
  g_assert_true (!unicode || !g_str_equal (unicode, host));
  g_assert_true (natter_link_is_allowed (address));
}

static void
check_text (const char *text)
{
  gsize length = strlen (text);
  gsize start = 0;
  gsize end = 0;

  while (natter_link_find (text, length, &start, &end))
    {
      g_assert_cmpuint (start, <, end);
      g_assert_cmpuint (end, <=, length);
      start = end;
    }
}

/* The first line is the target, the rest what is written on it. */
int
LLVMFuzzerTestOneInput (const guint8 *data,
                        gsize         size)
{
  g_autofree char *input = g_utf8_make_valid ((const char *) data, (gssize) size);
  g_auto(GStrv) parts = g_strsplit (input, "\n", 2);
  const char *target = parts[0] ? parts[0] : "";
  const char *text = parts[0] && parts[1] ? parts[1] : "";
  g_autofree char *claimed = NULL;

  check_text (text);
  if (!natter_link_is_allowed (target))
    return 0;

  check_allowed (target);
  g_assert_true (natter_link_disagrees (text, target, &claimed) == (claimed != NULL));
  /* What it says of itself is no lie. */
  g_assert_false (g_str_has_prefix (target, "http") && natter_link_disagrees (target, target, NULL));

  return 0;
}
