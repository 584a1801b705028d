/* natter-link-host.c: where a link really leads, and whether what is written on it names another
 * place. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-link-private.h"

#include <string.h>

#include "natter-hidden.h"

/* More words of a link's text are not looked at. */
#define MAX_WORDS 32

/* Words like "setup.py" are files, though a country may have that ending. */
static const char *const file_endings[] = {
  "ai",  "app", "as",  "bat", "cc",  "cfg", "conf", "cpp", "cs",   "css", "csv", "db",  "doc",
  "ex",  "exe", "fs",  "gz",  "hs",  "htm", "html", "ini", "ipynb", "java", "js", "json", "jsx",
  "kt",  "lock", "log", "lua", "md",  "mk",  "ml",  "mm",  "mod",  "pdf", "php", "pl",  "png",
  "ps",  "py",  "rb",  "rs",  "rst", "scala", "sh", "so",  "sql",  "svg", "swift", "tar", "tex",
  "tf",  "toml", "ts", "tsx", "txt", "vb",  "vue", "xml", "yaml", "yml", "zip",
};

/* @host is an authority without user information: the port is not part of the host. */
static gsize
host_length (const char *host,
             gsize       length)
{
  const char *end = length > 0 && host[0] == '[' ? memchr (host, ']', length) : NULL;
  const char *colon;

  if (end)
    return (gsize) (end + 1 - host);
  colon = memchr (host, ':', length);

  return colon ? (gsize) (colon - host) : length;
}

/**
 * natter_link_get_authority:
 * @target: a link's target
 * @length: (out): its bytes
 *
 * What stands between "://" and the path, or the part of an e-mail address behind its "@".
 *
 * Returns: (transfer none) (nullable): in @target, %NULL where there is none
 */
const char *
natter_link_get_authority (const char *target,
                           gsize      *length)
{
  const char *start;

  if (g_ascii_strncasecmp (target, "mailto:", strlen ("mailto:")) != 0)
    {
      start = strstr (target, "://");
      if (!start)
        return NULL;
      start += strlen ("://");
      *length = strcspn (start, "/?#");
      return start;
    }

  target += strlen ("mailto:");
  *length = strcspn (target, "?");
  start = g_strrstr_len (target, (gssize) *length, "@");
  if (!start)
    return NULL;
  *length -= (gsize) (start + 1 - target);

  return start + 1;
}

/* As DNS knows it: lower case, punycode, without the root's dot. */
static char *
normalize_host (const char *host,
                gsize       length)
{
  g_autofree char *text = g_strndup (host, length);
  char *ascii = g_hostname_to_ascii (text);

  if (!ascii)
    ascii = g_utf8_strdown (text, -1);
  for (char *p = ascii; *p; p++)
    *p = g_ascii_tolower (*p);
  if (g_str_has_suffix (ascii, ".") && strlen (ascii) > 1)
    ascii[strlen (ascii) - 1] = '\0';

  return ascii;
}

/**
 * natter_link_dup_host:
 * @target: a target that natter_link_is_allowed()
 *
 * Returns: (transfer full) (nullable): the host as the network knows it, in ASCII; %NULL where the
 *   target names none
 */
char *
natter_link_dup_host (const char *target)
{
  const char *authority;
  gsize length;

  g_return_val_if_fail (target != NULL, NULL);

  authority = natter_link_get_authority (target, &length);
  if (!authority || length == 0)
    return NULL;

  return normalize_host (authority, host_length (authority, length));
}

/**
 * natter_link_dup_unicode_host:
 * @target: a target that natter_link_is_allowed()
 *
 * Returns: (transfer full) (nullable): the host as its owner writes it, where that is not what
 *   natter_link_dup_host() returns; else %NULL
 */
char *
natter_link_dup_unicode_host (const char *target)
{
  g_autofree char *host = natter_link_dup_host (target);
  g_autofree char *unicode = host ? g_hostname_to_unicode (host) : NULL;

  if (!unicode || g_str_equal (unicode, host))
    return NULL;

  return g_steal_pointer (&unicode);
}

/**
 * natter_link_dup_address:
 * @target: a target that natter_link_is_allowed()
 *
 * The target with its host as the network knows it, so that no letter of another script passes for
 * one of ours.
 *
 * Returns: (transfer full): what to show and what to open
 */
char *
natter_link_dup_address (const char *target)
{
  g_autofree char *host = natter_link_dup_host (target);
  const char *authority;
  gsize length = 0;

  if (!host)
    return g_strdup (target);

  authority = natter_link_get_authority (target, &length);

  return g_strdup_printf ("%.*s%s%s", (int) (authority - target), target, host,
                          authority + host_length (authority, length));
}

/**
 * natter_link_dup_description:
 * @target: a target that natter_link_is_allowed()
 *
 * Where the link really leads, to be shown before it is opened: the address, and below it the host
 * as its owner writes it where that differs.
 *
 * Returns: (transfer full): one line or two
 */
