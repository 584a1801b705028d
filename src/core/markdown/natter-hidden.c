/* natter-hidden.c: characters that are not seen, but make a text read as another than it is:
 * overrides of direction, letters without width, controls. What writing needs of them stays:
 * joiners in emoji and in the scripts that join, marks of direction where both directions are
 * written. Pure, any thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "natter-hidden.h"

#include <string.h>

#define ARABIC_LETTER_MARK  0x061C
#define ZERO_WIDTH_SPACE    0x200B
#define ZERO_WIDTH_NON_JOIN 0x200C
#define ZERO_WIDTH_JOINER   0x200D
#define LEFT_TO_RIGHT_MARK  0x200E
#define RIGHT_TO_LEFT_MARK  0x200F
#define SOFT_HYPHEN         0x00AD
#define BLACK_FLAG          0x1F3F4

/* A text that has none of these bytes hides nothing: the first bytes of all that are looked for. */
static gboolean
may_hide (guchar c)
{
  if (c >= ' ' && c < 0x7F)
    return FALSE;
  if (c < 0x80)
    return c != '\n' && c != '\t' && c != '\r';

  return c == 0xC2 || c == 0xCD || c == 0xD8 || c == 0xE1 || c == 0xE2 || c == 0xE3 || c == 0xEF ||
         c == 0xF3;
}

static gboolean
is_direction_mark (gunichar c)
{
  return c == LEFT_TO_RIGHT_MARK || c == RIGHT_TO_LEFT_MARK || c == ARABIC_LETTER_MARK;
}

static gboolean
is_isolate (gunichar c)
{
  return c >= NATTER_HIDDEN_ISOLATE && c <= NATTER_HIDDEN_END_ISOLATE;
}

static gboolean
is_variation_selector (gunichar c)
{
  return (c >= 0xFE00 && c <= 0xFE0F) || (c >= 0xE0100 && c <= 0xE01EF) ||
         (c >= 0x180B && c <= 0x180D) || c == 0x180F;
}

static gboolean
is_tag (gunichar c)
{
  return c >= 0xE0020 && c <= 0xE007F;
}

/**
 * natter_hidden_is_invisible:
 * @c: a character
 *
 * Whether nothing of @c itself is ever seen: most of Unicode's Default_Ignorable_Code_Point
 * (https://www.unicode.org/Public/UCD/latest/ucd/DerivedCoreProperties.txt), controls, and what
 * breaks a line without being a line break.
 *
 * Returns: %TRUE when it is invisible
 */
