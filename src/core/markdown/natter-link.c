/* natter-link.c: which link targets may be opened, and where a bare address stands in plain text.
 * Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-link-private.h"

#include <string.h>

#define HOST_CHARACTERS "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789.-_"

static const char *const schemes[] = { "http://", "https://", "mailto:" };

/* Direction overrides and characters without width make a target read as another one than it is. */
static gboolean
is_deceptive (gunichar c)
{
  if (c > ' ' && c < 0x7F)
    return FALSE;

  /* An int: what is not listed is fine. */
  switch ((int) g_unichar_type (c))
    {
    case G_UNICODE_CONTROL:
    case G_UNICODE_FORMAT:
    case G_UNICODE_LINE_SEPARATOR:
    case G_UNICODE_PARAGRAPH_SEPARATOR:
    case G_UNICODE_SPACE_SEPARATOR:
    case G_UNICODE_SURROGATE:
    case G_UNICODE_UNASSIGNED:
      return TRUE;

    default:
      /* Fillers of Hangul are letters by their category, and blank. */
      return c == 0x115F || c == 0x1160 || c == 0x3164 || c == 0xFFA0;
    }
}

static gboolean
is_port (const char *port,
         gsize       length)
{
  g_autofree char *digits = g_strndup (port, length);

  return g_ascii_string_to_unsigned (digits, 10, 1, G_MAXUINT16, NULL, NULL);
}

/* Numbers that only some programs take for an address: "0x7f.1", "2130706433". */
static gboolean
is_odd_number (const char *host)
{
  const char *last = host + strlen (host);

  /* The root's dot at the end changes nothing. */
  if (last > host && last[-1] == '.')
    last--;
  while (last > host && last[-1] != '.')
    last--;

  return g_ascii_isdigit (*last) && !g_hostname_is_ip_address (host);
}

static gboolean
is_ascii_host (const char *host)
{
  return host[0] != '\0' && host[0] != '.' && !strstr (host, "..") && !is_odd_number (host);
}

static gboolean
is_host (const char *host,
         gsize       length)
{
  g_autofree char *text = g_strndup (host, length);
  g_autofree char *ascii = NULL;

  if (text[0] == '[')
    {
      g_autofree char *inner = g_strndup (text + 1, length > 1 ? length - 2 : 0);

      return text[length - 1] == ']' && strchr (inner, ':') && g_hostname_is_ip_address (inner);
    }

  if (strspn (text, HOST_CHARACTERS) == length)
    return is_ascii_host (text);
  ascii = g_hostname_to_ascii (text);

  return ascii && strspn (ascii, HOST_CHARACTERS) == strlen (ascii) && is_ascii_host (ascii);
}

/* "https://bank.example@evil.example" leads to the second; a percent sign or a backslash in a
 * host is read in different ways by those who open it. */
static gboolean
is_plain_authority (const char *authority,
                    gsize       length)
{
  const char *end = length > 0 && authority[0] == '[' ? memchr (authority, ']', length) : NULL;
  const char *rest = end ? end + 1 : authority;
  const char *colon = memchr (rest, ':', length - (gsize) (rest - authority));

  if (length == 0 || memchr (authority, '@', length))
    return FALSE;
  if (colon && !is_port (colon + 1, length - (gsize) (colon + 1 - authority)))
    return FALSE;

  return is_host (authority, colon ? (gsize) (colon - authority) : length);
}

/* One address of its own, before anything that is asked of the mail program. */
static gboolean
is_plain_mail (const char *address)
{
  gsize length = strcspn (address, "?");
  const char *at = memchr (address, '@', length);

  return at && at > address && !memchr (address, '%', length) && !memchr (address, ',', length) &&
         is_host (at + 1, length - (gsize) (at + 1 - address));
}

/**
 * natter_link_is_allowed:
 * @target: (nullable): a link's target as the parser gave it, entities decoded
 *
 * Whether a link may be offered for opening: http or https with a host that everybody reads alike
 * (no user information, nothing escaped, no number that is not an address, a port from 1 to 65535
 * if any), or mailto with one address; and no blank, control, invisible or direction-changing
 * character anywhere.
 *
 * Returns: %TRUE when it may
 */
gboolean
natter_link_is_allowed (const char *target)
{
  gsize scheme_length = 0;

  if (!target || !g_utf8_validate (target, -1, NULL))
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (schemes); i++)
    {
      gsize length = strlen (schemes[i]);

      if (g_ascii_strncasecmp (target, schemes[i], length) == 0)
        scheme_length = length;
    }
  if (scheme_length == 0 || target[scheme_length] == '\0' || target[scheme_length] == '/')
    return FALSE;

  for (const char *p = target; *p; p = g_utf8_next_char (p))
    {
      if (is_deceptive (g_utf8_get_char (p)))
        return FALSE;
    }

  if (target[scheme_length - 1] != '/')
    return is_plain_mail (target + scheme_length);

  return is_plain_authority (target + scheme_length, strcspn (target + scheme_length, "/?#"));
}

/* Punctuation at the end belongs to the sentence; a closing bracket too, unless it was opened
 * inside. */
static gsize
trim_end (const char *start,
          gsize       length)
{
  gssize unclosed = 0;

  for (gsize i = 0; i < length; i++)
    unclosed += (start[i] == '(') - (start[i] == ')');

  while (length > 0)
    {
      char last = start[length - 1];

      if (last == ')' && unclosed < 0)
        unclosed++;
      else if (!strchr (".,;:!?'\"*_~]}", last))
        break;
      length--;
    }

  return length;
}

/**
 * natter_link_find:
 * @text: plain text, valid UTF-8
 * @length: bytes in @text
 * @offset: (inout): where to begin looking; then where the address begins
 * @end: (out): where the address ends
 *
 * Finds the next http or https address that a person typed without any markup.
 *
 * Returns: %TRUE when there is one
 */
gboolean
natter_link_find (const char *text,
                  gsize       length,
                  gsize      *offset,
                  gsize      *end)
{
  const char *p = text + *offset;
  const char *limit = text + length;

  while ((p = memchr (p, ':', (gsize) (limit - p))))
    {
      gsize before = (gsize) (p - text) - *offset;
      gsize word = before >= 5 && g_ascii_strncasecmp (p - 5, "https", 5) == 0  ? 5
                   : before >= 4 && g_ascii_strncasecmp (p - 4, "http", 4) == 0 ? 4
                                                                                : 0;
      const char *start = p - word;

      p++;
      if (word == 0 || limit - p < 3 || p[0] != '/' || p[1] != '/' ||
          (start > text && (g_ascii_isalnum (start[-1]) || (guchar) start[-1] >= 0x80)))
        continue;

      for (p += 2; p < limit && (guchar) *p > ' ' && !strchr ("<>\"`|\\^", *p); p++)
        ;
      p = start + trim_end (start, (gsize) (p - start));
      if (p <= start + word + 3)
        {
          p = start + word + 3;
          continue;
        }
      *offset = (gsize) (start - text);
      *end = (gsize) (p - text);
      return TRUE;
    }

  return FALSE;
}