char *
natter_link_dup_description (const char *target)
{
  g_autofree char *address = NULL;
  g_autofree char *unicode = NULL;

  g_return_val_if_fail (target != NULL, NULL);

  address = natter_link_dup_address (target);
  unicode = natter_link_dup_unicode_host (target);
  if (!unicode)
    return g_steal_pointer (&address);

  return g_strdup_printf ("%s\n(%s)", address, unicode);
}

static gboolean
is_file_ending (const char *ending)
{
  for (guint i = 0; i < G_N_ELEMENTS (file_endings); i++)
    {
      if (g_ascii_strcasecmp (file_endings[i], ending) == 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether a word that begins with @host reads as an address though it has no scheme. */
static gboolean
is_bare_host (const char *host,
              gsize       length,
              gboolean    has_path)
{
  g_autofree char *copy = g_strndup (host, length);
  g_autofree char *ascii = g_hostname_to_ascii (copy);
  const char *ending = strrchr (copy, '.');
  glong n_letters = 0;

  if (!ascii || !ending || ending == copy || copy[0] == '.' || strstr (copy, ".."))
    return FALSE;

  for (const char *p = ending + 1; *p; p = g_utf8_next_char (p), n_letters++)
    {
      if (!g_unichar_isalpha (g_utf8_get_char (p)) && !g_str_has_prefix (ending + 1, "xn--"))
        return FALSE;
    }

  return n_letters >= 2 && (has_path || !is_file_ending (ending + 1));
}

/* The host that a word of a link's text names, if it reads as an address. */
static char *
read_host (const char *word)
{
  const char *scheme = strstr (word, "://");
  const char *start = scheme ? scheme + strlen ("://") : word;
  gsize length = strcspn (start, "/?#\\");
  const char *at = g_strrstr_len (start, (gssize) length, "@");
  gboolean has_path = start[length] != '\0';
  gboolean is_www;

  if (at)
    {
      length -= (gsize) (at + 1 - start);
      start = at + 1;
    }
  length = host_length (start, length);
  if (length == 0)
    return NULL;

  is_www = g_ascii_strncasecmp (start, "www.", strlen ("www.")) == 0;
  if (!scheme && !is_www && !is_bare_host (start, length, has_path))
    return NULL;

  return normalize_host (start, length);
}

static const char *
skip_www (const char *host)
{
  return g_str_has_prefix (host, "www.") && strchr (host + strlen ("www."), '.')
           ? host + strlen ("www.")
           : host;
}

/* The text without what is not seen in it, and its width variants as what they look like. */
static char *
make_legible (const char *text)
{
  g_autofree char *normal = g_utf8_normalize (text, -1, G_NORMALIZE_ALL_COMPOSE);
  GString *legible = g_string_new (NULL);

  for (const char *p = normal ? normal : ""; *p; p = g_utf8_next_char (p))
    {
      gunichar c = g_utf8_get_char (p);

      if (!natter_hidden_is_invisible (c))
        g_string_append_unichar (legible, g_unichar_isspace (c) ? ' ' : c);
    }

  return g_string_free_and_steal (legible);
}

static void
trim_word (char *word)
{
  gsize start = strspn (word, "\"'(<[{*");
  gsize length = strlen (word + start);

  memmove (word, word + start, length + 1);
  while (length > 0 && strchr (".,;:!?\"')>]}*", word[length - 1]))
    {
      /* "http://[::1]" ends in its own bracket. */
      if (word[length - 1] == ']' && strchr (word, '['))
        break;
      word[--length] = '\0';
    }
}

/**
 * natter_link_disagrees:
 * @text: what is written on the link, valid UTF-8
 * @target: a target that natter_link_is_allowed()
 * @claimed: (out) (transfer full) (optional): the host that @text names
 *
 * Whether somebody who reads @text would think that the link leads to another host than it does.
 * "www." makes no difference; a text that names no host agrees with any.
 *
 * Returns: %TRUE when it does
 */
gboolean
natter_link_disagrees (const char  *text,
                       const char  *target,
                       char       **claimed)
{
  g_autofree char *host = NULL;
  g_autofree char *legible = NULL;
  g_auto(GStrv) words = NULL;

  g_return_val_if_fail (text != NULL, FALSE);
  g_return_val_if_fail (target != NULL, FALSE);

  host = natter_link_dup_host (target);
  legible = make_legible (text);
  words = g_strsplit (legible, " ", MAX_WORDS);

  for (guint i = 0; words[i]; i++)
    {
      g_autofree char *named = NULL;

      trim_word (words[i]);
      named = read_host (words[i]);
      if (!named || (host && g_str_equal (skip_www (named), skip_www (host))))
        continue;
      if (claimed)
        *claimed = g_hostname_to_unicode (named);
      if (claimed && !*claimed)
        *claimed = g_steal_pointer (&named);
      return TRUE;
    }

  return FALSE;
}