gboolean
natter_hidden_is_invisible (gunichar c)
{
  if (c < 0x80)
    return (c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == 0x7F;

  return c <= 0x9F || c == SOFT_HYPHEN || c == 0x034F || c == ARABIC_LETTER_MARK ||
         c == 0x115F || c == 0x1160 || c == 0x17B4 || c == 0x17B5 || (c >= 0x180B && c <= 0x180F) ||
         (c >= 0x200B && c <= 0x200F) || (c >= 0x2028 && c <= 0x202E) ||
         (c >= 0x2060 && c <= 0x206F) || c == 0x3164 || (c >= 0xFE00 && c <= 0xFE0F) ||
         c == 0xFEFF || c == 0xFFA0 || (c >= 0xFFF0 && c <= 0xFFFB) ||
         (c >= 0xE0000 && c <= 0xE0FFF);
}

/* What may stand before a joiner in an emoji: pictures, their variants and shades of skin. */
static gboolean
is_picture (gunichar c)
{
  return c == 0xFE0F || (c >= 0x1F000 && c <= 0x1FAFF) || (c >= 0x2190 && c <= 0x2BFF);
}

/* Scripts whose letters join, or do not, by what is not seen between them. */
static gboolean
joins (gunichar c)
{
  switch ((int) g_unichar_get_script (c))
    {
    case G_UNICODE_SCRIPT_ARABIC:
    case G_UNICODE_SCRIPT_SYRIAC:
    case G_UNICODE_SCRIPT_NKO:
    case G_UNICODE_SCRIPT_MONGOLIAN:
    case G_UNICODE_SCRIPT_DEVANAGARI:
    case G_UNICODE_SCRIPT_BENGALI:
    case G_UNICODE_SCRIPT_GURMUKHI:
    case G_UNICODE_SCRIPT_GUJARATI:
    case G_UNICODE_SCRIPT_ORIYA:
    case G_UNICODE_SCRIPT_TAMIL:
    case G_UNICODE_SCRIPT_TELUGU:
    case G_UNICODE_SCRIPT_KANNADA:
    case G_UNICODE_SCRIPT_MALAYALAM:
    case G_UNICODE_SCRIPT_SINHALA:
    case G_UNICODE_SCRIPT_KHMER:
    case G_UNICODE_SCRIPT_MYANMAR:
    case G_UNICODE_SCRIPT_TIBETAN:
    case G_UNICODE_SCRIPT_BALINESE:
    case G_UNICODE_SCRIPT_JAVANESE:
      return TRUE;

    case G_UNICODE_SCRIPT_INHERITED:
      return g_unichar_ismark (c) && !is_variation_selector (c);

    default:
      return FALSE;
    }
}

/* Scripts that are written without blanks, where a break may be marked. */
static gboolean
breaks (gunichar c)
{
  GUnicodeScript script = g_unichar_get_script (c);

  return script == G_UNICODE_SCRIPT_THAI || script == G_UNICODE_SCRIPT_LAO ||
         script == G_UNICODE_SCRIPT_KHMER || script == G_UNICODE_SCRIPT_MYANMAR ||
         script == G_UNICODE_SCRIPT_TIBETAN || script == G_UNICODE_SCRIPT_JAVANESE;
}

/* What is read backwards is written in these blocks. */
static gboolean
is_rtl (gunichar c)
{
  return (c >= 0x0590 && c <= 0x08FF && !is_direction_mark (c)) || (c >= 0xFB1D && c <= 0xFDFF) ||
         (c >= 0xFE70 && c <= 0xFEFE) || (c >= 0x10800 && c <= 0x10FFF) ||
         (c >= 0x1E800 && c <= 0x1EFFF);
}

/**
 * natter_hidden_has_rtl:
 * @text: valid UTF-8
 * @length: bytes in @text
 *
 * Returns: whether a letter of a script that is written from right to left is in @text
 */
gboolean
natter_hidden_has_rtl (const char *text,
                       gsize       length)
{
  const char *end = text + length;

  /* All letters before U+0590 begin with a lower byte. */
  for (const char *p = text; p < end; p = g_utf8_next_char (p))
    {
      if ((guchar) *p >= 0xD6 && is_rtl (g_utf8_get_char (p)))
        return TRUE;
    }

  return FALSE;
}

/* Whether every isolate of a text is closed in it, and nothing is closed that was not opened. */
static gboolean
has_balanced_isolates (const char *text,
                       gsize       length)
{
  gsize depth = 0;

  for (const char *p = text; p < text + length; p = g_utf8_next_char (p))
    {
      gunichar c = (guchar) *p == 0xE2 ? g_utf8_get_char (p) : 0;

      if (c == NATTER_HIDDEN_END_ISOLATE && depth-- == 0)
        return FALSE;
      if (is_isolate (c) && c != NATTER_HIDDEN_END_ISOLATE)
        depth++;
    }

  return depth == 0;
}

/* Whether an invisible character does here what it is for. */
static gboolean
is_at_home (gunichar          c,
            gunichar          before,
            NatterHiddenPlace place)
{
  if (c == ZERO_WIDTH_JOINER && is_picture (before))
    return TRUE;
  if (c == ZERO_WIDTH_JOINER || c == ZERO_WIDTH_NON_JOIN)
    return joins (before);
  if (c == ZERO_WIDTH_SPACE)
    return breaks (before);
  if (c == SOFT_HYPHEN)
    return place == NATTER_HIDDEN_IN_PROSE && g_unichar_isalpha (before);
  if (is_variation_selector (c))
    return before > ' ' && !g_unichar_isspace (before) && !natter_hidden_is_invisible (before);
  if (is_tag (c))
    return before == BLACK_FLAG || is_tag (before);

  return FALSE;
}

typedef struct
{
  const char        *text;
  gsize              length;
  NatterHiddenPlace  place;
  gboolean           asked;      /* the next two are known */
  gboolean           has_rtl;
  gboolean           balanced;
} Search;

/* Marks of direction and isolates belong to a text that has letters of both, as long as they stay
 * in it. */
static gboolean
may_turn (Search   *search,
          gunichar  c)
{
  if (search->place == NATTER_HIDDEN_IN_CODE || (!is_direction_mark (c) && !is_isolate (c)))
    return FALSE;

  if (!search->asked)
    {
      search->asked = TRUE;
      search->has_rtl = natter_hidden_has_rtl (search->text, search->length);
      search->balanced = has_balanced_isolates (search->text, search->length);
    }

  return search->has_rtl && (is_direction_mark (c) || search->balanced);
}

/**
 * natter_hidden_may_find:
 * @text: valid UTF-8
 * @length: bytes in @text
 *
 * A quick look, which most texts need no more than.
 *
 * Returns: %FALSE when natter_hidden_find() surely finds nothing
 */
gboolean
natter_hidden_may_find (const char *text,
                        gsize       length)
{
  for (gsize i = 0; i < length; i++)
    {
      if (may_hide ((guchar) text[i]))
        return TRUE;
    }

  return FALSE;
}

/**
 * natter_hidden_find:
 * @text: a paragraph, a cell, or code; valid UTF-8
 * @length: bytes in @text
 * @before: the character before @text, or 0
 * @place: how strict to be
 * @found: (element-type NatterHidden): where those that were found are appended
 *
 * Finds the characters of @text that are not seen and are not there for the writing itself. In code
 * the answer for a character depends on what stands before it alone, so that code may be looked at
 * in pieces.
 *
 * Returns: whether there are any
 */
gboolean
natter_hidden_find (const char        *text,
                    gsize              length,
                    gunichar           before,
                    NatterHiddenPlace  place,
                    GArray            *found)
{
  Search search = { .text = text, .length = length, .place = place };
  guint n_before = found->len;
  const char *end = text + length;
  const char *seen = text;   /* before stands before it, if it is not p */

  for (const char *p = text; p < end;)
    {
      const char *next;
      gunichar c;

      if (!may_hide ((guchar) *p))
        {
          p++;
          continue;
        }

      c = g_utf8_get_char (p);
      next = g_utf8_next_char (p);
      if (natter_hidden_is_invisible (c))
        {
          if (p > seen)
            before = g_utf8_get_char (g_utf8_prev_char (p));
          if (!is_at_home (c, before, place) && !may_turn (&search, c))
            {
              NatterHidden hidden = { (gsize) (p - text), (gsize) (next - text) };

              g_array_append_val (found, hidden);
            }
          before = c;
          seen = next;
        }
      p = next;
    }

  return found->len > n_before;
}

/**
 * natter_hidden_append_name:
 * @out: where it goes
 * @c: a character
 *
 * Appends what is shown instead of @c: "U+202E".
 */
void
natter_hidden_append_name (GString  *out,
                           gunichar  c)
{
  static const char digits[] = "0123456789ABCDEF";
  int shift = c > 0xFFFFF ? 20 : c > 0xFFFF ? 16 : 12;

  g_string_append (out, "U+");
  for (; shift >= 0; shift -= 4)
    g_string_append_c (out, digits[(c >> shift) & 0xF]);
}
